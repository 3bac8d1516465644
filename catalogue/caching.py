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
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from drf_spectacular.views import SpectacularAPIView
from rest_framework.utils.mediatypes import media_type_matches, order_by_precedence

from catalogue import renderer, standbys
from catalogue.indexer import OfAnotherEdition, in_memory, indexed, up_to_date
from catalogue.measures import Unmoved, lag
from catalogue.reading import reading
from catalogue.renderer import standing_now
from catalogue.sharing import Sharing
from spacecoop.databases import PRIMARY, Unanswered, held, using
from spacecoop.health import pulse
from spacecoop.languages import present as present_language
from spacecoop.languages import without_language
from spacecoop.memory import keep

logger = logging.getLogger("spacecoop.catalogue")
KEPT_SECONDS = 86_400  # the tag has the day in it
LARGEST_KEPT = 512 * 1024
# So many documents a request renders whose visitor may have saved, or who finds that the renderer does not come.
SMALL = 200
LEFT_SECONDS = 2  # that readers leave to the renderer, and to whoever saved, before they render and index themselves
PAUSE_AFTER_FAILURE = 5  # seconds in which this process does not try to render again
PATIENCE = 0.3  # seconds that whoever may have saved waits for a renderer that is at it
PAUSE_WHILE_BEHIND = 0.5  # seconds in which it leaves documents and index to whoever writes them
CATCHING_UP = 1  # seconds that a reader waits for what another site has shown before
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


@keep(256)
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


def now(watch=None):
    """Return the present Standing; the first question of a request, so also the test of its connection.

    A connection that was kept and has died meanwhile is opened again, which spares every other request a question of
    its own. `watch`: the Pulse of the database that is asked. Cost: one query.
    """
    was_open = connection.connection is not None
    try:
        return standing_now()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or not was_open or (watch or pulse).is_still():
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
        if self.is_public(request):
            for standby in standbys.open_now():
                if response := self._from_standby(request, standby, self._seen_by_standby):
                    return response
        with using(self._alias(request)):
            return held(self._from_primary(request), connection.alias)

    def _alias(self, request):
        """Return the connection to the primary that a request has: its own at the desk, which works in sessions."""
        is_at_desk = settings.SESSION_COOKIE_NAME in request.COOKIES or _begins(request, NEVER)
        return DEFAULT_DB_ALIAS if is_at_desk else PRIMARY

    def _from_primary(self, request):
        try:
            if pulse.is_still():
                raise OperationalError("The database does not answer.")
            present = now()
        except (OperationalError, InterfaceError):
            if response := self.is_public(request) and self._from_any_standby(request):
                return response
            raise
        may_have_saved = settings.SESSION_COOKIE_NAME in request.COOKIES
        if _begins(request, NEVER):
            response = self.get_response(request)
            if may_have_saved and request.method == "POST":
                self._show_saved(response)
            return response
        if present.is_behind:
            present = self._brought_up_to_date(present, may_have_saved)
        seen = self._no_older(request, present, self._indexed(present, may_have_saved))
        lag.of_documents(present)
        lag.of_index(present, seen.edition)
        return self._shared(request, seen)

    def _from_standby(self, request, standby, find):
        """Return the answer of a standby; None where it cannot give any, or none as new as what the reader has seen.

        `find`: returns the index for its Standing. What fails in the middle is begun anew elsewhere: nothing is sent.
        """
        try:
            with using(standby.alias):
                seen = find(now(standby))
                if seen.revision < standbys.revision_seen(request):
                    raise OfAnotherEdition
                response = held(self._shared(request, seen), standby.alias)
        except OfAnotherEdition:
            standby.is_behind()
            return None
        except (DatabaseError, InterfaceError) as error:
            standby.failed(error)
            return None
        if isinstance(response, Unanswered):
            standby.failed(response.error)
            return None
        standby.answered()
        return response

    def _seen_by_standby(self, present):
        """Return the index for a standby. Raises: OfAnotherEdition where readers have to do what the renderer does."""
        nobody_renders = present.is_behind and self.documents.seconds(present.edition) >= LEFT_SECONDS
        if present.edition is None or nobody_renders:
            raise OfAnotherEdition
        return self._indexed(present, may_have_saved=False, is_copy=True)

    def _from_any_standby(self, request):
        """Answer without the primary, also where the index of this site is of an edition that no standby has got.

        Such a standby has an index of its own in the memory of this process: to make it takes seconds, once.
        """
        for standby in standbys.open_now(ready=True):
            if response := self._from_standby(request, standby, self._seen_without_primary):
                return response
        return None

    def _seen_without_primary(self, present):
        if present.edition is None:
            raise OfAnotherEdition
        try:
            return indexed(present, SMALL, is_copy=True)
        except OfAnotherEdition:
            return up_to_date(in_memory(), present)

    def _no_older(self, request, present, seen):
        """Return the index as it answers for what the reader has seen from another site, once this one has it.

        What a primary does not have is of a state that was undone; a standby may still be told of it. Raises:
        OperationalError where that takes longer than CATCHING_UP.
        """
        wanted, end = standbys.revision_seen(request), time.monotonic() + CATCHING_UP
        while seen.revision < wanted and (present.revision >= wanted or standbys.is_followed()):
            if time.monotonic() > end:
                raise OperationalError("This site is behind what the reader has seen.")
            time.sleep(0.02)
            present = now()
            seen = indexed(present)
        return seen

    def _show_saved(self, response):
        """Render and index what a request has saved before it is answered: so no reader waits while that is done.

        Its browser is told the revision, so that no other site shows it less.
        """
        try:
            present = now()
            if present.is_behind:
                present = self._brought_up_to_date(present, may_have_saved=True)
            standbys.remember(response, self._indexed(present, may_have_saved=True).revision)
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

    def _indexed(self, present, may_have_saved, *, is_copy=False):
        """Bring the index up to date after a small change; where that fails, readers go on with what it has."""
        seen = indexed(present, SMALL if may_have_saved else 0, is_copy=is_copy)
        if seen.edition >= present.edition:
            return seen
        if not may_have_saved:
            if self.index.seconds(seen.edition) < LEFT_SECONDS or time.monotonic() < self.tries_again_at:
                return seen
            seen = indexed(present, SMALL, is_copy=is_copy)
        if seen.edition < present.edition:
            self.tries_again_at = time.monotonic() + (PAUSE_AFTER_FAILURE if seen.is_stuck else PAUSE_WHILE_BEHIND)
        return seen

    def _shared(self, request, seen):
        """Return the answer from an index as it is seen, with what caches are told of it."""
        sharing = Sharing(request)  # before the answer, which takes its parameters
        with reading(seen):
            return sharing.tell(self._answer(request, seen))

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
        """Return the entity tag of what is read from an edition today, in the present language.

        By the revision in it a site knows whether it has what its reader has seen (`standbys.revision_seen`).
        """
        seen = (edition.revision, edition.changed_at, build(), present_language())
        mark = blake2b(repr(seen).encode(), digest_size=8).hexdigest()
        return f'W/"{mark}-{edition.revision}-{timezone.now():%Y%m%d}"'

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
