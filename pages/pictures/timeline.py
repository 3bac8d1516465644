"""Events by time: a strip that counts them all, lanes with a mark for each, and a place for those without a date.

Where they are too many to be told apart, the lanes count them too, and the picture says so.
"""

import textwrap
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from pages.pictures.axis import TimeScale
from pages.pictures.drawing import Drawing
from pages.pictures.lanes import BY_AREAS, BY_COUNTRIES, Lane, read_lanes
from pages.pictures.marks import LETTER, PAD, RADIUS, ROW, TALL_ROW, Event, Label, Mark, OfEvent, label_of, shortened
from pages.pictures.signs import legend_of, looks_of
from pages.pictures.strip import DECADE, YEAR, Bin, bins_of, extent, unit_for
from spacecoop.dates import bounds
from spacecoop.dates_in_words import display
from spacecoop.words import number

WIDTH = 800
LEFT, RIGHT = 150, 790  # of the time; the names of the lanes stand to the left of it
STRIP_TOP, STRIP_FOOT = 22, 72
LANES_TOP = STRIP_FOOT + 28
COUNTED_ROW = 24
NOTE = 20  # a line that says that events are only counted
LINE = 15
LONGEST_LABEL = 46
LONGEST_LANE = 17
MOST_UNDATED = 12
MOST_STEPS = 16  # links to shorter periods
PERIOD = ("from", "to", "match")
LOOKS_TOP = 5  # of the legend
_CAPTION = gettext_lazy(
    "Filled: took place. Outlined: planned or announced. Broken outline: under discussion or claimed. "
    "Longer bars mean less precise dates. "
    "The shape of a mark shows the action."
)
_CAPTION_OF_COUNTS = gettext_lazy(
    "Events recorded per {unit}. Dark: date certain. Light: date imprecise. "
    "Choose a shorter period to see single events."
)


@dataclass(frozen=True)
class Asked:
    """What a picture is asked for.

    `filters`: those of `/events/` that find its events, as (name, value). `first`, `last`: the days between which
    they look, None where they do not say.
    """

    filters: tuple
    first: date | None = None
    last: date | None = None

    def query(self, *more):
        """Return the query of the filters, with `more` in the place of their period."""
        return urlencode([*(pair for pair in self.filters if pair[0] not in PERIOD), *more])

    def within(self, unit, index):
        """Return the query of what may lie in a year, month or decade, as far as the filters look."""
        is_cut_before = self.first and self.first > unit.first_day(index)
        is_cut_after = self.last and self.last < unit.last_day(index)
        after = self.first.isoformat() if is_cut_before else unit.date_of(index)
        before = self.last.isoformat() if is_cut_after else unit.date_of(index)
        return self.query((PERIOD[0], after), (PERIOD[1], before))


@dataclass(frozen=True, slots=True)
class Column:
    """A Bin as it is drawn: the possible ones on top of the certain ones."""

    bin: Bin
    asked: Asked
    x: float
    width: float
    top: float
    waist: float
    foot: float

    @property
    def query(self):
        """The query that finds its events; a lane has many columns and shows none of these."""
        return self.asked.within(self.bin.unit, self.bin.index)

    @property
    def words(self):
        return display(self.bin.edtf)

    @property
    def told(self):
        """How many events certainly lie in it, and how many more may, in words."""
        certain, possible = number(self.bin.certain), number(self.bin.possible)
        if self.bin.certain and self.bin.possible:
            return gettext("{certain} certain, {possible} possible").format(certain=certain, possible=possible)
        told = gettext("{number} certain") if self.bin.certain else gettext("{number} possible")
        return told.format(number=certain if self.bin.certain else possible)

    @property
    def certain_path(self):
        return _bar(self.x, self.width, self.waist, self.foot) if self.bin.certain else ""

    @property
    def possible_path(self):
        return _bar(self.x, self.width, self.top, self.waist) if self.bin.possible else ""

    @property
    def target_path(self):
        """The outline of where it is pointed at, as high as the strip."""
        return _bar(self.x, self.width, STRIP_TOP, STRIP_FOOT)


@dataclass(frozen=True, slots=True)
class Placed(OfEvent):
    """An event at the height `y` with its label; `mark` is None for one without a date, whose sign stands at `x`."""

    event: Event
    label: Label
    y: float
    mark: Mark | None = None
    x: float = 0


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A lane from `y` on: its events one by one (`placed`), or counted (`columns`). `lines`: its name."""

    lane: Lane
    number: int
    lines: list
    y: float
    placed: list
    columns: list

    @property
    def number_y(self):
        return self.y + (len(self.lines) + 1) * LINE

    @property
    def certain_path(self):
        return "".join(column.certain_path for column in self.columns)

    @property
    def possible_path(self):
        return "".join(column.possible_path for column in self.columns)

    @property
    def fullest(self):
        return max(self.columns, key=lambda column: column.bin.number)


def _bar(x, width, top, foot):
    return f"M{x:g} {foot:g}V{top:g}h{width:g}V{foot:g}z"


@dataclass(frozen=True, slots=True)
class Step:
    """A link to a longer or a shorter period; `number`: of the events that may lie in it."""

    words: str
    query: str
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline(Drawing):
    """`scale` is None where no event has a date.

    `strip`: all events in Columns, counted by `unit`. `undated`: those without a date, as far as they are drawn.
    `are_drawn`: whether each event has its mark. `looks`, `signs`: the legend. `queries` find events on their own page.
    """

    template: ClassVar[str] = "pictures/timeline.svg"

    today: date
    scale: TimeScale | None
    number: int
    unit: str
    strip: list
    lanes: list
    lanes_foot: float
    are_drawn: bool
    undated: list
    looks: list
    signs: list
    undated_number: int
    undated_query: str
    legend_top: float
    wider: list
    narrower: list

    @property
    def today_x(self):
        return self.scale.middle(self.today) if self.scale and self.scale.contains(self.today) else None

    @property
    def most(self):
        return max((column.bin.number for column in self.strip), default=0)

    @property
    def caption(self):
        return str(_CAPTION) if self.are_drawn else _CAPTION_OF_COUNTS.format(unit=self.unit)

    @property
    def undated_more(self):
        return self.undated_number - len(self.undated)


def draw_found(found):
    """Draw what a TimelineFilter finds that has understood its request."""
    return draw_timeline(found.results.question, found.active, title=gettext("Events by time"), **asked_of(found))


def asked_of(found):
    """Return what a TimelineFilter, understood, asks: its `grouping` in lanes, its `first` and `last` day or None."""
    asked = found.form.cleaned_data
    return {
        "grouping": BY_AREAS if asked["lanes"] == "areas" else BY_COUNTRIES,
        "first": bounds(asked["from"])[0] if asked["from"] else None,
        "last": bounds(asked["to"])[1] if asked["to"] else None,
    }


def counted_events(question, grouping, first, last):
    """Return (the Lanes of the events that a question keeps, the unit they are counted by, the days to draw).

    The days: the first and the last, None where nothing has a date. Cost: see `read_lanes`.
    """
    unit = unit_for(first, last)
    found = read_lanes(question, grouping, unit)
    return found, unit, extent(found.counts, unit, first, last, timezone.now().date())


def draw_timeline(question, filters, *, title, grouping=BY_COUNTRIES, first=None, last=None, beside=""):
    """Draw the events that a question keeps.

    `filters`: those of `/events/` that find the same, as (name, value). `first`, `last`: the days that they ask for.
    `beside`: the name of a country that the lanes of pairs need not repeat. Cost: at most two queries.
    """
    asked, today = Asked(tuple(filters), first, last), timezone.now().date()
    found, unit, span = counted_events(question, grouping, first, last)
    scale = TimeScale(*span, LEFT, RIGHT) if span else None
    bins = bins_of(found.counts, unit, *span) if span else []
    lanes, foot = _lanes(found, scale, unit, asked, today, beside)
    undated, legend_top = _undated(found, foot)
    drawn = [*undated, *(placed for lane in lanes for placed in lane.placed)]
    looks, looks_foot = looks_of(found.are_drawn, LOOKS_TOP, 8, RIGHT)
    signs, legend_foot = legend_of({placed.event.kind for placed in drawn}, looks_foot, 8, RIGHT)
    total, without_date = found.counts.total(), found.counts[None, None]
    return Timeline(
        width=WIDTH,
        height=round(legend_top + legend_foot),
        title=title,
        description=_description(total, without_date, bins, lanes),
        today=today,
        scale=scale,
        number=total,
        unit=bins[0].unit.name if bins else YEAR.name,
        strip=_columns(bins, scale, asked, STRIP_TOP, STRIP_FOOT, max((period.number for period in bins), default=0)),
        lanes=lanes,
        lanes_foot=foot,
        are_drawn=found.are_drawn,
        undated=undated,
        looks=looks,
        signs=signs,
        undated_number=without_date,
        undated_query=asked.query(("not_stated", "date")),
        legend_top=legend_top,
        wider=_wider(asked),
        narrower=_narrower(bins_of(found.counts, unit, *span, MOST_STEPS) if span else [], asked),
    )


def _columns(bins, scale, asked, top, foot, most):
    return [_column(period, scale, asked, foot, (foot - top) / most) for period in bins if period.number]


def _column(period, scale, asked, foot, height):
    x, end = scale.start(period.first), scale.end(period.last)
    waist = foot - period.certain * height
    gap = 1 if end - x > 4 else 0
    return Column(
        period,
        asked,
        round(x, 1),
        round(end - x - gap, 1),
        round(waist - period.possible * height, 1),
        round(waist, 1),
        foot,
    )


def _lanes(found, scale, unit, asked, today, beside):
    """Return the DrawnLanes one beneath the other, and where the last of them ends."""
    y, drawn = LANES_TOP if found.are_drawn else LANES_TOP + NOTE, []
    all_lanes = [*found.lanes, found.others] if found.others else found.lanes
    bins = {id(lane): bins_of(lane.counts, unit, scale.first, scale.last) for lane in all_lanes if lane.events is None}
    # The lanes are on one scale, so that they compare; the others together are on their own.
    most = max((period.number for lane in found.lanes for period in bins.get(id(lane), [])), default=0)
    for lane in all_lanes:
        lines = _lines_of_others(found.more) if lane is found.others else _name_of(lane.lane, beside)
        if lane.events is None:
            foot = y + PAD + COUNTED_ROW
            height = max((period.number for period in bins[id(lane)]), default=0) if lane is found.others else most
            placed, columns = [], _columns(bins[id(lane)], scale, asked, y + PAD, foot, height)
        else:
            marks = [Mark(event, scale, today) for event in lane.events]
            placed, foot = _place(marks, y + PAD)
            columns = []
        drawn.append(DrawnLane(lane.lane, lane.number, lines, y, placed, columns))
        y = max(foot, y + (len(lines) + 1) * LINE) + PAD
    return drawn, y


def _lines_of_others(count):
    lines = ngettext("{number} other,\non its own scale", "{number} others,\non their own scale", count)
    return lines.format(number=number(count)).splitlines()


def _name_of(lane, beside):
    words = " – ".join(part for part in lane.words.split(" – ") if part != beside)
    return textwrap.wrap(words, LONGEST_LANE, max_lines=3, placeholder="…", break_on_hyphens=False)


def _place(marks, y):
    """Return marks in rows, each with its label, so that no two touch, and where the last row ends."""
    rows = []
    for mark in marks:
        label = label_of(mark, shortened(mark.event.title, LONGEST_LABEL))
        start, end = min(mark.left, label.left), max(mark.right, label.right)
        row = next((row for row in rows if row.is_free(start, end)), None)
        if row is None:
            row = _Row()
            rows.append(row)
        row.take(start, end, mark, label)
    placed = []
    for row in rows:
        y += row.height
        placed += [Placed(mark.event, label, y - ROW // 2, mark) for mark, label in row.marks]
    return placed, y


class _Row:
    """A row of marks; `taken`: the places that they and their labels take."""

    def __init__(self):
        self.taken, self.marks = [], []

    def is_free(self, start, end):
        return all(end + PAD < other_start or start > other_end + PAD for other_start, other_end in self.taken)

    def take(self, start, end, mark, label):
        self.taken.append((start, end))
        self.marks.append((mark, label))

    @property
    def height(self):
        return TALL_ROW if any(label.is_above for _, label in self.marks) else ROW


def _undated(found, y):
    """Return the events without a date in two columns, as many as there is room for, and where they end."""
    if not found.counts[None, None]:
        return [], y
    placed, width = [], (RIGHT - LEFT) // 2
    for place, event in enumerate(found.undated[:MOST_UNDATED]):
        row, column = divmod(place, 2)
        x = LEFT + RADIUS + column * width
        words = shortened(event.title, int((width - 4 * PAD) / LETTER))
        label = Label(words, x + RADIUS + PAD, len(words) * LETTER)
        placed.append(Placed(event, label, y + PAD + ROW // 2 + row * ROW, x=x))
    rows = (len(placed) + 1) // 2
    return placed, y + max(rows * ROW, 3 * LINE) + 2 * PAD


def _wider(asked):
    """Return the Steps to the longer periods around the one that is asked for, the longest first."""
    if not (asked.first or asked.last):
        return []
    steps = [Step(gettext("All time"), asked.query())]
    anywhen = replace(asked, first=None, last=None)
    for unit in (DECADE, YEAR):
        index = unit.index(asked.first)
        if index is not None and index == unit.index(asked.last) and asked.last - asked.first < unit.length_of(index):
            steps.append(Step(display(unit.date_of(index)), anywhen.within(unit, index)))
    return steps


def _narrower(bins, asked):
    """Return the Steps to the shorter periods in which there is any event."""
    if len(bins) < 2:
        return []
    return [
        Step(display(period.edtf), asked.within(period.unit, period.index), period.number)
        for period in bins
        if period.number
    ]


def _description(number_of_events, without_date, bins, lanes):
    """Say what is to be seen to those who do not see it."""
    told = ngettext(
        "{number} event recorded, {undated} of them without a date.",
        "{number} events recorded, {undated} of them without a date.",
        number_of_events,
    )
    sentences = [told.format(number=number(number_of_events), undated=number(without_date))]
    sentences += [_span_in_words(bins)] if bins else []
    if lanes:
        in_lanes = "; ".join(f"{lane.lane.words} {number(lane.number)}" for lane in lanes)
        sentences.append(gettext("In lanes: {lanes}.").format(lanes=in_lanes))
    return " ".join(sentences)


def _span_in_words(bins):
    fullest = max(bins, key=lambda period: period.number)
    told = gettext("From {first} to {last}; most in {fullest}: {certain} certain, {possible} more possible.")
    return told.format(
        first=display(bins[0].edtf),
        last=display(bins[-1].edtf),
        fullest=display(fullest.edtf),
        certain=number(fullest.certain),
        possible=number(fullest.possible),
    )
