"""The figures of the watch list: every plan and every foreseen end that it holds."""

from django.utils.translation import gettext

from catalogue.dressing import foreseen_on
from catalogue.reading import rows
from catalogue.watch import ENDS, watch_list
from pages.figures.columns import DATE, PAGE, dated
from pages.figures.tables import Column, Figures, Table
from pages.records import today
from spacecoop.addresses import address_of
from spacecoop.records import in_batches

BATCH = 200
# What the parts are called in files, by their names in pages: the states of the API.
PARTS = {"overdue": "overdue", "ahead": "upcoming", "undated": "undated", **ENDS}
COLUMNS = [
    Column("part", f"The part of the list: {', '.join(dict.fromkeys(PARTS.values()))}."),
    Column("kind", "What is awaited: the outcome of an `event`, or the end of an `agreement`."),
    Column("slug", "The slug of the event or agreement."),
    Column("title", "Its title."),
    Column("basis", "How the event is reported, or what the foreseen end of the agreement rests on."),
    *DATE,
    PAGE,
]


def watched():
    """Return what is on the watch list today, the nearest of each part first; an agreement once for each end."""
    day = today()
    parts = watch_list(day, most=None)
    table = Table(COLUMNS, (row for name in PARTS for row in _rows(name, parts[name].keys, day)))
    facts = {"day": day.isoformat(), **{name: parts[name].count for name in PARTS}}
    return Figures(gettext("Watch list"), address_of("watch"), {"watched": table}, facts)


def _rows(name, keys, day):
    read = _ends if name in ENDS else _events
    for some in in_batches(keys, BATCH):
        yield from read(PARTS[name], some, day)


def _events(part, keys, day):
    for event in rows("event", keys):
        page = address_of("event", event["slug"])
        yield [part, "event", event["slug"], event["title"], event["reported_as"], *dated(event["date"]), page]


def _ends(part, keys, day):
    for agreement in rows("agreement", keys):
        page = address_of("agreement", agreement["slug"])
        for end in foreseen_on(agreement, day):
            if end["state"] == part:
                days = [None, end["earliest"], end["latest"]]
                yield [part, "agreement", agreement["slug"], agreement["title"], end["basis"], *days, page]
