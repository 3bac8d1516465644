import json
from pathlib import Path
from shutil import rmtree

import psycopg
from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection

from spacecoop.backups import dumps, files
from spacecoop.embedded import archive
from spacecoop.management.commands.serve import as_sentence


class Command(BaseCommand):
    help = "Back up database and secret key while the site works, and read the backup back."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, help="where to; default: backups in SPACECOOP_HOME")
        parser.add_argument("--keep", type=int, metavar="N", help="then delete all but the newest N")
        parser.add_argument("--no-check", action="store_true", help="do not read the backup back")
        parser.add_argument("--base", action="store_true", help="a base backup into SPACECOOP_WAL_ARCHIVE")
        parser.add_argument(
            "--incremental", action="store_true", help="with --base: only what has changed since the last"
        )
        parser.add_argument("--list", action="store_true", help="tell which backups there are, and take none")

    def handle(self, *, folder, **options):
        folder = (folder or settings.HOME / "backups").expanduser().resolve()
        self.refuse(folder, **options)
        try:
            if options["list"]:
                self.tell(folder)
            else:
                with files.one_at_a_time():
                    (self.take_base if options["base"] else self.take_dump)(folder, options)
        except CommandError:
            raise
        except (OSError, psycopg.Error) as error:
            raise as_sentence("The backup failed", error) from error

    def refuse(self, folder, *, keep, base, incremental, **options):
        if keep is not None and keep < 1:
            raise CommandError(f"--keep is {keep}: set it to 1 or more.")
        if incremental and not base:
            raise CommandError("--incremental goes with --base.")
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is no folder: name one for backups.")

    def take_dump(self, folder, options):
        place = folder / f"spacecoop-{files.stamp()}"
        told = dumps.take(place, check=not options["no_check"])
        rows = sum(rows for rows, _ in told["tables"].values())
        size = (place / files.DUMP).stat().st_size / 1_000_000
        checked = "not read back" if options["no_check"] else "read back and the same"
        self.stdout.write(f"{place}: {rows:,} rows in {len(told['tables'])} tables, {size:,.1f} MB, {checked}.")
        if options["keep"]:
            for old in files.backups_in(folder)[: -options["keep"]]:
                rmtree(old)
                self.stdout.write(f"{old} is deleted.")

    def take_base(self, folder, options):
        archived = archive.archive_of(connection)
        connection.ensure_connection()
        base = archived.take(incremental=options["incremental"])
        self.stdout.write(
            f"{base.folder}: a restore can lead to any time from {base.ended_at:%Y-%m-%d %H:%M:%S} UTC on."
        )
        for old in archived.keep(options["keep"]) if options["keep"] else []:
            self.stdout.write(f"{old} is deleted.")
        archived.refuse_silence()

    def tell(self, folder):
        found = files.backups_in(folder)
        for backup in found:
            told = json.loads((backup / files.MANIFEST).read_text())
            revision = (told["revision"] or {}).get("number", 0)
            self.stdout.write(f"{backup}: version {told['version']}, revision {revision:,}")
        if not found:
            self.stdout.write(f"There is no dump in {folder}: name the folder of yours, or take one.")
        if settings.WAL_ARCHIVE:
            self.tell_of_bases(archive.archive_of(connection))

    def tell_of_bases(self, archived):
        bases = archived.bases()
        for base in bases:
            kind = f"what has changed since {base.after}" if base.after else "whole"
            self.stdout.write(f"{base.folder}: {kind}, for times from {base.ended_at:%Y-%m-%d %H:%M:%S} UTC on")
        if not bases:
            self.stdout.write(
                f"There is no base backup in {archived.folder}, so no time to restore to: take one (--base)."
            )
