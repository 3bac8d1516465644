"""The map: how many agreements each country has, or has with the side whose agreements are asked for.

The numbers are those of the list of agreements under the same filters. With a party chosen, the other countries show
how many they have with it, and an arc leads to each. The outlines are `boundaries.json`, whose origin it names.
"""

import math
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from operator import sub
from typing import ClassVar

from django.utils.translation import gettext, ngettext

from catalogue.reading import Named
from pages.pictures.boxes import width_of
from pages.pictures.drawing import Drawing
from pages.pictures.map_numbers import Numbers, boundaries, by_number
from pages.words import plural
from spacecoop.words import number

MOST_ARCS = 20
SWATCH, TYPE, PAD = 42, 13, 24  # of the legend: a sample with the gap behind it, its words, the gap behind these
MOST_TOLD = 5  # countries that the description names
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
CLASSES = 4
STRIP = 90  # the height below the map for the legend; Europe enlarged reaches into it
EUROPE_HEIGHT = 182
ENLARGED = 2.36  # times as large as on the map
RISE = 0.18  # how far an arc's middle is pulled away from the straight line, in lengths of that
ARC_WIDTHS = (1.25, 2.25, 3.5, 5)


@dataclass(frozen=True, slots=True)
class Class:
    """The numbers from `low` to `high`, both included, that look alike; `level`: from 1."""

    level: int
    low: int
    high: int

    @property
    def width(self):
        """The width of an arc."""
        return ARC_WIDTHS[self.level - 1]

    def __str__(self):
        ends = [number(self.low), number(self.high)]
        return "–".join(ends[:1] if self.low == self.high else ends)


def classes_of(numbers):
    """Return at most CLASSES Classes, each a step of a few times as many, that hold all `numbers`.

    Where there are more steps, those are taken of which the fullest class holds the fewest numbers; of equal choices
    the one that is most even.
    """
    least, largest = min(numbers, default=0), max(numbers, default=0)
    steps = [
        step for step, after in zip(STEPS, [*STEPS[1:], math.inf], strict=True) if least < after and step <= largest
    ]
    if len(steps) > CLASSES:
        even = [place * len(steps) // CLASSES for place in range(CLASSES)]
        choices = [(0, *others) for others in combinations(range(1, len(steps)), CLASSES - 1)]
        fullest = {chosen: _fullest([steps[place] for place in chosen], numbers) for chosen in choices}
        chosen = min(choices, key=lambda choice: (fullest[choice], sum(map(abs, map(sub, choice, even)))))
        steps = [steps[place] for place in chosen]
    ends = [*(step - 1 for step in steps[1:]), largest]
    return [Class(level, *bounds) for level, bounds in enumerate(zip(steps, ends, strict=False), start=1)]


def _fullest(steps, numbers):
    """Return how many numbers the class holds that holds most, of those that begin at `steps`."""
    return max(Counter(bisect(steps, number) for number in numbers).values())


@dataclass(frozen=True, slots=True)
class Shape:
    """A country as the map draws it; `class_` None: no agreement. `enlarged`: part of it is drawn in Europe too.

    `words`: its name and number, the name alone where it has none.
    """

    code: str
    words: str
    outline: str
    x: float
    y: float
    is_small: bool
    is_home: bool
    enlarged: bool
    path: str = ""
    class_: Class | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Arc:
    line: str
    width: float
    words: str
    path: str


@dataclass(frozen=True, kw_only=True)
class MapDrawing(Drawing):
    """`land`: outlines without a country on record. `labels` and `europe_labels`: numbers where they have room.

    `side`: the name of the side from which the map looks, if any; `home`: its country, if that has a place on the map.
    `without_arc`: how many countries have fewer agreements than those to which arcs lead.
    """

    template: ClassVar[str] = "pictures/map.svg"
    legend: ClassVar[str] = "pictures/_map_legend.html"
    land: list
    shapes: list
    arcs: list
    without_arc: int
    classes: list
    side: str
    home: Named | None
    labels: list
    europe_labels: list

    @property
    def card_view(self):
        return f"0 0 {self.width} {self.height}"

    @property
    def legend_title(self):
        if self.side:
            return gettext("Agreements recorded of a country with {side}").format(side=self.side)
        return gettext("Agreements recorded of a country")

    @property
    def legend_step(self):
        """How far each class of the legend stands from the next."""
        return SWATCH + round(max((width_of(str(class_), TYPE) for class_ in self.classes), default=0)) + PAD

    @property
    def of_arcs(self):
        """What tells where no arcs lead to."""
        told = gettext("Arcs lead to the {countries} with most agreements, not to {others}.")
        arcs, others = plural(len(self.arcs), "country"), plural(self.without_arc, "other")
        return told.format(countries=arcs, others=others) if self.without_arc else ""

    @property
    def linked(self):
        """(Class, its Shapes with an outline and a link) for each class; None is that of the home country."""
        found = [shape for shape in self.shapes if shape.outline and shape.path]
        groups = {class_: [shape for shape in found if shape.class_ == class_] for class_ in (*self.classes, None)}
        return [(class_, shapes) for class_, shapes in groups.items() if shapes]

    @property
    def europe(self):
        """Where Europe is drawn enlarged, and which part of the map that is."""
        left, top, width, height = boundaries()["europe"]
        size = {"y": self.height - EUROPE_HEIGHT, "width": round(width * ENLARGED), "height": EUROPE_HEIGHT}
        return {"view": f"{left} {top} {width} {height}", **size}


def draw_map(found):
    """Draw the map of what a MapFilter finds. Cost: that of Numbers."""
    return map_of(Numbers(found))


def map_of(numbers):
    classes = classes_of([row.count for row in numbers.rows])
    shapes = _shapes(numbers, classes)
    shown = sorted((shape for shape in shapes if shape.class_), key=lambda shape: (-shape.count, shape.code))
    home = next((shape for shape in shapes if shape.is_home), None)
    return MapDrawing(
        width=boundaries()["width"],
        height=boundaries()["height"] + STRIP,
        title=numbers.title,
        description=_description(numbers),
        land=_land(numbers.countries),
        shapes=shapes,
        arcs=[_arc(home, shape) for shape in shown[:MOST_ARCS]] if home else [],
        without_arc=max(len(shown) - MOST_ARCS, 0) if home else 0,
        classes=classes,
        side=numbers.side_name,
        home=numbers.home if home else None,
        labels=_labels([(shape, shape.x, shape.y) for shape in shown if not _is_in_europe(shape)]),
        europe_labels=_labels([(shape, *_enlarged(shape)) for shape in shown if _is_in_europe(shape)]),
    )


def _land(countries):
    """Return the outlines of what is no country on record."""
    known = {country.key for country in countries}
    others = [
        country["outline"]
        for code, country in boundaries()["countries"].items()
        if code not in known and country["outline"]
    ]
    return [*boundaries()["land"], *others]


def _shapes(numbers, classes):
    """Return the shapes of all countries with a place on the map, those with an outline first."""
    counts = {row.country.key: row.count for row in numbers.rows}
    shapes = []
    for country in numbers.countries:
        known = boundaries()["countries"].get(country.key)
        count = counts.get(country.key, 0)
        is_home = country == numbers.home
        if not known or not (known["outline"] or count or is_home):
            continue
        shapes.append(
            Shape(
                code=country.key,
                words=numbers.words(country, count) if count and not is_home else str(country),
                outline=known["outline"],
                x=known["place"][0],
                y=known["place"][1],
                is_small=known["small"] and bool(count or is_home),
                is_home=is_home,
                enlarged=known["enlarged"],
                path=country.path if is_home else numbers.path(country) if count else "",
                class_=next((class_ for class_ in classes if class_.low <= count <= class_.high), None),
                count=count,
            )
        )
    return sorted(shapes, key=lambda shape: not shape.outline)


def _description(numbers):
    if not numbers.rows:
        return gettext("No country has such an agreement.")
    most = ", ".join(f"{row.country} {number(row.count)}" for row in sorted(numbers.rows, key=by_number)[:MOST_TOLD])
    count = len(numbers.rows)
    if count > MOST_TOLD:
        told = gettext("{number} countries, most agreements first: {countries}, and so on.")
    else:
        told = ngettext("One country: {countries}.", "{number} countries, most agreements first: {countries}.", count)
    return told.format(number=number(count), countries=most)


def _arc(home, shape):
    """Return the arc between two countries; it rises above the straight line, but not over the edge of the map."""
    across = math.hypot(shape.x - home.x, shape.y - home.y)
    rise = max((home.y + shape.y) / 2 - RISE * across, (4 * ARC_WIDTHS[-1] - home.y - shape.y) / 2)
    line = f"M{home.x} {home.y}Q{(home.x + shape.x) / 2:.1f} {rise:.1f} {shape.x} {shape.y}"
    return Arc(line, shape.class_.width, shape.words, shape.path)


def _is_in_europe(shape):
    left, top, width, height = boundaries()["europe"]
    return 0 < shape.x - left < width and 0 < shape.y - top < height


def _enlarged(shape):
    """Return the place of a shape where Europe is drawn enlarged."""
    left, top, _, _ = boundaries()["europe"]
    below = boundaries()["height"] + STRIP - EUROPE_HEIGHT
    return (shape.x - left) * ENLARGED, below + (shape.y - top) * ENLARGED


def _labels(placed):
    """Return the numbers of (shape, x, y), largest first, as far as each has room beside those before it."""
    labels = []
    for shape, x, y in placed:
        label = Label(round(x, 1), round(y + (-7 if shape.is_small else 4), 1), number(shape.count))
        if all(_apart(label, other) for other in labels):
            labels.append(label)
    return labels


def _apart(label, other):
    wide = 3.5 * (len(label.text) + len(other.text)) + 4
    return abs(label.x - other.x) > wide or abs(label.y - other.y) > 12
