"""Rows of a table that lead to other rows: what would go round in a ring is refused before anything is done."""

from agencies.models import Agency
from desk.importing.meanings import RELATION
from desk.models import ImportedRecord, ImportRow, RowOutcome


def refuse_rings(table):
    """Reject the rows of a table of agencies whose parents lead back to themselves; warn where a parent is rejected.

    Cost: three queries, and one for each 500 rows that are wrong.
    """
    keys = dict(
        ImportedRecord.objects.filter(origin=table.origin, model=Agency._meta.label).values_list("row_id", "key")
    )

    def body(row_id):
        return f"agency:{keys[row_id]}" if row_id in keys else f"row:{row_id}"

    rows = list(table.rows.exclude(outcome=RowOutcome.REJECTED).filter(facts__has_key="parent"))
    names = {f"agency:{key}": name for key, name in Agency.objects.values_list("pk", "name")}
    names |= {body(row.row_id): row.facts["name"]["shown"] for row in rows}
    above = dict(Agency.objects.filter(parent__isnull=False).values_list("pk", "parent"))
    above = {f"agency:{key}": f"agency:{parent}" for key, parent in above.items()}
    for row in rows:
        value = row.facts["parent"]["value"]
        above[body(row.row_id)] = body(value.removeprefix("row:")) if value.startswith("row:") else value
    wrong = []
    for row in rows:
        if ring := _ring(body(row.row_id), above):
            row.outcome = RowOutcome.REJECTED
            row.remarks.insert(
                0, f"The organisation would be part of itself: {' is part of '.join(names[key] for key in ring)}."
            )
            wrong.append(row)
    wrong += _warned(table, [row for row in rows if row not in wrong], {row.row_id for row in wrong})
    ImportRow.objects.bulk_update(wrong, ["outcome", "remarks"], batch_size=500)


def _ring(start, above):
    """Return the way from a body by its parents back to itself, both ends included; None where there is none."""
    way = [start]
    while parent := above.get(way[-1]):
        if parent == start:
            return [*way, start]
        if parent in way:
            return None
        way.append(parent)
    return None


def _warned(table, rows, rejected):
    """Return the rows that are told otherwise than before whether their parent is rejected, so that they have none."""
    rejected |= set(table.rows.filter(outcome=RowOutcome.REJECTED).values_list("row_id", flat=True))
    told = []
    for row in rows:
        parent = row.facts["parent"]
        sentence = f"{parent['shown']}, the parent organisation, is rejected. The organisation will have no parent."
        if _tell(row, sentence, parent["value"].removeprefix("row:") in rejected):
            told.append(row)
    return told


def leave_out_missing(table):
    """Mark as missing, with a warning, relations to agreements that are neither in the table nor imported before.

    Cost: two queries, and one for each 500 rows that are told of it.
    """
    rows = table.rows.exclude(outcome=RowOutcome.REJECTED)
    here = set(rows.values_list("row_id", flat=True))
    here |= set(ImportedRecord.objects.filter(origin=table.origin).values_list("row_id", flat=True))
    told = []
    for row in rows.iterator():
        related = {name: name.split(":", 2)[1:] for name in row.facts if name.startswith(RELATION)}
        changed = [
            name for name, (kind, other) in related.items() if _tell_missing(row, name, kind, other, other not in here)
        ]
        if changed:
            told.append(row)
    ImportRow.objects.bulk_update(told, ["facts", "remarks", "differences", "outcome"], batch_size=500)


def _tell_missing(row, name, kind, other, is_missing):
    """Let a row tell whether a relation of it is missing; return whether it told something else before."""
    sentence = f"The agreement {kind} “{other}”, which is neither in this table nor recorded. The relation is ignored."
    if not _tell(row, sentence, is_missing):
        return False
    row.facts[name]["is_missing"] = is_missing
    known = row.outcome in (RowOutcome.CHANGED, RowOutcome.UNCHANGED, RowOutcome.CONFLICT)
    row.differences = [difference for difference in row.differences if difference["name"] != name]
    if known and not is_missing:
        row.differences.append({"name": name, "old": None, "new": row.facts[name]["shown"], "is_conflict": False})
    if row.outcome in (RowOutcome.CHANGED, RowOutcome.UNCHANGED):
        row.outcome = RowOutcome.of(row.differences)
    return True


def _tell(row, sentence, holds):
    """Let a remark stand with a row where it holds, and only there; return whether that is other than before."""
    if (sentence in row.remarks) == holds:
        return False
    row.remarks = [*row.remarks, sentence] if holds else [remark for remark in row.remarks if remark != sentence]
    return True
