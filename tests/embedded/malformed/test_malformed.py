"""Malformed requests over real sockets: each is answered or its connection closed, and none is an error of ours."""

import sys
from secrets import randbelow

import pytest

from bench.server import Server
from tests.embedded.malformed.asking import Asking, ask

SEED = 1957
EVERY_RUN, THOROUGH = 30, 25_000  # requests of each who asks


@pytest.fixture(scope="module")
def site(lasting_home):
    log = lasting_home / "log"
    with log.open("wb") as file, Server(lasting_home, log=file, WEB_CONCURRENCY="1") as server:
        yield server, log


@pytest.mark.parametrize(
    "group", ["administrator", *(pytest.param(group, marks=pytest.mark.thorough) for group in ("", "editor"))]
)
def test_a_malformed_request_is_no_error_of_ours(site, group):
    server, log = site
    found = Asking(server, log, SEED, group).send(0, EVERY_RUN)
    assert not found.wrong, str(found)
    assert ask(server.port, "/").status == 200


@pytest.mark.thorough
@pytest.mark.parametrize("group", ["", "administrator"])
def test_none_of_very_many_malformed_requests_is_an_error_of_ours(site, group, capsys):
    server, log = site
    found = Asking(server, log, randbelow(10**6), group).send(0, THOROUGH)
    with capsys.disabled():
        sys.stdout.write(f"\n{group or 'stranger'}, {found}\n")
    assert not found.wrong, str(found)
    assert ask(server.port, "/").status == 200
