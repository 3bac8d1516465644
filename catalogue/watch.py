"""The watch list: what is due, what should have happened by now, what was foreseen for no stated time, and why."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Value, Window
from django.urls import reverse

from agreements.models import Event, Modality
from agreements.status import LegalAct

MOST = 20  # of each part; the list of events has the others
FORESEEN = {Modality.PLANNED: "planned", Modality.ANNOUNCED: "announced", Modality.DISCUSSED: "discussed"}
ACTS = {
    LegalAct.EXPIRY_ANNOUNCED: "Its expiry was announced",
    LegalAct.RENEWAL_PLANNED: "A renewal was planned",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The first `events` of a part of the list, each with `why`; `count`: all of them; `address`: where they stand."""

    events: list
    count: int
    address: str


def watch_list(today):
    """Return the parts of the list by name: "ahead", "overdue" and "undated". Cost: three queries."""
    ahead, overdue = Event.objects.ahead(today), Event.objects.overdue(today)
    parts = {
        "ahead": ahead.filter(date__isnull=False).order_by("earliest", "latest", "slug"),
        "overdue": overdue.order_by("-latest", "slug"),
        "undated": ahead.filter(date__isnull=True).order_by(F("as_of_latest").desc(nulls_last=True), "slug"),
    }
    counts, keys = _first(parts)
    events = {name: [] for name in parts}
    for event in Event.objects.for_list().filter(pk__in=keys).in_order():
        event.why = why(event, today)
        events[_part_of(event, today)].append(event)
    events["overdue"].sort(key=lambda event: event.latest, reverse=True)
    return {name: Part(events[name], counts.get(name, 0), _address(name)) for name in parts}


def _first(parts):
    """Return how many events each part has, by name, and the keys of the first of each: each part is found once."""
    rows = [
        part.annotate(part=Value(name), number=Window(Count("pk"))).values_list("part", "number", "pk")[:MOST]
        for name, part in parts.items()
    ]
    found = list(rows[0].union(*rows[1:], all=True))
    return {name: number for name, number, _ in found}, [key for _, _, key in found]


def _part_of(event, today):
    if not event.date:
        return "undated"
    return "overdue" if event.latest and event.latest < today else "ahead"


def _address(name):
    asked = {
        "ahead": {"outcome": "ahead"},
        "overdue": {"outcome": "unknown", "order": "-date"},
        "undated": {"outcome": "ahead", "not_stated": "date"},
    }
    return f"{reverse('events')}?{urlencode(asked[name])}"


def why(event, today):
    """Return why an event stands on the list, as a sentence; runs no query."""
    if event.kind == LegalAct.RENEWAL_DISCUSSED and event.date:  # its date is that of the talk
        return f"A renewal was under discussion, dated {event.when}; no source tells what came of it."
    foreseen = ACTS.get(event.kind, f"It was {FORESEEN[event.modality]}")
    said = f", as of {event.said_on}" if event.said_on else ""
    part = _part_of(event, today)
    if part == "undated":
        return f"{foreseen} for no stated time{said}."
    if part == "overdue":
        return f"{foreseen} for {event.when}{said}; that time is over, and no source tells what came of it."
    if event.earliest and event.earliest <= today:
        return f"{foreseen} for {event.when}{said}; that time has begun and is not over."
    return f"{foreseen} for {event.when}{said}; that time lies ahead."
