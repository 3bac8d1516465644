"""Points in time as words give them, and what they are in EDTF, by the source's own date where they need it."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from spacecoop.dates import Bounds, DateNotUnderstood, bounds, read

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Resolved = tuple[list[tuple[str, str]], "StrOrPromise"]  # ([(EDTF, basis)], the reason why there is none)
Distance = tuple[int, str, int | str]
NOT_STATED = gettext_lazy("relative to the date of the source, which is not known")
NO_REFERENCE = gettext_lazy("relative to a date that the text does not give before")
SHORT_YEAR = gettext_lazy("a year has four figures")
FISCAL = gettext_lazy("a fiscal year is no calendar year: write the days from which and to which it runs")
NO_YEAR = gettext_lazy("its last figure is no year between 1000 and 2199")
OTHER_WEEKDAY = gettext_lazy("that day is another day of the week")
NO_DAY = gettext_lazy("it is not a day of the calendar")
COUNTED = gettext_lazy("it is counted from a date")
PAST, AHEAD = ("done",), ("planned", "announced")  # what is discussed is told of the past and of what may come
PARTS: dict[str, str | None] = {"begin": "40", "first_half": "40", "end": "41", "second_half": "41", "mid": None}
# The first and the last month of quarters and halves, which EDTF does not take for the end of an interval.
MONTHS_OF = {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12)}
VAGUE = {"begin", "mid", "end"}  # parts without a first and a last month
LEAP_YEARS_APART = 8  # at most: 1896 and 1904
OPEN_START, OPEN_END = {"until", "before"}, {"since", "from", "after"}


@dataclass(frozen=True, slots=True)
class Point:
    """What the words say of one point in time; the rest is None.

    `relative`: -1, 0, +1, or the word “following”, “previous” or “same”. `distance`: (number, unit, direction): “ago”,
    “later”, “earlier”, “ahead”, or -1 and +1 for a span that reaches to the source's own date.
    `written`: EDTF of what stands there in figures, every reading. `refused`: why it is none, though it looks like one.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    part: str | None = None
    unit: str | None = None
    relative: int | str | None = None
    distance: Distance | None = None
    day_word: int | None = None
    decade: str | None = None
    decade_is_whole: bool = True
    century: str | None = None
    written: tuple[str, ...] = ()
    about: bool = False
    doubtful: bool = False
    refused: "StrOrPromise" = ""

    @property
    def stands_alone(self) -> bool:
        """Whether it is a date wherever it stands; a month or season alone is one only after “in”, “since” and such."""
        alone = self.month is None and self.season is None
        return alone or any(told is not None for told in (self.year, self.day, self.relative, self.part))

    @property
    def is_dated(self) -> bool:
        return bool(self.year or self.written or self.decade or self.century)

    @property
    def mark(self) -> str:
        """The mark of EDTF for a date that is approximate, uncertain or both."""
        return ("%" if self.about else "?") if self.doubtful else "~" if self.about else ""


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole date in a text: a point, a span from one to the `last`, or one that is open at an end.

    `first`, `after`: its tokens. `lead`: “since”, “from”, “after”, “until”, “before”, “between”, or None.
    """

    first: int
    after: int
    lead: str | None
    point: Point
    last: Point | None = None

    @property
    def points(self) -> list[Point]:
        return [self.point, self.last] if self.last else [self.point]


@dataclass(frozen=True, slots=True)
class Resolver:
    """Turn points into EDTF by the source's own date, the date before in the text, and the modality."""

    published: Bounds
    before: str | None
    modality: str | None

    def resolve(self, expression: Expression) -> Resolved:
        """Return ([(EDTF, basis)], the reason why there is none) of an expression."""
        readings, note = self.readings(expression.point)
        if expression.last and readings:
            rights, note = self.readings(expression.last)
            readings = [
                (self.span(expression, left, right), "derived" if "derived" in (basis, right_basis) else "stated")
                for left, basis in readings
                for right, right_basis in rights
                if expression.point.is_dated
                or expression.last.is_dated
                or left[:4] == right[:4]
                or len(readings) == len(rights) == 1
            ]
        elif expression.lead in OPEN_START | OPEN_END:
            readings = [(_opened(edtf, expression), basis) for edtf, basis in readings]
        else:
            readings = [(_marked(edtf, expression.point), basis) for edtf, basis in readings]
        kept = [reading for reading in dict.fromkeys(readings) if is_kept(reading[0])]
        return kept, note or ("" if kept or not readings else why_not_kept(readings[0][0]))

    def span(self, expression: Expression, left: str, right: str) -> str:
        start = _span_end(left, expression.point, 0)
        end = _span_end(right, expression.points[-1], 1)
        if expression.lead in OPEN_START:  # “until 2018 to 2019”
            return f"../{end}"
        return f"{start}/.." if expression.lead == "after" else f"{start}/{end}"

    def readings(self, point: Point) -> Resolved:
        """Return ([(EDTF, basis)], the reason why there is none) of a point."""
        if point.refused:
            return [], point.refused
        readings, note = self.readings_of_any_weekday(point)
        if point.weekday is None or not (point.written or point.year):
            return readings, note
        fitting = [(edtf, basis) for edtf, basis in readings if _weekday(edtf) == point.weekday]
        return (fitting, "") if fitting else ([], OTHER_WEEKDAY)

    def readings_of_any_weekday(self, point: Point) -> Resolved:
        if point.written:
            return [(edtf, "stated") for edtf in point.written], ""
        if point.century:
            return [(f"{point.century}XX", "stated")], ""
        if point.decade:
            return [(f"{point.decade}X", "stated" if point.decade_is_whole else "derived")], ""
        if point.year:
            return [(_edtf(point, point.year), "stated")], ""
        if isinstance(point.relative, str) or (point.distance and point.distance[2] in ("later", "earlier")):
            return self.by_the_text(point)
        first, last = self.published
        if not first or not last:
            return [], NOT_STATED
        return self.by_publication(point, first, last)

    def by_the_text(self, point: Point) -> Resolved:
        """Resolve “the following year” and “two years later” against the date before in the text."""
        unit = point.unit
        if point.distance:
            number, unit, direction = point.distance
            steps = number if direction == "later" else -number
        else:
            steps = {"following": 1, "previous": -1, "same": 0}[str(point.relative)]
        if not self.before or "X" in self.before or not unit:
            return [], NO_REFERENCE
        start, _, end = self.before.replace("~", "").partition("/")
        moved = _move(start if end in ("", "..") else end, unit, steps)
        if moved and (point.month or point.season):
            moved = _edtf(point, int(moved[:4]))
        return ([(moved, "derived")], "") if moved else ([], NO_REFERENCE)

    def by_publication(self, point: Point, first: date, last: date) -> Resolved:
        if days := self.named_days(point, first):
            return ([(day.isoformat(), "derived") for day in days], "") if first == last else ([], NOT_STATED)
        if point.distance:
            return self.at_a_distance(point.distance, first, last)
        steps = point.relative if isinstance(point.relative, int) else 0
        if point.unit:
            return self.relative_units(point, point.unit, steps, first, last)
        return [(_edtf(point, year), "derived") for year in self.years(point, first, last)], ""

    def named_days(self, point: Point, day: date) -> list[date]:
        """Return the days that “yesterday” or “Monday” may be where it is said on a day; [] for any other point."""
        if point.day_word is not None:
            return [day + timedelta(point.day_word)]
        if point.weekday is None or point.month:
            return []
        back = (day.weekday() - point.weekday) % 7
        if point.relative == -1:
            return [day - timedelta(back or 7)]
        if point.relative == 1:
            return [day + timedelta(7 - back)]
        before, after = day - timedelta(back), day + timedelta(-back % 7)
        if point.relative == 0 or self.modality not in (*PAST, *AHEAD):
            return sorted({before, after})
        return [before if self.modality in PAST else after]

    def at_a_distance(self, distance: Distance, first: date, last: date) -> Resolved:
        number, unit, direction = distance
        steps = number * (direction if isinstance(direction, int) else -1 if direction == "ago" else 1)
        own = _own(unit, first, last)
        if not own or not (there := _move(own, unit, steps)):
            return [], NOT_STATED
        if isinstance(direction, int):
            return [(f"{there}/{own}" if direction < 0 else f"{own}/{there}", "derived")], ""
        return [(there if unit == "day" else f"{there}~", "derived")], ""

    def relative_units(self, point: Point, unit: str, steps: int, first: date, last: date) -> Resolved:
        own = _own(unit, first, last)
        if not own or not (moved := _move(own, unit, steps)):
            return [], NOT_STATED
        if unit == "week":
            monday = first - timedelta(first.weekday()) + timedelta(7 * steps)
            return [(f"{monday}/{monday + timedelta(6)}", "derived")], ""
        return [(_edtf(point, int(moved)) if unit == "year" else moved, "derived")], ""

    def years(self, point: Point, first: date, last: date) -> list[int]:
        """Return the year of a day, month or season without one: the last before, the next after, or both."""
        spans = {}
        reach = LEAP_YEARS_APART if (point.month, point.day) == (2, 29) else 1
        for year in range(first.year - (6 if point.weekday is not None else reach), last.year + reach + 1):
            if span := _days(point, year):
                spans[year] = span
        if point.weekday is not None:
            fitting = [year for year, (_, day) in spans.items() if day.weekday() == point.weekday]
            return sorted(sorted(fitting, key=lambda year: abs((spans[year][0] - first).days))[:1])
        if point.relative == 0:
            return [first.year] if first.year == last.year else []
        over = [year for year, (_, end) in spans.items() if end < first]
        begun = [year for year, (start, _) in spans.items() if start <= last]
        open_still = [year for year, (_, end) in spans.items() if end >= first]
        ahead = [year for year, (start, _) in spans.items() if start > last]
        if point.relative == -1:
            return over[-1:]
        if point.relative == 1:
            return ahead[:1]
        if self.modality in PAST:
            return begun[-1:]
        if self.modality in AHEAD:
            return open_still[:1]
        return sorted({*begun[-1:], *open_still[:1]})


def _days(point: Point, year: int) -> tuple[date, date] | None:
    """Return the first and the last day of a day, month or season in `year`; None where the calendar has none."""
    if point.season:
        start, end = bounds(f"{year}-{point.season}")
        return (start, end) if start and end else None
    if not point.month:
        return None
    try:
        first = date(year, point.month, point.day or 1)
        last = point.day or calendar.monthrange(year, point.month)[1]
        return first, date(year, point.month, last)
    except ValueError:  # 29 February
        return None


def _own(unit: str, first: date, last: date) -> str | None:
    """Return the year, month or day of the source itself; None where its date is not as precise as that."""
    if unit == "year":
        return f"{first.year}" if first.year == last.year else None
    if unit == "month":
        return f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else None
    return first.isoformat() if first == last else None


def inherit(left: Point, right: Point) -> Point:
    """Give the first point of a span the year and month that stand with the second only."""
    if left.is_dated or left.relative is not None:
        return left
    year = right.year
    if year and left.month and right.month and left.month > right.month and right.month + 12 - left.month < 6:
        year -= 1  # “28 December to 2 January 2019”
    return replace(left, year=year, relative=right.relative, unit=right.unit)


def _edtf(point: Point, year: int) -> str:
    if point.month and point.day:
        return f"{year}-{point.month:02}-{point.day:02}"
    if point.month:
        return f"{year}-{point.month:02}"
    if point.season:
        return f"{year}-{point.season}"
    part = PARTS.get(point.part, point.part) if point.part else None
    return f"{year}-{part}" if part else f"{year}"


def _span_end(edtf: str, point: Point, side: int) -> str:
    """Return what may stand at the left (`side` 0) or right (1) end of an interval, with the mark of its point.

    Of a quarter or half it is the first or the last month; of “late 2012”, which has none, the year.
    """
    if "/" in edtf:
        edtf = edtf.split("/")[side]
    if months := MONTHS_OF.get(edtf[5:]):
        edtf = edtf[:4] if point.part in VAGUE else f"{edtf[:4]}-{months[side]:02}"
    return edtf + point.mark


def _opened(edtf: str, expression: Expression) -> str:
    if "X" in edtf:
        return edtf
    if expression.lead in OPEN_START:
        return f"../{_span_end(edtf, expression.point, 1)}"
    is_whole_span = "/" in edtf and expression.lead in ("since", "from")
    return edtf if is_whole_span else f"{_span_end(edtf, expression.point, 0)}/.."


def _marked(edtf: str, point: Point) -> str:
    return edtf + point.mark if is_kept(edtf + point.mark) else edtf


def _weekday(edtf: str) -> int | None:
    try:
        return date.fromisoformat(edtf).weekday()
    except ValueError:
        return None


def _move(edtf: str, unit: str, steps: int) -> str | None:
    """Return the year, month, week or day that is `steps` after `edtf`; None where that is not precise enough."""
    if unit == "year":
        return str(int(edtf[:4]) + steps)
    if unit == "month" and re.match(r"\d{4}-(0\d|1[0-2])", edtf):
        months = int(edtf[:4]) * 12 + int(edtf[5:7]) - 1 + steps
        return f"{months // 12}-{months % 12 + 1:02}"
    if unit in ("week", "day") and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return (date.fromisoformat(edtf) + timedelta(steps * (7 if unit == "week" else 1))).isoformat()
    return None


def is_kept(edtf: str) -> bool:
    return not why_not_kept(edtf)


def why_not_kept(edtf: str) -> str:
    """Return why an EDTF text is none that we keep; "" for one that is."""
    try:
        read(edtf)
    except DateNotUnderstood as error:
        return str(error).rstrip(".")
    return ""
