"""Tables of the archive that link records by their keys: a row for each party, area, mission and citation."""

from collections.abc import Callable
from dataclasses import dataclass

from opendata.exports.statements import statements_of, table


@dataclass(frozen=True, slots=True)
class LinkTable:
    """A table of links of agreements, or of all records.

    `rows`: takes the kind and the whole document of a record, gives its links as {column: text}.
    """

    columns: tuple
    rows: Callable
    of_all: bool = False

    def lines(self, selections):
        """Yield lists of lines, the first of the names of the columns; `selections`: one of each list."""
        chosen = [one for one in selections if self.of_all or one.kind == "agreement"]
        return table(
            self.columns,
            (row for one in chosen for document in one.documents() for row in self.rows(one.kind, document)),
        )


def _parties(kind, agreement):
    for party in agreement["parties"]:
        yield {
            "agreement": agreement["slug"],
            "agency": party["slug"],
            "role": party["role"],
            "country": party["country"] and party["country"]["code"],
            "from_edtf": party["from"] and party["from"]["edtf"],
            "until_edtf": party["until"] and party["until"]["edtf"],
        }


def _linked(column, key):
    """Return what gives the links of an agreement to the records under `key`."""
    return lambda kind, agreement: (
        {"agreement": agreement["slug"], column: linked["slug"]} for linked in agreement[key]
    )


def _citations(kind, document):
    """Yield the citations of a record; an agreement's events are records of their own here."""
    own = {**document, "events": []} if kind == "agreement" else document
    for row in statements_of(kind, own):
        if "quote" in row:
            yield {**row, "kind": kind, "slug": document["slug"]}


LINK_TABLES = {
    "parties.csv": LinkTable(("agreement", "agency", "role", "country", "from_edtf", "until_edtf"), _parties),
    "agreement_areas.csv": LinkTable(("agreement", "area"), _linked("area", "areas")),
    "agreement_missions.csv": LinkTable(("agreement", "mission"), _linked("mission", "missions")),
    "citations.csv": LinkTable(
        ("kind", "slug", "fact", "value", "supports", "reported_as", "source", "quote", "gloss"),
        _citations,
        of_all=True,
    ),
}
