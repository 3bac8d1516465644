"""The watch list: which plan is in which part, and that it stays short however much there is."""

from datetime import date

import pytest

from agreements.models import Event
from catalogue.reading import seen
from catalogue.watch import MOST, watch_list
from tests.factories import make_event

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


def plan(slug, **fields):
    return make_event(slug, **{"kind": "launch", "modality": "planned", **fields})


def slugs(part):
    return [Event.objects.get(pk=key).slug for key in part.keys]


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
    assert (len(overdue.keys), overdue.count) == (MOST, MOST + 2)
    html = client.get("/watch/").content.decode()
    assert f"The first {MOST} of" in html
    assert '<a href="/events/?outcome=not_reported&amp;order=-date">All 22 on the timeline' in html


def test_the_page_explains_its_calendar_and_draws_what_lies_ahead(client, django_assert_max_num_queries):
    plan("to-come", date="2090")
    seen()
    with django_assert_max_num_queries(7):
        html = client.get("/watch/").content.decode()
    assert 'href="webcal://testserver/watch.ics"' in html
    assert client.get("/events.svg?outcome=pending").status_code == 200
