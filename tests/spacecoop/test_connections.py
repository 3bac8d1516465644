"""Slow clients and greedy addresses against the web server itself, with one process and a small application."""

import socket
import time
from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings

from tests.spacecoop.small_site import small_process, small_site

COUNT = 30  # several times as many as there are threads


@pytest.fixture(scope="module")
def port():
    with small_site() as port:
        yield port


def head(path, *headers, method="GET"):
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: here", *headers, "", ""]).encode()


@contextmanager
def connected(port, sent=b"", window=None):
    with socket.socket() as client:
        if window:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        client.settimeout(20)
        client.connect(("127.0.0.1", port))
        client.sendall(sent)
        yield client


def told(client):
    """Return the status and the content of one answer."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += (more := client.recv(65536))
        assert more, received
    top, _, content = received.partition(b"\r\n\r\n")
    length = next(int(line.split(b":")[1]) for line in top.split(b"\r\n") if line.lower().startswith(b"content-length"))
    while len(content) < length:
        content += (more := client.recv(65536))
        assert more
    return int(top.split()[1]), content


def ask(port, sent):
    with connected(port, sent) as client:
        return told(client)


SLOW = {
    "silent": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: h",
    "half a body": head("/", "Content-Length: 100000", method="POST") + b"a",
    "a body of 10 MB without a length that is true": head("/", "Content-Length: 250000", method="POST") + b"a" * 1000,
    "not reading": head("/long?300000"),
    "not closing": head("/", "Connection: close"),
}


@pytest.mark.many
@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_slow_clients_keep_nobody_waiting(port, sent):
    with ExitStack() as clients:
        for _ in range(COUNT):
            clients.enter_context(connected(port, sent, window=4096))
        began = time.monotonic()
        assert ask(port, head("/")) == (200, b"0")
        assert time.monotonic() - began < 10  # with a thread for each of them it would be their time-outs, one by one


@pytest.mark.many
@pytest.mark.parametrize("sent", [SLOW["half a head"], SLOW["half a body"]], ids=["head", "body"])
def test_a_request_that_does_not_come_is_given_up(port, sent):
    assert ask(port, sent)[0] == 408


def test_a_drip_does_not_begin_the_time_anew(port):
    with connected(port, b"GET / HTTP/1.1\r\nX: ") as client:
        client.settimeout(0.1)
        given_up = time.monotonic() + 15
        while time.monotonic() < given_up:
            client.sendall(b"x")
            try:
                answer = client.recv(100)
            except TimeoutError:
                continue
            break
        assert answer.startswith(b"HTTP/1.1 408")


def test_what_comes_in_pieces_is_answered_whole(port):
    request = head("/", "Content-Length: 10", method="POST") + b"0123456789"
    with connected(port) as client:
        for piece in (request[:7], request[7:-12], request[-12:-5], request[-5:]):
            client.sendall(piece)
            time.sleep(0.05)
        assert told(client) == (200, b"10")


def test_a_connection_serves_one_request_after_another_also_at_once(port):
    with connected(port) as client:
        for _ in range(2):
            client.sendall(head("/", "Content-Length: 3", method="POST") + b"abc" + head("/long?1"))
            assert client.recv(9) == b"HTTP/1.1 "
            rest = b""
            while not rest.endswith(b"xxxx"):
                rest += client.recv(4096)
            assert rest.count(b"HTTP/1.1 200") == 1  # the second one
            assert b"\r\n\r\n3HTTP" in rest


def test_a_body_longer_than_what_is_collected_is_read_by_the_thread(port):
    size = settings.LARGEST_BODY * 4
    assert ask(port, head("/", f"Content-Length: {size}", method="POST") + b"x" * size) == (200, str(size).encode())


@pytest.mark.many
@pytest.mark.parametrize("piece", [100_000, 400_000, 3_000_000])
def test_a_long_answer_arrives_whole_at_who_reads_slowly(port, piece):
    with connected(port, head(f"/long?{piece}"), window=65536) as client:
        time.sleep(0.3)
        assert told(client) == (200, b"x" * piece * 4)


@pytest.mark.thorough
def test_who_does_not_read_a_very_long_answer_is_cut_off(port):
    with connected(port, head("/long?8000000"), window=4096) as client:
        time.sleep(3)
        with pytest.raises((AssertionError, ConnectionError)):
            told(client)


@pytest.mark.parametrize("coding", ["chunked", "x", "gzip, x"])
def test_a_body_without_a_length_is_refused(port, coding):
    sent = head("/", f"Transfer-Encoding: {coding}", method="POST") + b"3\r\nabc\r\n0\r\n\r\n"
    assert ask(port, sent)[0] == 411


def test_a_head_without_an_end_is_refused(port):
    assert ask(port, b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000)[0] == 431


def test_an_address_has_half_of_the_threads_and_waits_for_more(port):
    """The proxy's last word counts: the address that each of them invents does not help."""
    with ExitStack() as clients:
        greedy = [
            clients.enter_context(connected(port, head("/hold", f"X-Forwarded-For: 203.0.113.{number}, 198.51.100.7")))
            for number in range(6)
        ]
        began = time.monotonic()
        assert ask(port, head("/", "X-Forwarded-For: 192.0.2.1")) == (200, b"0")
        waited = time.monotonic() - began
        assert [told(client)[0] for client in greedy] == [200] * 6
        assert time.monotonic() - began > 2 * 1  # two at a time, a second each
        assert waited < time.monotonic() - began


def test_what_is_being_answered_is_answered_when_the_site_stops():
    with small_process() as (process, port), connected(port, head("/hold")) as client:
        ask(port, head("/"))  # that came later has been answered: the first is being so
        process.terminate()
        assert told(client) == (200, b"0")
        assert process.wait(30) == 0
