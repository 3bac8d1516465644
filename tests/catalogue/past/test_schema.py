"""The views of the past: one of every recorded model, with the columns of its table, for reading alone."""

import pytest
from django.db import InternalError, connection

from agreements.history import RECORDED
from agreements.models import Agreement
from catalogue.dependents import paths_of
from catalogue.past.days import rows_as_of
from catalogue.past.schema import after_migration, install, remove
from catalogue.plans import PLANS
from spacecoop.models import Collection
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def columns(schema):
    """Return {table: columns, in order} of the recorded models in a schema of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY column_name) FROM information_schema.columns"
            " WHERE table_schema = %s AND table_name = ANY(%s) GROUP BY 1",
            [schema, [model._meta.db_table for model in RECORDED]],
        )
        return dict(cursor.fetchall())


def test_every_recorded_model_has_a_view_of_its_past_with_the_columns_of_its_table():
    assert columns("past") == columns("public")
    assert len(columns("past")) == len(RECORDED)


def test_all_that_documents_are_made_of_is_recorded():
    loaded = {path[-1].related_model for kind in PLANS for path in paths_of(kind)}
    # Of a collection documents tell the slug, which never changes.
    assert loaded | {plan().model for plan in PLANS.values()} <= {*RECORDED, Collection}


def test_the_views_are_made_again_after_a_migration():
    remove()
    assert columns("past") == {}
    after_migration(plan=[])
    assert len(columns("past")) == len(RECORDED)
    install()


def test_nothing_can_be_written_while_the_past_is_read():
    make_agreement("a")
    with pytest.raises(InternalError, match="read-only"), rows_as_of(1):
        Agreement.objects.update(title="Another")
    Agreement.objects.update(title="Another")


def test_outside_of_a_past_day_rows_are_what_they_are():
    make_agreement("a")
    with rows_as_of(0):
        assert not Agreement.objects.exists()
    assert Agreement.objects.exists()


def test_without_the_views_the_rows_of_today_are_not_taken_for_those_of_a_past_day(client, agreement):
    remove()
    with pytest.raises(RuntimeError, match="migrate makes it"):
        client.get("/agreements/?as_recorded_on=2021-01-01")
