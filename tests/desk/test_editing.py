"""Whoever edits at the same moment as somebody else: nobody's edit is lost, and nobody is left waiting."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Semaphore, Thread
from threading import Event as Moment

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from agencies.models import Agency
from agreements.models import Agreement, AgreementArea
from desk.merging import merge
from desk.models import Draft, DraftState, Report, SourceText
from spacecoop.records import history_of, whole_change
from spacecoop.turns import Busy, take_turn, with_turns
from tests.desk.editors import Editor, Form, at_once, change
from tests.factories import make_agency, make_agreement, make_area, make_source

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agreement(groups):
    with transaction.atomic():
        return make_agreement("be-ru", parties=["BE", "RU"], areas=["astronomy"], acts={"signed": "2000-12-02"})


def titles_of(record):
    """Return the titles that a record has had, in their order."""
    rows = history_of(type(record)).objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")
    return list(dict.fromkeys(rows.values_list("title", flat=True)))


@pytest.fixture
def busy(groups):
    """Have somebody write for as long as the test lasts; they hold their turn and a row of every table."""
    holds, over = Moment(), Moment()

    def write():
        with transaction.atomic():
            take_turn()
            for table in ("agreements_agreement", "agreements_event", "agreements_party", "agencies_agency"):
                with connection.cursor() as cursor:
                    cursor.execute(f"UPDATE {table} SET id = id")
            holds.set()
            over.wait(60)
            transaction.set_rollback(True)
        connections.close_all()

    thread = Thread(target=write)

    def begin():
        thread.start()
        assert holds.wait(60)

    yield begin
    over.set()
    thread.join()


@pytest.mark.parametrize("number", [5, pytest.param(20, marks=pytest.mark.thorough)])
def test_of_all_who_save_one_record_at_once_one_is_first_and_the_others_are_told(agreement, number):
    forms = [Form(Editor(f"editor-{n}"), change(agreement)).type(title=f"Title {n}") for n in range(number)]
    answers = at_once(*[form.save for form in forms])
    accepted = [n for n, answer in enumerate(answers) if answer.status_code == 302]
    assert len(accepted) == 1
    agreement.refresh_from_db()
    assert agreement.title == f"Title {accepted[0]}"
    assert len(titles_of(agreement)) == 2
    for n, answer in enumerate(answers):
        if n not in accepted:
            assert answer.status_code == 409
            assert f'value="Title {n}"' in answer.text  # nothing typed is lost
    told = [answer.text for answer in answers if "Changed while you were editing" in answer.text]
    assert told
    assert all(f"Title {accepted[0]}" in page for page in told)


@pytest.mark.thorough
def test_edits_of_different_fields_at_once_are_both_kept(agreement):
    one = Form(Editor("one"), change(agreement)).type(title="A title")
    other = Form(Editor("other"), change(agreement))
    other.type(**{other.name_of("2000-12-02"): "2000-12-20", "summary": "A summary"})
    answers = at_once(one.save, other.save)
    [told] = [answer for answer in answers if answer.status_code == 409]
    Form(one.editor if told is answers[0] else other.editor, change(agreement), told).save()
    agreement.refresh_from_db()
    assert (agreement.title, agreement.summary, agreement.events.get().date) == ("A title", "A summary", "2000-12-20")


@pytest.mark.thorough
def test_both_versions_of_a_part_are_shown_and_a_part_that_came_meanwhile_stays(agreement):
    mine = Form(Editor("me"), change(agreement))
    date = mine.name_of("2000-12-02")
    theirs = Form(Editor("they"), change(agreement))
    theirs.type(**{date: "2000-12-03"}).save()
    added = agreement.events.create(
        kind="entered_into_force", modality="done", title="Force", slug="force", date="2001"
    )
    told = mine.type(**{date: "2000-12-20"}).save()
    assert "2000-12-03" in told.text
    again = Form(mine.editor, change(agreement), told)
    assert {"2000-12-20", "2001"} <= set(again.values.values())
    assert again.save().status_code == 302
    assert sorted(agreement.events.values_list("date", flat=True)) == ["2000-12-20", "2001"]
    assert agreement.events.filter(pk=added.pk).exists()


@pytest.mark.thorough
def test_a_part_that_was_deleted_while_somebody_typed_in_it_is_offered_as_a_new_one(agreement):
    mine = Form(Editor("me"), change(agreement))
    mine.type(**{mine.name_of("2000-12-02"): "2000-12-20"})
    agreement.events.get().delete()
    told = mine.save()
    assert "your entry would be added as a new record" in told.text
    assert Form(mine.editor, change(agreement), told).save().status_code == 302
    assert agreement.events.get().date == "2000-12-20"


@pytest.mark.thorough
def test_what_nobody_typed_in_is_not_put_back(agreement):
    mine = Form(Editor("me"), change(agreement))
    Form(Editor("they"), change(agreement)).type(title="Theirs").save()
    told = mine.type(summary="Mine").save()
    assert "Your changes do not conflict with theirs" in told.text
    again = Form(mine.editor, change(agreement), told)
    assert again.values["title"] == "Theirs"
    again.save()
    agreement.refresh_from_db()
    assert (agreement.title, agreement.summary) == ("Theirs", "Mine")


def test_a_record_that_is_saved_while_it_is_merged_does_not_rise_from_the_dead(groups):
    for _ in range(3):
        merged, survivor = make_agency(name="Merged"), make_agency(name="Survivor")
        form = Form(Editor("me"), change(merged)).type(name="Typed")
        answer, _ = at_once(form.save, lambda merged=merged, survivor=survivor: merge(survivor, merged))
        assert not Agency.objects.filter(pk=merged.pk).exists()
        if answer.status_code != 302:
            assert answer.status_code == 410
            assert change(survivor) in answer.text
            assert "Typed" in answer.text


def test_a_record_that_was_deleted_says_so_and_is_brought_back(agreement):
    editor = Editor("me")
    form = Form(editor, change(agreement)).type(title="Typed for an hour")
    Form(Editor("they"), change(agreement).replace("change", "delete")).save()
    gone = form.save()
    assert gone.status_code == 410
    assert "Typed for an hour" in gone.text
    [versions] = [link for link in _links(gone) if "/versions/" in link]
    restored = Form(editor, versions).save()
    assert restored.status_code == 302
    assert Agreement.objects.get(pk=agreement.pk).title == agreement.title
    assert agreement.parties.count() == 2
    assert "“" in editor.get(change(agreement)).text


def _links(page):
    return [link for _, _, link, _ in html.fromstring(page.text).iterlinks()]


@pytest.mark.thorough
def test_one_draft_in_two_tabs_keeps_what_both_save(agreement):
    tab = Editor("she", "editor")
    Form(tab, change(agreement)).type(summary="Begun").save()
    other = make_agency(name="Other")
    one = Form(tab, change(agreement)).type(title="In one tab")
    two = Form(Editor("she", "editor", session_of=tab), change(other)).type(name="In the other")
    assert [answer.status_code for answer in at_once(one.save, two.save)] == [302, 302]
    after = {
        tuple(change.after.get(name) for name in ("title", "name")) for change in Draft.objects.get().changes.all()
    }
    assert after == {("In one tab", None), (None, "In the other")}
    one, two = (Form(Editor("she", "editor", session_of=tab), change(agreement)) for _ in range(2))
    answers = at_once(one.type(title="One").save, two.type(title="Two").save)
    assert sorted(answer.status_code for answer in answers) == [302, 409]


@pytest.mark.thorough
def test_two_first_saves_begin_one_draft(agreement):
    tab = Editor("she", "editor")
    other = make_agency(name="Other")
    one = Form(tab, change(agreement)).type(title="In one tab")
    two = Form(Editor("she", "editor", session_of=tab), change(other)).type(name="In the other")
    at_once(one.save, two.save)
    assert Draft.objects.get().changes.count() == 2


@pytest.mark.thorough
def test_a_draft_that_changed_since_a_reviewer_looked_is_not_published_unseen(agreement):
    author, reviewer = Editor("she", "editor"), Editor("he")
    Form(author, change(agreement)).type(title="Seen").save()
    draft = Draft.objects.get()
    page = Form(reviewer, reverse("admin:desk_draft_change", args=[draft.pk]), holds="title")
    Form(author, change(agreement)).type(title="Unseen").save()
    publish = reverse("admin:desk_draft_publish", args=[draft.pk])
    answer = reviewer.post(publish, {"_seen": page.values["_seen"]})
    assert "It has changed. Check it" in answer.text
    kept = page.type(title="A name", reason="A reason").save()
    assert 'value="A reason"' in kept.text
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT
    assert Agreement.objects.get().title == agreement.title


@pytest.mark.thorough
def test_a_bulk_action_on_what_changed_since_it_was_shown_is_asked_again(agreement):
    editor = Editor("me")
    listed = reverse("admin:agreements_agreement_changelist")
    chosen = {"_selected_action": agreement.pk}
    asked = Form(editor, listed, editor.post(listed, {**chosen, "action": "add_area"}))
    delete = Form(editor, listed, editor.post(listed, {**chosen, "action": "delete_selected"}))
    Form(Editor("they"), change(agreement)).type(title="Theirs").save()
    asked.address = delete.address = listed
    area, source = make_area(), make_source()
    asked.type(area=area.pk, source=source.pk, phrase="a phrase", reason="A reason")
    answer = asked.save()
    assert "one of these records has changed" in answer.text
    assert 'value="A reason"' in answer.text
    delete.save()
    assert not AgreementArea.objects.filter(area=area).exists()
    again = Form(editor, listed, answer)
    again.address = listed
    again.save()
    assert AgreementArea.objects.filter(area=area).exists()


@pytest.mark.thorough
def test_a_merge_a_deletion_and_a_restoring_of_what_changed_since_it_was_shown_are_asked_again(groups):
    one, other = make_agency("one", name="One"), make_agency("other", name="Other")
    editor = Editor("me")
    pair = {"kind": "agency", "survivor": "one", "merged": "other"}
    merging = Form(editor, "x", editor.get(reverse("admin:desk_merge_preview"), **pair))
    deleting = Form(editor, change(other).replace("change", "delete"))
    Form(Editor("they"), change(other)).type(name="Mine").save()
    last = history_of(Agency).objects.filter(pgh_obj_id=other.pk).latest("pgh_id")
    versions = reverse("admin:record_versions", args=["agencies.agency", other.pk])
    restoring = Form(editor, versions, editor.get(versions, start=f"{last.pgh_created_at:%Y-%m-%d %H:%M:%S.%f}"))
    restoring.address = versions
    Form(Editor("they"), change(other)).type(name="Mine again").save()
    told = editor.client.post(merging.address, {**merging.values, "reason": "They are one"}, follow=True)
    assert "has changed" in told.text
    assert 'value="They are one"' in told.text
    deleting.save()
    restoring.save()
    other.refresh_from_db()
    assert other.name == "Mine again"
    assert one.names.count() == 0


@pytest.mark.thorough
def test_nobody_waits_long_for_a_turn_and_what_was_typed_is_kept(agreement, busy):
    forms = [Form(Editor(f"editor-{n}"), change(agreement)).type(title=f"Title {n}") for n in range(2)]
    draft = Form(Editor("she", "editor"), change(agreement)).type(title="In a draft")
    busy()
    answers = at_once(*[form.save for form in [*forms, draft]])
    assert {answer.status_code for answer in answers} == {409}
    assert all("Your changes are not saved yet" in answer.text for answer in answers)
    again = [Form(form.editor, form.address, answer) for form, answer in zip([*forms, draft], answers, strict=True)]
    assert [form.values["title"] for form in again] == [*(f"Title {n}" for n in range(2)), "In a draft"]


def test_readers_and_lookers_wait_for_no_writer(agreement, busy):
    writer = Editor("she", "editor")
    other = make_agency(name="Other")
    Form(writer, change(other)).type(name="In a draft").save()
    draft = Draft.objects.get()
    reader = Client()
    pages = [
        "/",
        "/agreements/",
        agreement.get_absolute_url(),
        "/search/?q=agreement",
        "/api/v1/agreements/",
        "/healthz",
    ]
    busy()
    connection.cursor().execute("SET lock_timeout = 1")  # whoever waits at all fails
    try:
        assert [reader.get(page).status_code for page in pages] == [200] * len(pages)
        listed = writer.get(reverse("admin:agreements_agreement_changelist"))
        assert listed.status_code == 409  # its draft changes a row that is being written: told, not left waiting
        writer.client.post(reverse("admin:desk_draft_leave", args=[draft.pk]))
        assert writer.get(change(agreement)).status_code == 200
    finally:
        connection.cursor().execute("RESET lock_timeout")


@pytest.mark.thorough
def test_whoever_looks_at_a_draft_holds_up_nobody(agreement, groups):
    editor = Editor("she", "editor")
    Form(editor, change(agreement)).type(title="In a draft").save()
    with transaction.atomic():
        take_turn()  # somebody else's, by now: the draft's page and forms are read beside it
        pages = at_once(
            lambda: editor.get(change(agreement)), lambda: editor.get(Draft.objects.get().get_absolute_url())
        )
    assert [page.status_code for page in pages] == [200, 200]
    assert all("In a draft" in page.text for page in pages)


@pytest.mark.thorough
def test_two_who_lock_each_other_are_untangled(groups):
    one, other = make_agency(), make_agency()
    both = Barrier(2)

    def lock(first, second):
        def write():
            with transaction.atomic():
                for place, record in enumerate((first, second)):
                    Agency.objects.select_for_update().get(pk=record.pk)
                    if not place and not both.broken:
                        with suppress(BrokenBarrierError):
                            both.wait(2)
                both.abort()
            return True

        return lambda: with_turns(write)

    assert at_once(lock(one, other), lock(other, one)) == [True, True]


def test_a_turn_that_is_not_to_be_had_is_told(busy, monkeypatch):
    busy()
    monkeypatch.setattr("spacecoop.turns._places", Semaphore(0))  # enough others wait for it already
    with pytest.raises(Busy, match="Many people are saving"), whole_change():
        pass
    monkeypatch.undo()
    with pytest.raises(Busy, match="longer than usual"), whole_change(0.1):
        pass


def test_a_mapping_that_somebody_else_changed_is_not_replaced_unseen(groups):
    address = reverse("admin:desk_import_origin", args=["national_register"])
    mine, theirs = Form(Editor("me"), address), Form(Editor("they"), address)
    mine.address = theirs.address = address
    text = mine.values["mapping"]
    theirs.type(mapping=text + "\n# theirs").save()
    told = mine.type(mapping=text + "\n# mine").save()
    assert "# theirs" in told.text
    assert "# mine" in told.text
    again = Form(mine.editor, address, told)
    again.address = address
    assert again.save().status_code == 302


@pytest.mark.thorough
def test_what_is_no_record_is_compared_too(groups):
    report = Report.objects.create(page="/", revision=1, text="A mistake")
    author = User.objects.create(username="author")
    text = SourceText.objects.create(text="A text", checksum="x", origin="pasted", added_by=author, title="First")
    for record, typed in ((report, {"answer": "Mine", "state": "settled"}), (text, {"title": "Mine"})):
        mine, theirs = (Form(Editor(name), change(record)) for name in ("me", "they"))
        theirs.type(**{**typed, **dict.fromkeys(typed.keys() - {"state"}, "Theirs")}).save()
        told = mine.type(**typed).save()
        assert (told.status_code, "Theirs" in told.text) == (409, True)
        assert Form(mine.editor, change(record), told).save().status_code == 302
        record.refresh_from_db()
        assert "Mine" in (getattr(record, "answer", ""), getattr(record, "title", ""))
