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
SQL = sorted(ROOT.glob("*/sql/**/*.sql"))
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


@pytest.mark.parametrize("path", SQL, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_sql_of_an_app_names_no_app_above_it(path):
    assert named_in(path) <= ARROWS[path.parts[-3]]


# What SQL makes, changes, drops or writes: “ALTER TABLE agreements_event”, “AFTER UPDATE OR INSERT ON agencies_agency”.
TOUCHED = re.compile(
    rf"""
    (?: \b(?:CREATE(?:\s+OR\s+REPLACE)?|ALTER|DROP)\s+(?:\w+\s+){{0,2}}?
        (?:TABLE|VIEW|FUNCTION|PROCEDURE|TYPE|SEQUENCE|INDEX|TRIGGER)\s+(?:CONCURRENTLY\s+)?
        (?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?
      | \b(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+
      | \b(?:BEFORE|AFTER|INSTEAD\s+OF)\s[^;()]*?\sON\s+
    )
    (?:public\.)?"?({"|".join(ARROWS)})_
    | \b(?:re)?install\(\s*"(\w+)"
    """,
    re.IGNORECASE | re.VERBOSE,
)


def touched_in(text):
    """Return the apps whose tables, views, functions and triggers a text of SQL, or a migration, makes or changes."""
    return {(named or installed).lower() for named, installed in TOUCHED.findall(text)}


@pytest.mark.parametrize("path", [*MIGRATIONS, *SQL], ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_of_another_app_is_touched(path):
    assert touched_in(path.read_text()) <= {path.relative_to(ROOT).parts[0]}


@pytest.mark.parametrize(
    "sql",
    [
        "alter table if exists only agreements_event add note text",
        'DROP TABLE "agreements_event"',
        "CREATE UNIQUE INDEX CONCURRENTLY agreements_of_party ON desk_draft (id)",
        "CREATE OR REPLACE FUNCTION public.agreements_rank(integer)",
        "CREATE CONSTRAINT TRIGGER two AFTER INSERT OR UPDATE OF kind ON agreements_party",
        "UPDATE agreements_event SET note = ''",
        "DELETE FROM agreements_event",
        'reinstall("agreements", "rules")',
    ],
)
def test_what_touches_agreements_is_seen(sql):
    assert touched_in(sql) == {"agreements"}
    assert touched_in("SELECT id FROM agreements_event JOIN agreements_party USING (id)") == set()
