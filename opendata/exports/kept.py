"""Exports of many records, kept for a few seconds: while editors save, no reader asks for one that nobody has made.

To make one takes a processor for a second. While it is made, by one process, everybody else is given the last one,
which names its edition in its file name, its headers and its tag. Who is logged in, and may have saved, is given none.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from catalogue.caching import build
from catalogue.indexer import Indexed, edition_called, name_of

FEWEST = 500  # records; fewer are written soon
RECENT = 5  # seconds in which nobody makes a new one
OLDEST = 60  # seconds, as caches in front of the site may keep an answer
LARGEST = 8_000_000  # bytes
MAKING = 30  # seconds after which whoever makes one is taken for dead
PATIENCE = 15  # seconds that a reader waits for the first one: another made beside it would keep both longer


@dataclass(frozen=True, slots=True)
class Written:
    """An export as its name and its bytes in pieces, and of which edition it is; `made_at` by the clock."""

    edition: int
    revision: int
    changed_at: datetime | None
    made_at: float
    pieces: list

    @property
    def age(self):
        """Its age in seconds; where the clock was put back, too old."""
        return OLDEST if (age := time.time() - self.made_at) < 0 else age

    def is_of(self, seen):
        return (self.edition, self.revision, self.changed_at) == (seen.edition, seen.revision, seen.changed_at)

    def still_holds(self, seen):
        """Tell whether it may be given: not where a backup has undone its edition. Cost: one query, where it is old."""
        if self.is_of(seen):
            return True
        name = name_of(self.edition, self.revision, self.changed_at)
        return self.age < OLDEST and edition_called(name) is not None


def kept_or_made(selection, suffix, make):
    """Return (the Written that is given, its pieces) of an export; (None, what `make` yields) of one made anew."""
    if not _is_shared(selection):
        return None, make()
    key = _key(selection, suffix)
    if selection.found.count() < FEWEST:  # a whole list may become long at once, by an import: its last one stays
        is_whole = selection.request.method == "GET" and not selection.query
        return None, (_made(key, selection.seen, make()) if is_whole else make())
    kept = _kept(key, selection.seen)
    is_wanted = kept is None or (kept.age >= RECENT and not kept.is_of(selection.seen))
    if is_wanted and selection.request.method == "GET":
        if caches["exports"].add(f"{key}-making", True, MAKING):
            return None, _made(key, selection.seen, make())
        kept = kept or _awaited(key, selection.seen)
    return (kept, _all(kept.pieces)) if kept else (None, make())


def _is_shared(selection):
    """Tell whether others may be given the same: present records of a list, asked for by who cannot have saved."""
    return (
        selection.key is None
        and isinstance(selection.seen, Indexed)
        and settings.SESSION_COOKIE_NAME not in selection.request.COOKIES
    )


def _key(selection, suffix):
    asked = (build(), timezone.now().date(), selection.page, selection.request.META.get("QUERY_STRING", ""), suffix)
    return blake2b(repr(asked).encode(), digest_size=20).hexdigest()


def _kept(key, seen):
    kept = caches["exports"].get(key)
    return kept if kept and kept.still_holds(seen) else None


def _awaited(key, seen):
    """Return the export that somebody makes just now; None where that was in vain, or takes longer than PATIENCE."""
    end = time.monotonic() + PATIENCE
    while caches["exports"].has_key(f"{key}-making") and time.monotonic() < end:
        time.sleep(0.05)
    return _kept(key, seen)


def _made(key, seen, chunks):
    """Return all pieces of `chunks`, after keeping them; where they are too large, those that are left as they come."""
    pieces, size = [], 0
    try:
        for piece in chunks:
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                return _all(pieces, chunks)
        written = Written(seen.edition, seen.revision, seen.changed_at, time.time(), pieces)
        caches["exports"].set(key, written, OLDEST)
    finally:
        caches["exports"].delete(f"{key}-making")
    return _all(pieces)


def _all(pieces, others=()):
    yield from pieces
    yield from others
