"""The filters of every kind of record, shared by every door."""

from django.db.models import F, FloatField, Func, TextField, Value
from django.utils import timezone
from django.utils.functional import cached_property

from agencies.models import Agency, AgencyKind, Country, Person
from agreements.models import (
    Agreement,
    AgreementKind,
    Area,
    Event,
    EventKind,
    Level,
    Mission,
    MissionKind,
    Modality,
    Source,
    SourceKind,
)
from agreements.status import LegalAct, StatusCode
from catalogue.documents import LEVELS, REPORTED_AS
from catalogue.sides import find_named_country, find_named_side, near_countries, near_sides
from spacecoop.dates import bounds
from spacecoop.fields import lying_within, possibly_within
from spacecoop.filters import (
    ChoiceFilter,
    DayFilter,
    DrawingFilter,
    EDTFFilter,
    FilterSet,
    OrderFilter,
    RecordsFilter,
    SearchFilter,
    SinceRevisionFilter,
    ToldChoiceFilter,
    UpdatedSinceFilter,
    near_slugs,
    slug_finder,
)

# The acts of which a date can be asked for; the others are announcements and have no date of an act.
DATED_ACTS = [
    LegalAct.CONCLUDED,
    LegalAct.SIGNED,
    LegalAct.DATED,
    LegalAct.RATIFIED,
    LegalAct.ENTERED_INTO_FORCE,
    LegalAct.AMENDED,
    LegalAct.EXTENDED,
    LegalAct.DENOUNCED,
    LegalAct.TERMINATED,
    LegalAct.EXPIRED,
]
CERTAIN = "certain"


def _period():
    """Return the filters of a PeriodFilterSet, for its body to take in: `from` is a keyword of the language."""
    return {
        "from": EDTFFilter(
            method="part_of_question", label="From", help_text="A day, month, season or year: 1997, summer 2022."
        ),
        "to": EDTFFilter(method="part_of_question", label="To", help_text="A day, month, season or year, included."),
        "match": ChoiceFilter(
            method="part_of_question",
            label="Imprecise dates",
            choices=[("possible", "include"), (CERTAIN, "leave out")],
            empty_label=None,
            help_text="Whether to include dates that may lie outside the period.",
        ),
    }


class PeriodFilterSet(FilterSet):
    """A FilterSet that asks of a period by `from`, `to` and `match`.

    Boundary: the first day of `from` and the last day of `to` belong to it; without one of them it is open there.
    A date is a possible match where it may lie within, a certain one where it surely does.
    """

    def keep(self, records, values):
        records = super().keep(records, values)
        if not self.asks_date(values):
            return records
        first, _ = bounds(values["from"]) if values.get("from") else (None, None)
        _, last = bounds(values["to"]) if values.get("to") else (None, None)
        return self.within_period(records, values, first, last)

    def asks_date(self, values):
        return has_period(values)

    def within_period(self, records, values, first, last):
        return records.within(first, last) if is_certain(values) else records.possibly_within(first, last)

    @cached_property
    def undecided(self):
        """The number of records whose dates may or may not lie in the period; None while none is asked for.

        Cost: one count.
        """
        if not self.is_valid() or not has_period(self.form.cleaned_data):
            return None
        certainly = self.results_with(match=CERTAIN)
        return self.results_with(match=None).exclude(pk__in=certainly.values("pk")).count()  # certain ones are possible


def has_period(values):
    return bool(values.get("from") or values.get("to"))


def is_certain(values):
    return values.get("match") == CERTAIN


def _records(model, ask, label, noun, help_text, name="name", **kwargs):
    return RecordsFilter(
        ask=ask,
        label=label,
        find=slug_finder(model, name),
        near=near_slugs(model),
        noun=noun,
        help_text=help_text,
        **kwargs,
    )


def _party(ask):
    return RecordsFilter(
        ask=ask,
        label="Country or organisation",
        find=find_named_side,
        near=near_sides,
        noun="country or organisation",
        least=2,
        help_text="Add a second one to see only what involves both.",
    )


def _agency(help_text, ask=None, **kwargs):
    return _records(Agency, ask, "Organisation", "organisation", help_text, **kwargs)


def _area():
    return _records(Area, "about", "Cooperation area", "cooperation area", "Narrower areas are included.")


def _mission():
    noun = "mission or programme"
    return _records(Mission, "on_missions", "Mission or programme", noun, "Repeat it to ask for several at once.")


def _source():
    return _records(Source, "cited_from", "Source", "source", "A document that is cited for any fact.", "title")


class AgreementFilter(PeriodFilterSet):
    q = SearchFilter()
    party = _party("between")
    agency = _agency("In any role, implementing agencies included.", "involving")
    area = _area()
    mission = _mission()
    kind = ChoiceFilter(
        label="Type", choices=AgreementKind, help_text="For example treaty or memorandum of understanding."
    )
    level = ToldChoiceFilter(
        stored=Level, told=LEVELS, label="Level", help_text="Between governments, between agencies, or one of each."
    )
    status = ChoiceFilter(
        label="Status",
        choices=StatusCode,
        method="part_of_question",
        help_text="On the date of the status, today by default.",
    )
    status_on = DayFilter(
        label="Status on (date)", method="part_of_question", help_text="A day such as 2022-03-01; today by default."
    )
    action = ChoiceFilter(
        label="Action",
        choices=[(act.value, act.label) for act in DATED_ACTS],
        method="part_of_question",
        help_text="The dated action that the period is about; any by default.",
    )
    locals().update(_period())
    source = _source()
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[*((act.value, act.label) for act in DATED_ACTS), ("area", "cooperation area")],
        method="by_not_stated",
        help_text="Show agreements where this is missing.",
    )
    order = OrderFilter(
        {
            "-date": ("newest first", F("first_act_earliest").desc(nulls_last=True), "title", "pk"),
            "date": ("oldest first", F("first_act_earliest").asc(nulls_last=True), "title", "pk"),
            "title": ("title", "title", "pk"),
        },
        help_text="By first dated action, undated agreements last; or by title.",
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Agreement
        fields = []

    @property
    def on_this_day(self):
        """The day for which the status is asked."""
        return _status_day(self.form.cleaned_data if self.is_valid() else {})

    def keep(self, agreements, values):
        agreements = super().keep(agreements, values)
        status = values.get("status")
        return agreements.in_status(status, _status_day(values)) if status else agreements

    def asks_date(self, values):
        """Tell whether a date is asked for: an action without a period wants agreements that state any date of it."""
        return bool(values.get("action")) or has_period(values)

    def within_period(self, agreements, values, first, last):
        acts = [values["action"]] if values.get("action") else DATED_ACTS
        acted = agreements.acted_within if is_certain(values) else agreements.acted_possibly_within
        return acted(acts, first, last)

    def by_not_stated(self, agreements, name, value):
        return agreements.without_area() if value == "area" else agreements.not_stating(value)


def _status_day(values):
    return values.get("status_on") or timezone.now().date()


class MissionFilter(FilterSet):
    q = SearchFilter()
    kind = ChoiceFilter(label="Type", choices=MissionKind, help_text="For example satellite or programme.")
    agency = _agency("With a role in the mission or programme.", method="by_agency")
    order = OrderFilter({"name": ("name", "name", "slug"), "kind": ("type", "kind", "name", "slug")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Mission
        fields = []

    def by_agency(self, missions, name, value):
        for slug in value:
            missions = missions.filter(roles__agency__slug=slug)
        return missions.distinct() if value else missions


class AreaFilter(FilterSet):
    q = SearchFilter()
    broader = _records(Area, "within_all", "Broader area", "cooperation area", "An area and all that are narrower.")
    order = OrderFilter({"name": ("name", "name", "slug")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Area
        fields = []


class EventFilter(PeriodFilterSet):
    q = SearchFilter()
    party = _party("with_sides")
    agreement = _records(
        Agreement, "of_agreements", "Agreement", "agreement", "The agreement that the event concerns.", "title"
    )
    area = _area()
    mission = _mission()
    kind = ChoiceFilter(label="Type", choices=EventKind, help_text="A treaty action, or another type of event.")
    reported_as = ToldChoiceFilter(
        field_name="modality",
        stored=Modality,
        told=REPORTED_AS,
        label="Reported as",
        help_text="How sure the event is.",
    )
    locals().update(_period())
    source = _source()
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[("date", "date"), ("place", "place")],
        method="by_not_stated",
        help_text="Show events where this is missing.",
    )
    outcome = ChoiceFilter(
        label="Outcome",
        choices=[("not_reported", "overdue, outcome not reported"), ("pending", "upcoming or undated")],
        method="by_outcome",
        help_text="Plans and announcements only.",
    )
    order = OrderFilter(
        {
            "date": ("oldest first", F("earliest").asc(nulls_last=True), "latest", "slug"),
            "-date": ("newest first", F("earliest").desc(nulls_last=True), "slug"),
        },
        help_text="By first possible day, undated events last.",
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Event
        fields = []

    def by_outcome(self, events, name, value):
        today = timezone.now().date()
        return events.overdue(today) if value == "not_reported" else events.ahead(today)

    def by_not_stated(self, events, name, value):
        return events.filter(date__isnull=True) if value == "date" else events.filter(place="")


class TimelineFilter(EventFilter):
    """The filters of events, and how their picture puts them in lanes."""

    lanes = DrawingFilter(
        label="Lanes",
        choices=[("areas", "by cooperation area")],
        empty_label="by pair of countries",
        help_text="Lanes of the chart: pairs of countries, or cooperation areas.",
    )


class SourceFilter(PeriodFilterSet):
    q = SearchFilter()
    kind = ChoiceFilter(label="Type", choices=SourceKind, help_text="For example press release or treaty register.")
    locals().update(_period())
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[("published", "date of publication")],
        method="by_not_stated",
        help_text="Show sources where this is missing.",
    )
    order = OrderFilter(
        {
            "-date": ("newest first", F("published_earliest").desc(nulls_last=True), "title", "slug"),
            "date": ("oldest first", F("published_earliest").asc(nulls_last=True), "title", "slug"),
            "title": ("title", "title", "slug"),
        }
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Source
        fields = []

    def within_period(self, sources, values, first, last):
        lying = lying_within if is_certain(values) else possibly_within
        return sources.filter(lying("published", first, last))

    def by_not_stated(self, sources, name, value):
        return sources.filter(published__isnull=True)


class CountryFilter(FilterSet):
    """Countries, which are found with their numbers of agreements and organisations."""

    q = SearchFilter()
    former = ChoiceFilter(
        label="Former countries",
        choices=[("yes", "former countries only"), ("no", "present countries only")],
        method="by_former",
        help_text="Former countries are those listed in ISO 3166-3.",
    )
    order = OrderFilter(
        {
            "-agreements": ("most agreements first", "-agreement_count", "-agency_count", "name", "code"),
            "name": ("name", "name", "code"),
            "code": ("code", "code"),
        }
    )
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Country
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, Country.objects.counted() if queryset is None else queryset, **kwargs)

    def by_former(self, countries, name, value):
        return countries.filter(withdrawn__isnull=value == "no")


class AgencyFilter(FilterSet):
    q = SearchFilter()
    kind = ChoiceFilter(label="Type", choices=AgencyKind, help_text="For example space agency or research institute.")
    country = RecordsFilter(
        method="by_country",
        label="Country",
        find=find_named_country,
        near=near_countries,
        noun="country",
        help_text="Name or code, such as Belgium or BE.",
    )
    order = OrderFilter({"name": ("name", "name", "slug"), "acronym": ("acronym", "acronym", "slug")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Agency
        fields = []

    def by_country(self, agencies, name, value):
        return agencies.filter(country__code__in=value) if value else agencies


class NameFilter(SearchFilter):
    """People by a part of the name; accents and capitals make no difference."""

    def filter(self, people, text):
        if not text:
            return people
        named, asked = (
            Func(words, function="search_fold", output_field=TextField()) for words in (F("name"), Value(text))
        )
        likeness = Func(named, asked, function="similarity", output_field=FloatField())
        return people.alias(folded=named, relevance=likeness).filter(folded__contains=asked)


class PersonFilter(FilterSet):
    q = NameFilter(help_text="A part of the name.")
    order = OrderFilter({"name": ("name", "name", "slug")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()

    class Meta:
        model = Person
        fields = []
