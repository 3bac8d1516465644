"""The words of the field in the languages of the site: people type them on a page of whichever language.

They stand in a file of the index, not among the messages of pages: what is indexed is not to change with these.
"""

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.index.tokens import fold, stem, words_of
from spacecoop.tables import table_of

PATH = Path(__file__).with_name("field.yaml")


@cache
def words(name: str) -> frozenset[str]:
    """Return the single words that stand under a name in every language, as they are compared."""
    return frozenset(fold(word) for given in _languages() for word in given[name].split())


@cache
def called(code: str) -> str:
    """Return what people call a form, an action or a kind, beside the word of its code; "" for nothing."""
    return " ".join(given["called"][code] for given in _languages() if code in given["called"])


def type_called(words: Sequence[str]) -> str | None:
    """Return the form or function of an agreement that several words are the name of, in any number; else None."""
    if len(words) < 2:
        return None
    codes = (_types(language).get(_stems(words, language)) for language in _given())
    return next(filter(None, codes), None)


@cache
def _types(language: str) -> dict[tuple[str, ...], str]:
    called = _given()[language]["called"].items()
    return {_stems(words_of(name), language): code for code, names in called for name in names.split(", ")}


def _stems(words: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words)


@cache
def statuses() -> dict[str, str]:
    """Return the code of a status of agreements by each of the texts that stand for it, folded."""
    told = [(code, texts) for given in _languages() for code, texts in given["statuses"].items()]
    return {fold(text): code for code, texts in told for text in texts}


def _languages() -> Collection[dict[str, Any]]:
    return _given().values()


@cache
def _given() -> dict[str, dict[str, Any]]:
    given: dict[str, dict[str, Any]] = table_of(PATH)
    return given
