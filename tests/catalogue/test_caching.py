"""Answers hold as long as the revision, the day and the code; nobody gets an old one or somebody else's."""

import shutil
from datetime import UTC, datetime

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from agreements.models import Agreement
from catalogue import caching, renderer, standbys
from catalogue.caching import OFFERS, offered
from catalogue.renderer import standing_now
from spacecoop.settings import _cache
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
PATHS = ["/api/v1/agreements/", "/agreements/", "/agreements/a/"]


@pytest.fixture(autouse=True)
def agreement():
    with transaction.atomic():
        return make_agreement("a", title="As it was")


@pytest.mark.many
@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_answer_is_a_304_that_costs_one_query(client, path, django_assert_num_queries):
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        response = client.get(path, headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == tag


@pytest.mark.many
@pytest.mark.parametrize("path", PATHS)
def test_a_repeated_question_is_answered_from_the_cache_with_all_its_headers(client, path, django_assert_num_queries):
    first = client.get(path)
    with django_assert_num_queries(1):
        second = client.get(path)
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["Content-Type"] == first["Content-Type"]


@pytest.mark.many
@pytest.mark.parametrize("path", PATHS)
def test_any_change_is_seen_at_once(client, path):
    before = client.get(path)
    Agreement.objects.update(title="As it is")
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "As it is" in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_a_new_day_is_a_new_answer(client, monkeypatch):
    before = client.get("/agreements/a/")["ETag"]
    tomorrow = datetime(2100, 1, 1, tzinfo=UTC)
    monkeypatch.setattr("catalogue.caching.timezone.now", lambda: tomorrow)
    assert client.get("/agreements/a/", headers={"If-None-Match": before}).status_code == 200


@pytest.mark.thorough
def test_two_checkouts_of_one_state_have_the_same_tags(settings, tmp_path):
    here = caching.build.__wrapped__()
    for folder in caching.FOLDERS:
        shutil.copytree(settings.BASE_DIR / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    settings.BASE_DIR = tmp_path
    assert caching.build.__wrapped__() == here
    (tmp_path / "pages" / "home.py").write_text("changed")
    assert caching.build.__wrapped__() != here


def test_a_tag_tells_the_revision_that_its_reader_has_seen(client, rf):
    tag = client.get("/agreements/")["ETag"]
    request = rf.get("/", headers={"if-none-match": f'"other", {tag}, W/"0123456789abcdef-1-20200101"'})
    assert standbys.revision_seen(request) == standing_now().revision


def test_who_is_logged_in_gets_nothing_kept(client, agreement):
    client.get("/agreements/")
    client.force_login(User.objects.create_superuser("curator", password="x"))
    response = client.get("/agreements/")
    assert not response.has_header("ETag")
    assert client.get("/admin/").status_code == 200


def test_errors_are_not_kept(client):
    assert not client.get("/agreements/none/").has_header("ETag")
    assert not client.get("/api/v1/agreements/?x=1").has_header("ETag")
    make_agreement("none")
    assert client.get("/agreements/none/").status_code == 200


@pytest.mark.many
@pytest.mark.parametrize("path", ["/agreements/none/", "/none", "/api/v1/agreements/none/", "/agreements/none.csv"])
def test_the_present_tag_makes_nothing_of_what_is_not_there(client, path):
    present = client.get("/agreements/")["ETag"]
    assert client.get(path, headers={"If-None-Match": present}).status_code == 404
    assert client.get("/api/v1/agreements/?x=1", headers={"If-None-Match": present}).status_code == 400


@pytest.mark.many
@pytest.mark.parametrize("path", [*PATHS, "/agreements.csv", "/agreements/a.svg", "/dump/spacecoop-r{}.zip"])
def test_the_present_tag_is_known_also_where_nothing_was_kept(client, path):
    path = path.format(client.get("/agreements/")["Spacecoop-Revision"])
    tag = client.get(path)["ETag"]
    cache.clear()
    for _ in range(2):
        response = client.get(path, headers={"If-None-Match": tag})
        assert (response.status_code, response.content) == (304, b"")


def test_a_long_answer_is_known_by_its_tag_without_being_kept(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("catalogue.caching.LARGEST_KEPT", 10)
    tag = client.get("/agreements/")["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/agreements/", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/agreements/").status_code == 200


def test_headers_that_strangers_think_of_make_no_answers_to_keep(client, django_assert_num_queries):
    for path in PATHS:
        client.get(path, headers={"Accept": "*/*"})
        for number in range(3):
            with django_assert_num_queries(1):
                assert client.get(path, headers={"Accept": f"*/*;q=0.{number + 1}, x/{number}"}).status_code == 200


@pytest.mark.many
@pytest.mark.parametrize("first", ["application/json", "application/yaml", "*/*"])
def test_an_answer_is_of_the_kind_that_was_asked_for(client, first):
    kinds = ("application/json", "application/yaml", "application/vnd.oai.openapi+json")
    for accept in (first, *kinds):
        answer = client.get("/api/v1/schema/", headers={"Accept": accept})
        assert accept == "*/*" or answer["Content-Type"].startswith(accept)
    assert client.get("/api/v1/agreements/", headers={"Accept": "*/*"}).status_code == 200
    assert client.get("/api/v1/agreements/", headers={"Accept": "text/html"}).status_code == 406


@pytest.mark.many
@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "application/*",
        "application/json",
        "application/json; indent=4",
        "text/html, application/json;q=0.9",
        "application/yaml, */*;q=0.1",
        "application/vnd.oai.openapi+json, application/yaml",
        "text/html",
        "",
        "x",
        ";;",
    ],
)
def test_what_an_accept_header_is_answered_with_is_what_the_framework_chooses(rf, accept):
    request = APIView().initialize_request(rf.get("/", headers={"Accept": accept}))
    for offer, chosen in zip(OFFERS, offered(accept), strict=True):
        renderers = [type("Renderer", (JSONRenderer,), {"media_type": media_type})() for media_type in offer]
        try:
            expected = DefaultContentNegotiation().select_renderer(request, renderers)[0].media_type
        except NotAcceptable:
            expected = None
        assert chosen == expected


def test_answers_of_other_hosts_and_of_other_queries_are_kept_apart(client, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for number in range(3):
        make_agreement(f"n-{number}")
    path = "/api/v1/agreements/?page_size=1"
    assert "one.example" in client.get(path, SERVER_NAME="one.example").json()["next"]
    assert "two.example" in client.get(path, SERVER_NAME="two.example").json()["next"]
    assert client.get(path, SERVER_NAME="three.example").status_code == 400


def test_pages_travel_compressed_where_the_visitor_can_read_that(client):
    packed = client.get("/agreements/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert not client.get("/agreements/").has_header("Content-Encoding")


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_is_opened_again(client):
    client.get("/agreements/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = cursor.fetchone()[0]
    other = psycopg.connect(**connection.get_connection_params())
    other.execute("SELECT pg_terminate_backend(%s)", [process])
    other.close()
    assert client.get("/agreements/?order=title").status_code == 200


def test_a_cache_server_that_is_down_keeps_nobody_from_an_answer(client, settings, caplog):
    settings.CACHES = {"default": _cache("redis://127.0.0.1:9/0")}  # nobody listens there
    for path in PATHS:
        assert client.get(path).status_code == 200
    assert "Exception ignored" in caplog.text


def test_what_cannot_be_rendered_leaves_readers_the_edition_that_there_is(client, agreement, monkeypatch, caplog):
    assert "As it was" in client.get("/agreements/a/").content.decode()
    Agreement.objects.update(title="As it is")

    def fail(kind, record):
        raise ValueError("no document can be made of it")

    with monkeypatch.context() as broken:
        broken.setattr("catalogue.renderer.documents_of", fail)
        assert "As it was" in client.get("/agreements/a/").content.decode()
        assert client.get("/api/v1/agreements/a/").json()["title"] == "As it was"
    assert len([line for line in caplog.records if line.name == "spacecoop.catalogue"]) == 1
    monkeypatch.setattr("catalogue.caching.PAUSE_AFTER_FAILURE", 0)
    client.handler.load_middleware()
    assert "As it is" in client.get("/agreements/a/").content.decode()


def test_what_others_have_rendered_meanwhile_keeps_nobody_from_what_comes_next(client, monkeypatch):
    client.get("/agreements/a/")
    before = standing_now()
    Agreement.objects.update(title="As it is")
    client.get("/agreements/a/")
    with monkeypatch.context() as late:  # asked before, answered after
        late.setattr("catalogue.caching.standing_now", lambda: before)
        assert "As it is" in client.get("/agreements/a/?").content.decode()
    Agreement.objects.update(title="As it came to be")
    assert "As it came to be" in client.get("/agreements/a/").content.decode()


def test_documents_of_other_code_are_read_and_left_to_it(client, agreement, monkeypatch):
    client.get("/agreements/a/")
    Agreement.objects.update(title="As it is")
    monkeypatch.setattr("catalogue.renderer.CODE", "other")
    assert "As it was" in client.get("/agreements/a/").content.decode()


@pytest.fixture
def renderer_is_expected(client, monkeypatch):
    client.get("/agreements/a/")
    monkeypatch.setattr("catalogue.caching.LEFT_SECONDS", 60)


def test_readers_leave_a_change_to_the_renderer(client, renderer_is_expected, monkeypatch):
    Agreement.objects.update(title="As it is")
    assert "As it was" in client.get("/agreements/a/").content.decode()
    renderer.up_to_date()  # and the index is left to it as well
    for path in PATHS:
        assert "As it was" in client.get(path).content.decode()
    monkeypatch.setattr("catalogue.caching.LEFT_SECONDS", 0)
    for path in PATHS:
        assert "As it is" in client.get(path).content.decode()


def test_who_may_have_saved_waits_for_nobody(client, admin_client, renderer_is_expected):
    Agreement.objects.update(title="As it is")
    assert "As it is" in admin_client.get("/agreements/a/").content.decode()


def test_a_save_is_answered_when_readers_can_see_it(client, admin_client, renderer_is_expected):
    Agreement.objects.update(title="As it is")
    admin_client.post("/admin/logout/")  # whatever is sent by who is logged in
    for path in PATHS:
        assert "As it is" in client.get(path).content.decode()


def test_a_save_is_answered_also_where_it_cannot_be_shown(admin_client, renderer_is_expected, monkeypatch, caplog):
    Agreement.objects.update(title="As it is")
    monkeypatch.setattr("catalogue.caching.indexed", lambda present, most: 1 / 0)
    assert admin_client.post("/admin/logout/").status_code == 200
    assert "The documents are not up to date." in caplog.text
