"""The watch list: which plan is in which part, and that it stays short however much there is."""

from datetime import date

import icalendar
import pytest

from agreements.entering import enter
from agreements.models import Agreement, Event, Term
from catalogue.reading import seen
from catalogue.watch import MOST, watch_list
from tests.factories import make_agreement, make_event
from tests.pages.answers import text_of

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


def plan(slug, **fields):
    return make_event(slug, **{"kind": "launch", "modality": "planned", **fields})


def slugs(part, model=Event):
    return [model.objects.get(pk=key).slug for key in part.keys]


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
    assert f'<a href="/events/?outcome=not_reported&amp;order=-date">All {MOST + 2} on the timeline' in html


def test_the_page_explains_its_calendar_and_draws_what_lies_ahead(client, django_assert_max_num_queries):
    plan("to-come", date="2090")
    seen()
    with django_assert_max_num_queries(7):
        html = client.get("/watch/").content.decode()
    assert 'href="webcal://testserver/watch.ics"' in html
    assert client.get("/events.svg?outcome=pending").status_code == 200


def test_an_announced_expiry_is_watched_while_the_status_leaves_it_open():
    agreement = make_agreement(acts={"reported_in_effect": "2021-01-20"})
    make_event("expiry", kind="expiry_announced", date="2021-12", as_of="2020-03", agreement=agreement)
    assert slugs(watch_list(date(2021, 6, 1))["ahead"]) == ["expiry"]
    assert slugs(watch_list(TODAY)["overdue"]) == ["expiry"]
    make_event(kind="extended", date="2021-11-30", agreement=agreement)
    assert not any(part.count for part in watch_list(TODAY).values())


def test_a_planned_signature_is_watched_until_the_agreement_is_signed():
    agreement = make_agreement()
    make_event("plan", kind="signed", modality="planned", date="2022-02", agreement=agreement)
    assert slugs(watch_list(TODAY)["overdue"]) == ["plan"]
    make_event(kind="ratified", date="2022-02-20", agreement=agreement)
    assert not watch_list(TODAY)["overdue"].count


@pytest.mark.many
@pytest.mark.parametrize(
    ("renewal", "parts"),
    [("", ["ends_ahead", "ends_overdue"]), ("tacit", ["renewals", "renewals"]), ("indefinite", ["renewals"])],
)
def test_an_end_of_a_term_is_watched_by_what_follows_it(renewal, parts):
    agreement = make_agreement(acts={"signed": "2017-01-01"})
    enter(Term(agreement=agreement, length="P5Y", counted_from="signature", renewal=renewal))
    found = [name for day in (date(2021, 12, 31), TODAY) for name, part in watch_list(day).items() if part.count]
    assert found == parts


def test_agreements_stand_in_the_order_of_their_ends():
    for slug, signed, until in (("later", "2010", "2040"), ("soon", "2005", "2023"), ("past", "2001", "2009")):
        enter(Term(agreement=make_agreement(slug, acts={"signed": signed}), until=until))
    enter(Term(agreement=make_agreement("just-past", acts={"signed": "2000"}), until="2021"))
    for slug, signed in (("in-may", "2001-05-01"), ("in-april", "2000-04-01")):
        term = {"length": "P1Y", "counted_from": "signature", "renewal": "tacit"}
        enter(Term(agreement=make_agreement(slug, acts={"signed": signed}), **term))
    parts = watch_list(TODAY)
    assert slugs(parts["ends_ahead"], Agreement) == ["soon", "later"]
    assert slugs(parts["ends_overdue"], Agreement) == ["just-past", "past"]
    assert slugs(parts["renewals"], Agreement) == ["in-april", "in-may"]
    assert [parts[name].count for name in ("ends_ahead", "ends_overdue", "renewals")] == [2, 2, 2]


def test_the_page_shows_ends_and_the_last_days_for_notice_with_a_way_to_all(client):
    enter(Term(agreement=make_agreement("over", acts={"signed": "2001"}), until="2005"))
    enter(Term(agreement=make_agreement("ends", acts={"signed": "2001"}), until="2090-05"))
    term = {"length": "P100Y", "counted_from": "signature", "renewal": "tacit", "notice": "P6M"}
    enter(Term(agreement=make_agreement("renews", acts={"signed": "2001-05-01"}), **term))
    shown = text_of(client.get("/watch/").content.decode())
    assert "renewal not reported 1" in shown
    assert "Foreseen end Title Parties Status Sources 2005 end of the term Agreement over" in shown
    assert "Foreseen end Title Parties Status Sources May 2090 end of the term Agreement ends" in shown
    assert "1 May 2101 renews itself for 100 years each time 1 November 2100 Agreement renews" in shown
    html = client.get("/watch/").content.decode()
    for state, slug in (("overdue", "over"), ("upcoming", "ends"), ("renews_itself", "renews")):
        assert f'href="/agreements/?foreseen_end={state}"' in html
        found = client.get(f"/api/v1/agreements/?foreseen_end={state}").json()
        assert [row["slug"] for row in found["results"]] == [slug]


def test_the_calendar_holds_ends_and_last_days_for_notice_as_wide_as_they_are_uncertain(client):
    until = make_agreement("until", acts={"signed": "2001"})
    make_event(kind="extended", date="2020-02-03", until="2090-12-31", agreement=until)
    term = {"length": "P100Y", "counted_from": "signature", "renewal": "tacit", "notice": "P6M"}
    enter(Term(agreement=make_agreement("renews", acts={"signed": "2001-05"}), **term))
    announced = make_agreement("announced", acts={"signed": "2001"})
    make_event("expiry", kind="expiry_announced", date="2090-12", as_of="2020", agreement=announced)
    enter(Term(agreement=make_agreement("ended", acts={"signed": "2001", "terminated": "2005"}), until="2090"))
    entries = [
        (
            str(entry["url"]).split("/")[-2],
            *(str(entry[name].dt) for name in ("dtstart", "dtend")),
            str(entry["summary"]),
        )
        for entry in calendar_of(client.get("/watch.ics")).walk("VEVENT")
    ]
    assert sorted(entries) == [
        ("expiry", "2090-12-01", "2091-01-01", "Event expiry (announced), sometime in December 2090"),
        (
            *("renews", "2100-11-01", "2100-12-01"),
            "Last day for notice: Agreement renews, sometime between 1 November 2100 and 30 November 2100",
        ),
        (
            *("renews", "2101-05-01", "2101-06-01"),
            "End of a term that renews itself: Agreement renews, sometime between 1 May 2101 and 31 May 2101",
        ),
        ("until", "2090-12-31", "2091-01-01", "Foreseen end: Agreement until"),
    ]
    uids = [str(entry["uid"]) for entry in calendar_of(client.get("/watch.ics")).walk("VEVENT")]
    assert len(set(uids)) == len(entries)


def calendar_of(response):
    return icalendar.Calendar.from_ical(b"".join(response.streaming_content))
