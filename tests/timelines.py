"""What tests ask of a timeline of the status."""

from bisect import bisect_right

from agreements.status import timeline_of
from catalogue.facts import facts_of
from catalogue.plans import records_of


def span_on(timeline, day):
    """Return the Span of a timeline in which a day lies."""
    return timeline[bisect_right(timeline, day, lo=1, key=lambda span: span.first) - 1]


def code_on(agreement, day):
    """Return the code of the status that the rule gives an agreement on a day, from its rows."""
    (record,) = records_of("agreement", [agreement.pk])
    return span_on(timeline_of(facts_of(record)), day).status.code
