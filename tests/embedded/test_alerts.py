"""The process beside the site sends what waits, as long as the site runs."""

import json
import signal
import time

import pytest

from tests.alerts.conftest import webhook  # noqa: F401 - a fixture
from tests.embedded.site import Site

FOLLOWED = """
    WITH follow AS (
        INSERT INTO alerts_follow (token, page, language, site, email, url, secret, how_often, state, off_reason,
            made_at, told_revision)
        VALUES ('t', '/agreements/?party=BE', 'en-gb', 'http://127.0.0.1', '', '{url}', 'whsec_c2VjcmV0', 'at_once',
            'unconfirmed', '', now(), 0)
        RETURNING id)
    INSERT INTO alerts_message (name, follow_id, kind, subject, body, made_at, due_at, attempts, failure)
    SELECT gen_random_uuid(), id, 'test', '', '{{"type": "webhook.test"}}', now(), now(), 0, '' FROM follow
"""
STATE = "SELECT state, due_at > now(), kept IS NOT NULL FROM alerts_follow"


@pytest.mark.thorough
def test_the_process_beside_the_site_sends_what_waits(served_home, webhook):  # noqa: F811
    site = Site(served_home, SPACECOOP_THROWAWAY="1", SPACECOOP_PRIVATE_WEBHOOKS="1")
    site.start()
    try:
        site.rows(FOLLOWED.format(url=webhook.url))
        ends = time.monotonic() + 60
        while site.rows(STATE) != [("confirmed", True, True)]:
            assert time.monotonic() < ends
            time.sleep(0.1)
        site.rows("UPDATE agreements_agreement SET title = title || '!'")
        site.rows("UPDATE alerts_follow SET due_at = now() + interval '2 seconds'")
        while len(webhook.got) < 2:
            assert time.monotonic() < ends
            time.sleep(0.1)
    finally:
        ended = site.end(signal.SIGTERM)
    told = json.loads(webhook.got[1][1])["data"]
    assert told["counts"]["changed"] == len(told["changed"]) == 3
    assert ended == (0, "")
