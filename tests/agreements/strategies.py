"""Facts of all shapes, as Hypothesis generates them."""

from datetime import date

from hypothesis import strategies as st

from agreements.facts import Act, Days, Dissolution, Facts, Other, Term
from tests.agreements.facts import KINDS, days

FIRST, LAST = date(1998, 1, 1), date(2004, 12, 31)
some_days = st.dates(FIRST, LAST)
some_dates = some_days.flatmap(
    lambda day: st.sampled_from(
        [day.isoformat(), day.isoformat()[:7], f"{day.year}", f"{day.year}/..", f"../{day.year}", f"{day.year}/2004"]
    )
).map(days)
maybe_dates = st.none() | some_dates
standings = st.sampled_from(["", "", "", "preferred", "known_wrong"])
durations = st.sampled_from(["", "P1Y", "P2Y", "P1Y6M", "P30D", "P0Y"])
acts = st.builds(
    Act,
    key=st.uuids().map(str),
    kind=st.sampled_from([*KINDS, "signed", "entered_into_force", "extended"]),
    reported_as=st.sampled_from(["done", "done", "done", "ongoing", "planned", "announced", "discussed", "claimed"]),
    days=st.just(Days()) | some_dates,
    effective=maybe_dates,
    until=maybe_dates,
    as_of=maybe_dates,
    reported=st.none() | some_days,
    last_said=st.none() | some_days,
    side=st.sampled_from([None, None, "cnes", "nasa"]),
    standing=standings,
)
notices = st.sampled_from(["", "any_time", "end_of_term"])
renewals = st.sampled_from(["", "none", "tacit", "by_agreement", "indefinite"])


@st.composite
def all_facts(draw, depth=1):
    told = tuple(draw(st.lists(acts, max_size=5)))
    terms = st.builds(
        Term,
        key=st.uuids().map(str),
        act=st.sampled_from([None, *(act.key for act in told)]),
        length=durations,
        counted_from=st.sampled_from(["", "signature", "entry_into_force", "other"]),
        from_date=maybe_dates,
        until=maybe_dates,
        renewal=renewals,
        renewal_length=durations,
        notice=durations,
        notice_for=notices,
        standing=standings,
    )
    relations = st.sampled_from(["replaces", "renews", "extends", "amends"])
    others = st.builds(Other, st.uuids().map(str), relations, all_facts(depth=depth - 1), st.booleans())
    dissolutions = st.builds(Dissolution, st.uuids().map(str), some_dates, st.booleans())
    return Facts(
        told,
        tuple(draw(st.lists(terms, max_size=2))),
        tuple(draw(st.lists(others, max_size=2))) if depth else (),
        tuple(draw(st.lists(dissolutions, max_size=1))),
    )
