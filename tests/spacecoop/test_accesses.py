"""Each request has an id and, in a log of JSON, a line that tells nothing of who asks or for what."""

import json
import logging
import sys
from io import StringIO

import pytest
from django.db import OperationalError

from spacecoop.accesses import kind_of
from spacecoop.logs import JsonFormatter, request_id
from spacecoop.metrics import KINDS
from tests.factories import make_agreement


@pytest.fixture
def log(monkeypatch):
    """What is logged, as a function that returns the objects."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    for name in ("spacecoop", "django.request"):
        logging.getLogger(name).addHandler(handler)
    monkeypatch.setattr(logging.getLogger("spacecoop.access"), "level", logging.INFO)
    logging.getLogger("spacecoop.access").manager._clear_cache()
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for name in ("spacecoop", "django.request"):
        logging.getLogger(name).removeHandler(handler)
    monkeypatch.undo()
    logging.getLogger("spacecoop.access").manager._clear_cache()


@pytest.mark.django_db
def test_a_request_has_one_line_without_words_of_the_visitor(client, log):
    make_agreement("a")
    answer = client.get("/search/?q=a+secret+word", headers={"User-Agent": "someone"}, REMOTE_ADDR="198.51.100.7")
    [line] = [line for line in log() if line["logger"] == "spacecoop.access"]
    assert line.pop("ms") > 0
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "spacecoop.access",
        "message": "request",
        "request_id": answer["X-Request-ID"],
        "method": "GET",
        "kind": "page",
        "status": 200,
        "cache": "miss",
    }


@pytest.mark.django_db
def test_a_method_that_somebody_invents_is_not_written_and_probes_are_left_out(client, log):
    client.generic("SECRET", "/agreements/")
    client.get("/healthz")
    client.get("/readyz")
    assert [line["method"] for line in log() if line["logger"] == "spacecoop.access"] == ["other"]


@pytest.mark.django_db
def test_what_is_logged_of_a_request_has_its_id(client, log, monkeypatch):
    monkeypatch.setattr("pages.lists.answer", lambda *arguments, **named: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/agreements/")
    assert answer.status_code == 500
    lines = [line for line in log() if line.get("request_id") == answer["X-Request-ID"]]
    assert [line["logger"] for line in lines] == ["django.request", "spacecoop.access"]
    assert "ZeroDivisionError" in lines[0]["error"]
    assert request_id.get() is None


@pytest.mark.many
@pytest.mark.parametrize(
    ("behind_proxy", "given", "is_taken"),
    [
        (True, "0af7651916cd43dd", True),
        (True, "a.b_c:d-0123", True),
        (False, "0af7651916cd43dd", False),
        (True, "short", False),
        (True, "a" * 65, False),
        (True, 'x" injected="yes', False),
        (True, "0af7651916cd43dd\n", False),
    ],
)
@pytest.mark.django_db
def test_an_id_is_taken_from_a_proxy_that_is_believed_if_it_is_one(client, settings, behind_proxy, given, is_taken):
    settings.BEHIND_PROXY = behind_proxy
    told = client.get("/about/", headers={"X-Request-ID": given})["X-Request-ID"]
    assert (told == given) is is_taken
    assert told.isascii()
    assert is_taken or len(told) == 32


@pytest.mark.django_db
def test_a_kept_answer_has_the_id_of_its_own_request(client):
    assert len({client.get("/about/")["X-Request-ID"] for _ in range(3)}) == 3


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"),
        ("/fr/agreements/", "page"),
        ("/nothing.php", "page"),
        ("/search/suggest/", "page"),
        ("/api/v1/agreements/", "api"),
        ("/mcp", "api"),
        ("/reconcile", "api"),
        ("/agreements.csv", "export"),
        ("/fr/network.svg", "export"),
        ("/network.graphml", "export"),
        ("/dump/spacecoop-r1.zip", "export"),
        ("/admin/", "desk"),
        ("/static/site.css", "other"),
        ("/sitemap.xml", "other"),
        ("/metrics", "probe"),
        ("/metrics/x", "page"),
    ],
)
def test_kinds_of_addresses(path, kind):
    assert kind_of(path) == kind
    assert kind in KINDS


def test_an_error_of_the_database_is_one_line():
    try:
        raise OperationalError("connection failed:\n  no route")
    except OperationalError:
        record = logging.LogRecord("name", logging.ERROR, "", 0, "It failed: %s", ("x",), sys.exc_info())
    told = json.loads(JsonFormatter().format(record))
    assert told["message"] == "It failed: x"
    assert told["error"] == "OperationalError: connection failed: no route"
    assert "request_id" not in told
