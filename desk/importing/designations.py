"""The designation of an instrument by the words of its title."""

import re
from functools import cache
from pathlib import Path

from spacecoop.tables import table_of


def designation_in(text: str) -> tuple[str, int, int] | None:
    """Return (code, first, end) of the designation that the words of a title tell, by those that stand first, or None.

    `first`, `end`: where these words stand.
    """
    found = _words().search(text.lower())
    return (_codes()[found[0]], *found.span()) if found else None


@cache
def _codes() -> dict[str, str]:
    table = table_of(Path(__file__).with_name("designations.yaml"))
    return {words: code for code, all_words in table.items() for words in all_words}


@cache
def _words() -> re.Pattern[str]:
    longest_first = sorted(_codes(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
