"""Dates as an origin writes them. What may be read in two ways is asked about, never guessed."""

import re
from datetime import date
from functools import lru_cache

from spacecoop.dates import DateNotUnderstood, bounds, read, read_words

# How the parts of a date in digits follow each other. The year first (ISO 8601) is understood in each.
ORDERS = {
    "unstated": "not stated: 03/04/2018 is refused",
    "dd/mm/yyyy": "day, month, year",
    "mm/dd/yyyy": "month, day, year",
    "iso": "year, month, day alone",
    "free": "in words, such as “3 April 2018”",
}
_DIGITS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")


@lru_cache(maxsize=1 << 16)
def read_date(text, order):
    """Return EDTF for a date of an origin. Cost: parsed once for each distinct text.

    Raises: DateNotUnderstood.
    """
    if parts := _DIGITS.fullmatch(text):
        first, _, second, year = parts.groups()
        edtf = _day(text, int(first), int(second), int(year), order)
    else:
        edtf = read(text) if order == "iso" else read_words(text)
    bounds(edtf)
    return edtf


def _day(text, first, second, year, order):
    if order not in ("dd/mm/yyyy", "mm/dd/yyyy"):
        raise DateNotUnderstood(
            f"“{text}”: which comes first, the day or the month? "
            "Say in the mapping “dates: dd/mm/yyyy” or “dates: mm/dd/yyyy”."
        )
    day, month = (first, second) if order == "dd/mm/yyyy" else (second, first)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise DateNotUnderstood(f"“{text}” is not a day of the calendar, read as {order}.") from None
