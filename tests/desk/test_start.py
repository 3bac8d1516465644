"""The start of the desk: what there is to do, with its numbers, and what was saved last."""

import pytest
from django.urls import reverse

from desk.models import Draft, Report
from desk.saves import latest_saves
from tests.desk.editors import Editor, Form, change
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(groups):
    return make_agreement("be-ru", parties=["BE", "RU"], acts={"signed": "2000-12-02"})


def start(editor):
    return editor.get(reverse("admin:index")).text


@pytest.mark.thorough
def test_tasks_have_their_numbers_and_are_left_out_where_there_is_nothing_to_do(agreement):
    author, reviewer = Editor("she", "editor"), Editor("he")
    assert not any(task in start(reviewer) for task in ("My drafts", "Review drafts", "Answer reports"))
    Form(author, change(agreement)).type(title="On rockets").save()
    assert "My drafts (1)" in start(author)
    author.post(reverse("admin:desk_draft_submit", args=[Draft.objects.get().pk]), {})
    Report.objects.create(page=agreement.get_absolute_url(), revision=1, text="A mistake")
    page = start(reviewer)
    assert "Review drafts (1)" in page
    assert "Answer reports (1)" in page
    assert all(
        task in page for task in ("Enter a document", "Import a table", "Correct a record", "Possible duplicates")
    )
    assert not any(task in start(author) for task in ("Import a table", "Possible duplicates", "Answer reports"))


@pytest.mark.thorough
def test_what_is_saved_together_is_one_change(agreement):
    editor = Editor("he")
    form = Form(editor, change(agreement)).type(title="On rockets", _reason="A correction")
    form.values[form.name_of("2000-12-02")] = "2000-12-20"
    form.save()
    newest, before = latest_saves(2)
    assert (newest.number, newest.is_cut) == (2, False)
    assert before.number == 1  # outside the desk nothing tells what was saved together
    assert f"{newest.newest.title}</a>, 2 changes: A correction" in start(editor)
