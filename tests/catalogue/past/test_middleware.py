"""`as_recorded_on`: what had been entered by a past day, on pages and in the API; the present is untouched by it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import QueryDict

from agencies.models import Agency, Country, Person
from agreements.models import Agreement, Area, Event, EventPerson, Mission, Party, Source
from catalogue.past import days
from spacecoop import limits
from spacecoop.models import Revision
from tests.catalogue.past.moments import LONG_AGO, entered
from tests.factories import cite, make_agency, make_agreement, make_event, make_person
from tests.worlds import held

pytestmark = pytest.mark.django_db


def test_a_record_is_told_as_it_was_known(client, agreement):
    then = client.get("/api/v1/agreements/be-ru/?as_recorded_on=2021-01-01")
    assert (then.json()["title"], then.json()["dates"]["signed"]["edtf"]) == ("Formerly so", "2000-12-02")
    assert then["Spacecoop-As-Recorded-On"] == "2021-01-01"
    now = client.get("/api/v1/agreements/be-ru/")
    assert (now.json()["title"], now.json()["dates"]["signed"]["edtf"]) == ("As it is", "2000-12-20")
    page = client.get("/agreements/be-ru/?as_recorded_on=2021-01-01").text
    assert "You are viewing this page as recorded on 1 January 2021." in page
    assert "2 December 2000" in page
    assert "20 December 2000" not in page


def test_lists_counts_facets_and_search_are_of_that_day_too(client, agreement):
    assert client.get("/api/v1/agreements/?as_recorded_on=2021-01-01").json()["count"] == 1
    assert client.get("/api/v1/agreements/").json()["count"] == 2
    page = client.get("/agreements/?as_recorded_on=2021-01-01").text
    assert "France" not in page
    assert "France" in client.get("/agreements/").text
    hits = client.get("/api/v1/search/?q=formerly&as_recorded_on=2021-01-01").json()
    assert [hit["title"] for hit in hits["results"]] == ["Formerly so"]


def test_what_was_not_known_yet_is_not_found(client, agreement):
    assert client.get("/agreements/be-fr/?as_recorded_on=2021-01-01").status_code == 404
    assert client.get("/agreements/be-ru/?as_recorded_on=2019-01-01").status_code == 404
    assert client.get("/agreements/be-fr/").status_code == 200


def test_asking_changes_nothing(client, agreement):
    before = Revision.current(), Event.objects.get(agreement=agreement).history.count()
    client.get("/agreements/?as_recorded_on=2021-01-01")
    cache.clear()
    assert (Revision.current(), Event.objects.get(agreement=agreement).history.count()) == before


@pytest.mark.parametrize("day", ["yesterday", "2021-02-30", "2999-01-01", ""])
def test_a_day_that_is_none_or_to_come_is_refused(client, agreement, day):
    answer = client.get(f"/api/v1/agreements/?as_recorded_on={day}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "as_recorded_on"
    assert client.get(f"/agreements/?as_recorded_on={day}").status_code == 400


@pytest.mark.parametrize(
    ("most", "told"), [("MOST_DOCUMENTS", "More than 3 records have"), ("MOST_CHANGES", "More than 3 changes")]
)
def test_too_long_ago_to_be_told_at_once_is_refused(client, agreement, monkeypatch, most, told):
    monkeypatch.setattr(days, most, 3)
    answer = client.get("/api/v1/agreements/?as_recorded_on=2021-01-01")
    assert answer.status_code == 400
    assert told in answer.json()["detail"]
    today = datetime.now(UTC).date()
    assert client.get(f"/api/v1/agreements/?as_recorded_on={today}").json()["count"] == 2
    assert client.get(f"/api/v1/agreements/?as_recorded_on={today - timedelta(1)}").status_code == 400


def test_a_wrong_address_on_a_day_that_cannot_be_told_leads_nowhere(client, agreement, monkeypatch):
    monkeypatch.setattr(days, "MOST_DOCUMENTS", 3)
    assert client.get("/agreements/be-ruu/?as_recorded_on=2021-01-01").status_code == 404


def test_who_asks_too_often_waits(client, agreement, monkeypatch):
    monkeypatch.setattr(limits.QUESTIONS, "most", limits.PAST.points)
    assert client.get("/agreements/?as_recorded_on=2021-01-01").status_code == 200
    answer = client.get("/agreements/be-ru/?as_recorded_on=2021-01-01")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


LISTS = ("agreements", "countries", "agencies", "people", "missions", "areas", "events", "sources")
RECORDS = (
    *(
        "agreements/be-ru",
        "countries/be",
        "countries/ru",
        "agencies/sckcen",
        "people/lisa-campbell",
        "missions/pleiades",
    ),
    *("areas/earth-observation", "events/meeting", "sources/a-source"),
)
ADDRESSES = [
    *("/", "/between/", "/between/be/ru/", "/watch/", "/matrix/", "/network/", "/map/", "/search/?q=meeting"),
    *("/groups/", "/groups/m49-155/", "/agreements/?party=BE&group=eu&predecessors=yes"),
    *(f"/{name}/" for name in (*LISTS, *RECORDS)),
    *(f"/api/v1/{name}/" for name in (*LISTS, *RECORDS)),
    *("/api/v1/citations/", "/api/v1/citations/?list=events&party=BE"),
    *("/api/v1/search/?q=meeting", "/api/v1/between/be/ru/", "/agreements/?area=earth-observation&party=BE"),
]


@held
def renamed_since():
    """Records of every kind, entered in 2020; all have got another name today, and another slug where they have one."""
    agency = make_agency("sckcen", country="BE")
    make_agreement(
        "be-ru", parties=["BE", "RU"], areas=["earth-observation"], missions=["pleiades"], acts={"signed": "2000"}
    )
    meeting = make_event("meeting", title="A meeting", date="2001", agreement=Agreement.objects.get())
    EventPerson.objects.create(event=meeting, person=make_person(), role="witness")
    Party.objects.create(agreement=Agreement.objects.get(), agency=agency, role="implementing")
    for record in (agency, meeting, Agreement.objects.get()):
        cite(record)
    entered(LONG_AGO)
    for model, name in {Agreement: "title", Event: "title", Source: "title", Agency: "name", Area: "name"}.items():
        model.objects.update(**{name: Concat(Value("Lately "), "slug"), "slug": Concat(Value("lately-"), "slug")})
    for model in (Person, Mission):
        model.objects.update(name=Concat(Value("Lately "), "slug"), slug=Concat(Value("lately-"), "slug"))
    Country.objects.update(name=Concat(Value("Lately "), "code"))
    make_agreement("lately", parties=["BE", "RU"], title="Lately made")


class TestAPastDay:
    @pytest.mark.many
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_no_page_and_no_answer_tells_what_was_entered_later(self, client, renamed_since, address):
        path, _, query = address.partition("?")
        answer = client.get(path, {**QueryDict(query).dict(), "as_recorded_on": "2021-01-01"})
        assert answer.status_code == 200
        assert "lately" not in answer.text.lower()


def test_an_answer_says_of_which_moment_it_is_and_where_that_of_today_is(client, agreement):
    answer = client.get("/agreements/?party=BE&as_recorded_on=2021-01-01")
    assert answer["Memento-Datetime"] == "Fri, 01 Jan 2021 23:59:59 GMT"
    assert '</agreements/?party=BE>; rel="original"' in answer["Link"]
