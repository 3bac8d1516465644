"""The documents: all that is said of one record, as plain values, made from a record that its plan has loaded.

A document holds facts alone: codes, names, dates, quotes. Words, today and numbers of others are put in at reading.
"""

from agreements.statements import MISSION_ROLES
from catalogue.agreement_documents import agreement_document
from catalogue.document_parts import (
    EVENT_ROW,
    Sources,
    agency_link,
    collection_of,
    completed,
    country_link,
    date_of,
    document_with,
    event_of,
    identifiers_with_links,
    link,
    names_of,
    only,
    source,
    titled,
)
from spacecoop.signs import all_cleaned


def documents_of(kind, record):
    """Return (row, body) of a loaded record; no sign in them, whoever has stored it, breaks a feed or an export."""
    return all_cleaned(MAKERS[kind](record))


def _event_document(event):
    sources = Sources()
    of = {"agreement": titled(event.agreement), "collection": collection_of(event)}
    body = completed({**event_of(event, sources), **of}, sources)
    row = only(body, *EVENT_ROW)
    agencies = [only(agency, "slug", "name", "acronym", "role") for agency in body["agencies"]]
    return {**row, "agencies": agencies, "counts": body["counts"]}, body


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
            for name, told in zip(agency.all_names, names_of(agency.all_names, sources), strict=True)
        ],
        "predecessors": _successions(agency.all_predecessors, "earlier", sources),
        "successors": _successions(agency.all_successors, "later", sources),
        "identifiers": identifiers_with_links(agency, sources),
        "positions": [
            {"person": link(position.person), **_position(position, sources)} for position in agency.all_positions
        ],
        "subordinates": [link(subordinate) for subordinate in agency.all_subordinates],
        "citations": sources.cite(agency),
        "collection": collection_of(agency),
    }
    return document_with(body, sources, "slug", "name", "acronym", "kind", "country", "parent", "founded")


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
        "names": names_of(country.all_names, sources),
        "identifiers": identifiers_with_links(country, sources),
        "citations": sources.cite(country),
    }
    return document_with(body, sources, "code", "slug", "name", "iso_name", "withdrawn")


def _area_document(area):
    sources = Sources()
    body = {
        "slug": area.slug,
        "name": area.name,
        "definition": area.definition or None,
        "broader": link(area.broader),
        "wider": [link(wider) for wider in area.wider],
        "narrower": [link(narrower) for narrower in area.all_narrower],
        "labels": names_of(area.all_labels, sources, of="label"),
        "matches": [
            {"scheme": match.scheme, "url": match.address, "closeness": match.closeness} for match in area.all_matches
        ],
        "citations": sources.cite(area),
        "collection": collection_of(area),
    }
    return document_with(body, sources, "slug", "name", "definition", "broader")


def _mission_document(mission):
    sources = Sources()
    body = {
        "slug": mission.slug,
        "name": mission.name,
        "kind": mission.kind,
        "summary": mission.summary,
        "part_of": link(mission.part_of),
        "parts": [link(part) for part in mission.all_parts],
        "names": names_of(mission.all_names, sources),
        "roles": [
            {"agency": agency_link(role.agency), "role": MISSION_ROLES[role.role], "citations": sources.cite(role)}
            for role in mission.all_roles
        ],
        "identifiers": identifiers_with_links(mission, sources),
        "citations": sources.cite(mission),
        "collection": collection_of(mission),
    }
    return document_with(body, sources, "slug", "name", "kind", "part_of")


def _person_document(person):
    sources = Sources()
    body = {
        "slug": person.slug,
        "name": person.name,
        "positions": [
            {"agency": agency_link(position.agency), **_position(position, sources)}
            for position in person.all_positions
        ],
        "identifiers": identifiers_with_links(person, sources),
        "citations": sources.cite(person),
        "collection": collection_of(person),
    }
    return document_with(body, sources, "slug", "name")


def _source_document(record):
    sources = Sources()
    row = source(record)
    told = {"copy_of": titled(record.copy_of), "identifiers": identifiers_with_links(record, sources)}
    told["collection"] = collection_of(record)
    return row, row | told | {"sources": sources.all()}


MAKERS = {
    "country": _country_document,
    "agency": _agency_document,
    "person": _person_document,
    "area": _area_document,
    "mission": _mission_document,
    "source": _source_document,
    "agreement": agreement_document,
    "event": _event_document,
}
