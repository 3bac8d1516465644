# ruff: noqa: S608 - every query is put together from pieces that stand here
"""The same rows as a page or an answer shows, fetched by hand-written SQL: what a request is measured against.

Each function takes a cursor of psycopg and reads all its rows, counts included.
"""

PAGE = 25
BETWEEN = 50  # of agreements, events and partners of two sides
HAPPENED = "modality IN ('done', 'ongoing')"

OF_COUNTRY = """
agreement.id IN (
    SELECT party.agreement_id FROM agreements_party party
    JOIN agencies_agency agency ON agency.id = party.agency_id
    JOIN agencies_country country ON country.id = agency.country_id
    WHERE party.role = 'party' AND country.code = %s
)"""
SEARCHED = """
agreement.id IN (
    SELECT record FROM spacecoop_searchdocument
    WHERE kind = 'agreement' AND document @@ (SELECT search_query(%s))
)"""
EVERYTHING = "true"
NEWEST = "ORDER BY agreement.first_act_earliest DESC NULLS LAST, agreement.title, agreement.id"
RANK = """
    (CASE WHEN document @@ (SELECT search_name(%(q)s)) THEN 10 ELSE 0 END)
    + (CASE WHEN document @@ (SELECT search_words(%(q)s, false)) THEN 1 ELSE 0 END)
    + ts_rank('{0.05,0.2,0.4,1}', document, (SELECT search_query(%(q)s)))
"""


def read(cursor, query, parameters=()):
    return cursor.execute(query, parameters).fetchall()


def list_page(cursor, where, *values):
    """What the page of a list shows: count, facets, a page of agreements with parties, areas, legal acts, citations."""
    facets_of_all(cursor) if where == EVERYTHING else facets(cursor, where, *values)
    found = read(cursor, f"SELECT * FROM agreements_agreement agreement WHERE {where} {NEWEST} LIMIT {PAGE}", values)
    _complete(cursor, [row[0] for row in found], "AND kind = ANY(%(acts)s)")


def list_answer(cursor, where, *values):
    """What the API says of a list: count, and a page of agreements with all that belongs to them."""
    read(cursor, f"SELECT count(*) FROM agreements_agreement agreement WHERE {where}", values)
    found = read(cursor, f"SELECT * FROM agreements_agreement agreement WHERE {where} {NEWEST} LIMIT {PAGE}", values)
    _complete(cursor, [row[0] for row in found], "", everything=True)


def search_page(cursor, text):
    facets(cursor, SEARCHED, text)
    _complete(cursor, _best(cursor, text), "AND kind = ANY(%(acts)s)")


def search_answer(cursor, text):
    read(cursor, f"SELECT count(*) FROM agreements_agreement agreement WHERE {SEARCHED}", [text])
    _complete(cursor, _best(cursor, text), "", everything=True)


def _best(cursor, text):
    best = f"""
    SELECT agreement.*, {RANK} AS fit FROM agreements_agreement agreement
    JOIN spacecoop_searchdocument found ON found.kind = 'agreement' AND found.record = agreement.id
    WHERE document @@ (SELECT search_query(%(q)s))
    ORDER BY fit DESC, first_act_earliest DESC NULLS LAST, title, agreement.id LIMIT {PAGE}
    """
    return [row[0] for row in read(cursor, best, {"q": text})]


ACTS = [
    "concluded",
    "signed",
    "dated",
    "ratified",
    "entered_into_force",
    "amended",
    "extended",
    "denounced",
    "terminated",
    "expired",
    "expiry_announced",
    "renewal_planned",
    "renewal_discussed",
    "reported_in_place",
]


def _complete(cursor, keys, which_events, everything=False):
    """Read what belongs to the agreements with these keys, and the citations of all of it."""
    wanted = {"keys": keys, "acts": ACTS}
    parties = """
    SELECT party.*, agency.*, country.* FROM agreements_party party
    JOIN agencies_agency agency ON agency.id = party.agency_id
    LEFT JOIN agencies_country country ON country.id = agency.country_id
    WHERE party.agreement_id = ANY(%(keys)s) ORDER BY party.role <> 'party', agency.name, party.id
    """
    areas = """
    SELECT link.*, area.* FROM agreements_agreementarea link JOIN agreements_area area ON area.id = link.area_id
    WHERE link.agreement_id = ANY(%(keys)s) ORDER BY link.id
    """
    events = f"""
    SELECT * FROM agreements_event WHERE agreement_id = ANY(%(keys)s) {which_events}
    ORDER BY earliest NULLS LAST, latest, slug
    """
    missions = """
    SELECT link.*, mission.* FROM agreements_agreementmission link
    JOIN agreements_mission mission ON mission.id = link.mission_id
    WHERE link.agreement_id = ANY(%(keys)s) ORDER BY link.id
    """
    relations = """
    SELECT relation.*, one.slug, one.title, other.slug, other.title FROM agreements_relation relation
    JOIN agreements_agreement one ON one.id = relation.agreement_id
    JOIN agreements_agreement other ON other.id = relation.other_id
    WHERE relation.agreement_id = ANY(%(keys)s) OR relation.other_id = ANY(%(keys)s)
    """
    facts = {"agreement": keys}
    facts["party"] = [row[0] for row in read(cursor, parties, wanted)]
    facts["agreement_area"] = [row[0] for row in read(cursor, areas, wanted)]
    facts["event"] = [row[0] for row in read(cursor, events, wanted)]
    if everything:
        facts["agreement_mission"] = [row[0] for row in read(cursor, missions, wanted)]
        facts["relation"] = [row[0] for row in read(cursor, relations, wanted)]
    _cite(cursor, facts)
    return facts


def _cite(cursor, facts):
    where = " OR ".join(f"citation.{name}_id = ANY(%({name})s)" for name in facts)
    citations = f"""
    SELECT citation.*, source.* FROM agreements_citation citation
    JOIN agreements_source source ON source.id = citation.source_id WHERE {where} ORDER BY source.slug, citation.id
    """
    read(cursor, citations, facts)


def detail(cursor, slug):
    """What the page of an agreement shows, and nearly the same that the API says of it."""
    (key, *_), *_ = read(cursor, "SELECT * FROM agreements_agreement WHERE slug = %s", [slug])
    facts = _complete(cursor, [key], "", everything=True)
    for table, other in (
        ("eventagency", "agencies_agency"),
        ("eventperson", "agencies_person"),
        ("eventmission", "agreements_mission"),
        ("eventarea", "agreements_area"),
    ):
        link = f"{other.split('_')[1]}_id"
        parts = f"SELECT * FROM agreements_{table} link JOIN {other} o ON o.id = link.{link} WHERE event_id = ANY(%s)"
        facts[f"event_{table[5:]}"] = [row[0] for row in read(cursor, parts, [facts["event"]])]
    _cite(cursor, {name: keys for name, keys in facts.items() if name.startswith("event_")})


def facets(cursor, where, *values):
    """The number of agreements found, and the counts of every facet of them, found once; of what triggers derive."""
    linked = " UNION ALL ".join(
        f"""(SELECT '{keys}', record.{value}, record.{label}, number FROM (
            SELECT unnest({keys}) AS key, count(*) AS number FROM found GROUP BY 1 ORDER BY 2 DESC LIMIT 12
        ) AS most JOIN {table} record ON record.id = most.key)"""
        for keys, table, value, label in (
            ("countries", "agencies_country", "code", "name"),
            ("agencies", "agencies_agency", "slug", "name"),
            ("areas", "agreements_area", "slug", "name"),
            ("missions", "agreements_mission", "slug", "name"),
            ("sources", "agreements_source", "slug", "title"),
        )
    )
    few = " UNION ALL ".join(
        f"""(SELECT '{name}', value::text, value::text, sum(number)
        FROM (SELECT {column} AS value, number FROM groups) AS one GROUP BY value ORDER BY 4 DESC LIMIT 12)"""
        for name, column in (
            ("total", "'total'"),
            ("kind", "kind"),
            ("level", "level"),
            ("status", "status"),
            ("not stated", "unnest(not_stated)"),
            ("decade", "unnest(decades)"),
        )
    )
    query = f"""
    WITH found AS MATERIALIZED (
        SELECT kind, level, agreements_status_on(statuses, status_since, current_date) AS status, counted.*
        FROM agreements_agreement agreement JOIN agreements_facetvalues counted ON counted.agreement_id = agreement.id
        WHERE {where}
    ), groups AS MATERIALIZED (
        SELECT kind, level, status, not_stated, decades, count(*) AS number FROM found GROUP BY 1, 2, 3, 4, 5
    )
    {few} UNION ALL {linked}
    """
    read(cursor, query, values)


def facets_of_all(cursor):
    """The same of all agreements, from the totals that triggers keep."""
    linked = " UNION ALL ".join(
        f"""(SELECT '{facet}', record.{value}, record.{label}, number FROM (
            SELECT value::bigint AS key, number FROM agreements_facettotal WHERE facet = '{facet}'
            ORDER BY number DESC LIMIT 12
        ) most JOIN {table} record ON record.id = most.key)"""
        for facet, table, value, label in (
            ("countries", "agencies_country", "code", "name"),
            ("agencies", "agencies_agency", "slug", "name"),
            ("areas", "agreements_area", "slug", "name"),
            ("missions", "agreements_mission", "slug", "name"),
            ("sources", "agreements_source", "slug", "title"),
        )
    )
    read(cursor, linked)
    read(cursor, "SELECT * FROM agreements_facettotal WHERE facet IN ('decades', 'not_stated')")
    read(cursor, "SELECT kind, level, count(*) FROM agreements_agreement GROUP BY 1, 2")
    status = "agreements_status_on(statuses, status_since, current_date)"
    read(cursor, f"SELECT {status}, count(*) FROM agreements_facetvalues GROUP BY 1")


TAKING_PART = """(
    EXISTS (SELECT FROM agreements_eventagency part JOIN agencies_agency agency ON agency.id = part.agency_id
        JOIN agencies_country country ON country.id = agency.country_id
        WHERE part.event_id = event.id AND country.code = %s)
    OR EXISTS (SELECT FROM agreements_party party JOIN agencies_agency agency ON agency.id = party.agency_id
        JOIN agencies_country country ON country.id = agency.country_id
        WHERE party.agreement_id = event.agreement_id AND party.role = 'party' AND country.code = %s)
)"""


def pair(cursor, one, other):
    """What the page of a pair shows: both sides, their agreements and events, and who cooperates with each."""
    read(cursor, "SELECT * FROM agencies_country WHERE code = ANY(%s)", [[one, other]])
    _agreements_between(cursor, one, other, BETWEEN, "AND kind = ANY(%(acts)s)")
    _events_between(cursor, one, other, BETWEEN)
    partners = f"""
    SELECT with_one.*, with_other.number FROM ({WITH}) AS with_one
    JOIN ({WITH}) AS with_other USING (id)
    WHERE with_one.code NOT IN (%s, %s) ORDER BY with_one.number DESC LIMIT {BETWEEN}
    """
    read(cursor, partners, [one, other, one, other])


def pair_answer(cursor, one, other):
    """What the API says of a pair: the first hundred agreements and events in full, and their numbers."""
    read(cursor, "SELECT * FROM agencies_country WHERE code = ANY(%s)", [[one, other]])
    _agreements_between(cursor, one, other, 100, "", everything=True)
    read(
        cursor,
        f"SELECT count(*) FROM agreements_agreement agreement WHERE {OF_COUNTRY} AND {OF_COUNTRY}",
        [one, other],
    )
    _events_between(cursor, one, other, 100)
    count = f"SELECT count(*) FROM agreements_event event WHERE {TAKING_PART} AND {TAKING_PART}"
    read(cursor, count, [one, one, other, other])


def _agreements_between(cursor, one, other, most, which_events, everything=False):
    agreements = f"""
    SELECT * FROM agreements_agreement agreement WHERE {OF_COUNTRY} AND {OF_COUNTRY} {NEWEST} LIMIT {most}
    """
    keys = [row[0] for row in read(cursor, agreements, [one, other])]
    _complete(cursor, keys, which_events, everything=everything)


def _events_between(cursor, one, other, most):
    events = f"""
    SELECT * FROM agreements_event event WHERE {TAKING_PART} AND {TAKING_PART}
    ORDER BY earliest NULLS LAST, latest, slug LIMIT {most}
    """
    keys = [row[0] for row in read(cursor, events, [one, one, other, other])]
    agencies = (
        "SELECT * FROM agreements_eventagency l JOIN agencies_agency a ON a.id = l.agency_id WHERE event_id = ANY(%s)"
    )
    read(cursor, agencies, [keys])
    _cite(cursor, {"event": keys})


WITH = """
SELECT country.id, country.code, country.name, count(DISTINCT party.agreement_id) AS number
FROM agreements_party mine
JOIN agencies_agency me ON me.id = mine.agency_id
JOIN agencies_country home ON home.id = me.country_id AND home.code = %s
JOIN agreements_party party ON party.agreement_id = mine.agreement_id AND party.role = 'party'
JOIN agencies_agency agency ON agency.id = party.agency_id
JOIN agencies_country country ON country.id = agency.country_id
WHERE mine.role = 'party' GROUP BY country.id
"""


def pairs(cursor):
    """The pairs of countries with the most agreements, and how many pairs there are."""
    query = f"""
    WITH sides AS (
        SELECT DISTINCT party.agreement_id, country.code FROM agreements_party party
        JOIN agencies_agency agency ON agency.id = party.agency_id
        JOIN agencies_country country ON country.id = agency.country_id WHERE party.role = 'party'
    )
    SELECT one.code, other.code, count(*), count(*) OVER () FROM sides one
    JOIN sides other ON other.agreement_id = one.agreement_id AND other.code > one.code
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {PAGE}
    """
    read(cursor, query)
    read(cursor, "SELECT * FROM agencies_country")


def table(cursor, where, *values):
    """All agreements of a list with all that belongs to them, in batches."""
    found = read(cursor, f"SELECT * FROM agreements_agreement agreement WHERE {where} {NEWEST}", values)
    for first in range(0, len(found), 200):
        _complete(cursor, [row[0] for row in found[first : first + 200]], "", everything=True)


def everything(cursor):
    """Every row of every table of records, streamed."""
    names = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relname ~ '^(agencies|agreements)_' AND relname !~ 'history$'
    """
    for (name,) in read(cursor, names):
        with cursor.connection.transaction(), cursor.connection.cursor("all_rows") as rows:
            rows.itersize = 2000
            for _ in rows.execute(f"SELECT * FROM {name}"):
                pass


def suggestions(cursor, text):
    """Ten names of which a word begins so, the shortest first, with the slug and name of each record."""
    query = """
    SELECT kind, record, min(folded) FROM spacecoop_searchname
    WHERE words @@ (SELECT search_names(%s)) AND kind NOT IN ('agreement', 'event', 'source')
    GROUP BY kind, record ORDER BY min(length(folded)), record LIMIT 10
    """
    found = read(cursor, query, [text])
    titles = """
    SELECT kind, record, name FROM spacecoop_searchname
    WHERE words @@ (SELECT search_names(%s)) AND kind IN ('agreement', 'event', 'source') AND kind = 'agreement'
    LIMIT 10
    """
    found += read(cursor, titles, [text])
    for kind, model in (
        ("country", "agencies_country"),
        ("agency", "agencies_agency"),
        ("mission", "agreements_mission"),
        ("area", "agreements_area"),
        ("agreement", "agreements_agreement"),
    ):
        if keys := [row[1] for row in found if row[0] == kind]:
            read(cursor, f"SELECT * FROM {model} WHERE id = ANY(%s)", [keys])


def search_everywhere(cursor, text):
    """The first hits in all kinds of record, and how many there are of each kind."""
    count = (
        "SELECT kind, count(*) FROM spacecoop_searchdocument WHERE document @@ (SELECT search_query(%s)) GROUP BY kind"
    )
    read(cursor, count, [text])
    best = f"""
    SELECT kind, record, {RANK} AS fit, search_headline(kind, record, (SELECT search_query(%(q)s)))
    FROM spacecoop_searchdocument WHERE document @@ (SELECT search_query(%(q)s))
    ORDER BY fit DESC, kind, record LIMIT 20
    """
    read(cursor, best, {"q": text})


def network(cursor):
    """The eighty strongest ties between countries with how their agreements stand, and how many ties there are."""
    query = """
    WITH found AS (
        SELECT level, countries, agreements_status_on(statuses, status_since, current_date) AS status
        FROM agreements_agreement agreement JOIN agreements_facetvalues counted ON counted.agreement_id = agreement.id
        WHERE cardinality(countries) = 2
    )
    SELECT countries[1], countries[2], count(*), count(*) FILTER (WHERE status IN ('signed', 'in_force')),
        count(*) FILTER (WHERE status = 'not_signed'), count(*) FILTER (WHERE level = 'intergovernmental'),
        count(*) FILTER (WHERE level = 'inter-agency'), count(*) FILTER (WHERE level = 'mixed'),
        count(*) OVER (), sum(count(*)) OVER ()
    FROM found GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 80
    """
    rows = read(cursor, query)
    keys = {key for row in rows for key in row[:2]}
    read(cursor, "SELECT * FROM agencies_country WHERE id = ANY(%s)", [list(keys)])


def matrix(cursor):
    """The forty countries with most agreements, and how many each two of them have."""
    numbers = "SELECT unnest(countries), count(*) FROM agreements_facetvalues GROUP BY 1 ORDER BY 2 DESC"
    keys = [key for key, _ in read(cursor, numbers)[:40]]
    cells = """
    SELECT countries[1], countries[2], count(*) FROM agreements_facetvalues
    WHERE cardinality(countries) = 2 AND countries <@ %s::bigint[] GROUP BY 1, 2
    """
    read(cursor, cells, [keys])
    read(cursor, "SELECT * FROM agencies_country WHERE id = ANY(%s)", [keys])


def world_map(cursor):
    """How many agreements each country has, and how many have a party of no country."""
    read(cursor, "SELECT unnest(countries), count(*) FROM agreements_facetvalues GROUP BY 1")
    without = """
    SELECT count(DISTINCT agreement_id) FROM agreements_party party JOIN agencies_agency agency ON agency.id = agency_id
    WHERE role = 'party' AND country_id IS NULL
    """
    read(cursor, without)
    read(cursor, "SELECT id, code, name FROM agencies_country ORDER BY name")


def events_by_time(cursor, where=EVERYTHING, *values):
    """How many events lie between each two years, and how many of those in each of the twelve busiest lanes."""
    query = f"""
    WITH found AS MATERIALIZED (
        SELECT countries[1] AS one, countries[cardinality(countries)] AS other,
            date_part('year', earliest)::int AS start, date_part('year', latest)::int AS stop, count(*) AS number
        FROM agreements_event event LEFT JOIN agreements_facetvalues counted USING (agreement_id)
        WHERE {where} GROUP BY 1, 2, 3, 4
    ), lanes AS (
        SELECT one, other FROM found WHERE start IS NOT NULL OR stop IS NOT NULL
        GROUP BY 1, 2 ORDER BY sum(number) DESC LIMIT 12
    )
    SELECT NULL, NULL, start, stop, sum(number)::bigint FROM found GROUP BY 3, 4
    UNION ALL
    SELECT one.name, other.name, start, stop, number FROM lanes JOIN found USING (one, other)
    JOIN agencies_country one ON one.id = found.one JOIN agencies_country other ON other.id = found.other
    """
    read(cursor, query, values)


PART_OF_COUNTRY = """
(event.id IN (
    SELECT part.event_id FROM agreements_eventagency part JOIN agencies_agency agency ON agency.id = part.agency_id
    JOIN agencies_country country ON country.id = agency.country_id WHERE country.code = %s
) OR event.agreement_id IN (
    SELECT party.agreement_id FROM agreements_party party JOIN agencies_agency agency ON agency.id = party.agency_id
    JOIN agencies_country country ON country.id = agency.country_id WHERE party.role = 'party' AND country.code = %s
))
"""
FORESEEN = "modality IN ('planned', 'announced', 'discussed')"
OUTCOME = """
(fact.kind = event.kind
    OR event.kind = 'expiry_announced' AND fact.kind IN ('expired', 'terminated', 'extended')
    OR event.kind IN ('renewal_planned', 'renewal_discussed') AND fact.kind = 'extended')
"""
OVERDUE = f"""
event.{FORESEEN} AND event.latest < current_date AND NOT EXISTS (
    SELECT FROM agreements_event fact WHERE fact.agreement_id = event.agreement_id AND fact.{HAPPENED}
        AND greatest(fact.earliest, fact.latest) >= event.earliest AND {OUTCOME}
) AND event.id NOT IN (
    WITH fact AS MATERIALIZED (
        SELECT mission_id, kind, max(greatest(earliest, latest)) AS latest
        FROM agreements_eventmission link JOIN agreements_event event ON event.id = link.event_id
        WHERE event.{HAPPENED} GROUP BY 1, 2
    )
    SELECT event.id FROM agreements_event event JOIN agreements_eventmission link ON link.event_id = event.id
    JOIN fact ON fact.mission_id = link.mission_id
    WHERE event.{FORESEEN} AND event.latest < current_date AND fact.latest >= event.earliest AND {OUTCOME}
)
"""
AHEAD = f"event.{FORESEEN} AND (event.latest >= current_date OR event.latest IS NULL)"


PART_OF_AGENCY = """
(event.id IN (
    SELECT part.event_id FROM agreements_eventagency part JOIN agencies_agency agency ON agency.id = part.agency_id
    WHERE agency.slug = %s
) OR event.agreement_id IN (
    SELECT party.agreement_id FROM agreements_party party JOIN agencies_agency agency ON agency.id = party.agency_id
    WHERE party.role = 'party' AND agency.slug = %s
))
"""
OF_AGENCY = """
agreement.id IN (
    SELECT party.agreement_id FROM agreements_party party JOIN agencies_agency agency ON agency.id = party.agency_id
    WHERE agency.slug = %s
)"""
AREA = """(
    WITH RECURSIVE narrower(id) AS (
        SELECT id FROM agreements_area WHERE slug = %s
        UNION SELECT area.id FROM agreements_area area JOIN narrower ON area.broader_id = narrower.id
    ) SELECT id FROM narrower
)"""
ON_AREA = f"agreement.id IN (SELECT agreement_id FROM agreements_agreementarea WHERE area_id IN {AREA})"
EVENT_ON_AREA = f"event.id IN (SELECT event_id FROM agreements_eventarea WHERE area_id IN {AREA})"


def _profile(cursor, where, events_where, key, ranked=("parties", "areas", "missions")):
    """What the page of a record tells: its agreements in numbers, its events by time, ten agreements."""
    linked = " UNION ALL ".join(
        f"""(SELECT '{keys}', key, count(*) FROM (SELECT unnest({keys}) AS key FROM found) each
        GROUP BY 2 ORDER BY 3 DESC LIMIT 12)"""
        for keys in ranked
    )
    query = f"""
    WITH found AS MATERIALIZED (
        SELECT agreements_status_on(statuses, status_since, current_date) AS status,
            not_stated, parties, countries, areas, missions
        FROM agreements_agreement agreement JOIN agreements_facetvalues counted ON counted.agreement_id = agreement.id
        WHERE {where}
    )
    SELECT status, NULL::bigint, count(*) FROM found GROUP BY 1
    UNION ALL SELECT 'signed', NULL, count(*) FROM found WHERE 'signed' = ANY(not_stated)
    UNION ALL {linked}
    """
    values, of_events = [key] * where.count("%s"), [key] * events_where.count("%s")
    read(cursor, query, values)
    read(cursor, f"SELECT count(*) FROM agreements_event event WHERE {events_where} AND date IS NULL", of_events)
    read(cursor, f"SELECT count(*) FROM agreements_event event WHERE {events_where} AND {OVERDUE}", of_events)
    events_by_time(cursor, events_where, *of_events)
    found = read(cursor, f"SELECT * FROM agreements_agreement agreement WHERE {where} {NEWEST} LIMIT 10", values)
    _complete(cursor, [row[0] for row in found], "AND kind = ANY(%(acts)s)")


def country(cursor, code):
    """What the page of a country tells, with its bodies and their missions."""
    code = code.upper()
    _profile(cursor, OF_COUNTRY, PART_OF_COUNTRY, code)
    bodies = "FROM agencies_agency agency JOIN agencies_country country ON country.id = country_id WHERE code = %s"
    read(cursor, f"SELECT agency.* {bodies}", [code])
    _roles(cursor, f"SELECT agency.id {bodies}", code)


def agency(cursor, slug):
    """What the page of an agency tells, with its missions."""
    _profile(cursor, OF_AGENCY, PART_OF_AGENCY, slug)
    read(cursor, "SELECT * FROM agencies_agency WHERE slug = %s", [slug])
    _roles(cursor, "SELECT id FROM agencies_agency WHERE slug = %s", slug)


def _roles(cursor, agencies, key):
    query = f"""
    SELECT role.*, mission.* FROM agreements_missionrole role
    JOIN agreements_mission mission ON mission.id = role.mission_id WHERE role.agency_id IN ({agencies})
    """
    read(cursor, query, [key])


def area(cursor, slug):
    """What the page of an area tells."""
    _profile(cursor, ON_AREA, EVENT_ON_AREA, slug, ("countries", "areas", "missions"))
    read(cursor, "SELECT * FROM agreements_area WHERE slug = %s", [slug])


def network_page(cursor):
    """The network with the facets of all agreements, and in which years how many were signed."""
    facets_of_all(cursor)
    network(cursor)
    year = "date_part('year', coalesce(signed_earliest, signed_latest))"
    read(cursor, f"SELECT {year}, count(*) FROM agreements_agreement GROUP BY 1")
    read(cursor, "SELECT * FROM agreements_area ORDER BY name")


def matrix_page(cursor):
    facets_of_all(cursor)
    matrix(cursor)


def map_page(cursor):
    facets_of_all(cursor)
    world_map(cursor)


def events_page(cursor):
    """The events by time, and the first page of them."""
    events_by_time(cursor)
    first = f"SELECT * FROM agreements_event event ORDER BY earliest NULLS LAST, latest, slug LIMIT {PAGE}"
    keys = [row[0] for row in read(cursor, first)]
    read(cursor, "SELECT count(*) FROM agreements_event")
    agencies = (
        "SELECT * FROM agreements_eventagency l JOIN agencies_agency a ON a.id = l.agency_id WHERE event_id = ANY(%s)"
    )
    read(cursor, agencies, [keys])
    _cite(cursor, {"event": keys})


def watch(cursor):
    """The first twenty that are ahead, overdue, or foreseen for no stated time, how many there are; those by time."""
    keys = []
    for where, order in (
        (f"{AHEAD} AND date IS NOT NULL", "earliest, latest, slug"),
        (OVERDUE, "latest DESC, slug"),
        (f"{AHEAD} AND date IS NULL", "as_of_latest DESC NULLS LAST, slug"),
    ):
        first = f"SELECT *, count(*) OVER () FROM agreements_event event WHERE {where} ORDER BY {order} LIMIT 20"
        keys += [row[0] for row in read(cursor, first)]
    events_by_time(cursor, AHEAD)
    _cite(cursor, {"event": keys})
