"""Countries, and the states that are called like them, in the language that is written now."""

import pytest
from django.utils.translation import override

from catalogue.country_names import country_name, with_country_names
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
BELGIUM = {"code": "BE", "name": "Belgium"}


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("DE", "Germany", "Allemagne"),
        ("CD", "Democratic Republic of the Congo", "République démocratique du Congo"),
        ("VA", "Holy See (Vatican City State)", "Saint-Siège (État de la Cité du Vatican)"),
        ("SUHH", "Soviet Union", "Union soviétique"),
        ("PCHH", "Pacific Islands (trust territory)", "Pacific Islands (trust territory)"),
    ],
)
def test_a_country_has_a_name_in_each_language(code, english, french):
    assert country_name(code, english) == english
    with override("fr"):
        assert country_name(code, english) == french


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({**BELGIUM, "names": [{"name": "Kingdom of Belgium"}]}, "Belgique"),
        ({"slug": "be", "name": "Belgium", "kind": "state", "country": BELGIUM}, "Belgique"),
        ({"slug": "be", "name": "Belgium", "country": "BE"}, "Belgique"),
        ({"slug": "belgian-government", "name": "Belgian Government", "country": dict(BELGIUM)}, "Belgian Government"),
        ({"slug": "belgium", "name": "Belgium"}, "Belgium"),
    ],
)
def test_states_are_named_as_their_countries_and_nothing_else_is(part, name):
    assert with_country_names({"parties": [dict(part)]}) == {"parties": [part]}
    with override("fr"):
        assert with_country_names({"parties": [dict(part)]})["parties"][0]["name"] == name


def test_pages_tables_and_the_api_name_countries_in_their_language(client):
    make_agreement("be-ru", parties=["BE", "RU"])
    assert "Belgique" in client.get("/fr/countries/be/").content.decode()
    assert "Belgique" not in client.get("/countries/be/").content.decode()
    assert b"Russie" in client.get("/fr/agreements.csv").getvalue()
    api = client.get("/api/v1/countries/BE/", headers={"accept-language": "fr"})
    assert api.json()["name"] == "Belgique"
