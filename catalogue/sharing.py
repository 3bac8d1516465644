"""What caches between the site and its readers are told: who may keep an answer, for how long, and for whom else.

Browsers keep what all readers share and ask each time whether it still holds. A CDN or a Varnish in front may give it
for a minute without asking (RFC 9213), while it asks (RFC 5861), and for a week where the site does not answer; it is
purged whenever what readers see changes (catalogue.purging).
"""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from catalogue.past.middleware import PARAMETER, is_here
from spacecoop.headers import is_open

ASKS_EACH_TIME = "public, no-cache"
OF_ONE_READER = "private, no-cache"
STALE = "stale-while-revalidate=60, stale-if-error=604800"
AT_THE_EDGE = f"public, max-age=60, {STALE}"


def until_tomorrow():
    """Return the seconds until the day ends (UTC), and with it what is said of today."""
    now = timezone.now()
    return int((datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo) - now).total_seconds())


def immutable():
    """Return a `Cache-Control` for what does not change until the day ends."""
    return f"public, max-age={until_tomorrow()}, immutable"


def vary_of(path):
    """Return the headers of a request that change the answer at an address, beside those that its view names.

    Lists and records lead to other forms of themselves by `Accept`; exports and charts are one form each.
    """
    is_one_form = is_open(path) and not path.startswith("/api/")
    return ("Accept-Encoding", "Cookie") if is_one_form else ("Accept", "Accept-Encoding", "Cookie")


class Sharing:
    """What is told of the answer to one request; made before the request is answered, which takes its parameters."""

    def __init__(self, request):
        self.is_of_all = settings.SESSION_COOKIE_NAME not in request.COOKIES
        self.is_api = request.path.startswith("/api/")
        self.is_past = is_here(request.path) and _is_over(request.GET.get(PARAMETER, ""))
        self.path = request.path

    def tell(self, response):
        """Add the headers to an answer, unless its view has said itself who may keep it."""
        if not self.is_of_all or response.cookies:
            response.setdefault("Cache-Control", OF_ONE_READER)
        elif response.status_code not in (200, 304) or not response.has_header("ETag"):
            response.setdefault("Cache-Control", "no-cache")
        else:
            self._share(response)
        return response

    def _share(self, response):
        patch_vary_headers(response, vary_of(self.path))
        if self.is_past:
            # A page names scripts and styles that go with the next version: browsers ask for it, and for no data.
            response["Cache-Control"] = immutable() if self.is_api else ASKS_EACH_TIME
            response["CDN-Cache-Control"] = f"public, max-age={until_tomorrow()}, {STALE}"
            return
        response.setdefault("Cache-Control", ASKS_EACH_TIME)
        if response["Cache-Control"].startswith("public"):
            response["CDN-Cache-Control"] = AT_THE_EDGE


def _is_over(text):
    with suppress(ValueError):
        return date.fromisoformat(text) < timezone.now().date()
    return False
