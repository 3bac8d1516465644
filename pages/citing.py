"""How others refer to a page: the metadata that reference managers read, and a citation in words."""

import re

from agreements.schemes import cited_as, series_of
from catalogue.contents import dating_act, parties_of, type_in_words
from catalogue.document_parts import identifiers_of
from catalogue.reading import Body
from pages.words import WORDS
from spacecoop.dates_in_words import display

# What Zotero calls sources that are no web pages.
ZOTERO = {"treaty_text": "statute", "news": "newspaperArticle", "report": "report", "dataset": "document"}


def reference_of_agreement(document: Body) -> Body:
    """Return the metadata of an agreement as Dublin Core, which Zotero reads; no date where none is stated."""
    _, when = dating_act(document)
    return {
        "title": document["formal_title"] or document["title"],
        "creators": [party["name"] for party in parties_of(document)],
        "date": _iso(when),
        "type": "statute",
        "genre": type_in_words(document),
        "abstract": document["summary"],
    }


def reference_of_source(document: Body) -> Body:
    """Return the metadata of a source, whose address is that of the document itself."""
    return {
        "title": document["title"],
        "publisher": document["publisher"],
        "date": _iso(document["published"]),
        "type": ZOTERO.get(document["kind"], "webpage"),
        "genre": WORDS["source"].get(document["kind"], ""),
        "identifier": document["document_url"],
        "language": document["language"],
    }


def citation_of_agreement(document: Body) -> Body:
    """Return what a citation of the agreement itself says: its parties, what dates it, its numbers in series."""
    act, when = dating_act(document)
    numbers = [(identifier["scheme"], identifier["value"]) for identifier in identifiers_of(document)]
    return {
        "parties": [party["acronym"] or party["name"] for party in parties_of(document)],
        "action": act,
        "date": when,
        "numbers": [cited_as(*number) for number in numbers if series_of(number[0])],
    }


def _iso(when: Body | None) -> str | None:
    """Return a date as ISO 8601 where that can tell it, else in words; None where it is not stated."""
    if when is None:
        return None
    edtf: str = when["edtf"]
    return edtf if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", edtf) else display(edtf)
