"""Typing errors: a word that stands nowhere is taken for the likest word of a name."""

import re

from catalogue.index import field
from catalogue.index.questions import of_kind
from catalogue.index.reader import Reader
from catalogue.index.tokens import words_of
from catalogue.index.words import Words

SHORTEST = 4  # letters of a word that is corrected
MOST_WORDS = 8


def correct(reader: Reader, text: str) -> str:
    """Return `text` with each of its words that no record has replaced by the likest word of a name."""
    seen = 0

    def corrected(match: re.Match[str]) -> str:
        nonlocal seen
        word = match[0]
        is_left_out = text[: match.start()].endswith("-") and not text[: match.start() - 1][-1:].strip()
        if len(word) < SHORTEST or is_left_out or word.isdigit() or seen >= MOST_WORDS:
            return word
        seen += 1
        return word if is_right(reader, word) else likest(reader, word) or word

    return re.sub(r"[^\W_]+", corrected, text)


def is_right(reader: Reader, word: str) -> bool:
    """Tell whether a word is one of the field, or any record is found by it or its beginning."""
    folded = words_of(word)
    if any(part in field.words("right") or part in reader.vocabulary for part in folded):
        return True
    return bool(reader.count(of_kind() & Words(word)))


def likest(reader: Reader, word: str) -> str | None:
    """Return the word of a name that `word` was probably meant to be, or None."""
    return reader.vocabulary.likest(" ".join(words_of(word)))
