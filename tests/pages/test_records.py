"""The pages of single records: what each shows first, where its facts lead, what it costs."""

import re

import pytest

from agencies.models import Succession
from agreements.models import Citation, Event, Party, Relation
from agreements.models.citations import CITABLE
from catalogue.reading import seen
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_relation,
    make_source,
)
from tests.pages.answers import page, section, text_of

pytestmark = pytest.mark.django_db


def test_a_fact_leads_to_the_quotation_in_its_source(client):
    agreement = make_agreement("one", acts={"signed": "2000-12-20"})
    cite(agreement.events.get(), make_source("belspo", address="https://example.org/doc"), "was signed in Moscow")
    html = page(client, "/agreements/one/")
    assert 'href="#note-1"' in html
    note = html[html.index('id="note-1"') :]
    assert "was signed in Moscow" in note
    assert 'href="https://example.org/doc#:~:text=was%20signed%20in%20Moscow"' in note
    assert 'href="/sources/belspo/"' in html[html.index('id="sources"') :]


def test_quotations_are_grouped_by_document_and_closed(client):
    agreement = make_agreement("one", acts={"signed": "2000"})
    release = make_source("press", publisher="CNES", kind="press_release", published="2021-01-20")
    cite(agreement, release, "the first")
    cite(agreement.events.get(), release, "the second")
    html = page(client, "/agreements/one/")
    sources = html[html.index('id="sources"') :]
    assert "CNES , press release, 20 January 2021 · 2 quotations" in text_of(sources)
    assert '<details class="document">' in sources
    assert "1 source, 2 quotations" in text_of(html)


def test_notes_are_numbered_in_the_order_in_which_a_page_shows_them(client, records):
    signature = Event.objects.filter(kind="signed", agreement__slug="belgium-russia-2000").get()
    cite(signature.people.create(person=make_person("signatory"), role="signatory"), phrase="who signed")
    for address in ("/agreements/belgium-russia-2000/", "/events/the-visit/", "/agencies/cnes/", "/missions/pleiades/"):
        html = page(client, address)
        first_seen = list(dict.fromkeys(int(number) for number in re.findall(r'href="#note-(\d+)"', html)))
        assert first_seen == list(range(1, len(first_seen) + 1))
        assert first_seen


def test_a_title_is_escaped_wherever_it_stands(client):
    make_agreement("one", title="<script>alert(1)</script>", parties=["BE", "FR"], missions=["spot"])
    make_relation("one", "amends", "other")
    for address in ("/agreements/one/", "/agreements/other/", "/countries/be/", "/missions/spot/"):
        assert "<script>alert" not in page(client, address)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(client, "/agreements/one/")


def test_an_agency_tells_its_numbers_and_its_partners_over_all_agreements(client):
    for number in range(22):
        make_agreement(parties=["cnes", "csa"], title=f"Number {number}")
    Party.objects.create(agreement=make_agreement(), agency=make_agency("cnes"), role="implementing")
    html = page(client, "/agencies/cnes/")
    text = text_of(html)
    assert "Agreements 23 recorded , 22 as a party" in text
    assert '<a href="/between/cnes/csa/">CSA</a> <span class="number">22</span>' in html
    assert section(html, "agreements").count('<th scope="row">') == 10
    assert "All 23 agreements" in text
    assert "23 agreements without a date of signature" in text


def test_agreements_come_before_all_else_of_a_record(client):
    make_agreement(parties=["cnes", "csa"], missions=["spot"], areas=["launchers"])
    for address in ("/agencies/cnes/", "/missions/spot/", "/areas/launchers/"):
        assert re.search(r"<h2 [^>]*>([^<]*)", page(client, address))[1] == "Agreements"


def test_an_area_shows_its_place_its_countries_and_that_no_definition_is_stated(client):
    science = make_area("science", definition="What is asked.")
    medicine = make_area("medicine", broader=science)
    make_area("bone-loss", broader=medicine)
    make_agreement(parties=["BE", "FR"], areas=["bone-loss"])
    text = text_of(page(client, "/areas/medicine/"))
    assert "Not stated in the sources: definition." in text
    assert "science medicine bone loss" in text
    assert "2 countries" in text
    assert "What is asked." in text_of(page(client, "/areas/science/"))


def test_a_mission_tells_its_parts_roles_and_the_countries_of_its_agreements(client):
    spot = make_mission("spot")
    make_mission("spot-1", part_of=spot)
    spot.roles.create(agency=make_agency("cnes", name="A centre"), role="operated")
    make_agreement(parties=["BE", "FR"], missions=["spot"])
    text = text_of(page(client, "/missions/spot/"))
    assert "Parts spot-1" in text
    assert "A centre – operator" in text
    assert "Belgium 1 France 1" in text


def test_bars_are_drawn_only_where_numbers_differ(client):
    make_agreement(parties=["BE", "FR"], areas=["launchers"])
    assert "<rect" not in section(page(client, "/countries/be/"), "partners")
    make_agreement(parties=["BE", "RU"])
    make_agreement(parties=["BE", "RU"])
    assert "<rect" in section(page(client, "/countries/be/"), "partners")


def test_the_latest_events_of_a_record_lead_to_all_of_them(client):
    for year in range(2001, 2008):
        make_event(f"event-{year}", title=f"Event of {year}", date=str(year)).missions.create(
            mission=make_mission("spot")
        )
    events = section(page(client, "/missions/spot/"), "events")
    shown = re.findall(r"event-title.*?Event of (\d+)", events)
    assert shown == ["2007", "2006", "2005", "2004", "2003"]
    assert '<a href="/events/?mission=spot">All 7 events recorded</a>' in events


def test_an_event_tells_who_had_which_role(client):
    visit = make_event("visit", kind="visit", modality="planned", as_of="2021")
    for slug in ("cnes", "csa"):
        visit.agencies.create(agency=make_agency(slug, name=slug.upper()), role="participant")
    visit.people.create(person=make_person("lisa-campbell", name="Lisa Campbell"), role="participant")
    visit.agencies.create(agency=make_agency("esa", name="ESA"), role="actor")
    text = text_of(page(client, "/events/visit/"))
    assert "Participants CNES , CSA , Lisa Campbell" in text
    assert "Carried out by ESA" in text
    assert "Reported as planned Information as of 2021" in text
    assert "Not stated in the sources: date, place." in text


def test_a_person_has_positions_and_events(client, records):
    text = text_of(page(client, "/people/lisa-campbell/"))
    assert "President, A centre , as of 20 January 2021" in text
    assert "Host: CNES" in text


def test_a_record_leads_to_its_form_in_the_desk_and_to_the_report_of_a_problem(client):
    agreement = make_agreement("one")
    html = page(client, "/agreements/one/")
    assert f'href="/admin/agreements/agreement/{agreement.pk}/change/"' in html
    assert 'href="/report/?page=%2Fagreements%2Fone%2F"' in html
    assert 'href="/agreements/one.csv"' in html
    assert 'href="/api/v1/agreements/one/"' in html


def test_reference_managers_read_an_agreement_and_a_source(client):
    make_agreement("one", title="On balloons", parties=["cnes", "csa"], acts={"signed": "1997"})
    html = page(client, "/agreements/one/")
    assert '<meta name="DC.title" content="On balloons">' in html
    assert '<meta name="DC.creator" content="CNES">' in html
    assert '<meta name="DC.date" content="1997">' in html
    assert '<meta name="DC.identifier" content="http://testserver/agreements/one/">' in html
    make_source("press", address="https://example.org/doc", publisher="CNES", published="2021-22")
    html = page(client, "/sources/press/")
    assert '<meta name="DC.identifier" content="https://example.org/doc">' in html
    assert '<meta name="DC.date" content="summer 2021">' in html


def test_every_kind_of_citable_record_has_a_page(client, records):
    country = make_country("BE")
    cite(country)
    cite(country.names.create(name="Kingdom of Belgium"))
    one, other = make_agreement("first"), make_agreement("second")
    cite(Relation.objects.create(agreement=one, kind="amends", other=other))
    cite(make_agency("cnes").names.create(name="The centre"))
    cite(make_mission("pleiades").names.create(name="Pléiades"))
    cite(make_area("launchers").labels.create(label="Launch vehicles"))
    cite(Succession.objects.create(earlier=make_agency("cnes"), later=make_agency("csa"), kind="renamed"))
    cite(one.designations.create(form="treaty"))
    cite(one.titles.create(text="On balloons", language="en"))
    cite(one.terms.create(length="P5Y"))
    cite(one.provisions.create(topic="data", says="yes"))
    cite(one.texts.create(language="fr"))
    cite(one.identifiers.create(scheme="unts", value="12345"))
    pages = {citation.target_key[0]: citation.page for citation in Citation.objects.with_targets()}
    assert pages.keys() == CITABLE.keys()
    for address in pages.values():
        page(client, address)


def test_a_former_address_leads_to_the_present_one(client):
    agreement = make_agreement("one")
    agreement.slug = "two"
    agreement.save()
    response = client.get("/agreements/one/?status_on=2000-01-01")
    assert (response.status_code, response["Location"]) == (308, "/agreements/two/?status_on=2000-01-01")


@pytest.mark.many
@pytest.mark.parametrize("kind", ["agreements", "countries", "agencies", "people", "missions", "areas", "events"])
def test_an_address_without_a_record_is_answered_with_404(client, kind):
    page(client, f"/{kind}/nothing-here/", status=404)


# Every record's page asks first:
# * the edition
# * the document
COSTS = {
    # * the agreements along its chain, where it has any
    # * similar agreements
    # * history, counted by day
    "/agreements/belgium-russia-2000/": 5,
    # * organisations
    # * the state, for what came before it and after
    # * the newest agreements
    # * the profile: the oldest and the newest agreement, the names of partners, areas and missions
    # * the latest events
    # * the timeline, the names of its lanes
    "/countries/be/": 12,
    "/agencies/cnes/": 9,  # no organisations, no state, no partners
    "/missions/pleiades/": 9,  # no organisations, no state, no other missions
    "/areas/earth-observation/": 10,  # no organisations, no state
    "/events/the-visit/": 2,
    # * its events
    "/people/lisa-campbell/": 3,
    # * what it supports, in numbers
    # * the timeline, the names of its lanes
    # * quotations of the page, their citations, what is cited: each kind of record and of its parts
    "/sources/a-source/": 18,
}


@pytest.mark.many
@pytest.mark.parametrize(("address", "cost"), COSTS.items())
def test_what_the_page_of_a_record_costs(client, records, django_assert_num_queries, address, cost):
    make_relation("belgium-russia-2000", "amends", "older")
    seen()
    with django_assert_num_queries(cost):
        page(client, address)
