"""History and revision: kept by the database for every writer."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import QueryDict

from agreements.models import Agreement, AgreementMission, Citation, Event
from agreements.models.citations import CITABLE
from catalogue.filters import AgreementFilter
from catalogue.reading import rows
from spacecoop.changes import changes_of
from spacecoop.models import Revision
from tests.factories import cite, make_agreement, make_event

pytestmark = pytest.mark.django_db

RECORDS = [
    model
    for app in ("agencies", "agreements")
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.endswith("History")
]


def titles(event):
    return [row.title for row in event.history.order_by("pgh_id")]


def test_every_model_has_history_and_revision_triggers():
    assert len(RECORDS) == 31
    for model in RECORDS:
        names = {trigger.name for trigger in model._meta.triggers}
        assert {"next_revision", "insert_insert", "update_update", "delete_delete"} <= names, model
    assert set(CITABLE.values()) <= set(RECORDS)


def test_a_save_a_bulk_update_and_raw_sql_each_leave_history_and_a_new_revision():
    event = make_event(title="first")
    revisions = [Revision.current()]
    event.title = "second"
    event.save()
    revisions.append(Revision.current())
    event.title = "third"
    Event.objects.bulk_update([event], ["title"])
    revisions.append(Revision.current())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_event SET title = 'fourth' WHERE id = %s", [event.pk])
    revisions.append(Revision.current())
    assert titles(event) == ["first", "second", "third", "fourth"]
    assert revisions == sorted(set(revisions))


def test_a_deleted_record_keeps_its_history():
    event = make_event(title="gone")
    key, history = event.pk, Event._meta.get_field("history").related_model
    event.delete()
    assert [row.pgh_label for row in history.objects.filter(pgh_obj_id=key).order_by("pgh_id")] == ["insert", "delete"]


def test_history_cannot_be_rewritten():
    event = make_event()
    with pytest.raises(ProgrammingError), transaction.atomic():
        event.history.update(title="another")


def test_a_correction_is_told_with_old_and_new_value():
    agreement = make_agreement("a")
    event = make_event("a-signed", kind="signed", date="2000-12-02", agreement=agreement)
    Event.objects.filter(pk=event.pk).update(date="2000-12-20")
    changes = changes_of(agreement, [(Event, "agreement_id")])
    assert changes[0].fields == (("date", "2000-12-02", "2000-12-20"),)
    assert changes[0].by == "outside the desk"
    assert [change.verb for change in changes] == ["changed", "added", "added"]


def test_what_has_no_name_is_called_by_what_it_ties_and_lists_are_read_as_words():
    agreement = make_agreement("one", parties=["BE", "FR"], missions=["spot"])
    cite(agreement, None, "a key phrase", "title", "summary")
    parts = [(AgreementMission, "agreement_id"), (Citation, "agreement_id")]
    cited, tied, _ = changes_of(agreement, parts)
    assert tied.record == "Agreement one – spot"
    assert ("fields", None, "title, summary") in cited.fields


def test_the_revision_is_one_row():
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(pk=2, changed_at="2024-01-01T00:00:00Z")
    assert Agreement.objects.count() == 0


def test_what_changed_since_a_revision_is_found_by_its_parts_too():
    first, second, third = (make_agreement(slug, acts={"signed": "2000"}) for slug in ("one", "two", "three"))
    event, party = second.events.get(), third.parties.first()
    changed = []
    for change in (
        lambda: Agreement.objects.filter(pk=first.pk).update(title="Another"),
        lambda: Event.objects.filter(pk=event.pk).update(date="2001"),
        lambda: cite(party),
        lambda: event.delete(),
    ):
        before = Revision.current()
        change()
        changed.append(changed_after(before))
    assert changed == [["one"], ["two"], ["three"], ["two"]]
    assert not changed_after(Revision.current())


def changed_after(revision):
    found = AgreementFilter(QueryDict(f"since_revision={revision}"))
    return [row["slug"] for row in rows("agreement", found.results)]


def test_history_bears_a_revision_after_all_that_came_before():
    event = make_event()
    before = Revision.current()
    Event.objects.filter(pk=event.pk).update(title="x")
    first, second = event.history.order_by("pgh_id")
    assert first.pgh_revision <= before < second.pgh_revision <= Revision.current()


def test_an_answer_tells_its_revision(client):
    assert client.get("/api/v1/areas/")["Spacecoop-Revision"] == str(Revision.current())
    assert client.get("/api/v1/areas/?since_revision=-1").status_code == 400
    assert client.get("/api/v1/areas/?updated_since=new").status_code == 400
