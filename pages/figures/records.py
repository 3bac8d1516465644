"""The figures of single pages: what is between two sides, and the profile of a record in numbers."""

from django.utils.translation import gettext

from catalogue.asked import Results
from catalogue.contents import title_of
from catalogue.index.questions import every, of_kind
from catalogue.pairs import partners_of_both
from catalogue.profiles import profile_of
from catalogue.reading import rows
from pages.figures.columns import AGREEMENTS, DATE, PAGE, dated
from pages.figures.tables import Column, Figures, Table
from pages.records import today
from pages.rows import agreement_rows
from spacecoop.addresses import address_of
from spacecoop.records import in_batches

BATCH = 200
AGREED = [
    Column("slug", "The agreement's permanent address."),
    Column("number", "Its permanent number."),
    Column("title", "Its descriptive title."),
    Column("parties", "The slugs of its parties, joined by “; ”."),
    Column("form", "What sources call it, as a code; empty: not stated."),
    Column("level", "Who its parties are, as a code."),
    Column("action", "The action that dates it; empty where none is dated."),
    *DATE,
    Column("status", "Its status on the day, as a code."),
    Column("how", "How it ended, as a code."),
    PAGE,
]
HAPPENED = [
    Column("slug", "The event's permanent address."),
    Column("title", "Its title."),
    Column("kind", "What it is, as a code."),
    Column("reported_as", "How the source reports it, as a code."),
    *DATE,
    Column("agreement", "The slug of the agreement that it concerns."),
    PAGE,
]
SHARED = [
    Column("key", "ISO 3166 code of a country, or slug of an organisation, with agreements with both."),
    Column("name", "Its name."),
    Column("with_one", "The number of its agreements with the first side.", "integer"),
    Column("with_other", "The number of its agreements with the second side.", "integer"),
]
PROFILE = [
    Column(
        "section",
        "What is counted: `agreements`, `as_party`, by `status`, `partner`, `country`, `area`, `mission`, or a `gap`.",
    ),
    Column("key", "The code or slug of what is counted, if any."),
    Column("name", "Its name, or what is counted in words."),
    AGREEMENTS,
    Column("html_url", "The list that shows as many.", "anyURI"),
]
RANKINGS = {"partner": "partners", "country": "countries", "area": "areas", "mission": "missions"}


def between(side, other):
    """Return the agreements and events between two sides, Named, and who has agreements with both."""
    keys, day = [side.key, other.key], today()
    agreements = Results(of_kind("agreement") & every("party", keys), "by_newest")
    events = Results(of_kind("event") & every("party", keys), "by_oldest")
    shared = ([*_key(found.partner), found.with_one, found.with_other] for found in partners_of_both(side, other))
    tables = {
        "agreements": Table(AGREED, (_agreed(row) for some in _some(agreements) for row in agreement_rows(some, day))),
        "events": Table(HAPPENED, (_happened(row) for some in _some(events) for row in rows("event", some))),
        "partners": Table(SHARED, shared),
    }
    title = gettext("{one} and {other}: space cooperation").format(one=side, other=other)
    facts = {"sides": keys, "status_on": day.isoformat()}
    return Figures(title, address_of("between", side.slug, other.slug), tables, facts)


def _some(found):
    return in_batches(found, BATCH)


def _key(named):
    return [named.key, named.name]


def _agreed(row):
    dated_by, parties = row["dated_by"], [party["slug"] for party in row["parties"] if party["role"] == "party"]
    return [
        row["slug"],
        row["number"],
        row["title"],
        "; ".join(parties),
        row["form"],
        row["level"],
        dated_by["action"],
        *dated(dated_by["date"]),
        row["status"]["code"],
        row["status"]["how"],
        address_of("agreement", row["slug"]),
    ]


def _happened(row):
    agreement = row["agreement"]
    return [
        row["slug"],
        row["title"],
        row["kind"],
        row["reported_as"],
        *dated(row["date"]),
        agreement and agreement["slug"],
        address_of("event", row["slug"]),
    ]


def profile(kind, document):
    """Return the numbers of the page of a country, agency, area or mission; its rankings are whole."""
    day = today()
    told = profile_of(kind, document, day, most=None)
    table = Table(PROFILE, [*_numbers(told), *_ranked(told)])
    page = address_of(kind, document["slug"])
    return Figures(title_of(document), page, {"profile": table}, {"status_on": day.isoformat()})


def _numbers(told):
    sections = {
        "agreements": [told.agreements],
        "as_party": [told.as_party] if told.as_party else [],
        "status": told.statuses,
        "gap": told.gaps,
    }
    for section, numbers in sections.items():
        yield from ([section, number.code, number.words, number.count, number.address] for number in numbers)


def _ranked(told):
    for section, name in RANKINGS.items():
        yield from ([section, row.key, row.name, row.count, row.address] for row in getattr(told, name).rows)
