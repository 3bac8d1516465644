"""The home page and the pages about the site itself."""

from django.shortcuts import render

from agreements.models import Agreement, Event, Source
from catalogue.facets import facets_of
from catalogue.filters import AgreementFilter
from pages.design import sample_content
from pages.rows import agreement_rows

NEWEST = 5
MOST_ENTRIES = 8  # of countries, organisations and areas


def home(request):
    found = AgreementFilter({})
    total, facets = facets_of(found, getattr(request, "state", None))
    entries = {facet.name: facet.options[:MOST_ENTRIES] for facet in facets}
    newest = Agreement.objects.in_order().values_list("pk", flat=True)[:NEWEST]
    context = {
        "agreements": total,
        "sources": Source.objects.count(),
        "countries": entries.get("party", []),
        "agencies": entries.get("agency", []),
        "areas": entries.get("area", []),
        "newest": agreement_rows(newest, found.on_this_day),
        "overdue": Event.objects.overdue(found.on_this_day).count(),
    }
    return render(request, "home.html", context)


def about(request):
    return render(request, "about.html")


def design(request):
    """Show every part of the pages with made-up content."""
    return render(request, "design.html", sample_content())
