"""Matching by the API: a list of names in, candidates with reasons out; what is not understood is refused."""

import json

import pytest

from opendata.keys import keys_of
from opendata.shapes.answers import Matches
from tests.factories import make_agency, make_agreement, make_country
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
HERE = "/api/v1/match/"


@pytest.fixture(autouse=True)
@made_once
def partners():
    make_agency("dlr", name="German Aerospace Center", acronym="DLR", country=make_country("DE", name="Germany"))
    make_agency("iran", name="Iranian Space Agency", acronym="ISA", country="IR")
    make_agency("israel", name="Israel Space Agency", acronym="ISA", country=make_country("IL", name="Israel"))
    make_agreement("be-fr", parties=["BE", "FR"], title="Treaty on the use of space")


def match(client, *names, status=200):
    response = client.post(HERE, json.dumps(names), content_type="application/json")
    assert response.status_code == status, response.content
    return response.json()["results"] if status == 200 else response.json()["detail"]


def test_each_name_is_answered_in_its_place_with_a_reason(client):
    known, open_, unknown = match(client, {"name": "DLR (Germany)"}, {"name": "ISA"}, {"name": "xyzzy"})
    assert known["note"] == "“DLR (Germany)” is taken for German Aerospace Center (DLR)."
    assert known["candidates"][0] == {
        "kind": "agency",
        "slug": "dlr",
        "name": "German Aerospace Center (DLR)",
        "score": 100,
        "match": True,
        "matched_by": "name_and_more",
        "matched_name": "DLR Germany",
        "reason": "Name with acronym or country: “DLR Germany”",
        "differs": [],
        "url": "http://testserver/api/v1/agencies/dlr/",
        "html_url": "http://testserver/agencies/dlr/",
    }
    assert [one["match"] for one in open_["candidates"]] == [False, False]
    assert open_["note"].startswith("“ISA” may be Iranian Space Agency (ISA) or Israel Space Agency (ISA): give")
    assert unknown["candidates"] == []


def test_kind_and_country_decide(client):
    [told] = match(client, {"name": "ISA", "country": "Israel", "kind": "agency"})
    assert (told["candidates"][0]["slug"], told["candidates"][0]["match"]) == ("israel", True)
    assert (told["kind"], told["country"]) == ("agency", "Israel")
    [told] = match(client, {"name": "Treaty on the use of space", "country": "DE"})
    assert (told["candidates"][0]["match"], told["candidates"][0]["differs"]) == (False, ["country"])


def test_the_answer_has_the_shape_that_the_schema_tells(client):
    [told] = match(client, {"name": "DLR"})
    shape = keys_of(Matches)["results"]
    assert set(told) == set(shape)
    assert set(told["candidates"][0]) == set(shape["candidates"])
    operation = client.get("/api/v1/schema/?format=json").json()["paths"][HERE]["post"]
    assert operation["tags"] == ["match"]
    assert "requestBody" in operation


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"name": "DLR"}, "“body” is not understood: give a list."),
        (["DLR"], "“0” is not understood: give an object."),
        ([{"kind": "agency"}], "“0.name” is not understood: give a text."),
        ([{"name": "DLR"}, {"name": 1}], "“1.name” is not understood: give a text."),
        ([{"name": "DLR", "type": "agency"}], "Unknown key “type” in “0”: use name, kind or country."),
        ([{"name": "DLR", "kind": "agncy"}], "“agncy” is not a kind to match: use country, agency,"),
        ([{"name": "DLR", "country": ["DE"]}], "“0.country” is not understood: give a text."),
        ([{"name": "DLR"}] * 51, "“body” has 51 entries; the limit is 50"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(client, body, words):
    response = client.post(HERE, json.dumps(body), content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert words in response.json()["detail"]


@pytest.mark.parametrize("body", ["", "{", "\xff", "[" * 20_000])
def test_what_is_no_json_is_refused(client, body):
    response = client.post(HERE, body, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_a_form_and_another_method_are_refused(client):
    assert client.post(HERE, {"name": "DLR"}).status_code == 415
    assert client.get(HERE).status_code == 405
    assert client.post(f"{HERE}?a=b", "[]", content_type="application/json").status_code == 400


def test_pages_of_other_sites_may_send_json(client):
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
    response = client.options(HERE, headers={**asked, "Access-Control-Request-Headers": "content-type"})
    assert "POST" in response["Access-Control-Allow-Methods"]
    assert "content-type" in response["Access-Control-Allow-Headers"]


def test_reasons_and_refusals_are_told_in_the_language_wished_for(client):
    def ask(*names):
        body = json.dumps(names)
        return client.post(HERE, body, content_type="application/json", headers={"accept-language": "fr"}).json()

    [told] = ask({"name": "DLR"})["results"]
    assert told["note"].replace("\xa0", " ") == "« DLR » désigne German Aerospace Center (DLR)."
    assert told["candidates"][0]["reason"].replace("\xa0", " ") == "Sigle : « DLR »"
    assert ask("DLR")["detail"].replace("\xa0", " ") == "« 0 » n'est pas compris : indiquez un objet."
