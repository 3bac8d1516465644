"""What the processes of a test run have in common: one of them makes it, the others wait."""

import fcntl
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def once_a_run(name, run):
    """Tell whether this process is the first of a run that comes here; the others wait until it has gone on."""
    with (settings.STATIC_ROOT.parent / name).open("a+") as told:
        fcntl.flock(told, fcntl.LOCK_EX)
        told.seek(0)
        is_first = told.read() != run
        yield is_first
        if is_first:
            told.truncate(0)
            told.write(run)


@contextmanager
def led_to(database):
    """Lead the connection to a new and empty database until the block ends."""
    names = connection.settings_dict
    here = names["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{database}"')
    connection.close()
    names["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        names["NAME"] = here
