"""Malformed requests sent to a running site one after the other, and what is wrong in how it answers."""

import re
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from html import unescape

import orjson

from bench.addresses import addresses
from bench.client import Connection, request
from bench.curator import Form as Fields
from bench.server import ROOT
from opendata.api import LISTS
from tests.embedded.malformed.requests import Form, Known, Requests, told

SECONDS = 60  # until a request that has no answer counts as one without any
SLOW = 2  # seconds; what is slower is told
# What Django tells of a visitor's wrong host, field or number of fields is no error of ours.
WRONG_IN_LOG = re.compile(rb"Traceback|(?m:^\S+ \S+ (?:ERROR|CRITICAL) (?!django\.security))")
# Many accounts of a kind, each with a session: a form may end one, change a password or delete who is logged in.
LOG_IN = """
import sys, django
django.setup()
from django.contrib.auth.models import Group, User
from django.test import Client
for number in range(30):
    user = User.objects.create_user(f"{sys.argv[1]}-{number}", is_staff=True)
    user.groups.add(Group.objects.get(name=sys.argv[1]))
    client = Client()
    client.force_login(user)
    print(client.cookies["sessionid"].value)
"""
TOKEN = "a" * 32  # against forms of other sites: whoever has it as a cookie too may post
PUBLIC_FORMS = ["/report/?page=/agreements/", "/follow/?page=/agreements/", "/fr/report/?page=/fr/agreements/"]


@dataclass
class Answer:
    """What came back: the head of the last answer, "" where the connection was closed without one."""

    head: str
    seconds: float
    is_late: bool = False

    @property
    def status(self):
        return int(self.head.split()[1]) if self.head else 0

    @property
    def asks_to_come_again(self):
        return self.status == 503 and "\r\nretry-after:" in self.head.lower()


def answer_to(port, sent):
    """Send a request and nothing after it; read until the site closes the connection."""
    began, received = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as client:
        with suppress(OSError):  # it may have been closed already
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
        try:
            while (more := client.recv(1 << 18)) and len(received) < 1 << 18:
                received += more
            while more:
                more = client.recv(1 << 18)
        except ConnectionError:  # closed with something unread
            pass
        except TimeoutError:
            return Answer("", time.monotonic() - began, is_late=True)
    heads = re.findall(rb"HTTP/1\.[01] \d{3} .*?\r\n\r\n", received, re.DOTALL)
    return Answer(heads[-1].decode("latin-1") if heads else "", time.monotonic() - began)


@dataclass
class Findings:
    """How the answers were: {status: number}, what is wrong, and what took long, each with its request."""

    seed: int
    statuses: Counter = field(default_factory=Counter)
    wrong: list = field(default_factory=list)
    slow: list = field(default_factory=list)

    def __str__(self):
        numbers = ", ".join(f"{number} × {status or 'closed'}" for status, number in sorted(self.statuses.items()))
        lines = [f"seed {self.seed}: {numbers}; {len(self.wrong)} wrong, {len(self.slow)} above {SLOW} s"]
        return "\n".join([*lines, *self.wrong, *self.slow])


class Asking:
    """Somebody who asks a site, in the group of editors of that name or as a stranger, and reads its log."""

    def __init__(self, site, log, seed, group=""):
        self.site, self.log, self.found = site, log, Findings(seed)
        self.read = log.stat().st_size
        self.sessions = sessions(site, group) if group else []
        known = known_of(site.port)
        if group:
            self._log_in(known)
        known.forms = [*forms_at(site.port, known, PUBLIC_FORMS), *(self._desk_forms(known) if group else [])]
        self.requests = Requests(seed, known)

    def _log_in(self, known):
        known.cookies = f"sessionid={self.sessions.pop()}; csrftoken={TOKEN}"
        known.is_at_desk = True

    def _desk_forms(self, known):
        desk = [one.path[0] for one in addresses() if one.beginning.startswith("/admin/") and len(one.path) == 1]
        lists = [path for path in desk if not path.endswith("/add/")]
        records = [path for each in lists for path in records_at(self.site.port, known, each)]
        paths = [path for path in [*desk, *records] if path != "/admin/logout/"]
        return forms_at(self.site.port, known, paths)

    def send(self, first, number):
        """Send as many requests, from the one with the number `first` on; return the Findings."""
        for place in range(first, first + number):
            if self.sessions and place % 100 == 0 and ask(self.site.port, "/admin/", self.requests.known).status != 200:
                self._log_in(self.requests.known)
            sent = self.requests.numbered(place)
            self._judge(place, sent, answer_to(self.site.port, sent))
        return self.found

    def _judge(self, place, sent, answer):
        self.found.statuses[answer.status] += 1
        said = self._said()
        other_form = answer.status == 501 and b"/oembed/" in sent  # as oEmbed wants it
        reasons = {
            "no answer": answer.is_late,
            f"status {answer.status}": answer.status >= 500 and not answer.asks_to_come_again and not other_form,
            "a header of ours from theirs": "\r\nx-injected" in answer.head.lower(),
            f"in the log: {said.decode(errors='replace')[-3000:]}": WRONG_IN_LOG.search(said),
        }
        line = f"{place} after {answer.seconds:.1f} s: {told(sent)}"
        self.found.wrong += [f"{reason}: {line}" for reason, is_so in reasons.items() if is_so]
        if answer.seconds > SLOW:
            self.found.slow.append(f"{answer.status}: {line}")

    def _said(self):
        """Return what the log has that was not read yet."""
        if self.log.stat().st_size == self.read:
            return b""
        with self.log.open("rb") as file:
            file.seek(self.read)
            said = file.read()
        self.read += len(said)
        return said


def sessions(site, group):
    """Return the keys of the sessions of as many new accounts in a group."""
    command = [sys.executable, "-c", LOG_IN, group]
    environment = site.circumstances["env"] | {"DJANGO_SETTINGS_MODULE": "spacecoop.settings"}
    made = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return made.stdout.split()


def ask(port, path, known=None):
    with closing(Connection(port)) as connection:
        cookies = {"Cookie": known.cookies} if known else {}
        return connection.ask(request(path, "*/*", **cookies))


def known_of(port):
    """Return what is Known of a site to a stranger."""
    slugs = {}
    for name in LISTS:
        rows = orjson.loads(ask(port, f"/api/v1/{name}/?page_size=50").body)["results"]
        slugs[f"/{name}/"] = [row["html_url"].rstrip("/").rpartition("/")[2] for row in rows]
    sides = slugs["/countries/"] + slugs["/agencies/"]
    return Known(slugs | {"/between/": sides, "/api/v1/between/": sides}, TOKEN, f"csrftoken={TOKEN}")


def records_at(port, known, path):
    """Return the addresses of the first records of a list of the desk."""
    page = ask(port, path, known).body.decode(errors="replace")
    return list(dict.fromkeys(re.findall(rf'href="({re.escape(path)}\d+/change/)', page)))[:2]


def forms_at(port, known, paths):
    """Return the forms of pages, all those of one page as one."""
    forms = []
    for path in paths:
        answer = ask(port, path, known)
        page = answer.body.decode(errors="replace") if answer.status == 200 else ""
        if 'method="post"' in page:
            files = [unescape(name) for name in re.findall(r'type="file"[^>]* name="([^"]+)"', page)]
            forms.append(Form(path, Fields(page).fields, files))
    return forms
