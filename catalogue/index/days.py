"""Days and moments as numbers; spans as blocks of days: a day lies in a span if it lies in one of its blocks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, overload

BITS = 20  # days up to the year 2871
FIRST, END = 0, 1 << BITS  # stand for an open or unknown end
LAST = END - 1
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

Date = dict[str, Any] | None


def number(day: str | date) -> int:
    """Return the number of a day, given as such or in ISO 8601."""
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()


def microseconds(moment: datetime) -> int:
    """Return the number of a moment: microseconds since 1970."""
    return (moment - BEGINNING) // timedelta(microseconds=1)


@overload
def first_day(when: None) -> None: ...
@overload
def first_day(when: dict[str, Any]) -> int: ...
def first_day(when: Date) -> int | None:
    """Return the number of the first possible day of a date; None where there is no date."""
    if when is None:
        return None
    return number(when["earliest"]) if when["earliest"] else FIRST


@overload
def last_day(when: None) -> None: ...
@overload
def last_day(when: dict[str, Any]) -> int: ...
def last_day(when: Date) -> int | None:
    if when is None:
        return None
    return number(when["latest"]) if when["latest"] else LAST


def blocks(first: int, end: int) -> Iterator[str]:
    """Return the fewest blocks that cover the days from `first` to before `end`; a block of level n has 2ⁿ days."""
    while first < end:
        level = min((first & -first).bit_length() - 1 if first else BITS, (end - first).bit_length() - 1)
        yield f"{level}.{first >> level}"
        first += 1 << level


def blocks_around(day: int) -> list[str]:
    """Return every block that holds a day."""
    return [f"{level}.{day >> level}" for level in range(BITS + 1)]
