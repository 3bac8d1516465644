"""The ends of an agreement that are foreseen on a day, and the last days for notice, from the spans of its document."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from agreements.facts import Days
from agreements.foreseen import Foreseen
from catalogue.clauses import duration_in_words, renewal_in_words
from catalogue.statements import Told
from spacecoop.dates import bounds
from spacecoop.dates_in_words import display, in_or_on

# How an end stands on a day: it may be past and nothing is told of it, it lies ahead, or it is that of a term that goes
# on after it.
OVERDUE, UPCOMING, RENEWS = "overdue", "upcoming", "renews_itself"
STATES = {
    OVERDUE: gettext_lazy("overdue, outcome not reported"),
    UPCOMING: gettext_lazy("upcoming"),
    RENEWS: gettext_lazy("end of a term that renews itself"),
}
# By what an end is foreseen of which an event tells by itself.
ANNOUNCED = ("announced", "planned")
_SENTENCES = {
    "term": gettext_lazy("The term ends {when}."),
    "until": gettext_lazy("The end set by an action is {when}."),
    "announced": gettext_lazy("The announced expiry is {when}."),
    "planned": gettext_lazy("The planned renewal is {when}."),
    "denounced": gettext_lazy("The denunciation takes effect {when}."),
}
_HOW = {
    "term": pgettext_lazy("end of an agreement", "end of the term"),
    "until": pgettext_lazy("end of an agreement", "set by an action"),
    "announced": pgettext_lazy("end of an agreement", "announced"),
    "planned": pgettext_lazy("end of an agreement", "planned renewal"),
    "denounced": pgettext_lazy("end of an agreement", "effect of denunciation"),
}
# Of a term that goes on, by how, and whether it is told for how long.
_GOING_ON = {
    ("tacit", True): gettext_lazy("The term ends {when} and renews itself for {length} each time."),
    ("tacit", False): gettext_lazy("The term ends {when} and renews itself."),
    ("indefinite", True): gettext_lazy(
        "The first term ends {when}; the agreement then continues for an indefinite time."
    ),
    ("indefinite", False): gettext_lazy(
        "The first term ends {when}; the agreement then continues for an indefinite time."
    ),
}
_OF_NOTICE = gettext_lazy("Last day for notice before that end: {when}.")


def ends_on(foreseen: Sequence[Told], day: date) -> list[Told]:
    """Return the ends that are foreseen on a day, those to come first, each as a dict; see `_told`.

    `foreseen`: what the document tells of them for the span in which the day lies.
    """
    ends = [_told(told, end, days, day) for told in foreseen if (days := (end := end_of(told)).end_on(day))]
    return sorted(ends, key=lambda end: (end["state"] == OVERDUE, end["earliest"] or "", end["latest"] or "9999"))


def end_of(told: Told) -> Foreseen:
    """Return the end that a document tells of; nothing of what it flows from, and what overtakes it."""
    return Foreseen(
        Days(_day(told["earliest"]), _day(told["latest"])),
        Days(),
        told["basis"],
        _day(told["may_be_past_from"]),
        renewal=told["renewal"] or "",
        every=told["renewal_length"] or "",
        notice=told["notice"] or "",
    )


def _told(told: Told, end: Foreseen, days: Days, day: date) -> Told:
    """Return an end on a day, with the last days for a notice that prevents its renewal; None where none is known."""
    notice = end.last_notice(day)
    return {
        **_span(days),
        "basis": end.basis,
        "state": _state(end, day),
        "renewal": told["renewal"],
        "renewal_length": told["renewal_length"],
        "notice_by": notice and _span(notice),
    }


def _state(end: Foreseen, day: date) -> str:
    if end.goes_on:
        return RENEWS
    return OVERDUE if end.is_overdue(day) else UPCOMING


def end_in_words(end: Told) -> str:
    """Return on which days an end falls and how it is foreseen, as a sentence."""
    goes_on = _GOING_ON.get((end["renewal"], bool(end["renewal_length"])))
    length = duration_in_words(end["renewal_length"] or "")
    return str(goes_on or _SENTENCES[end["basis"]]).format(when=days_in_words(end), length=length)


def how_foreseen(end: Told) -> str:
    """Return by what an end is foreseen in few words, of a term that goes on how it does."""
    return renewal_in_words(end) if end["state"] == RENEWS else str(_HOW[end["basis"]])


def notice_in_words(end: Told) -> str:
    """Return on which days the last day for notice falls, past or to come; empty where none is known."""
    return str(_OF_NOTICE).format(when=days_alone_in_words(end["notice_by"])) if end["notice_by"] else ""


def days_in_words(days: Told) -> str:
    """Return between which days, {"earliest", "latest"}, something falls: "on 1 May", "between …", "on … or later"."""
    first, last = days["earliest"], days["latest"]
    if first:
        return in_or_on(first if first == last else f"{first}/{last or '..'}")
    return gettext("by {day}").format(day=display(last)) if last else gettext("on a date not stated")


def days_alone_in_words(days: Told) -> str:
    """Return the same as it stands alone: "1 May 2020", "May 2020", "2020", "between …", "on … or later"."""
    first = days["earliest"] or ""
    whole = (text for text in (first, first[:7], first[:4]) if text and bounds(text) == _both(days))
    return next(map(display, whole), None) or days_in_words(days)


def _both(days: Told) -> tuple[date | None, date | None]:
    return _day(days["earliest"]), _day(days["latest"])


def _span(days: Days) -> Told:
    return {"earliest": _iso(days.first), "latest": _iso(days.last)}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
