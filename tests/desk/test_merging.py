"""Two records that are one: nothing is lost, every old address leads on, and the whole is undone as a whole."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agencies.models import Agency
from agreements.models import Agreement, Citation, Event, EventAgency, Identifier, Mission, Party, PartyRole, Relation
from desk.changesets import Conflict
from desk.merging import merge, plan, undo
from spacecoop.models import FormerSlug
from tests.desk.test_changesets import everything
from tests.factories import cite, identify, make_agency, make_agreement, make_event, make_mission, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """Two agencies that are one, each party to an agreement, both in one event; the second is cited."""
    make_source()
    survivor = make_agency("cnsa", name="China National Space Administration")
    merged = make_agency("china-nsa", name="Chinese Space Administration", acronym="CNSA2")
    make_agreement("one", parties=["cnes", "cnsa"])
    make_agreement("two", parties=["cnes", "china-nsa"])
    event = make_event("a-meeting")
    for agency in (survivor, merged):
        EventAgency.objects.create(event=event, agency=agency, role="participant")
    cite(merged)
    cite(EventAgency.objects.get(agency=merged))
    return survivor, merged


def another_transaction():
    """Forget the context of history, as the end of a transaction does: a test is one transaction from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


def test_a_plan_says_what_moves_what_both_have_and_where_they_differ(two):
    made = plan(*two)
    assert ("party", 1, ["Agreement two"]) in made.moves
    assert made.twins == ["agency in an event: Event a-meeting"]
    assert ("name", False) in {(one.name, one.fills) for one in made.differences}
    assert made.obstacles == []
    assert Agency.objects.filter(slug="china-nsa").exists()


def test_all_that_led_to_the_merged_record_leads_to_the_survivor(two, client):
    survivor, merged = two
    merge(survivor, merged)
    assert not Agency.objects.filter(slug="china-nsa").exists()
    assert {party.agreement.slug for party in survivor.parties.all()} == {"one", "two"}
    assert EventAgency.objects.get().citations.count() == 1
    assert "Chinese Space Administration" in survivor.names.values_list("name", flat=True)
    assert survivor.names.get(name="Chinese Space Administration").citations.count() == 1
    for path in ("/agencies/{}/", "/api/v1/agencies/{}/", "/agencies/{}.csv"):
        answer = client.get(path.format("china-nsa"))
        assert (answer.status_code, answer["Location"]) == (308, path.format("cnsa"))
    hits = client.get("/api/v1/search/?q=Chinese+Space+Administration").json()["results"]
    assert hits[0]["slug"] == "cnsa"


def test_a_merge_is_undone_as_a_whole(two):
    before = everything()
    done = merge(*two)
    undo(done)
    assert everything() == before
    assert not FormerSlug.objects.exists()
    done.refresh_from_db()
    assert done.undone


def test_older_addresses_go_along_and_come_back(two):
    survivor, merged = two
    merged.slug = "china"
    merged.save()
    done = merge(survivor, merged)
    assert set(FormerSlug.objects.values_list("slug", "current")) == {("china-nsa", "cnsa"), ("china", "cnsa")}
    undo(done)
    assert set(FormerSlug.objects.values_list("slug", "current")) == {("china-nsa", "china")}


def test_what_was_added_after_a_merge_stays_when_it_is_undone(two):
    survivor, merged = two
    done = merge(survivor, merged)
    another_transaction()
    make_agreement("three", parties=["cnes", "cnsa"])
    Event.objects.update(place="Beijing")
    undo(done)
    assert {party.agreement.slug for party in survivor.parties.all()} == {"one", "three"}
    assert Event.objects.get().place == "Beijing"
    assert Agency.objects.get(slug="china-nsa").parties.get().agreement.slug == "two"


def test_a_value_that_changed_after_a_merge_keeps_it_from_being_undone(two):
    survivor, merged = two
    done = merge(survivor, merged, ["name"])
    another_transaction()
    Agency.objects.filter(pk=survivor.pk).update(name="Another name")
    with pytest.raises(Conflict):
        undo(done)
    assert Agency.objects.get(pk=survivor.pk).name == "Another name"
    assert not Agency.objects.filter(slug="china-nsa").exists()


def test_a_field_is_taken_where_it_is_chosen_or_missing():
    survivor = make_mission("a", name="Alpha", summary="")
    merged = make_mission("b", name="Beta", summary="Said of it")
    merge(survivor, merged)
    survivor.refresh_from_db()
    assert (survivor.name, survivor.summary) == ("Alpha", "Said of it")
    merge(survivor, make_mission("c", name="Gamma"), ["name"])
    survivor.refresh_from_db()
    assert survivor.name == "Gamma"
    assert Mission.objects.count() == 1


def test_two_agreements_become_one_with_two_parties_and_no_relation_to_itself():
    one = make_agreement("one", parties=["BE", "RU"], acts={"signed": "2000-12-20"})
    two = make_agreement("two", parties=["BE", "RU"], acts={"entered_into_force": "2002"})
    Party.objects.create(agreement=two, agency=make_agency("cnes"), role=PartyRole.IMPLEMENTING)
    Relation.objects.create(agreement=two, other=one, kind="supplements", said_by="editor")
    before = everything()
    done = merge(one, two)
    one = Agreement.objects.get()
    assert sorted(one.parties.values_list("role", flat=True)) == ["implementing", "party", "party"]
    assert {event.kind for event in one.events.all()} == {"signed", "entered_into_force"}
    assert not Relation.objects.exists()
    undo(done)
    assert everything() == before


@pytest.mark.many
@pytest.mark.parametrize("sides", [["government-fr", "government-be"], ["FR", "government-be"], ["cnes", "belspo"]])
def test_the_citations_of_a_party_go_to_the_party_of_its_country(sides):
    for code, body in (("BE", "belspo"), ("FR", "cnes")):
        make_agency(f"government-{code.lower()}", kind="government", country=code)
        make_agency(body, country=code)
    one, two = make_agreement("one", parties=["BE", "FR"]), make_agreement("two", parties=sides)
    for party in two.parties.all():
        cite(party, phrase=f"of {party.agency.country.name}")
    before = everything()
    done = merge(one, two)
    assert {party.agency.slug: party.citations.get().phrase for party in one.parties.all()} == {
        "state-of-be": "of Belgium",
        "state-of-fr": "of France",
    }
    undo(done)
    assert everything() == before


def test_what_the_very_same_part_lacks_is_filled_and_a_citation_supports_what_both_did():
    one, two = make_agreement("one"), make_agreement("two")
    mine = one.provisions.create(topic="liability", says="yes")
    theirs = two.provisions.create(topic="liability", says="no", summary="Each bears its own.")
    cite(mine, make_source(), "each bears", "says")
    cite(theirs, make_source(), "each bears", "summary")
    before = everything()
    done = merge(one, two)
    told = one.provisions.get()
    assert (told.says, told.summary) == ("yes", "Each bears its own.")
    assert told.citations.get().fields == ["says", "summary"]
    undo(done)
    assert everything() == before


def test_what_both_agreements_are_called_is_one_designation_with_the_citations_of_both():
    one = make_agreement("one", form="treaty")
    two = make_agreement("two", form="treaty", binding="binding")
    make_agreement("three", form="treaty")
    cite(one.designations.get(), phrase="a treaty")
    cite(two.designations.get(), phrase="a binding treaty")
    third = Agreement.objects.get(slug="three")
    cite(third.designations.get(), phrase="their treaty")
    before = everything()
    done = [merge(one, two), merge(one, third)]
    assert {str(told): told.citations.count() for told in one.designations.all()} == {
        "treaty": 2,
        "treaty, binding": 1,
    }
    for merged in reversed(done):
        undo(merged)
    assert everything() == before


def test_two_parties_of_one_agreement_are_two():
    make_agreement("one", parties=["cnes", "csa"])
    cnes, csa = Agency.objects.get(slug="cnes"), Agency.objects.get(slug="csa")
    with pytest.raises(ValidationError, match="Both are parties"):
        merge(cnes, csa)
    assert Party.objects.count() == 2


def test_a_parent_merged_into_its_child_leaves_no_circle():
    parent = make_agency("parent")
    child = make_agency("child", parent=parent)
    merge(child, parent)
    child.refresh_from_db()
    assert child.parent is None


def test_a_merge_of_what_is_gone_meanwhile_and_a_second_undoing_are_refused(two):
    done = merge(*two)
    with pytest.raises(ValidationError, match="was deleted"):
        merge(two[0], Agency(pk=done.pk + 100_000, slug="gone", name="Gone"))
    another_transaction()
    undo(done)
    before = everything()
    with pytest.raises(ValidationError, match="already undone"):
        undo(done)
    assert everything() == before


def test_identifiers_go_along_and_what_both_have_stays_once_with_all_citations():
    survivor, merged = make_agreement("one"), make_agreement("two")
    identify(survivor, "tias", "12927")
    cite(identify(merged, "tias", "12927"), phrase="TIAS 12927")
    identify(merged, "unts", "23267")
    assert "identifier: TIAS 12927" in plan(survivor, merged).twins
    merge(survivor, merged)
    assert [str(identifier) for identifier in survivor.identifiers.all()] == ["TIAS 12927", "UNTS 23267"]
    assert Citation.objects.get(phrase="TIAS 12927").identifier == Identifier.objects.get(scheme="tias")
