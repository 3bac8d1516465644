"""Our server asks the web on a curator's word only, and never its own network."""

import socket
from base64 import b64decode
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import ClassVar

import pytest

from desk.reading import fetching
from desk.reading.fetching import fetch, fetched, is_public, probe, probed
from desk.sandbox import NotReadable

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
# How a server answers that gives a little again and again and never ends: what it begins with, and what follows.
DRIPS = {
    "silent": (b"", b""),
    "lines": (b"HTTP/1.1 200 OK\r\n", b"X: " + b"a" * 10),
    "continues": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "trailers": (CHUNKED + b"0\r\n", b"a"),
    "body": (CHUNKED, b"1\r\na\r\n"),
}


class Answers(BaseHTTPRequestHandler):
    asked: ClassVar = []

    def do_HEAD(self):
        self.asked.append(f"HEAD {self.path}")
        self.send_error(405) if self.path == "/headless" else self.do_GET()

    def do_GET(self):
        self.asked.append(f"{self.command} {self.path}")
        name, _, value = self.path[1:].partition("/")
        if name == "drips":
            self.drip(*DRIPS[value])
            return
        self.send_response({"to": 302, "gone": 404}.get(name, 200))
        if name == "to":
            self.send_header("Location", value or "/to/")
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"x" * int(value) if name == "long" else f"{self.headers['Host']} été".encode())

    def drip(self, begins, goes_on):
        self.wfile.write(begins)
        with suppress(OSError):  # until the other side leaves, which who sends nothing does not notice
            while not self.server.is_over.wait(0.01):
                self.wfile.write(goes_on)

    def log_message(self, *_):
        pass


@pytest.fixture
def web(monkeypatch):
    """Serve on this machine as if it were “example.org”; other names resolve to where they say."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.is_over = Event()
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
    server.is_over.set()
    server.shutdown()
    server.server_close()


def found_at(address):
    """Return (content, address, kind) as the process that fetches finds them."""
    [(content, found, kind)] = fetched(None, address)
    return b64decode(content), found, kind


def test_a_page_is_fetched_from_the_address_that_was_checked(web):
    content, _, kind = found_at("http://example.org/page")
    assert content.decode() == "example.org été"
    assert kind.startswith("text/plain")


@pytest.mark.thorough
def test_a_redirect_is_followed_to_where_it_leads(web):
    assert found_at("http://example.org/to//there")[1] == "http://example.org/there"


@pytest.mark.many
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
        ("http://example.org:99999/", "not a web address"),
    ],
)
def test_what_is_not_fetched_says_why(web, address, why):
    with pytest.raises(NotReadable, match=why):
        found_at(address)


@pytest.mark.many
@pytest.mark.parametrize("ask", [fetch, probe])
def test_a_process_of_its_own_asks(ask):
    with pytest.raises(NotReadable, match="not on the public internet"):
        ask("http://127.0.0.1/")


@pytest.mark.many
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
    assert list(probed(None, f"http://example.org/{path}")) == []
    assert [one.split()[0] for one in dict.fromkeys(Answers.asked)] == asked


@pytest.mark.many
@pytest.mark.parametrize("address", ["http://example.org/gone", "http://inside.example/", "http://nowhere.example/"])
def test_an_address_that_leads_nowhere_or_to_our_own_network_is_told(web, address):
    with pytest.raises(NotReadable):
        list(probed(None, address))


@pytest.mark.thorough
@pytest.mark.parametrize("path", ["silent", "lines", "continues", "trailers", "body"])
def test_a_server_that_gives_a_little_again_and_again_is_left(web, monkeypatch, path):
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    with pytest.raises(NotReadable, match="did not answer"):
        found_at(f"http://example.org/drips/{path}")


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
            "192.0.0.8",
            "192.88.99.1",
            "240.0.0.1",
            "255.255.255.255",
        ),
        *("::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "5f00::1", "4000::1", "100::1"),
        *("::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2002:808:808::", "2001:0:7f00:1::", "2001:20::1", "2001:db8::1", "3fff::1"),
    ],
)
def test_addresses_of_no_public_server(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_addresses_of_public_servers(ip):
    assert is_public(ip)
