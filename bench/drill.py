"""A cluster that is read and written while its parts are taken away: `python -m bench.drill`.

Readers keep what a browser keeps, cookies and the tag of each page, and look whether a revision that they are shown is
ever older than one that they have seen. Editors save at the desk, and remember what was acknowledged. Meanwhile a site,
a standby and the primary are killed, the primary is frozen, its disk is filled, a standby is cut off, and the data are
restored to a moment, beside those that go on.

Prints a table; the exit code is 1 where a save was lost, a reader got no answer or saw an older edition, or no editor
could save for too long. The last table stands in docs/scale.md. As root the data of one server lie on a small disk of
their own, to be filled; otherwise that is reported as not tried.
"""

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.at_work import PAGES, Editor, losses, paused
from bench.client import Connection, request
from bench.cluster.cluster import Cluster
from bench.cluster.place import ClusterError, Place
from bench.cluster.restoring import Restoring
from bench.curator import Curator
from bench.server import ROOT
from bench.torture import LISTED, made, put, run

READERS, EDITORS, PAUSE = 64, 5, 1.0  # seconds between two questions of a reader
TIMEOUT = 30  # seconds that an editor or a reader waits for an answer
BACK = 90  # seconds in which all must read and save again
LONGEST_OUT = 10  # seconds in which no editor has a save acknowledged
DISK = "700m"
SMALL_DISK = "one"  # the server whose disk is filled
REPORT = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- drill -->\n", "<!-- end of drill -->\n"
FAULTS = [
    *("site_killed", "standby_killed", "standby_cut_off", "primary_killed", "primary_frozen", "primary_changed"),
    *("disk_full", "restored_to_a_time"),
]
ASKED = [(path, accept) for path, accept in PAGES if path != "/healthz"]
HEADINGS = (
    "| what | reads answered | failed | slowest | readers that saw an older edition | saves acknowledged | lost"
    " | editors out | |"
)


@dataclass
class Told:
    """What is counted while one part is away."""

    name: str
    answered: int = 0
    failed: Counter = field(default_factory=Counter)  # reads, by what came instead
    slowest: float = 0.0  # seconds
    older: set = field(default_factory=set)  # readers
    saves: int = 0
    lost: int = 0
    out: float = 0.0  # seconds, the longest between two acknowledged saves, of whichever editors
    note: str = ""
    is_tried: bool = True

    def row(self):
        """Return a line of the table."""
        if not self.is_tried:
            return f"| {self.name} | {self.note} |" + " |" * 7
        failed = ", ".join(f"{number:,} × {what}" for what, number in sorted(self.failed.items())) or "0"
        return (
            f"| {self.name} | {self.answered:,} | {failed} | {self.slowest:.1f} s | {len(self.older)} | {self.saves:,}"
            f" | {self.lost} | {self.out:.1f} s | {self.note} |"
        )

    def wrong(self):
        """Return sentences on what must not be."""
        if self.failed:
            yield f"{self.name}: {self.failed.total()} reads failed ({dict(self.failed)})"
        if self.older:
            yield f"{self.name}: {len(self.older)} readers saw an older edition than before"
        if self.lost:
            yield f"{self.name}: {self.lost} acknowledged saves are lost"
        if self.out > LONGEST_OUT:
            yield f"{self.name}: no editor could save for {self.out:.1f} seconds"


class Reader(threading.Thread):
    """Somebody with an address and a memory of their own, who asks one page after the other."""

    def __init__(self, drill, number):
        super().__init__(daemon=True)
        self.drill, self.random, self.number = drill, Random(number), number  # noqa: S311
        self.connection = Connection(drill.site.port, TIMEOUT, f"127.0.1.{number + 1}", again=False)
        self.tags, self.cookies, self.newest = {}, {}, 0

    def run(self):
        while not self.drill.is_over:
            time.sleep(PAUSE * (0.5 + self.random.random()))
            began, told = time.monotonic(), self.drill.told
            self.read(*self.random.choice(ASKED), told)
            told.slowest = max(told.slowest, time.monotonic() - began)

    def read(self, path, accept, told):
        """Ask for a page and judge the answer."""
        try:
            answer = self.connection.ask(request(path, accept, **self.headers(path)))
        except (OSError, ValueError, IndexError) as error:
            self.connection.close()
            told.failed[f"{type(error).__name__}"] += 1
        else:
            if answer.status in (200, 304):
                told.answered += 1
                self.remember(path, answer, told)
            else:
                told.failed[str(answer.status)] += 1

    def headers(self, path):
        kept = {}
        if path in self.tags:
            kept["If_None_Match"] = self.tags[path]
        if self.cookies:
            kept["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return kept

    def remember(self, path, answer, told):
        self.cookies |= answer.headers["cookies"]
        self.tags[path] = answer.headers.get("etag", "")
        revision = int(answer.headers.get("spacecoop-revision", 0))
        if revision < self.newest:
            told.older.add(self.number)
            self.drill.seen.append(f"{told.name}: {path} {answer.status} of {revision} after {self.newest}")
        self.newest = max(self.newest, revision)


class Saver(Editor):
    """An editor who stays logged in, whoever answers."""

    pause = PAUSE

    def __init__(self, drill, number, key, slug):
        super().__init__(drill, key, slug)
        self.source = f"127.0.2.{number + 1}"

    def log_in(self):
        password = self.torture.cluster.place.secrets["admin"]
        self.curator = Curator(self.torture.site.port, TIMEOUT, password, source=self.source)

    def save(self):
        """Save once, and count it if it is acknowledged."""
        try:
            self.sent += 1
            self.curator.save(self.key, f"Under torture {self.sent}")
        except (OSError, RuntimeError, KeyError, ValueError, IndexError) as error:
            self.curator.connection.close()
            self.torture.refused[str(error)[:60]] += 1
            time.sleep(0.2)
        else:
            self.acknowledged, now = self.sent, time.monotonic()
            self.torture.told.saves += 1
            self.torture.told.out = max(self.torture.told.out, now - self.torture.saved_at)
            self.torture.saved_at = now


class Drill:
    def __init__(self, cluster, readers, seed, cut_off):
        self.cluster, self.site = cluster, cluster.proxy  # what readers and editors ask
        self.cut_off = cut_off
        self.failover = cluster.failover
        self.random = Random(seed)  # noqa: S311
        self.is_over, self.seen, self.refused, self.report = False, [], Counter(), {}
        self.told = self.named("no fault")
        self.readers = [Reader(self, number) for number in range(readers)]
        self.savers = []
        self.restoring = Restoring(cluster)

    # What is taken away. Each gives a note for the table.

    def site_killed(self):
        """All processes of a site at once; it is started again as systemd would."""
        site = self.random.choice(self.cluster.sites)
        site.kill()
        time.sleep(5)
        began = time.monotonic()
        site.start()
        return f"{site.name}; back {time.monotonic() - began:.1f} s after its new start"

    def standby_killed(self):
        standby = self.random.choice(self.failover.standbys)
        standby.kill()
        self.wait_until_all_have_saved()
        standby.start()
        return f"{standby.name}; follows again {self.seconds_to_follow(standby):.1f} s after its new start"

    def standby_cut_off(self):
        """A standby that still answers, and gets nothing new."""
        standby = self.random.choice(self.failover.standbys)
        receiver = next(one for one in standby.processes() if "walreceiver" in " ".join(one.cmdline()))
        receiver.suspend()
        try:
            time.sleep(self.cut_off)
        finally:
            receiver.resume()
        return f"{standby.name} for {self.cut_off} s; follows again {self.seconds_to_follow(standby):.1f} s after"

    def primary_killed(self):
        return self.replaced(lambda primary: primary.kill())

    def primary_frozen(self):
        return self.replaced(lambda primary: primary.freeze())

    def primary_changed(self):
        """The planned change: savers wait."""
        chosen, former = self.failover.standbys[0], self.failover.leader
        began = time.monotonic()
        self.failover.switch(chosen)
        return f"as planned, {former.name} to {chosen.name}, done after {time.monotonic() - began:.1f} s"

    def disk_full(self):
        """The disk of the primary; it is emptied once another one leads."""
        node = self.cluster.nodes[SMALL_DISK]
        if self.failover.leader is not node:
            self.failover.switch(node)
            self.wait_until_all_have_saved()
        filler = node.data / "filler"
        try:
            return self.replaced(lambda primary: fill(filler), then=filler.unlink)
        finally:
            filler.unlink(missing_ok=True)

    def restored_to_a_time(self):
        """What was saved up to a moment, on a server beside the others, while these go on."""
        with paused(self.savers):
            moment, kept = self.restoring.moment(), [saver.acknowledged for saver in self.savers]
        self.wait_until_all_have_saved()
        with self.restoring.restored(moment) as restored:
            for saver, acknowledged in zip(self.savers, kept, strict=True):
                title = restored.title(saver.key)
                if title != f"Under torture {acknowledged}":
                    self.told.lost += 1
                    self.seen.append(f"{title} stands where {acknowledged} was acknowledged before the moment")
        return f"beside the others, ready after {restored.seconds:.1f} s"

    def replaced(self, fault, then=lambda: None):
        """Do something to the primary; wait for the next one, and for the former one as its standby."""
        former, began = self.failover.leader, time.monotonic()
        fault(former)
        self.wait_for(lambda: self.failover.leader is not former, "another primary")
        led = time.monotonic() - began
        self.wait_until_all_have_saved()
        then()
        began = time.monotonic()
        self.failover.rejoin(former)
        back = time.monotonic() - began + self.seconds_to_follow(former)
        return (
            f"{former.name}: {self.failover.leader.name} leads after {led:.1f} s, the former follows {back:.1f} s"
            " after its rewind began"
        )

    # The run.

    def run(self, faults, seconds):
        """Take away one part after the other, at least `seconds` between two."""
        for saver in self.savers:
            saver.log_in()  # one after the other
        self.restoring.back_up()
        self.saved_at = time.monotonic()
        for thread in (*self.savers, *self.readers):
            thread.start()
        time.sleep(seconds)
        for name in faults:
            self.take_away(name, seconds)
        self.is_over = True
        for thread in (*self.savers, *self.readers):
            thread.join(2 * TIMEOUT)

    def named(self, name):
        return self.report.setdefault(name, Told(name))

    def take_away(self, name, seconds):
        self.told = told = self.named(name.replace("_", " "))
        told.note = getattr(self, name)()
        self.wait_until_all_have_saved()
        time.sleep(seconds)
        self.look_for_losses()

    def wait_until_all_have_saved(self):
        before = [saver.acknowledged for saver in self.savers]
        pairs = list(zip(self.savers, before, strict=True))
        self.wait_for(lambda: all(saver.acknowledged > number for saver, number in pairs), "the editors")

    def seconds_to_follow(self, standby):
        began = time.monotonic()
        self.wait_for(lambda: standby.name in self.failover.leader.streams(2), standby.name)
        return time.monotonic() - began

    def wait_for(self, is_there, what):
        """Raises: RuntimeError where that takes too long."""
        began = time.monotonic()
        while not is_there():
            if time.monotonic() - began > BACK:
                raise RuntimeError(f"{self.told.name}: no sign of {what} for {BACK} seconds")
            time.sleep(0.05)

    def look_for_losses(self):
        """Compare each title with what was acknowledged."""
        with paused(self.savers):
            for lost, sentence in losses(self.savers):
                self.told.lost += lost
                self.seen.append(sentence)
            self.saved_at = time.monotonic()


def fill(path):
    """Write a file until its disk is full."""
    with suppress(OSError), path.open("wb") as file:
        while True:
            file.write(bytes(1 << 20))
            file.flush()


@contextmanager
def folder_of(kept):
    """Give the folder of a cluster: one that is kept, or one that is there for this drill."""
    if kept:
        yield kept
        return
    folder = Path(tempfile.mkdtemp(prefix="spacecoop-drill-")).resolve()
    folder.chmod(0o711)  # the account of the parts may be another one
    try:
        yield folder / "cluster"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def small_disk(place):
    """Give one server a small disk of its own; tell whether that was possible."""
    folder = place.folder / SMALL_DISK
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs", folder]
    mounted = os.geteuid() == 0 and not subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=False)  # noqa: S603, S607


def drill_in(folder, arguments):
    """Run everything in a folder; return the drill and what was wrong."""
    place = Place(folder)
    more = {"SPACECOOP_API_RATE": "1000000/sec", "WEB_CONCURRENCY": "1"}  # two sites have two processors
    faults = [name for name in FAULTS if not arguments.only or name in arguments.only]
    with ExitStack() as stack:
        mounted = not arguments.folder and stack.enter_context(small_disk(place))
        cluster = stack.enter_context(Cluster(place, more, mends=False))
        drill = Drill(cluster, arguments.readers, arguments.seed, arguments.cut_off)
        environment = os.environ | cluster.sites[0].environment()
        listed = run([sys.executable, "manage.py", "shell", "-v0", "-c", LISTED], env=environment).split("\n")
        drill.savers = [Saver(drill, number, *line.split()) for number, line in enumerate(listed[:EDITORS])]
        wrong = []
        try:
            drill.run([name for name in faults if name != "disk_full" or mounted], arguments.seconds)
        except (RuntimeError, ClusterError) as error:
            wrong.append(str(error))
        drill.is_over = True
        if "disk_full" in faults and not mounted:
            told = drill.named("disk full")
            told.is_tried, told.note = False, "not tried: root alone can mount a small disk, for a new cluster"
    return drill, [*wrong, *(sentence for told in drill.report.values() for sentence in told.wrong())]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", type=int, nargs="?", default=8, help="for which each state lasts at least")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--cut-off", type=int, default=60, help="seconds for which a standby is cut off")
    parser.add_argument("--seed", type=int, default=1957)
    parser.add_argument("--folder", type=Path, help="of a cluster that is kept afterwards; no disk is filled there")
    parser.add_argument("--only", nargs="*", choices=FAULTS, help="these alone; nothing is written")
    arguments = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    try:
        with folder_of(arguments.folder) as folder:
            drill, wrong = drill_in(folder, arguments)
    except ClusterError as refusal:
        sys.exit(str(refusal))
    table = "\n".join([HEADINGS, "| --- " * 9 + "|", *(told.row() for told in drill.report.values())])
    sys.stdout.write(f"{table}\n")
    sys.stderr.write("\n".join([*drill.seen[:20], f"Refused to editors: {dict(drill.refused)}\n"]))
    if not arguments.only:
        how = f"{arguments.readers} readers, {EDITORS} editors"
        put(REPORT, BEGIN, END, f"Made by `make drill` on {made(how)}:\n\n{table}\n")
    sys.exit("\n".join(wrong[:20]) if wrong else 0)


if __name__ == "__main__":
    main()
