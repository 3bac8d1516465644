import os
from collections import Counter

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from catalogue import caching
from catalogue.past import days
from spacecoop import allowances, limits
from spacecoop.memory import look_less_for_garbage
from tests.once import led_to, once_a_run

MIGRATED = "migrated"
EVERY_RUN = "not thorough"  # what is run, as pyproject.toml says
ONE_OF = 4  # examples of a test that has many


def pytest_configure(config):
    look_less_for_garbage()  # as every command does
    if not config.getoption("--hypothesis-profile"):
        is_thorough = config.option.markexpr != EVERY_RUN
        hypothesis.settings.register_profile("ours", deadline=None, max_examples=100 if is_thorough else 10)
        hypothesis.settings.load_profile("ours")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Leave most examples of many to a thorough run.

    Begin with what starts servers and waits for them, lest one process be left alone with it at the end.
    """
    seen = Counter()
    for item in items:
        if item.get_closest_marker("many") and not item.get_closest_marker("thorough"):
            if seen[item.function] % ONE_OF:
                item.add_marker("thorough")
            seen[item.function] += 1
    items.sort(key=lambda item: "embedded" not in item.path.parts)


@pytest.fixture(scope="session", autouse=True)
def static_files(testrun_uid):
    """Collect the static files, once a run: pages name them by the hash of their content."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with once_a_run("collected", testrun_uid) as is_first:
        if is_first:
            call_command("collectstatic", interactive=False, verbosity=0)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and guards nothing here
    settings.INDEX_FOLDER = None  # in memory: tests turn the database back, and each process has one of its own
    settings.ARCHIVE_FOLDER = None  # likewise: a kept archive would be that of another test
    settings.STATEMENT_TIMEOUT = 0  # it would stay on the connection, which tests share with their clients
    # Each test has a client of its own, which reads all of them if it may not look for one when asked.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker, static_files, testrun_uid):
    """Let one of several processes migrate a database, and each have a copy of it."""
    if "PYTEST_XDIST_WORKER" not in os.environ or not hasattr(connection, "cluster"):
        return
    with once_a_run(MIGRATED, testrun_uid) as is_first:
        if is_first:
            with django_db_blocker.unblock(), led_to(MIGRATED):
                call_command("migrate", interactive=False, verbosity=0)
    connection.settings_dict["TEST"]["TEMPLATE"] = MIGRATED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Let the site's role put triggers off, as tests do that write a past; it is no superuser."""
    is_made = connection.settings_dict["NAME"].startswith("test_")  # where any test asks for a database
    if is_made and hasattr(connection, "cluster"):
        with psycopg.connect(connection.cluster.conninfo("postgres")) as superuser:
            superuser.execute("SELECT pg_advisory_xact_lock(1)")  # the processes of a run take turns
            superuser.execute("GRANT SET ON PARAMETER session_replication_role TO spacecoop")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch, tmp_path):
    """Begin in English, with nothing kept: tests turn the revision back, and an address may have asked too often."""
    translation.activate(settings.LANGUAGE_CODE)  # a request leaves its own
    cache.clear()
    days._kept.clear()
    monkeypatch.setattr(caching, "SMALL", None)  # no process renders beside a test
    monkeypatch.setattr(caching, "LEFT_SECONDS", 0)
    for kind in (*limits.KINDS, limits.PAST):
        monkeypatch.setattr(kind, "places", None)  # a test that reads no answer to its end would keep its place
    monkeypatch.setattr(allowances, "ledger", allowances.Ledger(tmp_path / "allowances"))
