"""What programs meet beside the records: headers, limits, other sites' pages, refusals in their language."""

import json
from http.client import HTTPConnection

import pytest

from opendata.answers import RELATED
from opendata.api import LISTS
from opendata.exports.formats import formats_of
from spacecoop import limits
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_event,
    make_mission,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db
ORIGIN = {"Origin": "https://elsewhere.example"}


@pytest.fixture
def agreement():
    agreement = make_agreement("be-ru", areas=["astronomy"], missions=["spot"], acts={"signed": "2000"})
    cite(agreement, make_source("a-source"))
    return agreement


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_the_answer_to_a_head_is_its_headers_alone(live_server, agreement):
    """Asked of a real server: a length of 0 would be that of an empty file, and a body would be the next answer."""
    exports = [f"/{name}.{form.suffix}" for name in LISTS for form in formats_of(name)]
    connection = HTTPConnection(live_server.thread.host, live_server.thread.port)
    for path in [*exports, "/changes.atom", "/watch.ics", "/api/v1/agreements/", "/api/v1/schema/"]:
        connection.request("HEAD", path)
        answer = connection.getresponse()
        assert answer.status == 200, path
        assert answer.read() == b"", path
        assert answer.getheader("Content-Length") != "0", path
        assert answer.getheader("ETag"), path
    connection.close()


@pytest.mark.many
@pytest.mark.parametrize("path", ["/api/v1/agreements/", "/agreements.csv", "/agreements.jsonl"])
def test_a_page_of_another_site_may_ask_again_and_read_what_is_said_beside(client, agreement, path):
    asked = {**ORIGIN, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    assert "if-none-match" in client.options(path, headers=asked)["Access-Control-Allow-Headers"]
    exposed = client.get(path, headers=ORIGIN)["Access-Control-Expose-Headers"].split(", ")
    assert {"Content-Disposition", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After"} <= {*exposed}


def test_every_answer_that_counts_says_how_much_is_left_kept_ones_too(client, agreement, monkeypatch):
    monkeypatch.setattr(limits.QUESTIONS, "most", 10)
    monkeypatch.setattr(limits.QUESTIONS, "seconds", 3600)
    for asked, left in [("/api/v1/agreements/", 9), ("/api/v1/agreements/", 9), ("/agreements.csv", 8)]:
        response = client.get(asked)
        assert response["RateLimit-Policy"] == '"questions";q=10;w=3600'
        assert response["RateLimit"].startswith(f'"questions";r={left};t=')
    assert "RateLimit" not in client.get("/agreements/")
    for number in range(10):
        response = client.get(f"/api/v1/agreements/?page_size={number + 1}")
    assert response.status_code == 429
    assert response["RateLimit"].startswith('"questions";r=0;t=')


@pytest.mark.many
@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/", "/api/v1/agreements/", "/api/v1/agreements/be-ru/", "/api/v1/search/?q=belgium"),
        *("/api/v1/between/be/fr/", "/api/v1/citations/", "/api/v1/schema/"),
        "/api/v1/agreements/?as_recorded_on=2020-01-01",
    ],
)
def test_every_answer_of_the_api_has_a_tag_and_is_not_sent_twice(client, agreement, path):
    tag = client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_record_leads_to_its_lists_and_they_have_records(client, agreement):
    cnes, person = make_agency("cnes", country="FR"), make_person()
    meeting = make_event("meeting", date="2001", agreement=agreement)
    for part, other in (("agencies", {"agency": cnes}), ("people", {"person": person})):
        getattr(meeting, part).create(**other, role="participant")
    meeting.areas.create(area=make_area("astronomy"))
    meeting.missions.create(mission=make_mission("spot"))
    cite(meeting, make_source("a-source"))
    make_area("stars", broader=make_area("astronomy"))
    assert RELATED.keys() == {viewset.kind for viewset in LISTS.values()}
    for path in ("agreements/be-ru", "countries/be", "areas/astronomy", "missions/spot", "sources/a-source"):
        lists = client.get(f"/api/v1/{path}/").json()["related"]
        assert lists, path
        for name, address in lists.items():
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert answer.json()["count"] or (path, name) == ("countries/be", "missions"), address
    events = client.get("/api/v1/agencies/cnes/").json()["related"]["events"]
    assert client.get(events).json()["results"][0]["slug"] == "meeting"
    assert client.get("/api/v1/events/meeting/").json()["related"] == {}
    assert "related" not in client.get("/api/v1/agreements/").json()["results"][0]
    [line] = client.get("/agencies/cnes.jsonl").getvalue().splitlines()
    assert json.loads(line)["related"]["agreements"] == "http://testserver/api/v1/agreements/?agency=cnes"


@pytest.mark.many
@pytest.mark.parametrize("key", ["citations", "citations,events.people"])
def test_citations_are_left_out_wherever_they_are_nested(client, agreement, key):
    whole = client.get("/api/v1/agreements/be-ru/").content
    assert whole.count(b'"citations":[') > 3
    without = client.get(f"/api/v1/agreements/be-ru/?omit={key}")
    assert b'"citations":[' not in without.content
    assert without.json()["counts"]["citations"] == 1
    row = client.get(f"/api/v1/agreements/?expand=parties,events,designations&omit={key}")
    assert b'"citations":[' not in row.content


@pytest.mark.many
@pytest.mark.parametrize(
    ("path", "status"),
    [("search/?q=x", 406), ("agreements/", 406), ("agreements/be-ru/", 406), ("schema/", 406), ("between/be/ru/", 406)],
)
def test_what_there_is_not_is_told_with_what_there_is(client, agreement, path, status):
    response = client.get(f"/api/v1/{path}", headers={"Accept": "image/tiff"})
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert "can be had as application/" in response.json()["detail"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/api/v1/agreements/?x=1", "Requête incorrecte"),
        ("/api/v1/agreements/none/", "Introuvable"),
        ("/fr/agreements.csv?x=1", "Requête incorrecte"),
        ("/fr/agreements.docx", "Introuvable"),
    ],
)
def test_a_problem_is_titled_in_the_language_that_is_asked_for(client, path, title):
    answer = client.get(path, headers={"Accept-Language": "fr"})
    assert answer.json()["title"] == title
    assert answer.json()["type"] == "about:blank"


def test_a_problem_in_english_keeps_its_title(client):
    assert client.get("/api/v1/agreements/none/").json()["title"] == "Not Found"
    assert client.post("/api/v1/agreements/").json()["title"] == "Method Not Allowed"


def test_what_is_named_for_ever_is_named_by_the_settings(client, agreement, settings):
    make_event("a-plan", modality="planned", date="2031")
    settings.ALLOWED_HOSTS = ["*"]
    for public, name in (("", "spacecoop"), ("space.example:8443", "space.example")):
        settings.PUBLIC_HOST = public
        for host in ("one.example", "two.example"):
            assert f"<id>tag:{name},2026:" in client.get("/agreements.atom", headers={"host": host}).getvalue().decode()
            calendar = client.get("/events.ics", headers={"host": host}).getvalue().decode().replace("\r\n ", "")
            assert f"@{name}\r\n" in calendar
            assert f"@{host}" not in calendar
