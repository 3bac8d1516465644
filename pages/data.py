"""What is recorded: the published set and the collections loaded beside it, and how far they reach."""

from dataclasses import replace

from django.shortcuts import render

from catalogue.facets import most_in
from catalogue.index.questions import Has, of_kind
from catalogue.index.reader import NONE
from catalogue.index.schema import KINDS, UNSTATED
from catalogue.reading import reader
from pages.pictures.bars import MOST, bars_of
from pages.words import language
from spacecoop.addresses import address_of
from spacecoop.dates_in_words import display
from spacecoop.models import Collection

MOST_LANGUAGES = 15
KINDS_COUNTED = [kind for kind in KINDS if kind != "country"]  # countries come with ISO 3166, not with a data set


def data(request):
    agreements, sources = of_kind("agreement"), of_kind("source")
    decades = reader().values(agreements, "decade")["decade"]
    countries = reader().values(agreements, "country")["country"].keys() - {NONE}
    most = most_in(agreements, "country")["country"][:MOST]
    languages = reader().values(sources, "language")["language"]
    context = {
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
