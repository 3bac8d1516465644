"""The parameters of the API: what is not understood is refused, and the nearest is told."""

from urllib.parse import quote

import pytest

from opendata.api import LISTS
from tests.factories import make_agreement
from tests.opendata.answers import get

pytestmark = pytest.mark.django_db


@pytest.mark.many
@pytest.mark.parametrize(
    ("path", "parameter", "suggestion"),
    [
        ("agreements/?partty=BE", "partty", "party"),
        ("agreements/?party=Belgum", "party", "Belgium"),
        ("agreements/?status=inforce", "status", "in_force"),
        ("agreements/?function=framewrok", "function", "framework"),
        ("agreements/?agency=state-of-bee", "agency", "state-of-be"),
        ("agreements/?area=astronmy", "area", "astronomy"),
        ("agreements/?mission=spot1", "mission", "spot-1"),
        ("agreements/?source=a-sauce", "source", "a-source"),
        ("agreements/?from=1997/1990", "from", None),
        ("agreements/?status_on=tomorrow", "status_on", None),
        ("agreements/?not_stated=signd", "not_stated", "signed"),
        ("agreements/?order=titel", "order", "title"),
        ("agreements/?page=0", "page", "1"),
        ("agreements/?page=99", "page", "1"),
        ("agreements/?page=x", "page", "1"),
        ("agreements/?page_size=101", "page_size", "100"),
        ("agreements/?utm_source=x", "utm_source", None),
        ("agreements/?expand=sumary", "expand", "summary"),
        ("agreements/be-ru/?status_onn=2021-01-01", "status_onn", "status_on"),
        ("agreements/be-ru/?status_on=soon", "status_on", None),
        ("agreements/be-ru/?status_on=%00", "status_on", None),
        ("events/?reported_as=plannd", "reported_as", "planned"),
        ("events/?party=%00", "party", None),
        ("agencies/?country=BEE", "country", "BE"),
        ("sources/?kind=webpage", "kind", "web_page"),
        ("areas/?broader=astronmy", "broader", "astronomy"),
        ("missions/?kind=sattelite", "kind", "satellite"),
        ("countries/?former=maybe", "former", None),
    ],
)
def test_what_is_not_understood_is_a_400_that_names_it_and_the_nearest(
    client, one_of_each, path, parameter, suggestion
):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    error = response.json()["errors"][0]
    assert error["parameter"] == parameter
    assert suggestion is None or error["suggestion"] == suggestion


@pytest.mark.many
@pytest.mark.parametrize("name", LISTS)
def test_a_format_is_no_parameter_and_the_right_door_is_told(client, name):
    error = get(client, f"{name}/?format=csv", 400)["errors"][0]
    assert "add its name to the address of the page" in error["message"]
    assert error["suggestion"] is None


@pytest.mark.many
@pytest.mark.parametrize("words", ["etu\u00adde", "E\u0301TUDE", "\u200b\u00e9tude"])
def test_a_search_is_cleaned_of_what_nobody_sees(client, words):
    make_agreement("one", title="Étude de l’orbite")
    assert get(client, f"agreements/?q={quote(words)}")["count"] == 1


def test_all_errors_are_told_at_once(client):
    problem = get(client, "agreements/?party=XX&form=x&foo=1", 400)
    assert {error["parameter"] for error in problem["errors"]} == {"party", "form", "foo"}
    assert problem["status"] == 400
    assert problem["detail"]


def test_what_parameters_there_are_is_told_once(client):
    problem = get(client, "agreements/?foo=1&partty=BE", 400)
    assert problem["detail"] == "Unknown parameter “foo”. Unknown parameter “partty”. Did you mean “party”?"
    assert [set(error) - {"parameter", "message", "suggestion"} for error in problem["errors"]] == [{"known"}, set()]
    assert {"party", "status_on", "cursor", "expand"} <= set(problem["errors"][0]["known"])


@pytest.mark.many
@pytest.mark.parametrize(
    ("tried", "told"),
    [
        ("search=space", "Did you mean “q”?"),
        ("sort=title", "Did you mean “order”?"),
        ("order_by=title", "Did you mean “order”?"),
        ("ordering=title", "Did you mean “order”?"),
        ("limit=5", "Did you mean “page_size”?"),
        ("per_page=5", "Did you mean “page_size”?"),
        ("page_siez=5", "Did you mean “page_size”?"),
        ("country=BE", "Did you mean “party”?"),
        ("year=2018", "Did you mean “from”?"),
        ("since=2018", "Did you mean “from”?"),
        ("until=2018", "Did you mean “to”?"),
        ("person=lisa-cambell", "No person called “lisa-cambell”. Did you mean “lisa-campbell”?"),
        ("person=Lisa+Cambell", "No person called “Lisa Cambell”. Did you mean"),
        ("signatory=lisa-campbell", "Did you mean “person”?"),
        ("order=titel", "“titel” is not a value of “order”. Did you mean “title”?"),
        ("format=csv", "add its name to the address of the page, for example /agreements.csv"),
        ("format=jsn", "add its name to the address of the page, for example /agreements.csv"),
        ("FORMAT=json", "add its name to the address of the page, for example /agreements.csv"),
    ],
)
def test_what_people_try_leads_to_what_there_is(client, one_of_each, tried, told):
    assert told in get(client, f"agreements/?{tried}", 400)["detail"]
