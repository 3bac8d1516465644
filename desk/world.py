"""What is known beside the agreements that are compared: lands of bodies, wholes of parts, words that tell much."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from django.db import connection

from agencies.countries import near_names
from agencies.models import Agency, Person, Succession
from agencies.names import folded
from agreements.models import Area, Mission, Source
from agreements.models.agreements import GOVERNMENTS
from desk.models import Distinction

MOST_WEIGHED = 20_000  # titles, the newest, by which it is known how rare a group of letters is
Side = tuple[str, int]  # a country or a body, by the kind and its key
Group = dict[int, list[int]]  # agreements between the same lands, each with the keys of its parties
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Wording:
    """A title without the words that name its parties. `groups`: its groups of three letters; `weight`: theirs."""

    words: list[str]
    groups: frozenset[str]
    weight: float

    @property
    def figures(self) -> set[str]:
        """The figures in it, but for years."""
        found = {figure for word in self.words for figure in re.findall(r"\d+", word)}
        return {figure for figure in found if not _YEAR.fullmatch(figure)}


class World:
    """What is known beside the agreements: which body is of which land, what is a part of what, which words tell much.

    Cost: some ten queries.
    """

    def __init__(self) -> None:
        self.apart = set(Distinction.objects.filter(kind="agreement").values_list("one", "other"))
        self.side: dict[int, Side] = {}
        self.land: dict[int, Side] = {}
        self.called: dict[int, str] = {}
        self.code: dict[int, str | None] = {}
        self._load_agencies()
        self.above = {
            "areas": _above(Area.objects.values_list("pk", "broader")),
            "missions": _above(Mission.objects.values_list("pk", "part_of")),
        }
        self.names = {
            "areas": dict(Area.objects.values_list("pk", "name")),
            "missions": dict(Mission.objects.values_list("pk", "name")),
            "people": dict(Person.objects.values_list("pk", "name")),
            "sources": dict(Source.objects.values_list("pk", "title")),
        }
        self.weights = _weights()
        self._words_of_agencies: defaultdict[int, set[str]] = defaultdict(set)
        for key, name in rows_of("SELECT record, folded FROM agencies_names WHERE kind = 'agency'"):
            self._words_of_agencies[key] |= set(name.split())
        names = {code: near_names(code) for code in set(filter(None, self.code.values()))}
        fold = folded([name for some in names.values() for name in some])
        self._words_of_countries = {
            code: {word for name in some for word in fold[name].split()} for code, some in names.items()
        }

    def _load_agencies(self) -> None:
        roots = _Roots()
        agencies = Agency.objects.values_list("pk", "kind", "country", "country__code", "name", "acronym")
        for key, kind, country, code, name, acronym in agencies:
            self.called[key], self.code[key] = acronym or name, code
            self.land[key] = ("country", country) if country else ("agency", key)
            self.side[key] = self.land[key] if kind in GOVERNMENTS else ("agency", key)
        for earlier, later in Succession.objects.values_list("earlier", "later"):
            roots.join(self.side[earlier], self.side[later])
        for keys in (self.side, self.land):
            keys.update({key: roots.of(known) for key, known in keys.items()})

    def groups(self) -> list[Group]:
        """Return lists of {agreement: keys of its two parties}, each between the same lands."""
        parties: defaultdict[int, list[int]] = defaultdict(list)
        groups: defaultdict[tuple[Side, ...], Group] = defaultdict(dict)
        for agreement, agency in rows_of(
            "SELECT agreement_id, agency_id FROM agreements_party WHERE role = 'party' ORDER BY agency_id"
        ):
            parties[agreement].append(agency)
        for agreement, pair in parties.items():
            groups[tuple(sorted(self.land[agency] for agency in pair))][agreement] = pair
        return [group for group in groups.values() if len(group) > 1]

    def between(self, parties: Iterable[int]) -> Group:
        """Return {agreement: keys of its two parties} of those between the lands of two agencies. Cost: a query."""
        ours = [[key for key, land in self.land.items() if land == self.land[agency]] for agency in parties]
        return {key: sorted(pair) for key, *pair in rows_of(_BETWEEN, {"ones": ours[0], "others": ours[1]})}

    def wording(self, title: str, parties: Iterable[int]) -> Wording:
        """Return the Wording of a folded title."""
        named = set().union(*(self._words_naming(party) for party in parties))
        words = [word for word in title.split() if word not in named]
        groups = groups_of_letters(words)
        return Wording(words, groups, self.weight(groups))

    def weight(self, groups: Iterable[str]) -> float:
        return sum(self.weights.get(group, 1) for group in groups)

    def _words_naming(self, agency: int) -> set[str]:
        return self._words_of_agencies[agency] | self._words_of_countries.get(self.code[agency] or "", set())


def groups_of_letters(words: Iterable[str]) -> frozenset[str]:
    """Return the groups of three letters of words, those at their ends with the space beside them."""
    padded = [f"  {word} " for word in words]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


class _Roots:
    """Which of things are one, by pairs that are."""

    def __init__(self) -> None:
        self.parents: dict[Side, Side] = {}

    def of(self, known: Side) -> Side:
        while known in self.parents:
            known = self.parents[known]
        return known

    def join(self, member: Side, other: Side) -> None:
        member, other = self.of(member), self.of(other)
        if member != other:
            self.parents[member] = other


def _above(rows: Iterable[tuple[int, int | None]]) -> dict[int, frozenset[int]]:
    """Return {key: keys of all that it is a part of, itself too}."""
    parents = dict(rows)
    above: dict[int, frozenset[int]] = {}
    for key in parents:
        line: list[int] = []
        upper: int | None = key
        while upper and upper not in line:
            line.append(upper)
            upper = parents[upper]
        above[key] = frozenset(line)
    return above


def _weights() -> dict[str, float]:
    """Return {group of letters: how much it tells, 0 to 1}: the rarer in our titles, the more."""
    counted: Counter[str] = Counter()
    number = 1
    titles = "SELECT agencies_fold(title) FROM agreements_agreement ORDER BY id DESC LIMIT %(most)s"
    for (title,) in rows_of(titles, {"most": MOST_WEIGHED}):
        counted.update(groups_of_letters(title.split()))
        number += 1
    return {group: log(1 + number / count) / log(1 + number) for group, count in counted.items()}


def rows_of(query: str, asked: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        yield from cursor


_BETWEEN = """
    SELECT one.agreement_id, one.agency_id, other.agency_id
    FROM agreements_party one JOIN agreements_party other ON other.agreement_id = one.agreement_id
    WHERE one.role = 'party' AND other.role = 'party' AND one.id <> other.id
        AND one.agency_id = ANY(%(ones)s) AND other.agency_id = ANY(%(others)s)
"""
