"""What the filters ask, each compared with the same in Python."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.index.questions import (
    CERTAIN,
    POSSIBLE,
    Acted,
    AllOf,
    AnyOf,
    ChangedAfter,
    ChangedSince,
    Dated,
    Everything,
    Has,
    HasAny,
    Not,
    OutcomeNotReported,
    Pending,
    StatusOn,
    every,
    of_kind,
)
from tests.catalogue.index.made import (
    act,
    agency,
    agreement,
    area,
    cites,
    country,
    event,
    events_of,
    mission,
    person,
    reader_of,
    slugs,
    source,
    timeline,
)

AGREEMENTS = of_kind("agreement")
TODAY = date(2026, 11, 28)


def found(reader, question):
    return slugs(reader.search(question))


# Values.


@pytest.fixture(scope="module")
def world():
    science = area("science")
    astronomy = area("astronomy", wider=[science])
    cnes = agency("cnes", code="FR", acronym="CNES")
    esa = agency("esa")
    spot = mission("spot", agencies=[cnes])
    minister = person("a-minister")
    signed = act("signed", "2000-12-20", slug="signed", people=[minister], citations=cites("a-report"))
    be_fr = agreement("be-fr", parties=["BE", "FR"], acts=[signed], areas=[astronomy], missions=[spot], others=[cnes])
    cnes_esa = agreement(
        "cnes-esa",
        parties=[cnes, esa],
        form="agreement",
        function="framework",
        level="inter_agency",
        citations=cites("b"),
    )
    within = agreement("within", parties=["FR", cnes], level=None)
    meeting = event("a-meeting", agencies=[cnes], areas=[astronomy], missions=[spot], place="Paris")
    documents = [science, astronomy, cnes, esa, spot, minister, be_fr, cnes_esa, within, meeting, *events_of(be_fr)]
    documents += [
        country("FR"),
        country("SUHH", withdrawn="1992-08-30"),
        source("a-report"),
        source("b", published="1999"),
    ]
    return reader_of(*documents)


@pytest.mark.parametrize(
    ("question", "slugs"),
    [
        (Has("party", "FR"), ["be-fr", "cnes-esa", "within"]),
        (every("party", ["BE", "FR"]), ["be-fr"]),
        (every("party", ["FR", "cnes"]), ["cnes-esa", "within"]),
        (Has("party", "esa"), ["cnes-esa"]),
        (Has("agency", "cnes"), ["be-fr", "cnes-esa", "within"]),
        (Has("area", "astronomy"), ["be-fr"]),
        (Has("area", "science"), ["be-fr"]),
        (Has("mission", "spot"), ["be-fr"]),
        (Has("person", "a-minister"), ["be-fr"]),
        (Has("function", "framework"), ["cnes-esa"]),
        (Has("level", "inter_agency"), ["cnes-esa"]),
        (Has("source", "a-report"), ["be-fr"]),
        (Has("source", "b"), ["cnes-esa"]),
        (Has("not_stated", "area"), ["cnes-esa", "within"]),
        (Has("not_stated", "signed"), ["cnes-esa", "within"]),
        (Has("not_stated", "entered_into_force"), ["be-fr", "cnes-esa", "within"]),
        (Has("country_pair", "BE|FR"), ["be-fr"]),
        (Has("agency_pair", "cnes|esa"), ["cnes-esa"]),
        (Has("decade", "2000"), ["be-fr"]),
        (Has("signed_year", "2000"), ["be-fr"]),
        (HasAny("form", ["agreement", "treaty"]), ["be-fr", "cnes-esa", "within"]),
        (Not(Has("party", "BE")), ["cnes-esa", "within"]),
        (Has("party", "BE") | Has("party", "esa"), ["be-fr", "cnes-esa"]),
        (Has("party", "FR") & ~Has("party", "BE") & ~Has("party", "esa"), ["within"]),
        (AnyOf(), []),
        (AllOf(), ["be-fr", "cnes-esa", "within"]),
        (~AnyOf(), ["be-fr", "cnes-esa", "within"]),
        (AllOf(~Has("party", "BE"), ~Has("party", "esa")), ["within"]),
    ],
)
def test_agreements_are_found_by_their_values(world, question, slugs):
    assert found(world, AGREEMENTS & question) == slugs
    assert world.count(AGREEMENTS & question) == len(slugs)


@pytest.mark.parametrize(
    ("question", "slugs"),
    [
        (of_kind("event") & Has("party", "FR"), ["a-meeting", "signed"]),
        (of_kind("event") & Has("party", "BE"), ["signed"]),
        (of_kind("event") & Has("party", "cnes"), ["a-meeting"]),
        (of_kind("event") & Has("agreement", "be-fr"), ["signed"]),
        (of_kind("event") & Has("area", "science"), ["a-meeting"]),
        (of_kind("event") & Has("mission", "spot"), ["a-meeting"]),
        (of_kind("event") & Has("source", "a-report"), ["signed"]),
        (of_kind("event") & Has("not_stated", "date"), ["a-meeting"]),
        (of_kind("event") & Has("not_stated", "place"), ["signed"]),
        (of_kind("mission") & Has("agency", "cnes"), ["spot"]),
        (of_kind("area") & Has("area", "science"), ["astronomy", "science"]),
        (of_kind("agency") & Has("country", "FR"), ["cnes"]),
        (of_kind("country") & Has("former", "yes"), ["suhh"]),
        (of_kind("country") & Has("former", "no"), ["fr"]),
        (of_kind("source") & Has("not_stated", "published"), ["a-report"]),
        (of_kind("source") & Dated(date(1998, 1, 1), date(1999, 12, 31), CERTAIN), ["b"]),
        (of_kind("source") & Dated(date(1999, 2, 1), date(1999, 12, 31), CERTAIN), []),
    ],
)
def test_other_records_are_found_by_their_values(world, question, slugs):
    assert found(world, question) == slugs


def test_of_kind_without_a_kind_finds_all_records_and_nothing_else(world):
    assert world.count(of_kind()) == 15
    assert world.count(Everything()) > 15


# Dates.

ACTS = ["signed", "concluded", "entered_into_force", "expiry_announced"]
EDTF = ["1997", "1997-10", "1997-10-03", "199X", "1995/1999", "1996/..", "../1998", "1996/", "1999-12-31", None]
dated_acts = st.builds(
    act, st.sampled_from(ACTS), st.sampled_from(EDTF), st.sampled_from(["took_place", "ongoing", "planned", "claimed"])
)
some_day = st.none() | st.dates(date(1989, 1, 1), date(2001, 12, 31)).map(lambda day: day.replace(day=1))
Days = st.tuples(some_day, some_day)


def acted(agreement, kinds, first, last, match):
    return any(
        act["kind"] in kinds
        and act["reported_as"] in ("took_place", "ongoing")
        and act["date"]
        and lies(act["date"], first, last, match)
        for act in agreement.body["events"]
    )


def lies(when, first, last, match):
    earliest, latest = (when[end] and date.fromisoformat(when[end]) for end in ("earliest", "latest"))
    if match == CERTAIN:
        return (not first or bool(earliest and earliest >= first)) and (not last or bool(latest and latest <= last))
    return (not first or not latest or latest >= first) and (not last or not earliest or earliest <= last)


@given(
    acts=st.lists(st.lists(dated_acts, max_size=3), min_size=1, max_size=6),
    kinds=st.sets(st.sampled_from(ACTS), min_size=1),
    days=Days,
    match=st.sampled_from([POSSIBLE, CERTAIN]),
)
def test_agreements_are_found_by_the_dates_of_their_acts(acts, kinds, days, match):
    agreements = [agreement(f"agreement-{place}", acts=some) for place, some in enumerate(acts)]
    expected = [one.slug for one in agreements if acted(one, kinds, *days, match)]
    assert found(reader_of(*agreements), AGREEMENTS & Acted(tuple(kinds), *days, match)) == expected


@given(
    whens=st.lists(st.sampled_from(EDTF), min_size=1, max_size=6), days=Days, match=st.sampled_from([POSSIBLE, CERTAIN])
)
def test_events_are_found_by_their_dates_and_undated_ones_never(whens, days, match):
    events = [event(f"event-{place}", when=when) for place, when in enumerate(whens)]
    expected = [one.slug for one in events if one.body["date"] and lies(one.body["date"], *days, match)]
    assert found(reader_of(*events), of_kind("event") & Dated(*days, match)) == expected


# Status.

CODES = ["unknown", "signed", "in_force", "ended"]


@given(
    steps=st.lists(st.tuples(st.integers(1, 4000), st.sampled_from(CODES)), max_size=5),
    code=st.sampled_from(CODES),
    offset=st.integers(-400, 20_000),
)
def test_agreements_are_found_by_their_status_on_any_day(steps, code, offset):
    day, spans = date(1990, 1, 1), [(None, "unknown")]
    for length, new in steps:
        day += timedelta(length)
        spans.append((day.isoformat(), new))
    asked = date(1990, 1, 1) + timedelta(offset)
    expected = [status for since, status in spans if since is None or since <= asked.isoformat()][-1]
    reader = reader_of(agreement("it", status_timeline=timeline(*spans)))
    assert reader.count(StatusOn(code, asked)) == (code == expected)


# Changes, plans.


def test_records_are_found_by_when_they_changed():
    reader = reader_of(agreement("old", revision=3, changed_at=100), agreement("new", revision=4, changed_at=200))
    assert found(reader, ChangedAfter(3)) == ["new"]
    assert found(reader, ChangedAfter(2)) == ["new", "old"]
    assert found(reader, ChangedSince(200)) == ["new"]


SPOT = mission("spot")


@pytest.mark.many
@pytest.mark.parametrize(
    ("kind", "when", "fact", "is_told"),
    [
        ("launch", "2020", ("launch", "2021"), True),
        ("launch", "2020", ("launch", "2020"), True),
        ("launch", "2020", ("launch", "2019"), False),
        ("launch", "2020", ("launch", "2019/.."), False),
        ("launch", "2020", ("launch", "../2021"), True),
        ("launch", "2020", ("meeting", "2021"), False),
        ("launch", "2020", ("launch", None), False),
        ("launch", "../2020", ("launch", "2021"), False),
        ("renewal_discussed", "2021-12", ("extended", "2021-11-30"), False),
        ("renewal_discussed", "2021-12", ("extended", "2022"), True),
        ("renewal_discussed", "2021-12", ("renewal_discussed", "2022"), True),
        ("renewal_discussed", "2021", ("expired", "2022"), False),
    ],
)
@pytest.mark.parametrize("through", ["agreement", "mission"])
def test_a_later_fact_of_the_kind_foreseen_tells_the_outcome_of_a_plan(kind, when, fact, is_told, through):
    concerns = {"agreement": {"slug": "it", "title": "It"}} if through == "agreement" else {"missions": [SPOT]}
    plan = event("plan", kind, when, "discussed", **concerns)
    reader = reader_of(plan, event("fact", *fact, **concerns), event("elsewhere", fact[0], "2025"))
    assert found(reader, OutcomeNotReported(TODAY)) == ([] if is_told else ["plan"])


def test_an_outcome_is_missed_the_day_after_and_until_then_a_plan_is_pending():
    plans = [event("dated", "launch", "2026-11-28", "planned"), event("undated", "launch", None, "discussed")]
    plans += [event("open", "launch", "2020/..", "announced"), event("fact", "launch", "2026-11-28")]
    reader = reader_of(*plans)
    assert found(reader, Pending(TODAY)) == ["dated", "open", "undated"]
    assert found(reader, OutcomeNotReported(TODAY)) == []
    assert found(reader, Pending(TODAY + timedelta(1))) == ["open", "undated"]
    assert found(reader, OutcomeNotReported(TODAY + timedelta(1))) == ["dated"]
