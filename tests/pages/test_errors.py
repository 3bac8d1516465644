"""What is answered when the database is away or takes too long, and when we made a mistake: to people and programs."""

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue.renderer import standing_now
from spacecoop.api import door
from spacecoop.limits import limit
from spacecoop.urls import handler400, handler404, handler500
from spacecoop.urls import urlpatterns as of_the_site
from tests.factories import make_agreement

PAGES = ["/", "/agreements/", "/between/be/fr/", "/about/"]
FOR_PROGRAMS = ["/api/v1/agreements/", "/api/v1/schema/", "/agreements.csv", "/agreements.svg", "/changes.atom"]


def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def slow(request):
    return HttpResponse(ask("SELECT pg_sleep(2)"))


def broken(request):
    return HttpResponse(1 / 0)


def seconds_allowed(request):
    return HttpResponse(ask("SHOW statement_timeout"))


class Slow(APIView):
    def get(self, request):
        return Response(ask("SELECT pg_sleep(2)"))


class Broken(APIView):
    def get(self, request):
        return Response(1 / 0)


urlpatterns = [
    path("slow/", slow),
    path("api/slow/", Slow.as_view()),
    path("slow.csv", door(slow)),
    path("broken/", broken),
    path("api/broken/", Broken.as_view()),
    path("broken.csv", door(broken)),
    path("seconds/", seconds_allowed),
    *of_the_site,
]
__all__ = ["handler400", "handler404", "handler500"]


@pytest.mark.django_db
def test_a_wrong_address_outside_of_the_public_pages_renders_nothing(client):
    make_agreement("a")
    assert client.get("/dates/read/a").status_code == 404
    assert standing_now().edition is None


@pytest.fixture(autouse=True)
def _of_this_file(settings, client):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    yield
    limit(0)  # the next test has the same connection


def is_told(response, status, *words):
    """Return the media type of an answer, once it was checked that it says what is the matter and is kept nowhere."""
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    assert response.has_header("Permissions-Policy")
    text = response.content.decode()
    assert all(word in text for word in words), text
    return response["Content-Type"].partition(";")[0]


@pytest.mark.many
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "kind"),
    [("/slow/", "text/html"), ("/api/slow/", "application/problem+json"), ("/slow.csv", "application/problem+json")],
)
def test_a_question_that_takes_too_long_is_told_so(client, settings, address, kind):
    settings.STATEMENT_TIMEOUT = 0.1
    response = client.get(address)
    assert is_told(response, 503, "took too long", "Use more filters") == kind
    assert response["Retry-After"] == "30"


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_only_who_is_not_logged_in_has_a_limit(client, settings):
    settings.STATEMENT_TIMEOUT = 7
    assert client.get("/seconds/").text == "7s"
    client.cookies["sessionid"] = "made-up"
    assert client.get("/seconds/").text == "7s"
    client.force_login(User.objects.create_user("curator"))
    assert client.get("/seconds/").text == "0"
    client.logout()
    assert client.get("/seconds/").text == "7s"
    settings.STATEMENT_TIMEOUT = 0
    assert client.get("/seconds/?no=limit").text == "0"


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_a_limit_costs_nothing_once_it_is_set(client, django_assert_num_queries):
    client.get("/seconds/?x=1")
    with django_assert_num_queries(2):  # the edition, and what the view asks
        client.get("/seconds/?x=2")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_tells_that_the_database_is_away(client, no_database, address):
    response = client.get(address)
    assert is_told(response, 503, "temporarily unavailable", "<h1>") == "text/html"
    assert response["Retry-After"] == "30"


@pytest.mark.django_db
@pytest.mark.parametrize("address", FOR_PROGRAMS)
def test_programs_are_told_that_the_database_is_away(client, no_database, address):
    response = client.get(address)
    assert is_told(response, 503, "temporarily unavailable") == "application/problem+json"
    assert response["Retry-After"] == "30"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_asked_once(client, no_database):
    client.get("/agreements/")
    assert len(no_database) == 1


@pytest.mark.django_db
def test_the_health_check_says_itself_that_the_database_is_away(client, no_database):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "database unavailable"})


@pytest.fixture
def no_database(client, monkeypatch):
    """Let every connection fail; the fixture is the list of attempts."""
    attempts = []

    def refuse(wrapper):
        attempts.append(wrapper)
        raise OperationalError("connection timeout expired")

    wrapper = connections["default"]
    monkeypatch.setattr(wrapper, "connection", None)
    monkeypatch.setattr(type(wrapper), "ensure_connection", refuse)
    return attempts


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/broken/", "text/html"),
        ("/api/broken/", "application/problem+json"),
        ("/broken.csv", "application/problem+json"),
    ],
)
def test_a_mistake_of_ours_is_told_in_the_form_that_the_asker_reads(client, address, kind):
    assert is_told(client.get(address), 500, "has been logged") == kind


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "kind"), [("/agreements/", "text/html"), ("/api/v1/", "application/problem+json")])
def test_a_host_that_is_not_ours_is_refused_in_that_form(client, address, kind):
    assert is_told(client.get(address, SERVER_NAME="evil.example"), 400, "refused") == kind
    assert client.get(address).status_code == 200
