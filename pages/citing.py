"""How others refer to a page: the metadata that reference managers read, and a citation in words."""

import re

from pages.words import WORDS
from spacecoop.dates import display

# The acts of which the date is that of the instrument; each is its own participle.
DATING = ("signed", "concluded", "dated")
# What Zotero calls sources that are no web pages.
ZOTERO = {"treaty_text": "statute", "news": "newspaperArticle", "report": "report", "dataset": "document"}


def reference_of_agreement(document):
    """Return the metadata of an agreement as Dublin Core, which Zotero reads; no date where none is stated."""
    _, when = _dated(document)
    return {
        "title": document["formal_title"] or document["title"],
        "creators": [party["name"] for party in _parties(document)],
        "date": _iso(when),
        "type": "statute",
        "genre": WORDS["type"][document["kind"]],
        "abstract": document["summary"],
    }


def reference_of_source(document):
    """Return the metadata of a source, whose address is that of the document itself."""
    return {
        "title": document["title"],
        "publisher": document["publisher"],
        "date": _iso(document["published"]),
        "type": ZOTERO.get(document["kind"], "webpage"),
        "genre": WORDS["source"][document["kind"]],
        "identifier": document["document_url"],
        "language": document["language"],
    }


def citation_of_agreement(document):
    """Return what a citation of the agreement itself says: its parties, and the act and date that date it."""
    act, when = _dated(document)
    return {"parties": [party["acronym"] or party["name"] for party in _parties(document)], "act": act, "date": when}


def _parties(document):
    return [party for party in document["parties"] if party["role"] == "party"]


def _dated(document):
    """Return (act, date) of the act that dates an instrument; (None, None) where no source gives it."""
    dates = document["dates"]
    happened = [act for act in DATING if dates.get(act) and dates[act]["reported_as"] in ("took_place", "ongoing")]
    return (happened[0], dates[happened[0]]) if happened else (None, None)


def _iso(when):
    """Return a date as ISO 8601 where that can tell it, else in words; None where it is not stated."""
    if when is None:
        return None
    return when["edtf"] if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", when["edtf"]) else display(when["edtf"])
