"""The signs of actions: a shape for each, so that marks are told apart without colour; the legends of marks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from agreements.status import LegalAct

# Closed shapes around (0, 0), at most 14 wide and high: filled, outlined or broken by how a source reports the action.
SHAPES = {
    LegalAct.CONCLUDED: "M0 -7L2 -2 7 0 2 2 0 7 -2 2 -7 0 -2 -2z",
    LegalAct.SIGNED: "M0 -6.5L6.5 0 0 6.5 -6.5 0z",
    LegalAct.NOTE_SENT: "M-7 -5L0 0.5 7 -5V5H-7z",
    LegalAct.DATED: "M-3 -5H3L7 5H-7z",
    LegalAct.APPROVED: "M0 -6L6.5 5.5H-6.5z",
    LegalAct.RATIFIED: "M0 -7L1.7 -2.3 6.7 -2.2 2.7 0.9 4.1 5.7 0 2.8 -4.1 5.7 -2.7 0.9 -6.7 -2.2 -1.7 -2.3z",
    LegalAct.NOTIFIED: "M-6.5 -5.5H6.5L0 6z",
    LegalAct.REGISTERED: "M-5 -6H5V6L0 1.5 -5 6z",
    LegalAct.PROVISIONALLY_APPLIED: "M-6 -6H-1L6 0 -1 6H-6L1 0z",
    LegalAct.ENTERED_INTO_FORCE: "M-5 -6.5L6.5 0 -5 6.5z",
    LegalAct.AMENDED: "M-2 -6.5H2V-2H6.5V2H2V6.5H-2V2H-6.5V-2H-2z",
    LegalAct.EXTENDED: "M-7 -6L0 -1V-6L7 0 0 6V1L-7 6z",
    LegalAct.SUSPENDED: "M-5 -6H-1.5V6H-5zM1.5 -6H5V6H1.5z",
    LegalAct.RESUMED: "M-7 -6H-4V6H-7zM-2 -6L7 0 -2 6z",
    LegalAct.DENOUNCED: "M-5 -7H-3L6 -3.5 -3 0V7H-5z",
    LegalAct.REPLACED: "M-6.5 -6.5H2V-2H6.5V6.5H-2V2H-6.5z",
    LegalAct.TERMINATED: "M-5.5 -5.5H5.5V5.5H-5.5z",
    LegalAct.EXPIRED: "M-5.5 -6.5H5.5L1 0 5.5 6.5H-5.5L-1 0z",
    LegalAct.REJECTED: "M-6.5 -4L-4 -6.5 0 -2.5 4 -6.5 6.5 -4 2.5 0 6.5 4 4 6.5 0 2.5 -4 6.5 -6.5 4 -2.5 0z",
    LegalAct.WITHDRAWN: "M-7 0L0 -6V-2.5H7V2.5H0V6z",
    LegalAct.EXPIRY_ANNOUNCED: "M-6.5 -5.5L0 -1 6.5 -5.5V5.5L0 1 -6.5 5.5z",
    LegalAct.RENEWAL_PLANNED: "M-7 -6L2 0 -7 6zM4 -6H7V6H4z",
    LegalAct.RENEWAL_DISCUSSED: "M-7 -6H7V3H1L-3 7V3H-7z",
    LegalAct.REPORTED_IN_EFFECT: "M-6.5 4A6.5 6.5 0 0 1 6.5 4z",
}
OTHER = "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0z"  # of an event that is no action
LETTER, ROW, GAP = 7, 22, 18  # of a legend
LOOK_PAD, LOOK_GAP = 5, 11  # between a sample of a look and its words, and behind these
_WIDTHS = {"dot": 10, "bar": 28, "period": 28, "square": 12}  # of the samples of looks
# What marks look like where each event has one, and columns where events are counted: (class, sample, words).
_LOOKS_OF_MARKS = (
    ("took_place", "dot", pgettext_lazy("how an event is reported", "took place")),
    ("planned", "dot", pgettext_lazy("how an event is reported", "planned, announced")),
    ("discussed", "dot", pgettext_lazy("how an event is reported", "under discussion")),
    ("claimed", "dot", pgettext_lazy("how an event is reported", "claimed")),
    ("took_place", "bar", gettext_lazy("some time within")),
    ("took_place", "period", gettext_lazy("period, open end")),
)
_LOOKS_OF_COLUMNS = (
    ("took_place", "square", gettext_lazy("date certain")),
    ("possible", "square", gettext_lazy("date imprecise")),
)


def shape_of(kind: str) -> str:
    return SHAPES.get(LegalAct(kind), OTHER) if kind in LegalAct.values else OTHER


@dataclass(frozen=True, slots=True)
class Sign:
    """A shape in a legend with what it stands for."""

    shape: str
    words: str
    x: int
    y: int


def legend_of(kinds: Collection[str], y: int, left: int, right: int) -> tuple[list[Sign], int]:
    """Return the Signs of the kinds of events that are drawn, in rows from `y` on, and where the last row ends."""
    words = {SHAPES[act]: str(act.label) for act in LegalAct if act in kinds}
    words |= {OTHER: gettext("other event")} if any(kind not in SHAPES for kind in kinds) else {}
    widths = [len(label) * LETTER + 2 * LETTER + GAP for label in words.values()]
    places = _in_rows(widths, y, left, right)
    signs = [
        Sign(*meaning, x + LETTER, top + ROW // 2) for meaning, (x, top) in zip(words.items(), places, strict=True)
    ]
    return signs, _foot(places, y)


@dataclass(frozen=True, slots=True)
class Look:
    """A sample of how marks look, in a legend: `drawn` as a dot, a bar, a period or a square from `x` on."""

    look: str
    drawn: str
    words: str
    x: int
    y: int

    @property
    def words_x(self) -> int:
        return self.x + _WIDTHS[self.drawn] + LOOK_PAD


def looks_of(are_drawn: bool, y: int, left: int, right: int) -> tuple[list[Look], int]:
    """Return the Looks of marks, or of columns where events are only counted, and where their last row ends."""
    looks = _LOOKS_OF_MARKS if are_drawn else _LOOKS_OF_COLUMNS
    widths = [_WIDTHS[drawn] + LOOK_PAD + len(words) * LETTER + LOOK_GAP for _, drawn, words in looks]
    places = _in_rows(widths, y, left, right)
    shown = [
        Look(look, drawn, str(words), x, top + ROW // 2)
        for (look, drawn, words), (x, top) in zip(looks, places, strict=True)
    ]
    return shown, _foot(places, y)


def _in_rows(widths: Iterable[int], y: int, left: int, right: int) -> list[tuple[int, int]]:
    """Return the left and the top of parts that are so wide, in as many rows from `y` on as they need."""
    places: list[tuple[int, int]] = []
    x = left
    for width in widths:
        if x > left and x + width > right:
            x, y = left, y + ROW
        places.append((x, y))
        x += width
    return places


def _foot(places: Sequence[tuple[int, int]], y: int) -> int:
    return places[-1][1] + ROW if places else y
