"""The directories of countries and agencies. The page of each stands in `agreements`: it tells what it agreed."""

from django.core.paginator import Paginator
from django.shortcuts import render

from agencies.models import Agency, Country
from catalogue.who_filters import AgencyFilter, CountryFilter
from spacecoop.records import count_of

PAGE_SIZE = 50


def country_list(request):
    found = CountryFilter(request.GET, Country.objects.counted())
    page = Paginator(found.results, PAGE_SIZE).get_page(request.GET.get("page"))
    return _list(request, "agencies/country_list.html", found, page)


def agency_list(request):
    counted = Agency.objects.for_list().annotate(
        agreement_count=count_of(Agency, "parties__agreement"), citation_count=count_of(Agency, "citations")
    )
    found = AgencyFilter(request.GET, counted)
    page = Paginator(found.results, PAGE_SIZE).get_page(request.GET.get("page"))
    return _list(request, "agencies/agency_list.html", found, page)


def _list(request, template, found, page):
    """Render a list; a filter that was not understood makes it an error, never a longer list."""
    most = max((record.agreement_count for record in page), default=0)
    context = {"found": found, "page": page, "most": most}
    return render(request, template, context, status=200 if found.is_valid() else 400)
