"""Dates exactly as precise as their source: EDTF (ISO 8601-2) read and bounded.

What we accept is a part of EDTF. A *date* is `1997`, `2021-12` or `2000-12-20`; a *season* `2022-22`
(21 spring, 22 summer, 23 autumn, 24 winter, as north of the equator). Either may end in `?` (uncertain),
`~` (approximate) or `%` (both) where the grammar allows it. Besides: decades `199X` and centuries `19XX`,
quarters `2021-33` to `2021-36`, halves `2021-40` and `2021-41`, and intervals of dates or seasons,
`2002-10/2002-11`, of which one end may be open (`1979/..`) or unknown (`1979/`).

The same grammar stands in SQL (`edtf_bounds`, sql/dates.sql of this app); a property-based test holds
the two together.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from spacecoop.dates_in_words import display

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Bounds = tuple[date | None, date | None]  # the first and the last day, both included; None where open
YEARS = (1000, 2199)

_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR, _MONTH = re.compile(r"\d{4}", re.ASCII), re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_SEASON = r"\d{4}-2[1-4]"
_END = rf"(?:{_DATE}|{_SEASON})[?~%]?"
_POINT = re.compile(rf"(?:{_DATE})[?~%]?|{_SEASON}|\d{{3}}X[?~%]?|\d{{2}}XX[?~%]?|\d{{4}}-(?:3[3-6]|4[01])", re.ASCII)
_INTERVAL = re.compile(rf"{_END}/(?:{_END}|\.\.)?|(?:\.\.)?/{_END}", re.ASCII)
_EXAMPLES = gettext_lazy(
    "Enter, for example, 1997, December 2021, 20 December 2000 or summer 2022; or EDTF, such as 1979/.."
)


class DateNotUnderstood(ValueError):
    """A text that is not a date we keep; its message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class SourcedDate:
    """A date as its source gives it.

    `earliest` and `latest`: the first and last day that the text allows, both included; None where open.
    `basis`: "stated", or "derived" where its year was taken from the document's own date.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    basis: str = "stated"

    @property
    def display(self) -> str:
        return display(self.edtf)

    @property
    def note(self) -> str:
        """Say in two words what was inferred; empty when the source states the whole date."""
        if self.basis != "derived":
            return ""
        return gettext("inferred") if len(self.edtf) == 4 else gettext("year inferred")

    @property
    def day_is_known(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest

    def __str__(self) -> str:
        return f"{self.display} ({self.note})" if self.note else self.display


def sourced(edtf: str | None, basis: str = "stated") -> SourcedDate | None:
    """Return the SourcedDate of a text, bounds included; None for None."""
    return SourcedDate(edtf, *bounds(edtf), basis) if edtf else None


def read(text: str) -> str:
    """Return `text` as EDTF of the part that we accept.

    Raises: DateNotUnderstood, saying what is wrong and how to write it.
    """
    edtf = text.strip()
    if not (_POINT.fullmatch(edtf) or _INTERVAL.fullmatch(edtf)):
        raise DateNotUnderstood(_why_not(edtf))
    for year in re.findall(r"(?:\A|/)(\d[\dX]{3})", edtf):
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        if first < YEARS[0] or last > YEARS[1]:
            message = gettext("The year {year} is out of range: years run from {first} to {last}.")
            raise DateNotUnderstood(message.format(year=year, first=YEARS[0], last=YEARS[1]))
    earliest, latest = bounds(edtf)
    if earliest and latest and earliest > latest:
        start, end = edtf.split("/")
        message = gettext("The interval runs backwards: write {interval} if that is meant.")
        raise DateNotUnderstood(message.format(interval=f"{end}/{start}"))
    return edtf


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """Return the first and the last day that `edtf` allows, None for an open or unknown end.

    Cost: but for days, months and years about 5 ms the first time a text is seen (the library's parser): call it when
    writing.
    Raises: DateNotUnderstood for a day that no calendar has.
    """
    start, _, end = edtf.partition("/")
    return _first_day(start), _last_day(end if "/" in edtf else start)


@lru_cache(maxsize=4096)
def sure_days(edtf: str) -> Bounds:
    """Return the first and the last day on which a period surely went on, each None for an open or unknown end.

    A period from 2013 to 2019 began in 2013 and ended in 2019: it surely went on from 31 December 2013 to
    1 January 2019. What is no period has none of these days.
    """
    start, slash, end = edtf.partition("/")
    return (_last_day(start), _first_day(end)) if slash else (None, None)


def read_instant(text: str) -> datetime:
    """Return a day or a time in ISO 8601 as a time in UTC; without a zone it is UTC, a day begins at midnight.

    Raises: ValueError.
    """
    instant = datetime.fromisoformat(text)
    try:
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def refusal(text: str, why: "StrOrPromise") -> str:
    """Return the sentence that refuses a text: with `why`, or, where that is empty, with what is usual for its like."""
    if not why:
        return _why_not(text)
    message = gettext("“{text}” is not understood as a date: {why}. {examples}")
    return message.format(text=text, why=why, examples=_EXAMPLES)


def _why_not(text: str) -> str:
    if len(text) > 60:
        return gettext("“{text}…” is too long for a date. {examples}").format(text=text[:30], examples=_EXAMPLES)
    if not text:
        return gettext("The date is empty. {examples}").format(examples=_EXAMPLES)
    if re.search(r"\dT\d|\d:\d", text):
        return gettext("“{text}” has a time of day: enter a date without a time.").format(text=text)
    if re.match(r"-|0000|Y", text):
        return gettext("Years before 1000 and years of more than four digits are out of range.")
    if text.startswith("XXXX"):
        return gettext("A date needs a year. Leave the field empty if the year is not known.")
    if "XX" in text and "-" in text:
        return gettext("Leave out what is not known: write {date}.").format(date=text.split("-XX")[0])
    if text[0] in "[{":
        return gettext("“{text}” is a list: enter one date or one period.").format(text=text)
    return gettext("“{text}” is not understood as a date. {examples}").format(text=text, examples=_EXAMPLES)


def _parsed(point: str) -> tuple[date, date]:
    """Return the first and the last day of a point without its qualifier, as the library reads it."""
    try:
        # The most common without the library, which takes 5 ms for each.
        if _DAY.fullmatch(point):
            return (date.fromisoformat(point),) * 2
        if _YEAR.fullmatch(point):
            return date(int(point), 1, 1), date(int(point), 12, 31)
        if _MONTH.fullmatch(point):
            first = date.fromisoformat(f"{point}-01")
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        parsed = parse_edtf(point)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError):  # the library takes 2021-02-29 for a day
        raise DateNotUnderstood(gettext("{date} is not a day of the calendar.").format(date=point)) from None


def _first_day(point: str) -> date | None:
    return None if point in ("", "..") else _parsed(point.rstrip("?~%"))[0]


def _last_day(point: str) -> date | None:
    if point in ("", ".."):
        return None
    point = point.rstrip("?~%")
    last = _parsed(point)[1]
    if point.endswith("-24") and len(point) == 7:  # the library ends a winter with its December
        return date(last.year + 1, 2, 29 if calendar.isleap(last.year + 1) else 28)
    return last
