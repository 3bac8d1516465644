"""What every answer says to browsers beside its content, and the method that no address answers."""

import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

# All that a page could ask of a browser and ours do not; a feature without a name here is one that asks nobody.
FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
NOTHING_ALLOWED = ", ".join(f"{feature}=()" for feature in FEATURES)
OPEN = re.compile(settings.CORS_URLS_REGEX)


def is_open(path: str) -> bool:
    """Tell whether a path is of the API, an export or a picture: read by programs and by pages of other sites."""
    return bool(OPEN.match(path))


def add_links(response: HttpResponseBase, links: Iterable[str]) -> None:
    """Name more links in the Link header of an answer, after those that it names."""
    present = [response["Link"]] if response.has_header("Link") else []
    response["Link"] = ", ".join([*present, *links])


class HeadersMiddleware:
    """Set the headers that depend on the address alone; refuse TRACE, which would send cookies back.

    It stands before all other middleware, so that kept answers and errors have them too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "TRACE":
            return self.with_headers(request, HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"]))
        response = self.get_response(request)
        if request.method == "HEAD":
            _leave_out_content(response)
        return self.with_headers(request, response)

    def with_headers(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response["Permissions-Policy"] = NOTHING_ALLOWED
        response["Cross-Origin-Resource-Policy"] = "cross-origin" if is_open(request.path) else "same-origin"
        if is_open(request.path) and request.method in ("GET", "HEAD"):
            _open_to_all(response)
        if request.path.startswith("/admin/"):
            # What somebody typed, or who is logged in, stays in no cache of a shared computer.
            add_never_cache_headers(response)
        return response


def _open_to_all(response: HttpResponseBase) -> None:
    """Let pages of every site read an answer, whoever asks for it: a cache may keep one for all of them."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = ", ".join(settings.CORS_EXPOSE_HEADERS)
    if response.has_header("Vary"):
        names = [name for name in re.split(r"\s*,\s*", response["Vary"]) if name.lower() != "origin"]
        response["Vary"] = ", ".join(names)
        if not names:
            del response["Vary"]


def _leave_out_content(response: HttpResponseBase) -> None:
    """Leave the headers alone of an answer: the web server would do so too, and complain in the log each time."""
    if isinstance(response, HttpResponse) and response.content:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
