"""The words of all names, and which of them are like another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

SHORTEST = 3  # letters of a word that is kept
LEAST_LIKENESS = 0.75


class Vocabulary:
    """Words with the number of records that have each; found by the pairs of letters that they share with another."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self.counts = {word: count for word, count in words if len(word) >= SHORTEST and not word.isdigit()}
        self._words_with: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.counts:
            for pair in _pairs_of_letters(word):
                self._words_with[pair].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def likest(self, word: str) -> str | None:
        """Return the word that is most like `word`, or None; of words alike the most common."""
        likeness = (
            (round(SequenceMatcher(None, word, other).ratio(), 2), self.counts[other], other)
            for other in self._candidates(word)
        )
        best = max((found for found in likeness if found[0] >= LEAST_LIKENESS), default=None)
        return best and best[2]

    def _candidates(self, word: str) -> Iterator[str]:
        """Return the words of about its length that share half of its pairs of letters, or nearly.

        And those with two neighbouring letters the other way round: a short word then shares no more than one pair.
        """
        yield from filter(self.counts.get, _swapped(word))
        pairs = _pairs_of_letters(word)
        shared = Counter(other for pair in pairs for other in self._words_with.get(pair, ()))
        for other, count in shared.items():
            if abs(len(other) - len(word)) <= 2 and count * 2 >= len(pairs) - 1:
                yield other


def _swapped(word: str) -> set[str]:
    places = range(len(word) - 1)
    return {f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}" for place in places} - {word}


def _pairs_of_letters(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}
