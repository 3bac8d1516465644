import re
import socket
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as django_mail
from django.utils import timezone

from alerts.models import Follow
from alerts.telling import begin
from catalogue.reading import reading, seen

ADDRESS = "reader@example.org"


@pytest.fixture(autouse=True)
def mails_are_set_up(settings):
    settings.MAILS = True
    settings.DEFAULT_FROM_EMAIL = "told@spacecoop.example"


@dataclass
class Webhook:
    """A receiver: `statuses` are its next answers, then 204; `got` are the headers and bodies that it was sent."""

    statuses: list = field(default_factory=list)
    got: list = field(default_factory=list)
    url: str = ""


@pytest.fixture
def webhook(settings):
    settings.PRIVATE_WEBHOOKS = True
    told = Webhook()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append((dict(self.headers), body))
            self.send_response(told.statuses.pop(0) if told.statuses else 204)
            self.send_header("Location", "/elsewhere/")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    told.url = f"http://127.0.0.1:{server.server_port}/hook"
    Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


@dataclass
class Mailbox:
    """What a mail server took: (recipients, message) each; `answers` are its next refusals, such as "550 no"."""

    got: list = field(default_factory=list)
    answers: list = field(default_factory=list)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.got.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()


@pytest.fixture
def outbox():
    return django_mail.outbox


def link(text, beginning="/follow/"):
    """Return the path of the first link of a mail whose path has `beginning` in it."""
    return re.search(rf"https?://[^/\s]+(\S*{re.escape(beginning)}\S*)", text)[1]


def make_follow(page="/agreements/?party=BE", **fields):
    """Make what somebody follows, confirmed as of now, and due."""
    how = {"email": ADDRESS, "how_often": "daily", "language": "en-gb", "site": "https://spacecoop.example"}
    follow = Follow.objects.create(page=page, **{**how, **fields})
    with reading(seen()):
        begin(follow, timezone.now())
    make_due()
    return follow


def make_due():
    Follow.objects.update(due_at=timezone.now())
