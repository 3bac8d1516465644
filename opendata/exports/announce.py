"""Where else the records of a page can be had: for its head, its foot and the Link header of the answer."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlencode

from opendata.answers import PLURALS
from opendata.api import LISTS
from opendata.exports.formats import FORMATS, formats_of
from opendata.exports.selection import LICENCE_ADDRESS, export_parameters
from spacecoop.headers import add_links
from spacecoop.languages import path_in_present_language

# The lists by the names of the addresses of a list and of one record, of pages and of the API.
OF_LISTS = {name: name for name in LISTS} | {f"{kind}-list": name for kind, name in PLURALS.items()}
OF_RECORDS = PLURALS | {f"{kind}-detail": name for kind, name in PLURALS.items()}


@dataclass(frozen=True, slots=True)
class Door:
    """One form of the same records: its name, media type and address."""

    name: str
    media_type: str
    address: str
    suffix: str


def doors_of(request):
    """Return the Doors of the list or record that a request asks for, its filters kept; [] for any other page."""
    match = request.resolver_match
    name = match.url_name if match else None
    if name in OF_LISTS:
        list_name = OF_LISTS[name]
        return _doors(list_name, f"/{list_name}", _kept(request, LISTS[list_name].filterset_class.base_filters))
    if name in OF_RECORDS:
        list_name = OF_RECORDS[name]
        slug = next(iter(match.kwargs.values()))
        return _doors(list_name, f"/{list_name}/{quote(slug.lower())}", _kept(request, export_parameters(list_name)))
    if name == "data":
        return [_door(FORMATS[suffix], "/about/data", "") for suffix in ("ttl", "jsonld")]
    return [_door(FORMATS["ics"], "/watch", "")] if name == "watch" else []


def _doors(list_name, path, query):
    return [_door(form, path, query) for form in formats_of(list_name)]


def _door(form, path, query):
    address = f"{path_in_present_language(path)}.{form.suffix}{query}"
    return Door(form.name, form.media_type.partition(";")[0], address, form.suffix)


def _kept(request, known):
    """Return the parameters of a request that are `known` as a query with its question mark."""
    pairs = [(name, value) for name in request.GET if name in known for value in request.GET.getlist(name) if value]
    return f"?{urlencode(pairs)}" if pairs else ""


class LinkMiddleware:
    """Name in the Link header of a list or record, page or API, its other forms, its licence and the address to cite.

    `request.doors` gives the forms to the page itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.doors = partial(doors_of, request)  # asked once the address is resolved
        response = self.get_response(request)
        if response.status_code == 200 and (doors := request.doors()):
            links = [f'<{door.address}>; rel="alternate"; type="{door.media_type}"' for door in doors]
            add_links(response, [*links, *_rights_of(request)])
        return response


def _rights_of(request):
    """Return the links to the licence and, of one record, to the address by which it is cited."""
    licence = f'<{LICENCE_ADDRESS}>; rel="license"'
    match = request.resolver_match
    if match.url_name not in OF_RECORDS:
        return [licence]
    slug = quote(next(iter(match.kwargs.values())).lower())
    page = request.build_absolute_uri(f"/{OF_RECORDS[match.url_name]}/{slug}/")
    return [licence, f'<{page}>; rel="cite-as"']
