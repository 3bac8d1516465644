"""What documents of several kinds hold: dates, links, sources, numbers, and what is told of an event."""

from datetime import date
from typing import Any

from agreements.models import Modality
from agreements.models.standing import Standing
from agreements.schemes import address_of_identifier
from agreements.statements import FIELDS, REPORTED_AS
from agreements.status import LegalAct
from spacecoop.fields import sourced_date

# By how a source reports an event: what is a fact, and what lies ahead of it.
FACTS = frozenset(REPORTED_AS[modality] for modality in Modality.facts())
PROSPECTS = frozenset(REPORTED_AS[modality] for modality in Modality.prospects())
# What is told of a date.
DATE = ("edtf", "earliest", "latest", "basis")
EVENT_ROW = (
    *("slug", "title", "kind", "reported_as", "date", "effective", "until", "as_of", "place"),
    *("standing", "standing_reason", "agreement"),
)
# Acts that a list names also where no source states them.
ALWAYS_TOLD = (LegalAct.SIGNED.value, LegalAct.ENTERED_INTO_FORCE.value)


class Sources:
    """The sources that a document cites, each once, and how many citations it has."""

    def __init__(self):
        self.by_slug, self.citations = {}, 0

    def cite(self, fact):
        """Return the citations of a record as plain values."""
        citations = fact.all_citations
        self.citations += len(citations)
        for citation in citations:
            self.by_slug.setdefault(citation.source.slug, citation.source)
        return [
            {
                "source": citation.source.slug,
                "quote": citation.phrase,
                "gloss": citation.gloss or None,
                "supports": [FIELDS.get(name, name) for name in citation.fields],
                "reported_as": citation.reported_as or None,
            }
            for citation in citations
        ]

    def all(self):
        return [source(self.by_slug[slug]) for slug in sorted(self.by_slug)]

    @property
    def counts(self):
        originals = {source.copy_of_id or source.pk for source in self.by_slug.values()}
        return {"sources": len(originals), "citations": self.citations}


def date_of(record, name, days=None):
    """Return a date as plain values; None where no source states it."""
    when = sourced_date(record, name, days)
    if when is None:
        return None
    ends = (end and end.isoformat() for end in (when.earliest, when.latest))
    return dict(zip(DATE, (when.edtf, *ends, str(when.basis)), strict=True))


def link(record):
    return record and {"slug": record.slug, "name": record.name}


def country_link(country):
    return country and {"code": country.code, "name": country.name}


def agency_link(agency):
    return {
        "slug": agency.slug,
        "name": agency.name,
        "acronym": agency.acronym or None,
        "kind": agency.kind,
        "country": country_link(agency.country),
    }


def collection_of(record):
    """Return the slug of the collection that a record came with; None where it is of none."""
    return record.collection and record.collection.slug


def titled(record):
    return record and {"slug": record.slug, "title": record.title}


def source(record):
    """Return what a document that cites a source tells of it."""
    return {
        "slug": record.slug,
        "title": record.title,
        "publisher": record.publisher,
        "kind": record.kind or None,
        "language": record.language,
        "document_url": record.address,
        "published": date_of(record, "published"),
        "reported_from": record.relays or None,
        "read_on": record.read_on and record.read_on.isoformat(),
        "archived_url": record.archived_url or None,
    }


def only(document, *names):
    return {name: document[name] for name in names}


def completed(body, sources, **counts):
    """Return a body with its sources, and with how much is recorded."""
    return body | {"counts": counts | sources.counts, "sources": sources.all()}


def document_with(body, sources, *names):
    """Return (row, body): the body completed by its sources, and the row that has the fields `names` of it."""
    body = completed(body, sources)
    return only(body, *names, "counts"), body


def names_of(names, sources, of="name"):
    return [{"name": getattr(name, of), "language": name.language, "citations": sources.cite(name)} for name in names]


def standing_of(statement):
    return {"standing": statement.standing or None, "standing_reason": statement.standing_reason or None}


def identifiers_with_links(record, sources):
    return [
        {
            "scheme": identifier.scheme,
            "value": identifier.value,
            "country": country_link(identifier.issued_in),
            "url": identifier.url or address_of_identifier(identifier.scheme, identifier.value),
            **standing_of(identifier),
            "citations": sources.cite(identifier),
        }
        for identifier in record.all_identifiers
    ]


def identifiers_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the identifiers of a document that are not known to be wrong; an area has none."""
    return [
        identifier for identifier in document.get("identifiers", ()) if identifier["standing"] != Standing.KNOWN_WRONG
    ]


def event_of(event, sources):
    return {
        "slug": event.slug,
        "title": event.title,
        "summary": event.summary,
        "kind": event.kind,
        "reported_as": REPORTED_AS[event.modality],
        "date": date_of(event, "date", days=""),
        "effective": date_of(event, "effective"),
        "until": date_of(event, "until"),
        "as_of": date_of(event, "as_of"),
        "place": event.place or None,
        **standing_of(event),
        "agencies": [
            {**agency_link(part.agency), "role": part.role, "citations": sources.cite(part)}
            for part in event.all_agencies
        ],
        "people": [
            {
                **link(part.person),
                "role": part.role,
                "position": part.position or None,
                "citations": sources.cite(part),
            }
            for part in event.all_people
        ],
        "missions": [{**link(part.mission), "citations": sources.cite(part)} for part in event.all_missions],
        "areas": [{**link(part.area), "citations": sources.cite(part)} for part in event.all_areas],
        "identifiers": identifiers_with_links(event, sources),
        "citations": sources.cite(event),
    }


def iso(value):
    return value.isoformat() if isinstance(value, date) else value
