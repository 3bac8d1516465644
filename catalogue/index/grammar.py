"""How words are asked: all of them, “in quotes” side by side, `or` between alternatives, -word to leave out."""

import re
from dataclasses import dataclass
from itertools import groupby

from catalogue.index import field
from catalogue.index.tokens import LANGUAGES, is_passed_over, words_of

SHORTEST_BEGINNING = 3  # letters that the last word has before it may go on
MOST_WORDS = 40
# A hyphen leaves out only where a word begins with it: not in “Belgium-Russia” nor in “Belgium - Russia”.
_PIECE = re.compile(
    r'(?P<without>(?<!\S)-(?=[^\s-]))?(?:["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]|(?P<plain>[^\s"“”„«»]+))'
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that belong together: one, the words of “B.USOC”, or a phrase in quotes.

    `may_go_on`: the last of them may be the beginning of a word. `is_optional`: it stands in most texts of some
    language, and only lifts what has it.
    """

    words: tuple[str, ...]
    is_phrase: bool = False
    is_left_out: bool = False
    may_go_on: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text asks: `alternatives` of pieces, any of which is enough; empty where it asks nothing."""

    text: str
    alternatives: tuple[tuple[Piece, ...], ...]

    @property
    def asks_nothing(self) -> bool:
        return not self.alternatives

    @property
    def wanted(self) -> list[Piece]:
        """The pieces that it does not leave out."""
        return [piece for pieces in self.alternatives for piece in pieces if not piece.is_left_out]


def read(text: str) -> Asked:
    """Read `text` as a question by words; every text can be read."""
    matches = list(_PIECE.finditer(text))
    pieces: list[Piece | None] = []
    for place, match in enumerate(matches):
        if is_or(match["plain"] or "") and not match["without"]:
            pieces.append(None)
        else:
            is_last = place == len(matches) - 1
            pieces += _pieces(match, may_go_on=is_last and not text[match.end() :])
    grouped = groupby(pieces[:MOST_WORDS], lambda piece: piece is None)
    runs = [tuple(piece for piece in run if piece) for is_between, run in grouped if not is_between]
    alternatives = (_without_common_words(run) for run in runs)
    return Asked(text, tuple(pieces for pieces in alternatives if pieces))


def is_or(word: str) -> bool:
    """Tell whether a word stands between alternatives; “où”, with its accent, does not."""
    return word.lower() in field.words("or")


def _pieces(match: re.Match[str], *, may_go_on: bool) -> list[Piece]:
    words = words_of(match["quoted"] if match["plain"] is None else match["plain"])
    if not words:
        return []
    is_left_out = bool(match["without"])
    if match["plain"] is None:
        return [Piece(tuple(words), is_phrase=True, is_left_out=is_left_out)]
    may_go_on = may_go_on and len(words[-1]) >= SHORTEST_BEGINNING and match["plain"][-1].isalnum()
    if is_left_out:
        return [Piece(tuple(words), is_phrase=len(words) > 1, is_left_out=True, may_go_on=may_go_on)]
    return [Piece((word,), may_go_on=may_go_on and word is words[-1]) for word in words]


def _without_common_words(run: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces without words that stand in every English text; those of other languages are optional.

    Where no other word is left, the words of other languages count like any.
    """
    kept = [piece for piece in run if piece.is_phrase or not is_passed_over(piece.words[0], "en")]
    if not any(_counts(piece) for piece in kept):
        return tuple(kept)
    return tuple(piece if _counts(piece) or piece.is_left_out else _optional(piece) for piece in kept)


def _counts(piece: Piece) -> bool:
    return not piece.is_left_out and (piece.is_phrase or not is_passed_over(piece.words[0], *LANGUAGES))


def _optional(piece: Piece) -> Piece:
    return Piece(piece.words, is_optional=True, may_go_on=piece.may_go_on)
