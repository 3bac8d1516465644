"""The purge of what stands in front of the site: asked for by the process beside it, when readers see something new.

Nobody who saves waits for it. It is asked for twice: an answer that was on its way while the first purge came holds
what was before.
"""

import logging
import threading
import time
import urllib.request

from django.conf import settings

from spacecoop.metrics import beats, purges

logger = logging.getLogger("spacecoop.catalogue")
SECONDS = 10  # that the edge may take to answer
AGAIN = 2  # seconds until the second purge: longer than nearly every answer takes
WAITS = (1, 2, 5, 10, 30, 60)  # seconds after each failure, the last one again and again
WORD_EACH = 30  # seconds between two beats while there is nothing to do
BODY = b'{"purge_everything": true}'


class Settled:
    """The last state that readers see, for the thread that purges; states that come meanwhile are one."""

    def __init__(self):
        self.state, self.has_changed = None, threading.Event()

    def tell(self, state):
        """`state`: whatever differs where readers see something else. Cost: nothing."""
        if state != self.state:
            self.state = state
            self.has_changed.set()


settled = Settled()


def purge_edge():
    """Purge whenever a state has settled, for as long as this process lives; nothing where no edge is named."""
    while settings.PURGE_URL:
        beats.labels("edge").set_to_current_time()
        if settled.has_changed.wait(WORD_EACH):
            settled.has_changed.clear()
            purge_until_done()
            time.sleep(AGAIN)
            purge_until_done()


def purge_until_done():
    """Purge; try again after each failure. The log tells the first failure, each tenth, and the end of them."""
    failures = 0
    while why := _purge():
        if failures % 10 == 0:
            logger.error("What stands in front of the site was not purged (SPACECOOP_PURGE_URL): %s.", why)
        beats.labels("edge").set_to_current_time()
        time.sleep(WAITS[min(failures, len(WAITS) - 1)])
        failures += 1
    if failures:
        logger.warning("What stands in front of the site was purged, at attempt %s.", failures + 1)


def _purge():
    """Ask once; return why it failed, None where it did not."""
    asked = urllib.request.Request(settings.PURGE_URL, method=settings.PURGE_METHOD)  # noqa: S310 - http or https
    if settings.PURGE_HEADER:
        asked.add_header(*settings.PURGE_HEADER)
    if settings.PURGE_METHOD == "POST":
        asked.data = BODY
        asked.add_header("Content-Type", "application/json")
    try:
        with _opener.open(asked, timeout=SECONDS):
            purges.labels("done").inc()
            return None
    except (OSError, ValueError) as error:  # HTTPError and URLError are OSError
        purges.labels("failed").inc()
        return " ".join(str(error).split()) or type(error).__name__


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token for one address is not sent to another."""

    def redirect_request(self, *details):
        return None


_opener = urllib.request.build_opener(_NoRedirect)
