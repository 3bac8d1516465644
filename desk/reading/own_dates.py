"""The day that a document gives itself: a line that is its date, or a place and date before the first sentence.

A date inside a sentence is never taken, nor one of two that differ, nor a day to come.
"""

import re
from datetime import date
from pathlib import Path

from desk.reading.dates import DAY, find_dates
from desk.reading.vocabulary import find_words
from spacecoop.date_words.positions import TIME
from spacecoop.tables import table_of

MOST_LINES = 15  # from the top
LONGEST_LINE = 100  # letters of a line that is nothing else
WORDS = table_of(Path(__file__).parent / "date_lines.yaml")
HEADINGS, SMALL, NO_PLACE = (set(WORDS[name].split()) for name in ("headings", "small", "no_place"))
DATE = {"date", "dates", "fecha", "data", "datum", "дата"}
BETWEEN = re.compile(r"\s*[|•·:]\s*|\s+[–—-]\s+")
# What ends a date line before a sentence in the same line.
LEADS_TO_TEXT = re.compile(
    r"\s*(?:\([^()\d]{1,30}\)\s*|\.?\s*/[^/\d]{1,30}/\s*)?(?:\.?\s*(?:[–—―]|--?\s)|\.\s+[^\W\d_a-zß-ÿа-яё])"
)


def own_date(text: str, language: str, today: date) -> str | None:
    """Return the day of a document as EDTF, or None. `today`: what lies after this date is not taken."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:MOST_LINES]
    days = {
        day
        for above, line in zip(["", *lines], lines, strict=False)
        if (day := _day_of(line, language)) and (_says_published(line) or not _names_another(above, language))
    }
    day = days.pop() if len(days) == 1 else None
    return day if day and day <= today.isoformat() else None


def _says_published(line: str) -> bool:
    return bool(_words(line) & HEADINGS - SMALL - DATE)


def _names_another(line: str, language: str) -> bool:
    """Tell whether a short line says what the date under it is: “Date of signature”, “Deadline:”."""
    words = _words(line)
    if words <= HEADINGS:
        return False
    if words & DATE or len(words) > 4:
        return len(words) < 7 and bool(words & DATE)
    return line.endswith(":") or bool(words & NO_PLACE) or bool(find_words(line, language))


def _day_of(line: str, language: str) -> str | None:
    """Return the day that a line is the date line of; None for any other line."""
    dates = find_dates(line, language)
    if not dates or len(dates[0].readings) != 1 or find_words(line[: dates[0].start], language):
        return None
    [(edtf, basis)] = dates[0].readings
    before, after = line[: dates[0].start].strip(), line[dates[0].end :]
    if not DAY.fullmatch(edtf) or basis != "stated" or not all(map(_is_heading, BETWEEN.split(before))):
        return None
    if LEADS_TO_TEXT.match(after):
        return edtf if _names_a_place(before) else None
    ends = len(line) <= LONGEST_LINE and (not after.strip(" .") or TIME.fullmatch(after) or _words(after) <= HEADINGS)
    return edtf if ends else None


def _is_heading(text: str) -> bool:
    return _words(text) <= HEADINGS or _names_a_place(text)


def _names_a_place(text: str) -> bool:
    """Tell whether a text is a place before a date: “Paris, le”, “Longueuil, Quebec,”, “PARIS”."""
    words = re.findall(r"[^\s,/–—-]+", BETWEEN.split(text)[-1])
    while words and words[-1] in SMALL:
        words.pop()
    names = [word for word in words if word not in SMALL]
    is_name = all(name[0].isupper() and name.casefold() not in NO_PLACE for name in names)
    return 1 <= len(names) <= 4 and is_name and ("," in text or text.isupper())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_][\w°-]*|№", text.casefold()))
