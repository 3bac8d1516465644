"""Old addresses: a record that was renamed is found under its new slug, for ever."""

import re

from django.http import HttpResponsePermanentRedirect


class Moved(Exception):
    """The record asked for stands under another slug now."""

    def __init__(self, kind, old, new):
        super().__init__(f"{kind} {old} is {new} now")
        self.old, self.new = old, new

    def leads_from(self, path):
        """Return the path to the record's present address, in place of the `path` that was asked for."""
        return re.sub(rf"/{re.escape(self.old)}(?=[/.])", f"/{self.new}", path, count=1)


class MovedMiddleware:
    """Answer a page asked for under a former slug with a permanent redirect to the present one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Moved):
            response = HttpResponsePermanentRedirect(exception.leads_from(request.get_full_path()))
            response.status_code = 308
            return response
        return None
