"""A site for reading only, of which a standby is the database: it follows its primary, and refuses what writes."""

from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.management import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from catalogue import caching, standbys
from opendata.api import LISTS
from opendata.exports.formats import formats_of
from spacecoop.management.commands import serve
from tests.catalogue.standbys.answers import ALIAS, PAGE, asked, save
from tests.standby_server import StandbyServer

pytestmark = pytest.mark.django_db


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


@pytest.mark.many
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


@pytest.mark.thorough
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
