"""A text as tokens with the senses that a language gives them: “lundi” a day of the week, “fin” the end of something.

Names of months and days are CLDR's, the other words of time stand in `time_words.yaml`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from babel import Locale

# Entries that are more than lists of words for one sense.
SPECIAL = {"seasons", "quarters", "day_words", "numbers", "decades"}

TOKEN = re.compile(
    r"""(?P<iso>\d{4}-\d{2}-\d{2}(?!\d))
    | (?P<numeric>(?<![\d./])\d{1,2}(?P<separator>[./-])\d{1,2}(?P=separator)\d{4}(?!\d|[/.-]\d))
    | (?P<month_of>(?<![\d./-])(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}(?![\d/]))
    | (?P<years>(?<![\d-])(?:19|20)\d{2}[-–/]\d{2}(?![\d-]))
    | (?P<decade_of>(?:1[89]|20)\d0(?:s|er)\b(?:[- ]Jahren?)?)
    | (?P<year>(?<![\d.,])(?:1[89]|20)\d{2}(?!\d|[.,]\d|[^\W\d_]))
    | (?P<short_year>(?<!\w)['’‘]\d{2}(?!\w))
    | (?P<day>(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|re|e|º|°|ª|\.(?=\s*(?:[-–]|[^\W\d_])))?(?![\d\w]))
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
    senses: dict


@lru_cache
def _words(language):
    """Return {words as a tuple in small letters: {sense: value}} of a language, and the most words of an entry."""
    entries = yaml.safe_load((Path(__file__).parent / "time_words.yaml").read_text(encoding="utf-8"))[language]
    senses = [(phrase, name, True) for name in entries.keys() - SPECIAL for phrase in entries[name]]
    senses += [(phrase, "season", n) for n, season in enumerate(entries["seasons"], 21) for phrase in season]
    senses += [(phrase, "quarter", str(n)) for n, names in enumerate(entries["quarters"], 33) for phrase in names]
    senses += [(phrase, "day_word", days) for phrase, days in entries["day_words"].items()]
    senses += [(phrase, "number", n) for n, phrase in enumerate(entries["numbers"], 1)]
    senses += [(phrase, "decade_word", decade) for phrase, decade in entries["decades"].items()]
    senses += _calendar_words(Locale(language))
    words = {}
    for phrase, sense, value in senses:
        key = tuple(token[0].replace("’", "'").casefold() for token in TOKEN.finditer(phrase))
        words.setdefault(key, {})[sense] = value
    return words, max(map(len, words))


def _calendar_words(locale):
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                yield name.rstrip("."), "month_name", number
        for number, name in locale.days[context]["wide"].items():
            yield name, "weekday", number
    yield from {"en": [("Sept", "month_name", 9)], "de": [("Jänner", "month_name", 1)]}.get(locale.language, [])


def tokens(text, language):
    """Return the tokens of `text` with their senses; words that mean something together are one token."""
    words, longest = _words(language)
    plain = [
        (match[0], match.start(), match.end(), match.lastgroup if match.lastgroup != "separator" else "numeric")
        for match in TOKEN.finditer(text)
    ]
    keys = [one[0].replace("’", "'").casefold() for one in plain]
    found, at = [], 0
    while at < len(plain):
        size = next((n for n in range(min(longest, len(plain) - at), 0, -1) if tuple(keys[at : at + n]) in words), None)
        start, end = plain[at][1], plain[at + (size or 1) - 1][2]
        senses = words[tuple(keys[at : at + size])] if size else {}
        kind = plain[at][3] if (size or 1) == 1 else "word"
        found.append(Token(text[start:end], start, end, kind, _capitals(senses, text[start:end], language)))
        at += size or 1
    return found


def _capitals(senses, word, language):
    """Take the month and the weekday from a word that would have a capital: “may”, “march”."""
    if language in ("en", "de") and not word[0].isupper():
        return {sense: value for sense, value in senses.items() if sense not in ("month_name", "weekday")}
    return senses
