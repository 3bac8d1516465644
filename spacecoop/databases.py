"""Which database a request asks: the primary, a pool in front of it, or a standby that only follows it.

All our code asks the connection that Django calls `default`. For as long as a block lasts another one stands in its
place, for this thread: so all that one request reads comes from one database, whether the ORM asks or a statement.
"""

from contextlib import contextmanager
from itertools import chain

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.http import HttpResponse
from psycopg.errors import QueryCanceled, ReadOnlySqlTransaction

POOL = "pool"  # shares few connections among many: nothing of a session holds there (DATABASE_DIRECT_URL)
STANDBYS = tuple(sorted(alias for alias in settings.DATABASES if alias.startswith("standby")))
# What visitors ask who are not at the desk.
PRIMARY = POOL if POOL in settings.DATABASES else DEFAULT_DB_ALIAS


@contextmanager
def using(alias):
    """Let `default` be the connection of this alias inside; it is opened when it is first asked."""
    before = connections[DEFAULT_DB_ALIAS]
    if alias != DEFAULT_DB_ALIAS:
        connections[DEFAULT_DB_ALIAS] = connections[alias]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before


def keeps_session():
    """Tell whether what is set on the present connection stays, and stays ours."""
    return connection.alias != POOL


def is_elsewhere():
    """Tell whether a standby is asked just now."""
    return connection.alias in STANDBYS


class Unanswered(HttpResponse):
    """Stands for the answer that a standby has failed to give; nobody is sent it."""

    status_code = 503
    _has_been_logged = True

    def __init__(self, error):
        super().__init__()
        self.error = error


def is_its_fault(error):
    """Tell whether another database may answer where this one could not: not what merely takes too long."""
    is_of_database = isinstance(error, DatabaseError | InterfaceError)
    return is_elsewhere() and is_of_database and not isinstance(error.__cause__, QueryCanceled)


def is_of_a_demoted_primary(error):
    """Tell whether a write was refused because the server that was the primary follows another one now."""
    return not settings.READ_ONLY and isinstance(error.__cause__, ReadOnlySqlTransaction)


def held(response, alias):
    """Return an answer whose pieces, if it is made while it is sent, all come from one database; the first is there."""
    if not response.streaming or alias == DEFAULT_DB_ALIAS or getattr(response, "file_to_stream", None):
        return response
    pieces = iter(response)
    first = next(pieces, b"")
    response.streaming_content = chain([first], _pieces(pieces, alias))
    return response


def _pieces(pieces, alias):
    while True:
        with using(alias):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


@receiver(connection_created)
def _only_read(connection, **kwargs):
    """Have the database refuse whatever a site that is for reading only might write."""
    if settings.READ_ONLY and connection.alias != POOL:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
