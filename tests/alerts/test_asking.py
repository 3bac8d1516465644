"""Asking to follow a page: confirmed by a link that only the mailbox has, ended by one click, told to nobody."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alerts.models import LAPSES, OFF_KEPT, Follow, FollowState, HowOften, Message, Reason
from alerts.sending import send_next
from alerts.telling import forget
from tests.alerts.conftest import ADDRESS, link, make_follow
from tests.factories import make_agency, make_agreement

pytestmark = pytest.mark.django_db
ASKED = {"page": "/agreements/?party=BE", "email": ADDRESS, "how_often": "daily", "website": ""}


@pytest.fixture(autouse=True)
def agreement():
    return make_agreement("be-ru", parties=["BE", "RU"])


def send_all():
    while send_next(is_mail=True):
        pass


def asked(client, **changed):
    return client.post(changed.pop("to", "/follow/"), {**ASKED, **changed})


def confirmed(client, outbox, **changed):
    """Ask to follow, open the link of the mail and confirm; return the Follow."""
    asked(client, **changed)
    send_all()
    client.post(link(outbox[-1].body, "/follow/confirm/"))
    return Follow.objects.latest("pk")


@pytest.mark.many
@pytest.mark.parametrize(
    "page",
    [
        "/agreements/?party=BE",
        "/agreements/be-ru/",
        "/between/be/ru/",
        "/search/?q=be-ru",
        "/countries/be/",
        "/people/",
    ],
)
def test_pages_lead_to_a_form_that_says_what_is_followed(client, page):
    shown = client.get(page).text
    (address,) = set(re.findall(r'href="(/follow/\?page=[^"]+)"', shown))
    form = client.get(address.replace("&amp;", "&"))
    assert form.status_code == 200
    assert form["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert 'name="email"' in form.text
    assert 'name="url"' in form.text


def test_the_form_names_the_filters_in_words_and_keeps_no_order(client):
    form = client.get("/follow/", {"page": "/agreements/?party=BE&order=title&page=2&since_revision=1"}).text
    assert "Country or organisation: Belgium" in form
    assert 'name="page" value="/agreements/?party=BE"' in form
    assert "/agreements.atom?party=BE" in form


@pytest.mark.many
@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("/agreements/?party=nobody", "No country or organisation called “nobody”."),
        ("/agreements/nothing/", "There is no agreement “nothing”."),
        ("/about/", "This page cannot be followed."),
        ("https://elsewhere.example/", "This page does not exist."),
        ("/search/?q=", "Search for something first"),
        ("/between/be/nobody/", "There is no such pair"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_the_reason(client, page, why):
    answer = client.get("/follow/", {"page": page})
    assert answer.status_code == 400
    assert why in answer.text


def test_nothing_is_followed_until_what_was_mailed_is_posted(client, outbox):
    answer = asked(client)
    assert "Look into your mailbox" in answer.text
    send_all()
    (mail,) = outbox
    assert mail.to == [ADDRESS]
    assert "Belgium" not in mail.body + mail.subject  # what a stranger typed is mailed to nobody
    path = link(mail.body, "/follow/confirm/")
    assert "Country or organisation: Belgium" in client.get(path).text
    assert Follow.objects.get().state == FollowState.UNCONFIRMED  # who looks through mails opens links
    kept = client.post(path, follow=True)
    assert "r…@example.org" in kept.text
    assert ADDRESS not in kept.text
    follow = Follow.objects.get()
    assert (follow.state, len(follow.kept)) == (FollowState.CONFIRMED, 1)
    assert client.post(path, follow=True).status_code == 200


def test_a_link_that_was_changed_or_is_too_old_confirms_nothing(client, outbox, monkeypatch):
    asked(client)
    send_all()
    path = link(outbox[0].body, "/follow/confirm/")
    assert client.post(path.replace(":", "x:", 1)).status_code == 404
    monkeypatch.setattr("alerts.views.LAPSES", timedelta(seconds=-1))
    assert client.post(path).status_code == 404
    assert Follow.objects.get().state == FollowState.UNCONFIRMED


def test_the_answer_is_the_same_whoever_asks_for_which_address(client, outbox):
    first = asked(client).text
    confirmed(client, outbox)
    again = asked(client).text
    bare = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert bare.sub("", first) == bare.sub("", again)
    send_all()
    assert "already" in outbox[-1].subject
    assert Follow.objects.count() == 1


def test_one_address_gets_few_mails_to_confirm_and_nobody_is_told(client, outbox):
    answers = {asked(client, page=f"/agreements/?q=number{number}").status_code for number in range(15)}
    assert answers == {200}
    send_all()
    assert len(outbox) == Follow.objects.count() == 5


@pytest.mark.thorough
def test_one_network_asks_few_times(client):
    for number in range(20):
        asked(client, email=f"reader{number}@example.org")
    answer = asked(client, email="other@example.org")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


@pytest.mark.many
@pytest.mark.parametrize(
    "wrong", [{"email": "nobody"}, {"email": "a@b.example\nBcc: c@d.example"}, {"how_often": "hourly"}]
)
def test_what_is_not_understood_comes_back(client, wrong):
    answer = asked(client, **wrong)
    assert answer.status_code == 400
    assert "errorlist" in answer.text
    assert not Follow.objects.exists()


def test_what_a_program_fills_in_is_thanked_for_and_forgotten(client):
    assert "Look into your mailbox" in asked(client, website="x").text
    assert not Follow.objects.exists()


def test_a_site_without_mail_offers_feed_and_webhook_and_says_so(client, settings):
    settings.MAILS = False
    form = client.get("/follow/", {"page": "/agreements/"}).text
    assert "This site sends no mail." in form
    assert 'name="email"' not in form
    assert "/agreements.atom" in form
    assert asked(client).status_code == 400


@pytest.mark.thorough
def test_who_follows_in_french_is_written_to_in_french(client, outbox):
    follow = confirmed(client, outbox, to="/fr/follow/", page="/fr/agreements/?party=BE")
    assert (follow.language, follow.page) == ("fr", "/agreements/?party=BE")
    assert "/fr/follow/confirm/" in outbox[0].body
    assert outbox[0].extra_headers["Content-Language"] == "fr"


def test_one_click_ends_it_without_cookies_or_our_form(client, outbox):
    follow = confirmed(client, outbox)
    stranger = Client(enforce_csrf_checks=True)
    path = f"/follow/{follow.token}/unsubscribe/"
    assert "Stop following" in stranger.get(path).text
    assert Follow.objects.exists()
    for _ in range(2):  # a mail program may ask again
        answer = stranger.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
    assert not Follow.objects.exists()
    assert not Message.objects.exists()
    assert stranger.get(path).status_code == 404


@pytest.mark.many
@pytest.mark.parametrize("path", ["/follow/%00/", "/follow/%00/unsubscribe/", "/follow/confirm/%00/", "/follow/none/"])
def test_what_is_no_link_to_a_follow_leads_nowhere(client, path):
    assert client.get(path).status_code == 404


def test_how_often_is_changed_and_it_is_ended_by_its_link(client):
    follow = make_follow()
    path = f"/follow/{follow.token}/"
    client.post(path, {"how_often": "weekly"})
    assert Follow.objects.get().how_often == HowOften.WEEKLY
    client.post(path, {"how_often": "at_once"})
    assert Follow.objects.get().how_often == HowOften.WEEKLY
    assert "no longer follow" in client.post(path, {"remove": "1"}).text
    assert client.get(path).status_code == 404


def test_mails_go_out_in_the_morning_weekly_ones_on_mondays():
    now = timezone.now().replace(year=2026, month=11, day=30, hour=7)  # a Monday
    assert HowOften.DAILY.next_after(now).strftime("%a %d %H:%M") == "Tue 01 06:00"
    assert HowOften.WEEKLY.next_after(now).strftime("%a %d %H:%M") == "Mon 07 06:00"
    assert HowOften.WEEKLY.next_after(now.replace(hour=5)).strftime("%a %d %H:%M") == "Mon 30 06:00"


def test_what_lapsed_is_forgotten(client):
    asked(client)
    kept = make_follow(page="/agreements/")
    off = make_follow(page="/events/")
    off.switch_off(Reason.NOT_TAKEN, timezone.now() - OFF_KEPT - timedelta(hours=1))
    erased = make_follow(page="/areas/", email="[removed]@example.org")
    forget()
    assert Follow.objects.count() == 2
    Follow.objects.filter(state=FollowState.UNCONFIRMED).update(made_at=timezone.now() - LAPSES - timedelta(hours=1))
    forget()
    assert list(Follow.objects.all()) == [kept]
    assert not Message.objects.filter(follow=erased.pk).exists()


def test_a_mailbox_that_does_not_exist_is_forgotten_in_time_and_no_other_mail_waits_for_it(client, mailbox):
    mailbox.answers.append("550 no such user")
    asked(client)
    send_all()
    message = Message.objects.get()
    assert message.given_up_at
    assert "550" in message.failure
    asked(client, email="other@example.org")
    send_all()
    assert mailbox.got[0][0] == ["other@example.org"]


def test_curators_see_how_much_is_followed_and_no_address(client, django_user_model):
    make_follow(email="jane.doe@example.org")
    client.force_login(django_user_model.objects.create_superuser("admin"))
    shown = client.get("/admin/alerts/follow/").text
    assert "j…@example.org" in shown
    assert "jane.doe" not in shown
    page = client.get(f"/admin/alerts/follow/{Follow.objects.get().pk}/change/").text
    assert "jane.doe" not in page
    assert Follow.objects.get().token not in page
    assert client.post("/admin/alerts/follow/add/").status_code == 403


def test_names_with_signs_of_html_stay_text(client):
    make_agency("evil", name='<script>alert("x")</script>')
    for page in ("/agencies/evil/", "/agreements/?agency=evil", "/search/?q=%3Cscript%3Ealert"):
        assert "<script>alert" not in client.get("/follow/", {"page": page}).text
