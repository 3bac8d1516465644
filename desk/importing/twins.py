"""Records that are here already and may be the same as a row of a table: alike in names, parties and dates."""

from django.db import connection

from desk.importing.row_parties import SIDES
from desk.importing.rows import ACTS
from desk.importing.sides import agencies_on
from spacecoop.dates import bounds

# How alike a title is, 0 to 1 by groups of three letters, and how near a date, to be that of a possible duplicate.
ALIKE_TITLES, NEAR_DAYS = 0.55, 31
# Of what other origins and people have entered: between the same two, with a near date or a similar title.
_TWINS = """
    SELECT DISTINCT wanted.line, likeness, agreement.id, agreement.title
    FROM unnest(%(lines)s::int[], %(ones)s::bigint[], %(others)s::bigint[], %(days)s::date[], %(titles)s::text[])
        AS wanted(line, one, other, day, title)
    JOIN agreements_party mine ON mine.agency_id = wanted.one AND mine.role = 'party'
    JOIN agreements_party theirs ON theirs.agreement_id = mine.agreement_id AND theirs.agency_id = wanted.other
        AND theirs.role = 'party'
    JOIN agreements_agreement agreement ON agreement.id = mine.agreement_id
    CROSS JOIN LATERAL (SELECT
        greatest(similarity(agreement.title, wanted.title), (
            SELECT max(similarity(official.text, wanted.title)) FROM agreements_title official
            WHERE official.agreement_id = agreement.id
        )) AS likeness,
        abs((SELECT day FROM agreements_first_acts WHERE agreement_id = agreement.id) - wanted.day) AS days_apart
    ) compared
    WHERE (days_apart <= %(near)s OR likeness >= %(alike)s AND coalesce(days_apart <= 366, true))
        AND NOT EXISTS (SELECT FROM desk_importedrecord known
            WHERE known.origin = %(origin)s AND known.model = 'agreements.Agreement' AND known.key = agreement.id)
    ORDER BY wanted.line, likeness DESC, agreement.id
"""


def alike_record(key, name, told=""):
    """Return a record that is here already and may be the same as a row: its value, its name, and what is told."""
    return {"value": f"record:{key}", "name": name, "told": told or f"“{name}”"}


def twins_of(origin, rows, mapping, names):
    """Return (line, record that is here already and may be the same, by its names, parties and dates)."""
    if mapping.model == "agency":
        return [(row.line, alike_record(key, names.agencies[key])) for row in rows for key in _namesakes(row, names)]
    compared = [
        (row, agency, other)
        for row in rows
        for agency in agencies_on(row.value(SIDES[0]), names)
        for other in agencies_on(row.value(SIDES[1]), names)
    ]
    if not compared:
        return []
    asked = {"origin": origin, "near": NEAR_DAYS, "alike": ALIKE_TITLES}
    asked["lines"] = [row.line for row, _, _ in compared]
    asked["ones"], asked["others"] = ([pair[place] for pair in compared] for place in (1, 2))
    asked["days"] = [_first_day(row) for row, _, _ in compared]
    asked["titles"] = [row.value("formal_title") or row.value("title") for row, _, _ in compared]
    with connection.cursor() as cursor:
        cursor.execute(_TWINS, asked)
        return [(line, alike_record(key, title)) for line, _, key, title in cursor.fetchall()]


def _first_day(row):
    return next((bounds(row.value(act))[0] for act in ACTS[:2] if row.value(act)), None)


def _namesakes(row, names):
    """Return the keys of the agencies that have the name of a row, else of those that have its acronym."""
    called = (names.known["agency"].get(names.fold(row.value(name))) for name in ("name", "acronym") if row.value(name))
    return sorted(next(filter(None, called), ()))
