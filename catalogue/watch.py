"""The watch list: upcoming and overdue plans, and plans without a date."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Window
from django.urls import reverse

from agreements.models import Event

MOST = 20  # of each part; the list of events has the others
ASKED = {
    "ahead": {"outcome": "pending"},
    "overdue": {"outcome": "not_reported", "order": "-date"},
    "undated": {"outcome": "pending", "not_stated": "date"},
}


@dataclass(frozen=True, slots=True)
class Part:
    """The primary `keys` of the first events of a part of the list; `count`: of all; `address`: the list of them."""

    keys: list
    count: int
    address: str


def watch_list(today):
    """Return the parts of the list by name: "ahead", "overdue" and "undated". Cost: three queries."""
    ahead = Event.objects.ahead(today)
    return {
        "ahead": _part("ahead", ahead.filter(date__isnull=False).order_by("earliest", "latest", "slug")),
        "overdue": _part("overdue", Event.objects.overdue(today).order_by("-latest", "slug")),
        "undated": _part(
            "undated", ahead.filter(date__isnull=True).order_by(F("as_of_latest").desc(nulls_last=True), "slug")
        ),
    }


def _part(name, events):
    first = events.annotate(number=Window(Count("pk"))).values_list("pk", "number")[:MOST]
    keys = dict(first)
    return Part(list(keys), next(iter(keys.values()), 0), f"{reverse('events')}?{urlencode(ASKED[name])}")
