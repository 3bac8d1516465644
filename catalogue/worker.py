"""The process beside the site that renders and indexes what has changed, so that no reader has to."""

import logging
import os
import signal
import sys
import time
from threading import Thread

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from catalogue.indexer import indexed, remove_old
from catalogue.purging import settled
from catalogue.renderer import standing_now, take_away_superseded, up_to_date
from spacecoop.metrics import BESIDE, beats, take_row

logger = logging.getLogger("spacecoop.catalogue")
PAUSE = 0.2  # seconds between two looks
PAUSE_AFTER_FAILURE = 5
AFTER_VISITORS = 5  # by which its priority is lower than that of the processes that answer
CLEANING = 300  # seconds between two times at which superseded documents are taken away


def begin_following(listeners, beside=()):
    """Begin a process that renders what changes beside this one and ends with it; return its number.

    It is forked, and has what is loaded in common with this one. `listeners`: sockets that are not for it. `beside`:
    functions that it runs as well, each in a thread of its own, for as long as it lives.
    """
    site = os.getpid()
    sys.stdout.flush()  # else what waits there is said by both
    sys.stderr.flush()
    if process := os.fork():
        return process
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    for listener in listeners:
        listener.close()
    os.nice(AFTER_VISITORS)
    take_row(BESIDE)
    for work in beside:
        Thread(target=work, name=work.__name__, daemon=True).start()
    follow(site)
    sys.exit(0)


def index_present():
    """Bring the index of this site up to date, however much has changed; return whether there are any documents."""
    present = standing_now()
    return bool(present.edition and indexed(present))


def follow(site):
    """Render and index what changes, until `site`, the process that began this one, has ended.

    It may have ended before the first line here runs. A site for reading only indexes what others render.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the embedded database hears of the end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the site ends this process itself
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    cleaned = 0.0
    remove_old()
    while os.getppid() == site:
        beats.labels("documents").set_to_current_time()
        try:
            up_to_date()
            _index(site)
            if not settings.READ_ONLY and time.monotonic() - cleaned > CLEANING:
                take_away_superseded()
                cleaned = time.monotonic()
        except (DatabaseError, InterfaceError) as error:
            logger.error("The documents are not up to date, the database answers: %s", str(error).splitlines()[0])
            connection.close()
            _pause(site, PAUSE_AFTER_FAILURE)
        except Exception:  # a record that cannot be made a document: readers keep the edition that there is
            logger.exception("The documents are not up to date.")
            _pause(site, PAUSE_AFTER_FAILURE)
        time.sleep(PAUSE)


def _index(site):
    """Bring the index up to date, and say what readers see from now on: an edition, on a day."""
    present = standing_now()
    if not present.edition:
        return
    seen = indexed(present)
    settled.tell((seen.edition, timezone.now().date()))
    if seen.is_stuck:
        _pause(site, PAUSE_AFTER_FAILURE)  # the log says why


def _pause(site, seconds):
    """Wait, but not for a site that has ended."""
    end = time.monotonic() + seconds
    while os.getppid() == site and time.monotonic() < end:
        time.sleep(PAUSE)
