"""The terms of schema.org, SKOS and others that the graph is told in, and its literals."""

from typing import Any
from urllib.parse import quote

from rdflib import XSD, Literal, Namespace, URIRef
from rdflib.namespace import SDO

from agencies.models import AgencyKind
from agreements.models import SourceKind
from agreements.models.relations import RelationKind
from opendata.exports.selection import LICENCE_ADDRESS

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace(str(SDO))  # the library knows schema.org of some years ago
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
LICENCE = URIRef(LICENCE_ADDRESS)
SOURCE_TYPES = {
    SourceKind.TREATY_TEXT: SDO.Legislation,
    SourceKind.NEWS: SDO.NewsArticle,
    SourceKind.REPORT: SDO.Report,
    SourceKind.DATASET: SDO.Dataset,
}
# The types of organisations that are places too; the others are organisations.
KINDS = {AgencyKind.STATE: SDO.Country, AgencyKind.TERRITORY: SDO.AdministrativeArea}
RELATIONS = {
    RelationKind.AMENDS: SCHEMA.legislationAmends,
    RelationKind.EXTENDS: SDO.legislationChanges,
    RelationKind.RENEWS: SDO.legislationChanges,
    RelationKind.REPLACES: SCHEMA.legislationRepeals,
    RelationKind.IMPLEMENTS: SDO.legislationApplies,
    RelationKind.SUPPLEMENTS: SDO.legislationChanges,
}


def is_day(date: dict[str, Any] | None) -> bool:
    return bool(date and len(date["edtf"]) == len("2000-12-20") and date["earliest"] == date["latest"])


def english(text: str) -> Literal | None:
    """Return a text of our own as a literal; nothing for an empty one."""
    return Literal(text, lang="en") if text else None


def duration_literal(text: str | None) -> Literal | None:
    """Return a duration as a literal in the very words of ISO 8601; XML knows no weeks."""
    return Literal(text, datatype=None if "W" in text else XSD.duration, normalize=False) if text else None


def as_iri(address: str) -> str:
    """Return an address in which no sign stands that an IRI may not have."""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~")
