"""What is exported as statements and imported into an empty base is exported the same again."""

import csv
import io

import pytest

from agreements.history import RECORDED
from agreements.models import Citation, Source
from catalogue.renderer import up_to_date
from desk.importing.applying import apply_import
from desk.importing.planning import begin, plan
from desk.models import ImportState, RowOutcome
from desk.statements.comparing import LEADING
from opendata.api import LISTS
from tests.worlds import KNOWLEDGE_BASE

pytestmark = pytest.mark.django_db


def statements(client):
    """Return the lines of all statements of the base: (header, {line})."""
    lines = set()
    for name in LISTS:
        text = b"".join(client.get(f"/{name}.statements.csv").streaming_content).decode()
        header, *rows = csv.reader(io.StringIO(text))
        lines |= set(map(tuple, rows))
    return header, lines


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


@pytest.fixture
def brought(tmp_path):
    """Return a function that plans an import of statements and applies it; it returns the Import."""

    def bring(header, lines):
        path = tmp_path / "statements.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([header, *sorted(lines)])
        table = plan(begin("statements", "statements.csv"), path)
        assert table.state == ImportState.PLANNED, table.problem
        rejected = table.rows.filter(outcome=RowOutcome.REJECTED).values_list("row_id", "remarks")
        assert not rejected, list(rejected[:20])
        assert not table.told, table.told
        return apply_import(table)

    return bring


def test_a_base_that_is_exported_and_imported_is_the_same_base(client, brought):
    KNOWLEDGE_BASE.put()
    header, before = statements(client)
    cited = citations()
    assert len(before) > 2_000
    empty()
    assert not statements(client)[1]
    brought(header, before)
    up_to_date()
    assert statements(client)[1] == before
    assert citations() == cited
    again = brought(header, before)
    assert set(again.rows.values_list("outcome", flat=True)) == {RowOutcome.UNCHANGED}
