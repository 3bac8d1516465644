"""The pages of pictures: each shows a picture of a list beside a table that says the same."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.urls import reverse

from agencies.models import Country
from agreements.models import Agreement, Area, Level, Party, PartyRole
from catalogue.facets import facets_of
from catalogue.matrix import AREAS, MatrixFilter, matrix_of
from catalogue.pairs import COUNTRY
from catalogue.sides import side_key
from catalogue.ties import NetworkFilter, signatures_by_year, ties_of
from pages.pictures.matrix import draw_matrix
from pages.pictures.network import MOST_TIES, draw_network
from pages.pictures.world_map import MapFilter, Numbers, map_of
from pages.views import act_fields

MOST_YEARS = 16  # links of a slider
UNTIL = ("signed_possibly_before", "on")


def world_map(request):
    found = MapFilter(request.GET, Agreement.objects.all())
    total, facets = facets_of(found, getattr(request, "state", None))
    numbers = Numbers(found)
    others = found.active_without("party")
    context = {
        **_asked(found, total, facets),
        "numbers": numbers,
        "drawing": map_of(numbers),
        "rows": [_row(numbers, row) for row in numbers.rows],
        "others": others,
        "countries": _countries_with_agreements(),
        "list_query": _query(found.active_without("order")),
        "by_name": _query([*found.active_without("order"), ("order", "name")]),
        "by_number": _query(found.active_without("order")),
    }
    return _answer(request, "agreements/map.html", context)


def _row(numbers, row):
    """Return a row of the table: the country, its page or the pair's, the list that its number counts, its own map."""
    found, party = numbers.found, ("party", row.country.code)
    return {
        "country": row.country,
        "path": numbers.path(row.country),
        "count": row.count,
        "list": f"{reverse('agreements')}{_query([*found.active_without('order'), party])}",
        "map": _query([*found.active_without("party"), party]),
    }


def network(request):
    found = NetworkFilter(request.GET)
    total, facets = facets_of(found, getattr(request, "state", None))
    ties = ties_of(found.results, found.side, found.on_this_day, MOST_TIES)
    years, undated = signatures_by_year(found.results_without(*UNTIL))
    context = {
        **_asked(found, total, facets),
        "ties": ties,
        "drawing": draw_network(found, ties),
        "rows": [(tie, _agreements_of(found, tie)) for tie in ties.strongest],
        "levels": Level.labels,
        "between_countries": found.side == COUNTRY,
        "without_tie": total - ties.agreements,
        "areas": Area.objects.order_by("name"),
        "others": found.active_without("sides", "area"),
        "as_bodies": urlencode([*found.active_without("sides"), ("sides", "agencies")]),
        "agreements_query": _query(found.active_without("sides")),
        "years": _until_each(found, years),
        "undated": undated,
    }
    return _answer(request, "agreements/network.html", context)


def matrix(request):
    found = MatrixFilter(request.GET)
    total, facets = facets_of(found, getattr(request, "state", None))
    counted = matrix_of(found)
    context = {
        **_asked(found, total, facets),
        "matrix": counted,
        "drawing": draw_matrix(found, counted),
        "by_name": _query([*found.active_without("order"), ("order", "name")]),
        "by_number": _query(found.active_without("order")),
        "against_countries": _query(found.active_without("columns")),
        "against_areas": _query([*found.active_without("columns"), ("columns", AREAS)]),
    }
    return _answer(request, "agreements/matrix.html", context)


def _until_each(found, years):
    """Return the links of the slider over the years: what was possibly signed by the end of each, and how it stood.

    Shape: {"words", "query", "is_shown"} each, of every year or of every second, fifth or tenth; the last is all.
    """
    if not years:
        return []
    span = years[-1] - years[0] + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if span <= MOST_YEARS * step)
    others, asked = found.active_without(*UNTIL), dict(found.active)
    chosen = [asked.get(name) for name in UNTIL]
    ends = [(str(year), f"{year}-12-31") for year in range(years[0], years[-1] + 1) if year % step == 0]
    until = [(end[0], _query([*others, *zip(UNTIL, end, strict=True)]), chosen == list(end)) for end in ends]
    return [
        {"words": words, "query": query, "is_shown": is_shown}
        for words, query, is_shown in [*until, ("all", _query(others), chosen == [None, None])]
    ]


def _agreements_of(found, tie):
    """Return the address of the list of the agreements that a tie counts."""
    asked = found.active_without("sides")
    parties = [("party", side_key(side)) for side in tie.sides]
    return f"{reverse('agreements')}{_query([*asked, *(party for party in parties if party not in asked)])}"


def _asked(found, total, facets):
    """Return what every page of a picture says of what is asked for: the number found, the filters, the facets."""
    return {"found": found, "facets": facets, "act_fields": act_fields(found.form), "page": _one_page(found, total)}


def _answer(request, template, context):
    """Render a page; a filter that was not understood makes it an error."""
    return render(request, template, context, status=200 if context["found"].is_valid() else 400)


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
