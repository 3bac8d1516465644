"""Webhooks: proved before they are told anything, signed, tried again, switched off when they are dead."""

import json
import re
from datetime import timedelta

import pghistory
import pytest
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from alerts.models import Follow, FollowState, Message, Reason
from alerts.sending import WAITS, send_next
from alerts.telling import tell_next
from tests.alerts.conftest import make_due, make_follow
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture(autouse=True)
def agreement():
    return make_agreement("be-ru", parties=["BE", "RU"])


def follow_by(webhook, **fields):
    return make_follow(email="", url=webhook.url, secret=SECRET, how_often="at_once", **fields)


def edit(agreement, title="A new title"):
    with pghistory.context(reason="an edit"):
        agreement.title = title
        agreement.save()


def tell():
    make_due()
    while tell_next():
        pass


def post():
    Message.objects.waiting().update(due_at=timezone.now())
    return send_next(is_mail=False)


def test_a_webhook_is_proved_by_a_test_before_it_follows(client, webhook):
    answer = client.post("/follow/", {"page": "/agreements/?party=BE", "url": webhook.url})
    (secret,) = set(re.findall(r"whsec_[\w+/=]+", answer.text))
    (path,) = set(re.findall(r'action="(/follow/[^"]{43}/)"', answer.text))
    assert secret not in client.get(path).text  # it is shown once
    assert not post()
    assert "being sent" in client.post(path, {"test": "1"}, follow=True).text
    webhook.statuses = [404]
    assert post()
    page = client.get(path).text
    assert "The server answered 404" in page
    assert Follow.objects.get().state == FollowState.UNCONFIRMED
    client.post(path, {"test": "1"})
    assert post()
    headers, body = webhook.got[-1]
    told = Webhook(secret).verify(body, headers)
    assert told["type"] == "webhook.test"
    assert told["data"]["page"] == "http://testserver/agreements/?party=BE"
    assert Follow.objects.get().state == FollowState.CONFIRMED
    assert "Confirmed" in client.get(path).text


def test_a_webhook_is_told_what_has_changed_signed_by_its_secret(client, webhook, agreement):
    follow_by(webhook)
    edit(agreement)
    make_agreement("be-cn", parties=["BE", "CN"])
    tell()
    name = str(Message.objects.get().name)
    assert post()
    ((headers, body),) = webhook.got
    told = Webhook(SECRET).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)
    assert headers["webhook-id"] == name
    assert (told["type"], told["data"]["counts"]) == (
        "records.changed",
        {"new": 1, "changed": 1, "no_longer_listed": 0},
    )
    (changed,), (new,) = told["data"]["changed"], told["data"]["new"]
    assert (changed["title"], new["slug"]) == ("A new title", "be-cn")
    assert changed["url"] == "https://spacecoop.example/api/v1/agreements/be-ru/"
    listed = client.get(told["data"]["records_url"].removeprefix("https://spacecoop.example")).json()
    assert {row["slug"] for row in listed["results"]} == {"be-ru", "be-cn"}


@pytest.mark.thorough
def test_one_that_fails_is_tried_again_later_with_the_same_name(webhook, agreement):
    follow_by(webhook)
    edit(agreement)
    tell()
    webhook.statuses = [500, 302, 503]
    for wait in WAITS[:3]:
        assert post()
        assert wait - timedelta(seconds=5) < Message.objects.get().due_at - timezone.now() <= wait
        assert not send_next(is_mail=False)
    edit(agreement, "Meanwhile")
    tell()
    assert Message.objects.count() == 1  # what comes meanwhile waits for the next
    assert post()
    assert len({headers["webhook-id"] for headers, _ in webhook.got}) == 1
    assert len({body for _, body in webhook.got}) == 1
    tell()
    assert post()
    assert json.loads(webhook.got[-1][1])["data"]["changed"][0]["title"] == "Meanwhile"


@pytest.mark.thorough
def test_no_redirect_is_followed(webhook, agreement):
    follow_by(webhook)
    edit(agreement)
    tell()
    webhook.statuses = [307]
    post()
    assert len(webhook.got) == 1
    assert "307" in Message.objects.get().failure


@pytest.mark.thorough
def test_a_dead_one_is_switched_off_and_its_page_says_so(client, webhook, agreement):
    follow = follow_by(webhook)
    edit(agreement)
    tell()
    webhook.statuses = [500] * (len(WAITS) + 1)
    for _ in range(len(WAITS) + 1):
        assert post()
    assert not post()
    follow.refresh_from_db()
    assert (follow.state, follow.off_reason) == (FollowState.OFF, Reason.NOT_TAKEN)
    page = client.get(f"/follow/{follow.token}/").text
    assert "Switched off" in page
    assert "not taken" in page
    client.post(f"/follow/{follow.token}/", {"test": "1"})  # it comes back when it answers
    assert post()
    follow.refresh_from_db()
    assert (follow.state, follow.off_reason) == (FollowState.CONFIRMED, "")


def test_one_that_says_it_is_gone_is_switched_off_at_once(webhook, agreement):
    follow_by(webhook)
    edit(agreement)
    tell()
    webhook.statuses = [410]
    post()
    assert Follow.objects.get().off_reason == Reason.GONE


@pytest.mark.many
@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://127.0.0.1/hook", "not on the public internet"),
        ("https://[::1]:8443/", "not on the public internet"),
        ("https://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("https://10.0.0.1/", "not on the public internet"),
    ],
)
def test_no_address_of_a_private_network_is_asked(webhook, settings, agreement, url, why):
    settings.PRIVATE_WEBHOOKS = False
    webhook.url = url
    follow_by(webhook)
    edit(agreement)
    tell()
    post()
    assert why in Message.objects.get().failure


@pytest.mark.many
@pytest.mark.parametrize("url", ["http://hooks.example/", "https://a:b@hooks.example/", "ftp://hooks.example/", "x y"])
def test_an_address_that_is_none_of_a_webhook_is_refused(client, url):
    answer = client.post("/follow/", {"page": "/agreements/", "url": url})
    assert answer.status_code == 400
    assert "errorlist" in answer.text
    assert not Follow.objects.exists()


def test_one_address_has_few_webhooks_that_are_not_confirmed(client):
    answers = [
        client.post("/follow/", {"page": "/agreements/", "url": "https://hooks.example/"}).status_code for _ in range(7)
    ]
    assert answers == [200] * 5 + [400] * 2


@pytest.mark.thorough
def test_one_that_was_ended_while_it_was_sent_is_not_there_again(webhook, agreement, monkeypatch):
    follow_by(webhook)
    edit(agreement)
    tell()

    def ended(*_, **__):
        Follow.objects.all().delete()
        return 500

    monkeypatch.setattr("alerts.sending.post", ended)
    assert post()
    assert not Follow.objects.exists()
    assert not Message.objects.exists()
