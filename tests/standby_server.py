"""A standby of the embedded PostgreSQL, made by its own programs, for the tests of what asks one."""

import shutil
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from spacecoop.embedded import account
from spacecoop.embedded.cluster import PROGRAMS, Server
from spacecoop.embedded.configuration import PORT, SERVER, THROWAWAY
from spacecoop.settings import _server

PATIENCE = 30


class StandbyServer:
    """A copy of a cluster that follows it, in a folder of its own; `database`: the one that is asked."""

    def __init__(self, cluster, database):
        self.primary, self.database = cluster, database
        self.folder = Path(tempfile.mkdtemp(prefix="standby-", dir="/tmp")).resolve()
        account.give(self.folder, account.identity(self.primary.data))
        self.data, self.log = self.folder / "data", self.folder / "log"
        made = self.primary.run(
            *("pg_basebackup", f"--host={self.primary.socket_folder}", "--username=postgres", f"--pgdata={self.data}"),
            *("--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync"),
        )
        assert made.returncode == 0, made.stderr
        self.start()

    def start(self):
        options = SERVER | THROWAWAY | {"unix_socket_directories": str(self.folder), "wal_retrieve_retry_interval": 100}
        with self.log.open("ab") as log:
            self.process = Server(
                [PROGRAMS / "postgres", "-D", self.data, *(f"--{name}={options[name]}" for name in options)],
                stdout=log,
                stderr=log,
                **self.primary._circumstances(),
            )
        self.await_that(lambda: self.tell("SELECT pg_is_in_recovery()") is not None)

    def tell(self, statement):
        """Return the first value that a statement of the superuser gives; None while the server is not there."""
        try:
            with psycopg.connect(self.conninfo(), autocommit=True) as server:
                found = server.execute(statement)
                return found.fetchone()[0] if found.description else ""
        except psycopg.OperationalError:
            return None

    def conninfo(self):
        return f"host={self.folder} port={PORT} user=postgres dbname={self.database}"

    def address(self):
        """Return it as DATABASE_URL takes it."""
        return f"postgresql://spacecoop@/{self.database}?host={self.folder}&connect_timeout=2"

    def settings(self):
        """Return its entry in DATABASES, as the settings make it of its address."""
        told = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None}
        return {**_server("DATABASE_REPLICAS", self.address()), "CONN_MAX_AGE": 600, **told}

    def catch_up(self):
        """Wait until it has all that the primary has written."""
        with psycopg.connect(self.primary.conninfo("postgres"), autocommit=True) as primary:
            primary.execute("SET synchronous_commit = on")  # else what was just committed is not sent yet
            primary.execute("SELECT pg_logical_emit_message(true, 'tests', '')")
            written = primary.execute("SELECT pg_current_wal_flush_lsn()").fetchone()[0]
        self.await_that(lambda: self.tell(f"SELECT pg_last_wal_replay_lsn() >= '{written}'"))

    def pause(self):
        self.tell("SELECT pg_wal_replay_pause()")
        self.await_that(lambda: self.tell("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def resume(self):
        self.tell("SELECT pg_wal_replay_resume()")
        self.catch_up()

    def cut_off(self):
        """Let it hear from its primary no more."""
        self.source = self.tell("SHOW primary_conninfo").replace("'", "''")
        self.tell("ALTER SYSTEM SET primary_conninfo = ''")
        self.tell("SELECT pg_reload_conf()")
        self.await_that(lambda: self.tell("SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver)"))

    def hear_again(self):
        """Undo `cut_off`."""
        self.tell(f"ALTER SYSTEM SET primary_conninfo = '{self.source}'")
        self.tell("SELECT pg_reload_conf()")
        self.catch_up()

    def promote(self):
        assert self.tell("SELECT pg_promote()")

    def signal(self, number):
        """Send a signal to the server and to all its processes."""
        server = psutil.Process(self.process.pid)
        for process in (server, *server.children()):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def remove(self):
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder)

    @staticmethod
    def await_that(is_so):
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end
            time.sleep(0.02)
