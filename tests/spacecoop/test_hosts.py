"""What the site calls itself, whatever a visitor's Host header says."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.test import Client

from opendata.answers import Answers
from opendata.exports.formats import formats_of
from spacecoop.hosts import own_host
from spacecoop.models import Revision
from tests.factories import cite, make_agreement, make_event, make_source

INVENTED = {"Host": "testserver:1"}
DOORS = [
    *(f"/agreements{slug}.{form.suffix}" for slug in ("", "/a") for form in formats_of("agreements")),
    *("/events.ics", "/watch.ics", "/changes.atom", "/dump/spacecoop-r{revision}.zip"),
    *("/agreements/a.svg", "/between/be/ru.svg", "/network.svg"),
    *("/api/v1/agreements/?page_size=1", "/api/v1/agreements/a/", "/api/v1/agencies/", "/api/v1/events/"),
    *("/api/v1/between/BE/RU/", "/api/v1/search/?q=agreement"),
    *("/", "/agreements/", "/agreements/a/", "/between/be/ru/", "/network/", "/watch/", "/agreements/none/"),
    "/.well-known/security.txt",
]


@pytest.fixture
def agreements(settings):
    settings.CONTACT = "mailto:security@spacecoop.example"
    source = make_source("a-source")
    for slug in "ab":
        cite(make_agreement(slug, parties=["BE", "RU"], acts={"signed": "2000-12-20"}), source)
    make_event("a-plan", modality="planned", date="2031")


def told(response):
    """Return all that an answer says, also within an archive."""
    content = response.getvalue()
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content


@pytest.mark.django_db
def test_an_invented_port_stands_in_no_answer(client, agreements):
    revision = Revision.current()
    answers = {door: told(client.get(door.format(revision=revision), headers=INVENTED)) for door in DOORS}
    assert [door for door, answer in answers.items() if b"testserver:1" in answer] == []
    # Statements name records by their place on the site.
    named = {door: answer for door, answer in answers.items() if not door.endswith(".statements.csv")}
    assert [door for door, answer in named.items() if b"testserver" not in answer] == []


@pytest.mark.thorough
@pytest.mark.django_db
def test_an_invented_port_stands_on_no_picture(client, agreements):
    pictures = []
    for headers in ({"Host": "testserver:80"}, INVENTED):
        cache.clear()
        pictures.append(client.get("/agreements/a.png", headers=headers).content)
    assert pictures[0] == pictures[1]


@pytest.mark.django_db
def test_all_hosts_share_a_kept_answer_where_one_is_the_public_one(client, agreements, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["spacecoop.example", "other.example"]
    settings.PUBLIC_HOST, settings.BEHIND_PROXY = "spacecoop.example", True
    path = "/api/v1/agreements/a/"
    first = client.get(path, headers={"Host": "other.example:1"})
    assert first.json()["url"] == f"http://spacecoop.example{path}"
    monkeypatch.setattr(Answers, "completed", None)  # whoever made it anew would fail
    assert client.get(path, headers={"Host": "spacecoop.example"}).content == first.content


@pytest.mark.django_db
def test_a_refused_host_stays_refused_where_another_is_the_public_one(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.PUBLIC_HOST = "testserver"
    refused = client.get("/", headers={"Host": "other.example"})
    assert refused.status_code == 400
    assert refused.has_header("Content-Security-Policy")


@pytest.mark.parametrize(
    ("asked", "public", "is_behind_proxy", "own"),
    [
        ("127.0.0.1:8000", "", False, "127.0.0.1:8000"),
        ("LocalHost.:8000", "", False, "localhost:8000"),
        ("[::1]:8000", "", False, "[::1]:8000"),
        ("[::1]:1", "", False, "[::1]:8000"),
        ("localhost:1", "", False, "localhost:8000"),
        ("localhost:1", "", True, "localhost"),
        ("localhost", "", False, "localhost"),
        ("localhost", "spacecoop.example", False, "spacecoop.example"),
        ("localhost:8000", "spacecoop.example", False, "spacecoop.example:8000"),
        ("localhost:8000", "[2001:db8::1]", False, "[2001:db8::1]:8000"),
        ("localhost:8000", "spacecoop.example", True, "spacecoop.example"),
        ("localhost:8000", "spacecoop.example:8443", False, "spacecoop.example:8443"),
        ("localhost", "spacecoop.example:8443", True, "spacecoop.example:8443"),
    ],
)
def test_the_site_is_called_by_its_public_host_and_a_port_that_it_listens_on(
    rf, settings, asked, public, is_behind_proxy, own
):
    settings.ALLOWED_HOSTS, settings.PUBLIC_HOST = ["127.0.0.1", "localhost", "[::1]"], public
    settings.BEHIND_PROXY = is_behind_proxy
    assert own_host(rf.get("/", headers={"Host": asked}, SERVER_PORT="8000")) == own


@pytest.mark.django_db
def test_a_form_is_taken_from_another_port_through_which_the_site_is_reached():
    client = Client(enforce_csrf_checks=True, headers={"Host": "testserver:9000"})
    client.get("/admin/login/")
    typed = {"username": "a", "password": "b", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    for port, status in ((9000, 200), (9001, 403)):
        answer = client.post("/admin/login/", typed, headers={"Origin": f"http://testserver:{port}"})
        assert answer.status_code == status


@pytest.mark.django_db
def test_an_invented_port_stands_in_no_answer_to_what_is_posted(client, agreements):
    headers = {**INVENTED, "accept": "application/json, text/event-stream"}
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    asked["params"] = {"name": "get", "arguments": {"kind": "agreement", "slug": "a"}}
    for path, body in (("/api/v1/match/", [{"name": "Agreement a"}]), ("/mcp", asked)):
        answer = client.post(path, body, content_type="application/json", headers=headers).content
        assert b"/agreements/a/" in answer
        assert b"testserver:1/" not in answer
