"""What a curator enters from a source, before it is stored: agreements, events, their links, each with its phrase."""

from dataclasses import dataclass, field

from agencies.models import Agency, AgencyKind, Country
from agencies.names import countries_called
from agreements.names import NAMES

MOST_NAMESAKES = 5


@dataclass(slots=True)
class Link:
    """A record that an agreement or event is tied to: `role` is a role of parties or in events, “area” or “mission”.

    `position`: as what a person took part.
    """

    role: str
    record: object
    phrase: str
    position: str = ""


@dataclass(slots=True)
class AgreementEntry:
    """`relations`: (kind, AgreementEntry or Agreement, phrase); `identifiers`: (Identifier without its record, phrase).

    `term`: {field of a Term: (value, phrase)}; `same_as`: the Agreement, stored, to which all of it is added; or None.
    """

    title: str
    form: str
    phrase: str
    links: list[Link]
    function: str = ""
    slug: str = ""
    summary: str = ""
    relations: list = field(default_factory=list)
    identifiers: list = field(default_factory=list)
    term: dict = field(default_factory=dict)
    same_as: object = None

    @property
    def parties(self):
        return [link.record for link in self.links if link.role == "party"]


@dataclass(slots=True)
class EventEntry:
    """`agreement`: an AgreementEntry of the same text, an Agreement that is stored, or None.

    `phrases`: of its fields “kind”, “date”, “place”, “effective” and “until”.
    """

    title: str
    kind: str
    modality: str
    phrases: dict
    links: list[Link]
    agreement: object = None
    date: str | None = None
    date_basis: str = "stated"
    as_of: str | None = None
    effective: str | None = None
    until: str | None = None
    place: str = ""
    slug: str = ""


@dataclass(slots=True)
class Entries:
    """All that is entered from one source; `date_phrase` pins the source's own date.

    `names`: (agency, person, mission or area that is not stored yet, the phrase that names it).
    """

    agreements: list[AgreementEntry] = field(default_factory=list)
    events: list[EventEntry] = field(default_factory=list)
    date_phrase: str = ""
    names: list[tuple] = field(default_factory=list)


def state_of(country):
    """Return the state of a country, or the territory that it is; one that is not stored yet where there is none."""
    kind = AgencyKind.of_country(country.code)
    stored = Agency.objects.filter(country=country, kind=kind).first()
    return stored or Agency(name=country.name, kind=kind, country=country)


def records_called(written, models):
    """Return the records that `written` is the address, name or acronym of; where it names a country, its state.

    `models`: which kinds, in order; the first that has any is answered.
    """
    for model in models:
        named = model.objects.filter(pk__in=NAMES.called(model._meta.model_name, written))[:MOST_NAMESAKES]
        if records := list(model.objects.filter(slug=written)) or list(named):
            return records
    if Agency in models:
        return [state_of(country) for country in Country.objects.filter(code__in=countries_called(written))]
    return []
