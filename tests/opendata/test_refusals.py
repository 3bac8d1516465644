"""What programs are told when they get no answer: problem details, whatever they asked for."""

import pytest
from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["x", "v1/x/", "%0Ax", "v1/%0D%0Ax/", "v1/agreements/%00/", "v1/agreements/%FF/"])
def test_an_unknown_address_of_the_api_is_told_as_a_problem(client, path):
    response = client.get(f"/api/{path}", follow=True)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_the_documentation_refuses_as_the_api_does(client):
    response = client.get("/api/?format=x")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("slug", ["a%00b", "a%0Ab", "%C3%A9"])
def test_no_slug_breaks_the_headers_of_an_answer(client, slug):
    response = client.options(f"/api/v1/sources/{slug}/")
    assert response.status_code == 200
    assert f"</sources/{slug}.csv>".lower() in response["Link"].lower()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "bib", "ris", "csl.json", "jsonld", "ttl", "atom"])
def test_an_export_that_fails_with_its_first_records_is_told_as_a_problem(client, monkeypatch, suffix):
    """Later it is too late: the answer has begun, and is broken off."""

    def fail(kind, keys):
        raise OperationalError("canceling statement due to statement timeout") from QueryCanceled()

    make_agreement("a")
    monkeypatch.setattr("opendata.exports.selection.texts_of", fail)
    monkeypatch.setattr("opendata.feeds.bodies", fail)
    client.raise_request_exception = False
    response = client.get(f"/agreements.{suffix}")
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert not connection.in_atomic_block
