"""The shapes of all other kinds of record, and which shape each kind has."""

from rest_framework.serializers import CharField, ChoiceField, IntegerField, Serializer, URLField

from agencies.models import AgencyKind, SuccessionKind
from agreements.models import Closeness, MissionKind
from agreements.models.areas import Scheme
from opendata.shapes.agreements import Agreement, AgreementRow
from opendata.shapes.events import Event, EventRow
from opendata.shapes.parts import (
    MISSION_ROLES,
    NO_COUNTRY,
    CountryLink,
    Counts,
    Date,
    Link,
    Name,
    Organisation,
    Resource,
    Source,
    acronym_field,
    citations_field,
    code_field,
    collection_field,
    identifiers_field,
    names_field,
    related_field,
    slug_field,
    sources_field,
)


class AgencyRow(Resource):
    """An organisation in a list."""

    slug = slug_field("organisation")
    name = CharField(help_text="Full name, as the sources write it in English.")
    acronym = acronym_field()
    kind = ChoiceField(AgencyKind.choices, help_text="Type of organisation.")
    country = CountryLink(allow_null=True, help_text=f"Its country; {NO_COUNTRY}")
    parent = Link(allow_null=True, help_text="The organisation that it is part of; null if no source states one.")
    founded = Date(allow_null=True, help_text="Date of foundation; null if no source states it.")
    counts = Counts(help_text="How much is recorded of the organisation.")
    agreement_count = IntegerField(help_text="Number of agreements in which the organisation has any role.")


class Position(Serializer):
    """A position in an organisation."""

    title = CharField(help_text="The position, as the source names it.")
    as_of = Date(allow_null=True, help_text="Date for which the source states it; null if the source is undated.")
    citations = citations_field("the position")


class PositionInAgency(Position):
    """A position that a person holds in the organisation."""

    person = Link(help_text="Who holds the position.")


class OrganisationName(Name):
    """Another name of an organisation."""

    used_from = Date(allow_null=True, help_text="From when it bore this name; null if not stated.")
    used_until = Date(allow_null=True, help_text="Until when it bore this name; null if not stated.")


class Succession(Serializer):
    """The organisation before or after this one."""

    kind = ChoiceField(SuccessionKind.choices, help_text="How the later organisation came after the earlier one.")
    agency = Organisation(help_text="The other organisation.")
    date = Date(allow_null=True, help_text="When; null if no source states it.")
    citations = citations_field("the succession")


class Agency(AgencyRow):
    """An organisation: a state, a government, a space agency, an institute or a company."""

    dissolved = Date(allow_null=True, help_text="When the organisation ceased to exist; null if not stated.")
    summary = CharField(help_text="What the sources say of the organisation; empty if there is none.")
    names = OrganisationName(many=True, help_text="Other names that sources use, former names among them.")
    predecessors = Succession(many=True, help_text="Organisations whose place it took.")
    successors = Succession(many=True, help_text="Organisations that took its place.")
    identifiers = identifiers_field()
    positions = PositionInAgency(many=True, help_text="Who holds which position.")
    subordinates = Link(many=True, help_text="Subordinate organisations.")
    citations = citations_field("the organisation")
    sources = sources_field()
    related = related_field()
    collection = collection_field()


class CountryRow(Resource):
    """A country in a list."""

    code = code_field()
    slug = CharField(help_text="The code in lower case, as in the web address.")
    name = CharField(help_text="Short name in English.")
    iso_name = CharField(help_text="Short name in ISO 3166.")
    withdrawn = Date(
        allow_null=True, help_text="When ISO 3166-3 withdrew the code of a former country; null for the others."
    )
    counts = Counts(help_text="How much is recorded of the country.")
    agreement_count = IntegerField(help_text="Number of agreements with the country or an organisation of it as party.")


class Country(CountryRow):
    """A country of ISO 3166-1, or a former country of ISO 3166-3."""

    names = names_field()
    identifiers = identifiers_field()
    citations = citations_field("the country")
    sources = sources_field()
    related = related_field()


class AreaRow(Resource):
    """A cooperation area in a list."""

    slug = slug_field("area")
    name = CharField(help_text="Name in English.")
    definition = CharField(allow_null=True, help_text="What the area covers; null if there is none.")
    broader = Link(allow_null=True, help_text="The next wider area; null for a top area.")
    counts = Counts(help_text="How much is recorded of the area.")
    agreement_count = IntegerField(help_text="Number of agreements on the area or on a narrower one.")


class Match(Serializer):
    """The same or nearly the same concept in another vocabulary."""

    scheme = ChoiceField(Scheme.choices, help_text="The other vocabulary.")
    url = URLField(help_text="Web address of the concept there.")
    closeness = ChoiceField(Closeness.choices, help_text="Whether the two concepts are the same or nearly so.")


class Area(AreaRow):
    """A cooperation area, with its place in the hierarchy."""

    wider = Link(many=True, help_text="All wider areas, the widest first.")
    narrower = Link(many=True, help_text="The next narrower areas.")
    labels = Name(many=True, help_text="Other labels that sources use.")
    matches = Match(many=True, help_text="Concepts of other vocabularies (SKOS exactMatch and closeMatch).")
    citations = citations_field("the area")
    sources = sources_field()
    related = related_field()
    collection = collection_field()


class MissionRow(Resource):
    """A mission or programme in a list."""

    slug = slug_field("mission")
    name = CharField(help_text="Name of the mission or programme.")
    kind = ChoiceField(MissionKind.choices, help_text="Type of mission or programme.")
    part_of = Link(allow_null=True, help_text="The mission or programme that it is part of; null if none is stated.")
    counts = Counts(help_text="How much is recorded of the mission.")
    agreement_count = IntegerField(help_text="Number of agreements that concern the mission.")


class MissionRole(Serializer):
    """The role of an organisation in a mission."""

    agency = Organisation(help_text="The organisation.")
    role = ChoiceField(list(MISSION_ROLES.items()), help_text="Its role.")
    citations = citations_field("the role")


class Mission(MissionRow):
    """A mission or programme: a satellite, flight, instrument, station, campaign or programme."""

    summary = CharField(help_text="What the sources say of the mission; empty if there is none.")
    names = names_field()
    parts = Link(many=True, help_text="Missions and programmes that are part of it.")
    roles = MissionRole(many=True, help_text="Which organisation has which role.")
    identifiers = identifiers_field()
    citations = citations_field("the mission")
    sources = sources_field()
    related = related_field()
    collection = collection_field()


class SourceRow(Resource, Source):
    """A source, with its number of citations."""

    citation_count = IntegerField(help_text="Number of citations of this source.")


class SourceLink(Link):
    """A source, by slug and title."""

    name = None
    title = CharField(help_text="Title of the source.")


class SourceRecord(SourceRow):
    """A source, with what it is a copy of and its identifiers."""

    copy_of = SourceLink(allow_null=True, help_text="The source of which it is a copy; null if it is none.")
    collection = collection_field()
    identifiers = identifiers_field()
    sources = sources_field()
    related = related_field()


class PersonRow(Resource):
    """A person in a list."""

    slug = slug_field("person")
    name = CharField(help_text="Name, as the source writes it.")
    counts = Counts(help_text="How much is recorded of the person.")


class PositionOfPerson(Position):
    """A position that the person holds."""

    agency = Organisation(help_text="The organisation.")


class Person(PersonRow):
    """A person whom a source names."""

    positions = PositionOfPerson(many=True, help_text="The positions of the person.")
    identifiers = identifiers_field()
    citations = citations_field("the person")
    sources = sources_field()
    related = related_field()
    collection = collection_field()


# Of each kind: the shape of a row in a list, and of a whole record.
SHAPES = {
    "agreement": (AgreementRow, Agreement),
    "agency": (AgencyRow, Agency),
    "country": (CountryRow, Country),
    "area": (AreaRow, Area),
    "mission": (MissionRow, Mission),
    "event": (EventRow, Event),
    "source": (SourceRow, SourceRecord),
    "person": (PersonRow, Person),
}
