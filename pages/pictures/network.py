"""The network: countries or organisations as nodes, the agreements between each two as a line between them."""

from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from random import Random
from threading import Lock

import igraph
from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy

from catalogue.pairs import COUNTRY
from catalogue.reading import Named
from catalogue.ties import Tie, ties_of
from pages.pictures.boxes import Box, apart, clear_of, cut, width_of
from pages.pictures.drawing import Drawing
from pages.pictures.filters import filters_in_words
from pages.words import plural
from spacecoop.dates_in_words import day_in_words
from spacecoop.words import listed, number

MOST_TIES = 50
MOST_NUMBERS = 12  # lines that bear the number of their agreements
MOST_NAMED = 3  # whom the title of a name tells
WIDTH, MARGIN, GAP, LEGEND = 960, 16, 10, 102
LEAST_FIELD, ROOM = 240, 2.5  # the field is never lower, nor less than so many times what the names cover
TYPE, TYPE_OF_GREATEST = 13, 19
LINE, BROADEST, OUTLINE = 1.5, 14, 5
LONGEST_NAME = 26
ROUGHLY, ROUNDS, SEED = 60, 12, 1957
# How many agreements of a tie stand how on a day, by the names that Tie has for it.
_STANDS = {
    "standing": ngettext_lazy("{number} signed or in force", "{number} signed or in force", "count"),
    "unsettled": ngettext_lazy(
        "{number} no longer in force, suspended, abandoned, or status unknown",
        "{number} no longer in force, suspended, abandoned, or status unknown",
        "count",
    ),
    "foreseen": ngettext_lazy("{number} not yet signed", "{number} not yet signed", "count"),
}
# The same as headings of a table.
_HEADINGS = {
    "standing": gettext_lazy("signed or in force on {day}"),
    "unsettled": gettext_lazy("no longer in force, suspended, abandoned, or status unknown"),
    "foreseen": gettext_lazy("not yet signed"),
}
# What a line stands for that is drawn in each of these manners.
_LEGEND = {
    "standing": gettext_lazy("at least one signed or in force on {day}"),
    "unsettled": gettext_lazy("none of these; no longer in force, suspended, abandoned, or status unknown"),
    "foreseen": gettext_lazy("all not yet signed"),
}
SAMPLE = 44  # the width of a sample of a line in the legend, with the pad behind it
SECOND_COLUMN = 440  # of the legend, or further right where the words of the first are long
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Text:
    """A text in type of `size`, in the middle of a box."""

    box: Box
    text: str
    size: float

    @property
    def baseline(self):
        return round(self.box.y + self.size * 0.36, 1)


@dataclass(frozen=True, slots=True)
class Node:
    """A country or organisation as a box with its name."""

    side: Named
    name: Text
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A tie between two nodes. `number`: that of its agreements as Text, None where there is no room for it."""

    tie: Tie
    one: Node
    other: Node
    width: float
    title: str
    number: Text | None

    @property
    def hollow(self):
        """How wide the inside of an outline is."""
        return round(self.width - 3, 1)


@dataclass(frozen=True, kw_only=True)
class NetworkDrawing(Drawing):
    """`lines` and `nodes`: the strongest first. `filters`: those in use, in words; `legend_top`: where it begins."""

    template = "pictures/network.svg"
    legend = "pictures/_network_legend.html"

    lines: list
    nodes: list
    day: str
    filters: str
    legend_top: int

    @property
    def page_height(self):
        return self.legend_top

    @property
    def card_view(self):
        """All of it, without its legend: a network has no first part."""
        return f"0 0 {self.width} {self.page_height}"

    @property
    def stands(self):
        """How the agreements of a line stand, as {"standing", "unsettled", "foreseen"}."""
        return {manner: words.format(day=self.day) for manner, words in _HEADINGS.items()}

    @property
    def legend_words(self):
        """What each manner of line stands for, as {"standing", "unsettled", "foreseen"}."""
        return {manner: words.format(day=self.day) for manner, words in _LEGEND.items()}

    @property
    def second_column(self):
        """Where the second column of the legend begins."""
        first = MARGIN + SAMPLE + width_of(self.legend_words["standing"], TYPE) + MARGIN
        return max(SECOND_COLUMN, round(first))

    @property
    def most(self):
        """What the width of a line means, and the broadest."""
        tie = self.lines[0].tie
        told = gettext("Wider lines mean more agreements recorded. Most: {number}, {one} and {other}.")
        return told.format(number=number(tie.count), one=tie.one, other=tie.other)


def draw_network(found, ties=None):
    """Return the NetworkDrawing of a NetworkFilter that was understood; `ties`: its Ties where they are known."""
    ties = ties or ties_of(found.results, found.side, found.on_this_day, MOST_TIES)
    height, nodes = _nodes(ties.strongest, WIDTH - 2 * MARGIN)
    return NetworkDrawing(
        width=_right(nodes),
        height=height + LEGEND,
        title=_title(ties.shown, plural(len(nodes), "country" if found.side == COUNTRY else "organisation")),
        description=_description(ties),
        lines=_lines(ties.strongest, nodes),
        nodes=list(nodes.values()),
        day=day_in_words(found.on_this_day),
        filters=filters_in_words(found, "sides", "status_on"),
        legend_top=height,
    )


def _title(shown, sides):
    told = ngettext(
        "Who cooperates with whom: {number} agreement recorded between {sides}",
        "Who cooperates with whom: {number} agreements recorded between {sides}",
        shown,
    )
    return told.format(number=number(shown), sides=sides)


def _description(ties):
    if not ties.strongest:
        return gettext("No agreements between them are recorded.")
    pairs = ", ".join(f"{listed([tie.one, tie.other])} ({number(tie.count)})" for tie in ties.strongest[:3])
    told = gettext("Most agreements: {pairs}.").format(pairs=pairs)
    return f"{told} {_left_out(ties.left_out)}" if ties.left_out else told


def _left_out(count):
    told = ngettext(
        "{number} pair with fewer agreements is not shown.",
        "{number} pairs with fewer agreements are not shown.",
        count,
    )
    return told.format(number=number(count))


def _nodes(ties, width):
    """Return the height that the nodes take up, and the Nodes by side, those with most agreements first."""
    partners = _partners(ties)
    counts = {side: sum(tie.count for tie in own) for side, own in partners.items()}
    sides = sorted(counts, key=lambda side: (-counts[side], side.by_name))
    if not sides:
        return 3 * MARGIN, {}
    names = [_name(side, counts[side] / counts[sides[0]]) for side in sides]
    edges = tuple(tuple(sides.index(side) for side in tie.sides) for tie in ties)
    sizes = tuple((name.box.width, name.box.height) for name in names)
    places, height = _laid_out(sizes, edges, tuple(tie.count for tie in ties), width)
    for name, (x, y) in zip(names, places, strict=True):
        name.box.x, name.box.y = x, y
    nodes = [Node(side, name, _title_of_node(side, partners[side])) for side, name in zip(sides, names, strict=True)]
    return height, {node.side: node for node in nodes}


@lru_cache(maxsize=16)  # of 1.4 MB each where everybody has ties with everybody
def _laid_out(sizes, edges, counts, width):
    """Return the places of boxes, and the height that they take up; most changes leave the ties as they are.

    Strong ties are a little shorter. It begins as a circle in that order and takes the same chances each time, so that
    the same ties give the same picture.
    """
    boxes = [Box(0, 0, *size) for size in sizes]
    _place(boxes, edges, counts, width)
    apart(boxes, GAP)
    clear_of(edges[::-1], boxes, 2, ROUNDS)  # the strongest last, so that they have the last word
    apart(boxes, GAP)
    height = _move_to_the_margin(boxes, width)
    return [(box.x, box.y) for box in boxes], height


def _partners(ties):
    partners = {}
    for tie in ties:
        for side in tie.sides:
            partners.setdefault(side, []).append(tie)
    return partners


def _name(side, share):
    """Return the name of a side with a `share` of the agreements of the greatest as Text, yet without a place."""
    size = round(TYPE + (TYPE_OF_GREATEST - TYPE) * sqrt(share), 1)
    name = cut(side.short_name, LONGEST_NAME)
    return Text(Box(0, 0, round(width_of(name, size) + 16, 1), round(size * 2, 1)), name, size)


def _place(boxes, edges, counts, width):
    """Give each box the place that igraph finds for it, in a field whose height grows with their number."""
    graph = igraph.Graph(n=len(boxes), edges=edges)
    strongest = log(max(counts)) or 1
    lengths = [1.25 - 0.25 * log(count) / strongest for count in counts]
    apart_from_it = [min(group) for group in graph.connected_components() if 0 not in group]
    graph.add_edges([(0, box) for box in apart_from_it])  # else what has no tie with the others is put far off
    lengths += [1] * len(apart_from_it)
    with _ONE_AT_A_TIME:  # the chance that igraph takes is the process's own
        igraph.set_random_number_generator(Random(SEED))  # noqa: S311 - the same chance each time, and no secret
        rough = graph.layout_fruchterman_reingold(seed=graph.layout_circle(), niter=ROUGHLY, grid=False)
    places = graph.layout_kamada_kawai(seed=rough, weights=lengths)
    left, top, right, bottom = places.bounding_box().coords
    names = sum(box.width * box.height for box in boxes)
    height = max(width * min(0.26 + 0.01 * len(boxes), 0.5), LEAST_FIELD, ROOM * names / width)
    across = width - max(box.width for box in boxes)
    for box, (x, y) in zip(boxes, places, strict=True):
        box.x = (x - left) / ((right - left) or 1) * across
        box.y = (y - top) / ((bottom - top) or 1) * height


def _move_to_the_margin(boxes, width):
    """Move the boxes so that they begin at the margin, in the middle of the width; return the height with margins."""
    left = min(box.x - box.width / 2 for box in boxes)
    right = max(box.x + box.width / 2 for box in boxes)
    top = min(box.y - box.height / 2 for box in boxes)
    across = MARGIN - left + max(width - (right - left), 0) / 2
    for box in boxes:
        box.x = round(box.x + across, 1)
        box.y = round(box.y + MARGIN - top, 1)
    return round(max(box.y + box.height / 2 for box in boxes) + MARGIN)


def _right(nodes):
    return max([WIDTH, *(round(node.name.box.left + node.name.box.width + MARGIN) for node in nodes.values())])


def _title_of_node(side, ties):
    others = [f"{(tie.other if tie.one == side else tie.one).short_name} ({number(tie.count)})" for tie in ties]
    if len(others) > MOST_NAMED:
        told = gettext("{side}: {agreements}, with {others} and {number} more")
    else:
        told = gettext("{side}: {agreements}, with {others}")
    return told.format(
        side=side,
        agreements=plural(sum(tie.count for tie in ties), "agreement"),
        others=", ".join(others[:MOST_NAMED]),
        number=number(len(others) - MOST_NAMED),
    )


def _lines(ties, nodes):
    """Return the Lines of the ties; the first MOST_NUMBERS bear the number of their agreements where there is room."""
    taken = [node.name.box for node in nodes.values()]
    lines = []
    for place, tie in enumerate(ties):
        node, other = nodes[tie.one], nodes[tie.other]
        width = round(max(LINE, BROADEST * tie.count / max(ties[0].count, 4)), 1)
        width = max(width, OUTLINE) if tie.manner == "foreseen" else width
        number = _number(tie.count, node.name.box, other.name.box, taken) if place < MOST_NUMBERS else None
        taken += [number.box] if number else []
        lines.append(Line(tie, node, other, width, _title_of_line(tie), number))
    return lines


def _number(count, label, other, taken):
    """Return a number as Text on the line between two boxes where it touches nothing that is `taken`; else None."""
    text = number(count)
    width = round(width_of(text, TYPE) + 8, 1)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        x, y = label.x + (other.x - label.x) * share, label.y + (other.y - label.y) * share
        box = Box(round(x, 1), round(y, 1), width, TYPE + 4)
        if not any(box.touches(place, 2) for place in taken):
            return Text(box, text, TYPE)
    return None


def _title_of_line(tie):
    """Say of a tie how many agreements it has, and how they stand."""
    stands = [_stands(name, count) for name in _STANDS if (count := getattr(tie, name))]
    return gettext("{sides}: {agreements}; {stands}").format(
        sides=f"{tie.one.short_name} – {tie.other.short_name}",
        agreements=plural(tie.count, "agreement"),
        stands=", ".join(stands),
    )


def _stands(name, count):
    return (_STANDS[name] % {"count": count}).format(number=number(count))
