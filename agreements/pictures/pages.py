"""The pages of pictures: each shows a picture of a list beside a table that says the same."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.urls import reverse

from agencies.models import Country
from agreements.facets import facets_of
from agreements.models import Agreement, Party, PartyRole
from agreements.pictures.world_map import MapFilter, Numbers, map_of
from agreements.views import act_fields


def world_map(request):
    found = MapFilter(request.GET, Agreement.objects.all())
    total, facets = facets_of(found, getattr(request, "state", None))
    numbers = Numbers(found)
    others = _without(found, "party")
    context = {
        "found": found,
        "facets": facets,
        "act_fields": act_fields(found.form),
        "page": _one_page(found, total),
        "numbers": numbers,
        "drawing": map_of(numbers),
        "rows": [_row(numbers, row) for row in numbers.rows],
        "others": others,
        "countries": _countries_with_agreements(),
        "list_query": _query(_without(found, "order")),
        "by_name": _query([*_without(found, "order"), ("order", "name")]),
        "by_number": _query(_without(found, "order")),
    }
    return render(request, "agreements/map.html", context, status=200 if found.is_valid() else 400)


def _row(numbers, row):
    """Return a row of the table: the country, its page or the pair's, the list that its number counts, its own map."""
    found, party = numbers.found, ("party", row.country.code)
    return {
        "country": row.country,
        "path": numbers.path(row.country),
        "count": row.count,
        "list": f"{reverse('agreements')}{_query([*_without(found, 'order'), party])}",
        "map": _query([*_without(found, "party"), party]),
    }


def _without(found, name):
    """Return the filters in use as (name, value), without one."""
    return [(other, value) for other, value in found.active if other != name]


def _query(parameters):
    return f"?{urlencode(parameters)}"


def _countries_with_agreements():
    parties = Party.objects.filter(agency__country=OuterRef("pk"), role=PartyRole.PARTY)
    return Country.objects.filter(Exists(parties)).order_by("name")


def _one_page(found, total):
    """Return what a list says of its number; the records themselves are not loaded."""
    paginator = Paginator(found.results, total or 1)
    paginator.count = total
    return paginator.get_page(1)
