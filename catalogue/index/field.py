"""The words of the field in the languages of the site: people type them on a page of whichever language.

They stand in a file of the index, not among the messages of pages: what is indexed is not to change with these.
"""

from functools import cache
from pathlib import Path
from typing import Any

from catalogue.index.tokens import fold
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


@cache
def statuses() -> dict[str, str]:
    """Return the code of a status of agreements by each of the texts that stand for it, folded."""
    told = [(code, texts) for given in _languages() for code, texts in given["statuses"].items()]
    return {fold(text): code for code, texts in told for text in texts}


@cache
def _languages() -> list[dict[str, Any]]:
    return list(table_of(PATH).values())
