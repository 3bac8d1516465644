"""The shapes of an agreement and of its row."""

from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    Serializer,
    SlugField,
    URLField,
)

from agreements.models import (
    Binding,
    CountedFrom,
    Form,
    Function,
    IdentifierScheme,
    MissionKind,
    NoticeFor,
    RelationKind,
    Renewal,
    Says,
    Topic,
)
from agreements.models.relations import SaidBy
from agreements.status import LegalAct
from catalogue.document_parts import ALWAYS_TOLD
from opendata.shapes.events import EventOfAgreement
from opendata.shapes.parts import (
    LEVELS,
    NO_COUNTRY,
    PARTY_ROLES,
    AgreementCounts,
    AgreementLink,
    CitedLink,
    Date,
    Identifier,
    Link,
    Organisation,
    ReportedDate,
    Resource,
    Source,
    Statement,
    acronym_field,
    citations_field,
    collection_field,
    place_field,
    related_field,
    shape_of,
    slug_field,
    sources_field,
)
from opendata.shapes.status import EndOnDay, ReasonedStatus, Status, StatusSpan
from spacecoop.languages import in_original_language


class ActDate(ReportedDate):
    """The date of an action, with the event that it comes from."""

    place = place_field()
    event = slug_field("event")


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
    return shape_of(name, about, fields)


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

    slug = slug_field("organisation")
    name = CharField(help_text="Full name of the organisation.")
    acronym = acronym_field()
    country = CharField(
        allow_null=True,
        help_text=f"Code of its country; {NO_COUNTRY}",
    )


class AgreementFacts(Resource):
    """What a list and a whole record say alike of an agreement."""

    slug = slug_field("agreement")
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


class PartyRecord(Organisation, InAgreement):
    """An organisation's part in an agreement."""

    citations = citations_field("the role")


Party = shape_of(
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
    citations = citations_field("the designation")


class Title(Statement):
    """The official title of an agreement in one language."""

    title = CharField(help_text="The title, as the source gives it.")
    language = CharField(help_text="ISO 639 code of the language of the title.")
    citations = citations_field("the title")


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
    citations = citations_field("the term")


Term = shape_of(
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
    citations = citations_field("the provision")


class Text(Serializer):
    """The text of an agreement in one language."""

    language = CharField(allow_null=True, help_text="ISO 639 code of the language; null if not stated.")
    authentic = BooleanField(allow_null=True, help_text="Whether the text is authentic; null if not stated.")
    source = Source(allow_null=True, help_text="Where it can be read; null if the text is not known to be public.")
    citations = citations_field("the text")


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
    citations = citations_field("the relation")


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
    citations = citations_field("the agreement")
    sources = sources_field()
    related = related_field()
    collection = collection_field()
