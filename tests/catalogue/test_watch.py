"""The watch list: what stands in which part, why, and that it stays short however much there is."""

from datetime import date

import pytest

from catalogue.watch import MOST, watch_list, why
from tests.factories import make_agreement, make_event

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


def plan(slug, **fields):
    return make_event(slug, **{"kind": "launch", "modality": "planned", **fields})


def slugs(part):
    return [event.slug for event in part.events]


def test_each_plan_stands_in_one_part_in_the_order_of_its_time():
    plan("far", date="2030")
    plan("near", date="2022-04")
    plan("long-over", date="2010")
    plan("just-over", date="2022-02")
    plan("some-day")
    make_event("done", kind="launch", date="2022-02-01")
    parts = watch_list(TODAY)
    assert slugs(parts["ahead"]) == ["near", "far"]
    assert slugs(parts["overdue"]) == ["just-over", "long-over"]
    assert slugs(parts["undated"]) == ["some-day"]
    assert [parts[name].count for name in ("ahead", "overdue", "undated")] == [2, 2, 1]


def test_a_part_shows_the_first_and_counts_all(client):
    for number in range(MOST + 2):
        plan(f"plan-{number}", date="2010")
    overdue = watch_list(TODAY)["overdue"]
    assert (len(overdue.events), overdue.count) == (MOST, MOST + 2)
    html = client.get("/watch/").content.decode()
    assert f"The first {MOST} of" in html
    assert '<a href="/events/?outcome=unknown&amp;order=-date">All 22 in the list of events' in html


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"date": "2010", "as_of": "2009"},
            "It was planned for 2010, as of 2009; that time is over, and no source tells what came of it.",
        ),
        ({"date": "2030"}, "It was planned for 2030; that time lies ahead."),
        ({"date": "2022"}, "It was planned for 2022; that time has begun and is not over."),
        ({"modality": "discussed", "as_of": "2021"}, "It was discussed for no stated time, as of 2021."),
        (
            {"kind": "expiry_announced", "modality": "announced", "date": "2021-12"},
            "Its expiry was announced for December 2021; that time is over, and no source tells what came of it.",
        ),
        (
            {"kind": "renewal_discussed", "modality": "discussed", "date": "2021-01-19"},
            "A renewal was under discussion, dated 19 January 2021; no source tells what came of it.",
        ),
    ],
)
def test_it_says_why_each_stands_there(fields, sentence):
    event = plan("plan", agreement=make_agreement(), **fields)
    event.refresh_from_db()
    assert why(event, TODAY) == sentence


def test_the_page_explains_its_calendar_and_draws_what_lies_ahead(client, django_assert_max_num_queries):
    plan("to-come", date="2090")
    with django_assert_max_num_queries(7):
        html = client.get("/watch/").content.decode()
    assert 'href="webcal://testserver/watch.ics"' in html
    assert 'href="/events.svg?outcome=ahead"' in html
    assert client.get("/events.svg?outcome=ahead").status_code == 200
