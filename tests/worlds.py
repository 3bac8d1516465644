"""Worlds of records that take long to make: made once in a process, then put back as rows, past every trigger.

A test has its world for itself all the same, in its own transaction.
"""

import os
import pickle
from contextlib import contextmanager
from copy import deepcopy
from functools import partial, wraps
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from catalogue.renderer import up_to_date

# Made by migrations and never changed by a record.
LEFT_ALONE = {"django_migrations", "django_content_type", "auth_permission"}


class World:
    """What `make` adds to a database: the rows of each table that it changes, documents too, and what it returned.

    With a `name`, the processes of a test run share it: the others take what the first has made.
    """

    def __init__(self, make, name=""):
        self.make = make
        self.path = settings.STATIC_ROOT.parent / f"world-{name}" if name else None
        self.rows: dict[str, bytes] | None = None
        self.ends: dict[str, int] = {}
        self.returned: Any = None

    def put(self):
        """Make the world, the first time; put its rows back every other time. Return what making it returned."""
        if self.rows is None and self.path:
            self._take()
        if self.rows is None:
            before = _rows()
            self.returned = self.make()
            connection.check_constraints()
            up_to_date()
            after = _rows()
            self.rows = {table: rows for table, rows in after.items() if rows != before[table]}
            self.ends = _ends()
            if self.path:
                self._share()
            return self.returned
        put_rows(self.rows)
        with connection.cursor() as cursor:
            for sequence, end in self.ends.items():
                cursor.execute("SELECT setval(%s, greatest(%s, nextval(%s)))", [sequence, end, sequence])
        return deepcopy(self.returned)

    def _take(self):
        if self.path.exists():
            run, rows, ends = pickle.loads(self.path.read_bytes())  # noqa: S301 - written by this very run
            if run == _run():
                self.rows, self.ends = rows, ends

    def _share(self):
        with NamedTemporaryFile(dir=self.path.parent, delete=False) as file:
            pickle.dump((_run(), self.rows, self.ends), file)
        Path(file.name).replace(self.path)


def made_once(make):
    """Decorate the function of a fixture, which takes no argument: its records are made once in a process."""
    world = World(make)

    @wraps(make)
    def put():
        return world.put()

    return put


@contextmanager
def left_as_found():
    """Bring the database back to what it held, whatever was committed meanwhile."""
    found = _rows()
    yield
    left = _rows()
    put_rows({table: rows for table, rows in found.items() if rows != left[table]})


def held(make):
    """Return the fixture of a class of tests that share what `make` makes; what each of them does is taken back."""

    @pytest.fixture(scope="class")
    def hold(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), left_as_found():
            with transaction.atomic():
                made = make()
            up_to_date()
            yield made

    return hold


def empty():
    """Empty every table but those that migrations fill; a flush would make their rows anew, with other keys."""
    put_rows(dict.fromkeys(_rows(), b""))


def put_rows(rows):
    """Replace what is in each of these tables by these rows, all at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, lines in rows.items():
            cursor.execute(f'DELETE FROM "{table}"')
            if lines:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(lines)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _run():
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())


def _rows():
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - LEFT_ALONE)
        return {table: _copied(cursor, table) for table in tables}


def _copied(cursor, table):
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)


def _ends():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences "
            "WHERE schemaname = current_schema AND last_value IS NOT NULL"
        )
        return dict(cursor.fetchall())


KNOWLEDGE_BASE = World(partial(call_command, "load_knowledge_base", verbosity=0), "knowledge-base")
