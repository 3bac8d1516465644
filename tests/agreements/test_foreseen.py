"""Ends that are foreseen, the next of them, those overdue, and the last days for notice."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agreements.facts import Days
from agreements.foreseen import duration, moved
from agreements.status import answer, timeline_of
from spacecoop.dates import bounds
from tests.agreements.facts import (
    FIVE_YEARS,
    FIVE_YEARS_TACIT,
    FRAMEWORK,
    IN_FORCE,
    PLANNED,
    PROTOCOL,
    RENEWED,
    REPORT_WITH_AN_END,
    TACIT_AT_ANY_TIME,
    TACIT_FROM_A_YEAR,
    TWENTY_YEARS,
    WITHOUT_NOTICE,
    act,
    days,
    facts,
    term,
)
from tests.agreements.strategies import FIRST, LAST, all_facts
from tests.timelines import span_on


def test_what_is_open_is_foreseen_then_overdue_then_overtaken():
    timeline = timeline_of(facts(*FRAMEWORK, act("extended", "2022-02-01")))
    march, january, february = (date(2021, 3, 1), date(2022, 1, 1), date(2022, 2, 1))
    assert span_on(timeline, date(2020, 2, 29)).status.foreseen == ()
    assert span_on(timeline, date(2020, 3, 1)).status.foreseen != ()
    ahead = span_on(timeline, march).status
    assert [end.days for end in ahead.ahead(march)] == [days("2021-12")]
    assert not ahead.overdue(march)
    assert [end.days for end in span_on(timeline, january).status.overdue(january)] == [days("2021-12")]
    assert span_on(timeline, february).status.foreseen == ()


@given(all_facts(), st.dates(FIRST, LAST + timedelta(days=1000)))
def test_what_is_overdue_is_what_leaves_the_status_open(told, day):
    status = answer(told, day)
    assert not status.overdue(day) or status.code == "unknown"
    assert (status.reason == "end_foreseen") <= bool(status.overdue(day))


@pytest.mark.parametrize(
    ("day", "end", "notice"),
    [
        ("2001-02-01", "2006-01-01", "2005-07-01"),
        ("2006-01-01", "2006-01-01", "2005-07-01"),
        ("2006-01-02", "2011-01-01", "2010-07-01"),
        ("2057-01-01", "2061-01-01", "2060-07-01"),
    ],
)
def test_the_next_end_and_the_last_day_for_notice_follow_the_term(day, end, notice):
    day = date.fromisoformat(day)
    (term,) = answer(facts(IN_FORCE, FIVE_YEARS_TACIT), day).ahead(day)
    assert (term.next_end(day), term.last_notice(day)) == (days(end), days(notice))


def test_the_next_end_is_as_imprecise_as_the_beginning():
    day = date(2012, 6, 1)
    (term,) = answer(facts(act("entered_into_force", "2001"), FIVE_YEARS_TACIT), day).ahead(day)
    assert (term.next_end(day), term.last_notice(day)) == (days("2016"), Days(date(2015, 7, 1), date(2016, 6, 30)))


TWENTY_YEARS_NOTICED = replace(TWENTY_YEARS, notice="P1Y", notice_for="end_of_term")
UNTOLD_FOR_WHAT = replace(FIVE_YEARS_TACIT, notice_for="")
DENOUNCED_IN_2010 = act("denounced", "2010-07-02")
# The facts, the day, between which days an end was foreseen, and by what.
OVERDUE = [
    (WITHOUT_NOTICE, "2010-05-01", "2010-05-01/..", "denounced", None),
    ((IN_FORCE, FIVE_YEARS_TACIT, DENOUNCED_IN_2010), "2016-01-01", "2016-01-01", "denounced", None),
    (
        (IN_FORCE, replace(FIVE_YEARS_TACIT, notice_for=""), DENOUNCED_IN_2010),
        "2016-01-01",
        "2011-01-02/2016-01-01",
        "denounced",
        None,
    ),
    (TACIT_FROM_A_YEAR, "2010-01-01", "2010-01-01/2015-12-31", "denounced", None),
    ((IN_FORCE, TACIT_AT_ANY_TIME, act("denounced", "2008-01-01")), "2008-07-01", "2008-07-01", "denounced", None),
    ((IN_FORCE, TWENTY_YEARS_NOTICED, act("denounced", "2030-01-01")), "2031-01-01", "2031-01-01", "denounced", None),
    ((IN_FORCE, PROTOCOL, term("P3Y", act="protocol")), "2008-10-01", "2008-10-01/..", "term", None),
    ((IN_FORCE, FIVE_YEARS), "2006-01-01", "2006-01-01", "term", None),
    ((IN_FORCE, act("amended", "2003", until="2006")), "2007-01-01", "2006", "until", None),
    ((IN_FORCE, PLANNED), "2009-01-01", "2009", "planned", None),
    (RENEWED, "2010-11-01", "2010-11-01", "term", "other"),
]


@pytest.mark.parametrize(("told", "day", "between", "basis", "by"), OVERDUE)
def test_the_answer_tells_between_which_days_an_end_was_foreseen(told, day, between, basis, by):
    status = answer(facts(*told), date.fromisoformat(day))
    first, last = bounds(between)
    assert (status.reason, dict(status.args)) == (
        "end_foreseen",
        {"first": first, "last": last, "basis": basis, "by": by},
    )


def test_a_denunciation_waits_for_the_end_of_a_term_and_not_for_one_that_is_announced():
    told = (IN_FORCE, FIVE_YEARS_TACIT, act("expiry_announced", "2013", as_of="2009"), DENOUNCED_IN_2010)
    foreseen = {end.basis: end.days for end in answer(facts(*told), date(2012, 1, 1)).foreseen}
    assert foreseen == {"announced": days("2013"), "denounced": days("2016-01-01")}


def test_a_report_tells_of_an_end_that_was_set_before_it():
    assert [end.days for end in answer(facts(IN_FORCE, REPORT_WITH_AN_END), date(2005, 1, 1)).foreseen] == [
        days("2012-12-31")
    ]


def test_what_is_announced_on_an_unknown_day_may_have_been_before_its_source():
    told = (IN_FORCE, act("expiry_announced", "2010", source="2008-05-01"))
    assert [end.days for end in answer(facts(*told), date(2005, 1, 1)).foreseen] == [days("2010")]


def test_an_overdue_end_rests_on_the_acts_that_foresee_it_and_on_talks():
    told = (IN_FORCE, act("amended", "2003", until="2006"), act("renewal_discussed", "2005"))
    assert answer(facts(*told), date(2007, 1, 1)).acts == ("amended 2003", "renewal_discussed 2005")


def test_the_ends_that_lie_ahead_come_in_order_of_time():
    told, day = (IN_FORCE, act("amended", "2003", until="2015"), PLANNED), date(2007, 1, 1)
    assert [end.days for end in answer(facts(*told), day).ahead(day)] == [days("2009"), days("2015")]


every = st.sampled_from(["P5Y", "P1Y6M", "P90D", "P1M15D"])


@given(every, st.dates(date(2001, 1, 1), date(2100, 12, 31)))
@example("P5Y", date(2011, 1, 1))
@example("P5Y", date(2011, 1, 2))
def test_the_next_end_of_what_renews_itself_is_the_first_that_is_not_past(length, day):
    renewing = replace(FIVE_YEARS_TACIT, length=length)
    (end,) = answer(facts(IN_FORCE, renewing), day).foreseen
    ends = (moved(days("2001-01-01"), duration(length), times) for times in count(1))
    assert end.next_end(day) == end.end_on(day) == next(days for days in ends if days.last >= day)


@pytest.mark.parametrize(
    ("own", "day", "end", "notice"),
    [
        (TWENTY_YEARS, "2030-01-01", None, None),
        (replace(TWENTY_YEARS, notice="P6M"), "2030-01-01", None, None),
        (replace(FIVE_YEARS, notice="P6M"), "2003-01-01", "2006-01-01", None),
        (replace(FIVE_YEARS_TACIT, notice=""), "2003-01-01", "2006-01-01", None),
        (replace(FIVE_YEARS_TACIT, notice_for="any_time"), "2003-01-01", "2006-01-01", None),
        (replace(FIVE_YEARS_TACIT, length="P5000Y"), "9999-12-31", None, None),
    ],
)
def test_where_no_next_end_or_notice_is_known_there_is_none(own, day, end, notice):
    day = date.fromisoformat(day)
    (foreseen,) = answer(facts(IN_FORCE, own), day).foreseen
    assert (foreseen.next_end(day), foreseen.last_notice(day)) == (days(end), days(notice))


def test_an_end_that_is_over_and_does_not_go_on_is_still_the_end_foreseen():
    day = date(2010, 1, 1)
    (foreseen,) = answer(facts(IN_FORCE, FIVE_YEARS), day).foreseen
    assert (foreseen.next_end(day), foreseen.end_on(day)) == (None, days("2006-01-01"))


def test_an_agreement_that_has_ended_leaves_nothing_open():
    assert answer(facts(IN_FORCE, FIVE_YEARS, act("terminated", "2004")), date(2005, 1, 1)).foreseen == ()
