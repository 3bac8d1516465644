"""Answers that hold as long as the revision does: `ETag`, 304 and a cache in front of everything.

What a visitor sees depends on the data (the revision), on the day (the status of an agreement) and on the code.
The three together are the entity tag, so that `If-None-Match` is answered without running any view, and the key
under which a whole answer is kept. Nobody who is logged in gets a kept answer.
"""

from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

KEPT_SECONDS = 86_400  # the tag has the day in it
LARGEST_KEPT = 512 * 1024
NEVER = ("/admin/", "/healthz", "/dates/read/", "/favicon.ico")
FOLDERS = ("spacecoop", "agencies", "agreements", "catalogue", "pages", "opendata", "desk", "templates", "static")
# The headers of a request that change its answer.
VARY = ("Accept", "Accept-Encoding", "Cookie", "HX-Request", "Origin")


def _build():
    """Return a mark of the contents of code and templates: two checkouts of one state have the same."""
    mark = blake2b(digest_size=4)
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".yaml", ".json"}:
                mark.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()


def present_revision():
    """Return the number of the present revision; the first question of a request, so also the test of its connection.

    A connection that was kept and has died meanwhile is opened again, which spares every other request a question of
    its own. None where the database does not answer: the view will say so.
    """
    for attempt in (1, 2):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT number FROM spacecoop_revision")
                row = cursor.fetchone()
                return row[0] if row else 0
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or attempt == 2:
                return None
            connection.close()
    return None


class RevisionCacheMiddleware:
    """Answer a repeated question from the cache, or with 304; it stands before all other middleware."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.build = _build()

    def __call__(self, request):
        if request.path.startswith("/static/"):
            return self.get_response(request)
        revision = present_revision()
        if revision is None:
            return self.get_response(request)
        # For what a view keeps for other requests too.
        request.state = tag = f'W/"{revision}-{timezone.now():%Y%m%d}-{self.build}"'
        if not self.is_public(request):
            return self.get_response(request)
        asked_for = request.headers.get("If-None-Match")
        if asked_for and tag in parse_etags(asked_for):
            return self.with_headers(HttpResponseNotModified(), tag, revision)
        key = self.key(request, tag)
        kept = cache.get(key)
        if kept:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if response.status_code != 200 or response.cookies or response.has_header("ETag"):
            return response
        self.with_headers(response, tag, revision)
        if not response.streaming and len(response.content) <= LARGEST_KEPT:
            cache.set(key, (response.content, dict(response.items())), KEPT_SECONDS)
        return response

    def is_public(self, request):
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path.startswith(NEVER)
        )

    def key(self, request, tag):
        asked = (
            tag,
            request.method,
            request.scheme,
            request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", "")),
            request.get_full_path(),
            request.headers.get("Accept", ""),
            request.headers.get("HX-Request", ""),
            str("Origin" in request.headers),
            str("gzip" in request.headers.get("Accept-Encoding", "")),
        )
        return f"answer:{blake2b(repr(asked).encode(), digest_size=20).hexdigest()}"

    def with_headers(self, response, tag, revision):
        response["ETag"] = tag
        response["Spacecoop-Revision"] = revision
        response.setdefault("Cache-Control", "public, no-cache")  # keep it, but ask each time whether it still holds
        patch_vary_headers(response, VARY)
        return response
