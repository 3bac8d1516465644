# ruff: noqa: S608, S611 - the views are ours
"""Finding records by what they are called, inside transactions too: the views of names, read as they are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from agencies.countries import codes_called

# The code of a country: of ISO 3166-1, or of ISO 3166-3 for a former one.
COUNTRY_CODE = re.compile(r"[A-Z]{2}|[A-Z]{4}")
LIKE = 0.3  # how alike a name must be to be near, 0 to 1, by groups of three letters


@dataclass(frozen=True, slots=True)
class NameView:
    """A view of names, (kind, record, name, folded); `kind` is a model in lower case, `record` a key."""

    view: str

    def rows(self, *kinds: str) -> list[tuple[str, int, str, str]]:
        """Return (kind, record, name, folded) of every name of these kinds, but for the codes of countries."""
        rows = _rows(f"SELECT kind, record, name, folded FROM {self.view} WHERE kind = ANY(%s)", [list(kinds)])
        return [row for row in rows if not (row[0] == "country" and COUNTRY_CODE.fullmatch(row[2]))]

    def called(self, kind: str, name: str) -> RawSQL:
        """Return the keys of the records that have this name, accents, capitals and signs aside, as a subquery."""
        return RawSQL(f"SELECT record FROM {self.view} WHERE kind = %s AND folded = agencies_fold(%s)", [kind, name])

    def with_words(self, kind: str, text: str) -> RawSQL:
        """Return the keys of the records of which one name has all these words or parts of words, as a subquery."""
        return RawSQL(
            f"SELECT record FROM {self.view} WHERE kind = %s AND NOT EXISTS (SELECT"
            " FROM unnest(string_to_array(agencies_fold(%s), ' ')) word WHERE strpos(folded, word) = 0)",
            [kind, text],
        )

    def nearest(self, text: str, kinds: Iterable[str], most: int) -> list[str]:
        """Return the names most like a text, the likest first. Cost: a query that folds all names."""
        query = (
            f"SELECT name FROM {self.view}, agencies_fold(%s) plain"
            " WHERE kind = ANY(%s) AND similarity(folded, plain) > %s"
            " GROUP BY name ORDER BY max(similarity(folded, plain)) DESC, name LIMIT %s"
        )
        return [name for (name,) in _rows(query, [text, list(kinds), LIKE, most])]


NAMES = NameView("agencies_names")


def countries_called(text: str) -> set[str]:
    """Return the codes of the countries that have this whole name, in the table or as a record. Cost: a query."""
    query = (
        "SELECT code FROM agencies_country WHERE code = ANY(%s) OR id IN"
        f" (SELECT record FROM {NAMES.view} WHERE kind = 'country' AND folded = agencies_fold(%s) AND folded <> '')"
    )
    return {code for (code,) in _rows(query, [list(codes_called(text)), text])}


def folded(texts: Iterable[str]) -> dict[str, str]:
    """Return {text: the same without accents, capitals and signs}."""
    return dict(_rows("SELECT text, agencies_fold(text) FROM unnest(%s::text[]) text", [list(texts)]))


def _rows(query: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
