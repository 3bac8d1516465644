"""Measure the site on generated data: `python -m bench.measure 1000 10000 100000`, or `make bench SIZES="1000 10000"`.

For each size a process of its own loads a database (once), makes the catalogue anew, lays out the schema `bare`, and
starts four servers on it, all by the web server of the site:

cold    the site, which keeps no answers: each is worked out
kept    the site as it is: answers are kept, and asked for again
limit   hand-written SQL and orjson for the same answers, of the same PostgreSQL (bench/limit.py)
empty   a view of Django that answers nothing

What is compared is asked by turns, so that a busy machine slows all alike. Only ratios within one run mean much.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.client import Connection, Sample, crowd, request, sample
from bench.curator import Curator
from bench.generate import home_of, prepare
from bench.questions import LIST, LIST_PAGE, Examples, questions
from bench.report import RESULTS, circumstances, report_of
from bench.server import Server
from spacecoop.memory import look_less_for_garbage

MS, TURNS, PEOPLE = 1000, 10, 16
CONSTANT = 50e6  # bytes by which a worker may grow that gives the archive


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each question is asked at most, and for about how many seconds."""

    most: int = 60
    seconds: float = 2
    most_at_once: int = 320
    seconds_at_once: float = 3
    saves: int = 60


QUICK = Effort(10, 0.3, 32, 0.5, 5)


def measure(number, effort, only=""):
    """Return what was measured at one size; `only`: words in the names of the questions asked, empty for all."""
    home = home_of(number)
    loaded = prepare(number)
    rebuilt, database = made_ready()
    rows = [
        row("load", loaded["seconds"] * MS, "120 s", 120_000, note=f"{loaded['rows']:,} rows"),
        row("rebuild of the catalogue", rebuilt * MS, "120 s", 120_000),
    ]
    with Server(home, CACHE_URL="dummycache://") as cold:
        measuring = Measuring(effort, cold)
        with (
            Server(home) as measuring.kept,
            Server(home, "limit", BENCH_DATABASE=database.info.dsn) as measuring.limit,
            Server(home, "empty", DJANGO_SETTINGS_MODULE="bench.empty") as measuring.empty,
        ):
            for question in questions(Examples.of(database)):
                if only in question.name:
                    measuring.attempt(question.name, measuring.question, question)
                    if question.name in (LIST, LIST_PAGE):
                        measuring.attempt(f"{question.name} again", measuring.repeated, question)
                    if question.name == LIST_PAGE:
                        measuring.attempt("list page on the wire", measuring.sizes, question)
        if not only:
            measuring.attempt("archive", measuring.archive)
            measuring.attempt("memory of the site", measuring.memory)
    if not only or only in "save":
        with Server(home) as site:
            measuring.attempt("save", measuring.saves, site, database)
    return {
        "number": number,
        "circumstances": f"{circumstances(database)} Each asked at most {effort.most} times alone.",
        "rows": rows + measuring.rows,
        "left_out": measuring.left_out,
    }


def made_ready():
    """Make the catalogue from nothing, and the schema of the limit; return how long the first took, and a connection.

    Units: seconds.
    """
    import psycopg
    from django.core.management import call_command
    from django.db import connection, transaction

    from bench.bare import lay_out

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE catalogue_document, catalogue_edition, catalogue_state")
    began = time.monotonic()
    call_command("catalogue", "--rebuild", stdout=sys.stderr)
    rebuilt = time.monotonic() - began
    sys.stderr.write(f"  catalogue made in {rebuilt:.1f} s\n")
    with transaction.atomic(), connection.cursor() as cursor:
        lay_out(cursor)
    beside = psycopg.connect(connection.cluster.conninfo(connection.settings_dict["NAME"]), autocommit=True)
    beside.execute("VACUUM (ANALYZE)")
    beside.execute("CHECKPOINT")
    return rebuilt, beside


def row(name, ours, budget="", allowed=None, **more):
    """Return a line of the table of results.

    `more`: `p95`; `other`, what it is compared with; `unit`, ms unless said; `at_once` and `other_at_once`, answers a
    second to sixteen; `growth`, "bounded" or "told", of what is told how it grows with the data; `note`.
    """
    is_met = None if allowed is None else round(ours, 2) <= round(allowed, 2)
    return {"name": name, "ours": ours, "budget": budget, "allowed": allowed, "is_met": is_met, **more}


class Measuring:
    """The servers that are asked, and the lines of the table that came of it."""

    def __init__(self, effort, cold):
        self.effort, self.cold = effort, cold
        self.rows, self.left_out = [], {}

    def attempt(self, name, ask, *arguments):
        """Measure; what fails is told and left out."""
        sys.stderr.write(f"  {name}\n")
        try:
            self.rows += ask(*arguments)
        except (RuntimeError, OSError, LookupError) as error:
            self.left_out[name] = f"{error or type(error).__name__}"
            sys.stderr.write(f"  left out: {self.left_out[name]}\n")

    def question(self, question):
        requests = [request(path, question.accept) for path in question.paths]
        servers = {"ours": self.cold}
        if question.times and question.by == "limit":
            servers["limit"] = self.limit
        tries = {
            name: [_asker(Connection(server.port), one, question.status) for one in requests]
            for name, server in servers.items()
        }
        taken = self._by_turns(tries)
        other = taken["limit"].median * MS if "limit" in taken else self._measured(question.by)
        at_once = {
            name: self._crowd(server, requests, question.status)
            for name, server in servers.items()
            if not question.whole
        }
        return [
            row(
                question.name,
                taken["ours"].median * MS,
                question.budget,
                max(question.ms, question.times * (other or 0)) or None,
                p95=taken["ours"].at(0.95) * MS,
                other=other if question.times else None,
                by=question.by,
                at_once=at_once.get("ours"),
                other_at_once=at_once.get("limit"),
                growth=question.growth,
            )
        ]

    def _measured(self, name):
        return next((one["ours"] for one in self.rows if one["name"] == name), None)

    def repeated(self, question):
        """Ask the same again, plainly and with the tag of the answer before."""
        connection = Connection(self.kept.port)
        plain = [request(path, question.accept) for path in question.paths]
        tags = [_asked(connection, one, 200).headers["etag"] for one in plain]
        tagged = [
            request(path, question.accept, If_None_Match=tag) for path, tag in zip(question.paths, tags, strict=True)
        ]
        nothing = request("/healthz")
        to_empty = _asker(Connection(self.empty.port), nothing, 200)
        kinds = {"repeated": (plain, 200, 1.3), "304": (tagged, 304, 1.1)}
        tries = {name: [_asker(connection, one, status) for one in asked] for name, (asked, status, _) in kinds.items()}
        taken = self._by_turns({**tries, "empty": [to_empty]})
        for asked, status, _ in kinds.values():
            self._crowd(self.kept, asked, status)  # until each worker has kept each answer
        other, other_at_once = taken["empty"].median * MS, self._crowd(self.empty, [nothing], 200)
        return [
            row(
                f"{name}: {question.name}",
                taken[name].median * MS,
                f"{times} × empty view",
                times * other,
                p95=taken[name].at(0.95) * MS,
                other=other,
                by="empty view",
                at_once=self._crowd(self.kept, asked, status),
                other_at_once=other_at_once,
                growth="bounded",
            )
            for name, (asked, status, times) in kinds.items()
        ]

    def sizes(self, question):
        answers = [_asked(Connection(self.cold.port), request(path), 200) for path in question.paths]
        on_the_wire = max(len(answer.body) for answer in answers) / 1000
        before = max(len(gzip.decompress(answer.body)) for answer in answers) / 1000
        return [
            row("list page on the wire", on_the_wire, "20 kB", 20, unit="kB"),
            row("list page before compression", before, "80 kB", 80, unit="kB"),
        ]

    def archive(self):
        """Take the whole archive once, and see by how much the worker grows that gives it."""
        self.cold.forget_peaks()
        connection, began = Connection(self.cold.port), time.perf_counter()
        path = urlsplit(_asked(connection, request("/dump/", "*/*"), 302).headers["location"]).path
        answer = _asked(connection, request(path, "*/*"), 200, keep=False)
        seconds, growth = time.perf_counter() - began, self.cold.growth()
        note = f"{int(answer.body) / 1e6:.1f} MB"
        return [
            row("archive", seconds * MS, "60 s", 60_000, note=note),
            row("memory that the archive takes more", growth / 1e6, "constant", CONSTANT / 1e6, unit="MB"),
        ]

    def memory(self):
        told = {name: [size / 1e6 for size in sizes] for name, sizes in self.cold.memory().items()}
        note = "; ".join(f"{name} {' + '.join(f'{size:.0f}' for size in sizes)}" for name, sizes in told.items())
        return [row("memory of the site (PSS)", sum(map(sum, told.values())), "250 MB", 250, unit="MB", note=note)]

    def saves(self, site, database):
        """Save agreements in the admin, one after the other, each time asking the list until it shows the change."""
        curator, reader = Curator(site.port), Connection(site.port)
        asked = request("/api/v1/agreements/", "application/json")
        listed = [found["slug"] for found in json.loads(_asked(reader, asked, 200).body)["results"]]
        query = "SELECT id, title FROM agreements_agreement WHERE slug = ANY(%s) ORDER BY slug"
        agreements = database.execute(query, [listed]).fetchall()
        saving, visible = [], []
        for place in range(self.effort.saves):
            key, title = agreements[place % len(agreements)]
            mark = f"[{time.time_ns()}]"
            saving.append(curator.save(key, f"{title.partition(' [')[0][:170]} {mark}"))
            began = time.perf_counter()
            while mark.encode() not in _asked(reader, asked, 200).body:
                if time.perf_counter() - began > 60:
                    raise RuntimeError("A save is not visible after a minute.")
            visible.append(time.perf_counter() - began)
        whole = Sample(sorted(map(sum, zip(saving, visible, strict=True))), 0)
        shown = Sample(sorted(visible), 0)
        return [
            row(
                f"{name} → in the list, 95 %",
                taken.at(0.95) * MS,
                *budget,
                growth=growth,
                note=f"median {taken.median * MS:.1f} ms",
            )
            for name, taken, budget, growth in (
                ("save answered", shown, ("100 ms", 100), "bounded"),
                ("save sent", whole, (), "told"),
            )
        ]

    def _by_turns(self, tries):
        """Sample each of `tries` in rounds, so that whatever slows the machine meanwhile slows them all."""
        for functions in tries.values():
            functions[0]()  # what is made at the first request of a process is no part of it
        taken, began = {name: [] for name in tries}, time.perf_counter()
        for turn in range(TURNS):
            for name, functions in tries.items():
                turned = functions[turn % len(functions) :] + functions[: turn % len(functions)]
                if turn < 2 or time.perf_counter() - began < self.effort.seconds * len(tries):
                    most = max(self.effort.most // TURNS, 1)
                    taken[name] += sample(turned, most, self.effort.seconds / TURNS, least=1).seconds
        return {name: Sample(sorted(times), len(times) / sum(times)) for name, times in taken.items()}

    def _crowd(self, server, requests, status):
        effort = self.effort
        return crowd(server.port, requests, PEOPLE, effort.most_at_once, effort.seconds_at_once, status).rate


def _asker(connection, asked, status):
    return lambda: _asked(connection, asked, status, keep=False)


def _asked(connection, asked, status, keep=True):
    """Raises: RuntimeError where it is not answered with this status."""
    answer = connection.ask(asked, keep)
    if answer.status != status:
        raise RuntimeError(f"{answer.status} for {asked.split(b' HTTP')[0].decode()}")
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of agreements")
    parser.add_argument("--alone", action="store_true", help="measure the one size in this process, write no report")
    parser.add_argument("--quick", action="store_true", help="ask each question a few times only")
    parser.add_argument("--only", default="", help="ask what has these words in its name, and print what it took")
    arguments = parser.parse_args()
    file = "results-of-some.json" if arguments.only else "results.json"
    if arguments.alone:
        (size,) = arguments.sizes
        measured = measure(size, QUICK if arguments.quick else Effort(), arguments.only)
        (home_of(size) / file).write_text(json.dumps(measured, indent=1))
        return
    for size in arguments.sizes:
        sys.stderr.write(f"{size:,} agreements\n")
        # A process for each size: settings, and so the database, are chosen once for each process.
        command = [sys.executable, "-m", "bench.measure", "--alone", str(size), "--only", arguments.only]
        subprocess.run([*command, *["--quick"] * arguments.quick], check=True)  # noqa: S603
    told = report_of([json.loads((home_of(size) / file).read_text()) for size in arguments.sizes])
    if arguments.only or arguments.quick:
        sys.stdout.write(told)
    else:
        RESULTS.write_text(told)


if __name__ == "__main__":
    look_less_for_garbage()  # as every command does
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
