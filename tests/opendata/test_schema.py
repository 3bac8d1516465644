"""Requests generated from the whole OpenAPI schema: no answer outside of it, and never a server error."""

from random import Random

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.catalogue.test_doors import generate

# Not among them: whether every value that the schema allows is taken. It cannot say which agencies there are.
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
pytestmark = pytest.mark.django_db


@pytest.fixture
def api_schema(db, static_files):
    from spacecoop.wsgi import application  # not before the static files that it serves are there

    generate(Random(1957))  # noqa: S311
    # As Django's own test client does: the requests share the connection of the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_request_meets_an_answer_outside_of_the_schema(api_schema):
    operations = [operation.ok() for operation in api_schema.get_all_operations()]
    assert len(operations) >= 16

    for operation in operations:

        @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def conforms(case):
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        conforms()


NONSENSE = {
    "unknown name": "agreements/?spam=1",
    "wrong type": "agreements/?page=one",
    "huge page": "agreements/?page=99999999999999999999",
    "huge page size": "agreements/?page_size=1000000",
    "bad EDTF": "agreements/?signed_in=1997/1990",
    "NUL byte": "agreements/?q=%00",
    "NUL byte in a name": "agreements/?party=%00",
    "NUL byte in a date": "agreements/?signed_in=%00",
    "NUL byte in a choice": "agreements/?kind=%00",
    "long query": "agreements/?q=" + "x" * 10_000,
    "long party": "agreements/?party=" + "x" * 10_000,
    "long date": "agreements/?signed_in=" + "9" * 10_000,
    "bad cursor": "agreements/?cursor=%FF",
    "bad UTF-8": "agreements/?kind=%C3%28",
    "bad day": "agreements/?on=2021-02-30",
    "unknown key": "agreements/?fields=spam",
}


@pytest.mark.parametrize("path", NONSENSE.values(), ids=NONSENSE.keys())
@pytest.mark.parametrize("door", ["/api/v1/{}", "/{}"])
def test_nonsense_meets_a_400_that_helps(client, path, door):
    if door == "/{}":
        path = path.replace("agreements/", "agreements.csv", 1)
        if "page" in path or "cursor" in path or "fields" in path:
            path = "agreements.csv?spam=1"  # an export has no pages: any of these is an unknown name there
    response = client.get(door.format(path))
    assert response.status_code == 400, response.content[:300]
    problem = response.json()
    assert problem["errors"][0]["parameter"]
    assert len(problem["detail"]) > 10
    assert len(response.content) < 4000
