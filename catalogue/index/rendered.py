"""Documents as the index takes them, what they take from each other, and the names and codes in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
Entry = dict[str, Any]

# Between the parts of a text that orders.
SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as the index takes it: whole, with the revision in which it last changed, and when.

    Units: `changed_at` in microseconds since 1970.
    """

    kind: str
    body: Body
    revision: int = 0
    changed_at: int = 0

    @property
    def key(self) -> int:
        key: int = self.body["key"]
        return key

    @property
    def slug(self) -> str:
        slug: str = self.body["slug"]
        return slug

    @property
    def name(self) -> str:
        name: str = self.body["title"] if "title" in self.body else self.body["name"]
        return name


@dataclass(slots=True)
class Surroundings:
    """What an entry takes from other documents: the areas wider than one, and the sides of an agreement, by slug.

    `open`: for each plan whose outcome the status of its agreement tells, by slug, when that is open: see `open_plans`.
    """

    wider: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sides: Mapping[str, Sequence[str]] = field(default_factory=dict)
    open: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def areas(self, links: Iterable[Body]) -> list[str]:
        """Return the slugs of areas and of those wider than they are, each once."""
        return list(dict.fromkeys(slug for link in links for slug in (link["slug"], *self.wider.get(link["slug"], ()))))


def is_country(side: str) -> bool:
    """Tell whether what names a side is the code of a country; the slugs of organisations have small letters."""
    return side.isupper()


def sides_of(agreement: Body) -> list[str]:
    """Return the codes and slugs of the two sides of an agreement, as a whole document or a row."""
    return codes_and_slugs(party for party in agreement["parties"] if party["role"] == "party")


def tail_of(document: Rendered) -> str:
    return joined_keys(document.slug, document.kind, str(document.key))


def joined_keys(*parts: str) -> str:
    return SEPARATOR.join(parts)


def slugs_of(links: Iterable[Body]) -> list[str]:
    return list({link["slug"]: None for link in links})


def names_of(*links: Body) -> list[str]:
    return [link["name"] for link in links]


def _codes(agencies: Iterable[Body]) -> list[str]:
    """Return the codes of the countries of agencies; a row names the code alone."""
    countries = (agency["country"] for agency in agencies if agency["country"])
    return [country if isinstance(country, str) else country["code"] for country in countries]


def countries_of(agencies: Iterable[Body]) -> list[str]:
    return sorted(set(_codes(agencies)))


def codes_and_slugs(agencies: Iterable[Body]) -> list[str]:
    agencies = list(agencies)
    return list(dict.fromkeys([*_codes(agencies), *slugs_of(agencies)]))


def partners_of(parties: Iterable[Body]) -> list[str]:
    """Return the codes of the countries of parties, and the slugs of those of none."""
    return sorted({party["country"]["code"] if party["country"] else party["slug"] for party in parties})


def links_to(**records: Iterable[Body]) -> list[str]:
    return [f"{kind}/{slug}" for kind, links in records.items() for slug in slugs_of(links)]


def country_links_to(agencies: Iterable[Body]) -> list[str]:
    return [f"country/{code.lower()}" for code in countries_of(agencies)]
