"""How often an address may ask, counted for all processes of this machine in one file of SPACECOOP_HOME.

The file is mapped into memory and has a fixed size; to count takes some microseconds and asks no database, so that
whoever asks too often costs next to nothing. It holds no address: a keyed hash of it, and the counts of two windows.
"""

import fcntl
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from math import ceil, floor
from pathlib import Path

from django.conf import settings

# A bucket holds entries of: hash, second in which the window began, count in it, count in the one before.
ENTRY = struct.Struct("<QIII4x")
IN_BUCKET = 8
BUCKETS = 8192
SIZE = BUCKETS * IN_BUCKET * ENTRY.size  # 1.5 MB, for 65,000 addresses


class Ledger:
    """The file. One process at a time writes it, for the few microseconds that a count takes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.entries: mmap.mmap | None = None

    @contextmanager
    def opened(self) -> Iterator[mmap.mmap]:
        with self.lock:
            entries = self.entries or self._open()
            fcntl.lockf(self.descriptor, fcntl.LOCK_EX)  # ends with the process, whatever happens to it
            try:
                yield entries
            finally:
                fcntl.lockf(self.descriptor, fcntl.LOCK_UN)

    def _open(self) -> mmap.mmap:
        self.descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.ftruncate(self.descriptor, SIZE)
        self.entries = mmap.mmap(self.descriptor, SIZE)
        return self.entries


ledger = Ledger(settings.HOME / "allowances")


class Allowance:
    """So many points in so many seconds for each address, or whatever else is counted.

    What was spent in the window before counts by the part of it that is less than `seconds` ago.
    """

    def __init__(self, name: str, most: int, seconds: int) -> None:
        self.name, self.most, self.seconds = name, most, seconds

    def spend(self, who: str, points: int = 1) -> int:
        """Take points and return 0; where there are too few, take none and return in how many seconds there are."""
        now = time.time()
        with self._entry(who, now) as entry:
            passed = (now - entry.began) / self.seconds
            if entry.before * (1 - passed) + entry.count + points <= self.most:
                entry.count += points
                return 0
            if entry.count + points <= self.most:
                until = 1 - (self.most - points - entry.count) / entry.before
            else:  # in the next window, when enough of this one is past
                until = 2 - max(self.most - points, 0) / max(entry.count, 1)
            return ceil(max((until - passed) * self.seconds, 1) - 1e-6)

    def left(self, who: str) -> tuple[int, int]:
        """Return (points that are left, seconds until the present window ends)."""
        now = time.time()
        with self._entry(who, now) as entry:
            passed = min((now - entry.began) / self.seconds, 1)
            return max(floor(self.most - entry.count - entry.before * (1 - passed)), 0), ceil(
                self.seconds * (1 - passed)
            )

    def give_back(self, who: str, points: int = 1) -> None:
        with self._entry(who, time.time()) as entry:
            entry.count = max(entry.count - points, 0)

    @contextmanager
    def _entry(self, who: str, now: float) -> Iterator["Entry"]:
        """Yield the entry of `who`, brought to this moment; the oldest of its bucket makes room for a new one."""
        told = f"{self.name}\0{who}".encode(errors="replace")
        mark = int.from_bytes(blake2b(told, key=settings.SECRET_KEY.encode()[:64], digest_size=8).digest(), "little")
        first = mark % BUCKETS * IN_BUCKET
        with ledger.opened() as entries:
            kept = [ENTRY.unpack_from(entries, (first + place) * ENTRY.size) for place in range(IN_BUCKET)]
            place = next((place for place, entry in enumerate(kept) if entry[0] == mark), None)
            if place is None:
                place = min(range(IN_BUCKET), key=lambda place: kept[place][1:3])
                kept[place] = (mark, 0, 0, 0)
            entry = Entry(*kept[place][1:])
            entry.move_to(int(now // self.seconds * self.seconds), self.seconds)
            yield entry
            ENTRY.pack_into(entries, (first + place) * ENTRY.size, mark, entry.began, entry.count, entry.before)


class Entry:
    """What one allowance counts of one address: `count` since `began`, `before` in the window before."""

    def __init__(self, began: int, count: int, before: int) -> None:
        self.began, self.count, self.before = began, count, before

    def move_to(self, began: int, seconds: int) -> None:
        """Make what was counted in the window before count as such; forget what is older, or still to come."""
        if began != self.began:
            self.before = self.count if began == self.began + seconds else 0
            self.began, self.count = began, 0
