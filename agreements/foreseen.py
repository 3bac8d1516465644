"""Ends that are foreseen, by a term, an act, an announcement or a denunciation, and the last days for notice.

Boundary: what holds until a day holds to the end of it; a term counted from a day may be past on its anniversary.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from agreements.facts import NOT_STATED, Act, Days, Term
from agreements.happened import Happened
from spacecoop.memory import keep

# The agreement's own text is older than every act upon it, however precise its date is.
OWN_TEXT = Days(date.min, date.min)
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_ABOUT_A_YEAR, _ABOUT_A_MONTH = 365.25, 30.4375
DAY = timedelta(days=1)


@keep(1024)
def duration(text: str) -> relativedelta | None:
    """Return a duration of ISO 8601 as a relativedelta; None for none, and for one of no length."""
    units = _DURATION.fullmatch(text)
    years, months, weeks, days = (int(number or 0) for number in units.groups()) if units else (0, 0, 0, 0)
    return relativedelta(years=years, months=months, weeks=weeks, days=days) or None


def moved(days: Days, length: relativedelta, times: int = 1) -> Days:
    """Return Days moved by a number of durations; a day that no calendar has is open."""
    return Days(_moved(days.first, length, times), _moved(days.last, length, times))


def _moved(day: date | None, length: relativedelta, times: int) -> date | None:
    try:
        return day and day + length * times
    except (OverflowError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An end that is foreseen: on which `days` it may come, and from which act it `flows`.

    `by`: the key of the agreement that sets it, where that is another. `may_pass`: the first day on which it may be
    past. `overtaken`: the day from which it stands no more. `renewal`: "tacit" or "indefinite" where the agreement goes
    on by itself, for a length of `every` each time.
    """

    days: Days
    flows: Days
    basis: str
    may_pass: date | None = None
    overtaken: date | None = None
    acts: tuple[str, ...] = ()
    by: str | None = None
    renewal: str = ""
    every: str = ""
    notice: str = ""
    last_said: date | None = None

    @property
    def goes_on(self) -> bool:
        return self.renewal in ("tacit", "indefinite")

    def stands_on(self, day: date) -> bool:
        return self.flows.possibly_by(day) and (self.overtaken is None or day < self.overtaken)

    def may_be_past(self, day: date) -> bool:
        return self.may_pass is None or self.may_pass <= day

    def is_overdue(self, day: date) -> bool:
        """Whether it may be past on a day, and no source tells what came of it."""
        return self.may_be_past(day) and not self.goes_on

    def next_end(self, day: date) -> Days | None:
        """Return the Days of the next end that is not certainly past on a day; None where none is known."""
        if self.days.last is None or self.days.last >= day:
            return self.days
        length, times = duration(self.every), self.terms_until(self.days.last, day)
        return moved(self.days, length, times) if length and times else None

    def end_on(self, day: date) -> Days | None:
        """Return the Days of the end that is foreseen on a day: of what goes on, the next; None where none is known."""
        return self.next_end(day) if self.goes_on else self.days

    def last_notice(self, day: date) -> Days | None:
        """Return the last Days for a notice that prevents the next renewal after a day; None where none is known."""
        end, notice = self.next_end(day), duration(self.notice)
        return moved(end, notice, -1) if end and notice and self.goes_on else None

    def terms_until(self, end: date, day: date) -> int | None:
        """Return how many more terms it takes from `end` to end on `day` or later; None where no more are known."""
        length = duration(self.every)
        if end >= day:
            return 0
        if self.renewal != "tacit" or not length:
            return None
        about = length.years * _ABOUT_A_YEAR + length.months * _ABOUT_A_MONTH + length.days
        times = max(int((day - end).days / about) - 1, 1)
        while (ended := _moved(end, length, times)) and ended < day:
            times += 1
        return times if ended else None


def of_act(statement: Act, end: Days, flows: Days) -> Foreseen:
    """Return the `end` that an act sets with its `until`."""
    acts, said = (statement.key,), statement.last_said
    return Foreseen(end, flows, "until", end.first and end.first + DAY, acts=acts, last_said=said)


def of_announcement(statement: Act, basis: str) -> Foreseen:
    """Return the end that is announced or planned.

    It flows from its announcement, and where that is told of later than the end, or not at all, from before the end.
    """
    end = statement.days
    told = (statement.as_of or NOT_STATED).reported_by(statement.reported)
    before = Days(None, end.first - DAY if end.first else end.last)
    flows = told if told.last and (end.last is None or told.last <= end.last) else before
    return Foreseen(end, flows, basis, end.first, acts=(statement.key,), last_said=statement.last_said)


def of_term(term: Term, start: Days | None, flows: Days) -> Foreseen | None:
    """Return the first end of a term that is counted from the Days `start`; None where none is known.

    A term that begins on an unknown day is none; one that begins at the latest on a day may be past before.
    """
    length = duration(term.length)
    if term.until:
        end = term.until
        may_pass = end.first and end.first + DAY
    elif length and start and start != Days():
        end = moved(start, length)
        if start.first and not end.first:
            return None
        may_pass = end.first
    else:
        return None
    notice = term.notice if term.notice_for != "any_time" else ""
    every = term.renewal_length or term.length
    return Foreseen(
        end,
        flows,
        "term",
        may_pass,
        renewal=term.renewal,
        every=every,
        notice=notice,
        last_said=term.last_said,
    )


def of_denunciation(act: Happened, term: Term | None, ends: Foreseen | None) -> Foreseen:
    """Return the end that a denunciation brings: on its stated day of effect, else after the notice of a Term.

    `ends`: the first end of the term that it may have to wait for. Without a known notice it may end the agreement
    from its own day on, and no later day shows that it has not.
    """
    days = act.effect if act.states_effect else _after_notice(act.own, term, ends)
    return Foreseen(days, act.own, "denounced", days.first, acts=act.acts, last_said=act.last_said)


def _after_notice(denounced: Days, term: Term | None, ends: Foreseen | None) -> Days:
    notice = duration(term.notice) if term else None
    if not term or not notice:
        return Days(denounced.first, None)
    notified = moved(denounced, notice)
    if term.notice_for == "any_time" or not ends:
        return notified
    waited = _end_of_term(ends, notified) if notified.first else notified
    # Whether it waits for the end of a term is not stated: either may be.
    return waited if term.notice_for == "end_of_term" else Days(notified.first, waited.last)


def _end_of_term(ends: Foreseen, notified: Days) -> Days:
    """Return the Days of the end of the term that runs when a notice is over.

    A term with an imprecise beginning has imprecise ends: the first is that which the notice may just reach, the last
    that which it cannot miss.
    """
    if ends.renewal == "indefinite":
        end = ends.days
    else:
        first = _ends_around(ends, ends.days.last, notified.first).first
        end = Days(first, _ends_around(ends, ends.days.first, notified.last).last)
    last = max(end.last, notified.last) if end.last and notified.last else None
    return Days(max(day for day in (end.first, notified.first) if day), last)


def _ends_around(ends: Foreseen, end: date | None, day: date | None) -> Days:
    """Return the Days of the end of which one possible day, `end` of the first, moves to `day` or later."""
    times = ends.terms_until(end, day) if end and day else None
    if times is None:
        return Days()
    length = duration(ends.every)
    return moved(ends.days, length, times) if length and times else ends.days
