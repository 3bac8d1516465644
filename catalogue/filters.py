"""The filters of agreements, missions, areas, events and sources, shared by every door."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from agencies.models import Agency
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
from catalogue.sides import find_named_side, known_sides
from spacecoop.dates import bounds
from spacecoop.filters import (
    ChoiceFilter,
    DayFilter,
    DrawingFilter,
    EDTFFilter,
    FilterSet,
    OrderFilter,
    RecordsFilter,
    SearchFilter,
    UpdatedSinceFilter,
    slug_finder,
    slugs_of,
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


class ActFilter(EDTFFilter):
    """Agreements by the date of one legal act.

    `how`: "in" (certainly inside the date given), or "possibly" or "certainly", with `side` "after" or "before".
    Boundary: after is on or after the first day of the date given, before on or before its last.
    """

    def __init__(self, act, how, side=None, **kwargs):
        self.act, self.how, self.side = act, how, side
        super().__init__(**kwargs)

    def asking(self, how):
        """Return this filter asking "possibly" or "certainly" of the same act."""
        return ActFilter(self.act, how, self.side)

    def filter(self, agreements, value):
        if not value:
            return agreements
        first, last = bounds(value)
        if self.side == "after":
            last = None
        elif self.side == "before":
            first = None
        if self.how == "possibly":
            return agreements.acted_possibly_within(self.act, first, last)
        return agreements.acted_within(self.act, first, last)


def _act_filters():
    filters = {}
    for act in DATED_ACTS:
        words = "Dated" if act == LegalAct.DATED else act.label.capitalize()
        filters[f"{act}_in"] = ActFilter(
            act, "in", label=f"{words} in", help_text=f"{words} certainly within this date, of any precision."
        )
        for how in ("possibly", "certainly"):
            for side, end in (("after", "on or after its first day"), ("before", "on or before its last day")):
                filters[f"{act}_{how}_{side}"] = ActFilter(
                    act, how, side, label=f"{words} {how} {side}", help_text=f"{words} {how} {end}."
                )
    return filters


class UncertainDates:
    """A FilterSet that can tell how many records its filters on dates leave undecided.

    Its filters on dates have `how`, "possibly" or "certainly", and `asking(how)`, the same filter asking the other.
    """

    @cached_property
    def undecided(self):
        """The number of records whose dates may or may not fit; None while no date is asked for.

        Cost: one count.
        """
        asked = [name for name, one in self.filters.items() if hasattr(one, "how") and self._value(name)]
        if not asked or not self.is_valid():
            return None
        others = self.results_without(*asked)
        possibly, certainly = others, others
        for name in asked:
            possibly = self.filters[name].asking("possibly").filter(possibly, self._value(name))
            certainly = self.filters[name].asking("certainly").filter(certainly, self._value(name))
        return possibly.exclude(pk__in=certainly.values("pk")).count()  # what is certain is possible

    def _value(self, name):
        return self.form.cleaned_data.get(name) if self.is_valid() else None


ActFilterSet = type("ActFilterSet", (UncertainDates, FilterSet), _act_filters())


def _records(model, ask, label, what, help_text, name):
    return RecordsFilter(
        ask=ask,
        label=label,
        find=slug_finder(model, name),
        known=slugs_of(model),
        what=what,
        help_text=help_text,
    )


class AgreementFilter(ActFilterSet):
    q = SearchFilter()
    party = RecordsFilter(
        ask="between",
        label="Party",
        find=find_named_side,
        known=known_sides,
        what="a country code or the slug of an agency",
        least=2,
        help_text="Country code or agency; repeat it to ask for both sides.",
    )
    agency = _records(
        Agency, "involving", "Agency", "the slug of an agency", "An agency in any role, implementing ones too.", "name"
    )
    area = _records(Area, "about", "Area", "the slug of an area", "A cooperation area, with what is narrower.", "name")
    mission = _records(
        Mission, "on_missions", "Mission", "the slug of a mission", "A mission that the agreement concerns.", "name"
    )
    kind = ChoiceFilter(label="Kind", choices=AgreementKind, help_text="What sort of instrument it is.")
    level = ChoiceFilter(label="Level", choices=Level, help_text="Between whom it stands.")
    status = ChoiceFilter(
        label="Status",
        choices=StatusCode,
        method="by_status",
        help_text="The status on the day given below as “On”, else today.",
    )
    on = DayFilter(label="On", method="on_day", help_text="The day of the status, such as 2022-03-01; else today.")
    source = _records(
        Source, "cited_from", "Source", "the slug of a source", "A source that supports any fact of it.", "title"
    )
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[*((act.value, act.label) for act in DATED_ACTS), ("area", "area")],
        method="by_not_stated",
        help_text="An act of which no source states the date, or that no source states an area.",
    )
    order = OrderFilter(
        {
            "-date": ("newest first", F("first_act_earliest").desc(nulls_last=True), "title", "pk"),
            "date": ("oldest first", F("first_act_earliest").asc(nulls_last=True), "title", "pk"),
            "title": ("title", "title", "pk"),
        },
        help_text="By the first dated act, those without a date last; or by title.",
    )

    updated_since = UpdatedSinceFilter()

    class Meta:
        model = Agreement
        fields = []

    @property
    def on_this_day(self):
        """The day for which the status is asked."""
        chosen = self.form.cleaned_data.get("on") if self.is_valid() else None
        return chosen or timezone.now().date()

    def by_status(self, agreements, name, value):
        return agreements.in_status(value, self.on_this_day)

    def on_day(self, agreements, name, value):
        return agreements  # the day alone chooses no agreements, it dates their status

    def by_not_stated(self, agreements, name, value):
        return agreements.without_area() if value == "area" else agreements.not_stating(value)


class MissionFilter(FilterSet):
    q = SearchFilter()
    kind = ChoiceFilter(label="Kind", choices=MissionKind, help_text="What sort of undertaking it is.")
    agency = RecordsFilter(
        method="by_agency",
        label="Agency",
        find=slug_finder(Agency, "name"),
        known=slugs_of(Agency),
        what="the slug of an agency",
        help_text="An agency that has a role in it.",
    )

    order = OrderFilter({"name": ("name", "name", "slug"), "kind": ("kind", "kind", "name", "slug")})

    updated_since = UpdatedSinceFilter()

    class Meta:
        model = Mission
        fields = []

    def by_agency(self, missions, name, value):
        for slug in value:
            missions = missions.filter(roles__agency__slug=slug)
        return missions.distinct() if value else missions


class AreaFilter(FilterSet):
    q = SearchFilter()
    broader = _records(Area, "within_all", "Within", "the slug of an area", "An area and what is narrower.", "name")

    order = OrderFilter({"name": ("name", "name", "slug")})

    updated_since = UpdatedSinceFilter()

    class Meta:
        model = Area
        fields = []


class EventDateFilter(EDTFFilter):
    """Events by their date; the boundaries are those of `ActFilter`."""

    def __init__(self, how, side, **kwargs):
        self.how, self.side = how, side
        super().__init__(**kwargs)

    def asking(self, how):
        return EventDateFilter(how, self.side)

    def filter(self, events, value):
        if not value:
            return events
        first, last = bounds(value)
        first, last = (first, None) if self.side == "after" else (None, last)
        return events.possibly_within(first, last) if self.how == "possibly" else events.within(first, last)


class EventFilter(UncertainDates, FilterSet):
    q = SearchFilter()
    party = RecordsFilter(
        ask="with_sides",
        label="Side",
        find=find_named_side,
        known=known_sides,
        what="a country code or the slug of an agency",
        least=2,
        help_text="Country code or agency that has a part in it; repeat it to ask for both.",
    )
    agreement = _records(
        Agreement, "of_agreements", "Agreement", "the slug of an agreement", "The agreement that it concerns.", "title"
    )
    area = _records(Area, "about", "Area", "the slug of an area", "An area, with what is narrower.", "name")
    mission = _records(Mission, "on_missions", "Mission", "the slug of a mission", "A mission it concerns.", "name")
    kind = ChoiceFilter(label="Kind", choices=EventKind, help_text="A legal act, or what else took place.")
    modality = ChoiceFilter(
        label="Modality", choices=Modality, help_text="Done, ongoing, planned, announced, discussed or claimed."
    )
    possibly_after = EventDateFilter("possibly", "after", label="From", help_text="Possibly on or after its first day.")
    possibly_before = EventDateFilter(
        "possibly", "before", label="Until", help_text="Possibly on or before its last day."
    )
    certainly_after = EventDateFilter(
        "certainly", "after", label="Certainly from", help_text="Certainly on or after its first day."
    )
    certainly_before = EventDateFilter(
        "certainly", "before", label="Certainly until", help_text="Certainly on or before its last day."
    )
    source = _records(Source, "cited_from", "Source", "the slug of a source", "A source that reports it.", "title")
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[("date", "date"), ("place", "place")],
        method="by_not_stated",
        help_text="What no source states.",
    )
    outcome = ChoiceFilter(
        label="Outcome",
        choices=[("unknown", "unknown, though its time is over"), ("ahead", "still to come, or at no stated time")],
        method="by_outcome",
        help_text="Of plans and announcements: those whose outcome no source tells, or those that lie ahead today.",
    )
    order = OrderFilter(
        {
            "date": ("oldest first", F("earliest").asc(nulls_last=True), "latest", "slug"),
            "-date": ("newest first", F("earliest").desc(nulls_last=True), "slug"),
        },
        help_text="By the first possible day, those without a date last.",
    )

    updated_since = UpdatedSinceFilter()

    class Meta:
        model = Event
        fields = []

    def by_outcome(self, events, name, value):
        today = timezone.now().date()
        return events.overdue(today) if value == "unknown" else events.ahead(today)

    def by_not_stated(self, events, name, value):
        return events.filter(date__isnull=True) if value == "date" else events.filter(place="")


class TimelineFilter(EventFilter):
    """The filters of events, and how their picture puts them in lanes."""

    lanes = DrawingFilter(
        label="Lanes",
        choices=[("areas", "by area")],
        empty_label="by pair of countries",
        help_text="Whether the lanes of the picture are pairs of countries or areas.",
    )


class SourceFilter(FilterSet):
    q = SearchFilter()
    kind = ChoiceFilter(label="Kind", choices=SourceKind, help_text="What sort of document it is.")
    published_in = EDTFFilter(
        label="Published in", method="by_published", help_text="Published certainly within this date."
    )
    not_stated = ChoiceFilter(
        label="Not stated",
        choices=[("published", "date of publication")],
        method="by_not_stated",
        help_text="What the document does not say of itself.",
    )

    order = OrderFilter(
        {
            "-date": ("newest first", F("published_earliest").desc(nulls_last=True), "title", "slug"),
            "date": ("oldest first", F("published_earliest").asc(nulls_last=True), "title", "slug"),
            "title": ("title", "title", "slug"),
        }
    )

    updated_since = UpdatedSinceFilter()

    class Meta:
        model = Source
        fields = []

    def by_published(self, sources, name, value):
        first, last = bounds(value)
        within = Q()
        if first:
            within &= Q(published_earliest__gte=first)
        if last:
            within &= Q(published_latest__lte=last)
        return sources.filter(within, published__isnull=False)

    def by_not_stated(self, sources, name, value):
        return sources.filter(published__isnull=True)
