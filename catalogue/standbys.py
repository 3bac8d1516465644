"""The standbys: who is asked next, and who is left out for a while."""

import logging
import re
import time
from itertools import count

from django.conf import settings
from django.db import connection, connections
from psycopg.errors import ReadOnlySqlTransaction, SerializationFailure

from spacecoop import health
from spacecoop.databases import STANDBYS
from spacecoop.health import Pulse

logger = logging.getLogger("spacecoop.catalogue")
LEFT_OUT = 5  # seconds for which one that has failed is not asked
BEHIND = 0.5  # seconds for which one is not asked that has not the edition of the index yet
SILENCE = 2  # seconds without an answer after which nobody waits for a standby any longer
# The database has broken off one question, and answers others.
PASSING = (SerializationFailure, ReadOnlySqlTransaction)
SEEN = "seen_revision"  # the cookie of who has saved
SEEN_SECONDS = 600
TAG = re.compile(r'"[0-9a-f]{16}-(\d{1,18})-\d{8}"')
SWITCHED_OFF = settings.HOME / "standbys-off"


class Standby(Pulse):
    """A standby as this process sees it; while its pulse is still, nobody waits for it."""

    silence = SILENCE

    def __init__(self, alias):
        super().__init__(alias)
        self.out_until, self.is_out = 0.0, False

    @property
    def place(self):
        """Where it is, as the log may tell."""
        told = connections[self.alias].settings_dict
        return f"{told['HOST'] or told['OPTIONS'].get('host', 'localhost')}:{told['PORT'] or 5432}"

    def is_open(self):
        return time.monotonic() >= self.out_until and not self.is_still()

    def failed(self, error):
        """Leave it out for a while, unless it was this question alone; the log says so once."""
        connections[self.alias].close()
        told = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if isinstance(error.__cause__, PASSING):
            logger.warning("The standby %s broke off a question, which is asked elsewhere: %s", self.place, told)
            return
        self.out_until = time.monotonic() + LEFT_OUT
        if not self.is_out:
            logger.error("The standby %s is left out, readers are answered elsewhere: %s", self.place, told)
        self.is_out = True

    def is_behind(self):
        """Leave it out for a moment: it comes back by itself."""
        self.out_until = time.monotonic() + BEHIND

    def answered(self):
        if self.is_out:
            logger.warning("The standby %s answers again.", self.place)
        self.is_out = False


ALL = [Standby(alias) for alias in STANDBYS]
health.pulses.extend(ALL)  # each is watched, like the primary
_turns = count()


def open_now(*, ready=False):
    """Yield the standbys that may be asked, another one first each time; none where they are switched off.

    `ready`: also those that answer and are only behind.
    """
    if not ALL or SWITCHED_OFF.exists():
        return
    first = next(_turns)
    for number in range(len(ALL)):
        standby = ALL[(first + number) % len(ALL)]
        if standby.is_open() or (ready and not standby.is_out):
            yield standby


def is_followed():
    """Tell whether the database asked is a standby that hears from its primary just now. Cost: one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_stat_wal_receiver)")
        return cursor.fetchone()[0]


def revision_seen(request):
    """Return the highest revision that whoever asks tells to have seen, by its tags and the cookie; else 0."""
    told = TAG.findall(request.META.get("HTTP_IF_NONE_MATCH", ""))
    cookie = request.COOKIES.get(SEEN, "")
    if cookie.isascii() and cookie.isdecimal() and len(cookie) <= 18:
        told.append(cookie)
    return max(map(int, told), default=0)


def remember(response, revision):
    """Let a browser know which revision it has seen, once it has saved: whoever answers it next is no older."""
    options = {"httponly": True, "secure": settings.SESSION_COOKIE_SECURE, "samesite": "Lax"}
    response.set_cookie(SEEN, str(revision), max_age=SEEN_SECONDS, **options)
