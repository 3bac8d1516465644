"""Agreements as they are compared with each other: what each of them states, loaded in a few queries.

Two are compared where both parties are of the same lands. A land is a country with its state, its government and its
bodies, or a body that belongs to none; what came after another by a Succession is of its land.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from agreements.models import Modality
from agreements.schemes import LOOSE_SCHEMES
from desk.world import Group, Side, Wording, World, rows_of
from spacecoop.dates import bounds

BATCH = 2000  # agreements whose rows are in memory at a time
FAR = 366  # days between two dates that are not those of one instrument
MADE = ("signed", "concluded", "dated")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, with the first and the last day that it allows; None for an open end."""

    edtf: str
    earliest: date | None
    latest: date | None

    @classmethod
    def of(cls, edtf: str | None) -> "Dated | None":
        """Return the Dated of a text; None for none."""
        return cls(edtf, *bounds(edtf)) if edtf else None

    @property
    def days(self) -> int:
        """How many days it allows."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else 100_000

    def apart(self, other: "Dated") -> int:
        """Return by how many days two dates differ at least, 0 where they may be one."""
        gaps = [(a.earliest - b.latest).days for a, b in ((self, other), (other, self)) if a.earliest and b.latest]
        return max([0, *gaps])

    def tells(self, other: "Dated") -> bool:
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
    sides: dict[Side, str]
    lands: dict[Side, Side]
    title: Wording | None = None
    official: list[tuple[str, Wording]] = field(default_factory=list)
    acts: dict[str, list[Dated]] = field(default_factory=dict)
    foreseen: dict[str, list[Dated]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    areas: set[int] = field(default_factory=set)
    missions: set[int] = field(default_factory=set)
    numbers: set[tuple[str, str, int | None]] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    named: dict[int, set[str]] = field(default_factory=dict)
    told: dict[int, set[str]] = field(default_factory=dict)
    relations: dict[int, str] = field(default_factory=dict)

    @property
    def made(self) -> list[Dated]:
        return [when for kind in MADE for when in self.acts.get(kind, ())]

    @property
    def may_be_made(self) -> list[Dated]:
        """The dates of its making; where none is stated, those for which it was foreseen."""
        return self.made or [when for kind in MADE for when in self.foreseen.get(kind, ())]

    def add_event(self, kind: str, modality: str, place: str, when: Dated | None) -> None:
        """Add an act; `place`: folded, `when`: its Dated, None where none is stated."""
        if when:
            dates = (self.acts if modality in Modality.facts() else self.foreseen).setdefault(kind, [])
            dates.append(when)
            dates[:] = [told for told in dates if not any(other.tells(told) for other in dates)]
        if place and kind in MADE:
            self.places.add(place)


def pairs_to_compare(world: World) -> Iterator[tuple[Instrument, Instrument]]:
    """Yield pairs of Instruments that may be one, the older first, but for those that were told apart.

    Cost: a query, and ten for each BATCH of agreements; one that has no other of its lands is not loaded.
    """
    for groups in _batches(world.groups()):
        loaded = instruments(groups, world)
        for group in groups:
            for pair in combinations(sorted(group), 2):
                older, other = (loaded[key] for key in pair)
                if pair not in world.apart and are_near(older, other):
                    yield older, other


def are_near(instrument: Instrument, other: Instrument) -> bool:
    """Tell whether two may have been made within a year, or have a number in common."""
    mine, theirs = instrument.made, other.made
    if not (mine and theirs) or instrument.numbers & other.numbers:
        return True
    return any(a.apart(b) <= FAR for a in mine for b in theirs)


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    batch: list[Group] = []
    number = 0
    for group in groups:
        batch.append(group)
        number += len(group)
        if number >= BATCH:
            yield batch
            batch, number = [], 0
    if batch:
        yield batch


def instruments(groups: Iterable[Group], world: World) -> dict[int, Instrument]:
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
    for key, language, title in rows_of(_TITLES, asked):
        _add_title(loaded[key], language, world.wording(title, parties[key]))
    for key, kind, modality, place, *when in rows_of(_EVENTS, asked):
        loaded[key].add_event(kind, modality, place, Dated(*when) if when[0] else None)
    for name, query in _SETS.items():
        for key, *values in rows_of(query, asked):
            getattr(loaded[key], name).add(values[0] if len(values) == 1 else tuple(values))
    for key, source, kind, phrase in rows_of(_CITATIONS, asked):
        loaded[key].sources.add(source)
        if kind:
            getattr(loaded[key], kind).setdefault(source, set()).add(phrase)
    for key, kind, other in rows_of(_RELATIONS, asked):
        loaded[key].relations[other] = kind
    return loaded


def _add_title(instrument: Instrument, language: str, wording: Wording) -> None:
    if language:
        instrument.official.append((language, wording))
    else:
        instrument.title = wording


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
