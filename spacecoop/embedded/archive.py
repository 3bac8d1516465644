"""The archive of the embedded PostgreSQL: base backups and all that was written since, for a restore to any time.

All is PostgreSQL's own: the server hands each file of its write-ahead log (WAL) to its module `basic_archive`, which
keeps it under `wal/`; `pg_basebackup` copies the data into `bases/`, whole or what has changed; `pg_combinebackup` and
the server's recovery bring them back.
"""

import fcntl
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import CommandError

from spacecoop.backups import files

from . import account
from .cluster import DISK_FULL, ROLE, WHEEL, Cluster, complaint
from .errors import EmbeddedDatabaseError

TOLD = "base.json"
MANIFEST = "backup_manifest"  # PostgreSQL's own, of each base backup
SEGMENT = re.compile(r"[0-9A-F]{24}")
BEGINS_IN = re.compile(r"START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)")
TOO_SHORT = "recovery ended before configured recovery target was reached"
UNFINISHED_FOR = 60  # seconds; a file of the log is copied in less, or is begun again
SILENT = """
    SELECT last_failed_wal, coalesce(last_archived_time, stats_reset) FROM pg_stat_archiver
    WHERE last_failed_time > coalesce(last_archived_time, '-infinity')
"""


@dataclass(frozen=True)
class Base:
    """A base backup: `after` names the one that it needs, "" where it is whole; `first` is the WAL it begins in."""

    folder: Path
    ended_at: datetime
    after: str
    first: str

    @property
    def data(self) -> Path:
        return self.folder / "data"


def archive_of(connection) -> "Archive":
    """Return the archive of a site. Raises: CommandError where it has none."""
    if not hasattr(connection, "cluster"):
        raise CommandError(
            "Base backups and --to are of the embedded PostgreSQL: the server that DATABASE_URL names archives by "
            "itself, as deploy/README.md tells."
        )
    if not settings.WAL_ARCHIVE:
        raise CommandError("Set SPACECOOP_WAL_ARCHIVE to a folder on another disk, and start the site with it first.")
    return Archive(settings.WAL_ARCHIVE, connection.cluster)


class Archive:
    def __init__(self, folder: Path, cluster: Cluster):
        self.folder = folder
        self.cluster = cluster
        self.wal = folder / "wal"
        self.log = cluster.home / "restore.log"

    def bases(self) -> list[Base]:
        """Return the whole base backups, the oldest first. Raises: CommandError where a note of one cannot be read."""
        return [self._base(path.parent) for path in sorted(self.folder.glob(f"bases/[0-9]*/{TOLD}"))]

    def _base(self, folder: Path) -> Base:
        try:
            told = json.loads((folder / TOLD).read_text())
            return Base(folder, datetime.fromisoformat(told["ended_at"]), told["after"], told["first"])
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{folder / TOLD} cannot be read ({error}): move {folder} away.") from None

    def take(self, *, incremental: bool = False) -> Base:
        """Copy the data while the server works, and check the copy.

        `incremental`: what has changed since the last base backup. Raises: CommandError; then nothing is left.
        """
        after = self._last() if incremental else None
        self._delete_parts()
        place = self.folder / "bases" / files.stamp()
        with files.whole_or_nothing(place) as aside:
            self._give(aside)
            self._copy(aside / "data", after)
            label = BEGINS_IN.search((aside / "data" / "backup_label").read_text())
            told = {"ended_at": str(self._clock()), "after": after.folder.name if after else "", "first": label[1]}
            files.write_private(aside / TOLD, json.dumps(told))
            files.write_key(aside)
            self._give(aside)
        return self._base(place)

    def _delete_parts(self):
        """Delete what PostgreSQL leaves where the disk was full, or it was killed, in the middle of a file."""
        for part in self.wal.glob("archtemp.*"):
            with suppress(FileNotFoundError):  # it is whole by now, and has its name
                if time.time() - part.stat().st_mtime > UNFINISHED_FOR:
                    part.unlink()

    def _last(self) -> Base:
        if not (bases := self.bases()):
            raise CommandError("There is no base backup yet: take a whole one first (without --incremental).")
        return bases[-1]

    def _copy(self, to: Path, after: Base | None):
        since = [f"--incremental={after.data / MANIFEST}"] if after else []
        address = f"--dbname={self.cluster.conninfo('')}"
        options = [f"--pgdata={to}", "--checkpoint=fast", "--manifest-checksums=SHA256", address, *since]
        self._run("pg_basebackup", *options, *self._hasty())
        self._run("pg_verifybackup", "--quiet", str(to))

    def _hasty(self) -> list[str]:
        return ["--no-sync"] if self.cluster.throwaway else []

    def _run(self, program: str, *arguments: str):
        done = self.cluster.run(program, *arguments)
        if done.returncode:
            full = any(words in done.stderr for words in DISK_FULL)
            way_out = ": free some space, then try again" if full else ""
            raise CommandError(f"{program} failed ({complaint(done.stderr)}){way_out}.")

    def _give(self, folder: Path):
        """Give what root has made to the account that the server runs as."""
        if to := account.identity(self.cluster.data):
            account.give_tree(folder, to)

    def _clock(self) -> datetime:
        with psycopg.connect(self.cluster.conninfo("postgres")) as opened:
            return opened.execute("SELECT clock_timestamp()").fetchone()[0].astimezone(UTC)

    def refuse_silence(self):
        """Raises: CommandError where the server cannot archive what it writes, which then fills its own disk."""
        with psycopg.connect(self.cluster.conninfo("postgres")) as opened:
            if failed := opened.execute(SILENT).fetchone():
                free = shutil.disk_usage(self.folder).free // 1_000_000
                raise CommandError(
                    f"Since {failed[1]:%Y-%m-%d %H:%M} UTC nothing is kept in {self.wal}, {failed[0]} cannot be, and "
                    f"its disk has {free:,} MB free: free some space, or let the site's user write to that folder."
                )

    def keep(self, number: int) -> list[Path]:
        """Delete all before the newest `number` whole base backups, and the WAL that only those needed."""
        bases = self.bases()
        whole = [base for base in bases if not base.after]
        oldest = whole[-number] if len(whole) >= number else bases[0]
        gone = [base.folder for base in bases if base.folder.name < oldest.folder.name]
        for folder in reversed(gone):
            shutil.rmtree(folder)
        self._run("pg_archivecleanup", "--clean-backup-history", str(self.wal), oldest.first)
        return gone

    def restore(self, to: datetime, *, replace: bool) -> list[str]:
        """Bring the data back as they were at a time; return sentences on what was done.

        It is done in a folder beside the present data, which stay as they are until it has succeeded. A base backup of
        the result is taken, so that each time, before or after, leads to what the site knew then.
        Boundary: what was committed at that very moment is in. Raises: CommandError.
        """
        chain = self._chain(self._latest_before(to))
        with self._alone():
            if self._has_data() and not replace:
                raise CommandError(
                    f"{self.cluster.data} has data: add --replace, which puts the restored ones in their place and "
                    "keeps them aside."
                )
            work = self._work_folder()
            try:
                copied = self._recover(work, chain, to)
                aside = self._swap(work)
            finally:
                shutil.rmtree(work, ignore_errors=True)
        done = [f"The data are as of {to:%Y-%m-%d %H:%M:%S} UTC ({copied})."]
        kept = f"Those of before are in {aside}; delete it when you need them no more." if aside else ""
        return [*done, *filter(None, [kept, files.put_key_back(chain[-1].folder)])]

    def _latest_before(self, to: datetime) -> Base:
        bases = self.bases()
        if not bases:
            raise CommandError(f"There is no base backup in {self.folder}: restore a dump instead.")
        if to > datetime.now(UTC):
            raise CommandError(f"{to:%Y-%m-%d %H:%M:%S} UTC is yet to come: name a time that has been.")
        if earlier := [base for base in bases if base.ended_at <= to]:
            return earlier[-1]
        raise CommandError(
            f"The first base backup is of {bases[0].ended_at:%Y-%m-%d %H:%M:%S} UTC: name a time from then on."
        )

    def _chain(self, last: Base) -> list[Base]:
        """Return a base backup behind those that it needs, the whole one first."""
        bases = {base.folder.name: base for base in self.bases()}
        chain = [last]
        while needed := chain[0].after:
            if needed not in bases:
                raise CommandError(f"{chain[0].folder} needs the base backup {needed}, which is not there.")
            chain.insert(0, bases[needed])
        return chain

    @contextmanager
    def _alone(self):
        """Hold the server's lock alone. Raises: CommandError where any process uses the data."""
        with os.fdopen(os.open(self.cluster.home / "postgres.lock", os.O_RDONLY | os.O_CREAT, 0o644)) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError(
                    f"The database in {self.cluster.home} is in use: stop the site, then try again."
                ) from None
            yield

    def _has_data(self) -> bool:
        return self.cluster.data.exists() and any(self.cluster.data.iterdir())

    def _work_folder(self) -> Path:
        for abandoned in self.cluster.home.glob("postgres.restore-*"):
            shutil.rmtree(abandoned)
        work = Path(tempfile.mkdtemp(prefix="postgres.restore-", dir=self.cluster.home))
        self._give(work)
        self._open_to_server(work)
        return work

    def _open_to_server(self, work: Path):
        """Let the server's account read the archive, which root may have copied here, and reach it and `work`."""
        if to := account.identity(self.cluster.data):
            account.give_tree(self.folder, to)
            account.open_up(WHEEL, work, to)
            account.open_above([self.folder], to)

    def _recover(self, work: Path, chain: list[Base], to: datetime) -> str:
        """Make `work/postgres` the data of a time; return what they are of, in words."""
        if self._has_data():
            self._archive_the_rest()
        target = {"recovery_target_time": to.isoformat(), "recovery_target_action": "promote"}
        try:
            return self._recovered(work, chain, target)
        except EmbeddedDatabaseError:
            if TOO_SHORT not in self.log.read_text(errors="replace"):
                raise
            self._refuse_gap(chain[-1])
            return self._recovered(work, chain, {})  # nothing was committed between the last that there is and the time

    def _recovered(self, work: Path, chain: list[Base], target: dict) -> str:
        shutil.rmtree(work / "postgres", ignore_errors=True)
        self._run(
            "pg_combinebackup", *(str(base.data) for base in chain), f"--output={work / 'postgres'}", *self._hasty()
        )
        signal = work / "postgres" / "recovery.signal"
        signal.touch(mode=0o600)
        account.give(signal, account.identity(work / "postgres"))
        options = {
            "restore_command": f'cp {shlex.quote(f"{self.wal}/").replace("%", "%%")}%f "%p"',
            "recovery_target_timeline": "current",  # that of the base: what came before a restore, or after it
            "hot_standby": "off",
            **target,
        }
        server = Cluster(work, throwaway=self.cluster.throwaway, archive=self.folder, options=options)
        self.log.unlink(missing_ok=True)
        server.log = self.log  # stays when the folder goes
        try:
            server.join()
            server.prepare(ROLE)
            Archive(self.folder, server).take()
            return _last_change(server)
        finally:
            server.leave()

    def _archive_the_rest(self):
        """Archive what was written last: by the server itself; where it does not start any more, by a copy."""
        try:
            self.cluster.settle()
        except EmbeddedDatabaseError:
            left = self.cluster.data / "pg_wal"
            ready = [path.stem for path in left.glob("archive_status/*.ready") if SEGMENT.fullmatch(path.stem)]
            known = [*ready, *(path.name for path in self.wal.iterdir() if SEGMENT.fullmatch(path.name))]
            present = [_next(max(known))] if known else []
            for name in [*sorted(ready), *present]:
                if not (self.wal / name).exists() and self._is_ours(left / name):
                    self._keep_copy(left / name)

    def _is_ours(self, segment: Path) -> bool:
        """Tell whether a file of a log is of the archive's database, whose number stands in its head."""
        if not segment.exists():
            return False
        with segment.open("rb") as file:
            number = int.from_bytes(file.read(32)[24:], sys.byteorder)
        return str(number) == (self.folder / "database").read_text()

    def _keep_copy(self, segment: Path):
        aside = self.wal / f"copied.{segment.name}"
        shutil.copyfile(segment, aside)
        aside.chmod(0o600)
        aside.rename(self.wal / segment.name)
        self._give(self.wal)

    def _refuse_gap(self, base: Base):
        """Raises: CommandError where a file of the log is missing between those that there are."""
        names = (path.name for path in self.wal.glob(f"{base.first[:8]}*"))
        numbers = sorted(_number(name) for name in names if SEGMENT.fullmatch(name) and name >= base.first)
        for before, number in pairwise(numbers):
            if number != before + 1:
                raise CommandError(
                    f"Of what was written since {base.ended_at:%Y-%m-%d %H:%M:%S} UTC a part is missing in {self.wal}, "
                    f"behind {_name(base.first[:8], before)}: name an earlier time."
                )

    def _swap(self, work: Path) -> Path | None:
        aside = self.cluster.data.with_name(f"postgres.before-{files.stamp()}")
        had_data = self.cluster.data.exists()
        if had_data:
            self.cluster.data.rename(aside)
        (work / "postgres").rename(self.cluster.data)
        return aside if had_data else None


def _number(segment: str) -> int:
    return int(segment[8:16], 16) * 256 + int(segment[16:], 16)


def _name(timeline: str, number: int) -> str:
    return f"{timeline}{number // 256:08X}{number % 256:08X}"


def _next(segment: str) -> str:
    return _name(segment[:8], _number(segment) + 1)


def _last_change(server: Cluster) -> str:
    with psycopg.connect(server.conninfo(ROLE)) as opened:
        if not opened.execute("SELECT to_regclass('spacecoop_revision')").fetchone()[0]:
            return "of a database without records"
        found = opened.execute("SELECT number, changed_at FROM spacecoop_revision").fetchone()
    return f"revision {found[0]:,} of {found[1].astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if found else "no records"
