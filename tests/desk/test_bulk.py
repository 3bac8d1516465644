"""One change to many records: confirmed first, one history entry for each, sourced, an editor's in a draft."""

import pytest

from agreements.models import Agreement, AgreementArea, Event
from desk.models import Draft
from tests.factories import make_agreement, make_area, make_source

pytestmark = pytest.mark.django_db
LIST = "/admin/agreements/agreement/"


@pytest.fixture
def keys():
    make_source()
    make_area("astronomy")
    made = [make_agreement(slug, kind="other") for slug in ("one", "two")]
    make_agreement("three", kind="treaty", areas=["astronomy"])
    make_agreement("not-chosen", kind="other")
    return [*(one.pk for one in made), Agreement.objects.get(slug="three").pk]


def act(desk, keys, action, **more):
    return desk.post(LIST, {"action": action, "_selected_action": keys, **more}, follow=True)


def kinds():
    return dict(Agreement.objects.values_list("slug", "kind"))


def test_a_kind_is_set_after_it_is_confirmed(enter, keys):
    desk = enter("reviewer")
    asked = act(desk, keys, "set_kind")
    assert "It changes 3 records" in asked.text
    assert kinds()["one"] == "other"
    done = act(desk, keys, "set_kind", confirmed="yes", kind="treaty", reason="Titles say so")
    assert "2 of 3 records changed" in done.text
    assert kinds() == {"one": "treaty", "two": "treaty", "three": "treaty", "not-chosen": "other"}
    one = Agreement.objects.get(slug="one")
    assert one.history.count() == 2
    assert "Titles say so" in desk.get(f"{LIST}{one.pk}/history/").text
    assert Agreement.objects.get(slug="three").history.count() == 1


def test_an_area_is_added_with_its_citation(enter, keys):
    desk = enter("reviewer")
    area, source = make_area("astronomy"), make_source()
    more = {"confirmed": "yes", "area": area.pk, "source": source.pk}
    refused = act(desk, keys, "add_area", **more, phrase="one two three four five six seven eight nine")
    assert "9 words" in refused.text
    assert AgreementArea.objects.count() == 1
    done = act(desk, keys, "add_area", **more, phrase="in the field of astronomy")
    assert "2 of 3 records changed" in done.text
    assert all(link.citations.count() == 1 for link in AgreementArea.objects.exclude(agreement__slug="three"))


def test_an_editors_bulk_change_is_a_draft(enter, keys):
    act(enter("editor"), keys, "set_kind", confirmed="yes", kind="treaty")
    assert kinds()["one"] == "other"
    assert Draft.objects.get().changes.count() == 2
    assert act(enter("viewer"), keys, "set_kind", confirmed="yes", kind="treaty").status_code in (200, 403)
    assert kinds()["one"] == "other"


def test_drafts_are_published_together_or_none_of_them(enter, keys):
    drafts = []
    for key, kind in zip(keys[:2], ("treaty", "memorandum"), strict=True):
        desk = enter("editor")
        act(desk, [key], "set_kind", confirmed="yes", kind=kind)
        draft = Draft.objects.latest("pk")
        desk.post(f"/admin/desk/draft/{draft.pk}/submit/")
        drafts.append(draft)
    chosen = {"action": "publish_chosen", "_selected_action": [draft.pk for draft in drafts]}
    Agreement.objects.filter(slug="two").update(kind="protocol")
    desk = enter("reviewer")
    assert "It changes 2 records" in desk.post("/admin/desk/draft/", chosen, follow=True).text
    assert "Nothing is published" in desk.post("/admin/desk/draft/", {**chosen, "confirmed": "yes"}, follow=True).text
    assert kinds()["one"] == "other"
    Agreement.objects.filter(slug="two").update(kind="other")
    desk.post("/admin/desk/draft/", {**chosen, "confirmed": "yes"}, follow=True)
    assert (kinds()["one"], kinds()["two"]) == ("treaty", "memorandum")
    assert not Event.objects.exists()
