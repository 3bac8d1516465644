"""A site that is written and read while everything fails that can fail: `python -m bench.torture 600`, in seconds.

Editors save titles in the admin, each those of an agreement of its own, and remember what was acknowledged; readers ask
pages and API. Meanwhile one fault after the other is made: processes killed, the database killed, frozen and stopped,
the disk filled, the clock moved, a backup restored, connections held by clients that send or read nothing. After each
of them the site must read and save again by itself, and every acknowledged save must stand. What was not acknowledged
may stand or not. In the end documents and index must be what the records say.

Prints a table of tries and losses; the exit code is 1 where a save was lost, a site did not come back, an answer was
not one that the fault explains, or documents are wrong. As root the data lie on a small disk of their own, to be
filled; otherwise that fault is reported as not tried, and so is the moved clock where there is no C compiler.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random

import psutil

from bench.at_work import BACK, HEADINGS, TIMEOUT, Editor, Reader, Told, losses, paused
from bench.client import request
from bench.server import ROOT, Server
from bench.soak import manage

EDITORS, READERS = 3, 2
HOUR = 3600  # seconds
DISK = "700m"  # of the file system that is filled
SLOW_CLIENTS, STRANGER = 48, "127.0.0.2"
REPORT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- torture -->\n", "<!-- end of torture -->\n"
FAULTS = [
    "worker_killed",
    "renderer_killed",
    "server_killed",
    "site_killed",
    "backend_killed",
    "postmaster_killed",
    "database_stopped",
    "database_frozen",
    "disk_full",
    "clock_moved",
    "backup_restored",
    "slow_clients",
]
# Preloaded into the site and its database: the clock, moved by the seconds that a file holds. (libfaketime 0.9.10,
# which does the same, breaks the sleep of Python 3.11.)
CLOCK = Path(__file__).with_name("clock.c").read_text()
NOBODY_SAVES = ("database_frozen", "disk_full")  # as long as the fault lasts
LISTED = """
from agreements.models import Agreement
for agreement in Agreement.objects.order_by("pk"): print(agreement.pk, agreement.slug)
"""


class Torture:
    def __init__(self, site, home, seed, clock):
        self.site, self.home, self.clock = site, home, clock
        self.random = Random(seed)  # noqa: S311
        self.is_over, self.wrong, self.editors = False, [], []
        self.report = {}

    # What is done to the site. Each is a context: the fault lasts until it is left. It may give the moment at which the
    # fault begins, where that is not its own beginning.

    @contextmanager
    def worker_killed(self):
        self.random.choice(self.site.processes()["workers"]).kill()
        yield

    @contextmanager
    def renderer_killed(self):
        for process in self.site.processes()["renderer"]:
            process.kill()
        yield

    @contextmanager
    def site_killed(self):
        """All processes of the site and of its database at once, as when the machine stops; it is started again."""
        firsts = [psutil.Process(self.site.process.pid), self.postmaster()]  # the one may have started the other
        for process in [*firsts, *(child for first in firsts for child in first.children(recursive=True))]:
            with suppress(psutil.Error):
                process.kill()
        self.site.process.wait()
        self.site.start()
        yield

    @contextmanager
    def server_killed(self):
        """The first process of the web server alone."""
        self.site.process.kill()
        self.site.process.wait()
        self.site.start()
        yield

    @contextmanager
    def postmaster_killed(self):
        self.postmaster().kill()
        yield

    @contextmanager
    def backend_killed(self):
        self.random.choice(self.postmaster().children()).kill()
        yield

    @contextmanager
    def database_stopped(self):
        self.postmaster().send_signal(signal.SIGINT)  # a fast shutdown
        yield

    @contextmanager
    def database_frozen(self):
        postmaster = self.postmaster()
        frozen = [postmaster, *postmaster.children()]
        for process in frozen:
            with suppress(psutil.Error):
                process.suspend()
        try:
            time.sleep(5)
            yield
        finally:
            for process in frozen:
                with suppress(psutil.Error):
                    process.resume()

    @contextmanager
    def disk_full(self):
        filler = self.home / "filler"
        try:
            with suppress(OSError), filler.open("wb") as file:
                while True:
                    file.write(bytes(1 << 16))
                    file.flush()
            time.sleep(15)  # what was prepared for the log of the database lasts for a while
            yield
        finally:
            filler.unlink(missing_ok=True)

    @contextmanager
    def clock_moved(self):
        self.clock.write_text(f"{self.random.choice([-1, 1]) * self.random.choice([60, HOUR, 24 * HOUR])}")
        try:
            yield
            time.sleep(3)
        finally:
            self.clock.write_text("0")

    @contextmanager
    def backup_restored(self):
        """A backup taken while the site runs; edits; a new database, and the backup in place of the edits.

        The site that was restored must not confirm what readers have of the state that was undone.
        """
        command, env = [sys.executable, "manage.py"], self.site.circumstances["env"]
        folder = self.home.parent / "backups"
        with paused(self.editors):
            run([*command, "backup", folder, "--keep", "1", "--no-check"], env=env)
            kept = [editor.acknowledged for editor in self.editors]
        time.sleep(2)
        with paused(self.editors):
            tags = [editor.ask().headers["etag"] for editor in self.editors]
            began = time.monotonic()
            self.site.process.terminate()
            self.site.process.wait(60)
            shutil.rmtree(self.home / "postgres")
            run([*command, "restore", *folder.iterdir()], env=env)
            for editor, acknowledged in zip(self.editors, kept, strict=True):
                editor.acknowledged, editor.curator = acknowledged, None  # the numbers go on
            self.site.start()
        yield began
        for editor, tag in zip(self.editors, tags, strict=True):
            if editor.ask(If_None_Match=tag).status == 304:
                self.wrong.append(f"{editor.path} of a state that a restored backup has undone is confirmed")

    @contextmanager
    def slow_clients(self):
        """Clients that send half a header, half a body, or read nothing of what they have asked for."""
        held = []
        try:
            for number in range(SLOW_CLIENTS):
                client = socket.create_connection(("127.0.0.1", self.site.port), TIMEOUT, (STRANGER, 0))
                held.append(client)
                if number % 3 == 0:
                    client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
                elif number % 3 == 1:
                    client.sendall(
                        b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nuser"
                    )
                else:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                    client.sendall(request("/agreements.csv", "*/*") * 20)
            yield
            time.sleep(3)
        finally:
            for client in held:
                client.close()

    # Processes.

    def postmaster(self):
        """Return the first process of the database, once it runs."""
        given_up = time.monotonic() + BACK
        while True:
            with suppress(OSError, psutil.Error, IndexError, ValueError):
                process = psutil.Process(int((self.home / "postgres" / "postmaster.pid").read_text().split()[0]))
                if process.children():
                    return process
            if time.monotonic() > given_up:
                raise RuntimeError("The database does not come up.")
            time.sleep(0.1)

    # The run.

    def run(self, seconds, faults):
        """Make each fault once, then on by turns until the time is over."""
        ends = time.monotonic() + seconds
        self.told = self.named("no fault")
        threads = [*self.editors, *(Reader(self, number) for number in range(READERS))]
        for thread in threads:
            thread.start()
        time.sleep(min(5, seconds / 10))
        self.told.tries += 1
        turn = self.random.sample(faults, len(faults))  # each of them once at least
        while turn and not self.wrong:
            self.make(turn.pop())
            if not turn and time.monotonic() < ends:
                turn = self.random.sample(faults, len(faults))
        self.is_over = True
        for thread in threads:
            thread.join(2 * TIMEOUT)

    def named(self, name):
        return self.report.setdefault(name, Told(name))

    def make(self, name):
        self.told = self.named(name.replace("_", " "))
        self.told.tries += 1
        began = time.monotonic()
        with getattr(self, name)() as since:
            if name not in NOBODY_SAVES:
                self.wait_until_all_have_saved()
                self.told.back.append(time.monotonic() - (since or began))
        began = time.monotonic()
        self.wait_until_all_have_saved()
        if name in NOBODY_SAVES:
            self.told.back.append(time.monotonic() - began)
        self.look_for_losses()

    def wait_until_all_have_saved(self):
        """Wait until every editor has saved once more. Raises: RuntimeError where that fails."""
        began, before = time.monotonic(), [editor.acknowledged for editor in self.editors]
        while any(editor.acknowledged <= one for editor, one in zip(self.editors, before, strict=True)):
            if time.monotonic() - began > BACK:
                raise RuntimeError(f"Nobody can save {BACK} seconds after: {self.told.name}")
            time.sleep(0.05)

    def look_for_losses(self):
        """Compare each title with what was acknowledged."""
        with paused(self.editors):
            for lost, sentence in losses(self.editors):
                self.told.lost += lost
                self.wrong.append(f"{sentence}, after: {self.told.name}")


def run(command, **circumstances):
    """Run a program. Raises: RuntimeError with what it said where it fails."""
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **circumstances)  # noqa: S603
    if ran.returncode:
        raise RuntimeError(f"{command[0]}: {ran.stderr.strip()[-2000:]}")
    return ran.stdout


@contextmanager
def disk_at(folder):
    """Give a folder a small disk of its own; tell whether that was possible."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=711", "tmpfs", folder]
    mounted = os.geteuid() == 0 and not subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=False)  # noqa: S603, S607


def torture_in(folder, seconds, seed, only):
    """Run everything in a folder; return (what is wrong, lines of the table)."""
    home = folder / "home"
    home.mkdir(mode=0o711)
    environment = {"WEB_CONCURRENCY": "2"}
    faults = [name for name in FAULTS if not only or name in only]
    untried, clock = {}, folder / "clock"
    clock.write_text("0")
    clock.chmod(0o644)
    if "clock_moved" in faults:
        compiler = ["cc", "-shared", "-fPIC", "-w", "-x", "c", "-o", folder / "clock.so", "-"]
        if shutil.which("cc") and not subprocess.run(compiler, input=CLOCK, text=True, check=False).returncode:  # noqa: S603
            environment |= {"LD_PRELOAD": str(folder / "clock.so"), "MOVED_CLOCK": str(clock)}
        else:
            untried["clock_moved"] = "not tried: there is no C compiler here"
    with ExitStack() as stack:
        if not stack.enter_context(disk_at(home)):
            untried["disk_full"] = "not tried: root alone can mount a small disk"
        os.environ["SPACECOOP_HOME"] = str(home)
        log = stack.enter_context((folder / "log").open("w+"))
        site = stack.enter_context(Server(home, log=log, **environment))
        torture = Torture(site, home, seed, clock)
        listed = run([sys.executable, "manage.py", "shell", "-v0", "-c", LISTED], env=site.circumstances["env"])
        torture.editors = [Editor(torture, *line.split()) for line in listed.split("\n")[:EDITORS]]
        try:
            torture.run(seconds, [name for name in faults if name not in untried])
            if not torture.wrong:
                manage({"SPACECOOP_HOME": str(home)}, "catalogue", "--check")
        except RuntimeError as error:
            torture.wrong.append(str(error))
        torture.is_over = True
        log.seek(0)
        said = log.read()
    for name in set(untried) & set(faults):
        torture.named(name.replace("_", " ")).note = untried[name]
    return torture.wrong, [HEADINGS, "| --- " * 8 + "|", *(told.row() for told in torture.report.values())], said


def made(how):
    """Tell when, how and on what something was measured."""
    return f"{time.strftime('%-d %B %Y', time.gmtime())}, {how}, {os.cpu_count()} processors"


def put(document, begin, end, told):
    """Put a text between two marks of a document, in place of what is there."""
    before, _, rest = document.read_text().partition(begin)
    document.write_text(f"{before}{begin}{told}{end}{rest.partition(end)[2]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", type=int)
    parser.add_argument("--seed", type=int, default=1957)
    parser.add_argument("--only", nargs="*", choices=FAULTS, help="these faults alone; nothing is written")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="spacecoop-torture-")).resolve()
    folder.chmod(0o711)  # the server's user may be another one
    try:
        wrong, table, said = torture_in(folder, arguments.seconds, arguments.seed, arguments.only)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table = "\n".join(table)
    sys.stdout.write(f"{table}\n")
    if not arguments.only and not wrong:
        put(REPORT, BEGIN, END, f"Made by `make torture` on {made(f'{arguments.seconds} seconds')}:\n\n{table}\n")
    if wrong:
        sys.stderr.write(said[-5000:])
    sys.exit("\n".join(wrong[:20]) if wrong else 0)


if __name__ == "__main__":
    main()
