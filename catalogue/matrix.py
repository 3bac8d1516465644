"""The matrix: how many agreements of those found each country has with each other, or on each area."""

from dataclasses import dataclass
from itertools import groupby
from math import log
from operator import itemgetter
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy

from catalogue.filters import AgreementFilter
from catalogue.index.reader import NONE
from catalogue.pairs import COUNTRY, pairs_among
from catalogue.reading import Named, named_by_key
from spacecoop.filters import ChoiceFilter

MOST = 30  # rows, and columns of countries
MOST_AREAS = 20
SHADES = 5
AREAS = "areas"
_ORDERS = {
    "": lambda counted: (-counted[1], counted[0].by_name),
    "name": lambda counted: counted[0].by_name,
}


class MatrixFilter(AgreementFilter):
    """The agreements of a matrix, what its columns are, and the order of its rows and columns."""

    columns = ChoiceFilter(
        label=gettext_lazy("Columns"),
        choices=[("countries", gettext_lazy("countries")), (AREAS, gettext_lazy("cooperation areas"))],
        empty_label=gettext_lazy("countries"),
        help_text=gettext_lazy("Partner countries, or cooperation areas."),
    )
    order = ChoiceFilter(
        label=gettext_lazy("Order"),
        choices=[("name", gettext_lazy("by name"))],
        empty_label=gettext_lazy("most agreements first"),
        help_text=gettext_lazy("Order of rows and columns."),
    )

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

    country: Named
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
    def shades(self):
        """The (shade, least, most agreements) of each shade that any cell has."""
        counts = sorted({(cell.shade, cell.count) for row in self.rows for cell in row.cells if cell.shade})
        groups = [(shade, [count for _, count in group]) for shade, group in groupby(counts, itemgetter(0))]
        return [(shade, group[0], group[-1]) for shade, group in groups]

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


def matrix_of(found, is_whole=False):
    """Return the Matrix of a MatrixFilter: the rows and columns with most agreements, MOST and MOST_AREAS of them.

    A row counts every agreement with its country as a party. `is_whole`: all rows and columns. Cost: two counts of the
    index and one query; one more of each for areas.
    """
    asked, question = found.results.reader, found.results.question
    countries = _counts(asked, question, COUNTRY)
    areas = _counts(asked, question, "area") if found.shows_areas else {}
    rows = _most(found, COUNTRY, countries, None if is_whole else MOST)
    columns = _most(found, "area", areas, None if is_whole else MOST_AREAS) if found.shows_areas else rows
    cells = _on_areas(asked, question, rows) if found.shows_areas else _between(asked, question)
    deepest = max((_in(cells, row, column) for row in rows for column in columns), default=1)
    asked_before = urlencode([*found.agreements_asked, ("party", "")])

    def cell(row, column):
        count = _in(cells, row, column)
        query = f"?{asked_before}{row.key}&{_asking(column)}"
        return Cell(count, query, _shade(count, deepest), row == column)

    def line(country):
        query = f"?{asked_before}{country.key}"
        return Row(country, countries[country.key], query, [cell(country, column) for column in columns])

    return Matrix(columns, [line(country) for country in rows], len(countries), len(areas))


def _counts(asked, question, field):
    counts = asked.values(question, field)[field]
    counts.pop(NONE, None)
    return counts


def _most(found, kind, counts, number):
    """Return as Named so many records with most agreements, equal ones by name; in the order that is asked for."""
    named = [(named, counts[key]) for key, named in named_by_key(kind, counts).items()]
    most = sorted(named, key=_ORDERS[""])[:number]
    return [record for record, _ in sorted(most, key=found.sort_key)]


def _between(asked, question):
    """Return {(code, other code): number of agreements}: each pair stands in both its cells."""
    pairs = [(*pair.split("|"), count) for pair, count in pairs_among(asked, question, COUNTRY).items()]
    return {ends: count for code, other, count in pairs for ends in ((code, other), (other, code))}


def _on_areas(asked, question, rows):
    """Return {(code, area): number of agreements}, those on narrower areas included."""
    counts = asked.values_within(question, COUNTRY, "area", [row.key for row in rows])
    return {(code, area): count for code, areas in counts.items() for area, count in areas.items()}


def _in(cells, row, column):
    return cells.get((row.key, column.key), 0)


def _asking(column):
    return f"{'area' if column.kind == 'area' else 'party'}={column.key}"


def _shade(count, deepest):
    """Return 0 for none, else a step from 1 to SHADES: each stands for as many times more as the one before."""
    if not count:
        return 0
    return min(1 + int(SHADES * log(count) / log(deepest + 1)), SHADES)
