"""iCalendar (RFC 5545): each event as a span of whole days, as wide as its date.

Events that have no date, or a date open at one end, stand in no calendar: any span would fill something in.
"""

from datetime import timedelta

from icalendar import Calendar, Event, vText, vUri

from agreements.history import last_changes
from agreements.models import Event as RecordedEvent
from opendata.exports.selection import LICENCE

NOTE = (
    "Each event spans all days that its date allows: one of “December 2021” runs from 1 to 31 December. "
    "Events without a date, or with one open at an end, are left out. Tentative: planned, announced or discussed only. "
    f"Licence: {LICENCE}"
)


def write_ics(selection):
    """Yield a calendar, an event at a time."""
    head, _, foot = _frame(selection).to_ical().rpartition(b"END:VCALENDAR")
    yield head
    for batch in selection.batches():
        spans = [event for event in batch if event.earliest and event.latest]
        times = dict(last_changes(RecordedEvent.objects.filter(pk__in=[event.pk for event in spans])))
        for event in spans:
            yield _entry(event, times[event.pk], selection).to_ical()
    yield b"END:VCALENDAR" + foot


def _frame(selection):
    calendar = Calendar()
    calendar.add("prodid", "-//spacecoop//events//EN")
    calendar.add("version", "2.0")
    title = f"spacecoop: {selection.name}" + (f", {selection.query}" if selection.query else "")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("description", NOTE)
    calendar.add("x-wr-caldesc", NOTE)
    calendar.add("url", vUri(selection.page))
    return calendar


def _entry(event, changed_at, selection):
    address = selection.absolute(event.get_absolute_url())
    host = selection.request.get_host().partition(":")[0]
    entry = Event()
    entry.add("uid", f"event-{event.pk}@{host}")
    entry.add("dtstamp", changed_at)
    entry.add("last-modified", changed_at)
    entry.add("dtstart", event.earliest)
    entry.add("dtend", event.latest + timedelta(days=1))
    entry.add("summary", _summary(event))
    entry.add("description", _description(event, address))
    entry.add("url", vUri(address))
    entry.add("transp", "TRANSPARENT")  # nobody is busy all December
    entry.add("categories", [event.get_modality_display(), event.get_kind_display()])
    if event.place:
        entry.add("location", vText(event.place))
    if event.is_fact or event.is_prospect:  # a claim is neither
        entry.add("status", "CONFIRMED" if event.is_fact else "TENTATIVE")
    return entry


def _summary(event):
    modality = "" if event.is_fact else f" ({event.get_modality_display()})"
    return f"{event.title}{modality}" + ("" if event.when.day_is_known else f", {when_in_words(event.when)}")


def _description(event, address):
    said = f", as of {event.said_on}" if event.said_on else ""
    words = when_in_words(event.when)
    told = [f"{words[0].upper()}{words[1:]}. {event.get_modality_display().capitalize()}{said}."]
    return "\n".join([*told, *([event.summary] if event.summary else []), address, f"Licence: {LICENCE}"])


def when_in_words(when):
    """Return a date in words that say when only a span is known: "sometime in December 2021"."""
    simple = not when.day_is_known and "/" not in when.edtf and when.edtf[-1] not in "?~%"
    words = when.display
    if simple and (words.startswith(("first", "second", "third", "fourth")) or words.endswith(("0s", "century"))):
        words = f"the {words}"
    words = f"sometime in {words}" if simple else words
    return f"{words} ({when.note})" if when.note else words
