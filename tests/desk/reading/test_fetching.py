"""Our server asks the web on a curator's word only, and never its own network."""

import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from desk.reading import fetching
from desk.reading.fetching import NotFetched, fetch, is_public, probe


class Answers(BaseHTTPRequestHandler):
    asked: ClassVar = []

    def do_HEAD(self):
        self.asked.append(f"HEAD {self.path}")
        self.send_error(405) if self.path == "/headless" else self.do_GET()

    def do_GET(self):
        self.asked.append(f"{self.command} {self.path}")
        name, _, value = self.path[1:].partition("/")
        self.send_response({"to": 302, "gone": 404}.get(name, 200))
        if name == "to":
            self.send_header("Location", value or "/to/")
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"x" * int(value) if name == "long" else f"{self.headers['Host']} été".encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def web(monkeypatch):
    """Serve on this machine as if it were “example.org”; other names resolve to where they say."""
    server = HTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    known = {"example.org": "93.184.215.14", "inside.example": "10.0.0.1", "metadata.example": "169.254.169.254"}
    connect = socket.create_connection

    def resolve(host, port, *_, **options):
        if host not in known and not host[0].isdigit():
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known.get(host, host), port))]

    def reach(address, *more, **options):
        assert address[0] == known["example.org"], "an address that is not public was asked"
        return connect(("127.0.0.1", server.server_port), *more, **options)

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetching.socket, "create_connection", reach)
    yield
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_from_the_address_that_was_checked(web):
    fetched = fetch("http://example.org/page")
    assert fetched.content.decode() == "example.org été"
    assert fetched.kind.startswith("text/plain")


def test_a_redirect_is_followed_to_where_it_leads(web):
    assert fetch("http://example.org/to//there").address == "http://example.org/there"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1/", "not on the public internet"),
        ("http://inside.example/", "not on the public internet"),
        ("http://example.org/to/http://metadata.example/latest", "not on the public internet"),
        ("http://example.org/to/file:///etc/passwd", "begins with http"),
        ("ftp://example.org/", "begins with http"),
        ("http://user:word@example.org/", "name and password"),
        ("http://nowhere.example/", "no server called"),
        ("http://example.org/gone", "404"),
        ("http://example.org/to/", "without end"),
        (f"http://example.org/long/{fetching.LARGEST + 1}", "more than 10 MB"),
        ("http://example.org:99999/", "no address"),
    ],
)
def test_what_is_not_fetched_says_why(web, address, why):
    with pytest.raises(NotFetched, match=why):
        fetch(address)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("page", ["HEAD"]),
        ("to//page", ["HEAD", "HEAD"]),
        ("headless", ["HEAD", "GET"]),
        (f"long/{fetching.LARGEST + 1}", ["HEAD"]),
    ],
)
def test_an_address_that_leads_somewhere_is_asked_for_its_head_and_for_all_where_that_is_refused(web, path, asked):
    Answers.asked.clear()
    probe(f"http://example.org/{path}")
    assert [one.split()[0] for one in dict.fromkeys(Answers.asked)] == asked


@pytest.mark.parametrize("address", ["http://example.org/gone", "http://inside.example/", "http://nowhere.example/"])
def test_an_address_that_leads_nowhere_or_to_our_own_network_is_told(web, address):
    with pytest.raises(NotFetched):
        probe(address)


def test_a_server_that_takes_too_long_is_left(web, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", -1)
    with pytest.raises(NotFetched, match="did not answer"):
        fetch("http://example.org/")


@pytest.mark.parametrize(
    "ip",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.1",
            "224.0.0.1",
            "100.64.0.1",
        ),
        *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::"),
    ],
)
def test_addresses_of_no_public_server(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_public_servers(ip):
    assert is_public(ip)
