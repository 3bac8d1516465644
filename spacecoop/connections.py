"""How the web server waits for its visitors: a slow one costs no thread, and no address has all the threads.

gunicorn gives each connection to a thread, which then waits for what the client sends and takes; as many slow clients
as there are threads stop a site. Here the loop of the process collects a request, head and body, and sends the rest of
an answer that the client does not take at once. Threads wait only within exports, of which few run at once, and for
the uploads of editors; both have a lowest speed.
"""

import errno
import re
import selectors
import socket
import sys
import threading
import time
from collections import Counter, defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from django.conf import settings
from gunicorn.http.errors import UnsupportedTransferCoding
from gunicorn.workers.gthread import TConn, ThreadWorker

from spacecoop import metrics
from spacecoop.health import pulses
from spacecoop.visitors import forwarded_for, network_of

HEAD_SECONDS = 10
BODY_SECONDS = 20
LARGEST_HEAD = 64 * 1024
QUEUE_SECONDS = 60  # how long a whole request waits while its address has its share of the threads
LINGER_SECONDS = 2  # until a connection that is over is closed, so that its answer arrives
PIECE = 64 * 1024  # bytes, that are read at once

# What a client may take longer than its bytes need at the lowest speed, and in all.
STALL_SECONDS = 20
LOWEST_SPEED = 16 * 1024  # bytes a second
ANSWER_SECONDS = 600
MOST_UNSENT = 1536 * 1024  # of an answer that the loop sends on; a thread waits with more
MOST_SENDING = 24  # answers that the loop sends on: 36 MB at the very most

# How long a thread that computes may keep the others of its process waiting (Python's own is five times as long): each
# answer changes hands several times, also the one to /healthz.
SWITCH_SECONDS = 0.001

MOST_CONNECTIONS = 250  # of a process: 80 MB of heads and bodies at the very most
MOST_OF_ADDRESS = 50

REASONS = {408: "Request Timeout", 411: "Length Required", 431: "Request Header Fields Too Large", 503: "Busy"}
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
# What tells a thread to begin before there is a whole body: no length, or a client that waits for a word.
UNMEASURED = re.compile(rb"^(?:transfer-encoding|expect):", re.IGNORECASE | re.MULTILINE)
PROBE = re.compile(rb"(?:GET|HEAD) /(?:healthz|readyz|metrics)[ ?]")
PROBES_AT_ONCE = 3  # one of each


class Line(socket.socket):
    """The socket of a client as a thread sees it: what is sent is taken, now or later, and waiting has an end."""

    waited = moved = 0.0  # seconds, bytes; of the present request

    def begin(self):
        self.unsent = bytearray()
        self.waited = self.moved = 0.0

    def recv(self, size, flags=0):
        data = self._wait(super().recv, size, flags)
        self.moved += len(data)
        return data

    def sendall(self, data, flags=0):
        """Send what the client takes at once, keep up to MOST_UNSENT bytes for later, wait for room for the others."""
        if self.unsent:
            self.unsent += data
            self.send_on()
        else:
            self.unsent += data[self._send_some(data) :]
        while len(self.unsent) > MOST_UNSENT:
            sent = self._wait(self.send, self.unsent)
            del self.unsent[:sent]
            self.moved += sent

    def send_on(self):
        """Send what the client takes of what was kept."""
        del self.unsent[: self._send_some(self.unsent)]

    def _send_some(self, data):
        self.setblocking(False)
        try:
            return self.send(data)
        except BlockingIOError:
            return 0

    def sendfile(self, file, offset=0, count=None):
        file.seek(offset)
        while count and (piece := file.read(min(count, PIECE))):
            self.sendall(piece)
            count -= len(piece)

    def shutdown(self, how):
        super().shutdown(how)
        self.waited = ANSWER_SECONDS  # no thread waits for the client to close, too

    def _wait(self, call, *arguments):
        """Call as soon as the client lets us.

        Raises: ConnectionResetError, which the server takes for a client that has gone.
        """
        began = time.monotonic()
        left = min(ANSWER_SECONDS, STALL_SECONDS + self.moved / LOWEST_SPEED) - self.waited
        try:
            self.settimeout(max(left, 0.001))
            return call(*arguments)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "The client is too slow.") from None
        finally:
            self.waited += time.monotonic() - began


class Connection(TConn):
    """A connection, and as much of its next request as has come.

    `address` is whom it belongs to: of a proxy, another one with each request.
    """

    def __init__(self, cfg, sock, client, server):
        super().__init__(cfg, sock, client, server)
        self.data_ready = True
        self.peer = self.address = network_of(client[0])
        self.received = bytearray()
        self.deadline = 0.0
        self.is_over = False  # it only waits for the client to have read the answer
        self.forget()

    def forget(self):
        """Be ready for another request."""
        self.sought, self.wanted, self.is_whole = 0, None, True

    def has_head(self):
        """Look for the end of the head in what has come; learn from it how much is to come."""
        if self.wanted is not None:
            return True
        while self.received[:2] == b"\r\n":  # allowed before a request
            del self.received[:2]
        end = self.received.find(b"\r\n\r\n", self.sought)
        if end < 0:
            self.sought = max(len(self.received) - 3, 0)
            return False
        head = bytes(self.received[: end + 2])
        length = LENGTH.search(head)
        length = int(length[1]) if length else 0
        # A longer one is of somebody who is logged in, or is refused: the thread finds out.
        self.is_whole = length <= settings.LARGEST_BODY and not UNMEASURED.search(head)
        self.wanted = end + 4 + (length if self.is_whole else 0)
        self.address = (settings.BEHIND_PROXY and forwarded_for(head)) or self.peer
        return True

    def is_ready(self):
        return self.wanted is not None and len(self.received) >= self.wanted


class Worker(ThreadWorker):
    """A process of the site: a loop that collects requests, and threads that answer them.

    `row`: in which it counts (spacecoop.metrics).
    """

    row = metrics.FIRST_ROW

    def init_process(self):
        sys.setswitchinterval(SWITCH_SECONDS)
        self.share = max(self.cfg.threads // 2, 1)
        self.probes = ThreadPoolExecutor(max_workers=PROBES_AT_ONCE)
        self._count_threads()
        self.awaited = set()
        self.sending = deque()
        self.connections, self.at_work = Counter(), Counter()
        self.queues = defaultdict(deque)
        self.looked_at = 0.0
        for pulse in pulses:
            threading.Thread(target=pulse.watch, name="watch", daemon=True).start()
        super().init_process()

    def _count_threads(self):
        metrics.take_row(self.row)
        for pool, number in {"readers": self.cfg.threads, "probes": PROBES_AT_ONCE}.items():
            metrics.threads.labels(pool).set(number)

    def is_parent_alive(self):
        alive = super().is_parent_alive()
        if not alive:  # its requests have no one to hurry them, and the next run wants the port
            self.cfg.set("graceful_timeout", 1)
        return alive

    def accept(self, listener):
        try:
            raw, client = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        line = Line(raw.family, raw.type, raw.proto, raw.detach())
        connection = Connection(self.cfg, line, client, listener.getsockname())
        if not settings.BEHIND_PROXY and self.connections[connection.peer] >= MOST_OF_ADDRESS:
            line.close()
            return
        if self.nr_conns >= self.worker_connections - 1 and self.awaited:
            self._drop(min(self.awaited, key=lambda other: other.deadline))
        self.nr_conns += 1
        self.connections[connection.peer] += 1
        self._await(connection, HEAD_SECONDS)

    def _await(self, connection, seconds, event=selectors.EVENT_READ, then=None):
        """Let the loop wait until the client has sent something, or takes something."""
        connection.deadline = time.monotonic() + (seconds if self.alive else min(seconds, LINGER_SECONDS))
        connection.sock.setblocking(False)
        self.awaited.add(connection)
        self.poller.register(connection.sock, event, partial(then or self._on_readable, connection))

    def _leave_to_others(self, connection):
        self.awaited.discard(connection)
        self.poller.unregister(connection.sock)
        if connection in self.sending:
            self.sending.remove(connection)

    def _on_readable(self, connection, _):
        if connection not in self.awaited:  # another event of this round has ended it
            return
        try:
            data = socket.socket.recv(connection.sock, PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(connection)
            return
        if connection.is_over:
            return
        if not connection.received:
            connection.deadline = time.monotonic() + HEAD_SECONDS
        connection.received += data
        self._look_at(connection)

    def _look_at(self, connection):
        """Give a request that is whole to a thread; begin the time for a body when the head is there."""
        had_head = connection.wanted is not None
        if not connection.has_head():
            if len(connection.received) > LARGEST_HEAD:
                self._refuse(connection, 431)
        elif connection.is_ready():
            self._leave_to_others(connection)
            self._assign(connection)
        elif not had_head:
            connection.deadline = time.monotonic() + BODY_SECONDS

    def _assign(self, connection):
        """Let a thread answer, or wait until the address has one fewer; probes have threads of their own."""
        if PROBE.match(connection.received):
            self._start(connection, self.probes)
        elif self.at_work[connection.address] < self.share:
            self.at_work[connection.address] += 1
            self._start(connection, self.tpool)
        else:
            connection.deadline = time.monotonic() + QUEUE_SECONDS
            self.queues[connection.address].append(connection)

    def _start(self, connection, pool):
        connection.pool = pool
        answer = pool.submit(self.handle, connection)
        answer.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, connection, done))

    def handle(self, conn):
        conn.sock.begin()
        conn.init()
        conn.parser.unreader.unread(bytes(conn.received))
        conn.received.clear()
        pool = "probes" if conn.pool is self.probes else "readers"
        with metrics.threads_busy.labels(pool).track_inprogress():
            return super().handle(conn)

    def handle_request(self, req, conn):
        if any(name == "TRANSFER-ENCODING" for name, _ in req.headers):  # Django reads none without a length
            conn.sock.sendall(_answer(411))
            return False
        return super().handle_request(req, conn)

    def handle_error(self, req, client, addr, exc):
        if isinstance(exc, UnsupportedTransferCoding):
            client.sendall(_answer(411))
        else:
            super().handle_error(req, client, addr, exc)

    def _keepalive_after(self, conn, keepalive):
        return keepalive and conn.is_whole and super()._keepalive_after(conn, keepalive)

    def finish_request(self, conn, fs):
        if conn.pool is self.tpool:
            self._next_of(conn.address)
        try:
            conn.stays = fs.result()
            if conn.sock.unsent:
                self._send_on(conn)
            else:
                self._go_on(conn)
        except Exception:
            self._drop(conn)

    def _send_on(self, connection):
        """Let the loop send the rest of an answer; where there are many already, end the oldest."""
        if len(self.sending) >= MOST_SENDING:
            self._drop(self.sending[0])
        self.sending.append(connection)
        seconds = STALL_SECONDS + len(connection.sock.unsent) / LOWEST_SPEED
        self._await(connection, seconds, selectors.EVENT_WRITE, self._on_writable)

    def _on_writable(self, connection, _):
        if connection not in self.awaited:
            return
        try:
            connection.sock.send_on()
            if not connection.sock.unsent:
                self._leave_to_others(connection)
                self._go_on(connection)
        except OSError:
            self._drop(connection)

    def _go_on(self, connection):
        """Wait for the next request of a client that has its answer, or end."""
        if not connection.stays:
            self._close(connection)
            return
        connection.received += connection.parser.unreader.take_buffered()
        connection.forget()
        self._await(connection, HEAD_SECONDS if connection.received else self.cfg.keepalive)
        if connection.received:
            self._look_at(connection)

    def _next_of(self, address):
        """Begin the next request of an address that has finished one."""
        queue = self.queues.get(address)
        if queue:
            self._start(queue.popleft(), self.tpool)
        else:
            self.at_work[address] -= 1
            if not self.at_work[address]:
                del self.at_work[address]
        if not queue:
            self.queues.pop(address, None)

    def _close(self, connection):
        """End a connection from our side; wait a little for the client, whose answer would else be cut off."""
        connection.sock.setblocking(False)
        connection.sock.shutdown(socket.SHUT_WR)
        connection.is_over = True
        connection.received.clear()
        self._await(connection, LINGER_SECONDS)

    def _refuse(self, connection, status):
        metrics.refused.labels(str(status)).inc()
        with suppress(OSError):  # it has gone, or does not read
            connection.sock.setblocking(False)
            connection.sock.send(_answer(status))
        self._drop(connection)

    def _drop(self, connection):
        if connection in self.awaited:
            self._leave_to_others(connection)
        connection.close()
        self.nr_conns -= 1
        self.connections[connection.peer] -= 1
        if not self.connections[connection.peer]:
            del self.connections[connection.peer]

    def murder_keepalived(self, force=False):
        """End the connections whose time is over, or all that wait; once in half a second."""
        now = time.monotonic()
        if not force and now < self.looked_at + 0.5:
            return
        self.looked_at = now
        for connection in [awaited for awaited in self.awaited if force or awaited.deadline <= now]:
            if connection.received and not connection.is_over:
                self._refuse(connection, 408)
            else:
                self._drop(connection)
        for queue in self.queues.values():
            while queue and (force or queue[0].deadline <= now):
                self._refuse(queue.popleft(), 503)
        metrics.waiting.set(sum(map(len, self.queues.values())) + self.tpool._work_queue.qsize())

    def _cap_keepalive(self, deadline):
        for connection in self.awaited:
            connection.deadline = min(connection.deadline, deadline)


def _answer(status):
    retry = "Retry-After: 5\r\n" if status == 503 else ""
    head = f"HTTP/1.1 {status} {REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n{retry}\r\n"
    return head.encode()
