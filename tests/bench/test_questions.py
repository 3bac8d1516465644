"""What the measurements ask: every address answers and every hand-written query runs. How long, no test says."""

import pytest
from django.db import connection, transaction
from django.test import Client

from bench.generate import World, fill
from bench.questions import Examples, questions

pytestmark = pytest.mark.thorough
NAMES = [question.name for question in questions(Examples(["AA"] * 100, ["a"], ["b"] * 20, ["c"] * 20))]


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """The questions on a small world, which stays for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill(World(60, missions=150, agencies=120, countries=90, people=10))
        examples = Examples.of(connection.connection.cursor(), 60)
        yield {question.name: question for question in questions(examples)}
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_answered(asked, name):
    question = asked[name]
    answer = Client(headers={"accept": question.accept}).get(question.paths[0], follow=True)
    assert answer.status_code == 200, answer.content[:500]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_sql_beside_a_question_runs(asked, name):
    asked[name].reads[0](connection.connection.cursor())
