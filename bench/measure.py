"""Measure the site on generated data: `python -m bench.measure 10000 100000`, or `make bench SIZES="10000 100000"`.

For each size a process of its own fills a database (once), starts the real server three times (nothing kept between
requests; answers kept; Django alone) and asks each question, all by turns, so that a busy machine slows all alike:

cold         nothing is kept: the whole request is worked out
SQL          the same rows fetched by hand-written SQL over a connection of psycopg
repeated     the same request again, answered from the cache
conditional  the same with the ETag of the last answer: 304
empty        a view that answers nothing, behind the same middleware but ours
file         the same bytes as a file

Only ratios within one run mean anything; nothing is asserted.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from bench.client import Connection, Sample, crowd, request, sample
from bench.generate import home_of, prepare
from bench.questions import Examples, questions
from bench.report import RESULTS, circumstances, report_of
from bench.server import Server

MOST, SECONDS = 60, 2
PEOPLE = 16
MOST_AT_ONCE, SECONDS_AT_ONCE = 320, 3
MS = 1000
EMPTY = request("/empty/")


def measure(number, only=""):
    """Return what was measured at one size; `only`: words in the names of the questions asked, empty for all."""
    home = home_of(number)
    prepare(number)
    import psycopg
    from django.db import connection

    connection.ensure_connection()
    connection.connection.execute("CHECKPOINT")
    beside = psycopg.connect(connection.connection.info.dsn, autocommit=True)
    asked = [question for question in questions(Examples.of(beside.cursor(), number)) if only in question.name]
    with Server(home, CACHE_URL="dummycache://") as cold:
        asked = [question for question in asked if _is_there(cold, question)]
        _keep_as_files(cold, asked, home / "answers")
        with Server(home) as kept, Server(home, DJANGO_SETTINGS_MODULE="bench.baseline") as bare:
            measuring = Measuring(cold, kept, bare, beside)
            results = [measuring.ask(question) for question in asked]
    return {"number": number, "circumstances": circumstances(), "results": results}


def _is_there(server, question):
    answer = Connection(server.port).ask(request(question.paths[0], question.accept))
    if answer.status not in (200, 302):
        sys.stderr.write(f"  {answer.status} for {question.paths[0]}: left out\n")
    return answer.status in (200, 302)


def _keep_as_files(server, asked, folder):
    folder.mkdir(exist_ok=True)
    for question in asked:
        if not question.whole:
            answer = Connection(server.port).ask(request(question.paths[0], question.accept))
            packed = answer.headers.get("content-encoding") == "gzip"
            (folder / _file(question)).write_bytes(gzip.decompress(answer.body) if packed else answer.body)
            if packed:
                (folder / f"{_file(question)}.gz").write_bytes(answer.body)


def _file(question):
    return f"{question.name.replace(' ', '-').replace(',', '')}.txt"


class Measuring:
    def __init__(self, cold, kept, bare, database):
        self.cold, self.kept, self.bare = cold, kept, bare
        self.database = database

    def ask(self, question):
        sys.stderr.write(f"  {question.name}\n")
        if question.whole:
            return self._once(question)
        to_cold, to_kept, to_bare = (Connection(server.port) for server in (self.cold, self.kept, self.bare))
        requests = [request(path, question.accept) for path in question.paths]
        answers = [to_kept.ask(one) for one in requests]
        again = [
            request(path, question.accept, If_None_Match=answer.headers["etag"])
            for path, answer in zip(question.paths, answers, strict=True)
        ]
        cursor = self.database.cursor()
        for read in question.reads[:3]:
            read(cursor)
        file = request(f"/{_file(question)}")
        tries = {
            "cold": [lambda one=one: to_cold.ask(one) for one in requests],
            "sql": [lambda read=read: read(cursor) for read in question.reads],
            "repeated": [lambda one=one: to_kept.ask(one) for one in requests],
            "conditional": [lambda one=one: to_kept.ask(one) for one in again],
            "empty": [lambda: to_bare.ask(EMPTY)],
            "file": [lambda: to_bare.ask(file)],
        }
        samples = _by_turns(tries, MOST, SECONDS)
        at_once = {
            "cold": (self.cold, requests),
            "repeated": (self.kept, requests),
            "conditional": (self.kept, again),
            "empty": (self.bare, [EMPTY]),
        }
        samples_at_once = {
            name: crowd(server.port, wanted, PEOPLE, MOST_AT_ONCE, SECONDS_AT_ONCE)
            for name, (server, wanted) in at_once.items()
        }
        return {
            "name": question.name,
            "path": question.paths[0],
            "bytes": max(len(answer.body) for answer in answers),
            "alone": {name: _told(one) for name, one in samples.items()},
            "at_once": {name: _told(one) for name, one in samples_at_once.items()},
            **self._memory(question),
            **queries_of(question),
        }

    def _once(self, question):
        before = self.cold.forget_peak()
        to_cold, began = Connection(self.cold.port), time.perf_counter()
        answer = to_cold.ask(request(question.paths[0], question.accept), keep=False)
        if answer.status == 302:
            path = urlsplit(answer.headers["location"]).path
            answer = to_cold.ask(request(path, question.accept), keep=False)
        seconds = time.perf_counter() - began
        peak, began = self.cold.peak, time.perf_counter()
        question.reads[0](self.database.cursor())
        sql = time.perf_counter() - began
        alone = {"cold": Sample([seconds], 1 / seconds), "sql": Sample([sql], 1 / sql)}
        return {
            "name": question.name,
            "path": question.paths[0],
            "bytes": int(answer.body) if answer.body.isdigit() else len(answer.body),
            "alone": {name: _told(one) for name, one in alone.items()},
            "memory": {"before": before, "peak": peak},
            "is_export": True,
        }

    def _memory(self, question):
        if not question.is_export:
            return {}
        before = self.cold.forget_peak()
        Connection(self.cold.port).ask(request(question.paths[0], question.accept))
        return {"memory": {"before": before, "peak": self.cold.peak}, "is_export": True}


def _by_turns(tries, most, seconds):
    """Sample each of `tries` in ten rounds, so that whatever slows the machine meanwhile slows them all."""
    rounds = 10
    taken = {name: [] for name in tries}
    began = time.perf_counter()
    for turn in range(rounds):
        for name, functions in tries.items():
            turned = functions[turn % len(functions) :] + functions[: turn % len(functions)]
            if turn < 3 or time.perf_counter() - began < seconds * len(tries):
                taken[name] += sample(turned, most // rounds, seconds / rounds, least=1).seconds
    return {name: Sample(sorted(times), len(times) / sum(times)) for name, times in taken.items()}


def _told(one):
    return {
        "median": one.median * MS,
        "p95": one.at(0.95) * MS,
        "samples": len(one.seconds),
        "rate": one.rate,
    }


def queries_of(question):
    """Return of a request made in this process: its queries, its time in them, and the plan of the slowest."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    if question.is_export:
        return {}
    client, path = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT=question.accept), question.paths[0]
    client.get(path)
    from django.core.cache import cache

    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = captured.captured_queries
    slowest = max(queries, key=lambda query: float(query["time"]))["sql"]
    return {
        "queries": len(queries),
        "most_queries": question.most_queries,
        "in_queries": sum(float(query["time"]) for query in queries) * MS,
        "plan": plan_of(slowest),
    }


def plan_of(query):
    from django.db import connection

    with connection.connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, SUMMARY) {query}".replace("%", "%%"), [])
        return [row[0] for row in cursor.fetchall()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of agreements")
    parser.add_argument("--alone", action="store_true", help="measure the one size in this process, write no report")
    parser.add_argument("--report", action="store_true", help="measure nothing, write down what was measured last")
    parser.add_argument("--only", default="", help="ask what has these words in its name, and print what it took")
    arguments = parser.parse_args()
    file = "results-of-some.json" if arguments.only else "results.json"
    if arguments.alone:
        (size,) = arguments.sizes
        (home_of(size) / file).write_text(json.dumps(measure(size, arguments.only), indent=1))
        return
    for size in () if arguments.report else arguments.sizes:
        sys.stderr.write(f"{size:,} agreements\n")
        # A process for each size: settings, and so the database, are chosen once for each process.
        command = [sys.executable, "-m", "bench.measure", "--alone", str(size), "--only", arguments.only]
        subprocess.run(command, check=True)  # noqa: S603
    runs = [json.loads((home_of(size) / file).read_text()) for size in arguments.sizes]
    if arguments.only:
        sys.stdout.write(report_of(runs))
    else:
        RESULTS.write_text(report_of(runs))


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
