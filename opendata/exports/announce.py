"""Where else the records of a page can be had: for its head, its foot and the Link header of the answer."""

from dataclasses import dataclass
from urllib.parse import urlencode

from opendata.exports.formats import FORMATS, formats_of
from opendata.exports.selection import KINDS

# The names of the addresses of one record, and of the API's.
RECORDS = {viewset.queryset.model._meta.model_name: kind for kind, viewset in KINDS.items()}
LISTS = {**{kind: kind for kind in KINDS}, **{f"{name}-list": kind for name, kind in RECORDS.items()}}
DETAILS = {**RECORDS, **{f"{name}-detail": kind for name, kind in RECORDS.items()}}


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
    if name in LISTS:
        kind = LISTS[name]
        return _doors(kind, f"/{kind}", _kept(request, KINDS[kind].filterset_class.base_filters))
    if name in DETAILS:
        kind = DETAILS[name]
        slug = next(iter(match.kwargs.values()))
        return _doors(kind, f"/{kind}/{slug.lower()}", _kept(request, KINDS[kind].detail_parameters))
    return [_door(FORMATS["ics"], "/watch", "")] if name == "watch" else []


def _doors(kind, path, query):
    return [_door(form, path, query) for form in formats_of(kind)]


def _door(form, path, query):
    return Door(form.name, form.media_type.partition(";")[0], f"{path}.{form.suffix}{query}", form.suffix)


def _kept(request, known):
    """Return the parameters of a request that are `known` as a query with its question mark."""
    pairs = [(name, value) for name in request.GET if name in known for value in request.GET.getlist(name) if value]
    return f"?{urlencode(pairs)}" if pairs else ""


class LinkMiddleware:
    """Name in the Link header of a list or record, page or API, the other forms that it has (RFC 8288)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 200 and (doors := doors_of(request)):
            links = [f'<{door.address}>; rel="alternate"; type="{door.media_type}"' for door in doors]
            present = [response["Link"]] if response.has_header("Link") else []
            response["Link"] = ", ".join([*present, *links])
        return response
