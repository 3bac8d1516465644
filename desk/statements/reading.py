"""Statements read from `statements.csv` and `sources.csv`: each row whole, or what is wrong with it by its line."""

import tempfile
import zipfile
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from agreements.statements import BASIS, CITED_BY, ITSELF, KIND_OF_LIST, VALUE, WHOLES, columns, has_basis
from desk.importing.tables import How, read_table, same
from desk.sandbox import NotReadable
from desk.statements.cells import citation_of, supported_fields, values_of
from desk.statements.flat import Flat
from desk.statements.short import COLUMNS, SHORT, events_of
from spacecoop.cells import plain

STATEMENTS, SOURCES = "statements.csv", "sources.csv"
_OF_EVERY_ROW = {"record", "fact", VALUE, *CITED_BY[1:]}
MOST_LEFT_OUT = 100  # sentences
LARGEST = 200_000_000  # bytes of a file in an archive
KEY = "slug"  # by which `sources.csv` names a source


@dataclass(slots=True)
class Said:
    """What is said of one record: `facts` {name: Fact} of its own and of its parts; `errors`: sentences with lines."""

    address: str
    kind: str
    key: str
    line: int
    facts: dict = field(default_factory=dict)
    cited: list = field(default_factory=list)  # of the record as such
    errors: list = field(default_factory=list)
    unknown: dict = field(
        default_factory=dict
    )  # {kind: {name that leads to none of it: the citation of its statement}}

    @property
    def whole(self):
        return WHOLES[self.kind]

    @property
    def citations(self):
        return [*self.cited, *(citation for fact in self.facts.values() for citation in fact.cited)]


@dataclass(slots=True)
class Fact:
    """A fact of a record: `values` {field of its model: text, or None}, and the citations that support it.

    `name`: that of the fact; `key`: what tells it from others of its record.
    """

    name: str
    key: str
    line: int
    values: dict
    cited: list = field(default_factory=list)


@contextmanager
def folder_of(path):
    """Give the folder with the two tables that `path` is, or is an archive of. Raises: NotReadable."""
    path = Path(path)
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if path.suffix.lower() != ".zip":
            (folder / f"statements{path.suffix.lower()}").write_bytes(path.read_bytes())
        else:
            _unpack(path, folder)
        yield folder


def _unpack(path, folder):
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if (name := Path(entry.filename).name) in (STATEMENTS, SOURCES):
                    if entry.file_size > LARGEST:
                        raise NotReadable(f"{name} has more than {LARGEST:,} bytes.")
                    with archive.open(entry) as file:
                        (folder / name).write_bytes(file.read(LARGEST))
    except (zipfile.BadZipFile, EOFError) as error:
        raise NotReadable(f"“{path.name}” is a damaged archive.") from error


def read_statements(path, told=None, mapping=None):
    """Return {address: Said} of the tables at `path`: a folder, an archive of them, or `statements.csv` alone.

    `told`: a list that takes sentences on the tables; `mapping`: OfStatements, where they are not in our form.
    Raises: NotReadable.
    """
    said, short = {}, defaultdict(list)
    flat = Flat(mapping, said) if mapping and not mapping.is_ours else None
    with folder_of(path) as folder:
        for table in _tables(folder):
            is_of_sources = table.stem == "sources"
            key = KEY if is_of_sources else "record"
            theirs = {} if flat is None else mapping.sources if is_of_sources else mapping.columns
            for number, (line, row, flaws) in enumerate(read_table(table, _how(key, theirs), told)):
                row = {theirs.get(same(column), same(column)): plain(text) for column, text in row.items()}
                row.pop("", None)  # columns that a mapping leaves out
                if not number:
                    _refuse_columns(row, key, table.name)
                if is_of_sources:
                    _take_source(said, line, row, flaws)
                    continue
                for statement in flat.rows(line, row) if flat else [row]:
                    if statement["record"].startswith("agreements/") and statement["fact"] in SHORT:
                        short[statement["record"]].append((line, {VALUE: "", **statement}))
                    else:
                        _take(said, line, statement, flaws)
    for record, rows in short.items():
        _unfold(said, record, rows)
    if flat and told is not None:
        told += flat.left_out[:MOST_LEFT_OUT]
    return said


def _tables(folder):
    """Return the tables in a folder, that of sources first. Raises: NotReadable."""
    tables = [file for file in sorted(folder.iterdir()) if file.stem in ("sources", "statements")]
    if not any(table.stem == "statements" for table in tables):
        raise NotReadable(f"The archive has no {STATEMENTS}.")
    return tables


def _how(key, theirs):
    """Return how a table is read whose column for our `key` may have another name in it."""
    known = [*theirs, *_known(key)]
    return How(known, [name for name, ours in theirs.items() if ours == key] or [key])


def _unfold(said, address, rows):
    """Take the events that rows of an agreement tell of in the short form."""
    title = said[address].facts.get("title") if address in said else None
    for line, row in rows:
        idle = [column for column in row if row[column] and column not in _OF_EVERY_ROW | COLUMNS[row["fact"]]]
        said_of_it = [f"Line {line}: “{column}” does not apply to “{row['fact']}”. Leave it empty." for column in idle]
        _record(said, address, line).errors += said_of_it
    for line, row in events_of(address.partition("/")[2], title.values["title"] if title else "", rows):
        _take(said, line, row, {})


@cache
def _known(key):
    if key != KEY:
        return tuple(columns())
    facts = WHOLES["source"].facts
    return (KEY, *(cell.name for cell in facts), BASIS)


def _refuse_columns(row, key, name):
    for column in row:
        if column not in _known(key):
            near = get_close_matches(column, _known(key), n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise NotReadable(f"{name}: unknown column “{column}”.{hint}")
    for column in (key,) if key == KEY else (key, "fact"):
        if column not in row:
            raise NotReadable(f"{name}: the column “{column}” is missing.")


def _take_source(said, line, row, flaws):
    record = _record(said, f"sources/{row[KEY]}", line)
    for column, text in row.items():
        if text and column not in (KEY, BASIS):
            basis = {BASIS: row.get(BASIS, "")} if column == "published" else {}
            _take_fact(record, line, {"fact": column, VALUE: text, **basis})
    record.errors += [f"Line {line} of {SOURCES}: {name} {words}." for name, words in flaws.items()]


def _take(said, line, row, flaws):
    record = _record(said, row["record"], line)
    record.errors += [f"Line {line}: “{name}” {words}." for name, words in flaws.items()]
    if record.kind:
        _take_fact(record, line, row)


def _record(said, address, line):
    """Return the Said of an address; one that leads nowhere has no kind, and says so."""
    if address not in said:
        list_name, _, key = address.partition("/")
        kind = KIND_OF_LIST.get(list_name, "") if key else ""
        said[address] = Said(address, kind, key, line)
        if not kind:
            lists = ", ".join(KIND_OF_LIST)
            said[address].errors.append(
                f"Line {line}: “{address}” is not the address of a record. Write “agreements/” and the slug; other "
                f"lists: {lists}."
            )
    return said[address]


def _take_fact(record, line, row):
    """Take a row into what is said of a record."""
    name, whole = row["fact"], record.whole
    wrong = []
    citation = citation_of(row, wrong)
    if name == ITSELF:
        if citation:
            record.cited.append(citation)
    elif cell := whole.fact(name):
        values = values_of(whole.model, [cell], row, wrong)
        _refuse_idle(row, name, whole.model, [cell], wrong)
        if citation:
            citation["fields"] = [cell.field]
        _add(record, Fact(name, name, line, values), citation, wrong)
    elif part := whole.parts.get(name):
        values = values_of(part.model, part.cells, row, wrong)
        _refuse_idle(row, name, part.model, part.cells, wrong, "supports")
        wrong += [f"“{name}” needs its “{cell.name}”." for cell in part.cells if _lacks(part.model, cell, row)]
        if citation:
            citation["fields"] = supported_fields(part, row.get("supports", ""), wrong)
        key = ":".join([name, *(values.get(field) or "" for field in identity_of(part))])
        _add(record, Fact(name, key, line, values), citation, wrong)
    else:
        known = [ITSELF, *(cell.name for cell in whole.facts), *whole.parts]
        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else f" Facts: {', '.join(known)}."
        wrong.append(f"“{name}” is not a fact of {whole.model._meta.verbose_name_plural}.{hint}")
    record.errors += [f"Line {line}: {sentence}" for sentence in wrong]


def _lacks(model, cell, row):
    """Tell whether a row leaves empty what a part cannot be without."""
    kept = model._meta.get_field(cell.field)
    return not (row.get(cell.name) or kept.blank or kept.null)


def _refuse_idle(row, name, model, cells, wrong, *others):
    """Refuse what stands in columns that say nothing of a fact."""
    basis = [BASIS] if any(has_basis(model, cell.field) for cell in cells) else []
    read = _OF_EVERY_ROW | {*basis, *others, *(cell.name for cell in cells[1:])}
    wrong += [
        f"“{column}” does not apply to “{name}”. Leave it empty."
        for column in row
        if row[column] and column not in read
    ]


@cache
def identity_of(part):
    """Return the fields that tell a part of a record from its others."""
    named = getattr(part.model, "natural_key_fields", None) or ("scheme", "value", "issued_in")
    fields = [name.partition("__")[0] for name in named]
    return tuple(name for name in fields if name != part.owner)


def _add(record, fact, citation, wrong):
    """Add a fact to those of its record, or what a further row says of the same."""
    here = record.facts.setdefault(fact.key, fact)
    for name, value in fact.values.items():
        if name.endswith("_basis") and {value, here.values.get(name)} == {"stated", "derived"}:
            here.values[name] = "stated"  # one of the sources states the whole date
        elif value is not None and here.values.get(name) not in (None, value):
            wrong.append(f"“{fact.name}” is “{value}”, but “{here.values[name]}” in line {here.line}.")
        elif value is not None:
            here.values[name] = value
    if citation:
        here.cited.append(citation)
