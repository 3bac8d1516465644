"""The kind of an instrument by the words of its title."""

import re
from functools import cache
from pathlib import Path

import yaml

from agreements.models import AgreementKind


def kind_in(text):
    """Return the kind that the words of a title tell, by those that stand first; “other” where none does."""
    found = _words().search(text.lower())
    return _kinds()[found[0]] if found else AgreementKind.OTHER


@cache
def _kinds():
    table = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"))
    return {words: AgreementKind(kind) for kind, all_words in table.items() for words in all_words}


@cache
def _words():
    longest_first = sorted(_kinds(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
