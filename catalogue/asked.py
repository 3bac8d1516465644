"""What a request asks of the index: the questions of its filters, and the records that they keep."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from catalogue import reading
from catalogue.groups import groups, involving
from catalogue.index.days import microseconds
from catalogue.index.entries import DATED_ACTS
from catalogue.index.orders import countries_by_agreements
from catalogue.index.questions import (
    CERTAIN,
    POSSIBLE,
    Acted,
    AllOf,
    AnyOf,
    ChangedAfter,
    ChangedSince,
    Dated,
    EndForeseen,
    Has,
    HasAny,
    LeftOpen,
    OutcomeNotReported,
    Pending,
    Question,
    StatusOn,
    every,
    of_kind,
)
from catalogue.index.reader import SLUG, Reader
from catalogue.index.schema import record_of
from catalogue.index.words import Words
from catalogue.reading import Named
from catalogue.successions import predecessors_of
from spacecoop.dates import bounds
from spacecoop.filters import BEST, FilterSet, OrderFilter, takes_several

Values = Mapping[str, Any]
Also = Mapping[str, Sequence[str]]
PERIOD = ("action", "from", "to", "match")
ENDS = ("ends_possibly_after", "ends_possibly_before")
MOST_WAYS = 8  # out of an empty list that are counted
# Filters that take the predecessors of what they ask for along, where that is asked.
WITH_PREDECESSORS = ("party", "party_any", "agency")
# What asks nothing of a record: on which day, in which order and how it is shown.
NO_QUESTIONS = {*PERIOD, *ENDS, "status_on", "group_on", "predecessors", "order", "lanes", "sides", "columns"}
BY_AGREEMENTS = "by_agreements"  # of countries, most first


def questions_of(kind: str, values: Values, today: date, also: Also | None = None) -> dict[str, Question]:
    """Return the question of each filter in use, by its name.

    The period's parameters ask one together, as `from`; so do those of foreseen ends, as the first of them.

    `values`: what the form of a FilterSet has understood, by parameter. `also`: the keys that are as good as one that
    is asked for, {key: others}, in the filters WITH_PREDECESSORS.
    """
    asked = {name: value for name, value in values.items() if value not in (None, "", []) and name not in NO_QUESTIONS}
    questions = {"kind_of_record": of_kind(kind)}
    for name, value in asked.items():
        others = (also or {}) if name in WITH_PREDECESSORS else {}
        questions[name] = _question(name, value, values, today, others)
    if period := _period(kind, values):
        questions["from"] = period
    if ends := _ends(values, today):
        questions[ENDS[0]] = ends
    return questions


def _question(name: str, value: Any, values: Values, today: date, also: Also) -> Question:
    """Return what a filter asks: by its maker, else for every one of several values or for its one value."""
    if name == "party_any":
        return AnyOf(*(_has("party", key, also) for key in value))
    if maker := _MAKERS.get(name):
        return maker(value, values, today)
    if isinstance(value, list):
        return AllOf(*(_has(name, key, also) for key in value))
    return Has(name, value)


def _has(field: str, key: str, also: Also) -> Question:
    return HasAny(field, [key, *also[key]]) if key in also else Has(field, key)


_MAKERS: dict[str, Callable[[Any, Values, date], Question]] = {
    "q": lambda text, values, today: Words(text),
    "status": lambda code, values, today: StatusOn(code, values.get("status_on") or today),
    "foreseen_end": lambda which, values, today: LeftOpen(which, values.get("status_on") or today),
    "broader": lambda slugs, values, today: every("area", slugs),
    "country": lambda codes, values, today: HasAny("country", codes),
    "group": lambda slugs, values, today: AllOf(
        *(involving(groups()[slug], values.get("group_on") or today) for slug in slugs)
    ),
    "outcome": lambda which, values, today: OutcomeNotReported(today) if which == "not_reported" else Pending(today),
    "since_revision": lambda revision, values, today: ChangedAfter(revision),
    "updated_since": lambda moment, values, today: ChangedSince(microseconds(moment)),
}


def _period(kind: str, values: Values) -> Question | None:
    """Return what `action`, `from`, `to` and `match` ask together; None where they ask nothing."""
    action, begin, end = (values.get(name) for name in ("action", "from", "to"))
    if not (action or begin or end):
        return None
    first = bounds(begin)[0] if begin else None
    last = bounds(end)[1] if end else None
    match = CERTAIN if values.get("match") == CERTAIN else POSSIBLE
    if kind == "agreement":
        return Acted((action,) if action else DATED_ACTS, first, last, match)
    return Dated(first, last, match)


def _ends(values: Values, today: date) -> Question | None:
    """Return what ENDS ask together of ends that are foreseen on the day of the status; None where they ask nothing."""
    after, before = (values.get(name) for name in ENDS)
    if not (after or before):
        return None
    first = _beside(bounds(after)[1], 1) if after else None
    last = _beside(bounds(before)[0], -1) if before else None
    return EndForeseen(values.get("status_on") or today, first, last)


def _beside(day: date, days: int) -> date:
    """Return the day so many days later; the last or first day of all has none beside it and is returned itself."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


@dataclass(slots=True)
class Results:
    """The records that a question keeps, in an order; a sequence of their primary keys that pages are cut of.

    A page tells the number of all on its way: who counts after it asks nothing.
    """

    question: Question
    order: str = SLUG
    reader: Reader = field(default_factory=reading.reader)
    _number: int | None = field(default=None, init=False)

    def count(self) -> int:
        if self._number is None:
            self._number = self.reader.count(self.question)
        return self._number

    def __getitem__(self, places: slice) -> list[int]:
        begin, end = places.start or 0, places.stop
        if end is None or self.order == BY_AGREEMENTS:
            return self._all()[begin:end]
        if begin and begin >= self.count():
            return []
        if self.order == BEST:
            found = self.reader.best(self.question, begin, end - begin)
        else:
            found = self.reader.search(self.question, self.order, begin, end - begin)
        self._number = found.count
        return found.keys

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def after(self, number: int, most: int) -> list[tuple[int, int]]:
        """Return (number of the record, its key) of what follows a record in the order of numbers."""
        return [(later, record_of(later)[1]) for later in self.reader.numbers_after(self.question, number, most)]

    def _all(self) -> list[int]:
        if self.order == BY_AGREEMENTS:
            return [hit.key for hit in countries_by_agreements(self.reader, self.question)]
        if self.order == BEST:
            return self.reader.best(self.question, 0, self.count()).keys
        return self.reader.keys(self.question, self.order)


def counted_by(kind: str, name: str, values: Sequence[str]) -> dict[str, int]:
    """Return {value: number of the records of a kind that have it in a field}. Cost: one count of the index."""
    numbers = reading.reader().values(of_kind(kind) & HasAny(name, values), name)[name]
    return {value: numbers.get(value, 0) for value in values}


class RecordFilter(FilterSet):
    """A FilterSet of one kind of record: what its filters keep is found by the index."""

    record_kind: str

    @cached_property
    def questions(self) -> dict[str, Question]:
        """What each filter in use asks; nothing is kept until every value is understood."""
        return self._questions_with({})

    def _questions_with(self, values: Values, along: Mapping[str, list[Named]] | None = None) -> dict[str, Question]:
        if not self.is_valid():
            return {"nothing": AnyOf()}
        along = along or self.predecessors or {}
        also = {key: [named.key for named in others] for key, others in along.items() if others}
        return questions_of(self.record_kind, {**self.form.cleaned_data, **values}, timezone.now().date(), also)

    @cached_property
    def predecessors(self) -> dict[str, list[Named]] | None:
        """The predecessors that are taken along, by the key of each party asked for; None where not asked for.

        Cost: a few queries for each party asked for.
        """
        asked = self.form.cleaned_data if self.is_valid() else {}
        return self._predecessors_asked_for() if asked.get("predecessors") else None

    def _predecessors_asked_for(self) -> dict[str, list[Named]]:
        asked = self.form.cleaned_data
        return {key: predecessors_of(key) for name in WITH_PREDECESSORS for key in asked.get(name) or ()}

    @property
    def results(self) -> Results:
        return Results(AllOf(*self.questions.values()), self.chosen_order)

    def results_with(self, **values: Any) -> Results:
        """Return what the filters in use keep with `values` in place of theirs, as understood; None leaves one out."""
        return Results(AllOf(*self._questions_with(values).values()))

    def results_without(self, *names: str) -> Results:
        return self.results_with(**dict.fromkeys(names))

    @property
    def chosen_order(self) -> str:
        """The order of the index in which the records come."""
        orders = self.filters.get("order")
        if not isinstance(orders, OrderFilter):
            return SLUG
        return orders.chosen(self.form.cleaned_data.get("order") if self.is_valid() else "", self.words_are_asked_for)

    @cached_property
    def undecided(self) -> int | None:
        """The number of records whose dates may or may not lie in the period; None while none is asked for.

        Cost: two counts.
        """
        if not self.is_valid() or not any(self.form.cleaned_data.get(name) for name in ("from", "to")):
            return None
        return self.results_with(match=POSSIBLE).count() - self.results_with(match=CERTAIN).count()

    def ways_out(self) -> list[tuple[str, str, int]]:
        """Return (name, value, count without it) for each value asked for that keeps the list from being longer.

        Cost: one count for each value in use, at most MOST_WAYS; ask only where the list is empty.
        """
        asked = self.active[:MOST_WAYS] if self.is_valid() else []
        counted = [(name, text, self._results_without_value(name, text).count()) for name, text in asked]
        return [way for way in counted if way[2]]

    def count_with_predecessors(self) -> int:
        """Return the number of records with the predecessors of the parties asked for; 0 where none are recorded.

        Cost: a few queries for each party asked for, and a count; ask only where the list is empty.
        """
        if "predecessors" not in self.filters or not self.is_valid() or self.predecessors is not None:
            return 0
        along = self._predecessors_asked_for()
        return Results(AllOf(*self._questions_with({}, along).values())).count() if any(along.values()) else 0

    def _results_without_value(self, name: str, text: str) -> Results:
        chosen = self.form.fields[name]
        return self.results_with(**{name: chosen.without(text) if takes_several(chosen) else None})
