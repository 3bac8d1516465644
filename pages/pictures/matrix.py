"""The matrix as a chart to download: shade and number in each cell, names along both sides."""

from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.matrix import matrix_of
from pages.pictures.boxes import cut, width_of
from pages.pictures.drawing import Drawing
from pages.pictures.filters import filters_in_words
from pages.words import plural
from spacecoop.words import number

LEAST_WIDTH, MARGIN, FOOT = 720, 16, 56
HEIGHT, NARROWEST, BROADEST, TOTAL = 24, 34, 72, 56
TYPE = 12
LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Place:
    """A cell or a heading at its left and its baseline, with what it shows."""

    shown: object
    left: float
    middle: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its top and baseline, the country with its number, its cells."""

    row: object
    name: str
    top: int
    baseline: int
    cells: list


@dataclass(frozen=True, kw_only=True)
class MatrixDrawing(Drawing):
    template = "pictures/matrix.svg"

    lines: list
    headings: list
    head: int
    names: int
    across: int
    filters: str
    row_height: int = HEIGHT


def draw_matrix(found, matrix=None):
    """Return the MatrixDrawing of a MatrixFilter that was understood; `matrix`: its Matrix where it is known."""
    matrix = matrix or matrix_of(found)
    names = max((width_of(_short(row.country), TYPE) for row in matrix.rows), default=100) + MARGIN + 8
    head = max((width_of(_short(column), TYPE) for column in matrix.columns), default=60) + MARGIN + 8
    left = round(names) + TOTAL
    across = max(NARROWEST, min(BROADEST, (960 - left - MARGIN) // max(len(matrix.columns), 1)))
    headings = [
        Place(column, left + across * place, left + across * place + across / 2 + 4, _short(column))
        for place, column in enumerate(matrix.columns)
    ]
    lines = [_line(row, place, round(head), headings) for place, row in enumerate(matrix.rows)]
    return MatrixDrawing(
        width=max(LEAST_WIDTH, left + across * len(matrix.columns) + MARGIN),
        height=round(head) + HEIGHT * len(lines) + FOOT,
        title=_title(found, matrix),
        description=_description(matrix),
        lines=lines,
        headings=headings,
        head=round(head),
        names=round(names),
        across=across,
        filters=filters_in_words(found, "columns", "order"),
    )


def _line(row, place, head, headings):
    top = head + HEIGHT * place
    cells = [
        Place(cell, heading.left, heading.middle - 4, _title_of(row, heading.shown, cell))
        for cell, heading in zip(row.cells, headings, strict=True)
    ]
    return Line(row, _short(row.country), top, top + 16, cells)


def _short(side):
    return cut(side.name, LONGEST_NAME)


def _title(found, matrix):
    shown = plural(len(matrix.rows), "country")
    if found.shows_areas:
        return gettext("Agreements recorded of {countries}, by area").format(countries=shown)
    return gettext("Agreements recorded between {countries}").format(countries=shown)


def _description(matrix):
    most = matrix.most
    if not most:
        return gettext("No agreements are recorded.")
    country, column, cell = most
    told = gettext("Most: {one} and {other}, {number}.").format(one=country, other=column, number=number(cell.count))
    return f"{told} {_left_out(matrix)}" if len(matrix.rows) < matrix.countries else told


def _left_out(matrix):
    shown, all_of_them = number(len(matrix.rows)), number(matrix.countries)
    told = gettext("The {number} countries with most agreements of {all}.")
    return told.format(number=shown, all=all_of_them)


def _title_of(row, column, cell):
    sides = f"{row.country} – {column}"
    return gettext("{sides}: {agreements}").format(sides=sides, agreements=plural(cell.count, "agreement"))
