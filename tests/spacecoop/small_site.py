"""A web server of ours, with one process and a small application, for the tests of what happens on its connections."""

import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings

SERVER = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "spacecoop.settings"
from django.conf import settings
from spacecoop import connections
from spacecoop.webserver import WebServer, bind, listen

settings.BEHIND_PROXY = True
connections.HEAD_SECONDS = connections.BODY_SECONDS = 1.5
connections.STALL_SECONDS = 1


def application(environ, start_response):
    path = environ["PATH_INFO"]
    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if path == "/hold":
        time.sleep(1)
    if path == "/who":
        sent = environ["HTTP_X_FORWARDED_FOR"]
        start_response("200 OK", [("Content-Length", str(len(sent)))])
        return [sent.encode()]
    content = [b"x" * int(environ["QUERY_STRING"] or 0)] * 4 if path == "/long" else [str(len(sent)).encode()]
    start_response("200 OK", [("Content-Length", str(sum(map(len, content))))])
    return content


class Small(WebServer):
    def load(self):
        return application


listener = bind("127.0.0.1", 0)
port = listener.getsockname()[1]
listen(listener)
Small(listener, workers=1, threads=4, when_ready=lambda: print(port, flush=True)).run()
"""


@contextmanager
def small_site():
    """Run it; yield its port."""
    with small_process() as (_, port):
        yield port


@contextmanager
def small_process():
    """Run it; yield its process and its port."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    yield process, int(process.stdout.readline())
    process.terminate()
    process.communicate(timeout=30)
