"""Time drawn to scale: days to x, and the ticks that a width has room for.

A day is as wide as any other and has a beginning and an end, so that a date lies between two places: 1997 from the
beginning of its first day to the end of its last. Nothing is ever drawn at the first day for a whole year.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from spacecoop.languages import locale

LEAST_APART = 52  # of two ticks, so that their words fit
# The steps from tick to tick in months, least first.
STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200]
YEAR = 12


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a month, year or decade begins; `is_strong`: it begins something larger as well."""

    x: float
    words: str
    is_strong: bool


@dataclass(frozen=True)
class TimeScale:
    """The days from `first` to `last`, both included, between the places `left` and `right`."""

    first: date
    last: date
    left: float
    right: float

    @cached_property
    def day_width(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def start(self, day: date | None) -> float:
        """Return where a day begins; None, an open beginning, is at the left. Never outside of the scale."""
        return self.left if day is None else self._within((day - self.first).days)

    def end(self, day: date | None) -> float:
        """Return where a day ends; None, an open end, is at the right. Never outside of the scale."""
        return self.right if day is None else self._within((day - self.first).days + 1)

    def middle(self, day: date) -> float:
        return (self.start(day) + self.end(day)) / 2

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def _within(self, days: int) -> float:
        return round(min(max(self.left + days * self.day_width, self.left), self.right), 2)

    @cached_property
    def ticks(self) -> list[Tick]:
        """The Ticks at the smallest step that leaves room for their words, in order."""
        months = (self.last - self.first).days / 365.25 * YEAR
        width = self.right - self.left
        step = next((step for step in STEPS if step * width >= LEAST_APART * months), STEPS[-1])
        begin = month_index(self.first - timedelta(days=1)) // step * step + step  # the first that begins within
        end = month_index(self.last)
        return [self._tick(month, step) for month in range(begin, end + 1, step)]

    def _tick(self, month: int, step: int) -> Tick:
        year, of_year = divmod(month, YEAR)
        words = str(year) if of_year == 0 else locale().months["stand-alone"]["abbreviated"][of_year + 1]
        larger = YEAR if step < YEAR else 10 * YEAR
        return Tick(self.start(first_of_month(month)), words, month % larger == 0)


def month_index(day: date) -> int:
    """Return the number of a day's month, counted from the beginning of the year 0."""
    return day.year * YEAR + day.month - 1


def first_of_month(index: int) -> date:
    year, month = divmod(index, YEAR)
    return date(year, month + 1, 1)


def last_of_month(index: int) -> date:
    return first_of_month(index + 1) - timedelta(days=1)
