"""Old addresses: a record that was renamed is found under its new slug, for ever."""

import re

from django.http import Http404, HttpResponsePermanentRedirect

from spacecoop.models import FormerSlug


class Moved(Exception):
    """The record asked for stands under another slug now."""

    def __init__(self, kind, old, new):
        super().__init__(f"{kind} {old} is {new} now")
        self.old, self.new = old, new

    def leads_from(self, path):
        """Return the path to the record's present address, in place of the `path` that was asked for."""
        return re.sub(rf"/{re.escape(self.old)}(?=[/.])", f"/{self.new}", path, count=1)


def get_record(queryset, slug):
    """Return the record with `slug`.

    Raises: Moved where it once had that slug; Http404 where none ever had.
    """
    kind = queryset.model._meta.model_name
    if record := queryset.filter(slug=slug).first():
        return record
    former = FormerSlug.objects.filter(kind=kind, slug=slug).first()
    if former:
        raise Moved(kind, slug, former.current)
    raise Http404(f"There is no {queryset.model._meta.verbose_name} “{slug}”.")


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
