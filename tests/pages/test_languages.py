"""Pages in each language: where they lead, and what they say of it."""

import re

import pytest

from agreements.models import Agreement
from catalogue.index import entries
from desk.models import Report
from spacecoop.languages import present
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
PATHS = ("/", "/agreements/", "/agreements/belgium-russia-2000/", "/countries/be/", "/network/", "/watch/", "/matrix/")


def page(client, path):
    return client.get(path).content.decode()


@pytest.mark.many
@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_french_leads_to_pages_in_french(client, records, path):
    html = page(client, f"/fr{path}")
    assert '<html lang="fr">' in html
    addresses = set(re.findall(r'(?:href|src|action|data-suggest)="(?:http://testserver)?(/[^"]*)"', html))
    switch = {path}
    others = {
        address
        for address in addresses
        if not re.match(r"/(fr|api|admin|static|dump|oembed|opensearch.xml)\b", address)
    }
    assert others - switch == set()


@pytest.mark.many
@pytest.mark.parametrize("path", PATHS)
def test_both_languages_name_each_other(client, records, path):
    links = [
        re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', page(client, f"{prefix}{path}")) for prefix in ("", "/fr")
    ]
    site = "http://testserver"
    assert links[0] == links[1] == [("en", site + path), ("x-default", site + path), ("fr", f"{site}/fr{path}")]


def test_the_other_language_keeps_the_question(client):
    html = page(client, "/fr/agreements/?form=treaty&match=possible")
    assert '<a href="/agreements/?form=treaty&amp;match=possible" lang="en" hreflang="en">English</a>' in html


def test_a_former_slug_leads_on_in_the_language(client, records):
    agreement = Agreement.objects.get(slug="belgium-russia-2000")
    agreement.slug = "elsewhere"
    agreement.save()
    assert client.get("/fr/agreements/belgium-russia-2000/")["Location"] == "/fr/agreements/elsewhere/"


def test_an_unknown_address_suggests_in_its_language(client, records):
    html = page(client, "/fr/agreements/belgium-rusia-2000/")
    assert 'href="/fr/agreements/belgium-russia-2000/"' in html


def test_a_report_names_the_page_in_its_language(client):
    assert 'value="/fr/agreements/"' in page(client, "/fr/report/?page=/fr/agreements/")
    client.post("/fr/report/", {"page": "/fr/agreements/", "kind": "error", "text": "That is not so.", "revision": 0})
    assert Report.objects.get().page == "/fr/agreements/"


def test_a_past_day_is_asked_for_in_each_language(client, records):
    for path in ("/agreements/", "/fr/agreements/"):
        assert "Spacecoop-As-Recorded-On" in client.get(f"{path}?as_recorded_on=2020-01-01").headers
    assert "Spacecoop-As-Recorded-On" not in client.get("/fr/about/?as_recorded_on=2020-01-01").headers


def test_a_date_is_read_back_in_the_language_of_the_page(client):
    for prefix, words in (("", "summer 2022"), ("/fr", "été 2022")):
        read = client.get(f"{prefix}/dates/read/", {"text": "2022-22"})
        assert (read.json()["display"], read.has_header("ETag")) == (words, False)


def test_the_api_puts_dates_in_the_words_of_the_language_that_is_wished_for(client, records):
    for language, words in (("en", "20 December 2000"), ("fr", "20 décembre 2000")):
        answer = client.get("/api/v1/agreements/belgium-russia-2000/", headers={"accept-language": language})
        assert answer.json()["dates"]["signed"]["display"] == words


def test_a_feed_and_a_calendar_lead_to_pages_of_their_language(client, records):
    feed, calendar = client.get("/fr/agreements.atom"), client.get("/fr/events.ics")
    assert b'xml:lang="fr"' in feed.getvalue()
    told = (feed.getvalue() + calendar.getvalue()).decode()
    assert set(re.findall(r"http://testserver(/\w+)/(?:agreements|events)", told)) == {"/fr"}


IN_FRENCH = {
    "/changes.atom": ["toutes les modifications", "ajout ("],
    "/events.atom?kind=signed": ["spacecoop: événements, kind=signed"],
    "/watch.ics": ["NAME:spacecoop: échéances à suivre", "Licence\N{NO-BREAK SPACE}: CC BY"],
    "/agreements.bib": ["Date de signature", "20 décembre 2000."],
    "/search/suggest/?q=belg": ["suggestion", "pays"],
    "/network.svg": ["Qui coopère avec qui", "au moins un accord signé ou en vigueur"],
    "/map.svg": ["Accords spatiaux recensés, par pays"],
    "/matrix.svg": ["Accords recensés entre"],
    "/events.svg": ["Événements dans le temps", "a eu lieu"],
    "/agreements/belgium-russia-2000.svg": ["situation par jour"],
    "/relations/belgium-russia-2000.svg": ["Relations de"],
}


@pytest.mark.many
@pytest.mark.parametrize("path", IN_FRENCH)
def test_what_stands_beside_pages_is_in_french(client, records, path):
    answer = client.get(f"/fr{path}")
    text = answer.json() if path.startswith("/search/") else answer.getvalue().decode().replace("\r\n ", "")
    assert [words for words in IN_FRENCH[path] if words not in str(text)] == []


def test_what_is_indexed_for_a_reader_of_french_is_found_in_english(client, monkeypatch):
    languages = set()
    monkeypatch.setattr(entries, "titles_of", lambda body: languages.add(present()) or [])
    make_agreement("a", parties=["BE", "RU"])
    client.get("/fr/agreements/")
    assert languages == {"en-gb"}
