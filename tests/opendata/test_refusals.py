"""What programs are told when they get no answer: problem details, whatever they asked for."""

import pytest
from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.mark.many
@pytest.mark.parametrize("path", ["x", "v1/x/", "%0Ax", "v1/%0D%0Ax/", "v1/agreements/%00/", "v1/agreements/%FF/"])
def test_an_unknown_address_of_the_api_is_told_as_a_problem(client, path):
    response = client.get(f"/api/{path}", follow=True)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_the_documentation_refuses_as_the_api_does(client):
    response = client.get("/api/try/?format=x")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("query", ["lang=fr", "lang=%22%22%22", "version=2"])
def test_the_schema_is_in_one_language_and_of_one_version(client, query):
    response = client.get(f"/api/v1/schema/?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.many
@pytest.mark.parametrize(
    ("query", "french"),
    [
        ("pary=be", "Paramètre inconnu : « pary ». Vouliez-vous dire « party » ?"),
        ("form=treety", "« treety » n'est pas une valeur de « form ». Vouliez-vous dire « treaty » ?"),
        ("only_planned=x", "« x » n'est pas une valeur de « only_planned » : utilisez yes ou no."),
        ("party=nowhere", "Aucun pays ni aucune organisation du nom de « nowhere »."),
        ("from=soon", "« soon » n'est pas compris comme une date. Écrivez, par exemple, 1997, décembre 2021"),
        ("from=03/04/2018", "« 03/04/2018 » peut se lire de deux façons (4 mars 2018 ou 3 avril 2018) : écrivez"),
        ("to=1990&from=2000", "« to » (1990) est antérieur à « from » (2000)"),
        ("status_on=2022-13-01", "« 2022-13-01 » n'est pas un jour : écrivez-le sous la forme 2022-03-01."),
        ("identifier=isni:1", "« 1 » n'est pas un identifiant de « International Standard Name Identifier »."),
        ("page=9", "Il n'y a pas de page 9 : la dernière est la 1."),
        ("page_size=0", "« 0 » n'est pas compris : indiquez un nombre entier de 1 à 100."),
    ],
)
def test_a_request_is_refused_in_the_language_wished_for(client, query, french):
    response = client.get(f"/api/v1/agreements/?{query}", headers={"accept-language": "fr"})
    assert response.status_code == 400
    detail = response.json()["detail"].replace("\xa0", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert detail.startswith(french)


@pytest.mark.many
@pytest.mark.parametrize("slug", ["a%00b", "a%0Ab", "%C3%A9"])
def test_no_slug_breaks_the_headers_of_an_answer(client, slug):
    response = client.options(f"/api/v1/sources/{slug}/")
    assert response.status_code == 200
    assert f"</sources/{slug}.csv>".lower() in response["Link"].lower()


@pytest.mark.many
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
