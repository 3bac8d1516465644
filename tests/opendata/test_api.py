"""The API: shapes, strict parameters, problem details, and its schema."""

import pytest
from django.db import OperationalError, connection
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.throttling import AnonRateThrottle

from agreements.models import Area, Relation
from agreements.status import LegalAct
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_source,
)
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
LISTS = ["agreements", "agencies", "countries", "areas", "missions", "events", "sources"]


@pytest.fixture
@made_once
def one_of_each():
    """One agreement with everything around it, each fact cited."""
    source = make_source(published="2001-01-15")
    mission = make_mission("spot-1", name="SPOT 1")
    agreement = make_agreement(
        "be-ru", parties=["BE", "RU"], areas=["astronomy"], missions=["spot-1"], acts={"signed": "2000-12-20"}
    )
    meeting = make_event("a-meeting", date="2021-01-19", date_basis="derived", agreement=agreement)
    meeting.agencies.create(agency=make_agency("cnes", country="FR", acronym="CNES"), role="participant")
    meeting.people.create(person=make_person(), role="participant")
    meeting.missions.create(mission=mission)
    meeting.areas.create(area=make_area("astronomy"))
    for fact in (agreement, agreement.parties.first(), agreement.areas.get(), mission, meeting):
        cite(fact, source)
    return agreement


def get(client, path, status=200):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, response.content
    return response.json()


def test_a_date_is_never_a_bare_day_and_an_unstated_one_is_null(client, one_of_each):
    dates = get(client, "agreements/be-ru/")["dates"]
    assert list(dates) == LegalAct.values
    assert dates["signed"] == {
        "edtf": "2000-12-20",
        "earliest": "2000-12-20",
        "latest": "2000-12-20",
        "display": "20 December 2000",
        "basis": "stated",
        "kind": "signed",
        "modality": "done",
        "place": None,
        "event": one_of_each.events.get(kind="signed").slug,
    }
    assert dates["entered_into_force"] is None


def test_an_agreement_carries_all_that_is_known_with_its_citations(client, one_of_each):
    agreement = get(client, "agreements/be-ru/")
    assert {"slug", "title", "kind", "parties", "areas", "missions", "relations", "events"} <= set(agreement)
    assert agreement["level"] == "intergovernmental"
    assert [party["agency"]["country"]["code"] for party in agreement["parties"]] == ["BE", "RU"]
    assert agreement["areas"][0]["citations"][0]["phrase"] == "a key phrase"
    assert agreement["citations"][0]["source"]["address"] == "https://example.org/a-source"
    assert agreement["citations"][0]["link"].endswith("#:~:text=a%20key%20phrase")
    assert [event["slug"] for event in agreement["events"]][1] == "a-meeting"
    assert agreement["events"][1]["date"]["basis"] == "derived"


def test_a_relation_reads_from_both_ends(client):
    old, new = make_agreement("old"), make_agreement("new")
    Relation.objects.create(agreement=new, kind="renews", other=old)
    assert get(client, "agreements/new/")["relations"][0]["verb"] == "renews"
    relation = get(client, "agreements/old/")["relations"][0]
    assert (relation["verb"], relation["agreement"]["slug"]) == ("renewed by", "new")


def test_status_is_told_for_the_day_asked(client):
    make_agreement("framework", acts={"reported_in_place": "2021-01-20", "expiry_announced": "2021-12"})
    assert get(client, "agreements/framework/?on=2021-06-01")["status"]["code"] == "in_force"
    status = get(client, "agreements/framework/?on=2022-03-01")["status"]
    assert (status["code"], status["on"]) == ("unknown", "2022-03-01")
    assert "no later source" in status["because"]
    found = get(client, "agreements/?status=in_force&on=2021-06-01")
    assert [one["slug"] for one in found["results"]] == ["framework"]
    assert get(client, "agreements/?status=in_force&on=2022-03-01")["count"] == 0


@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_detail_answers(client, one_of_each, name):
    page = get(client, f"{name}/")
    assert list(page) == ["count", "next", "previous", "results"]
    assert page["count"] == len(page["results"]) > 0
    first = page["results"][0]
    key = first.get("slug") or first["code"].lower()
    assert get(client, f"{name}/{key}/") == first


@pytest.mark.parametrize(
    ("path", "parameter", "suggestion"),
    [
        ("agreements/?partty=BE", "partty", "party"),
        ("agreements/?party=BX", "party", "BE"),
        ("agreements/?status=inforce", "status", "in_force"),
        ("agreements/?kind=framewrok", "kind", "framework"),
        ("agreements/?agency=state-of-bee", "agency", "state-of-be"),
        ("agreements/?area=astronmy", "area", "astronomy"),
        ("agreements/?mission=spot1", "mission", "spot-1"),
        ("agreements/?source=a-sauce", "source", "a-source"),
        ("agreements/?signed_in=1997/1990", "signed_in", None),
        ("agreements/?on=tomorrow", "on", None),
        ("agreements/?not_stated=signd", "not_stated", "signed"),
        ("agreements/?order=titel", "order", "title"),
        ("agreements/?page=0", "page", "1"),
        ("agreements/?page=99", "page", "1"),
        ("agreements/?page=x", "page", "1"),
        ("agreements/?page_size=101", "page_size", "100"),
        ("agreements/?utm_source=x", "utm_source", None),
        ("agreements/be-ru/?onn=2021-01-01", "onn", "on"),
        ("agreements/be-ru/?on=soon", "on", None),
        ("events/?modality=plannd", "modality", "planned"),
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


def test_all_errors_are_told_at_once(client):
    problem = get(client, "agreements/?party=XX&kind=x&foo=1", 400)
    assert {error["parameter"] for error in problem["errors"]} == {"party", "kind", "foo"}
    assert problem["status"] == 400
    assert problem["detail"]


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


@pytest.mark.parametrize("rows", [1, 4])
def test_lists_cost_as_many_queries_whatever_their_length(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_agreement(f"n-{number}", areas=["astronomy"], missions=["spot-1"], acts={"signed": "2000"})
        make_event(f"e-{number}", date="1999")
    # * the revision
    # * count, for the page links
    # * agreements with their links to areas, missions and other agreements
    # * parties with agencies and countries
    # * events
    # * citations with sources
    with django_assert_num_queries(6):
        client.get("/api/v1/agreements/")
    # * revision; count; events with agreements; agencies; people; missions; areas; citations
    with django_assert_num_queries(8):
        client.get("/api/v1/events/")
    # * revision; count; agencies with country and parent; names; offices with people; citations
    with django_assert_num_queries(6):
        client.get("/api/v1/agencies/")
    # * revision; count; countries; names (these factories give none, so no citations)
    with django_assert_num_queries(4):
        client.get("/api/v1/countries/")
    # * revision; count; areas with broader ones; labels; matches; narrower; citations
    with django_assert_num_queries(7):
        client.get("/api/v1/areas/")
    # * revision; count; missions; names; parts; roles with agencies; citations
    with django_assert_num_queries(7):
        client.get("/api/v1/missions/")


def test_a_detail_costs_few_queries(client, django_assert_num_queries, one_of_each):
    # * revision; agreement with its links; parties; events; citations
    with django_assert_num_queries(5):
        client.get("/api/v1/agreements/be-ru/")
    # * revision; event; agencies; people; missions; areas; citations
    with django_assert_num_queries(7):
        client.get("/api/v1/events/a-meeting/")


def test_a_country_is_found_by_its_code_in_any_case(client):
    make_country("BE")
    assert get(client, "countries/be/")["code"] == get(client, "countries/BE/")["code"] == "BE"


def test_the_schema_is_valid_and_names_every_filter(client):
    schema = SchemaGenerator().get_schema(request=None, public=True)
    validate_schema(schema)
    parameters = schema["paths"]["/api/v1/agreements/"]["get"]["parameters"]
    described = {parameter["name"]: parameter["description"] for parameter in parameters}
    assert {"party", "status", "on", "signed_in", "signed_possibly_after", "page_size"} <= set(described)
    assert all(described.values())


def test_the_docs_page_loads_nothing_from_elsewhere(client):
    response = client.get("/api/")
    assert response.status_code == 200
    assert "//" not in response.content.decode().replace("<!--", "").split("<body>")[1].split("</body>")[0]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"].split("script-src")[1].split(";")[0]


def test_the_health_check_tells_whether_the_database_answers(client, monkeypatch, caplog):
    assert client.get("/healthz").json() == {"status": "ok"}

    def fail(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (503, "database unavailable")
    assert "does not answer" in caplog.text


def test_fields_and_omit_choose_keys_at_any_depth(client, one_of_each):
    record = get(client, "agreements/be-ru/?fields=slug,dates.signed.edtf,parties.agency.slug")
    assert record == {
        "slug": "be-ru",
        "dates": {"signed": {"edtf": "2000-12-20"}},
        "parties": [{"agency": {"slug": "state-of-be"}}, {"agency": {"slug": "state-of-ru"}}],
    }
    record = get(client, "agreements/?omit=events,citations,parties.citations,status")["results"][0]
    assert not {"events", "citations", "status"} & set(record)
    assert "citations" not in record["parties"][0]
    assert "citations" in record["areas"][0]


@pytest.mark.parametrize(
    ("path", "suggestion"),
    [
        ("agreements/?fields=slug,titel", "title"),
        ("agreements/be-ru/?omit=dates.signd", "dates.signed"),
        ("events/?fields=date.earlyest", "date.earliest"),
    ],
)
def test_a_key_that_is_not_there_is_told(client, one_of_each, path, suggestion):
    error = get(client, path, 400)["errors"][0]
    assert error["parameter"] in ("fields", "omit")
    assert error["suggestion"] == suggestion


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


@pytest.mark.parametrize("query", ["cursor=nonsense", "cursor=&page=2", "cursor=&order=title", "cursor=cD1hYmM%3D"])
def test_a_wrong_cursor_is_told(client, one_of_each, query):
    assert get(client, f"agreements/?{query}", 400)["errors"][0]["message"]


def test_a_list_says_how_many_its_dates_leave_undecided(client):
    make_agreement("year", acts={"signed": "1997"})
    make_agreement("day", acts={"signed": "1997-10-03"})
    page = get(client, "agreements/?signed_certainly_after=1997-06")
    assert (page["count"], page["undecided"]) == (1, 1)
    assert "undecided" not in get(client, "agreements/")


def test_too_many_questions_are_answered_later(client, monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    for page_size in (1, 2):
        assert client.get(f"/api/v1/areas/?page_size={page_size}").status_code == 200
    response = client.get("/api/v1/areas/?page_size=3")
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert 0 < int(response["Retry-After"]) <= 60
    assert "available in" in response.json()["detail"]


def test_other_sites_may_read_and_only_read(client):
    response = client.get("/api/v1/areas/", headers={"Origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "Access-Control-Allow-Origin" not in client.get("/areas/", headers={"Origin": "https://example.org"})


def test_between_gives_all_that_two_sides_share(client, one_of_each):
    answer = get(client, "between/be/ru/?on=2001-01-01")
    assert [(side["kind"], side["key"], side["name"]) for side in answer["sides"]] == [
        ("country", "BE", "Belgium"),
        ("country", "RU", "Russia"),
    ]
    assert answer["agreements"]["count"] == 1
    assert answer["agreements"]["results"][0]["status"]["on"] == "2001-01-01"
    assert [event["slug"] for event in answer["events"]["results"]][1] == "a-meeting"
    assert client.get(answer["agreements"]["all"]).json()["count"] == 1
    assert get(client, "between/cnes/BE/")["events"]["count"] == 1


def test_between_helps_with_a_wrong_side_or_parameter(client, one_of_each):
    assert "Did you mean “cnes”?" in get(client, "between/be/cnse/", 404)["detail"]
    assert get(client, "between/be/ru/?onn=x", 400)["errors"][0]["suggestion"] == "on"
    assert get(client, "between/be/ru/?on=x", 400)["errors"][0]["parameter"] == "on"
