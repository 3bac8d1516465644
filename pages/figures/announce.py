"""Where the figures of a page are had: for its head, its downloads and the Link header of the answer."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext

from catalogue.profiles import PARAMETERS
from pages.figures.register import CSV, FIGURES, GRAPHML, JSON
from pages.figures.views import MEDIA_TYPES
from pages.queries import as_query
from pages.structured import LISTS
from spacecoop.headers import add_links
from spacecoop.languages import path_in_present_language

NAMES = {CSV: "CSV", JSON: "JSON", GRAPHML: "GraphML"}


@dataclass(frozen=True, slots=True)
class File:
    """One form of the figures of a page: its name, media type and address."""

    name: str
    media_type: str
    address: str


def figures_of(request):
    """Return the Files with the figures of the page that a request asks for, its filters kept; [] of other pages."""
    match = request.resolver_match
    name, given = (match.url_name, match.kwargs.values()) if match else ("", [])
    arguments = [quote(str(text).lower()) for text in given]
    if name == "watch":
        return _files("/watch")
    if name == "between":
        return _files(f"/between/{'/'.join(arguments)}")
    if name in PARAMETERS:
        return _files(f"/{LISTS[name]}/{arguments[0]}/profile")
    return [file for counted in FIGURES.values() if name in counted.pages for file in _of_list(request, counted)]


def _of_list(request, counted):
    known = counted.filters.base_filters
    pairs = [(name, value) for name in request.GET if name in known for value in request.GET.getlist(name) if value]
    if counted.path == "panel":
        told = {CSV: gettext("by year and status (CSV)")}
        return _files("/panel", as_query(pairs), told)
    return _files(f"/{counted.path}", as_query(pairs), {suffix: NAMES[suffix] for suffix in counted.formats})


def _files(path, query="", formats=None):
    path = path_in_present_language(path)
    named = formats or {suffix: NAMES[suffix] for suffix in (CSV, JSON)}
    return [
        File(name, MEDIA_TYPES[suffix].partition(";")[0], f"{path}.{suffix}{query}") for suffix, name in named.items()
    ]


class LinkMiddleware:
    """Name the files with the figures of a page in the Link header of its answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 200 and (files := figures_of(request)):
            links = [f'<{file.address}>; rel="alternate"; type="{file.media_type}"' for file in files]
            add_links(response, links)
        return response
