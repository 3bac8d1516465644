"""What caches in front of the site may keep, for how long and for whom."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from catalogue import sharing
from opendata.exports import archives
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
AT_THE_EDGE = "public, max-age=60, stale-while-revalidate=60, stale-if-error=604800"
SHARED = [
    *("/", "/agreements/", "/fr/agreements/a/", "/api/v1/agreements/", "/api/v1/agreements/a/", "/agreements.csv"),
    *("/agreements/a.json", "/agreements.atom", "/network.svg", "/sitemap.xml", "/robots.txt"),
]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def agreement():
    return make_agreement("a")


def varies(answer):
    return {name.strip().lower() for name in answer["Vary"].split(",")}


@pytest.mark.many
@pytest.mark.parametrize("path", SHARED)
def test_what_all_readers_share_is_kept_at_the_edge_and_asked_for_by_browsers(client, path):
    first = client.get(path)
    kept, unchanged = client.get(path), client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, kept.status_code, unchanged.status_code) == (200, 200, 304)
    for answer in (first, kept, unchanged):
        assert answer["Cache-Control"] == "public, no-cache"
        assert answer["CDN-Cache-Control"] == AT_THE_EDGE
        assert not {"origin", "user-agent", "*"} & varies(answer)
        assert {"accept-encoding", "cookie"} <= varies(answer)
    assert ("accept-language" in varies(first)) is path.startswith("/api/v1/")


def test_an_answer_varies_by_accept_where_that_leads_elsewhere(client):
    for path in SHARED:
        leads = client.get(path, headers={"Accept": "text/csv"}).status_code == 303
        assert not leads or "accept" in varies(client.get(path)), path
    for path in ("/agreements.csv", "/agreements/a.json", "/agreements.atom", "/network.svg"):
        assert "accept" not in varies(client.get(path))


@pytest.mark.parametrize("origin", [None, "https://other.example"])
def test_a_kept_answer_is_open_to_pages_of_every_site(client, origin):
    client.get("/api/v1/agreements/", headers={"Origin": "https://first.example"} if origin is None else {})
    answer = client.get("/api/v1/agreements/", headers={"Origin": origin} if origin else {})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]


@pytest.mark.many
@pytest.mark.parametrize("path", [*SHARED, "/agreements/none/", "/admin/", "/admin/login/"])
def test_nothing_of_who_is_logged_in_is_kept_for_others(client, path):
    client.force_login(User.objects.create_superuser("curator", password="x"))
    answer = client.get(path)
    assert not answer.has_header("CDN-Cache-Control")
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]


@pytest.mark.many
@pytest.mark.parametrize("path", ["/agreements/none/", "/api/v1/agreements/?x=1", "/report/?page=/", "/follow/"])
def test_neither_errors_nor_forms_are_kept(client, path):
    answer = client.get(path)
    assert not answer.has_header("CDN-Cache-Control")
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.many
@pytest.mark.parametrize(("days", "is_over"), [(1, True), (0, False)])
def test_an_answer_of_a_past_day_holds_until_this_day_ends(client, monkeypatch, days, is_over):
    monkeypatch.setattr("catalogue.sharing.timezone.now", lambda: datetime.now(UTC).replace(hour=12, minute=0))
    day = datetime.now(UTC).date() - timedelta(days=days)
    for _ in range(2):  # also from the cache
        api = client.get(f"/api/v1/agreements/?as_recorded_on={day}")
        page = client.get(f"/agreements/?as_recorded_on={day}")
        assert (api.status_code, page.status_code) == (200, 200)
        assert page["Cache-Control"] == "public, no-cache"
        assert (api["Cache-Control"] != "public, no-cache") is is_over
        for answer in (api, page):
            assert (answer["CDN-Cache-Control"] == AT_THE_EDGE) is not is_over
    if is_over:
        seconds = int(re.fullmatch(r"public, max-age=(\d+), immutable", api["Cache-Control"])[1])
        assert 12 * 3600 - 60 <= seconds <= 12 * 3600


@pytest.mark.many
@pytest.mark.parametrize("path", ["/changes/", "/about/", "/dates/read/", "/agreements.csv"])
def test_what_knows_no_past_day_is_kept_for_a_minute_at_most(client, path):
    answer = client.get(f"{path}?as_recorded_on=2020-01-01")
    assert answer.get("CDN-Cache-Control") in {None, AT_THE_EDGE}
    assert "immutable" not in answer.get("Cache-Control", "")


def test_the_day_ends_at_midnight(monkeypatch):
    monkeypatch.setattr(sharing.timezone, "now", lambda: NOON)
    assert sharing.until_tomorrow() == 12 * 3600
    monkeypatch.setattr(sharing.timezone, "now", lambda: datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert sharing.until_tomorrow() == 1


def test_an_archive_of_today_is_the_only_one_of_its_revision(client, settings, tmp_path):
    client.get("/agreements/")
    settings.ARCHIVE_FOLDER, settings.PUBLIC_HOST = tmp_path, "testserver"
    assert archives.make_next()
    path = client.get("/dump/")["Location"]
    answer = client.head(path)
    assert answer["Cache-Control"].endswith("immutable")
    assert client.get("/dump/")["Cache-Control"] == "no-cache"


def test_a_day_that_nobody_can_read_is_not_over():
    for text in ("", "yesterday", "2020", f"{date.max}", "2020-13-01"):
        assert not sharing._is_over(text)
    assert sharing._is_over("2020-12-01")
