"""The files of an export as parsers read them, and a record of each kind that they are of."""

import csv
import io
import json

import openpyxl
from bibtexparser.bparser import BibTexParser

RECORDS = {
    "agreements": "be-ru",
    "agencies": "cnes",
    "countries": "be",
    "areas": "astronomy",
    "missions": "spot-1",
    "events": "a-meeting",
    "sources": "a-source",
    "people": "lisa-campbell",
}


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(client, path):
    return list(csv.DictReader(io.StringIO(read(client, path).decode(), newline="")))


def row(client, path, slug):
    return next(one for one in rows(client, path) if one["slug"] == slug)


def lines(client, path):
    """Return the records of an export in JSON lines."""
    return [json.loads(line) for line in read(client, path).decode().splitlines()]


def sheet(client, path):
    return openpyxl.load_workbook(io.BytesIO(read(client, path)))


def parser():
    return BibTexParser(common_strings=True, ignore_nonstandard_types=False, interpolate_strings=False)
