"""Tables of what a chart or a page shows, and how they are written: CSV and JSON, a few rows at a time."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import orjson

from spacecoop.cells import Echo, safe
from spacecoop.records import in_batches

LINES = 50  # that are written to a visitor at once


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name and its meaning, in English; `datatype`: as CSV on the Web calls it.

    Cells of “anyURI” are paths of this site, which are written as whole web addresses.
    """

    name: str
    meaning: str
    datatype: str = "string"

    def told(self, cell: Any, site: str) -> Any:
        return f"{site}{cell}" if cell and self.datatype == "anyURI" else cell


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells in the order of `columns`; they are made as they are read, once. An empty cell is None or ""."""

    columns: list[Column]
    rows: Iterable[list[Any]]

    def told(self, site: str) -> Iterator[list[Any]]:
        """Yield the rows with whole web addresses."""
        for row in self.rows:
            yield [column.told(cell, site) for column, cell in zip(self.columns, row, strict=True)]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one address shows as tables, {name: Table}: the first is its CSV, JSON holds all.

    `title`: in the present language. `page`: the address of the page that shows the same, without its query. `facts`:
    {name: value} of what holds for all of them.
    """

    title: str
    page: str
    tables: dict[str, Table]
    facts: dict[str, Any] = field(default_factory=dict)

    def table(self, name: str = "") -> Table:
        return self.tables[name or next(iter(self.tables))]


def write_csv(table: Table, site: str) -> Iterator[bytes]:
    """Yield a Table as CSV (RFC 4180)."""
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    lines = chain(
        [write([column.name for column in table.columns])],
        (write([_written(cell) for cell in row]) for row in table.told(site)),
    )
    for some in in_batches(lines, LINES):
        yield "".join(some).encode()


def _written(cell: Any) -> Any:
    return str(cell).lower() if isinstance(cell, bool) else safe(cell)


def write_json(figures: Figures, site: str, head: dict[str, Any]) -> Iterator[bytes]:
    """Yield Figures as one object of JSON: `head`, {name: value}, the facts, then a list of objects for each table."""
    yield orjson.dumps({**head, **figures.facts})[:-1]
    for name, table in figures.tables.items():
        yield b",\n%s: [" % orjson.dumps(name)
        names, separator = [column.name for column in table.columns], b"\n"
        for some in in_batches(table.told(site), LINES):
            yield separator + b",\n".join(orjson.dumps(dict(zip(names, row, strict=True))) for row in some)
            separator = b",\n"
        yield b"]"
    yield b"}\n"
