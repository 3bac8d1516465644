"""What every answer says to browsers, whoever makes it: a view, the cache, an error."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils import timezone

from spacecoop.headers import HeadersMiddleware
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
SHARED = ["/api/v1/agreements/", "/api/", "/agreements.csv", "/agreements/a.json", "/agreements.svg", "/agreements.png"]
OURS = ["/", "/agreements/", "/agreements/a/", "/agreements/none/", "/healthz", "/search/suggest/?q=a", "/admin/login/"]


@pytest.fixture(autouse=True)
def agreement():
    return make_agreement("a")


@pytest.mark.many
@pytest.mark.parametrize("path", [*SHARED, *OURS])
def test_an_answer_allows_a_page_nothing_of_the_browser(client, path):
    features = client.get(path)["Permissions-Policy"].split(", ")
    assert "camera=()" in features
    assert all(feature.endswith("=()") for feature in features)


@pytest.mark.many
@pytest.mark.parametrize("path", SHARED)
def test_other_sites_may_show_what_they_may_read(client, path):
    response = client.get(path, headers={"Origin": "https://other.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.many
@pytest.mark.parametrize("path", OURS)
def test_other_sites_show_none_of_our_pages(client, path):
    response = client.get(path, headers={"Origin": "https://other.example"})
    assert not response.has_header("Access-Control-Allow-Origin")
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_kept_answer_and_a_304_have_the_headers_too(client):
    tag = client.get("/agreements/")["ETag"]
    for response in (client.get("/agreements/"), client.get("/agreements/", headers={"If-None-Match": tag})):
        assert response.has_header("Permissions-Policy")
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.many
@pytest.mark.parametrize("path", [*SHARED, *OURS, "/static/site.css"])
def test_no_address_answers_trace(client, path):
    assert client.trace(path).status_code == 405


def test_the_answer_to_a_head_tells_its_length_and_has_no_content(rf):
    response = HeadersMiddleware(lambda request: HttpResponse("content"))(rf.head("/"))
    assert (response.content, response["Content-Length"]) == (b"", "7")


def test_https_is_demanded_for_this_host_alone(client, settings):
    settings.SECURE_HSTS_SECONDS = 60
    assert client.get("/about/", secure=True)["Strict-Transport-Security"] == "max-age=60"


@pytest.mark.many
@pytest.mark.parametrize(
    "path", ["/admin/login/", "/admin/password_change/", "/admin/auth/user/1/password/", "/admin/"]
)
def test_the_desk_stays_in_no_cache(client, path):
    client.force_login(User.objects.create_superuser("curator", password="x"))
    assert "no-store" in client.get(path)["Cache-Control"]


def test_what_was_typed_before_logging_in_again_stays_in_no_cache(client):
    response = client.post("/admin/agreements/agreement/add/", {"title": "What somebody typed"})
    assert "What somebody typed" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_site_that_names_an_address_has_a_security_txt(client, settings):
    settings.CONTACT = "mailto:security@spacecoop.example"
    response = client.get("/.well-known/security.txt")
    told = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert told["Contact"] == "mailto:security@spacecoop.example"
    assert told["Canonical"] == "http://testserver/.well-known/security.txt"
    left = datetime.fromisoformat(told["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)


def test_a_site_that_names_none_has_no_security_txt(client):
    assert client.get("/.well-known/security.txt").status_code == 404
