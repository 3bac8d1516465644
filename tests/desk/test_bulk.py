"""One change to many records: confirmed first, one history entry for each, sourced, an editor's in a draft."""

import pytest

from agreements.models import Agreement, AgreementArea, Designation, Event
from desk.models import Draft
from tests.factories import make_agreement, make_area, make_source

pytestmark = pytest.mark.django_db
LIST = "/admin/agreements/agreement/"


@pytest.fixture
def keys():
    make_source()
    make_area("astronomy")
    made = [make_agreement(slug, form="other") for slug in ("one", "two")]
    make_agreement("three", form="treaty", areas=["astronomy"])
    make_agreement("not-chosen", form="other")
    return [*(one.pk for one in made), Agreement.objects.get(slug="three").pk]


def act(desk, keys, action, **more):
    return desk.post(LIST, {"action": action, "_selected_action": keys, **more}, follow=True)


def called():
    """Return {slug: the forms of an agreement, in order}."""
    found = {}
    for slug, form in Designation.objects.order_by("pk").values_list("agreement__slug", "form"):
        found.setdefault(slug, []).append(form)
    return found


def told(form):
    """Return what is posted to say that a source calls agreements so."""
    return {"confirmed": "yes", "form": form, "source": make_source().pk, "phrase": "a bilateral treaty"}


@pytest.mark.thorough
def test_a_designation_is_added_after_it_is_confirmed_with_its_citation(enter, keys):
    desk = enter("reviewer")
    asked = act(desk, keys, "add_designation")
    assert "3 records will be changed" in asked.text
    assert called()["one"] == ["other"]
    done = act(desk, keys, "add_designation", **told("treaty"), reason="Titles say so")
    assert "2 of 3 records changed" in done.text
    both = ["other", "treaty"]
    assert called() == {"one": both, "two": both, "three": ["treaty"], "not-chosen": ["other"]}
    one = Agreement.objects.get(slug="one")
    assert one.designations.get(form="treaty").citations.get().phrase == "a bilateral treaty"
    assert "Titles say so" in desk.get(f"{LIST}{one.pk}/history/").text


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


@pytest.mark.thorough
def test_an_editors_bulk_change_is_a_draft(enter, keys):
    act(enter("editor"), keys, "add_designation", **told("treaty"))
    assert called()["one"] == ["other"]
    assert Draft.objects.get().changes.count() == 4  # two designations, each with its citation
    assert act(enter("viewer"), keys, "add_designation", **told("treaty")).status_code in (200, 403)
    assert called()["one"] == ["other"]


def test_drafts_are_published_together_or_none_of_them(enter, keys):
    drafts = []
    for key, form in zip(keys[:2], ("treaty", "protocol"), strict=True):
        desk = enter("editor")
        act(desk, [key], "add_designation", **told(form))
        draft = Draft.objects.latest("pk")
        desk.post(f"/admin/desk/draft/{draft.pk}/submit/")
        drafts.append(draft)
    chosen = {"action": "publish_chosen", "_selected_action": [draft.pk for draft in drafts]}
    taken = Designation.objects.create(agreement=Agreement.objects.get(slug="two"), form="protocol")
    desk = enter("reviewer")
    assert "2 records will be changed" in desk.post("/admin/desk/draft/", chosen, follow=True).text
    assert "Nothing was published" in desk.post("/admin/desk/draft/", {**chosen, "confirmed": "yes"}, follow=True).text
    assert called()["one"] == ["other"]
    taken.delete()
    desk.post("/admin/desk/draft/", {**chosen, "confirmed": "yes"}, follow=True)
    assert (called()["one"], called()["two"]) == (["other", "treaty"], ["other", "protocol"])
    assert not Event.objects.exists()
