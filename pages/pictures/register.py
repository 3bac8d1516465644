"""The pictures by their address: what filters each takes, and who draws it."""

from collections.abc import Callable
from dataclasses import dataclass

from django_filters import FilterSet

from catalogue.filters import TimelineFilter
from catalogue.matrix import MatrixFilter
from catalogue.ties import NetworkFilter
from pages.pictures.dateline import draw_agreement
from pages.pictures.histories import draw_agency, draw_area, draw_country, draw_mission, draw_source
from pages.pictures.map_numbers import MapFilter
from pages.pictures.matrix import draw_matrix
from pages.pictures.network import draw_network
from pages.pictures.relations import draw_relations
from pages.pictures.timeline import draw_found
from pages.pictures.world_map import draw_map


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a list: `/<name>.svg`, its parameters those of the list.

    `page`: the name of the address that shows it beside its table. `filters`: takes parameters.
    `draw`: takes the FilterSet, understood, and returns a Drawing.
    """

    name: str
    page: str
    filters: type[FilterSet]
    draw: Callable


@dataclass(frozen=True, slots=True)
class RecordPicture:
    """A picture of one record: `/<name>/<slug>.svg`. `draw`: takes its document and returns a Drawing."""

    name: str
    kind: str
    draw: Callable


PICTURES: dict[str, Picture] = {
    picture.name: picture
    for picture in [
        Picture("events", "events", TimelineFilter, draw_found),
        Picture("map", "map", MapFilter, draw_map),
        Picture("matrix", "matrix", MatrixFilter, draw_matrix),
        Picture("network", "network", NetworkFilter, draw_network),
    ]
}
RECORD_PICTURES: dict[str, RecordPicture] = {
    picture.name: picture
    for picture in [
        RecordPicture("agreements", "agreement", draw_agreement),
        RecordPicture("countries", "country", draw_country),
        RecordPicture("agencies", "agency", draw_agency),
        RecordPicture("missions", "mission", draw_mission),
        RecordPicture("areas", "area", draw_area),
        RecordPicture("sources", "source", draw_source),
        RecordPicture("relations", "agreement", draw_relations),
    ]
}
