"""Readers are answered by a standby that has what they have seen, and by the primary where none does: both are real."""

import re
import signal
import threading
import time
from concurrent.futures import Future

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.handlers.exception import convert_exception_to_response
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue import caching, reading, standbys
from catalogue.index.folder import Memory
from opendata.api import LISTS
from opendata.exports.formats import formats_of
from spacecoop import databases, health
from tests.catalogue.standbys.answers import ALIAS, PAGE, asked, by_standby, save
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def read_from_primary(client, monkeypatch):
    """Return the tag of the page as the primary has it."""
    with monkeypatch.context() as alone:
        alone.setattr(standbys, "ALL", [])
        return client.get(PAGE)["ETag"]


def _stop_primary(monkeypatch):
    """Let the primary be one that has not even refused for long."""
    pulse = health.Pulse()
    pulse.asked, pulse.began = Future(), time.monotonic() - health.SILENCE - 1
    monkeypatch.setattr(caching, "pulse", pulse)


def test_all_that_readers_see_comes_from_the_standby(client, standby):
    exports = [f"/{name}.{form.suffix}" for name in LISTS for form in formats_of(name)]
    others = ["/", "/search/?q=was", "/agreements/a.svg", "/changes.atom", "/api/v1/agreements/a/", "/fr/agreements/"]
    for path in [PAGE, *others, *exports]:
        by_standby(client, path)
    assert "As it was" in by_standby(client, "/agreements.json")


def test_a_repeated_question_costs_the_standby_one_question_and_the_primary_none(client, standby):
    tag = client.get(PAGE)["ETag"]
    answer, _, questions = asked(client, PAGE, ALIAS, **{"if-none-match": tag})
    assert (answer.status_code, questions) == (304, 1)
    assert asked(client, PAGE, **{"if-none-match": tag})[2] == 0


def test_who_has_seen_more_than_the_standby_has_is_answered_by_the_primary(client, standby, server, monkeypatch):
    before = client.get(PAGE)["ETag"]
    server.pause()
    save()
    assert "As it was" in by_standby(client, PAGE)
    revision = caching.standing_now().revision
    client.cookies[standbys.SEEN] = str(revision)
    assert "As it is" in asked(client, PAGE)[1]
    del client.cookies[standbys.SEEN]
    tag = read_from_primary(client, monkeypatch)
    cache.clear()
    assert "As it is" in asked(client, PAGE, **{"if-none-match": before})[1]
    assert asked(client, PAGE, **{"if-none-match": tag})[0].status_code == 304
    server.resume()
    cache.clear()
    assert "As it is" in by_standby(client, PAGE)


def test_no_reader_of_a_site_sees_less_than_another_one_has(client, standby, server, monkeypatch):
    """The index is of the edition that somebody has seen; a standby without that edition is not asked."""
    server.pause()
    save()
    read_from_primary(client, monkeypatch)
    _, text, questions = asked(client, PAGE)
    assert ("As it is" in text, questions > 0) == (True, True)
    server.resume()
    by_standby(client, PAGE)


@pytest.mark.many
@pytest.mark.parametrize("forged", ["9" * 19, "-1", "\u00b3", "x", "1" * 18])
def test_what_a_stranger_says_to_have_seen_is_no_harm(client, standby, forged):
    client.cookies[standbys.SEEN] = forged
    assert client.get(PAGE).status_code == 200


def test_the_desk_and_who_is_logged_in_never_ask_the_standby(client, standby):
    client.force_login(User.objects.get())
    for path in (PAGE, "/admin/", "/api/v1/agreements/"):
        assert asked(client, path, ALIAS)[2] == 0
    assert asked(client, PAGE)[2] > 0


def test_who_has_saved_has_a_cookie_with_the_revision_that_is_shown_then(client, standby):
    client.force_login(User.objects.get())
    agreement = make_agreement("b")
    path = f"/admin/agreements/agreement/{agreement.pk}/delete/"
    response = client.post(path, {"post": "yes"})
    assert response.status_code == 302
    assert response.cookies[standbys.SEEN].value == str(caching.standing_now().revision)
    assert client.get("/agreements/b/").status_code == 404


def test_what_is_posted_never_asks_the_standby(client, standby):
    with CaptureQueriesContext(connections[ALIAS]) as questions:
        answer = client.post("/api/v1/match/", [{"name": "CNES"}], "application/json")
    assert (answer.status_code, len(questions)) == (200, 0)


def test_a_standby_that_dies_in_the_middle_is_no_matter_to_the_reader(client, standby, server, monkeypatch, caplog):
    """Also where the answer is sent as it is made: none of it has been sent yet."""
    texts, client.raise_request_exception = reading._texts, False

    def dying(*arguments):
        if databases.is_elsewhere():
            server.kill()
        return texts(*arguments)

    for path in (PAGE, "/agreements.jsonl"):
        with monkeypatch.context() as killing:
            killing.setattr(reading, "_texts", dying)
            by_primary, text, questions = asked(client, path)
        assert (by_primary.status_code, "As it was" in text, questions > 0) == (200, True, True)
        assert by_primary.has_header("ETag")
        server.start()
        server.catch_up()
        by_standby(client, "/agreements/")
    assert "is left out" in caplog.text
    assert "answers again" in caplog.text
    assert "was put off" not in caplog.text


def test_one_that_has_failed_is_left_out_for_a_while(client, standby, monkeypatch):
    monkeypatch.setattr(standbys, "LEFT_OUT", 1000)
    standby.failed(OperationalError("gone"))
    assert asked(client, PAGE, ALIAS)[2] == 0
    standby.out_until = 0
    by_standby(client, PAGE)


def test_a_frozen_standby_holds_nobody_for_long(client, standby, server, monkeypatch):
    """Who waits for it is told when its pulse has been still, and is answered by the primary; others do not wait."""
    by_standby(client, PAGE)
    standby.silence = 0.2
    breaking_off = threading.Timer(0.3, standby.break_off)  # as the thread that watches does
    server.signal(signal.SIGSTOP)
    standby.asked, standby.began = Future(), time.monotonic()
    breaking_off.start()
    try:
        cache.clear()
        answer, text, questions = asked(client, PAGE)
        assert (answer.status_code, "As it was" in text, questions > 0) == (200, True, True)
        assert not standby.is_open()
    finally:
        server.signal(signal.SIGCONT)
        breaking_off.join()
    standby.asked.set_result(None)
    by_standby(client, PAGE)


def test_pages_of_a_frozen_primary_are_answered_by_the_standby(client, standby, monkeypatch):
    _stop_primary(monkeypatch)
    client.raise_request_exception = False
    by_standby(client, PAGE)
    assert client.post("/report/", {}).status_code == 503


@pytest.mark.thorough
def test_a_standby_without_the_last_edition_answers_where_there_is_no_primary(client, standby, server, monkeypatch):
    """But for who has seen that edition: nobody is shown less than before."""
    server.pause()
    save()
    tag = read_from_primary(client, monkeypatch)
    _stop_primary(monkeypatch)
    memory = Memory()
    monkeypatch.setattr(caching, "in_memory", lambda: memory)  # the site's own index is in memory too, in tests
    cache.clear()
    assert "As it was" in by_standby(client, PAGE)
    client.raise_request_exception = False
    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 503
    server.resume()


def test_they_are_switched_off_by_a_file(client, standby, monkeypatch, tmp_path):
    monkeypatch.setattr(standbys, "SWITCHED_OFF", tmp_path / "standbys-off")
    by_standby(client, PAGE)
    standbys.SWITCHED_OFF.touch()
    assert asked(client, PAGE, ALIAS)[2] == 0
    standbys.SWITCHED_OFF.unlink()
    by_standby(client, PAGE)


def write(request):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE spacecoop_revision SET number = number")
    return HttpResponse("written")


def test_a_statement_that_writes_is_asked_of_the_primary(standby, caplog):
    middleware = caching.EditionMiddleware(convert_exception_to_response(write))
    assert middleware(RequestFactory().get("/")).content == b"written"
    assert "asked elsewhere" in caplog.text
    assert standby.is_open()


def test_the_connection_to_a_primary_that_follows_another_one_now_is_given_up(standby, monkeypatch, settings):
    """A site for reading only keeps it: there a write is an error of ours."""
    monkeypatch.setattr(standbys, "ALL", [])
    monkeypatch.setattr(databases, "STANDBYS", ())
    middleware = caching.EditionMiddleware(convert_exception_to_response(write))
    with databases.using(ALIAS):
        assert middleware(RequestFactory().get("/")).status_code == 503
        assert connection.connection is None
        settings.READ_ONLY = True
        assert middleware(RequestFactory().get("/")).status_code == 500


def test_visitors_leave_nothing_on_the_connections_of_a_pool(client, pool):
    """Whose connection it was the instant before, and will be the next, is anybody."""
    exports = [f"/agreements.{form.suffix}" for form in formats_of("agreements")]
    with CaptureQueriesContext(connections[databases.POOL]) as questions:
        for path in (PAGE, "/", "/api/v1/agreements/", f"{PAGE}?as_recorded_on={timezone.now().date()}", *exports):
            assert asked(client, path)[2] == 0, path
        report = {"page": PAGE, "revision": "1", "kind": "error", "text": "It was signed on another day."}
        assert client.post("/report/", report).status_code == 200
    told = [one["sql"] for one in questions]
    assert len(told) > 20
    assert not [sql for sql in told if re.search(r"\bSET\b(?! TRANSACTION)(?=.* TO |.*timeout)|DECLARE|, false\)", sql)]


@pytest.mark.thorough
def test_the_desk_works_in_sessions_beside_the_pool(client, pool):
    client.force_login(User.objects.get())
    for path in (PAGE, "/admin/", "/admin/agreements/agreement/"):
        assert asked(client, path, databases.POOL)[2] == 0
