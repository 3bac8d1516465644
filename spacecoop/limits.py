"""What a request may cost: its length, the time of the database, how many there are in a minute and at once."""

import re
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.utils.translation import gettext

from spacecoop.allowances import Allowance
from spacecoop.databases import keeps_session
from spacecoop.languages import without_language
from spacecoop.places import Places
from spacecoop.refusals import refusal
from spacecoop.visitors import visitor_of
from spacecoop.words import number

# Bytes of a body: of who is logged in, of who may upload a table or a text of 10 MB.
LARGEST_FORM = 3 * 1024 * 1024
LARGEST_UPLOAD = 11 * 1024 * 1024
MAY_UPLOAD = ("desk.add_import", "desk.add_sourcetext")

RETRY_SECONDS = 5
PATIENCE = 5  # seconds that a request waits for its place among those of its kind
RENEWED_EVERY = 60  # seconds
LONGEST_SESSION = 7 * 86_400


@dataclass
class Kind:
    """Addresses that cost more than a page: what of the allowance, and how many at once in each process.

    `name`: by which waits for a place are counted, one of `metrics.PLACES`.
    """

    path: re.Pattern
    points: int
    at_once: int = 0
    name: str = "other"
    places: Places | None = field(init=False)

    def __post_init__(self):
        self.path = re.compile(self.path)
        self.places = Places(self.at_once, self.name) if self.at_once else None


# The first that fits, in any language. Exports and the archive may wait for a slow reader: together they are fewer than
# the threads that one address may have (spacecoop.connections).
KINDS = (
    Kind(r"/dump/", points=20, at_once=1, name="dump"),
    Kind(r"/(?!api/).*\.(csv|xlsx|bib|ris|json|jsonl|jsonld|ttl|graphml)$", points=1, at_once=2, name="export"),
    Kind(r"/(?!api/).*\.png$", points=1, at_once=2, name="png"),
    Kind(r"/api/v1/search/", points=1, at_once=4, name="search"),
    Kind(r"/(search|follow)/$", points=0, at_once=4, name="search"),
    # Many names in each.
    Kind(r"/(reconcile/?$|api/v1/match/)", points=5, at_once=1, name="names"),
    Kind(r"/mcp/?$", points=2, at_once=4, name="mcp"),
    # Of thousands of records, in each language: a second of a processor.
    Kind(r"/sitemap-", points=5, at_once=1),
    Kind(r"/(api|reconcile)/", points=1),
)
# What has changed since is rendered for the first such question of a day.
PAST = Kind("", points=10, at_once=3, name="past")
QUESTIONS = Allowance("questions", *settings.API_RATE)


class RateLimitMiddleware:
    """Tell whoever asks what is counted how much is left to them, in the fields of the IETF's draft on rate limits.

    It stands before kept answers, which keep no number of anybody's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kind = None if settings.SESSION_COOKIE_NAME in request.COOKIES else _kind_of(request)
        if kind and kind.points:
            left, seconds = QUESTIONS.left(visitor_of(request))
            response["RateLimit-Policy"] = f'"{QUESTIONS.name}";q={QUESTIONS.most};w={QUESTIONS.seconds}'
            response["RateLimit"] = f'"{QUESTIONS.name}";r={left};t={seconds}'
        return response


class LimitsMiddleware:
    """Refuse what is too long, too often or too much at once.

    Who is logged in may ask for more: imports take as long as they take. It stands behind the authentication, and
    before all that reads a body; kept answers come from before it and count for nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_known = _is_logged_in(request)
        limit(0 if is_known else settings.STATEMENT_TIMEOUT)
        if refused := _refuse_body(request, is_known):
            return refused
        if is_known:
            _renew(request)
            return self.get_response(request)
        kind = _kind_of(request)
        if kind is None:
            return self.get_response(request)
        if kind.points and (wait := QUESTIONS.spend(visitor_of(request), kind.points)):
            reason = gettext("Too many requests from your network. Try again in {wait} seconds.").format(wait=wait)
            return refusal(request, 429, reason, retry_after=wait)
        return self._in_place(request, kind) if kind.places else self.get_response(request)

    def _in_place(self, request, kind):
        """Answer beside few of the same kind; an answer that is written while it is sent keeps its place until then."""
        if not kind.places.take(PATIENCE):
            reason = gettext("The site is busy. Try again in a few seconds.")
            return refusal(request, 503, reason, retry_after=RETRY_SECONDS)
        response = self.get_response(request)
        if response.streaming:
            response._resource_closers.append(kind.places.give_back)
        else:
            kind.places.give_back()
        return response


def _kind_of(request):
    if "as_recorded_on" in request.GET:
        return PAST
    path = without_language(request.path)
    return next((kind for kind in KINDS if kind.path.match(path)), None)


def _refuse_body(request, is_known):
    """Return the refusal of a body that is too long; nothing of it has been read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.LARGEST_BODY
    if not length.isdecimal() or int(length) <= most:
        return None
    if is_known:
        most = LARGEST_UPLOAD if any(map(request.user.has_perm, MAY_UPLOAD)) else LARGEST_FORM
    if int(length) <= most:
        return None
    reason = gettext("The request has {length} bytes; the limit is {most}.")
    advice = gettext("Send less.") if is_known else gettext("Log in in another window, then send it again from here.")
    told = reason.format(length=number(int(length)), most=number(most))
    return refusal(request, 413, f"{told} {advice}")


def _is_logged_in(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _renew(request):
    """Let a session that is used go on; it ends when nobody has used it for SESSION_COOKIE_AGE, or after a week."""
    now, session = int(time.time()), request.session
    began = session.get("began", now)
    if now - began > LONGEST_SESSION:
        logout(request)
    elif now - session.get("seen", 0) > RENEWED_EVERY:
        session["began"], session["seen"] = began, now


def limit(seconds):
    """End each statement after so many seconds, 0 for never, on the connection of this thread from now on.

    Cost: nothing where the connection, which is kept from request to request, has that limit already. A pool has one
    of its own (docs/scale.md).
    """
    server = connection.connection  # None where the database is away: whoever needs it will say so
    if server is None or not keeps_session() or getattr(server, "seconds_allowed", 0) == seconds:
        return
    with connection.wrap_database_errors:
        server.execute(f"SET statement_timeout = {int(seconds * 1000)}")
    server.seconds_allowed = seconds
