"""The servers that are asked: the real site, as `manage.py serve` runs it, and what it is compared with."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import psutil

from bench.client import Connection, request

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 1200  # the documents of a hundred thousand agreements may be made first
PASSWORD = "bench-bench-bench"  # noqa: S105 - of a database of made-up data


class Server:
    """A server on a free port: the site of a home, or what `bench.beside` calls `name`."""

    is_killed = False  # somebody kills its processes, whose answers then break off

    def __init__(self, home, name="", log=None, **environment):
        """Start it; `log`: the file that its complaints go to, None for ours."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            "SPACECOOP_HOME": str(home),
            "SPACECOOP_API_RATE": "1000000/sec",
            "SPACECOOP_ADMIN_PASSWORD": PASSWORD,
            **environment,
        }
        site = ["manage.py", "serve", "--port", str(self.port)]
        command = [sys.executable, *(["-m", "bench.beside", name, str(self.port)] if name else site)]
        self.command, self.circumstances = command, {"env": environment, "stdout": subprocess.DEVNULL, "stderr": log}
        self.start()

    def start(self):
        """Start it, once more where it has ended. Raises: RuntimeError where it does not answer."""
        self.process = subprocess.Popen(self.command, cwd=ROOT, **self.circumstances)  # noqa: S603
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
                with closing(Connection(self.port)) as connection:
                    connection.ask(request("/healthz"))
                return
            except ConnectionError:
                if self.process.poll() is not None or time.monotonic() > given_up:
                    raise RuntimeError("The server did not start.") from None
                time.sleep(0.2)

    def processes(self):
        """Return {what it is: its processes}; those of the database are not among them."""
        told = {"gunicorn": [psutil.Process(self.process.pid)], "workers": [], "renderer": []}
        for child in told["gunicorn"][0].children():
            with suppress(psutil.NoSuchProcess):
                if "manage.py" in child.cmdline():
                    listens = any(place.status == psutil.CONN_LISTEN for place in child.net_connections("inet"))
                    told["workers" if listens else "renderer"].append(child)
        return told

    def memory(self):
        """Return {what it is: PSS of each process}. Units: bytes."""
        return {name: [one.memory_full_info().pss for one in found] for name, found in self.processes().items()}

    def forget_peaks(self):
        """Let the peaks of the workers' memory begin at what they hold now."""
        for worker in self.processes()["workers"]:
            Path(f"/proc/{worker.pid}/clear_refs").write_text("5")
        self.held = {worker.pid: self._held(worker.pid, "VmRSS") for worker in self.processes()["workers"]}

    def growth(self):
        """Return by how much the memory of one worker has grown at most since `forget_peaks`. Units: bytes."""
        return max(self._held(pid, "VmHWM") - before for pid, before in self.held.items())

    def _held(self, pid, name):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
