"""Whether the database answers, told within a few seconds also where it does not even refuse."""

import logging
import mmap
import os
import queue
import socket
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from weakref import WeakSet

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections, transaction
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from spacecoop.databases import POOL, PRIMARY, using

logger = logging.getLogger("spacecoop")
PATIENCE = 3  # seconds
LONGEST = 2  # seconds that the database may work on one question of a probe
SILENCE = 5  # seconds without an answer after which nobody waits for the database any longer


class Pulse:
    """The one thread of this process that asks a database; where that is frozen, only this thread waits for it."""

    silence = SILENCE

    def __init__(self, alias=PRIMARY):
        self.alias = alias
        self.ends = {alias, DEFAULT_DB_ALIAS} if alias == POOL else {alias}  # whose connections end with it
        self.lock = threading.Lock()
        self.questions = queue.SimpleQueue()
        self.asked, self.began, self.thread, self.own = None, 0.0, None, None

    def beats(self):
        """Return whether the database answers, after PATIENCE at most; whoever asks meanwhile shares the question."""
        asked = self._begin()
        try:
            asked.result(max(self.began + PATIENCE - time.monotonic(), 0))
        except (DatabaseError, InterfaceError, TimeoutError) as error:
            logger.error("The database does not answer (%s).", type(error).__name__)
            return False
        return True

    def _begin(self):
        """Have the one thread ask, unless it is at it; return its question."""
        with self.lock:
            if self.asked is None or self.asked.done():
                self.began = time.monotonic()
                self.asked = self._put(lambda: _select())
            return self.asked

    def _put(self, question):
        asked = Future()
        self.questions.put((question, asked))
        if self.thread is None:
            self.thread = threading.Thread(target=self._ask, name="pulse", daemon=True)
            self.thread.start()
        return asked

    def answer(self, question):
        """Return what `question` returns, a function that the one thread calls; whether it answers is asked first.

        Raises: DatabaseError, InterfaceError, or TimeoutError where that takes longer than PATIENCE.
        """
        given_up = time.monotonic() + PATIENCE
        if not self.beats():
            raise TimeoutError
        with self.lock:
            asked = self._put(question)
        try:
            return asked.result(max(given_up - time.monotonic(), 0.1))
        finally:
            asked.cancel()  # where it has not been begun

    def is_still(self):
        """Whether the database has not even refused for `silence`, and does not answer yet."""
        asked = self.asked
        return bool(asked and not asked.done() and time.monotonic() - self.began > self.silence)

    def watch(self):
        """Ask each second, for ever; where the database is still, break off what waits for it.

        A client of PostgreSQL waits for a frozen server without end, and so would each thread of the site.
        """
        told = 0.0
        while True:
            time.sleep(1)
            self._begin()
            if self.is_still():
                if told != self.began:
                    sentence = "The database (%s) has not answered for %s seconds: nobody waits for it."
                    logger.error(sentence, self.alias, self.silence)
                told = self.began
                self.break_off()

    def break_off(self):
        """End the connections of all threads but the one that asks: what waits on one of them is told an error."""
        with _opening:
            opened = [connection for connection in _opened if connection.alias in self.ends]
        for wrapper in opened:
            server = wrapper.connection
            with suppress(Exception):  # it is closed meanwhile, by its own thread
                if server is not self.own:
                    with socket.socket(fileno=os.dup(server.fileno())) as line:
                        line.shutdown(socket.SHUT_RDWR)

    def _ask(self):
        while True:
            question, asked = self.questions.get()
            if not asked.set_running_or_notify_cancel():
                continue
            try:
                asked.set_result(self._ask_once(question))
            except Exception as error:
                asked.set_exception(error)

    def _ask_once(self, question):
        """Ask on the connection that was kept; once more where it has died meanwhile."""
        was_open = connections[self.alias].connection is not None
        try:
            return self._ask_now(question)
        except (DatabaseError, InterfaceError):
            connections[self.alias].close()
            if not was_open:
                raise
            return self._ask_now(question)

    def _ask_now(self, question):
        with using(self.alias):
            connection.ensure_connection()
            self.own = connection.connection
            with transaction.atomic(), connection.cursor() as cursor:  # a pool shares its sessions
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{LONGEST}s"])
                return question()


def _select():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


class Stopping:
    """Whether the site is being stopped: one byte that its processes share."""

    def __init__(self):
        self.byte = mmap.mmap(-1, 1)

    def begin(self):
        self.byte[0] = 1

    def has_begun(self):
        return bool(self.byte[0])


pulse = Pulse()
pulses = [pulse]  # of all databases that this process asks
stopping = Stopping()
_opened = WeakSet()  # of all threads of this process
_opening = threading.Lock()


@receiver(connection_created)
def _remember(connection, **kwargs):
    with _opening:
        _opened.add(connection)


@never_cache
@require_safe
def healthz(request):
    """Answer whether the database answers: 200 {"status": "ok"}, or 503 {"status": "database unavailable"}."""
    if pulse.beats():
        return JsonResponse({"status": "ok"})
    response = JsonResponse({"status": "database unavailable"}, status=503)
    response._has_been_logged = True  # by us, with the reason
    return response
