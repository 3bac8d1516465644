"""The dates of one agreement to scale: its acts and other events, what no source states, and its status by day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext

from agreements.status import LEGAL_ACTS, LegalAct
from catalogue.dressing import status_label, status_on
from catalogue.statements import acts_followed
from pages.pictures.axis import TimeScale
from pages.pictures.drawing import Drawing
from pages.pictures.marks import LETTER, ROW, TALL_ROW, Event, Label, Mark, OfEvent, label_of, shortened
from pages.pictures.signs import legend_of
from pages.pictures.strip import YEAR, extent
from spacecoop.addresses import address_of
from spacecoop.dates_in_words import day_in_words

WIDTH = 800
LEFT, RIGHT = 214, 790  # of the time, further right where the names of the rows to the left of it are long
ROWS_TOP = 72
LONGEST_NAME = 27  # of an event that is no action
NAME_PAD = 25  # before a name and behind it
MOST_ROWS = 40
LEGEND_GAP = 10
# The acts of which the picture says that they are not stated.
KEY_ACTS = [LegalAct.SIGNED, LegalAct.ENTERED_INTO_FORCE, LegalAct.TERMINATED]


@dataclass(frozen=True, slots=True)
class Band:
    """The status of an agreement from one day to another, both included."""

    code: str
    label: str
    first: date
    last: date
    x: float
    width: float

    def words_of_days(self, today):
        """Return its name with its first and its last day, which may be `today`."""
        days = {"status": self.label[:1].upper() + self.label[1:], "first": day_in_words(self.first)}
        if self.last == today:
            return gettext("{status}: {first} to today").format(**days)
        return gettext("{status}: {first} to {last}").format(**days, last=day_in_words(self.last))

    @property
    def words(self):
        """Its name, where there is room for it."""
        return next((words for words in (self.label, self.label.split("; ")[0]) if self._holds(words)), "")

    def _holds(self, words):
        return len(words) * LETTER + 8 <= self.width


@dataclass(frozen=True, slots=True)
class Row(OfEvent):
    """An event, or the acts of which none is known, at the height `y`; without a date it has no `mark`.

    `silence`: what it says instead of a mark.
    """

    name: str
    y: float
    event: Event | None = None
    mark: Mark | None = None
    label: Label | None = None
    silence: str = ""

    @property
    def silence_width(self):
        return len(self.silence) * LETTER


@dataclass(frozen=True, kw_only=True)
class DateLine(Drawing):
    """`scale` is None where no event has a date. `address`: of the agreement; `more`: events that are not drawn."""

    template: ClassVar[str] = "pictures/dateline.svg"
    right: ClassVar[int] = RIGHT

    left: int
    scale: TimeScale | None
    today: date
    address: str
    bands: list
    rows: list
    rows_foot: float
    more: int
    signs: list

    @property
    def today_x(self):
        return self.scale.middle(self.today) if self.scale and self.scale.contains(self.today) else None


def draw_agreement(agreement: dict[str, Any]) -> Drawing | None:
    """Draw the dates of an agreement from its whole document, whose events are in order. Cost: no query."""
    events = [Event.of(event) for event in acts_followed(agreement["events"])]
    today = timezone.now().date()
    counts = Counter((YEAR.index(event.earliest), YEAR.index(event.latest)) for event in events if event.when)
    span = extent(counts, YEAR, None, None, today)
    left = max([LEFT, *(NAME_PAD + LETTER * len(name) for name in _names(events))])
    scale = TimeScale(*span, left, RIGHT) if span else None
    rows, foot = _rows(events, scale, today)
    signs, end = legend_of({row.event.kind for row in rows if row.event}, foot + LEGEND_GAP, 8, RIGHT)
    return DateLine(
        width=WIDTH,
        height=end + 8,
        title=gettext("{agreement}: its dates").format(agreement=agreement["title"]),
        description=_description(events),
        left=left,
        scale=scale,
        today=today,
        address=address_of("agreement", agreement["slug"]),
        bands=_bands(agreement, scale, today) if scale else [],
        rows=rows,
        rows_foot=foot,
        more=max(len(events) - MOST_ROWS, 0),
        signs=signs,
    )


def _rows(events, scale, today):
    """Return the Rows one beneath the other, and where the last of them ends."""
    rows, y = [], ROWS_TOP if scale else ROW
    for event in events[:MOST_ROWS]:
        mark = Mark(event, scale, today) if event.when else None
        label = label_of(mark, str(event.when)) if mark else None
        y += TALL_ROW if label and label.is_above else ROW
        silence = "" if mark else gettext("date not stated")
        rows.append(Row(_name(event), y - ROW // 2, event, mark, label, silence))
    if silent := _silent(events):
        y += ROW
        words = ", ".join(str(act.label) for act in silent)
        rows.append(Row(gettext("not stated"), y - ROW // 2, silence=words))
    return rows, y


def _silent(events):
    """Return the key acts that no event is of."""
    return [act for act in KEY_ACTS if not any(event.kind == act for event in events)]


def _names(events):
    return [*map(_name, events[:MOST_ROWS]), gettext("not stated")]


def _name(event):
    """Return what a row is called: an action in full, another event by the beginning of its title."""
    return str(LegalAct(event.kind).label) if event.kind in LEGAL_ACTS else shortened(event.title, LONGEST_NAME)


def _bands(agreement, scale, today):
    """Return the Bands of the status from the first day of the scale to today.

    Spans of one status stand as one Band, whatever their reasons.
    """
    firsts = [date.fromisoformat(span["from"]) for span in agreement["status_timeline"][1:]]
    starts = [scale.first, *(first for first in firsts if scale.first < first <= today)]
    codes = [status_on(agreement, day)["code"] for day in starts]
    changes = [place for place, code in enumerate(codes) if place == 0 or code != codes[place - 1]]
    bands = []
    for place, following in zip(changes, [*changes[1:], None], strict=True):
        last = starts[following] - timedelta(days=1) if following else today
        x = scale.start(starts[place])
        bands.append(
            Band(
                codes[place],
                status_label(codes[place], agreement),
                starts[place],
                last,
                x,
                round(scale.end(last) - x, 2),
            )
        )
    return bands


def _description(events):
    """Say in words what the rows say."""
    words = [gettext("{name}: {date} ({how})").format(name=_name(event), **event.told) for event in events]
    silent = [gettext("{name}: not stated").format(name=act.label) for act in _silent(events)]
    return f"{'; '.join([*words[:MOST_ROWS], *silent])}."
