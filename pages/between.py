"""Two sides: the agreements and events between two countries or organisations."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from agreements.models import Agreement, Event
from catalogue.pairs import partners_of_both
from catalogue.reading import rows
from catalogue.sides import find_side, side_key
from pages.pictures.histories import draw_between
from pages.rows import agreement_rows, by_standing

MOST = 50  # of agreements, events and partners; the lists have the others


def between(request, one, other):
    sides = [known_side(one), known_side(other)]
    keys = [side_key(side) for side in sides]
    today = timezone.now().date()
    agreements = Agreement.objects.between(*keys).in_order()
    of_both = Event.objects.with_sides(*keys)
    events = rows("event", of_both.in_order().values_list("pk", flat=True)[:MOST])
    overdue = set(of_both.overdue(today).values_list("pk", flat=True)) if events else ()
    context = {
        "sides": sides,
        "keys": keys,
        "agreements": agreement_rows(agreements.values_list("pk", flat=True)[:MOST], today),
        "groups": by_standing(events),
        "overdue": [event for event in events if event["key"] in overdue],
        "partners": partners_of_both(*keys)[:MOST],
        "timeline": draw_between(*sides) if events else None,
    }
    return render(request, "between.html", context)


def known_side(text):
    """Return the country or organisation that an address names.

    Raises: Http404.
    """
    side = find_side(text)  # a code or a slug: at most two queries
    if side is None:
        raise Http404(f"There is no country or organisation “{text}”.")
    return side
