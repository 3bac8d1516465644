"""The figures by their address: what filters each takes, which formats it has, and who counts them."""

from collections.abc import Callable
from dataclasses import dataclass

from django_filters import FilterSet

from catalogue.filters import TimelineFilter
from catalogue.matrix import MatrixFilter
from catalogue.profiles import PARAMETERS
from catalogue.ties import NetworkFilter
from pages.figures.charts import events_by_time, matrix, network, pairs, world_map
from pages.figures.panels import panel_figures
from pages.pictures.map_numbers import MapFilter
from pages.structured import LISTS

CSV, JSON, GRAPHML = "csv", "json", "graphml"


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures of a list: `/<path>.csv`, and `/<path>-<table>.csv` of its `others`; parameters are those of the list.

    `pages`: the names of the addresses that lead to it. `make`: takes the FilterSet, understood, returns Figures.
    """

    path: str
    pages: tuple
    filters: type[FilterSet]
    make: Callable
    others: tuple = ()
    formats: tuple = (CSV, JSON)


FIGURES: dict[str, Counted] = {
    counted.path: counted
    for counted in [
        Counted("network", ("network",), NetworkFilter, network, ("nodes",), (CSV, JSON, GRAPHML)),
        Counted("matrix", ("matrix",), MatrixFilter, matrix, ("rows",)),
        Counted("map", ("map",), MapFilter, world_map),
        Counted("events/by-time", ("events",), TimelineFilter, events_by_time, ("lanes",)),
        Counted("between", ("pairs",), NetworkFilter, pairs),
        Counted("panel", ("pairs", "network"), NetworkFilter, panel_figures, ("areas",)),
    ]
}
# The kinds of records that have a profile, by the names of their lists in addresses.
PROFILED = {LISTS[kind]: kind for kind in PARAMETERS}
