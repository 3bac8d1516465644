"""The citations of the API: of each record of a list its statements, with the words of the sources."""

import pytest

from tests.factories import cite, make_agreement, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited():
    source = make_source("release")
    for slug, parties in (("one", ("BE", "FR")), ("other", ("JP", "FR"))):
        agreement = make_agreement(slug, parties=parties, acts={"signed": "2001-05"})
        for party in agreement.parties.all():
            cite(party, source, f"with {party.agency.name}")
        cite(agreement.events.get(), source, "signed in May", "date")
    return source


def test_records_are_chosen_by_the_filters_of_their_list(client, cited):
    answer = client.get("/api/v1/citations/?party=BE").json()
    assert (answer["count"], [record["slug"] for record in answer["results"]]) == (1, ["one"])
    told = [(one["record"], one["fact"], one["value"], one["quote"]) for one in answer["results"][0]["statements"]]
    assert ("date", "2001-05", "signed in May") in [statement[1:] for statement in told]
    party = answer["results"][0]["statements"][0]
    assert (party["fact"], party["details"], party["source"]) == ("party", {"role": "party"}, "release")
    events = client.get("/api/v1/citations/?list=events&agreement=other").json()["results"]
    assert [one["fact"] for one in events[0]["statements"]] == ["date"]


def test_a_walk_goes_through_all_records(client, cited):
    first = client.get("/api/v1/citations/?cursor=&page_size=1").json()
    second = client.get(first["next"]).json()
    assert {first["results"][0]["slug"], second["results"][0]["slug"]} == {"one", "other"}
    assert second["next"] is None


@pytest.mark.many
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("list=pages", "“pages” is not a list with citations"),
        ("list=sources", "use agreements, agencies"),
        ("partys=BE", "Did you mean “party”?"),
        ("page=9", "There is no page 9"),
    ],
)
def test_what_is_not_understood_is_refused(client, cited, query, words):
    refused = client.get(f"/api/v1/citations/?{query}")
    assert refused.status_code == 400
    assert words in refused.content.decode()
