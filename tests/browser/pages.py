"""Every kind of page, in one place: what the tests of this folder walk. A new page is added here, and here alone."""

from dataclasses import dataclass

import pytest
from django.urls import get_resolver, resolve, reverse

from agreements.models import Agreement, Citation, Event


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `address`: a path, or a function that finds it in the published data. `desk`: seen by curators only."""

    name: str
    address: object
    status: int = 200
    desk: bool = False

    def __str__(self):
        return self.name

    @property
    def path(self):
        return self.address() if callable(self.address) else self.address


PUBLIC = [
    Page("home", "/"),
    Page("about", "/about/"),
    Page("data", "/about/data/"),
    Page("use", "/data/"),
    Page("design", "/about/design/"),
    Page("agreements", "/agreements/"),
    Page("agreements-filtered", "/agreements/?party=FR&status=unknown&action=signed&from=1990"),
    Page("agreements-none", "/agreements/?party=BE&form=treaty&from=2019&to=2019"),
    Page("agreements-refused", "/agreements/?from=03/04/2018", status=400),
    Page("agreement", "/agreements/belgium-russia-2000/"),
    Page("agreement-expired", "/agreements/cnes-csa-framework/?status_on=2022-03-01"),
    Page("agreement-undated", "/agreements/belgium-france-spot/"),
    Page("agreement-refused", "/agreements/cnes-csa-balloons/?status_on=yesterday"),
    Page("values", "/agreements/by/agency/"),
    Page("compare-with", "/compare/belgium-russia-2000/"),
    Page("compare", "/compare/belgium-russia-2000/cnes-csa-framework/"),
    Page("countries", "/countries/"),
    Page("country", "/countries/fr/"),
    Page("country-silent", "/countries/zw/"),
    Page("agencies", "/agencies/"),
    Page("agency", "/agencies/cnes/"),
    Page("groups", "/groups/"),
    Page("group", "/groups/esa/"),
    Page("people", "/people/"),
    Page("person", "/people/lisa-campbell/"),
    Page("pairs", "/between/"),
    Page("pair", "/between/cnes/csa/"),
    Page("pair-of-countries", "/between/be/ru/"),
    Page("pair-silent", "/between/be/us/"),
    Page("missions", "/missions/"),
    Page("mission", "/missions/pleiades/"),
    Page("areas", "/areas/"),
    Page("area", "/areas/space-science/"),
    Page("events", "/events/"),
    Page("events-second", "/events/?page=2"),
    Page("event", "/events/cnes-csa-meeting-2021/"),
    Page("event-planned", "/events/cnes-csa-campaign-2022/"),
    Page("map", "/map/"),
    Page("map-of-one", "/map/?party=FR"),
    Page("network", "/network/"),
    Page("network-of-bodies", "/network/?sides=agencies&action=signed&to=2010&status_on=2010-12-31"),
    Page("matrix", "/matrix/"),
    Page("matrix-of-areas", "/matrix/?columns=areas&order=name"),
    Page("watch", "/watch/"),
    Page("sources", "/sources/"),
    Page("source", "/sources/cnes-csa-2021/"),
    Page("changes", "/changes/"),
    Page("report", "/report/?page=/agreements/belgium-russia-2000/"),
    Page("follow", "/follow/?page=/agreements/%3Fparty=BE"),
    Page("search", "/search/?q=france"),
    Page("search-corrected", "/search/?q=belgum+russia"),
    Page("search-none", "/search/?q=xylophone"),
    Page("search-empty", "/search/"),
    Page("not-found", "/agreements/belgium-rusia-space/", status=404),
]

DESK = [
    Page("desk", "/admin/", desk=True),
    Page("desk-agreements", "/admin/agreements/agreement/", desk=True),
    Page("desk-agreement", lambda: _change(Agreement.objects.get(slug="cnes-csa-framework")), desk=True),
    Page("desk-new-agreement", "/admin/agreements/agreement/add/", desk=True),
    Page("desk-event", lambda: _change(Event.objects.get(slug="cnes-csa-meeting-2021")), desk=True),
    Page("desk-citation", lambda: _change(Citation.objects.filter(event__isnull=False).earliest("pk")), desk=True),
    Page("desk-drafts", "/admin/desk/draft/", desk=True),
    Page("desk-second-factor", "/admin/second-factor/", desk=True),
    Page("desk-gaps", "/admin/gaps/", desk=True),
    Page("desk-gap", "/admin/gaps/overdue/", desk=True),
    Page("desk-duplicates", "/admin/desk/merge/candidates/?kind=agency", desk=True),
    Page("desk-bring-a-text", "/admin/desk/sourcetext/add/", desk=True),
    Page("desk-texts", "/admin/desk/sourcetext/", desk=True),
    Page("desk-imports", "/admin/desk/import/", desk=True),
    Page("desk-import-table", "/admin/desk/import/add/", desk=True),
    Page("desk-origins", "/admin/desk/import/origins/", desk=True),
    Page("desk-origin", "/admin/desk/import/origins/ieadb/", desk=True),
    Page("desk-history", lambda: _change(Agreement.objects.get(slug="cnes-csa-framework"), "history"), desk=True),
]
# Of what one reader follows (conftest.py).
OF_A_READER = [
    Page("follow-manage", "/follow/of-a-reader/"),
    Page("follow-unsubscribe", "/follow/of-a-reader/unsubscribe/"),
]
FRENCH = [Page(f"{page.name}-fr", f"/fr{page.path}", page.status) for page in PUBLIC]
API = [Page("api", "/api/"), Page("api-fields", "/api/fields/")]  # of the site's frame, in English alone
LOGIN = Page("login", "/admin/login/")
# One page of each layout that is read most: what every run looks at; the others are for a thorough run.
LAYOUTS = {
    *("home", "agreements", "agreement", "network", "pair-of-countries", "search"),
    *("desk-agreement", "agreement-fr"),
}


def by_depth():
    """Return all pages as parameters of a test, those that only a thorough run looks at marked so."""
    return [
        pytest.param(page, marks=[] if page.name in LAYOUTS else [pytest.mark.thorough], id=str(page))
        for page in [*PUBLIC, *API, *OF_A_READER, *FRENCH, LOGIN, *DESK]
    ]


# Addresses with a name that answer with something else than a page.
NO_PAGES = {
    "between-picture": "an SVG or a PNG",
    "changes-atom": "a feed",
    "compare-as-csv": "a table",
    "data-as": "linked data",
    "dump": "an archive",
    "embed-between": "a frame for other sites",
    "embed-picture": "a frame for other sites",
    "embed-record": "a frame for other sites",
    "dump-of": "an archive",
    "follow-confirm": "a page by a link that is mailed: tests/alerts",
    "list-as": "exports",
    "list-picture": "an SVG or a PNG",
    "llms": "a text for assistants",
    "markdown": "a page as Markdown",
    "oembed": "JSON for other sites",
    "opensearch": "XML for browsers",
    "read-date": "JSON for the forms of the desk",
    "reconcile": "JSON for programs that match",
    "record-as": "exports",
    "record-picture": "an SVG or a PNG",
    "sitemap": "XML for search engines",
    "sitemaps": "XML for search engines",
    "suggest": "JSON for the search box",
    "unapi": "references for programs",
    "watch-ics": "a calendar",
}


def routes():
    """Return the names of all addresses of the site, save for the desk's, which Django makes, and the API's."""
    return set(_names(get_resolver().url_patterns))


def visited_routes():
    return {resolve(page.path.partition("?")[0]).url_name for page in [*PUBLIC, *OF_A_READER] if page.status != 404}


def _names(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            if str(pattern.pattern) not in ("admin/", "api/"):
                yield from _names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def _change(record, view="change"):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{view}", args=[record.pk])


def show(tab, page):
    """Lead a browser's tab to a page; forget the complaints of the page before."""
    tab.complaints.clear()
    tab.expected[:] = [f"status of {page.status}"] if page.status != 200 else []
    answer = tab.goto(page.path)
    assert answer.status == page.status, f"{page.path} answers {answer.status}"
