import subprocess
import sys

import pytest

from bench.client import Answer
from bench.soak import Soak

from .site import CHECKOUT, clean_environment

SECONDS = 4
ASKED = "?q=soaker&amp;action=signed&amp;from=199X&amp;to=199X"
OF_THE_1990S = f'<a href="{ASKED}">1990s</a> <span class="number">6</span>'.encode()


def test_no_answer_mixes_editions_while_two_sites_are_read_written_and_killed(served):
    command = [sys.executable, "-m", "bench.soak", str(SECONDS), "--home", served]
    ran = subprocess.run(command, cwd=CHECKOUT, env=clean_environment(), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture
def soak():
    """Return a soak whose database had the first tick from revision 10 on, the second from 20 on."""
    soak = Soak(SECONDS, seed=1)
    soak.ticks.tell(10, 1)
    soak.ticks.tell(20, 2)
    soak.imports.tell(10, 0)
    soak.imports.tell(15, 40)
    return soak


def judged(soak, path, revision, body):
    soak.judge(path, Answer(200, {"spacecoop-revision": str(revision), "content-type": "text/plain"}, body, 0.0))
    soak.compare()
    return soak.wrong


@pytest.mark.parametrize(
    ("path", "revision", "body"),
    [
        ("/agreements/", 20, b"tick1 tick2"),
        ("/agreements/", 19, b"tick2"),
        ("/agreements/", 20, b"tick1"),
        ("/agreements/?q=soaker", 20, OF_THE_1990S),
        ("/api/v1/agreements/?q=soaker&form=protocol", 10, b'{"count": 6}'),
        ("/api/v1/agreements/?q=soaker&form=protocol", 20, b'{"count": 5}'),
        ("/api/v1/agreements/?party=importers", 16, b'{"count": 39}'),
        ("/agreements.csv?party=importers", 14, b"Imported"),
    ],
)
def test_what_the_database_never_had_is_found_wrong(soak, path, revision, body):
    assert judged(soak, path, revision, body)


@pytest.mark.parametrize(
    ("path", "revision", "body"),
    [
        ("/agreements/soaker-1/", 19, b"tick1 tick1"),
        ("/agreements/?q=soaker", 19, OF_THE_1990S),
        ("/api/v1/agreements/?q=soaker&form=protocol", 21, b'{"count": 6}'),
        ("/api/v1/agreements/?party=importers", 15, b'{"count": 40}'),
    ],
)
def test_what_the_database_had_is_right(soak, path, revision, body):
    assert judged(soak, path, revision, body) == []
