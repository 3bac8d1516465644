"""The tools: what an assistant may ask. None of them changes anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, QueryDict

from catalogue.asked import Results
from catalogue.dressing import foreseen_on, status_on
from catalogue.index.questions import Has, every, of_kind
from catalogue.quotes import quotations_of, verify
from catalogue.reading import bodies, by_slugs, read
from catalogue.search import KINDS, Search
from opendata.answers import PLURALS, Answers, addresses
from opendata.api import LISTS, side_named
from opendata.mcp.answers import answer, cited_by, event_told, lines_of, quotes_of, silent, told_sources
from opendata.mcp.arguments import arguments, choice, filters, text, whole
from opendata.mcp.comparing import lines_of_both
from opendata.viewsets import day_asked, not_found
from spacecoop.api import Problem, refuse_misunderstood
from spacecoop.moved import Moved

MOST = 10  # records of a list
MOST_EVENTS = 30
DAY = text("Day that the status of agreements refers to, such as 2022-03-01; by default today.", maxLength=10)
PAGE = whole("Page number, from 1.", 10_000, 1)
SLUG = "Its slug, as in its web address, or its permanent number such as SC-0123."
SIDE = "Code of a country such as BE, slug of an organisation such as cnes, or a name of it."


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool; `schema` makes the schema of its arguments, `ask` its answer of arguments and the site's address."""

    name: str
    title: str
    description: str
    schema: Callable[[], dict]
    ask: Callable[[dict, str], dict]


def _search(asked, site):
    found = Search(asked["query"], asked.get("kind", ""))
    first = (asked.get("page", 1) - 1) * MOST
    hits = found[first : first + MOST]
    slugs = {kind: [hit.record.slug for hit in hits if hit.record.kind == kind] for kind in KINDS}
    documents = by_slugs(slugs, "body")
    told = [_hit(hit, documents[hit.record.kind, hit.record.slug], site) for hit in hits]
    corrected = found.searched_for if found.is_corrected else None
    counted = {"count": found.count(), "hits_of_each_kind": found.counts, "corrected_query": corrected}
    return answer({**counted, "hits": told}, cited_by(told, documents.values(), site))


def _hit(hit, document, site):
    return {
        "kind": hit.record.kind,
        "slug": hit.record.slug,
        "title": hit.record.name,
        "subtitle": hit.subtitle,
        "excerpt": "".join(words for words, _ in hit.snippet_parts),
        "quotes": quotes_of(document, most=2),
        **addresses(hit.record.kind, hit.record.slug, site),
    }


def _get(asked, site):
    document = _read(asked["kind"], asked["slug"])
    sources = told_sources([document], site)
    [record] = Answers(asked["kind"], site, _day(asked)).records([document])
    record.pop("sources", None)
    return answer(record, sources, silent(record))


def _list(asked, site):
    parameters = QueryDict(mutable=True)
    for name, value in asked.get("filters", {}).items():
        parameters.setlist(name, value if isinstance(value, list) else [value])
    found = LISTS[PLURALS[asked["kind"]]].filterset_class(parameters, is_shown=False)
    refuse_misunderstood(found)
    day = found.on_this_day if "status_on" in parameters else _day(asked)
    told, sources = _page(asked["kind"], found.results, asked.get("page", 1), day, site)
    if found.undecided is not None:
        told["undecided"] = found.undecided
    return answer(told, sources)


def _page(kind, results, page, day, site):
    """Return a page of records, {"count", "page", "pages", "records"}, and their sources."""
    rows, sources = lines_of(kind, results[(page - 1) * MOST : page * MOST], day, site)
    count = results.count()
    return {"count": count, "page": page, "pages": -(-count // MOST), "records": rows}, sources


def _between(asked, site):
    sides = [side_named(asked[name]) for name in ("one", "other")]
    keys = [side.key for side in sides]
    parts, sources = {}, []
    for kind, order in (("agreement", "by_newest"), ("event", "by_oldest")):
        results = Results(of_kind(kind) & every("party", keys), order)
        parts[PLURALS[kind]], cited = _page(kind, results, asked.get("page", 1), _day(asked), site)
        sources += cited
    return answer({"sides": [_side(side, site) for side in sides], **parts}, sources)


def _side(side, site):
    return {"kind": side.kind, "key": side.key, "name": side.name, **addresses(side.kind, side.slug, site)}


def _status_on(asked, site):
    document, day = _read("agreement", asked["agreement"]), _day(asked)
    span = _span_on(document, day)
    events = [event for event in document["events"] if event["slug"] in span["rests_on"]]
    told = {
        **{name: document[name] for name in ("slug", "number", "title")},
        **addresses("agreement", document["slug"], site),
        "status": status_on(document, day),
        "rests_on": [event_told(event) for event in events],
        "foreseen_ends": foreseen_on(document, day),
    }
    return answer(told, cited_by(told["rests_on"], [document], site), silent(_acts(document)))


def _acts(document):
    return {"dates": document["dates"], "terms": document["terms"]}


def _span_on(document, day):
    """Return the last span of the status that begins by a day."""
    spans = document["status_timeline"]
    return next(span for span in reversed(spans) if span["from"] is None or span["from"] <= day.isoformat())


def _timeline(asked, site):
    kind, slug = asked["kind"], asked["slug"]
    document = _read(kind, slug)
    if kind == "agreement":
        told = {"events": [event_told(event) for event in document["events"]], "status": _spans(document)}
        return answer({**_named(kind, document, site), **told}, told_sources([document], site), silent(_acts(document)))
    field = {"mission": "mission", "area": "area", "person": "person"}.get(kind, "party")
    value = document["code"] if kind == "country" else document["slug"]
    results = Results(of_kind("event") & Has(field, value), "by_oldest")
    first = (asked.get("page", 1) - 1) * MOST_EVENTS
    documents = bodies("event", results[first : first + MOST_EVENTS])
    events = [event_told(event) | {"agreement": event["agreement"]} for event in documents]
    counted = {"count": results.count(), "pages": -(-results.count() // MOST_EVENTS)}
    return answer({**_named(kind, document, site), **counted, "events": events}, cited_by(events, documents, site))


def _named(kind, document, site):
    title = document.get("title", document.get("name"))
    return {"slug": document["slug"], "title": title, **addresses(kind, document["slug"], site)}


def _spans(document):
    """Return the spans of an agreement's status, each with its reason on the day from which it holds."""
    told = []
    for span in document["status_timeline"]:
        day = date.fromisoformat(span["from"]) if span["from"] else date.min
        status = status_on(document, day)
        named = {name: status[name] for name in ("code", "how", "label")}
        reason = status["reason"] if span["from"] else None
        told.append({"from": span["from"], **named, "reason": reason, "rests_on": span["rests_on"]})
    return told


def _compare(asked, site):
    documents = [_read("agreement", asked[name]) for name in ("one", "other")]
    told = {
        "one": _named("agreement", documents[0], site),
        "other": _named("agreement", documents[1], site),
        "lines": lines_of_both(documents, _day(asked)),
    }
    quotes = [
        {"of": name, "quotes": quotes_of(document)} for name, document in zip(("one", "other"), documents, strict=True)
    ]
    return answer({**told, "quotes": quotes}, told_sources(documents, site))


def _verify_quote(asked, site):
    source = _read("source", asked["source"])
    verdict = verify(asked["quote"], quotations_of(source["slug"]))
    told = {
        "verdict": verdict.how,
        "meaning": VERDICTS[verdict.how],
        "stands_in": [_quotation(quotation, site) for quotation in verdict.found[:MOST]],
        "nearest": [{"likeness": score, **_quotation(quotation, site)} for score, quotation in verdict.nearest],
        "quotations_of_this_source": verdict.looked_at,
    }
    return answer(told, told_sources([{"sources": [source]}], site))


VERDICTS = {
    "exact": "These words stand so in a quotation of this source that is recorded here.",
    "normalised": "These words stand in a recorded quotation of this source, but for white space, quotation marks, "
    "dashes, accents or capitals.",
    "part": "A recorded quotation of this source is a part of these words; the rest of them cannot be verified here.",
    "not_found": "No recorded quotation of this source has these words. Only at most eight words of each statement are "
    "recorded: they may stand in the source all the same, so look there; do not present them as verified.",
}


def _quotation(quotation, site):
    return {
        "quote": quotation.text,
        "of": f"{PLURALS[quotation.kind]}/{quotation.slug}",
        "supports": quotation.fact or "the record",
        "html_url": addresses(quotation.kind, quotation.slug, site)["html_url"],
    }


def _day(asked):
    try:
        return day_asked({"status_on": asked.get("day", "")})
    except Problem as problem:
        raise Problem.of("day", problem.errors[0]["message"]) from None


def _read(kind, slug):
    """Return the whole document of a record, wherever it stands now.

    Raises: NotFound with a question whether another was meant.
    """
    try:
        return read(kind, slug)
    except Moved as moved:
        return read(kind, moved.new)
    except Http404 as error:
        raise not_found(str(error), slug, LISTS[PLURALS[kind]]().near) from None


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search",
            "Search records by words",
            "Search all records (agreements, countries, organisations, missions, areas, events, sources, people) by "
            "words; all must occur. “Quotation marks” for an exact phrase, `or` for either word, -word to exclude. "
            "Begin here if you do not know the slug.",
            lambda: arguments(
                ["query"],
                query=text("Words to search for.", minLength=1),
                kind=choice("Only records of this kind.", KINDS),
                page=PAGE,
            ),
            _search,
        ),
        Tool(
            "get",
            "Get a record with its citations",
            "Get all that is recorded of one record, each fact with the quotation and the source that state it.",
            lambda: arguments(
                ["kind", "slug"], kind=choice("Kind of record.", PLURALS), slug=text(SLUG, minLength=1), day=DAY
            ),
            _get,
        ),
        Tool(
            "list",
            "List records by filters",
            f"List records of one kind, {MOST} a page, chosen by filters, each with its first quotations.",
            lambda: arguments(["kind"], kind=choice("Kind of record.", PLURALS), filters=filters(), page=PAGE, day=DAY),
            _list,
        ),
        Tool(
            "between",
            "Get all between two countries or organisations",
            "Get the agreements and events between two countries, two organisations, or one of each.",
            lambda: arguments(
                ["one", "other"], one=text(SIDE, minLength=1), other=text(SIDE, minLength=1), page=PAGE, day=DAY
            ),
            _between,
        ),
        Tool(
            "status_on",
            "Get the status of an agreement on a day",
            "Tell whether an agreement was in force on a day, why, on which events that rests, and which ends were "
            "foreseen. “unknown” is an answer: do not replace it.",
            lambda: arguments(["agreement"], agreement=text(SLUG, minLength=1), day=DAY),
            _status_on,
        ),
        Tool(
            "timeline",
            "Get the events of a record in order",
            "Get the events of an agreement with the spans of its status, or of a country, organisation, mission, area "
            "or person, oldest first. “reported_as” tells plans and claims from what took place.",
            lambda: arguments(
                ["kind", "slug"],
                kind=choice("Kind of record.", ["agreement", "country", "agency", "mission", "area", "person"]),
                slug=text(SLUG, minLength=1),
                page=PAGE,
                day=DAY,
            ),
            _timeline,
        ),
        Tool(
            "compare",
            "Compare two agreements",
            "Put two agreements side by side, field by field: what both state, where they differ, what is not stated.",
            lambda: arguments(["one", "other"], one=text(SLUG, minLength=1), other=text(SLUG, minLength=1), day=DAY),
            _compare,
        ),
        Tool(
            "verify_quote",
            "Verify a quotation",
            "Tell whether words stand in a recorded quotation of a source: exact, normalised, part or not_found, with "
            "the nearest. Use it before you quote a source.",
            lambda: arguments(
                ["source", "quote"],
                source=text("Slug of the source.", minLength=1),
                quote=text("The words to verify, without quotation marks around them.", minLength=1),
            ),
            _verify_quote,
        ),
    )
}
