"""Places for what few may do at once in a process."""

import threading
from collections import deque


class Places:
    """So many may do something at once; the others wait in the order in which they came.

    A semaphore gives a free place to whoever asks at that instant, and who waits may never have one.
    """

    def __init__(self, number):
        self._free, self.waiting, self._lock = number, deque(), threading.Lock()

    def take(self, seconds):
        """Return whether there was a place within so many seconds."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Event()
            self.waiting.append(turn)
        if turn.wait(seconds):
            return True
        with self._lock:
            if turn.is_set():  # it came at the last instant
                return True
            self.waiting.remove(turn)
        return False

    def give_back(self):
        with self._lock:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self._free += 1
