"""PgBouncer, by which the sites reach whichever server is the primary; and the cache that they share."""

import signal
import time

import psycopg

from bench.cluster.place import ClusterError
from bench.cluster.postgres import DATABASE
from bench.cluster.service import Service
from spacecoop.embedded.cluster import ROLE

ADMINISTRATOR = "operator"
TELL_SECONDS = 5
SETTINGS = {
    "listen_addr": "127.0.0.1",
    "unix_socket_dir": "",
    "auth_type": "scram-sha-256",
    "admin_users": ADMINISTRATOR,
    # A connection is somebody's for one transaction; what takes a session goes to the primary itself.
    "pool_mode": "transaction",
    "max_client_conn": 400,
    "default_pool_size": 20,
    # Whoever waits for the next primary is told an error after this, and the site says 503.
    "query_wait_timeout": 8,
    "server_connect_timeout": 2,
    "server_login_retry": 0.5,  # its default of 15 seconds outlasts a change of primary
    "ignore_startup_parameters": "extra_float_digits,options",
    "tcp_keepalive": 1,
}


class Pooler(Service):
    ends_at = signal.SIGINT

    def __init__(self, place):
        super().__init__(place, "pooler")

    def command(self):
        return [self.place.programs["pgbouncer"], self.place.folder / "pooler.ini"]

    def lead_to(self, node):
        """Lead everybody to a server from now on; connections to another one end with their transactions."""
        password = self.place.secrets["database"]
        users = self.place.file("pooler.users", f'"{ROLE}" "{password}"\n"{ADMINISTRATOR}" "{password}"\n')
        settings = SETTINGS | {"listen_port": self.port, "auth_file": users}
        lines = [f"{name} = {value}" for name, value in settings.items()]
        # What a visitor's statement may take: a site cannot say so on a connection that is not its own.
        limit = "connect_query='SET statement_timeout = 15000'"
        database = f"[databases]\n{DATABASE} = host=127.0.0.1 port={node.port} dbname={DATABASE} {limit}\n"
        self.place.file("pooler.ini", f"{database}\n[pgbouncer]\n" + "\n".join(lines) + "\n")
        if self.is_alive():
            self.tell("RELOAD")

    def pause(self):
        """Let everybody wait, after the transactions that they are in. Raises: ClusterError after some seconds."""
        try:
            self.tell(f"PAUSE {DATABASE}")
        except psycopg.Error as error:  # with the connection its wish is given up
            reason = str(error).strip()
            raise ClusterError(f"Somebody works for long ({reason}): change the primary later.") from None

    def resume(self):
        self.tell(f"RESUME {DATABASE}")

    def tell(self, command):
        """Give PgBouncer a command. Raises: psycopg.Error, after TELL_SECONDS also where it does not answer."""
        address = {"host": "127.0.0.1", "port": self.port, "user": ADMINISTRATOR, "dbname": "pgbouncer"}
        connection = psycopg.connect(
            **address, password=self.place.secrets["database"], connect_timeout=TELL_SECONDS, autocommit=True
        )
        try:
            _tell(connection.pgconn, command)
        finally:
            connection.close()


def _tell(line, command):
    """Send a command by the simple protocol, the only one that is understood there."""
    ended = time.monotonic() + TELL_SECONDS
    line.send_query(command.encode())
    while line.is_busy():
        if time.monotonic() > ended:
            raise psycopg.OperationalError(f"{command} took more than {TELL_SECONDS} seconds")
        time.sleep(0.02)
        line.consume_input()
    while (result := line.get_result()) is not None:
        if result.error_message:
            raise psycopg.OperationalError(result.error_message.decode())


class Cache(Service):
    def __init__(self, place):
        super().__init__(place, "cache")

    def command(self):
        lines = [
            *("bind 127.0.0.1", f"port {self.port}", f"requirepass {self.place.secrets['cache']}"),
            *('save ""', "appendonly no", "maxmemory 256mb", "maxmemory-policy allkeys-lru"),
            f"dir {self.place.folder}",
        ]
        return [self.place.programs["redis-server"], self.place.file("cache.conf", "\n".join(lines) + "\n")]

    @property
    def address(self):
        return f"redis://:{self.place.secrets['cache']}@127.0.0.1:{self.port}/0"
