"""The generated data: lawful, and the same each time."""

import pytest
from django.db import connection

from agreements.history import RECORDED
from agreements.models import Agreement, Event
from bench.generate import TABLES, World, load
from spacecoop.records import history_of

AGREEMENTS = 25


@pytest.fixture(scope="module")
def small_world():
    return World(AGREEMENTS, missions=40, agencies=60, countries=20, people=10)


def test_the_same_number_and_seed_give_the_same_rows(small_world):
    again = World(AGREEMENTS, missions=40, agencies=60, countries=20, people=10)
    assert again.rows == small_world.rows


def test_another_seed_gives_other_rows(small_world):
    other = World(AGREEMENTS, seed=1, missions=40, agencies=60, countries=20, people=10)
    assert other.rows["agreements_agreement"] != small_world.rows["agreements_agreement"]


@pytest.mark.django_db
def test_the_rows_keep_every_rule_of_the_database_and_have_a_history(small_world):
    load(small_world)
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Agreement.objects.count() == AGREEMENTS
    models = [model for model in RECORDED if model._meta.db_table in TABLES]
    assert len(models) == len(TABLES)
    for model in models:
        assert history_of(model).objects.count() == len(small_world.rows[model._meta.db_table])


@pytest.mark.django_db
def test_dates_of_every_shape_occur():
    load(World(200, missions=40, agencies=60, countries=20, people=10))
    events = Event.objects
    assert events.filter(date__isnull=True).exists()
    for shape in (r"^\d{4}$", r"^\d{4}-\d\d$", r"^\d{4}-\d\d-\d\d$", r"^\d{4}-2[1-4]$", "/..$", r"/\d", "X$", "[?]$"):
        assert events.filter(date__regex=shape).exists(), shape
