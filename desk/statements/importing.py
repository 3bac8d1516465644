"""An Import of statements: a row of its report for each record, planned from the tables and applied as a whole."""

from django.db import DatabaseError

from agreements.statements import KIND_OF_LIST
from desk.changesets import looking
from desk.importing.mappings import mapping_from
from desk.importing.progress import READING, show_progress
from desk.models import ImportedRecord, ImportRow, RowOutcome
from desk.statements.comparing import MOST_BROKEN, comparable, compare, refuse_broken, shown_values
from desk.statements.reading import Fact, Said, read_statements
from desk.statements.writing import write
from desk.states import Refused
from spacecoop.models import Collection
from spacecoop.records import check_rules, in_batches, reason_of, write_again

BATCH = 500
CANNOT = "Nothing can be imported. Correct the errors and upload the table again."
DELETED = "The record of this row was deleted; it is not created again."


def plan_statements(table, path):
    """Plan an Import from the tables at `path`, tried on what is here. Raises: NotReadable."""
    said = read_statements(path, table.told, mapping_from(table.mapping))
    show_progress(table, READING, len(said), what="records")
    # Before what cells lead to stands in their place.
    rows = [_row(table, number, subject) for number, subject in enumerate(said.values(), 1)]
    _settle(table, rows, said)
    for batch in in_batches(rows, BATCH):
        ImportRow.objects.bulk_create(batch)


def plan_again(table):
    """Compare the rows of a planned Import anew with what is here: names that led nowhere may lead somewhere by now."""
    rows = list(table.rows.all())
    table.told = [sentence for sentence in table.told if sentence != CANNOT]
    _settle(table, rows, {row.row_id: _said_in(row) for row in rows})
    ImportRow.objects.bulk_update(rows, ["outcome", "remarks", "differences", "unknown"], BATCH)
    write_again(table, "told")


def _settle(table, rows, said):
    """Give rows their outcome, by what is said in them and what is here."""
    compared = {comparison.said.address: comparison for comparison in compare(said, _remembered(table))}
    wrong = any(subject.errors for subject in said.values()) or not _can_be_written(list(compared.values()), table)
    for row in rows:
        _tell(row, said[row.row_id], compared.get(row.row_id))
    if wrong:
        table.told.append(CANNOT)


def _can_be_written(compared, table):
    """Write everything on a state that passes; where the database refuses it, say what stands against what."""
    try:
        with looking():
            write(compared)
            check_rules()
    except DatabaseError as error:
        reason = reason_of(error)
    else:
        return True
    with looking():
        broken = refuse_broken(compared)
    if not broken:
        table.told.append(f"A database rule was violated: {reason}.")
    elif broken == MOST_BROKEN:
        table.told.append(f"The first {broken} records that violate a database rule are named; there may be more.")
    return False


def _row(table, number, subject):
    """Return the row of a report that holds all that is said of one record; its line is its place among them."""
    facts = {
        fact.key: {
            "value": dict(fact.values),
            "shown": shown_values(fact.values),
            "phrase": fact.cited[0]["quote"] if fact.cited else "",
            "name": fact.name,
            "line": fact.line,
            "cited": [dict(citation) for citation in fact.cited],
        }
        for fact in subject.facts.values()
    }
    document = {"cited": [dict(citation) for citation in subject.cited], "errors": list(subject.errors)}
    return ImportRow(table=table, line=number, row_id=subject.address[:200], facts=facts, document=document)


def _kept(values):
    """Return values as they are remembered, of records that are stored by now their keys."""
    return {name: comparable(value) for name, value in values.items()}


def _said_in(row):
    """Return the Said that a row of a report holds."""
    list_name, _, key = row.row_id.partition("/")
    facts = {
        name: Fact(fact["name"], name, fact["line"], fact["value"], fact["cited"]) for name, fact in row.facts.items()
    }
    kind, read = KIND_OF_LIST.get(list_name, ""), row.document
    return Said(row.row_id, kind, key, row.line, facts, read["cited"], read["errors"])


def _tell(row, subject, compared):
    row.remarks, row.differences = subject.errors, compared.differences if compared else []
    row.unknown, left_out = subject.unknown, row.document.get("left_out", [])
    if subject.errors:
        row.outcome = RowOutcome.REJECTED
    elif compared.record is None:
        row.outcome, row.remarks = RowOutcome.CONFLICT, [DELETED]
    elif compared.is_new:
        row.outcome, row.differences, row.remarks = RowOutcome.NEW, [], compared.remarks
    else:
        row.outcome = RowOutcome.of(row.differences)
    row.remarks = [*row.remarks, *left_out]


def _remembered(table):
    """Return {address: (key, {key of a fact: its values})} of what the origin stated before."""
    before = ImportedRecord.objects.filter(origin=table.origin)
    return {
        imported.row_id: (imported.key, {name: fact["value"] for name, fact in imported.facts.items()})
        for imported in before
    }


def apply_statements(table):
    """Write what the rows of a planned Import state, compared anew with what is here.

    Raises: Refused; IntegrityError.
    """
    if rejected := table.rows.filter(outcome=RowOutcome.REJECTED).count():
        raise Refused(f"{rejected:,} records are rejected. Correct them and upload the table again.")
    rows = {row.row_id: row for row in table.rows.to_apply()}
    said = {address: _said_in(row) for address, row in rows.items()}
    remembered = {imported.row_id: imported for imported in ImportedRecord.objects.filter(origin=table.origin)}
    compared = compare(said, _remembered(table))
    if wrong := [sentence for subject in said.values() for sentence in subject.errors]:
        raise Refused(f"{wrong[0]} Upload the table again.")
    write(compared, Collection.objects.filter(slug=table.origin).first())
    kept = []
    for comparison in compared:
        if comparison.record is None:
            continue
        row, before = rows[comparison.said.address], remembered.get(comparison.said.address)
        if before:
            row.before = {"facts": before.facts, "parts": before.parts, "last": before.last_id}
            row.save(update_fields=["before"])
        kept.append(
            ImportedRecord(
                pk=before and before.pk,
                origin=table.origin,
                row_id=comparison.said.address,
                model=type(comparison.record)._meta.label,
                key=comparison.record.pk,
                facts={key: {"value": _kept(values)} for key, values in comparison.stated.items()},
                last=table,
            )
        )
    ImportedRecord.objects.filter(pk__in=[imported.pk for imported in kept if imported.pk]).delete()
    ImportedRecord.objects.bulk_create(kept)
