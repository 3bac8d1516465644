"""Exports of many records, kept packed for a minute: nobody waits for one that others have asked for before.

To make one takes a processor for seconds. Meanwhile everybody is given the last one, which names its edition in its
file name, its headers and its tag. Who is logged in, and may have saved, is given none.
"""

import logging
import time
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from threading import Lock, Thread
from zlib import compressobj, decompressobj

from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.utils import timezone
from django.utils.translation import override

from catalogue.caching import build
from catalogue.indexer import Indexed, edition_called, name_of
from spacecoop.databases import using
from spacecoop.languages import present
from spacecoop.limits import limit

logger = logging.getLogger("spacecoop")
FEWEST = 500  # records; fewer are written soon
RECENT = 5  # seconds in which nobody makes a new one
OLDEST = 60  # seconds, as caches in front of the site may keep an answer
LARGEST = 8_000_000  # bytes, packed
MAKING = 30  # seconds after which whoever makes one is taken for dead
PATIENCE = 15  # seconds that a reader waits for the first one: another made beside it would keep both longer
QUICK, GZIP = 4, 31  # of zlib: how well, and in which form, it packs
BLOCK = 16_384  # bytes that are unpacked at once

_beside = Lock()  # held while a thread of this process makes one


@dataclass(frozen=True, slots=True)
class Written:
    """An export as its name and its bytes, packed by gzip, and of which edition it is; `made_at` by the clock."""

    edition: int
    revision: int
    changed_at: datetime | None
    made_at: float
    name: str
    packed: bytes

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

    def chunks(self, *, packed=False):
        """Yield its name, then its bytes; as they are, or still packed."""
        yield self.name
        yield from [self.packed] if packed else _unpacked(self.packed)


def kept_or_made(selection, suffix, make):
    """Return (the Written that is given, its name and pieces) of an export; (None, what `make` yields) of a new one.

    `make`: returns an iterator of the name, then of the bytes.
    """
    if not _is_shared(selection):
        return None, make()
    key = _key(selection, suffix)
    if selection.found.count() < FEWEST:  # a whole list may become long at once, by an import: its last one stays
        is_whole = selection.request.method == "GET" and not selection.query
        return None, (_made(key, selection.seen, make()) if is_whole else make())
    kept = _kept(key, selection.seen)
    is_wanted = kept is None or (kept.age >= RECENT and not kept.is_of(selection.seen))
    if is_wanted and selection.request.method == "GET":
        if kept:
            _make_beside(key, selection.seen, make)
        elif caches["exports"].add(_making(key), True, MAKING):
            return None, _made(key, selection.seen, make())
        else:
            kept = _awaited(key, selection.seen)
    return (kept, kept.chunks()) if kept else (None, make())


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


def _making(key):
    return f"{key}-making"


def _kept(key, seen):
    kept = caches["exports"].get(key)
    return kept if kept and kept.still_holds(seen) else None


def _awaited(key, seen):
    """Return the export that somebody makes just now; None where that was in vain, or takes longer than PATIENCE."""
    end = time.monotonic() + PATIENCE
    while caches["exports"].has_key(_making(key)) and time.monotonic() < end:
        time.sleep(0.05)
    return _kept(key, seen)


def _make_beside(key, seen, make):
    """Have a thread of its own make and keep an export, unless one does so here, or makes this one elsewhere."""
    if _beside.acquire(blocking=False):
        if caches["exports"].add(_making(key), True, MAKING):
            work = (_make_and_keep, key, seen, make, connection.alias, present())
            Thread(target=copy_context().run, args=work, name="export", daemon=True).start()
        else:
            _beside.release()


def _make_and_keep(key, seen, make, alias, language):
    try:
        with using(alias), override(language):
            connection.ensure_connection()
            limit(settings.STATEMENT_TIMEOUT)
            _made(key, seen, make())
    except Exception:  # the last one is given meanwhile
        logger.exception("An export could not be made.")
    finally:
        connections.close_all()  # those of this thread
        _beside.release()


def _made(key, seen, chunks):
    """Return the name and the pieces of `chunks` after keeping them; those that are too many are left as they come."""
    name, packing, packed = "", compressobj(QUICK, wbits=GZIP), bytearray()
    try:
        name = next(chunks)
        for piece in chunks:
            packed += packing.compress(piece)
            if len(packed) > LARGEST:
                return _all(name, packed + packing.flush(), chunks)
        packed += packing.flush()
        written = Written(seen.edition, seen.revision, seen.changed_at, time.time(), name, bytes(packed))
        if len(packed) <= LARGEST:  # the last of it is packed at the end
            caches["exports"].set(key, written, OLDEST)
    finally:
        caches["exports"].delete(_making(key))
    return written.chunks()


def _all(name, packed, others):
    yield name
    yield from _unpacked(packed)
    yield from others


def _unpacked(packed):
    unpacking = decompressobj(wbits=GZIP)
    for place in range(0, len(packed), BLOCK):
        yield unpacking.decompress(packed[place : place + BLOCK])
