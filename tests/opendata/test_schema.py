"""Requests generated from the whole OpenAPI schema: no answer outside of it, and never a server error."""

import json
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pghistory
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings
from rest_framework.serializers import CharField, ListSerializer, Serializer
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import spacecoop.api
from agencies.models import AgencyName, Position
from agreements.models import AreaLabel, AreaMatch, MissionRole
from opendata import api, search, viewsets
from opendata.api import LISTS
from opendata.citations import OF
from opendata.schema import SchemaGenerator
from opendata.shapes import agreements, answers, events, parts, records, status
from opendata.shapes.records import SHAPES
from spacecoop.filters import takes_several
from spacecoop.languages import in_original_language
from tests.catalogue.samples import generate
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_event,
    make_mission,
    make_person,
    make_relation,
    make_source,
)

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


@pytest.fixture(scope="module")
@in_original_language  # a test before may have asked in another
def described():
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_valid_and_names_every_filter(described):
    validate_schema(described)
    parameters = described["paths"]["/api/v1/agreements/"]["get"]["parameters"]
    assert {"party", "status", "status_on", "action", "from", "page_size", "expand"} <= {p["name"] for p in parameters}


def test_the_schema_has_an_array_for_each_filter_that_takes_several_values(described):
    parameters = described["paths"]["/api/v1/agreements/"]["get"]["parameters"]
    arrays = {p["name"] for p in parameters if p["schema"]["type"] == "array"}
    filters = LISTS["agreements"].filterset_class.base_filters
    several = {name for name, chosen in filters.items() if takes_several(chosen.field)}
    assert {"party", "group", "source"} <= several == arrays


@pytest.mark.parametrize("name", OF)
def test_the_schema_of_citations_names_the_filters_of_each_list(described, name):
    parameters = described["paths"]["/api/v1/citations/"]["get"]["parameters"]
    named = [parameter["name"] for parameter in parameters]
    assert {*LISTS[name].filterset_class.base_filters, "list", "cursor"} <= set(named)
    assert len(named) == len(set(named))


@pytest.mark.thorough
def test_the_schema_is_made_by_many_at_once_who_are_the_first(described, monkeypatch):
    for extension in OpenApiSerializerFieldExtension._registry:
        monkeypatch.setattr(extension, "target_class", f"not_installed.{extension.__name__}")
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda _: SchemaGenerator().get_schema(request=None, public=True), range(6)))
    assert made == [described] * 6


def test_every_operation_has_a_summary_and_a_tag(described):
    tags = {tag["name"] for tag in described["tags"]}
    operations = [operation for methods in described["paths"].values() for operation in methods.values()]
    assert len({operation["summary"] for operation in operations}) == len(operations) == 21
    assert {tag for operation in operations for tag in operation["tags"]} == tags
    assert described["servers"]
    assert described["info"]["license"]["name"] == "CC BY 4.0"
    for operation in operations:
        assert all(parameter["description"] for parameter in operation["parameters"]), operation["operationId"]


def test_every_key_is_described(described):
    for name, component in described["components"]["schemas"].items():
        assert component["description"], name
        for key, value in component["properties"].items():
            assert value.get("description"), f"{name}.{key}"


def test_nothing_that_is_written_for_programmers_is_published(described):
    text = json.dumps(described)
    for module in (agreements, answers, events, parts, records, status, viewsets, api, search, spacecoop.api):
        for thing in vars(module).values():
            is_ours = isinstance(thing, type) and thing.__module__.startswith(("opendata.", "spacecoop."))
            if is_ours and thing.__doc__ and not issubclass(thing, Serializer):
                assert thing.__doc__.splitlines()[0] not in text, thing


@pytest.mark.many
@pytest.mark.parametrize("name", LISTS)
def test_an_answer_has_the_keys_that_the_schema_names_and_no_others(client, name):
    generate(Random(1957))  # noqa: S311
    make_everything()
    row_shape, shape = SHAPES[LISTS[name].kind]
    rows = client.get(f"/api/v1/{name}/?page_size=100").json()["results"]
    assert rows
    for row in rows:
        hold_to(row_shape(), row, name)
        hold_to(shape(), client.get(row["url"]).json(), name)


@pytest.mark.thorough
def test_other_answers_have_the_keys_that_the_schema_names(client):
    generate(Random(1957))  # noqa: S311
    hold_to(answers.Between(), client.get("/api/v1/between/be/fr/").json(), "between")
    hold_to(answers.Search(), client.get("/api/v1/search/?q=belgium").json(), "search")
    with pghistory.context(reason="an edit"):
        make_source("gone").delete()
    hold_to(answers.Changes(), client.get("/api/v1/changes/?page_size=1000").json(), "changes")
    for path in ("agreements/?spam=1", "agreements/none/", "search/", "changes/?since_revision=1000000"):
        hold_to(answers.Problem(), client.get(f"/api/v1/{path}").json(), path)


def hold_to(shape, value, path):
    """Check a value against a shape: its keys both ways, and each value by the field."""
    if isinstance(shape, ListSerializer):
        for part in value:
            hold_to(shape.child, part, path)
    elif isinstance(shape, Serializer):
        needed = {name for name, field in shape.fields.items() if field.required}
        assert needed <= set(value) <= set(shape.fields), (path, set(value) ^ set(shape.fields))
        for name, part in value.items():
            field = shape.fields[name]
            assert part is not None or field.allow_null, f"{path}.{name}"
            if part is not None:
                hold_to(field, part, f"{path}.{name}")
    elif isinstance(shape, CharField):
        assert isinstance(value, str), path  # an empty text may stand for a summary that nobody has written
    else:
        shape.run_validation(value)


def make_everything():
    """Add to what `generate` makes a record with each part that it leaves out."""
    source = make_source("one", published="2001-01-15")
    cnes = make_agency("cnes")
    agreement = make_agreement("whole", acts={"signed": "2000-12-20", "expiry_announced": "2030"}, missions=["odissea"])
    make_relation("whole", "renews", "a0")
    meeting = make_event("meeting", agreement=agreement, date="2001", place="Paris")
    position = Position.objects.create(person=make_person(), agency=cnes, title="President", as_of="2021-01-20")
    facts = [
        cnes,
        position,
        agreement,
        meeting,
        AgencyName.objects.create(agency=cnes, name="Centre national", language="fr"),
        AreaLabel.objects.create(area=make_area("astronomy"), label="astronomie", language="fr"),
        MissionRole.objects.create(mission=make_mission("odissea"), agency=cnes, role="provided_vehicle"),
        agreement.missions.get(),
        meeting.agencies.create(agency=cnes, role="participant"),
        meeting.people.create(person=make_person(), role="participant"),
        meeting.missions.create(mission=make_mission("odissea")),
        meeting.areas.create(area=make_area("astronomy")),
    ]
    for fact in facts:
        cite(fact, source)
    AreaMatch.objects.create(area=make_area("astronomy"), scheme="unesco", address="http://x.org/y", closeness="exact")


def test_no_request_meets_an_answer_outside_of_the_schema(api_schema):
    operations = [operation.ok() for operation in api_schema.get_all_operations()]
    assert len(operations) >= 16

    for operation in operations:

        @settings(database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def conforms(case):
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        conforms()


NONSENSE = {
    "unknown name": "agreements/?spam=1",
    "wrong type": "agreements/?page=one",
    "huge page": "agreements/?page=99999999999999999999",
    "huge page size": "agreements/?page_size=1000000",
    "bad EDTF": "agreements/?from=1997/1990",
    "NUL byte": "agreements/?q=%00",
    "NUL byte in a name": "agreements/?party=%00",
    "NUL byte in a date": "agreements/?from=%00",
    "NUL byte in a choice": "agreements/?form=%00",
    "long query": "agreements/?q=" + "x" * 10_000,
    "long party": "agreements/?party=" + "x" * 10_000,
    "long date": "agreements/?from=" + "9" * 10_000,
    "bad cursor": "agreements/?cursor=%FF",
    "bad UTF-8": "agreements/?form=%C3%28",
    "bad day": "agreements/?status_on=2021-02-30",
    "unknown key": "agreements/?fields=spam",
    "time before the year 1": "agreements/?updated_since=0001-01-01T00:00:00%2B23:59",
    "time after the year 9999": "agreements/?updated_since=9999-12-31T23:59:59-23:59",
}


@pytest.mark.many
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
