"""The site's numbers: counted by all of its processes, with labels that no stranger chooses."""

import os
import re
from ipaddress import ip_network

import pytest
from django.conf import settings
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from alerts.models import Follow, HowOften, Message, MessageKind
from desk.models import Import, ImportState
from spacecoop import metrics, probes
from spacecoop.places import Places
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked_here(monkeypatch):
    """Look things up on the test's own connection, which sees what the test has made."""
    monkeypatch.setattr(probes.health.pulse, "answer", lambda question: question())


def numbers(client, **headers):
    """Return {(name, value of each label in the order of their names): number} of what /metrics tells."""
    answer = client.get("/metrics", **headers)
    assert answer.status_code == 200, answer.content
    families = text_string_to_metric_families(answer.content.decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_requests_are_counted_by_kind_status_and_what_the_cache_did(client):
    make_agreement("a")
    before = numbers(client)
    tag = client.get("/agreements/a/")["ETag"]
    client.get("/agreements/a/")
    client.get("/fr/agreements/a/", headers={"If-None-Match": client.get("/fr/agreements/a/")["ETag"]})
    client.get("/api/v1/agreements/?x=1", headers={"If-None-Match": tag})
    client.get("/agreements.csv")
    client.get("/admin/")
    after = numbers(client)
    counted = {key[1:]: after[key] - before[key] for key in after if key[0] == "spacecoop_requests_total"}
    assert {key: number for key, number in counted.items() if number} == {
        ("miss", "page", "2xx"): 2,
        ("hit", "page", "2xx"): 1,
        ("not_modified", "page", "3xx"): 1,
        ("miss", "api", "4xx"): 1,
        ("miss", "export", "2xx"): 1,
        ("none", "desk", "3xx"): 1,
        ("none", "probe", "2xx"): 1,  # the one before
    }
    assert after["spacecoop_request_seconds_count", "page"] - before["spacecoop_request_seconds_count", "page"] == 4


def test_what_strangers_think_of_makes_no_series(client):
    names = set(numbers(client))
    for number in range(20):
        client.generic(f"M{number}", f"/nothing-{number}.x{number}", headers={"Accept": f"x/{number}"})
    assert set(numbers(client)) == names


def test_a_child_counts_for_all_and_a_successor_goes_on_but_for_its_gauges():
    busy = metrics.threads_busy.labels("readers")
    counted = metrics.purges.labels("failed")
    before = counted._value.get(), busy._value.get()
    for _ in range(2):
        if not (child := os.fork()):
            metrics.take_row(7)
            counted.inc()
            busy.inc(3)
            os._exit(0)
        os.waitpid(child, 0)
    assert (counted._value.get(), busy._value.get()) == (before[0] + 2, before[1] + 3)


def test_waits_for_places_are_counted(client):
    before = numbers(client)
    places = Places(1, "png")
    assert places.take(0)
    assert not places.take(0)
    after = numbers(client)
    key = ("spacecoop_place_waits_total", "refused", "png")
    assert after[key] - before[key] == 1


def test_what_waits_is_looked_up(client):
    make_agreement("a")
    client.get("/agreements/")
    follow = Follow.objects.create(page="/", language="en-gb", site="x", email="a@b.example", how_often=HowOften.DAILY)
    Message.objects.create(follow=follow, kind=MessageKind.CONFIRM)
    Import.objects.create(origin="x", mapping="", file_name="x.csv", state=ImportState.FAILED)
    told = numbers(client)
    assert told["spacecoop_database_archive_fails",] == 0
    assert (told["spacecoop_database_up",], told["spacecoop_alerts_due",]) == (1, 1)
    assert told["spacecoop_alerts_late_seconds",] >= 0
    assert told["spacecoop_imports", "failed"] == 1
    assert told["spacecoop_catalogue_edition",] == told["spacecoop_index_edition",] > 0
    assert told["spacecoop_catalogue_lag_revisions",] == told["spacecoop_index_lag_editions",] == 0
    assert told["spacecoop_database_connections_max",] > told["spacecoop_database_connections", "active"] > 0
    assert {("spacecoop_database_connections", state) for state in ("idle_in_transaction_aborted", "other")} <= set(
        told
    )


def test_without_a_database_the_rest_is_told(client, monkeypatch):
    def silent(question):
        raise TimeoutError

    monkeypatch.setattr(probes.health.pulse, "answer", silent)
    told = numbers(client)
    assert told["spacecoop_database_up",] == 0
    assert ("spacecoop_requests_total", "hit", "page", "2xx") in told
    assert ("spacecoop_alerts_due",) not in told


@pytest.mark.parametrize(
    ("behind_proxy", "address", "forwarded", "status"),
    [
        (False, "127.0.0.1", None, 200),
        (False, "::1", None, 200),
        (False, "::ffff:127.0.0.1", None, 200),
        (False, "198.51.100.7", None, 403),
        (False, "127.0.0.1", "198.51.100.7", 403),  # a proxy on this machine that nobody told us of
        (False, "127.0.0.1", "127.0.0.1", 403),
        (True, "127.0.0.1", "198.51.100.7", 403),
        (True, "127.0.0.1", "127.0.0.1, 198.51.100.7", 403),
        (True, "127.0.0.1", "198.51.100.7, 10.1.2.3", 200),
        (True, "127.0.0.1", None, 200),
        (True, "127.0.0.1", "nonsense", 403),
    ],
)
def test_numbers_are_for_named_addresses(client, settings, behind_proxy, address, forwarded, status):
    settings.BEHIND_PROXY = behind_proxy
    settings.METRICS_FROM = [*settings.METRICS_FROM, ip_network("10.0.0.0/8")]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = client.get("/metrics", REMOTE_ADDR=address, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.content.count(b"\n") == 1
        assert b"spacecoop_" not in answer.content


@pytest.mark.parametrize(("given", "status"), [("Bearer " + "s" * 20, 200), ("Bearer s", 403), ("", 403)])
def test_numbers_are_for_who_knows_the_token(client, settings, given, status):
    settings.METRICS_TOKEN = "s" * 20
    assert client.get("/metrics", REMOTE_ADDR="198.51.100.7", headers={"Authorization": given}).status_code == status


def test_without_a_token_an_empty_one_is_none(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", REMOTE_ADDR="198.51.100.7", headers={"Authorization": "Bearer "}).status_code == 403


def test_each_metric_has_its_line_in_the_documentation(client):
    documented = set(re.findall(r"`(spacecoop_\w+)`", (settings.BASE_DIR / "docs" / "metrics.md").read_text()))
    told = {family.name for family in text_string_to_metric_families(client.get("/metrics").content.decode())}
    counted = {family.name for family in text_string_to_metric_families(generate_latest(metrics.registry).decode())}
    assert counted < told
    assert {name.removesuffix("_total") for name in documented} == told
