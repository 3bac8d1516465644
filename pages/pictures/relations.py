"""What agreements do to one another: a chain of boxes, the later on the right, with an arrow to what each acts on."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext

from agreements.status import LegalAct
from catalogue.dressing import sourced_date_of
from catalogue.relations import CHAIN_MOST, chain_of, end_of
from pages.pictures.drawing import Drawing
from pages.words import WORDS

LEAST_WIDTH = 760
MARGIN = 12
BOX_WIDTH, WIDEST_BOX, BOX_HEIGHT = 200, 270, 92
GAP, ROW_GAP, LANE = 122, 24, 30
LINE = 17
LETTER = 7.9  # the mean width of a letter of a title in a wide typeface
MOST_LINES = 3


@dataclass(frozen=True)
class Box:
    """One agreement, an end of a chain. `lines`: its title as (y, text); `is_here`: whether the picture is of it."""

    agreement: dict
    x: int
    y: int
    width: int
    lines: list
    is_here: bool

    height = BOX_HEIGHT

    @property
    def dated(self):
        """Its first act in words, the date alone where there is no room; "" where no source states one."""
        if not self.agreement["date"]:
            return ""
        when = str(sourced_date_of(self.agreement["date"]))
        told = f"{LegalAct(self.agreement['action']).label} {when}"
        return told if len(told) <= _room(self.width) else when

    @property
    def words(self):
        """Its title and first act, and whether it is that of the picture."""
        told = ", ".join(filter(None, [self.agreement["title"], self.dated]))
        return gettext("{agreement}: this agreement").format(agreement=told) if self.is_here else told

    @property
    def text_x(self):
        return self.x + 12

    @property
    def dated_y(self):
        return self.y + BOX_HEIGHT - 13

    @property
    def middle(self):
        return self.y + BOX_HEIGHT / 2


@dataclass(frozen=True)
class Arrow:
    """One relation of a chain: `path` from the agreement that acts, `head` at the other, its verb at (x, y)."""

    relation: dict
    path: str
    head: str
    x: int
    y: int

    @property
    def said_y(self):
        return self.y + 15


@dataclass(frozen=True, kw_only=True)
class RelationsDrawing(Drawing):
    """`address`: of the picture itself, without its suffix."""

    template = "pictures/relations.svg"
    address: str
    boxes: list
    arrows: list


def draw_relations(agreement):
    """Return the drawing of the chain of an agreement, a whole document; it stands there alone without any."""
    return relations_drawing(end_of(agreement), chain_of(agreement))


def relations_drawing(agreement: dict[str, Any], relations: Sequence[dict[str, Any]]) -> Drawing:
    """Return the drawing of the relations of a chain; `agreement`: the end of it whose picture it is."""
    agreements = {relation[end]["slug"]: relation[end] for relation in relations for end in ("agreement", "other")}
    agreements = agreements or {agreement["slug"]: agreement}
    columns = _columns(agreements, relations)
    tallest = max(map(len, columns))
    inner = LEAST_WIDTH - 2 * MARGIN - GAP * (len(columns) - 1)
    box_width = max(BOX_WIDTH, min(WIDEST_BOX, inner // len(columns)))
    width = max(LEAST_WIDTH, 2 * MARGIN + box_width * len(columns) + GAP * (len(columns) - 1))
    left = (width - box_width * len(columns) - GAP * (len(columns) - 1)) / 2
    pitch = BOX_HEIGHT + ROW_GAP
    bottom = 2 * MARGIN + tallest * pitch - ROW_GAP
    boxes = {}
    for place, column in enumerate(columns):
        top = MARGIN + (tallest - len(column)) * pitch / 2
        for row, key in enumerate(column):
            x, y = round(left + place * (box_width + GAP)), round(top + row * pitch)
            boxes[key] = Box(
                agreements[key], x, y, box_width, _lines(agreements[key], y, box_width), key == agreement["slug"]
            )
    arrows, lanes = [], 0
    for relation in relations:
        start, end = boxes[relation["agreement"]["slug"]], boxes[relation["other"]["slug"]]
        if start.x - end.x > box_width + GAP:
            lanes += 1
            arrows.append(_long_arrow(relation, start, end, bottom + LANE * (lanes - 0.5)))
        else:
            arrows.append(_arrow(relation, start, end))
    return RelationsDrawing(
        width=width,
        height=round(bottom + LANE * lanes + (MARGIN if lanes else 0)),
        title=gettext("Relations of “{title}”").format(title=agreement["title"]),
        description=_description(relations),
        address=f"/relations/{agreement['slug']}",
        boxes=list(boxes.values()),
        arrows=arrows,
    )


def _columns(agreements, relations):
    """Return the slugs of agreements in columns, each right of all that it acts on; the database allows no circle."""
    acted_on = {slug: [] for slug in agreements}
    for relation in relations:
        acted_on[relation["agreement"]["slug"]].append(relation["other"]["slug"])

    def depth(key):
        return max((depth(other) + 1 for other in acted_on[key]), default=0)

    columns = {}
    for key in agreements:
        columns.setdefault(depth(key), []).append(key)
    return [columns[place] for place in sorted(columns)]


def _lines(agreement, y, box_width):
    lines = wrap(agreement["title"], _room(box_width), max_lines=MOST_LINES, placeholder=" …")
    return [(y + 22 + LINE * number, line) for number, line in enumerate(lines)]


def _room(box_width):
    """Return how many letters fit into a line of a box."""
    return int((box_width - 24) / LETTER)


def _arrow(relation, start, end):
    """Return the arrow between neighbours: a bow in the gap between their columns."""
    x1, y1, x2, y2 = start.x, start.middle, end.x + end.width + 9, end.middle
    middle = (x1 + x2) / 2
    path = f"M{x1} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2} {y2:g}"
    return Arrow(relation, path, _head(x2, y2), round(middle), round((y1 + y2) / 2) - 6)


def _long_arrow(relation, start, end, lane):
    """Return the arrow that passes other columns, below all boxes."""
    x1, y1, x2, y2 = start.x, start.middle, end.x + end.width + 9, end.middle
    turn, back = x1 - GAP / 2, x2 - 9 + GAP / 2
    path = (
        f"M{x1} {y1:g}C{turn:g} {y1:g} {x1} {lane:g} {turn:g} {lane:g}"
        f"H{back:g}C{x2 - 9:g} {lane:g} {back:g} {y2:g} {x2} {y2:g}"
    )
    return Arrow(relation, path, _head(x2, y2), round((turn + back) / 2), round(lane) - 6)


def _head(x, y):
    return f"M{x - 9} {y:g}l10 -5v10z"


def _description(relations):
    told = [_told(relation) for relation in relations]
    more = gettext("Only the nearest {number} relations are drawn.").format(number=CHAIN_MOST)
    all_told = [*told, more] if len(relations) == CHAIN_MOST else told
    return " ".join(all_told) or gettext("No source states a relation to another agreement.")


def _told(relation):
    return gettext("“{agreement}” {verb} “{other}”, {said_by}.").format(
        agreement=relation["agreement"]["title"],
        verb=WORDS["relation"][relation["kind"]],
        other=relation["other"]["title"],
        said_by=WORDS["said_by"][relation["said_by"]],
    )
