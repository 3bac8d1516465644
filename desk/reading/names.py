"""Names of countries, agencies, people, missions and areas in running text: every known form, the longest first.

A name is found where its words stand in full, accents and signs aside. What it must be written like depends on the
form: an acronym in capitals, a single word with a capital, several words anyhow, the label of an area anyhow.
Where a form belongs to more than one record, all of them are candidates; where the text itself says which it means
(“Canadian Space Agency (CSA)”), that one alone.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from spacecoop.tables import table_of

WORD = re.compile(r"[^\W_]+")
Word = tuple[str, int, int]  # without accents in small letters, start, end
OF = ("of", "de", "di", "do", "von")
MOST_OF_A_SURNAME = 3  # words
SURNAME_ALONE = "surname only"
MOST_CASES = 3  # words of a name whose Russian cases are tried
BREAK = re.compile(r"[.;:!?]\s|[(),]|\n\s*\n")  # what no name goes across
# Forms of a country's name that are also names of something else; never taken for certain.
ALSO = {
    "georgia": "also a state of the United States",
    "jordan": "also a name of people",
    "chad": "also a name of people",
    "jersey": "also a city and a state of the United States",
    "san marino": "also a name of missions",
}
# Behind a country's name these make it another place's: Irlande du Nord, Mexico City, South China Sea.
OTHER_PLACE_BEHIND = re.compile(
    r"\s+(?:du\s+(?:Nord|Sud)|de\s+l['’](?:Est|Ouest)|del\s+(?:Norte|Sur|Este|Oeste|Nord|Sud)|do\s+(?:Norte|Sul)|City|Sea|"
    r"Island|Islands|Institute|Tech|Stadt|équatoriale|ecuatorial|equatoriale|Ecuatorial)\b|[-–](?=[^\W\d_a-z])",
)


@cache
def words_around() -> dict[str, Any]:
    """Return {group: words} of names.yaml."""
    words: dict[str, Any] = table_of(Path(__file__).with_name("names.yaml"))
    return words


@dataclass(frozen=True, slots=True)
class Name:
    """One form of the name of a record: `kind` is its model in lower case, `key` what tells it from others."""

    kind: str
    key: object
    form: str


@dataclass(frozen=True, slots=True)
class FoundName:
    start: int
    end: int
    names: tuple[Name, ...]
    note: str = ""
    is_surname: bool = False  # alone


class NameIndex:
    """All known forms of names, by their words."""

    def __init__(self, names: Iterable[Name]) -> None:
        # The words → {(kind, key): Name}.
        self.forms: dict[tuple[str, ...], dict[tuple[str, object], Name]] = defaultdict(dict)
        # The first word → most words of a form that begins with it.
        self.longest: dict[str, int] = defaultdict(int)
        # The words → {key: Name}.
        self.surnames: dict[tuple[str, ...], dict[object, Name]] = defaultdict(dict)
        for name in names:
            words = tuple(word for word, _, _ in folded_words(name.form))
            if words and not (len(words) == 1 and len(words[0]) == 1):
                self.forms[words].setdefault((name.kind, name.key), name)
                self.longest[words[0]] = max(self.longest[words[0]], len(words))
            if name.kind == "person" and len(words) > 1:
                self.surnames[_surname(words)].setdefault(name.key, name)

    def find(self, text: str, language: str = "en", beginnings: Collection[int] = frozenset()) -> list[FoundName]:
        """Return the names in `text`, none within another.

        `beginnings`: where sentences begin, since there a capital says nothing.
        """
        words = folded_words(text)
        found: list[FoundName] = []
        at = 0
        while at < len(words):
            size, names = self._longest_at(text, words, at, language, beginnings)
            if names:
                start, end = words[at][1], words[at + size - 1][2]
                form = [word for word, _, _ in words[at : at + size]]
                found.append(FoundName(start, end, tuple(names), _doubt(form, names)))
            at += size or 1
        found += list(self._surnames(text, words, found, beginnings))
        return _settle(text, sorted(found, key=lambda mention: mention.start))

    def _surnames(
        self, text: str, words: list[Word], found: list[FoundName], beginnings: Collection[int]
    ) -> Iterator[FoundName]:
        """Yield the surnames that stand alone: of a person whom the text names in full, or else behind a title."""
        named = {name.key for mention in found for name in mention.names if name.kind == "person"}
        taken = {place for mention in found for place in range(mention.start, mention.end)}
        for at in range(len(words)):
            for size in range(min(MOST_OF_A_SURNAME, len(words) - at), 0, -1):
                start, end = words[at][1], words[at + size - 1][2]
                people = self.surnames.get(tuple(word for word, _, _ in words[at : at + size]), {}).values()
                before = words[at - 1] if at and text[words[at - 1][2] : start].strip(" .") == "" else None
                if not people or start in taken or not text[words[at + size - 1][1]].isupper():
                    continue
                has_title = before is not None and before[0] in words_around()["titles"]
                if before and text[before[1]].isupper() and not has_title and before[1] not in beginnings:
                    continue  # somebody else's first name
                known = tuple(name for name in people if name.key in named)
                if known or has_title:
                    note = "" if len(known) == 1 else SURNAME_ALONE
                    yield FoundName(start, end, known or tuple(people), note, is_surname=True)
                    break

    def _longest_at(
        self, text: str, words: list[Word], at: int, language: str, beginnings: Collection[int]
    ) -> tuple[int, list[Name]]:
        """Return (number of words, names) of the longest form that begins at `at`; (1, []) if there is none."""
        first = words[at][0]
        most = max(self.longest.get(form, 1) for form in (first, first[:-1], *cases(first, language)))
        for size in range(min(most, len(words) - at), 0, -1):
            start, end = words[at][1], words[at + size - 1][2]
            if BREAK.search(text, start, end) or _is_glued(text, start, end):
                continue
            names = self._called([word for word, _, _ in words[at : at + size]], language)
            names = [name for name in names if _is_written_like(text[start:end], name, start in beginnings)]
            if names and any(name.kind == "country" for name in names) and self._is_elsewhere(text, words, at, size):
                return 1, []
            if names:
                return size, _states_with_their_country(names)
        return 1, []

    def _is_elsewhere(self, text: str, words: list[Word], at: int, size: int) -> bool:
        """Whether the name of a country is only a part of the name of another place."""
        end = words[at + size - 1][2]
        before = words[at - 1] if at and text[words[at - 1][2] : words[at][1]].strip("-–") in ("", " ") else None
        behind = OTHER_PLACE_BEHIND.match(text, end)
        if behind and behind[0] in "-–" and at + size < len(words) and words[at + size][0] in self.longest:
            behind = None  # two countries: “France–India”
        is_water = at > 1 and words[at - 2][0] in words_around()["water"] and words[at - 1][0] in OF
        is_part = before and before[0] in words_around()["part_of"] and text[before[1]].isupper()
        return bool(behind or is_part or is_water or (before and before[0] in words_around()["before_another"]))

    def _called(self, words: list[str], language: str) -> list[Name]:
        forms = [tuple(words), *_without_ending(tuple(words), language)]
        return list(
            {(name.kind, name.key): name for form in forms for name in self.forms.get(form, {}).values()}.values()
        )


def _doubt(words: list[str], names: list[Name]) -> str:
    if len(names) > 1:
        return "name of several records"
    return ALSO.get(" ".join(words), "") if names[0].kind in ("country", "agency") else ""


def folded_words(text: str) -> list[Word]:
    """Return (word without accents in small letters, start, end) of every word of `text`."""
    return [(fold(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]


def fold(word: str) -> str:
    """Return a word in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def _without_ending(key: tuple[str, ...], language: str) -> list[tuple[str, ...]]:
    """Return what a German or Russian form is a case of: “Belgiens”, “Vereinigten Staaten”, “Франции”."""
    if language == "ru" and len(key) <= MOST_CASES:
        return list(product(*([word, *cases(word, language)] for word in key)))[1:]
    if language != "de":
        return []
    plain = tuple(word[:-1] if word.endswith(("en", "er")) and len(word) > 5 else word for word in key[:-1])
    last = key[-1]
    forms = [(*plain, last)] if plain != key[:-1] else []
    if len(last) > 4 and last.endswith("s"):
        forms.append((*plain, last[:-1]))
    return forms


def cases(word: str, language: str) -> list[str]:
    """Return what a Russian word may be a case of."""
    ends = words_around()["russian"].items() if language == "ru" else ()
    return [word[: -len(end)] + base for end, bases in ends if word.endswith(end) for base in bases]


def _surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the last word of a name, with the small words before it: “Le Gall”, “van der Berg”."""
    first = len(words) - 1
    while first > 1 and words[first - 1] in words_around()["particles"]:
        first -= 1
    return words[first:]


def _is_glued(text: str, start: int, end: int) -> bool:
    """Tell whether it is a part of an address or of a longer word: cnes.fr, @esa, SPOT-like hyphens aside."""
    before, after = text[start - 1 : start], text[end : end + 2]
    return before in ("@", "/", "_") or after[:1] in ("@", "_") or bool(re.match(r"\.[a-z]", after))


def _is_written_like(written: str, name: Name, begins_sentence: bool) -> bool:
    form = name.form
    if name.kind == "area":
        return True
    if is_acronym(form):
        letters = re.sub(r"\W", "", written)
        if letters.isupper() or letters == re.sub(r"\W", "", form):
            return True
        # “Nasa” is how many newspapers write it; at the beginning of a sentence “Echo” may be any word.
        return letters[:1].isupper() and not begins_sentence and len(letters) > 2 and letters[1:].islower()
    if len(WORD.findall(form)) == 1 or name.kind == "person":
        return written[:1].isupper() or not form[:1].isupper()
    return True


def is_acronym(form: str) -> bool:
    """Tell whether a form is written in capitals throughout: CNES, B-USOC, U.S."""
    letters = re.sub(r"[\W\d_]", "", form)
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) > len(letters) / 2 and " " not in form


def _states_with_their_country(names: list[Name]) -> list[Name]:
    """Let a state stand for its country: in an agreement it is the state that acts."""
    states = {name.key for name in names if name.kind == "agency"}
    if states and any(name.kind == "country" for name in names):
        return [name for name in names if name.kind != "country"]
    return names


def _settle(text: str, found: Sequence[FoundName]) -> list[FoundName]:
    """Leave of an acronym's records the one that the text itself gives it to: “Canadian Space Agency (CSA)”."""
    settled: dict[str, tuple[str, object]] = {}
    for mention, other in pairwise(found):
        between = text[mention.end : other.start]
        if re.fullmatch(r"\s*\(", between) and text[other.end : other.end + 1] == ")":
            shared = {(name.kind, name.key) for name in mention.names} & {(name.kind, name.key) for name in other.names}
            if len(shared) == 1:
                settled[text[other.start : other.end]] = shared.pop()
                settled[text[mention.start : mention.end]] = settled[text[other.start : other.end]]
    return [_only(mention, settled.get(text[mention.start : mention.end])) for mention in found]


def _only(found: FoundName, record: tuple[str, object] | None) -> FoundName:
    if record is None or len(found.names) == 1:
        return found
    names = tuple(name for name in found.names if (name.kind, name.key) == record)
    return replace(found, names=names, note="") if names else found
