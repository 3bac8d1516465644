"""One record at two moments: what changed between them; how it stood comes back as a new change, parts and all."""

import re

import pghistory
import pytest
from django.urls import reverse

from desk.models import Draft
from tests.desk.test_changesets import everything
from tests.factories import cite, make_agreement, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    make_source()
    agreement = make_agreement("be-ru", parties=["BE", "RU"], title="First title", acts={"signed": "2000-12-20"})
    cite(agreement.events.get())
    return agreement


def history(desk, record):
    return desk.get(f"/admin/agreements/agreement/{record.pk}/history/").text


def last_moment(desk, record):
    """Return the address that leads from the newest line of the history to its moment."""
    return re.search(r'href="(/admin/versions/[^"]+)"', history(desk, record))[1].replace("&amp;", "&")


def test_a_deleted_part_comes_back_with_its_citations(enter, agreement):
    before = everything()
    with pghistory.context(reason="A slip"):
        agreement.events.get().delete()
    desk = enter("reviewer")
    address = last_moment(desk, agreement)
    page = desk.get(address)
    assert page.text.count("<strong>deleted</strong>") == 2
    desk.post(address.partition("?")[0], {"start": page.context["form"]["start"].value(), "reason": "By mistake"})
    assert everything() == before


def test_an_old_title_comes_back_with_its_reason_in_the_history(enter, agreement):
    type(agreement).objects.update(title="Second title")
    desk = enter("reviewer")
    address = last_moment(desk, agreement)
    page = desk.get(address)
    assert "<del>First title</del>" in page.text
    assert "<ins>Second title</ins>" in page.text
    desk.post(address.partition("?")[0], {"start": page.context["form"]["start"].value(), "reason": "It was right"})
    agreement.refresh_from_db()
    assert agreement.title == "First title"
    assert "It was right" in history(desk, agreement)
    assert agreement.history.count() == 3


@pytest.mark.thorough
def test_an_editor_brings_back_into_a_draft_and_a_viewer_not_at_all(enter, agreement):
    type(agreement).objects.update(title="Second title")
    address = last_moment(enter("viewer"), agreement)
    start = enter("viewer").get(address).context["form"]["start"].value()
    assert enter("viewer").post(address.partition("?")[0], {"start": start}).status_code == 403
    enter("editor").post(address.partition("?")[0], {"start": start})
    agreement.refresh_from_db()
    assert agreement.title == "Second title"
    assert Draft.objects.get().changes.get().after["title"] == "First title"


def test_a_moment_that_is_none_is_told_beside_its_field(enter, agreement):
    address = reverse("admin:record_versions", args=["agreements.agreement", agreement.pk])
    answer = enter("reviewer").get(address, {"start": "yesterday"})
    assert "Enter a valid date/time" in answer.text
    assert enter("reviewer").get(address.replace("agreement/", "nothing/")).status_code == 404
