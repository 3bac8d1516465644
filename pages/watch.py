"""The watch list: plans that are overdue, upcoming or undated, and the foreseen ends of agreements."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from catalogue.dressing import foreseen_on
from catalogue.index.questions import Pending, of_kind
from catalogue.reading import rows
from catalogue.watch import ENDS, watch_list
from pages.pictures.timeline import draw_timeline
from pages.rows import agreement_rows

PARTS = {
    "overdue": gettext_lazy("Overdue: outcome not reported"),
    "ahead": gettext_lazy("Upcoming"),
    "undated": gettext_lazy("Undated"),
}
AGREEMENTS = {
    "ends_overdue": gettext_lazy("Agreements past a foreseen end: renewal not reported"),
    "ends_ahead": gettext_lazy("Agreements with a foreseen end"),
    "renewals": gettext_lazy("Agreements that renew themselves"),
}


def watch(request):
    today = timezone.now().date()
    parts = watch_list(today)
    context = {
        "parts": [
            (heading, name, parts[name], rows("event", parts[name].keys))
            for name, heading in PARTS.items()
            if parts[name].count
        ],
        "ends": [
            (heading, name, parts[name], _with_ends(parts[name].keys, ENDS[name], today))
            for name, heading in AGREEMENTS.items()
            if parts[name].count
        ],
        "timeline": draw_upcoming(today) if parts["ahead"].count else None,
    }
    return render(request, "watch.html", context)


def _with_ends(keys, state, today):
    """Return (row of an agreement, its ends of that state) each."""
    agreements = agreement_rows(keys, today)
    return [(row, [end for end in foreseen_on(row, today) if end["state"] == state]) for row in agreements]


def draw_upcoming(today):
    return draw_timeline(of_kind("event") & Pending(today), [("outcome", "pending")], title=gettext("Upcoming plans"))
