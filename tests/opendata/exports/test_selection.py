"""What an export is made of: documents of one edition, read in batches, whatever is written meanwhile."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Event, Source
from catalogue.models import Document
from catalogue.renderer import up_to_date
from opendata.exports.selection import EditionLost
from tests.factories import make_agreement, make_event, make_source
from tests.opendata.exports.files import read

pytestmark = pytest.mark.django_db


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/dump/", "/sources.csv"])
def test_what_is_written_meanwhile_changes_no_export(client, path):
    make_source("first", title="As it was")
    response = client.get(path, follow=True)
    make_late_source()
    content = b"".join(response.streaming_content)
    response.close()
    if path == "/dump/":
        content = zipfile.ZipFile(io.BytesIO(content)).read("sources.jsonl")
        assert len(content.splitlines()) == 1
    assert b"second" not in content
    assert b"As it was" in content
    assert Source.objects.count() == 2


def make_late_source():
    """Rename the source there is, and add one, by a connection of its own, as another visitor's request would."""
    from threading import Thread

    def write():
        Source.objects.update(title="As it is now")
        make_source("second")
        connection.close()

    thread = Thread(target=write)
    thread.start()
    thread.join()


@pytest.mark.many
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/dump/", "/events.json", "/events.jsonl", "/events.ics"])
def test_an_export_is_of_one_edition_from_its_first_byte_to_its_last(client, monkeypatch, path):
    monkeypatch.setattr("opendata.exports.selection.BATCH", 1)
    for number in range(3):
        make_event(f"event-{number}", title="Before", date="2001")
    response = client.get(path, follow=True)
    Event.objects.update(title="After")
    Event.objects.get(slug="event-2").delete()
    up_to_date()
    content = b"".join(response.streaming_content)
    if path == "/dump/":
        content = zipfile.ZipFile(io.BytesIO(content)).read("events.jsonl")
    assert content.count(b"Before") == 3
    assert b"After" not in content


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_an_export_that_outlasts_its_documents_breaks_off(client, monkeypatch):
    monkeypatch.setattr("opendata.exports.selection.BATCH", 1)
    monkeypatch.setattr("opendata.exports.kept.LARGEST", 0)
    for number in range(3):
        make_source(f"source-{number}")
    response = client.get("/sources.json")
    Source.objects.update(title="After")
    up_to_date()
    Document.objects.exclude(until=None).delete()
    with pytest.raises(EditionLost):
        b"".join(response.streaming_content)


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_an_export_holds_no_transaction_and_a_head_reads_nothing(client):
    make_source("first")
    head = client.head("/sources.csv")
    assert head["Content-Disposition"].startswith("attachment")
    assert "Content-Length" not in head
    assert not b"".join(head.streaming_content)
    response = client.get("/sources.csv")
    next(iter(response.streaming_content))
    assert not connection.in_atomic_block


@pytest.mark.many
@pytest.mark.parametrize("path", ["/sources.csv", "/agreements.json", "/agreements.csv", "/agreements.ttl"])
def test_an_export_reads_documents_in_batches(client, records, path, monkeypatch):
    """Its queries grow by the batch and not by the record; never are all documents in memory."""
    monkeypatch.setattr("opendata.exports.selection.BATCH", 1)
    few = queries_of(client, path)
    monkeypatch.setattr("opendata.exports.selection.BATCH", 100)
    one_batch = queries_of(client, path)
    assert len(one_batch) < len(few)
    for number in range(20):
        make_agreement(f"more-{number}") if "agreements" in path else make_source(f"more-{number}")
    assert len(queries_of(client, path)) == len(one_batch)


def test_an_export_loads_documents_and_nothing_else(client, records, django_assert_num_queries):
    client.get("/api/v1/")  # renders what was made
    # * the edition
    # * the documents
    for path in ("/agreements.csv", "/agreements.json", "/agreements.bib", "/agreements.ttl", "/agencies.csv"):
        with django_assert_num_queries(2):
            read(client, path)
    # * the same, and the count of citations
    with django_assert_num_queries(3):
        read(client, "/sources.json")


def queries_of(client, path):
    client.get("/api/v1/")  # renders what was made
    with CaptureQueriesContext(connection) as captured:
        read(client, path)
    return [query["sql"] for query in captured.captured_queries]
