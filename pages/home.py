"""The home page and the pages about the site itself."""

from django.shortcuts import render

from catalogue.asked import Results
from catalogue.facets import facets_of
from catalogue.filters import AgreementFilter
from catalogue.index.questions import OutcomeNotReported, of_kind
from catalogue.reading import reader
from pages.design import sample_content
from pages.rows import agreement_rows

NEWEST = 5
MOST_ENTRIES = 8  # of countries, organisations and areas


def home(request):
    found = AgreementFilter({})
    total, facets = facets_of(found)
    entries = {facet.name: facet.options[:MOST_ENTRIES] for facet in facets}
    newest = Results(of_kind("agreement"), "by_newest")[:NEWEST]
    context = {
        "agreements": total,
        "sources": reader().count(of_kind("source")),
        "countries": entries.get("party", []),
        "agencies": entries.get("agency", []),
        "areas": entries.get("area", []),
        "newest": agreement_rows(newest, found.on_this_day),
        "overdue": reader().count(of_kind("event") & OutcomeNotReported(found.on_this_day)),
    }
    return render(request, "home.html", context)


def about(request):
    return render(request, "about.html")


def design(request):
    """Show every part of the pages with made-up content."""
    return render(request, "design.html", sample_content())
