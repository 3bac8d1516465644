"""The table of the design: what the rule of the status answers of some agreements."""

import pytest

from tests.agreements.facts import FRAMEWORK, TACIT, TWENTY_YEARS, TWO_NOTES, act, other, status, term

DENOUNCED = (
    act("denounced", "2020-01-15"),
    term(notice="P6M", notice_for="any_time"),
    act("reported_in_effect", "2020-02-01"),
)
SUSPENDED = (act("signed", "2013-03-14"), act("suspended", "2022-03-17"), act("terminated", "2022-07-12"))
EXTENDED = (act("extended", "2021-04-03", until="2030-12-31"),)
UNDATED = (act("signed", "1996"), act("terminated", source="2023-02-04"))

# The table of the design: acts, day, answer.
TABLE = [
    (
        (act("signed", "2008-09-30"), act("entered_into_force", "2011-06-01"), term(until="2021-06-01")),
        "2022-06-01",
        "unknown",
    ),
    (FRAMEWORK, "2021-06-01", "reported in effect"),
    (FRAMEWORK, "2022-06-01", "unknown"),
    ((*FRAMEWORK, act("extended", "2021-11-30")), "2022-06-01", "in force"),
    (DENOUNCED, "2020-03-01", "reported in effect"),
    (DENOUNCED, "2022-01-01", "unknown"),
    ((act("denounced", "2020-01-15", effect="2020-07-15"),), "2021-01-01", "ended: denounced"),
    (
        (
            act("entered_into_force", "1977"),
            other("replaces", act("signed", "2008"), act("entered_into_force", "2008")),
        ),
        "2026-11-28",
        "ended: replaced",
    ),
    (
        (act("entered_into_force", "1992"), other("replaces", act("signed", "2024-05-01"))),
        "2024-06-01",
        "unknown",
    ),
    (SUSPENDED, "2022-05-01", "suspended"),
    (SUSPENDED, "2022-08-01", "ended: terminated"),
    ((act("entered_into_force", "2001"), act("suspended", "2022")), "2022-05-01", "unknown"),
    (TWO_NOTES, "2003-01-01", "not yet signed"),
    (TWO_NOTES, "2006-01-01", "signed"),
    ((act("entered_into_force", "1994-12-10"), TWENTY_YEARS), "2016-01-01", "in force"),
    (TACIT, "2012-01-01", "in force"),
    (TACIT, "2015-06-01", "unknown"),
    (
        (act("signed", "2017-05-04"), term("P5Y", counted_from="signature", renewal="by_agreement")),
        "2023-01-01",
        "unknown",
    ),
    (
        (
            act("entered_into_force", "1993"),
            term("P5Y", counted_from="entry_into_force"),
            other("renews", act("signed", "1998"), term("P5Y", counted_from="signature")),
        ),
        "2001-01-01",
        "in force",
    ),
    (EXTENDED, "2030-12-31", "in force"),
    (EXTENDED, "2031-01-01", "unknown"),
    ((act("expired", "2010-12-31"), act("extended", "2012-03-01")), "2013-01-01", "in force"),
    (UNDATED, "2010-01-01", "unknown"),
    (UNDATED, "2024-01-01", "ended: terminated"),
]


@pytest.mark.parametrize(("told", "day", "expected"), TABLE)
def test_the_rule_answers_the_cases_of_the_design(told, day, expected):
    assert status(told, day) == expected
