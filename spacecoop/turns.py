"""The writers' turn: who writes records takes it first, reads again, compares, and only then writes.

Every statement that writes a record locks the one row of the revision until its transaction ends. Taken before anything
is read, that lock makes read, compare and write one step, and since all writers take it first, none of them can hold
what another waits for. Readers never take it.
"""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

from spacecoop.metrics import turn_waits

SECONDS = 3  # how long a request waits for its turn
WAITING = 5  # how many threads of a process wait at once: the others go on answering readers
LONG_WORK = "writes "  # begins the name of a connection whose turn lasts long
LOCKED, DEADLOCK, NOT_SERIAL = "55P03", "40P01", "40001"  # SQLSTATE
TRIES = 3
LOOKS = 6  # tries of who only looks, each of which waits half a second for a lock (spacecoop.records)

_places = BoundedSemaphore(WAITING)
Answer = TypeVar("Answer")


class Busy(Exception):
    """Somebody else writes just now; its message says who, and that nothing was saved."""


def take_turn(seconds: float = SECONDS) -> None:
    """Take the writers' turn, until the transaction ends; what is read from now on stays as it is until then.

    `seconds`: how long to wait for it, or from then on for any other lock. Raises: Busy; at once where a long work has
    the turn, or enough threads of this process wait for it, unless `seconds` says that there is time.
    """
    with connection.cursor() as cursor:
        if _is_taken(cursor, "SELECT id FROM spacecoop_revision WHERE id = 1 FOR UPDATE SKIP LOCKED"):
            return
        if seconds <= SECONDS and (work := told_of(f"{LONG_WORK}%")):
            turn_waits.labels("refused_import_runs").inc()
            raise Busy(f"An import is running ({work}). Nobody else can save until it has finished.")
        if not _places.acquire(blocking=False):
            turn_waits.labels("refused_too_many").inc()
            raise Busy("Many people are saving at the moment.")
        try:
            wait_at_most(seconds)
            _wait(cursor)
            turn_waits.labels("had").inc()
        except OperationalError as error:
            if state_of(error) != LOCKED:
                raise
            turn_waits.labels("refused_too_long").inc()
            raise Busy("Another save takes longer than usual.") from error
        finally:
            _places.release()


def wait_at_most(seconds: float) -> None:
    """Let no statement wait for a lock longer than this, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{int(seconds * 1000)}ms"])


def _wait(cursor: CursorWrapper) -> None:
    if not _is_taken(cursor):
        # In an emptied database: the first writer brings the row.
        cursor.execute(
            "INSERT INTO spacecoop_revision (id, number, changed_at) VALUES (1, 0, clock_timestamp())"
            " ON CONFLICT DO NOTHING"
        )
        _is_taken(cursor)


def _is_taken(
    cursor: CursorWrapper, statement: str = "SELECT id FROM spacecoop_revision WHERE id = 1 FOR UPDATE"
) -> bool:
    cursor.execute(statement)
    return cursor.fetchone() is not None


def told_of(name: str) -> str | None:
    """Return how far a work of another connection is, as that tells by its own name; None where there is none.

    `name`: a LIKE pattern of “work: how far it is”.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE %s LIMIT 1",
            [name],
        )
        row = cursor.fetchone()
    return str(row[0]).partition(": ")[2] if row else None


def state_of(error: Exception) -> str | None:
    """Return the SQLSTATE of an error of the database; None where it has none."""
    return getattr(error.__cause__, "sqlstate", None)


def with_turns(answer: Callable[[], Answer], *, is_look: bool = False) -> Answer:
    """Return what `answer` returns, which is asked again where the database broke it off to untangle two writers.

    `is_look`: it lets go of what it changes; another look at the same draft has its locks for a moment only, so that
    they are tried for again. Raises: Busy where that happened too often, or a writer's lock was not to be had.
    """
    for _ in range(LOOKS if is_look else TRIES):
        try:
            return answer()
        except OperationalError as error:
            state = state_of(error)
            if state not in (LOCKED, DEADLOCK, NOT_SERIAL) or connection.in_atomic_block:
                raise
            if state == LOCKED and not is_look:
                break
    raise Busy("Someone else is saving the same records.")
