"""iCalendar (RFC 5545): each event as a span of whole days, as wide as its date.

Events that have no date, or a date open at one end, stand in no calendar: any span would fill something in.
"""

from datetime import date, timedelta

from icalendar import Calendar, Event, vText, vUri

from agreements.models import EventKind
from catalogue.contents import HOW_REPORTED
from catalogue.documents import FACTS, PROSPECTS
from catalogue.dressing import display, sourced_date_of
from catalogue.reading import last_changed, reading
from opendata.exports.selection import LICENCE
from spacecoop.dates import in_or_on

NOTE = (
    "Each event spans all days that its date allows: one of “December 2021” runs from 1 to 31 December. "
    "Events without a date, or with one open at an end, are left out. "
    "Tentative: planned, announced or under discussion. "
    f"Licence: {LICENCE}"
)


def write_ics(selection):
    """Yield a calendar, an event at a time."""
    head, _, foot = _frame(selection).to_ical().rpartition(b"END:VCALENDAR")
    yield head
    for batch in selection.batches():
        spans = {key: event for key, event in batch if _is_span(event["date"])}
        with reading(selection.seen):
            times = last_changed("event", spans)
        for key, event in spans.items():
            yield _entry(key, event, times[key], selection).to_ical()
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


def _is_span(when):
    return bool(when and when["earliest"] and when["latest"])


def _entry(key, event, changed_at, selection):
    host = selection.request.get_host().partition(":")[0]
    reported_as = HOW_REPORTED[event["reported_as"]]
    entry = Event()
    entry.add("uid", f"event-{key}@{host}")
    entry.add("dtstamp", changed_at)
    entry.add("last-modified", changed_at)
    entry.add("dtstart", date.fromisoformat(event["date"]["earliest"]))
    entry.add("dtend", date.fromisoformat(event["date"]["latest"]) + timedelta(days=1))
    entry.add("summary", _summary(event, reported_as))
    entry.add("description", _description(event, reported_as))
    entry.add("url", vUri(event["html_url"]))
    entry.add("transp", "TRANSPARENT")  # nobody is busy all December
    entry.add("categories", [reported_as, EventKind(event["kind"]).label])
    if event["place"]:
        entry.add("location", vText(event["place"]))
    if event["reported_as"] in FACTS | PROSPECTS:  # a claim is neither
        entry.add("status", "CONFIRMED" if event["reported_as"] in FACTS else "TENTATIVE")
    return entry


def _summary(event, reported_as):
    when = sourced_date_of(event["date"])
    told = "" if event["reported_as"] in FACTS else f" ({reported_as})"
    return f"{event['title']}{told}" + ("" if when.day_is_known else f", {when_in_words(when)}")


def _description(event, reported_as):
    as_of = f", information as of {display(event['as_of'])}" if event["as_of"] else ""
    words = when_in_words(sourced_date_of(event["date"]))
    told = [f"{words[0].upper()}{words[1:]}. Reported as: {reported_as}{as_of}."]
    return "\n".join([*told, *filter(None, [event["summary"]]), event["html_url"], f"Licence: {LICENCE}"])


def when_in_words(when):
    """Return a date in words that say when only a span is known: "sometime in December 2021"."""
    simple = not when.day_is_known and "/" not in when.edtf and when.edtf[-1] not in "?~%"
    words = f"sometime {in_or_on(when.edtf)}" if simple else when.display
    return f"{words} ({when.note})" if when.note else words
