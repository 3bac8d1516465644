"""The other forms of a page's records, and what reference managers read of a page."""

import re

from django import template

from opendata.exports.announce import doors_of
from opendata.exports.bibliography import SOURCE_TYPES, dating_act
from opendata.exports.columns import parties_of

register = template.Library()
# The doors that reference managers and TeX go through.
REFERENCES = ("bib", "ris", "csl.json")
# What Zotero calls the types that CSL has.
ZOTERO = {"treaty": "statute", "article-newspaper": "newspaperArticle", "report": "report", "dataset": "document"}


@register.simple_tag(takes_context=True)
def doors(context):
    """Return the Doors of the page; [] where there is no request, as in an error page of last resort."""
    request = context.get("request")
    return doors_of(request) if request else []


@register.inclusion_tag("_parts/reference.html", takes_context=True)
def reference_to_agreement(context, agreement):
    """Write the metadata of an agreement as Dublin Core, which Zotero reads; no date where none is stated."""
    _, when = dating_act(agreement)
    return {
        "title": agreement.formal_title or agreement.title,
        "creators": [agency.name for agency in parties_of(agreement)],
        "date": _date(when),
        "type": "statute",
        "genre": agreement.get_kind_display(),
        "address": context["request"].build_absolute_uri(agreement.get_absolute_url()),
        "abstract": agreement.summary,
    }


@register.inclusion_tag("_parts/how_to_cite.html", takes_context=True)
def how_to_cite(context, agreement):
    """Write how a text refers to the page of an agreement, and to the agreement itself, with its forms for programs."""
    act, when = dating_act(agreement)
    return {
        "agreement": agreement,
        "parties": [party.agency.short_name for party in agreement.principals],
        "act": act and act.label,
        "when": when,
        "address": context["request"].build_absolute_uri(agreement.get_absolute_url()),
        "forms": [door for door in doors(context) if door.suffix in REFERENCES],
    }


@register.inclusion_tag("_parts/reference.html")
def reference_to_source(source):
    """Write the metadata of a source, whose address is that of the document itself."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "date": _date(source.published_on),
        "type": ZOTERO.get(SOURCE_TYPES[source.kind][2], "webpage"),
        "genre": source.get_kind_display(),
        "address": source.address,
        "language": source.language,
    }


def _date(when):
    """Return a date as ISO 8601 where that can tell it, else in words; None where it is not stated."""
    if when is None:
        return None
    return when.edtf if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", when.edtf) else when.display
