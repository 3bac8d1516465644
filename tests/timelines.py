"""What tests ask of a timeline of the status."""

from bisect import bisect_right


def span_on(timeline, day):
    """Return the Span of a timeline in which a day lies."""
    return timeline[bisect_right(timeline[1:], day, key=lambda span: span.first)]
