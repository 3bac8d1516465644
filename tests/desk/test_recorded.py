"""`as_recorded_on`: what had been entered by a past day, on pages and in the API; the present is untouched by it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from agreements.history import RECORDED
from agreements.models import Agreement, Event
from desk import recorded
from spacecoop.models import Revision
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def entered(moment):
    """Have all history until now say that it was made at a moment; no trigger of ours allows that."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in RECORDED:
            history = model._meta.get_field("history").related_model._meta.db_table
            cursor.execute(f"UPDATE {history} SET pgh_created_at = %s WHERE pgh_created_at > %s", [moment, moment])
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def agreement():
    """Entered in 2020 with the wrong date, corrected today; another was entered today."""
    agreement = make_agreement("be-ru", parties=["BE", "RU"], title="Formerly so", acts={"signed": "2000-12-02"})
    entered(LONG_AGO)
    Event.objects.update(date="2000-12-20")
    Agreement.objects.update(title="As it is")
    make_agreement("be-fr", parties=["BE", "FR"])
    return agreement


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


def test_too_long_ago_to_be_told_at_once_is_refused(client, agreement, monkeypatch):
    monkeypatch.setattr(recorded, "MOST_CHANGES", 3)
    answer = client.get("/api/v1/agreements/?as_recorded_on=2021-01-01")
    assert answer.status_code == 400
    assert "More than 3 changes" in answer.json()["detail"]
    today = datetime.now(UTC).date()
    assert client.get(f"/api/v1/agreements/?as_recorded_on={today}").json()["count"] == 2
    assert client.get(f"/api/v1/agreements/?as_recorded_on={today - timedelta(1)}").status_code == 400


def test_who_asks_too_often_waits(client, agreement, monkeypatch):
    monkeypatch.setattr(recorded.PastThrottle, "THROTTLE_RATES", {"as_recorded_on": "1/min"})
    assert client.get("/agreements/?as_recorded_on=2021-01-01").status_code == 200
    answer = client.get("/agreements/be-ru/?as_recorded_on=2021-01-01")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
