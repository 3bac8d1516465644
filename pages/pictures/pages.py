"""The pages of charts: each shows a chart of a list above a table that says the same."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext, pgettext

from agreements.models import Level
from catalogue.facets import facets_of
from catalogue.index.questions import of_kind
from catalogue.matrix import AREAS, MatrixFilter, matrix_of
from catalogue.pairs import COUNTRY
from catalogue.reading import reader
from catalogue.ties import NetworkFilter, signatures_by_year, ties_of
from pages.headings import headings_of
from pages.lists import OF_AGREEMENTS, answer, list_behind
from pages.pictures.map_numbers import MapFilter, Numbers
from pages.pictures.matrix import draw_matrix
from pages.pictures.network import MOST_TIES, draw_network
from pages.pictures.world_map import map_of
from pages.queries import as_query
from spacecoop.addresses import address_of

MOST_ROWS = 20  # of the table beside a chart; another page has all
MOST_YEARS = 16  # links of a slider
UNTIL = ("action", "from", "to", "match", "status_on")


def world_map(request):
    found = MapFilter(request.GET)
    numbers = Numbers(found)
    context = {
        "numbers": numbers,
        "drawing": map_of(numbers),
        "map_rows": [_row(numbers, row) for row in numbers.most(MOST_ROWS)],
        "others": found.active_without("party"),
        "countries": _countries_with_agreements(numbers),
        "list_query": as_query(found.active_without("order")),
        "headings": _headings(found),
    }
    return _answer(request, "map.html", found, **context)


def _headings(found):
    number = (gettext("Agreements recorded"), "-agreements")
    return headings_of(found, name=(gettext("Country"), "name"), number=number)


def _row(numbers, row):
    """Return a row of the table: the country, its page or the pair's, the list that its number counts."""
    found, party = numbers.found, ("party", row.country.key)
    return {
        "country": row.country,
        "path": numbers.path(row.country),
        "count": row.count,
        "list": f"{address_of('agreements')}{as_query([*found.active_without('order'), party])}",
    }


def network(request):
    found = NetworkFilter(request.GET)
    ties = ties_of(found.results, found.side, found.on_this_day, MOST_TIES)
    years, undated = signatures_by_year(found.results_without(*UNTIL))
    context = {
        "ties": ties,
        "drawing": draw_network(found, ties),
        "ties_with_lists": [(tie, list_behind(found, *tie.sides)) for tie in ties.strongest[:MOST_ROWS]],
        "levels": Level.labels,
        "between_countries": found.side == COUNTRY,
        "others": found.active_without("sides", "area"),
        "as_organisations": urlencode([*found.active_without("sides"), ("sides", "agencies")]),
        "agreements_query": as_query(found.active_without("sides")),
        "pairs_query": as_query(found.active_without("status_on")),
        "years": _until_each(found, years),
        "undated": undated,
    }
    return _answer(request, "network.html", found, **context)


def matrix(request):
    found = MatrixFilter(request.GET)
    counted = matrix_of(found)
    context = {
        "matrix": counted,
        "drawing": draw_matrix(found, counted),
        "shows_areas": found.shows_areas,
        "order": found.form.cleaned_data.get("order", ""),
        "by_name": as_query([*found.active_without("order"), ("order", "name")]),
        "by_number": as_query(found.active_without("order")) or "?",
        "against_countries": as_query(found.active_without("columns")) or "?",
        "against_areas": as_query([*found.active_without("columns"), ("columns", AREAS)]),
        "agreements_query": as_query(found.active_without("columns", "order")),
    }
    return _answer(request, "matrix.html", found, **context)


def _answer(request, template, found, **context):
    """Render a chart with its panel of filters; the records themselves are not loaded."""
    total, facets = facets_of(found)
    return answer(request, template, found, _one_page(total), OF_AGREEMENTS, facets, **context)


def _until_each(found, years):
    """Return the links of the slider over the years: what was signed up to the end of each, and its status then.

    Shape: {"words", "query", "is_shown"} each, of every year or of every second, fifth or tenth; the last is all.
    """
    if not years:
        return []
    span = years[-1] - years[0] + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if span <= MOST_YEARS * step)
    others, asked = found.active_without(*UNTIL), dict(pair for pair in found.active if pair[0] in UNTIL)
    shown = [(str(year), _signed_by(year)) for year in range(years[0], years[-1] + 1) if year % step == 0]
    return [
        {"words": words, "query": as_query([*others, *until]) or "?", "is_shown": asked == dict(until)}
        for words, until in [*shown, (pgettext("years of signature", "all"), [])]
    ]


def _signed_by(year):
    """Return the filters that ask for what was signed up to the end of a year, with its status on that day."""
    return [("status_on", f"{year}-12-31"), ("action", "signed"), ("to", str(year))]


def _countries_with_agreements(numbers):
    codes = reader().values(of_kind("agreement"), COUNTRY)[COUNTRY]
    return [country for country in numbers.countries if country.key in codes]


def _one_page(total):
    """Return what a list says of its number; the records themselves are neither found nor loaded."""
    return Paginator(range(total), total or 1).get_page(1)
