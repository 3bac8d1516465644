"""Calendars: a month is all its days, and what is undated is left out."""

import re
from datetime import date, timedelta

import icalendar
import pytest

from agreements.models import Event
from tests.factories import make_event
from tests.opendata.exports.files import read

pytestmark = pytest.mark.django_db


def calendar(client, path):
    content = read(client, path)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert re.findall(rb"(?<!\r)\n", content) == []
    parsed = icalendar.Calendar.from_ical(content)
    assert parsed["version"] == "2.0"
    assert "left out" in parsed["x-wr-caldesc"]
    return {str(event["url"]).split("/")[-2]: event for event in parsed.walk("VEVENT")}


def test_a_month_is_a_span_of_all_its_days_and_says_so(client, records):
    event = calendar(client, "/events.ics")["a-meeting"]
    assert event["dtstart"].dt == date(2021, 12, 1)
    assert event["dtend"].dt == date(2022, 1, 1)
    assert event["summary"].endswith("sometime in December 2021")
    assert "Sometime in December 2021" in event["description"]
    assert "CC BY 4.0" in event["description"]
    assert event["location"] == "Paris, 2; rue X"


def test_facts_are_confirmed_plans_tentative_and_the_undated_left_out(client, records):
    events = calendar(client, "/events.ics")
    assert events["a-meeting"]["status"] == "CONFIRMED"
    assert events["a-plan"]["status"] == "TENTATIVE"
    assert "status" not in events["a-claim"]
    assert not {"open", "no-date"} & set(events)
    assert len({str(event["uid"]) for event in events.values()}) == len(events)
    assert set(calendar(client, "/events.ics?reported_as=planned")) < set(events)


def test_an_entry_is_dated_by_its_last_change_and_keeps_its_name(client, records):
    first = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    again = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    assert (first["uid"], first["dtstamp"].dt) == (again["uid"], again["dtstamp"].dt)


def test_the_watch_list_is_a_calendar(client, records):
    make_event("overdue", modality="planned", date="2001", title="Overdue")
    assert {"a-plan", "overdue"} <= set(calendar(client, "/watch.ics"))
    assert "a-meeting" not in calendar(client, "/watch.ics")
    assert client.get("/watch.ics?party=BE").status_code == 400


def test_a_calendar_of_exact_days_leaves_out_what_fills_months(client, records):
    assert "a-meeting" in calendar(client, "/events.ics")
    exact = calendar(client, "/events.ics?days=exact&party=BE")
    assert exact
    assert all(event["dtend"].dt - event["dtstart"].dt == timedelta(days=1) for event in exact.values())
    make_event("overdue", modality="planned", date="2001-02-03", title="Overdue")
    make_event("vague", modality="planned", date="2001-02", title="Vague")
    assert set(calendar(client, "/watch.ics?days=exact")) == {"overdue"}
    wrong = client.get("/events.ics?days=some")
    assert (wrong.status_code, wrong.json()["errors"][0]["parameter"]) == (400, "days")


def test_a_calendar_says_when_to_ask_again_and_which_state_is_the_later(client, records):
    content = read(client, "/events.ics").decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in content
    assert "X-PUBLISHED-TTL:P1D" in content
    before = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    Event.objects.filter(slug="a-meeting").update(title="Another title", date="2031-12")
    after = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    assert (after["uid"], after["sequence"] >= before["sequence"] > 0) == (before["uid"], True)


@pytest.mark.parametrize("known", [{}, None])
def test_an_event_without_history_does_not_break_a_calendar_off(client, records, monkeypatch, known):
    whole = set(calendar(client, "/events.ics"))
    unknown = {} if known == {} else dict.fromkeys(range(100_000))
    monkeypatch.setattr("opendata.exports.calendars.last_changed", lambda kind, keys: unknown)
    assert set(calendar(client, "/events.ics")) == whole


def test_the_page_of_a_calendar_offers_it_to_subscribe_to(client, records):
    page = client.get("/events/?party=BE").content.decode()
    assert 'href="webcal://testserver/events.ics?party=BE"' in page
    assert 'href="webcal://testserver/events.ics?party=BE&amp;days=exact"' in page
    assert 'href="webcal://testserver/fr/events.ics?days=exact"' in client.get("/fr/events/").content.decode()
