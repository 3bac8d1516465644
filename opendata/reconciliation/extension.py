"""Data extension: the values of properties for records that were reconciled."""

from catalogue.matching import KINDS
from catalogue.properties import PROPERTIES
from catalogue.reading import Named, by_slugs
from opendata.reconciliation.entities import id_of, known_property, properties_of, record_of, type_of
from opendata.reconciliation.messages import MOST_PROPERTIES, MOST_RECORDS, bounded, of_kind, only_keys, read_json
from spacecoop.api import Problem


def extend(text):
    """Return what is told of records, {"meta": properties, "rows": {id: {property: values}}}.

    What no source states, and what a record of this kind does not have, is an empty list; so is all of a record that is
    gone. Raises: Problem. Cost: one query.
    """
    asked = only_keys(read_json(text, "extend", dict), ("ids", "properties"), "extend")
    records = {entity: _known(entity) for entity in _list(asked, "ids", MOST_RECORDS)}
    properties = [_property(wanted) for wanted in _list(asked, "properties", MOST_PROPERTIES)]
    slugs = {kind: [slug for other, slug in records.values() if other == kind] for kind in KINDS}
    bodies = by_slugs(slugs, "body")
    rows = {entity: _row(record[0], bodies.get(record), properties) for entity, record in records.items()}
    return {"meta": [_meta(name) for name in properties], "rows": rows}


def _list(asked, name, most):
    return bounded(of_kind(asked.get(name), list, f"extend.{name}"), most, f"extend.{name}")


def _known(identifier):
    record = record_of(of_kind(identifier, str, "extend.ids"))
    if record is None:
        raise Problem.of("extend.ids", f"“{identifier[:100]}” is no identifier: use one such as agencies/cnes.")
    return record


def _property(wanted):
    return known_property(of_kind(wanted, dict, "extend.properties").get("id"), "extend.properties")


def _row(kind, body, properties):
    known = PROPERTIES[kind]
    return {
        name: [_cell(value) for value in known[name].values(body)] if body and name in known else []
        for name in properties
    }


def _cell(value):
    return {"id": id_of(value), "name": value.name} if isinstance(value, Named) else {"str": value}


def _meta(name):
    told = properties_of(KINDS)[name]
    return {"id": name, "name": told.name, **({"type": type_of(told.kind)} if told.kind else {})}
