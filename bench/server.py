"""The real server, as `manage.py serve` runs it, with one worker process, on a free port."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

from bench.client import Connection, request

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 1200  # the documents of a hundred thousand agreements are made first


class Server:
    def __init__(self, home, **environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            "SPACECOOP_HOME": str(home),
            "SPACECOOP_API_RATE": "1000000/sec",
            "WEB_CONCURRENCY": "1",
            **environment,
        }
        for name in ("SPACECOOP_THROWAWAY", "DATABASE_URL"):
            environment.pop(name, None)
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
        self._wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def _wait(self):
        given_up = time.monotonic() + START_SECONDS
        while True:
            try:
                Connection(self.port).ask(request("/empty/"))
                return
            except ConnectionError:
                if self.process.poll() is not None or time.monotonic() > given_up:
                    raise RuntimeError("The server did not start.") from None
                time.sleep(0.2)

    @property
    def worker(self):
        children = psutil.Process(self.process.pid).children()
        return next(child.pid for child in children if "serve" in child.cmdline())

    def forget_peak(self):
        """Let the peak of the worker's memory begin at what it holds now; return that. Units: kB."""
        Path(f"/proc/{self.worker}/clear_refs").write_text("5")
        return self._memory("VmRSS")

    @property
    def peak(self):
        """The most memory that the worker has held since `forget_peak`. Units: kB."""
        return self._memory("VmHWM")

    def _memory(self, name):
        lines = Path(f"/proc/{self.worker}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
