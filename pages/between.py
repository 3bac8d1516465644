"""Two sides: the agreements and events between two countries or organisations."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from catalogue.asked import Results
from catalogue.index.questions import OutcomeNotReported, Records, every, of_kind
from catalogue.index.schema import record_number
from catalogue.pairs import partners_of_both
from catalogue.reading import rows
from catalogue.sides import find_side
from pages.pictures.histories import draw_between
from pages.rows import agreement_rows, by_standing

MOST = 50  # of agreements, events and partners; the lists have the others


def between(request, one, other):
    sides = [known_side(one), known_side(other)]
    keys = [side.key for side in sides]
    today = timezone.now().date()
    agreements = Results(of_kind("agreement") & every("party", keys), "by_newest")
    all_events = Results(of_kind("event") & every("party", keys), "by_oldest")
    events = rows("event", all_events[:MOST])
    shown = Records([record_number("event", event["key"]) for event in events])
    overdue = set(Results(shown & OutcomeNotReported(today)))
    context = {
        "sides": sides,
        "keys": keys,
        "agreements": agreement_rows(agreements[:MOST], today),
        "agreement_count": agreements.count(),
        "groups": by_standing(events),
        "event_count": all_events.count(),
        "events_shown": len(events),
        "overdue": [event for event in events if event["key"] in overdue],
        "partners": partners_of_both(*sides)[:MOST],
        "timeline": draw_between(*sides) if events else None,
    }
    return render(request, "between.html", context)


def known_side(text):
    """Return as Named the country or organisation that an address names.

    Raises: Http404.
    """
    side = find_side(text)  # a code or a slug: at most two queries
    if side is None:
        raise Http404(f"There is no country or organisation “{text}”.")
    return side
