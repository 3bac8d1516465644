"""The addresses of all pages for search engines: a site map of the lists and one of each kind of record."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from catalogue.index.schema import KINDS
from catalogue.models import Document
from spacecoop.addresses import address_of
from spacecoop.languages import html_language

MOST = 5_000  # records in one file, each in every language
# The pages that stand for themselves; what their filters lead to is found through them.
PAGES = (
    *("home", "about", "data", "use", "agreements", "countries", "agencies", "missions", "areas", "events", "people"),
    *("sources", "groups", "pairs", "network", "matrix", "map", "watch", "changes"),
)


class InEachLanguage(Sitemap):
    """Addresses in each language, each with those of the others."""

    limit = MOST
    i18n = alternates = x_default = True

    def _urls(self, *arguments):
        urls = super()._urls(*arguments)
        for other in (other for url in urls for other in url["alternates"]):
            if other["lang_code"] != "x-default":
                other["lang_code"] = html_language(other["lang_code"])  # as the pages themselves name it
        return urls


class Lists(InEachLanguage):
    def items(self):
        return PAGES

    def location(self, item):
        return address_of(item)


class Records(InEachLanguage):
    """The pages of one kind of record, with the day of their last change. Cost: a query."""

    def __init__(self, kind):
        self.kind = kind

    def items(self):
        return list(Document.objects.filter(kind=self.kind, until=None).order_by("slug").values("slug", "changed_at"))

    def location(self, item):
        return address_of(self.kind, item["slug"])

    def lastmod(self, item):
        return item["changed_at"]


SITEMAPS = {"lists": Lists} | {kind: Records(kind) for kind in KINDS}

urlpatterns = [
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
