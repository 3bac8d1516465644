"""The reason of an answer: the acts that it rests on, and when a source last spoke of them."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.status import answer
from tests.agreements.facts import (
    DISSOLVED,
    FIVE_YEARS,
    FIVE_YEARS_FROM_SIGNATURE,
    FIVE_YEARS_TACIT,
    IN_FORCE,
    PLANNED,
    PROVISIONAL,
    RENEWED,
    REPLACEMENT_OPEN,
    SIGNED,
    SUCCEEDED,
    TACIT,
    TWENTY_YEARS,
    WITHOUT_NOTICE,
    act,
    facts,
    other,
)

ABANDONED = (SIGNED, act("rejected", "2002-01-01"))
PROVISIONAL_TACIT = (*PROVISIONAL, replace(FIVE_YEARS_FROM_SIGNATURE, renewal="tacit"))
REPORTED_LATER = (IN_FORCE, act("reported_in_effect", "2010-05-01"))
REPORTED_BEFORE = (act("reported_in_effect", "2000-05-01"), act("reported_in_effect", "1999-12-31"))
# The facts, the day, the reason, the acts that it rests on, its arguments.
REASONS = [
    (ABANDONED, "2002-01-01", "stated", ["rejected 2002-01-01"], {}),
    ((IN_FORCE, act("terminated", "2010-05-01")), "2010-05-01", "stated", ["terminated 2010-05-01"], {}),
    (SUCCEEDED, "2011-02-01", "replaced", [], {"by": "other"}),
    (REPLACEMENT_OPEN, "2010-02-01", "replacement_open", [], {"by": "other"}),
    (
        (IN_FORCE, other("replaces", act("entered_into_force", "2012"))),
        "2012-06-01",
        "imprecise_replacement",
        [],
        {"by": "other"},
    ),
    (DISSOLVED, "2005-12-15", "party_dissolved", [], {"party": "ussr"}),
    (RENEWED, "2007-01-01", "renewed", [], {"by": "other"}),
    ((IN_FORCE, FIVE_YEARS_TACIT), "2012-01-01", "renews_itself", ["entered_into_force 2001-01-01"], {"every": "P5Y"}),
    ((IN_FORCE, TWENTY_YEARS), "2022-01-01", "renews_itself", ["entered_into_force 2001-01-01"], {"every": ""}),
    (TACIT, "2012-01-01", "stated", ["entered_into_force 2000-01-01"], {}),
    (REPORTED_LATER, "2011-01-01", "stated", ["entered_into_force 2001-01-01", "reported_in_effect 2010-05-01"], {}),
    ((IN_FORCE, *REPORTED_BEFORE), "2011-01-01", "stated", ["entered_into_force 2001-01-01"], {}),
    (REPORTED_BEFORE, "2001-02-01", "stated", ["reported_in_effect 2000-05-01"], {}),
    (PROVISIONAL_TACIT, "2006-01-01", "renews_itself", ["provisionally_applied 2000-06-01"], {"every": "P5Y"}),
    ((act("extended", key="undated"),), "2020-01-01", "undated", ["undated"], {}),
    ((act("extended", "2020-01-02"),), "2020-01-01", "only_later", ["extended 2020-01-02"], {}),
    ((act("signed", "2019", reported_as="planned"),), "2020-01-01", "plan_passed", ["signed 2019"], {}),
    ((act("signed", "2021", reported_as="planned"),), "2020-01-01", "planned", ["signed 2021"], {}),
    ((), "2020-01-01", "nothing_stated", [], {}),
]


@pytest.mark.parametrize(("told", "day", "reason", "acts", "args"), REASONS)
def test_the_answer_names_its_reason_and_the_acts_that_it_rests_on(told, day, reason, acts, args):
    status = answer(facts(*told), date.fromisoformat(day))
    assert (status.reason, status.acts, dict(status.args)) == (reason, tuple(acts), args)


SOURCE_SPOKE = [
    ((IN_FORCE, act("terminated", "2010-05-01")), "2010-05-01"),
    (SUCCEEDED, "2011-02-01"),
    (REPLACEMENT_OPEN, "2010-02-01"),
    (DISSOLVED, "2005-12-15"),
    ((IN_FORCE, act("amended", "2003", until="2006")), "2007-01-01"),
    ((IN_FORCE, PLANNED), "2009-01-01"),
    ((IN_FORCE, FIVE_YEARS), "2006-01-01"),
    (WITHOUT_NOTICE, "2010-05-01"),
    ((IN_FORCE, act("suspended", "2010-05-01")), "2010-05-01"),
    (PROVISIONAL, "2000-06-01"),
    (RENEWED, "2007-01-01"),
    ((act("signed", "2020", reported_as="planned"),), "2020-01-01"),
]


@pytest.mark.parametrize(("told", "day"), SOURCE_SPOKE)
def test_the_answer_tells_when_a_source_last_spoke_of_what_it_rests_on(told, day):
    spoke = date(2019, 5, 6)
    assert answer(facts(*(replace(fact, last_said=spoke) for fact in told)), date.fromisoformat(day)).last_said == spoke
