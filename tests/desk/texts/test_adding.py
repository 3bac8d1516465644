"""A text is brought, read and shown with its marks; curators alone see it."""

import json
import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User

from agencies.models import Position
from desk.models import SourceText
from desk.reading import marked_text
from desk.sandbox import NotReadable
from tests.desk.texts.posts import ADD, bring, read
from tests.factories import make_agency, make_person, make_source

pytestmark = pytest.mark.django_db


def test_a_text_is_brought_with_what_it_tells_of_itself(curator, admin_user):
    page = bring(curator)
    text = SourceText.objects.get()
    assert page.redirect_chain[-1][0] == read(text)
    assert (text.language, text.published, text.origin, text.added_by) == ("en", "2021-01-20", "pasted", admin_user)
    marks = re.findall(r'<button\s+type="button" class="mark (\w+) (\w+)"[^>]*>([^<]*)<', page.text)
    assert marks == [
        ("date", "certain", "20 January 2021"),
        ("name", "certain", "CNES"),
        ("name", "certain", "CSA"),
        ("instrument", "certain", "framework agreement"),
        ("act", "certain", "expire"),
        ("date", "certain", "December"),
    ]


@pytest.mark.thorough
def test_a_document_that_is_known_is_opened_again(curator):
    make_source("known", address="https://example.org/a", published="2021-01-20")
    bring(curator, address="https://example.org/a")
    assert SourceText.objects.get().source.slug == "known"
    assert "was added before" in bring(curator).text
    assert "was added before" in bring(curator, pasted="Another copy of it.", address="https://example.org/a").text
    assert SourceText.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(curator):
    page = curator.post(ADD, {"pasted": "", "language": "fr", "published": "summer 2022"})
    assert "Paste the text, choose a file, or enter a URL." in page.text
    assert 'value="summer 2022"' in page.text


def test_a_person_is_marked_with_her_office(curator):
    Position.objects.create(person=make_person(), agency=make_agency("csa"), title="President")
    assert "Lisa Campbell, President of CSA" in bring(curator, pasted="Lisa Campbell spoke to the press.").text


def test_somebody_new_who_signs_is_offered_with_a_name_to_be_made(curator):
    page = bring(curator, pasted="The agreement was signed by Jane Roe, Director of CNES, and CSA.").text
    mark = re.search(r'class="mark person certain"[^>]*data-choices="([^"]*)"[^>]*>([^<]*)<', page)
    [choice] = json.loads(unescape(mark[1]))
    assert (mark[2], choice["new"]) == ("Jane Roe", {"what": "person:", "name": "Jane Roe"})


def test_a_text_that_is_too_long_says_so(curator):
    page = curator.post(ADD, {"pasted": "word " * 30_000})
    assert "Paste the relevant part" in page.text


def test_an_address_of_our_own_network_is_refused(curator):
    page = curator.post(ADD, {"address": "http://127.0.0.1/"})
    assert "not on the public internet" in page.text


def test_readers_never_see_a_text(client, admin_user, groups):
    text = SourceText.objects.create(text="private words", checksum="0" * 64, origin="pasted", added_by=admin_user)
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    assert client.get(read(text)).status_code == 302
    client.force_login(viewer)
    for address in (ADD, read(text), "/admin/desk/sourcetext/"):
        assert client.get(address).status_code == 403


def test_a_text_is_read_once_and_again_when_a_name_is_new(curator, monkeypatch):
    bring(curator)
    text = SourceText.objects.get()
    first = [mark["kind"] for mark in text.marks]
    monkeypatch.setattr(marked_text, "answers", None)  # to read it again would fail
    assert curator.get(read(text)).status_code == 200
    monkeypatch.undo()
    make_agency("paris", name="Paris", acronym="")
    assert curator.get(read(text)).status_code == 200
    text.refresh_from_db()
    assert sorted([*first, "name"]) == sorted(mark["kind"] for mark in text.marks)


def test_a_text_in_a_language_that_is_not_read_is_shown_without_marks(curator):
    page = bring(curator, pasted="Japan 2021年 日本と米国は宇宙協力協定に署名した。CNES")
    assert "Nothing is highlighted: texts in an unknown language cannot be read." in page.text
    SourceText.objects.update(language="ja")
    page = curator.get(read(SourceText.objects.get()))
    assert "Nothing is highlighted: texts in Japanese cannot be read." in page.text
    assert 'class="mark name certain"' not in page.text


def test_a_text_that_takes_too_long_is_shown_without_marks(curator, monkeypatch):
    def refuse(*_, instead):
        raise NotReadable(f"The file takes too long to read: {instead}.")

    monkeypatch.setattr(marked_text, "answers", refuse)
    page = bring(curator)
    assert "Nothing is highlighted. The file takes too long to read: add only the relevant part." in page.text
    monkeypatch.setattr(marked_text, "answers", None)
    assert "CNES and CSA discussed" in curator.get(read(SourceText.objects.get())).text


def test_a_source_from_a_known_host_begins_with_the_publisher_and_kind_of_the_others(curator):
    for number in range(2):
        make_source(f"s{number}", address=f"https://www.asi.it/{number}", publisher="ASI", kind="news")
    initial = bring(curator, address="https://asi.it/9").context_data["forms"].source.initial
    assert (initial["publisher"], initial["kind"]) == ("ASI", "news")
    SourceText.objects.update(publisher="Agenzia Spaziale Italiana")  # as somebody has corrected it
    initial = curator.get(read(SourceText.objects.get())).context_data["forms"].source.initial
    assert initial["publisher"] == "Agenzia Spaziale Italiana"


def test_a_line_that_says_the_date_is_proposed_for_it(curator):
    assert 'name="source-date_phrase" value="Paris, 20 January 2021"' in bring(curator).text
