"""A client that costs little itself: one socket kept open, requests made beforehand, answers read and not decoded."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

TIMEOUT = 900


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict
    body: bytes
    seconds: float


def request(path, accept="text/html", form=None, **headers):
    """Return the bytes of a GET, or of the POST of a `form`; a page is taken compressed, as browsers do."""
    body = b"" if form is None else urlencode(form).encode()
    encoding = "gzip" if accept == "text/html" else "identity"
    lines = {"Host": "127.0.0.1", "Accept": accept, "Accept_Encoding": encoding, **headers}
    if form is not None:
        lines |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": len(body)}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    return f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


class Connection:
    def __init__(self, port, timeout=TIMEOUT, source="127.0.0.1", again=True):
        """Units: `timeout` in seconds, of each step. Every question raises OSError where the server does not answer.

        `source`: the address that it asks from. `again`: whether it asks once more where the server had closed the
        connection.
        """
        self.port, self.timeout, self.source, self.again = port, timeout, source, again
        self.socket = None

    def ask(self, asked, keep=True):
        """Send a request and read the whole answer; `keep` its body, or only count its bytes."""
        began = time.perf_counter()
        self._connect()
        try:
            self.socket.sendall(asked)
            head = self._read_head()
        except ConnectionError:  # the server had closed it while it was idle
            self.socket = None
            if not self.again:
                raise
            self._connect()
            self.socket.sendall(asked)
            head = self._read_head()
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {"cookies": {}}
        for name, _, value in (line.partition(":") for line in lines):
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                headers["cookies"][cookie.strip()] = kept
        body = self._read_body(headers, int(first.split()[1]), keep)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(first.split()[1]), headers, body, time.perf_counter() - began)

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def _connect(self):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), self.timeout, (self.source, 0))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.rest = b""

    def _more(self):
        block = self.socket.recv(1 << 18)
        if not block:
            raise ConnectionError("the server closed the connection")
        self.rest += block

    def _read_head(self):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        return head

    def _read_body(self, headers, status, keep):
        if headers.get("transfer-encoding") == "chunked":
            pieces = iter(self._chunk, b"")
            return b"".join(pieces) if keep else str(sum(map(len, pieces))).encode()
        size = 0 if status == 304 else int(headers.get("content-length", 0))
        while len(self.rest) < size:
            self._more()
        body, self.rest = self.rest[:size], self.rest[size:]
        return body

    def _chunk(self):
        while b"\r\n" not in self.rest:
            self._more()
        size, self.rest = self.rest.split(b"\r\n", 1)
        size = int(size, 16)
        while len(self.rest) < size + 2:
            self._more()
        chunk, self.rest = self.rest[:size], self.rest[size + 2 :]
        return chunk


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds of each of a number of tries, sorted; and how many came back in a second."""

    seconds: list
    rate: float

    def at(self, share):
        return self.seconds[min(int(share * len(self.seconds)), len(self.seconds) - 1)]

    @property
    def median(self):
        return self.at(0.5)


def sample(tries, most, seconds, least=3):
    """Call `tries`, a list of functions, in turn: at most `most` times in all and for about that many `seconds`."""
    taken, began = [], time.perf_counter()
    while len(taken) < most and (len(taken) < least or time.perf_counter() - began < seconds):
        start = time.perf_counter()
        tries[len(taken) % len(tries)]()
        taken.append(time.perf_counter() - start)
    return Sample(sorted(taken), len(taken) / sum(taken))


def crowd(port, requests, people, most, seconds, status=200):
    """Let that many `people` ask at once, each on a connection of its own, `most` times in all."""
    taken, number, began = [], count(), time.perf_counter()

    def ask():
        connection = Connection(port)
        while (place := next(number)) < most and time.perf_counter() - began < seconds:
            answer = connection.ask(requests[place % len(requests)])
            if answer.status != status:
                raise RuntimeError(f"{answer.status} for {requests[place % len(requests)][:100]}")
            taken.append(answer.seconds)
        connection.close()

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(lambda _: ask(), range(people)))
    return Sample(sorted(taken), len(taken) / (time.perf_counter() - began))
