"""Rows of a table that lead to other rows: what would go round in a ring is refused before anything is done."""

from agencies.models import Agency
from desk.importing.mappings import RELATION
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
            row.remarks.insert(0, f"It would be part of itself: {' is part of '.join(names[one] for one in ring)}.")
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
    """Return the rows whose parent is rejected, with the sentence that they will have none."""
    rejected |= set(table.rows.filter(outcome=RowOutcome.REJECTED).values_list("row_id", flat=True))
    warned = [row for row in rows if row.facts["parent"]["value"].removeprefix("row:") in rejected]
    for row in warned:
        row.remarks.append(
            f"{row.facts['parent']['shown']}, of which it is a part, is rejected: it will have no parent."
        )
    return warned


def leave_out_missing(table):
    """Leave out, with a warning, relations to agreements that are neither in the table nor imported before.

    Cost: two queries, and one for each 500 rows that are warned of.
    """
    rows = table.rows.exclude(outcome=RowOutcome.REJECTED)
    here = set(rows.values_list("row_id", flat=True))
    here |= set(ImportedRecord.objects.filter(origin=table.origin).values_list("row_id", flat=True))
    warned = []
    for row in rows.iterator():
        related = {name: name.split(":", 2)[1:] for name in row.facts if name.startswith(RELATION)}
        missing = {name: (kind, other) for name, (kind, other) in related.items() if other not in here}
        for name, (kind, other) in missing.items():
            del row.facts[name]
            row.remarks.append(f"“{other}”, which it {kind}, is neither in this table nor here: that is left out.")
        if missing:
            row.differences = [one for one in row.differences if one["name"] not in missing]
            if row.outcome == RowOutcome.CHANGED and not row.differences:
                row.outcome = RowOutcome.UNCHANGED
            warned.append(row)
    ImportRow.objects.bulk_update(warned, ["facts", "remarks", "differences", "outcome"], batch_size=500)
