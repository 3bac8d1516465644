"""Import a table of agreements or agencies: report what it would do, and do it if asked to."""

import logging
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from desk.importing.applying import apply_import, take_back
from desk.importing.mappings import origins
from desk.importing.planning import OUR_FAULT, begin, plan
from desk.models import Import, ImportState, RowOutcome
from desk.states import Refused

logger = logging.getLogger("spacecoop.desk")


class Command(BaseCommand):
    help = (
        "Read a table (CSV, Excel, JSON) by an import profile and report what each row would change. "
        "With --apply import the table as a whole; with --take-back undo an import."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="the table")
        parser.add_argument("--origin", help="the import profile, such as “ieadb”")
        parser.add_argument("--apply", action="store_true", help="import the rows")
        parser.add_argument("--reason", default="", help="the reason, shown in the history of each record")
        parser.add_argument("--quiet-rows", action="store_true", help="count the rows, do not list them")
        parser.add_argument("--import", dest="key", type=int, help="the number of an import")
        parser.add_argument("--take-back", action="store_true", help="undo the import of --import")
        parser.add_argument("--by", type=int, help="the key of the user who does it")
        parser.add_argument("--remove-file", action="store_true", help="remove the file once it is read")

    def handle(self, *args, **options):
        by = get_user_model().objects.filter(pk=options["by"]).first() if options["by"] else None
        table = self._import(options, by)
        if options["file"]:
            self._plan(table, options)
        try:
            if options["take_back"]:
                self._say(take_back(table, by=by))
            elif options["apply"]:
                self._say(apply_import(table, by=by, progress=self._show))
        except Exception as error:
            self._keep(table, options, str(error) if isinstance(error, Refused) else OUR_FAULT)
            if isinstance(error, Refused):
                raise CommandError(f"Nothing was changed. {error}") from None
            logger.exception("Import %s failed.", table.pk)
            raise

    def _keep(self, table, options, problem):
        """Let the page of an import say why nothing was done, unless another process did it a moment earlier."""
        waits = ImportState.APPLIED if options["take_back"] else ImportState.PLANNED
        Import.objects.filter(pk=table.pk, state=waits).update(problem=problem)

    def _import(self, options, by):
        if options["key"] is not None:
            table = Import.objects.filter(pk=options["key"]).first()
            if table is None:
                raise CommandError(f"There is no import {options['key']}.")
            return table
        if not (options["file"] and options["origin"]):
            raise CommandError(f"Name a file and an import profile (--origin): {', '.join(origins())}.")
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        try:
            return begin(options["origin"], options["file"].name, by=by, reason=options["reason"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def _plan(self, table, options):
        if table.state != ImportState.PLANNING:
            raise CommandError(
                f"The table was not read: the state of import {table.pk} is “{table.get_state_display()}”."
            )
        try:
            plan(table, options["file"])
        finally:
            if options["remove_file"]:
                options["file"].unlink(missing_ok=True)
        if table.state == ImportState.FAILED:
            raise CommandError(table.problem)
        if not options["quiet_rows"]:
            self._list(table)
        for sentence in table.told:
            self.stdout.write(sentence)
        counts = table.counts()
        self.stdout.write(", ".join(f"{number} {RowOutcome(outcome).label}" for outcome, number in counts.items()))

    def _list(self, table):
        for row in table.rows.iterator():
            self.stdout.write(f"line {row.line}: {row.get_outcome_display()} ({row.row_id})")
            for difference in row.differences:
                kept = " (edited since the import: not changed)" if difference["is_conflict"] else ""
                old, new = (difference[value] or "not stated" for value in ("old", "new"))
                self.stdout.write(f"    {difference['name']}: {old} → {new}{kept}")
            for remark in row.remarks:
                self.stdout.write(f"    {remark}")

    def _show(self, done, total):
        self.stderr.write(f"\r{done:,} of {total:,} rows", ending="" if done < total else "\n")

    def _say(self, table):
        self.stdout.write(f"Import {table.pk}: {table.get_state_display()}.")
