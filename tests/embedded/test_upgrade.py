"""A new version is put into service as deploy/README.md tells, while readers ask: expand, deploy, contract.

Two sites share one database. The new version is this checkout with one more migration.
"""

import shutil
import signal
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from spacecoop.embedded.cluster import Cluster

from .site import CHECKOUT, Site

pytestmark = pytest.mark.thorough

PAGE = "/agreements/belgium-russia-2000/"
MIGRATION = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("spacecoop", "{before}")]
    operations = [migrations.RunSQL("ALTER TABLE spacecoop_collection {change}", "SELECT 1")]
"""
EXPAND = "ADD COLUMN folder varchar(100) NOT NULL DEFAULT ''"
CONTRACT = "DROP COLUMN folder"
OLD_CODE_WRITES = """
    INSERT INTO spacecoop_collection (slug, title, version, licence, licence_url, summary, loaded_at)
    VALUES ('old', 'Old', '1', 'CC0', 'https://example.org', '', now())
"""


@pytest.fixture
def first(lasting_home):
    """Return the site that keeps the embedded database; it has the version of before."""
    site = Site(lasting_home, SPACECOOP_THROWAWAY="")
    site.start()
    cluster = Cluster(lasting_home)
    cluster.join()  # so that the server stays when the first site goes
    yield site
    if site.process.poll() is None:
        site.end(signal.SIGINT)
    cluster.leave()


def version_with(folder, name, change):
    """Return a copy of this checkout that has one more migration."""
    unneeded = shutil.ignore_patterns(".git", ".venv", ".spacecoop", "__pycache__", "tests", "collections", "bench")
    copy = folder / name
    shutil.copytree(CHECKOUT, copy, ignore=unneeded)
    return with_migration(copy, name, change)


def with_migration(checkout, name, change):
    folder = checkout / "spacecoop" / "migrations"
    before = max(path.stem for path in folder.glob("0*.py"))
    number = int(before[:4]) + 1
    (folder / f"{number:04}_{name}.py").write_text(MIGRATION.format(before=before, change=change))
    return checkout


def beside(first, home, checkout):
    """Return another site on the database of the first, of the version in `checkout`."""
    address = f"postgresql://spacecoop@/spacecoop?host={Cluster(first.home).socket_folder}"
    key = (first.home / "secret_key").read_text()
    return Site(home, checkout=checkout, DATABASE_URL=address, SECRET_KEY=key)


@contextmanager
def readers_of(site):
    """Ask a site for a page until the block ends; every answer must be the page."""
    wrong, asked, over = [], [], threading.Event()

    def ask():
        while not over.is_set():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{PAGE}", timeout=30) as answer:
                    asked.append(answer.status)
            except (OSError, urllib.error.HTTPError) as error:
                wrong.append(repr(error))
            time.sleep(0.05)

    reader = threading.Thread(target=ask)
    reader.start()
    yield
    over.set()
    reader.join()
    assert wrong == []
    assert asked


def test_two_sites_are_brought_to_a_new_version_in_turns(first, home):
    folder = home / "versions"
    folder.mkdir(mode=0o755)
    expanded = version_with(folder, "expanded", EXPAND)
    contracted = with_migration(shutil.copytree(expanded, folder / "contracted"), "contracted", CONTRACT)
    second, third, fourth = (beside(first, home / name, expanded) for name in ("second", "third", "fourth"))

    with readers_of(first):
        second.start()  # it migrates, while the first serves with the code of before, and writes with it
        first.rows(OLD_CODE_WRITES)
        first.rows("UPDATE agreements_agreement SET title = 'Edited' WHERE slug = 'belgium-russia-2000'")
        assert shown(first, "Edited")
        assert shown(second, "Edited")
    assert "The database is of a newer version of spacecoop" in refused(beside(first, home / "old", CHECKOUT))
    with readers_of(second):
        third.start()
        first.end(signal.SIGINT)

    fourth.checkout = contracted
    with readers_of(second), readers_of(third):
        fourth.start()
        assert shown(fourth, "Edited")
    assert {site.end(signal.SIGINT)[0] for site in (second, third, fourth)} == {0}


def refused(site):
    """Return what a site says that ends instead of serving."""
    site.begin()
    return site.process.communicate(timeout=120)[0]


def shown(site, words):
    """Return the page as soon as it has these words."""
    given_up = time.monotonic() + 60
    while time.monotonic() < given_up:
        with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{PAGE}", timeout=30) as answer:
            if words in (page := answer.read().decode()):
                return page
        time.sleep(0.2)
    raise AssertionError(f"{words} was never shown")
