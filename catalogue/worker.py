"""The process beside the site that renders and indexes what has changed, so that no reader has to."""

import logging
import os
import signal
import sys
import time

from django.db import DatabaseError, InterfaceError, connection

from catalogue.indexer import indexed, remove_old
from catalogue.renderer import standing_now, take_away_superseded, up_to_date

logger = logging.getLogger("spacecoop.catalogue")
PAUSE = 0.2  # seconds between two looks
PAUSE_AFTER_FAILURE = 5
CLEANING = 300  # seconds between two times at which superseded documents are taken away


def keep_following(site):
    """Follow the changes in a process of its own, another whenever one ends, until the process `site` has ended.

    `site`: the number of the process that began this one; it may have ended before the first line here runs.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the embedded database hears of the end
    while os.getppid() == site:
        renderer = os.fork()
        if not renderer:
            follow()
            sys.exit(0)
        has_ended = False
        try:
            while os.getppid() == site and not has_ended:
                time.sleep(PAUSE)
                has_ended = bool(os.waitpid(renderer, os.WNOHANG)[0])
        finally:
            if not has_ended:
                os.kill(renderer, signal.SIGTERM)
                os.waitpid(renderer, 0)
        if os.getppid() == site:
            logger.error("The renderer has ended; another one begins.")


def follow():
    """Render what changes, until the process that began this one has ended."""
    parent, cleaned = os.getppid(), 0.0
    remove_old()
    while os.getppid() == parent:
        try:
            up_to_date()
            present = standing_now()
            if present.edition and indexed(present).is_stuck:
                time.sleep(PAUSE_AFTER_FAILURE)  # the log says why
            if time.monotonic() - cleaned > CLEANING:
                take_away_superseded()
                cleaned = time.monotonic()
        except (DatabaseError, InterfaceError) as error:
            logger.error("The documents are not up to date, the database answers: %s", str(error).splitlines()[0])
            connection.close()
            time.sleep(PAUSE_AFTER_FAILURE)
        except Exception:  # a record that cannot be made a document: readers keep the edition that there is
            logger.exception("The documents are not up to date.")
            time.sleep(PAUSE_AFTER_FAILURE)
        time.sleep(PAUSE)
