"""The health check, also where the database says nothing at all."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import InterfaceError, OperationalError, connection

from spacecoop import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def pulse(monkeypatch):
    monkeypatch.setattr(health, "pulse", health.Pulse())
    return health.pulse


def test_a_database_that_answers_is_told(client, pulse):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_a_database_that_refuses_is_told(client, pulse, monkeypatch, caplog):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(health, "_select", fail)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "database unavailable"})
    assert "does not answer" in caplog.text


def test_a_frozen_database_is_told_and_asked_by_one_thread(client, pulse, monkeypatch):
    thawed, asked = threading.Event(), []

    def hang():
        asked.append(threading.current_thread())
        thawed.wait(30)

    monkeypatch.setattr(health, "_select", hang)
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    assert [client.get("/healthz").status_code for _ in range(5)] == [503] * 5
    assert len(asked) == 1
    thawed.set()
    pulse.asked.result(10)
    assert client.get("/healthz").status_code == 200
    assert set(asked) == {pulse.thread}


@pytest.fixture
def still(pulse, monkeypatch):
    """A database that has not even refused for long."""
    pulse.asked, pulse.began = Future(), time.monotonic() - health.SILENCE - 1
    monkeypatch.setattr("catalogue.caching.pulse", pulse)


def test_nobody_begins_to_wait_for_a_database_that_is_still(client, still, pulse):
    client.raise_request_exception = False
    kinds = {"/agreements/": "text/html", "/admin/": "text/html", "/api/v1/agreements/": "problem+json"}
    for path, kind in kinds.items():
        answer = client.get(path)
        assert (answer.status_code, kind in answer["Content-Type"]) == (503, True), path
        assert int(answer["Retry-After"]) > 0
    assert client.get("/favicon.ico").status_code == 301
    pulse.asked.set_result(None)
    assert client.get("/agreements/").status_code == 200


def test_who_waits_for_a_database_that_is_still_is_told(pulse):
    waits = threading.Event()

    def wait():
        with connection.cursor() as cursor:
            waits.set()
            cursor.execute("SELECT pg_sleep(60)")

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(wait)
        waits.wait(10)
        pulse.own = connection.connection  # the test's own goes on
        pulse.break_off()
        with pytest.raises((OperationalError, InterfaceError)):
            waiting.result(10)
        threads.submit(lambda: connection.close()).result(10)  # that thread's own
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
