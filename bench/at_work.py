"""Editors and readers who go on while things fail, and what they are told."""

import re
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from statistics import median

from bench.client import Connection, request
from bench.curator import Curator

BACK = 60  # seconds in which the site must read and save again
TIMEOUT = 30  # seconds that an editor or a reader waits for an answer
PAGES = [
    ("/healthz", "*/*"),
    ("/", "text/html"),
    ("/agreements/?party=BE", "text/html"),
    ("/agreements/belgium-russia-2000/", "text/html"),
    ("/search/?q=space", "text/html"),
    ("/api/v1/agreements/", "application/json"),
    ("/api/v1/events/?page_size=5", "application/json"),
    ("/agreements.csv", "text/csv"),
]


@dataclass
class Told:
    """What is counted of one kind of fault."""

    name: str
    tries: int = 0
    lost: int = 0
    saves: int = 0
    back: list = field(default_factory=list)  # seconds from the fault until every editor had saved again
    answers: Counter = field(default_factory=Counter)  # to readers, by status
    slowest: float = 0  # seconds of an answer to a reader
    note: str = ""

    def row(self):
        """Return a line of the table."""
        if self.note:
            return f"| {self.name} | {self.note} |" + " |" * 6
        failed = ", ".join(f"{number:,} × {what}" for what, number in sorted(self.answers.items()) if what != "200")
        back = f"{median(self.back):.1f} / {max(self.back):.1f} s" if self.back else ""
        return (
            f"| {self.name} | {self.tries} | {self.saves:,} | {self.lost} | {self.answers['200']:,}"
            f" | {failed or 'none'} | {self.slowest:.1f} s | {back} |"
        )


HEADINGS = (
    "| fault | tries | saves acknowledged | of these lost | readers answered | and otherwise | slowest answer"
    " | saved again after, median / most |"
)


class Editor(threading.Thread):
    """Somebody who gives one agreement one numbered title after the other, until it is told to stop."""

    pause = 0.02  # seconds after each

    def __init__(self, torture, key, slug):
        super().__init__(daemon=True)
        self.torture, self.key, self.path = torture, key, f"/api/v1/agreements/{slug}/"
        self.saving = threading.Lock()
        self.sent = self.acknowledged = 0
        self.curator = None

    def run(self):
        while not self.torture.is_over:
            with self.saving:
                self.save()
            time.sleep(self.pause)

    def save(self):
        """Save once, and count it if it is acknowledged."""
        try:
            self.curator = self.curator or Curator(self.torture.site.port, TIMEOUT)
            self.sent += 1
            self.curator.save(self.key, f"Under torture {self.sent}")
        except (OSError, RuntimeError, KeyError, ValueError, IndexError):  # broken off, or another page
            if self.curator:
                self.curator.connection.close()
            self.curator = None
            time.sleep(0.2)
        else:
            self.acknowledged = self.sent
            self.torture.told.saves += 1

    def ask(self, **headers):
        """Return what the API answers for the agreement."""
        with closing(Connection(self.torture.site.port, TIMEOUT)) as connection:
            return connection.ask(request(self.path, "application/json", **headers))

    def shown(self):
        """Return the number in the title that the API shows: what was acknowledged, or what it shows at last."""
        given_up = time.monotonic() + BACK
        while True:
            number = None
            with suppress(OSError, ValueError, IndexError):
                number = int((re.findall(r"Under torture (\d+)", self.ask().body.decode()) or [0])[0])
            if time.monotonic() > given_up or (number is not None and number >= self.acknowledged):
                return number
            time.sleep(0.1)


class Reader(threading.Thread):
    """Somebody who asks one page after the other and counts how each was answered."""

    def __init__(self, torture, number):
        super().__init__(daemon=True)
        self.torture, self.random = torture, Random(number)  # noqa: S311

    def run(self):
        connection = Connection(self.torture.site.port, TIMEOUT)
        while not self.torture.is_over:
            path, accept = self.random.choice(PAGES)
            began, told = time.monotonic(), self.torture.told
            try:
                status = str(connection.ask(request(path, accept)).status)
            except (OSError, ValueError, IndexError):
                connection.close()
                status = "broken off"
                time.sleep(0.05)
            seconds = time.monotonic() - began
            told.answers[status] += 1
            told.slowest = max(told.slowest, seconds)
            if status[0] in "45" and status != "503":
                self.torture.wrong.append(f"{status} for {path} during or after: {told.name}")
            time.sleep(0.01)


@contextmanager
def paused(editors):
    """Let none of these save meanwhile."""
    with ExitStack() as stack:
        for editor in editors:
            stack.enter_context(editor.saving)
        yield


def losses(editors):
    """Yield (how many acknowledged saves are lost, in a sentence) of each who lost any; a later one may stand as well.

    Nobody may save meanwhile.
    """
    for editor in editors:
        number = editor.shown()
        if number is None or not editor.acknowledged <= number <= editor.sent:
            lost = max(1, editor.acknowledged - (number or 0))
            yield lost, f"Title {number} stands where {editor.acknowledged} was acknowledged"
