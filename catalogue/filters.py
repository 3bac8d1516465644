"""The filters of every kind of record, shared by every door."""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AgencyKind, Person
from agreements.models import (
    Agreement,
    Area,
    Binding,
    EventKind,
    Form,
    Function,
    Level,
    Mission,
    MissionKind,
    Modality,
    Renewal,
    Says,
    Source,
    SourceKind,
    Topic,
)
from agreements.schemes import IdentifierScheme, NotOfScheme, identifier_at, written
from agreements.status import LegalAct, StatusCode
from catalogue.asked import BY_AGREEMENTS, RecordFilter
from catalogue.documents import REPORTED_AS
from catalogue.ends import STATES
from catalogue.groups import find_group, near_groups
from catalogue.index.entries import ANY, COMMON_ACTS, DATED_ACTS
from catalogue.index.questions import CERTAIN, POSSIBLE
from catalogue.index.schema import NOT_STATED, UNSTATED
from catalogue.index.tokens import fold
from catalogue.sides import (
    find_named_country,
    find_named_side,
    finder_of,
    near_countries,
    near_sides,
    sharing_countries,
    sharing_sides,
)
from spacecoop.filters import (
    LONGEST,
    BoundedEDTFFilter,
    ChoiceFilter,
    DayFilter,
    DrawingFilter,
    EDTFFilter,
    HiddenFilter,
    OrderFilter,
    RecordsFilter,
    SearchFilter,
    SinceRevisionFilter,
    ToldChoiceFilter,
    UpdatedSinceFilter,
    near_slugs,
    nearest,
    refusal,
)
from spacecoop.models import Collection
from spacecoop.words import listed

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
NO_COLLECTION = "none"
TYPE = [
    ("form", _("type")),
    ("function", _("function")),
    ("binding", _("binding force")),
]


def _period():
    """Return the filters of a RecordFilter, for its body to take in: `from` is a keyword of the language."""
    return {
        "from": EDTFFilter(
            label=pgettext_lazy("period", "From"), help_text=_("A day, month, season or year: 1997, summer 2022.")
        ),
        "to": EDTFFilter(label=pgettext_lazy("period", "To"), help_text=_("A day, month, season or year, included.")),
        "match": ChoiceFilter(
            label=_("Imprecise dates"),
            choices=[(POSSIBLE, _("include")), (CERTAIN, _("leave out"))],
            empty_label=None,
            help_text=_("Whether to include dates that may lie outside the period."),
        ),
    }


def _records(model, label, unknown, help_text, name="name"):
    return RecordsFilter(
        label=label, find=finder_of(model, name), near=near_slugs(model), unknown=unknown, help_text=help_text
    )


def _party():
    return RecordsFilter(
        label=_("Country or organisation"),
        find=find_named_side,
        near=near_sides,
        sharing=sharing_sides,
        unknown=_("No country or organisation called “{text}”."),
        least=2,
        help_text=_("Add a second one to see only what involves both."),
    )


def _party_any():
    return RecordsFilter(
        label=_("Any of these countries or organisations"),
        find=find_named_side,
        near=near_sides,
        sharing=sharing_sides,
        unknown=_("No country or organisation called “{text}”."),
        help_text=_("Repeat it to see what involves at least one of them."),
    )


def _predecessors():
    return ChoiceFilter(
        label=_("Predecessors"),
        choices=[("yes", _("include"))],
        empty_label=_("leave out"),
        help_text=_("Whether to include what involves the predecessors of the parties asked for."),
    )


def _groups():
    """Return the filters for groups of countries, for the body of a RecordFilter to take in."""
    return {
        "group": RecordsFilter(
            label=_("Group of countries"),
            find=find_group,
            near=near_groups,
            unknown=_("No group of countries called “{text}”."),
            help_text=_("Such as Europe, European Union or esa; repeat it to ask for both."),
        ),
        "group_on": DayFilter(
            label=_("Group on (date)"),
            help_text=_("The day of the membership; today by default."),
        ),
    }


def _person():
    return _records(
        Person, _("Person"), _("No person called “{text}”."), _("Who had a part in it, for example as signatory.")
    )


def _agency(help_text):
    return _records(Agency, _("Organisation"), _("No organisation called “{text}”."), help_text)


def _country(help_text):
    return RecordsFilter(
        label=_("Country"),
        find=find_named_country,
        near=near_countries,
        sharing=sharing_countries,
        unknown=_("No country called “{text}”."),
        help_text=help_text,
    )


def _area():
    return _records(
        Area, _("Cooperation area"), _("No cooperation area called “{text}”."), _("Narrower areas are included.")
    )


def _mission():
    return _records(
        Mission,
        _("Mission or programme"),
        _("No mission or programme called “{text}”."),
        _("Repeat it to ask for several at once."),
    )


def _source():
    return _records(
        Source, _("Source"), _("No source called “{text}”."), _("A document that is cited for any fact."), "title"
    )


class IdentifierField(forms.CharField):
    """A number by which registers know a record, alone or behind its scheme, as the index holds it."""

    def clean(self, value):
        text = super().clean(value)
        if len(text) > LONGEST:
            raise ValidationError(
                gettext("An identifier has at most {most} letters.").format(most=LONGEST), code="max_length"
            )
        scheme, _, number = text.partition(":")
        if known := identifier_at(text):
            return _with_scheme(*known)
        if scheme.lower() in IdentifierScheme.values and number.strip():
            return _with_scheme(scheme.lower(), number)
        if number and nearest(scheme, IdentifierScheme.values):
            raise refusal(
                gettext("Unknown identifier scheme “{scheme}”.").format(scheme=scheme), scheme, IdentifierScheme.values
            )
        if text and not fold(text):
            raise ValidationError(gettext("“{text}” contains no letters or digits.").format(text=text), code="invalid")
        return fold(text)


def _with_scheme(scheme, number):
    try:
        return f"{scheme}:{fold(written(scheme, number))}"
    except NotOfScheme as error:
        raise ValidationError(str(error), code="invalid") from None


class IdentifierFilter(django_filters.Filter):
    """Records that a register, collection or catalogue knows by a number."""

    field_class = IdentifierField

    def __init__(self):
        help_text = _("A number in a register, such as 12927, or with its scheme: tias:12927.")
        super().__init__(label=_("Identifier"), help_text=help_text)


class CollectionField(forms.CharField):
    """The slug of a collection, or NO_COLLECTION."""

    def clean(self, value):
        text = super().clean(value).strip().lower()
        if not text:
            return ""
        if text == NO_COLLECTION:
            return UNSTATED
        title = None if "\x00" in text else Collection.objects.filter(slug=text).values_list("title", flat=True).first()
        if title is None:
            known = [NO_COLLECTION, *Collection.objects.values_list("slug", flat=True)]
            message = gettext("There is no collection “{text}”: use {known}.").format(
                text=text[:LONGEST], known=listed(known, "or")
            )
            raise refusal(message, text[:LONGEST], known)
        self.names = {value.strip(): title}  # as a page calls what was asked for
        return text


class LanguageField(forms.CharField):
    """The code of a language in ISO 639."""

    def clean(self, value):
        text = super().clean(value).strip().lower()
        if text and not re.fullmatch("[a-z]{2,3}", text):
            raise ValidationError(
                gettext("“{text}” is not an ISO 639 language code: write fr or ja.").format(text=text[:LONGEST])
            )
        return text


class LanguageFilter(HiddenFilter):
    """Sources in one language."""

    field_class = LanguageField

    def __init__(self):
        super().__init__(
            label=_("Language"),
            help_text=_("The ISO 639 code of the language of the document, such as fr."),
        )


class CollectionFilter(HiddenFilter):
    """Records by the data set that they came with."""

    field_class = CollectionField

    def __init__(self):
        help_text = _("The collection that the records came with, such as public-pages; none: of no collection.")
        super().__init__(label=_("Collection"), help_text=help_text)


class AgreementFilter(RecordFilter):
    record_kind = "agreement"
    q = SearchFilter()
    party = _party()
    party_any = _party_any()
    predecessors = _predecessors()
    locals().update(_groups())
    agency = _agency(_("In any role, implementing agencies included."))
    area = _area()
    mission = _mission()
    person = _person()
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
    locals().update(_period())
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
    source = _source()
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
    country = _country(_("With a role of one of its organisations."))
    agency = _agency(_("With a role in the mission or programme."))
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    order = OrderFilter({"name": (_("name"), "by_title"), "kind": (_("type"), "by_kind")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class AreaFilter(RecordFilter):
    record_kind = "area"
    q = SearchFilter()
    broader = _records(
        Area, _("Broader area"), _("No cooperation area called “{text}”."), _("An area and all that are narrower.")
    )
    order = OrderFilter({"name": (_("name"), "by_title")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class EventFilter(RecordFilter):
    record_kind = "event"
    q = SearchFilter()
    party = _party()
    party_any = _party_any()
    predecessors = _predecessors()
    locals().update(_groups())
    agreement = _records(
        Agreement,
        _("Agreement"),
        _("No agreement called “{text}”."),
        _("The agreement that the event concerns."),
        "title",
    )
    area = _area()
    mission = _mission()
    person = _person()
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
    locals().update(_period())
    source = _source()
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
    locals().update(_period())
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
    country = _country(_("Name or code, such as Belgium or BE."))
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
