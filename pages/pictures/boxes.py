"""Boxes with text, and how to push them apart: the same each time, until none touches another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from operator import attrgetter
from unicodedata import east_asian_width

STEPS = 60
LEAST = 0.05  # of an overlap: less is not seen
LETTER = 0.6  # of the size of the type: as wide as the widest of the usual faces has them on average
CAPITAL = 0.74


@dataclass(slots=True)
class Box:
    """A rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 1)

    @property
    def top(self) -> float:
        return round(self.y - self.height / 2, 1)

    def touches(self, other: "Box", gap: float) -> bool:
        across, down = self.overlap(other, gap)
        return across > LEAST and down > LEAST

    def overlap(self, other: "Box", gap: float) -> tuple[float, float]:
        """Return how far, across and down, two boxes are from having a `gap` between them."""
        across = (self.width + other.width) / 2 + gap - abs(self.x - other.x)
        return across, (self.height + other.height) / 2 + gap - abs(self.y - other.y)


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in type of that size, rather too much than too little."""
    return sum(_letter(letter) for letter in text) * size


def cut(name: str, length: int) -> str:
    """Return a name in at most `length` letters, with “…” for what is left out of its middle: many begin alike."""
    if len(name) <= length:
        return name
    begin = (length - 1) // 2
    return f"{name[:begin].rstrip()}…{name[begin + 1 - length :].lstrip()}"


def _letter(letter: str) -> float:
    if east_asian_width(letter) in "FW":
        return 1
    return CAPITAL if letter.isupper() else LETTER


def apart(boxes: Sequence[Box], gap: float) -> None:
    """Move boxes, as little as may be, until there is `gap` between each two."""
    while _push(boxes, gap):
        for box in boxes:  # too crowded: begin again with more room
            box.x *= 1.1
            box.y *= 1.1


def clear_of(lines: Sequence[tuple[int, int]], boxes: Sequence[Box], gap: float, rounds: int) -> None:
    """Push boxes off the lines that pass under them, as far as `rounds` of it go.

    `lines`: pairs of the places in `boxes` of their two ends. The boxes keep to the room that they have, and a row
    around it: a crowd is not to drive itself asunder.
    """
    row = max(box.height for box in boxes)
    left, right = min(box.x for box in boxes) - row, max(box.x for box in boxes) + row
    top, bottom = min(box.y for box in boxes) - row, max(box.y for box in boxes) + row
    for _ in range(rounds):
        moved = False
        for first, last in lines:
            start, other = boxes[first], boxes[last]
            others = [box for box in boxes if box is not start and box is not other]
            moved |= _push_off(others, start, other, gap)
        for box in boxes:
            box.x = min(max(box.x, left), right)
            box.y = min(max(box.y, top), bottom)
        if not moved:
            return


def _push_off(boxes: Sequence[Box], start: Box, other: Box, gap: float) -> bool:
    """Push boxes off the line between two others, at right angles to it; return whether any lay on it."""
    left, top = start.x, start.y
    along, down = other.x - left, other.y - top
    length = hypot(along, down)
    if not length:
        return False
    wide, high, end, moved = abs(down), abs(along), length**2, False
    for box in boxes:
        x, y = box.x - left, box.y - top
        if not 0 < x * along + y * down < end:
            continue
        across = (along * y - down * x) / length  # how far off, to the one side or the other
        reach = (wide * box.width + high * box.height) / 2 / length + gap
        if abs(across) >= reach - LEAST:
            continue
        way = (reach - abs(across)) * (1 if across >= 0 else -1)
        box.x -= way * down / length
        box.y += way * along / length
        moved = True
    return moved


def _push(boxes: Sequence[Box], gap: float) -> bool:
    """Push the boxes that touch from each other, in turns; return whether some still do at the end."""
    reach = max((box.height for box in boxes), default=0) + gap
    for _ in range(STEPS):
        touching = False
        downwards = sorted(boxes, key=attrgetter("y"))
        for place, box in enumerate(downwards):
            for other in reversed(downwards[:place]):
                if box.y - other.y >= reach:  # so far above are all before it
                    break
                if abs(box.x - other.x) < (box.width + other.width) / 2 + gap:
                    touching |= _push_two(box, other, gap)
        if not touching:
            return False
    return True


def _push_two(box: Box, other: Box, gap: float) -> bool:
    """Push two boxes half the way each, along the side where they overlap least; return whether they touched."""
    across, down = box.overlap(other, gap)
    if across <= LEAST or down <= LEAST:
        return False
    if across < down:
        way = across / 2 if box.x >= other.x else -across / 2
        box.x, other.x = box.x + way, other.x - way
    else:
        way = down / 2 if box.y >= other.y else -down / 2
        box.y, other.y = box.y + way, other.y - way
    return True
