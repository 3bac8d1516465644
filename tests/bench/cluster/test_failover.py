"""A primary and two standbys, without anything above them: what `make drill` does to them under readers and editors."""

import shutil
import socket
import tempfile
from pathlib import Path

import psycopg
import pytest

from bench.cluster.failover import Failover
from bench.cluster.place import PORTS, ClusterError, Place
from bench.cluster.postgres import Node, broken_off

NAMES = ("one", "two")


class NoPooler:
    """Notes where it is led to, in place of PgBouncer."""

    led_to = None

    def lead_to(self, node):
        self.led_to = node.name


def first_free_port():
    """Return the first of as many free ports as a cluster needs."""
    for first in range(20_000, 60_000, 50):
        taken = False
        for number in PORTS.values():
            with socket.socket() as tried:
                taken = taken or tried.connect_ex(("127.0.0.1", first + number)) == 0
        if not taken:
            return first
    raise RuntimeError("no free ports")


@pytest.fixture
def place():
    # Not pytest's own: its folders are closed again and again to the user as whom the servers of root run.
    folder = Path(tempfile.mkdtemp(prefix="cluster-", dir="/tmp"))
    folder.chmod(0o711)
    place = Place(folder / "cluster", first_free_port())
    place.open()
    yield place
    place.end_leftovers()
    place.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def failover(place):
    """Return a primary that one standby follows."""
    nodes = {name: Node(place, name, NAMES) for name in NAMES}
    failover = Failover(place, nodes, NoPooler(), mends=False)
    one, two = nodes.values()
    one.more = two.more = {"fsync": "off", "archive_mode": "off"}
    one.initialise()
    failover.leader = one
    one.start()
    one.keep_for(["two"])
    two.copy(one)
    two.start()
    yield failover
    for node in nodes.values():
        node.stop()


def acknowledged(node, title):
    """Save something as the site would: the commit waits for a standby."""
    with psycopg.connect(node.conninfo(), autocommit=True) as connection:
        connection.execute("SET statement_timeout = '20s'")
        connection.execute("CREATE TABLE IF NOT EXISTS saved (title text)")
        connection.execute("INSERT INTO saved VALUES (%s)", [title])


def test_a_server_that_freezes_in_the_middle_of_a_question_is_not_waited_for():
    asking, silent = socket.socketpair()
    with asking, silent, broken_off(asking, 0.05):
        assert asking.recv(1) == b""


def follows(failover):
    return failover.leader.ask(
        "SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'quorum'"
    )


@pytest.mark.thorough
def test_an_acknowledged_save_outlives_the_primary_which_comes_back_as_a_standby(failover):
    one, two = failover.nodes.values()
    acknowledged(one, "before")
    failover.look()  # it follows, and will be waited for
    one.kill()

    assert failover.look_after(0) == 0
    assert failover.leader is two
    assert failover.pooler.led_to == "two"
    assert two.ask("SELECT string_agg(title, ' ') FROM saved") == "before"

    failover.rejoin(one)
    acknowledged(two, "after")  # which waits until the former primary has it
    assert follows(failover)
    assert one.ask("SELECT pg_is_in_recovery()")


@pytest.mark.thorough
def test_a_primary_that_is_frozen_is_ended_before_another_leads(failover):
    one, two = failover.nodes.values()
    acknowledged(one, "before")
    one.freeze()

    assert failover.look_after(0) == 1  # it may only be busy
    failover.look_after(1)
    assert not one.is_alive()
    assert failover.leader is two


@pytest.mark.thorough
def test_without_a_standby_nothing_is_promoted(failover, monkeypatch):
    monkeypatch.setattr("bench.cluster.failover.CANDIDATES_SECONDS", 0.2)
    failover.nodes["two"].kill()
    with pytest.raises(ClusterError, match="No standby answers"):
        failover.replace("is dead")
    assert failover.leader.name == "one"


def test_one_cluster_a_folder(place):
    with pytest.raises(ClusterError, match="set SPACECOOP_CLUSTER to another folder"):
        Place(place.folder, place.first_port).open()


@pytest.mark.parametrize("port", ["", "80", "65530", "x"])
def test_a_wrong_port_is_refused_in_a_sentence(monkeypatch, tmp_path, port):
    monkeypatch.setenv("SPACECOOP_CLUSTER_PORT", port or " ")
    with pytest.raises(ClusterError, match="SPACECOOP_CLUSTER_PORT is"):
        Place(tmp_path)


def test_what_is_not_installed_is_named_with_its_package(monkeypatch):
    from bench.cluster.place import programs

    monkeypatch.setattr("shutil.which", lambda name, path: None)
    with pytest.raises(ClusterError, match="apt-get install haproxy pgbouncer redis-server"):
        programs()
