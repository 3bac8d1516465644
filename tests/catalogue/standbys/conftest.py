import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections

from catalogue import caching, standbys
from catalogue.indexer import indexed
from spacecoop import databases
from tests.catalogue.standbys.answers import ALIAS, save
from tests.factories import make_agreement
from tests.standby_server import StandbyServer


@pytest.fixture(scope="package")
def server(django_db_setup, django_db_blocker):
    """A standby of the database of the tests, in which one agreement stands for as long as those of this folder run."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        server = StandbyServer(connection.cluster, connection.settings_dict["NAME"])
        try:
            make_agreement("a", acts={"signed": "2001"})
            User.objects.create_superuser("curator", password="x")
            yield server
        finally:
            server.remove()
            call_command("flush", interactive=False, verbosity=0)


class Told(dict):
    """Databases of which the tests' own machinery sees those alone that it has made."""

    def __iter__(self):
        return (alias for alias in super().__iter__() if alias not in (ALIAS, databases.POOL))


@pytest.fixture
def primary(db):
    """A connection on which a save is one: a standby is told nothing of a transaction that a test takes back."""
    of_test, of_ours = connections[DEFAULT_DB_ALIAS], connections.create_connection("default")
    connections[DEFAULT_DB_ALIAS] = of_ours
    yield of_ours
    of_ours.close()
    connections[DEFAULT_DB_ALIAS] = of_test


@pytest.fixture
def standby(primary, server, monkeypatch):
    """The standby, as a site knows it that was told its address, with all that the primary has."""
    monkeypatch.setattr(connections, "settings", Told(connections.settings, **{ALIAS: server.settings()}))
    monkeypatch.setattr(databases, "STANDBYS", (ALIAS,))
    standby = standbys.Standby(ALIAS)
    monkeypatch.setattr(standbys, "ALL", [standby])
    for name in ("LEFT_OUT", "BEHIND"):
        monkeypatch.setattr(standbys, name, 0)
    save("As it was")
    indexed(caching.standing_now())  # as the process beside a site does; tests before this one leave an index of theirs
    server.catch_up()
    yield standby
    connections[ALIAS].close()
    del connections[ALIAS]


@pytest.fixture
def pool(primary, server, monkeypatch, settings):
    """A pool in front of the primary, in the name alone; every statement of a visitor has a limit."""
    named = {**primary.settings_dict, "DISABLE_SERVER_SIDE_CURSORS": True}
    monkeypatch.setattr(connections, "settings", Told(connections.settings, **{databases.POOL: named}))
    monkeypatch.setattr(caching, "PRIMARY", databases.POOL)
    settings.STATEMENT_TIMEOUT = 15
    save("As it was")
    yield
    connections[databases.POOL].close()
    del connections[databases.POOL]


@pytest.fixture
def read_only(standby, settings, monkeypatch):
    """A site for reading only, of which the standby is the database."""
    monkeypatch.setattr(standbys, "ALL", [])
    monkeypatch.setattr(databases, "STANDBYS", ())
    connections[ALIAS].close()
    settings.READ_ONLY = True
    with databases.using(ALIAS):
        yield standby
