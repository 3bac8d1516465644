"""The words of instruments and acts, and how a sentence puts an act: done, planned, discussed, denied.

A clause says how it stands to the world by the word in it that is farthest from a plain fact; one that says nothing is
as the one before it, or else the one after. An act is as its own form says (“firmaron”), or what stands between it and
the act before it (“signed in 1997, is to be renewed”), or else as its clause.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from agreements.status import LegalAct, Modality
from spacecoop.tables import table_of

DENIED = "denied"
# In a clause with several, the first of these wins.
STRENGTH = [DENIED, "claimed", "discussed", "announced", "planned", "ongoing", "done"]
UNTIL = "until"  # what an act waits for: “once both have ratified it”
THAT = re.compile(r"\W*(?:that|que|qu['’]|che|dass|daß|dat|что)(?!\w)", re.IGNORECASE)
OVERDUE = "overdue"  # planned once, for a day that may lie behind: “was to be signed in May”
CERTAIN = "past"  # a form that says by itself that it is done
LONGEST_LEAD = 60  # letters of what stands directly before an act
JOINS = {
    "en": {"and", "but", "which", "that"},
    "fr": {"et", "mais", "qui", "que"},
    "es": {"y", "e", "pero", "que"},
    "nl": {"en", "maar", "die", "dat"},
    "it": {"e", "ed", "ma", "che"},
    "de": {"und", "aber", "doch"},
    "pt": {"e", "mas", "que"},
    "ru": {"и", "но", "а", "что", "который", "которая", "которое", "которые"},
}
LANGUAGES = tuple(JOINS)
VERB_LAST = ("de", "nl")  # where what governs an act may stand behind it
CLAUSE_END = {
    language: re.compile(rf"[,;:()–—“”«»„\"]|\s-\s|\b(?:{'|'.join(sorted(joins))})\b(?=\s)", re.IGNORECASE)
    for language, joins in JOINS.items()
}
JOINED = re.compile(r"\s*(?:,|/|\b(?:and|or|et|ou|y|e|ed|o|u|und|oder|en|of|и|или)\b)\s*", re.IGNORECASE)
# Of these a heading tells as done, “Signature of an agreement”, where the text says nothing else of them.
TOLD_BY_NAME = {
    *(LegalAct.SIGNED, LegalAct.CONCLUDED, LegalAct.EXTENDED, LegalAct.RATIFIED, LegalAct.ENTERED_INTO_FORCE),
    *("meeting", "visit", "launch", "accession"),
}
# What an act is called that has not happened.
AHEAD: dict[tuple[str, str | None], tuple[str, str | None]] = {
    (LegalAct.EXTENDED, Modality.PLANNED): (LegalAct.RENEWAL_PLANNED, Modality.PLANNED),
    (LegalAct.EXTENDED, Modality.ANNOUNCED): (LegalAct.RENEWAL_PLANNED, Modality.PLANNED),
    (LegalAct.EXTENDED, Modality.DISCUSSED): (LegalAct.RENEWAL_DISCUSSED, Modality.DISCUSSED),
    (LegalAct.EXPIRED, Modality.PLANNED): (LegalAct.EXPIRY_ANNOUNCED, Modality.ANNOUNCED),
    (LegalAct.EXPIRED, Modality.ANNOUNCED): (LegalAct.EXPIRY_ANNOUNCED, Modality.ANNOUNCED),
    (LegalAct.EXPIRED, Modality.DISCUSSED): (LegalAct.EXPIRY_ANNOUNCED, Modality.ANNOUNCED),
}


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of an instrument (`kind` “instrument”) or an act (“act”), with its value among our kinds."""

    start: int
    end: int
    kind: str
    value: str


@lru_cache
def _patterns(language: str) -> dict[tuple[str, str], re.Pattern[str]]:
    """Return {(group, value): compiled alternatives} of a language."""
    entries = table_of(Path(__file__).parent / "acts.yaml")[language]
    entries["modality"] |= {DENIED: entries.pop("not"), UNTIL: entries.pop("until"), OVERDUE: entries.pop("overdue")}
    return {
        (group, value): re.compile(whole_words(phrases) + (r"[\s,]*$" if group == "before" else ""), re.IGNORECASE)
        for group, values in entries.items()
        for value, phrases in values.items()
    }


def whole_words(phrases: Iterable[str]) -> str:
    phrases = [phrase.strip().replace("'", "['’]").replace(" (?=", "(?= ").replace(" ", r"\s+") for phrase in phrases]
    alternatives = "|".join(phrases)
    return rf"(?<!\w)(?:{alternatives})(?:(?!\w)|(?<=['’]))"


def find_words(text: str, language: str = "en") -> list[FoundWord]:
    """Return the words of instruments and acts in `text`, none within another of its kind."""
    if language not in LANGUAGES:
        return []
    found = []
    for (group, value), pattern in _patterns(language).items():
        if group in ("instruments", "acts"):
            kind = group.removesuffix("s")
            found += [FoundWord(match.start(), match.end(), kind, value) for match in pattern.finditer(text)]
    return longest_apart(found, len(text))


class Span(Protocol):
    """A place in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


SomeSpan = TypeVar("SomeSpan", bound=Span)


def longest_apart(spans: Iterable[SomeSpan], length: int) -> list[SomeSpan]:
    """Keep, of spans of a text of `length` letters that overlap, the longer; return them in order."""
    taken, kept = bytearray(length), list[SomeSpan]()
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


class Modalities:
    """How each clause of a text, and each act in it, stands to the world."""

    def __init__(
        self, text: str, language: str, sentences: Iterable[tuple[int, int]], acts: Sequence[FoundWord] = ()
    ) -> None:
        """`acts`: in order and apart; what each says is in `of_acts`."""
        self.text, self.language = text, language
        self.clauses: list[tuple[int, int]] = []
        self.modalities: list[str | None] = []
        self.overdue: set[int] = set()
        for start, end in sentences:
            own = list(clauses(text, start, end, language))
            self.clauses += own
            said = [self._said(*clause) for clause in own]
            self.modalities += _filled(list(map(_strongest, said)))
            self.overdue |= {start for (start, _), words in zip(own, said, strict=True) if OVERDUE in words}
        self.starts = [start for start, _ in self.clauses]
        self.acts = [act.start for act in acts]
        self.said = self._of_acts(acts)
        self.of_acts = list(_told_elsewhere(acts, self.said))

    def at(self, position: int) -> str | None:
        """Return the modality around a position: one of ours, “denied”, or None where nothing tells.

        None too for what was planned once: whether its day lies ahead nothing tells. Where a clause has acts, it is
        that of the last one before, or else of the first one behind.
        """
        clause = bisect_right(self.starts, position) - 1
        if clause < 0 or self.starts[clause] in self.overdue:
            return None
        first, after = bisect_left(self.acts, self.clauses[clause][0]), bisect_left(self.acts, self.clauses[clause][1])
        near = min(max(bisect_right(self.acts, position) - 1, first), after - 1)
        return (self.said[near] if first < after else None) or self.modalities[clause]

    def _of_acts(self, acts: Sequence[FoundWord]) -> list[str | None]:
        """Return the modality of each of the acts, which stand in order and apart."""
        found: list[str | None] = []
        before = 0
        for at, act in enumerate(acts):
            clause = bisect_right(self.starts, act.start) - 1
            start, end = self.clauses[clause]
            until = min(end, acts[at + 1].start) if at + 1 < len(acts) else end
            says_nothing = not self._form(act) and self._said(act.start, act.end) <= {"done"}
            if at and says_nothing and JOINED.fullmatch(self.text, before, act.start):
                modality = found[-1]
            else:
                modality = self._of_act(act, max(start, before), max(until, act.end), clause)
            found.append(modality or self._around(act, max(until, act.end), clause))
            before = act.end
        return found

    def _of_act(self, act: FoundWord, start: int, end: int, clause: int) -> str | None:
        """Return what its form and the words that lead to it say; None: nothing."""
        said = self._said(start, end if self.language in VERB_LAST else act.end)
        begin = self.clauses[clause][0]
        own = self._lead(act.start, max(begin, act.start - LONGEST_LEAD)) | self._form(act)
        if THAT.match(self.text, begin):
            own |= self._lead(begin, max(0, begin - LONGEST_LEAD)) & {DENIED, "discussed"}
        for certain in (DENIED, "claimed"):
            if certain in said | own:
                return certain
        if UNTIL in said:
            return "planned"
        if own & {CERTAIN, "done"}:
            return "done"
        if own and not said - {"done"} and clause and self.clauses[clause - 1][1] == start:
            said |= self._said(max(start - LONGEST_LEAD, self.starts[clause - 1]), start) & {
                DENIED,
                "discussed",
                "announced",
            }
        return _strongest(said | own) or (self._of_present(clause) if "present" in own else None)

    def _of_present(self, clause: int) -> str:
        """Return how a present stands to the world: as the clause before it, or else done, as in headlines."""
        is_first = not clause or self.clauses[clause - 1][1] != self.clauses[clause][0]
        return (None if is_first else self.modalities[clause - 1]) or "done"

    def _around(self, act: FoundWord, end: int, clause: int) -> str | None:
        """Return what stands behind an act, or else in its clause, or else in those beside it.

        A denial before the next act is that act's: “expires if it is not renewed”.
        """
        around, behind = self.modalities[clause], self._said(act.end, end)
        behind -= {DENIED} if end < self.clauses[clause][1] else set()
        return _strongest(behind) or (around if around != DENIED else None)

    def _said(self, start: int, end: int) -> set[str]:
        return {value for value, pattern in self._group("modality") if pattern.search(self.text, start, end)}

    def _lead(self, end: int, start: int) -> set[str]:
        return {value for value, pattern in self._group("before") if pattern.search(self.text, start, end)}

    def _form(self, act: FoundWord) -> set[str]:
        return {value for value, pattern in self._group("forms") if pattern.match(self.text, act.start)}

    def _group(self, wanted: str) -> list[tuple[str, re.Pattern[str]]]:
        if self.language not in LANGUAGES:
            return []
        return [(value, pattern) for (group, value), pattern in _patterns(self.language).items() if group == wanted]


def _told_elsewhere(acts: Sequence[FoundWord], modalities: Sequence[str | None]) -> Iterator[str | None]:
    """Give acts of which nothing tells what the text says of others of their kind, or else that they are done."""
    said: dict[str, set[str | None]] = {}
    for act, modality in zip(acts, modalities, strict=True):
        said.setdefault(act.value, set()).add(modality)
    for act, modality in zip(acts, modalities, strict=True):
        others = said[act.value] - {None}
        if modality is None and act.value in TOLD_BY_NAME and DENIED not in others and len(others) < 2:
            modality = next(iter(others), "done")
        yield modality


def _strongest(said: Iterable[str]) -> str | None:
    said = {"planned" if value in (UNTIL, OVERDUE) else value for value in said}
    return next((modality for modality in STRENGTH if modality in said), None)


def _filled(modalities: Sequence[str | None]) -> list[str | None]:
    """Give clauses that say nothing the modality of the one before that does, or else of the one after; denial ends."""
    said = [modality for modality in modalities if modality not in (None, DENIED)]
    before, filled = said[0] if said else None, list[str | None]()
    for modality in modalities:
        filled.append(modality or before)
        before = modality if modality not in (None, DENIED) else before
    return filled


def clauses(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the clauses of a sentence."""
    begin = start
    for stop in CLAUSE_END[language].finditer(text, start, end) if language in LANGUAGES else ():
        if stop.start() > begin:
            yield begin, stop.start()
            begin = stop.start()
    yield begin, end


def act_as(value: str, modality: str | None) -> tuple[str, str | None]:
    """Return the kind of event and the modality of an act as a sentence puts it.

    A denied act keeps its kind and has no modality; an expiry that lies ahead is an announced one.
    """
    if modality == DENIED:
        return value, None
    if value == LegalAct.REPORTED_IN_EFFECT:
        return value, Modality.ONGOING.value
    kind, modality = AHEAD.get((value, modality), (value, modality))
    return str(kind), str(modality) if modality else None
