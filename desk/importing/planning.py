"""What the rows of a table would do: read, compared with what is here, and reported, a batch at a time."""

import logging

from django.db import transaction

from agreements.models import Identifier, Standing
from agreements.schemes import LOOSE_SCHEMES, UNIQUE_SCHEMES, cited_as
from desk.importing.copies import Copies
from desk.importing.facts import MODELS, current_facts, differences, parties_crossed, stated_here
from desk.importing.mappings import mapping_from, speaks_of_statements, text_of
from desk.importing.meanings import IDENTIFIER
from desk.importing.names import Names
from desk.importing.progress import READING, show_progress
from desk.importing.related import leave_out_missing, refuse_rings
from desk.importing.rows import stated, texts_of
from desk.importing.tables import read_table
from desk.importing.twins import alike_record, twins_of
from desk.models import Import, ImportedRecord, ImportRow, ImportState, RowOutcome
from desk.sandbox import NotReadable
from desk.statements.importing import plan_statements
from spacecoop.records import in_batches, write_again
from spacecoop.words import listed

logger = logging.getLogger("spacecoop.desk")
BATCH = 500
OUR_FAULT = "The import failed because of an error of the site, and nothing was saved. The error was logged."
MOST_NAMED = 10  # rows that a sentence names
MOST_ALIKE = 3  # records that a row may be
# What is other when a row is read again; what was chosen for it stays.
READ_AGAIN = [
    *("outcome", "facts", "source_address", "document", "differences", "remarks", "unknown", "as_read", "may_be"),
]


def begin(origin, file_name, *, by=None, reason=""):
    """Return a new Import, to be planned. Raises: ValidationError where there is no mapping, or a wrong one."""
    text = text_of(origin)
    mapping_from(text)
    return Import.objects.create(origin=origin, mapping=text, file_name=file_name[:200], by=by, reason=reason)


def plan(table, path):
    """Plan an Import from the file at `path`: its rows are then in the database, or it says why it failed.

    Cost: a few queries for each BATCH of rows, of which one batch is in memory at a time.
    """
    try:
        _plan(table, path)
    except NotReadable as error:
        _fail(table, str(error))
    except Exception:
        logger.exception("Import %s could not be read.", table.pk)
        _fail(table, OUR_FAULT)
    else:
        table.state = ImportState.PLANNED
    write_again(table)
    return table


def _fail(table, problem):
    table.rows.all().delete()
    table.state, table.problem = ImportState.FAILED, problem


def _plan(table, path):
    if speaks_of_statements(table.mapping):
        plan_statements(table, path)
        _tell_of_gone(table)
        return
    mapping, names = mapping_from(table.mapping), Names()
    if mapping.model == "agency":
        names.extra = _names_in(path, mapping, names)
    rows, total, wanted, copies = read_table(path, mapping.how, table.told), 0, 0, Copies(names)
    for batch in in_batches(rows, BATCH):
        if not total and (wrong := mapping.refusals(batch[0][1])):
            raise NotReadable("\n".join(wrong))
        total += len(batch)
        batch = [row for row in batch if mapping.wants(row[1])]
        with transaction.atomic():
            ImportRow.objects.bulk_create(_planned(table, batch, mapping, names, copies))
        wanted += len(batch)
        show_progress(table, READING, total)
    if not total:
        raise NotReadable("The table has no rows.")
    if wanted < total:
        table.told.append(f"“only” in the import profile excludes {total - wanted:,} of {total:,} rows.")
    _look_at_relations(table, mapping)
    _tell_of_gone(table)


def read_again(table, rows):
    """Read rejected rows of a planned Import once more, by the names that are known now; they keep their lines.

    What a reviewer has chosen for other rows stays. Cost: as planning them, and a look at all rows of the table.
    """
    mapping, names = mapping_from(table.mapping), Names()
    copies = Copies(names)
    if mapping.model == "agency":
        rows_brought = table.rows.values_list("row_id", "facts__name__value", "facts__acronym__value")
        names.extra = _brought(rows_brought.iterator(), names)
    for row in table.rows.exclude(outcome=RowOutcome.REJECTED).iterator():
        copies.line_of(row)
    for batch in in_batches(rows, BATCH):
        for row in batch:
            names.near |= row.unknown
        read = [(row.line, row.as_read["cells"], row.as_read["flaws"]) for row in batch]
        planned = _planned(table, read, mapping, names, copies)
        for row, old in zip(planned, batch, strict=True):
            row.pk = old.pk
        ImportRow.objects.bulk_update(planned, READ_AGAIN)
    _look_at_relations(table, mapping)


def _look_at_relations(table, mapping):
    if mapping.model == "agency":
        refuse_rings(table)
    else:
        leave_out_missing(table)


def _tell_of_gone(table):
    """Say which rows of the last time are in the table no more."""
    known = ImportedRecord.objects.filter(origin=table.origin).order_by("pk")
    gone = known.exclude(row_id__in=table.rows.values("row_id")).values_list("row_id", flat=True)
    if number := gone.count():
        named = ", ".join(gone[:MOST_NAMED]) + (" …" if number > MOST_NAMED else "")
        table.told.append(
            f"{number:,} rows imported before are not in this table ({named}). Their records are not changed."
        )


def _names_in(path, mapping, names):
    """Return {folded name: value} of the bodies that a table itself brings: one may be the parent of another."""
    meant = (mapping.meant(row).cells for _, row, _ in read_table(path, mapping.how) if mapping.wants(row))
    return _brought(((cells.get(mapping.key, ""), cells.get("name"), cells.get("acronym")) for cells in meant), names)


def _brought(bodies, names):
    """Return {folded name: value} of bodies, (id, name, acronym), that are not here."""
    brought = {}
    for key, *called in bodies:
        for text in filter(None, called):
            brought.setdefault(names.fold(text), f"row:{key}")
    return {folded: value for folded, value in brought.items() if folded not in names.known["agency"]}


def _planned(table, batch, mapping, names, copies):
    """Return the ImportRows of a batch, unsaved."""
    read = [(line, mapping.meant(row)) for line, row, _ in batch]
    names.learn([text for _, meant in read for text in texts_of(meant.cells, mapping)])
    rows = [stated(line, meant, mapping, names) for line, meant in read]
    for (_, cells, flaws), row in zip(batch, rows, strict=True):
        row.errors = mapping.refusals(cells) + mapping.flaws_of(flaws) + row.errors
    _refuse_repeated(table, rows)
    known = {imported.row_id: imported for imported in _remembered(table.origin, rows)}
    holders = _holders(rows, mapping.model)
    own = _imported(table.origin, mapping.model, holders)
    _refuse_taken(rows, known, holders, own)
    now = current_facts(mapping.model, list(known.values()))
    here = stated_here(mapping.model, list(known.values()))
    unknown = [row for row in rows if not row.errors and row.row_id not in known]
    twins = _with_number(unknown, holders, own)
    for line, twin in twins_of(table.origin, unknown, mapping, names):
        twins.setdefault(line, {}).setdefault(twin["value"], twin)
    for row in rows:
        if not row.errors and (line := copies.line_of(row)) and row.row_id not in known and row.line not in twins:
            told = f"line {line} of this table"
            twins[row.line] = {line: {"value": f"line:{line}", "name": f"line {line}", "told": told}}
    planned = []
    for (line, cells, flaws), row in zip(batch, rows, strict=True):
        alike = list(twins.get(line, {}).values())[:MOST_ALIKE]
        planned.append(_outcome(table, row, known.get(row.row_id), now, here, alike, names))
        if row.errors:
            planned[-1].as_read = {"cells": cells, "flaws": flaws}
    return planned


def _remembered(origin, rows):
    return ImportedRecord.objects.filter(origin=origin, row_id__in=[row.row_id for row in rows])


def _refuse_repeated(table, rows):
    """Refuse a row whose id a row before it has."""
    stored = table.rows.filter(row_id__in=[row.row_id for row in rows]).order_by("-line")
    lines = dict(stored.values_list("row_id", "line"))
    for row in rows:
        if row.row_id and lines.setdefault(row.row_id, row.line) < row.line:
            row.errors.append(f"Line {lines[row.row_id]} has the same id, “{row.row_id}”.")


def _identifiers_of(row):
    """Return (scheme, value) of each identifier that a row states."""
    facts = ((name, row.value(name)) for name in row.facts if name.startswith(IDENTIFIER))
    return [(name.removeprefix(IDENTIFIER), value) for name, value in facts]


def _holders(rows, kind):
    """Return {(scheme, value): [records of a kind]} that have an identifier which a row states, and not wrongly.

    Cost: a query.
    """
    values = {value for row in rows for _, value in _identifiers_of(row)}
    holders = {}
    held = Identifier.objects.filter(value__in=values, **{f"{kind}__isnull": False})
    for identifier in held.exclude(standing=Standing.KNOWN_WRONG).select_related(kind):
        holders.setdefault((identifier.scheme, identifier.value), []).append(identifier.record)
    return holders


def _imported(origin, kind, holders):
    """Return the keys of the records that have identifiers and that rows of an origin became. Cost: a query."""
    keys = [record.pk for records in holders.values() for record in records]
    imported = ImportedRecord.objects.filter(origin=origin, model=MODELS[kind]._meta.label, key__in=keys)
    return set(imported.values_list("key", flat=True))


def _refuse_taken(rows, known, holders, own):
    """Refuse a row whose identifier only one record can have, where a row before it or the record of another has it.

    What has it and is of no row of the origin may be the same: that is asked.
    """
    lines = {}
    for row in rows:
        for number in _identifiers_of(row):
            if number[0] not in UNIQUE_SCHEMES:
                continue
            key = known[row.row_id].key if row.row_id in known else None
            row.errors += [
                f"“{record}” already has {cited_as(*number)}; only one record can have it."
                for record in holders.get(number, ())
                if record.pk != key and (key or record.pk in own)
            ]
            if lines.setdefault(number, row.line) != row.line:
                row.errors.append(f"Line {lines[number]} has {cited_as(*number)} too, and only one record can have it.")


def _with_number(rows, holders, own):
    """Return {line: {value: record that is here already and has a number that the row states}}.

    Other rows of the same origin, that became `own`, may share it: they are known not to be the same.
    """
    found = {}
    for row in rows:
        for number in _identifiers_of(row):
            for record in () if number[0] in LOOSE_SCHEMES else holders.get(number, ()):
                if record.pk not in own:
                    told = f"“{record}” with the same {cited_as(*number)}"
                    found.setdefault(row.line, {})[f"record:{record.pk}"] = alike_record(record.pk, str(record), told)
    return found


def _outcome(table, row, remembered, now, here, alike, names):
    planned = ImportRow(
        table=table,
        line=row.line,
        row_id=row.row_id,
        facts=row.facts,
        remarks=[*row.errors, *row.warnings],
        unknown=row.unknown,
        source_address=row.source_address,
        document=row.document,
    )
    if row.errors:
        planned.outcome = RowOutcome.REJECTED
    elif remembered is None:
        planned.outcome = RowOutcome.DUPLICATE if alike else RowOutcome.NEW
        planned.may_be = [{"value": candidate["value"], "name": candidate["name"]} for candidate in alike]
        planned.remarks += (
            [f"Possible duplicate of {listed([candidate['told'] for candidate in alike], 'or')}."] if alike else []
        )
    elif remembered.key not in now:
        planned.outcome = RowOutcome.CONFLICT
        planned.remarks.append("The record of this row was deleted; it is not created again.")
    else:
        present = now[remembered.key]
        planned.differences = differences(row.facts, remembered.facts, present, here[remembered.key], names)
        if parties_crossed(row.facts, present):
            planned.remarks.append("The parties are in another order in the record. Edit them in the record.")
        planned.outcome = RowOutcome.of(planned.differences)
    return planned
