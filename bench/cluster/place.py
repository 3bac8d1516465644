"""The one folder in which a cluster keeps everything, its ports, its secrets, and the account that its parts run as."""

import fcntl
import json
import os
import secrets
import shutil
import socket
from contextlib import suppress
from pathlib import Path

import psutil

from bench.server import ROOT
from spacecoop.embedded import account
from spacecoop.embedded.cluster import WHEEL

PROGRAMS = {  # what is asked for, each with the Debian package that has it
    "haproxy": "haproxy",
    "pgbouncer": "pgbouncer",
    "redis-server": "redis-server",
}
SYSTEM_PATH = "/usr/sbin:/usr/local/sbin:/sbin"  # which ordinary users often do not have in theirs
# Each part has its port, counted from the first.
PORTS = {
    "proxy": 0,
    "site-one": 1,
    "site-two": 2,
    "site-reading": 3,
    "pooler": 6,
    "cache": 7,
    "numbers": 8,
    "one": 11,
    "two": 12,
    "three": 13,
    "restored": 14,
}
FIRST_PORT = 8840


class ClusterError(Exception):
    """Say in one sentence what is wrong with a cluster and what to do."""


class Place:
    def __init__(self, folder=None, first_port=None):
        """Take what SPACECOOP_CLUSTER and SPACECOOP_CLUSTER_PORT say where nothing is given.

        Raises: ClusterError.
        """
        named = folder or os.environ.get("SPACECOOP_CLUSTER") or ROOT / ".spacecoop-cluster"
        self.folder = Path(named).expanduser().resolve()
        self.first_port = first_port or _first_port(os.environ.get("SPACECOOP_CLUSTER_PORT") or str(FIRST_PORT))
        self.account = account.identity(self.folder / "one")
        self.programs, self.secrets, self._lock = {}, {}, None

    def open(self):
        """Make the folder, keep others out of it, end what a killed run has left. Raises: ClusterError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o711)
            self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ClusterError(
                f"A cluster runs in {self.folder} already: end it (Ctrl-C), or set SPACECOOP_CLUSTER to another folder."
            ) from None
        except OSError as error:
            raise ClusterError(
                f"The cluster cannot be kept in {self.folder} ({error.strerror}): "
                "set SPACECOOP_CLUSTER to a folder that you may write to."
            ) from None
        self.end_leftovers()
        self._look_at_ports()
        account.open_up(WHEEL, self.folder / "one", self.account)
        self.secrets = self._secrets()
        self.home("archive")

    def close(self):
        with suppress(TypeError, OSError):
            os.close(self._lock)

    def port(self, name):
        return self.first_port + PORTS[name]

    def file(self, name, text):
        """Write a file that only the account of the parts may read; return its path."""
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        account.give(path, self.account)
        return path

    def home(self, name):
        """Make a folder that belongs to the account of the parts; return its path."""
        path = self.folder / name
        path.mkdir(mode=0o700, exist_ok=True)
        account.give(path, self.account)
        return path

    def remember(self, process):
        """Note a process that has been started, by number and time, so that a later run can end it."""
        with (self.folder / "processes").open("a") as file, suppress(psutil.NoSuchProcess):
            file.write(f"{process.pid} {psutil.Process(process.pid).create_time()}\n")

    def end_leftovers(self):
        """End the processes that a killed run has left, and nobody else's that have got their numbers."""
        noted = self.folder / "processes"
        for line in noted.read_text().splitlines() if noted.exists() else []:
            with suppress(psutil.Error, ValueError):
                process = psutil.Process(int(line.split()[0]))
                if abs(process.create_time() - float(line.split()[1])) < 1:
                    end_all(process)
        noted.unlink(missing_ok=True)

    def _secrets(self):
        path = self.folder / "secrets.json"
        if not path.exists():
            made = {name: secrets.token_urlsafe(24) for name in ("database", "cache", "admin")}
            path.touch(mode=0o600)
            path.write_text(json.dumps(made | {"key": secrets.token_urlsafe(64)}))
        return json.loads(path.read_text())

    def _look_at_ports(self):
        for name in PORTS:
            with socket.socket() as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    tried.bind(("127.0.0.1", self.port(name)))
                except OSError:
                    raise ClusterError(
                        f"Port {self.port(name)} is in use by another program: set SPACECOOP_CLUSTER_PORT "
                        f"to the first of {max(PORTS.values()) + 1} free ones."
                    ) from None


def end_all(process):
    """Kill a process and all that it has started, at once."""
    found = [process, *process.children(recursive=True)]
    for one in found:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(found, 10)


def _first_port(text):
    if text.isdecimal() and 1024 <= int(text) <= 65535 - max(PORTS.values()):
        return int(text)
    raise ClusterError(f"SPACECOOP_CLUSTER_PORT is {text!r}: set it to a whole number from 1024 to 65,000.")


def programs():
    """Return {name: path} of what the cluster needs beside the wheels. Raises: ClusterError."""
    path = f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}"
    found = {name: shutil.which(name, path=path) for name in PROGRAMS}
    found["redis-server"] = shutil.which("valkey-server", path=path) or found["redis-server"]
    absent = [package for name, package in PROGRAMS.items() if not found[name]]
    if absent:
        raise ClusterError(f"The cluster needs {' and '.join(absent)}: apt-get install {' '.join(absent)} (as root).")
    return found
