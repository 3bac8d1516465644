"""The document of an agreement and its row: all that sources say of it, and what follows for its status."""

from typing import Any

from agreements.models.agreements import level_of
from agreements.models.standing import Standing, rank_of
from agreements.statements import PARTY_ROLES, REPORTED_AS
from agreements.status import DATING_ACTS, LEGAL_ACTS, timeline_of
from catalogue.document_parts import (
    ALWAYS_TOLD,
    DATE,
    FACTS,
    Sources,
    agency_link,
    collection_of,
    completed,
    date_of,
    event_of,
    identifiers_of,
    identifiers_with_links,
    iso,
    link,
    only,
    source,
    standing_of,
    titled,
)
from catalogue.facts import facts_of
from catalogue.statements import acts_followed

# What a row tells of each span of the status.
SPAN_OF_ROW = ("from", "code", "how", "last_said", "foreseen")
# What a list tells of the dates of an act, beside the first.
OF_SEVERAL = ("reported_as", "last", "count")
# What is stated of an agreement beside its events.
STATEMENTS = (
    *("parties", "areas", "missions", "designations", "titles", "terms", "provisions", "texts", "identifiers"),
    "relations",
)


def agreement_document(agreement):
    sources = Sources()
    events = [event_of(event, sources) for event in agreement.all_events]
    timeline = timeline_of(facts_of(agreement))
    parties = [
        {
            **agency_link(party.agency),
            "role": PARTY_ROLES[party.role],
            "from": date_of(party, "from_date", days="from_"),
            "until": date_of(party, "until_date", days="until_"),
            "citations": sources.cite(party),
        }
        for party in agreement.all_parties
    ]
    designations = [_designation(designation, sources) for designation in agreement.all_designations]
    titles = [_title(title, sources) for title in agreement.all_titles]
    body = {
        "slug": agreement.slug,
        "number": f"SC-{agreement.number:04}",
        "title": agreement.title,
        "formal_title": formal_title_of(titles),
        **type_of(designations),
        "level": level_of(agreement.all_parties),
        "summary": agreement.summary,
        "parties": parties,
        "dates": _dates([event for event in events if event["kind"] in LEGAL_ACTS]),
        "areas": [{**link(part.area), "citations": sources.cite(part)} for part in agreement.all_areas],
        "missions": [
            {**link(part.mission), "kind": part.mission.kind, "citations": sources.cite(part)}
            for part in agreement.all_missions
        ],
        "designations": designations,
        "titles": titles,
        "terms": [_term(term, sources) for term in agreement.all_terms],
        "provisions": [_provision(provision, sources) for provision in agreement.all_provisions],
        "texts": [_text(text, sources) for text in agreement.all_texts],
        "identifiers": identifiers_with_links(agreement, sources),
        "relations": _relations(agreement, sources),
        "events": events,
        "status_timeline": [_span(span) for span in timeline],
        "citations": sources.cite(agreement),
        "collection": collection_of(agreement),
    }
    body = completed(body | {"only_planned": is_only_planned(body)}, sources, events=len(events))
    return _agreement_row(body), body


def is_only_planned(agreement):
    """Tell whether all that sources state of an agreement is planned, announced, under discussion or claimed.

    An event tells itself how it is reported, all else its citations.
    """
    statements = [agreement, *(told for name in STATEMENTS for told in agreement[name])]
    reported = [citation["reported_as"] for told in _followed(statements) for citation in told["citations"]]
    reported += [event["reported_as"] for event in _followed(agreement["events"])]
    return bool(reported) and FACTS.isdisjoint(reported) and None not in reported


def _followed(statements):
    """Return the statements that are not known to be wrong."""
    return [told for told in statements if told.get("standing") != Standing.KNOWN_WRONG]


def _designation(designation, sources):
    return {
        "form": designation.form,
        "function": designation.function or None,
        "binding": designation.binding or None,
        **standing_of(designation),
        "citations": sources.cite(designation),
    }


def _title(title, sources):
    return {
        "title": title.text,
        "language": title.language,
        **standing_of(title),
        "citations": sources.cite(title),
    }


def best_first(statements):
    """Return the statements that may be followed: the preferred one, then those with most citations, then as entered.

    `statements`: of one document, in the order in which they were entered. What is known to be wrong is left out.
    """
    standing = [statement for statement in statements if statement["standing"] != Standing.KNOWN_WRONG]
    return sorted(standing, key=lambda told: rank_of(told["standing"], told["citations"]))


def type_of(designations):
    """Return {form, function, binding} of an agreement, each of the best of its designations that states it, or None.

    A source that says more than the best one completes it: the form may come from one, the function from another.
    """
    best = best_first(designations)
    return {name: next((told[name] for told in best if told[name]), None) for name in ("form", "function", "binding")}


def formal_title_of(titles):
    """Return the official title to cite an agreement by: the preferred one, else the best that is in English, else any.

    English, since it stands among words of ours; the others are told beside it. None where no source gives one.
    """
    best = best_first(titles)
    best.sort(key=lambda told: (told["standing"] != Standing.PREFERRED, told["language"] != "en"))
    return best[0]["title"] if best else None


def _term(term, sources):
    return {
        "length": term.length or None,
        "counted_from": term.counted_from or None,
        "from": date_of(term, "from_date", days="from_"),
        "until": date_of(term, "until"),
        "renewal": term.renewal or None,
        "renewal_length": term.renewal_length or None,
        "notice": term.notice or None,
        "notice_for": term.notice_for or None,
        "condition": term.condition or None,
        "event": term.act and term.act.slug,
        **standing_of(term),
        "citations": sources.cite(term),
    }


def _provision(provision, sources):
    return {
        "topic": provision.topic,
        "says": provision.says,
        "article": provision.article or None,
        "summary": provision.summary,
        **standing_of(provision),
        "citations": sources.cite(provision),
    }


def _text(text, sources):
    """Return where a text can be read; its source is None where the text is not known to be public."""
    return {
        "language": text.language or None,
        "authentic": {"yes": True, "no": False}.get(text.authentic),
        "source": text.source and source(text.source),
        "citations": sources.cite(text),
    }


def _agreement_row(body):
    return {
        **only(body, "slug", "number", "title", "form", "function", "binding", "level", "only_planned"),
        "parties": [
            {
                **only(party, "slug", "name", "acronym", "role"),
                "country": party["country"] and party["country"]["code"],
            }
            for party in body["parties"]
        ],
        "dates": {act: when and only(when, *DATE, *OF_SEVERAL) for act, when in body["dates"].items()},
        "areas": [only(area, "slug", "name") for area in body["areas"]],
        "missions": [only(mission, "slug", "name") for mission in body["missions"]],
        "status_timeline": [[span[name] for name in SPAN_OF_ROW] for span in body["status_timeline"]],
        "identifiers": [only(identifier, "scheme", "value") for identifier in identifiers_of(body)],
        "counts": body["counts"],
    }


def _dates(acts):
    """Return the first date of each act that has one, and None for those that are always told of.

    That of a plan stands only where no source reports that the act took place. Where there are several dates,
    `last` is the last one.
    """
    dated = [act for act in acts_followed(acts) if act["date"]]
    by_kind = {act["kind"]: [other for other in dated if other["kind"] == act["kind"]] for act in dated}
    return dict.fromkeys(ALWAYS_TOLD) | {kind: _first_date(told) for kind, told in by_kind.items()}


def _first_date(acts):
    acts = [act for act in acts if act["reported_as"] in FACTS] or acts
    first, last = acts[0], acts[-1]
    told = {"place": first["place"], "event": first["slug"], "reported_as": first["reported_as"]}
    return {**first["date"], **told, "last": last["date"] if len(acts) > 1 else None, "count": len(acts)}


def _span(span):
    status = span.status
    return {
        "from": iso(span.first),
        "code": str(status.code),
        "how": status.how or None,
        "reason": str(status.reason),
        "arguments": {name: iso(value) for name, value in status.args},
        "rests_on": list(status.acts),
        "last_said": iso(status.last_said),
        "foreseen": [_foreseen(end) for end in status.foreseen],
    }


def _foreseen(end):
    return {
        "earliest": iso(end.days.first),
        "latest": iso(end.days.last),
        "basis": end.basis,
        "may_be_past_from": iso(end.may_pass),
        "renewal": end.renewal or None,
        "renewal_length": end.every or None,
        "notice": end.notice or None,
        "rests_on": list(end.acts),
        "agreement": end.by,
    }


def _relations(agreement, sources):
    forward = [(relation, relation.other) for relation in agreement.all_relations]
    backward = [(relation, relation.agreement) for relation in agreement.all_reverse_relations]
    return [
        {
            "kind": relation.kind,
            "forward": relation.agreement_id == agreement.pk,
            "said_by": relation.said_by,
            "agreement": {**titled(other), **_dating(other)},
            "citations": sources.cite(relation),
        }
        for relation, other in sorted([*forward, *backward], key=lambda related: related[0].pk)
    ]


def _dating(agreement):
    dating = dated_by(_dates([_dating_act(event) for event in agreement.dating_acts]))
    return {**dating, "date": dating["date"] and only(dating["date"], *DATE)}


def _dating_act(event):
    """Return what the dates of an agreement are made of."""
    return {
        "slug": event.slug,
        "kind": event.kind,
        "reported_as": REPORTED_AS[event.modality],
        "date": date_of(event, "date", days=""),
        "place": event.place or None,
        "standing": event.standing or None,
        "agencies": [{"slug": part.agency.slug, "role": part.role} for part in event.all_agencies],
    }


def dated_by(dates: dict[str, Any]) -> dict[str, Any]:
    """Return the act that dates an agreement in lists and its date, of the `dates` of a document; else each None.

    It is the first that took place; of those that may be equally early, that which DATING_ACTS name first.
    """
    happened = [act.value for act in DATING_ACTS if dates.get(act.value) and dates[act]["reported_as"] in FACTS]
    act = min(happened, key=lambda act: dates[act]["earliest"] or "9999", default=None)
    return {"action": act, "date": dates.get(act)}
