"""Readers and writers of two sites on one database, all at full speed: `python -m bench.soak 600`, in seconds.

One writer changes a handful of records that show each other, always together, and numbers the change ("tick17") in
each of them. A second one imports many agreements at once and deletes them at once; a third writes anything by raw
SQL. The processes of the second site, its renderer and its workers, are killed at random instants. Every answer must
show one tick everywhere, and that tick, that form of agreement and that number of imported ones which the database had
in the revision that the answer names. In the end both sites must stand at the present revision, documents and indexes
must be what a rebuild makes them, and no process of the first site may have grown.

What is wrong is printed, and the exit code is 1.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode, urlsplit

import psutil

from bench.client import Connection, request
from bench.server import ROOT, Server
from bench.soaking import DECADES, FORMS, QUESTIONS, TICK, Truth, content, sayings

READERS = 2  # a site: more leave the renderers no time, and there are few editions to mix
TOGETHER = 6  # agreements that change together
SMALL, LARGE = 40, 1500  # agreements of an import: readers may render the first, and leave the second to the renderer
SECONDS_TO_FOLLOW = 60
LONG = 120  # seconds from which on the growth of memory is judged
MOST_GROWTH = 1.1  # of the memory in the last quarter, to that in the second


class Soak:
    def __init__(self, seconds, seed):
        self.seconds, self.seed, self.ends = seconds, seed, 0
        self.ticks, self.imports = Truth(), Truth()
        self.said, self.asked = {}, []  # {(what, revision, value): address}, [(whether killed, revision, moment)]
        self.wrong, self.done = [], Counter()
        self.memory = {}  # {process: [kB, one each second]}

    @property
    def goes_on(self):
        return time.monotonic() < self.ends and not self.wrong

    def run(self, one, other):
        """Read, write and kill until the time is over or something is wrong."""
        self.ends = time.monotonic() + self.seconds
        tasks = [(self.tick,), (self.import_and_delete,), (self.scribble,), (self.kill, other), (self.weigh, one)]
        tasks += [(self.read, site, number) for site in (one, other) for number in range(READERS)]
        threads = [threading.Thread(target=self._guarded, args=task, daemon=True) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _guarded(self, task, *arguments):
        try:
            task(*arguments)
        except Exception as error:
            self.wrong.append(f"{task.__name__}: {error!r}")

    # Writers.

    def begin(self):
        """Write the records that change together, and those that imported agreements are between."""
        from agencies.models import Agency, Country
        from agreements.entering import Batch

        batch = Batch()
        ours, theirs, others = (batch.add(Country(code=code, name=code, iso_name=code)) for code in ("QZ", "QY", "QX"))
        bodies = {"soakers": ours, "partners": theirs, "importers": others, "exporters": theirs}
        self.agencies = [
            batch.add(Agency(slug=slug, name=slug, kind="space_agency", country=country))
            for slug, country in bodies.items()
        ]
        self.agreements, self.designations, self.events = [], [], []
        for number in range(TOGETHER):
            agreement = batch.agreement(slug=f"soaker-{number}", title="Soaker", parties=self.agencies[:2])
            self.designations.append(batch.designation(agreement, "other"))
            event = {"slug": f"soaking-{number}", "title": "Soaking", "kind": "signed", "modality": "done"}
            self.events.append(batch.event(agreement=agreement, date="2000", **event))
            self.agreements.append(agreement)
        batch.write()
        self.country = ours
        self.imports.tell(self.revision(), 0)
        self._tick_once(0, self._write_by_models)

    def tick(self):
        random, number = Random(self.seed), 0  # noqa: S311
        while self.goes_on:
            number += 1
            write = random.choice([self._write_by_models, self._write_by_sql])
            if random.random() < 0.1:
                self._take_back(number, write)
            else:
                self._tick_once(number, write)
            time.sleep(random.random() * 0.1)

    def _tick_once(self, number, write):
        from django.db import transaction

        with transaction.atomic():
            write(number)
            revision = self.revision()
        self.ticks.tell(revision, number)
        self.done["ticks"] += 1

    def _take_back(self, number, write):
        from django.db import transaction

        with suppress(InterruptedError), transaction.atomic():
            write(number + 10**6)
            raise InterruptedError
        self.done["taken back"] += 1

    def _write_by_models(self, number):
        self.country.name, self.agencies[0].name = f"Soakland tick{number}", f"Soak Agency tick{number}"
        changing = zip(self.agreements, self.designations, self.events, strict=True)
        for place, (agreement, designation, event) in enumerate(changing):
            agreement.title, designation.form = f"Soaker {place} tick{number}", FORMS[number % len(FORMS)]
            event.title, event.date = f"Soaking {place} tick{number}", f"{DECADES[number % len(DECADES)]}5"
        self.agreements[0].slug = f"soaker-tick{number}"  # its address changes too
        for record in (self.country, self.agencies[0], *self.agreements, *self.designations, *self.events):
            record.save()

    def _write_by_sql(self, number):
        self._execute(
            "UPDATE agreements_agreement SET title = 'Soaker tick' || %s WHERE slug LIKE 'soaker-%%'", [str(number)]
        )
        self._execute(
            "UPDATE agreements_designation told SET form = %s FROM agreements_agreement agreement"
            " WHERE agreement.id = told.agreement_id AND agreement.slug LIKE 'soaker-%%'",
            [FORMS[number % len(FORMS)]],
        )
        self._execute("UPDATE agencies_country SET name = 'Soakland tick' || %s WHERE code = 'QZ'", [str(number)])
        self._execute(
            "UPDATE agencies_agency SET name = 'Soak Agency tick' || %s WHERE slug = 'soakers'", [str(number)]
        )
        self._execute(
            "UPDATE agreements_event SET title = 'Soaking tick' || %s, date = %s || '5' WHERE slug LIKE 'soaking-%%'",
            [str(number), DECADES[number % len(DECADES)]],
        )
        self._execute(
            "UPDATE agreements_agreement SET slug = 'soaker-tick' || %s WHERE id = %s",
            [str(number), self.agreements[0].pk],
        )

    def import_and_delete(self):
        from django.db import transaction

        random = Random(self.seed + 1)  # noqa: S311
        while self.goes_on:
            number = LARGE if self.seconds >= LONG and random.random() < 0.3 else random.choice([SMALL, 6 * SMALL])
            with transaction.atomic():
                self._import(number)
                revision = self.revision()
            self.imports.tell(revision, number)
            self.done["imported"] += number
            time.sleep(2 * random.random())
            with transaction.atomic():
                self._delete_imported()
                revision = self.revision()
            self.imports.tell(revision, 0)
            time.sleep(2 * random.random())

    def _import(self, number):
        from agreements.entering import Batch

        batch, parties = Batch(), self.agencies[2:]
        for _ in range(number):
            agreement = batch.agreement(title="Imported", parties=parties)
            batch.event(agreement=agreement, title="Signature", kind="signed", modality="done", date="1999")
        batch.write()

    def _delete_imported(self):
        for table in ("event", "party"):
            self._execute(
                f"DELETE FROM agreements_{table} part USING agreements_agreement whole"  # noqa: S608
                " WHERE part.agreement_id = whole.id AND whole.title = 'Imported'"
            )
        self._execute("DELETE FROM agreements_agreement WHERE title = 'Imported'")

    def scribble(self):
        """Change any records but those of the other writers, some at a time, by raw SQL."""
        random = Random(self.seed + 2)  # noqa: S311
        texts = ["agreement title", "agreement summary", "event title", "event place", "area name", "source title"]
        texts += ["mission name", "citation phrase"]
        while self.goes_on:
            table, column = random.choice(texts).split()
            some, now = random.choice([1, 1, 5, 20]), f"{random.randrange(1000)}"
            picked = f"(SELECT id FROM agreements_{table} one WHERE one::text !~ 'tick|Imported|Signature'"  # noqa: S608
            picked += f" ORDER BY random() LIMIT {some})"
            if table == "citation" and random.random() < 0.1:
                self._execute(f"DELETE FROM agreements_citation WHERE id IN {picked}")  # noqa: S608
            else:
                written = f"left(rtrim({column}, '0123456789'), 90) || {now}"
                self._execute(f"UPDATE agreements_{table} SET {column} = {written} WHERE id IN {picked}")  # noqa: S608
            self.done["raw writes"] += 1
            time.sleep(random.random() * 0.2)

    def _execute(self, statement, values=None):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    def revision(self):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM spacecoop_revision")
            return cursor.fetchone()[0]

    # Killing and weighing.

    def kill(self, site):
        random = Random(self.seed + 3)  # noqa: S311
        while self.goes_on:
            time.sleep(0.2 + random.random() * (20 if self.seconds >= LONG else 1))
            victims = site.processes()["renderer" if random.random() < 0.7 else "workers"]
            with suppress(psutil.NoSuchProcess, IndexError):
                random.choice(victims).kill()
                self.done["killed"] += 1

    def weigh(self, site):
        while self.goes_on:
            for name, processes in site.processes().items():
                for process in processes:
                    weight = process.memory_full_info()
                    weights = self.memory.setdefault(f"{name} {process.pid}", [])
                    weights.append(getattr(weight, "pss", weight.uss) // 1024)
            time.sleep(1)

    # Readers.

    def read(self, site, number):
        random, connection = Random(self.seed + number), Connection(site.port)  # noqa: S311
        weights = [1 if path == "/dump/" else 20 for path, _ in QUESTIONS]
        with closing(connection):
            while self.goes_on:
                path, accept = random.choices(QUESTIONS, weights)[0]
                began = time.monotonic()
                try:
                    answer = connection.ask(request(path, accept))
                    if answer.status == 302:
                        path = urlsplit(answer.headers["location"]).path
                        answer = connection.ask(request(path, accept))
                        if answer.status == 404:  # the archive of a revision that is over
                            continue
                except ConnectionError:
                    if not site.is_killed:
                        raise
                    connection.close()
                    self.done["broken by a kill"] += 1
                    continue
                self.judge(path, answer)
                self.asked.append((site.is_killed, int(answer.headers.get("spacecoop-revision", 0)), began))

    def judge(self, path, answer):
        """Note what an answer says, to be compared with the truth in the end; what contradicts itself is wrong now."""
        self.done["answers"] += 1
        if answer.status != 200:
            self.wrong.append(f"{answer.status} for {path}")
            return
        revision, body = int(answer.headers["spacecoop-revision"]), content(answer)
        ticks = {int(tick) for tick in TICK.findall(body)}
        if len(ticks) > 1:
            self.wrong.append(f"{path} of revision {revision} shows the ticks {sorted(ticks)}")
        for what, value in [*(("tick", tick) for tick in ticks), *sayings(path, body)]:
            self.said[what, revision, value] = path

    def truth(self, what, revision):
        if what == "imported":
            return self.imports.at(revision)
        tick = self.ticks.at(revision)
        turn = tick % len(FORMS)
        return tick if what == "tick" else TOGETHER * (what in (FORMS[turn], DECADES[turn]))

    def compare(self):
        """Compare what the answers said with the truth."""
        for (what, revision, value), path in self.said.items():
            if (true := self.truth(what, revision)) != value:
                self.wrong.append(f"{path} of revision {revision} says {what} {value}, and it was {true}")
        self.done["revisions seen"] = len({revision for _, revision, _ in self.said})

    def report(self):
        """Tell what was done, how far readers were behind, and what the processes of the first site weighed."""
        lines = [", ".join(f"{number:,} {what}" for what, number in self.done.items())]
        for name, is_killed in (("first", False), ("second", True)):
            asked = [(revision, began) for other, revision, began in self.asked if other == is_killed]
            if lags := sorted(self.ticks.seconds_behind(*one) for one in asked):
                shown = (lags[len(lags) // 2], lags[int(len(lags) * 0.99)], lags[-1])
                told = "The {} site was behind the records: median {:.2f} s, 99 % {:.2f} s, most {:.2f} s"
                lines.append(told.format(name, *shown))
        for process, weights in self.memory.items():
            quarter = len(weights) // 4 or 1
            early, late = median(weights[quarter : 2 * quarter] or weights), median(weights[-quarter:])
            lines.append(f"{process}: {early / 1024:.0f} MB in the second quarter, {late / 1024:.0f} MB in the last")
            if self.seconds >= LONG and late > MOST_GROWTH * early:
                self.wrong.append(f"{process} grew from {early / 1024:.0f} to {late / 1024:.0f} MB")
        return "\n".join(lines)


def manage(environment, *arguments):
    """Run a command of a site. Raises: RuntimeError with what it said where it fails."""
    command = [sys.executable, "manage.py", *arguments]
    ran = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {ran.stderr.strip()[-2000:]}")


def stand_at_the_present(site, revision):
    """Return the seconds until the site answers for a revision. Raises: RuntimeError where it does not."""
    began = time.monotonic()
    while time.monotonic() - began < SECONDS_TO_FOLLOW:
        with suppress(ConnectionError), closing(Connection(site.port)) as connection:
            answer = connection.ask(request("/countries/qz/"))
            if answer.headers.get("spacecoop-revision") == str(revision):
                return time.monotonic() - began
        time.sleep(0.02)
    raise RuntimeError(f"A site does not come to revision {revision}.")


def kept_documents():
    from catalogue.models import Document

    return set(Document.objects.filter(until=None).values_list("kind", "key", "slug", "row", "body", "revision"))


def finish(soak, sites, environments):
    """Compare what there is in the end with what a rebuild makes; return what is told of it."""
    revision = soak.revision()
    seconds = max(stand_at_the_present(site, revision) for site in sites)
    for environment in environments:
        manage(environment, "catalogue", "--check")
    before = kept_documents()
    manage(environments[0], "catalogue", "--rebuild")
    if differing := before ^ kept_documents():
        soak.wrong.append(f"A rebuild makes {len(differing)} documents anew: {sorted(differing)[:3]}")
    return f"In the end {len(before):,} documents of revision {revision}, seen {seconds:.2f} s after the last write"


def soak_in(home, seconds, seed):
    """Run everything in a folder; return (what is wrong, what is told)."""
    os.environ |= {"SPACECOOP_HOME": str(home / "one"), "SPACECOOP_THROWAWAY": "1"}
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
    import django

    django.setup()
    from django.db import connection

    soak = Soak(seconds, seed)
    with ExitStack() as stack:
        stack.callback(connection.close)
        log = stack.enter_context((home / "log").open("w+"))
        common = {"SPACECOOP_THROWAWAY": "1", "WEB_CONCURRENCY": "2" if seconds >= LONG else "1", "log": log}
        one = stack.enter_context(Server(home / "one", **common))
        database = connection.settings_dict
        where = urlencode({"host": database["HOST"], "port": database["PORT"]})
        address = {"DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?{where}"}
        address["SECRET_KEY"] = (home / "one" / "secret_key").read_text()
        other = stack.enter_context(Server(home / "two", **common, **address))
        other.is_killed = True
        soak.begin()
        for site in (one, other):
            stand_at_the_present(site, soak.revision())
        soak.run(one, other)
        soak.compare()
        told = [soak.report()]
        if not soak.wrong:
            try:
                told.append(finish(soak, (one, other), ({}, {"SPACECOOP_HOME": str(home / "two"), **address})))
            except RuntimeError as error:
                soak.wrong.append(str(error))
        log.seek(0)
        if "Traceback" in (said := log.read()):
            soak.wrong.append(f"A site has failed:\n{said[-5000:]}")
    return soak.wrong, "\n".join(told)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", type=int)
    parser.add_argument("--seed", type=int, default=1957)
    parser.add_argument("--home", help="work on a copy of this site, which does not run (default: a new one)")
    arguments = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="spacecoop-soak-")).resolve()
    home.chmod(0o711)  # the server's user may be another one
    if arguments.home:
        subprocess.run(["cp", "-a", arguments.home, home / "one"], check=True)  # noqa: S603, S607
    try:
        wrong, told = soak_in(home, arguments.seconds, arguments.seed)
    finally:
        from spacecoop.embedded.cluster import cluster_at

        cluster_at(home / "one").leave()
        shutil.rmtree(home, ignore_errors=True)
    sys.stdout.write(f"{told}\n")
    sys.exit("\n".join(wrong[:20]) if wrong else 0)


if __name__ == "__main__":
    main()
