"""What the log holds of what visitors send: nothing, or one line."""

import logging
import sys
from io import StringIO

import pytest
from django.core.exceptions import DisallowedHost
from django.db import OperationalError

from spacecoop.logs import Formatter


def written(error):
    """Return what is written of an error that was caught."""
    try:
        raise error
    except type(error):
        record = logging.LogRecord("name", logging.ERROR, "", 0, "It failed", None, sys.exc_info())
    return Formatter("{levelname} {message}", style="{").format(record)


def test_a_mistake_of_ours_has_a_traceback():
    assert "Traceback" in written(ZeroDivisionError())


def test_a_database_that_does_not_answer_has_a_line_for_the_reason():
    lines = written(OperationalError("connection failed:\n  no route")).splitlines()
    assert len(lines) == 2
    assert lines[1] == "  OperationalError: connection failed: no route"


def test_what_a_visitor_sent_has_one_line():
    assert len(written(DisallowedHost("Invalid HTTP_HOST header: 'x'")).splitlines()) == 1


@pytest.mark.django_db
def test_a_wrong_host_is_one_line_in_the_log(client, monkeypatch):
    [handler] = [one for one in logging.getLogger("django").handlers if isinstance(one.formatter, Formatter)]
    monkeypatch.setattr(handler, "stream", StringIO())
    assert client.get("/agreements/", SERVER_NAME="evil.example").status_code == 400
    [line] = handler.stream.getvalue().splitlines()
    assert "evil.example" in line
