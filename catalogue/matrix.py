# ruff: noqa: S608 - the queries are put together from names of our own
"""The matrix: how many agreements of those found each country has with each other, or on each area."""

from dataclasses import dataclass
from math import log
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection

from agencies.models import Country
from agreements.models import Agreement, Area
from catalogue.filters import AgreementFilter
from catalogue.sides import side_key
from spacecoop.filters import ChoiceFilter

MOST = 40  # rows, and columns
SHADES = 5
AREAS = "areas"
_ORDERS = {
    "": lambda counted: (-counted[1], counted[0].name),
    "name": lambda counted: counted[0].name,
}


class MatrixFilter(AgreementFilter):
    """The agreements of a matrix, what its columns are, and the order of its rows and columns."""

    columns = ChoiceFilter(
        label="Columns",
        choices=[("countries", "countries"), (AREAS, "cooperation areas")],
        method="part_of_question",
        empty_label="countries",
        help_text="Partner countries, or cooperation areas.",
    )
    order = ChoiceFilter(
        label="Order",
        choices=[("name", "by name")],
        method="part_of_question",
        empty_label="most agreements first",
        help_text="Order of rows and columns.",
    )

    class Meta:
        model = Agreement
        fields = []

    @property
    def shows_areas(self):
        return self.is_valid() and self.form.cleaned_data["columns"] == AREAS

    @property
    def sort_key(self):
        return _ORDERS[self.form.cleaned_data["order"] if self.is_valid() else ""]

    @property
    def agreements_asked(self):
        """The filters of the list of agreements that are in use, as (name, value)."""
        return self.active_without("columns", "order")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many agreements a row has with a column, and the query of the list of them; `same`: one country twice."""

    count: int
    query: str
    shade: int
    same: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A country with all its agreements among those found, and its cells."""

    country: Country
    count: int
    query: str
    cells: list


@dataclass(frozen=True, slots=True)
class Matrix:
    """`columns`: countries or areas. `countries`: how many have agreements, shown or not; `areas` likewise."""

    columns: list
    rows: list
    countries: int
    areas: int

    @property
    def most(self):
        """The (row, column, cell) with most agreements, None where all are empty."""
        cells = [
            (row.country, column, cell)
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
        ]
        best = max(cells, key=lambda placed: placed[2].count, default=None)
        return best if best and best[2].count else None


def matrix_of(found):
    """Return the Matrix of a MatrixFilter: the MOST rows and columns with most agreements.

    A row counts every agreement with its country as a party. Cost: two queries, three for areas.
    """
    counts = _counts(found)
    rows = _records(found, Country, counts, "row")
    columns = _records(found, Area, counts, "column") if found.shows_areas else rows
    cells = {(one, other): number for kind, one, other, number in counts if kind == "cell"}
    deepest = max(cells.values(), default=1)
    prefix = urlencode(found.agreements_asked)

    def cell(row, column):
        count = cells.get((row.pk, column.pk), 0)
        asked = f"party={row.code}&{_asking(column)}"
        return Cell(count, f"?{prefix}&{asked}" if prefix else f"?{asked}", _shade(count, deepest), row == column)

    def line(country, count):
        asked = urlencode([*found.agreements_asked, ("party", country.code)])
        return Row(country, count, f"?{asked}", [cell(country, column) for column, _ in columns])

    totals = {kind: number for kind, _, _, number in counts if kind in ("countries", "areas")}
    lines = [line(country, count) for country, count in rows]
    return Matrix([column for column, _ in columns], lines, totals.get("countries", 0), totals.get("areas", 0))


def _asking(column):
    return f"area={column.slug}" if isinstance(column, Area) else f"party={side_key(column)}"


def _shade(count, deepest):
    """Return 0 for none, else a step from 1 to SHADES: each stands for as many times more as the one before."""
    if not count:
        return 0
    return min(1 + int(SHADES * log(count) / log(deepest + 1)), SHADES)


def _records(found, model, counts, kind):
    numbers = {key: number for which, key, _, number in counts if which == kind}
    records = model.objects.in_bulk(numbers)
    return sorted(((records[key], number) for key, number in numbers.items()), key=found.sort_key)


def _counts(found):
    """Return (kind, key, other key, number) of rows, columns and cells, and how many rows and columns there are."""
    try:
        sql, parameters = found.results.counted_under("countries", "areas")
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found(countries, areas) AS MATERIALIZED ({sql}), {_ROWS}"
            f"{_ON_AREAS if found.shows_areas else _BETWEEN_COUNTRIES}",
            parameters,
        )
        return cursor.fetchall()


# The rows: the countries with most agreements, equal ones by name. Arrays are taken apart among what is selected,
# which takes half as long as joining with them.
_ROWS = f"""
    numbers AS (
        SELECT country, count(*) AS number FROM (SELECT unnest(countries) AS country FROM found) each GROUP BY 1
    ),
    most AS MATERIALIZED (
        SELECT country, number FROM numbers JOIN agencies_country record ON record.id = country
        ORDER BY number DESC, name LIMIT {MOST}
    )
"""
_OF_ROWS = """
    SELECT 'row', country, NULL::bigint, number FROM most
    UNION ALL SELECT 'countries', NULL, NULL, count(*) FROM numbers
"""
# Between two: each pair stands in both its cells.
_BETWEEN_COUNTRIES = f"""
    , pairs AS (
        SELECT countries[1] AS one, countries[2] AS other, count(*) AS number FROM found
        WHERE countries[2] IS NOT NULL AND countries <@ (SELECT array_agg(country) FROM most) GROUP BY 1, 2
    )
    {_OF_ROWS}
    UNION ALL SELECT 'cell', least(one, other), greatest(one, other), sum(number)::bigint FROM pairs GROUP BY 2, 3
    UNION ALL SELECT 'cell', greatest(one, other), least(one, other), sum(number)::bigint FROM pairs GROUP BY 2, 3
"""
# On an area or what is narrower: an agreement is counted under the broader ones already.
_ON_AREAS = f"""
    , columns AS (SELECT area, count(*) AS number FROM (SELECT unnest(areas) AS area FROM found) each GROUP BY 1),
    widest AS MATERIALIZED (
        SELECT area, number FROM columns JOIN agreements_area record ON record.id = area
        ORDER BY number DESC, name LIMIT {MOST}
    ),
    of_rows AS (
        SELECT country, unnest(areas) AS area FROM (SELECT unnest(countries) AS country, areas FROM found) each
        WHERE country IN (SELECT country FROM most)
    )
    {_OF_ROWS}
    UNION ALL SELECT 'column', area, NULL, number FROM widest
    UNION ALL SELECT 'areas', NULL, NULL, count(*) FROM columns
    UNION ALL SELECT 'cell', country, area, count(*) FROM of_rows WHERE area IN (SELECT area FROM widest) GROUP BY 2, 3
"""
