"""The status on a day: one rule, and what it answers for every day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, count, pairwise

import pytest
from django.db import connection
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from agreements.evidence import HAPPENED, SHOW_SIGNATURE
from agreements.facts import Act, Days, Dissolution, Facts, Other, Term
from agreements.foreseen import duration, moved
from agreements.happened import BY_EFFECT, BY_SIDE, CONTRARY, UP_TO_SIGNATURE, happens_once, side_of
from agreements.models import Event, EventAgency, Modality
from agreements.status import DATING_ACTS, LegalAct, answer, timeline_of
from spacecoop.dates import bounds
from tests.factories import MODALITIES, make_agreement, make_event
from tests.timelines import span_on

REPORTED_AS = {
    "expiry_announced": "announced",
    "renewal_planned": "planned",
    "renewal_discussed": "discussed",
    "reported_in_effect": "ongoing",
}

KINDS = sorted({*BY_EFFECT, *BY_SIDE, *UP_TO_SIGNATURE, *REPORTED_AS, "extended", "amended"})


def days(edtf):
    return Days(*bounds(edtf)) if edtf else None


def act(kind, on=None, *, effect=None, until=None, as_of=None, source=None, said=None, **told):
    """Make a statement of an act; `source`: the day of the source that reports it."""
    return Act(
        told.pop("key", f"{kind} {on} {told.get('side', '')}".strip()),
        kind,
        told.pop("reported_as", REPORTED_AS.get(kind, "done")),
        days(on) or Days(),
        days(effect),
        days(until),
        days(as_of),
        source and days(source).last,
        said and days(said).last,
        **told,
    )


def term(length="", **told):
    dates = {name: days(told[name]) for name in ("from_date", "until") if name in told}
    return Term(told.pop("key", "term"), length=length, **{**told, **dates})


def facts(*told):
    def of(kind):
        return tuple(fact for fact in told if isinstance(fact, kind))

    return Facts(of(Act), of(Term), of(Other), of(Dissolution))


def other(relation, *told, **fields):
    """Make an agreement that replaces, renews or extends the one asked about."""
    return Other("other", relation, facts(*told), **fields)


def status(told, day):
    """Return the status on a day in words: "in force", "ended: denounced"."""
    day = date.fromisoformat(day)
    found = span_on(timeline_of(facts(*told)), day).status
    assert found == answer(facts(*told), day)
    return ": ".join(filter(None, [found.code.replace("_", " "), found.how]))


TWENTY_YEARS = term("P20Y", counted_from="entry_into_force", renewal="indefinite")
FIVE_YEARS_TACIT = term("P5Y", counted_from="entry_into_force", renewal="tacit", notice="P6M", notice_for="end_of_term")
FRAMEWORK = (act("reported_in_effect", "2021-01-20"), act("expiry_announced", "2021-12", as_of="2020-03"))
DENOUNCED = (
    act("denounced", "2020-01-15"),
    term(notice="P6M", notice_for="any_time"),
    act("reported_in_effect", "2020-02-01"),
)
SUSPENDED = (act("signed", "2013-03-14"), act("suspended", "2022-03-17"), act("terminated", "2022-07-12"))
TWO_NOTES = (act("note_sent", "2001-04-18", side="cnes"), act("note_sent", "2005-01-11", side="nasa"))
TACIT = (act("entered_into_force", "2000-01-01"), FIVE_YEARS_TACIT, act("denounced", "2011-01-10"))
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


IN_FORCE = act("entered_into_force", "2001-01-01")
SIGNED = act("signed", "2000-03-01")
FIVE_YEARS = term("P5Y", counted_from="entry_into_force")
PROTOCOL = act("extended", "2005-10-01", key="protocol")
OF_PROTOCOL = term("P3Y", act="protocol", counted_from="signature")
FROM_ENTRY = replace(OF_PROTOCOL, counted_from="entry_into_force")
FIVE_YEARS_FROM_SIGNATURE = term("P5Y", counted_from="signature")
PLANNED = act("renewal_planned", "2009", as_of="2005")
REPORT_WITH_AN_END = act("reported_in_effect", "2010-05-01", until="2012-12-31")
A_YEAR = term(notice="P12M", notice_for="any_time")
TACIT_AT_ANY_TIME = replace(FIVE_YEARS_TACIT, notice_for="any_time")
WITHOUT_NOTICE = (IN_FORCE, act("denounced", "2010-05-01"))
AMENDED = (*WITHOUT_NOTICE, A_YEAR, act("amended", "2004-01-01", key="amendment"))
PROVISIONAL = (SIGNED, act("provisionally_applied", "2000-06-01"))
SUSPENDED_TWICE = (act("suspended", "2003-05-01"), act("resumed", "2004-05-01"), act("suspended", "2010-05-01"))
REVIVED = (IN_FORCE, act("expired", "2010-12-31"), act("extended", "2012"))
CHAIN = (
    IN_FORCE,
    FIVE_YEARS,
    act("extended", "2005-10-01", until="2010-12-31"),
    act("extended", "2010-10-01", until="2015-12-31"),
)
RENEWED = (
    IN_FORCE,
    FIVE_YEARS,
    other("renews", act("signed", "2005-11-01"), term("P5Y", counted_from="signature")),
)
SUCCEEDED = (IN_FORCE, other("replaces", act("signed", "2010-02-01"), act("entered_into_force", "2011-02-01")))
REPLACEMENT_OPEN = (IN_FORCE, other("replaces", act("signed", "2010-02-01")))
PERHAPS_REPLACED = (IN_FORCE, other("replaces", act("entered_into_force", "2012")))
NOT_BINDING = (IN_FORCE, other("replaces", act("signed", "2010-02-01"), is_binding=False))
NOTHING_CAME_OF_IT = (
    IN_FORCE,
    other("replaces", act("signed", "2010-02-01"), act("withdrawn", "2012-02-01")),
)
DISSOLVED = (IN_FORCE, Dissolution("ussr", days("2005-12")))
CARRIED_ON = (IN_FORCE, Dissolution("ussr", days("2005-12"), is_carried_on=True))
TWO_SIDES = (act("signed", "2001-04", side="cnes"), act("signed", "2001-06-15", side="nasa"))
TACIT_FROM_A_YEAR = (
    act("entered_into_force", "2000"),
    FIVE_YEARS_TACIT,
    act("denounced", "2009"),
)
CASES = {
    "1. an act ends an agreement on its own day": [
        ((IN_FORCE, act("terminated", "2010-05-01")), "2010-04-30", "in force"),
        ((IN_FORCE, act("terminated", "2010-05-01")), "2010-05-01", "ended: terminated"),
        ((IN_FORCE, act("expired", "2010-05-01")), "2010-05-01", "ended: expired"),
        ((IN_FORCE, act("replaced", "2010-05-01")), "2010-05-01", "ended: replaced"),
        ((SIGNED, act("terminated", "2010-05-01")), "2010-05-01", "ended: terminated"),
    ],
    "1. an end with a day of effect counts from that": [
        ((IN_FORCE, act("terminated", "2010-05-01", effect="2011-05-01")), "2011-04-30", "in force"),
        ((IN_FORCE, act("terminated", "2010-05-01", effect="2011-05-01")), "2011-05-01", "ended: terminated"),
        ((IN_FORCE, act("denounced", "2010-05-01", effect="2011-05")), "2011-04-30", "in force"),
        ((IN_FORCE, act("denounced", "2010-05-01", effect="2011-05")), "2011-05-15", "unknown"),
        ((IN_FORCE, act("denounced", "2010-05-01", effect="2011-05")), "2011-05-31", "ended: denounced"),
    ],
    "1. what never was in force is abandoned": [
        ((SIGNED, act("rejected", "2002-01-01")), "2001-12-31", "signed"),
        ((SIGNED, act("rejected", "2002-01-01")), "2002-01-01", "abandoned"),
        ((SIGNED, act("withdrawn", "2002")), "2002-06-01", "unknown"),
        ((SIGNED, act("withdrawn", "2002")), "2003-01-01", "abandoned"),
        ((*PROVISIONAL, act("rejected", "2002-01-01")), "2002-01-01", "abandoned"),
        ((IN_FORCE, act("withdrawn", "2002-01-01")), "2002-01-01", "ended: denounced"),
        ((act("rejected", "2000-05-01"), IN_FORCE), "2000-06-01", "abandoned"),
        ((act("rejected", "2000-05-01"), IN_FORCE), "2001-01-01", "in force"),
    ],
    "1. only a certainly later act shows it in force again": [
        (REVIVED, "2011-06-01", "ended: expired"),
        (REVIVED, "2012-06-01", "unknown"),
        (REVIVED, "2012-12-31", "in force"),
        ((IN_FORCE, act("expired", "2010"), act("extended", "2010-06-01")), "2011-01-01", "ended: expired"),
        ((IN_FORCE, act("terminated", "2010-06-01"), act("resumed", "2011-06-01")), "2011-06-01", "in force"),
        (
            (IN_FORCE, act("terminated", "2010-06-01"), act("entered_into_force", "2011-06-01")),
            "2010-12-01",
            "ended: terminated",
        ),
        (
            (IN_FORCE, act("terminated", "2010-06-01"), act("entered_into_force", "2011-06-01")),
            "2011-06-01",
            "in force",
        ),
        (
            (IN_FORCE, act("terminated", "2010-06-01"), act("reported_in_effect", "2012-01-01")),
            "2012-01-01",
            "ended: terminated",
        ),
        (
            (IN_FORCE, act("expired", "2010-12-31"), act("extended", "2012-03-01", effect="2012-04-01")),
            "2012-03-15",
            "ended: expired",
        ),
        (
            (IN_FORCE, act("denounced", "2010-01-15", effect="2010-07-15"), act("extended", "2010-05-01")),
            "2011-01-01",
            "in force",
        ),
    ],
    "1. an agreement in force, or a signed one that is not binding, replaces": [
        (SUCCEEDED, "2010-12-31", "in force"),
        (SUCCEEDED, "2011-02-01", "ended: replaced"),
        (NOT_BINDING, "2010-01-31", "in force"),
        (NOT_BINDING, "2010-02-01", "ended: replaced"),
        ((IN_FORCE, other("replaces", act("reported_in_effect", "2012-01-01"))), "2012-01-01", "ended: replaced"),
        (PERHAPS_REPLACED, "2012-06-01", "unknown"),
        (NOTHING_CAME_OF_IT, "2011-01-01", "in force"),
        ((*SUCCEEDED, act("extended", "2012-01-01")), "2012-01-01", "in force"),
        (REPLACEMENT_OPEN, "2010-01-31", "in force"),
        ((*REPLACEMENT_OPEN, act("extended", "2012-01-01")), "2012-01-01", "in force"),
        ((IN_FORCE, other("replaces", act("signed", "2010", reported_as="planned"))), "2011-01-01", "in force"),
        ((IN_FORCE, other("amends", act("signed", "2010"))), "2011-01-01", "in force"),
    ],
    "2. an imprecise end, and a party without a successor, leave it open": [
        ((IN_FORCE, act("terminated", "2010")), "2009-12-31", "in force"),
        ((IN_FORCE, act("terminated", "2010")), "2010-01-01", "unknown"),
        ((IN_FORCE, act("terminated", "2010")), "2010-12-31", "ended: terminated"),
        ((IN_FORCE, act("terminated", "2010/..")), "2050-01-01", "unknown"),
        ((IN_FORCE, act("terminated", "2010/..", source="2015-05-01")), "2015-05-01", "ended: terminated"),
        ((IN_FORCE, act("terminated", "../2010")), "2000-06-01", "unknown"),
        ((IN_FORCE, act("terminated", "201X", source="2014")), "2014-12-31", "ended: terminated"),
        ((IN_FORCE, act("terminated")), "2050-01-01", "unknown"),
        (DISSOLVED, "2005-11-30", "in force"),
        (DISSOLVED, "2005-12-15", "unknown"),
        (DISSOLVED, "2030-01-01", "unknown"),
        (CARRIED_ON, "2030-01-01", "in force"),
        ((*DISSOLVED, act("terminated", "2006-01-01")), "2006-01-01", "ended: terminated"),
    ],
    "3. an end of an act holds to the end of its day, a term may be past on its anniversary": [
        ((IN_FORCE, act("amended", "2003", until="2006-01-01")), "2006-01-01", "in force"),
        ((IN_FORCE, act("amended", "2003", until="2006-01-01")), "2006-01-02", "unknown"),
        ((IN_FORCE, FIVE_YEARS), "2005-12-31", "in force"),
        ((IN_FORCE, FIVE_YEARS), "2006-01-01", "unknown"),
        ((IN_FORCE, term(until="2006-01-01")), "2006-01-01", "in force"),
        ((IN_FORCE, term(until="2006")), "2006-01-02", "unknown"),
        ((IN_FORCE, term("P1Y6M", counted_from="other", from_date="2001-08-31")), "2003-02-27", "in force"),
        ((IN_FORCE, term("P1Y6M", counted_from="other", from_date="2001-08-31")), "2003-02-28", "unknown"),
        ((act("entered_into_force", "2001"), FIVE_YEARS), "2006-01-01", "unknown"),
        ((SIGNED, FIVE_YEARS), "2030-01-01", "signed"),
        ((SIGNED, IN_FORCE, term("P5Y")), "2005-02-28", "in force"),
        ((SIGNED, IN_FORCE, term("P5Y")), "2005-03-01", "unknown"),
        ((SIGNED, term("P9999Y", counted_from="signature")), "2030-01-01", "signed"),
        ((act("concluded", "2000-03-01"), IN_FORCE, FIVE_YEARS_FROM_SIGNATURE), "2005-02-28", "in force"),
        ((act("concluded", "2000-03-01"), IN_FORCE, FIVE_YEARS_FROM_SIGNATURE), "2005-03-01", "unknown"),
    ],
    "3. a term that an act sets counts from its day of effect, or else from that of the agreement": [
        ((IN_FORCE, replace(PROTOCOL, effective=days("2006-01-01")), FROM_ENTRY), "2008-12-31", "in force"),
        ((IN_FORCE, replace(PROTOCOL, effective=days("2006-01-01")), FROM_ENTRY), "2009-01-01", "unknown"),
        ((IN_FORCE, PROTOCOL, replace(FROM_ENTRY, length="P10Y")), "2010-12-31", "in force"),
        ((IN_FORCE, PROTOCOL, replace(FROM_ENTRY, length="P10Y")), "2011-01-01", "unknown"),
    ],
    "3. an end flows from the day of its act, and the latest stands": [
        (CHAIN, "2010-12-31", "in force"),
        (CHAIN, "2011-06-01", "in force"),
        (CHAIN, "2016-01-01", "unknown"),
        (CHAIN[:3], "2011-01-01", "unknown"),
        ((*CHAIN, act("extended", "2015-10-01")), "2050-01-01", "in force"),
        ((IN_FORCE, FIVE_YEARS, act("extended", "2006-06-01")), "2006-05-31", "unknown"),
        ((IN_FORCE, FIVE_YEARS, act("extended", "2006-06-01")), "2006-06-01", "in force"),
        ((IN_FORCE, FIVE_YEARS, act("extended", "2005-12", until="2008-12-31")), "2005-12-15", "in force"),
        (
            (IN_FORCE, act("extended", "2005"), act("expiry_announced", "2010", as_of="2005-06-01")),
            "2011-01-01",
            "unknown",
        ),
        (
            (IN_FORCE, act("extended", "2005"), act("expiry_announced", "2010", as_of="2020-06-01")),
            "2011-01-01",
            "unknown",
        ),
        (
            (IN_FORCE, act("expiry_announced", "2010", as_of="2020"), act("extended", "2011-06-01")),
            "2021-01-01",
            "in force",
        ),
        ((IN_FORCE, PROTOCOL, OF_PROTOCOL), "2008-10-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, PROTOCOL, OF_PROTOCOL), "2008-09-30", "in force"),
        ((IN_FORCE, FIVE_YEARS, act("amended", "2004-05-01", until="2010")), "2010-01-01", "in force"),
        ((IN_FORCE, FIVE_YEARS, act("expiry_announced", "2008", as_of="2005")), "2007-12-31", "in force"),
        (
            (IN_FORCE, act("extended", "2005", key="plan", reported_as="planned"), term("P1Y", act="plan")),
            "2004-12-31",
            "in force",
        ),
    ],
    "3. only an extension, or a sign of force from after it, overtakes an end": [
        ((IN_FORCE, FIVE_YEARS, act("reported_in_effect", "2005-12-31")), "2007-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, act("reported_in_effect", "2006-01-02")), "2006-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, act("reported_in_effect", "2006-01-02")), "2006-01-02", "in force"),
        ((IN_FORCE, FIVE_YEARS, act("reported_in_effect", "2006")), "2007-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, act("reported_in_effect", "1999", as_of="2007-05-01")), "2007-05-01", "in force"),
        ((IN_FORCE, FIVE_YEARS, act("suspended", "2007-05-01")), "2007-05-01", "suspended"),
        ((IN_FORCE, REPORT_WITH_AN_END), "2012-12-31", "in force"),
        ((IN_FORCE, REPORT_WITH_AN_END), "2013-01-01", "unknown"),
        ((IN_FORCE, REPORT_WITH_AN_END, act("extended", "2011-01-01")), "2013-01-01", "in force"),
        ((IN_FORCE, FIVE_YEARS, act("amended", "2007-01-01")), "2007-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, PLANNED), "2007-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, act("renewal_discussed", "2005")), "2007-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, act("extended", "2005", reported_as="announced")), "2007-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, act("extended", "2005", reported_as="claimed")), "2007-01-01", "unknown"),
        ((IN_FORCE, PLANNED), "2009-01-01", "unknown"),
        ((IN_FORCE, act("renewal_planned", "2009"), act("extended", "2009-05-01")), "2010-01-01", "in force"),
        ((IN_FORCE, act("renewal_planned", "2009"), act("extended", "2008-05-01")), "2010-01-01", "unknown"),
        ((IN_FORCE, PLANNED, act("extended", "2008-12-01")), "2010-01-01", "in force"),
        (RENEWED, "2005-12-31", "in force"),
        (RENEWED, "2007-01-01", "in force"),
        (RENEWED, "2010-11-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS, other("extends", SIGNED, act("withdrawn", "2000-06"))), "2007-01-01", "unknown"),
    ],
    "3. what renews itself goes on until it is denounced": [
        ((IN_FORCE, FIVE_YEARS_TACIT), "2006-01-01", "in force"),
        ((IN_FORCE, FIVE_YEARS_TACIT), "2055-06-01", "in force"),
        ((SIGNED, term("P5Y", counted_from="signature", renewal="tacit")), "2055-06-01", "signed"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2010-06-30")), "2011-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2010-07-02")), "2011-01-02", "in force"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2010-07-02")), "2016-01-01", "unknown"),
        (TACIT_FROM_A_YEAR, "2009-12-31", "in force"),
        (TACIT_FROM_A_YEAR, "2010-01-01", "unknown"),
        ((*TACIT, act("extended", "2014-01-01")), "2030-01-01", "in force"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2010", reported_as="announced")), "2030-01-01", "in force"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("expiry_announced", "2016", as_of="2014")), "2017-01-01", "unknown"),
        (
            (IN_FORCE, TWENTY_YEARS, term(key="notice", notice="P1Y"), act("denounced", "2015-01-01")),
            "2020-12-31",
            "unknown",
        ),
    ],
    "3. a denunciation ends after its notice, or may from its own day": [
        (WITHOUT_NOTICE, "2010-04-30", "in force"),
        (WITHOUT_NOTICE, "2010-05-01", "unknown"),
        ((*WITHOUT_NOTICE, act("reported_in_effect", "2010-06-01")), "2030-01-01", "unknown"),
        ((*WITHOUT_NOTICE, act("extended", "2010-06-01")), "2030-01-01", "in force"),
        ((*WITHOUT_NOTICE, A_YEAR), "2011-04-30", "in force"),
        ((*WITHOUT_NOTICE, A_YEAR), "2011-05-01", "unknown"),
        ((*WITHOUT_NOTICE, A_YEAR, act("reported_in_effect", "2012-06-01")), "2013-01-01", "in force"),
        ((*WITHOUT_NOTICE, FIVE_YEARS, act("extended", "2005-11-01", until="2020-12-31")), "2010-05-01", "unknown"),
        ((*WITHOUT_NOTICE, term(notice="P8W", notice_for="any_time")), "2010-06-25", "in force"),
        ((*WITHOUT_NOTICE, term(notice="P8W", notice_for="any_time")), "2010-06-26", "unknown"),
        ((*WITHOUT_NOTICE, term(notice="P6M", notice_for="end_of_term")), "2010-10-31", "in force"),
        ((*WITHOUT_NOTICE, term(notice="P6M", notice_for="end_of_term")), "2010-11-01", "unknown"),
        ((IN_FORCE, TACIT_AT_ANY_TIME, act("denounced", "2008-01-01")), "2008-06-30", "in force"),
        ((IN_FORCE, TACIT_AT_ANY_TIME, act("denounced", "2008-01-01")), "2008-07-01", "unknown"),
        ((*WITHOUT_NOTICE, term(notice="P0D", notice_for="any_time")), "2010-05-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2003-01-01")), "2005-12-31", "in force"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2003-01-01")), "2006-01-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "../2010")), "2005-06-01", "unknown"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2009/..")), "2010-12-31", "in force"),
        ((IN_FORCE, FIVE_YEARS_TACIT, act("denounced", "2009/..")), "2011-01-01", "unknown"),
    ],
    "3. the latest notice that was set before a denunciation counts": [
        ((*WITHOUT_NOTICE, act("amended", "2012", key="later"), replace(A_YEAR, act="later")), "2010-05-01", "unknown"),
        ((*AMENDED, replace(A_YEAR, act="amendment", key="shorter", notice="P6M")), "2010-10-31", "in force"),
        ((*AMENDED, replace(A_YEAR, act="amendment", key="shorter", notice="P6M")), "2010-11-01", "unknown"),
        ((*AMENDED, term("P20Y", act="amendment", key="silent", counted_from="signature")), "2011-04-30", "in force"),
    ],
    "4. suspended until a resumption may be": [
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "2012")), "2011-12-31", "suspended"),
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "2012")), "2012-01-01", "unknown"),
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "2012")), "2012-12-31", "in force"),
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "2010")), "2011-01-01", "in force"),
        ((IN_FORCE, act("suspended", "2010-05-01", effect="2010-06-01")), "2010-05-15", "in force"),
        ((IN_FORCE, act("suspended", "2010-05-01", until="2011-05-01")), "2011-05-01", "suspended"),
        ((IN_FORCE, act("suspended", "2010-05-01", until="2011-05-01")), "2011-05-02", "unknown"),
        (
            (IN_FORCE, act("suspended", "2003-05-01"), act("resumed", "2004-05-01"), act("suspended", "2010-05-01")),
            "2011-05-02",
            "suspended",
        ),
        ((SIGNED, act("suspended", "2010-05-01"), act("resumed", "2011-05-01")), "2011-05-01", "in force"),
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "2010-05-01")), "2010-05-01", "in force"),
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "2012/..")), "2011-12-31", "suspended"),
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "2012/..")), "2013-01-01", "unknown"),
        ((IN_FORCE, act("suspended", "2010-05-01"), act("resumed", "../2012")), "2013-01-01", "in force"),
        ((IN_FORCE, act("suspended", "../2010"), act("resumed", "2012")), "2013-01-01", "in force"),
        ((IN_FORCE, act("suspended", "../2010"), act("resumed", "../2012")), "2013-01-01", "unknown"),
    ],
    "4. an entry into force that may be older than a suspension does not end it": [
        ((SIGNED, IN_FORCE, act("suspended", "2001")), "2002-06-01", "unknown"),
        ((SIGNED, IN_FORCE, act("suspended", source="2010-05-01")), "2011-01-01", "unknown"),
        ((IN_FORCE, act("suspended", source="2010-05-01")), "2011-01-01", "unknown"),
        ((IN_FORCE, act("suspended", source="2010-05-01"), act("resumed", "2012-01-01")), "2012-01-01", "in force"),
        ((act("entered_into_force", "2001"), act("suspended", "2001-06-01")), "2002-01-01", "unknown"),
        ((act("entered_into_force"), act("suspended", "2010-05-01")), "2010-05-01", "unknown"),
        ((act("entered_into_force", "2001/2011"), *SUSPENDED_TWICE), "2010-06-01", "unknown"),
        ((act("entered_into_force", "2001/2011"), *SUSPENDED_TWICE), "2012-01-01", "unknown"),
        ((SIGNED, act("suspended", "2000-06"), act("entered_into_force", "2000-07-01")), "2000-06-30", "suspended"),
        ((SIGNED, act("suspended", "2000-06"), act("entered_into_force", "2000-07-01")), "2000-07-01", "in force"),
    ],
    "5. in force from the day of effect; a report alone says reported in effect": [
        ((SIGNED, act("entered_into_force", "2001-05-01", effect="2001-06-01")), "2001-05-31", "signed"),
        ((SIGNED, act("entered_into_force", "2001-05-01", effect="2001-06-01")), "2001-06-01", "in force"),
        ((SIGNED, act("entered_into_force", source="2005-02-03")), "2005-02-02", "unknown"),
        ((SIGNED, act("entered_into_force", source="2005-02-03")), "2005-02-03", "in force"),
        ((SIGNED, act("reported_in_effect", source="2005-02-03")), "2005-02-03", "reported in effect"),
        ((SIGNED, act("reported_in_effect", as_of="2005-02-03")), "2005-02-03", "reported in effect"),
        ((SIGNED, act("reported_in_effect", "2001/..", source="2005-02-03")), "2004-01-01", "signed"),
        ((SIGNED, act("reported_in_effect", "2001/..", as_of="2005-02-03")), "2005-02-03", "reported in effect"),
        ((SIGNED, act("reported_in_effect", "2001-05-01", as_of="2005-02-03")), "2001-05-01", "reported in effect"),
        ((act("entered_into_force", "2001"), act("reported_in_effect", "2001-05")), "2001-06-01", "reported in effect"),
        ((SIGNED, act("entered_into_force", "2001", reported_as="planned")), "2002-01-01", "signed"),
        ((SIGNED, act("entered_into_force", "2001", reported_as="claimed")), "2002-01-01", "signed"),
    ],
    "6, 7. provisionally applied, or possibly in force": [
        (PROVISIONAL, "2000-05-31", "signed"),
        (PROVISIONAL, "2000-06-01", "provisionally applied"),
        ((*PROVISIONAL, IN_FORCE), "2001-01-01", "in force"),
        ((SIGNED, act("provisionally_applied", "2000-06")), "2000-06-15", "unknown"),
        ((SIGNED, act("provisionally_applied", "2000", until="2001-06-01")), "2001-06-01", "provisionally applied"),
        ((SIGNED, act("provisionally_applied", "2000", until="2001-06-01")), "2001-06-02", "unknown"),
        ((IN_FORCE, act("provisionally_applied", "2000", until="2001-06-01")), "2001-06-02", "in force"),
        ((SIGNED, act("entered_into_force", "2001")), "2001-05-31", "unknown"),
    ],
    "8, 9. signed by all sides, or by an act that needs a signature": [
        ((act("signed", "2000-03"),), "2000-03-15", "unknown"),
        ((act("signed", "2000-03"),), "2000-03-31", "signed"),
        ((act("signed", "2000-03", source="2000-03-10"),), "2000-03-10", "signed"),
        ((act("signed", source="2000-03-10"),), "2000-03-09", "unknown"),
        ((act("ratified", "2000-03-01", side="cnes"),), "2000-03-01", "signed"),
        ((act("approved", "2000-03-01", side="cnes"),), "2000-03-01", "unknown"),
        ((act("approved", "2000", side="cnes"), act("approved", "2001", side="nasa")), "2001-12-31", "signed"),
        ((act("registered", "2000-03-01"),), "2000-03-01", "signed"),
        ((act("dated", "1997"),), "1997-06-01", "unknown"),
        (TWO_SIDES, "2001-06-14", "not yet signed"),
        (TWO_SIDES, "2001-06-15", "signed"),
        ((act("signed", "2001-04", side="cnes"), act("signed", "2001-04", side="nasa")), "2001-04-15", "unknown"),
        ((act("note_sent", "2001-04-18"), act("note_sent", "2005-01-11")), "2006-01-01", "signed"),
        ((act("note_sent", "2001-04-18"), act("note_sent", "2001")), "2006-01-01", "not yet signed"),
        ((SIGNED, act("ratified", "../2002")), "2000-02-28", "not yet signed"),
        ((*TWO_NOTES, act("ratified", "../2006")), "2000-01-01", "not yet signed"),
        ((TWO_NOTES[0], act("note_sent", "2005"), act("ratified", "../2006")), "2003-01-01", "unknown"),
        ((act("concluded", "2000-03-01"), act("ratified", "../2002")), "2000-02-28", "not yet signed"),
        ((SIGNED, act("signed", "1999", side="cnes"), act("ratified", "../2002")), "1999-06-01", "not yet signed"),
    ],
    "8. of several statements of one act, the first and last day of all together count": [
        ((act("signed", "2000-03-01"), act("signed", "2000-05-01")), "2000-04-01", "unknown"),
        ((act("signed", "2000-03-01"), act("signed", "2000-05-01")), "2000-05-01", "signed"),
        ((SIGNED, act("signed", "2000-05-01", standing="preferred")), "2000-04-01", "not yet signed"),
        ((SIGNED, act("signed", "2000-05-01", standing="known_wrong")), "2000-03-01", "signed"),
        ((act("signed", "2000-03-01"), act("signed", "2000")), "2000-03-01", "signed"),
        ((IN_FORCE, act("entered_into_force", "2003-01-01"), act("terminated", "2010")), "2002-01-01", "unknown"),
        ((IN_FORCE, act("entered_into_force", "2003-01-01"), act("terminated", "2002")), "2001-06-01", "in force"),
        ((IN_FORCE, act("entered_into_force", "2010-01-01"), act("terminated", "2010-01-01")), "2005-01-01", "unknown"),
        ((IN_FORCE, act("terminated", "2010", standing="known_wrong")), "2011-01-01", "in force"),
        ((IN_FORCE, term(until="2005", standing="known_wrong"), term(until="2009")), "2007-01-01", "in force"),
        ((IN_FORCE, term(until="2005"), term(until="2009", standing="preferred")), "2007-01-01", "in force"),
        ((IN_FORCE, term(until="2005"), term(until="2009")), "2007-01-01", "unknown"),
    ],
    "10, 11. not yet signed, while that is certain": [
        ((SIGNED,), "0001-01-01", "not yet signed"),
        ((act("signed", "10XX"),), "0999-12-31", "not yet signed"),
        ((act("signed", "../2001"),), "0001-01-01", "unknown"),
        ((act("concluded", "2000"),), "1999-12-31", "not yet signed"),
        ((IN_FORCE,), "2000-12-31", "unknown"),
        ((act("dated", "1997"),), "1996-12-31", "unknown"),
        ((act("signed", "2020", reported_as="planned"),), "2020-12-31", "not yet signed"),
        ((act("signed", "2020", reported_as="planned"),), "2021-01-01", "unknown"),
        ((act("signed", "2020/..", reported_as="planned"),), "2050-01-01", "not yet signed"),
        ((act("signed", reported_as="planned", as_of="2020-05-01"),), "2020-05-01", "not yet signed"),
        ((act("signed", reported_as="planned", as_of="2020-05-01"),), "2020-05-02", "unknown"),
        ((act("signed", "2020", reported_as="discussed"),), "2019-01-01", "unknown"),
        ((act("signed", "2001-04-01", side="cnes"),), "2050-01-01", "not yet signed"),
        ((act("extended"),), "2020-01-01", "unknown"),
        ((act("extended", "2020-01-02"),), "2020-01-01", "unknown"),
        ((), "2020-01-01", "unknown"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "day", "expected"),
    [pytest.param(*case, id=f"{rule} [{n}]") for rule, cases in CASES.items() for n, case in enumerate(cases)],
)
def test_the_rule_answers_others_of_their_kind(told, day, expected):
    assert status(told, day) == expected


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


few = settings(max_examples=40, deadline=None)


def codes(timeline):
    """Return (first day, code, how) of each run of spans that say the same."""
    told = [(span.first, span.status.code, span.status.how) for span in timeline]
    return [told[0], *(span for before, span in pairwise(told) if before[1:] != span[1:])]


@few
@given(all_facts(), st.dates(FIRST - timedelta(days=400), LAST + timedelta(days=1500)))
def test_a_look_up_in_the_timeline_is_the_rule_asked_for_that_day(told, day):
    timeline = timeline_of(told)
    for asked in (day + timedelta(days=days) for days in range(40)):
        assert span_on(timeline, asked).status == answer(told, asked)


@few
@given(all_facts())
def test_a_timeline_begins_before_all_time_and_each_span_differs_from_the_last(told):
    timeline = timeline_of(told)
    assert timeline[0].first is None
    assert all(before.first is None or before.first < after.first for before, after in pairwise(timeline))
    assert all(before.status != after.status for before, after in pairwise(timeline))


@few
@given(all_facts(), st.randoms())
def test_the_order_in_which_facts_are_told_does_not_matter(told, random):
    shuffled = [random.sample(facts, len(facts)) for facts in (told.acts, told.terms, told.others, told.dissolutions)]
    assert codes(timeline_of(Facts(*map(tuple, shuffled)))) == codes(timeline_of(told))


@few
@given(st.lists(acts.map(lambda act: replace(act, reported_as="claimed", standing="")), max_size=4))
def test_claims_alone_say_nothing(claimed):
    assert [status.code for _, status in timeline_of(Facts(tuple(claimed)))] == ["unknown"]


@few
@given(st.lists(acts, max_size=5), st.lists(acts, max_size=4), st.sampled_from(["planned", "announced", "claimed"]))
def test_plans_and_claims_never_put_an_agreement_in_force(told, foretold, reported_as):
    """With more plans and claims, no day is in force that was not before; nor ended."""
    added = tuple(replace(act, reported_as=reported_as) for act in foretold)
    before, after = timeline_of(Facts(tuple(told))), timeline_of(Facts((*told, *added)))
    for day in {span.first for span in (*before, *after)} - {None}:
        code = span_on(after, day).status.code
        assert code in (span_on(before, day).status.code, "unknown", "not_yet_signed")


@few
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


@few
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


def test_the_ends_that_lie_ahead_come_in_order_of_time():
    told, day = (IN_FORCE, act("amended", "2003", until="2015"), PLANNED), date(2007, 1, 1)
    assert [end.days for end in answer(facts(*told), day).ahead(day)] == [days("2009"), days("2015")]


every = st.sampled_from(["P5Y", "P1Y6M", "P90D", "P1M15D"])


@few
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


def test_only_an_act_that_each_side_may_do_for_itself_has_a_side():
    assert side_of("signed", ["cnes"]) == "cnes"
    assert side_of("signed", ["cnes", "nasa"]) is side_of("signed", []) is side_of("amended", ["cnes"]) is None


def test_an_agreement_that_has_ended_leaves_nothing_open():
    assert answer(facts(IN_FORCE, FIVE_YEARS, act("terminated", "2004")), date(2005, 1, 1)).foreseen == ()


def test_every_act_that_the_rule_knows_is_one_of_the_vocabulary():
    assert set(KINDS) | SHOW_SIGNATURE <= set(LegalAct.values)
    assert set(LegalAct.values) - set(KINDS) == SHOW_SIGNATURE - set(KINDS)


@pytest.mark.parametrize("kind", ["registered", "notified"])
def test_each_registration_and_each_notification_is_an_act_of_its_own(kind):
    """Two days of an act that happens once would leave open which of them it was."""
    told = (act(kind, "1995"), act(kind, "1997"))
    assert status(told, "1996-01-01") == "signed"
    assert status((act("ratified", "1995"), act("ratified", "1997")), "1996-01-01") == "unknown"


@pytest.mark.many
@pytest.mark.django_db
@pytest.mark.parametrize("kind", LegalAct.values)
def test_the_view_of_first_acts_knows_the_acts_that_date_an_agreement(kind):
    for modality in Modality.values if kind not in MODALITIES else [MODALITIES[kind]]:
        make_event(kind=kind, modality=modality, date="2001/2002", agreement=make_agreement())
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreement_id, day FROM agreements_first_acts")
        found = dict(cursor.fetchall())
    dating = Event.objects.filter(kind__in=DATING_ACTS, modality__in=HAPPENED)
    assert found == dict.fromkeys(dating.values_list("agreement", flat=True), date(2001, 1, 1))


@pytest.mark.django_db
def test_the_database_and_the_rule_know_the_same_acts_that_happen_once():
    agreement = make_agreement(parties=["BE", "FR"])
    one, between, other = (
        make_event(kind="signed", date=year, agreement=agreement) for year in ("2000", "2005", "2010")
    )
    kinds = set(LegalAct.values) - set(MODALITIES)
    for kind in kinds:
        Event.objects.filter(pk__in=[one.pk, other.pk]).update(kind=kind)
        for act in {"amended", *chain(*CONTRARY.values())}:
            Event.objects.filter(pk=between.pk).update(kind=act)
            expected = happens_once(kind, None) and act not in CONTRARY.get(kind, ())
            assert are_one_act(one, other) == are_one_act(other, one) == expected, (kind, act)
    Event.objects.filter(pk=between.pk).update(kind="amended")
    sides = [party.agency for party in agreement.parties.all()]
    for others_side, is_same in ((0, True), (1, False)):
        for event, side in ((one, 0), (other, others_side)):
            EventAgency.objects.update_or_create(event=event, role="side", defaults={"agency": sides[side]})
        for kind in kinds:
            Event.objects.filter(pk__in=[one.pk, other.pk]).update(kind=kind)
            expected = happens_once(kind, side_of(kind, ["one"])) and (is_same or kind not in BY_SIDE)
            assert are_one_act(one, other) == expected, (kind, is_same)


def are_one_act(one, other):
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_are_one_act(%s, %s)", [one.pk, other.pk])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_events_sort_by_time_with_the_undated_last():
    undated = make_event(date=None)
    late, early = make_event(date="2001"), make_event(date="1999-05")
    assert list(Event.objects.in_order()) == [early, late, undated]
