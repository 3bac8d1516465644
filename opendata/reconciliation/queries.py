"""Reconciliation queries: names with type and properties, answered by candidates."""

from catalogue.matching import KINDS, Asked, match
from catalogue.reading import by_slugs
from opendata.reconciliation.entities import described, id_of, known_property, known_type, type_of
from opendata.reconciliation.messages import (
    MOST_CANDIDATES,
    MOST_NAMES,
    MOST_PROPERTIES,
    bounded,
    of_kind,
    only_keys,
    read_json,
    texts_of,
)
from spacecoop.api import Problem

KEYS = ("query", "type", "type_strict", "limit", "properties")
LIMIT = 5
# The properties by which a record is found where a query gives no name, the surest first.
NAMING = ("number", "wikidata", "ror", "cospar", "code", "identifiers", "acronym", "titles", "names", "iso_name")


def results(text):
    """Return {key: {"result": candidates}} of the queries of a batch, {key: query} in JSON.

    Raises: Problem. Cost: that of `match`, and one query for the descriptions.
    """
    queries = bounded(read_json(text, "queries", dict), MOST_NAMES, "queries")
    asked = {key: _asked(query, f"queries.{key[:50]}") for key, query in queries.items()}
    limits = [_limit(query, f"queries.{key[:50]}.limit") for key, query in queries.items()]
    found = match(list(asked.values()), max(limits, default=LIMIT))
    cut = [candidates[:limit] for candidates, limit in zip(found, limits, strict=True)]
    descriptions = _descriptions([candidate.record for candidates in cut for candidate in candidates])
    return {
        key: {"result": [_candidate(candidate, descriptions) for candidate in candidates]}
        for key, candidates in zip(asked, cut, strict=True)
    }


def _asked(query, place):
    only_keys(of_kind(query, dict, place), KEYS, place)
    types = query.get("type", [])
    kinds = tuple(known_type(_type(kind), f"{place}.type") for kind in (types if isinstance(types, list) else [types]))
    values = _values(query.get("properties", []), f"{place}.properties", kinds or KINDS)
    name = of_kind(query.get("query", ""), str, f"{place}.query")
    named = next((texts[0] for pid in NAMING if (texts := values.get(pid))), "")
    if not (name or named):
        raise Problem.of(place, f"“{place}” asks nothing: give in “query” a name.")
    return Asked(name or named, kinds or KINDS, values)


def _type(told):
    """Return the identifier of a type that is given by it or as an object."""
    return told.get("id") if isinstance(told, dict) else told


def _values(told, place, kinds):
    values = {}
    for number, condition in enumerate(bounded(of_kind(told, list, place), MOST_PROPERTIES, place)):
        here = f"{place}.{number}"
        of_kind(condition, dict, here)
        values[known_property(condition.get("pid"), f"{here}.pid", kinds)] = texts_of(condition.get("v"), f"{here}.v")
    return {name: texts for name, texts in values.items() if any(texts)}


def _limit(query, place):
    limit = query.get("limit", LIMIT)
    if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0:
        return min(limit, MOST_CANDIDATES)
    raise Problem.of(place, f"“{place}” is not understood: give a whole number from 1 to {MOST_CANDIDATES}.")


def _descriptions(records):
    """Return {(kind, slug): what tells a record from its namesakes}. Cost: one query."""
    slugs = {kind: {record.slug for record in records if record.kind == kind} for kind in KINDS}
    return {(kind, slug): described(row, kind) for (kind, slug), row in by_slugs(slugs, "row").items()}


def _candidate(candidate, descriptions):
    told = descriptions.get((candidate.record.kind, candidate.record.slug), "")
    return {
        "id": id_of(candidate.record),
        "name": candidate.record.name,
        "description": f"{told} – {candidate.reason}" if told else candidate.reason,
        "type": [type_of(candidate.record.kind)],
        "score": candidate.score,
        "match": candidate.is_match,
        "features": [
            {"id": "name_is_the_same", "value": candidate.score_of_name == 100},
            {"id": "score_of_name", "value": candidate.score_of_name},
            {"id": "differing_properties", "value": len(candidate.differs)},
        ],
    }
