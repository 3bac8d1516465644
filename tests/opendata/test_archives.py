"""Archives are made beside the site, kept on the disk, and given to all at once."""

import json
import os
import zipfile
from datetime import timedelta
from io import BytesIO
from time import time

import pghistory
import pytest

from agreements.models import Source
from catalogue.models import Edition
from catalogue.renderer import up_to_date
from opendata.exports import archives
from opendata.exports.archives import kept, make_next
from spacecoop.models import Revision
from tests.factories import make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.ARCHIVE_FOLDER = tmp_path / "archives"
    monkeypatch.setattr(archives, "SETTLED", timedelta(0))
    monkeypatch.setattr(archives, "_time", _order)
    return settings.ARCHIVE_FOLDER


def _order(path):
    """Return what stands for the time of a file: archives of a test are made within one tick of the clock."""
    archive = archives.Archive.at(path)
    return archive.revision if archive else path.stat().st_mtime


def given(client):
    response = client.get("/dump/", follow=True)
    return response, b"".join(response.streaming_content)


def titles(content):
    archive = zipfile.ZipFile(BytesIO(content))
    return [json.loads(line)["title"] for line in archive.read("sources.jsonl").splitlines()]


def retitle(title):
    with pghistory.context(reason="an edit"):
        Source.objects.update(title=title)
    up_to_date()


def test_the_first_who_asks_has_it_made_and_all_others_are_given_it(client, monkeypatch):
    make_source("a")
    first, content = given(client)
    monkeypatch.delattr(archives, "write_dump")
    second, same = given(client)
    assert same == content
    assert second["Content-Length"] == str(len(content))
    assert second["Spacecoop-Revision"] == str(Revision.current()) == first["Spacecoop-Revision"]
    path = second.request["PATH_INFO"]
    assert f'filename="spacecoop-r{Revision.current()}.zip"' in second["Content-Disposition"]
    again = client.get(path, headers={"if-none-match": second["ETag"]})
    assert again.status_code == 304
    head = client.head(path)
    assert (head["Content-Length"], b"".join(head.streaming_content)) == (str(len(content)), b"")
    assert client.get(f"/dump/spacecoop-r{Revision.current() + 1}.zip").status_code == 404


@pytest.mark.thorough
def test_the_last_one_is_given_until_a_newer_one_is_made(client, folder):
    make_source("a", title="Before")
    given(client)
    before = Revision.current()
    retitle("After")
    response, content = given(client)
    assert titles(content) == ["Before"]
    assert response["Spacecoop-Revision"] == str(before)
    assert make_next()
    assert not make_next()
    response, content = given(client)
    assert titles(content) == ["After"]
    assert response.request["PATH_INFO"] == f"/dump/spacecoop-r{Revision.current()}.zip"
    manifest = json.loads(zipfile.ZipFile(BytesIO(content)).read("manifest.json"))
    assert manifest["site"] == "http://testserver/"
    assert client.get(manifest["changes_url"]).json()["results"] == []
    retitle("Later still")
    assert make_next()
    assert len(list(folder.glob("*.zip"))) == 2


def test_it_is_made_of_what_has_settled_or_when_the_last_one_is_old(client, monkeypatch):
    make_source("a")
    given(client)
    retitle("After")
    monkeypatch.setattr(archives, "SETTLED", timedelta(minutes=1))
    assert not make_next()
    monkeypatch.setattr(archives, "LONGEST", timedelta(0))
    assert make_next()
    retitle("Later")
    monkeypatch.setattr(archives, "LONGEST", timedelta(hours=1))
    assert not make_next()
    Edition.objects.update(rendered_at="2026-01-01T00:00Z")
    assert make_next()


def test_a_new_day_has_its_own(client, folder, monkeypatch):
    make_source("a")
    given(client)
    [path] = folder.glob("*.zip")
    path.rename(folder / f"{path.name[:-14]}2020-01-01.zip")
    assert make_next()
    assert min(made.name[-14:] for made in folder.glob("*.zip")) == "2020-01-01.zip"


def test_one_of_another_history_is_not_given(client, folder):
    make_source("a")
    given(client)
    [path] = folder.glob("*.zip")
    path.rename(folder / f"{path.name[: path.name.index('-')]}-0123456789abcdef-2026-01-01.zip")
    assert kept() is None
    assert titles(given(client)[1]) == ["A source"]


def test_one_that_nobody_makes_anew_is_not_given_for_ever(client, monkeypatch):
    make_source("a", title="Before")
    given(client)
    retitle("After")
    monkeypatch.setattr(archives, "STALE", timedelta(0))
    assert titles(given(client)[1]) == ["After"]


def test_who_goes_away_leaves_nothing_half_made(client, folder):
    make_source("a")
    response = client.get("/dump/", follow=True)
    next(iter(response.streaming_content))
    response.close()
    assert list(folder.iterdir()) == []
    assert kept() is None


def test_what_a_killed_process_has_left_is_taken_away(client, folder):
    make_source("a")
    folder.mkdir()
    for name, hours in (("tmpold", 2), ("tmpnew", 0)):
        (folder / name).touch()
        os.utime(folder / name, times=(time() - 3600 * hours,) * 2)
    given(client)
    left = [path.name for path in folder.iterdir() if path.suffix != ".zip"]
    assert sorted(left) == ["site", "tmpnew"]


def test_it_is_made_before_anybody_asks_where_the_site_knows_its_name(client, settings, folder):
    make_source("a")
    folder.mkdir()
    assert not make_next()
    settings.PUBLIC_HOST, settings.BEHIND_PROXY = "space.example", True
    up_to_date()
    assert make_next()
    manifest = json.loads(zipfile.ZipFile(kept().path).read("manifest.json"))
    assert manifest["site"] == "https://space.example/"
