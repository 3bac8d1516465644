"""One PostgreSQL server of a cluster, primary or standby.

All that differs between servers stands on the command line and in `standby.signal`, not in files of the data folder:
these are copied from server to server by pg_basebackup and pg_rewind.
"""

import os
import shutil
import signal
import socket
import subprocess
import threading
from contextlib import contextmanager, suppress

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from bench.cluster.place import ClusterError
from bench.cluster.service import Service
from spacecoop.embedded import account
from spacecoop.embedded.cluster import MAJOR, PROGRAMS, ROLE
from spacecoop.embedded.configuration import SERVER, initial

NODES = ("one", "two", "three")
DATABASE = "spacecoop"
CONNECT_SECONDS = 2  # the least that libpq knows
ROOM = 48 << 20  # bytes that must be free where a server writes: three segments of its log
SETTINGS = SERVER | {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "wal_level": "replica",
    "max_wal_senders": 10,
    "max_replication_slots": 10,
    # A standby that is away for long does not fill the primary's disk; it is then copied anew.
    "max_slot_wal_keep_size": "512MB",
    "wal_keep_size": "128MB",  # from where a former primary parted, for pg_rewind
    "wal_log_hints": "on",
    # An acknowledged change is on the disks of two machines: of the primary, and of whichever standby is first.
    "synchronous_commit": "on",
    "synchronous_standby_names": f"ANY 1 ({', '.join(NODES)})",
    "hot_standby_feedback": "on",
    "wal_sender_timeout": "10s",
    "wal_receiver_timeout": "10s",
    "wal_receiver_status_interval": "1s",
    "wal_retrieve_retry_interval": "500ms",
    "checkpoint_timeout": "5min",
    "log_min_messages": "warning",
}
# A segment of the log is in the archive whole or not at all; one that is there already is not written again.
ARCHIVE = 'test -f "{folder}/%f" || (cp "%p" "{folder}/%f.part" && mv "{folder}/%f.part" "{folder}/%f")'
STREAMS = "SELECT array_agg(application_name::text) FROM pg_stat_replication WHERE state = 'streaming'"
POSITION = "SELECT greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0'"


class Node(Service):
    ends_at = signal.SIGINT  # a fast shutdown: its standbys get all that it has

    def __init__(self, place, name, nodes=NODES):
        super().__init__(place, name)
        self.data = place.folder / name
        self.others = [other for other in nodes if other != name]
        self.cwd = place.folder
        self.more = {}

    # What it runs with.

    def command(self):
        # The server is whichever of the others is no standby: nobody has to tell this one that it has changed.
        primary = make_conninfo(
            host=",".join("127.0.0.1" for _ in self.others),
            port=",".join(str(self.place.port(name)) for name in self.others),
            user="postgres",
            application_name=self.name,
            target_session_attrs="primary",
            connect_timeout=CONNECT_SECONDS,
        )
        own = {"port": self.port, "cluster_name": self.name, "primary_conninfo": primary}
        archive = {"archive_mode": "on", "archive_command": ARCHIVE.format(folder=self.place.folder / "archive")}
        settings = SETTINGS | own | archive | {"primary_slot_name": self.name} | self.more
        return [PROGRAMS / "postgres", "-D", self.data, *(f"--{name}={settings[name]}" for name in settings)]

    def begin(self):
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # nothing of this folder runs: a killed one has left it
        super().begin()

    def environment(self):
        password = self.place.secrets["database"]
        passwords = self.place.file("passwords", f"127.0.0.1:*:*:*:{password}\n")
        return {"LC_ALL": "C", "PGPASSFILE": str(passwords)}

    def conninfo(self, database="postgres", **more):
        password = self.place.secrets["database"]
        own = {"host": "127.0.0.1", "port": self.port, "user": "postgres", "password": password, "dbname": database}
        return make_conninfo(**own, connect_timeout=CONNECT_SECONDS, **more)

    def connect(self, database="postgres", seconds=0):
        """Connect as the superuser; commits of its own wait for no standby. `seconds` that a statement may take."""
        options = f"-c synchronous_commit=local -c statement_timeout={seconds * 1000}"
        return psycopg.connect(self.conninfo(database, options=options), autocommit=True)

    def ask(self, question, seconds=5):
        """Return the first value of an answer. Raises: psycopg.Error, after so many seconds also where it is frozen."""
        with self.connect(seconds=seconds) as connection, broken_off(connection, seconds):
            return connection.execute(question).fetchone()[0]

    # How it comes to be.

    def exists(self):
        return (self.data / "PG_VERSION").exists()

    def look(self):
        """Raises: ClusterError where its data are of another PostgreSQL."""
        major = (self.data / "PG_VERSION").read_text().strip()
        if major != MAJOR:
            raise ClusterError(
                f"{self.data} was made by PostgreSQL {major} and this is PostgreSQL {MAJOR}: "
                f"delete {self.place.folder}, or set SPACECOOP_CLUSTER to another folder."
            )

    def initialise(self):
        """Make an empty server, whose superuser has the password of the cluster."""
        password = self.place.file("password", self.place.secrets["database"])
        try:
            # In the file, too, which is the same for all: pg_rewind lets a killed server recover without our settings.
            keep = f"--set=wal_keep_size={SETTINGS['wal_keep_size']}"
            self.run("initdb", *initial(self._empty()), "--auth=scram-sha-256", f"--pwfile={password}", keep)
        finally:
            password.unlink()

    def create_database(self):
        with self.connect() as connection:
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                return
            password = self.place.secrets["database"]
            role, name = sql.Identifier(ROLE), sql.Identifier(DATABASE)
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, password))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))

    def copy(self, primary):
        """Make it a standby by copying the whole of a primary."""
        where = ["--host=127.0.0.1", f"--port={primary.port}", "--username=postgres"]
        self.run("pg_basebackup", *where, f"--pgdata={self._empty()}", "--wal-method=stream", "--checkpoint=fast")
        self.follow()

    def rewind(self, primary):
        """Make a former primary a standby again, by taking back what it has that the present one has not.

        Raises: ClusterError where that is not possible, for instance since the log is not kept for so long.
        """
        source = make_conninfo(host="127.0.0.1", port=primary.port, user="postgres", dbname="postgres")
        self.run("pg_rewind", f"--target-pgdata={self.data}", f"--source-server={source}")
        self.follow()

    def follow(self):
        signal_file = self.data / "standby.signal"
        signal_file.touch()
        account.give(signal_file, self.account)

    def _empty(self):
        """Return its data folder, with nothing in it; it may be the root of a file system."""
        self.place.home(self.name)
        for path in self.data.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        return self.data

    def run(self, program, *arguments):
        """Run a program of PostgreSQL. Raises: ClusterError with what it said where it fails."""
        ran = subprocess.run(  # noqa: S603
            [PROGRAMS / program, *arguments],
            cwd=self.place.folder,
            env={"PATH": os.environ.get("PATH", ""), **self.environment()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **self.account,
        )
        if ran.returncode:
            raise ClusterError(f"{program} failed for {self.name}: {(ran.stderr or ran.stdout).strip()[-1000:]}")

    # What it is asked and told.

    def answers(self):
        with suppress(psycopg.Error):
            return self.ask("SELECT true")
        return False

    def is_standby(self):
        return (self.data / "standby.signal").exists()

    def has_room(self):
        """Whether it can go on writing: a server without room fails saves, and may still answer."""
        free = os.statvfs(self.data)
        return free.f_bavail * free.f_frsize > ROOM

    def streams(self, seconds):
        """Return the names of the standbys that get each change as it happens. Raises: psycopg.Error after `seconds`.

        A server that is frozen still takes connections, and says nothing on them.
        """
        return set(self.ask(STREAMS, seconds) or [])

    def position(self):
        """Return how much of the log it has, as a number of bytes."""
        return int(self.ask(POSITION) or 0)

    def promote(self):
        """Make a standby the primary. Raises: ClusterError where that takes too long."""
        if self.is_standby() and not self.ask("SELECT pg_promote(true, 30)", seconds=40):
            raise ClusterError(f"{self.name} did not become the primary: see {self.log}.")
        self.keep_for(self.others)

    def keep_for(self, names):
        """Keep the log for standbys of these names, until they have it, and for no others."""
        with self.connect() as connection:
            slots = {name for (name,) in connection.execute("SELECT slot_name::text FROM pg_replication_slots")}
            for name in slots - set(names):
                connection.execute("SELECT pg_drop_replication_slot(%s)", [name])
            for name in set(names) - slots:
                connection.execute("SELECT pg_create_physical_replication_slot(%s)", [name])


@contextmanager
def broken_off(connection, seconds):
    """Shut a connection down after some seconds: a client of PostgreSQL waits for a frozen server without end."""
    with socket.socket(fileno=os.dup(connection.fileno())) as line:
        end = threading.Timer(seconds, line.shutdown, [socket.SHUT_RDWR])
        end.start()
        try:
            yield
        finally:
            end.cancel()
            end.join()
