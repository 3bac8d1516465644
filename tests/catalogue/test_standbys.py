"""Readers are answered by a standby that has what they have seen, and by the primary where none does: both are real."""

import re
import signal
import threading
import time
from concurrent.futures import Future
from contextlib import contextmanager

import pghistory
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.handlers.exception import convert_exception_to_response
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Agreement
from catalogue import caching, reading, standbys
from catalogue.index.folder import Memory
from catalogue.indexer import indexed
from opendata.api import LISTS
from opendata.exports.formats import formats_of
from spacecoop import databases, health
from spacecoop.management.commands import serve
from tests.factories import make_agreement
from tests.standby_server import StandbyServer

pytestmark = pytest.mark.django_db
PAGE = "/agreements/a/"
ALIAS = "standby01"


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker):
    """A standby of the database of the tests, in which one agreement stands for as long as those of this file run."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        server = StandbyServer(connection.cluster, connection.settings_dict["NAME"])
        try:
            make_agreement("a", acts={"signed": "2001"})
            User.objects.create_superuser("curator", password="x")
            yield server
        finally:
            server.remove()
            call_command("flush", interactive=False, verbosity=0)


class Told(dict):
    """Databases of which the tests' own machinery sees those alone that it has made."""

    def __iter__(self):
        return (alias for alias in super().__iter__() if alias not in (ALIAS, databases.POOL))


@pytest.fixture
def primary(db):
    """A connection on which a save is one: a standby is told nothing of a transaction that a test takes back."""
    of_test, of_ours = connections[DEFAULT_DB_ALIAS], connections.create_connection("default")
    connections[DEFAULT_DB_ALIAS] = of_ours
    yield of_ours
    of_ours.close()
    connections[DEFAULT_DB_ALIAS] = of_test


@pytest.fixture
def standby(primary, server, monkeypatch):
    """The standby, as a site knows it that was told its address, with all that the primary has."""
    monkeypatch.setattr(connections, "settings", Told(connections.settings, **{ALIAS: server.settings()}))
    monkeypatch.setattr(databases, "STANDBYS", (ALIAS,))
    standby = standbys.Standby(ALIAS)
    monkeypatch.setattr(standbys, "ALL", [standby])
    for name in ("LEFT_OUT", "BEHIND"):
        monkeypatch.setattr(standbys, name, 0)
    save("As it was")
    indexed(caching.standing_now())  # as the process beside a site does; tests before this one leave an index of theirs
    server.catch_up()
    yield standby
    connections[ALIAS].close()
    del connections[ALIAS]


def asked(client, path, alias=DEFAULT_DB_ALIAS, **headers):
    """Return the answer, its text, and how many questions a database was asked for it."""
    with CaptureQueriesContext(connections[alias]) as questions:
        answer = client.get(path, headers=headers)
        text = answer.getvalue().decode(errors="replace")
    return answer, text, len(questions)


def by_standby(client, path, **headers):
    """Return the text of a good answer for which the primary was not asked."""
    answer, text, questions = asked(client, path, **headers)
    assert (answer.status_code, questions) == (200, 0), path
    return text


def save(title="As it is"):
    with pghistory.context(reason="an edit"):
        Agreement.objects.update(title=title)
    caching.renderer.wait_until_up_to_date()


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


@pytest.fixture
def pool(primary, server, monkeypatch, settings):
    """A pool in front of the primary, in the name alone; every statement of a visitor has a limit."""
    named = {**primary.settings_dict, "DISABLE_SERVER_SIDE_CURSORS": True}
    monkeypatch.setattr(connections, "settings", Told(connections.settings, **{databases.POOL: named}))
    monkeypatch.setattr(caching, "PRIMARY", databases.POOL)
    settings.STATEMENT_TIMEOUT = 15
    save("As it was")
    yield
    connections[databases.POOL].close()
    del connections[databases.POOL]


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


def test_the_desk_works_in_sessions_beside_the_pool(client, pool):
    client.force_login(User.objects.get())
    for path in (PAGE, "/admin/", "/admin/agreements/agreement/"):
        assert asked(client, path, databases.POOL)[2] == 0


@pytest.fixture
def read_only(standby, settings, monkeypatch):
    """A site for reading only, of which the standby is the database."""
    monkeypatch.setattr(standbys, "ALL", [])
    monkeypatch.setattr(databases, "STANDBYS", ())
    connections[ALIAS].close()
    settings.READ_ONLY = True
    with databases.using(ALIAS):
        yield standby


def test_a_site_for_reading_only_answers_all_that_a_site_does(client, read_only, server):
    exports = [f"/{name}.{form.suffix}" for name in LISTS for form in formats_of(name)]
    pages = ["/", "/data/", "/about/data/", "/search/?q=was", "/watch/", "/changes/", "/fr/", "/between/be/fr/", PAGE]
    programs = ["/api/v1/changes/?since_revision=0", "/api/v1/search/?q=was", "/sitemap.xml", "/changes.atom"]
    past = ["/?as_recorded_on=2020-01-01", f"{PAGE}?as_recorded_on={timezone.now().date()}"]
    revision = caching.standing_now().revision
    for path in (*pages, *programs, *past, *exports, f"/dump/spacecoop-r{revision}.zip", "/healthz"):
        assert asked(client, path)[0].status_code == 200, path
    assert client.get("/dump/").status_code == 302


@contextmanager
def on_primary(primary, settings):
    """Be a site on the primary for a while."""
    standby, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], primary
    settings.READ_ONLY = False
    yield
    settings.READ_ONLY = True
    connections[DEFAULT_DB_ALIAS] = standby


@pytest.mark.parametrize(
    ("path", "posted"),
    [
        ("/api/v1/match/", [{"name": "CNES"}]),
        ("/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
    ],
)
def test_a_site_for_reading_only_takes_what_only_asks(client, read_only, path, posted):
    headers = {"accept": "application/json, text/event-stream"}
    assert client.post(path, posted, "application/json", headers=headers).status_code == 200


def test_a_site_for_reading_only_reconciles(client, read_only):
    assert client.post("/reconcile/", {"queries": '{"q0": {"query": "CNES"}}'}).status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/report/", "/follow/", "/fr/follow/", "/fr/report/"])
def test_a_site_for_reading_only_says_what_it_does_not_do(client, read_only, path):
    sentence = "en lecture seule" if path.startswith("/fr/") else "for reading only"
    for answer in (client.get(path), client.post(path, {})):
        assert (answer.status_code, sentence in answer.content.decode()) == (403, True)
        assert "no-store" in answer["Cache-Control"]


def test_a_site_for_reading_only_refuses_other_posts_and_takes_no_notice_of_sessions(client, read_only):
    assert client.post("/agreements/", {}).status_code == 403
    client.cookies["sessionid"] = "of-another-site"
    assert client.get(PAGE).has_header("ETag")


def test_a_site_for_reading_only_has_the_same_tags_and_follows(client, read_only, server, primary, settings):
    tag = client.get(PAGE)["ETag"]
    with on_primary(primary, settings):
        assert caching.EditionMiddleware(None).tag(caching.indexed(caching.standing_now())) == tag
        save()
    server.catch_up()
    changed = client.get(PAGE, headers={"if-none-match": tag})
    assert (changed.status_code, "As it is" in changed.content.decode()) == (200, True)


def test_a_site_for_reading_only_shows_nobody_less_than_before(client, read_only, server):
    """It waits a moment for what its primary sends; where there is no primary, it has all that there is."""
    newer = caching.standing_now().revision + 1
    client.cookies[standbys.SEEN] = str(newer)
    client.raise_request_exception = False
    assert client.get(PAGE).status_code == 503
    server.cut_off()
    assert client.get(PAGE).status_code == 200
    server.hear_again()


@pytest.mark.thorough
def test_a_promoted_standby_serves_on_and_is_found_among_several(client, primary, read_only, server):
    """With several hosts the one is taken that takes writes; the other one here is a standby still."""
    promoted = StandbyServer(primary.cluster, server.database)
    try:
        several = {"HOST": f"{server.folder},{promoted.folder}", "OPTIONS": {"target_session_attrs": "read-write"}}
        at_promoted = type(connections[ALIAS])(promoted.settings(), ALIAS)
        connections[DEFAULT_DB_ALIAS] = at_promoted
        assert "As it was" in client.get(PAGE).content.decode()
        promoted.promote()
        cache.clear()
        assert "As it was" in client.get(PAGE).content.decode()
        at_promoted.close()
        found = type(connections[ALIAS])(promoted.settings() | several, ALIAS)
        with found.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            assert (cursor.fetchone()[0], found.connection.info.host) == (False, str(promoted.folder))
        found.close()
    finally:
        promoted.remove()


def test_a_site_does_not_start_on_a_standby_unless_it_is_for_reading_only(read_only, primary, settings):
    with pytest.raises(CommandError, match="is a standby, which takes no writes: set SPACECOOP_READ_ONLY=true"):
        serve.refuse_a_standby()
    with on_primary(primary, settings):
        serve.refuse_a_standby()


def test_a_site_for_reading_only_starts_with_the_key_of_the_database_alone(
    read_only, primary, server, settings, monkeypatch
):
    with on_primary(primary, settings):
        serve.recognise_secret_key()
    server.catch_up()
    serve.take_as_it_is()
    settings.SECRET_KEY = "another key " * 5
    monkeypatch.setenv("SPACECOOP_NEW_KEY", "1")
    with pytest.raises(CommandError, match="another secret key: put its file secret_key into SPACECOOP_HOME"):
        serve.take_as_it_is()


@pytest.mark.thorough
def test_a_site_for_reading_only_waits_for_migrations_of_its_primary(read_only, monkeypatch):
    monkeypatch.setattr(serve.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    with pytest.raises(CommandError, match="start a site of this version on its primary first"):
        serve.take_as_it_is()
