"""Dates as an origin writes them. What may be read in two ways is asked about, never guessed."""

from spacecoop.date_words import TwoReadings, read_words
from spacecoop.dates import DateNotUnderstood

# How the parts of a date in digits follow each other. The year first (ISO 8601) is understood in each.
ORDERS = {
    "unstated": "not stated: 03/04/2018 is refused",
    "dd/mm/yyyy": "day, month, year",
    "mm/dd/yyyy": "month, day, year",
    "iso": "year, month, day",
    "free": "in words, such as “3 April 2018”",
}
STATED = ("dd/mm/yyyy", "mm/dd/yyyy", "iso")


def read_date(text: str, order: str) -> str:
    """Return EDTF for a date of an origin.

    Raises: DateNotUnderstood; of it NotStated where the cell says that there is no date.
    """
    try:
        return read_words(text, order if order in STATED else None)
    except TwoReadings as error:
        raise DateNotUnderstood(
            f"“{text}”: is the day or the month first? "
            "Write in the import profile “dates: dd/mm/yyyy” or “dates: mm/dd/yyyy”."
        ) from error


def read_day_of_act(text: str, order: str) -> str:
    """Return EDTF for the date of something that happens once, which “until 2020” does not tell.

    Raises: DateNotUnderstood; of it NotStated.
    """
    edtf = read_date(text, order)
    if edtf.startswith(("../", "/")):
        raise DateNotUnderstood(f"“{text}” gives an end, not a date. Enter the date itself, or leave the cell empty.")
    return edtf
