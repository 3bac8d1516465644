"""How alike two names are: by their words, the rarer ones before those that many names have."""

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from catalogue.index.questions import of_kind
from catalogue.index.tokens import is_passed_over, words_of

if TYPE_CHECKING:
    from catalogue.index.reader import Reader

MOST_WORDS = 16
SHORTEST = 4  # letters of a word that may be misspelt
LEAST_ALIKE = 0.75  # of two words: “Italian” is not “Iranian”


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is compared: whole, without spaces, and by its telling words."""

    whole: str
    together: str
    words: list[str]

    @classmethod
    def of(cls, text: str) -> "Form":
        words = words_of(text)
        return cls(" ".join(words), "".join(words), telling_words(text))


class Measure:
    """Compares names by the words of the names that a Reader knows."""

    def __init__(self, reader: "Reader") -> None:
        self.reader = reader
        self._weights: dict[str, float] = {}
        self._forms: dict[str, Form] = {}

    def form(self, text: str) -> Form:
        """Return the Form of a name, read once: the records that names lead to are often the same."""
        if text not in self._forms:
            self._forms[text] = Form.of(text)
        return self._forms[text]

    @cached_property
    def _records(self) -> int:
        return self.reader.count(of_kind())

    def likeness(self, words: list[str], other: list[str]) -> float:
        """Return how alike two lists of words are, 0 to 1: twice what they share by what both have.

        A misspelt word weighs as that which it is like. Cost: a look at the index for each new word.
        """
        left = list(other)
        unlike = [word for word in words if not _take(word, left)]
        shared = both = sum(map(self._weight, words)) - sum(map(self._weight, unlike))
        for word in unlike:
            alike, best = _likest(word, left)
            weight = self._weight(best)
            both += weight
            shared += alike * weight
        return 2 * shared / (both + sum(map(self._weight, other)) or 1)

    def _weight(self, word: str) -> float:
        if word not in self._weights:
            rarity = log((self._records + 1) / (self.reader.searcher.doc_freq("names", word) + 1))
            self._weights[word] = max(rarity, 0.1)
        return self._weights[word]


def telling_words(name: str) -> list[str]:
    """Return the words of a name as they are compared, without those that stand in every name, if it has others."""
    words = words_of(name)[:MOST_WORDS]
    return [word for word in words if not is_passed_over(word, "en", "fr", "es", "de")] or words


def _take(word: str, words: list[str]) -> bool:
    """Take a word out of a list; tell whether it was there."""
    if is_there := word in words:
        words.remove(word)
    return is_there


def _likest(word: str, words: list[str]) -> tuple[float, str]:
    """Return (likeness, word) of the word of a list that is most like a word, and take it out; (0, word) if none is."""
    long = [other for other in words if len(other) >= SHORTEST] if len(word) >= SHORTEST else []
    best = process.extractOne(word, long, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=LEAST_ALIKE)
    if best is None:
        return 0.0, word
    words.remove(best[0])
    return best[1], best[0]
