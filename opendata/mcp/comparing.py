"""Two agreements side by side, as lines of values."""

from agreements.schemes import cited_as
from catalogue.contents import parties_of
from catalogue.document_parts import identifiers_of
from catalogue.dressing import status_on
from catalogue.statements import followed

NOT_STATED = "not stated"


def lines_of_both(documents, day):
    """Return [{"field", "one", "other", "same"}] of two whole documents; a side that is silent says NOT_STATED."""
    values, other = (_values(document, day) for document in documents)
    return [_line(name, values.get(name), other.get(name)) for name in dict.fromkeys([*values, *other])]


def _line(name, value, other):
    return {
        "field": name,
        "one": value or NOT_STATED,
        "other": other or NOT_STATED,
        "same": bool(value) and value == other,
    }


def _values(document, day):
    """Return {field: a text, or a list of texts} of an agreement."""
    return {
        **{name: document[name] for name in ("form", "function", "binding", "level", "formal_title")},
        "parties": _names(parties_of(document)),
        "other_roles": sorted(
            f"{party['name']} ({party['role']})" for party in document["parties"] if party["role"] != "party"
        ),
        **{f"dates.{act}": _date(date) for act, date in document["dates"].items()},
        f"status on {day}": status_on(document, day)["code"],
        "areas": _names(document["areas"]),
        "missions": _names(document["missions"]),
        "provisions": sorted(
            f"{provision['topic']}: {provision['says']}" for provision in followed(document["provisions"])
        ),
        "identifiers": sorted(
            cited_as(identifier["scheme"], identifier["value"]) for identifier in identifiers_of(document)
        ),
        "related_agreements": sorted(relation["agreement"]["title"] for relation in document["relations"]),
        "sources": sorted(source["slug"] for source in document["sources"]),
    }


def _names(links):
    return sorted({link["name"] for link in links})


def _date(date):
    """Return a date as it is stated, with how it is reported unless it took place."""
    if not date:
        return None
    told = date["edtf"] or "date not stated"
    return told if date["reported_as"] == "took_place" else f"{told} ({date['reported_as']})"
