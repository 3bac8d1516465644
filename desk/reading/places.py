"""Where a text says that something was done: “in Paris”, “à Bruxelles”, “в Москве”.

What stands with a capital behind a word such as “in” is a place, as far as it is neither a word that is known to be
something else nor the name of what is known. It is offered as the text writes it; in Russian, where it is a city that
CLDR names, by that name.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from agencies.countries import codes_called
from desk.reading.names import cases
from spacecoop.tables import table_of

LONGEST = 60  # letters
CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё][\w’'-]*"
ARTICLES = {"the", "la", "le", "el", "den", "los", "las"}
COMMON_NOUN = re.compile(r".*(?:ungen|ung|heit|keit|schaft|tion|tionen|nis)$")


@cache
def _entries() -> dict[str, Any]:
    entries: dict[str, Any] = table_of(Path(__file__).with_name("places.yaml"))
    return entries


@cache
def _no_places() -> frozenset[str]:
    return frozenset(_entries()["not"].split())


@cache
def _pattern(language: str) -> re.Pattern[str]:
    entry = _entries()[language]
    before, inner = ("|".join(map(re.escape, entry[key])) for key in ("before", "inner"))
    name = rf"{CAPITAL}(?:(?:\s(?:{inner})){{0,2}}\s{CAPITAL}){{0,3}}"
    return re.compile(rf"(?<!\w)(?i:{before})\s(?P<place>(?:(?:The|La|Le|El|Den)\s)?{name})")


@cache
def _cities(language: str) -> set[str]:
    """Return the names of cities that CLDR has in a language."""
    return {zone["city"] for zone in Locale(language).time_zones.values() if "city" in zone}


def find_places(text: str, language: str, dated: bytearray) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, name) of what may be a place in `text`; `dated`: of each letter whether it is of a date."""
    for match in _pattern(language).finditer(text) if language in _entries() else ():
        start, end = match.span("place")
        date = dated.find(1, start, end)
        place = text[start : end if date < 0 else date].rstrip()
        if place and len(place) <= LONGEST and not _is_none(place, language):
            yield start, start + len(place), _plain(place, language)


def is_country_led_to(text: str, start: int, written: str, language: str) -> bool:
    """Tell whether a country is named as where something is: “in France”."""
    before = _entries()[language]["before"] if language in _entries() else ()
    last = text[max(0, start - 8) : start].split()[-1:]
    forms = [written, *cases(written.casefold(), language)]
    return bool(last) and last[0].casefold() in before and any(map(codes_called, forms))


def _is_none(place: str, language: str) -> bool:
    first, *more = place.split()
    if first.casefold() in _no_places() or (first.casefold() in ARTICLES and not more):
        return True
    return first.isupper() or (language == "de" and bool(COMMON_NOUN.match(first)))


def _plain(place: str, language: str) -> str:
    """Return the name of a city of which a Russian word is a case."""
    named = [name for name in cases(place.casefold(), language) if name.capitalize() in _cities(language)]
    return named[0].capitalize() if len(named) == 1 else place
