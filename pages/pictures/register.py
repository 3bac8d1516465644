"""The pictures by their address: what filters each takes, and who draws it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django_filters import FilterSet

from agencies.models import Agency, Country
from agreements.models import Agreement, Area, Mission, Source
from catalogue.filters import TimelineFilter
from catalogue.matrix import MatrixFilter
from catalogue.ties import NetworkFilter
from pages.pictures.dateline import draw_agreement
from pages.pictures.histories import draw_agency, draw_area, draw_country, draw_mission, draw_source
from pages.pictures.matrix import draw_matrix
from pages.pictures.network import draw_network
from pages.pictures.relations import draw_relations
from pages.pictures.timeline import draw_found
from pages.pictures.world_map import MapFilter, draw_map


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a list: `/<name>.svg`, its parameters those of the list.

    `page`: the name of the address that shows it beside its table. `filters`: takes (parameters, queryset).
    `draw`: takes the FilterSet, understood, and returns a Drawing.
    """

    name: str
    page: str
    filters: type[FilterSet]
    draw: Callable


@dataclass(frozen=True, slots=True)
class RecordPicture:
    """A picture of one record: `/<kind>/<slug>.svg`. `draw`: takes the record and returns a Drawing."""

    kind: str
    model: type[Model]
    draw: Callable


PICTURES: dict[str, Picture] = {
    one.name: one
    for one in [
        Picture("events", "events", TimelineFilter, draw_found),
        Picture("map", "map", MapFilter, draw_map),
        Picture("matrix", "matrix", MatrixFilter, draw_matrix),
        Picture("network", "network", NetworkFilter, draw_network),
    ]
}
RECORD_PICTURES: dict[str, RecordPicture] = {
    one.kind: one
    for one in [
        RecordPicture("agreements", Agreement, draw_agreement),
        RecordPicture("countries", Country, draw_country),
        RecordPicture("agencies", Agency, draw_agency),
        RecordPicture("missions", Mission, draw_mission),
        RecordPicture("areas", Area, draw_area),
        RecordPicture("sources", Source, draw_source),
        RecordPicture("relations", Agreement, draw_relations),
    ]
}
