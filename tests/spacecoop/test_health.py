"""The health check, also where the database says nothing at all."""

import threading

import pytest
from django.db import OperationalError

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
