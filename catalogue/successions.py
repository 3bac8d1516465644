"""Successions: the organisations, or states, that came before one and after it, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from agencies.models import AgencyKind
from catalogue.index.questions import Has, HasAny, of_kind
from catalogue.index.rendered import is_country
from catalogue.reading import Named, bodies, by_slug, names_of, reader

Body = dict[str, Any]

BEFORE, AFTER = "predecessors", "successors"
# Organisations that stand for their country: what succeeds one of them succeeds the country.
STATES = (AgencyKind.STATE.value, AgencyKind.TERRITORY.value, AgencyKind.GOVERNMENT.value)


@dataclass(slots=True)
class Line:
    """What leads from organisations to all that came before them, or after, the nearest first.

    `steps`: {"earlier", "later", "kind", "date", "citations"} each, both ends as documents tell of an organisation.
    `cited`: {slug: source} of all that is cited in them. `way`: BEFORE or AFTER.
    """

    way: str
    steps: list[Body] = field(default_factory=list)
    cited: dict[str, Body] = field(default_factory=dict)

    @property
    def sources(self) -> list[Body]:
        return list(self.cited.values())

    @property
    def reached(self) -> list[Body]:
        """The organisations that came before, or after, each once."""
        end = "earlier" if self.way == BEFORE else "later"
        return list({step[end]["slug"]: step[end] for step in self.steps}.values())

    def _add(self, organisation: Body) -> list[str]:
        """Add the steps that begin with an organisation; return the slugs that they lead to."""
        for succession in organisation[self.way]:
            ends = (succession["agency"], organisation)
            earlier, later = ends if self.way == BEFORE else reversed(ends)
            told = {name: succession[name] for name in ("kind", "date", "citations")}
            self.steps.append({"earlier": earlier, "later": later, **told})
        self.cited |= {source["slug"]: source for source in organisation["sources"]}
        return [succession["agency"]["slug"] for succession in organisation[self.way]]


def line_of(organisations: Iterable[Body], way: str) -> Line:
    """Return the Line of organisations, given by their whole documents. Cost: one query a step."""
    line, level = Line(way), list(organisations)
    met = {organisation["slug"] for organisation in level}
    while level:
        reached = dict.fromkeys(slug for organisation in level for slug in line._add(organisation))
        following = [slug for slug in reached if slug not in met]
        met.update(following)
        found = by_slug("agency", following, "body") if following else {}
        level = [found[slug] for slug in following if slug in found]
    return line


def states_of(code: str) -> list[Body]:
    """Return the whole documents of the state and the government of a country. Cost: a search, one query."""
    asked = reader()
    states = of_kind("agency") & Has("country", code) & HasAny("kind", STATES)
    return bodies("agency", asked.keys(states, "by_title"))


def others_in(line: Line, key: str) -> list[Named]:
    """Return as Named what the Line of a country or an organisation reaches: other countries, or organisations.

    `key`: its code or its slug. Cost: one query for countries.
    """
    if not is_country(key):
        return [Named.of("agency", organisation) for organisation in line.reached]
    states = [state for state in line.reached if state["kind"] in STATES and state["country"]]
    codes = dict.fromkeys(state["country"]["code"] for state in states if state["country"]["code"] != key)
    named = names_of("country", [code.lower() for code in codes])
    return [named[code.lower()] for code in codes if code.lower() in named]


def predecessors_of(key: str) -> list[Named]:
    """Return all that came before the country with a code, or the organisation with a slug, the nearest first."""
    organisations = states_of(key) if is_country(key) else by_slug("agency", [key], "body").values()
    return others_in(line_of(organisations, BEFORE), key)
