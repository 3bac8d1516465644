"""The status of agreements on a day: no door disagrees with the rule, whatever is recorded, on whatever day."""

import csv
import io
from datetime import date, timedelta
from random import Random

import pytest

from agreements.entering import enter
from agreements.models import Agreement, Designation, EventAgency, Term
from agreements.status import LegalAct, StatusCode, timeline_of
from catalogue.asked import Results
from catalogue.dressing import foreseen_on, status_on
from catalogue.facts import facts_of
from catalogue.index.questions import EndForeseen, StatusOn, of_kind
from catalogue.plans import records_of
from catalogue.reading import read, rows
from catalogue.renderer import up_to_date
from tests.factories import MODALITIES, cite, make_agreement, make_event, make_relation, make_source
from tests.timelines import span_on

pytestmark = pytest.mark.django_db
FIRST, LAST = date(1950, 1, 1), date(2060, 12, 31)
YEAR = timedelta(365)
NUMBER = 10


def some_date(random):
    day = (date(1975, 1, 1) + timedelta(random.randrange(18_000))).isoformat()
    return random.choice([day, day, day[:7], day[:4], f"{day[:4]}/..", f"../{day[:4]}", None])


def some_act(random, agreement):
    kind = random.choice(LegalAct.values)
    modality = MODALITIES.get(kind) or random.choice(["done", "done", "done", "planned", "announced", "claimed"])
    dates = {name: random.choice([None, None, some_date(random)]) for name in ("effective", "until", "as_of")}
    act = make_event(kind=kind, modality=modality, date=some_date(random), agreement=agreement, **dates)
    if random.random() < 0.3:
        side = random.choice(agreement.parties.all()).agency
        EventAgency.objects.create(event=act, agency=side, role="side")
    if random.random() < 0.5:
        cite(act, make_source(f"source-{random.randrange(5)}", published=str(random.randrange(1990, 2026))))


def some_term(random, agreement):
    renewal = random.choice(["", "none", "tacit", "by_agreement", "indefinite"])
    length = random.choice(["P5Y", "P10Y", ""])
    told = {"length": length, "counted_from": random.choice(["signature", "entry_into_force", ""])} if length else {}
    enter(Term(agreement=agreement, renewal=renewal, notice=random.choice(["", "P6M"]), condition="some", **told))


def some_agreements(random):
    for number in range(NUMBER):
        agreement = make_agreement(f"a{number}", parties=random.sample(["BE", "FR", "RU", "US"], 2))
        for _ in range(random.randint(0, 5)):
            some_act(random, agreement)
        if random.random() < 0.5:
            some_term(random, agreement)
        if random.random() < 0.2:
            enter(Designation(agreement=agreement, form="other", binding="non_binding"))
        if number and random.random() < 0.5:
            make_relation(f"a{number}", random.choice(["replaces", "renews", "extends", "amends"]), f"a{number - 1}")


def days_of(timelines, random):
    """Return the days on which something may change, those beside them, and some others."""
    firsts = {span.first for timeline in timelines.values() for span in timeline} - {None}
    beside = {
        first + timedelta(days) for first in random.sample(sorted(firsts), min(12, len(firsts))) for days in (-1, 0, 1)
    }
    others = {FIRST + timedelta(random.randrange((LAST - FIRST).days)) for _ in range(20)}
    return sorted(day for day in (*beside, *others, FIRST, LAST) if FIRST <= day <= LAST)


def ends_of(status, day):
    """Return (first, last) of each end that is foreseen on a day, by the rule."""
    ahead = {(end, end.next_end(day)) for end in status.ahead(day)}
    ends = [days for _, days in ahead if days] + [end.days for end in status.overdue(day)]
    return sorted((str(days.first), str(days.last)) for days in ends)


def ends_told(row, day):
    return sorted((str(end["earliest"]), str(end["latest"])) for end in foreseen_on(row, day))


def may_lie(end, first, last):
    earliest, latest = end
    return not (first and latest != "None" and latest < str(first)) and not (
        last and earliest != "None" and earliest > str(last)
    )


@pytest.mark.many
@pytest.mark.parametrize("seed", range(3))
def test_no_door_disagrees_on_any_day(seed, client):
    random = Random(seed)  # noqa: S311
    some_agreements(random)
    up_to_date()
    keys = dict(Agreement.objects.values_list("pk", "slug"))
    timelines = {record.slug: timeline_of(facts_of(record)) for record in records_of("agreement", list(keys))}
    whole = {slug: read("agreement", slug) for slug in timelines}
    lean = {row["slug"]: row for row in rows("agreement", list(keys))}
    days = days_of(timelines, random)
    for day in days:
        rule = {slug: span_on(timeline, day).status for slug, timeline in timelines.items()}
        codes = {slug: status.code for slug, status in rule.items()}
        assert {slug: status_on(document, day)["code"] for slug, document in whole.items()} == codes
        assert {slug: status_on(row, day)["code"] for slug, row in lean.items()} == codes
        found = {
            keys[key]: code for code in StatusCode.values for key in Results(of_kind("agreement") & StatusOn(code, day))
        }
        assert found == codes
        ends = {slug: ends_of(status, day) for slug, status in rule.items()}
        assert {slug: ends_told(row, day) for slug, row in lean.items()} == ends
        for first, last in ((None, day), (day, None), (day - YEAR, day + 3 * YEAR)):
            asked = of_kind("agreement") & EndForeseen(day, first, last)
            assert {keys[key] for key in Results(asked)} == {
                slug for slug, some in ends.items() if any(may_lie(end, first, last) for end in some)
            }
    for day in random.sample(days, 3):
        codes = {slug: span_on(timeline, day).status.code for slug, timeline in timelines.items()}
        answer = client.get(f"/api/v1/agreements/?status_on={day}&page_size=100").json()["results"]
        assert {row["slug"]: row["status"]["code"] for row in answer} == codes
        table = b"".join(client.get(f"/agreements.csv?status_on={day}").streaming_content).decode()
        assert {row["slug"]: row["status"] for row in csv.DictReader(io.StringIO(table))} == codes
        for slug in random.sample(sorted(codes), 3):
            told = client.get(f"/api/v1/agreements/{slug}/?status_on={day}").json()["status"]
            assert told["code"] == codes[slug]
            assert told["reason"] in client.get(f"/agreements/{slug}/?status_on={day}").content.decode()
