"""The words of instruments and acts in six languages, and how a sentence puts them: done, planned, discussed, denied.

A clause says one thing, so the modality of a word is that of its clause: the one farthest from a plain fact that
stands in it. A clause that says nothing of its own is as the one before it, or else the one after it.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from agreements.status import LegalAct, Modality

DENIED = "denied"
# In a clause with several, the first of these wins.
STRENGTH = [DENIED, "claimed", "discussed", "announced", "planned", "ongoing", "done"]
CLAUSE_END = re.compile(
    r"[,;:()–—“”«»„\"]|\s-\s|\b(?:and|but|which|that|et|mais|qui|que|y|pero|en|maar|die|dat|e|ed|ma|che|und|aber)\b(?=\s)",
    re.IGNORECASE,
)
JOINS = {
    "en": {"and", "but", "which", "that"},
    "fr": {"et", "mais", "qui", "que"},
    "es": {"y", "pero", "que"},
    "nl": {"en", "maar", "die", "dat"},
    "it": {"e", "ed", "ma", "che"},
    "de": {"und", "aber"},
}
# What an act is called that has not happened.
AHEAD = {
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
def _patterns(language):
    """Return {(group, value): compiled alternatives} of a language."""
    entries = yaml.safe_load((Path(__file__).parent / "acts.yaml").read_text(encoding="utf-8"))[language]
    entries["not"] = {DENIED: entries["not"]}
    return {
        (group, value): re.compile(_whole_words(phrases), re.IGNORECASE)
        for group, values in entries.items()
        for value, phrases in values.items()
    }


def _whole_words(phrases):
    phrases = [phrase.strip().replace("'", "['’]").replace(" (?=", "(?= ").replace(" ", r"\s+") for phrase in phrases]
    alternatives = "|".join(phrases)
    return rf"(?<!\w)(?:{alternatives})(?!\w)"


def find_words(text, language="en"):
    """Return the words of instruments and acts in `text`, none within another of its kind."""
    found = []
    for (group, value), pattern in _patterns(language).items():
        if group in ("instruments", "acts"):
            kind = group.removesuffix("s")
            found += [FoundWord(match.start(), match.end(), kind, value) for match in pattern.finditer(text)]
    return longest_apart(found, len(text))


def longest_apart(spans, length):
    """Keep, of spans of a text of `length` letters that overlap, the longer; return them in order."""
    taken, kept = bytearray(length), []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


class Modalities:
    """How each clause of a text stands to the world."""

    def __init__(self, text, language, sentences):
        self.text, self.language = text, language
        self.starts, self.modalities = [], []
        for start, end in sentences:
            clauses = list(_clauses(text, start, end, language))
            self.starts += [begin for begin, _ in clauses]
            self.modalities += _filled([self._strongest(text, *clause, language) for clause in clauses])

    def at(self, position):
        """Return the modality around a position: one of ours, “denied”, or None where nothing tells."""
        clause = bisect_right(self.starts, position) - 1
        return self.modalities[clause] if clause >= 0 else None

    def of_act(self, start, end):
        """Return the modality of an act: what its own form says (“se reunirán”) before what its clause says."""
        around, own = self.at(start), self._strongest(self.text, start, end, self.language)
        return own if own not in (None, "done") and around != DENIED else around

    def _strongest(self, text, start, end, language):
        found = {
            value
            for (group, value), pattern in _patterns(language).items()
            if group in ("modality", "not") and pattern.search(text, start, end)
        }
        return next((modality for modality in STRENGTH if modality in found), None)


def _filled(modalities):
    """Give clauses that say nothing the modality of the one before that does, or else of the one after; denial ends."""
    said = [modality for modality in modalities if modality not in (None, DENIED)]
    before, filled = said[0] if said else None, []
    for modality in modalities:
        filled.append(modality or before)
        before = modality if modality not in (None, DENIED) else before
    return filled


def _clauses(text, start, end, language):
    joins, begin = JOINS[language], start
    for stop in CLAUSE_END.finditer(text, start, end):
        if stop[0].isalpha() and stop[0].casefold() not in joins:
            continue
        yield begin, stop.start()
        begin = stop.start()
    yield begin, end


def act_as(value, modality):
    """Return the kind of event and the modality of an act as a sentence puts it.

    A denied act keeps its kind and has no modality; an expiry that lies ahead is an announced one.
    """
    if modality == DENIED:
        return value, None
    if value == LegalAct.REPORTED_IN_EFFECT:
        return value, Modality.ONGOING.value
    kind, modality = AHEAD.get((value, modality), (value, modality))
    return str(kind), str(modality) if modality else None
