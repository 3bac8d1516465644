"""The exports: every list and record in every form, and the same set as the API's."""

import json

import bibtexparser
import icalendar
import pytest
import rispy
from rdflib import Graph
from rdflib.namespace import SDO

from opendata.api import LISTS
from opendata.exports.formats import FORMATS, formats_of
from spacecoop.models import Revision
from tests.factories import make_country
from tests.opendata.exports.files import RECORDS, lines, parser, read, row, rows, sheet

pytestmark = pytest.mark.django_db
PAIRS = [(kind, form.suffix) for kind in LISTS for form in formats_of(kind)]
FILTERS = [
    "",
    "?party=BE",
    "?party=BE&party=RU",
    "?form=memorandum_of_understanding",
    "?action=signed&from=2000&to=2000",
    "?not_stated=signed",
    "?area=astronomy",
    "?q=belgium",
    "?q=belgum russia",
    "?q=nothing-of-the-kind",
]


# Every door is open


@pytest.mark.many
@pytest.mark.parametrize(("kind", "suffix"), PAIRS)
def test_every_list_and_record_is_had_in_every_form(client, records, kind, suffix):
    for path in (f"/{kind}.{suffix}", f"/{kind}/{RECORDS[kind]}.{suffix}"):
        response = client.get(path)
        content = b"".join(response.streaming_content)
        assert response.status_code == 200
        assert response["Content-Type"] == FORMATS[suffix].media_type
        assert len(content) > 50
        if FORMATS[suffix].name_file:
            name = path.rpartition("/")[2].removesuffix(f".{suffix}")
            revision = Revision.current()
            assert response["Content-Disposition"] == f'attachment; filename="{name}-r{revision}.{suffix}"'


@pytest.mark.many
@pytest.mark.parametrize(("kind", "suffix"), PAIRS)
def test_every_door_refuses_what_it_does_not_know(client, records, kind, suffix):
    for path in (f"/{kind}.{suffix}?ordre=name", f"/{kind}/{RECORDS[kind]}.{suffix}?ordre=name"):
        response = client.get(path)
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["errors"][0]["parameter"] == "ordre"
    assert client.get(f"/{kind}.{suffix}?ordre=name").json()["errors"][0]["suggestion"] == "order"
    wrong = client.get(f"/{kind}.{suffix}?order=sideways")
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["parameter"] == "order"


@pytest.mark.many
@pytest.mark.parametrize(("kind", "suffix"), PAIRS)
def test_an_empty_list_is_a_whole_file(client, kind, suffix):
    content = read(client, f"/{kind}.{suffix}")
    if suffix in ("json", "csl.json", "jsonld"):
        json.loads(content)
    if suffix == "ttl":
        Graph().parse(data=content.decode(), format="turtle")
    if suffix == "ics":
        assert icalendar.Calendar.from_ical(content).walk("VEVENT") == []


def test_what_is_not_there_is_said_in_problem_details(client, records):
    for path, words in {
        "/agreements/nope.csv": "There is no agreement “nope”",
        "/countries/zz.csv": "There is no country “zz”",
        "/agreements.docx": "Formats: .csv, .xlsx",
        "/agencies.bib": "There is no format .bib of agencies",
        "/dump/spacecoop-r1.zip": "/dump/ leads to it",
    }.items():
        response = client.get(path)
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
        assert words in response.json()["detail"]
    assert client.post("/agreements.csv").status_code == 405


def test_a_renamed_record_leads_on(client, records):
    records.slug = "belgium-russia"
    records.save()
    response = client.get("/agreements/be-ru.csv?status_on=2001-01-01")
    assert response.status_code == 308
    assert response["Location"] == "/agreements/belgium-russia.csv?status_on=2001-01-01"


# The same set as the API's


@pytest.mark.many
@pytest.mark.parametrize("query", FILTERS)
def test_every_form_of_a_list_holds_what_the_api_counts(client, records, query):
    answer = client.get(f"/api/v1/agreements/{query}").json()
    slugs = [one["slug"] for one in answer["results"]]
    assert [one["slug"] for one in rows(client, f"/agreements.csv{query}")] == slugs
    assert [one["slug"] for one in lines(client, f"/agreements.jsonl{query}")] == slugs
    assert [one["slug"] for one in json.loads(read(client, f"/agreements.json{query}"))] == slugs
    assert [one[0].value for one in list(sheet(client, f"/agreements.xlsx{query}").worksheets[0])[1:]] == slugs
    assert [one["id"] for one in json.loads(read(client, f"/agreements.csl.json{query}"))] == slugs
    assert [one["id"] for one in rispy.loads(read(client, f"/agreements.ris{query}").decode())] == slugs
    bib = bibtexparser.loads(read(client, f"/agreements.bib{query}").decode(), parser())
    assert [one["ID"] for one in bib.entries] == slugs
    graph = Graph().parse(data=read(client, f"/agreements.ttl{query}").decode(), format="turtle")
    assert {str(one).split("/")[-2] for one in graph.subjects(SDO.license)} == set(slugs)
    assert read(client, f"/agreements.atom{query}").count(b"<entry>") == answer["count"]


@pytest.mark.many
@pytest.mark.parametrize("kind", LISTS)
def test_a_line_of_json_is_what_the_api_says(client, records, kind):
    found = client.get(f"/api/v1/{kind}/").json()["results"]
    for line, listed in zip(lines(client, f"/{kind}.jsonl"), found, strict=True):
        assert line == client.get(listed["url"]).json()
    slug = RECORDS[kind]
    record = client.get(f"/api/v1/{kind}/{slug}/").json()
    assert lines(client, f"/{kind}/{slug}.jsonl") == [record]
    assert json.loads(read(client, f"/{kind}/{slug}.json")) == record


def test_json_of_a_list_is_one_array_however_many_batches_it_takes(client, records, monkeypatch):
    whole = lines(client, "/events.jsonl")
    for batch in (1, 2, 200):
        monkeypatch.setattr("opendata.exports.selection.BATCH", batch)
        assert json.loads(read(client, "/events.json")) == whole
    assert read(client, "/events.json?q=nothing-of-the-kind") == b"[]\n"


def test_the_day_of_the_status_is_that_which_is_asked_for(client, records):
    [before] = rows(client, "/agreements/be-ru.csv?status_on=1999-01-01")
    assert (before["status"], before["status_on"]) == ("not_yet_signed", "1999-01-01")
    assert row(client, "/agreements.csv?status_on=2001-01-01", "be-ru")["status"] == "signed"
    assert client.get("/agreements/be-ru.csv?status_on=yesterday").status_code == 400


def test_other_sites_may_read_the_exports(client, records):
    for path in ("/agreements.csv", "/agreements/be-ru.jsonld", "/agreements.csl.json", "/events.ics"):
        assert client.get(path, headers={"Origin": "https://other.example"})["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/agreements/", headers={"Origin": "https://other.example"})


def test_a_country_of_no_list_is_found_in_any_case(client):
    make_country("BE")
    assert rows(client, "/countries/BE.csv") == rows(client, "/countries/be.csv")
