"""What a text says of an agreement besides its acts: other agreements it is tied to, how long it holds, its numbers.

Marked is only what is clear: a tie before a word of an instrument, a duration in a sentence that speaks of one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agreements.schemes import NotOfScheme, written
from desk.reading.vocabulary import longest_apart, whole_words
from spacecoop.tables import table_of

NEAR = 60  # letters between a tie and the instrument behind it
TERMS = ("length", "renewal_length", "notice", "renewal", "condition")


@dataclass(frozen=True, slots=True)
class FoundClause:
    """`kind`: “relation”, “term” or “identifier”.

    `value`: (relation,), (field of a Term, what its form takes, such as “5 years”) or (scheme, number).
    """

    start: int
    end: int
    kind: str
    value: tuple[str, ...]


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = table_of(Path(__file__).with_name("clauses.yaml"))
    return words


@cache
def _patterns(language: str) -> list[tuple[str, str, list[re.Pattern[str]]]]:
    """Return [(kind, field or value, pattern)] of a language; the series of treaties are in every one."""
    words = _words()
    own = words.get(language, {})
    length = _length(own) if own else ""
    found = [("identifier", scheme, _compiled(ways, "")) for scheme, ways in words["series"].items()]
    found += [("identifier", "law", _compiled(own["law"], ""))] if own.get("law") else []
    found += [("relation", kind, _compiled(ways, "")) for kind, ways in own.get("relations", {}).items()]
    for name in TERMS if own else ():
        ways = own[name].items() if name == "renewal" else [(name, own[name])]
        found += [(name, value, _compiled(some, length)) for value, some in ways if some]
    return found


def _compiled(ways: Iterable[str], length: str) -> list[re.Pattern[str]]:
    # Each way has its own groups, so each is a pattern of its own.
    return [re.compile(whole_words([way.replace("{n}", length)]), re.IGNORECASE) for way in ways]


@cache
def _numbers(language: str) -> tuple[dict[str, int], dict[str, re.Pattern[str]]]:
    words = _words()[language]
    return words["numbers"], {unit: re.compile(forms, re.IGNORECASE) for unit, forms in words["units"].items()}


def _length(own: dict[str, Any]) -> str:
    numbers = "|".join(sorted(own["numbers"], key=len, reverse=True))
    units = "|".join(own["units"].values())
    return rf"(?P<number>{numbers}|\d{{1,2}})(?: \((?:{numbers}|\d{{1,2}})\))?[ -](?P<unit>{units})(?!\w)"


def length_in(text: str, language: str) -> str:
    """Return a length of time such as “cinq ans” in English, “5 years”; "" for a text that is no such length.

    `language`: that of the text; of one that is not read nothing is understood.
    """
    own = _words().get(language, {})
    found = re.fullmatch(_length(own), text.strip(), re.IGNORECASE) if "units" in own else None
    return _in_english(found["number"], found["unit"], language) if found else ""


def find_clauses(text: str, language: str, instruments: Sequence[tuple[int, int]]) -> list[FoundClause]:
    """Return the FoundClauses of a text in order, none within another; `instruments`: (start, end), in order."""
    found: list[FoundClause] = []
    for kind, value, patterns in _patterns(language):
        for pattern in patterns:
            for match in pattern.finditer(text):
                found += _read(kind, value, match, language, instruments)
    found = longest_apart(found, len(text))
    told = [clause.start for clause in found if clause.value[0] in ("renewal", "renewal_length")]
    return [
        clause
        for clause in found
        if clause.value[0] != "condition" or not any(0 <= start - clause.end <= NEAR for start in told)
    ]


def _read(
    kind: str, value: str, match: re.Match[str], language: str, instruments: Sequence[tuple[int, int]]
) -> Iterator[FoundClause]:
    groups = match.groupdict()
    start, end = match.span("mark" if groups.get("mark") else 0)
    if kind == "identifier":
        yield from _identifier(value, match, start, end)
    elif kind == "relation":
        if any(
            0 <= begin - end <= NEAR and not re.search(r"[,.;:]", match.string[end:begin]) for begin, _ in instruments
        ):
            yield FoundClause(start, end, "relation", (value,))
    elif groups.get("number"):
        yield FoundClause(start, end, "term", (kind, _in_english(groups["number"], groups["unit"], language)))
    else:
        yield FoundClause(start, end, "term", (kind, "renewable" if kind == "condition" else value))


def _in_english(number: str, unit: str, language: str) -> str:
    """Return a number and a unit, in the words of a language, as “5 years”."""
    numbers, units = _numbers(language)
    figure = int(numbers.get(number.casefold(), number))
    name = next(name for name, forms in units.items() if forms.fullmatch(unit))
    return f"{figure} {name}{'' if figure == 1 else 's'}"


def _identifier(scheme: str, match: re.Match[str], start: int, end: int) -> Iterator[FoundClause]:
    try:
        number = match[0] if scheme == "law" else written(scheme, match["value"])
    except NotOfScheme:
        return
    yield FoundClause(start, end, "identifier", (scheme, " ".join(number.split())))
