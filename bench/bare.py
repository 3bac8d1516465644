"""The schema `bare`: the facts of agreements laid out flat, as a good hand would for the questions of the limit.

One table a question's size: all that a row, a line of CSV or the head of a record shows stands in one row of
`agreement`, lists as arrays; what only a whole record shows stands in tables of its own, in the order of the record.
Nothing is written out beforehand: values are as readers get them, and each answer is put together when it is asked for.
"""

from datetime import date

import orjson

from agreements.status import DATING_ACTS, LegalAct
from catalogue.dressing import dress, foreseen_on, status_on
from catalogue.models import Document
from opendata.exports.table_cells import (
    acts_that_happened,
    ends_of,
    notices_of,
    other_roles_of,
    prospects_of,
    relations_of,
)
from spacecoop.records import in_batches

DATE = {"edtf": "text", "earliest": "date", "latest": "date", "basis": "text", "display": "text"}
ACTS = tuple(LegalAct.values)
BATCH = 500


def _texts(prefix, *names):
    return {f"{prefix}_{name}": "text[]" for name in names}


def _date(prefix):
    return {f"{prefix}_{name}": kind for name, kind in DATE.items()}


TYPE = ("form", "function", "binding")
STATUS = ("code", "label", "how", "since", "last_said", "reason")
SPAN = ("from", "code", "how", "reason", "rests_on", "arguments", "last_said", "foreseen")
AGENCY = ("slug", "name", "acronym", "kind", "country", "country_name", "role")
TABLES = {
    "agreement": {
        "id": "bigint PRIMARY KEY",
        **dict.fromkeys(("slug", "number", "title", "formal_title", *TYPE, "level", "summary"), "text"),
        "only_planned": "bool",
        **dict.fromkeys(("events", "sources", "citations"), "int"),
        "day": "date",
        **dict.fromkeys((f"status_{name}" for name in STATUS), "text"),
        "foreseen_ends": "text",
        "end_days": "text[]",
        "notice_days": "text[]",
        **_texts("designation", *TYPE),
        **_texts("title", "title", "language"),
        **_texts("party", *AGENCY),
        **_texts("date", "act", *DATE, "place", "event", "reported_as"),
        **_texts("last", *DATE),
        "date_count": "int[]",
        **_texts("area", "slug", "name"),
        **_texts("mission", "slug", "name", "kind"),
        **_texts("span", *SPAN),
        **dict.fromkeys(("other_roles", "prospects", "relations", "event_slugs", "source_slugs"), "text[]"),
        **{name: kind for act in ACTS for name, kind in _date(act).items() if not name.endswith("display")},
    },
    "side": {"country": "text", "day": "date", "title": "text", "id": "bigint"},
    "words": {"id": "bigint", "day": "date", "words": "tsvector"},
    "event": {
        "agreement": "bigint",
        "place_in_it": "int",
        **dict.fromkeys(("slug", "title", "summary", "kind", "reported_as", "place"), "text"),
        **_date("date"),
        **_date("as_of"),
        **_texts("agency", *AGENCY),
        **_texts("person", "slug", "name", "role"),
        **_texts("mission", "slug", "name"),
        **_texts("area", "slug", "name"),
    },
    "relation": {
        "agreement": "bigint",
        "place_in_it": "int",
        "kind": "text",
        "forward": "bool",
        "said_by": "text",
        "slug": "text",
        "title": "text",
        "action": "text",
        **_date("date"),
    },
    "citation": {
        "agreement": "bigint",
        "place_in_it": "int",
        "of": "text[]",
        "source": "text",
        "quote": "text",
        "supports": "text[]",
        "quote_url": "text",
    },
    "source": {
        "slug": "text PRIMARY KEY",
        **dict.fromkeys(("title", "publisher", "kind", "language", "document_url", "reported_from"), "text"),
        **_date("published"),
    },
}
INDEXES = [
    "CREATE UNIQUE INDEX ON bare.agreement (slug)",
    "CREATE INDEX ON bare.agreement (day DESC NULLS LAST, title, id)",
    "CREATE INDEX ON bare.side (country, day DESC NULLS LAST, title, id)",
    "CREATE INDEX ON bare.words USING gin (words)",
    *(f"CREATE INDEX ON bare.{table} (agreement, place_in_it)" for table in ("event", "relation", "citation")),
]
WORDS = """
INSERT INTO bare.words SELECT id, day,
    setweight(to_tsvector('english', concat_ws(' ', title, formal_title)), 'A')
    || setweight(to_tsvector('english', array_to_string(party_name || party_country_name, ' ')), 'B')
    || setweight(to_tsvector('english', replace(array_to_string(mission_name || area_name, ' '), '-', ' ')), 'C')
    || setweight(to_tsvector('english', concat_ws(' ', summary, replace(form, '_', ' '), function)), 'D')
FROM bare.agreement
"""
SIDES = """
INSERT INTO bare.side SELECT DISTINCT country, day, title, id
FROM bare.agreement, unnest(party_country, party_role) party(country, role)
WHERE role = 'party' AND country IS NOT NULL
"""


def lay_out(cursor):
    """Make the schema anew from the present documents, in place of an older one."""
    cursor.execute("DROP SCHEMA IF EXISTS bare CASCADE")
    cursor.execute("CREATE SCHEMA bare")
    for table, columns in TABLES.items():
        defined = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        cursor.execute(f"CREATE TABLE bare.{table} ({defined})")
    for kind, makers in MAKERS.items():
        for bodies in in_batches(_bodies(kind), BATCH):
            for table, rows_of in makers.items():
                with cursor.copy(f"COPY bare.{table} FROM STDIN") as copy:
                    for body in bodies:
                        for row in rows_of(body):
                            copy.write_row(row)
    for statement in (WORDS, SIDES, *INDEXES):
        cursor.execute(statement)


def _bodies(kind):
    documents = Document.objects.filter(kind=kind, until=None).order_by("key").values_list("key", "body")
    for key, body in documents.iterator(BATCH):
        yield {"key": key, **dress(orjson.loads(body))}


def _cells(record, *names):
    return tuple(record[name] for name in names)


def _day(when, names=tuple(DATE)):
    return tuple(when and when[name] for name in names)


def _arrays(records, *names):
    """Return for each of `names` the array of what the records have under it."""
    return tuple([record.get(name) for record in records] for name in names)


def _flat(agencies):
    """Return agencies with the code and the name of the country beside their own."""
    return [
        {**agency, "country": country and country["code"], "country_name": country and country["name"]}
        for agency in agencies
        for country in (agency["country"],)
    ]


def agreement_row(body):
    today = date.today()  # noqa: DTZ011 - the machine's day, as the site's
    status, foreseen = status_on(body, today), foreseen_on(body, today)
    dates = [{"act": act, **(when or {})} for act, when in body["dates"].items()]
    spans = [
        {**span, **{name: orjson.dumps(span[name]).decode() for name in ("rests_on", "arguments", "foreseen")}}
        for span in body["status_timeline"]
    ]
    acts = acts_that_happened(body)
    yield (
        *_cells(body, "key", "slug", "number", "title", "formal_title", *TYPE, "level", "summary", "only_planned"),
        *_cells(body["counts"], "events", "sources", "citations"),
        _first_day(body),
        *_cells(status, *STATUS),
        orjson.dumps(foreseen).decode(),
        *(days_of({"foreseen_ends": foreseen}) for days_of in (ends_of, notices_of)),
        *_arrays(body["designations"], *TYPE),
        *_arrays(body["titles"], "title", "language"),
        *_arrays(_flat(body["parties"]), *AGENCY),
        *_arrays(dates, "act", *DATE, "place", "event", "reported_as"),
        *_arrays([when.get("last") or {} for when in dates], *DATE),
        *_arrays(dates, "count"),
        *_arrays(body["areas"], "slug", "name"),
        *_arrays(body["missions"], "slug", "name", "kind"),
        *_arrays(spans, *SPAN),
        *(other_roles_of(body), prospects_of(body), relations_of(body)),
        *(_arrays(body[name], "slug")[0] for name in ("events", "sources")),
        *(cell for act in ACTS for cell in _day(acts[act]["date"] if act in acts else None, tuple(DATE)[:4])),
    )


def _first_day(body):
    """Return the first possible day of the first act that dates an agreement."""
    took_place = (event for event in body["events"] if event["reported_as"] in ("took_place", "ongoing"))
    days = (event["date"]["earliest"] for event in took_place if event["kind"] in DATING_ACTS and event["date"])
    return min(filter(None, days), default=None)


def event_rows(body):
    for place, event in enumerate(body["events"]):
        yield (
            *(body["key"], place),
            *_cells(event, "slug", "title", "summary", "kind", "reported_as", "place"),
            *_day(event["date"]),
            *_day(event["as_of"]),
            *_arrays(_flat(event["agencies"]), *AGENCY),
            *_arrays(event["people"], "slug", "name", "role"),
            *_arrays(event["missions"], "slug", "name"),
            *_arrays(event["areas"], "slug", "name"),
        )


def relation_rows(body):
    for place, relation in enumerate(body["relations"]):
        other = relation["agreement"]
        yield (
            *(body["key"], place, *_cells(relation, "kind", "forward", "said_by")),
            *_cells(other, "slug", "title", "action"),
            *_day(other["date"]),
        )


def citation_rows(body):
    for place, (of, citation) in enumerate(_citations(body)):
        yield body["key"], place, list(of), *_cells(citation, "source", "quote", "supports", "quote_url")


def source_rows(body):
    names = ("slug", "title", "publisher", "kind", "language", "document_url", "reported_from")
    yield *_cells(body, *names), *_day(body["published"])


def _citations(value, of=()):
    """Yield each citation of a document with the keys and places that lead to what it supports."""
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from _citations(part, (*of, str(place)))
    elif isinstance(value, dict):
        for citation in value.get("citations", ()):
            yield of, citation
        for name, part in value.items():
            if name not in ("citations", "counts", "sources"):
                yield from _citations(part, (*of, name))


MAKERS = {
    "agreement": {
        "agreement": agreement_row,
        "event": event_rows,
        "relation": relation_rows,
        "citation": citation_rows,
    },
    "source": {"source": source_rows},
}
