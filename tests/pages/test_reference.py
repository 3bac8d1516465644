"""The reference of the API and the data dictionary: all of the schema, in the frame of the site, without script."""

import re

import pytest

from opendata.schema import TAGS, SchemaGenerator
from tests.pages.answers import page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def described():
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_reference_names_every_operation_by_tag_with_its_parameters_and_keys(client, described):
    html = page(client, "/api/")
    assert re.findall(r'<h2 id="(\w+)"', html) == [tag["name"] for tag in TAGS]
    told = [(path, *one) for path, methods in described["paths"].items() for one in methods.items()]
    for path, method, operation in told:
        _, _, own = html.partition(f'<h3 id="{operation["operationId"]}">')
        own = own.partition("<h3")[0]
        assert operation["summary"] in own
        assert f"{method.upper()} {path}" in own
        for parameter in operation["parameters"]:
            assert f"<code>{parameter['name']}</code>" in own, parameter["name"]
    assert "ISO 3166-1 alpha-2" in text_of(html)


def test_the_dictionary_tells_every_key_of_every_shape(client, described):
    html = page(client, "/api/fields/")
    for name, shape in described["components"]["schemas"].items():
        _, _, own = html.partition(f'<h2 id="{name}">')
        own = own.partition("</section>")[0]
        for key, value in shape["properties"].items():
            assert f"<code>{key}</code>" in own, f"{name}.{key}"
            about = " ".join(value["description"].partition("\n\n* ")[0].replace("`", " ").split())
            assert about.split(" ")[0] in text_of(own)


def test_every_link_between_shapes_and_to_an_example_leads_somewhere(client):
    html = page(client, "/api/")
    fields = page(client, "/api/fields/")
    for name in {*re.findall(r'href="/api/fields/#(\w+)"', html + fields), *re.findall(r'href="#(\w+)"', fields)}:
        assert f'id="{name}"' in fields, name
    assert 'href="/api/v1/agreements/?party=BE&amp;party=RU&amp;status_on=2022-03-01"' in html
    assert "<code>/api/v1/agreements/?partty=BE</code>" in html  # it is refused, as an example


def test_values_of_a_key_are_told_with_their_meaning(client):
    told = text_of(page(client, "/api/fields/"))
    assert "not_yet_signed not yet signed" in told
    assert "list of PartyLine" in told
    assert "day or null" in told


def test_it_reads_and_does_nothing_else(client):
    assert client.post("/api/").status_code == 405
    assert client.options("/api/fields/").status_code == 405
