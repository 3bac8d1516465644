"""What sources state of an agreement, as plain values: with it the rule of the status is asked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day on which something may lie, both included; None where that end is open."""

    first: date | None = None
    last: date | None = None

    def certainly_by(self, day: date) -> bool:
        return self.last is not None and self.last <= day

    def possibly_by(self, day: date) -> bool:
        """Whether it may lie on `day` or before, or certainly does."""
        return self.first is None or self.first <= day

    def certainly_after(self, day: date | None) -> bool:
        """Whether it certainly lies after `day`; never after an open end."""
        return self.first is not None and day is not None and self.first > day

    def includes(self, other: "Days") -> bool:
        return (self.first is None or (other.first is not None and self.first <= other.first)) and (
            self.last is None or (other.last is not None and other.last <= self.last)
        )

    def reported_by(self, day: date | None) -> "Days":
        """Return the days, none after the day of the report; a report from before all of them bounds nothing."""
        if day is None or (self.first is not None and day < self.first) or self.certainly_by(day):
            return self
        return Days(self.first, day)

    def not_before(self, day: date | None) -> "Days":
        """Return the days, none before `day`; a day after all of them bounds nothing."""
        if day is None or self.certainly_after(day) or (self.last is not None and self.last < day):
            return self
        return Days(day, self.last)


NOT_STATED = Days()


@dataclass(frozen=True, slots=True)
class Act:
    """A statement of a legal act: what it is, when it was, what it sets, and how and when it is reported.

    `reported`: the last day of the first source that reports it, or the day that was read: it was no later.
    `last_said`: that of the last source. `side`: the agency that acted alone. `key`: by which the answer names it.
    """

    key: str
    kind: str
    reported_as: str = "done"
    days: Days = NOT_STATED
    effective: Days | None = None
    until: Days | None = None
    as_of: Days | None = None
    reported: date | None = None
    last_said: date | None = None
    side: str | None = None
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """How long an agreement holds, by itself or by the act with the key `act`. Units: durations of ISO 8601."""

    key: str
    act: str | None = None
    length: str = ""
    counted_from: str = ""
    from_date: Days | None = None
    until: Days | None = None
    renewal: str = ""
    renewal_length: str = ""
    notice: str = ""
    notice_for: str = ""
    standing: str = ""
    last_said: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that bears on the status of one agreement.

    `others`: the agreements that replace, renew or extend it.
    """

    acts: tuple[Act, ...] = ()
    terms: tuple[Term, ...] = ()
    others: tuple["Other", ...] = ()
    dissolutions: tuple["Dissolution", ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """An agreement with the key `key` that replaces, renews or extends this one (`relation`); its own facts."""

    key: str
    relation: str
    facts: Facts
    is_binding: bool = True
    last_said: date | None = None


@dataclass(frozen=True, slots=True)
class Dissolution:
    """That a party ceased to exist; `is_carried_on`: another takes its place."""

    key: str
    days: Days
    is_carried_on: bool = False
    last_said: date | None = None
