"""Entities as the reconciliation API names them: “agencies/cnes”, of five types, each with properties."""

from catalogue.matching import KINDS
from catalogue.properties import PROPERTIES
from catalogue.reading import Named
from catalogue.search import KINDS as SHOWN
from opendata.answers import PLURALS
from opendata.reconciliation.messages import of_kind
from spacecoop.api import Problem
from spacecoop.hints import did_you_mean, nearest

KIND_OF = {PLURALS[kind]: kind for kind in KINDS}
TYPES = {
    "country": "Country",
    "agency": "Organisation",
    "mission": "Mission or programme",
    "area": "Cooperation area",
    "agreement": "Agreement",
}


def id_of(named: Named):
    """Return the identifier of a record: the name of its list and its slug, as in its web address."""
    return f"{PLURALS[named.kind]}/{named.slug}"


def record_of(identifier):
    """Return (kind, slug) of an identifier; None for what is none."""
    name, _, slug = identifier.strip("/").lower().partition("/")
    return (KIND_OF[name], slug) if name in KIND_OF and slug and "/" not in slug and "\0" not in slug else None


def type_of(kind):
    return {"id": kind, "name": TYPES[kind]}


def described(document, kind):
    """Return what tells a record from its namesakes: of an organisation its type and country."""
    return str(SHOWN[kind].subtitle(document))


def properties_of(kinds):
    """Return {identifier: (Property)} of the properties of some kinds, each as the first of them has it."""
    return {name: told for kind in reversed(kinds) for name, told in PROPERTIES[kind].items()}


def known_type(text, place):
    """Return the kind of a type that a request names.

    Raises: Problem.
    """
    if of_kind(text, str, place) in TYPES:
        return text
    near = nearest(str(text)[:100], TYPES)
    raise Problem.of(place, f"There is no type “{str(text)[:100]}”: use {', '.join(TYPES)}.{did_you_mean(near)}", near)


def known_property(text, place, kinds=KINDS):
    """Return the identifier of a property that a request names, if one of `kinds` has it.

    Raises: Problem.
    """
    known = properties_of(kinds)
    if of_kind(text, str, place) in known:
        return text
    near = nearest(str(text)[:100], known)
    named = f"There is no property “{str(text)[:100]}” of {', '.join(kinds)}: use {', '.join(known)}."
    raise Problem.of(place, named + did_you_mean(near), near)
