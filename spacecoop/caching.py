"""The caches: one that a process keeps in its own memory, bounded in bytes, and files that all processes share."""

from contextlib import suppress
from pickle import UnpicklingError
from zlib import error as Damaged

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache

MOST_BYTES = 32_000_000


class Cache(LocMemCache):
    """Keep what was asked for last, as long as all of it together is not more than MOST_BYTES."""

    weights = {}  # of all that is kept, by the name of the cache: each thread has a Cache, all have its contents

    def __init__(self, name, parameters):
        super().__init__(name, parameters)
        self.name = name

    @property
    def weight(self):
        return self.weights.get(self.name, 0)

    def _set(self, key, value, timeout=None):
        self.weights[self.name] = self.weight + len(value) - len(self._cache.get(key, b""))
        super()._set(key, value, timeout)
        while self.weight > MOST_BYTES:
            self._cull()

    def _delete(self, key):
        self.weights[self.name] = self.weight - len(self._cache.get(key, b""))
        return super()._delete(key)

    def _cull(self):
        """Let go of a third, what was asked for the longest ago first."""
        super()._cull()
        if len(self._cache) < self._cull_frequency:  # a third of so few is none
            self._cache.clear()
            self._expire_info.clear()
        self.weights[self.name] = sum(map(len, self._cache.values()))

    def clear(self):
        super().clear()
        self.weights[self.name] = 0


class Files(FileBasedCache):
    """Django's; where the disk is full or has lost what was written, nothing is kept."""

    def get(self, key, default=None, version=None):
        with suppress(OSError, EOFError, Damaged, UnpicklingError):
            return super().get(key, default, version)
        return default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        with suppress(OSError):
            super().set(key, value, timeout, version)
