"""Key phrases: at most eight words of a text, letter for letter, that pin a place in it."""

import re

from agreements.models.citations import PHRASE_WORDS

LONGEST = 120
WORD = re.compile(r"\S+")


def phrase_around(text: str, start: int, end: int, sentence: tuple[int, int]) -> str:
    """Return the phrase of a mark: as many words around it, within its sentence, as a phrase may have."""
    words = [match.span() for match in WORD.finditer(text, *sentence)]
    touched = [n for n, (first, last) in enumerate(words) if first < end and start < last]
    if not touched:
        return ""
    left, right = touched[0], min(touched[-1], touched[0] + PHRASE_WORDS - 1)
    while right - left + 1 < min(PHRASE_WORDS, len(words)):
        before, after = touched[0] - left, right - touched[-1]
        grows_left = left > 0 and (before < after or right + 1 == len(words))
        first, last = (left - 1, right) if grows_left else (left, right + 1)
        if words[last][1] - words[first][0] > LONGEST:
            break
        left, right = first, last
    return " ".join(text[words[left][0] : words[right][1]].split())[:LONGEST]


def stands_in(phrase: str, text: str) -> bool:
    """Tell whether `phrase` stands in `text` letter for letter, white space apart."""
    return " ".join(phrase.split()) in " ".join(text.split())
