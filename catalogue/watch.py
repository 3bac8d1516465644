"""The watch list: upcoming and overdue plans, plans without a date, and the foreseen ends of agreements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from catalogue.asked import Results
from catalogue.ends import OVERDUE, RENEWS, UPCOMING
from catalogue.index.orders import agreements_by_end
from catalogue.index.questions import AnyOf, Has, LeftOpen, OutcomeNotReported, Pending, of_kind
from catalogue.reading import reader
from spacecoop.addresses import address_of

MOST = 8  # of each part; the list behind it has the others
EVENTS = {
    "ahead": {"outcome": "pending"},
    "overdue": {"outcome": "not_reported", "order": "-date"},
    "undated": {"outcome": "pending", "not_stated": "date"},
}
# Of agreements: which end each part is about.
ENDS = {"ends_overdue": OVERDUE, "ends_ahead": UPCOMING, "renewals": RENEWS}


@dataclass(frozen=True, slots=True)
class Part:
    """The primary `keys` of the first records of a part of the list; `count`: of all; `address`: the list of all."""

    keys: list[int]
    count: int
    address: str


def watch_list(today: date, most: int | None = MOST) -> dict[str, Part]:
    """Return the parts of the list by name: of events those of EVENTS, of agreements those of ENDS, the nearest first.

    `most`: of each part; None is all. Cost: two questions to the index each.
    """
    pending, undated = of_kind("event") & Pending(today), Has("not_stated", "date")
    return {
        "ahead": _part("ahead", Results(pending & ~undated, "by_oldest"), most),
        "overdue": _part("overdue", Results(of_kind("event") & OutcomeNotReported(today), "by_newest"), most),
        "undated": _part("undated", Results(pending & undated, "by_newest"), most),
        **{name: _ends(which, today, most) for name, which in ENDS.items()},
    }


def watched_events(today: date) -> Results:
    """Return the events on the list: plans without an outcome, upcoming and overdue."""
    return Results(of_kind("event") & (Pending(today) | OutcomeNotReported(today)), "by_oldest")


def watched_agreements(today: date) -> Results:
    """Return the agreements on the list: those with a foreseen end."""
    return Results(of_kind("agreement") & AnyOf(*(LeftOpen(which, today) for which in ENDS.values())), "by_newest")


def _ends(which: str, today: date, most: int | None) -> Part:
    seen = reader()
    count = seen.count(of_kind("agreement") & LeftOpen(which, today))
    keys = agreements_by_end(seen, which, today, count if most is None else most)
    return Part(keys, count, _address("agreements", {"foreseen_end": which}))


def _part(name: str, events: Results, most: int | None) -> Part:
    return Part(events[:most], events.count(), _address("events", EVENTS[name]))


def _address(page: str, query: Mapping[str, str]) -> str:
    return f"{address_of(page)}?{urlencode(query)}"
