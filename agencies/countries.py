"""What countries are called: one table for every door, of CLDR's names and those of countries.yaml.

A name is compared by its words, whatever their order, articles, accents, capitals and signs: “KOREA, REPUBLIC OF” is
“Republic of Korea”. All of its words count, so that the longer name of another place is another place.
"""

import pickle
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers, resolve_locale_filename

from spacecoop.memory import keep
from spacecoop.tables import table_of

PATH = Path(__file__).with_name("countries.yaml")
TERRITORIES = Path(__file__).with_name("territories.yaml")
LANGUAGES = ("en", "fr", "es", "de", "nl", "it", "pt", "ru")  # those of our sources
LEAST_NAMED = 200  # countries: a language that names fewer is hardly begun in CLDR
# Of a language that our sources are not written in: shorter ones are words of English, as “Laws” in Hausa.
SHORTEST = 5
Words = frozenset[str]
MOST_KEPT = 10_000  # names of which the codes are remembered: tables and texts repeat them
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")  # U.S.S.R.
_ELIDED = re.compile(r"\b[dl]'|'s?\b")  # d'Ivoire, People's
_PARTS = re.compile(r"[(),/;\[\]]")
_SIGNS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "ı": "i"})


@keep(MOST_KEPT)
def codes_called(name: str) -> frozenset[str]:
    """Return the codes of the countries that have this whole name: one where it is sure, several where it is not."""
    if found := _codes_of(_words(name)):
        return found
    parts = [part for part in map(_words, _PARTS.split(name)) if part]
    told = [_codes_of(part) for part in parts if part - _words_given("titles")]
    if len(parts) < 2 or not told:
        return frozenset()
    common = frozenset.intersection(*(codes | _names_since(codes) for codes in told))
    return told[0] if common and len(told[0]) == 1 else common


def codes_of_government(name: str) -> frozenset[str]:
    """Return the codes of the countries whose government has this name: “Government of Chile”, “French Government”."""
    words = _words(name)
    without = words - _words_given("governments")
    return _codes_of(without - {"royal"}) if without != words else frozenset()


def successors_of(code: str) -> list[str]:
    """Return the codes of the states that came after a former one."""
    successors: dict[str, list[str]] = _given()["successors"]
    return successors.get(code, [])


def territories() -> dict[str, str]:
    """Return {code of a territory that is no state: code of the state that it belongs to}."""
    return {code: state for state, codes in table_of(TERRITORIES)["territories"].items() for code in codes}


def on_the_side_of(code: str) -> set[str]:
    """Return the codes of those that are on the side of a state where they are named beside it."""
    return {other for group in table_of(TERRITORIES).values() for other in group.get(code, ())}


def translated_names(code: str) -> list[str]:
    """Return its names in the languages of our sources, each once."""
    return list(dict.fromkeys(filter(None, (_territories(language).get(code) for language in LANGUAGES))))


def near_names(code: str) -> list[str]:
    """Return its names in the languages of our sources, the other ones that it is known by, and its adjectives."""
    own = _given()["countries"].get(code, {})
    shared = [name for entry in _given()["ambiguous"] if code in entry["codes"] for name in _all_of(entry)]
    return list(dict.fromkeys([*translated_names(code), *_all_of(own), *shared]))


def names_elsewhere(code: str) -> set[str]:
    """Return its names in all languages of CLDR that are long enough to be no words of ours."""
    return {name for name in _everywhere().get(code, ()) if len(name) >= SHORTEST or not name.isascii()}


def names_in_text(language: str) -> list[tuple[str, str]]:
    """Return (code, name) of every name that is a country's wherever it stands in a text of this language."""
    found = {(code, form) for code, name in _territories(language).items() for form in _forms(name)}
    for code, own in _given()["countries"].items():
        found |= {(code, name) for name in own.get("names", ())}
    for entry in _given()["ambiguous"]:
        found |= {(code, name) for name in entry.get("names", ()) for code in entry["codes"]}
    return sorted(found)


def _names_since(codes: frozenset[str]) -> set[str]:
    """Return what states of some became that only changed their names: “Benin (Dahomey)” is one country."""
    return {successor for code in codes if code in _given()["renamed"] for successor in successors_of(code)}


def adjectives() -> list[tuple[str, str]]:
    """Return (code, word) of the adjectives of countries, and of what they are called in part."""
    return [(code, word) for code, own in _given()["countries"].items() for word in own.get("whole", ())]


def _codes_of(words: Words) -> frozenset[str]:
    plain = words - _words_given("titles")
    return _found(words) or (_found(plain) if plain not in _divided() else frozenset())


def _found(words: Words) -> frozenset[str]:
    return _table().get(words) or _table_of_all_languages().get(words) or frozenset()


def _words(name: str) -> Words:
    """Return the words of a name that count, without accents and capitals."""
    plain = _DOTTED.sub(lambda letters: re.sub(r"[.\s]", "", letters[0]) + " ", name.translate(_SIGNS))
    decomposed = _ELIDED.sub(" ", unicodedata.normalize("NFKD", plain.replace("’", "'")).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = frozenset(_stands_for().get(word, word) for word in _WORD.findall(plain))
    return words - _words_given("joints") or words


@cache
def _table() -> dict[Words, frozenset[str]]:
    """Return {words: codes} of the languages of our sources; a name that several have is several's."""
    table: dict[Words, set[str]] = {}
    for code, own in _given()["countries"].items():
        for name in _all_of(own):
            table.setdefault(_words(name), set()).add(code)
    for language in LANGUAGES:
        for code, name in _territories(language).items():
            for form in _forms(name):
                table.setdefault(_words(form), set()).add(code)
    for entry in _given()["ambiguous"]:
        for name in _all_of(entry):
            table[_words(name)] = set(entry["codes"])
    return {words: frozenset(codes) for words, codes in table.items() if words}


@cache
def _table_of_all_languages() -> dict[Words, frozenset[str]]:
    """Return {words: codes} of all other languages; a name that two countries have there is nobody's."""
    table: dict[Words, set[str]] = {}
    for code in _everywhere():
        for name in names_elsewhere(code):
            table.setdefault(_words(name), set()).add(code)
    return {words: frozenset(codes) for words, codes in table.items() if words and len(codes) == 1}


@cache
def _divided() -> frozenset[Words]:
    return frozenset(map(_words, _given()["divided"]))


@cache
def _stands_for() -> dict[str, str]:
    return {word: plain for plain, words in _given()["stands_for"].items() for word in words}


@cache
def _words_given(group: str) -> Words:
    return frozenset(_given()[group])


@cache
def _given() -> dict[str, Any]:
    given: dict[str, Any] = table_of(PATH)
    return given


def _all_of(entry: Mapping[str, list[str]]) -> list[str]:
    return [*entry.get("names", ()), *entry.get("whole", ())]


def _forms(name: str) -> set[str]:
    """Return a name with and without what CLDR puts in brackets: “Myanmar (Burma)”."""
    return {name, name.split(" (")[0]}


@cache
def _territories(language: str) -> dict[str, str]:
    """Return {code: name} of the countries in a language; CLDR's groups and tests are none."""
    return _countries_in(Locale.parse(language).territories)


def _countries_in(named: Mapping[str, str]) -> dict[str, str]:
    return {
        code: name for code, name in named.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@cache
def _everywhere() -> dict[str, set[str]]:
    """Return the names of each country in all languages. Cost: half a second, the first time."""
    names: dict[str, set[str]] = {}
    for language in (name for name in locale_identifiers() if "_" not in name):
        # By Babel's own reading all that it knows of all languages would stay in memory: 200 MB.
        with open(resolve_locale_filename(language), "rb") as file:
            named = _countries_in(pickle.load(file).get("territories", {}))  # noqa: S301 - it comes with the library
        if len(named) >= LEAST_NAMED:
            for code, name in named.items():
                names.setdefault(code, set()).add(name)
    return names
