"""A site for reading only: what would write is closed, and nobody is logged in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from spacecoop.languages import without_language
from spacecoop.refusals import refusal

CLOSED = ("/admin/", "/report/", "/follow/")
# What is posted to these only asks.
ASKED = ("/api/v1/match/", "/reconcile", "/mcp")
SAFE = ("GET", "HEAD", "OPTIONS")


class ReadOnlyMiddleware:
    """Refuse in a sentence what a site for reading only does not do; take no notice of sessions of other sites."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.READ_ONLY:
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        if not _is_open(request):
            reason = gettext("This site is for reading only: it takes no reports, subscriptions or log-ins.")
            return refusal(request, 403, reason)
        return self.get_response(request)


def _is_open(request: HttpRequest) -> bool:
    path = without_language(request.path)
    return not path.startswith(CLOSED) and (request.method in SAFE or path.startswith(ASKED))
