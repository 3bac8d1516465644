"""The home page and the pages about the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from catalogue.asked import Results
from catalogue.contents import CONCEPTS
from catalogue.facets import most_in
from catalogue.index.questions import OutcomeNotReported, of_kind
from catalogue.reading import reader
from pages.design import sample_content
from pages.rows import agreement_rows

NEWEST = 5
MOST_ENTRIES = 8  # of countries, organisations and areas


def home(request: HttpRequest) -> HttpResponse:
    today, agreements = timezone.now().date(), of_kind("agreement")
    most = most_in(agreements, "country", "agency", "area")
    context = {
        "agreements": reader().count(agreements),
        "sources": reader().count(of_kind("source")),
        "countries": most["country"][:MOST_ENTRIES],
        "agencies": most["agency"][:MOST_ENTRIES],
        "areas": most["area"][:MOST_ENTRIES],
        "newest": agreement_rows(Results(agreements, "by_newest")[:NEWEST], today),
        "overdue": reader().count(of_kind("event") & OutcomeNotReported(today)),
    }
    return render(request, "home.html", context)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"concepts": CONCEPTS})


def design(request: HttpRequest) -> HttpResponse:
    """Show every part of the pages with made-up content."""
    return render(request, "design.html", sample_content())
