"""A text as tokens with the senses that a language gives them: “lundi” a day of the week, “fin” the end of something.

Names of months and days are CLDR's, the other words of time stand in `words.yaml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from spacecoop.tables import table_of

Senses = dict[str, Any]  # what a word may be, with its value: a number, a text or True, as its sense has it
LANGUAGES = ("en", "fr", "es", "nl", "it", "de", "pt", "ru")
# Entries that are no lists of words for one sense.
SPECIAL = {"seasons", "quarters", "day_words", "numbers", "decades", "months", "weekdays", "not_stated"}

# Senses of words that English and German write with a capital.
CAPITAL = {"month_name", "weekday", "short_weekday"}
DASHES = r"\-‐‑‒–—―−"
TOKEN = re.compile(
    rf"""(?P<iso>(?<![\d/])\d{{4}}-\d{{2}}-\d{{2}}(?!\d))
    | (?P<year_first>(?<![\d.,/])\d{{4}}(?:\s?(?P<between>[./{DASHES}])\s?\d{{1,2}}\s?(?P=between)\s?|\s\d{{1,2}}\s)
      \d{{1,2}}(?![\d/]|[.,]\d))
    | (?P<numeric>(?<![\w./-])\d{{1,2}}(?:\s?(?P<separator>[./{DASHES}])\s?\d{{1,2}}\s?(?P=separator)\s?|\s\d{{1,2}}\s)
      \d{{4}}(?!\d|[/.-]\d))
    | (?P<short_numeric>(?<![\w./-])\d{{1,2}}(?P<divider>[./{DASHES}])\d{{1,2}}(?P=divider)['’]?\d{{2}}(?!\d|[:/.-]\d))
    | (?P<roman>(?<![\w./-])\d{{1,2}}\s?(?P<mark>[./{DASHES}\s])\s?(?:I{{1,3}}|I?V|VI{{1,3}}|I?X|XI{{1,2}})
      \s?(?P=mark)\s?\d{{4}}(?!\d|[/.-]\d))
    | (?P<month_of>(?<![\w./-])(?:(?:0?[1-9]|1[0-2])\s?/\s?|(?:0[1-9]|1[0-2])[.{DASHES}])(?:1\d|2[01])\d{{2}}
      (?![\d/]|[.-]\d))
    | (?P<years>(?<![\d-])(?:1\d|2[01])\d{{2}}[/{DASHES}]\d{{2}}(?![\d-]))
    | (?P<decade_of>(?:1\d|2[01])\d0(?:s|er)\b(?:[- ]Jahren?)?)
    | (?P<year>(?<!\d)(?<!\d\.)(?:1\d|2[01])\d{{2}}(?!\d|[.,]\d|(?![QqTtHhгГ])[^\W\d_]))
    | (?P<short_year>(?<!\w)['’‘]\d{{2}}(?!\w))
    | (?P<day>(?<!\d)(?<!\d[.,])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|re|e|º|°|ª|\.(?=\s*(?:[/{DASHES}]|[^\W\d_])))?
      (?![\d\w]))
    | (?P<word>(?:[cdjlmnst]|(?:jus|lors|puis)?qu|(?:a|da|de|ne|su)ll|quest|aujourd)['’](?=[^\W\d_]|$)|[^\W\d_]+)
    | (?P<other>\d[\d.,]*|\S)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int
    kind: str
    senses: Senses


@lru_cache
def _entries() -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = table_of(Path(__file__).parent / "words.yaml")
    return entries


@lru_cache
def placeholders() -> set[str]:
    """Return what people write, in any language, to say that a date is not stated; in small letters."""
    return {word for entries in _entries().values() for word in entries["not_stated"]}


@lru_cache
def _words(language: str) -> tuple[dict[tuple[str, ...], Senses], int]:
    """Return {words as a tuple in small letters: {sense: value}} of a language, and the most words of an entry."""
    entries = _entries()[language]
    senses: list[tuple[str, str, Any]] = [
        (phrase, name, True) for name in entries.keys() - SPECIAL for phrase in entries[name]
    ]
    senses += [(phrase, "season", n) for n, season in enumerate(entries["seasons"], 21) for phrase in season]
    senses += [(phrase, "quarter", str(n)) for n, names in enumerate(entries["quarters"], 33) for phrase in names]
    senses += [(phrase, "day_word", days) for phrase, days in entries["day_words"].items()]
    senses += [(phrase, "number", n) for n, phrase in enumerate(entries["numbers"], 1)]
    senses += [(phrase, "decade_word", decade) for phrase, decade in entries["decades"].items()]
    senses += _calendar_words(Locale(language))
    for phrase, number in entries["months"].items():
        senses += [(phrase, "month_name", number), (phrase, "abbreviated", True)]
    senses += [(phrase, "weekday", number) for phrase, number in entries["weekdays"].items()]
    words: dict[tuple[str, ...], Senses] = {}
    for phrase, sense, value in senses:
        key = tuple(_key(token[0]) for token in TOKEN.finditer(phrase))
        words.setdefault(key, {})[sense] = value
    return words, max(map(len, words))


def _calendar_words(locale: Locale) -> Iterator[tuple[str, str, int | bool]]:
    """Yield (word, sense, value) of the months and days; what is abbreviated may have a full stop."""
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context]["wide"].items():
            yield name, "month_name", number
        for number, name in locale.months[context]["abbreviated"].items():
            yield name.rstrip("."), "month_name", number
            yield name.rstrip("."), "abbreviated", True
        for number, name in locale.days[context]["wide"].items():
            yield name, "weekday", number
        for number, name in locale.days[context]["abbreviated"].items():
            yield name.rstrip("."), "short_weekday", number


def _key(word: str) -> str:
    return word.replace("’", "'").casefold()


def tokens(text: str, language: str, by_capitals: bool = True) -> list[Token]:
    """Return the tokens of `text` with their senses; words that mean something together are one token.

    `by_capitals`: in running text “may” is no month.
    """
    words, longest = _words(language)
    plain = [(match[0], match.start(), match.end(), match.lastgroup or "") for match in TOKEN.finditer(text)]
    keys = [_key(word) for word, *_ in plain]
    found, at = [], 0
    while at < len(plain):
        size = next((n for n in range(min(longest, len(plain) - at), 0, -1) if tuple(keys[at : at + n]) in words), None)
        start, end = plain[at][1], plain[at + (size or 1) - 1][2]
        senses = words[tuple(keys[at : at + size])] if size else {}
        kind = plain[at][3] if (size or 1) == 1 else "word"
        if by_capitals:
            senses = _capitals(senses, text[start:end], language)
        found.append(Token(text[start:end], start, end, kind, senses))
        at += size or 1
    return found


def _capitals(senses: Senses, word: str, language: str) -> Senses:
    """Take the month and the weekday from a word that would have a capital: “may”, “march”."""
    if language in ("en", "de") and not word[0].isupper():
        return {sense: value for sense, value in senses.items() if sense not in CAPITAL}
    return senses
