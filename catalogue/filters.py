"""The filters of every kind of record, shared by every door."""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

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
    for choice in [(topic, words), *((f"{topic}:{says}", f"{words}: {told}") for says, told in Says.choices)]
]
NO_COLLECTION = "none"
TYPE = [("form", "type"), ("function", "function"), ("binding", "binding force")]


def _period():
    """Return the filters of a RecordFilter, for its body to take in: `from` is a keyword of the language."""
    return {
        "from": EDTFFilter(label="From", help_text="A day, month, season or year: 1997, summer 2022."),
        "to": EDTFFilter(label="To", help_text="A day, month, season or year, included."),
        "match": ChoiceFilter(
            label="Imprecise dates",
            choices=[(POSSIBLE, "include"), (CERTAIN, "leave out")],
            empty_label=None,
            help_text="Whether to include dates that may lie outside the period.",
        ),
    }


def _records(model, label, noun, help_text, name="name"):
    return RecordsFilter(
        label=label, find=finder_of(model, name), near=near_slugs(model), noun=noun, help_text=help_text
    )


def _party():
    return RecordsFilter(
        label="Country or organisation",
        find=find_named_side,
        near=near_sides,
        sharing=sharing_sides,
        noun="country or organisation",
        least=2,
        help_text="Add a second one to see only what involves both.",
    )


def _party_any():
    return RecordsFilter(
        label="Any of these countries or organisations",
        find=find_named_side,
        near=near_sides,
        sharing=sharing_sides,
        noun="country or organisation",
        help_text="Repeat it to see what involves at least one of them.",
    )


def _predecessors():
    return ChoiceFilter(
        label="Predecessors",
        choices=[("yes", "include")],
        empty_label="leave out",
        help_text="Whether to include what involves the predecessors of the parties asked for.",
    )


def _groups():
    """Return the filters for groups of countries, for the body of a RecordFilter to take in."""
    return {
        "group": RecordsFilter(
            label="Group of countries",
            find=find_group,
            near=near_groups,
            noun="group of countries",
            help_text="Such as Europe, European Union or esa; repeat it to ask for both.",
        ),
        "group_on": DayFilter(label="Group on (date)", help_text="The day of the membership; today by default."),
    }


def _person():
    return _records(Person, "Person", "person", "Who had a part in it, for example as signatory.")


def _agency(help_text):
    return _records(Agency, "Organisation", "organisation", help_text)


def _country(help_text):
    return RecordsFilter(
        label="Country",
        find=find_named_country,
        near=near_countries,
        sharing=sharing_countries,
        noun="country",
        help_text=help_text,
    )


def _area():
    return _records(Area, "Cooperation area", "cooperation area", "Narrower areas are included.")


def _mission():
    noun = "mission or programme"
    return _records(Mission, "Mission or programme", noun, "Repeat it to ask for several at once.")


def _source():
    return _records(Source, "Source", "source", "A document that is cited for any fact.", "title")


class IdentifierField(forms.CharField):
    """A number by which registers know a record, alone or behind its scheme, as the index holds it."""

    def clean(self, value):
        text = super().clean(value)
        if len(text) > LONGEST:
            raise ValidationError(f"An identifier has at most {LONGEST} letters.", code="max_length")
        scheme, _, number = text.partition(":")
        if known := identifier_at(text):
            return _with_scheme(*known)
        if scheme.lower() in IdentifierScheme.values and number.strip():
            return _with_scheme(scheme.lower(), number)
        if number and nearest(scheme, IdentifierScheme.values):
            raise refusal(f"Unknown identifier scheme “{scheme}”.", scheme, IdentifierScheme.values)
        if text and not fold(text):
            raise ValidationError(f"“{text}” contains no letters or digits.", code="invalid")
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
        help_text = "A number in a register, such as 12927, or with its scheme: tias:12927."
        super().__init__(label="Identifier", help_text=help_text)


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
            message = f"There is no collection “{text[:LONGEST]}”: use {listed(known, 'or')}."
            raise refusal(message, text[:LONGEST], known)
        self.names = {value.strip(): title}  # as a page calls what was asked for
        return text


class LanguageField(forms.CharField):
    """The code of a language in ISO 639."""

    def clean(self, value):
        text = super().clean(value).strip().lower()
        if text and not re.fullmatch("[a-z]{2,3}", text):
            raise ValidationError(f"“{text[:LONGEST]}” is not an ISO 639 language code: write fr or ja.")
        return text


class LanguageFilter(HiddenFilter):
    """Sources in one language."""

    field_class = LanguageField

    def __init__(self):
        super().__init__(label="Language", help_text="The ISO 639 code of the language of the document, such as fr.")


class CollectionFilter(HiddenFilter):
    """Records by the data set that they came with."""

    field_class = CollectionField

    def __init__(self):
        help_text = "The collection that the records came with, such as public-pages; none: of no collection."
        super().__init__(label="Collection", help_text=help_text)


class AgreementFilter(RecordFilter):
    record_kind = "agreement"
    q = SearchFilter()
    party = _party()
    party_any = _party_any()
    predecessors = _predecessors()
    locals().update(_groups())
    agency = _agency("In any role, implementing agencies included.")
    area = _area()
    mission = _mission()
    person = _person()
    form = ChoiceFilter(label="Type", choices=Form, help_text="For example treaty or memorandum of understanding.")
    function = ChoiceFilter(
        label="Function", choices=Function, help_text="For example a framework for others, or implementing one."
    )
    binding = ChoiceFilter(
        label="Binding", choices=Binding, help_text="Whether it binds in law, where a source says so."
    )
    level = ChoiceFilter(
        label="Level", choices=Level, help_text="Between governments, between agencies, or one of each."
    )
    status = ChoiceFilter(
        label="Status",
        choices=StatusCode,
        help_text="On the date of the status, today by default.",
    )
    status_on = DayFilter(label="Status on (date)", help_text="A day such as 2022-03-01; today by default.")
    action = ChoiceFilter(
        label="Action",
        choices=ACTS,
        help_text="The dated action that the period is about; any by default.",
    )
    locals().update(_period())
    ends_possibly_after = BoundedEDTFFilter(
        label="May end after", bound=1, help_text="A foreseen end that may fall after this date: 2027."
    )
    ends_possibly_before = BoundedEDTFFilter(
        label="May end before",
        bound=0,
        help_text="A foreseen end that may fall before this date: 2030.",
    )
    foreseen_end = ChoiceFilter(
        label="Foreseen end",
        choices=list(STATES.items()),
        help_text="On the date of the status, today by default.",
    )
    renewal = ChoiceFilter(
        label="Renewal",
        choices=[*Renewal.choices, (NOT_STATED, "not stated")],
        help_text="What follows the term of the agreement.",
    )
    provision = ChoiceFilter(
        label="Provision", choices=PROVISIONS, help_text="A topic, and whether the agreement provides for it."
    )
    text = ChoiceFilter(
        label="Text of the agreement",
        choices=[("known", "can be read"), ("unknown", "not known to be public"), (NOT_STATED, "not stated")],
        help_text="Whether a source with the text itself is recorded.",
    )
    only_planned = ChoiceFilter(
        label="Only planned",
        choices=[("yes", "only planned or claimed"), ("no", "something took place")],
        help_text="Whether all that is stated of an agreement is planned, announced, under discussion or claimed.",
    )
    differs = ChoiceFilter(
        label="Sources differ",
        choices=[
            (ANY, "on anything"),
            ("actions", "on a date"),
            ("designations", "on the type"),
            ("terms", "on the term"),
            ("titles", "on the title"),
        ],
        help_text="Show agreements on which two sources contradict each other.",
    )
    source = _source()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[*SILENT, *TYPE, ("area", "cooperation area")],
        help_text="Show agreements where this is missing.",
    )
    order = OrderFilter(
        {
            "-date": ("newest first", "by_newest"),
            "date": ("oldest first", "by_oldest"),
            "title": ("title", "by_title"),
        },
        help_text="By first dated action, undated agreements last; or by title.",
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
    kind = ChoiceFilter(label="Type", choices=MissionKind, help_text="For example satellite or programme.")
    country = _country("With a role of one of its organisations.")
    agency = _agency("With a role in the mission or programme.")
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    order = OrderFilter({"name": ("name", "by_title"), "kind": ("type", "by_kind")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class AreaFilter(RecordFilter):
    record_kind = "area"
    q = SearchFilter()
    broader = _records(Area, "Broader area", "cooperation area", "An area and all that are narrower.")
    order = OrderFilter({"name": ("name", "by_title")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class EventFilter(RecordFilter):
    record_kind = "event"
    q = SearchFilter()
    party = _party()
    party_any = _party_any()
    predecessors = _predecessors()
    locals().update(_groups())
    agreement = _records(Agreement, "Agreement", "agreement", "The agreement that the event concerns.", "title")
    area = _area()
    mission = _mission()
    person = _person()
    kind = ChoiceFilter(label="Type", choices=EventKind, help_text="A treaty action, or another type of event.")
    reported_as = ToldChoiceFilter(
        stored=Modality,
        told=REPORTED_AS,
        label="Reported as",
        help_text="How sure the event is.",
    )
    locals().update(_period())
    source = _source()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[("date", "date"), ("place", "place")],
        help_text="Show events where this is missing.",
    )
    outcome = ChoiceFilter(
        label="Outcome",
        choices=[("not_reported", "overdue, outcome not reported"), ("pending", "upcoming or undated")],
        help_text="Plans and announcements only.",
    )
    order = OrderFilter(
        {
            "date": ("oldest first", "by_oldest"),
            "-date": ("newest first", "by_newest"),
        },
        help_text="By first possible day, undated events last.",
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class TimelineFilter(EventFilter):
    """The filters of events, and how their picture puts them in lanes."""

    lanes = DrawingFilter(
        label="Lanes",
        choices=[("areas", "by cooperation area")],
        empty_label="by pair of countries",
        help_text="Lanes of the chart: pairs of countries, or cooperation areas.",
    )


class SourceFilter(RecordFilter):
    record_kind = "source"
    q = SearchFilter()
    kind = ChoiceFilter(label="Type", choices=SourceKind, help_text="For example press release or treaty register.")
    locals().update(_period())
    language = LanguageFilter()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[("published", "date of publication")],
        help_text="Show sources where this is missing.",
    )
    order = OrderFilter(
        {
            "-date": ("newest first", "by_newest"),
            "date": ("oldest first", "by_oldest"),
            "title": ("title", "by_title"),
        }
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class CountryFilter(RecordFilter):
    record_kind = "country"

    q = SearchFilter()
    former = ChoiceFilter(
        label="Former countries",
        choices=[("yes", "former countries only"), ("no", "present countries only")],
        help_text="Former countries are those listed in ISO 3166-3.",
    )
    identifier = IdentifierFilter()
    order = OrderFilter(
        {
            "-agreements": ("most agreements first", BY_AGREEMENTS),
            "name": ("name", "by_title"),
            "code": ("code", "by_slug"),
        }
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class AgencyFilter(RecordFilter):
    record_kind = "agency"
    q = SearchFilter()
    kind = ChoiceFilter(label="Type", choices=AgencyKind, help_text="For example space agency or research institute.")
    country = _country("Name or code, such as Belgium or BE.")
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    order = OrderFilter({"name": ("name", "by_title"), "acronym": ("acronym", "by_acronym")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


class PersonFilter(RecordFilter):
    record_kind = "person"
    q = SearchFilter()
    identifier = IdentifierFilter()
    collection = CollectionFilter()
    order = OrderFilter({"name": ("name", "by_title")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()
