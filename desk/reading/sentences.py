"""Where the sentences of a text begin and end."""

import re
from pathlib import Path

# Words after whose full stop a sentence goes on, in all languages together: few mean anything else in another.
ABBREVIATIONS = set((Path(__file__).parent / "abbreviations.txt").read_text(encoding="utf-8").split())
OF_A_YEAR = ("г", "гг")
LONGEST_WORD = 100  # letters; what is longer is no abbreviation
END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«„¿¡(\[]*[^\W_a-zß-öø-ÿ])|\n[^\S\n]*\n\s*|$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every sentence, without the white space around it.

    A blank line ends one too, since headings have no full stop.
    """
    found, start = [], 0
    for end in END.finditer(text):
        if end[0].startswith(".") and _goes_on(text, max(start, end.start() - LONGEST_WORD), end.start()):
            continue
        piece = text[start : end.end()]
        if piece.strip():
            start += len(piece) - len(piece.lstrip())
            found.append((start, start + len(piece.strip())))
        start = end.end()
    return found


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Tell whether the full stop at `stop` belongs to its word: an abbreviation, an initial, a German ordinal.

    The Russian one of a year may be both, and ends a sentence before a capital: “в 2010 г. Стороны”.
    """
    word: str = re.findall(r"[^\s(\[\"“„«']*$", text[start:stop])[0]
    if word in OF_A_YEAR and text[max(start, stop - 7) : stop].lstrip()[:4].isdigit():
        return not text[stop + 1 : stop + 9].lstrip("»” \n")[:1].isupper()
    return word.lower() in ABBREVIATIONS or bool(re.fullmatch(r"[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|\d{1,2}", word))
