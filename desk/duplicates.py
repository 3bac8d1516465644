"""Records that may be one: proposed to a person, who merges them or says that they are two."""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from heapq import nlargest

from django.core.cache import cache
from django.db import connection, models

from agreements.schemes import LOOSE_SCHEMES, cited_as
from desk.instruments import Dated, pairs_to_compare
from desk.likeness import ENOUGH, Sign, in_words, signs_of, weight_of
from desk.merging import MERGEABLE
from desk.models import Distinction
from desk.world import World
from spacecoop.dates_in_words import in_or_on
from spacecoop.models import Revision

MOST = 500
# How alike two names are, 0 to 1 by groups of three letters, to be shown to somebody.
ALIKE_NAMES = 0.62
FEW = 4  # records that share a number: of more it is a volume or a decree, which tells nothing of two of them


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records of one kind that look like one, what speaks for it and what against, each in words.

    `one`: the older. `weight`: the greater, the likelier.
    """

    kind: str
    one: models.Model
    other: models.Model
    weight: float
    speaks_for: list
    speaks_against: list

    @property
    def key(self):
        """By which a form names it."""
        return f"{self.one.pk}-{self.other.pk}"


def proposals(kind):
    """Return at most MOST Proposals for a kind of MERGEABLE, the likeliest first.

    What was told apart is left out. What was found is kept until something is changed or told apart.
    Cost: three queries; where nothing is kept, four more for agencies and missions, and for agreements some twenty, or
    ten more for each BATCH of them.
    """
    key = f"proposals {kind} {Revision.current()} {Distinction.objects.aggregate(models.Count('pk'), models.Max('pk'))}"
    found = cache.get_or_set(key.replace(" ", "-"), partial(_likeliest, kind))
    records = MERGEABLE[kind].objects.in_bulk({key for _, older, other, _ in found for key in (older, other)})
    return [
        Proposal(kind, records[older], records[other], weight, *in_words(signs))
        for weight, older, other, signs in found
        if older in records and other in records
    ]


def _likeliest(kind):
    """Return (weight, key of the one, key of the other, Signs) of the pairs that look like one."""
    found = _alike_agreements() if kind == "agreement" else _namesakes(kind)
    return nlargest(MOST, found, key=lambda pair: (pair[0], -pair[1], -pair[2]))


def _alike_agreements():
    world = World()
    for older, other in pairs_to_compare(world):
        signs = signs_of(older, other, world)
        if (weight := weight_of(signs)) >= ENOUGH:
            yield weight, older.key, other.key, signs


def _namesakes(kind):
    """Yield the pairs of agencies or missions that have one number, or names that are alike."""
    signs = defaultdict(list)
    for key, other, scheme, value in _rows(_NUMBERS.format(kind=kind), loose=LOOSE_SCHEMES, few=FEW):
        signs[key, other].append(Sign(5, f"both have {cited_as(scheme, value)}"))
    for key, other, name, other_name, likeness in _rows(_QUERIES[kind], names=ALIKE_NAMES):
        signs[key, other].append(Sign(4 * likeness, f"similar names: {name} – {other_name}"))
    records = MERGEABLE[kind].objects.in_bulk({key for pair in signs for key in pair})
    for pair, some in signs.items():
        some += _against(kind, *(records[key] for key in pair))
        yield weight_of(some), *pair, some


def _against(kind, older, other):
    """Yield what speaks against two agencies or missions with one name being one."""
    above = "part_of_id" if kind == "mission" else "parent_id"
    for part, whole in ((older, other), (other, older)):
        if getattr(part, above) == whole.pk:
            yield Sign(-3, "one is a part of the other")
    for name in ("founded", "dissolved") if kind == "agency" else ():
        mine, theirs = (Dated.of(getattr(record, name)) for record in (older, other))
        if mine and theirs and mine.apart(theirs):
            yield Sign(-2, f"{name} {in_or_on(mine.edtf)}, and {in_or_on(theirs.edtf)}")


def _rows(query, **asked):
    with connection.cursor() as cursor:
        cursor.execute(query, asked | {"most": MOST})
        return cursor.fetchall()


def tell_apart(kind, record, other, by):
    """Remember that two records are two."""
    smaller, greater = sorted([record.pk, other.pk])
    Distinction.objects.get_or_create(kind=kind, one=smaller, other=greater, defaults={"by": by})


_NUMBERS = """
    WITH numbered AS (
        SELECT {kind}_id AS record, scheme, value, issued_in_id,
            count(*) OVER (PARTITION BY scheme, value, issued_in_id) AS sharing
        FROM agreements_identifier
        WHERE {kind}_id IS NOT NULL AND scheme <> ALL(%(loose)s) AND standing <> 'known_wrong'
    )
    SELECT DISTINCT ON (one.record, other.record) one.record, other.record, one.scheme, one.value
    FROM numbered one
    JOIN numbered other ON other.record > one.record AND (other.scheme, other.value) = (one.scheme, one.value)
        AND other.issued_in_id IS NOT DISTINCT FROM one.issued_in_id
    WHERE one.sharing <= %(few)s
        AND NOT EXISTS (SELECT FROM desk_distinction told
            WHERE told.kind = '{kind}' AND told.one = one.record AND told.other = other.record)
    ORDER BY 1, 2, one.scheme, one.value LIMIT %(most)s
"""
# Names that begin alike are compared, not each with each: three thousand missions would make nine million pairs.
_NAMES = """
    WITH named AS MATERIALIZED (SELECT record, name, folded FROM agreements_names WHERE kind = '{kind}')
    SELECT one.record, other.record, min(one.name), min(other.name), max(similarity(one.folded, other.folded))
    FROM named one
    JOIN named other ON other.record > one.record
        AND left(other.folded, 2) = left(one.folded, 2) AND similarity(one.folded, other.folded) >= %(names)s
    {joins}
    WHERE length(one.folded) > 3 AND length(other.folded) > 3 {conditions}
        AND NOT EXISTS (SELECT FROM desk_distinction told
            WHERE told.kind = '{kind}' AND told.one = one.record AND told.other = other.record)
    GROUP BY 1, 2 ORDER BY max(similarity(one.folded, other.folded)) DESC, 1, 2 LIMIT %(most)s
"""
_QUERIES = {
    "agency": _NAMES.format(
        kind="agency",
        joins="JOIN agencies_agency a ON a.id = one.record JOIN agencies_agency b ON b.id = other.record",
        # A ministry of one country is not that of another, and a state is not its government.
        conditions="AND a.country_id IS NOT DISTINCT FROM b.country_id AND a.kind = b.kind",
    ),
    "mission": _NAMES.format(
        kind="mission",
        joins="JOIN agreements_mission a ON a.id = one.record JOIN agreements_mission b ON b.id = other.record",
        # SPOT 1 is not SPOT 2: names that differ in their numbers alone are of two.
        conditions="AND a.kind = b.kind AND regexp_replace(one.folded, '[^0-9]', '', 'g') = "
        "regexp_replace(other.folded, '[^0-9]', '', 'g')",
    ),
}
