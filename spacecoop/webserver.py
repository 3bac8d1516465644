"""The web server that `manage.py serve` runs: gunicorn, in this process, on a socket bound beforehand."""

import errno
import os
import signal
import socket
import time

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.template import engines
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from spacecoop import metrics
from spacecoop.connections import MOST_CONNECTIONS, Worker
from spacecoop.health import stopping
from spacecoop.memory import keep_in_common

LEFTOVER_SECONDS = 4  # how long the workers of a killed run may hold the port


class ServerLogger(Logger):
    """The web server's own log, written by our handlers and not by its own."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class Master(Arbiter):
    def manage_workers(self):
        super().manage_workers()
        self.app.look_beside(self.LISTENERS)

    def handle_term(self):
        self.drain(settings.DRAIN_SECONDS)
        super().handle_term()

    def drain(self, seconds):
        """Go on answering for so many seconds, while /readyz tells balancers to send nobody; another signal ends it."""
        stopping.begin()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            signals = self.wait_for_signals(timeout=min(left, 1))
            if set(signals) & {signal.SIGINT, signal.SIGQUIT, signal.SIGTERM}:
                return
            self.reap_workers()
            self.manage_workers()


class WebServer(BaseApplication):
    """The server; `look_beside` is called each second with what it listens on, for what is to run beside it."""

    def __init__(self, listener, *, workers, threads, when_ready, look_beside=lambda listeners: None):
        self.options = {
            "bind": f"fd://{listener.detach()}",
            "workers": workers,
            "worker_class": Worker,
            "threads": threads,
            "worker_connections": MOST_CONNECTIONS,
            "preload_app": True,
            "user": os.geteuid(),  # as we are now: gunicorn looked who we are when it was imported
            "group": os.getegid(),
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,
            # No header changes the scheme or the path that Django sees, whoever sends it: what a proxy may tell is
            # for SPACECOOP_BEHIND_PROXY to say.
            "forwarded_allow_ips": "",
            "pre_fork": give_row,
            "post_worker_init": leave_hang_up_to_master,
            "when_ready": self.ready,
        }
        if settings.LOG_FORMAT == "json":
            self.options["logger_class"] = ServerLogger
        self.announce, self.look_beside = when_ready, look_beside
        self.hang_up = signal.getsignal(signal.SIGHUP)
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        application = get_internal_wsgi_application()
        compile_templates()
        read_tables()
        keep_in_common()
        return application

    def run(self):
        Master(self).run()

    def ready(self, master):
        """Say so; and stop when the terminal closes (unless under nohup), where gunicorn would reload and live on."""
        ignored = self.hang_up == signal.SIG_IGN
        signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else lambda *_: master.signal(signal.SIGTERM, None))
        self.announce()


def compile_templates():
    """Make all pages' templates ready, which the workers then have in common.

    Else each makes them for its first readers, and where many come at once, several times: they wait for seconds.
    """
    environment = engines["jinja2"].env
    for name in environment.list_templates():
        environment.get_template(name)


def read_tables():
    """Let each app that has `before_serving` read what its first readers would wait for."""
    for config in apps.get_app_configs():
        getattr(config, "before_serving", bool)()


def give_row(master, worker):
    """Let a process count in the first row that no living one counts in."""
    taken = {other.row for other in master.WORKERS.values()}
    worker.row = next(row for row in range(metrics.FIRST_ROW, metrics.ROWS + len(taken)) if row not in taken)


def leave_hang_up_to_master(worker):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def bind(host: str, port: int) -> socket.socket:
    """Claim the address, without answering on it yet.

    Raises: CommandError, with one sentence for whoever starts the site.
    """
    given_up = time.monotonic() + LEFTOVER_SECONDS
    while True:
        try:
            return _bind(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > given_up:
                raise CommandError(_refusal(error, host, port)) from None
        time.sleep(0.2)


def listen(listener: socket.socket):
    host, port = listener.getsockname()[:2]
    try:
        listener.listen(2048)
    except OSError as error:  # another start claimed it too, and was faster
        raise CommandError(_refusal(error, host, port)) from None


def _bind(host, port):
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


def _refusal(error, host, port):
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8001
        return f"Port {port} is in use by another program: start on another one with PORT={other} make run."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Port {port} is for the system's own services: start on another one with PORT=8001 make run."
    return f"HOST is {host!r}, which is no address of this machine: set it to 127.0.0.1, or to 0.0.0.0 for all."
