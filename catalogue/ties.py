"""Ties: the number and the status of the agreements found, for each two countries or organisations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agreements.models import Level
from agreements.status import StatusCode
from catalogue.asked import Results
from catalogue.filters import AgreementFilter
from catalogue.index.questions import AnyOf, HasAny, StatusOn
from catalogue.index.reader import NONE
from catalogue.pairs import PAIRS, PairFilter, pairs_among
from catalogue.reading import Named, named_by_key

MOST_SIDES = 48
Sides = tuple[Named, Named]
STANDING = (
    StatusCode.SIGNED,
    StatusCode.PROVISIONALLY_APPLIED,
    StatusCode.REPORTED_IN_EFFECT,
    StatusCode.IN_FORCE,
)


class NetworkFilter(PairFilter, AgreementFilter):
    """The agreements of a network, and whether countries or organisations are its nodes."""

    order = None  # type: ignore[assignment]  # so is a filter left out that a FilterSet inherits


@dataclass(frozen=True, slots=True)
class Tie:
    """The agreements between two sides, the one whose name comes first as `one`.

    `standing`: how many are signed, in force or in effect on the day; `foreseen`: how many are not yet signed.
    `levels`: how many are on each Level, in their order.
    """

    one: Named
    other: Named
    count: int
    standing: int
    foreseen: int
    levels: tuple[int, ...]

    @property
    def sides(self) -> tuple[Named, Named]:
        return self.one, self.other

    @property
    def unsettled(self) -> int:
        """How many are suspended, ended, abandoned or of unknown status on the day."""
        return self.count - self.standing - self.foreseen

    @property
    def manner(self) -> str:
        """How it is drawn: by the status of its best agreement."""
        if self.standing:
            return "standing"
        return "unsettled" if self.unsettled else "foreseen"


@dataclass(frozen=True, slots=True)
class Ties:
    """The strongest ties, strongest first, and the numbers of all: `pairs`, and the `agreements` that make them."""

    strongest: list[Tie]
    pairs: int
    agreements: int

    @property
    def shown(self) -> int:
        """The number of agreements in the ties at hand."""
        return sum(tie.count for tie in self.strongest)

    @property
    def left_out(self) -> int:
        return self.pairs - len(self.strongest)


def ties_of(
    agreements: Results, side: str, on: date, most: int | None = None, most_sides: int | None = MOST_SIDES
) -> Ties:
    """Return the Ties of `agreements`, Results, with their status on the day `on`.

    `most`: how many at most, the strongest; they have no more than `most_sides` between them. None of either is all.
    `side`: COUNTRY or AGENCY, as for pairs. An agreement within one country, or with an international organisation,
    ties no countries. Equally strong ones come by name, and by their keys where they are cut off.
    Cost: four counts of the index, one query.
    """
    asked, field = agreements.reader, PAIRS[side]
    counts = pairs_among(asked, agreements.question, side)
    strongest = _among(_strongest(counts, side, most), most_sides)
    tied = agreements.question & HasAny(field, strongest)
    standing = asked.values(tied & AnyOf(*(StatusOn(code, on) for code in STANDING)), field)[field]
    foreseen = asked.values(tied & StatusOn(StatusCode.NOT_YET_SIGNED, on), field)[field]
    levels = asked.values_within(tied, field, "level")
    ties = [
        Tie(*sides, counts[pair], standing.get(pair, 0), foreseen.get(pair, 0), _on_each(levels.get(pair, {})))
        for pair, sides in strongest.items()
    ]
    return Ties(ties, len(counts), sum(counts.values()))


def _strongest(counts: Mapping[str, int], side: str, most: int | None) -> dict[str, Sides]:
    """Return {pair: its two sides, Named} of the pairs with most agreements, at most so many.

    Equally strong ones come by their keys where they are cut off, then by name.
    """
    cut = sorted(counts, key=lambda pair: (-counts[pair], pair))[:most]
    pairs = {pair: pair.split("|") for pair in cut}
    named = named_by_key(side, {key for keys in pairs.values() for key in keys})
    sides = {pair: _in_order(*(named[key] for key in keys)) for pair, keys in pairs.items()}
    return dict(sorted(sides.items(), key=lambda tied: (-counts[tied[0]], *(side.by_name for side in tied[1]))))


def _in_order(side: Named, other: Named) -> Sides:
    return (side, other) if side.by_name <= other.by_name else (other, side)


def _among(ties: Mapping[str, Sides], number: int | None) -> dict[str, Sides]:
    """Return the first of the ties, {pair: sides}, as long as they have no more than so many sides, if any number."""
    kept: dict[str, Sides] = {}
    sides: set[Named] = set()
    for pair, both in ties.items():
        sides.update(both)
        if number is not None and len(sides) > number:
            break
        kept[pair] = both
    return kept


def _on_each(counts: Mapping[str, int]) -> tuple[int, ...]:
    """Return how many agreements are on each Level, in their order, of {Level: number}."""
    return tuple(counts.get(level, 0) for level in Level)


def signatures_by_year(agreements: Results) -> tuple[list[int], int]:
    """Return the years in which any of `agreements`, Results, was first possibly signed, and how many are undated.

    The years are in order. Undated: no source states when it was signed, in no precision. Cost: one count of the index.
    """
    counts = agreements.reader.values(agreements.question, "signed_year")["signed_year"]
    undated = counts.pop(NONE, 0)
    return sorted(map(int, counts)), undated
