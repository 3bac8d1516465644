"""The dates of running text, each with every reading that its source's own date and its sentence leave it.

The grammar is the one of `spacecoop.date_words`. What our part of EDTF cannot say is widened, never narrowed: “end of
2021” is the second half of 2021, “mid-2021” is 2021, “since late 2012” is since 2012.

A date without a year is resolved against the source's own date, and marked derived. Which December “in December” is,
the modality of its sentence tells; where nothing tells, every reading is a candidate, and so it is with 10/03/1997.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from spacecoop.date_words import read_words
from spacecoop.date_words.grammar import Grammar
from spacecoop.date_words.points import OPEN_START, PAST, Expression, Resolved, Resolver
from spacecoop.date_words.tokens import LANGUAGES
from spacecoop.dates import DateNotUnderstood, bounds

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MANY_READINGS = "ambiguous"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TURNED = "the sentence contains a denial: check the date"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where, and every reading as (EDTF, basis); without a reading, `note` says why."""

    start: int
    end: int
    readings: tuple[tuple[str, str], ...] = ()
    note: "StrOrPromise" = ""


def find_dates(
    text: str,
    language: str = "en",
    published: str | None = None,
    modality_at: Callable[[int], str | None] = lambda position: None,
) -> list[FoundDate]:
    """Return the dates in `text`, in order; none in a language that is not read.

    `published`: the source's own date as EDTF; relative dates need it, to the day where they speak of days.
    `modality_at`: tells of a position whether its sentence speaks of what is done or of what lies ahead.
    """
    if language not in LANGUAGES:
        return []
    day = bounds(published) if published else (None, None)
    grammar = Grammar(text, language)
    found: list[FoundDate] = []
    before: str | None = None
    for expression in grammar.find():
        start, end = grammar.tokens[expression.first].start, grammar.tokens[expression.after - 1].end
        modality = modality_at(start)
        resolved: Resolved = ([], TURNED)
        if expression.lead not in OPEN_START or modality != "denied":
            resolved = Resolver(day, before, _fitting(modality, expression)).resolve(expression)
        readings, note = resolved
        if readings or note:
            note = "" if len(readings) == 1 else MANY_READINGS if readings else note
            found.append(FoundDate(start, end, tuple(readings), note))
            before = readings[0][0] if len(readings) == 1 else before
    return found


def _fitting(modality: str | None, expression: Expression) -> str | None:
    """Return the modality by which a date without a year is resolved: “until December” lies ahead."""
    return "planned" if expression.lead in OPEN_START and modality not in PAST else modality


def past_day(text: str, today: date) -> str | None:
    """Return the day that a text as a whole is, as EDTF; None for another text, and for a day after `today`."""
    try:
        edtf = read_words(text)
    except DateNotUnderstood:
        return None
    return edtf if DAY.fullmatch(edtf) and date.fromisoformat(edtf) <= today else None
