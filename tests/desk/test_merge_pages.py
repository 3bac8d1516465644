"""Merging on the desk: candidates, a preview that changes nothing, the merge, its undoing; each refusal in words."""

import re

import pytest

from agencies.models import Agency
from agreements.models import Agreement, Mission
from desk.duplicates import proposals
from desk.models import Distinction, Merge
from spacecoop.models import Collection
from tests.desk.test_changesets import everything
from tests.factories import cite, make_agency, make_agreement, make_mission

pytestmark = pytest.mark.django_db
TWO = {"kind": "mission", "survivor": "pleiades", "merged": "pleiade"}
CHOOSE = "/admin/desk/merge/choose/"


def pairs(kind="mission"):
    """Return what a form names all pairs by that are proposed."""
    return [proposal.key for proposal in proposals(kind)]


def confirmed(page, kind="agreement"):
    """Return what the form of a preview posts."""
    found = {name: re.findall(rf'name="{name}" value="([^"]*)"', page.text) for name in ("pair", "_seen")}
    return {"kind": kind, **found, "reason": "The same"}


@pytest.fixture
def desk(enter):
    make_mission("pleiades", name="Pléiades")
    make_mission("pleiade", name="Pleiades", summary="Two satellites")
    make_agreement("one", missions=["pleiade"])
    return enter("reviewer")


@pytest.mark.thorough
def test_from_the_candidates_to_the_merge_and_back(desk, client):
    page = desk.get("/admin/desk/merge/candidates/?kind=mission").text
    assert "similar names" in page
    preview = desk.get("/admin/desk/merge/preview/", TWO).text
    assert "Two satellites (taken)" in preview
    assert Mission.objects.count() == 2
    answer = desk.post("/admin/desk/merge/do/", {**TWO, "reason": "An accent"}, follow=True)
    assert "merged" in answer.text
    assert desk.get("/missions/pleiade/").status_code == 308
    assert "An accent" in desk.get(f"/admin/agreements/mission/{Mission.objects.get().pk}/history/").text
    undone = desk.post(f"/admin/desk/merge/{Merge.objects.get().pk}/undo/", follow=True)
    assert "Both records were restored" in undone.text
    assert desk.get("/missions/pleiade/").status_code == 200


def test_two_that_are_told_apart_are_not_proposed_again(desk):
    said = desk.post(CHOOSE, {"kind": "mission", "pair": pairs(), "are": "two"}, follow=True).text
    assert "“Pléiades” and “Pleiades” are not duplicates" in said
    assert Distinction.objects.get().kind == "mission"
    assert "similar names" not in desk.get("/admin/desk/merge/candidates/?kind=mission").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("merged", "nothing", "No mission has the address “nothing”"), ("merged", "pleiades", "the same record")],
)
def test_what_cannot_be_merged_is_told(desk, field, value, said):
    assert said in desk.get("/admin/desk/merge/preview/", {**TWO, field: value}).text
    desk.post("/admin/desk/merge/do/", {**TWO, field: value})
    assert Mission.objects.count() == 2


def test_a_merge_is_undone_once(desk):
    desk.post("/admin/desk/merge/do/", TWO)
    address = f"/admin/desk/merge/{Merge.objects.get().pk}/undo/"
    desk.post(address)
    assert "This merge was already undone" in desk.post(address, follow=True).text
    assert Mission.objects.count() == 2


def test_a_record_is_not_told_apart_from_itself(desk):
    pair = Mission.objects.get(slug="pleiades").pk
    posted = {"kind": "mission", "pair": [f"{pair}-{pair}", "1-99999999", "x"], "are": "two"}
    answer = desk.post(CHOOSE, posted, follow=True)
    assert "Select the pairs that are not duplicates" in answer.text
    assert not Distinction.objects.exists()


@pytest.fixture
def three(enter):
    """Three agreements that are one, of which a collection has one, and two more that are one."""
    collection = Collection.objects.create(
        slug="wider", title="A wider set", version="1", licence="CC BY 4.0", licence_url="https://example.org/"
    )
    for slug, belongs in (("ours", None), ("again", None), ("theirs", collection)):
        make_agreement(slug, parties=["BE", "RU"], title="On dust", acts={"signed": "2000"}, collection=belongs)
    for slug in ("radar", "radar-2"):
        make_agreement(slug, parties=["BE", "FR"], title="On radar", acts={"signed": "1999"})
    cite(Agreement.objects.get(slug="again").events.get(), phrase="in 2000")
    cite(Agreement.objects.get(slug="radar-2"), phrase="a radar")
    return enter("reviewer")


def preview_of(desk, **asked):
    return desk.get("/admin/desk/merge/preview/all/", {"kind": "agreement", "pair": pairs("agreement"), **asked})


def test_chosen_pairs_are_previewed_merged_and_undone_together(three):
    before = everything()
    page = three.get("/admin/desk/merge/candidates/?kind=agreement&all=1")
    assert page.text.count(" checked") == 4
    assert "/compare/radar/radar-2/" in page.text
    chosen = three.post(CHOOSE, {"kind": "agreement", "pair": pairs("agreement"), "are": "one"})
    page = three.get(chosen["Location"])
    assert "Merge 3 pairs" in page.text
    assert everything() == before
    answer = three.post("/admin/desk/merge/do/all/", confirmed(page), follow=True)
    assert "3 merged" in answer.text
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"again", "radar-2"}
    assert {one.reason for one in Merge.objects.all()} == {"The same"}
    batch = Merge.objects.first().batch
    answer = three.post(f"/admin/desk/merge/together/{batch}/undo/", follow=True)
    assert "3 merges undone" in answer.text
    assert everything() == before


@pytest.mark.thorough
def test_each_of_them_is_undone_alone_too(three):
    three.post("/admin/desk/merge/do/all/", confirmed(preview_of(three)))
    done = Merge.objects.get(merged="radar")
    three.post(f"/admin/desk/merge/{done.pk}/undo/")
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"again", "radar", "radar-2"}
    page = three.get(f"/admin/desk/merge/together/{done.batch}/").text
    assert page.count("(undone)") == 1
    assert "confirmed with others" in three.get(f"/admin/desk/merge/{done.pk}/change/").text
    three.post(f"/admin/desk/merge/together/{done.batch}/undo/")
    assert Agreement.objects.count() == 5


@pytest.mark.thorough
def test_another_one_stays_where_that_is_chosen(three):
    page = preview_of(three, stays=Agreement.objects.get(slug="theirs").pk)
    three.post("/admin/desk/merge/do/all/", confirmed(page))
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"theirs", "radar-2"}


@pytest.mark.many
@pytest.mark.parametrize("what", ["the record", "a part", "its citation", "gone"])
def test_what_was_changed_since_the_preview_stops_all_of_them(three, what):
    posted = confirmed(preview_of(three))
    agreement = Agreement.objects.get(slug="radar")
    if what == "the record":
        Agreement.objects.filter(pk=agreement.pk).update(title="On lidar")
    elif what == "a part":
        agreement.events.update(place="Paris")
    elif what == "its citation":
        cite(agreement, phrase="a lidar")
    else:
        agreement.delete()
    said = three.post("/admin/desk/merge/do/all/", posted, follow=True).text
    assert "Nothing was merged: One of these records" in said
    assert not Merge.objects.exists()


def test_what_cannot_be_merged_is_left_out_and_said(enter):
    for number in ("1", "2"):
        make_agency(f"cnsa-{number}", name="China National Space Administration")
        make_agency(f"asa-{number}", name="Arctic Space Agency")
    make_agreement("one", parties=["asa-1", "asa-2"])
    desk = enter("reviewer")
    page = desk.get("/admin/desk/merge/preview/all/", {"kind": "agency", "pair": pairs("agency")})
    assert "Both are parties to “Agreement one”" in page.text
    assert "Merge 1 pair" in page.text
    desk.post("/admin/desk/merge/do/all/", confirmed(page, "agency"))
    assert set(Agency.objects.values_list("slug", flat=True)) == {"cnsa-1", "asa-1", "asa-2"}


@pytest.mark.many
@pytest.mark.parametrize("pair", [[], ["1-2"], ["x"], ["999999999999999999999-1"]])
def test_nothing_chosen_is_told(three, pair):
    posted = {"kind": "agreement", "pair": pair, "are": "one"}
    assert "none is selected" in three.post(CHOOSE, posted, follow=True).text
    assert "Nothing was merged" in three.post("/admin/desk/merge/do/all/", posted, follow=True).text
    assert three.post(CHOOSE, {**posted, "kind": "nothing"}).status_code == 404


def test_proposals_come_in_pages(three):
    for number in range(8):
        make_agreement(f"dust-{number}", parties=["BE", "RU"], title="On dust", acts={"signed": "2000"})
    first, second = (three.get(f"/admin/desk/merge/candidates/?kind=agreement&page={page}").text for page in (1, 2))
    assert "page 1 of 3" in first
    assert first.count('name="pair"') == second.count('name="pair"') == 25
    assert "Less likely pairs" in first
