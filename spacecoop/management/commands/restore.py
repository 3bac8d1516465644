from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.core.management import BaseCommand, CommandError
from django.db import connection

from spacecoop.backups import dumps, files
from spacecoop.embedded import archive
from spacecoop.management.commands.serve import as_sentence, migrate


class Command(BaseCommand):
    help = "Make a backup, or what the site knew at a time, its database again; the site must be stopped."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("backup", nargs="?", type=Path, help="a folder that manage.py backup has made")
        parser.add_argument(
            "--to", metavar="TIME", help="a time such as “2026-11-30 16:05”, of UTC if it names no zone"
        )
        parser.add_argument("--replace", action="store_true", help="in place of present data, which are kept aside")

    def handle(self, *, backup, to, replace, **options):
        if bool(backup) == bool(to):
            raise CommandError("Name a backup, or a time with --to.")
        try:
            with files.one_at_a_time():
                done = dumps.restore(backup.resolve(), replace=replace) if backup else self.to(to, replace=replace)
                for sentence in done:
                    self.stdout.write(sentence)
                migrate()
        except CommandError:
            raise
        except (OSError, psycopg.Error) as error:
            raise as_sentence("The restore failed", error) from error
        self.stdout.write("Start the site.")

    def to(self, time, *, replace):
        return archive.archive_of(connection).restore(moment(time), replace=replace)


def moment(text):
    """Read a time; one without a zone is of UTC. Raises: CommandError."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise CommandError(
            f"--to is {text!r}: write a time such as “2026-11-30 16:05” or “2026-11-30T16:05:30+01:00”."
        ) from None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
