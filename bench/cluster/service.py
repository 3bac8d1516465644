"""One part of a cluster: a program with its processes, its log and its port."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress

import psutil

from bench.cluster.place import ClusterError, end_all
from bench.server import ROOT

START_SECONDS = 60
# Names of the environment that begin like this are the settings of another site, and not for a part of a cluster.
NOT_FOR_PARTS = ("PG", "SPACECOOP_", "SECRET_KEY", "DATABASE_", "CACHE_URL", "COLLECTION", "EMAIL_URL")


class Service:
    """What is common to the parts: `command` gives the program and its arguments."""

    ends_at = signal.SIGTERM  # the signal by which it ends in good order
    cwd = ROOT

    def __init__(self, place, name):
        self.place, self.name, self.port = place, name, place.port(name)
        self.log = place.folder / f"{name}.log"
        self.process = None
        self.account = place.account

    def command(self):
        raise NotImplementedError

    def environment(self):
        return {}

    def start(self):
        """Start it, and wait until it answers. Raises: ClusterError."""
        self.begin()
        self.wait()

    def begin(self):
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_FOR_PARTS)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self.command(),
                cwd=self.cwd,
                env=inherited | self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us
                **self.account,
            )
        self.place.remember(self.process)

    def wait(self, seconds=START_SECONDS):
        given_up = time.monotonic() + seconds
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > given_up:
                raise ClusterError(f"{self.name} did not start ({last_line(self.log)}): see {self.log}.")
            time.sleep(0.1)

    def answers(self):
        """Whether something listens on its port."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def stop(self, seconds=30):
        """End it in good order; kill it where it does not."""
        if not self.is_alive():
            return
        self.process.send_signal(self.ends_at)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        """Kill all its processes at once, as when its machine stops."""
        with suppress(psutil.NoSuchProcess):
            end_all(psutil.Process(self.process.pid))
        self.process.wait()

    def processes(self):
        with suppress(psutil.NoSuchProcess):
            first = psutil.Process(self.process.pid)
            return [first, *first.children(recursive=True)]
        return []

    def freeze(self):
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.suspend()


def last_line(log):
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1].strip().rstrip(".") if lines else "it said nothing"
