"""The timeline of the status: what it answers for every day, whatever the facts are."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from agreements.facts import Facts
from agreements.status import answer, timeline_of
from tests.agreements.facts import FIVE_YEARS_TACIT, IN_FORCE, SIGNED, act, facts
from tests.agreements.strategies import FIRST, LAST, acts, all_facts
from tests.timelines import span_on


def codes(timeline):
    """Return (first day, code, how) of each run of spans that say the same."""
    told = [(span.first, span.status.code, span.status.how) for span in timeline]
    return [told[0], *(span for before, span in pairwise(told) if before[1:] != span[1:])]


@given(all_facts(), st.dates(FIRST - timedelta(days=400), LAST + timedelta(days=1500)))
def test_a_look_up_in_the_timeline_is_the_rule_asked_for_that_day(told, day):
    timeline = timeline_of(told)
    for asked in (day + timedelta(days=days) for days in range(40)):
        assert span_on(timeline, asked).status == answer(told, asked)


@given(all_facts())
def test_a_timeline_begins_before_all_time_and_each_span_differs_from_the_last(told):
    timeline = timeline_of(told)
    assert timeline[0].first is None
    assert all(before.first is None or before.first < after.first for before, after in pairwise(timeline))
    assert all(before.status != after.status for before, after in pairwise(timeline))


@given(all_facts(), st.randoms())
def test_the_order_in_which_facts_are_told_does_not_matter(told, random):
    shuffled = [random.sample(facts, len(facts)) for facts in (told.acts, told.terms, told.others, told.dissolutions)]
    assert codes(timeline_of(Facts(*map(tuple, shuffled)))) == codes(timeline_of(told))


@given(st.lists(acts.map(lambda act: replace(act, reported_as="claimed", standing="")), max_size=4))
def test_claims_alone_say_nothing(claimed):
    assert [status.code for _, status in timeline_of(Facts(tuple(claimed)))] == ["unknown"]


@given(st.lists(acts, max_size=5), st.lists(acts, max_size=4), st.sampled_from(["planned", "announced", "claimed"]))
def test_plans_and_claims_never_put_an_agreement_in_force(told, foretold, reported_as):
    """With more plans and claims, no day is in force that was not before; nor ended."""
    added = tuple(replace(act, reported_as=reported_as) for act in foretold)
    before, after = timeline_of(Facts(tuple(told))), timeline_of(Facts((*told, *added)))
    for day in {span.first for span in (*before, *after)} - {None}:
        code = span_on(after, day).status.code
        assert code in (span_on(before, day).status.code, "unknown", "not_yet_signed")


@given(all_facts(), st.data())
def test_a_further_source_that_says_nothing_new_changes_nothing(told, data):
    assume(told.acts)
    act = data.draw(st.sampled_from(told.acts))
    # Of an act that its source reports before it was, a later report does say something: by when it was.
    assume(not act.reported or not act.days.first or act.days.first <= act.reported)
    again = replace(act, key="again", reported=act.reported and act.reported + timedelta(days=400))
    assert codes(timeline_of(replace(told, acts=(*told.acts, again)))) == codes(timeline_of(told))


def test_a_further_source_that_is_only_less_precise_changes_nothing():
    precise = facts(SIGNED, act("entered_into_force", "2001-02-03", source="2001-03"))
    vague = facts(*precise.acts, act("signed", "2000"), act("entered_into_force", "2001", source="2020"))
    assert codes(timeline_of(vague)) == codes(timeline_of(precise))


def test_the_timeline_tells_on_what_a_status_rests_and_when_a_source_last_spoke():
    signed = act("signed", "2000-03-01", key="signed", source="2000-04", said="2012-05-06")
    report = act("reported_in_effect", "2015-06-07", key="report", source="2015-06-07")
    _, first, second = timeline_of(facts(signed, report))
    assert (first.first, first.status.acts, first.status.last_said) == (date(2000, 3, 1), ("signed",), date(2012, 5, 6))
    assert (second.status.acts, second.status.last_said) == (("report",), date(2015, 6, 7))


def test_a_term_that_renews_itself_says_so_and_is_not_followed_for_ever():
    timeline = timeline_of(facts(IN_FORCE, FIVE_YEARS_TACIT))
    assert timeline[-1].first == date(2006, 1, 1)
    assert timeline[-1].status.reason == "renews_itself"
    assert dict(timeline[-1].status.args)["every"] == "P5Y"
