"""The shapes of what answers of several kinds hold: dates, links, citations, names and numbers."""

from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateField,
    IntegerField,
    ListField,
    Serializer,
    SlugField,
    URLField,
)

from agencies.models import AgencyKind
from agreements import statements
from agreements.models import IdentifierScheme, PartyRole, ReportedAs, RoleInMission, SourceKind, Standing
from catalogue.contents import HOW_REPORTED, words_of

LEVELS = {
    "intergovernmental": "between states or governments",
    "inter_agency": "between agencies",
    "government_agency": "between a government and an agency",
    "with_international_organisation": "with an international organisation",
}
PARTY_ROLES = words_of(PartyRole, statements.PARTY_ROLES)
MISSION_ROLES = words_of(RoleInMission, statements.MISSION_ROLES)


def slug_field(what):
    return SlugField(help_text=f"Permanent identifier of the {what}, as in its web address.")


def code_field():
    return CharField(help_text="ISO 3166-1 alpha-2 code; for a former country its ISO 3166-3 code.")


def acronym_field():
    return CharField(allow_null=True, help_text="Acronym; null if no source uses one.")


def place_field():
    return CharField(allow_null=True, help_text="Place, as the source names it; null if no source states it.")


def reported_as_field(what):
    return ChoiceField(list(HOW_REPORTED.items()), help_text=f"How the source reports the {what}.")


def citations_field(what="this record"):
    return Citation(many=True, help_text=f"Where {what} comes from: sources and quotations.")


def sources_field():
    return Source(many=True, help_text="Each source that is cited in this record, once, sorted by slug.")


def names_field():
    return Name(many=True, help_text="Other names that sources use.")


def identifiers_field():
    return Identifier(many=True, help_text="Numbers of the record in registers and catalogues.")


def collection_field():
    return CharField(
        allow_null=True, help_text="The collection that the record came with, by its slug; null if it is of none."
    )


NO_COUNTRY = "null for an international organisation, or if no source states it."


class Date(Serializer):
    """A date exactly as precise as its source."""

    edtf = CharField(help_text="The date in EDTF (ISO 8601-2), exactly as precise as its source.")
    earliest = DateField(allow_null=True, help_text="First day that the date allows; null if open.")
    latest = DateField(allow_null=True, help_text="Last day that the date allows; null if open.")
    basis = ChoiceField(
        ["stated", "derived"],
        help_text="“stated”: the source gives the whole date. “derived”: its year or precision comes from the date of "
        "the source itself.",
    )
    display = CharField(help_text="The date in English words.")


class Citation(Serializer):
    """A source and a short quotation from it that supports a statement."""

    source = SlugField(help_text="Slug of the source; see `sources` of the whole record.")
    quote = CharField(help_text="Exact words of the source, at most eight.")
    gloss = CharField(
        allow_null=True, help_text="Our English rendering of a quotation in another language; null if there is none."
    )
    supports = ListField(
        child=CharField(), help_text="Fields of the record that the quotation supports; empty: the record as a whole."
    )
    reported_as = ChoiceField(
        ReportedAs.choices,
        allow_null=True,
        help_text="How the source tells of it, if not as a fact; null for a fact, and where an event tells it.",
    )
    quote_url = URLField(help_text="Web address of the source that leads to the quotation.")


class Link(Serializer):
    """Another record, by slug and name."""

    slug = slug_field("record")
    name = CharField(help_text="Name of the record.")


class CitedLink(Link):
    """Another record, with the citations that tie it to this one."""

    citations = citations_field("the link")


class CountryLink(Serializer):
    """A country, by code and name."""

    code = code_field()
    name = CharField(help_text="Short name in English.")


class AgreementLink(Serializer):
    """An agreement, by slug and title."""

    slug = slug_field("agreement")
    title = CharField(help_text="Descriptive title of the agreement.")


class Name(Serializer):
    """Another name of a record."""

    name = CharField(help_text="The name as the source writes it.")
    language = CharField(help_text="ISO 639 code of the language of the name.")
    citations = citations_field("the name")


class Statement(Serializer):
    """A statement that may differ from another one."""

    standing = ChoiceField(
        Standing.choices,
        allow_null=True,
        help_text="Where sources differ: whether an editor prefers this statement or knows it to be wrong; null if "
        "none has judged it.",
    )
    standing_reason = CharField(allow_null=True, help_text="The reason of the editor; null if there is no standing.")


class Identifier(Statement):
    """A number or name by which a register, collection or catalogue knows a record."""

    scheme = ChoiceField(IdentifierScheme.choices, help_text="The register, collection or catalogue.")
    value = CharField(help_text="The identifier, without the name of the scheme.")
    country = CountryLink(allow_null=True, help_text="The country of a national law or gazette; null for all others.")
    url = URLField(allow_null=True, help_text="Web address of the identifier; null if it has none.")
    citations = citations_field("the identifier")


class Source(Serializer):
    """A document that says something."""

    slug = slug_field("source")
    title = CharField(help_text="Title, as the document gives it.")
    publisher = CharField(help_text="Who published the document.")
    kind = ChoiceField(SourceKind.choices, allow_null=True, help_text="Type of document; null if it is not known.")
    language = CharField(help_text="ISO 639 code of the language of the document.")
    document_url = URLField(help_text="Web address of the document itself.")
    published = Date(allow_null=True, help_text="Date of the document; null if it has none.")
    reported_from = CharField(
        allow_null=True, help_text="What the document reports at second hand; null for a primary source."
    )
    read_on = DateField(allow_null=True, help_text="Day on which we read the document; null if it is not noted.")
    archived_url = URLField(allow_null=True, help_text="Web address of an archived copy; null if there is none.")


class Counts(Serializer):
    """How much is recorded of a record."""

    sources = IntegerField(help_text="Number of sources that are cited in the record; a copy counts as its original.")
    citations = IntegerField(help_text="Number of citations in the record.")


class AgreementCounts(Counts):
    """How much is recorded of an agreement."""

    events = IntegerField(help_text="Number of events of the agreement.")


class Resource(Serializer):
    """The web addresses of a record."""

    url = URLField(help_text="This record in the API.")
    html_url = URLField(help_text="Web page of this record.")


class Related(Serializer):
    """The lists of the API that a record is in, by name; a list that no filter ties to it is left out."""

    agreements = URLField(required=False, help_text="Agreements with this record.")
    events = URLField(required=False, help_text="Events with this record.")
    agencies = URLField(required=False, help_text="Organisations of this country.")
    missions = URLField(required=False, help_text="Missions and programmes with this record.")
    areas = URLField(required=False, help_text="Narrower cooperation areas.")


def related_field():
    return Related(help_text="Lists of the API that the record is in.")


def shape_of(name, about, fields):
    """Return a shape of which a key is no name of Python's, or that is made in a loop."""
    return type(name, (Serializer,), {"__doc__": about, "__module__": __name__, **fields})


class ReportedDate(Date):
    """The first date of an action; a planned action is not to be taken for one that took place."""

    reported_as = reported_as_field("action")
    last = Date(allow_null=True, help_text="Last date of the action if it has several; else null.")
    count = IntegerField(help_text="Number of dates of the action, without those known to be wrong.")


class OrganisationLink(Link):
    """An organisation, with its acronym."""

    acronym = acronym_field()


class Organisation(OrganisationLink):
    """An organisation, with its type and country."""

    kind = ChoiceField(AgencyKind.choices, help_text="Type of organisation.")
    country = CountryLink(allow_null=True, help_text=f"Its country; {NO_COUNTRY}")
