"""Answers hold as long as the revision, the day and the code; nobody gets an old one or somebody else's."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from agreements.models import Agreement
from spacecoop.settings import _cache
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
PATHS = ["/api/v1/agreements/", "/agreements/", "/agreements/a/"]


@pytest.fixture(autouse=True)
def agreement():
    with transaction.atomic():
        return make_agreement("a", title="As it was")


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_answer_is_a_304_that_costs_one_query(client, path, django_assert_num_queries):
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        response = client.get(path, headers={"If-None-Match": tag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == tag


@pytest.mark.parametrize("path", PATHS)
def test_a_repeated_question_is_answered_from_the_cache_with_all_its_headers(client, path, django_assert_num_queries):
    first = client.get(path)
    with django_assert_num_queries(1):
        second = client.get(path)
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["Content-Type"] == first["Content-Type"]


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
    monkeypatch.setattr("spacecoop.caching.timezone.now", lambda: tomorrow)
    assert client.get("/agreements/a/", headers={"If-None-Match": before}).status_code == 200


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
