"""Many who read, some who save, and an import: `python -m bench.crowd 600`, in seconds.

64 readers, each from an address of its own and with a second's pause after an answer, five editors who save titles of
agreements of their own one after the other, and twice an import of 2,500 agreements. Prints how long readers and
/healthz waited and what memory the processes held; the exit code is 1 where an acknowledged save was lost, a reader
waited above two seconds or was answered with an error, or /healthz took above a tenth of a second.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import quantiles

from bench.at_work import PAGES
from bench.client import Connection, request
from bench.curator import Curator
from bench.server import Server
from bench.torture import LISTED, run
from desk.importing.progress import AFTER_VISITORS

READERS, EDITORS, PAUSE = 64, 5, 1.0  # seconds
TIMEOUT = 30  # seconds
SLOWEST, HEALTH = 2.0, 0.1  # seconds
IMPORT = """
import sys, tempfile
from pathlib import Path
from desk.importing.applying import apply_import
from desk.importing.mappings import text_of
from desk.importing.planning import begin, plan
from desk.models import ImportOrigin
mapping = text_of("national_register").replace("example.org", "registers.example")
ImportOrigin.objects.update_or_create(name="national_register", defaults={"mapping": mapping})
lines = ["id,title,type,parties,signed,in force,terminated,place,subject,references,document"]
lines += [
    f"R{RUN}-{i},Treaty {RUN} on balloon {i},bilateral,Belgium; France,{i % 28 + 1:02}/05/{1960 + i % 60},,,,,,"
    for i in range(2500)
]
path = Path(tempfile.mkdtemp()) / "register.csv"
path.write_text("\\n".join(lines))
table = plan(begin("national_register", path.name), path)
table.rows.update(outcome="new")
apply_import(table)
"""


class Crowd:
    def __init__(self, site, seconds):
        self.site, self.seconds = site, seconds
        self.is_over = False
        self.waited, self.health, self.answers, self.wrong = [], [], Counter(), []
        self.saved, self.told, self.imported = Counter(), Counter(), []

    def read(self, number):
        chance = Random(number)  # noqa: S311
        connection = Connection(self.site.port, TIMEOUT, f"127.0.1.{number + 1}")
        while not self.is_over:
            time.sleep(PAUSE * (0.5 + chance.random()))
            path, accept = chance.choice(PAGES)
            answer = connection.ask(request(path, accept))
            self.answers[answer.status] += 1
            self.waited.append((answer.seconds, path))
            if answer.status != 200:
                self.wrong.append(f"{answer.status} for {path}")

    def edit(self, curator, key):
        """Save numbered titles until it is over."""
        number = 0
        while not self.is_over:
            number += 1
            try:
                curator.save(key, f"In the crowd {number}")
                self.saved[key] = number
            except RuntimeError as told:  # an import runs
                self.told[str(told)[:3]] += 1
            time.sleep(PAUSE)

    def fill(self):
        """Import twice: after a fifth of the time, and after three."""
        for number, pause in ((1, 0.2), (2, 0.4)):
            time.sleep(self.seconds * pause)
            began = time.monotonic()
            code = IMPORT.replace("{RUN}", str(number))
            command = [*AFTER_VISITORS, sys.executable, "manage.py", "shell", "-v0", "-c", code]
            run(command, env=self.site.circumstances["env"])
            self.imported.append(time.monotonic() - began)

    def run(self, edited):
        """Return what the processes held after each tenth. Raises: what anybody of the crowd met with."""
        # They log in one after the other: of several at once from one address some are told to wait.
        curators = [Curator(self.site.port, TIMEOUT) for _ in edited]
        # It looks from a process of its own: here it would wait for the readers' threads, not for the site.
        with ProcessPoolExecutor(1) as alone, ThreadPoolExecutor(READERS + EDITORS + 1) as threads:
            looks = alone.submit(look, self.site.port, self.seconds)
            crowd = [threads.submit(self.read, number) for number in range(READERS)]
            crowd += [
                threads.submit(self.edit, curator, key) for curator, (key, _) in zip(curators, edited, strict=True)
            ]
            crowd.append(threads.submit(self.fill))
            held = [self._held_after(self.seconds / 10) for _ in range(10)]
            self.is_over = True
        for member in crowd:
            member.result()
        self.health = looks.result()
        return held

    def _held_after(self, seconds):
        time.sleep(seconds)
        return self.site.memory()

    def lost(self, edited):
        """Return the slugs whose last acknowledged title is not there."""
        lost = []
        with closing(Connection(self.site.port, TIMEOUT)) as connection:
            for key, slug in edited:
                body = connection.ask(request(f"/api/v1/agreements/{slug}/", "application/json")).body.decode()
                shown = re.search(r"In the crowd (\d+)", body)
                if int(shown[1] if shown else 0) < self.saved[key]:
                    lost.append(slug)
        return lost


def look(port, seconds):
    """Return how long /healthz took, each time that it was asked within some seconds."""
    over, took = time.monotonic() + seconds, []
    with closing(Connection(port, TIMEOUT)) as connection:
        while time.monotonic() < over:
            time.sleep(0.2)
            took.append(connection.ask(request("/healthz", "*/*")).seconds)
    return took


def crowd_in(home, seconds):
    """Return (what is wrong, what is told)."""
    with (home / "log").open("w+") as log, Server(home, log=log, WEB_CONCURRENCY="2") as site:
        listed = run([sys.executable, "manage.py", "shell", "-v0", "-c", LISTED], env=site.circumstances["env"])
        edited = [line.split() for line in listed.split("\n")[:EDITORS]]
        crowd = Crowd(site, seconds)
        held = crowd.run(edited)
        time.sleep(3)  # the last documents
        wrong = [*crowd.wrong, *(f"Lost: the last title of {slug}" for slug in crowd.lost(edited))]
    slowest, path = max(crowd.waited)
    if slowest > SLOWEST:
        wrong.append(f"A reader waited {slowest:.2f} s for {path}")
    if max(crowd.health) > HEALTH:
        late = sum(seconds > HEALTH for seconds in crowd.health)
        wrong.append(f"/healthz took {max(crowd.health):.3f} s; above {HEALTH} s {late} times of {len(crowd.health)}")
    middle, late = (quantiles([seconds for seconds, _ in crowd.waited], n=100)[part] for part in (49, 98))
    told = [
        f"{len(crowd.waited):,} answers to readers {dict(crowd.answers)}: median {middle * 1000:.0f} ms, "
        f"99 % within {late * 1000:.0f} ms, the slowest {slowest * 1000:.0f} ms ({path})",
        f"/healthz {len(crowd.health):,} times, at most {max(crowd.health) * 1000:.0f} ms",
        f"{sum(crowd.saved.values()):,} saves, told to wait {sum(crowd.told.values())} times {dict(crowd.told)}; "
        f"imports of 2,500 took {', '.join(f'{seconds:.0f} s' for seconds in crowd.imported)}",
        f"memory after each tenth (PSS, MB): {_megabytes(held)}",
    ]
    return wrong, "\n".join(told)


def _megabytes(held):
    """Return {what it is: of all its processes together, after each tenth}."""
    return {name: [round(sum(memory[name]) / 1e6) for memory in held] for name in held[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", type=int)
    home = Path(tempfile.mkdtemp(prefix="spacecoop-crowd-")).resolve()
    home.chmod(0o711)  # the server's user may be another one
    try:
        wrong, told = crowd_in(home, parser.parse_args().seconds)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sys.stdout.write(f"{told}\n")
    sys.exit("\n".join(wrong[:20]) if wrong else 0)


if __name__ == "__main__":
    main()
