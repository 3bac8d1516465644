"""The generated data: lawful, the same each time, and derived as the triggers would have derived it."""

import pytest
from django.db import connection, transaction

from agreements.models import Agreement, Event
from bench.generate import DERIVE, World, copy_rows, fill

AGREEMENTS = 25
DERIVED = [
    "SELECT id, level, signed_earliest, signed_latest, first_act_earliest FROM agreements_agreement ORDER BY id",
    "SELECT * FROM agreements_facetvalues ORDER BY agreement_id",
    "SELECT * FROM agreements_facettotal WHERE number > 0 ORDER BY facet, value",
    "SELECT kind, record, document::text FROM spacecoop_searchdocument ORDER BY kind, record",
    "SELECT kind, record, name, folded, words::text FROM spacecoop_searchname ORDER BY kind, record, name",
    "SELECT word FROM spacecoop_searchword ORDER BY word",
]


@pytest.fixture(scope="module")
def small_world():
    return World(AGREEMENTS, missions=40, agencies=60, countries=20, people=10)


def derived():
    connection.ensure_connection()
    return [connection.connection.execute(query).fetchall() for query in DERIVED]


def test_the_same_number_and_seed_give_the_same_rows(small_world):
    again = World(AGREEMENTS, missions=40, agencies=60, countries=20, people=10)
    assert again.rows == small_world.rows


def test_another_seed_gives_other_rows(small_world):
    other = World(AGREEMENTS, seed=1, missions=40, agencies=60, countries=20, people=10)
    assert other.rows["agreements_agreement"] != small_world.rows["agreements_agreement"]


@pytest.mark.django_db
def test_what_loading_derives_is_what_the_triggers_derive(small_world):
    with transaction.atomic():
        copy_rows(connection.cursor(), small_world)
        # Every rule that the database keeps holds: keys, two parties, no circles.
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        by_triggers = derived()
        transaction.set_rollback(True)
    assert not Agreement.objects.exists()

    fill(small_world)
    assert derived() == by_triggers
    assert all(by_triggers)


def test_everything_that_triggers_derive_is_derived():
    functions = {statement.split("(")[0].removeprefix("SELECT ") for statement in DERIVE if "(" in statement}
    assert {"agreements_set_level", "agreements_set_days", "agreements_set_facets", "search_refresh"} <= functions


@pytest.mark.django_db
def test_dates_of_every_shape_occur():
    fill(World(200, missions=40, agencies=60, countries=20, people=10))
    events = Event.objects
    assert events.filter(date__isnull=True).exists()
    for shape in (r"^\d{4}$", r"^\d{4}-\d\d$", r"^\d{4}-\d\d-\d\d$", r"^\d{4}-2[1-4]$", "/..$", r"/\d", "X$", "[?]$"):
        assert events.filter(date__regex=shape).exists(), shape
