"""What a statement can say of each kind of record, for `statements.csv`: one row a fact, with its citation.

A record has facts of its own (`title`) and parts (`party`), each a row: what it says stands in the column `value`,
what else belongs to it in columns of its own (`role`, `language`). The names are those of the API.
"""

from dataclasses import dataclass, field

from agencies.models import Agency, AgencyName, Country, CountryName, Person, Position, Succession
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Area,
    AreaLabel,
    AreaMatch,
    Designation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    Identifier,
    Mission,
    MissionName,
    MissionRole,
    Modality,
    Party,
    PartyRole,
    Provision,
    Relation,
    RoleInMission,
    Source,
    Term,
    Text,
    Title,
)

VALUE, BASIS = "value", "basis"
# The fact that a record is as such: what supports it supports no fact of its own alone.
ITSELF = "record"
# What stands in a row beside the fact and its citation.
CITED_BY = ("supports", "reported_as", "quote", "gloss", "source")


def told(choices, others):
    """Return {stored value: what readers are told}: the value itself, but for `others`."""
    return {choice.value: others.get(choice, choice.value) for choice in choices}


REPORTED_AS = told(Modality, {Modality.DONE: "took_place"})
PARTY_ROLES = told(PartyRole, {PartyRole.IMPLEMENTING: "implementing_agency"})
MISSION_ROLES = {
    RoleInMission.PERFORMED: "performer",
    RoleInMission.OPERATED: "operator",
    RoleInMission.SUPPORTED: "supporter",
    RoleInMission.PROVIDED_VEHICLE: "launch_provider",
    RoleInMission.PROVIDED: "provider",
    RoleInMission.HOSTS: "host",
    RoleInMission.USES: "user",
    RoleInMission.DISTRIBUTES: "data_distributor",
    RoleInMission.PARTICIPATES: "participant",
    RoleInMission.CONTRIBUTES: "contributor",
    RoleInMission.LEADS: "lead",
    RoleInMission.IN_CHARGE: "responsible",
    RoleInMission.DEVELOPS: "developer",
}
# Field of a model → {stored value: what readers are told}.
TOLD = {
    (Event, "modality"): REPORTED_AS,
    (Party, "role"): PARTY_ROLES,
    (MissionRole, "role"): MISSION_ROLES,
}
# Names of fields that readers are told others for.
FIELDS = {
    "modality": "reported_as", "address": "document_url", "relays": "reported_from", "from_date": "from",
    "until_date": "until", "issued_in": "country", "act": "event",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that is said: the column or fact it is called by, where a document has it, the field that holds it."""

    name: str
    path: tuple
    field: str


def _cell(name, path="", field=""):
    return Cell(name, tuple((path or name).split(".")), field or name)


@dataclass(frozen=True, slots=True)
class Part:
    """What a kind of record has several of: `key` in its document, `owner` the field that leads to the record."""

    model: type
    key: str
    owner: str
    cells: tuple

    @property
    def value(self):
        return self.cells[0]


@dataclass(frozen=True, slots=True)
class Whole:
    """A kind of record: `list_name` as in addresses, `facts` of its own and `parts`, {fact: Part}."""

    model: type
    list_name: str
    facts: tuple
    parts: dict = field(default_factory=dict)
    key: str = "slug"

    def fact(self, name):
        return next((cell for cell in self.facts if cell.name == name), None)


def _part(model, key, owner, value, *others):
    """Return a Part; `value`, `others`: (path in the document, field), or a name that is both."""
    path, name = value if isinstance(value, tuple) else (value, value)
    told = [other if isinstance(other, tuple) else (other, other) for other in others]
    cells = [_cell(FIELDS.get(name, name), path, name) for path, name in told]
    return Part(model, key, owner, (_cell(VALUE, path, name), *cells))


_STANDING = ("standing", "standing_reason")


def _identifiers(owner):
    return _part(Identifier, "identifiers", owner, "value", "scheme", ("country.code", "issued_in"), "url", *_STANDING)


def _names(model, owner, *others):
    return _part(model, "names", owner, "name", "language", *others)


WHOLES = {
    "country": Whole(
        Country,
        "countries",
        (_cell("name"), _cell("iso_name"), _cell("withdrawn")),
        {"name_form": _names(CountryName, "country"), "identifier": _identifiers("country")},
        key="code",
    ),
    "agency": Whole(
        Agency,
        "agencies",
        (
            *(_cell("name"), _cell("acronym"), _cell("kind"), _cell("country", "country.code")),
            *(_cell("parent", "parent.slug"), _cell("founded"), _cell("dissolved"), _cell("summary")),
        ),
        {
            "name_form": _names(AgencyName, "agency", "used_from", "used_until"),
            "successor": _part(Succession, "successors", "earlier", ("agency.slug", "later"), "kind", "date"),
            "identifier": _identifiers("agency"),
        },
    ),
    "person": Whole(
        Person,
        "people",
        (_cell("name"),),
        {
            "position": _part(Position, "positions", "person", ("agency.slug", "agency"), "title", "as_of"),
            "identifier": _identifiers("person"),
        },
    ),
    "area": Whole(
        Area,
        "areas",
        (_cell("name"), _cell("definition"), _cell("broader", "broader.slug")),
        {
            "label": _part(AreaLabel, "labels", "area", ("name", "label"), "language"),
            "match": _part(AreaMatch, "matches", "area", ("url", "address"), "scheme", "closeness"),
        },
    ),
    "mission": Whole(
        Mission,
        "missions",
        (_cell("name"), _cell("kind"), _cell("part_of", "part_of.slug"), _cell("summary")),
        {
            "name_form": _names(MissionName, "mission"),
            "agency": _part(MissionRole, "roles", "mission", ("agency.slug", "agency"), "role"),
            "identifier": _identifiers("mission"),
        },
    ),
    "agreement": Whole(
        Agreement,
        "agreements",
        (_cell("number"), _cell("title"), _cell("summary")),
        {
            "party": _part(
                *(Party, "parties", "agreement", ("slug", "agency"), "role"),
                *(("from", "from_date"), ("until", "until_date")),
            ),
            "designation": _part(Designation, "designations", "agreement", "form", "function", "binding", *_STANDING),
            "official_title": _part(Title, "titles", "agreement", ("title", "text"), "language", *_STANDING),
            "term": _part(
                *(Term, "terms", "agreement", "length", "counted_from", ("from", "from_date"), "until", "renewal"),
                *("renewal_length", "notice", "notice_for", "condition", ("event", "act"), *_STANDING),
            ),
            "area": _part(AgreementArea, "areas", "agreement", ("slug", "area")),
            "mission": _part(AgreementMission, "missions", "agreement", ("slug", "mission")),
            "provision": _part(Provision, "provisions", "agreement", "topic", "says", "article", "summary", *_STANDING),
            "text": _part(Text, "texts", "agreement", ("source.slug", "source"), "language", "authentic"),
            "relation": _part(Relation, "relations", "agreement", ("agreement.slug", "other"), "kind", "said_by"),
            "identifier": _identifiers("agreement"),
        },
    ),
    "event": Whole(
        Event,
        "events",
        (
            *(_cell("agreement", "agreement.slug"), _cell("kind"), _cell("reported_as", field="modality")),
            *(_cell("title"), _cell("date"), _cell("effective"), _cell("until"), _cell("as_of"), _cell("place")),
            *(_cell("summary"), _cell("standing"), _cell("standing_reason")),
        ),
        {
            "agency": _part(EventAgency, "agencies", "event", ("slug", "agency"), "role"),
            "person": _part(EventPerson, "people", "event", ("slug", "person"), "role", "position"),
            "mission": _part(EventMission, "missions", "event", ("slug", "mission")),
            "area": _part(EventArea, "areas", "event", ("slug", "area")),
            "identifier": _identifiers("event"),
        },
    ),
    "source": Whole(
        Source,
        "sources",
        (
            *(_cell("title"), _cell("publisher"), _cell("kind"), _cell("language")),
            *(_cell("document_url", field="address"), _cell("published"), _cell("reported_from", field="relays")),
            *(_cell("read_on"), _cell("archived_url"), _cell("copy_of", "copy_of.slug")),
        ),
        {"identifier": _identifiers("source")},
    ),
}
KIND_OF_LIST = {whole.list_name: kind for kind, whole in WHOLES.items()}


def has_basis(model, name):
    """Tell whether a date of a model says how it is known."""
    return any(other.name == f"{name}_basis" for other in model._meta.fields)


def columns():
    """Return the names of the columns of `statements.csv`, in order."""
    others = [cell.name for whole in WHOLES.values() for part in whole.parts.values() for cell in part.cells[1:]]
    return ["record", "fact", VALUE, BASIS, *sorted(set(others)), *CITED_BY]
