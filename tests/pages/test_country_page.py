"""The page of a country: its numbers are of all its agreements, and each leads to a list of as many."""

import re
from html import unescape

import pytest

from agreements.models import EventAgency, MissionRole
from catalogue.reading import seen
from tests.factories import cite, make_agency, make_agreement, make_country, make_event, make_mission
from tests.pages.answers import page, section, text_of

pytestmark = pytest.mark.django_db


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
    html = page(client, "/countries/be/")
    assert '<a href="/agreements/?party=BE">12 recorded</a>' in html
    assert "earliest 1980 , latest 1991" in text_of(html)
    assert section(html, "agreements").count('<th scope="row">') == 10
    assert "All 12 agreements" in text_of(section(html, "agreements"))


def test_each_number_leads_to_a_list_of_as_many(client, belgium):
    html = page(client, "/countries/be/")
    numbers = re.findall(r'<a href="(/(?:agreements|events)/\?[^"]+)">(?:<strong>)?(\d+)\b', html)
    assert len(numbers) >= 6
    for path, count in numbers:
        assert re.search(r"<strong>(\d+)</strong>", page(client, unescape(path)))[1] == count, path


def test_its_partners_are_countries_and_bodies_of_none_and_lead_to_the_pair(client, belgium):
    partners = section(page(client, "/countries/be/"), "partners")
    rows = re.findall(r'<a href="(/between/[^"]+)">([^<]+)</a> <span class="number">(\d+)<', partners)
    assert rows == [("/between/be/ru/", "Russia", "2"), ("/between/be/esa/", "European agency", "1")]
    assert 'href="/map/?party=BE"' in partners


def test_its_areas_are_bars_that_lead_to_the_list(client, belgium):
    make_agreement(parties=["BE", "FR"], areas=["balloons"])
    areas = section(page(client, "/countries/be/"), "areas")
    assert 'href="/agreements/?party=BE&amp;area=launchers">launchers</a> <span class="number">2<' in areas
    assert '<rect class="length" width="100%"' in areas


def test_it_tells_what_is_not_known(client, belgium):
    gaps = text_of(page(client, "/countries/be/").split("Missing information")[1].split("</ul>")[0])
    assert "2 agreements without a date of signature" in gaps
    assert "2 agreements without a cooperation area" in gaps
    assert "1 overdue plan, outcome not reported" in gaps


def test_it_shows_its_events_by_time(client, belgium):
    events = section(page(client, "/countries/be/"), "events")
    assert 'href="/countries/be.svg"' in events
    assert 'href="/events/?party=BE"' in events


def test_its_organisations_and_missions_are_counted_where_they_are_listed(client, belgium):
    MissionRole.objects.create(mission=make_mission("proba"), agency=make_agency("belspo"), role="operated")
    MissionRole.objects.create(mission=make_mission("proba"), agency=make_agency("belspo"), role="provided")
    html = page(client, "/countries/be/")
    assert section(html, "agencies").startswith('id="agencies-heading">2 organisations recorded<')
    assert section(html, "missions").startswith('id="missions-heading">1 mission recorded<')


def test_its_other_names_are_cited_or_from_iso(client):
    country = make_country("BE", name="Belgium")
    cite(country.names.create(name="Kingdom of Belgium", language="en"))
    country.names.create(name="Royaume de Belgique", language="fr")
    names = page(client, "/countries/be/").split("Other names")[1].split("</dd>")[0]
    assert re.search(r"Kingdom of Belgium</span><sup", names)
    assert "Royaume de Belgique ISO 3166" in text_of(names)


def test_a_country_with_nothing_recorded_says_so(client):
    make_country("BE", name="Belgium")
    text = text_of(page(client, "/countries/be/"))
    assert "No agreements recorded for Belgium. The collection covers only the sources read so far" in text
    assert "Suggest a source" in text
    assert "No organisations recorded for Belgium." in text
    assert "Status today" not in text


def test_what_is_missing_is_said_without_any_agreement(client):
    plan = make_event(kind="launch", modality="planned", date="2000")
    EventAgency.objects.create(event=plan, agency=make_agency("asa", country="AT"), role="actor")
    text = text_of(page(client, "/countries/at/"))
    assert "1 overdue plan, outcome not reported" in text
    assert "Status today" not in text


def test_a_code_without_a_citation_is_of_iso(client):
    make_country("BE")
    assert "BE ISO 3166" in text_of(page(client, "/countries/be/"))


def test_its_cost_does_not_depend_on_the_number_of_agreements(client, belgium, django_assert_num_queries):
    cite(make_country("BE"))
    seen()
    # * the edition
    # * the document
    # * its states, of what came before and after
    # * organisations
    # * the newest agreements
    # * the profile: the oldest and the newest agreement, the names of two kinds of partners and of areas
    # * the latest events
    # * events by time, the names of their lanes
    with django_assert_num_queries(12):
        page(client, "/countries/be/")


@pytest.mark.many
@pytest.mark.parametrize("number", [25, 26])
def test_it_lists_the_first_organisations_and_missions_and_leads_to_all(client, number):
    for place in range(number):
        agency = make_agency(f"body-{place:02}", country="BE", name=f"Body {place:02}")
        MissionRole.objects.create(
            mission=make_mission(f"mission-{place:02}", name=f"Mission {place:02}"), agency=agency, role="operated"
        )
    html = page(client, "/countries/be/")
    for heading, name in (("agencies", "organisations"), ("missions", "missions")):
        part = section(html, heading)
        assert part.count("<li>") == 25
        assert f"{number} {name}" in text_of(part)
        path = f"/{heading}/?country=BE"
        assert (f'<a href="{path}">All {number} {name}</a>' in part) == (number > 25)
        assert f"<strong>{number}</strong>" in page(client, path)
