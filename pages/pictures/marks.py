"""The mark of an event on a time scale: as wide as its date is uncertain, as open as its ends are.

A sign by itself is a day: its shape tells the action (`signs`), a dot any other event. A slim bar lasts from the first
to the last day on which a thing may have happened; the sign of its action stands before its label. A full bar is the
part of a period in which it surely went on; before and after it, where it may have, it is slim. An open end has a tip,
an end that no source states is a dotted line. How a source reports an event shows in its class, see
`static/pictures.css`.
"""

import textwrap
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from catalogue.dressing import sourced_date_of
from catalogue.statements import KNOWN_WRONG
from pages.pictures.axis import TimeScale
from pages.pictures.signs import SHAPES, shape_of
from pages.words import WORDS
from spacecoop.dates import SourcedDate, sure_days

RADIUS = 7  # of a sign at most
LEAST_WIDTH = 3  # of a bar, to be seen at all
TIP = 6
ROW, TALL_ROW = 22, 36  # the heights of a mark with its label beside it, and above it
PAD = 6  # between a mark and its label
SIGN = 20  # the width of a sign before a label
LETTER = 7  # the width of a letter of a label, at most on average


@dataclass(frozen=True, slots=True)
class Event:
    """An event as pictures draw it. `when`: None where no source states it.

    `surely_from`, `surely_until`: between which days a period surely went on, see `sure_days`. `is_wrong`: whether an
    editor knows it to be wrong.
    """

    slug: str
    title: str
    kind: str
    reported_as: str
    when: SourcedDate | None
    surely_from: date | None
    surely_until: date | None
    is_wrong: bool = False

    @classmethod
    def of(cls, document):
        """Return the event of its document, lean or whole, or of its part in that of an agreement."""
        when = sourced_date_of(document["date"])
        names = (document[name] for name in ("slug", "title", "kind", "reported_as"))
        surely = sure_days(when.edtf) if when else (None, None)
        return cls(*names, when, *surely, is_wrong=document.get("standing") == KNOWN_WRONG)

    @property
    def earliest(self):
        return self.when and self.when.earliest

    @property
    def latest(self):
        return self.when and self.when.latest

    @property
    def reported(self):
        """How its source reports it, in words, or that it is known to be wrong."""
        return WORDS["standing"][KNOWN_WRONG] if self.is_wrong else WORDS["reported_as"][self.reported_as]

    @property
    def told(self):
        """What its words tell of it beside its name."""
        return {"date": self.when or gettext("date not stated"), "how": self.reported}


class OfEvent:
    """What is drawn of one `event`: the class that it has, and the words that tell all of it."""

    @property
    def look(self):
        return KNOWN_WRONG if self.event.is_wrong else self.event.reported_as

    @property
    def shape(self):
        return shape_of(self.event.kind)

    @property
    def title(self):
        return gettext("{title}: {date}, {how}").format(title=self.event.title, **self.event.told)


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float

    @property
    def end(self):
        return self.x + self.width


@dataclass(frozen=True)
class Mark(OfEvent):
    """The mark of one event, which has a date, on a scale.

    `today`: how far what goes on has come. Boundary: what lies outside of the scale is left out, and a tip tells that
    there is more.
    """

    event: Event
    scale: TimeScale
    today: date

    @property
    def dot(self):
        """The middle of its day, where the day is known."""
        return self.scale.middle(self.event.earliest) if self._is_day else None

    @property
    def slim(self):
        """The Bar of all days on which it may have happened, or on which a period may have begun or ended."""
        if self._is_day:
            return None
        event = self.event
        return self._bar(event.earliest or event.surely_until, event.latest or event.surely_from)

    @property
    def core(self):
        """The Bar of the days on which a period surely went on; None where there are none."""
        first = self.scale.first if self.is_open_before else self.event.surely_from
        last = self._reach if self.is_open_after else self.event.surely_until
        return self._bar(first, last) if first and last and first <= last else None

    @property
    def dotted(self):
        """The Bar of the time in which a period may have ended, or begun, where no source says when."""
        event = self.event
        if event.latest is None and not self.is_open_after:
            return self._bar(event.surely_from, self._reach)
        if event.earliest is None and not self.is_open_before:
            return self._bar(self.scale.first, event.surely_until)
        return None

    @property
    def is_open_before(self):
        return self.event.when.edtf.startswith("../")

    @property
    def is_open_after(self):
        return self.event.when.edtf.endswith("/..")

    @property
    def tip_before(self):
        """Whether a tip points to more before: an open beginning, or days before those of the scale."""
        return self.is_open_before or bool(self.event.earliest and self.event.earliest < self.scale.first)

    @property
    def tip_after(self):
        return self.is_open_after or bool(self.event.latest and self.event.latest > self.scale.last)

    @property
    def left(self):
        return self.dot - RADIUS if self._is_day else self.start - (TIP if self.tip_before else 0)

    @property
    def right(self):
        return self.dot + RADIUS if self._is_day else self.end + (TIP if self.tip_after else 0)

    @property
    def width(self):
        return round(self.right - self.left, 2)

    @property
    def start(self):
        """Where its bars begin, without a tip."""
        return min(bar.x for bar in self._bars)

    @property
    def end(self):
        return max(bar.end for bar in self._bars)

    @property
    def _bars(self):
        return [bar for bar in (self.slim, self.core, self.dotted) if bar]

    @property
    def _is_day(self):
        return self.event.earliest is not None and self.event.earliest == self.event.latest

    @property
    def _reach(self):
        """How far something without an end is drawn: until today, or to the end where it begins later.

        Boundary: never before the scale begins; what goes on is there in every later period.
        """
        begins_later = self.event.surely_from > self.today
        return self.scale.last if begins_later else min(max(self.today, self.scale.first), self.scale.last)

    def _bar(self, first, last):
        if first > self.scale.last or last < self.scale.first:
            return None
        x, end = self.scale.start(first), self.scale.end(last)
        return Bar(x, round(max(end - x, LEAST_WIDTH), 2))


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a mark: `anchor` is which of their ends stands at `x`; `dy`: how far beneath the middle of the mark.

    `sign`: the room that a sign takes between `x` and the words.
    """

    words: str
    x: float
    width: float
    anchor: str = "start"
    is_above: bool = False
    sign: int = 0

    @property
    def words_x(self):
        return self.x + (-self.sign if self.anchor == "end" else self.sign)

    @property
    def sign_x(self):
        return (self.x + self.words_x) / 2

    @property
    def left(self):
        return self.x - (self.width if self.anchor == "end" else 0)

    @property
    def right(self):
        return self.left + self.width

    @property
    def dy(self):
        return -12 if self.is_above else 4


def shortened(words, length):
    """Return words in at most `length` letters, with “…” where something is left out."""
    return textwrap.shorten(words, length, placeholder="…")


def label_of(mark, words):
    """Return the Label of a mark where its scale has room for it: to the right, else to the left, else above."""
    sign = SIGN if mark.dot is None and mark.event.kind in SHAPES else 0
    width, scale = len(words) * LETTER + sign, mark.scale
    if mark.right + PAD + width <= scale.right:
        return Label(words, mark.right + PAD, width, sign=sign)
    if mark.left - PAD - width >= scale.left:
        return Label(words, mark.left - PAD, width, "end", sign=sign)
    return Label(words, max(scale.left, min(mark.left, scale.right - width)), width, is_above=True, sign=sign)
