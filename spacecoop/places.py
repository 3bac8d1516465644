"""Places for what few may do at once in a process."""

import threading
from collections import deque

from spacecoop.metrics import place_waits


class Places:
    """So many may do something at once; the others wait in the order in which they came.

    A semaphore gives a free place to whoever asks at that instant, and who waits may never have one. Waits are counted
    under `name`, one of `metrics.PLACES`.
    """

    def __init__(self, number: int, name: str = "other") -> None:
        self.name = name
        self.waiting: deque[threading.Event] = deque()
        self._free, self._lock = number, threading.Lock()

    def take(self, seconds: float) -> bool:
        """Return whether there was a place within so many seconds."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Event()
            self.waiting.append(turn)
        has_place = turn.wait(seconds) or not self._gives_up(turn)
        place_waits.labels(self.name, "had" if has_place else "refused").inc()
        return has_place

    def _gives_up(self, turn: threading.Event) -> bool:
        """Leave the line; return whether no place came at the last instant."""
        with self._lock:
            if not turn.is_set():
                self.waiting.remove(turn)
                return True
        return False

    def give_back(self) -> None:
        with self._lock:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self._free += 1
