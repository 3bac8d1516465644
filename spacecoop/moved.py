"""Old addresses: a record that was renamed is found under its new slug, for ever."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase


class Moved(Exception):
    """The record asked for stands under another slug now."""

    def __init__(self, kind: str, old: str, new: str) -> None:
        super().__init__(f"{kind} {old} is {new} now")
        self.old, self.new = old, new

    def leads_from(self, path: str) -> str:
        """Return the path to the record's present address, in place of the `path` that was asked for."""
        return re.sub(rf"/{re.escape(self.old)}(?=[/.])", f"/{self.new}", path, count=1)


class MovedMiddleware:
    """Answer a page asked for under a former slug with a permanent redirect to the present one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, Moved):
            response = HttpResponsePermanentRedirect(exception.leads_from(request.get_full_path()))
            response.status_code = 308
            return response
        return None
