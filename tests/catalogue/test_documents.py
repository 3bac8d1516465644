"""What a document follows where its sources differ: what a curator prefers, else what is best sourced."""

import pytest

from agreements.models import Designation, Title
from catalogue.agreement_documents import STATEMENTS, best_first, formal_title_of, is_only_planned, type_of
from tests.factories import cite, document_of, make_agreement, make_event


def told(standing=None, citations=0, **said):
    return {"standing": standing, "citations": [{}] * citations, **said}


def called(form, function=None, binding=None, **more):
    return told(form=form, function=function, binding=binding, **more)


def test_what_is_preferred_comes_first_then_what_is_cited_most_then_what_was_entered_first():
    entered = [told("known_wrong", 9), told(None, 1), told(None, 2), told("preferred"), told(None, 2)]
    assert best_first(entered) == [entered[3], entered[2], entered[4], entered[1]]


@pytest.mark.parametrize(
    ("designations", "expected"),
    [
        ([], (None, None, None)),
        ([called("treaty", standing="known_wrong", citations=3)], (None, None, None)),
        ([called("agreement"), called("treaty")], ("agreement", None, None)),
        ([called("agreement"), called("treaty", citations=1)], ("treaty", None, None)),
        ([called("agreement", standing="preferred"), called("treaty", citations=1)], ("agreement", None, None)),
        # A source that says more completes the one that is followed.
        (
            [called("agreement", "framework", binding="binding"), called("treaty", citations=1)],
            ("treaty", "framework", "binding"),
        ),
    ],
)
def test_form_function_and_binding_are_each_of_the_best_designation_that_states_them(designations, expected):
    assert tuple(type_of(designations).values()) == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ([], None),
        ([told(title="Accord", language="fr", citations=2), told(title="Agreement", language="en")], "Agreement"),
        ([told("preferred", title="Accord", language="fr"), told(title="Agreement", language="en")], "Accord"),
        ([told(title="Accord", language="fr"), told(title="Abkommen", language="de", citations=1)], "Abkommen"),
        ([told("known_wrong", title="Agreement", language="en"), told(title="Accord", language="fr")], "Accord"),
    ],
)
def test_the_official_title_is_one_in_english_unless_another_is_preferred(titles, expected):
    assert formal_title_of(titles) == expected


@pytest.mark.django_db
def test_a_document_tells_all_designations_and_titles_and_follows_the_best():
    agreement = make_agreement("one", form="agreement", formal_title="On balloons")
    treaty = Designation.objects.create(agreement=agreement, form="treaty", binding="binding")
    Title.objects.create(agreement=agreement, text="Des ballons", language="fr")
    cite(treaty, None, "a binding treaty", "form", "binding")
    body = document_of("agreement", "one")
    assert (body["form"], body["function"], body["binding"]) == ("treaty", None, "binding")
    assert [one["form"] for one in body["designations"]] == ["agreement", "treaty"]
    assert body["designations"][1]["citations"][0]["supports"] == ["form", "binding"]
    assert (body["formal_title"], len(body["titles"])) == ("On balloons", 2)


def stated(events=(), citations=(), **statements):
    """Return an agreement with events so reported, and with statements whose citations are so reported."""
    told = {name: [{"citations": [{"reported_as": how} for how in statements.get(name, ())]}] for name in STATEMENTS}
    events = [{"reported_as": how, "standing": None, "citations": [{"reported_as": None}]} for how in events]
    return {**told, "events": events, "citations": [{"reported_as": how} for how in citations]}


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        (stated(), False),  # nothing is stated at all
        (stated(["planned"]), True),
        (stated(["planned", "announced", "discussed", "claimed"], parties=["planned"], areas=["claimed"]), True),
        (stated(parties=["announced"], missions=["planned"]), True),
        (stated(["planned", "took_place"]), False),
        (stated(["planned", "ongoing"]), False),
        (stated(["planned"], parties=["planned", None]), False),
        (stated(["planned"], citations=[None]), False),
        (stated(citations=["discussed"]), True),
    ],
)
def test_an_agreement_is_only_planned_where_nothing_is_stated_as_a_fact(agreement, expected):
    assert is_only_planned(agreement) is expected


def test_what_is_known_to_be_wrong_makes_no_fact():
    agreement = stated(["planned", "took_place"])
    agreement["events"][1]["standing"] = "known_wrong"
    assert is_only_planned(agreement)


@pytest.mark.django_db
def test_every_door_tells_that_an_agreement_is_only_planned(client):
    make_event(kind="signed", modality="planned", date="2090", agreement=make_agreement("plan"))
    make_agreement("fact", acts={"signed": "2001"})
    answer = client.get("/api/v1/agreements/?fields=slug,only_planned,status.code&order=title").json()["results"]
    assert answer == [
        {"slug": "fact", "only_planned": False, "status": {"code": "signed"}},
        {"slug": "plan", "only_planned": True, "status": {"code": "not_yet_signed"}},
    ]
    assert client.get("/api/v1/agreements/plan/").json()["only_planned"] is True
    for asked, slug in (("yes", "plan"), ("no", "fact")):
        found = client.get(f"/api/v1/agreements/?only_planned={asked}").json()["results"]
        assert [row["slug"] for row in found] == [slug]
    assert client.get("/agreements/").content.decode().count("only planned</span>") == 1
    assert "only planned</span>" in client.get("/agreements/plan/").content.decode()
    assert "only planned</span>" not in client.get("/agreements/fact/").content.decode()
