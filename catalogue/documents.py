"""The documents: all that is said of one record, as plain values, made from a record that its plan has loaded.

A document holds facts alone: codes, names, dates, quotes. Words, today and numbers of others are put in at reading.
"""

from agreements.models import Modality, PartyRole, RoleInMission
from agreements.models.agreements import Level
from agreements.status import LegalAct, timeline_of
from spacecoop.fields import sourced_date

# What readers are told in place of the stored word.
REPORTED_AS = {Modality.DONE: "took_place"}
FIELDS = {"modality": "reported_as", "address": "document_url", "relays": "reported_from"}
PARTY_ROLES = {PartyRole.IMPLEMENTING: "implementing_agency"}
LEVELS = {Level.INTER_AGENCY: "inter_agency", Level.MIXED: "government_agency"}
MISSION_ROLES = {
    RoleInMission.PERFORMED: "performer",
    RoleInMission.OPERATED: "operator",
    RoleInMission.SUPPORTED: "supporter",
    RoleInMission.PROVIDED_VEHICLE: "launch_provider",
    RoleInMission.PROVIDED: "provider",
    RoleInMission.HOSTS: "host",
    RoleInMission.USES: "user",
    RoleInMission.DISTRIBUTES: "data_distributor",
    RoleInMission.PARTICIPATES: "participant",
    RoleInMission.CONTRIBUTES: "contributor",
    RoleInMission.LEADS: "lead",
    RoleInMission.IN_CHARGE: "responsible",
    RoleInMission.DEVELOPS: "developer",
}
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
                "supports": [FIELDS.get(name, name) for name in citation.fields],
            }
            for citation in citations
        ]

    def all(self):
        return [source(self.by_slug[slug]) for slug in sorted(self.by_slug)]

    @property
    def counts(self):
        return {"sources": len(self.by_slug), "citations": self.citations}


def documents_of(kind, record):
    """Return (row, body) of a loaded record."""
    return MAKERS[kind](record)


def date_of(record, name, days=None):
    """Return a date as plain values; None where no source states it."""
    when = sourced_date(record, name, days)
    return when and {
        "edtf": when.edtf,
        "earliest": when.earliest and when.earliest.isoformat(),
        "latest": when.latest and when.latest.isoformat(),
        "basis": str(when.basis),
    }


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


def titled(record):
    return record and {"slug": record.slug, "title": record.title}


def source(record):
    return {
        "slug": record.slug,
        "title": record.title,
        "publisher": record.publisher,
        "kind": record.kind,
        "language": record.language,
        "document_url": record.address,
        "published": date_of(record, "published"),
        "reported_from": record.relays or None,
    }


def _only(document, *names):
    return {name: document[name] for name in names}


def _document(body, sources, *names):
    """Return (row, body): the body completed by its sources, and the row that has the fields `names` of it."""
    body |= {"counts": sources.counts, "sources": sources.all()}
    return _only(body, *names, "counts"), body


def _names(names, sources, of="name"):
    return [{"name": getattr(name, of), "language": name.language, "citations": sources.cite(name)} for name in names]


def _event(event, sources):
    return {
        "slug": event.slug,
        "title": event.title,
        "summary": event.summary,
        "kind": event.kind,
        "reported_as": REPORTED_AS.get(event.modality, event.modality),
        "date": date_of(event, "date", days=""),
        "as_of": date_of(event, "as_of"),
        "place": event.place or None,
        "agencies": [
            {**agency_link(part.agency), "role": part.role, "citations": sources.cite(part)}
            for part in event.all_agencies
        ],
        "people": [
            {**link(part.person), "role": part.role, "citations": sources.cite(part)} for part in event.all_people
        ],
        "missions": [{**link(part.mission), "citations": sources.cite(part)} for part in event.all_missions],
        "areas": [{**link(part.area), "citations": sources.cite(part)} for part in event.all_areas],
        "citations": sources.cite(event),
    }


def _event_document(event):
    sources = Sources()
    body = {**_event(event, sources), "agreement": titled(event.agreement)}
    body |= {"counts": sources.counts, "sources": sources.all()}
    row = _only(body, "slug", "title", "kind", "reported_as", "date", "as_of", "place", "agreement")
    agencies = [_only(agency, "slug", "name", "acronym", "role") for agency in body["agencies"]]
    return {**row, "agencies": agencies, "counts": body["counts"]}, body


def _agreement_document(agreement):
    sources = Sources()
    events = agreement.all_events
    acts = [event for event in events if event.is_legal_act]
    timeline = timeline_of(acts)
    parties = [
        {
            **agency_link(party.agency),
            "role": PARTY_ROLES.get(party.role, party.role),
            "citations": sources.cite(party),
        }
        for party in agreement.all_parties
    ]
    body = {
        "slug": agreement.slug,
        "title": agreement.title,
        "formal_title": agreement.formal_title or None,
        "kind": agreement.kind,
        "level": LEVELS.get(agreement.level, agreement.level),
        "summary": agreement.summary,
        "parties": parties,
        "dates": _dates(acts),
        "areas": [{**link(part.area), "citations": sources.cite(part)} for part in agreement.all_areas],
        "missions": [
            {**link(part.mission), "kind": part.mission.kind, "citations": sources.cite(part)}
            for part in agreement.all_missions
        ],
        "relations": _relations(agreement, sources),
        "events": [_event(event, sources) for event in events],
        "status_timeline": [_span(span) for span in timeline],
        "citations": sources.cite(agreement),
    }
    body |= {"counts": {"events": len(events), **sources.counts}, "sources": sources.all()}
    return _agreement_row(body), body


def _agreement_row(body):
    return {
        **_only(body, "slug", "title", "kind", "level"),
        "parties": [
            {
                **_only(party, "slug", "name", "acronym", "role"),
                "country": party["country"] and party["country"]["code"],
            }
            for party in body["parties"]
        ],
        "dates": {
            act: when and _only(when, "edtf", "earliest", "latest", "basis", "reported_as")
            for act, when in body["dates"].items()
        },
        "areas": [_only(area, "slug", "name") for area in body["areas"]],
        "missions": [_only(mission, "slug", "name") for mission in body["missions"]],
        "status_timeline": [[span["from"], span["code"]] for span in body["status_timeline"]],
        "counts": body["counts"],
    }


def _dates(acts):
    """Return the first date of each act that has one, and None for those that are always told of.

    That of a plan stands only where no source reports that the act took place.
    """
    dates = dict.fromkeys(ALWAYS_TOLD)
    for act in sorted(acts, key=lambda act: not act.is_fact):
        if act.date and dates.get(act.kind) is None:
            dates[act.kind] = {
                **date_of(act, "date", days=""),
                "place": act.place or None,
                "event": act.slug,
                "reported_as": REPORTED_AS.get(act.modality, act.modality),
            }
    return dates


def _span(span):
    return {
        "from": span.first and span.first.isoformat(),
        "code": str(span.code),
        "reason": str(span.reason),
        "rests_on": [act.slug for act in span.acts],
    }


def _relations(agreement, sources):
    forward = [(relation, relation.other) for relation in agreement.all_relations]
    backward = [(relation, relation.agreement) for relation in agreement.all_reverse_relations]
    return [
        {
            "kind": relation.kind,
            "forward": relation.agreement_id == agreement.pk,
            "said_by": relation.said_by,
            "agreement": {**titled(other), **_dated_by(other)},
            "citations": sources.cite(relation),
        }
        for relation, other in sorted([*forward, *backward], key=lambda related: related[0].pk)
    ]


def _dated_by(agreement):
    """Return the first dated act of an agreement and its date, each None where it has none."""
    act = next(iter(agreement.dating_acts), None)
    return {"act": act and act.kind, "date": act and date_of(act, "date", days="")}


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
        "summary": agency.summary,
        "names": _names(agency.all_names, sources),
        "positions": [{"person": link(office.person), **_position(office, sources)} for office in agency.all_offices],
        "subordinates": [link(subordinate) for subordinate in agency.all_bodies],
        "citations": sources.cite(agency),
    }
    return _document(body, sources, "slug", "name", "acronym", "kind", "country", "parent", "founded")


def _position(office, sources):
    return {"title": office.title, "as_of": date_of(office, "as_of"), "citations": sources.cite(office)}


def _country_document(country):
    sources = Sources()
    body = {
        "code": country.code,
        "slug": country.slug,
        "name": country.name,
        "iso_name": country.iso_name,
        "withdrawn": date_of(country, "withdrawn"),
        "names": _names(country.all_names, sources),
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
        "citations": sources.cite(mission),
    }
    return _document(body, sources, "slug", "name", "kind", "part_of")


def _person_document(person):
    sources = Sources()
    body = {
        "slug": person.slug,
        "name": person.name,
        "positions": [
            {"agency": agency_link(office.agency), **_position(office, sources)} for office in person.all_offices
        ],
        "citations": sources.cite(person),
    }
    return _document(body, sources, "slug", "name")


def _source_document(record):
    document = source(record)
    return document, document


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
