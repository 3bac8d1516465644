"""Two agreements side by side, as lines of values."""

from agreements.schemes import cited_as
from catalogue.contents import parties_of
from catalogue.document_parts import identifiers_of
from catalogue.dressing import status_on
from catalogue.statements import followed

NOT_STATED = "not stated"


def lines_of_both(documents, day):
    """Return [{"field", "one", "other", "same"}] of two whole documents; a side that is silent says NOT_STATED."""
    one, other = (_values(document, day) for document in documents)
    return [_line(name, one.get(name), other.get(name)) for name in dict.fromkeys([*one, *other])]


def _line(name, one, other):
    return {"field": name, "one": one or NOT_STATED, "other": other or NOT_STATED, "same": bool(one) and one == other}


def _values(document, day):
    """Return {field: a text, or a list of texts} of an agreement."""
    return {
        **{name: document[name] for name in ("form", "function", "binding", "level", "formal_title")},
        "parties": _names(parties_of(document)),
        "other_roles": sorted(
            f"{one['name']} ({one['role']})" for one in document["parties"] if one["role"] != "party"
        ),
        **{f"dates.{act}": _date(date) for act, date in document["dates"].items()},
        f"status on {day}": status_on(document, day)["code"],
        "areas": _names(document["areas"]),
        "missions": _names(document["missions"]),
        "provisions": sorted(f"{one['topic']}: {one['says']}" for one in followed(document["provisions"])),
        "identifiers": sorted(cited_as(one["scheme"], one["value"]) for one in identifiers_of(document)),
        "related_agreements": sorted(one["agreement"]["title"] for one in document["relations"]),
        "sources": sorted(one["slug"] for one in document["sources"]),
    }


def _names(links):
    return sorted({link["name"] for link in links})


def _date(date):
    """Return a date as it is stated, with how it is reported unless it took place."""
    if not date:
        return None
    told = date["edtf"] or "date not stated"
    return told if date["reported_as"] == "took_place" else f"{told} ({date['reported_as']})"
