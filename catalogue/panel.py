"""The panel: for each pair and year how many agreements it had, by their status on 31 December, for statistics.

An agreement counts from the end of the year in which its status first changed, so from its signature, and for ever:
one that has ended is counted as ended. Where that may have been at any time, it counts from the next change; one whose
status no dated act sets has no first year and is in no row. The last year is the last that is over.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import MINYEAR

from agreements.models import Level
from agreements.status import StatusCode
from catalogue.index.questions import HasAny, of_kind
from catalogue.index.schema import record_of
from catalogue.pairs import PAIRS, pairs_among
from catalogue.reading import Named, named_by_key, rows
from catalogue.ties import STANDING
from spacecoop.records import in_batches

PAIRS_AT_ONCE = 50
EVER = f"{MINYEAR:04}"  # stands for any year, as bounds of dates do


@dataclass(slots=True)
class Cell:
    """The agreements of a pair at the end of a year: by StatusCode, and by Level those in force and the STANDING."""

    statuses: Counter = field(default_factory=Counter)
    in_force: Counter = field(default_factory=Counter)
    standing: Counter = field(default_factory=Counter)

    def add(self, code, level):
        self.statuses[code] += 1
        if code == StatusCode.IN_FORCE:
            self.in_force[level] += 1
        if code in STANDING:
            self.standing[level] += 1

    @property
    def of_levels(self):
        """How many are in force on each Level, then how many are of STANDING."""
        return [counts[level] for counts in (self.in_force, self.standing) for level in Level]

    @property
    def of_statuses(self):
        return [self.statuses[code] for code in StatusCode]

    @property
    def agreements(self):
        return self.statuses.total()


@dataclass(frozen=True, slots=True)
class PairYear:
    """A pair at the end of a year; `area`: as Named where it is counted by areas, None for what has none."""

    one: Named
    other: Named
    year: int
    cell: Cell
    area: Named | None = None


def panel(asked, question, side, last_year):
    """Yield the PairYears of the agreements that a question keeps, by the keys of pairs, then by year.

    `asked`: a Reader; `side`: COUNTRY or AGENCY. Cost: for each PAIRS_AT_ONCE a count of the index and two queries.
    """
    for _, pairs in _batches(asked, question, side):
        for sides, agreements in pairs:
            yield from _in_years(sides, agreements, last_year)


def panel_of_areas(asked, question, side, last_year):
    """Yield the same by cooperation area too, by name; those on narrower areas included, those on none last.

    Cost: as `panel`, with a second count each; a query for the names of areas.
    """
    named = sorted(named_by_key("area", asked.terms("area", of_kind("area"))).values(), key=lambda area: area.name)
    for batch, pairs in _batches(asked, question, side):
        on_areas = asked.values_within(batch, "area", "record")
        on_any = set().union(*on_areas.values())
        for sides, agreements in pairs:
            for area in named:
                yield from _in_years(sides, _among(agreements, on_areas.get(area.key, ())), last_year, area)
            yield from _in_years(sides, _among(agreements, agreements.keys() - on_any), last_year)


def _batches(asked, question, side):
    """Yield (the question for the agreements of some pairs, these as [(both sides as Named, {number: row})]).

    The pairs come in the order of their keys; `number`: that of the record.
    """
    field = PAIRS[side]
    for pairs in in_batches(sorted(pairs_among(asked, question, side)), PAIRS_AT_ONCE):
        batch = question & HasAny(field, pairs)
        records = asked.values_within(batch, field, "record")
        keys = {number: record_of(int(number))[1] for numbers in records.values() for number in numbers}
        known = {row["key"]: row for row in rows("agreement", keys.values())}
        named = named_by_key(side, {key for pair in pairs for key in pair.split("|")})
        sides = {pair: tuple(named[key] for key in pair.split("|")) for pair in pairs}
        yield batch, [(sides[pair], {number: known[keys[number]] for number in records[pair]}) for pair in pairs]


def _among(agreements, numbers):
    return {number: row for number, row in agreements.items() if number in numbers}


def _in_years(sides, agreements, last_year, area=None):
    return (PairYear(*sides, year, cell, area) for year, cell in _years(agreements, last_year))


def _years(agreements, last_year):
    """Return (year, Cell) of agreements from the year in which the first begins on."""
    cells = {}
    for row in agreements.values():
        spans = row["status_timeline"]
        for year in range(_begun(spans) or last_year + 1, last_year + 1):
            cells.setdefault(year, Cell()).add(_code_on(spans, f"{year:04}-12-31"), row["level"])
    return sorted(cells.items())


def _begun(spans):
    """Return the year of the first change of a status timeline that cannot have been at any time; None without any."""
    return next((int(first[:4]) for first, *_ in spans if first and first[:4] > EVER), None)


def _code_on(spans, day):
    """Return the StatusCode on a day, of the status timeline of a row."""
    return spans[bisect_right(spans, day, lo=1, key=lambda span: span[0]) - 1][1]
