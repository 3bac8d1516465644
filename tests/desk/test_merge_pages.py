"""Merging on the desk: candidates, a preview that changes nothing, the merge, its undoing; each refusal in words."""

import pytest

from agreements.models import Mission
from desk.models import Distinction, Merge
from tests.factories import make_agreement, make_mission

pytestmark = pytest.mark.django_db
TWO = {"kind": "mission", "survivor": "pleiades", "merged": "pleiade"}


@pytest.fixture
def desk(enter):
    make_mission("pleiades", name="Pléiades")
    make_mission("pleiade", name="Pleiades", summary="Two satellites")
    make_agreement("one", missions=["pleiade"])
    return enter("reviewer")


def test_from_the_candidates_to_the_merge_and_back(desk, client):
    page = desk.get("/admin/desk/merge/candidates/?kind=mission").text
    assert "similar names" in page
    preview = desk.get("/admin/desk/merge/preview/", TWO).text
    assert "Two satellites (is taken)" in preview
    assert Mission.objects.count() == 2
    answer = desk.post("/admin/desk/merge/do/", {**TWO, "reason": "An accent"}, follow=True)
    assert "merged" in answer.text
    assert desk.get("/missions/pleiade/").status_code == 308
    assert "An accent" in desk.get(f"/admin/agreements/mission/{Mission.objects.get().pk}/history/").text
    undone = desk.post(f"/admin/desk/merge/{Merge.objects.get().pk}/undo/", follow=True)
    assert "Both stand again" in undone.text
    assert desk.get("/missions/pleiade/").status_code == 200


def test_two_that_are_told_apart_are_not_proposed_again(desk):
    desk.post("/admin/desk/merge/apart/", TWO)
    assert Distinction.objects.get().kind == "mission"
    assert "similar names" not in desk.get("/admin/desk/merge/candidates/?kind=mission").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("merged", "nothing", "There is no mission “nothing”"), ("merged", "pleiades", "one record already")],
)
def test_what_cannot_be_merged_is_told(desk, field, value, said):
    assert said in desk.get("/admin/desk/merge/preview/", {**TWO, field: value}).text
    desk.post("/admin/desk/merge/do/", {**TWO, field: value})
    assert Mission.objects.count() == 2


def test_a_merge_is_undone_once(desk):
    desk.post("/admin/desk/merge/do/", TWO)
    address = f"/admin/desk/merge/{Merge.objects.get().pk}/undo/"
    desk.post(address)
    assert "This merge was undone before" in desk.post(address, follow=True).text
    assert Mission.objects.count() == 2


def test_a_record_is_not_told_apart_from_itself(desk):
    answer = desk.post("/admin/desk/merge/apart/", {**TWO, "merged": "pleiades"}, follow=True)
    assert "is one record" in answer.text
    assert not Distinction.objects.exists()
