"""The home page: what it says, what it leads to, what it costs."""

import re

import pytest

from catalogue.reading import seen
from tests.factories import make_agency, make_agreement, make_event, make_source
from tests.pages.answers import page, section, text_of

pytestmark = pytest.mark.django_db


def test_it_says_what_it_is_and_searches(client):
    html = page(client, "/")
    assert "<h1>Bilateral space agreements, with sources</h1>" in html
    assert html.count('role="search"') == 1
    assert 'href="/search/?q=Belgium+Russia"' in html


def test_an_empty_knowledge_base_has_a_home_too(client):
    html = page(client, "/")
    assert "0 agreements recorded, from 0 documents read so far." in text_of(html)
    assert "<h2" not in html


def test_it_says_how_many_documents_were_read(client):
    make_agreement()
    make_source()
    assert "1 agreement recorded, from 1 document read so far." in text_of(page(client, "/"))


def test_the_newest_agreements_come_first_with_date_title_and_parties(client):
    for year in range(1990, 1996):
        make_agreement(f"of-{year}", title=f"Of {year}", parties=["BE", "RU"], acts={"signed": str(year)})
    newest = section(page(client, "/"), "newest")
    assert re.findall(r'href="/agreements/(of-\d+)/"', newest) == [f"of-{year}" for year in range(1995, 1990, -1)]
    assert "1995 Of 1995 Belgium – Russia" in text_of(newest)


def test_what_no_source_dates_is_not_stated(client):
    make_agreement()
    assert '<em class="not-stated">not stated</em>' in section(page(client, "/"), "newest")


def test_it_leads_in_by_country_organisation_and_area(client):
    make_agreement(parties=["BE", make_agency("cnes", name="A centre", country="FR")], areas=["launchers"])
    html = page(client, "/")
    assert '<a href="/countries/be/">Belgium</a> <span class="number">1</span>' in section(html, "countries")
    assert '<a href="/agencies/cnes/">A centre</a>' in section(html, "organisations")
    assert '<a href="/areas/launchers/">launchers</a>' in section(html, "areas")


def test_one_line_leads_to_what_is_overdue(client):
    make_event(kind="meeting", date="2010")
    assert "Watch list :" not in text_of(page(client, "/"))
    make_event(kind="launch", modality="planned", date="2010")
    assert "Watch list : 1 plan overdue, outcome not reported." in text_of(page(client, "/"))


def test_what_it_costs(client, django_assert_num_queries):
    make_agreement(parties=["BE", "RU"], acts={"signed": "1997"})
    seen()
    # * edition
    # * the names of countries, organisations and areas
    # * newest agreements
    with django_assert_num_queries(3):
        page(client, "/")
