"""Whether the site is ready for visitors, and how it says that it is not."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from agreements.models import Agreement
from catalogue import measures, renderer
from spacecoop import health, probes
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked_here(monkeypatch):
    """Look things up on the test's own connection, which sees what the test has made."""
    monkeypatch.setattr(health.pulse, "answer", lambda question: question())
    monkeypatch.setattr(measures, "lag", measures.Lag())


@pytest.fixture
def shown(client):
    make_agreement("a")
    assert client.get("/agreements/").status_code == 200


def told(client):
    answer = client.get("/readyz")
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def test_a_site_that_shows_its_records_is_ready(client, shown):
    assert told(client) == (200, {"status": "ready"})
    assert client.head("/readyz").status_code == 200
    assert client.post("/readyz").status_code == 405


def test_a_site_that_is_being_stopped_is_not(client, shown, monkeypatch):
    stopping = health.Stopping()
    monkeypatch.setattr(health, "stopping", stopping)
    stopping.begin()
    status, answer = told(client)
    assert (status, answer["not_ready"]) == (503, {"stopping": "The site is being stopped."})
    assert client.get("/healthz").status_code == client.get("/agreements/").status_code == 200


@pytest.mark.parametrize("error", [OperationalError, TimeoutError])
def test_a_database_that_does_not_answer_is_named(client, monkeypatch, error):
    def fail(question):
        raise error

    monkeypatch.setattr(health.pulse, "answer", fail)
    assert told(client) == (
        503,
        {"status": "not ready", "not_ready": {"database": "The database does not answer."}},
    )


def test_a_migration_that_the_database_lacks_is_named(client, shown):
    last = connection.cursor()
    last.execute("SELECT max(name) FROM django_migrations WHERE app = 'alerts'")
    name = last.fetchone()[0]
    MigrationRecorder(connection).record_unapplied("alerts", name)
    assert told(client)[1]["not_ready"] == {"migrations": f"The database lacks the migration alerts.{name} (1 in all)."}


def test_documents_that_do_not_follow_are_named_after_a_minute(client, shown, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(measures.time, "monotonic", lambda: now)
    Agreement.objects.update(title="As it is")
    assert told(client)[0] == 200
    now += 59
    assert told(client)[0] == 200
    now += 3
    status, answer = told(client)
    assert status == 503
    assert answer["not_ready"] == {
        "catalogue": "The documents have been behind the records for 62 seconds; the log says why."
    }
    renderer.up_to_date()
    assert told(client)[0] == 200


def test_a_site_without_documents_says_how_they_are_made(client):
    renderer.State.objects.all().delete()
    assert "manage.py catalogue --update" in told(client)[1]["not_ready"]["catalogue"]


def test_an_index_that_does_not_follow_is_behind_from_when_it_was_first_seen_so(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(measures.time, "monotonic", lambda: now)
    lag, present = measures.Lag(), renderer.Standing(7, 1, None, shows_present=True, is_ours=True)
    assert lag.of_index(present, 7) == 0
    for edition in (None, 5):
        assert lag.of_index(present, edition) == 0
        now += 70
        assert lag.of_index(present, edition) == 70
    assert lag.of_index(present, 6) == 0  # it has moved


@pytest.mark.many
@pytest.mark.parametrize("path", probes.ProbesMiddleware(None).probes)
def test_probes_are_answered_by_any_name_and_without_https(client, settings, path):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["spacecoop.example"], True
    assert client.get(path, SERVER_NAME="10.0.0.5").status_code in {200, 503}
    assert client.get("/agreements/", SERVER_NAME="10.0.0.5").status_code in {301, 400}
    for wrong in (f"/fr{path}", f"{path}/", f"{path}x"):
        assert client.get(wrong, SERVER_NAME="spacecoop.example", secure=True).status_code in {301, 404}


def test_questions_of_probes_are_asked_by_the_one_thread(monkeypatch):
    monkeypatch.undo()
    pulse = health.Pulse()
    name = pulse.answer(lambda: health.threading.current_thread().name)
    assert name == "pulse"
    with pytest.raises(ZeroDivisionError):
        pulse.answer(lambda: 1 / 0)
    assert pulse.beats()
