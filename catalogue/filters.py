"""The filters of every kind of record, shared by every door."""

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from agreements.models import (
    Agreement,
    Area,
    Binding,
    EventKind,
    Form,
    Function,
    Level,
    MissionKind,
    Modality,
    Renewal,
    Says,
    SourceKind,
    Topic,
)
from agreements.statements import REPORTED_AS
from agreements.status import LegalAct, StatusCode
from catalogue.asked import BY_AGREEMENTS, RecordFilter
from catalogue.ends import STATES
from catalogue.filter_parts import (
    CollectionFilter,
    IdentifierFilter,
    LanguageFilter,
    agency_filter,
    area_filter,
    country_filter,
    group_filters,
    mission_filter,
    party_any_filter,
    party_filter,
    period_filters,
    person_filter,
    predecessors_filter,
    records_filter,
    source_filter,
)
from catalogue.index.entries import ANY, COMMON_ACTS, DATED_ACTS
from catalogue.index.schema import NOT_STATED
from spacecoop.filters import (
    BoundedEDTFFilter,
    ChoiceFilter,
    DayFilter,
    DrawingFilter,
    OrderFilter,
    SearchFilter,
    SinceRevisionFilter,
    ToldChoiceFilter,
    UpdatedSinceFilter,
)

ACTS = [(act, LegalAct(act).label) for act in DATED_ACTS]
SILENT = [(act, label) for act, label in ACTS if act in COMMON_ACTS]
PROVISIONS = [
    choice
    for topic, words in Topic.choices
    for choice in [
        (topic, words),
        *(
            (f"{topic}:{says}", format_lazy(_("{topic}: {answer}"), topic=words, answer=told))
            for says, told in Says.choices
        ),
    ]
]
TYPE = [
    ("form", _("type")),
    ("function", _("function")),
    ("binding", _("binding force")),
]


class AgreementFilter(RecordFilter):
    record_kind = "agreement"
    q = SearchFilter()
    party = party_filter()
    party_any = party_any_filter()
    predecessors = predecessors_filter()
    locals().update(group_filters())
    agency = agency_filter(_("In any role, implementing agencies included."))
    area = area_filter()
    mission = mission_filter()
    person = person_filter()
    form = ChoiceFilter(
        label=_("Type"),
        choices=Form,
        help_text=_("For example treaty or memorandum of understanding."),
    )
    function = ChoiceFilter(
        label=_("Function"),
        choices=Function,
        help_text=_("For example a framework for others, or implementing one."),
    )
    binding = ChoiceFilter(
        label=_("Binding"),
        choices=Binding,
        help_text=_("Whether it binds in law, where a source says so."),
    )
    level = ChoiceFilter(
        label=_("Level"),
        choices=Level,
        help_text=_("Between governments, between agencies, or one of each."),
    )
    status = ChoiceFilter(
        label=_("Status"),
        choices=StatusCode,
        help_text=_("On the date of the status, today by default."),
    )
    status_on = DayFilter(label=_("Status on (date)"), help_text=_("A day such as 2022-03-01; today by default."))
    action = ChoiceFilter(
        label=_("Action"),
        choices=ACTS,
        help_text=_("The dated action that the period is about; any by default."),
    )
    locals().update(period_filters())
    ends_possibly_after = BoundedEDTFFilter(
        label=_("May end after"),
        bound=1,
        help_text=_("A foreseen end that may fall after this date: 2027."),
    )
    ends_possibly_before = BoundedEDTFFilter(
        label=_("May end before"),
        bound=0,
        help_text=_("A foreseen end that may fall before this date: 2030."),
    )
    foreseen_end = ChoiceFilter(
        label=_("Foreseen end"),
        choices=list(STATES.items()),
        help_text=_("On the date of the status, today by default."),
    )
    renewal = ChoiceFilter(
        label=_("Renewal"),
        choices=[*Renewal.choices, (NOT_STATED, _("not stated"))],
        help_text=_("What follows the term of the agreement."),
    )
    provision = ChoiceFilter(
        label=_("Provision"),
        choices=PROVISIONS,
        help_text=_("A topic, and whether the agreement provides for it."),
    )
    text = ChoiceFilter(
        label=_("Text of the agreement"),
        choices=[
            ("known", _("can be read")),
            ("unknown", _("not known to be public")),
            (NOT_STATED, _("not stated")),
        ],
        help_text=_("Whether a source with the text itself is recorded."),
    )
    only_planned = ChoiceFilter(
        label=_("Only planned"),
        choices=[("yes", _("only planned or claimed")), ("no", _("something took place"))],
        help_text=_("Whether all that is stated of an agreement is planned, announced, under discussion or claimed."),
    )
    differs = ChoiceFilter(
        label=_("Sources differ"),
        choices=[
            (ANY, _("on anything")),
            ("actions", _("on a date")),
            ("designations", _("on the type")),
            ("terms", _("on the term")),
            ("titles", _("on the title")),
        ],
        help_text=_("Show agreements on which two sources contradict each other."),
    )
    source = source_filter()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    not_stated = ChoiceFilter(
        label=_("Not stated"),
        choices=[*SILENT, *TYPE, ("area", _("cooperation area"))],
        help_text=_("Show agreements where this is missing."),
    )
    order = OrderFilter(
        {
            "-date": (_("newest first"), "by_newest"),
            "date": (_("oldest first"), "by_oldest"),
            "title": (_("title"), "by_title"),
        },
        help_text=_("By first dated action, undated agreements last; or by title."),
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    @property
    def on_this_day(self):
        """The day for which the status is asked."""
        return _status_day(self.form.cleaned_data if self.is_valid() else {})


def _status_day(values):
    return values.get("status_on") or timezone.now().date()


class MissionFilter(RecordFilter):
    record_kind = "mission"
    q = SearchFilter()
    kind = ChoiceFilter(label=_("Type"), choices=MissionKind, help_text=_("For example satellite or programme."))
    country = country_filter(_("With a role of one of its organisations."))
    agency = agency_filter(_("With a role in the mission or programme."))
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    order = OrderFilter({"name": (_("name"), "by_title"), "kind": (_("type"), "by_kind")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class AreaFilter(RecordFilter):
    record_kind = "area"
    q = SearchFilter()
    broader = records_filter(
        Area, _("Broader area"), _("No cooperation area called “{text}”."), _("An area and all that are narrower.")
    )
    order = OrderFilter({"name": (_("name"), "by_title")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class EventFilter(RecordFilter):
    record_kind = "event"
    q = SearchFilter()
    party = party_filter()
    party_any = party_any_filter()
    predecessors = predecessors_filter()
    locals().update(group_filters())
    agreement = records_filter(
        Agreement,
        _("Agreement"),
        _("No agreement called “{text}”."),
        _("The agreement that the event concerns."),
        "title",
    )
    area = area_filter()
    mission = mission_filter()
    person = person_filter()
    kind = ChoiceFilter(
        label=_("Type"),
        choices=EventKind,
        help_text=_("A treaty action, or another type of event."),
    )
    reported_as = ToldChoiceFilter(
        stored=Modality,
        told=REPORTED_AS,
        label=_("Reported as"),
        help_text=_("How sure the event is."),
    )
    locals().update(period_filters())
    source = source_filter()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    not_stated = ChoiceFilter(
        label=_("Not stated"),
        choices=[("date", _("date")), ("place", _("place"))],
        help_text=_("Show events where this is missing."),
    )
    outcome = ChoiceFilter(
        label=_("Outcome"),
        choices=[
            ("not_reported", _("overdue, outcome not reported")),
            ("pending", _("upcoming or undated")),
        ],
        help_text=_("Plans and announcements only."),
    )
    order = OrderFilter(
        {
            "date": (_("oldest first"), "by_oldest"),
            "-date": (_("newest first"), "by_newest"),
        },
        help_text=_("By first possible day, undated events last."),
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class TimelineFilter(EventFilter):
    """The filters of events, and how their picture puts them in lanes."""

    lanes = DrawingFilter(
        label=_("Lanes"),
        choices=[("areas", _("by cooperation area"))],
        empty_label=_("by pair of countries"),
        help_text=_("Lanes of the chart: pairs of countries, or cooperation areas."),
    )


class SourceFilter(RecordFilter):
    record_kind = "source"
    q = SearchFilter()
    kind = ChoiceFilter(
        label=_("Type"),
        choices=SourceKind,
        help_text=_("For example press release or treaty register."),
    )
    locals().update(period_filters())
    language = LanguageFilter()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    not_stated = ChoiceFilter(
        label=_("Not stated"),
        choices=[("published", _("date of publication"))],
        help_text=_("Show sources where this is missing."),
    )
    order = OrderFilter(
        {
            "-date": (_("newest first"), "by_newest"),
            "date": (_("oldest first"), "by_oldest"),
            "title": (_("title"), "by_title"),
        }
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class CountryFilter(RecordFilter):
    record_kind = "country"

    q = SearchFilter()
    former = ChoiceFilter(
        label=_("Former countries"),
        choices=[("yes", _("former countries only")), ("no", _("present countries only"))],
        help_text=_("Former countries are those listed in ISO 3166-3."),
    )
    identifier = IdentifierFilter()
    order = OrderFilter(
        {
            "-agreements": (_("most agreements first"), BY_AGREEMENTS),
            "name": (_("name"), "by_title"),
            "code": (_("code"), "by_slug"),
        }
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class AgencyFilter(RecordFilter):
    record_kind = "agency"
    q = SearchFilter()
    kind = ChoiceFilter(
        label=_("Type"),
        choices=AgencyKind,
        help_text=_("For example space agency or research institute."),
    )
    country = country_filter(_("Name or code, such as Belgium or BE."))
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    order = OrderFilter({"name": (_("name"), "by_title"), "acronym": (_("acronym"), "by_acronym")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class PersonFilter(RecordFilter):
    record_kind = "person"
    q = SearchFilter()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    order = OrderFilter({"name": (_("name"), "by_title")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()
