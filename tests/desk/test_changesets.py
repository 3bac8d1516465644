"""Sets of changes: caught whatever wrote, made again where they were rolled back, taken back as a whole."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from agreements.history import RECORDED
from agreements.models import Agreement, Event, Party
from desk.changesets import Conflict, apply, catching, changes_of_context, passing
from tests.agreements.test_history import RECORDS
from tests.factories import cite, make_agency, make_agreement, make_event, make_source

pytestmark = pytest.mark.django_db


def caught(write):
    """Return what `write` changes; the database is as before."""
    with passing(), catching() as changes:
        write()
        return changes()


def everything():
    """Return all rows of all records, as the database has them."""
    with connection.cursor() as cursor:
        rows = {}
        for model in RECORDED:
            cursor.execute(f"SELECT to_jsonb(r) FROM {model._meta.db_table} r ORDER BY id")
            rows[model._meta.label] = [row for (row,) in cursor.fetchall()]
        return rows


def test_every_record_is_watched():
    assert set(RECORDED) == set(RECORDS)


def test_what_is_caught_and_rolled_back_can_be_made_again():
    make_source()

    def write():
        agreement = make_agreement("be-ru", parties=["BE", "RU"], areas=["astronomy"], acts={"signed": "2000-12-20"})
        cite(agreement.events.get())

    changes = caught(write)
    assert not Agreement.objects.exists()
    apply(changes)
    agreement = Agreement.objects.get(slug="be-ru")
    assert agreement.events.get().citations.count() == 1
    assert caught(lambda: None) == []


def test_rows_of_one_kind_come_by_one_statement_and_go_by_one():
    changes = caught(lambda: make_agreement("be-ru", parties=["BE", "RU"]))
    for some, verb in ((changes, "INSERT INTO"), ([one.inverse for one in changes], "DELETE FROM")):
        with CaptureQueriesContext(connection) as captured:
            apply(some)
        assert sum(f'{verb} "agreements_party"' in query["sql"] for query in captured) == 1


def test_one_row_changed_twice_is_one_change_from_first_to_last():
    event = make_event(title="first", place="Paris")

    def write():
        Event.objects.filter(pk=event.pk).update(title="second")
        Event.objects.filter(pk=event.pk).update(title="third")

    (change,) = caught(write)
    assert (change.model, change.key, change.columns) == (Event, event.pk, ["title"])
    assert (change.before["title"], change.after["title"]) == ("first", "third")


def test_what_came_and_went_again_or_is_as_before_is_no_change():
    event = make_event(title="first")

    def write():
        make_event("passing").delete()
        Event.objects.filter(pk=event.pk).update(title="second")
        Event.objects.filter(pk=event.pk).update(title="first")

    assert caught(write) == []


def test_a_set_of_changes_is_taken_back_by_its_inverse():
    make_source()
    agreement = make_agreement("be-ru", parties=["BE", "RU"], acts={"signed": "2000-12-20"})
    cite(agreement.events.get())
    before = everything()
    with catching() as changes:
        agreement.events.update(place="Moscow")
        agreement.events.get().delete()
        make_agency("esa")
        made = changes()
    apply(change.inverse for change in made)
    assert everything() == before


def test_a_column_that_changed_meanwhile_is_a_conflict_and_another_column_is_none():
    event = make_event(title="first", place="Paris")
    changes = caught(lambda: Event.objects.filter(pk=event.pk).update(title="mine"))
    Event.objects.filter(pk=event.pk).update(place="Lyon")
    apply(changes)
    event.refresh_from_db()
    assert (event.title, event.place) == ("mine", "Lyon")
    with pytest.raises(Conflict) as conflict:
        apply(changes)
    ((change, row),) = conflict.value.conflicts
    assert (change.before["title"], row["title"]) == ("first", "mine")


def test_a_deleted_row_is_a_conflict_and_nothing_is_written():
    one, other = make_event("one"), make_event("other")
    changes = caught(lambda: Event.objects.update(title="mine"))
    other.delete()
    with pytest.raises(Conflict):
        apply(changes)
    one.refresh_from_db()
    assert one.title != "mine"


def test_a_rule_across_rows_is_checked_when_changes_are_asked_for():
    agreement = make_agreement("be-ru", parties=["BE", "RU"])
    with pytest.raises(IntegrityError):
        caught(Party.objects.filter(agreement=agreement).first().delete)


def test_the_changes_of_a_context_are_found_by_its_key():
    import pghistory

    make_event("before")
    with pghistory.context(reason="a test") as context:
        event = make_event("inside")
    made = changes_of_context(context.id)
    assert {(change.model, change.key) for change in made} == {(Event, event.pk)}
