"""Pairs: who cooperates with whom, how often, and with whom else both do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from catalogue.index.questions import Has, Question, of_kind
from catalogue.index.reader import Reader
from catalogue.index.rendered import is_country
from catalogue.reading import Named, named_by_key, reader
from spacecoop.filters import ChoiceFilter, FilterSet

COUNTRY, AGENCY = "country", "agency"
# The field of the index that has the pair of an agreement, by what its sides are.
PAIRS = {COUNTRY: "country_pair", AGENCY: "agency_pair"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides (countries or agencies) and the number of agreements between them."""

    one: Named
    other: Named
    count: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Who has agreements with each of two sides, and how many."""

    partner: Named
    with_one: int
    with_other: int


class PairFilter(FilterSet):
    sides = ChoiceFilter(
        label=gettext_lazy("Pairs of"),
        choices=[("countries", gettext_lazy("countries")), ("agencies", gettext_lazy("organisations"))],
        empty_label=gettext_lazy("countries"),
        help_text=gettext_lazy("Countries, or the organisations that are parties."),
    )

    @property
    def side(self) -> str:
        chosen = self.form.cleaned_data["sides"] if self.is_valid() else ""
        return AGENCY if chosen == "agencies" else COUNTRY


class Pairs:
    """Pairs with agreements that a question keeps, most first, as {"one", "other", "count"}; pages cut it to pieces.

    `side`: COUNTRY or AGENCY. The keys are codes or slugs; an agreement within one country makes no pair of countries.
    Cost: one count of the index.
    """

    def __init__(self, side: str, question: Question | None = None) -> None:
        self.side, self.question = side, question or of_kind("agreement")

    @cached_property
    def _pairs(self) -> list[tuple[str, str, int]]:
        counts = pairs_among(reader(), self.question, self.side)
        sides = ((pair.partition("|"), count) for pair, count in counts.items())
        keys = ((first, second, count) for (first, _, second), count in sides)
        return sorted(keys, key=lambda pair: (-pair[2], *pair[:2]))

    def count(self) -> int:
        return len(self._pairs)

    def __getitem__(self, places: slice) -> list[dict[str, Any]]:
        return [{"one": side, "other": other, "count": count} for side, other, count in self._pairs[places]]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self[:])


def pairs_among(asked: Reader, question: Question, side: str) -> dict[str, int]:
    """Return {keys joined by "|": number of agreements} of those that a question keeps; `asked`: a Reader."""
    return asked.terms(PAIRS[side], question)


def with_sides(rows: Sequence[dict[str, Any]], side: str) -> list[Pair]:
    """Return the rows of `Pairs` as Pair records with the names of both. Cost: one query."""
    sides = named_by_key(side, {row[end] for row in rows for end in ("one", "other")})
    return [Pair(sides[row["one"]], sides[row["other"]], row["count"]) for row in rows]


def partners_of_both(party: Named, other: Named) -> list[Shared]:
    """Return as Shared who has agreements with each of two sides, Named; most with the first first.

    Countries when both sides are countries, else agencies. Cost: two counts of the index, one query.
    """
    keys = {party.key, other.key}
    kind = COUNTRY if party.kind == other.kind == COUNTRY else AGENCY
    with_one, with_other = (_counted_with(side, kind) for side in (party, other))
    partners = named_by_key(kind, with_one.keys() & with_other.keys() - keys)
    shared = [
        Shared(partner, with_one[key], with_other[key])
        for key, partner in partners.items()
        if partner.country not in keys
    ]
    return sorted(shared, key=lambda found: (-found.with_one, found.partner.by_name))


def _counted_with(side: Named, kind: str) -> dict[str, int]:
    """Return {key: number of agreements with a side} of the countries or agencies that are a party to any."""
    counts = reader().values(of_kind("agreement") & Has("party", side.key), "party")["party"]
    return {key: count for key, count in counts.items() if is_country(key) == (kind == COUNTRY)}
