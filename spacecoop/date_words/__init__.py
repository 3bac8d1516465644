"""Dates in words and figures, read whole or refused: the one reader of the desk's forms, of requests and of tables.

    >>> read_words("from May 28 to June 2, 2019")
    '2019-05-28/2019-06-02'

A text is a date only if every word and figure of it was used, in one of our languages, and only if there is one
reading. The rest is refused with what to write instead. The same grammar reads running text (`desk.reading.dates`).
"""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from spacecoop.date_words.grammar import Grammar
from spacecoop.date_words.points import NO_REFERENCE, NOT_STATED, OPEN_END, OPEN_START, VAGUE, Expression, Resolver
from spacecoop.date_words.tokens import LANGUAGES, placeholders
from spacecoop.dates import DateNotUnderstood, read, refusal
from spacecoop.dates_in_words import display
from spacecoop.memory import keep
from spacecoop.words import listed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 100  # letters; the longest that we write has 75
VAGUE_WORDS = gettext_lazy("“late” or “mid” is too vague: write the year, or the first and the last day")
YEAR_MISSING = gettext_lazy("it does not say its year")
LOST = gettext_lazy("it says more than a date of ours can: write the day, the month or the year alone")
_END_NOT_STATED = re.compile(r"from (.+), end not stated|(depuis .+), fin non précisée", re.IGNORECASE)
_START_NOT_STATED = re.compile(r"(.+), (?:start not stated|début non précisé)", re.IGNORECASE)


class NotStated(DateNotUnderstood):
    """A text such as “n/a” or “s.d.”, which says that there is no date."""


class TwoReadings(DateNotUnderstood):
    """A text that is one date or another; `readings` are both in EDTF."""

    def __init__(self, text: str, readings: list[str]) -> None:
        message = gettext(
            "“{text}” may be read in two ways ({readings}): write year-month-day, or the month as a word."
        )
        super().__init__(message.format(text=text, readings=listed(map(display, readings), "or")))
        self.readings = readings


@keep(1 << 14)
def read_words(text: str, order: str | None = None) -> str:
    """Return EDTF for EDTF or for a date in words or figures, such as "summer 2022" or "25/06/2018".

    `order`: “dd/mm/yyyy”, “mm/dd/yyyy” or “iso” (the year first alone) where it is known of dates in figures.
    Cost: a millisecond or two for a text not seen before.
    Raises: DateNotUnderstood; of it TwoReadings for 03/04/2018 without an order, and NotStated.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    try:
        return read(text)
    except DateNotUnderstood as not_edtf:
        if text.casefold() in placeholders():
            message = gettext("“{text}” says that no date is stated: leave the field empty.")
            raise NotStated(message.format(text=text)) from None
        if len(text) > LONGEST or not re.search(r"\d", text) or re.search(r"\dX|-XX|XXXX", text):
            raise not_edtf from None
        return _read_words(text, order)


def _read_words(text: str, order: str | None) -> str:
    if words := _END_NOT_STATED.fullmatch(text):
        return read(read_words(words[2] or f"since {words[1]}").removesuffix(".."))
    if words := _START_NOT_STATED.fullmatch(text):
        return read(read_words(words[1]).removeprefix(".."))
    readings: dict[str, None] = {}
    notes: dict[StrOrPromise, None] = {}
    for language in LANGUAGES if re.search(r"[^\W\d_]", text) else LANGUAGES[:1]:
        edtfs, note = _readings(text, language, order)
        readings |= dict.fromkeys(edtfs)
        notes |= {note: None} if note else {}
    if len(readings) > 1:
        raise TwoReadings(text, sorted(readings))
    if not readings:
        raise DateNotUnderstood(refusal(text, next(iter(notes), "")))
    return read(*readings)


def _readings(text: str, language: str, order: str | None) -> tuple[list[str], "StrOrPromise"]:
    """Return (the readings of a whole text in a language, why there is none)."""
    grammar = Grammar(text, language, order, is_prose=False)
    if not (expression := grammar.whole()):
        left_over = grammar.left_over()
        return [], left_over and gettext("“{text}” is left over").format(text=left_over)
    readings, note = Resolver((None, None), None, None).resolve(expression)
    if any(basis == "derived" for _, basis in readings):
        return [], YEAR_MISSING
    edtfs = [edtf for edtf, _ in readings]
    if note or not edtfs:
        return edtfs, YEAR_MISSING if note in (NOT_STATED, NO_REFERENCE) else note
    if grammar.is_time(expression.after) and not re.fullmatch(r"\d{4}-\d\d-\d\d", edtfs[0]):
        return [], ""
    lost = _lost(expression, edtfs[0])
    return ([], lost) if lost else (edtfs, "")


def _lost(expression: Expression, edtf: str) -> "StrOrPromise":
    """Return which words of an expression its EDTF does not say; "" if it says all."""
    in_span = "/" in edtf
    for point in expression.points:
        is_of_a_year = not (point.month or point.season or point.decade or point.written)
        if point.part == "mid" or (point.part in VAGUE and (in_span or not is_of_a_year)):
            return VAGUE_WORDS
        if point.part and not is_of_a_year:
            return LOST
        if point.mark and point.mark not in edtf:
            return LOST
    is_turned = expression.last and expression.lead in (*OPEN_START, "after")
    return LOST if is_turned or (expression.lead in OPEN_START | OPEN_END and not in_span) else ""
