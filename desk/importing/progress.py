"""How far an import is: seen from outside its transaction, and gone with the process that works on it."""

import subprocess
import sys

from django.conf import settings
from django.db import connection

from spacecoop.turns import LONG_WORK, told_of

NAME = "import"
READING = "read"
AFTER_VISITORS = ["nice", "-n", "5"]  # POSIX; the processes that answer come first


def show_progress(table, verb, done, total=None, what="rows"):
    """Say how far it is by the name of the connection, which others see at once and which ends with it.

    Unless it is only READING, nobody else can write until it ends.
    """
    begins = "" if verb == READING else LONG_WORK
    words = f"{begins}{NAME} {table.pk}: {done:,} {'' if total is None else f'of {total:,} '}{what} {verb}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, false)", [words])


def progress_of(table):
    """Return how far an Import is, in words; None where no process works on it."""
    return told_of(f"%{NAME} {table.pk}:%")


def end_progress():
    """Take the words away again, since a connection may be used for something else next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', '', false)")


def start(*arguments):
    """Run `import_agreements` in a process of its own, which lasts as long as it takes."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    command = [*AFTER_VISITORS, *manage, "import_agreements", *map(str, arguments)]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
