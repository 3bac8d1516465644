"""What is told of each request: an id, its numbers, and in a log of JSON a line; nothing of who asks, or for what."""

import logging
import re
import time
from collections.abc import Callable
from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from spacecoop import metrics
from spacecoop.languages import without_language
from spacecoop.logs import request_id

logger = logging.getLogger("spacecoop.access")
GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{7,63}")  # an id that a proxy gave and that may stand in a log
PROBES = ("/healthz", "/readyz", "/metrics")
# The kind of an address, by the first that fits, in any language.
KINDS = (
    ("probe", re.compile(rf"({'|'.join(PROBES)})$")),
    ("desk", re.compile(r"/admin/")),
    ("api", re.compile(r"/(api/|reconcile(/|$)|mcp/?$|oembed/)")),
    ("other", re.compile(r"/(static/|favicon\.ico|robots\.txt|\.well-known/|sitemap|opensearch\.xml|llms\.txt)")),
    ("export", re.compile(rf"/dump/|.*({settings.OPEN_SUFFIXES}|\.graphml$)")),
)
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")


def kind_of(path: str) -> str:
    """Return the kind of address, one of `metrics.KINDS`: “page” for what is none of the others."""
    path = without_language(path)
    return next((kind for kind, pattern in KINDS if pattern.match(path)), "page")


class AccessMiddleware:
    """Give each request an id and count it; it stands before all other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, name = time.perf_counter(), _id_of(request)
        token = request_id.set(name)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            _tell(request, response, time.perf_counter() - began)
        finally:
            request_id.reset(token)
        return response


def _id_of(request: HttpRequest) -> str:
    given: str = request.META.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
    return given if GIVEN.fullmatch(given) else token_hex(16)


def _tell(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    kind, cache = kind_of(request.path), getattr(request, "cache", "none")
    metrics.requests.labels(kind, f"{response.status_code // 100}xx", cache).inc()
    metrics.seconds.labels(kind).observe(seconds)
    if kind != "probe":
        method = request.method if request.method in METHODS else "other"
        told = {"method": method, "kind": kind, "status": response.status_code, "cache": cache}
        logger.info("request", extra={"access": {**told, "ms": round(seconds * 1000, 1)}})
