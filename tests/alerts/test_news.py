"""What followers are told is what the page shows: found by its own question, told once, with what has left it."""

import json
from email import message_from_bytes, policy

import feedparser
import pghistory
import pytest
from django.core import mail as django_mail
from django.utils import timezone

from agreements.models import Agreement, Event
from alerts.models import Follow, FollowState, Message, Reason
from alerts.sending import mail_of, send_next
from alerts.telling import tell_next
from tests.alerts.conftest import make_due, make_follow
from tests.factories import make_agency, make_agreement, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agreements():
    return [make_agreement("be-ru", parties=["BE", "RU"]), make_agreement("fr-ru", parties=["FR", "RU"])]


def told():
    """Let all that is due be told; return the texts of the mails, which are sent."""
    make_due()
    while tell_next():
        pass
    texts = [message.body for message in Message.objects.waiting().order_by("pk")]
    while send_next(is_mail=True):
        pass
    return texts


def edit(agreement, **fields):
    with pghistory.context(reason="an edit"):
        for name, value in fields.items():
            setattr(agreement, name, value)
        agreement.save()


def test_a_digest_has_what_the_page_shows_and_nothing_else(client, agreements):
    make_follow("/agreements/?party=BE")
    assert told() == []
    ours, other = agreements
    edit(ours, title="A new title")
    edit(other, title="Another title")
    new = make_agreement("be-cn", parties=["BE", "CN"], acts={"signed": "2001-02-03"})
    (text,) = told()
    page = client.get("/agreements/?party=BE").text
    for record in (ours, new):
        assert f"* {record.title}\n" in text
        assert record.title in page
        assert f"https://spacecoop.example/agreements/{record.slug}/\n" in text
    assert "Another title" not in text + page
    assert text.index("New (1)") < text.index("be-cn") < text.index("Changed (1)") < text.index("A new title")
    assert told() == []


def test_the_page_of_all_that_has_changed_shows_the_same(client, agreements):
    make_follow("/agreements/?party=BE")
    edit(agreements[0], title="A new title")
    (text,) = told()
    address = next(line for line in text.splitlines() if "since_revision=" in line)
    page = client.get(address.removeprefix("https://spacecoop.example")).text
    assert "A new title" in page
    assert "fr-ru" not in page


def test_a_change_of_a_part_counts_as_one_of_the_record(agreements):
    make_follow("/agreements/?party=BE")
    make_event("a-visit", agreement=agreements[0])
    assert "Agreement be-ru" in told()[0]


def test_what_was_deleted_or_no_longer_fits_is_told_once(agreements):
    make_follow("/agreements/?q=agreement")
    with pghistory.context(reason="an edit"):
        agreements[0].delete()
    edit(agreements[1], title="A treaty")
    make_follow("/agreements/?party=RU", email="other@example.org")
    text, *_ = told()
    assert "No longer on this page (1)" in text or "No longer on this page (2)" in text
    assert "* Agreement be-ru\n  The record was deleted." in text
    assert told() == []


def test_a_list_that_is_too_long_to_keep_tells_what_has_changed(agreements, monkeypatch):
    monkeypatch.setattr("alerts.news.MOST_KEPT", 1)
    make_follow("/agreements/?party=RU")
    assert Follow.objects.get().kept is None
    new = make_agreement("be-ru-2", parties=["BE", "RU"])
    (text,) = told()
    assert new.title in text
    assert "Changed (1)" in text
    assert "New (" not in text


def test_many_changes_are_counted_and_the_first_are_named(agreements, monkeypatch):
    monkeypatch.setattr("alerts.news.MOST_TOLD", 2)
    make_follow("/agreements/?party=RU")
    for number in range(5):
        make_agreement(f"more-{number}", parties=["BE", "RU"])
    (text,) = told()
    assert "New (5)" in text
    assert "And 3 more." in text
    assert text.count("* Agreement more") == 2


def test_a_record_is_told_with_its_changes_in_the_words_of_its_feed(client, agreements):
    make_follow("/agreements/be-ru/")
    edit(agreements[0], title="A new title")
    (text,) = told()
    feed = feedparser.parse(client.get("/agreements/be-ru.atom").getvalue())
    words = feed.entries[0].summary
    assert "→ A new title" in words
    assert words in text


def test_a_record_that_was_renamed_is_followed_on_and_one_that_was_deleted_ends(agreements, client):
    make_follow("/agreements/be-ru/")
    edit(agreements[0], slug="belgium-russia")
    (text,) = told()
    assert "/agreements/belgium-russia/" in text
    with pghistory.context(reason="an edit"):
        Agreement.objects.get(slug="belgium-russia").delete()
    (text,) = told()
    assert "You no longer follow" in text
    follow = Follow.objects.get()
    assert (follow.state, follow.off_reason) == (FollowState.OFF, Reason.PAGE_GONE)
    assert "not there any more" in client.get(f"/follow/{follow.token}/").text


def test_a_pair_is_followed_with_its_agreements_and_events(agreements):
    make_follow("/between/be/ru/")
    make_event("a-visit", title="A visit", agreement=agreements[0], kind="visit")
    make_event("another", title="Of others", agreement=agreements[1], kind="visit")
    (text,) = told()
    assert "Belgium and Russia: space cooperation" in text
    assert "A visit" in text
    assert "Of others" not in text


def test_a_search_is_followed_through_every_kind(client, agreements):
    make_follow("/search/?q=pleiades")
    make_agency("maker", name="Maker of Pleiades")
    make_event("launch", title="Pleiades is launched")
    (text,) = told()
    page = client.get("/search/?q=pleiades").text
    for title in ("Maker of", "is launched"):
        assert title in text
        assert title in page


def test_what_changes_while_a_message_waits_goes_with_the_next(agreements):
    make_follow("/agreements/?party=BE")
    edit(agreements[0], title="First")
    make_due()
    assert tell_next()
    edit(agreements[0], title="Second")
    make_due()
    assert not tell_next()
    assert send_next(is_mail=True)
    assert "Second" in told()[0]


def test_a_follow_that_cannot_be_told_holds_up_no_other(agreements, monkeypatch, caplog):
    make_follow("/agreements/?party=BE", email="first@example.org")
    make_follow("/agreements/?party=RU", email="second@example.org")
    edit(agreements[0], title="A new title")

    def write(kind, follow, **more):
        if follow.email == "first@example.org":
            raise ZeroDivisionError
        return "", "told"

    monkeypatch.setattr("alerts.telling.write", write)
    while tell_next():
        pass
    assert [message.follow.email for message in Message.objects.all()] == ["second@example.org"]
    assert Follow.objects.get(email="first@example.org").due_at > timezone.now()
    assert "cannot be told" in caplog.text


def test_a_mail_has_the_headers_by_which_programs_end_it_and_know_it(agreements, mailbox):
    follow = make_follow("/agreements/?party=BE")
    edit(agreements[0], title="A “new” title – é\r\nBcc: victim@example.org")
    make_due()
    tell_next()
    name = Message.objects.get().name
    assert mail_of(Message.objects.select_related("follow").get()).message()["Message-ID"] == (
        f"<{name}@spacecoop.example>"
    )
    send_next(is_mail=True)
    ((recipients, content),) = mailbox.got
    mail = message_from_bytes(content, policy=policy.default)
    assert recipients == ["reader@example.org"]
    assert mail["Bcc"] is None
    assert mail["List-Unsubscribe"].strip() == f"<https://spacecoop.example/follow/{follow.token}/unsubscribe/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"] == "told@spacecoop.example"
    assert mail["Subject"].strip() == "spacecoop: 1 change – Agreements (Belgium)"
    assert "“new” title – é Bcc: victim" in mail.get_content()
    sent = Message.objects.get()
    assert (sent.subject, sent.body) == ("", "")  # nothing is kept of what was said


def test_a_title_of_a_record_makes_no_header(agreements, mailbox):
    make_follow("/agreements/be-ru/")
    edit(agreements[0], title="One\nBcc: victim@example.org\u2028<b>two</b>")
    make_due()
    tell_next()
    send_next(is_mail=True)
    mail = message_from_bytes(mailbox.got[0][1], policy=policy.default)
    assert mail["Bcc"] is None
    assert mail["Subject"].strip().startswith("spacecoop: 1 change – One Bcc: victim@example.org")
    assert mail.get_content_type() == "text/plain"


def test_french_mails_are_french(agreements):
    make_follow("/agreements/?party=BE", language="fr")
    edit(agreements[0], title="A new title")
    (text,) = told()
    assert "https://spacecoop.example/fr/agreements/be-ru/" in text
    assert "Modifié" in text
    assert "Pays ou organisation" in text


def test_a_mail_server_that_is_away_ends_no_follow(agreements, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_follow("/agreements/?party=BE")
    edit(agreements[0], title="A new title")
    make_due()
    tell_next()
    for _ in range(20):
        Message.objects.update(due_at=timezone.now())
        assert not send_next(is_mail=True)
    message = Message.objects.get()
    assert (message.attempts, message.given_up_at) == (0, None)
    assert message.due_at > timezone.now()
    assert "takes no mail" in caplog.text


def test_told_records_are_no_revision_and_no_history(agreements):
    from spacecoop.models import Revision

    before = Revision.current()
    make_follow("/agreements/?party=BE")
    edit(agreements[0], title="A new title")
    after = Revision.current()
    told()
    assert (after > before, Revision.current()) == (True, after)
    assert not hasattr(Follow, "history")
    assert django_mail.outbox
    assert Event.objects.count() == 0


def test_an_address_is_erased_with_what_it_follows(agreements):
    from desk.erasing import found

    make_follow(email="jane@example.org")
    assert found("jane@example.org") == {"alerts_follow": 1}
    assert json.dumps(found("nobody@example.org")) == "{}"
