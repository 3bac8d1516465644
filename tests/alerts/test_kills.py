"""A sender that is killed again and again: every change reaches every follower, and what repeats has its old name."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes, policy
from random import Random

import pytest
from django.conf import settings as ours
from django.db import connection

from alerts.models import Follow, Message
from spacecoop.models import Revision
from tests.alerts.conftest import make_due, make_follow
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db(transaction=True)
SENDER = """
import django
django.setup()
from datetime import timedelta
from threading import Thread
from alerts import news, sending
sending.CLAIM, sending.PAUSE, news.MOST_TOLD = timedelta(seconds=2), 0.05, 5000
for work in sending.BESIDE[1:]:
    Thread(target=work, daemon=True).start()
sending.BESIDE[0]()
"""
PATIENCE = 240


@contextmanager
def sender(port):
    given = connection.settings_dict
    host = (given.get("OPTIONS") or {}).get("host") or given["HOST"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "spacecoop.settings",
        "DATABASE_URL": f"postgresql://{given['USER']}@/{given['NAME']}?host={host}",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "SPACECOOP_MAIL_FROM": "told@spacecoop.example",
        "SPACECOOP_PRIVATE_WEBHOOKS": "1",
    }
    process = subprocess.Popen([sys.executable, "-c", SENDER], cwd=ours.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(is_so, process=None):
    ends = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ends
        assert process is None or process.poll() is None
        time.sleep(0.02)


def names_of_mails(mailbox):
    """Return [(name, text)] of the mails that arrived."""
    mails = [message_from_bytes(content, policy=policy.default) for _, content in mailbox.got]
    return [((mail["Message-ID"], mail["List-Unsubscribe"]), mail.get_content()) for mail in mails]


def told_by_mail(mailbox):
    """Yield (follow, name, slugs) of each mail."""
    for (name, link), text in names_of_mails(mailbox):
        yield link.strip(), name, [line.rstrip("/").rpartition("/")[2] for line in text.splitlines() if "/be-" in line]


def told_by_webhook(webhook):
    for headers, body in webhook.got:
        entries = json.loads(body)["data"]["new"]
        yield (
            headers["Host"] + json.loads(body)["data"]["page"],
            headers["webhook-id"],
            [one["slug"] for one in entries],
        )


@pytest.mark.parametrize(
    ("follows", "changes", "kills"),
    [(4, 6, 1), pytest.param(50, 1000, 10, marks=pytest.mark.thorough)],
)
def test_every_follower_is_told_everything_once_whoever_is_killed(follows, changes, kills, mailbox, webhook, settings):
    random = Random(follows)  # noqa: S311
    make_agreement("be-first", parties=["BE", "RU"])
    for number in range(follows // 2):
        make_follow(email=f"reader{number}@example.org")
        page = f"/agreements/?party=BE&q=agreement&action=signed&from={1900 + number}"  # tells them apart
        make_follow(page, email="", url=webhook.url, secret="whsec_c2VjcmV0", how_often="at_once")
    Follow.objects.update(due_at=None)
    batch = changes // (kills + 1)
    for turn in range(kills + 1):
        for number in range(batch):
            make_agreement(f"be-{turn}-{number}", parties=["BE", "CN"], acts={"signed": "2001-02-03"})
        make_due()
        enough = len(mailbox.got) + len(webhook.got) + random.randint(0, follows - 1)
        with sender(settings.EMAIL_PORT) as process:
            wait_until(lambda least=enough: len(mailbox.got) + len(webhook.got) >= least, process)
            if turn == kills:
                wait_until(lambda: not Message.objects.waiting().exists() and not left_untold(), process)
    expected = {f"be-{turn}-{number}" for turn in range(kills + 1) for number in range(batch)}
    for told in (list(told_by_mail(mailbox)), list(told_by_webhook(webhook))):
        names = Counter(name for _, name, _ in told)
        assert sum(names.values()) - len(names) <= kills * 3  # what a kill caught between sending and marking
        once = {name: (follow, slugs) for follow, name, slugs in told}
        of_each = {}
        for follow, slugs in once.values():
            of_each.setdefault(follow, []).extend(slugs)
        assert len(of_each) == follows // 2
        for slugs in of_each.values():
            assert sorted(slugs) == sorted(expected)
    assert not Message.objects.exclude(given_up_at=None).exists()


def left_untold():
    """Tell whether a follow has not been looked at since the last change."""
    return set(Follow.objects.values_list("told_revision", flat=True)) != {Revision.current()}
