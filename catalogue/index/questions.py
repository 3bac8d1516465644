"""Questions: small values that say what is asked, joined by “all of”, “any of” and “not”."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Query

from agencies.countries import codes_called
from agreements.facts import Days
from catalogue.ends import OVERDUE, STATES, UPCOMING
from catalogue.index.days import FIRST, LAST, blocks_around, number
from catalogue.index.entries import DATED_ACTS
from catalogue.index.open_days import PROSPECTS, TOLD, next_in_rhythm
from catalogue.index.schema import ACTION, COARSE, FORESEEN, KINDS, schema
from catalogue.index.tokens import fold

if TYPE_CHECKING:
    from catalogue.index.reader import Reader

POSSIBLE, CERTAIN = "possible", "certain"


class Question:
    """What can be asked of entries; `&`, `|` and `~` join and turn questions."""

    __slots__ = ()

    def query(self, reader: "Reader") -> Query:
        raise NotImplementedError

    def __and__(self, other: "Question") -> "Question":
        return AllOf(*self._parts(AllOf), *other._parts(AllOf))

    def __or__(self, other: "Question") -> "Question":
        return AnyOf(*self._parts(AnyOf), *other._parts(AnyOf))

    def __invert__(self) -> "Question":
        return Not(self)

    def _parts(self, joined: type) -> tuple["Question", ...]:
        return self.questions if isinstance(self, AllOf | AnyOf) and isinstance(self, joined) else (self,)


class Everything(Question):
    __slots__ = ()

    def query(self, reader: "Reader") -> Query:
        return Query.all_query()


@dataclass(frozen=True, slots=True, init=False)
class AllOf(Question):
    """What every one of `questions` keeps; without any, everything."""

    questions: tuple[Question, ...]

    def __init__(self, *questions: Question) -> None:
        object.__setattr__(self, "questions", questions)

    def query(self, reader: "Reader") -> Query:
        # What only leaves out stands beside something that keeps.
        clauses = [(Occur.Must, Query.all_query())] if all(isinstance(part, Not) for part in self.questions) else []
        for part in self.questions:
            if isinstance(part, Not):
                clauses.append((Occur.MustNot, part.question.query(reader)))
            else:
                clauses.append((Occur.Must, part.query(reader)))
        return Query.boolean_query(clauses)


@dataclass(frozen=True, slots=True, init=False)
class AnyOf(Question):
    """What at least one of `questions` keeps; without any, nothing."""

    questions: tuple[Question, ...]

    def __init__(self, *questions: Question) -> None:
        object.__setattr__(self, "questions", questions)

    def query(self, reader: "Reader") -> Query:
        if not self.questions:
            return Query.empty_query()
        return Query.boolean_query([(Occur.Should, question.query(reader)) for question in self.questions])


@dataclass(frozen=True, slots=True)
class Not(Question):
    question: Question

    def query(self, reader: "Reader") -> Query:
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self.question.query(reader))])


@dataclass(frozen=True, slots=True)
class Has(Question):
    """Entries with a value in a field of values."""

    field: str
    value: str

    def query(self, reader: "Reader") -> Query:
        return Query.term_query(schema(), self.field, self.value, "basic")


@dataclass(frozen=True, slots=True, init=False)
class HasAny(Question):
    """Entries with one of `values` in a field of values."""

    field: str
    values: tuple[str, ...]

    def __init__(self, field: str, values: Iterable[str]) -> None:
        object.__setattr__(self, "field", field)
        object.__setattr__(self, "values", tuple(values))

    def query(self, reader: "Reader") -> Query:
        return Query.term_set_query(schema(), self.field, list(self.values))


def of_kind(*kinds: str) -> Question:
    """Records of these kinds; without any, of all kinds."""
    kinds = kinds or KINDS
    return Has("entry", *kinds) if len(kinds) == 1 else HasAny("entry", kinds)


def country_called(name: str) -> Question:
    """The countries that have this whole name; several where they share it."""
    return of_kind("country") & (Has("whole", fold(name)) | HasAny("country", codes_called(name)))


def every(field: str, values: Iterable[str]) -> Question:
    """Entries that have every one of `values`."""
    return AllOf(*(Has(field, value) for value in values))


@dataclass(frozen=True, slots=True)
class StatusOn(Question):
    """Agreements whose status is `code` on a day."""

    code: str
    day: date

    def query(self, reader: "Reader") -> Query:
        blocks = [f"{self.code}.{block}" for block in blocks_around(number(self.day))]
        return Query.term_set_query(schema(), "status", blocks)


@dataclass(frozen=True, slots=True)
class Dated(Question):
    """Entries whose date lies between two days, possibly or certainly; both are included, None is open.

    What has no date is never kept.
    """

    first: date | None = None
    last: date | None = None
    match: str = POSSIBLE

    def query(self, reader: "Reader") -> Query:
        from_, to = (number(day) if day else None for day in (self.first, self.last))
        if self.match == CERTAIN:
            return _both(_days("first", from_, LAST), _days("last", FIRST, to))
        return _both(_days("last", from_, LAST), _days("first", FIRST, to))


@dataclass(frozen=True, slots=True)
class Beginning(Question):
    """Entries that stand in an order of time at a day from `first` to `last`, both included; None is open.

    The day is the first possible one, of an agreement that of its first act; what has none is never kept.
    """

    first: date | None = None
    last: date | None = None

    def query(self, reader: "Reader") -> Query:
        first, last = (number(day) if day else None for day in (self.first, self.last))
        return _days(COARSE["by_oldest"], first, last)


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])


def _days(field: str, lowest: int | None, highest: int | None) -> Query:
    lowest, highest = FIRST if lowest is None else lowest, LAST if highest is None else highest
    return Query.range_query(schema(), field, FieldType.Integer, lowest, highest)


@dataclass(frozen=True, slots=True)
class Acted(Question):
    """Agreements of which one of `actions` took place between two days, possibly or certainly.

    The entries of actions are asked first, then the agreements of what is found are kept.
    """

    actions: tuple[str, ...] = DATED_ACTS
    first: date | None = None
    last: date | None = None
    match: str = POSSIBLE

    def query(self, reader: "Reader") -> Query:
        return reader.kept(self, self._query)

    def _query(self, reader: "Reader") -> Query:
        actions = AllOf(Has("entry", ACTION), HasAny("kind", self.actions), Dated(self.first, self.last, self.match))
        return Query.term_set_query(schema(), "record", reader.numbers(actions, "of"))


@dataclass(frozen=True, slots=True)
class ChangedAfter(Question):
    """Records that changed after a revision, themselves or in a part."""

    revision: int

    def query(self, reader: "Reader") -> Query:
        return Query.range_query(schema(), "revision", FieldType.Integer, self.revision, None, include_lower=False)


@dataclass(frozen=True, slots=True)
class ChangedSince(Question):
    """Records that changed at a moment or later. Units: microseconds since 1970."""

    moment: int

    def query(self, reader: "Reader") -> Query:
        return Query.range_query(schema(), "changed_at", FieldType.Integer, self.moment, None)


@dataclass(frozen=True, slots=True)
class LeftOpen(Question):
    """What the status on a day leaves open: events, agreements and ends.

    `which`: OVERDUE or UPCOMING, of events that foretell an end or a signature, of agreements with a foreseen end and
    of the entries of ends; RENEWS, of agreements with a term that renews itself and of the entries of its ends.
    """

    which: str
    day: date

    def query(self, reader: "Reader") -> Query:
        blocks = [f"{self.which}.{block}" for block in blocks_around(number(self.day))]
        return Query.term_set_query(schema(), "open", blocks)


@dataclass(frozen=True, slots=True)
class EndForeseen(Question):
    """Agreements of which an end that is foreseen on `day` possibly lies between two days; both are included.

    None is open. Of a term that renews itself it is the next end.
    """

    day: date
    first: date | None = None
    last: date | None = None

    def query(self, reader: "Reader") -> Query:
        return reader.kept(self, self._query)

    def _query(self, reader: "Reader") -> Query:
        ends = Has("entry", FORESEEN) & AnyOf(*(LeftOpen(state, self.day) for state in STATES))
        rhythms = [
            rhythm for rhythm in set(reader.texts(ends, "rhythm")) if self._fits(next_in_rhythm(rhythm, self.day))
        ]
        fitting = Dated(self.first, self.last) | HasAny("rhythm", rhythms)
        return Query.term_set_query(schema(), "record", reader.numbers(ends & fitting, "of"))

    def _fits(self, end: Days) -> bool:
        is_after = self.first is None or end.last is None or self.first <= end.last
        return is_after and (self.last is None or end.possibly_by(self.last))


@dataclass(frozen=True, slots=True)
class Pending(Question):
    """Plans and announcements for `today` or later, or for no stated time."""

    today: date

    def query(self, reader: "Reader") -> Query:
        ahead = Dated(first=self.today) | Has("not_stated", "date")
        plans = HasAny("reported_as", PROSPECTS) & ahead & ~Has("open", TOLD)
        return (plans | (of_kind("event") & LeftOpen(UPCOMING, self.today))).query(reader)


@dataclass(frozen=True, slots=True)
class OutcomeNotReported(Question):
    """Plans and announcements whose time is over before `today` and of which no event tells the outcome."""

    today: date

    def query(self, reader: "Reader") -> Query:
        over = Query.range_query(schema(), "last", FieldType.Integer, FIRST, number(self.today), include_upper=False)
        plans = HasAny("reported_as", PROSPECTS).query(reader)
        told = Query.term_set_query(schema(), "record", reader.plans_with_outcome)
        by_status = Has("open", TOLD).query(reader)
        others = Query.boolean_query(
            [(Occur.Must, plans), (Occur.Must, over), (Occur.MustNot, told), (Occur.MustNot, by_status)]
        )
        left_open = (of_kind("event") & LeftOpen(OVERDUE, self.today)).query(reader)
        return Query.boolean_query([(Occur.Should, others), (Occur.Should, left_open)])


@dataclass(frozen=True, slots=True)
class Records(Question):
    """The records with these numbers."""

    numbers: Sequence[int]

    def query(self, reader: "Reader") -> Query:
        return Query.term_set_query(schema(), "record", list(self.numbers))
