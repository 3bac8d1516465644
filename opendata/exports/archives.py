"""Archives of all data that are kept on this site's disk: made beside the site, and given to all at once.

Each is of one edition and one day, which its file name says. The last one is given until a newer one is whole; not
where a restored backup, or other code, has left nothing of its edition.
"""

import logging
import os
import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection
from django.utils import timezone

from catalogue.changes import beginning, mark_of
from catalogue.indexer import indexed
from catalogue.models import Edition
from catalogue.renderer import standing_now
from opendata.exports.dump import write_dump
from spacecoop.metrics import beats

logger = logging.getLogger("spacecoop.catalogue")
MOST_KEPT = 2
LOOK = 5  # seconds between two looks whether there is anything to do
PAUSE_AFTER_FAILURE = 300
SETTLED = timedelta(seconds=30)  # that an edition has stood
LONGEST = timedelta(hours=1)  # after which one is made of an edition that has not stood so long
STALE = timedelta(days=2)  # after which nobody seems to make any beside the site
NAME = re.compile(r"r(?P<revision>\d{1,18})-(?P<mark>[0-9a-f]{16})-(?P<day>\d{4}-\d\d-\d\d)\.zip")
SITE = "site"  # the file with the web address of the site, as it was asked for last


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive on the disk: the revision and the mark of its edition, and the day of the status of agreements."""

    path: Path
    revision: int
    mark: str
    day: date

    @classmethod
    def at(cls, path):
        """Return the archive at a path; None where its name is not that of one."""
        named = NAME.fullmatch(path.name)
        return named and cls(path, int(named["revision"]), named["mark"], date.fromisoformat(named["day"]))

    @property
    def age(self):
        return timedelta(seconds=time.time() - self.path.stat().st_mtime)


def kept():
    """Return the newest kept Archive whose edition belongs to the present data; None where there is none."""
    began = beginning() if (found := _all()) else None
    return next((archive for archive in found if archive.mark == mark_of(archive.revision, began)), None)


def _all():
    folder = settings.ARCHIVE_FOLDER
    paths = sorted(folder.glob("r*.zip"), key=_time, reverse=True) if folder else []
    return [archive for path in paths if (archive := Archive.at(path))]


def _time(path):
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process has taken it away
        return time.time()


def given_now():
    """Return the kept Archive that is given to visitors; None where one is to be made for them."""
    archive = kept()
    return archive if archive and archive.age < STALE else None


def made(site, seen):
    """Yield the bytes of an archive as it is made, and keep it once it is whole; `site`: its web address."""
    if not settings.ARCHIVE_FOLDER:
        yield from write_dump(site, seen)
        return
    settings.ARCHIVE_FOLDER.mkdir(parents=True, exist_ok=True)
    name = f"r{seen.revision}-{mark_of(seen.revision, beginning())}-{timezone.now().date()}.zip"
    file = NamedTemporaryFile(dir=settings.ARCHIVE_FOLDER, delete=False)  # noqa: SIM115 - renamed, or taken away below
    try:
        with file:
            for chunk in write_dump(site, seen):
                file.write(chunk)
                yield chunk
        os.chmod(file.name, 0o644)
        Path(file.name).replace(settings.ARCHIVE_FOLDER / name)
        _remember(site)
    finally:  # also where a visitor has gone away
        Path(file.name).unlink(missing_ok=True)
    _take_away_old()


def _take_away_old():
    """Take away all but the last archives, and what processes that were killed have left."""
    for archive in _all()[MOST_KEPT:]:
        archive.path.unlink(missing_ok=True)  # who reads it goes on
    for path in settings.ARCHIVE_FOLDER.glob("tmp*"):
        if time.time() - _time(path) > LONGEST.total_seconds():
            path.unlink(missing_ok=True)


def _remember(site):
    path = settings.ARCHIVE_FOLDER / SITE
    if not path.exists() or path.read_text() != site:
        path.write_text(site)


def _site():
    """Return the web address of the site: the public one, else the one that an archive was asked for by; "" so far."""
    if settings.PUBLIC_HOST:
        return f"{'https' if settings.BEHIND_PROXY else 'http'}://{settings.PUBLIC_HOST}"
    path = settings.ARCHIVE_FOLDER / SITE
    return path.read_text() if path.exists() else ""


def make_next():
    """Make and keep an archive of the present edition, if there is none and it is time; return whether one was made.

    Cost: three queries where there is nothing to do.
    """
    present = standing_now()
    if not present.edition or not (site := _site()):
        return False
    last, began = kept(), beginning()
    wanted = (mark_of(present.revision, began), timezone.now().date())
    if last and ((last.mark, last.day) == wanted or not _is_time(present, last)):
        return False
    for _ in made(site, indexed(present)):
        pass
    return True


def _is_time(present, last):
    rendered_at = Edition.objects.filter(pk=present.edition).values_list("rendered_at", flat=True).first()
    has_settled = rendered_at is not None and timezone.now() - rendered_at > SETTLED
    return has_settled or last.age > LONGEST


def keep_archives():
    """Make an archive whenever an edition has settled, or a day has begun, for as long as this process lives."""
    while settings.ARCHIVE_FOLDER:
        pause = LOOK
        beats.labels("archives").set_to_current_time()
        try:
            make_next()
        except Exception:  # the last one is given meanwhile
            logger.exception("No archive could be made.")
            connection.close()
            pause = PAUSE_AFTER_FAILURE
        time.sleep(pause)
