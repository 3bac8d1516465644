"""Statements: one row a fact with its citation, as `statements.csv` has them, made from documents."""

import csv

from agreements.models import Source
from agreements.schemes import address_of_identifier
from agreements.statements import BASIS, CITED_BY, ITSELF, VALUE, WHOLES, columns, has_basis
from spacecoop.cells import Echo, safe
from spacecoop.records import in_batches

LINES = 50  # that are written to a visitor at once
COLUMNS = columns()
SOURCE_COLUMNS = ["slug", *(cell.name for cell in WHOLES["source"].facts), BASIS]


def write_statements(selection):
    """Yield the statements of the records of a selection as CSV (RFC 4180), a few lines at a time.

    An agreement comes with its events.
    """
    rows = (row for document in selection.documents() for row in statements_of(selection.kind, document))
    yield from map(b"".join, _table(COLUMNS, rows))


def write_all_statements(selections):
    """Yield lists of lines of `statements.csv` of a whole base, without sources; `selections`: one of each list."""
    yield from _table(
        COLUMNS,
        (
            row
            for selection in selections
            if selection.kind != "source"
            for document in selection.documents()
            if selection.kind != "event" or not document["agreement"]  # it came with its agreement
            for row in statements_of(selection.kind, document)
        ),
    )


def write_sources(selection):
    """Yield lists of lines of `sources.csv`: one for each source of a selection, with what is said of it."""
    yield from _table(SOURCE_COLUMNS, map(_source, selection.documents()))


def _source(document):
    row = {"slug": document["slug"]}
    for cell in WHOLES["source"].facts:
        row |= said(document, cell, cell.name, Source)
    return row


def _table(columns, rows):
    """Yield lists of lines of a table, LINES at a time; the first names the columns."""
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    yield [write(columns).encode()]
    for some in in_batches(rows, LINES):
        yield [write([safe(row[name]) if row.get(name) else "" for name in columns]).encode() for row in some]


def statements_of(kind, document):
    """Yield the statements of a document as {column: text}, without empty ones; several citations are several rows."""
    whole = WHOLES[kind]
    record = {"record": address_of(kind, document[whole.key])}
    citations = document.get("citations", ())
    for citation in citations:
        if not citation["supports"]:
            yield {**record, "fact": ITSELF, **_cited(citation)}
    for cell in whole.facts:
        told = said(document, cell, VALUE, whole.model)
        supporting = [citation for citation in citations if cell.name in citation["supports"]]
        if told or supporting:
            for citation in supporting or [None]:
                yield {**record, "fact": cell.name, **told, **_cited(citation)}
    yield from ({**record, **told} for told in _of_parts(whole, document))
    if kind == "agreement":
        for event in document["events"]:
            yield from statements_of("event", {**event, "agreement": {"slug": document["slug"]}})


def _of_parts(whole, document):
    for name, part in whole.parts.items():
        for fact in parts_of(document, part):
            told = _part(fact, part)
            for citation in fact.get("citations") or [None]:
                supports = {"supports": ", ".join(citation["supports"])} if citation and citation["supports"] else {}
                yield {"fact": name, **told, **supports, **_cited(citation)}


def address_of(kind, key):
    """Return what a statement calls a record: its place on the site, “agreements/esa-jaxa-2008”."""
    return f"{WHOLES[kind].list_name}/{key}"


def parts_of(document, part):
    """Return what a record says of a Part: a relation is said by the agreement that it goes out from."""
    return [fact for fact in document[part.key] if part.key != "relations" or fact["forward"]]


def _part(fact, part):
    told = {}
    for cell in part.cells:
        told |= said(fact, cell, cell.name, part.model)
    if told.get("url") == address_of_identifier(fact.get("scheme"), fact.get("value")):
        told.pop("url", None)  # made of its number
    return told


def said(document, cell, column, model):
    """Return {column: text} of what a document says under the path of a cell, and of a date how it is known."""
    value = document
    for name in cell.path:
        value = value and value.get(name)
    if value is None or value == "":
        return {}
    if isinstance(value, dict):
        basis = {BASIS: value["basis"]} if has_basis(model, cell.field) else {}
        return {column: value["edtf"], **basis}
    if isinstance(value, bool):
        return {column: "yes" if value else "no"}
    return {column: str(value)}


def _cited(citation):
    return {name: citation[name] for name in CITED_BY[1:] if citation[name]} if citation else {}
