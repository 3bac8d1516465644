"""Events counted by time: in each year, month or decade those that certainly lie in it and those that may."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, overload

from django.utils.translation import pgettext_lazy

from pages.pictures.axis import first_of_month, last_of_month, month_index

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MONTHS_UP_TO = 3  # years that are counted month by month
MOST_BINS = 120
Span = tuple[int | None, int | None]  # the units between which an event lies, None where open


@dataclass(frozen=True, slots=True)
class Unit:
    """What events are counted by, `name` in words. `index` numbers the unit of a day; `edtf` is its date.

    `field`: of the index, in which the units between which an event lies are found.
    """

    name: "StrOrPromise"
    months: int
    edtf: str
    field: str = ""

    @overload
    def index(self, day: date) -> int: ...
    @overload
    def index(self, day: None) -> None: ...
    def index(self, day: date | None) -> int | None:
        return None if day is None else month_index(day) // self.months

    def span(self, text: str) -> Span:
        """Return (first, last), each None where open, of a value of the field such as "1997|1998"."""
        first, last = (None if month is None else month // self.months for month in _months(text))
        return first, last

    def first_day(self, index: int) -> date:
        return first_of_month(index * self.months)

    def last_day(self, index: int) -> date:
        return last_of_month((index + 1) * self.months - 1)

    def length_of(self, index: int) -> timedelta:
        """Return the time from its first to its last day."""
        return self.last_day(index) - self.first_day(index)

    def date_of(self, index: int) -> str:
        """Return the unit of an index as EDTF: 2018-03, 2018, 201X or 20XX."""
        year, month = divmod(index * self.months, 12)
        return self.edtf.format(year=year, decade=year // 10, century=year // 100, month=month + 1)


@lru_cache(maxsize=4096)
def _months(text: str) -> list[int | None]:
    ends = text.split("|") if text else ("", "")
    return [month_index(date.fromisoformat(f"{end}-01-01"[:10])) if end else None for end in ends]


MONTH = Unit(pgettext_lazy("by which events are counted", "month"), 1, "{year}-{month:02}", "span_month")
YEAR = Unit(pgettext_lazy("by which events are counted", "year"), 12, "{year}", "span_year")
DECADE = Unit(pgettext_lazy("by which events are counted", "decade"), 120, "{decade}X")
CENTURY = Unit(pgettext_lazy("by which events are counted", "century"), 1200, "{century}XX")
UNITS = [MONTH, YEAR, DECADE, CENTURY]


@dataclass(frozen=True, slots=True)
class Bin:
    """One unit of time: how many events certainly lie in it, and how many more may.

    `first`, `last`: its days, as far as they are drawn.
    """

    unit: Unit
    index: int
    first: date
    last: date
    certain: int
    possible: int

    @property
    def number(self) -> int:
        return self.certain + self.possible

    @property
    def edtf(self) -> str:
        return self.unit.date_of(self.index)


def unit_for(first: date | None, last: date | None) -> Unit:
    """Return what to count by where the filters ask for a period: month by month for few years, else by year."""
    few = first and last and last.year - first.year < MONTHS_UP_TO
    return MONTH if few else YEAR


def extent(
    counts: Iterable[Span], unit: Unit, first: date | None, last: date | None, today: date
) -> tuple[date, date] | None:
    """Return the first and the last day to draw; None where nothing has a date.

    `first`, `last`: what is asked for, each None where it is not; then today is always among the days.
    """
    known = [index for span in counts for index in span if index is not None]
    if not known:
        return None
    known.append(unit.index(today))
    first = first or min(unit.first_day(min(known)), last or date.max)
    return first, last or unit.last_day(max(*known, unit.index(first)))


def bins_of(counts: Mapping[Span, int], unit: Unit, first: date, last: date, most: int = MOST_BINS) -> list[Bin]:
    """Return the Bins from `first` to `last`, both days included, of `unit` or a larger one, so that `most` is enough.

    `counts`: of (first, last) in units, None where open.
    """
    larger = [wider for wider in UNITS if wider.months >= unit.months]
    size = next((wider for wider in larger if _number_of(wider, first, last) <= most), CENTURY)
    factor = size.months // unit.months
    begin, end = size.index(first), size.index(last)
    certain: Counter[int] = Counter()
    changes: Counter[int] = Counter()
    for (start, stop), number in counts.items():
        if start is None and stop is None:
            continue
        start, stop = (None if place is None else place // factor for place in (start, stop))
        if start is not None and start == stop:
            certain[start] += number
        else:
            changes[begin if start is None else max(start, begin)] += number
            changes[end + 1 if stop is None else stop + 1] -= number
    possible = accumulate(changes[index] for index in range(begin, end + 1))
    return [_bin(size, index, first, last, certain[index], more) for index, more in enumerate(possible, begin)]


def _number_of(unit: Unit, first: date, last: date) -> int:
    return unit.index(last) - unit.index(first) + 1


def _bin(unit: Unit, index: int, first: date, last: date, certain: int, possible: int) -> Bin:
    begin, end = max(unit.first_day(index), first), min(unit.last_day(index), last)
    return Bin(unit, index, begin, end, certain, possible)
