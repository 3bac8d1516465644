"""The page of a country: its numbers are of all its agreements, and each leads to a list of as many."""

import re
from html import unescape

import pytest

from agreements.models import MissionRole
from tests.factories import cite, make_agency, make_agreement, make_country, make_event, make_mission

pytestmark = pytest.mark.django_db


def page(client, address="/countries/be/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def section(html, heading):
    start = html.index(f'id="{heading}-heading"')
    return html[start : html.index("</section>", start)]


@pytest.fixture
def belgium():
    make_agreement(parties=["BE", "RU"], areas=["launchers"], acts={"signed": "2000-12-20"})
    make_agreement(parties=["BE", "RU"], acts={"signed": "1997", "entered_into_force": "1998"})
    make_agreement(parties=["BE", make_agency("belspo", country="BE", name="Belspo")], areas=["launchers"])
    make_agreement(parties=["belspo", make_agency("esa", name="European agency", acronym="ESA")])
    make_agreement(parties=["FR", "RU"])
    make_event(kind="launch", modality="planned", date="2010").agencies.create(
        agency=make_agency("belspo"), role="host"
    )


def test_it_counts_all_agreements_not_those_that_it_lists(client):
    for year in range(1980, 1992):
        make_agreement(parties=["BE", "FR"], acts={"signed": str(year)})
    html = page(client)
    assert '<a href="/agreements/?party=BE">12 recorded</a>' in html
    assert "of the oldest agreement 1980, of the newest 1991" in text_of(html)
    assert section(html, "agreements").count('class="entry"') == 10
    assert "The newest 10 of 12." in text_of(section(html, "agreements"))


def test_each_number_leads_to_a_list_of_as_many(client, belgium):
    html = page(client)
    numbers = re.findall(r'<a href="(/(?:agreements|events)/\?[^"]+)">(?:<strong>)?(\d+)\b', html)
    assert len(numbers) >= 6
    for path, count in numbers:
        assert re.search(r"<strong>(\d+)</strong>", page(client, unescape(path)))[1] == count, path


def test_its_partners_are_countries_and_bodies_of_none_and_lead_to_the_pair(client, belgium):
    partners = section(page(client), "partners")
    rows = re.findall(r'<a href="(/between/[^"]+)">([^<]+)</a> <span class="number">(\d+)<', partners)
    assert rows == [("/between/be/ru/", "Russia", "2"), ("/between/be/esa/", "European agency", "1")]
    assert 'href="/map/?party=BE"' in partners


def test_its_areas_are_bars_that_lead_to_the_list(client, belgium):
    areas = section(page(client), "areas")
    assert 'href="/agreements/?party=BE&amp;area=launchers">launchers</a> <span class="number">2<' in areas
    assert '<rect class="length" width="100%"' in areas


def test_it_tells_what_is_not_known(client, belgium):
    gaps = text_of(section(page(client), "numbers"))
    assert "2 agreements of which no source states when they were signed" in gaps
    assert "2 agreements of which no source states an area" in gaps
    assert "1 plan whose time is over and whose outcome no source tells" in gaps


def test_it_shows_its_events_by_time(client, belgium):
    events = section(page(client), "events")
    assert 'href="/countries/be.svg"' in events
    assert 'href="/events/?party=BE"' in events


def test_its_bodies_and_missions_are_counted_where_they_are_listed(client, belgium):
    MissionRole.objects.create(mission=make_mission("proba"), agency=make_agency("belspo"), role="operated")
    MissionRole.objects.create(mission=make_mission("proba"), agency=make_agency("belspo"), role="provided")
    html = page(client)
    assert section(html, "agencies").startswith('id="agencies-heading">2 bodies<')
    assert section(html, "missions").startswith('id="missions-heading">1 mission<')


def test_its_other_names_are_cited_or_from_iso(client):
    country = make_country("BE", name="Belgium")
    cite(country.names.create(name="Kingdom of Belgium", language="en"))
    country.names.create(name="Royaume de Belgique", language="fr")
    names = page(client).split("Other names")[1].split("</dd>")[0]
    assert re.search(r"Kingdom of Belgium</span><sup", names)
    assert "Royaume de Belgique ISO 3166" in text_of(names)


def test_a_country_with_nothing_recorded_says_so(client):
    make_country("BE", name="Belgium")
    text = text_of(page(client))
    assert "0 recorded" in text
    assert "No agreement with it or a body of it as a party is recorded." in text
    assert "What is not known" not in text


def test_it_costs_twelve_queries_whatever_the_number_of_agreements(client, belgium, django_assert_num_queries):
    cite(make_country("BE"))
    # * revision
    # * country with its other names
    # * profile
    # * newest agreements with areas, their parties, their acts
    # * bodies
    # * roles in missions
    # * events by time, events, their agencies; two where they are only counted
    # * citations
    with django_assert_num_queries(12):
        page(client)
