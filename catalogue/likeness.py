"""How alike two names are: by their words, the rarer ones before those that many names have."""

from functools import cached_property
from math import log

from rapidfuzz.distance import DamerauLevenshtein

from catalogue.index.questions import of_kind
from catalogue.index.tokens import is_passed_over, words_of

MOST_WORDS = 16
SHORTEST = 4  # letters of a word that may be misspelt
LEAST_ALIKE = 0.75  # of two words: “Italian” is not “Iranian”


class Measure:
    """Compares names by the words of the names that a Reader knows."""

    def __init__(self, reader):
        self.reader, self._weights = reader, {}

    @cached_property
    def _records(self):
        return self.reader.count(of_kind())

    def likeness(self, one, other):
        """Return how alike two lists of words are, 0 to 1: twice what they share by what both have.

        A misspelt word weighs as that which it is like. Cost: a look at the index for each new word.
        """
        left, shared, asked = list(other), 0.0, 0.0
        for word in one:
            alike, best = max(((_alike(word, theirs), theirs) for theirs in left), default=(0, word))
            weight = self._weight(best if alike else word)
            asked += weight
            shared += alike * weight
            if alike:
                left.remove(best)
        return 2 * shared / (asked + sum(map(self._weight, other)) or 1)

    def _weight(self, word):
        if word not in self._weights:
            rarity = log((self._records + 1) / (self.reader.searcher.doc_freq("names", word) + 1))
            self._weights[word] = max(rarity, 0.1)
        return self._weights[word]


def telling_words(name):
    """Return the words of a name as they are compared, without those that stand in every name, if it has others."""
    words = words_of(name)[:MOST_WORDS]
    return [word for word in words if not is_passed_over(word, "en", "fr", "es", "de")] or words


def _alike(one, other):
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    return DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=LEAST_ALIKE)
