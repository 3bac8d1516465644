"""An import applied in one transaction under a context of its own, and taken back as a whole by its history."""

import time

from django.db import IntegrityError, connection

from agreements.history import RECORDED
from desk.changesets import Conflict, apply, changes_by_model, links_to
from desk.comparison import names_in
from desk.importing.facts import current_facts, differences, stated_here
from desk.importing.mappings import mapping_from, speaks_of_statements
from desk.importing.names import Names
from desk.importing.progress import end_progress, show_progress
from desk.importing.records import Maker
from desk.models import ImportedRecord, ImportState, RowOutcome
from desk.statements.importing import apply_statements
from desk.states import Refused, held
from spacecoop.records import check_rules, history_of, reason_of, whole_change
from spacecoop.turns import Busy

BATCH = 500
PATIENCE = 600  # seconds; nobody sits and waits for the process of an import
MOST_NAMES = 20


def apply_import(table, *, by=None, progress=lambda done, total: None):
    """Do what the rows of a planned Import would do, all of it or nothing, so that no revision has half of it.

    It has the writers' turn all the while; who comes meanwhile is told so at once.
    `progress`: called with the numbers of rows done and in all. Raises: Refused.
    """
    reason = table.reason or f"Imported: {table}"
    try:
        with whole_change(PATIENCE, user=by and by.pk, reason=reason, table=table.pk) as context:
            begun = time.monotonic()
            show_progress(table, "imported", 0, table.rows.to_apply().count())
            table = held(table, [ImportState.PLANNED], Refused)
            if speaks_of_statements(table.mapping):
                apply_statements(table)
                _count_tables([*RECORDED, *map(history_of, RECORDED)])
            else:
                _refuse_without_document(table)
                _Run(table, progress).apply()
            table.state, table.context, table.problem = ImportState.APPLIED, context.id, ""
            table.seconds = time.monotonic() - begun
            table.save()
    except IntegrityError as error:
        raise Refused(f"The import was not saved: {reason_of(error)}.") from error
    except Busy as busy:
        raise Refused(f"{busy} Try again.") from busy
    finally:
        end_progress()
    return table


def take_back(table, *, by=None):
    """Undo all that an applied Import changed; its history stays.

    Raises: Refused, with the names of what was edited since, or rests on what would go.
    """
    try:
        with whole_change(PATIENCE, user=by and by.pk, reason=f"Import undone: {table}", table=table.pk):
            show_progress(table, "undone", 0, what="records")
            table = held(table, [ImportState.APPLIED], Refused)
            _refuse_later(table)
            _count_tables([*RECORDED, *map(history_of, RECORDED)])
            _undo(table)
            check_rules()
            _forget(table)
            table.state, table.context = ImportState.TAKEN_BACK, None
            table.problem = ""
            table.save()
    except IntegrityError as error:
        raise Refused(f"Other records depend on the import: {reason_of(error)}.") from error
    except Busy as busy:
        raise Refused(f"{busy} Try again.") from busy
    finally:
        end_progress()
    return table


class _Run:
    def __init__(self, table, progress):
        self.table, self.progress = table, progress
        self.mapping, self.names = mapping_from(table.mapping), Names()
        self.maker = Maker(table, self.mapping)
        self.rows = table.rows.to_apply().exclude(outcome=RowOutcome.SAME)

    def apply(self):
        total, done, last, counted = self.rows.count(), 0, 0, BATCH
        while batch := list(self.rows.filter(line__gt=last).order_by("line")[:BATCH]):
            self._apply(batch)
            last, done = batch[-1].line, done + len(batch)
            if done >= counted:
                _count_tables(RECORDED)
                counted *= 2
            show_progress(self.table, "imported", done, total)
            self.progress(done, total)
        self._take_in()
        self.maker.finish()

    def _take_in(self):
        """Add what rows state to the records that they are the same as; those that the table has made are there now."""
        rows = self.table.rows.to_apply().filter(outcome=RowOutcome.SAME)
        for row in rows:
            kind, _, key = row.same_as.partition(":")
            if kind == "line":
                other = self.table.rows.filter(line=key).values("row_id")
                key = _remembered(self.table, row_id__in=other).values_list("key", flat=True).first()
            if _remembered(self.table, row_id=row.row_id).exists():
                raise Refused(f"Line {row.line} was imported by another import. Upload the table again.")
            if key is None or not self.maker.model.objects.filter(pk=key).exists():
                raise Refused(f"Line {row.line} is the same as a record that no longer exists. Choose again.")
            self.maker.take_in(row, int(key), self.names)
        if rows:
            check_rules()

    def _apply(self, batch):
        known = {
            imported.row_id: imported
            for imported in ImportedRecord.objects.filter(
                origin=self.table.origin, row_id__in=[row.row_id for row in batch]
            )
        }
        new = [row for row in batch if row.outcome == RowOutcome.NEW]
        if stale := [row for row in new if row.row_id in known]:
            raise Refused(f"Line {stale[0].line} was imported by another import. Upload the table again.")
        self.maker.make(new)
        now = current_facts(self.mapping.model, list(known.values()))
        here = stated_here(self.mapping.model, list(known.values()))
        for row in batch:
            remembered = known.get(row.row_id)
            if remembered is None or remembered.key not in now:
                continue
            row.before = {"facts": remembered.facts.copy(), "parts": dict(remembered.parts), "last": remembered.last_id}
            row.save(update_fields=["before"])
            key, stated = remembered.key, (row.facts, remembered.facts)
            self.maker.change(row, remembered, differences(*stated, now[key], here[key], self.names))
        check_rules()  # of a batch, while those that wait for it are few


def _remembered(table, **asked):
    return ImportedRecord.objects.filter(origin=table.origin, **asked)


def _count_tables(models):
    """Let the database know how large its tables have become: within a transaction it does not notice by itself.

    Without it the triggers' queries are planned for tables that were small, and take minutes where they take seconds.
    """
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _refuse_without_document(table):
    """A fact is cited from the document that states it, not from the example in a mapping."""
    mapping = mapping_from(table.mapping)
    if not mapping.names_a_document:
        raise Refused(
            f"The import profile {table.origin} names no document, only the example {mapping.source['address']}. Write "
            "title, publisher and address of the document under “source”, and upload the table again."
        )


def _refuse_later(table):
    """Refuse where a later import has built on what this one made."""
    rows = ImportedRecord.objects.filter(origin=table.origin, row_id__in=table.rows.to_apply().values("row_id"))
    if later := rows.exclude(last=table).order_by("last").select_related("last").first():
        raise Refused(
            f"{later.last} of {later.last.at:%-d %B %Y} has changed the same records. Undo that import first."
        )


def _undo(table):
    """Make the inverse of the changes, a model at a time: what came goes, parts first; then the rest is as it was."""
    refused, done = [], 0
    for of_new, models in ((True, reversed(RECORDED)), (False, RECORDED)):
        for model in models:
            for changes in changes_by_model(table.context, model, BATCH, of_new=of_new):
                _make([change.inverse for change in changes], refused)
                done += len(changes)
                show_progress(table, "undone", done, what="records")
    if refused:
        more = " and more" if len(refused) > MOST_NAMES else ""
        raise Refused(f"These records were edited since: {', '.join(dict.fromkeys(refused[:MOST_NAMES]))}{more}.")


def _make(changes, refused):
    """Make changes where nothing stands against it; else add the names of what does to `refused`."""
    if not changes:
        return
    going = [change for change in changes if change.after is None]
    if resting := _resting_on(changes[0].model, [change.key for change in going]):
        refused += resting
        return
    try:
        apply(changes)
    except Conflict as conflict:
        refused += names_in(conflict)


def _resting_on(model, keys):
    """Return the names of records that lead to those of `keys`; parts that came with them are gone by now."""
    return [
        str(record)
        for leading, name in links_to(model)
        for record in leading.objects.filter(**{f"{name}__in": keys})[:MOST_NAMES]
        if not (leading is model and record.pk in keys)
    ]


def _forget(table):
    """Remember of each row what was remembered before the import."""
    before = dict(table.rows.filter(before__isnull=False).values_list("row_id", "before"))
    ImportedRecord.objects.filter(last=table).exclude(row_id__in=before).delete()
    for remembered in ImportedRecord.objects.filter(last=table).iterator():
        kept = before[remembered.row_id]
        remembered.facts, remembered.parts, remembered.last_id = kept["facts"], kept["parts"], kept["last"]
        remembered.save()
    table.rows.update(before=None)
