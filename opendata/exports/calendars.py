"""iCalendar (RFC 5545): each event and each foreseen end as a span of whole days, as wide as its date.

What has no date, or a date open at one end, stands in no calendar: any span would fill something in.
"""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext, gettext_lazy
from icalendar import Calendar, Event, vDuration, vText, vUri

from agreements.models import EventKind
from catalogue.contents import HOW_REPORTED
from catalogue.document_parts import FACTS, PROSPECTS
from catalogue.dressing import display, sourced_date_of
from catalogue.ends import ANNOUNCED, OVERDUE, RENEWS, UPCOMING, days_in_words, end_in_words, notice_in_words
from catalogue.reading import last_changed, reading
from opendata.exports.selection import licence_in_words
from spacecoop.api import Problem
from spacecoop.dates_in_words import in_or_on
from spacecoop.hosts import lasting_name
from spacecoop.languages import html_language, present

_NOTE = gettext_lazy(
    "Each event spans all days that its date allows: one of “December 2021” runs from 1 to 31 December. "
    "Events without a date, or with one open at an end, are left out. "
    "Tentative: planned, announced, under discussion or foreseen."
)
_NOTE_OF_EXACT = gettext_lazy(
    "Only what is known to the day has an entry; the others are left out. "
    "Tentative: planned, announced, under discussion or foreseen."
)
REFRESHED = timedelta(days=1)
NUMBERED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_SUMMARIES = {
    OVERDUE: gettext_lazy("Foreseen end, outcome not reported: {title}"),
    UPCOMING: gettext_lazy("Foreseen end: {title}"),
    RENEWS: gettext_lazy("End of a term that renews itself: {title}"),
}
# By whether it is known when the source spoke.
_REPORTED = {
    False: gettext_lazy("Reported as: {how}."),
    True: gettext_lazy("Reported as: {how}, information as of {date}."),
}


def write_ics(selection):
    """Yield a calendar, an event at a time; of a watch list also the foreseen ends of its agreements.

    Raises: Problem for a wrong `days`.
    """
    is_shown = _is_day if exact_days_asked(selection.request.GET) else _is_span
    head, _, foot = _frame(selection).to_ical().rpartition(b"END:VCALENDAR")
    yield head
    yield from _entries(selection, _entries_of_event, is_shown)
    if selection.agreements:
        yield from _entries(selection.agreements, _entries_of_agreement, is_shown)
    yield b"END:VCALENDAR" + foot


def exact_days_asked(parameters):
    """Tell whether only what is known to the day is asked for. Raises: Problem."""
    days = parameters.get("days", "")
    if days not in ("", "exact"):
        message = gettext("“{text}” is not understood: “exact” leaves out what is not known to the day.")
        raise Problem.of("days", message.format(text=days[:100]), "exact")
    return days == "exact"


def _entries(selection, entries_of, is_shown):
    for batch in selection.batches():
        documents = dict(batch)
        with reading(selection.seen):
            times = last_changed(selection.kind, documents)
        for key, document in documents.items():
            changed_at = times.get(key) or selection.seen.changed_at or NUMBERED_FROM  # of what has no history
            for entry in entries_of(key, document, selection, is_shown):
                entry.add("dtstamp", changed_at)
                entry.add("last-modified", changed_at)
                entry.add("sequence", max(int((changed_at - NUMBERED_FROM).total_seconds()), 0))
                yield entry.to_ical()


def _frame(selection):
    calendar = Calendar()
    calendar.add("prodid", f"-//spacecoop//events//{html_language(present()).upper()}")
    calendar.add("version", "2.0")
    title = f"spacecoop: {selection.heading}"
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    told = _NOTE_OF_EXACT if exact_days_asked(selection.request.GET) else _NOTE
    note = f"{told} {licence_in_words()}"
    calendar.add("description", note)
    calendar.add("x-wr-caldesc", note)
    calendar.add("url", vUri(selection.page))
    calendar.add("refresh-interval", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED).to_ical().decode())
    return calendar


def _is_span(when):
    return bool(when and when["earliest"] and when["latest"])


def _is_day(when):
    return _is_span(when) and when["earliest"] == when["latest"]


def _entries_of_event(key, event, selection, is_shown):
    """Yield the entry of an event; none where its date is not to be shown."""
    if not is_shown(event["date"]):
        return
    reported_as = HOW_REPORTED[event["reported_as"]]
    entry = _entry(f"event-{key}", event["date"], selection.page_of(event), selection)
    entry.add("summary", _summary(event, reported_as))
    entry.add("description", _description(event, reported_as, selection))
    entry.add("categories", [str(reported_as), str(EventKind(event["kind"]).label)])
    if event["place"]:
        entry.add("location", vText(event["place"]))
    if event["reported_as"] in FACTS | PROSPECTS:  # a claim is neither
        entry.add("status", "CONFIRMED" if event["reported_as"] in FACTS else "TENTATIVE")
    yield entry


def _entries_of_agreement(key, agreement, selection, is_shown):
    """Yield the entries of its foreseen ends, and of the last days for notice; what is announced is an event."""
    for number, end in enumerate(agreement["foreseen_ends"]):
        words = f"{end_in_words(end)} {notice_in_words(end)}".strip()
        if end["basis"] not in ANNOUNCED and is_shown(end):
            summary = _SUMMARIES[end["state"]].format(title=agreement["title"])
            yield _entry_of_end(f"end-{key}-{number}", end, summary, words, agreement, selection)
        if (notice := end["notice_by"]) and is_shown(notice):
            summary = gettext("Last day for notice: {title}").format(title=agreement["title"])
            yield _entry_of_end(f"notice-{key}-{number}", notice, summary, words, agreement, selection)


def _entry_of_end(name, days, summary, words, agreement, selection):
    page = selection.page_of(agreement)
    entry = _entry(name, days, page, selection)
    is_day = days["earliest"] == days["latest"]
    entry.add("summary", summary if is_day else f"{summary}, {_sometime(days_in_words(days))}")
    entry.add("description", f"{words}\n{page}\n{licence_in_words()}")
    entry.add("categories", [gettext("foreseen end")])
    entry.add("status", "TENTATIVE")
    return entry


def _entry(name, days, address, selection):
    """Return an entry for all days from the first to the last that something may be on."""
    entry = Event()
    entry.add("uid", f"{name}@{lasting_name()}")
    entry.add("dtstart", date.fromisoformat(days["earliest"]))
    entry.add("dtend", date.fromisoformat(days["latest"]) + timedelta(days=1))
    entry.add("url", vUri(address))
    entry.add("transp", "TRANSPARENT")  # nobody is busy all December
    return entry


def _summary(event, reported_as):
    when = sourced_date_of(event["date"])
    told = "" if event["reported_as"] in FACTS else f" ({reported_as})"
    return f"{event['title']}{told}" + ("" if when.day_is_known else f", {when_in_words(when)}")


def _description(event, reported_as, selection):
    words = when_in_words(sourced_date_of(event["date"]))
    told = _REPORTED[bool(event["as_of"])].format(how=reported_as, date=event["as_of"] and display(event["as_of"]))
    when = f"{words[0].upper()}{words[1:]}. {told}"
    return "\n".join([when, *filter(None, [event["summary"]]), selection.page_of(event), licence_in_words()])


def when_in_words(when):
    """Return a date in words that say when only a span is known: "sometime in December 2021"."""
    simple = not when.day_is_known and "/" not in when.edtf and when.edtf[-1] not in "?~%"
    words = _sometime(in_or_on(when.edtf)) if simple else when.display
    return f"{words} ({when.note})" if when.note else words


def _sometime(when):
    return gettext("sometime {when}").format(when=when)
