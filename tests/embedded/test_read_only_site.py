"""Sites with homes of their own and one set of data: one on the primary, two for reading only on a standby of it."""

import json
import signal
import time
import urllib.error
import urllib.request

import pytest

from spacecoop.embedded.cluster import Cluster
from tests.standby_server import StandbyServer

from .site import Site

pytestmark = pytest.mark.thorough
PATHS = (
    *("/", "/agreements/?party=FR", "/agreements/cnes-csa-framework/", "/api/v1/agreements/", "/search/?q=satellite"),
    *("/fr/agencies/", "/missions.csv", "/agreements/network.svg", "/between/cnes/csa/"),
)


def got(site, path):
    """Return (status, tag, content) of an answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{path}", timeout=30) as answer:
            return answer.status, answer.headers["ETag"], answer.read().replace(str(site.port).encode(), b"")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, None, error.read()


def reading(home, standby, key, **environment):
    """Return a site for reading only, not started yet."""
    told = {"DATABASE_URL": standby.address(), "SPACECOOP_READ_ONLY": "true", "SECRET_KEY": key}
    return Site(home, **{**told, **environment})


def refusal(site):
    site.begin()
    return site.process.communicate(timeout=90)[0].strip()


def test_sites_of_one_database_answer_alike_and_the_standby_goes_on_alone(new_home):
    homes = [new_home / name for name in ("first", "second", "third")]
    for one in homes:
        one.mkdir()
        one.chmod(0o711)
    first = Site(homes[0], SPACECOOP_THROWAWAY="1")
    first.start()
    key = (homes[0] / "secret_key").read_text()
    standby = StandbyServer(Cluster(homes[0], throwaway=True), "spacecoop")
    second, third = (reading(one, standby, key) for one in homes[1:])
    try:
        assert "another secret key" in refusal(reading(homes[2], standby, "x" * 60))
        assert "is a standby" in refusal(reading(homes[2], standby, key, SPACECOOP_READ_ONLY=""))
        second.start()
        for path in PATHS:
            assert got(first, path) == got(second, path), path
        assert got(second, "/admin/")[0] == 403

        first.rows("UPDATE agreements_agreement SET title = 'Renamed' WHERE slug = 'cnes-csa-framework'")
        end = time.monotonic() + 20
        while b"Renamed" not in got(second, "/agreements/cnes-csa-framework/")[2]:
            assert time.monotonic() < end
            time.sleep(0.1)
        assert json.loads(got(second, "/api/v1/search/?q=renamed")[2])["results"]

        first.process.kill()
        first.process.communicate(timeout=30)
        third.start()  # with an index of its own, and nobody to write anything
        for path in PATHS:
            assert got(third, path) == got(second, path), path
    finally:
        for site in (second, third):
            if getattr(site, "process", None) and site.process.poll() is None:
                site.end(signal.SIGINT)
        if first.process.poll() is None:
            first.end(signal.SIGINT)
        standby.remove()
