from agreements.models.agreements import Agreement, AgreementArea, AgreementMission, Level, Party, PartyRole
from agreements.models.areas import Area, AreaLabel, AreaMatch, Closeness, Scheme
from agreements.models.citations import Citation, ReportedAs
from agreements.models.designations import Binding, Designation, Form, Function, Title
from agreements.models.event_parts import EventAgency, EventArea, EventMission, EventPerson, EventRole
from agreements.models.events import Event, EventKind, Modality
from agreements.models.identifiers import Identifier, IdentifierScheme
from agreements.models.missions import Mission, MissionKind, MissionName, MissionRole, RoleInMission
from agreements.models.relations import Relation, RelationKind
from agreements.models.sources import Source, SourceKind
from agreements.models.standing import Standing
from agreements.models.terms import Authentic, CountedFrom, NoticeFor, Provision, Renewal, Says, Term, Text, Topic

__all__ = [
    "Agreement",
    "AgreementArea",
    "AgreementMission",
    "Area",
    "AreaLabel",
    "AreaMatch",
    "Authentic",
    "Binding",
    "Citation",
    "Closeness",
    "CountedFrom",
    "Designation",
    "Event",
    "EventAgency",
    "EventArea",
    "EventKind",
    "EventMission",
    "EventPerson",
    "EventRole",
    "Form",
    "Function",
    "Identifier",
    "IdentifierScheme",
    "Level",
    "Mission",
    "MissionKind",
    "MissionName",
    "MissionRole",
    "Modality",
    "NoticeFor",
    "Party",
    "PartyRole",
    "Provision",
    "Relation",
    "RelationKind",
    "Renewal",
    "ReportedAs",
    "RoleInMission",
    "Says",
    "Scheme",
    "Source",
    "SourceKind",
    "Standing",
    "Term",
    "Text",
    "Title",
    "Topic",
]
