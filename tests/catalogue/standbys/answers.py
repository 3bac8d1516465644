"""What is asked of a site that has a standby, and which of its databases answered."""

import pghistory
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from catalogue import caching

PAGE = "/agreements/a/"
ALIAS = "standby01"


def asked(client, path, alias=DEFAULT_DB_ALIAS, **headers):
    """Return the answer, its text, and how many questions a database was asked for it."""
    with CaptureQueriesContext(connections[alias]) as questions:
        answer = client.get(path, headers=headers)
        text = answer.getvalue().decode(errors="replace")
    return answer, text, len(questions)


def by_standby(client, path, **headers):
    """Return the text of a good answer for which the primary was not asked."""
    answer, text, questions = asked(client, path, **headers)
    assert (answer.status_code, questions) == (200, 0), path
    return text


def save(title="As it is"):
    with pghistory.context(reason="an edit"):
        Agreement.objects.update(title=title)
    caching.renderer.wait_until_up_to_date()
