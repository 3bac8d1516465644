"""Properties: what is told of a record as a flat table asks for it, each a list of values.

A date is its EDTF, as precise as its source; what no source states is an empty list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalogue.contents import parties_of
from catalogue.document_parts import identifiers_of
from catalogue.reading import Named

Body = dict[str, Any]
Values = Callable[[Body], list[Any]]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a kind of record. `kind`: of the records that its values are, empty where they are texts.

    `values`: makes of a whole document its values, texts or Named.
    """

    name: str
    values: Values
    kind: str = ""


def _text(name: str) -> Values:
    return lambda body: [body[name]] if body[name] else []


def _date(name: str) -> Values:
    return lambda body: [body[name]["edtf"]] if body[name] else []


def _act(name: str) -> Values:
    """Return what reads the date of an action that took place."""

    def values(body: Body) -> list[Any]:
        date = body["dates"].get(name)
        return [date["edtf"]] if date and date["reported_as"] == "took_place" and date["edtf"] else []

    return values


def _record(name: str, kind: str) -> Values:
    return lambda body: [named(kind, body[name])] if body[name] else []


def _records(name: str, kind: str, part: str | None = None) -> Values:
    """Return what reads the records of a list, or the `part` of each of its lines that is one."""
    return lambda body: [named(kind, line[part] if part else line) for line in body[name]]


def named(kind: str, link: Body) -> Named:
    """Return as Named a record that a document links to."""
    return Named(kind, link["code"].lower() if kind == "country" else link["slug"], link["name"])


def _names(name: str) -> Values:
    return lambda body: [told["name"] for told in body[name]]


def _numbers(scheme: str) -> Values:
    return lambda body: [identifier["value"] for identifier in identifiers_of(body) if identifier["scheme"] == scheme]


def _all_numbers(body: Body) -> list[str]:
    return [f"{identifier['scheme']}:{identifier['value']}" for identifier in identifiers_of(body)]


def _parties(body: Body) -> list[Named]:
    return [named("agency", party) for party in parties_of(body)]


def _countries(body: Body) -> list[Named]:
    """Return the countries of the parties, each once."""
    countries = {party["country"]["code"]: party["country"] for party in parties_of(body) if party["country"]}
    return [named("country", country) for country in countries.values()]


_WIKIDATA = {"wikidata": Property("Wikidata item", _numbers("wikidata"))}
_SUMMARY = {"summary": Property("Summary", _text("summary"))}
PROPERTIES = {
    "agency": {
        "acronym": Property("Acronym", _text("acronym")),
        "kind": Property("Type of organisation", _text("kind")),
        "country": Property("Country", _record("country", "country"), "country"),
        "parent": Property("Part of", _record("parent", "agency"), "agency"),
        "names": Property("Other names", _names("names")),
        "founded": Property("Founded (EDTF)", _date("founded")),
        "dissolved": Property("Dissolved (EDTF)", _date("dissolved")),
        "predecessors": Property("Predecessors", _records("predecessors", "agency", "agency"), "agency"),
        "successors": Property("Successors", _records("successors", "agency", "agency"), "agency"),
        "ror": Property("ROR", _numbers("ror")),
        **_WIKIDATA,
        **_SUMMARY,
    },
    "country": {
        "code": Property("ISO 3166 code", _text("code")),
        "iso_name": Property("Name in ISO 3166", _text("iso_name")),
        "names": Property("Other names", _names("names")),
        "withdrawn": Property("Code withdrawn (EDTF)", _date("withdrawn")),
        **_WIKIDATA,
    },
    "mission": {
        "kind": Property("Type of mission", _text("kind")),
        "part_of": Property("Part of", _record("part_of", "mission"), "mission"),
        "names": Property("Other names", _names("names")),
        "agencies": Property("Organisations with a role", _records("roles", "agency", "agency"), "agency"),
        "cospar": Property("COSPAR designation", _numbers("cospar")),
        **_WIKIDATA,
        **_SUMMARY,
    },
    "area": {
        "definition": Property("Definition", _text("definition")),
        "broader": Property("Broader area", _record("broader", "area"), "area"),
        "narrower": Property("Narrower areas", _records("narrower", "area"), "area"),
        "names": Property("Other labels", _names("labels")),
    },
    "agreement": {
        "number": Property("Permanent number", _text("number")),
        "form": Property("Form", _text("form")),
        "function": Property("Function", _text("function")),
        "binding": Property("Binding", _text("binding")),
        "parties": Property("Parties", _parties, "agency"),
        "country": Property("Countries of the parties", _countries, "country"),
        "signed": Property("Signed (EDTF)", _act("signed")),
        "entered_into_force": Property("Entered into force (EDTF)", _act("entered_into_force")),
        "areas": Property("Cooperation areas", _records("areas", "area"), "area"),
        "missions": Property("Missions and programmes", _records("missions", "mission"), "mission"),
        "titles": Property("Official titles", lambda body: [title["title"] for title in body["titles"]]),
        "identifiers": Property("Identifiers", _all_numbers),
        **_SUMMARY,
    },
}
