"""The tables of the archive as a data package (datapackage.org): what each column means, which keys lead where.

A kind of record is a table of its own facts; what a record has several of is a table of links to it.
"""

import csv
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from tempfile import TemporaryFile

from django.db.models import ForeignKey, UniqueConstraint

from agreements.statements import BASIS, FIELDS, KIND_OF_LIST, WHOLES, columns, has_basis
from opendata.answers import PLURALS
from opendata.exports.columns import GROUPS
from opendata.exports.selection import LICENCE_ADDRESS
from opendata.exports.statements import SOURCE_COLUMNS, address_of, parts_of, said, statements_of
from opendata.shapes.answers import CitedStatement
from spacecoop.cells import Echo, safe
from spacecoop.languages import in_original_language

BLOCK = 65_536
# What a citation of a record says, of the columns of statements.
CITATIONS = ("fact", "supports", "reported_as", "quote", "gloss", "source")
# What a record says of itself and of no other day or record but by a key, of the columns of its list.
OWN = {
    "agreements": "slug number title formal_title form function binding level summary status only_planned html_url",
    "agencies": "slug name acronym kind country_code parent summary founded_edtf dissolved_edtf html_url",
    "countries": "code name iso_name withdrawn_edtf html_url",
    "areas": "slug name definition broader html_url",
    "missions": "slug name kind summary part_of html_url",
    "events": "slug title kind reported_as date_edtf effective_edtf until_edtf as_of_edtf place agreement summary "
    "standing standing_reason html_url",
    "people": "slug name html_url",
}
# Columns of these tables that lead to others.
LEADS = {
    "agencies": {"country_code": ("countries", "code"), "parent": ("agencies", "slug")},
    "areas": {"broader": ("areas", "slug")},
    "missions": {"part_of": ("missions", "slug")},
    "events": {"agreement": ("agreements", "slug")},
    "sources": {"copy_of": ("sources", "slug")},
}
DAYS = ("_earliest", "_latest", "_on", "_since", "_last_said")  # how columns of days end
_OF_STATEMENTS = {
    **{name: str(field.help_text) for name, field in CitedStatement().fields.items()},
    BASIS: "How a date is known: `stated` by the source, or `derived` where its year or precision is.",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the archive.

    `columns`: {name: what it means}. `key`: the columns that name a row, none where rows are not named; `leads`:
    {column: (table, column)} of keys of others. `kinds`: of which records; `rows`: takes a kind and a whole document,
    completed as the API's but not dressed, gives rows as lists; None where the archive has it from elsewhere.
    """

    name: str
    columns: dict
    key: tuple
    leads: dict
    kinds: tuple = ()
    rows: Callable | None = None

    @property
    def schema(self):
        """The table schema (datapackage.org) of its columns and keys."""
        schema = {"fields": [_field(name, meaning) for name, meaning in self.columns.items()], "missingValues": [""]}
        if self.key:
            schema["primaryKey"] = list(self.key)
        if self.leads:
            schema["foreignKeys"] = [
                {"fields": [column], "reference": {"resource": table, "fields": [other]}}
                for column, (table, other) in self.leads.items()
            ]
        return schema


def _field(name, meaning):
    if name == "only_planned":
        of_type = {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    else:
        of_type = {"type": "date" if name.endswith(DAYS) else "string"}
    return {"name": name, **of_type, "description": meaning}


@cache
@in_original_language
def tables():
    """Return all Tables of the archive, those first that others lead to."""
    sources = {name: _meaning(WHOLES["source"].model, name) for name in SOURCE_COLUMNS}
    statements = {name: _meaning_in_statements(name) for name in columns()}
    citations = {"kind": "The kind of the record.", "record": "The slug of the record, of a country its code."}
    citations |= {name: _OF_STATEMENTS[name] for name in CITATIONS}
    kinds = tuple(kind for kind in PLURALS if kind != "source")
    leads = {"source": ("sources", "slug")}
    return [
        Table("sources", sources, ("slug",), LEADS["sources"]),
        *map(_of_records, OWN),
        *(_of_parts(kind, part) for kind, whole in WHOLES.items() for part in whole.parts.values()),
        Table("citations", citations, (), leads, kinds, _citations),
        Table("statements", statements, (), leads),
    ]


def _of_records(list_name):
    """Return the table of the records of a list, of the same columns as their list."""
    names = OWN[list_name].split()
    groups = [group for group in GROUPS[list_name] if group.columns[0][0] in names]

    def rows(kind, document):
        yield [cell for group in groups for cell in group.read(document)]

    told = dict(column for group in groups for column in group.columns)
    return Table(list_name, told, (names[0],), LEADS.get(list_name, {}), (KIND_OF_LIST[list_name],), rows)


def _of_parts(kind, part):
    """Return the table of one kind of parts of the records of a kind, of the columns of statements."""
    whole = WHOLES[kind]
    called = {cell: _called(cell) for cell in part.cells}
    owner = f"{kind}_{whole.key}" if kind in called.values() else kind
    told = {owner: f"The {whole.key} of the {kind} that it belongs to."}
    told |= {name: _help(part.model, cell.field) for cell, name in called.items()}
    if any(has_basis(part.model, cell.field) for cell in part.cells):
        told[BASIS] = _OF_STATEMENTS[BASIS]

    def rows(kind, document):
        for fact in parts_of(document, part):
            row = {owner: document[whole.key]}
            for cell, name in called.items():
                row |= said(fact, cell, name, part.model)
            yield [row.get(name, "") for name in told]

    leads = {owner: (whole.list_name, whole.key)}
    leads |= {name: lead for cell, name in called.items() if (lead := _lead(part.model, cell.field))}
    key = _key(part.model, {part.owner: owner} | {cell.field: name for cell, name in called.items()})
    return Table(f"{kind}_{part.key}", told, key, leads, (kind,), rows)


def _called(cell):
    """Return what the column of a cell is called: what leads to a record by what it leads to."""
    return FIELDS.get(cell.field, cell.field) if cell.path[-1] in ("slug", "code") else cell.path[-1]


def _lead(model, name):
    field = model._meta.get_field(name)
    if not isinstance(field, ForeignKey):
        return None
    whole = WHOLES[field.related_model._meta.model_name]
    return whole.list_name, whole.key


def _key(model, named):
    """Return the columns, all filled in, that the database allows once together; none where it allows all."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None and constraint.fields:
            fields = [model._meta.get_field(name) for name in constraint.fields]
            if {field.name for field in fields} <= set(named) and not any(
                field.null or field.blank for field in fields
            ):
                return tuple(named[field.name] for field in fields)
    return ()


def _is_filled(field):
    return not field.null and not field.blank


def _help(model, name):
    return str(model._meta.get_field(name).help_text)


def _meaning(model, column):
    """Return what a column means that a fact or a field of a model is called by."""
    field = next((stored for stored, told in FIELDS.items() if told == column and _has(model, stored)), column)
    return _help(model, field) if _has(model, field) else _OF_STATEMENTS[column]


def _has(model, name):
    return any(field.name == name for field in model._meta.fields)


def _meaning_in_statements(column):
    """Return what a column of statements means, for each part that it is of."""
    if column in _OF_STATEMENTS:
        return _OF_STATEMENTS[column]
    parts = (part for whole in WHOLES.values() for part in whole.parts.values())
    cells = [(part.model, cell) for part in parts for cell in part.cells if cell.name == column]
    return " / ".join(dict.fromkeys(_help(model, cell.field) for model, cell in cells))


def _citations(kind, document):
    key = document[WHOLES[kind].key]
    for row in statements_of(kind, document):
        if "source" in row and row["record"] == address_of(kind, key):  # an event of an agreement has its own turn
            yield [kind, key, *(row.get(name, "") for name in CITATIONS)]


@contextmanager
def written_tables(selections):
    """Write tables to the disk, each record read once, and yield {file name: (number of rows, iterator of bytes)}."""
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    written = [table for table in tables() if table.rows]
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(TemporaryFile()) for table in written}
        counts = Counter()
        for table in written:
            files[table.name].write(write(table.columns).encode())
        for selection in selections:
            mine = [table for table in written if selection.kind in table.kinds]
            for document in selection.documents() if mine else ():
                for table in mine:
                    lines = [write([safe(cell) for cell in row]) for row in table.rows(selection.kind, document)]
                    files[table.name].write("".join(lines).encode())
                    counts[table.name] += len(lines)
        yield {f"{name}.csv": (counts[name], _blocks(file)) for name, file in files.items()}


def _blocks(file):
    file.seek(0)
    return iter(partial(file.read, BLOCK), b"")


def described(site, revision, files):
    """Return the data package of an archive, of its `files`: {name: {"bytes", "sha256"}}."""
    schemas = {f"{table.name}.csv": table.schema for table in tables()}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "spacecoop",
        "title": "Bilateral space cooperation",
        "description": "Who agreed what with whom, when, and which source says so: each table with its keys, and each "
        "whole record as a line of JSON.",
        "homepage": f"{site}/",
        "version": str(revision),
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": LICENCE_ADDRESS}],
        "resources": [_resource(name, told, schemas.get(name)) for name, told in files.items()],
    }


def _resource(path, told, schema):
    name, _, suffix = path.partition(".")
    resource = {"path": path, "encoding": "utf-8", "bytes": told["bytes"], "hash": f"sha256:{told['sha256']}"}
    if schema is None:
        about = {"name": f"{name}-records", "title": f"Whole {name} as lines of JSON", "format": suffix}
        return {**about, "type": "file", "mediatype": "application/x-ndjson", **resource}
    return {"name": name, "type": "table", "format": suffix, "mediatype": "text/csv", **resource, "schema": schema}
