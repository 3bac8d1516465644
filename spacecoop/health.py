"""Whether the database answers, told within a few seconds also where it does not even refuse."""

import logging
import queue
import threading
import time
from concurrent.futures import Future

from django.db import DatabaseError, InterfaceError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

logger = logging.getLogger("spacecoop")
PATIENCE = 3  # seconds


class Pulse:
    """The one thread of this process that asks the database; where that is frozen, only this thread waits for it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.questions = queue.SimpleQueue()
        self.asked, self.began, self.thread = None, 0.0, None

    def beats(self):
        """Return whether the database answers, after PATIENCE at most; whoever asks meanwhile shares the question."""
        with self.lock:
            if self.asked is None or self.asked.done():
                self.asked, self.began = Future(), time.monotonic()
                self.questions.put(self.asked)
            if self.thread is None:
                self.thread = threading.Thread(target=self._ask, name="pulse", daemon=True)
                self.thread.start()
            asked, left = self.asked, self.began + PATIENCE - time.monotonic()
        try:
            asked.result(max(left, 0))
        except (DatabaseError, InterfaceError, TimeoutError) as error:
            logger.error("The database does not answer (%s).", type(error).__name__)
            return False
        return True

    def _ask(self):
        while True:
            asked = self.questions.get()
            try:
                self._ask_once()
            except Exception as error:
                asked.set_exception(error)
            else:
                asked.set_result(None)

    def _ask_once(self):
        """Ask on the connection that was kept; once more where it has died meanwhile."""
        was_open = connection.connection is not None
        try:
            _select()
        except (DatabaseError, InterfaceError):
            connection.close()
            if not was_open:
                raise
            _select()


def _select():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


pulse = Pulse()


@never_cache
@require_GET
def healthz(request):
    """Answer whether the database answers: 200 {"status": "ok"}, or 503 {"status": "database unavailable"}."""
    if pulse.beats():
        return JsonResponse({"status": "ok"})
    response = JsonResponse({"status": "database unavailable"}, status=503)
    response._has_been_logged = True  # by us, with the reason
    return response
