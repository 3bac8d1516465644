"""A reader's report reaches the reviewers with the revision she saw, and nobody else."""

import pytest
from django.urls import reverse

from desk.models import Report, ReportState
from desk.reports import record_of
from spacecoop.models import Revision
from tests.desk.editors import change
from tests.factories import make_agency, make_agreement, make_source

pytestmark = pytest.mark.django_db
SAID = {"page": "/agreements/be-ru/", "revision": "7", "kind": "error", "text": "Signed on the 20th, says the gazette."}


@pytest.fixture(autouse=True)
def agreement():
    return make_agreement("be-ru")


def test_every_page_leads_to_a_report_about_it(client):
    assert 'href="/report/?page=%2Fagreements%2Fbe-ru%2F"' in client.get("/agreements/be-ru/").text
    form = client.get("/report/?page=/agreements/be-ru/").text
    assert '<input type="hidden" name="page" value="/agreements/be-ru/"' in form
    assert f'<input type="hidden" name="revision" value="{Revision.current()}"' in form


def test_a_report_waits_for_a_reviewer(client, enter, agreement):
    assert "Report sent" in client.post("/report/", {**SAID, "contact": "reader@example.org"}).text
    report = Report.objects.waiting().get()
    assert (report.page, report.revision) == ("/agreements/be-ru/", 7)
    desk = enter("reviewer")
    assert "gazette" in desk.get("/admin/").text
    address = reverse("admin:desk_report_change", args=[report.pk])
    form = desk.get(address).text
    assert f'<a href="{change(agreement)}">Edit “Agreement be-ru”</a>' in form
    assert 'href="mailto:reader@example.org?subject=Your%20report%20on%20/agreements/be-ru/"' in form
    desk.post(address, {"state": "settled", "answer": "Corrected."})
    report.refresh_from_db()
    assert (report.state, report.settled_by.username) == (ReportState.SETTLED, "reviewer")
    assert not Report.objects.waiting().exists()
    assert enter("editor").get(address).status_code == 403


def test_a_page_of_one_record_leads_to_it():
    agency, source = make_agency("cnes", country="FR"), make_source()
    for record in (agency, source, agency.country):
        assert record_of(record.get_absolute_url()) == record
        assert record_of(f"/fr{record.get_absolute_url()}") == record
    assert [record_of(page) for page in ("/", "/agencies/", "/agencies/nobody/", "/between/be/ru/")] == [None] * 4


def reply(enter, **fields):
    report = Report.objects.get()
    address = reverse("admin:desk_report_change", args=[report.pk])
    return enter("reviewer").post(address, {"state": "settled", "answer": "", **fields}, follow=True)


def test_a_reply_is_mailed_once_in_the_language_of_the_page(
    client, enter, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.MAILS = True
    client.post("/report/", {**SAID, "page": "/fr/agreements/be-ru/", "contact": "reader@example.org"})
    for text in ("Corrected.\nThank you.", "Once more"):
        with django_capture_on_commit_callbacks(execute=True):
            reply(enter, reply=text)
    (mail,) = mailoutbox
    assert mail.to == ["reader@example.org"]
    assert "signalement" in mail.subject
    assert mail.body.startswith("Corrected.\nThank you.\n")
    assert f"> {SAID['text']}" in mail.body
    assert Report.objects.get().replied_at
    assert Report.objects.get().reply == "Corrected.\nThank you."


def test_a_reply_that_cannot_be_sent_is_kept_and_said(
    client, enter, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.MAILS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client.post("/report/", {**SAID, "contact": "reader@example.org"})
    with django_capture_on_commit_callbacks(execute=True):
        reply(enter, reply="Corrected.")
    report = Report.objects.get()
    assert (report.reply, report.replied_at) == ("Corrected.", None)


def test_nobody_without_an_address_and_no_site_without_mail_is_promised_a_reply(client, enter, settings, mailoutbox):
    assert "do not expect a reply" in client.get("/report/?page=/").text
    settings.MAILS = True
    assert "do not expect a reply" not in client.get("/report/?page=/").text
    client.post("/report/", SAID)
    reply(enter, reply="Corrected.")
    assert not mailoutbox
    assert Report.objects.get().reply == ""


def test_signs_that_nobody_sees_are_not_kept(client):
    client.post("/report/", {**SAID, "text": "Sig\u00adned in Lie\u0300ge\x07."})
    assert Report.objects.get().text == "Signed in Liège."


@pytest.mark.many
@pytest.mark.parametrize(
    ("field", "value"), [("text", ""), ("page", "/nothing/here/at/all/"), ("contact", "nobody"), ("kind", "praise")]
)
def test_a_report_that_is_not_understood_comes_back_as_typed(client, field, value):
    answer = client.post("/report/", {**SAID, field: value})
    assert answer.status_code == 400
    assert "errorlist" in answer.text or 'role="alert"' in answer.text
    assert SAID["text"] in answer.text or field == "text"
    assert not Report.objects.exists()


def test_what_a_program_fills_in_is_thanked_for_and_forgotten(client):
    assert "Report sent" in client.post("/report/", {**SAID, "website": "x"}).text
    assert not Report.objects.exists()


def test_many_reports_from_one_address_are_put_off_with_what_was_written(client):
    for _ in range(10):
        client.post("/report/", SAID)
    answer = client.post("/report/", SAID)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "says the gazette" in answer.text
    assert Report.objects.count() == 10


FOREIGN = [
    "https://evil.example",
    "//evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "/no/such/page/",
    "\x00",
]


@pytest.mark.many
@pytest.mark.parametrize("page", FOREIGN)
def test_a_report_leads_to_no_other_site(client, page):
    for answer in (client.get("/report/", {"page": page}), client.post("/report/", {**SAID, "page": page})):
        assert 'Page: <a href="/">/</a>' in answer.text
        assert f'href="{page}"' not in answer.text
    assert not Report.objects.exists()
