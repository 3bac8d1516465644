from agreements.models.agreements import (
    Agreement,
    AgreementArea,
    AgreementKind,
    AgreementMission,
    Level,
    Party,
    PartyRole,
    Relation,
    RelationKind,
)
from agreements.models.areas import Area, AreaLabel, AreaMatch, Closeness, Scheme
from agreements.models.events import (
    Event,
    EventAgency,
    EventArea,
    EventKind,
    EventMission,
    EventPerson,
    EventRole,
    Modality,
)
from agreements.models.facet_values import FacetValues
from agreements.models.missions import Mission, MissionKind, MissionName, MissionRole, RoleInMission
from agreements.models.sources import Citation, Source, SourceKind

__all__ = [
    "Agreement",
    "AgreementArea",
    "AgreementKind",
    "AgreementMission",
    "Area",
    "AreaLabel",
    "AreaMatch",
    "Citation",
    "Closeness",
    "Event",
    "EventAgency",
    "EventArea",
    "EventKind",
    "EventMission",
    "EventPerson",
    "EventRole",
    "FacetValues",
    "Level",
    "Mission",
    "MissionKind",
    "MissionName",
    "MissionRole",
    "Modality",
    "Party",
    "PartyRole",
    "Relation",
    "RelationKind",
    "RoleInMission",
    "Scheme",
    "Source",
    "SourceKind",
]
