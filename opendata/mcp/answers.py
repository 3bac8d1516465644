"""What every answer to an assistant says beside its result: quotations, sources, what is not stated, what was read."""

from catalogue.asked import Results
from catalogue.index.questions import of_kind
from catalogue.quotes import citations_in
from catalogue.reading import bodies, seen
from opendata.answers import Answers, addresses

MOST_QUOTES = 4  # of a record in a list
# What is empty without that a source would have to state it.
OURS = {
    *("collection", "counts", "key", "url", "html_url", "events_url"),
    *("foreseen_ends", "standing", "standing_reason", "subordinates", "narrower", "parts"),
}
SILENCE = (
    "Only what the documents named here state is recorded. What stands under “not_stated”, and what is not recorded, "
    "is not known: say so, and do not infer it from other facts or from general knowledge."
)


def answer(result, sources=(), not_stated=()):
    """Return the answer of a tool. `sources`: as `told_sources` gives them; `not_stated`: names of keys."""
    return {
        "result": result,
        "not_stated": [*not_stated],
        "sources": {source["slug"]: source for source in sources},
        "coverage": coverage(),
    }


def coverage():
    """Return how much was read: counts of the edition that answers. Cost: two counts of the index."""
    now = seen()
    return {
        "documents_read": Results(of_kind("source")).count(),
        "agreements_recorded": Results(of_kind("agreement")).count(),
        "revision": now.revision,
        "as_of": now.changed_at and now.changed_at.isoformat(timespec="seconds"),
        "note": SILENCE,
    }


def silent(document):
    """Return the names of the keys of a document that no source states, of its dates too."""
    dates = document.get("dates") or {}
    empty = [name for name, value in document.items() if value in (None, "", []) and name not in OURS]
    return [*empty, *(f"dates.{name}" for name, value in dates.items() if value is None)]


def told_sources(documents, site, slugs=None):
    """Return the sources of whole documents, each once; only those with `slugs` where these are given."""
    found = {source["slug"]: source for document in documents for source in document.get("sources", ())}
    return [_source(source, site) for slug, source in found.items() if slugs is None or slug in slugs]


def _source(source, site):
    return {
        "slug": source["slug"],
        "title": source["title"],
        "publisher": source["publisher"],
        "published": source["published"] and source["published"]["edtf"],
        "document_url": source["document_url"],
        "html_url": addresses("source", source["slug"], site)["html_url"],
    }


def quotes_of(document, most=MOST_QUOTES):
    """Return the first quotations of a document, each with what it supports and its source."""
    quotes = {}
    for fact, citation in citations_in(document):
        quotes.setdefault((citation["source"], citation["quote"]), quote_told(fact, citation))
    return [*quotes.values()][:most]


def quote_told(fact, citation):
    return {
        "quote": citation["quote"],
        "in_english": citation["gloss"],
        "source": citation["source"],
        "supports": ", ".join(filter(None, [fact, *citation["supports"]])) or "the record",
    }


def event_told(event):
    """Return an event in few words, with its quotations."""
    return {
        **{name: event[name] for name in ("slug", "title", "kind", "reported_as", "place")},
        **{name: event[name] and event[name]["edtf"] for name in ("date", "effective", "until")},
        "quotes": quotes_of(event),
    }


def cited_by(quoted, documents, site):
    """Return the sources of `documents` that the quotes of `quoted` are of."""
    return told_sources(documents, site, {quote["source"] for part in quoted for quote in part["quotes"]})


def lines_of(kind, keys, day, site):
    """Return (rows with quotations and what is not stated, their sources) of records, in their order.

    Cost: two queries, and those of counts.
    """
    wholes = {body["key"]: body for body in bodies(kind, keys)}
    rows = Answers(kind, site, day).rows(list(wholes))
    for row, body in zip(rows, wholes.values(), strict=True):
        row |= {"quotes": quotes_of(body), "not_stated": silent(row)}
    return rows, cited_by(rows, wholes.values(), site)
