import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from spacecoop.embedded.cluster import Cluster

CHECKOUT = Path(__file__).resolve().parents[2]
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


def _home():
    """Yield a folder that the server's user may pass through, as it may the checkout."""
    folder = Path(tempfile.mkdtemp(prefix="spacecoop-test-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


home = pytest.fixture(_home, name="home")
# Of the tests of a module that any site will do for: only the first start takes long.
lasting_home = pytest.fixture(_home, name="lasting_home", scope="module")


@pytest.fixture
def cluster(home):
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
