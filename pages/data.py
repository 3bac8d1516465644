"""What is recorded: the published set and the collections loaded beside it, and how far they reach."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from rdflib import DCAT, DCTERMS, RDF, SDO, Graph, Literal, URIRef

from catalogue.facets import most_in
from catalogue.index.questions import Has, of_kind
from catalogue.index.reader import NONE
from catalogue.index.schema import KINDS, UNSTATED
from catalogue.reading import reader, seen
from pages.pictures.bars import MOST, bars_of
from pages.structured import ADDRESSES, dataset
from pages.words import language
from spacecoop.addresses import address_of
from spacecoop.api import door, refuse_unknown
from spacecoop.dates_in_words import display
from spacecoop.models import Collection

MOST_LANGUAGES = 15
KINDS_COUNTED = [kind for kind in KINDS if kind != "country"]  # countries come with ISO 3166, not with a data set


# What DCAT calls what schema.org says of a data set and its files.
IN_DCAT = {
    SDO.Dataset: DCAT.Dataset,
    SDO.DataDownload: DCAT.Distribution,
    SDO.distribution: DCAT.distribution,
    SDO.contentUrl: DCAT.downloadURL,
    SDO.encodingFormat: DCAT.mediaType,
    SDO.keywords: DCAT.keyword,
    SDO.name: DCTERMS.title,
    SDO.description: DCTERMS.description,
    SDO.dateModified: DCTERMS.modified,
    SDO.license: DCTERMS.license,
    SDO.creator: DCTERMS.publisher,
}
FORMS = {"ttl": ("turtle", "text/turtle; charset=utf-8"), "jsonld": ("json-ld", "application/ld+json")}


@door
def described_as(request, suffix):
    """Describe the data set in schema.org and DCAT, as Turtle or JSON-LD."""
    refuse_unknown(request.GET)
    graph = Graph()
    _add(graph, _described(request))
    for subject, name, value in list(graph):
        graph.add((subject, IN_DCAT.get(name, name), IN_DCAT.get(value, value)))
    form, media_type = FORMS[suffix]
    return HttpResponse(graph.serialize(format=form), content_type=media_type)


def _add(graph, told):
    """Add a description in JSON-LD, all of whose parts have an address, to a graph; return its node."""
    node = URIRef(told["@id"])
    graph.add((node, RDF.type, SDO[told["@type"]]))
    stated = [(key, value) for key, value in told.items() if not key.startswith("@") and value is not None]
    for key, value in stated:
        for entry in value if isinstance(value, list) else [value]:
            said = (
                _add(graph, entry) if isinstance(entry, dict) else URIRef(entry) if key in ADDRESSES else Literal(entry)
            )
            graph.add((node, SDO[key], said))
    return node


def _described(request):
    return dataset(request.build_absolute_uri, request.build_absolute_uri(address_of("data")), seen())


def data(request):
    agreements, sources = of_kind("agreement"), of_kind("source")
    decades = reader().values(agreements, "decade")["decade"]
    countries = reader().values(agreements, "country")["country"].keys() - {NONE}
    most = most_in(agreements, "country")["country"][:MOST]
    languages = reader().values(sources, "language")["language"]
    context = {
        "structured": _described(request),
        "published": _counts(UNSTATED),
        "collections": [(collection, _counts(collection.slug)) for collection in Collection.objects.all()],
        "agreements": reader().count(agreements),
        "sources": reader().count(sources),
        "undated": decades.pop(NONE, 0),
        "countries": replace(bars_of([_country(*entry) for entry in most]), left_out=len(countries) - len(most)),
        "decades": bars_of([_decade(*entry) for entry in sorted(decades.items())], len(decades)),
        "languages": [_language(*entry) for entry in sorted(languages.items(), key=_most_first)],
        "most_languages": MOST_LANGUAGES,
        "bars_of": bars_of,
    }
    return render(request, "data.html", context)


def _counts(collection):
    """Return [(kind, number of the records that came with a collection)], as far as there are any."""
    asked = Has("collection", collection)
    counts = [(kind, reader().count(of_kind(kind) & asked)) for kind in KINDS_COUNTED]
    return [(kind, count) for kind, count in counts if count]


def _most_first(entry):
    return -entry[1], entry[0]


def _country(named, count):
    return named.name, count, f"{address_of('agreements')}?party={named.key}"


def _decade(year, count):
    decade = f"{year[:3]}X"
    return display(decade), count, f"{address_of('agreements')}?action=signed&from={decade}&to={decade}"


def _language(code, count):
    return language(code), count, f"{address_of('sources')}?language={code}"
