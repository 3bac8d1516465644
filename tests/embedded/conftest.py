import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from spacecoop.embedded.cluster import Cluster
from tests.once import once_a_run

from .site import CHECKOUT, Site

USE_UNTIL_TOLD = """
import sys
from pathlib import Path
from spacecoop.embedded.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]), throwaway=True)
cluster.join()
cluster.prepare("facts")
print("ready", flush=True)
sys.stdin.read()
"""


@contextmanager
def _folder(like=None):
    """Make a folder that the server's user may pass through, as it may the checkout; `like`: what it holds already."""
    folder = Path(tempfile.mkdtemp(prefix="spacecoop-test-")).resolve()
    folder.chmod(0o711)
    if like:
        subprocess.run(["cp", "-a", f"{like}/.", folder], check=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def new_home():
    with _folder() as home:
        yield home


@pytest.fixture
def home(used):
    """Return a home whose server has run before: to make its data takes a second."""
    with _folder(used) as home:
        yield home


@pytest.fixture
def served_home(served):
    """Return a home whose site has run before: a first start takes many seconds."""
    with _folder(served) as home:
        yield home


@pytest.fixture(scope="module")
def lasting_home(served):
    """Return a home whose site has run before, for the tests of a module that any site will do for."""
    with _folder(served) as home:
        yield home


@pytest.fixture(scope="session")
def used(testrun_uid):
    def use(home):
        cluster = Cluster(home, throwaway=True)
        cluster.join()
        cluster.prepare("facts")
        cluster.leave()

    return _made("used", use, testrun_uid)


@pytest.fixture(scope="session")
def served(testrun_uid):
    """Return the home of a site that was started and stopped, once a run; `served.said` beside it has what it said."""

    def serve(home):
        site = Site(home, SPACECOOP_THROWAWAY="1")
        site.start()
        home.with_suffix(".said").write_text(site.said)
        assert site.health() == (200, b'{"status": "ok"}')
        assert site.end(signal.SIGINT) == (0, "")

    return _made("served", serve, testrun_uid)


def _made(name, make, run):
    home = settings.STATIC_ROOT.parent / name
    with once_a_run(f"{name}.made", run) as is_first:
        if is_first:
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            home.chmod(0o711)
            make(home)
    return home


@pytest.fixture
def cluster(home):
    with _left(home) as cluster:
        yield cluster


@pytest.fixture
def new_cluster(new_home):
    with _left(new_home) as cluster:
        yield cluster


@contextmanager
def _left(home):
    cluster = Cluster(home, throwaway=True)
    yield cluster
    cluster.leave()
    assert not server_runs(home)


@contextmanager
def another_process(home, program=USE_UNTIL_TOLD):
    """Run a process that uses the server of `home` until the block ends, or until it is killed in there."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(home)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "ready\n"
        yield process
        if process.poll() is None:
            process.communicate("")


def server_pid(home) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().split()[0])


def server_runs(home) -> bool:
    return any(
        str(home / "postgres") in (process.info["cmdline"] or [])
        for process in living(psutil.process_iter(["cmdline"]))
    )


def living(processes):
    """Keep those that run; a dead one that nobody has reaped does not."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                yield process


def kill(pid):
    process = psutil.Process(pid)
    process.kill()
    given_up = time.monotonic() + 60  # it ends at once, unless the machine is busy
    while list(living([process])):
        assert time.monotonic() < given_up
        time.sleep(0.01)
