"""Facts in few words, of which the rule of the status is asked; and those of agreements that several tests know."""

from dataclasses import replace
from datetime import date

from agreements.facts import Act, Days, Dissolution, Facts, Other, Term
from agreements.happened import BY_EFFECT, BY_SIDE, UP_TO_SIGNATURE
from agreements.status import answer, timeline_of
from spacecoop.dates import bounds
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
TWO_NOTES = (act("note_sent", "2001-04-18", side="cnes"), act("note_sent", "2005-01-11", side="nasa"))
TACIT = (act("entered_into_force", "2000-01-01"), FIVE_YEARS_TACIT, act("denounced", "2011-01-10"))
IN_FORCE = act("entered_into_force", "2001-01-01")
SIGNED = act("signed", "2000-03-01")
FIVE_YEARS = term("P5Y", counted_from="entry_into_force")
PROTOCOL = act("extended", "2005-10-01", key="protocol")
FIVE_YEARS_FROM_SIGNATURE = term("P5Y", counted_from="signature")
PLANNED = act("renewal_planned", "2009", as_of="2005")
REPORT_WITH_AN_END = act("reported_in_effect", "2010-05-01", until="2012-12-31")
TACIT_AT_ANY_TIME = replace(FIVE_YEARS_TACIT, notice_for="any_time")
WITHOUT_NOTICE = (IN_FORCE, act("denounced", "2010-05-01"))
PROVISIONAL = (SIGNED, act("provisionally_applied", "2000-06-01"))
RENEWED = (
    IN_FORCE,
    FIVE_YEARS,
    other("renews", act("signed", "2005-11-01"), term("P5Y", counted_from="signature")),
)
SUCCEEDED = (IN_FORCE, other("replaces", act("signed", "2010-02-01"), act("entered_into_force", "2011-02-01")))
REPLACEMENT_OPEN = (IN_FORCE, other("replaces", act("signed", "2010-02-01")))
DISSOLVED = (IN_FORCE, Dissolution("ussr", days("2005-12")))
TACIT_FROM_A_YEAR = (
    act("entered_into_force", "2000"),
    FIVE_YEARS_TACIT,
    act("denounced", "2009"),
)
