"""The figures of the panel: a row for each pair and year, and one for each pair, year and cooperation area."""

from django.utils import timezone
from django.utils.translation import gettext

from catalogue.panel import panel, panel_of_areas
from pages.figures.columns import SIDES, STANDS, STATUSES, both, of_levels
from pages.figures.tables import Column, Figures, Table
from spacecoop.addresses import address_of

YEAR = Column("year", "The year, on whose 31 December the status is asked.", "integer")
AREA = [
    Column("area", "The slug of a cooperation area, narrower ones included; empty: none is stated."),
    Column("area_name", "Its name."),
]
COUNTS = [
    Column("agreements", "How many agreements they had ever had by then, whatever came of them.", "integer"),
    *STATUSES,
    *of_levels("in_force_", "in force are"),
    *of_levels("standing_", f"of these are ({STANDS})"),
]


def panel_figures(found):
    """Return the panel of the agreements that a NetworkFilter finds. Cost: see `panel`; nothing before it is read."""
    asked = found.results
    of = (asked.reader, asked.question, found.side, timezone.now().year - 1)
    tables = {
        "panel": Table([*SIDES, YEAR, *COUNTS], (_row(pair_year) for pair_year in panel(*of))),
        "areas": Table([*SIDES, YEAR, *AREA, *COUNTS], (_row_of_area(pair_year) for pair_year in panel_of_areas(*of))),
    }
    return Figures(gettext("Agreements of pairs by year and status"), address_of("pairs"), tables)


def _row(pair_year):
    return [*both(pair_year.one, pair_year.other), pair_year.year, *_counts(pair_year.cell)]


def _row_of_area(pair_year):
    area = [pair_year.area.key, pair_year.area.name] if pair_year.area else [None, None]
    return [*both(pair_year.one, pair_year.other), pair_year.year, *area, *_counts(pair_year.cell)]


def _counts(cell):
    return [cell.agreements, *cell.of_statuses, *cell.of_levels]
