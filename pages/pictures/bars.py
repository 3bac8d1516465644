"""Numbers as bars: labels, each with its number, a bar as long, and the list behind it.

Their macro is `bar_list`, a list of HTML: its labels wrap on a phone as all text does, and it is its own
table. Only the bars themselves are SVG.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

MOST = 12
Row = tuple[str, int, str]  # label, count, path


@dataclass(frozen=True, slots=True)
class Bar:
    """A number of records and its share of the largest, in hundredths.

    `path`: of the list that it counts. `stated`: whether it counts what sources state, not what they leave open.
    """

    label: str
    count: int
    path: str
    width: float
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Bars:
    """`left_out`: how many labels have smaller numbers than those shown; `all`: the address of all, what they are."""

    bars: list[Bar]
    left_out: int = 0
    all: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Bar]:
        return iter(self.bars)

    def __len__(self) -> int:
        return len(self.bars)


def bars_of(rows: Sequence[Row], most: int = MOST, unstated: Row | None = None) -> Bars:
    """Return Bars of (label, count, path), which come largest first.

    `unstated`: such a row for what no source states, to stand at the end; it is no bar where it counts nothing.
    """
    shown = rows[:most]
    last = [unstated] if unstated and unstated[1] else []
    largest = max((count for _, count, _ in [*shown, *last]), default=1)
    bars = [Bar(label, count, path, _share(count, largest)) for label, count, path in shown]
    bars += [Bar(label, count, path, _share(count, largest), stated=False) for label, count, path in last]
    return Bars(bars, len(rows) - len(shown))


def bars_of_ranking(ranking: Any, leading_to: str = "address") -> Bars:
    """Return the rows of a Ranking of a profile as Bars, each leading to its list, or to its `page`."""
    bars = bars_of([(row.name, row.count, getattr(row, leading_to)) for row in ranking.rows])
    return replace(bars, left_out=ranking.left_out, all=(ranking.address, ranking.many) if ranking.left_out else ())


def _share(count: int, largest: int) -> float:
    return round(100 * count / largest, 1)
