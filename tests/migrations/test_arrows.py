"""Migrations keep to the arrows between the apps, in Python and in SQL, as imports do (make check)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ARROWS = {
    "spacecoop": set(),
    "agencies": {"spacecoop"},
    "agreements": {"spacecoop", "agencies"},
    "catalogue": {"spacecoop", "agencies", "agreements"},
    "desk": {"spacecoop", "agencies", "agreements"},
    "alerts": {"spacecoop", "agencies", "agreements", "catalogue", "desk"},
}
# A name in the SQL or Python of a migration: “agreements_event”, “agreements.models”, ("agreements", "0002_…").
NAMED = re.compile(rf"\b({'|'.join(ARROWS)})(?=[_.\"'])")
MIGRATIONS = sorted(path for app in ARROWS for path in (ROOT / app / "migrations").glob("[0-9]*.py"))
# It renames what migrations of that app before it speak of by the old name.
EXCEPTED = {("agencies/migrations/0003_offices_are_positions.py", "agreements")}


def named_in(path):
    """Return the apps that a migration names besides its own."""
    return set(NAMED.findall(path.read_text())) - {path.parts[-3]}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_migration_names_no_app_above_its_own(path):
    excepted = {app for name, app in EXCEPTED if name == str(path.relative_to(ROOT))}
    assert named_in(path) - excepted <= ARROWS[path.parts[-3]]


def test_each_exception_is_needed():
    assert all(app in named_in(ROOT / name) for name, app in EXCEPTED)


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/sql/*.sql")), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_sql_of_an_app_names_no_app_above_it(path):
    assert named_in(path) <= ARROWS[path.parts[-3]]
