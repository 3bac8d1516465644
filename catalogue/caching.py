"""Answers that hold as long as the edition does: `ETag`, 304 and a cache in front of everything.

What a visitor sees depends on the documents (the edition), on the day (the status of an agreement), on the code and
on the language. The four together are the entity tag, and part of the key under which a whole answer is kept.
`If-None-Match` is answered without running any view where the same was answered before: the tag says nothing of
whether there is anything at an address. Nobody who is logged in gets a kept answer.
"""

import logging
import time
from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from drf_spectacular.views import SpectacularAPIView
from rest_framework.utils.mediatypes import media_type_matches, order_by_precedence

from catalogue import renderer
from catalogue.indexer import indexed
from catalogue.measures import Unmoved, lag
from catalogue.reading import reading
from catalogue.renderer import standing_now
from catalogue.sharing import Sharing
from spacecoop.health import pulse
from spacecoop.languages import present as present_language
from spacecoop.languages import without_language

logger = logging.getLogger("spacecoop.catalogue")
KEPT_SECONDS = 86_400  # the tag has the day in it
LARGEST_KEPT = 512 * 1024
# So many documents a request renders whose visitor may have saved, or who finds that the renderer does not come.
SMALL = 200
LEFT_SECONDS = 2  # that readers leave to the renderer, and to whoever saved, before they render and index themselves
PAUSE_AFTER_FAILURE = 5  # seconds in which this process does not try to render again
PATIENCE = 0.3  # seconds that whoever may have saved waits for a renderer that is at it
PAUSE_WHILE_BEHIND = 0.5  # seconds in which it leaves documents and index to whoever writes them
WITHOUT_DATABASE = ("/static/", "/dates/read/", "/favicon.ico")
NEVER = ("/admin/", *WITHOUT_DATABASE)
OF_ONE_READER = ("/follow/",)  # shows documents, and is kept for nobody else
FOLDERS = (
    *("spacecoop", "agencies", "agreements", "catalogue", "pages", "opendata", "alerts", "desk"),
    *("templates", "static", "locale"),
)
NOTHING = (None, {})  # is kept of a request
# The media types that views offer, in their order: those of the API, of its schema, of its documentation.
OFFERS = (
    ("application/json",),
    tuple(renderer.media_type for renderer in SpectacularAPIView.renderer_classes),
    ("text/html",),
)


@lru_cache(maxsize=1)
def build():
    """Return a mark of the contents of code and templates: two checkouts of one state have the same."""
    mark = blake2b(digest_size=4)
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".yaml", ".json", ".po"}:
                mark.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()


def _begins(request, beginnings):
    return without_language(request.path).startswith(beginnings)


def _kept(response):
    """Return the content and the headers to keep of an answer; of a long one only the headers."""
    is_short = not response.streaming and len(response.content) <= LARGEST_KEPT
    return (response.content if is_short else None), dict(response.items())


@lru_cache(maxsize=256)
def offered(accept):
    """Return what each kind of view answers to an `Accept` header: one of its media types, None for a refusal.

    They are few, and the headers that strangers can think of are not.
    """
    wanted = order_by_precedence(part.strip() for part in accept.split(","))
    return tuple(_first_offered(offer, wanted) for offer in OFFERS)


def _first_offered(offer, wanted):
    """Return the media type that the framework would choose: of the most exact wishes the view's own favourite."""
    for wishes in wanted:
        for media_type in offer:
            if any(media_type_matches(media_type, wish) for wish in wishes):
                return media_type
    return None


def now():
    """Return the present Standing; the first question of a request, so also the test of its connection.

    A connection that was kept and has died meanwhile is opened again, which spares every other request a question of
    its own. Cost: one query.
    """
    was_open = connection.connection is not None
    try:
        return standing_now()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or not was_open or pulse.is_still():
            raise
        connection.close()
    return standing_now()


class EditionMiddleware:
    """Answer a repeated question from the cache, or with 304, and every other from documents of one edition.

    It stands before all other middleware.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        build()  # once for all requests
        self.tries_again_at = self.renders_again_at = 0.0
        self.documents, self.index = Unmoved(), Unmoved()

    def __call__(self, request):
        if _begins(request, WITHOUT_DATABASE):
            return self.get_response(request)
        if pulse.is_still():
            raise OperationalError("The database does not answer.")
        present = now()
        may_have_saved = settings.SESSION_COOKIE_NAME in request.COOKIES
        if _begins(request, NEVER):
            response = self.get_response(request)
            if may_have_saved and request.method == "POST":
                self._show_saved()
            return response
        if present.is_behind:
            present = self._brought_up_to_date(present, may_have_saved)
        seen = self._indexed(present, may_have_saved)
        lag.of_documents(present)
        lag.of_index(present, seen.edition)
        sharing = Sharing(request)
        with reading(seen):
            return sharing.tell(self._answer(request, seen))

    def _show_saved(self):
        """Render and index what a request has saved before it is answered: so no reader waits while that is done."""
        try:
            present = now()
            if present.is_behind:
                present = self._brought_up_to_date(present, may_have_saved=True)
            self._indexed(present, may_have_saved=True)
        except Exception:  # it is saved all the same
            logger.exception("The documents are not up to date.")

    def _brought_up_to_date(self, present, may_have_saved):
        """Render a small change for whoever may have saved it, after waiting for a renderer that is at it.

        Readers leave it to the renderer for LEFT_SECONDS. Where it fails, they go on with the edition that there is;
        where there is none yet, they wait for it.
        """
        if present.edition and not may_have_saved and self.documents.seconds(present.edition) < LEFT_SECONDS:
            return present
        pause_ends = self.tries_again_at if may_have_saved else max(self.tries_again_at, self.renders_again_at)
        if present.edition and time.monotonic() < pause_ends:
            return present
        try:
            if not present.edition:
                renderer.wait_until_up_to_date()
            elif not any(renderer.up_to_date(SMALL) for _ in self._tries(may_have_saved)):
                self.renders_again_at = time.monotonic() + PAUSE_WHILE_BEHIND
            return now()
        except Exception:
            if not present.edition:
                raise
            logger.exception("The documents are not up to date.")
            self.tries_again_at = time.monotonic() + PAUSE_AFTER_FAILURE
            return present

    def _tries(self, may_have_saved):
        """Yield once; for whoever may have saved again and again until PATIENCE is over."""
        yield
        end = time.monotonic() + PATIENCE
        while may_have_saved and time.monotonic() < end:
            time.sleep(0.02)
            yield

    def _indexed(self, present, may_have_saved):
        """Bring the index up to date after a small change; where that fails, readers go on with what it has."""
        seen = indexed(present, SMALL if may_have_saved else 0)
        if seen.edition >= present.edition:
            return seen
        if not may_have_saved:
            if self.index.seconds(seen.edition) < LEFT_SECONDS or time.monotonic() < self.tries_again_at:
                return seen
            seen = indexed(present, SMALL)
        if seen.edition < present.edition:
            self.tries_again_at = time.monotonic() + (PAUSE_AFTER_FAILURE if seen.is_stuck else PAUSE_WHILE_BEHIND)
        return seen

    def _answer(self, request, present):
        if not self.is_public(request):
            return self.get_response(request)
        known, tag = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")), self.tag(present)
        key = self.key(request, tag)
        request.cache = "not_modified"
        if tag in known and cache.has_key(key):
            return self.with_headers(HttpResponseNotModified(), tag, present.revision)
        content, headers = cache.get(key, NOTHING)
        request.cache = "miss" if content is None else "hit"
        if content is not None:
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if response.status_code != 200 or response.cookies or response.has_header("ETag"):
            return response
        if tag not in known and (older := getattr(response, "kept", None)):  # an export, of an edition just before
            present, tag = older, self.tag(older)
            key = self.key(request, tag)
        self.with_headers(response, tag, present.revision)
        cache.set(key, _kept(response), KEPT_SECONDS)
        if tag in known:
            unchanged = self.with_headers(HttpResponseNotModified(), tag, present.revision)
            unchanged._resource_closers += response._resource_closers  # an export that nobody reads ends with it
            return unchanged
        return response

    def is_public(self, request):
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not _begins(request, (*NEVER, *OF_ONE_READER))
        )

    def tag(self, edition):
        """Return the entity tag of what is read from an edition today, in the present language."""
        seen = (edition.revision, edition.changed_at, build(), present_language())
        mark = blake2b(repr(seen).encode(), digest_size=8).hexdigest()
        return f'W/"{mark}-{timezone.now():%Y%m%d}"'

    def key(self, request, tag):
        asked = (
            tag,
            request.method,
            request.scheme,
            request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", "")),
            request.get_full_path(),
            offered(request.META.get("HTTP_ACCEPT", "*/*")) if request.path.startswith("/api/") else None,
            "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""),
        )
        return f"answer:{blake2b(repr(asked).encode(), digest_size=20).hexdigest()}"

    def with_headers(self, response, tag, revision):
        response["ETag"] = tag
        response["Spacecoop-Revision"] = revision
        return response
