"""The archive as a data package: programs that are not ours open it, find what its columns mean and follow its keys."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from random import Random

import duckdb
import pytest

from agreements.models import Agreement, Citation, Event, Party
from opendata.api import LISTS
from opendata.exports.package import tables
from tests.catalogue.samples import generate
from tests.factories import cite, identify, make_agency, make_agreement, make_relation, make_source
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
# Apart from the tests: the library warns of what others have deprecated.
VALIDATE = """
import sys
from frictionless import Package, system
with system.use_context(trusted=True):
    report = Package("datapackage.json").validate()
for task in report.tasks:
    print(task.name, task.type, task.stats.get("rows"))
sys.exit(str(report.flatten(["name", "rowNumber", "fieldName", "type", "note"])) if not report.valid else 0)
"""


@made_once
def many():
    generate(Random(1957))  # noqa: S311
    make_agreement("one", parties=["FR", make_agency("cnes", country="FR")], title="=1+1", summary="Two\r\nlines; “so”")
    make_relation("one", "amends", "two")
    cite(Agreement.objects.get(slug="one"), make_source("a", copy_of=make_source("b")), "said, so")
    identify(Agreement.objects.get(slug="two"), "tias", "12927")


@pytest.fixture
def folder(client, tmp_path):
    """Return the folder of an unpacked archive."""
    many()
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get("/dump/", follow=True).streaming_content)))
    archive.extractall(tmp_path)
    return tmp_path


def test_the_archive_is_a_valid_data_package_with_its_keys(folder):
    done = subprocess.run([sys.executable, "-c", VALIDATE], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    package = json.loads((folder / "datapackage.json").read_text())
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {resource["path"] for resource in package["resources"]} == set(manifest["files"])
    assert f"agreement_parties table {Party.objects.count()}" in done.stdout
    assert {f"{name}-records file None" for name in LISTS} <= set(done.stdout.splitlines())
    for name, told in manifest["files"].items():
        if name.endswith(".csv"):
            with (folder / name).open(newline="") as file:
                assert sum(1 for _ in csv.reader(file)) - 1 == told["records"], name


@pytest.mark.thorough
def test_a_key_that_leads_nowhere_is_found(folder):
    path = folder / "agreement_parties.csv"
    content = path.read_text()
    path.write_text(content.replace(",cnes,", ",nobody,"))
    done = subprocess.run([sys.executable, "-c", VALIDATE], cwd=folder, capture_output=True, text=True)
    assert "foreign-key" in done.stderr


def test_every_column_is_described_and_every_key_leads_to_a_column():
    by_name = {table.name: table for table in tables()}
    for table in by_name.values():
        assert all(meaning.endswith((".", "?")) for meaning in table.columns.values()), table
        assert set(table.key) <= set(table.columns)
        assert set(table.leads) <= set(table.columns)
        for other, column in table.leads.values():
            assert by_name[other].key == (column,)


def test_duckdb_opens_the_tables_and_joins_them(folder):
    base = duckdb.connect()
    base.execute(f"SET file_search_path = '{folder}'")
    found = base.execute(
        """
        SELECT agreement.slug, party.agency, agency.country_code
        FROM 'agreements.csv' agreement
            JOIN 'agreement_parties.csv' party ON party.agreement = agreement.slug
            JOIN 'agencies.csv' agency ON agency.slug = party.agency
        WHERE agreement.slug = 'one' ORDER BY party.agency
        """
    ).fetchall()
    assert found == [("one", "cnes", "FR"), ("one", "state-of-fr", "FR")]
    assert base.execute("SELECT count(*) FROM 'events.csv'").fetchone() == (Event.objects.count(),)
    assert base.execute("SELECT count(*) FROM 'citations.csv'").fetchone() == (Citation.objects.count(),)


def test_sqlite_takes_the_tables_with_all_their_keys(folder):
    base = sqlite3.connect(":memory:")
    package = json.loads((folder / "datapackage.json").read_text())
    for resource in package["resources"]:
        if "schema" in resource:
            take(base, resource["name"], resource["schema"], folder / resource["path"])
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    found = base.execute(
        "SELECT agreements.title, agreement_parties.role FROM agreements"
        " JOIN agreement_parties ON agreement_parties.agreement = agreements.slug WHERE agreements.slug = 'one'"
    ).fetchall()
    assert found == [("'=1+1", "party")] * 2
    assert base.execute(
        "SELECT agreement, other, kind FROM agreement_relations WHERE agreement = 'one'"
    ).fetchall() == [("one", "two", "amends")]
    base.close()


def take(base, name, schema, path):
    """Make a table of SQLite as a table schema describes it, and fill it."""
    parts = [f'"{field["name"]}" TEXT' for field in schema["fields"]]
    if key := schema.get("primaryKey"):
        parts.append(f"PRIMARY KEY ({', '.join(key)})")
    for lead in schema.get("foreignKeys", []):
        other = lead["reference"]
        parts.append(f'FOREIGN KEY ("{lead["fields"][0]}") REFERENCES {other["resource"]} ({other["fields"][0]})')
    base.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
    with path.open(newline="") as file:
        _, *rows = csv.reader(file)
    places = ", ".join("nullif(?, '')" for _ in schema["fields"])
    base.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
