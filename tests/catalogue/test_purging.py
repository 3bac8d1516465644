"""The purge of what stands in front of the site: what is asked, how often, and what of it fails."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from catalogue import purging, renderer, worker
from catalogue.purging import Settled, purge_edge, purge_until_done
from catalogue.renderer import standing_now
from tests.factories import make_agreement


class Edge(BaseHTTPRequestHandler):
    """An edge that notes what it is asked, and answers by what `statuses` has next."""

    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        self.server.asked.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        status = self.server.statuses.pop(0) if self.server.statuses else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PURGE = do_POST = do_BAN = do_GET = answer

    def log_message(self, *arguments):
        pass


@pytest.fixture
def edge(settings, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Edge)
    server.asked, server.statuses = [], []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.PURGE_URL = f"http://127.0.0.1:{server.server_port}/all"
    monkeypatch.setattr(purging, "WAITS", (0,))
    monkeypatch.setattr(purging, "AGAIN", 0)
    monkeypatch.setattr(purging, "settled", Settled())
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.thorough
def test_a_varnish_is_asked_by_its_method(edge):
    purge_until_done()
    [(method, path, _, body)] = edge.asked
    assert (method, path, body) == ("PURGE", "/all", b"")


def test_a_network_is_asked_with_its_token(edge, settings):
    settings.PURGE_METHOD, settings.PURGE_HEADER = "POST", ("Authorization", "Bearer secret")
    purge_until_done()
    [(method, _, headers, body)] = edge.asked
    assert (method, headers["Authorization"], headers["Content-Type"]) == ("POST", "Bearer secret", "application/json")
    assert body == b'{"purge_everything": true}'


@pytest.mark.thorough
def test_a_failure_is_told_once_and_tried_again(edge, caplog):
    edge.statuses = [503, 403, 500]
    purge_until_done()
    assert len(edge.asked) == 4
    assert [line.levelname for line in caplog.records] == ["ERROR", "WARNING"]
    assert "SPACECOOP_PURGE_URL" in caplog.text
    assert "503" in caplog.text


@pytest.mark.thorough
def test_a_token_is_not_sent_elsewhere(edge, settings):
    settings.PURGE_HEADER = ("Authorization", "Bearer secret")
    edge.statuses = [302]
    purge_until_done()
    assert [path for _, path, _, _ in edge.asked] == ["/all", "/all"]


@pytest.mark.thorough
def test_an_edge_that_is_away_is_a_failure(settings, edge):
    settings.PURGE_URL = "http://127.0.0.1:9/"
    assert "refused" in purging._purge()


def test_each_new_state_is_purged_twice_and_states_between_are_one(edge, settings, monkeypatch):
    settled, purged = purging.settled, []

    def purge():
        purged.append(settled.state)
        if len(purged) == 1:
            settled.tell(2)
            settled.tell(3)
        if len(purged) == 4:
            settings.PURGE_URL = ""  # the thread ends

    monkeypatch.setattr(purging, "purge_until_done", purge)
    settled.tell(1)
    purge_edge()
    assert purged == [1, 3, 3, 3]


def test_a_state_that_is_told_again_is_none():
    settled = Settled()
    settled.tell((1, "today"))
    assert settled.has_changed.is_set()
    settled.has_changed.clear()
    settled.tell((1, "today"))
    assert not settled.has_changed.is_set()


@pytest.mark.django_db
def test_the_process_beside_the_site_tells_what_readers_see(monkeypatch):
    monkeypatch.setattr(worker, "settled", Settled())
    worker._index(os.getppid())
    assert worker.settled.state is None  # there is nothing to see yet
    for slug in ("a", "b"):
        before = worker.settled.state
        make_agreement(slug)
        renderer.up_to_date()
        worker._index(os.getppid())
        assert worker.settled.state != before
    assert worker.settled.state == (standing_now().edition, timezone.now().date())


def test_without_an_edge_nothing_is_purged(settings):
    settings.PURGE_URL = ""
    purge_edge()  # and it ends
