"""Large exports: kept for a few seconds, made by one process at a time, and true about the edition that they are of."""

import gzip
import threading
import time

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement
from catalogue.models import Edition
from desk.erasing import erase
from opendata.exports import kept
from spacecoop.caching import Files
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
PATH = "/agreements.csv"
TOLD = ("ETag", "Spacecoop-Revision", "Content-Disposition")


@pytest.fixture(autouse=True)
def many_agreements(monkeypatch, settings, tmp_path):
    folder = {"BACKEND": "spacecoop.caching.Files", "LOCATION": tmp_path / "exports"}
    settings.CACHES = {**settings.CACHES, "exports": folder}
    monkeypatch.setattr(kept, "FEWEST", 2)
    monkeypatch.setattr(kept, "RECENT", 3600)  # however long a test takes
    monkeypatch.setattr(kept, "OLDEST", 7200)
    with transaction.atomic():
        make_agreement("a", title="As it was")
        make_agreement("b")


def change():
    Agreement.objects.filter(slug="a").update(title="As it is")


def told(response):
    return [response[name] for name in TOLD]


def text(response):
    return response.getvalue().decode()


@pytest.fixture
def made_at_once(monkeypatch):
    """Have what a thread of its own makes made here, where the transaction of the test is; return the connections."""
    made, connections = [], kept.connections

    def begin(thread):
        thread._target(*thread._args)

    monkeypatch.setattr(kept.Thread, "start", begin)
    monkeypatch.setattr(connections, "close_all", lambda: made.append(kept.connection.alias))
    return made


@pytest.fixture
def made_elsewhere(monkeypatch):
    """Let it look as if another process were making every export, and for longer than anybody waits."""
    monkeypatch.setattr(Files, "add", lambda *_: False)
    monkeypatch.setattr(Files, "has_key", lambda *_: True)
    monkeypatch.setattr(kept, "PATIENCE", 0)


def test_all_are_given_the_same_for_a_few_seconds_under_its_own_edition(client):
    first = client.get(PATH)
    wanted = text(first)
    change()
    later = client.get(PATH)
    assert (text(later), told(later)) == (wanted, told(first))
    assert later["Spacecoop-Revision"] < client.get("/agreements/")["Spacecoop-Revision"]


def test_an_export_that_is_kept_is_known_by_its_tag_and_to_a_head(client):
    first = client.get(PATH)
    change()
    assert told(client.head(PATH)) == told(first)
    unchanged = client.get(PATH, headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged["ETag"]) == (304, first["ETag"])


def test_who_has_the_present_tag_is_not_led_back(client):
    client.get(PATH)
    change()
    present = client.get("/agreements/")["ETag"]
    unchanged = client.get(PATH, headers={"If-None-Match": present})
    assert (unchanged.status_code, unchanged["ETag"]) == (304, present)


def test_after_a_few_seconds_the_next_reader_has_the_present_one_made(client, monkeypatch, made_at_once):
    client.get(PATH)
    change()
    assert not made_at_once
    monkeypatch.setattr(kept, "RECENT", 0)
    assert "As it was" in text(client.get(PATH))
    assert "As it is" in text(client.get(PATH))
    assert made_at_once == ["default"]


@pytest.mark.django_db(transaction=True)
def test_it_is_made_in_the_language_of_its_reader_by_a_thread_that_ends_its_connection(client, monkeypatch):
    path, closed, close_all = f"/fr{PATH}", [], kept.connections.close_all

    def close():
        closed.append(threading.current_thread().name)
        close_all()

    first = text(client.get(path))
    change()
    monkeypatch.setattr(kept.connections, "close_all", close)
    monkeypatch.setattr(kept, "RECENT", 0)
    client.get(path)
    monkeypatch.setattr(kept, "RECENT", 3600)
    with kept._beside:  # once that thread has ended
        later = text(client.get(path))
    assert "As it is" in later
    assert later == first.replace("As it was", "As it is")
    assert closed == ["export"]


def test_one_that_cannot_be_made_leaves_the_last_and_is_logged(client, monkeypatch, made_at_once, caplog):
    client.get(PATH)
    change()
    monkeypatch.setattr(kept, "RECENT", 0)
    with monkeypatch.context() as broken:
        broken.setattr("opendata.exports.tables.columns_of", lambda name: 1 / 0)
        assert "As it was" in text(client.get(PATH))
    assert "An export could not be made." in caplog.text
    assert "As it was" in text(client.get(PATH))
    assert "As it is" in text(client.get(PATH))


def test_one_process_makes_one_at_a_time(client, monkeypatch, made_at_once):
    client.get(PATH)
    change()
    monkeypatch.setattr(kept, "RECENT", 0)
    with kept._beside:
        client.get(PATH)
    assert not made_at_once


def test_who_unpacks_is_given_it_packed(client):
    packing = {"Accept-Encoding": "gzip, deflate, br"}
    wanted = text(client.get(PATH))
    packed, others = client.get(PATH, headers=packing), client.get(PATH, headers={"Accept-Encoding": "br"})
    assert gzip.decompress(packed.getvalue()).decode() == wanted == text(others)
    assert (packed["Content-Encoding"], client.head(PATH, headers=packing)["Content-Encoding"]) == ("gzip", "gzip")
    assert "Accept-Encoding" in packed["Vary"]


def test_while_one_makes_it_the_others_are_given_the_last(client, monkeypatch, request):
    wanted = text(client.get(PATH))
    change()
    monkeypatch.setattr(kept, "RECENT", 0)
    request.getfixturevalue("made_elsewhere")
    assert text(client.get(PATH)) == wanted
    monkeypatch.setattr(kept, "OLDEST", 0)
    assert "As it is" in text(client.get(PATH))


def test_who_comes_second_is_given_what_the_first_has_made(client, monkeypatch):
    selections = []
    monkeypatch.setattr(kept, "_is_shared", lambda selection: selections.append(selection) or True)
    client.get(PATH)
    caches["exports"].clear()
    key, seen = kept._key(selections[0], "csv"), selections[0].seen
    caches["exports"].add(f"{key}-making", True)

    def finish(seconds):
        kept._made(key, seen, iter(["its name", b"of the first"]))

    monkeypatch.setattr(kept.time, "sleep", finish)
    assert text(client.get(PATH)) == "of the first"


def test_nobody_waits_for_ever_for_one_that_is_not_finished(client, made_elsewhere):
    assert "As it was" in text(client.get(PATH))


def test_who_is_logged_in_sees_what_was_saved(client):
    client.get(PATH)
    change()
    client.force_login(User.objects.create_superuser("curator", password="x"))
    assert "As it is" in text(client.get(PATH))


@pytest.mark.many
@pytest.mark.parametrize(("name", "value"), [("FEWEST", 3), ("LARGEST", 10)])
def test_few_records_and_very_many_are_made_for_each_reader(client, monkeypatch, name, value):
    monkeypatch.setattr(kept, name, value)
    assert "As it was" in text(client.get(PATH))
    change()
    assert "As it is" in text(client.get(PATH))


def test_a_list_that_becomes_long_at_once_is_given_as_it_was_while_one_makes_it(client, monkeypatch, request):
    monkeypatch.setattr(kept, "FEWEST", 3)
    client.head(PATH)
    short = text(client.get(PATH))
    text(client.get(f"{PATH}?party=BE"))
    make_agreement("c")
    monkeypatch.setattr(kept, "RECENT", 0)
    request.getfixturevalue("made_elsewhere")
    assert text(client.get(PATH)) == short
    assert "\r\nc," in text(client.get(f"{PATH}?order=title"))


def test_an_edition_that_a_backup_has_undone_is_not_given(client):
    undone = client.get(PATH)
    change()
    Edition.objects.filter(revision=undone["Spacecoop-Revision"]).update(changed_at=timezone.now())
    assert "As it is" in text(client.get(PATH))


def test_one_that_comes_from_a_clock_ahead_is_not_given(client, monkeypatch):
    client.get(PATH)
    change()
    now = time.time()
    monkeypatch.setattr(kept.time, "time", lambda: now - 3600)
    assert "As it is" in text(client.get(PATH))


def test_what_cannot_be_made_is_tried_again_by_the_next(client, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("opendata.exports.tables.columns_of", lambda name: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.get(PATH)
    monkeypatch.setattr(kept, "_awaited", None)  # nobody is waited for
    assert "As it was" in text(client.get(PATH))


def test_other_filters_formats_and_hosts_are_kept_apart(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    everything = text(client.get(PATH))
    assert "http://one.example/agreements/a/" in text(client.get(PATH, SERVER_NAME="one.example"))
    assert text(client.get(f"{PATH}?order=-title")) != everything
    assert text(client.get("/agreements.jsonl")).startswith("{")


def test_erased_words_go_from_what_is_kept(client):
    assert "As it was" in text(client.get(PATH))
    erase("As it was", "A request")
    assert "As it was" not in text(client.get(PATH))
