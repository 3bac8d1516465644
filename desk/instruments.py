"""Agreements as they are compared with each other: what each of them states, loaded in a few queries.

Two are compared where both parties are of the same lands. A land is a country with its state, its government and its
bodies, or a body that belongs to none; what came after another by a Succession is of its land.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from math import log

from django.db import connection

from agencies.countries import near_names
from agencies.models import Agency, Person, Succession
from agencies.names import folded
from agreements.models import Area, Mission, Modality, Source
from agreements.models.agreements import GOVERNMENTS
from agreements.schemes import LOOSE_SCHEMES
from desk.models import Distinction
from spacecoop.dates import bounds

BATCH = 2000  # agreements whose rows are in memory at a time
MOST_WEIGHED = 20_000  # titles, the newest, by which it is known how rare a group of letters is
FAR = 366  # days between two dates that are not those of one instrument
MADE = ("signed", "concluded", "dated")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, with the first and the last day that it allows; None for an open end."""

    edtf: str
    earliest: object
    latest: object

    @classmethod
    def of(cls, edtf):
        """Return the Dated of a text; None for none."""
        return cls(edtf, *bounds(edtf)) if edtf else None

    @property
    def days(self):
        """How many days it allows."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else 100_000

    def apart(self, other):
        """Return by how many days two dates differ at least, 0 where they may be one."""
        gaps = [(a.earliest - b.latest).days for a, b in ((self, other), (other, self)) if a.earliest and b.latest]
        return max([0, *gaps])

    def tells(self, other):
        """Tell whether it says all that another one does, and more exactly."""
        return self.days < other.days and not self.apart(other)


@dataclass(slots=True)
class Instrument:
    """What one agreement states, as far as it is compared.

    `sides` and `lands`: {side of a party: what that is called} and {side: its land}. `title`: ours, a Wording;
    `official`: [(language, Wording)]. `acts`: {kind: Dateds of what took place}; `foreseen`: of what was planned,
    announced, discussed or claimed. `named` and `told`: {source: quotations that call it something, that tell of its
    acts}.
    """

    key: int
    sides: dict
    lands: dict
    title: object = None
    official: list = field(default_factory=list)
    acts: dict = field(default_factory=dict)
    foreseen: dict = field(default_factory=dict)
    places: set = field(default_factory=set)
    people: set = field(default_factory=set)
    forms: set = field(default_factory=set)
    functions: set = field(default_factory=set)
    areas: set = field(default_factory=set)
    missions: set = field(default_factory=set)
    numbers: set = field(default_factory=set)
    sources: set = field(default_factory=set)
    named: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    relations: dict = field(default_factory=dict)

    @property
    def made(self):
        return [when for kind in MADE for when in self.acts.get(kind, ())]

    @property
    def may_be_made(self):
        """The dates of its making; where none is stated, those for which it was foreseen."""
        return self.made or [when for kind in MADE for when in self.foreseen.get(kind, ())]

    def add_event(self, kind, modality, place, when):
        """Add an act; `place`: folded, `when`: its Dated, None where none is stated."""
        if when:
            dates = (self.acts if modality in Modality.facts() else self.foreseen).setdefault(kind, [])
            dates.append(when)
            dates[:] = [told for told in dates if not any(other.tells(told) for other in dates)]
        if place and kind in MADE:
            self.places.add(place)


@dataclass(frozen=True, slots=True)
class Wording:
    """A title without the words that name its parties. `groups`: its groups of three letters; `weight`: theirs."""

    words: list
    groups: frozenset
    weight: float

    @property
    def figures(self):
        """The figures in it, but for years."""
        found = {figure for word in self.words for figure in re.findall(r"\d+", word)}
        return {figure for figure in found if not _YEAR.fullmatch(figure)}


class World:
    """What is known beside the agreements: which body is of which land, what is a part of what, which words tell much.

    Cost: some ten queries.
    """

    def __init__(self):
        self.apart = set(Distinction.objects.filter(kind="agreement").values_list("one", "other"))
        self.side, self.land, self.called, self.code = {}, {}, {}, {}
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
        self._words_of_agencies = defaultdict(set)
        for key, name in _rows("SELECT record, folded FROM agencies_names WHERE kind = 'agency'"):
            self._words_of_agencies[key] |= set(name.split())
        names = {code: near_names(code) for code in set(self.code.values()) - {None}}
        fold = folded([name for some in names.values() for name in some])
        self._words_of_countries = {
            code: {word for name in some for word in fold[name].split()} for code, some in names.items()
        }

    def _load_agencies(self):
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

    def groups(self):
        """Return lists of {agreement: keys of its two parties}, each between the same lands."""
        parties, groups = defaultdict(list), defaultdict(dict)
        for agreement, agency in _rows(
            "SELECT agreement_id, agency_id FROM agreements_party WHERE role = 'party' ORDER BY agency_id"
        ):
            parties[agreement].append(agency)
        for agreement, pair in parties.items():
            groups[tuple(sorted(self.land[agency] for agency in pair))][agreement] = pair
        return [group for group in groups.values() if len(group) > 1]

    def between(self, parties):
        """Return {agreement: keys of its two parties} of those between the lands of two agencies. Cost: a query."""
        ours = [[key for key, land in self.land.items() if land == self.land[agency]] for agency in parties]
        return {key: sorted(pair) for key, *pair in _rows(_BETWEEN, {"ones": ours[0], "others": ours[1]})}

    def wording(self, title, parties):
        """Return the Wording of a folded title."""
        named = set().union(*(self._words_naming(party) for party in parties))
        words = [word for word in title.split() if word not in named]
        groups = groups_of_letters(words)
        return Wording(words, groups, self.weight(groups))

    def weight(self, groups):
        return sum(self.weights.get(group, 1) for group in groups)

    def _words_naming(self, agency):
        return self._words_of_agencies[agency] | self._words_of_countries.get(self.code[agency], set())


def pairs_to_compare(world):
    """Yield pairs of Instruments that may be one, the older first, but for those that were told apart.

    Cost: a query, and ten for each BATCH of agreements; one that has no other of its lands is not loaded.
    """
    for groups in _batches(world.groups()):
        loaded = instruments(groups, world)
        for group in groups:
            for pair in combinations(sorted(group), 2):
                one, other = (loaded[key] for key in pair)
                if pair not in world.apart and are_near(one, other):
                    yield one, other


def groups_of_letters(words):
    """Return the groups of three letters of words, those at their ends with the space beside them."""
    padded = [f"  {word} " for word in words]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def are_near(one, other):
    """Tell whether two may have been made within a year, or have a number in common."""
    mine, theirs = one.made, other.made
    if not (mine and theirs) or one.numbers & other.numbers:
        return True
    return any(a.apart(b) <= FAR for a in mine for b in theirs)


def _batches(groups):
    batch, number = [], 0
    for group in groups:
        batch.append(group)
        number += len(group)
        if number >= BATCH:
            yield batch
            batch, number = [], 0
    if batch:
        yield batch


class _Roots:
    """Which of things are one, by pairs that are."""

    def __init__(self):
        self.parents = {}

    def of(self, known):
        while known in self.parents:
            known = self.parents[known]
        return known

    def join(self, one, other):
        one, other = self.of(one), self.of(other)
        if one != other:
            self.parents[one] = other


def _above(rows):
    """Return {key: keys of all that it is a part of, itself too}."""
    parents, above = dict(rows), {}
    for key in parents:
        line, upper = [], key
        while upper and upper not in line:
            line.append(upper)
            upper = parents[upper]
        above[key] = frozenset(line)
    return above


def _weights():
    """Return {group of letters: how much it tells, 0 to 1}: the rarer in our titles, the more."""
    counted, number = Counter(), 1
    titles = "SELECT agencies_fold(title) FROM agreements_agreement ORDER BY id DESC LIMIT %(most)s"
    for (title,) in _rows(titles, {"most": MOST_WEIGHED}):
        counted.update(groups_of_letters(title.split()))
        number += 1
    return {group: log(1 + number / count) / log(1 + number) for group, count in counted.items()}


def instruments(groups, world):
    """Return {key: Instrument} of groups of agreements, {agreement: keys of its parties}. Cost: ten queries."""
    parties = {key: pair for group in groups for key, pair in group.items()}
    loaded = {
        key: Instrument(
            key,
            {world.side[agency]: world.called[agency] for agency in pair},
            {world.side[agency]: world.land[agency] for agency in pair},
        )
        for key, pair in parties.items()
    }
    asked = {"keys": list(loaded), "made": list(MADE), "loose": LOOSE_SCHEMES}
    for key, language, title in _rows(_TITLES, asked):
        _add_title(loaded[key], language, world.wording(title, parties[key]))
    for key, kind, modality, place, *date in _rows(_EVENTS, asked):
        loaded[key].add_event(kind, modality, place, Dated(*date) if date[0] else None)
    for name, query in _SETS.items():
        for key, *values in _rows(query, asked):
            getattr(loaded[key], name).add(values[0] if len(values) == 1 else tuple(values))
    for key, source, kind, phrase in _rows(_CITATIONS, asked):
        loaded[key].sources.add(source)
        if kind:
            getattr(loaded[key], kind).setdefault(source, set()).add(phrase)
    for key, kind, other in _rows(_RELATIONS, asked):
        loaded[key].relations[other] = kind
    return loaded


def _add_title(instrument, language, wording):
    if language:
        instrument.official.append((language, wording))
    else:
        instrument.title = wording


def _rows(query, asked=None):
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        yield from cursor


_BETWEEN = """
    SELECT one.agreement_id, one.agency_id, other.agency_id
    FROM agreements_party one JOIN agreements_party other ON other.agreement_id = one.agreement_id
    WHERE one.role = 'party' AND other.role = 'party' AND one.id <> other.id
        AND one.agency_id = ANY(%(ones)s) AND other.agency_id = ANY(%(others)s)
"""
_TITLES = """
    SELECT id, '', agencies_fold(title) FROM agreements_agreement WHERE id = ANY(%(keys)s)
    UNION ALL
    SELECT agreement_id, language, agencies_fold(text) FROM agreements_title
    WHERE agreement_id = ANY(%(keys)s) AND standing <> 'known_wrong'
"""
_EVENTS = """
    SELECT agreement_id, kind, modality, agencies_fold(place), date, earliest, latest FROM agreements_event
    WHERE agreement_id = ANY(%(keys)s) AND standing <> 'known_wrong'
"""
_SETS = {
    "forms": """
        SELECT agreement_id, form FROM agreements_designation
        WHERE agreement_id = ANY(%(keys)s) AND standing <> 'known_wrong'
    """,
    "functions": """
        SELECT agreement_id, function FROM agreements_designation
        WHERE agreement_id = ANY(%(keys)s) AND standing <> 'known_wrong' AND function <> ''
    """,
    "areas": "SELECT agreement_id, area_id FROM agreements_agreementarea WHERE agreement_id = ANY(%(keys)s)",
    "missions": "SELECT agreement_id, mission_id FROM agreements_agreementmission WHERE agreement_id = ANY(%(keys)s)",
    "numbers": """
        SELECT agreement_id, scheme, value, issued_in_id FROM agreements_identifier
        WHERE agreement_id = ANY(%(keys)s) AND standing <> 'known_wrong' AND scheme <> ALL(%(loose)s)
    """,
    "people": """
        SELECT event.agreement_id, part.person_id
        FROM agreements_event event JOIN agreements_eventperson part ON part.event_id = event.id
        WHERE event.agreement_id = ANY(%(keys)s) AND event.kind = ANY(%(made)s)
    """,
}
# Quotations by what they support: what an agreement is called, what happened to it, who its parties are.
_CITATIONS = """
    SELECT part.agreement_id, citation.source_id, 'named', agencies_fold(citation.phrase)
    FROM agreements_designation part JOIN agreements_citation citation ON citation.designation_id = part.id
    WHERE part.agreement_id = ANY(%(keys)s)
    UNION ALL
    SELECT part.agreement_id, citation.source_id, 'named', agencies_fold(citation.phrase)
    FROM agreements_title part JOIN agreements_citation citation ON citation.title_id = part.id
    WHERE part.agreement_id = ANY(%(keys)s)
    UNION ALL
    SELECT part.agreement_id, citation.source_id, 'told', agencies_fold(citation.phrase)
    FROM agreements_event part JOIN agreements_citation citation ON citation.event_id = part.id
    WHERE part.agreement_id = ANY(%(keys)s)
    UNION ALL
    SELECT part.agreement_id, citation.source_id, '', ''
    FROM agreements_party part JOIN agreements_citation citation ON citation.party_id = part.id
    WHERE part.agreement_id = ANY(%(keys)s)
"""
_RELATIONS = "SELECT agreement_id, kind, other_id FROM agreements_relation WHERE agreement_id = ANY(%(keys)s)"
