"""People whom the knowledge base does not know, where a text says as what they act.

They stand behind an office or a title, or before an office between commas.
Where an office without a comma leads to more words with a capital than a name has, each way to read the name is given.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from desk.reading.names import fold, words_around
from spacecoop.tables import table_of

MOST_WORDS = 4  # of a name, small words such as “van der” aside
MOST_BEFORE_OFFICE = 4  # words between a comma and the end of an office: “the Acting Director”
FAR = 60  # letters between an office and the name behind it
_TOKEN = re.compile(r"(?:[^\W\d_]\.-?)+(?:[^\W\d_]\.)?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEHIND = re.compile(r"\s*[,(–—-]\s*(?=\w)")
_ELIDED = re.compile(r"[dDlL]['’][^\W\d_a-zß-öø-ÿа-яё]")
_NO_NAME_AHEAD = re.compile(r"\s*(?:[,;.:)–—]|$|\s[^\W\d_A-ZÀ-ÞА-ЯЁ])")
_BREAK = re.compile(r"[.;:!?()–—“”«»\"\d]")


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A place in a text with the name of somebody; `names`: each way to read it, one where that is clear."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        return fold(self.text.rstrip("."))

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_part(self) -> bool:
        """Whether it may be a part of a name behind its first word: “d’Escatha” too."""
        return self.is_capital or bool(_ELIDED.match(self.text))

    @property
    def is_initial(self) -> bool:
        return self.text.endswith(".") or len(self.text) == 1

    @property
    def is_office(self) -> bool:
        return bool(_office().search(self.plain) and not _no_office().search(self.plain))

    @property
    def is_particle(self) -> bool:
        return self.plain in words_around()["particles"]

    @property
    def leads(self) -> bool:
        """Whether a name stands behind it: an office, or a title such as “Dr”."""
        return self.is_office or self.plain in words_around()["titles"]

    @property
    def is_subject(self) -> bool:
        """Whether it says what an office is of: “Affairs”, “Ciencia”."""
        return bool(_subjects().match(self.plain))


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = table_of(Path(__file__).with_name("parts.yaml"))
    return words


@cache
def _office() -> re.Pattern[str]:
    return re.compile("|".join(map(fold, _words()["offices"])))


@cache
def _subjects() -> re.Pattern[str]:
    return re.compile("|".join(map(fold, _words()["subjects_of_offices"])))


@cache
def _no_office() -> re.Pattern[str]:
    return re.compile("|".join(map(fold, _words()["no_offices"])))


def find_people(
    text: str,
    language: str,
    taken: Iterable[tuple[int, int]],
    acts: Sequence[int],
    spans: Iterable[tuple[int, int]],
) -> list[FoundPerson]:
    """Return the FoundPersons in sentences of a text, in order.

    `taken`: (start, end) of what is known to be something else; `acts`: where acts begin; `spans`: (start, end) of the
    sentences in which somebody signs.
    """
    used = bytearray(len(text))
    for start, end in taken:
        used[start:end] = b"\1" * (end - start)
    return [found for span in spans for found in _Sentence(text, language, used, acts, *span).people()]


class _Sentence:
    def __init__(self, text: str, language: str, used: bytearray, acts: Iterable[int], start: int, end: int) -> None:
        self.text, self.used, self.end = text, used, end
        self.places = _words().get(language, {}).get("where", ())  # what stands before a place
        self.acts = [at for at in acts if start <= at < end]
        self.tokens = [_Token(*match.span(), match[0]) for match in _TOKEN.finditer(text, start, end)]

    def people(self) -> Iterator[FoundPerson]:
        capitals = sum(token.is_capital for token in self.tokens)
        if capitals * 5 >= len(self.tokens) * 4:
            return  # a heading in capitals tells no names from other words
        for first, after in self._runs():
            if found := self._person(first, after):
                yield found

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield (first, after) of the tokens that stand together, each with a capital or a small word of names."""
        first = None
        for at, token in enumerate(self.tokens):
            if first is not None and not self._goes_on(at):
                yield first, self._without_particles(first, at)
                first = None
            if first is None and token.is_capital and not self._is_used(token):
                first = at
        if first is not None:
            yield first, self._without_particles(first, len(self.tokens))

    def _goes_on(self, at: int) -> bool:
        before, token = self.tokens[at - 1], self.tokens[at]
        gap = self.text[before.end : token.start].replace(".", "", 1 if before.leads else 0)
        is_next = gap.isspace() and "\n\n" not in gap if gap else before.is_initial
        fits = token.is_part or (token.is_particle and not before.is_office)
        return is_next and fits and not self._is_used(token)

    def _without_particles(self, first: int, after: int) -> int:
        while after > first and not self.tokens[after - 1].is_part:
            after -= 1
        return after

    def _is_used(self, token: _Token) -> bool:
        return any(self.used[token.start : token.end])

    def _person(self, first: int, after: int) -> FoundPerson | None:
        leading = [at for at in range(first, after) if self._ends_office(first, at)]
        if leading:
            first = self._after_office(leading[-1], after)
        if first >= after:
            return None
        is_office = bool(leading) and self.tokens[leading[-1]].leads
        is_led_to, is_open = (True, False) if is_office else self._is_led_to(first)
        is_followed = self._has_office_behind(after)
        is_open = is_open and not (is_followed or leading)
        if is_open:
            words = self._last_words(first, after)
            first = words[1] if words[1:] and self._stands_with(words[0], "of_offices") else words[0]
        if not self._is_name(first, after) or not (is_led_to or is_followed):
            return None
        return self._found(first, after, is_open)

    def _ends_office(self, first: int, at: int) -> bool:
        """Tell whether a word of a run leads to a name; “M.” inside one is a part of it: “Richard M. Nixon”."""
        token = self.tokens[at]
        is_inside = token.is_initial and at > first and not self.tokens[at - 1].leads
        return (token.leads and not is_inside) or token.is_subject

    def _last_words(self, first: int, after: int) -> list[int]:
        """Return the places of the last words, as many as a name has."""
        return [at for at in range(first, after) if not self.tokens[at].is_particle][-MOST_WORDS:]

    def _after_office(self, office: int, after: int) -> int:
        """Return the place behind an office and what belongs to it: “Director General”, “Minister-President”."""
        at = office + 1
        while at < after and (self.tokens[at].plain in _words()["with_offices"] or self.tokens[at].is_particle):
            at += 1
        return at

    def _is_name(self, first: int, after: int) -> bool:
        words = [token for token in self.tokens[first:after] if not token.is_particle]
        whole = [token for token in words if not token.is_initial]
        if not 2 <= len(words) <= MOST_WORDS or not whole or not self.tokens[first].is_capital:
            return False
        if self._stands_somewhere(first):
            return False
        return not any(token.text.isupper() and not token.is_initial for token in words[:-1]) and not all(
            token.text.isupper() for token in words
        )

    def _stands_somewhere(self, first: int) -> bool:
        """Tell whether the words stand behind one such as “in”: those of a place."""
        before = self.tokens[first - 1].plain if first else ""
        return before in self.places

    def _stands_with(self, at: int, group: str) -> bool:
        """Tell whether a word of a group, or an article behind one, stands before a token."""
        before = [token.plain for token in self.tokens[max(0, at - 2) : at]][::-1]
        return bool(
            {*before[: 1 + (before[:1] in [[article] for article in _words()["articles"]])]} & {*_words()[group]}
        )

    def _is_led_to(self, first: int) -> tuple[bool, bool]:
        """Return (whether an office leads to a name, whether without a comma): “the Minister of Science, …”."""
        if not first:
            return False, False
        gap = self.text[self.tokens[first - 1].end : self.tokens[first].start]
        for at in range(first - 1, -1, -1):
            between = self.text[self.tokens[at].end : self.tokens[first].start]
            if len(between) > FAR or _BREAK.search(between.removesuffix(gap)) or gap.strip() not in ("", ","):
                return False, False
            if self.tokens[at].is_office:
                if any(self.tokens[at].start <= act < self.tokens[first].start for act in self.acts):
                    return False, False
                return self._is_of_it(at, first, gap), "," not in gap and at + 1 < first
        return False, False

    def _is_of_it(self, office: int, first: int, gap: str) -> bool:
        """Tell whether what stands between an office and a name says of what it is: “of the Agency”, “du CNES”."""
        at = self._after_office(office, first)
        at -= at > office + 1 and self.tokens[at - 1].is_particle
        if at >= first or "," in gap:
            return True
        return self.tokens[at].plain in _words()["of_offices"] or self.tokens[at].plain[:1] > "z"

    def _has_office_behind(self, after: int) -> bool:
        """Tell whether an office follows between commas: “, Director General of …”, not “, President Doe said”."""
        if not _BEHIND.match(self.text, self.tokens[after - 1].end, self.end):
            return False
        tokens = self.tokens[after : after + MOST_BEFORE_OFFICE]
        offices = [token for token in tokens if token.is_office]
        if not offices:
            return False
        last = next((b for a, b in pairwise([*tokens, None]) if a is offices[0]), None)
        if last is None or last.is_office or last.plain in _words()["with_offices"] or self._is_used(last):
            return True
        return not last.is_capital or bool(_NO_NAME_AHEAD.match(self.text, offices[0].end))

    def _found(self, first: int, after: int, is_open: bool) -> FoundPerson:
        words = self._last_words(first, after)
        starts = words[-2::-1] if is_open else [first]
        begin, end = self.tokens[first].start, self.tokens[after - 1].end
        names = tuple(" ".join(self.text[self.tokens[at].start : end].split()) for at in starts)
        return FoundPerson(begin, end, names)
