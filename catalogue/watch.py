"""The watch list: upcoming and overdue plans, plans without a date, and ends of agreements that no event foretells."""

from dataclasses import dataclass
from urllib.parse import urlencode

from catalogue.asked import Results
from catalogue.index.entries import AHEAD, OVERDUE
from catalogue.index.questions import Has, LeftOpen, OutcomeNotReported, Pending, of_kind
from spacecoop.addresses import address_of

MOST = 20  # of each part; the list of events has the others
ASKED = {
    "ahead": {"outcome": "pending"},
    "overdue": {"outcome": "not_reported", "order": "-date"},
    "undated": {"outcome": "pending", "not_stated": "date"},
}


@dataclass(frozen=True, slots=True)
class Part:
    """The primary `keys` of the first records of a part of the list; `count`: of all; `address`: the list of events."""

    keys: list
    count: int
    address: str = ""


def watch_list(today):
    """Return the parts of the list by name: of events "ahead", "overdue" and "undated"; of agreements "ends_ahead" and
    "ends_overdue": those with a foreseen end of a term, of an act or by a denunciation.

    Cost: two questions to the index each.
    """
    pending, undated = of_kind("event") & Pending(today), Has("not_stated", "date")
    return {
        "ahead": _part("ahead", Results(pending & ~undated, "by_oldest")),
        "overdue": _part("overdue", Results(of_kind("event") & OutcomeNotReported(today), "by_newest")),
        "undated": _part("undated", Results(pending & undated, "by_newest")),
        "ends_ahead": _ends(AHEAD, today),
        "ends_overdue": _ends(OVERDUE, today),
    }


def _ends(which, today):
    agreements = Results(of_kind("agreement") & LeftOpen(which, today), "by_newest")
    return Part(agreements[:MOST], agreements.count())


def _part(name, events):
    return Part(events[:MOST], events.count(), f"{address_of('events')}?{urlencode(ASKED[name])}")
