"""Which signs a text is made of: letters as one writes them, and nothing that nobody sees."""

import re
import unicodedata
from typing import Any

# What ends a line or a page under other names.
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# Control signs, soft hyphens, what has no width, what turns the direction of writing, halves of letters, and what is no
# sign at all (XML and some fonts refuse these).
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # Joiners belong to the spelling of Arabic and Indian scripts, and to no other.
    "|(?<![\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0dff])"
)
_BROKEN = re.compile("[\x00\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Return a text in composed letters (NFC), with plain ends of lines, without the signs that nobody sees."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAKS.sub("\n", text)))


def is_broken(text: str) -> bool:
    """Tell whether a text has a sign that only damage leaves: a NUL, or half of a letter."""
    return bool(_BROKEN.search(text))


def all_cleaned(value: Any) -> Any:
    """Return a value of JSON with each text in it cleaned; the value itself where nothing is to be done."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else cleaned(value)
    if isinstance(value, list | tuple):
        return [all_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {name: all_cleaned(part) for name, part in value.items()}
    return value
