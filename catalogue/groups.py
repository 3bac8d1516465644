"""Groups of countries: the regions of UN M49, and the members of organisations on a day. The table is groups.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.group_names import in_present_language
from catalogue.index.questions import AnyOf, HasAny, Question
from spacecoop.tables import table_of

PATH = Path(__file__).with_name("groups.yaml")


@dataclass(frozen=True, slots=True)
class Member:
    """A country, by its code, and the first and the last day of its membership.

    A country of a region has neither, who is a member still has no last one.
    """

    code: str
    first: date | None = None
    last: date | None = None

    def is_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Group:
    """`texts`: its name and the note on it, as the table has them. `source`: {"title", "publisher", "url"}.

    `wider`: the slug of the region that it is a part of, else None.
    """

    slug: str
    texts: tuple[str, str]
    members: tuple[Member, ...]
    source: dict[str, str]
    wider: str | None = None

    @property
    def name(self) -> str:
        return in_present_language(self.texts[0])

    @property
    def note(self) -> str:
        return in_present_language(self.texts[1])

    @property
    def names(self) -> list[str]:
        """Its slug and its names: in the present language and as the table has it."""
        return [self.slug, *dict.fromkeys([self.name, self.texts[0]])]

    @property
    def has_dates(self) -> bool:
        return any(member.first for member in self.members)

    def codes_on(self, day: date) -> list[str]:
        """Return the codes of the countries that belong to it on a day, in their order."""
        return sorted(member.code for member in self.members if member.is_on(day))


@cache
def groups() -> dict[str, Group]:
    """Return {slug: Group} of all groups, organisations first, each region before its parts."""
    table = table_of(PATH)
    return _organisations(table["organisations"]) | _regions(**table["m49"])


def _organisations(table: dict[str, dict[str, Any]]) -> dict[str, Group]:
    return {
        slug: Group(slug, (told["name"], told["note"]), _members(told["members"]), told["source"])
        for slug, told in table.items()
    }


def _members(table: dict[str, list[date]]) -> tuple[Member, ...]:
    return tuple(Member(code, *days) for code, days in table.items())


def _regions(source: dict[str, str], note: str, regions: dict[str, dict[str, Any]]) -> dict[str, Group]:
    wider = {part: code for code, region in regions.items() for part in region.get("parts", ())}
    return {
        f"m49-{code}": Group(
            f"m49-{code}",
            (region["name"], note),
            tuple(Member(country) for country in sorted(_countries(regions, code))),
            source,
            f"m49-{wider[code]}" if code in wider else None,
        )
        for code, region in regions.items()
    }


def _countries(regions: dict[str, dict[str, Any]], code: str) -> Iterator[str]:
    """Yield the countries of a region and of its parts."""
    yield from regions[code].get("countries", ())
    for part in regions[code].get("parts", ()):
        yield from _countries(regions, part)


def groups_with(code: str, day: date) -> list[Group]:
    """Return the groups to which the country with a code belongs on a day."""
    return [group for group in groups().values() if code in group.codes_on(day)]


def involving(group: Group, day: date) -> Question:
    """Return the question for what has a party of a country that belongs to a group on a day."""
    codes = group.codes_on(day)
    return HasAny("party", codes) if codes else AnyOf()


def find_group(text: str) -> tuple[str, str] | None:
    """Return the slug and the name of the group whose slug or name `text` is, in any case; else None."""
    text = text.strip().lower()
    found = (group for group in groups().values() if text in map(str.lower, group.names))
    return next(((group.slug, group.name) for group in found), None)


def near_groups(text: str) -> list[str]:
    """Return what a request may name that is like `text`: slugs and names of groups."""
    return [word for group in groups().values() for word in group.names]
