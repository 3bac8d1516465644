"""What an editor saves is seen by nobody until a reviewer publishes it; nothing typed is lost on the way."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from agreements.entering import Batch
from agreements.models import Agreement, Event, Source
from desk import drafts
from desk.changesets import catching, passing
from desk.models import Draft, DraftState
from tests.agreements.test_admin import change, name_of, typed
from tests.factories import make_agency, make_agreement, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    make_source()
    return make_agreement("be-ru", parties=["BE", "RU"], areas=["astronomy"], acts={"signed": "2000-12-02"})


def save(client, record, old, new, **more):
    """Save the form of a record with the value `old` typed over by `new`."""
    posted = typed(client, change(record))
    posted[name_of(posted, old)] = new
    return client.post(change(record), {**posted, **more}, follow=True)


def step(client, draft, name, data=None):
    return client.post(reverse(f"admin:desk_draft_{name}", args=[draft.pk]), data or {}, follow=True)


def test_what_an_editor_saves_is_kept_in_a_draft_and_seen_by_nobody(enter, agreement, client):
    desk = enter("editor")
    answer = save(desk, agreement, "2000-12-02", "2000-12-20")
    assert "Saved in the draft" in answer.text
    draft = Draft.objects.get()
    assert (draft.state, draft.author.username) == (DraftState.DRAFT, "editor")
    assert Event.objects.get().date == "2000-12-02"
    assert "2000-12-20" in typed(desk, change(agreement)).values()  # the editor goes on from what was saved
    client.logout()
    assert client.get("/api/v1/agreements/be-ru/").json()["dates"]["signed"]["edtf"] == "2000-12-02"


def test_a_new_record_exists_in_its_draft_alone(enter):
    desk = enter("editor")
    address = reverse("admin:agencies_agency_add")
    posted = {**typed(desk, address), "slug": "esa", "name": "European Space Agency", "kind": "space_agency"}
    desk.post(address, posted, follow=True)
    assert "European Space Agency" in desk.get(reverse("admin:agencies_agency_changelist")).text
    offered = {"app_label": "agreements", "model_name": "party", "field_name": "agency", "term": "European"}
    assert "European" in desk.get(reverse("admin:autocomplete"), offered).text
    desk.logout()
    for path in ("/agencies/", "/search/?q=European", "/search/suggest/?q=Europ", "/api/v1/agencies/", "/changes/"):
        assert "European Space Agency" not in desk.get(path).text
    assert desk.get("/agencies/esa/").status_code == 404


def test_a_reviewer_publishes_under_the_name_of_the_author_and_for_her_reason(enter, agreement):
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    draft = Draft.objects.get()
    desk = enter("editor")
    step(desk, draft, "name", {"title": "Date corrected", "reason": "The ministry says the 20th"})
    step(desk, draft, "submit")
    desk = enter("reviewer")
    page = desk.get(draft.get_absolute_url()).text
    assert "<del>2000-12-02</del>" in page
    assert "<ins>2000-12-20</ins>" in page
    step(desk, draft, "publish")
    assert Event.objects.get().date == "2000-12-20"
    history = desk.get(f"/admin/agreements/agreement/{agreement.pk}/history/").text
    assert "The ministry says the 20th" in history
    assert "editor" in history


@pytest.mark.thorough
def test_a_reviewer_returns_a_draft_with_a_remark(enter, agreement):
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    draft = Draft.objects.get()
    step(enter("editor"), draft, "submit")
    step(enter("reviewer"), draft, "return", {"text": "Which source?"})
    draft.refresh_from_db()
    assert draft.state == DraftState.RETURNED
    page = enter("editor").get(draft.get_absolute_url()).text
    assert "Which source?" in page
    assert "Edit in this draft" in page


@pytest.mark.many
@pytest.mark.parametrize("name", ["publish", "return", "take-back"])
def test_an_editor_publishes_nothing(enter, agreement, name):
    desk = enter("editor")
    save(desk, agreement, "2000-12-02", "2000-12-20")
    assert step(desk, Draft.objects.get(), name, {"text": "x"}).status_code == 403
    assert Event.objects.get().date == "2000-12-02"


def test_a_draft_of_somebody_else_is_not_to_be_seen_by_an_editor(enter, agreement):
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    other = enter("editor", "another")
    assert "2000-12-20" not in typed(other, change(agreement)).values()
    assert other.get(Draft.objects.get().get_absolute_url()).status_code == 403


@pytest.mark.thorough
def test_what_changed_meanwhile_is_settled_value_by_value(enter, agreement):
    desk = enter("editor")
    save(desk, agreement, "2000-12-02", "2000-12-20")
    draft = Draft.objects.get()
    step(desk, draft, "submit")
    Event.objects.update(date="2000-12-19")
    desk = enter("reviewer")
    assert "Nothing was published" in step(desk, draft, "publish").text
    assert Event.objects.get().date == "2000-12-19"
    page = desk.get(draft.get_absolute_url()).text
    assert "2000-12-19" in page
    place = f"agreements.Event/{Event.objects.get().pk}/date"
    assert place in page
    step(desk, draft, "settle", {"mine": [place]})
    step(desk, draft, "publish")
    assert Event.objects.get().date == "2000-12-20"


@pytest.mark.thorough
def test_a_published_draft_is_taken_back_as_a_whole(enter, agreement):
    desk = enter("reviewer")
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    draft = Draft.objects.get()
    step(desk, draft, "submit")
    desk = enter("reviewer")
    step(desk, draft, "publish")
    assert "was reverted" in step(desk, draft, "take-back").text
    assert Event.objects.get().date == "2000-12-02"
    assert Event.objects.get().history.count() == 3


@pytest.mark.thorough
def test_a_page_of_the_site_is_shown_as_it_would_be(enter, agreement):
    desk = enter("editor")
    save(desk, agreement, "2000-12-02", "2000-12-20")
    preview = reverse("admin:desk_draft_preview", args=[Draft.objects.get().pk, "agreements/be-ru/"])
    assert "20 December 2000" in desk.get(preview).text
    assert "20 December 2000" not in desk.get("/agreements/be-ru/").text


def test_a_broken_rule_keeps_what_was_typed_and_leaves_the_draft_alone(enter, agreement):
    desk = enter("editor")
    posted = typed(desk, change(agreement))
    posted["parties-0-DELETE"] = "on"
    answer = desk.post(change(agreement), posted)
    assert "exactly two" in answer.text
    assert not Draft.objects.exists()


def test_two_editors_who_save_the_same_record_lose_nothing(enter, agreement):
    desk = enter("reviewer")
    first, second = typed(desk, change(agreement)), typed(desk, change(agreement))
    seen = desk.get(change(agreement)).context_data["seen"]
    title = name_of(first, agreement.title)
    desk.post(change(agreement), {**first, title: "Theirs", "_seen": seen})
    answer = desk.post(change(agreement), {**second, title: "Mine", "_seen": seen})
    assert "Someone else changed this record" in answer.text
    assert "<ins>Theirs</ins>" in answer.text
    assert 'value="Mine"' in answer.text
    agreement.refresh_from_db()
    assert agreement.title == "Theirs"
    desk.post(change(agreement), {**second, title: "Mine", "_seen": answer.context_data["seen"]})
    agreement.refresh_from_db()
    assert agreement.title == "Mine"


def test_a_session_that_ends_while_somebody_types_costs_one_password(enter, agreement, client):
    User.objects.create_superuser("chief", password="correct horse")
    desk = enter("reviewer")
    posted = typed(desk, change(agreement))
    posted[name_of(posted, agreement.title)] = "Typed for an hour"
    client.logout()
    page = client.post(change(agreement), posted)
    assert "keeps what you typed" in page.text
    assert 'value="Typed for an hour"' in page.text
    wrong = client.post(change(agreement), {**posted, "again_username": "chief", "again_password": "wrong"})
    assert 'value="Typed for an hour"' in wrong.text
    client.post(change(agreement), {**posted, "again_username": "chief", "again_password": "correct horse"})
    agreement.refresh_from_db()
    assert agreement.title == "Typed for an hour"


def test_a_viewer_looks_and_changes_nothing(enter, agreement):
    desk = enter("viewer")
    assert desk.get(change(agreement)).status_code == 200
    assert desk.post(change(agreement), {"title": "x"}).status_code == 403
    assert not Draft.objects.exists()
    assert make_agency("esa").pk


STEPS = {
    "enter": ["draft", "returned"],
    "name": ["draft", "returned", "in_review"],
    "submit": ["draft", "returned"],
    "discard": ["draft", "returned"],
    "settle": ["draft", "returned", "in_review"],
    "publish": ["draft", "returned", "in_review"],
    "return": ["in_review"],
    "take-back": ["published"],
}
POSTED = {"title": "Another title", "text": "Which source?"}


def told(draft):
    """Return all that is kept of a draft but when it last changed."""
    kept = Draft.objects.filter(pk=draft.pk).values().get()
    del kept["changed_at"]
    return kept, list(draft.changes.values()), draft.remarks.count()


@pytest.mark.thorough
@pytest.mark.parametrize("state", DraftState.values)
def test_a_step_that_the_state_of_a_draft_does_not_allow_changes_nothing(enter, agreement, state):
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    draft, reviewer = Draft.objects.get(), enter("reviewer")
    if state == DraftState.PUBLISHED:
        step(reviewer, draft, "publish")
    Draft.objects.filter(pk=draft.pk).update(state=state)
    before, date = told(draft), Event.objects.get().date
    refused = [name for name, states in STEPS.items() if state not in states]
    for name in refused:
        assert "Not saved. The state is now" in step(reviewer, draft, name, POSTED).text, name
        assert (told(draft), Event.objects.get().date) == (before, date), name


@pytest.mark.many
@pytest.mark.parametrize(("name", "state"), [(name, state) for name, states in STEPS.items() for state in states])
def test_a_step_that_the_state_allows_is_taken(enter, agreement, name, state):
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    draft, reviewer = Draft.objects.get(), enter("reviewer")
    if state == DraftState.PUBLISHED:
        step(reviewer, draft, "publish")
    Draft.objects.filter(pk=draft.pk).update(state=state)
    assert "Not saved" not in step(reviewer, draft, name, POSTED).text


@pytest.mark.thorough
def test_what_an_editor_saves_while_a_reviewer_publishes_does_not_open_the_draft_again(enter, agreement, monkeypatch):
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    draft = Draft.objects.get()
    reviewer = User.objects.create(username="chief")

    def publish_first(*arguments):
        monkeypatch.undo()
        drafts.publish(draft, reviewer)
        return drafts.keep(*arguments)

    desk = enter("editor")
    monkeypatch.setattr(drafts, "keep", publish_first)
    assert "Nothing was saved in the draft" in save(desk, agreement, "2000-12-20", "2000-12-21").text
    draft.refresh_from_db()
    assert draft.state == DraftState.PUBLISHED
    assert Event.objects.get().date == "2000-12-20"


@pytest.mark.thorough
def test_a_preview_of_what_is_published_already_is_no_error(enter, agreement):
    save(enter("editor"), agreement, "2000-12-02", "2000-12-20")
    draft, desk = Draft.objects.get(), enter("reviewer")
    step(desk, draft, "publish")
    preview = reverse("admin:desk_draft_preview", args=[draft.pk, "agreements/be-ru/"])
    assert "No preview: records of this draft have changed" in desk.get(preview, follow=True).text


@pytest.mark.thorough
def test_a_draft_that_breaks_a_rule_with_what_others_have_published_says_so(enter):
    desk = enter("editor")
    address = reverse("admin:agencies_agency_add")
    posted = {**typed(desk, address), "slug": "esa", "name": "European Space Agency", "kind": "space_agency"}
    desk.post(address, posted, follow=True)
    make_agency("esa", name="The very same")
    draft = Draft.objects.get()
    page = desk.get(reverse("admin:agencies_agency_changelist"), follow=True)
    assert page.redirect_chain[-1][0] == draft.get_absolute_url()
    assert "This draft cannot be published" in page.text
    assert desk.get(reverse("admin:desk_draft_preview", args=[draft.pk, "agencies/"])).status_code == 302
    assert desk.get(reverse("admin:agencies_agency_changelist")).status_code == 200  # outside of the draft
    assert "Not saved." in step(desk, draft, "settle").text
    step(desk, draft, "discard")
    draft.refresh_from_db()
    assert draft.state == DraftState.DISCARDED


NEWER = {
    "agreements.Agreement": ["number"],
    "agreements.Party": ["from_date", "until_date"],
    "agreements.Event": ["effective", "until", "standing", "standing_reason"],
    "agreements.Designation": ["binding", "standing", "standing_reason"],
    "agreements.Citation": ["designation_id", "title_id", "term_id", "text_id", "reported_as", "gloss", "note"],
    "agreements.Source": ["read_on", "archived_url", "copy_of_id"],
}


def of_an_older_version(draft):
    """Take from the rows that a draft keeps the columns that their models have got since."""
    for kept in draft.changes.all():
        for row in filter(None, (kept.before, kept.after)):
            for column in NEWER.get(kept.model, ()):
                row.pop(column, None)
        kept.save()


@pytest.mark.thorough
def test_a_draft_from_before_newer_columns_opens_and_is_submitted_published_and_taken_back(enter, agreement):
    gone = make_agreement("gone", parties=["BE", "FR"], acts={"signed": "1990"})
    editor = enter("editor")
    with passing(), catching() as changes:
        batch = Batch()
        source = batch.add(Source(title="A page", address="https://example.org/new"))
        made = batch.agreement(title="On balloons", parties=[party.agency for party in agreement.parties.all()])
        batch.designation(made, "treaty")
        batch.event(agreement=made, title="Signature", kind="signed", modality="done", date="2001")
        batch.cite(made, source, "on balloons", "title")
        batch.write()
        Event.objects.filter(agreement=agreement).update(date="2000-12-20")
        Agreement.objects.filter(pk=agreement.pk).update(title="On launches")
        Agreement.objects.get(pk=gone.pk).delete()
        caught = changes()
    draft = Draft(author=User.objects.get(username="editor"))
    drafts.keep(draft, caught, DraftState.open())
    of_an_older_version(draft)

    assert "On balloons" in editor.get(draft.get_absolute_url()).text
    step(editor, draft, "enter")
    assert "On balloons" in editor.get(reverse("admin:agreements_agreement_changelist")).text
    save(editor, agreement, "2000-12-20", "2000-12-21")
    draft.refresh_from_db()
    assert all(row.keys() >= {"standing"} for row in rows_of(draft, "agreements.Event") if row)

    of_an_older_version(draft)
    step(editor, draft, "submit")
    reviewer = enter("reviewer")
    Event.objects.filter(agreement=agreement).update(date="2000-12-19")
    Agreement.objects.filter(pk=agreement.pk).update(title="On rockets")
    page = reviewer.get(draft.get_absolute_url()).text
    places = [f"agreements.Event/{agreement.events.get().pk}/date", f"agreements.Agreement/{agreement.pk}/title"]
    assert all(told in page for told in ("2000-12-19", "On rockets", *places))
    step(reviewer, draft, "settle", {"mine": places})
    of_an_older_version(draft)
    assert "was published" in step(reviewer, draft, "publish").text
    published = Agreement.objects.get(title="On balloons")
    assert published.number
    assert (published.events.get().standing, published.designations.get().binding) == ("", "")
    agreement.refresh_from_db()
    assert (agreement.title, agreement.events.get().date) == ("On launches", "2000-12-21")
    assert not Agreement.objects.filter(pk=gone.pk).exists()
    assert "was reverted" in step(reviewer, draft, "take-back").text
    assert Agreement.objects.get(pk=gone.pk).events.get().standing == ""


def rows_of(draft, model):
    return [kept.after for kept in draft.changes.filter(model=model)]
