"""Records that may be one: proposed to a person, who merges them or says that they are two."""

from dataclasses import dataclass

from django.db import connection, models

from agreements.schemes import LOOSE_SCHEMES, cited_as
from desk.merging import MERGEABLE
from desk.models import Distinction

MOST = 50
# How alike two names (0 to 1, by groups of three letters) or titles must be to be shown to somebody.
ALIKE_NAMES, ALIKE_TITLES = 0.62, 0.55
NEAR_DAYS = 31
FEW = 4  # records that share a number: of more it is a volume or a decree, which tells nothing of two of them


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records of one kind that look like one, and why. `one` is the older, which would rather stay."""

    kind: str
    one: models.Model
    other: models.Model
    why: str


def proposals(kind):
    """Return at most MOST Proposals for a kind of MERGEABLE, those with one number first, then the likest.

    What was told apart is left out. Cost: two queries to find them, one to load them.
    """
    why = {
        (one, other): f"both have {cited_as(scheme, value)}"
        for one, other, scheme, value in _found(_NUMBERS.format(kind=kind), loose=LOOSE_SCHEMES, few=FEW)
    }
    for one, other, likeness in _found(_QUERIES[kind], names=ALIKE_NAMES, titles=ALIKE_TITLES, days=NEAR_DAYS):
        why.setdefault((one, other), likeness)
    rows = [(*pair, words) for pair, words in why.items()][:MOST]
    records = MERGEABLE[kind].objects.in_bulk({key for one, other, _ in rows for key in (one, other)})
    return [Proposal(kind, records[one], records[other], words) for one, other, words in rows]


def _found(query, **asked):
    with connection.cursor() as cursor:
        cursor.execute(query, asked | {"most": MOST})
        return cursor.fetchall()


def tell_apart(kind, one, other, by):
    """Remember that two records are two."""
    smaller, greater = sorted([one.pk, other.pk])
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
    SELECT one.record, other.record, 'similar names: ' || min(one.name) || ' – ' || min(other.name)
    FROM named one
    JOIN named other ON other.record > one.record
        AND left(other.folded, 2) = left(one.folded, 2) AND similarity(one.folded, other.folded) >= %(names)s
    {joins}
    WHERE length(one.folded) > 3 AND length(other.folded) > 3 {conditions}
        AND NOT EXISTS (SELECT FROM desk_distinction told
            WHERE told.kind = '{kind}' AND told.one = one.record AND told.other = other.record)
    GROUP BY 1, 2 ORDER BY max(similarity(one.folded, other.folded)) DESC, 1, 2 LIMIT %(most)s
"""
_AGREEMENTS = """
    WITH sides AS (
        -- The state and the government of a country are one side.
        SELECT party.agreement_id AS agreement, array_agg(side.name ORDER BY side.name) AS pair
        FROM agreements_party party JOIN agencies_agency agency ON agency.id = party.agency_id
        CROSS JOIN LATERAL (SELECT CASE WHEN agency.kind IN ('state', 'government') AND agency.country_id IS NOT NULL
            THEN 'country ' || agency.country_id ELSE 'agency ' || agency.id END AS name) side
        WHERE party.role = 'party' GROUP BY party.agreement_id
    ), dated AS MATERIALIZED (
        SELECT sides.agreement, sides.pair, act.day
        FROM sides LEFT JOIN agreements_first_acts act ON act.agreement_id = sides.agreement
    )
    SELECT one.id, other.id, concat_ws('; ', 'the same two parties',
        CASE WHEN similarity(one.title, other.title) >= %(titles)s THEN 'similar titles' END,
        CASE WHEN abs(mine.day - theirs.day) <= %(days)s THEN 'near dates' END)
    FROM dated mine JOIN dated theirs ON theirs.pair = mine.pair AND theirs.agreement > mine.agreement
    JOIN agreements_agreement one ON one.id = mine.agreement
    JOIN agreements_agreement other ON other.id = theirs.agreement
    WHERE (similarity(one.title, other.title) >= %(titles)s
            AND coalesce(abs(mine.day - theirs.day) <= 366, true)
        OR abs(mine.day - theirs.day) <= %(days)s)
        AND NOT EXISTS (SELECT FROM desk_distinction told
            WHERE told.kind = 'agreement' AND told.one = one.id AND told.other = other.id)
    ORDER BY similarity(one.title, other.title) DESC, 1, 2 LIMIT %(most)s
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
    "agreement": _AGREEMENTS,
}
