"""A site of its own, as `manage.py serve` runs it."""

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psycopg

from spacecoop.embedded.cluster import Cluster

CHECKOUT = Path(__file__).resolve().parents[2]


class Site:
    """A `manage.py serve` of its own, in `home`; `checkout`: of which version."""

    def __init__(self, home, checkout=CHECKOUT, **environment):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.home, self.checkout = home, checkout
        self.environment = clean_environment() | {"SPACECOOP_HOME": str(home), "PORT": str(self.port)} | environment

    def start(self):
        self.begin()
        self.wait()

    def begin(self):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=self.checkout,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait(self):
        self.said = ""
        while "spacecoop is at" not in self.said:
            line = self.process.stdout.readline()
            assert line, f"it ended: {self.said}"
            self.said += line

    def health(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
            return answer.status, answer.read()

    def end(self, number):
        """Send the signal; return the exit code and what was said meanwhile."""
        self.process.send_signal(number)
        said = self.process.communicate(timeout=30)[0]
        return self.process.returncode, said

    def rows(self, statement):
        with psycopg.connect(Cluster(self.home).conninfo("spacecoop")) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def clean_environment():
    ours = ("SPACECOOP_", "DATABASE_URL", "PORT", "HOST", "WEB_CONCURRENCY")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
