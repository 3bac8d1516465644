"""The API: shapes, problem details, pages, costs."""

import pytest

from agreements.models import Area, Relation
from opendata.api import LISTS
from opendata.keys import keys_of
from opendata.shapes.records import SHAPES
from spacecoop import limits
from tests.factories import make_agency, make_agreement, make_country, make_event, make_person, make_source
from tests.opendata.answers import get

pytestmark = pytest.mark.django_db


def test_a_date_is_never_a_bare_day_and_an_unstated_one_is_null(client, one_of_each):
    dates = get(client, "agreements/be-ru/")["dates"]
    assert list(dates) == ["signed", "entered_into_force"]
    assert dates["signed"] == {
        "edtf": "2000-12-20",
        "earliest": "2000-12-20",
        "latest": "2000-12-20",
        "basis": "stated",
        "display": "20 December 2000",
        "place": None,
        "last": None,
        "count": 1,
        "event": one_of_each.events.get(kind="signed").slug,
        "reported_as": "took_place",
    }
    assert dates["entered_into_force"] is None


def test_a_planned_act_is_told_as_planned_and_only_where_none_took_place(client):
    agreement = make_agreement("framework")
    make_event(kind="signed", modality="planned", date="1999", agreement=agreement)
    assert signature(client) == ("1999", "planned")
    make_event(kind="signed", date="2001", agreement=agreement)
    assert signature(client) == ("2001", "took_place")


def signature(client):
    [row] = get(client, "agreements/")["results"]
    dates = [record["dates"]["signed"] for record in (row, get(client, "agreements/framework/"))]
    [told] = {(date["edtf"], date["reported_as"]) for date in dates}
    return told


def test_an_agreement_carries_all_that_is_known_with_its_citations(client, one_of_each):
    agreement = get(client, "agreements/be-ru/")
    assert agreement["level"] == "intergovernmental"
    assert [party["country"]["code"] for party in agreement["parties"]] == ["BE", "RU"]
    assert agreement["areas"][0]["citations"][0]["quote"] == "a key phrase"
    assert agreement["citations"][0]["source"] == "a-source"
    assert agreement["citations"][0]["quote_url"].endswith("#:~:text=a%20key%20phrase")
    assert [source["document_url"] for source in agreement["sources"]] == ["https://example.org/a-source"]
    assert [event["slug"] for event in agreement["events"]][1] == "a-meeting"
    assert agreement["events"][1]["date"]["basis"] == "derived"


def test_a_relation_reads_from_both_ends(client):
    old, new = make_agreement("old"), make_agreement("new")
    for kind in ("extends", "renews"):
        Relation.objects.create(agreement=new, kind=kind, other=old)
    assert [relation["forward"] for relation in get(client, "agreements/new/")["relations"]] == [True, True]
    told = get(client, "agreements/old/")["relations"]
    assert [relation["kind"] for relation in told] == ["extends", "renews"]
    assert {(relation["forward"], relation["agreement"]["slug"]) for relation in told} == {(False, "new")}


def test_status_is_told_for_the_day_asked(client):
    make_agreement("framework", acts={"reported_in_effect": "2021-01-20", "expiry_announced": "2021-12"})
    assert get(client, "agreements/framework/?status_on=2021-06-01")["status"]["code"] == "reported_in_effect"
    status = get(client, "agreements/framework/?status_on=2022-03-01")["status"]
    assert (status["code"], status["date"]) == ("unknown", "2022-03-01")
    assert "outcome not reported" in status["reason"]
    [found] = get(client, "agreements/?status=reported_in_effect&status_on=2021-06-01")["results"]
    assert found["status"] == {
        "code": "reported_in_effect",
        "how": None,
        "label": "reported in effect",
        "date": "2021-06-01",
        "since": "2021-01-20",
        "last_said": None,
    }
    assert get(client, "agreements/?status=reported_in_effect&status_on=2022-03-01")["count"] == 0


@pytest.mark.many
@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_detail_answers(client, one_of_each, name):
    page = get(client, f"{name}/")
    assert list(page) == ["count", "next", "previous", "results"]
    assert page["count"] == len(page["results"]) > 0
    for row in page["results"]:
        whole = client.get(row["url"]).json()
        assert set(row) <= set(whole)
        assert client.get(row["html_url"]).status_code == 200
        more = ",".join(keys_of(SHAPES[LISTS[name].kind][1]))
        assert row | whole in get(client, f"{name}/?expand={more}")["results"]


def test_a_list_is_lean(client, one_of_each):
    assert len(client.get("/api/v1/agreements/").content) < 1100


@pytest.mark.many
@pytest.mark.parametrize("name", ["agencies", "countries", "areas", "missions"])
def test_a_record_tells_how_many_agreements_it_has(client, one_of_each, name):
    make_agency("of-no-agreement")
    counts = {row["slug"]: row["agreement_count"] for row in get(client, f"{name}/")["results"]}
    slug = {"agencies": "state-of-be", "countries": "be", "areas": "astronomy", "missions": "spot-1"}[name]
    assert counts[slug] == get(client, f"{name}/{slug}/")["agreement_count"] == 1
    assert name != "agencies" or counts["of-no-agreement"] == 0


def test_a_wrong_slug_is_a_404_that_suggests_the_right_one(client, one_of_each):
    response = client.get("/api/v1/agreements/be-rus/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert "be-ru" in response.json()["detail"]


def test_an_address_that_is_none_is_a_problem_and_a_missing_slash_is_mended(client):
    assert client.get("/api/v1/agreemnts/")["Content-Type"] == "application/problem+json"
    response = client.get("/api/v1/agreements?party=BE")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/agreements/?party=BE")


def test_writing_is_refused(client):
    response = client.post("/api/v1/agreements/", {})
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"


def test_a_former_slug_leads_to_the_present_one(client, one_of_each):
    Area.objects.filter(slug="astronomy").update(slug="astrophysics")
    response = client.get("/api/v1/areas/astronomy/")
    assert (response.status_code, response["Location"]) == (308, "/api/v1/areas/astrophysics/")


def test_pages_hold_what_they_say(client):
    for number in range(5):
        make_agreement(f"number-{number}", acts={"signed": f"200{number}"})
    page = get(client, "agreements/?page_size=2&page=2")
    assert page["count"] == 5
    assert [one["slug"] for one in page["results"]] == ["number-2", "number-1"]
    assert "page=3" in page["next"]
    assert "page_size=2" in page["previous"]


@pytest.mark.many
@pytest.mark.parametrize("rows", [1, 4])
def test_lists_cost_as_many_queries_whatever_their_length(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_agreement(f"n-{number}", areas=["astronomy"], missions=["spot-1"], acts={"signed": "2000"})
        make_event(f"e-{number}", date="1999")
        make_person(f"p-{number}")
        make_source(f"s-{number}")
    client.get("/healthz")
    client.get("/api/v1/")  # renders what was made
    # * the edition
    # * the rows
    for name in ("agreements", "events", "people", "agencies", "countries", "areas", "missions"):
        with django_assert_num_queries(2):
            client.get(f"/api/v1/{name}/")
    # * the same, and the whole documents
    with django_assert_num_queries(3):
        client.get("/api/v1/agreements/?expand=summary,events")
    # * the same as the first, and the counts of citations
    with django_assert_num_queries(3):
        client.get("/api/v1/sources/")


def test_a_record_costs_few_queries(client, django_assert_num_queries, one_of_each):
    client.get("/api/v1/")  # renders what was made
    # * the edition
    # * the document
    for path in (
        *("agreements/be-ru/", "events/a-meeting/", "people/lisa-campbell/", "agencies/cnes/", "countries/be/"),
        *("areas/astronomy/", "missions/spot-1/"),
    ):
        with django_assert_num_queries(2):
            client.get(f"/api/v1/{path}")
    # * the same, and the count of citations
    with django_assert_num_queries(3):
        client.get("/api/v1/sources/a-source/")


def test_a_country_is_found_by_its_code_in_any_case(client):
    make_country("BE")
    assert get(client, "countries/be/")["code"] == get(client, "countries/BE/")["code"] == "BE"


def test_the_docs_page_loads_nothing_from_elsewhere(client):
    response = client.get("/api/try/")
    assert response.status_code == 200
    assert "//" not in response.content.decode().replace("<!--", "").split("<body>")[1].split("</body>")[0]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"].split("script-src")[1].split(";")[0]


def test_a_walk_by_cursor_meets_every_record_once(client):
    slugs = {make_agreement().slug for _ in range(7)}
    met, path = [], "agreements/?cursor=&page_size=3&fields=slug"
    while path:
        page = get(client, path)
        assert page["count"] == 7
        met += [one["slug"] for one in page["results"]]
        path = page["next"] and page["next"].split("/api/v1/")[1]
    assert len(met) == 7
    assert set(met) == slugs


@pytest.mark.many
@pytest.mark.parametrize("name", LISTS)
def test_a_nul_byte_is_no_record_and_no_cursor(client, name):
    assert client.get(f"/api/v1/{name}/%00/").status_code == 404
    assert get(client, f"{name}/?cursor=%00", 400)["errors"][0]["parameter"] == "cursor"


@pytest.mark.many
@pytest.mark.parametrize(
    "query",
    ["cursor=nonsense", "cursor=&page=2", "cursor=&order=title", "cursor=cD1hYmM%3D", "cursor=%00", "cursor=-1"],
)
def test_a_wrong_cursor_is_told(client, one_of_each, query):
    assert get(client, f"agreements/?{query}", 400)["errors"][0]["message"]


def test_a_list_says_how_many_its_dates_leave_undecided(client):
    make_agreement("year", acts={"signed": "1997"})
    make_agreement("day", acts={"signed": "1997-10-03"})
    page = get(client, "agreements/?action=signed&from=1997-06&match=certain")
    assert (page["count"], page["undecided"]) == (1, 1)
    assert "undecided" not in get(client, "agreements/")


def test_the_docs_page_refuses_what_does_not_read(client):
    assert client.options("/api/try/").status_code == 405


def test_too_many_questions_are_answered_later(client, monkeypatch):
    monkeypatch.setattr(limits.QUESTIONS, "most", 2)
    for page_size in (1, 2):
        assert client.get(f"/api/v1/areas/?page_size={page_size}").status_code == 200
    response = client.get("/api/v1/areas/?page_size=3")
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert 0 < int(response["Retry-After"]) <= 120
    assert "Try again in" in response.json()["detail"]


def test_other_sites_may_read_and_only_read(client):
    response = client.get("/api/v1/areas/", headers={"Origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "Access-Control-Allow-Origin" not in client.get("/areas/", headers={"Origin": "https://example.org"})


def test_between_gives_all_that_two_sides_share(client, one_of_each):
    answer = get(client, "between/be/ru/?status_on=2001-01-01")
    assert [(side["kind"], side["key"], side["name"]) for side in answer["sides"]] == [
        ("country", "BE", "Belgium"),
        ("country", "RU", "Russia"),
    ]
    assert answer["agreements"]["count"] == 1
    assert answer["agreements"]["results"][0]["status"]["date"] == "2001-01-01"
    assert [event["slug"] for event in answer["events"]["results"]][1] == "a-meeting"
    assert client.get(answer["agreements"]["results_url"]).json()["count"] == 1
    assert {client.get(side["html_url"]).status_code for side in answer["sides"]} == {200}
    assert get(client, "between/cnes/BE/")["events"]["count"] == 1


def test_between_helps_with_a_wrong_side_or_parameter(client, one_of_each):
    assert "Did you mean “state-of-ru”?" in get(client, "between/be/state-of-rus/", 404)["detail"]
    assert get(client, "between/be/ru/?status_onn=x", 400)["errors"][0]["suggestion"] == "status_on"
    assert get(client, "between/be/ru/?status_on=x", 400)["errors"][0]["parameter"] == "status_on"
    assert client.get("/api/v1/between/be/%00/").status_code == 404


def test_the_search_says_what_it_searched_for(client, one_of_each):
    answer = get(client, "search/?q=belgum russia")
    assert (answer["query"], answer["corrected_query"]) == ("belgum russia", "belgium russia")
    assert answer["pair"] == {"label": "Belgium – Russia", "html_url": "http://testserver/between/be/ru/"}
    assert client.get(answer["results"][0]["url"]).json()["slug"] == answer["results"][0]["slug"]
    assert get(client, "search/?q=belgium")["corrected_query"] is None


@pytest.mark.many
@pytest.mark.parametrize("query", ["", "?q=", "?q=x&kind=agrement", "?q=x&spam=1", "?q=x&page=0"])
def test_a_search_that_is_not_understood_is_a_problem(client, query):
    assert get(client, f"search/{query}", 400)["errors"][0]["message"]


def test_people_are_found_by_a_part_of_their_name(client):
    make_person("jose", name="José Álvarez")
    make_person()
    assert [row["slug"] for row in get(client, "people/?q=alvarez")["results"]] == ["jose"]
    assert get(client, "people/?q=nobody")["count"] == 0


def test_any_method_is_answered(client):
    for method in ("options", "head", "post", "put", "delete", "trace"):
        for path in ("/api/", "/api/v1/", "/api/v1/agreements/", "/api/v1/schema/", "/api/v1/search/?q=x"):
            assert getattr(client, method)(path).status_code < 500
