"""The shapes of the API's answers, for its schema alone: nothing is serialized by them.

What a class here says of itself, and every help text, is published.
"""

from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    DictField,
    IntegerField,
    ListField,
    Serializer,
    SlugField,
    URLField,
)

from agencies.models import AgencyKind, SuccessionKind
from agreements import statements
from agreements.models import (
    Binding,
    Closeness,
    CountedFrom,
    EventKind,
    EventRole,
    Form,
    Function,
    IdentifierScheme,
    MissionKind,
    NoticeFor,
    PartyRole,
    RelationKind,
    Renewal,
    ReportedAs,
    RoleInMission,
    Says,
    SourceKind,
    Standing,
    Topic,
)
from agreements.models.agreements import SaidBy
from agreements.models.areas import Scheme
from agreements.status import How, LegalAct, Reason, StatusCode
from catalogue.contents import HOW_REPORTED, words_of
from catalogue.document_parts import ALWAYS_TOLD
from catalogue.ends import STATES
from catalogue.matching import HOW
from catalogue.matching import KINDS as MATCHED
from catalogue.search import KINDS
from opendata.answers import PLURALS
from spacecoop.fields import Basis
from spacecoop.languages import in_original_language

LEVELS = {
    "intergovernmental": "between states or governments",
    "inter_agency": "between agencies",
    "government_agency": "between a government and an agency",
    "with_international_organisation": "with an international organisation",
}
PARTY_ROLES = words_of(PartyRole, statements.PARTY_ROLES)
HOW_MATCHED = [*HOW.items()]
MISSION_ROLES = words_of(RoleInMission, statements.MISSION_ROLES)


BASES = [
    ("until", "an action that sets an end"),
    ("term", "the term of the agreement"),
    ("announced", "an announcement"),
    ("planned", "a planned renewal"),
    ("denounced", "a denunciation"),
]


def _slug(what):
    return SlugField(help_text=f"Permanent identifier of the {what}, as in its web address.")


def _code():
    return CharField(help_text="ISO 3166-1 alpha-2 code; for a former country its ISO 3166-3 code.")


def _acronym():
    return CharField(allow_null=True, help_text="Acronym; null if no source uses one.")


def _place():
    return CharField(allow_null=True, help_text="Place, as the source names it; null if no source states it.")


def _reported_as(what):
    return ChoiceField(list(HOW_REPORTED.items()), help_text=f"How the source reports the {what}.")


def _citations(what="this record"):
    return Citation(many=True, help_text=f"Where {what} comes from: sources and quotations.")


def _sources():
    return Source(many=True, help_text="Each source that is cited in this record, once, sorted by slug.")


def _names():
    return Name(many=True, help_text="Other names that sources use.")


def _identifiers():
    return Identifier(many=True, help_text="Numbers of the record in registers and catalogues.")


def _collection():
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

    slug = _slug("record")
    name = CharField(help_text="Name of the record.")


class CitedLink(Link):
    """Another record, with the citations that tie it to this one."""

    citations = _citations("the link")


class CountryLink(Serializer):
    """A country, by code and name."""

    code = _code()
    name = CharField(help_text="Short name in English.")


class AgreementLink(Serializer):
    """An agreement, by slug and title."""

    slug = _slug("agreement")
    title = CharField(help_text="Descriptive title of the agreement.")


class Name(Serializer):
    """Another name of a record."""

    name = CharField(help_text="The name as the source writes it.")
    language = CharField(help_text="ISO 639 code of the language of the name.")
    citations = _citations("the name")


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
    citations = _citations("the identifier")


class Source(Serializer):
    """A document that says something."""

    slug = _slug("source")
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


def _related():
    return Related(help_text="Lists of the API that the record is in.")


class Status(Serializer):
    """The status of an agreement on a day."""

    code = ChoiceField(StatusCode.choices, help_text="Status on the day `date`.")
    how = ChoiceField(How.choices, allow_null=True, help_text="How it has ended; null where it has not.")
    label = CharField(help_text="The status in English words.")
    date = DateField(help_text="Day that the status refers to: `status_on`, by default today.")
    since = DateField(allow_null=True, help_text="First day of this status; null if it holds from the beginning.")
    last_said = DateField(
        allow_null=True,
        help_text="Last day on which a source spoke of what the status rests on; null if none is dated.",
    )


class ReasonedStatus(Status):
    """The status of an agreement on a day, with the reason for it."""

    reason = CharField(help_text="Why the agreement has this status, in English.")


def _shape(name, about, fields):
    """Return a shape of which a key is no name of Python's, or that is made in a loop."""
    return type(name, (Serializer,), {"__doc__": about, "__module__": __name__, **fields})


class ReasonArguments(Serializer):
    """What a reason names beside acts; each only where the reason needs it."""

    by = SlugField(required=False, allow_null=True, help_text="Agreement that replaces, renews or extends it.")
    party = SlugField(required=False, help_text="Party that has ceased to exist.")
    every = CharField(required=False, help_text="Duration in ISO 8601 by which it renews itself; empty: for good.")
    first = DateField(required=False, allow_null=True, help_text="First day of the end that was foreseen.")
    last = DateField(required=False, allow_null=True, help_text="Last day of the end that was foreseen.")
    basis = ChoiceField(BASES, required=False, help_text="By what the end was foreseen.")


class ForeseenEnd(Serializer):
    """An end of an agreement that is foreseen."""

    earliest = DateField(allow_null=True, help_text="First day on which it may end; null if open.")
    latest = DateField(allow_null=True, help_text="Last day on which it may end; null if open.")
    basis = ChoiceField(BASES, help_text="By what the end is foreseen.")
    may_be_past_from = DateField(allow_null=True, help_text="First day on which the end may be past; null if always.")
    renewal = ChoiceField(Renewal.choices, allow_null=True, help_text="What follows the term; null if not stated.")
    renewal_length = CharField(allow_null=True, help_text="Duration of a renewal in ISO 8601; null if not stated.")
    notice = CharField(allow_null=True, help_text="Duration of the notice before the end of a term in ISO 8601.")
    rests_on = ListField(child=SlugField(), help_text="Slugs of the events that foresee it.")
    agreement = SlugField(allow_null=True, help_text="Agreement that sets this end by renewing it; null: itself.")


StatusSpan = _shape(
    "StatusSpan",
    "One span of the status of an agreement; it ends where the next one begins.",
    {
        "from": DateField(allow_null=True, help_text="First day of the span; null for the first span."),
        "code": ChoiceField(StatusCode.choices, help_text="Status during the span."),
        "how": ChoiceField(How.choices, allow_null=True, help_text="How it has ended; null where it has not."),
        "reason": ChoiceField(Reason.choices, help_text="What decides the status: a code."),
        "arguments": ReasonArguments(help_text="What else the reason names."),
        "rests_on": ListField(child=SlugField(), help_text="Slugs of the events that the status rests on."),
        "last_said": DateField(
            allow_null=True, help_text="Last day on which a source spoke of these; null if unknown."
        ),
        "foreseen": ForeseenEnd(many=True, help_text="Ends that are foreseen during the span, past and to come."),
    },
)


class ReportedDate(Date):
    """The first date of an action; a planned action is not to be taken for one that took place."""

    reported_as = _reported_as("action")
    last = Date(allow_null=True, help_text="Last date of the action if it has several; else null.")
    count = IntegerField(help_text="Number of dates of the action, without those known to be wrong.")


class ActDate(ReportedDate):
    """The date of an action, with the event that it comes from."""

    place = _place()
    event = _slug("event")


@in_original_language
def _dates(name, about, date):
    """Return the shape of an agreement's dates, each of the shape `date`; only those of ALWAYS_TOLD may be null."""
    fields = {
        act.value: date(
            required=act in ALWAYS_TOLD,
            allow_null=act in ALWAYS_TOLD,
            help_text=f"Action: {act.label}." + " Null if no source states a date." * (act in ALWAYS_TOLD),
        )
        for act in LegalAct
    }
    return _shape(name, about, fields)


AgreementDates = _dates(
    "AgreementDates", "The date of each action; an action that no source dates is left out.", ReportedDate
)
AgreementActs = _dates(
    "AgreementActs", "The date of each action, with its event; an action that no source dates is left out.", ActDate
)


class InAgreement(Serializer):
    """A part in an agreement."""

    role = ChoiceField(list(PARTY_ROLES.items()), help_text="Role in the agreement.")


class PartyLine(InAgreement):
    """An organisation's part in an agreement."""

    slug = _slug("organisation")
    name = CharField(help_text="Full name of the organisation.")
    acronym = _acronym()
    country = CharField(
        allow_null=True,
        help_text=f"Code of its country; {NO_COUNTRY}",
    )


class Days(Serializer):
    """The days between which something falls."""

    earliest = DateField(allow_null=True, help_text="First day on which it may fall; null if open.")
    latest = DateField(allow_null=True, help_text="Last day on which it may fall; null if open.")


class EndOnDay(Days):
    """An end of an agreement that is foreseen on the day of its status; of a term that renews itself the next end."""

    basis = ChoiceField(BASES, help_text="By what the end is foreseen.")
    state = ChoiceField(list(STATES.items()), help_text="How the end stands on the day.")
    renewal = ChoiceField(Renewal.choices, allow_null=True, help_text="What follows the term; null if not stated.")
    renewal_length = CharField(allow_null=True, help_text="Duration of a renewal in ISO 8601; null if not stated.")
    notice_by = Days(
        allow_null=True, help_text="Last day for a notice that prevents the renewal; null if none is known."
    )


class AgreementFacts(Resource):
    """What a list and a whole record say alike of an agreement."""

    slug = _slug("agreement")
    number = CharField(help_text="Permanent number, such as “SC-0123”; never given to another agreement.")
    title = CharField(help_text="Descriptive title.")
    form = ChoiceField(
        Form.choices, allow_null=True, help_text="Form of the document, of the best designation; null if not stated."
    )
    function = ChoiceField(
        Function.choices, allow_null=True, help_text="What the agreement is for; null if no source states it."
    )
    binding = ChoiceField(
        Binding.choices, allow_null=True, help_text="Whether it binds in law; null if no source states it."
    )
    level = ChoiceField(list(LEVELS.items()), help_text="Whether governments or agencies are the parties.")
    only_planned = BooleanField(
        help_text="Whether all that sources state of it is planned, announced, under discussion or claimed."
    )
    counts = AgreementCounts(help_text="How much is recorded of the agreement.")
    foreseen_ends = EndOnDay(many=True, help_text="Ends that are foreseen on the day of the status, overdue ones last.")
    events_url = URLField(help_text="The events of the agreement in the API.")


class IdentifierLine(Serializer):
    """An identifier in a list."""

    scheme = ChoiceField(IdentifierScheme.choices, help_text="The register, collection or catalogue.")
    value = CharField(help_text="The identifier, without the name of the scheme.")


class AgreementRow(AgreementFacts):
    """An agreement in a list."""

    parties = PartyLine(many=True, help_text="Who has a part in the agreement; the two parties come first.")
    dates = AgreementDates(help_text="First date of each action, one that took place before one that is planned.")
    status = Status(help_text="Status on the day asked for.")
    areas = Link(many=True, help_text="Cooperation areas of the agreement.")
    missions = Link(many=True, help_text="Missions and programmes that the agreement concerns.")
    identifiers = IdentifierLine(many=True, help_text="Numbers of the agreement in registers and collections.")


class OrganisationLink(Link):
    """An organisation, with its acronym."""

    acronym = _acronym()


class Organisation(OrganisationLink):
    """An organisation, with its type and country."""

    kind = ChoiceField(AgencyKind.choices, help_text="Type of organisation.")
    country = CountryLink(allow_null=True, help_text=f"Its country; {NO_COUNTRY}")


class PartyRecord(Organisation, InAgreement):
    """An organisation's part in an agreement."""

    citations = _citations("the role")


Party = _shape(
    "Party",
    PartyRecord.__doc__,
    {
        **PartyRecord().get_fields(),
        "from": Date(allow_null=True, help_text="Since when it has this role; null if not stated."),
        "until": Date(allow_null=True, help_text="Until when it had this role; null if not stated."),
    },
)


class Designation(Statement):
    """What sources call an agreement."""

    form = ChoiceField(Form.choices, help_text="Form of the document.")
    function = ChoiceField(
        Function.choices, allow_null=True, help_text="What the agreement is for; null if no source states it."
    )
    binding = ChoiceField(
        Binding.choices, allow_null=True, help_text="Whether it binds in law; null if no source states it."
    )
    citations = _citations("the designation")


class Title(Statement):
    """The official title of an agreement in one language."""

    title = CharField(help_text="The title, as the source gives it.")
    language = CharField(help_text="ISO 639 code of the language of the title.")
    citations = _citations("the title")


class TermRecord(Statement):
    """How long an agreement holds, how it is renewed and how it can be ended."""

    length = CharField(allow_null=True, help_text="Length in ISO 8601, such as “P5Y”; null if no source states it.")
    counted_from = ChoiceField(
        CountedFrom.choices, allow_null=True, help_text="What the length is counted from; null if not stated."
    )
    until = Date(allow_null=True, help_text="Fixed end; the agreement holds to the end of that day. Null if none.")
    renewal = ChoiceField(Renewal.choices, allow_null=True, help_text="What follows the term; null if not stated.")
    renewal_length = CharField(allow_null=True, help_text="Length of a renewal in ISO 8601; null if not stated.")
    notice = CharField(allow_null=True, help_text="Notice of denunciation in ISO 8601; null if not stated.")
    notice_for = ChoiceField(
        NoticeFor.choices, allow_null=True, help_text="When notice may be given; null if not stated."
    )
    condition = CharField(allow_null=True, help_text="What else the term depends on; null if nothing is noted.")
    event = SlugField(allow_null=True, help_text="Slug of the event that sets the term; null if the agreement does.")
    display = CharField(help_text="The term in English words, without its condition; empty if it has only that.")
    citations = _citations("the term")


Term = _shape(
    "Term",
    TermRecord.__doc__,
    {
        **TermRecord().get_fields(),
        "from": Date(allow_null=True, help_text="Date that the length is counted from, if no action gives it."),
    },
)


class Provision(Statement):
    """What an agreement says on a topic."""

    topic = ChoiceField(Topic.choices, help_text="The topic.")
    says = ChoiceField(Says.choices, help_text="Whether the agreement provides for it, as far as the source tells.")
    article = CharField(allow_null=True, help_text="Article or section; null if not stated.")
    summary = CharField(help_text="What the agreement says; empty if there is none.")
    citations = _citations("the provision")


class Text(Serializer):
    """The text of an agreement in one language."""

    language = CharField(allow_null=True, help_text="ISO 639 code of the language; null if not stated.")
    authentic = BooleanField(allow_null=True, help_text="Whether the text is authentic; null if not stated.")
    source = Source(allow_null=True, help_text="Where it can be read; null if the text is not known to be public.")
    citations = _citations("the text")


class MissionOfAgreement(CitedLink):
    """A mission or programme that an agreement concerns."""

    kind = ChoiceField(MissionKind.choices, help_text="Type of mission or programme.")


class RelatedAgreement(AgreementLink):
    """The other agreement of a relation, with the action that dates it."""

    date = Date(allow_null=True, help_text="Date of the first dated action; null if no source dates one.")
    action = ChoiceField(
        LegalAct.choices, allow_null=True, help_text="The action that dates it; null if no source dates one."
    )


class Relation(Serializer):
    """A relation between this agreement and another one."""

    kind = ChoiceField(RelationKind.choices, help_text="What one agreement does to the other.")
    forward = BooleanField(help_text="True: this agreement does it to the other one. False: the other one to this.")
    said_by = ChoiceField(SaidBy.choices, help_text="Who states the relation.")
    agreement = RelatedAgreement(help_text="The other agreement.")
    citations = _citations("the relation")


class InEvent(Serializer):
    """A part in an event."""

    role = ChoiceField(EventRole.choices, help_text="Role in the event.")


class OrganisationInEvent(Organisation, InEvent):
    """An organisation's part in an event."""

    citations = _citations("the role")


class PersonInEvent(Link, InEvent):
    """A person's part in an event."""

    position = CharField(allow_null=True, help_text="The position as which the person acted; null if not stated.")
    citations = _citations("the role")


class EventFacts(Statement):
    """What a list and a whole record say alike of an event."""

    slug = _slug("event")
    title = CharField(help_text="What the event is, in a few words.")
    kind = ChoiceField(EventKind.choices, help_text="Type of event, or the action of an agreement.")
    reported_as = _reported_as("event")
    date = Date(allow_null=True, help_text="Date of the event; null if no source states it.")
    effective = Date(
        allow_null=True, help_text="Day of effect of an action, if it is not the day of the action; else null."
    )
    until = Date(allow_null=True, help_text="New end of the agreement that an action fixes; null if it fixes none.")
    as_of = Date(allow_null=True, help_text="Date of the information, for a plan or report; null if not stated.")
    place = _place()


class EventOfAgreement(EventFacts):
    """An event of an agreement."""

    identifiers = Identifier(many=True, help_text="Numbers of the event in registers and collections.")

    summary = CharField(help_text="What the sources say of the event; empty if there is none.")
    agencies = OrganisationInEvent(many=True, help_text="Organisations that took part.")
    people = PersonInEvent(many=True, help_text="People who took part.")
    missions = CitedLink(many=True, help_text="Missions and programmes that the event concerns.")
    areas = CitedLink(many=True, help_text="Cooperation areas that the event concerns.")
    citations = _citations("the event")


class Agreement(AgreementFacts):
    """An agreement, with all that is recorded of it."""

    formal_title = CharField(
        allow_null=True, help_text="Official title, in English where there is one; null if no source gives it."
    )
    summary = CharField(help_text="What the agreement provides for; empty if there is none.")
    parties = Party(many=True, help_text="Who has a part in the agreement; the two parties come first.")
    dates = AgreementActs(help_text="First date of each action, one that took place before one that is planned.")
    status = ReasonedStatus(help_text="Status on the day asked for.")
    status_timeline = StatusSpan(many=True, help_text="The status at all times, oldest first.")
    areas = CitedLink(many=True, help_text="Cooperation areas of the agreement.")
    missions = MissionOfAgreement(many=True, help_text="Missions and programmes that the agreement concerns.")
    designations = Designation(many=True, help_text="What sources call the agreement.")
    titles = Title(many=True, help_text="Official titles, in their languages.")
    terms = Term(many=True, help_text="How long the agreement holds; several, if later actions change it.")
    provisions = Provision(many=True, help_text="What the agreement says on a topic.")
    texts = Text(many=True, help_text="Where the text of the agreement can be read.")
    identifiers = Identifier(many=True, help_text="Numbers of the agreement in registers and collections.")
    relations = Relation(many=True, help_text="Relations to other agreements.")
    events = EventOfAgreement(many=True, help_text="Events of the agreement, in order of time.")
    citations = _citations("the agreement")
    sources = _sources()
    related = _related()
    collection = _collection()


class OrganisationInEventLine(OrganisationLink, InEvent):
    """An organisation's part in an event."""


class EventRecord(Resource, EventFacts):
    """What an event has as a record of its own."""

    agreement = AgreementLink(allow_null=True, help_text="The agreement that the event concerns, if any.")
    counts = Counts(help_text="How much is recorded of the event.")


class EventRow(EventRecord):
    """An event in a list."""

    agencies = OrganisationInEventLine(many=True, help_text="Organisations that took part.")


class Event(EventRecord, EventOfAgreement):
    """An event, with all that is recorded of it."""

    sources = _sources()
    related = _related()
    collection = _collection()


class AgencyRow(Resource):
    """An organisation in a list."""

    slug = _slug("organisation")
    name = CharField(help_text="Full name, as the sources write it in English.")
    acronym = _acronym()
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
    citations = _citations("the position")


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
    citations = _citations("the succession")


class Agency(AgencyRow):
    """An organisation: a state, a government, a space agency, an institute or a company."""

    dissolved = Date(allow_null=True, help_text="When the organisation ceased to exist; null if not stated.")
    summary = CharField(help_text="What the sources say of the organisation; empty if there is none.")
    names = OrganisationName(many=True, help_text="Other names that sources use, former names among them.")
    predecessors = Succession(many=True, help_text="Organisations whose place it took.")
    successors = Succession(many=True, help_text="Organisations that took its place.")
    identifiers = _identifiers()
    positions = PositionInAgency(many=True, help_text="Who holds which position.")
    subordinates = Link(many=True, help_text="Subordinate organisations.")
    citations = _citations("the organisation")
    sources = _sources()
    related = _related()
    collection = _collection()


class CountryRow(Resource):
    """A country in a list."""

    code = _code()
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

    names = _names()
    identifiers = _identifiers()
    citations = _citations("the country")
    sources = _sources()
    related = _related()


class AreaRow(Resource):
    """A cooperation area in a list."""

    slug = _slug("area")
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
    citations = _citations("the area")
    sources = _sources()
    related = _related()
    collection = _collection()


class MissionRow(Resource):
    """A mission or programme in a list."""

    slug = _slug("mission")
    name = CharField(help_text="Name of the mission or programme.")
    kind = ChoiceField(MissionKind.choices, help_text="Type of mission or programme.")
    part_of = Link(allow_null=True, help_text="The mission or programme that it is part of; null if none is stated.")
    counts = Counts(help_text="How much is recorded of the mission.")
    agreement_count = IntegerField(help_text="Number of agreements that concern the mission.")


class MissionRole(Serializer):
    """The role of an organisation in a mission."""

    agency = Organisation(help_text="The organisation.")
    role = ChoiceField(list(MISSION_ROLES.items()), help_text="Its role.")
    citations = _citations("the role")


class Mission(MissionRow):
    """A mission or programme: a satellite, flight, instrument, station, campaign or programme."""

    summary = CharField(help_text="What the sources say of the mission; empty if there is none.")
    names = _names()
    parts = Link(many=True, help_text="Missions and programmes that are part of it.")
    roles = MissionRole(many=True, help_text="Which organisation has which role.")
    identifiers = _identifiers()
    citations = _citations("the mission")
    sources = _sources()
    related = _related()
    collection = _collection()


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
    collection = _collection()
    identifiers = _identifiers()
    sources = _sources()
    related = _related()


class PersonRow(Resource):
    """A person in a list."""

    slug = _slug("person")
    name = CharField(help_text="Name, as the source writes it.")
    counts = Counts(help_text="How much is recorded of the person.")


class PositionOfPerson(Position):
    """A position that the person holds."""

    agency = Organisation(help_text="The organisation.")


class Person(PersonRow):
    """A person whom a source names."""

    positions = PositionOfPerson(many=True, help_text="The positions of the person.")
    identifiers = _identifiers()
    citations = _citations("the person")
    sources = _sources()
    related = _related()
    collection = _collection()


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


class Side(Resource):
    """One of the two of a pair."""

    kind = ChoiceField(
        [("country", "country"), ("agency", "organisation")], help_text="Whether it is a country or an organisation."
    )
    key = CharField(help_text="Code of the country, or slug of the organisation.")
    name = CharField(help_text="Name of the country or organisation.")


class AgreementsBetween(Serializer):
    """The agreements of a pair."""

    count = IntegerField(help_text="How many there are.")
    results_url = URLField(help_text="The list of all of them in the API.")
    results = AgreementRow(many=True, help_text="The newest, at most a hundred.")


class EventsBetween(Serializer):
    """The events of a pair."""

    count = IntegerField(help_text="How many there are.")
    results_url = URLField(help_text="The list of all of them in the API.")
    results = EventRow(many=True, help_text="The oldest, at most a hundred.")


class Between(Serializer):
    """The agreements and events between two countries or organisations."""

    html_url = URLField(help_text="Web page of the pair.")
    sides = Side(many=True, help_text="The two, in the order asked for.")
    agreements = AgreementsBetween(help_text="Agreements to which both are parties.")
    events = EventsBetween(help_text="Events in which both take part, however they are reported.")


class Hit(Resource):
    """A record that the search found."""

    kind = ChoiceField([(kind, shown.many) for kind, shown in KINDS.items()], help_text="Kind of record.")
    slug = CharField(help_text="Permanent identifier of the record.")
    title = CharField(help_text="Title or name of the record.")
    subtitle = CharField(help_text="Type, parties or date, in English words.")
    snippet = CharField(
        help_text="Excerpt of what is said of the record, each hit in «»; plain text; empty if nothing is."
    )


class Pair(Serializer):
    """Two countries or organisations that the query names."""

    label = CharField(help_text="The names of the two.")
    html_url = URLField(help_text="Web page of all that is between the two.")


@in_original_language
def _numbers_found():
    return {
        name: IntegerField(required=False, help_text=f"{kind.many.capitalize()} found.") for name, kind in KINDS.items()
    }


HitCounts = _shape(
    "HitCounts",
    "The number of hits of each kind of record; a kind without hits is left out.",
    _numbers_found(),
)


class Search(Serializer):
    """The answer to a search."""

    count = IntegerField(help_text="Number of hits.")
    next = URLField(allow_null=True, help_text="The next page; null on the last one.")
    previous = URLField(allow_null=True, help_text="The page before; null on the first one.")
    results = Hit(many=True, help_text="The hits of this page, the best first.")
    query = CharField(help_text="The query as sent.")
    corrected_query = CharField(
        allow_null=True, help_text="The query that was used instead; null if the query was used as sent."
    )
    counts = HitCounts(help_text="Hits of each kind of record.")
    pair = Pair(allow_null=True, help_text="The pair that the query names, if it names two.")


class CitedStatement(Serializer):
    """A fact of a record, with the quotation of a source that supports it."""

    record = CharField(help_text="The record: its list and its slug, as in its web address.")
    fact = CharField(help_text="What is stated: a fact of the record, or one of its parts.")
    value = CharField(allow_null=True, help_text="The value; null where the whole record is supported.")
    basis = ChoiceField(
        Basis.choices, allow_null=True, help_text="How the date is known; null where the fact is no date."
    )
    details = DictField(
        child=CharField(), help_text="What else belongs to the fact, by name, such as role or language."
    )
    supports = CharField(allow_null=True, help_text="What of it is supported, by name; null for the fact as a whole.")
    reported_as = ChoiceField(
        ReportedAs.choices, allow_null=True, help_text="How the source reports it; null where it reports a fact."
    )
    quote = CharField(help_text="Quotation, at most eight words.")
    gloss = CharField(allow_null=True, help_text="English rendering of the quotation, ours; null where there is none.")
    source = CharField(help_text="Slug of the source.")


class CitedRecord(Resource):
    """A record with its citations."""

    kind = CharField(help_text="Kind of record.")
    slug = CharField(help_text="Slug of the record.")
    statements = CitedStatement(many=True, help_text="Its statements that have a citation, one for each citation.")


class Citations(Serializer):
    """Records with their citations."""

    count = IntegerField(help_text="Number of records that match, on all pages.")
    next = URLField(allow_null=True, help_text="The next page; null on the last one.")
    previous = URLField(allow_null=True, help_text="The page before; null on the first one, and with `cursor`.")
    results = CitedRecord(many=True, help_text="The records of this page.")


class Change(Serializer):
    """What last became of what stood under the slug of a record."""

    kind = ChoiceField([(kind, kind) for kind in PLURALS], help_text="Kind of record.")
    slug = CharField(help_text="Slug of the record, as the list of its kind and the archive have it.")
    what = ChoiceField(
        [
            ("changed", "added, changed or brought back: get the record at `url`"),
            ("deleted", "removed, with nothing in its place"),
            ("merged", "found to be the same as another record, which has its facts now"),
            ("renamed", "the same record under another slug"),
        ],
        help_text="What became of it. Remove your copy of the slug if it is anything but `changed`.",
    )
    revision = IntegerField(help_text="Revision with which readers saw it.")
    changed_at = DateTimeField(help_text="When that revision was made.")
    moved_to = CharField(allow_null=True, help_text="Slug of the record where it stands now; null but if moved.")
    url = URLField(allow_null=True, help_text="The record in the API, where it stands now; null if deleted.")


class Changes(Serializer):
    """Changes since a revision, with what to ask next."""

    revision = IntegerField(help_text="Revision of the data that the answer is of.")
    changed_at = DateTimeField(allow_null=True, help_text="When that revision was made; null while there are no data.")
    edition = CharField(help_text="Mark of the data at that revision; another history has another mark.")
    next = URLField(allow_null=True, help_text="The next page; null on the last one.")
    changes_url = URLField(
        allow_null=True,
        help_text="Where later changes will be told: keep it for the next time; null but on the last page.",
    )
    results = Change(many=True, help_text="The changes of this page, in the order of revisions.")


class NameToMatch(Serializer):
    """A name to match with a record."""

    name = CharField(help_text="The name, acronym, former name, title, code or number, as you have it.")
    kind = ChoiceField(list(MATCHED), required=False, help_text="Only records of this kind; any of these if left out.")
    country = CharField(
        required=False, help_text="Code or name of the country of the organisation, or of a party of the agreement."
    )


class MatchCandidate(Resource):
    """A record that a name may mean."""

    kind = ChoiceField(list(MATCHED), help_text="Kind of record.")
    slug = CharField(help_text="Permanent identifier of the record.")
    name = CharField(help_text="Name or title of the record.")
    score = IntegerField(
        min_value=0, max_value=100, help_text="How well it fits; 100 only where the record is called exactly so."
    )
    match = BooleanField(help_text="Whether it can be taken without looking; true for one candidate at most.")
    matched_by = ChoiceField(HOW_MATCHED, help_text="Which of its names is meant by `matched_name`.")
    matched_name = CharField(help_text="The name of the record that is most like the name asked for.")
    reason = CharField(help_text="Both in words.")
    differs = ListField(
        child=CharField(), help_text="What was asked for and is stated otherwise; `country` or nothing."
    )


class MatchResult(Serializer):
    """What one name was matched with."""

    name = CharField(help_text="The name as sent.")
    kind = CharField(allow_null=True, help_text="The kind asked for; null if none was.")
    country = CharField(allow_null=True, help_text="The country asked for; null if none was.")
    note = CharField(help_text="In a sentence: what the name is taken for, or between which records it is left open.")
    candidates = MatchCandidate(many=True, help_text="The records that it may mean, at most five, the best first.")


class Matches(Serializer):
    """What names were matched with."""

    results = MatchResult(many=True, help_text="One for each name, in the order in which they were sent.")


class ParameterError(Serializer):
    """What is wrong with one parameter."""

    parameter = CharField(help_text="Name of the parameter.")
    message = CharField(help_text="What is wrong, in English.")
    suggestion = CharField(allow_null=True, help_text="What was probably meant; null if nothing is near.")
    known = ListField(child=CharField(), required=False, help_text="All parameters that there are; told once.")


class Problem(Serializer):
    """Problem details of an error (RFC 9457)."""

    type = CharField(help_text="Always “about:blank”: the status says what type of problem it is.")
    title = CharField(help_text="The type of problem, in a few words.")
    status = IntegerField(help_text="HTTP status code.")
    detail = CharField(help_text="What is wrong, in English.")
    errors = ParameterError(many=True, required=False, help_text="What is wrong with each parameter.")
