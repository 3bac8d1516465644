"""One site and two, each held to one processor: `python -m bench.cores`.

Two sites with one database answer the same questions: each alone, then both at once, and one of them behind Varnish.
Beside answers a second it tells how many milliseconds of a processor the site, the database and the client used for one
answer. Where these do not grow with the second site, two sites on processors of their own give twice as much; whether
they do on this machine depends on how many processors it has for database and client beside them.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench.client import Connection, crowd, request
from bench.cluster.place import SYSTEM_PATH
from bench.generate import home_of, prepare
from bench.questions import LIST, LIST_PAGE, RECORD, Examples, questions
from bench.server import ROOT, Server
from bench.torture import made, put

NUMBER = 1000  # agreements
PEOPLE = 8  # who ask one site at once
ASKED = (LIST, RECORD, LIST_PAGE, "record's page")
KINDS = ("cold", "repeated", "304")
EDGE = ROOT / "deploy" / "varnish" / "default.vcl"
REPORT = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- cores -->\n", "<!-- end of cores -->\n"
HEADINGS = (
    "| question | one site, answers/s | the other | both at once | both / one | behind Varnish | / one"
    " | ms of a processor for one answer: site | database | client | site + database + client, both at once |"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers a second, and what each cost. Units: milliseconds of a processor."""

    rate: float
    site: float
    database: float
    client: float

    @property
    def cost(self):
        return f"{self.site:.1f} | {self.database:.1f} | {self.client:.1f}"


class Trial:
    def __init__(self, seconds, database):
        self.seconds, self.database = seconds, database

    def rate(self, sites, ports, asked, status):
        """Let PEOPLE ask at each of the ports at once, from a process each."""
        with ProcessPoolExecutor(len(ports)) as pool:
            list(pool.map(_nothing, ports))  # the processes are there
            before, began = (self._used(sites), self._used_by([self.database])), time.monotonic()
            tasks = [pool.submit(_ask, port, asked, self.seconds, status) for port in ports]
            answers, clients = map(sum, zip(*(task.result() for task in tasks), strict=True))
            took, after = time.monotonic() - began, (self._used(sites), self._used_by([self.database]))
        used = [late - early for early, late in zip(before, after, strict=True)]
        return Rate(answers / took, *(seconds * 1000 / answers for seconds in (*used, clients)))

    def _used(self, sites):
        return self._used_by([psutil.Process(site.process.pid) for site in sites])

    def _used_by(self, processes):
        """Return the seconds of a processor that processes and their children have used."""
        total = 0.0
        for process in processes:
            for one in [process, *process.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    times = one.cpu_times()
                    total += times.user + times.system
        return total


def _nothing(port):
    time.sleep(0.2)


def _ask(port, asked, seconds, status):
    """Return how many answers came in some seconds, and the seconds of a processor that asking took."""
    before = time.process_time()
    sample = crowd(port, asked, PEOPLE, 10**9, seconds, status)
    return len(sample.seconds), time.process_time() - before


def requests_of(question, kind, port):
    """Return the bytes of what is asked; for a 304 with the tags that the site has given."""
    if kind != "304":
        return [request(path, question.accept) for path in question.paths]
    connection, asked = Connection(port), []
    for path in question.paths:
        tag = connection.ask(request(path, question.accept)).headers["etag"]
        asked.append(request(path, question.accept, If_None_Match=tag))
    connection.close()
    return asked


@contextmanager
def held_to(processor):
    """Let what is started meanwhile have one processor."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {processor})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def edge(port, folder):
    """Start Varnish in front of a site; give its port, None where there is no Varnish."""
    program = shutil.which("varnishd", path=f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}")
    if not program or not EDGE.exists():
        yield None
        return
    own = port + 1 if port < 65535 else port - 1
    configuration = folder / "default.vcl"
    configuration.write_text(re.sub(r'\.port = "\d+"', f'.port = "{port}"', EDGE.read_text()))
    configuration.chmod(0o644)
    command = [
        program,
        "-F",
        "-n",
        folder / "varnish",
        "-a",
        f"127.0.0.1:{own}",
        "-f",
        configuration,
        "-s",
        "malloc,64m",
    ]
    with (folder / "varnish.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603
    try:
        _wait_for(own)
        yield own
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port):
    given_up = time.monotonic() + 30
    while True:
        with suppress(OSError):
            if Connection(port, 5).ask(request("/")).status == 200:
                return
        if time.monotonic() > given_up:
            raise RuntimeError("Varnish did not start.")
        time.sleep(0.3)


@contextmanager
def two_sites(address, **environment):
    """Start two sites with one worker each, each held to a processor."""
    first, second = sorted(os.sched_getaffinity(0))[:2]
    homes, common = [home_of(NUMBER), home_of(NUMBER).parent / "second"], {"WEB_CONCURRENCY": "1", **environment}
    key = (homes[0] / "secret_key").read_text()
    homes[1].mkdir(exist_ok=True)
    with ExitStack() as stack:
        sites = []
        for home, processor, more in ((homes[0], first, {}), (homes[1], second, {"DATABASE_URL": address})):
            with held_to(processor):
                sites.append(stack.enter_context(Server(home, SECRET_KEY=key, **common, **more)))
        yield sites


def measure(trial, question, kind, sites, edge_port):
    """Return a line of the table."""
    asked, status = requests_of(question, kind, sites[0].port), 304 if kind == "304" else 200
    one, other = (trial.rate([site], [site.port], asked, status) for site in sites)
    both = trial.rate(sites, [site.port for site in sites], asked, status)
    edged = f" {_edged(trial, sites, edge_port, question, kind, status, one)}" if edge_port else " |"
    return (
        f"| {question.name}, {kind} | {one.rate:.0f} | {other.rate:.0f} | {both.rate:.0f} | {both.rate / one.rate:.2f}"
        f" |{edged} | {one.cost} | {both.cost.replace(' | ', ' + ')} |"
    )


def _edged(trial, sites, port, question, kind, status, one):
    edged = trial.rate(sites[:1], [port], requests_of(question, kind, port), status)
    return f"{edged.rate:.0f} | {edged.rate / one.rate:.1f}"


def table(seconds, kinds):
    """Return the lines of the table. Raises: RuntimeError where a machine has one processor alone."""
    if len(os.sched_getaffinity(0)) < 2:
        raise RuntimeError("There is one processor alone: nothing can be held to two.")
    prepare(NUMBER)
    from bench.measure import made_ready

    _, database = made_ready()
    where = database.info
    address = f"postgresql://spacecoop@/{where.dbname}?{urlencode({'host': where.host, 'port': where.port})}"
    asked = [question for question in questions(Examples.of(database)) if question.name in ASKED]
    server = psutil.Process(int((home_of(NUMBER) / "postgres" / "postmaster.pid").read_text().split()[0]))
    trial, lines = Trial(seconds, server), []
    with tempfile.TemporaryDirectory(prefix="spacecoop-cores-") as folder:
        Path(folder).chmod(0o755)
        for kind in kinds:
            kept = {"CACHE_URL": "dummycache://"} if kind == "cold" else {}
            with two_sites(address, **kept) as sites, edge(sites[0].port, Path(folder)) as edge_port:
                for question in asked:
                    sys.stderr.write(f"  {question.name}, {kind}\n")
                    lines.append(measure(trial, question, kind, sites, edge_port if kind != "cold" else None))
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", type=float, nargs="?", default=5, help="for which each is asked")
    parser.add_argument("--only", nargs="*", choices=KINDS, help="these alone; nothing is written")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    try:
        lines = table(arguments.seconds, arguments.only or KINDS)
    except RuntimeError as refusal:
        sys.exit(str(refusal))
    told = "\n".join([HEADINGS, "| --- " * 11 + "|", *lines])
    sys.stdout.write(f"{told}\n")
    if not arguments.only:
        how = f"{NUMBER:,} agreements, {PEOPLE} who ask at once, load {load:.1f} before"
        put(REPORT, BEGIN, END, f"Made by `make cores` on {made(how)}:\n\n{told}\n")


if __name__ == "__main__":
    main()
