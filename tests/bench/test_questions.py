"""What the measurements ask: every address answers, and the limit answers the same. How long, no test says."""

import csv
from io import StringIO

import orjson
import pytest
from django.db import connection, transaction
from django.test import Client

from bench import limit
from bench.bare import lay_out
from bench.generate import World, load
from bench.questions import Examples, questions
from catalogue.reading import reader

pytestmark = pytest.mark.thorough
SITE = "http://127.0.0.1"
NAMES = [question.name for question in questions(Examples(["AA"] * 100, ["a"], ["b"], ""))]


@pytest.fixture(scope="module")
def examples(django_db_setup, django_db_blocker):
    """A small world, laid out for the limit, which stays for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(World(60, missions=150, agencies=120, countries=90, people=10))
        reader()  # makes the documents
        lay_out(connection.cursor())
        yield Examples.of(connection.connection)
        transaction.set_rollback(True)


def answer_to(path, accept="application/json"):
    return Client(headers={"accept": accept, "host": "127.0.0.1"}).get(path)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_answered(examples, name):
    question = next(question for question in questions(examples) if question.name == name)
    for path in question.paths[:2]:
        assert answer_to(path, question.accept).status_code == question.status


@pytest.mark.django_db
def test_the_limit_tells_the_same_of_a_record(examples):
    for slug in examples.slugs:
        ours = answer_to(f"/api/v1/agreements/{slug}/").json()
        assert orjson.loads(limit.record_of(connection.connection, SITE, slug)) == ours


@pytest.mark.django_db
def test_the_limit_tells_the_same_of_the_agreements_of_a_country(examples):
    for code in examples.countries[:5]:
        ours = answer_to(f"/api/v1/agreements/?party={code}").json()
        following = f"{SITE}/api/v1/agreements/?page=2&party={code}"
        theirs = orjson.loads(limit.list_of(connection.connection, SITE, code, following=following))
        assert theirs["results"]
        # Of two of one day it puts that first whose title PostgreSQL does.
        by_slug = [sorted(answer.pop("results"), key=lambda row: row["slug"]) for answer in (ours, theirs)]
        assert by_slug[0] == by_slug[1]
        assert theirs == ours


@pytest.mark.django_db
def test_the_limit_finds_what_is_searched(examples):
    found = orjson.loads(limit.list_of(connection.connection, SITE, text="cooperation"))
    assert found["count"] == answer_to("/api/v1/agreements/?q=cooperation").json()["count"] > 0


@pytest.mark.django_db
def test_the_limit_writes_the_same_table(examples):
    for country in ("", examples.countries[0]):
        ours = answer_to(f"/agreements.csv?party={country}" if country else "/agreements.csv", "text/csv")
        tables = [b"".join(ours.streaming_content), b"".join(limit.table_of(connection.connection, SITE, country))]
        ours, theirs = (list(csv.reader(StringIO(table.decode(), newline=""))) for table in tables)
        assert theirs[0] == ours[0]
        assert sorted(theirs) == sorted(ours)
