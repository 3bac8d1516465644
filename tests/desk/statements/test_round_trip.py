"""What is exported as statements and imported into an empty base is exported the same again."""

import csv
import io
import zipfile

import pytest

from agreements.history import RECORDED
from agreements.models import Citation, Source
from catalogue.renderer import up_to_date
from desk.importing.applying import apply_import
from desk.importing.planning import begin, plan
from desk.models import ImportState, RowOutcome
from desk.statements.writing import LEADING
from tests.worlds import KNOWLEDGE_BASE

pytestmark = pytest.mark.django_db


def archived(client):
    """Return {name: lines} of the tables of statements in the archive, which is given with them: (archive, tables)."""
    archive = io.BytesIO(b"".join(client.get("/dump/", follow=True).streaming_content))
    with zipfile.ZipFile(archive) as tables:
        names = ("statements.csv", "sources.csv")
        return archive.getvalue(), {name: sorted(tables.read(name).decode().splitlines()) for name in names}


def citations():
    """Return all citations as (source, phrase, fields, what they support by the words of fixtures, how reported)."""
    return {
        (one.source.slug, one.phrase, frozenset(one.fields), one.target.natural_key(), one.reported_as, one.gloss)
        for one in Citation.objects.with_targets()
    }


def empty():
    for model, name in LEADING.items():
        model.objects.update(**{name: None})
    for model in reversed([Source, *RECORDED]):
        model.objects.all().delete()
    up_to_date()


def bring_into(folder, archive):
    """Plan an import of an archive and apply it; return the Import."""
    path = folder / "spacecoop.zip"
    path.write_bytes(archive)
    table = plan(begin("statements", path.name), path)
    assert table.state == ImportState.PLANNED, table.problem
    rejected = table.rows.filter(outcome=RowOutcome.REJECTED).values_list("row_id", "remarks")
    assert not rejected, list(rejected[:20])
    assert not table.told, table.told
    return apply_import(table)


@pytest.mark.thorough
def test_a_base_that_is_exported_and_imported_is_the_same_base(client, tmp_path):
    KNOWLEDGE_BASE.put()
    archive, before = archived(client)
    cited = citations()
    assert len(before["statements.csv"]) > 1_900
    empty()
    assert len(archived(client)[1]["statements.csv"]) == 1
    bring_into(tmp_path, archive)
    up_to_date()
    assert archived(client)[1] == before
    assert citations() == cited
    again = bring_into(tmp_path, archive)
    assert set(again.rows.values_list("outcome", flat=True)) == {RowOutcome.UNCHANGED}


@pytest.mark.thorough
def test_the_statements_of_a_list_are_those_of_what_it_shows(client):
    KNOWLEDGE_BASE.put()
    text = b"".join(client.get("/agreements.statements.csv?party=CA").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    found = [row["slug"] for row in client.get("/api/v1/agreements/?party=CA").json()["results"]]
    assert {row["record"] for row in rows if row["record"].startswith("agreements/")} == {
        f"agreements/{slug}" for slug in found
    }
    of_events = {row["value"] for row in rows if row["record"].startswith("events/") and row["fact"] == "agreement"}
    assert of_events <= set(found)
    assert of_events
    one = b"".join(client.get(f"/agreements/{found[0]}.statements.csv").streaming_content).decode()
    assert {row["record"] for row in csv.DictReader(io.StringIO(one))} >= {f"agreements/{found[0]}"}
