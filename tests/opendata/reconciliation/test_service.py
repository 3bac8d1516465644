"""The reconciliation service: its manifest, candidates, suggestions, previews, data extension, and what it refuses."""

import json
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from agencies.models import AgencyName, Succession
from agreements.entering import enter
from catalogue.matching import KINDS
from catalogue.properties import PROPERTIES
from opendata.reconciliation.messages import MOST_NAMES
from spacecoop import limits
from spacecoop.allowances import Allowance
from spacecoop.models import FormerSlug
from tests.factories import make_agency, make_agreement, make_area, make_country, make_mission
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
HERE = "/reconcile/"


@pytest.fixture(autouse=True)
@made_once
def partners():
    jaxa = make_agency("jaxa", name="Japan Aerospace Exploration Agency", acronym="JAXA", country="JP")
    nasda = make_agency("nasda", name="National Space Development Agency", acronym="NASDA", country="JP")
    enter(Succession(earlier=nasda, later=jaxa, kind="merged_into", date="2003-10-01"))
    make_agency("iran", name="Iranian Space Agency", acronym="ISA", country="IR")
    make_agency("israel", name="Israel Space Agency", acronym="ISA", country=make_country("IL", name="Israel"))
    roscosmos = make_agency("roscosmos", name="Roscosmos", country="RU", summary="The space corporation of Russia.")
    enter(AgencyName(agency=roscosmos, name="Roskosmos", language="de"))
    make_mission("spot", name="SPOT")
    make_area("astronomy", name="Astronomy")
    make_agreement("be-ru", parties=["BE", "RU"], acts={"signed": "2000-12-20"}, areas=["astronomy"])


def asked(client, status=200, method="post", **parameters):
    """Return what the service answers; `parameters` are sent as JSON in a form, or in the address."""
    told = {name: json.dumps(value) for name, value in parameters.items()}
    response = getattr(client, method)(HERE, told)
    assert response.status_code == status, response.content
    return response.json()


def best(client, query):
    found = asked(client, queries={"q0": query})["q0"]["result"]
    return found and (found[0]["id"], found[0]["match"])


def test_the_manifest_names_addresses_that_answer(client):
    manifest = client.get(HERE).json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "http://testserver/"
    assert manifest["batchSize"] == MOST_NAMES
    assert [one["id"] for one in manifest["defaultTypes"]] == list(KINDS)
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert client.get(template.replace("{{id}}", quote("agencies/jaxa", safe=""))).status_code in (200, 302)
    services = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    for service in services:
        assert client.get(service["service_url"] + service["service_path"], {"prefix": "a"}).status_code == 200
    assert b"".join(client.get(manifest["logo"].replace("http://testserver", "")).streaming_content)


def test_a_batch_is_answered_alike_by_get_and_by_post(client):
    batch = {"q0": {"query": "Roskosmos", "type": "agency", "type_strict": "should"}, "q1": {"query": "xyzzy"}}
    answer = asked(client, queries=batch)
    assert answer == asked(client, method="get", queries=batch)
    assert answer["q1"] == {"result": []}
    assert answer["q0"]["result"][0] == {
        "id": "agencies/roscosmos",
        "name": "Roscosmos",
        "description": "space agency, Russia – Name in another language: “Roskosmos”",
        "type": [{"id": "agency", "name": "Organisation"}],
        "score": 100,
        "match": True,
        "features": [
            {"id": "name_is_the_same", "value": True},
            {"id": "score_of_name", "value": 100},
            {"id": "differing_properties", "value": 0},
        ],
    }


@pytest.mark.parametrize("value", ["Israel", "IL", {"id": "countries/il", "name": "Israel"}, ["nowhere", "Israel"]])
def test_properties_decide_between_namesakes(client, value):
    assert best(client, {"query": "ISA", "type": "agency"})[1] is False
    query = {"query": "ISA", "type": ["agency"], "properties": [{"pid": "country", "v": value}]}
    assert best(client, query) == ("agencies/israel", True)


def test_a_query_without_a_name_is_asked_by_what_names_a_record(client):
    assert best(client, {"properties": [{"pid": "acronym", "v": "NASDA"}]}) == ("agencies/nasda", True)


def test_an_identifier_leads_to_its_record(client):
    assert best(client, {"query": "agencies/jaxa"}) == ("agencies/jaxa", True)


def test_no_more_candidates_than_asked_for(client):
    answer = asked(client, queries={"q0": {"query": "Space Agency", "limit": 1}, "q1": {"query": "Space Agency"}})
    assert [len(one["result"]) for one in answer.values()] == [1, 3]


def test_values_are_told_as_they_are_stated_and_nothing_is_filled_in(client):
    properties = [{"id": name} for name in ("acronym", "country", "successors", "signed", "parties", "founded")]
    ids = ["agencies/nasda", "agreements/be-ru", "missions/none"]
    answer = asked(client, extend={"ids": ids, "properties": properties})
    assert answer == asked(client, method="get", extend={"ids": ids, "properties": properties})
    assert answer["meta"][0] == {"id": "acronym", "name": "Acronym"}
    assert answer["meta"][1] == {"id": "country", "name": "Country", "type": {"id": "country", "name": "Country"}}
    nasda, agreement, nothing = (answer["rows"][one] for one in ids)
    assert nasda["acronym"] == [{"str": "NASDA"}]
    assert nasda["successors"] == [{"id": "agencies/jaxa", "name": "Japan Aerospace Exploration Agency"}]
    assert nasda["founded"] == []
    assert agreement["signed"] == [{"str": "2000-12-20"}]
    assert [one["id"] for one in agreement["country"]] == ["countries/be", "countries/ru"]
    assert nothing == {name: [] for name in nasda}


def test_every_property_can_be_fetched_and_is_proposed(client):
    for kind, known in PROPERTIES.items():
        proposed = client.get(f"{HERE}properties/", {"type": kind}).json()
        assert [one["id"] for one in proposed["properties"]] == list(known)
        answer = asked(client, extend={"ids": ["agencies/jaxa"], "properties": [{"id": name} for name in known]})
        assert [one["id"] for one in answer["meta"]] == list(known)
    assert client.get(f"{HERE}properties/", {"type": "agency", "limit": "2"}).json()["limit"] == 2


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("entity/?prefix=jap", ["countries/jp", "agencies/jaxa"]),
        ("entity/?prefix=agencies/jaxa", ["agencies/jaxa"]),
        ("entity/?prefix=isa&cursor=1&type=agency", ["agencies/israel"]),
        ("entity/?prefix=", []),
        ("entity/?prefix=xyzzy&callback=x", []),
        ("type/?prefix=org", ["agency"]),
        ("type/?prefix=", list(KINDS)),
        ("property/?prefix=acro", ["acronym"]),
        ("property/?prefix=country&type=agency", ["country"]),
    ],
)
def test_what_is_typed_is_completed(client, address, ids):
    make_country("JP", name="Japan")
    found = client.get(f"{HERE}suggest/{address}").json()["result"]
    assert [one["id"] for one in found if one["id"] != "countries/jp"] == [one for one in ids if one != "countries/jp"]
    assert all(one["name"] for one in found)


def test_only_the_preview_may_stand_in_a_frame_of_another_site(client):
    response = client.get(f"{HERE}preview/?id=agencies/roscosmos")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert not response.has_header("X-Frame-Options")
    assert "The space corporation of Russia." in response.content.decode()
    for other in (HERE, "/agencies/roscosmos/", f"{HERE}suggest/entity/?prefix=a"):
        response = client.get(other)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("record", ["areas/astronomy", "missions/spot", "countries/be", "agreements/be-ru"])
def test_every_kind_has_a_preview_and_a_page(client, record):
    assert client.get(f"{HERE}preview/?id={record}").status_code == 200
    assert client.get(f"{HERE}view/?id={record}")["Location"] == f"/{record}/"


def test_a_record_that_moved_is_previewed_where_it_is(client):
    FormerSlug.objects.create(kind="agency", slug="old", current="jaxa")
    assert client.get(f"{HERE}view/?id=agencies/old")["Location"] == "/agencies/jaxa/"


@pytest.mark.parametrize("identifier", ["", "jaxa", "agencies/nobody", "people/x", "agencies/a%00b", "agencies/a/b"])
def test_an_identifier_of_nothing_is_not_found(client, identifier):
    for name in ("preview", "view"):
        response = client.get(f"{HERE}{name}/?id={identifier}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.many
@pytest.mark.parametrize(
    ("queries", "words"),
    [
        ([], "“queries” is not understood: give an object."),
        ({"q0": "ESA"}, "“queries.q0” is not understood: give an object."),
        ({"q0": {}}, "“queries.q0” asks nothing: give in “query” a name."),
        ({"q0": {"query": 1}}, "“queries.q0.query” is not understood: give a text."),
        ({"q0": {"query": "a", "typ": "agency"}}, "Unknown key “typ” in “queries.q0”: use query, type,"),
        ({"q0": {"query": "a", "type": "agencies"}}, "There is no type “agencies”: use country, agency,"),
        ({"q0": {"query": "a", "type": "agncy"}}, "Did you mean “agency”?"),
        ({"q0": {"query": "a", "type": [["agency"]]}}, "“queries.q0.type” is not understood: give a text."),
        ({"q0": {"query": "a", "properties": [{"pid": {}, "v": "x"}]}}, "“queries.q0.properties.0.pid” is not"),
        ({"q0": {"query": "a", "limit": 0}}, "“queries.q0.limit” is not understood: give a whole number from 1 to 25."),
        ({"q0": {"query": "a", "properties": [{"pid": "land", "v": "x"}]}}, "There is no property “land” of country,"),
        ({"q0": {"query": "a", "properties": [{"pid": "country"}]}}, "“queries.q0.properties.0.v” is not understood"),
        ({str(one): {"query": "a"} for one in range(51)}, "“queries” has 51 entries; the limit is 50"),
    ],
)
def test_a_query_that_is_not_understood_is_refused_with_its_place(client, queries, words):
    assert words in asked(client, status=400, queries=queries)["detail"]


@pytest.mark.parametrize(
    ("extend", "words"),
    [
        ({"ids": ["agencies/x"]}, "“extend.properties” is not understood: give a list."),
        ({"ids": ["cnes"], "properties": []}, "“cnes” is no identifier: use one such as agencies/cnes."),
        ({"ids": [], "properties": [{"id": ["acronym"]}]}, "“extend.properties” is not understood: give a text."),
        ({"ids": [], "properties": [{"id": "acronim"}]}, "Did you mean “acronym”?"),
        ({"ids": ["agencies/x"] * 101, "properties": []}, "“extend.ids” has 101 entries; the limit is 100"),
    ],
)
def test_an_extension_that_is_not_understood_is_refused(client, extend, words):
    assert words in asked(client, status=400, extend=extend)["detail"]


@pytest.mark.parametrize("text", ["", "{", "[" * 3000, "\x00", "NaN"])
def test_what_is_no_json_is_refused(client, text):
    for method in ("get", "post"):
        response = getattr(client, method)(HERE, {"queries": text})
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert client.post(HERE).status_code == 400


def test_the_address_is_as_good_without_its_last_slash(client):
    assert client.get("/reconcile").json()["versions"] == ["0.2"]
    answer = client.post("/reconcile", {"queries": json.dumps({"q0": {"query": "JAXA"}})}, headers={"origin": "a://b"})
    assert answer.json()["q0"]["result"][0]["id"] == "agencies/jaxa"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/reconciled").status_code == 404


def test_pages_of_other_sites_may_ask_and_nobody_needs_a_token(db):
    strict = Client(enforce_csrf_checks=True, headers={"Origin": "http://127.0.0.1:3333"})
    response = strict.post(HERE, {"queries": json.dumps({"q0": {"query": "JAXA"}})})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_can_be_changed(client, method):
    assert getattr(client, method)(HERE).status_code == 405
    assert client.post(f"{HERE}suggest/entity/").status_code == 405
    assert client.post("/api/v1/agencies/").status_code == 405


def test_whoever_asks_too_much_waits(client, monkeypatch):
    monkeypatch.setattr(limits, "QUESTIONS", Allowance("questions", 12, 60))
    query = urlencode({"queries": json.dumps({"q0": {"query": "JAXA"}})})
    statuses = [client.post(HERE, query, content_type="application/x-www-form-urlencoded").status_code for _ in "123"]
    assert statuses == [200, 200, 429]
