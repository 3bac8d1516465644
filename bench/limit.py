# ruff: noqa: S608 - every query is put together from pieces that stand here
"""The bare limit: a WSGI application that answers as the site does, by hand-written SQL, orjson and nothing else.

It has one connection of psycopg a process, and reads the flat tables of the schema `bare` (bench/bare.py).
"""

import os
from datetime import date
from functools import cache
from urllib.parse import parse_qs

import orjson
import psycopg
from psycopg.rows import dict_row

from agreements.status import LegalAct

PAGE = 25
TYPE = ("form", "function", "binding")
ROW = """
agreement.id, slug, number, agreement.title, form, function, binding, level, only_planned,
party_slug, party_name, party_acronym, party_role, party_country,
date_act, date_edtf, date_earliest, date_latest, date_basis, date_reported_as, date_display, area_slug, area_name,
last_edtf, last_earliest, last_latest, last_basis, last_display, date_count,
mission_slug, mission_name, events, sources, citations,
status_code, status_label, status_how, status_since, status_last_said, foreseen_ends
"""
OF_COUNTRY = """
SELECT {} FROM bare.side side JOIN bare.agreement agreement USING (id)
WHERE side.country = %s ORDER BY side.day DESC NULLS LAST, side.title
"""
OF_ALL = "SELECT {} FROM bare.agreement agreement ORDER BY day DESC NULLS LAST, title"
BEST = f"""
SELECT {ROW} FROM (
    SELECT id, day, ts_rank(words, query) AS rank
    FROM bare.words, websearch_to_tsquery('english', %s) query WHERE words @@ query
    ORDER BY rank DESC, day DESC NULLS LAST, id LIMIT {PAGE}
) best JOIN bare.agreement agreement USING (id) ORDER BY rank DESC, best.day DESC NULLS LAST, id
"""
DATES = [f"{act}_{part}" for act in LegalAct.values for part in ("edtf", "earliest", "latest", "basis")]


def _joined(array, name):
    return f"array_to_string({array}, '; ') AS {name}"


def _of_parties(column):
    """Return the SQL for what is in an array of the two parties, without those that have another role."""
    return f"""
    ARRAY(
        SELECT value FROM unnest(party_{column}, party_role) WITH ORDINALITY party(value, role, place)
        WHERE role = 'party' AND value IS NOT NULL ORDER BY place
    )"""


# What nobody has stated or judged in the generated data, and stands in every answer.
NOT_JUDGED = {"standing": None, "standing_reason": None}
UNSTATED = ("terms", "provisions", "texts", "identifiers")
UNSTATED_COLUMNS = [f"'' AS {name}" for name in ("term", "length", "renewal", "notice", "provisions", "text_urls")]
LINE = ", ".join(
    [
        *("slug", "number", "agreement.title", "formal_title", *TYPE, "level", "summary"),
        _joined(_of_parties("name"), "parties"),
        _joined(_of_parties("slug"), "party_slugs"),
        _joined(_of_parties("country"), "party_countries"),
        *(_joined("other_roles", "other_roles"), *DATES, _joined("prospects", "prospects")),
        *("status_code AS status", "status_how", "'{today}' AS status_on"),
        *("status_since", "status_last_said", "status_reason"),
        *(_joined("end_days", "foreseen_ends"), _joined("notice_days", "notice_by")),
        "CASE WHEN only_planned THEN 'yes' ELSE 'no' END AS only_planned",
        *(_joined("area_name", "areas"), _joined("area_slug", "area_slugs")),
        *(_joined("mission_name", "missions"), _joined("mission_slug", "mission_slugs")),
        *(*UNSTATED_COLUMNS, _joined("relations", "relations"), _joined("event_slugs", "events")),
        *("'' AS identifiers", _joined("source_slugs", "sources")),
        "'{site}/agreements/' || slug || '/' AS html_url",
    ]
)
SPAN = ("from", "code", "how", "reason", "rests_on", "arguments", "last_said", "foreseen")
AGENCY = ("slug", "name", "acronym", "kind", "country", "country_name", "role")
DATE = ("edtf", "earliest", "latest", "basis", "display")


def list_of(connection, site, country="", text="", following=None):
    """Return a page of 25 agreements of a country, or the best for a text, with their number."""
    if text:
        count = "SELECT count(*) FROM bare.words, websearch_to_tsquery('english', %s) query WHERE words @@ query"
        [(number,)] = connection.execute(count, [text]).fetchall()
        found = _read(connection, BEST, text)
    else:
        [(number,)] = connection.execute("SELECT count(*) FROM bare.side WHERE country = %s", [country]).fetchall()
        found = _read(connection, f"{OF_COUNTRY.format(ROW)} LIMIT {PAGE}", country)
    following = following if number > PAGE else None
    rows = [_row(agreement, site) for agreement in found]
    return orjson.dumps({"count": number, "next": following, "previous": None, "results": rows})


def record_of(connection, site, slug):
    """Return a whole agreement, with its events, relations, citations and sources."""
    [agreement] = _read(connection, "SELECT * FROM bare.agreement WHERE slug = %s", slug)
    key = agreement["id"]
    events = _read(connection, "SELECT * FROM bare.event WHERE agreement = %s ORDER BY place_in_it", key)
    relations = _read(connection, "SELECT * FROM bare.relation WHERE agreement = %s ORDER BY place_in_it", key)
    citations = _read(connection, "SELECT * FROM bare.citation WHERE agreement = %s ORDER BY place_in_it", key)
    cited = sorted({citation["source"] for citation in citations})
    sources = _read(connection, "SELECT * FROM bare.source WHERE slug = ANY(%s) ORDER BY slug", cited)
    own = ("slug", "number", "title", "formal_title", *TYPE, "level", "summary", "only_planned")
    record = {
        **{name: agreement[name] for name in own},
        "designations": _stated(_records(agreement, "designation", *TYPE)),
        "titles": _stated(_records(agreement, "title", "title", "language")),
        "parties": [{**party, "from": None, "until": None} for party in _cited(_agencies(agreement, "party"))],
        **{name: [] for name in UNSTATED},
        "dates": _dates(agreement, ("place", "event", "reported_as")),
        "areas": _cited(_records(agreement, "area", "slug", "name")),
        "missions": _cited(_records(agreement, "mission", "slug", "name", "kind")),
        "relations": [_relation(relation) for relation in relations],
        "events": [_event(event) for event in events],
        "status_timeline": [
            {**span, **{name: orjson.loads(span[name]) for name in ("rests_on", "arguments", "foreseen")}}
            for span in _records(agreement, "span", *SPAN)
        ],
        "citations": [],
        "counts": _counts(agreement),
        "sources": [_source(source) for source in sources],
        "status": {**_status(agreement), "reason": agreement["status_reason"]},
        "foreseen_ends": orjson.Fragment(agreement["foreseen_ends"]),
        **_addresses(agreement, site),
    }
    for citation in citations:
        fact = record
        for name in citation["of"]:
            fact = fact[int(name) if name.isdigit() else name]
        told = {name: citation[name] for name in ("source", "quote", "supports", "quote_url")}
        fact["citations"].append({**told, "gloss": None, "reported_as": None})
    return orjson.dumps(record)


def table_of(connection, site, country=""):
    """Yield the agreements of a country, or all, as CSV."""
    line = LINE.format(today=date.today(), site=site)  # noqa: DTZ011 - the machine's day, as the site's
    found = (OF_COUNTRY if country else OF_ALL).format(line)
    with connection.cursor().copy(
        f"COPY ({found}) TO STDOUT (FORMAT csv, HEADER)", [country] if country else None
    ) as copy:
        blocks, size = [], 0
        for block in copy:
            blocks.append(bytes(block))
            size += len(block)
            if size > 65_536:
                yield b"".join(blocks)
                blocks, size = [], 0
    yield b"".join(blocks)


def _read(connection, query, value):
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, [value]).fetchall()


def _records(row, prefix, *names):
    """Return the records of which the parts stand in the arrays `prefix_name` of a row."""
    arrays = zip(*(row[f"{prefix}_{name}"] for name in names), strict=True)
    return [dict(zip(names, values, strict=True)) for values in arrays]


def _cited(records):
    return [{**record, "citations": []} for record in records]


def _stated(records):
    return [{**record, **NOT_JUDGED} for record in _cited(records)]


def _agencies(row, prefix):
    agencies = _records(row, prefix, *AGENCY)
    for agency in agencies:
        code, name = agency["country"], agency.pop("country_name")
        agency["country"] = code and {"code": code, "name": name}
    return agencies


def _date(row, prefix):
    if row[f"{prefix}_edtf"] is None:
        return None
    return {name: row[f"{prefix}_{name}"] for name in DATE}


def _dates(agreement, more):
    dates = _records(agreement, "date", "act", *DATE, *more, "count")
    lasts = _records(agreement, "last", *DATE)
    return {
        when.pop("act"): {**when, "last": last if last["edtf"] else None} if when["edtf"] else None
        for when, last in zip(dates, lasts, strict=True)
    }


def _row(agreement, site):
    return {
        **{name: agreement[name] for name in ("slug", "number", "title", *TYPE, "level", "only_planned")},
        "identifiers": [],
        "parties": _records(agreement, "party", "slug", "name", "acronym", "role", "country"),
        "dates": _dates(agreement, ("reported_as",)),
        "areas": _records(agreement, "area", "slug", "name"),
        "missions": _records(agreement, "mission", "slug", "name"),
        "counts": _counts(agreement),
        "status": _status(agreement),
        "foreseen_ends": orjson.Fragment(agreement["foreseen_ends"]),
        **_addresses(agreement, site),
    }


def _counts(agreement):
    return {name: agreement[name] for name in ("events", "sources", "citations")}


def _status(agreement):
    told = {name: agreement[f"status_{name}"] for name in ("code", "label", "how", "since", "last_said")}
    return {**told, "date": date.today()}  # noqa: DTZ011 - the machine's day, as the site's


def _addresses(agreement, site):
    slug = agreement["slug"]
    return {
        "url": f"{site}/api/v1/agreements/{slug}/",
        "html_url": f"{site}/agreements/{slug}/",
        "events_url": f"{site}/api/v1/events/?agreement={slug}",
    }


def _relation(relation):
    other = {name: relation[name] for name in ("slug", "title", "action")}
    return {
        **{name: relation[name] for name in ("kind", "forward", "said_by")},
        "agreement": {**other, "date": _date(relation, "date")},
        "citations": [],
    }


def _event(event):
    return {
        **{name: event[name] for name in ("slug", "title", "summary", "kind", "reported_as", "place")},
        **{name: _date(event, name) for name in ("date", "as_of")},
        "effective": None,
        "until": None,
        "identifiers": [],
        **NOT_JUDGED,
        "agencies": _cited(_agencies(event, "agency")),
        "people": [{**one, "position": None} for one in _cited(_records(event, "person", "slug", "name", "role"))],
        "missions": _cited(_records(event, "mission", "slug", "name")),
        "areas": _cited(_records(event, "area", "slug", "name")),
        "citations": [],
    }


def _source(source):
    names = ("slug", "title", "publisher", "kind", "language", "document_url", "reported_from")
    told = {name: source[name] for name in names} | {"read_on": None, "archived_url": None}
    return {**told, "published": _date(source, "published")}


@cache
def connected():
    return psycopg.connect(os.environ["BENCH_DATABASE"], autocommit=True)


def application(environ, start_response):
    """Answer `/api/v1/agreements/?party=` and `?q=`, `/api/v1/agreements/<slug>/` and `/agreements.csv`."""
    site, path = f"http://{environ['HTTP_HOST']}", environ["PATH_INFO"]
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    country, text = asked.get("party", ""), asked.get("q", "")
    if path == "/agreements.csv":
        start_response("200 OK", [("Content-Type", "text/csv")])
        return table_of(connected(), site, country)
    if path == "/healthz":
        body = b""
    elif path == "/api/v1/agreements/":
        following = f"{site}{path}?page=2&{environ['QUERY_STRING']}"
        body = list_of(connected(), site, country, text, following)
    else:
        body = record_of(connected(), site, path.rsplit("/", 2)[1])
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
