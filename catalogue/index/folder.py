"""The folder of an index: opened, or made again where it cannot be read."""

import fcntl
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from tantivy import Index

from agencies import countries
from agreements import foreseen, status
from catalogue import ends, statements
from catalogue.index import field
from catalogue.index.reader import Reader
from catalogue.index.schema import prepared, schema
from catalogue.index.writing import Busy, Change, NotWritten, write

logger = logging.getLogger(__name__)
# File systems of other machines: what one process writes there, another may see late or in part.
NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afpfs", "webdav", "9p", "afs", "ceph", "lustre", "glusterfs"}
NETWORK_FUSE = ("fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "fuse.ceph", "fuse.gcsfuse", "fuse.davfs")
PREFIX, COPY = "index-", "copy-"
LONGEST_COPY = 3600  # seconds that a copy is written at most


class FolderRefused(Exception):
    """An index cannot lie in this folder; its message says why and what to do."""


@cache
def fingerprint() -> str:
    """Return a mark of all that decides what an index holds: our code here and what it asks, and the libraries."""
    mark = blake2b(digest_size=8)
    for name in ("tantivy", "babel"):
        mark.update(version(name).encode())
    beside = [Path(module.__file__) for module in (countries, ends, foreseen, statements, status)]
    for path in (*sorted(Path(__file__).parent.glob("*.py")), *beside, countries.PATH, field.PATH):
        mark.update(path.read_bytes())
    return mark.hexdigest()


class Newest:
    """The reader that several threads share until the edition changes, with what it has found out on its way."""

    def __init__(self) -> None:
        self._reader: Reader | None = None

    def of(self, index: Index, edition: str | None = None) -> Reader:
        """Return the reader that is kept if it is of an `edition`, else of the newest one."""
        kept = self._reader
        if kept and edition and kept.edition == edition:
            return kept
        reader = Reader(index)
        if kept is None or kept.edition != reader.edition:
            kept = self._reader = reader
        return kept

    def forget(self) -> None:
        self._reader = None


class Memory:
    """An index that ends with the process."""

    def __init__(self, index: Index | None = None) -> None:
        self.index = index or prepared(Index(schema()))
        self._newest = Newest()

    @contextmanager
    def copied(self) -> Iterator["Memory"]:
        """Lend an index to be filled apart from this one. What is in memory cannot be copied: it is empty."""
        yield Memory()

    def reader(self, edition: str | None = None) -> Reader:
        """Return a reader of the newest edition, for which nothing is looked up where that is known to be `edition`."""
        return self._newest.of(self.index, edition)

    def write(self, change: Change) -> None:
        """Put a change into the index; see `writing.write`."""
        try:
            write(self.index, change)
        finally:
            self._newest.forget()  # it may be the same edition, made anew


class Folder:
    """The index in a folder of its own within `parent`; its name tells by which code it was made."""

    def __init__(self, parent: Path) -> None:
        self.path = Path(parent) / f"{PREFIX}{fingerprint()}"
        self._index: Index | None = None
        self._newest = Newest()
        self._refuses = False  # it could not be written the last time, and the log says so

    def reader(self, edition: str | None = None) -> Reader:
        """Return a reader of the newest edition; of an empty index where the folder had to be made again.

        Nothing is looked up on the disk where the newest edition is known to be `edition`, and its reader is kept.
        """
        try:
            return self._read(edition)
        except (ValueError, OSError) as error:
            return self._made_again(error)

    def write(self, change: Change) -> None:
        """Put a change into the index; see `writing.write`."""
        self.reader()
        try:
            write(self._opened(), change)
        except Busy:
            raise
        except NotWritten as error:
            if not self._refuses:
                logger.error("The index in %s was not changed, it answers from what it has: %s", self.path, error)
            self._refuses = True
            raise
        else:
            if self._refuses:
                logger.warning("The index in %s can be written again.", self.path)
            self._refuses = False
        finally:
            self._newest.forget()  # it may be the same edition, made anew

    @contextmanager
    def copied(self) -> Iterator[Memory]:
        """Lend a copy of this index, to be changed apart from it; its readers answer on when it is given back.

        Its files are this index's own, which are never written again, and what a change adds. They have no names any
        more once it is given back, and go with the last reader. Cost: a few milliseconds. Raises: NotWritten.
        """
        try:
            with TemporaryDirectory(prefix=COPY, dir=self.path.parent, ignore_cleanup_errors=True) as folder:
                yield Memory(self._copied_to(Path(folder)))
        except OSError as error:
            raise NotWritten(f"The index could not be copied: {error}") from error

    def _copied_to(self, folder: Path, attempts: int = 3) -> Index:
        """Return the index whose files are linked into an empty folder, once no writer takes some away meanwhile."""
        self.reader()
        try:
            for file in self.path.iterdir():
                if file.suffix != ".lock":
                    (folder / file.name).hardlink_to(file)
            return prepared(Index(schema(), str(folder), reuse=True))
        except (OSError, ValueError) as error:
            if attempts == 1:
                raise NotWritten(f"The index could not be copied: {error}") from error
        for file in folder.iterdir():
            file.unlink()
        return self._copied_to(folder, attempts - 1)

    def _read(self, edition: str | None = None) -> Reader:
        return self._newest.of(self._opened(), edition)

    def _opened(self) -> Index:
        index = self._index
        if index is None:
            refuse_network(self.path.parent)
            self.path.mkdir(parents=True, exist_ok=True)
            index = self._index = prepared(Index(schema(), str(self.path), reuse=True))
        return index

    def _made_again(self, reason: Exception) -> Reader:
        self._index = None
        self._newest.forget()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _alone(self.path.with_suffix(".lock")):
                return self._made_by_others() or self._begun_anew(reason)
        except (ValueError, OSError) as error:
            raise FolderRefused(
                f"An index cannot be made in {self.path.parent}: {error}. Choose a folder that can be written."
            ) from error

    def _made_by_others(self) -> Reader | None:
        """Return a reader of what another process has made again while we waited."""
        try:
            return self._read()
        except (ValueError, OSError):
            self._index = None
            return None

    def _begun_anew(self, reason: Exception) -> Reader:
        logger.warning("The index in %s cannot be read and is made again: %s", self.path, reason)
        _remove(self.path)
        return self._read()

    def remove_old(self) -> None:
        """Remove the indexes that other versions of our code have left beside this one, and copies left by a kill."""
        for copy in self.path.parent.glob(f"{COPY}*"):
            if time.time() - copy.stat().st_mtime > LONGEST_COPY:
                _remove(copy)
        for other in self.path.parent.glob(f"{PREFIX}*"):
            if other.stem != self.path.name:
                logger.info("The index in %s was made by another version and is removed.", other)
                _remove(other)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuse_network(folder: Path) -> None:
    """Refuse a folder on a file system of another machine. Raises: FolderRefused."""
    if kind := _network_kind(folder):
        raise FolderRefused(
            f"The index cannot lie in {folder}: it is on a network file system ({kind}). "
            "Choose a folder on a disk of this machine."
        )


def _network_kind(folder: Path) -> str:
    """Return the kind of network file system that a folder is on; empty for a disk of this machine."""
    folder = folder.resolve()
    mounts = {Path(mount.mountpoint): mount.fstype.lower() for mount in psutil.disk_partitions(all=True)}
    kind = next((mounts[place] for place in (folder, *folder.parents) if place in mounts), "")
    return kind if kind in NETWORK or kind.startswith(NETWORK_FUSE) else ""
