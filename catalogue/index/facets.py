"""Facets: how many of what is found have each value, under the other filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.index.questions import AllOf, Question, StatusOn
from catalogue.index.reader import Reader

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A field whose values are counted, the filters of the names in `left_out` apart.

    A filter that takes several values is not left out: its options are counted under those chosen already.
    """

    field: str
    left_out: tuple[str, ...] = ()


# Of agreements, by the name of the facet.
AGREEMENT_FACETS = {
    "party": Facet("country"),
    "agency": Facet("agency"),
    "area": Facet("area"),
    "mission": Facet("mission"),
    "source": Facet("source"),
    "form": Facet("form", ("form",)),
    "function": Facet("function", ("function",)),
    "binding": Facet("binding", ("binding",)),
    "level": Facet("level", ("level",)),
    "renewal": Facet("renewal", ("renewal",)),
    "provision": Facet("provision", ("provision",)),
    "text": Facet("text", ("text",)),
    "not_stated": Facet("not_stated", ("not_stated",)),
    "decade": Facet("decade", ("from",)),  # under which the filters of the period ask together
}


def counts(
    reader: Reader, filters: Mapping[str, Question], facets: Mapping[str, Facet], most: int, seen: int
) -> Counts:
    """Return the counts of each facet by value: of the `most` values that most have and others, as `Reader.ranked`.

    `filters`: what each filter in use asks, by its name. Facets that leave out the same filters are asked together.
    """
    together: dict[tuple[str, ...], list[str]] = {}
    for name, facet in facets.items():
        left_out = tuple(sorted(other for other in facet.left_out if other in filters))
        together.setdefault(left_out, []).append(name)
    found: Counts = {}
    for left_out, names in together.items():
        values = reader.ranked(_without(filters, left_out), [facets[name].field for name in names], most, seen)
        found |= {name: values[facets[name].field] for name in names}
    return {name: found[name] for name in facets}


def statuses(
    reader: Reader, filters: Mapping[str, Question], codes: tuple[str, ...], day: date, left_out: tuple[str, ...]
) -> dict[str, int]:
    """Return how many agreements have each status on a day, the filters in `left_out` apart."""
    others = _without(filters, left_out)
    return {code: count for code in codes if (count := reader.count(others & StatusOn(code, day)))}


def _without(filters: Mapping[str, Question], left_out: tuple[str, ...]) -> Question:
    return AllOf(*(question for name, question in filters.items() if name not in left_out))
