"""The documents: all that is said of one record, as plain values, made from a record that its plan has loaded.

A document holds facts alone: codes, names, dates, quotes. Words, today and numbers of others are put in at reading.
"""

from datetime import date

from agreements.models import Modality
from agreements.models.agreements import level_of
from agreements.models.standing import Standing, rank_of
from agreements.schemes import address_of_identifier
from agreements.statements import FIELDS, MISSION_ROLES, PARTY_ROLES, REPORTED_AS
from agreements.status import DATING_ACTS, LEGAL_ACTS, LegalAct, timeline_of
from catalogue.facts import facts_of
from catalogue.statements import acts_followed
from spacecoop.fields import sourced_date
from spacecoop.signs import all_cleaned

# By how a source reports an event: what is a fact, and what lies ahead of it.
FACTS = frozenset(REPORTED_AS[modality] for modality in Modality.facts())
PROSPECTS = frozenset(REPORTED_AS[modality] for modality in Modality.prospects())
# What is told of a date.
DATE = ("edtf", "earliest", "latest", "basis")
# What a row tells of each span of the status.
SPAN_OF_ROW = ("from", "code", "how", "last_said", "foreseen")
EVENT_ROW = (
    *("slug", "title", "kind", "reported_as", "date", "effective", "until", "as_of", "place"),
    *("standing", "standing_reason", "agreement"),
)
# What a list tells of the dates of an act, beside the first.
OF_SEVERAL = ("reported_as", "last", "count")
# What is stated of an agreement beside its events.
STATEMENTS = (
    *("parties", "areas", "missions", "designations", "titles", "terms", "provisions", "texts", "identifiers"),
    "relations",
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


def documents_of(kind, record):
    """Return (row, body) of a loaded record; no sign in them, whoever has stored it, breaks a feed or an export."""
    return all_cleaned(MAKERS[kind](record))


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


def _only(document, *names):
    return {name: document[name] for name in names}


def _completed(body, sources, **counts):
    """Return a body with its sources, and with how much is recorded."""
    return body | {"counts": counts | sources.counts, "sources": sources.all()}


def _document(body, sources, *names):
    """Return (row, body): the body completed by its sources, and the row that has the fields `names` of it."""
    body = _completed(body, sources)
    return _only(body, *names, "counts"), body


def _names(names, sources, of="name"):
    return [{"name": getattr(name, of), "language": name.language, "citations": sources.cite(name)} for name in names]


def _standing(statement):
    return {"standing": statement.standing or None, "standing_reason": statement.standing_reason or None}


def _identifiers(record, sources):
    return [
        {
            "scheme": identifier.scheme,
            "value": identifier.value,
            "country": country_link(identifier.issued_in),
            "url": identifier.url or address_of_identifier(identifier.scheme, identifier.value),
            **_standing(identifier),
            "citations": sources.cite(identifier),
        }
        for identifier in record.all_identifiers
    ]


def identifiers_of(document):
    """Return the identifiers of a document that are not known to be wrong; an area has none."""
    return [one for one in document.get("identifiers", ()) if one["standing"] != Standing.KNOWN_WRONG]


def _event(event, sources):
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
        **_standing(event),
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
        "identifiers": _identifiers(event, sources),
        "citations": sources.cite(event),
    }


def _event_document(event):
    sources = Sources()
    of = {"agreement": titled(event.agreement), "collection": collection_of(event)}
    body = _completed({**_event(event, sources), **of}, sources)
    row = _only(body, *EVENT_ROW)
    agencies = [_only(agency, "slug", "name", "acronym", "role") for agency in body["agencies"]]
    return {**row, "agencies": agencies, "counts": body["counts"]}, body


def _agreement_document(agreement):
    sources = Sources()
    events = [_event(event, sources) for event in agreement.all_events]
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
        "identifiers": _identifiers(agreement, sources),
        "relations": _relations(agreement, sources),
        "events": events,
        "status_timeline": [_span(span) for span in timeline],
        "citations": sources.cite(agreement),
        "collection": collection_of(agreement),
    }
    body = _completed(body | {"only_planned": is_only_planned(body)}, sources, events=len(events))
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
        **_standing(designation),
        "citations": sources.cite(designation),
    }


def _title(title, sources):
    return {
        "title": title.text,
        "language": title.language,
        **_standing(title),
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
        **_standing(term),
        "citations": sources.cite(term),
    }


def _provision(provision, sources):
    return {
        "topic": provision.topic,
        "says": provision.says,
        "article": provision.article or None,
        "summary": provision.summary,
        **_standing(provision),
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
        **_only(body, "slug", "number", "title", "form", "function", "binding", "level", "only_planned"),
        "parties": [
            {
                **_only(party, "slug", "name", "acronym", "role"),
                "country": party["country"] and party["country"]["code"],
            }
            for party in body["parties"]
        ],
        "dates": {act: when and _only(when, *DATE, *OF_SEVERAL) for act, when in body["dates"].items()},
        "areas": [_only(area, "slug", "name") for area in body["areas"]],
        "missions": [_only(mission, "slug", "name") for mission in body["missions"]],
        "status_timeline": [[span[name] for name in SPAN_OF_ROW] for span in body["status_timeline"]],
        "identifiers": [_only(identifier, "scheme", "value") for identifier in identifiers_of(body)],
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
        "from": _iso(span.first),
        "code": str(status.code),
        "how": status.how or None,
        "reason": str(status.reason),
        "arguments": {name: _iso(value) for name, value in status.args},
        "rests_on": list(status.acts),
        "last_said": _iso(status.last_said),
        "foreseen": [_foreseen(end) for end in status.foreseen],
    }


def _foreseen(end):
    return {
        "earliest": _iso(end.days.first),
        "latest": _iso(end.days.last),
        "basis": end.basis,
        "may_be_past_from": _iso(end.may_pass),
        "renewal": end.renewal or None,
        "renewal_length": end.every or None,
        "notice": end.notice or None,
        "rests_on": list(end.acts),
        "agreement": end.by,
    }


def _iso(value):
    return value.isoformat() if isinstance(value, date) else value


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
    return {**dating, "date": dating["date"] and _only(dating["date"], *DATE)}


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


def dated_by(dates):
    """Return the act that dates an agreement in lists and its date, of the `dates` of a document; else each None.

    It is the first that took place; of those that may be equally early, that which DATING_ACTS name first.
    """
    happened = [act.value for act in DATING_ACTS if dates.get(act.value) and dates[act]["reported_as"] in FACTS]
    act = min(happened, key=lambda act: dates[act]["earliest"] or "9999", default=None)
    return {"action": act, "date": dates.get(act)}


def _agency_document(agency):
    sources = Sources()
    body = {
        "slug": agency.slug,
        "name": agency.name,
        "acronym": agency.acronym or None,
        "kind": agency.kind,
        "country": country_link(agency.country),
        "parent": link(agency.parent),
        "founded": date_of(agency, "founded"),
        "dissolved": date_of(agency, "dissolved"),
        "summary": agency.summary,
        "names": [
            {**told, "used_from": date_of(name, "used_from"), "used_until": date_of(name, "used_until")}
            for name, told in zip(agency.all_names, _names(agency.all_names, sources), strict=True)
        ],
        "predecessors": _successions(agency.all_predecessors, "earlier", sources),
        "successors": _successions(agency.all_successors, "later", sources),
        "identifiers": _identifiers(agency, sources),
        "positions": [
            {"person": link(position.person), **_position(position, sources)} for position in agency.all_positions
        ],
        "subordinates": [link(subordinate) for subordinate in agency.all_subordinates],
        "citations": sources.cite(agency),
        "collection": collection_of(agency),
    }
    return _document(body, sources, "slug", "name", "acronym", "kind", "country", "parent", "founded")


def _successions(successions, end, sources):
    return [
        {
            "kind": succession.kind,
            "agency": agency_link(getattr(succession, end)),
            "date": date_of(succession, "date", days=""),
            "citations": sources.cite(succession),
        }
        for succession in successions
    ]


def _position(position, sources):
    return {"title": position.title, "as_of": date_of(position, "as_of"), "citations": sources.cite(position)}


def _country_document(country):
    sources = Sources()
    body = {
        "code": country.code,
        "slug": country.slug,
        "name": country.name,
        "iso_name": country.iso_name,
        "withdrawn": date_of(country, "withdrawn"),
        "names": _names(country.all_names, sources),
        "identifiers": _identifiers(country, sources),
        "citations": sources.cite(country),
    }
    return _document(body, sources, "code", "slug", "name", "iso_name", "withdrawn")


def _area_document(area):
    sources = Sources()
    body = {
        "slug": area.slug,
        "name": area.name,
        "definition": area.definition or None,
        "broader": link(area.broader),
        "wider": [link(wider) for wider in area.wider],
        "narrower": [link(narrower) for narrower in area.all_narrower],
        "labels": _names(area.all_labels, sources, of="label"),
        "matches": [
            {"scheme": match.scheme, "url": match.address, "closeness": match.closeness} for match in area.all_matches
        ],
        "citations": sources.cite(area),
        "collection": collection_of(area),
    }
    return _document(body, sources, "slug", "name", "definition", "broader")


def _mission_document(mission):
    sources = Sources()
    body = {
        "slug": mission.slug,
        "name": mission.name,
        "kind": mission.kind,
        "summary": mission.summary,
        "part_of": link(mission.part_of),
        "parts": [link(part) for part in mission.all_parts],
        "names": _names(mission.all_names, sources),
        "roles": [
            {"agency": agency_link(role.agency), "role": MISSION_ROLES[role.role], "citations": sources.cite(role)}
            for role in mission.all_roles
        ],
        "identifiers": _identifiers(mission, sources),
        "citations": sources.cite(mission),
        "collection": collection_of(mission),
    }
    return _document(body, sources, "slug", "name", "kind", "part_of")


def _person_document(person):
    sources = Sources()
    body = {
        "slug": person.slug,
        "name": person.name,
        "positions": [
            {"agency": agency_link(position.agency), **_position(position, sources)}
            for position in person.all_positions
        ],
        "identifiers": _identifiers(person, sources),
        "citations": sources.cite(person),
        "collection": collection_of(person),
    }
    return _document(body, sources, "slug", "name")


def _source_document(record):
    sources = Sources()
    row = source(record)
    told = {"copy_of": titled(record.copy_of), "identifiers": _identifiers(record, sources)}
    told["collection"] = collection_of(record)
    return row, row | told | {"sources": sources.all()}


MAKERS = {
    "country": _country_document,
    "agency": _agency_document,
    "person": _person_document,
    "area": _area_document,
    "mission": _mission_document,
    "source": _source_document,
    "agreement": _agreement_document,
    "event": _event_document,
}
