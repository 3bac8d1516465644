"""Suggestions as somebody types: entities, types and properties."""

from catalogue.index.suggestions import named
from catalogue.index.tokens import fold
from catalogue.matching import KINDS
from catalogue.reading import Named, by_slugs, documents_of, reader
from opendata.reconciliation.entities import TYPES, described, id_of, known_type, properties_of, record_of, type_of

LONGEST = 200


def entities(prefix, kinds):
    """Return the records of `kinds` that are called so or whose names begin so. Cost: two queries."""
    prefix = prefix[:LONGEST]
    hits = named(reader(), folded, kinds) if (folded := fold(prefix)) else []
    rows = [*_by_id(prefix), *documents_of([hit.record for hit in hits], "row").items()]
    return [_entity(kind, row) for (kind, _), row in dict(rows).items()]


def _by_id(prefix):
    record = record_of(prefix)
    return (
        [((kind, row["key"]), row) for (kind, _), row in by_slugs({record[0]: [record[1]]}, "row").items()]
        if record
        else []
    )


def _entity(kind, row):
    entity = Named.of(kind, row)
    return {"id": id_of(entity), "name": str(entity), "description": described(row, kind), "notable": [type_of(kind)]}


def types(prefix):
    return [type_of(kind) for kind in KINDS if _begins(prefix, kind, TYPES[kind])]


def properties(prefix, kinds):
    known = properties_of(kinds)
    return [{"id": name, "name": told.name} for name, told in known.items() if _begins(prefix, name, told.name)]


def _begins(prefix, *names):
    """Tell whether a word of some names begins with what is typed, or all of it occurs."""
    folded = fold(prefix)
    return any(f" {folded}" in f" {fold(name)}" for name in names) if folded else True


def kinds_of(text):
    """Return the kinds that a parameter `type` asks for; all where it asks for none.

    Raises: Problem.
    """
    return (known_type(text, "type"),) if text else KINDS
