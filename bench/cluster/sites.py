"""The sites of a cluster: `manage.py serve`, each with a home of its own, all with one secret key."""

import sys
from contextlib import suppress
from urllib.parse import quote

from bench.client import Connection, request
from bench.cluster.postgres import DATABASE, NODES
from bench.cluster.service import Service
from spacecoop.embedded.cluster import ROLE

START_SECONDS = 600  # the first start loads the data


class Site(Service):
    def __init__(self, place, name, cache, more=None):
        """`more`: settings of this site alone, or for the trial."""
        super().__init__(place, name)
        self.cache, self.more = cache, more or {}
        self.account = {}  # it steps down by itself, once it has its port

    def command(self):
        return [sys.executable, "manage.py", "serve", "--port", str(self.port)]

    def environment(self):
        return {
            "SPACECOOP_HOME": str(self.place.folder / self.name),
            "SECRET_KEY": self.place.secrets["key"],
            "SPACECOOP_ADMIN_PASSWORD": self.place.secrets["admin"],
            "SPACECOOP_BEHIND_PROXY": "true",
            "CACHE_URL": self.cache.address,
            **self.database(),
            **self.more,
        }

    def database(self):
        """Return where it asks: the pooler, the primary itself for what takes a session, any server for readers."""
        return {
            "DATABASE_URL": address(self.place, "pooler"),
            "DATABASE_DIRECT_URL": address(self.place, *NODES, target_session_attrs="read-write"),
            # Any of them may be a standby tomorrow; one that is the primary today answers readers as well.
            "DATABASE_REPLICAS": ",".join(address(self.place, name) for name in NODES),
        }

    def wait(self, seconds=START_SECONDS):
        super().wait(seconds)

    def answers(self):
        with suppress(OSError, ValueError, IndexError):
            return Connection(self.port, 5).ask(request("/healthz", "*/*")).status == 200
        return False


class ReadingSite(Site):
    """A site that reads from whichever server is a standby, and takes no changes."""

    def database(self):
        several = address(self.place, *NODES, target_session_attrs="prefer-standby")
        return {"DATABASE_URL": several, "SPACECOOP_READ_ONLY": "true"}


def address(place, *names, **more):
    """Return the address of the database by way of these parts, the first that fits."""
    hosts = ",".join(f"127.0.0.1:{place.port(name)}" for name in names)
    asked = "&".join(f"{name}={value}" for name, value in more.items())
    password = quote(place.secrets["database"], safe="")
    return f"postgresql://{ROLE}:{password}@{hosts}/{DATABASE}" + (f"?{asked}" if asked else "")
