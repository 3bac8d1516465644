"""The pages: what each shows, where its facts lead, what it costs."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

from agencies.models import Office
from agreements.models import Citation, EventAgency, EventPerson, MissionRole, Party, Relation
from agreements.models.sources import CITABLE
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
from tests.worlds import made_once

pytestmark = pytest.mark.django_db

LISTS = {
    "/agreements/": "agreement",
    "/countries/": "country",
    "/agencies/": "body",
    "/missions/": "mission",
    "/areas/": "area",
    "/events/": "event",
    "/sources/": "source",
}
DETAILS = [
    "/agreements/belgium-russia-2000/",
    "/countries/be/",
    "/agencies/cnes/",
    "/people/lisa-campbell/",
    "/between/be/ru/",
    "/between/cnes/be/",
    "/missions/pleiades/",
    "/areas/earth-observation/",
    "/events/the-visit/",
    "/sources/a-source/",
    "/watch/",
]
PAGES = ["/", "/about/", "/about/design/", "/map/", "/network/", "/matrix/", *LISTS, *DETAILS]


@pytest.fixture
@made_once
def records():
    """Make a few records of every kind, each fact cited."""
    cnes = make_agency("cnes", country="FR", acronym="CNES", name="A centre")
    person = make_person("lisa-campbell")
    Office.objects.create(person=person, agency=cnes, title="President", as_of="2021-01-20")
    mission = make_mission("pleiades")
    for number in range(3):
        agreement = make_agreement(
            "belgium-russia-2000" if number == 0 else None,
            parties=["BE", "RU"],
            areas=["earth-observation", "launchers"],
            missions=["pleiades"],
            acts={"signed": "2000-12-20", "expiry_announced": "2021-12"},
        )
        Party.objects.create(agreement=agreement, agency=cnes, role="implementing")
        visit = make_event("the-visit" if number == 0 else None, kind="visit", date="2022-22", agreement=agreement)
        EventAgency.objects.create(event=visit, agency=cnes, role="host")
        EventPerson.objects.create(event=visit, person=person, role="participant")
        visit.missions.create(mission=mission)
        visit.areas.create(area=make_area("earth-observation"))
        make_event(kind="launch", modality="planned", date="2010", agreement=agreement)
        make_event(kind="launch", modality="planned", agreement=agreement)
        make_event(kind="aggregate_claim", modality="claimed", agreement=agreement)
        MissionRole.objects.create(mission=mission, agency=make_agency(f"maker-{number}"), role="operated")
    for name, model in CITABLE.items():
        if name not in ("country", "country_name"):
            for number, fact in enumerate(model.objects.all()):
                cite(fact, phrase=f"{name} {number}".replace("_", " "))


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_title_one_heading_a_description_and_its_place(client, records, address):
    html = page(client, address)
    assert re.search(r"<title>[^<]*spacecoop[^<]*</title>", html)
    assert html.count("<h1") == 1
    assert re.search(r'<meta name="description" content="[^"]{20,}">', html)
    assert ('aria-label="Breadcrumbs"' in html) == (address != "/")
    assert 'href="#main"' in html
    assert 'id="main"' in html


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_no_style_and_no_script_of_its_own(client, records, address):
    html = page(client, address)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("address", PAGES)
def test_every_mark_leads_to_a_note_of_the_page_and_no_id_stands_twice(client, records, address):
    html = page(client, address)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_a_fact_leads_to_the_phrase_in_its_source(client):
    agreement = make_agreement("one", acts={"signed": "2000-12-20"})
    cite(agreement.events.get(), make_source("belspo", address="https://example.org/doc"), "was signed in Moscow")
    html = page(client, "/agreements/one/")
    assert 'href="#note-1"' in html
    note = html[html.index('id="note-1"') :]
    assert "was signed in Moscow" in note
    assert 'href="https://example.org/doc#:~:text=was%20signed%20in%20Moscow"' in note
    assert 'href="/sources/belspo/"' in note


def test_notes_are_numbered_in_the_order_in_which_a_page_shows_them(client, records):
    html = page(client, "/agreements/belgium-russia-2000/")
    first_seen = list(dict.fromkeys(int(number) for number in re.findall(r'href="#note-(\d+)"', html)))
    assert first_seen == list(range(1, len(first_seen) + 1))


def test_a_list_names_the_notes_of_each_agreement_as_ranges(client, records):
    html = page(client, "/agreements/")
    assert "1 source, notes 1–8" in text_of(html)


def test_a_date_that_no_source_states_is_shown_as_not_stated(client):
    make_agreement("undated")
    for address in ("/agreements/", "/agreements/undated/"):
        assert "signed not stated in the sources" in text_of(page(client, address))


def test_the_key_acts_are_always_told_of(client):
    make_agreement("undated")
    text = text_of(page(client, "/agreements/undated/"))
    for act in ("concluded", "signed", "entered into force", "terminated"):
        assert f"{act} not stated in the sources" in text


def test_a_month_stays_a_month_and_an_inferred_year_says_so(client):
    agreement = make_agreement("one")
    make_event(kind="expiry_announced", date="2021-12", date_basis="derived", agreement=agreement)
    text = text_of(page(client, "/agreements/one/"))
    assert "December 2021 (year inferred)" in text
    assert "1 December" not in text


def test_a_plan_and_a_fact_are_told_apart_by_word_and_by_place(client):
    agreement = make_agreement("one", acts={"signed": "2000"})
    make_event(title="To be launched", kind="launch", modality="planned", agreement=agreement, as_of="2021-01-20")
    html = page(client, "/agreements/one/")
    chronology = html[html.index("chronology-heading") :]
    happened, foreseen = chronology.split("What was planned, announced or discussed")
    assert '<span class="badge done">done</span>' in happened
    assert "To be launched" not in happened
    assert '<span class="badge planned">planned</span>' in foreseen
    assert "as of 20 January 2021" in text_of(foreseen)


def test_the_status_is_told_for_the_day_asked_with_its_reason(client):
    make_agreement("one", acts={"entered_into_force": "1990-05-01", "terminated": "2000-05-01"})
    assert "In force on 1 January 1995" in page(client, "/agreements/one/?on=1995-01-01")
    assert "Ended by 1 January 2001" in page(client, "/agreements/one/?on=2001-01-01")


def test_a_day_that_is_none_is_answered_beside_the_field(client):
    make_agreement("one")
    html = page(client, "/agreements/one/?on=yesterday")
    assert "“yesterday” is not a day" in html[html.index("status-heading") :]
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("party=belgum", "Did you mean"),
        ("kind=treat", "Did you mean “treaty”?"),
        ("signed_in=03/04/2018", "may be read in two ways"),
        ("on=2018-13-01", "is not a day"),
    ],
)
def test_a_wrong_filter_is_told_beside_its_field_and_shows_no_results(client, query, message):
    make_agreement("one", parties=["BE", "FR"])
    make_country("BE", name="Belgium")
    html = page(client, f"/agreements/?{query}", status=400)
    name = query.split("=")[0]
    field = html[html.index(f'id="id_{name}"') :]
    assert message in unescape(field)
    assert f'id="id_{name}_error"' in field
    assert "/agreements/one/" not in html


def test_a_filter_in_use_is_kept_in_its_field_and_can_be_taken_away_alone(client):
    make_agreement("one", parties=["BE", "FR"], kind="treaty")
    html = page(client, "/agreements/?party=BE&party=FR&kind=treaty")
    assert '<option value="treaty" selected>' in html
    assert html.count('name="party" value=') == 2
    assert 'href="?party=BE&amp;kind=treaty"' in html
    assert "1 agreement " in text_of(html)


def test_a_list_that_finds_nothing_says_so(client):
    make_agreement("one", parties=["BE", "FR"])
    assert "No agreement is recorded that fits." in text_of(page(client, "/agreements/?kind=treaty"))


def test_what_is_no_filter_changes_no_list(client):
    make_agreement("one")
    html = page(client, "/agreements/?utm_source=newsletter")
    assert "/agreements/one/" in html
    assert "/api/v1/agreements/?" not in html


def test_pages_of_a_list_keep_its_filters(client):
    for number in range(51):
        make_event(f"meeting-{number}")
    html = page(client, "/events/?kind=meeting&order=-date")
    assert 'href="?kind=meeting&amp;order=-date&amp;page=2"' in html
    assert "page 2 of 2" in text_of(page(client, "/events/?kind=meeting&page=2"))


def test_the_list_offers_the_same_question_to_the_api(client):
    make_agreement("one")
    assert 'href="/api/v1/agreements/?party=BE"' in page(client, "/agreements/?party=BE&page=1&utm_source=x")


def test_an_agency_tells_its_numbers_and_its_partners_over_all_agreements(client):
    for number in range(22):
        make_agreement(parties=["cnes", "csa"], title=f"Number {number}")
    Party.objects.create(agreement=make_agreement(), agency=make_agency("cnes"), role="implementing")
    html = page(client, "/agencies/cnes/")
    text = text_of(html)
    assert "Agreements 23 recorded , 22 as a party" in text
    assert '<a href="/between/cnes/csa/">CSA</a> <span class="number">22</span>' in html
    assert "The newest 10 of 23" in text
    assert "23 agreements of which no source states when they were signed" in text


def test_an_area_shows_its_place_its_countries_and_that_no_definition_is_stated(client):
    science = make_area("science", definition="What is asked.")
    medicine = make_area("medicine", broader=science)
    make_area("bone-loss", broader=medicine)
    make_agreement(parties=["BE", "FR"], areas=["bone-loss"])
    text = text_of(page(client, "/areas/medicine/"))
    assert "Definition not stated in the sources" in text
    assert "science medicine bone loss" in text
    assert "2 countries active in it" in text
    assert "What is asked." in text_of(page(client, "/areas/science/"))


def test_a_mission_tells_its_parts_and_the_countries_of_its_agreements(client):
    make_mission("spot-1", part_of=make_mission("spot"))
    make_agreement(parties=["BE", "FR"], missions=["spot"])
    text = text_of(page(client, "/missions/spot/"))
    assert "Its parts spot-1" in text
    assert "Belgium 1 France 1" in text


def test_events_too_many_to_draw_one_by_one_are_led_to_not_listed(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("pages.pictures.lanes.MOST_MARKS", 2)
    for slug in ("one", "two", "three"):
        make_event(slug, date="2001").missions.create(mission=make_mission("spot"))
    with django_assert_max_num_queries(12):
        text = text_of(page(client, "/missions/spot/"))
    assert "Go through all 3 events" in text


def test_between_tells_everything_of_a_pair_and_what_is_unknown(client, records):
    text = text_of(page(client, "/between/ru/be/"))
    parts = [
        "Russia – Belgium",
        "Agreements",
        "What happened",
        "What was planned",
        "What is claimed",
        "What is unknown",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "What came of" in text


def test_between_two_without_a_record_says_what_that_means(client):
    make_country("BE")
    make_country("US")
    assert "does not mean that there is none" in text_of(page(client, "/between/be/us/"))


def test_between_names_a_side_that_is_unknown(client):
    make_country("BE")
    assert "There is no country or agency “zz”." in text_of(page(client, "/between/be/zz/", status=404))


def test_a_directory_counts_apart_what_would_multiply_and_leads_to_it(client):
    for number in range(2):
        make_agreement(f"agreement-on-spot-{number}", missions=["spot"], areas=["launchers"])
    for _ in range(3):
        make_event().missions.create(mission=make_mission("spot"))
    html = page(client, "/missions/")
    assert '<a href="/agreements/?mission=spot">2</a>' in html
    assert '<a href="/events/?mission=spot">3</a>' in html
    assert '<a href="/agreements/?area=launchers">2</a>' in page(client, "/areas/")
    assert '<a href="/agreements/?party=BE">2</a>' in page(client, "/countries/")


def test_an_unknown_address_suggests_what_was_meant(client):
    make_agency("cnes", name="A centre", acronym="CNES", country="FR")
    make_mission("odissea", name="Odissea")
    make_agreement("belgium-russia-2000", title="Agreement of Belgium and Russia on space")
    assert 'href="/agencies/cnes/"' in page(client, "/agencies/cnse/", status=404)
    assert 'href="/agreements/belgium-russia-2000/"' in page(client, "/agreements/belgium-rusia-space/", status=404)
    assert 'href="/countries/fr/">France</a>, country' in page(client, "/between/cnes/frnace/", status=404)
    assert 'href="/missions/odissea/"' in page(client, "/odisea/", status=404)
    assert "Perhaps you meant" not in page(client, "/xyzzy/", status=404)
    assert 'href="/agencies/"' in page(client, "/nowhere/", status=404)


def test_an_address_that_is_nearly_right_leads_to_its_agreement_whatever_its_title(client):
    make_agreement("belgium-russia-2000", title="Cooperation in outer space")
    make_agreement("belgium-argentina-1997", title="Belgium and Russland")
    html = page(client, "/agreements/belgium-rusia-2001/", status=404)
    assert html.index('href="/agreements/belgium-russia-2000/"') < html.index('href="/agreements/belgium-argentina')
    assert 'name="party" value=""' in html


def test_a_wrong_address_of_a_party_is_kept_for_asking_again(client):
    assert 'name="party" value="no such body"' in page(client, "/agencies/no-such-body/", status=404)


def test_a_filter_in_use_is_named_by_what_it_found(client):
    make_agreement(parties=[make_agency("cnes", acronym="CNES"), "FR"], areas=["launchers"])
    html = text_of(page(client, "/agreements/?party=FR&party=cnes&area=launchers&kind=other"))
    for words in ("Party: France", "Party: CNES", "Area: launchers", "Kind: other agreement"):
        assert f"Remove the filter {words}" in html


def test_suggesting_what_an_address_meant_costs_two_queries(client, django_assert_num_queries):
    make_agency("cnes", name="A centre", acronym="CNES")
    # * the revision
    # * names like it
    # * the cards of their records
    with django_assert_num_queries(3):
        page(client, "/nowhere/cnse/", status=404)


def test_a_country_without_a_citation_names_iso(client):
    make_country("BE")
    assert "BE ISO 3166" in text_of(page(client, "/countries/be/"))


def test_countries_with_something_recorded_come_first(client):
    make_country("AF", name="Afghanistan")
    make_agreement(parties=["BE", "FR"])
    text = text_of(page(client, "/countries/"))
    assert text.index("Belgium BE") < text.index("Afghanistan AF nothing recorded")


def test_a_relation_set_by_a_curator_says_so(client):
    one, other = make_agreement("one"), make_agreement("other")
    Relation.objects.create(agreement=one, kind="amends", other=other, said_by="curator")
    assert "amends Agreement other set by a curator" in text_of(page(client, "/agreements/one/"))
    assert "amended by Agreement one set by a curator" in text_of(page(client, "/agreements/other/"))


def test_relations_are_drawn_and_listed_where_there_are_any(client):
    make_agreement("alone")
    assert "chain-title" not in page(client, "/agreements/alone/")
    make_relation("protocol", "amends", "treaty")
    make_relation("notes", "supplements", "protocol", said_by="curator")
    html = page(client, "/agreements/treaty/")
    assert 'id="chain-title"' in html
    text = text_of(html[html.index("relations-heading") :].split("</figure>")[1])
    assert "amended by Agreement protocol stated by a source" in text
    assert "Further along the chain Agreement notes supplements Agreement protocol set by a curator" in text


def test_similar_agreements_say_what_is_common(client):
    make_agreement("one", parties=["BE", "FR"], areas=["launchers"], missions=["pleiades"])
    make_agreement("two", parties=["FR", "BE"], missions=["pleiades"], acts={"signed": "1997"})
    text = text_of(page(client, "/agreements/one/"))
    assert "Agreement two , signed 1997 both parties; pleiades" in text
    make_agreement("other", parties=["US", "RU"])
    assert "Similar agreements" not in page(client, "/agreements/other/")


def test_an_agreement_is_cited_by_its_page_and_by_itself(client):
    make_agreement("one", title="On balloons", parties=["cnes", "csa"], acts={"signed": "1997"})
    html = page(client, "/agreements/one/")
    text = text_of(html[html.index("cite-heading") :])
    assert "“On balloons.” spacecoop. Accessed" in text
    assert "http://testserver/agreements/one/ ." in text
    assert "On balloons [descriptive title], CNES–CSA, signed 1997 ." in text
    for suffix in ("bib", "ris", "csl.json"):
        assert f'href="/agreements/one.{suffix}"' in html


def test_the_history_of_an_agreement_is_told_without_names(client):
    agreement = make_agreement("one", title="On balloons", areas=["launchers"])
    agreement.summary = "New words."
    agreement.save()
    html = page(client, "/agreements/one/")
    text = text_of(html[html.index("history-heading") :])
    assert "agreement added; agreement changed; 2 parties added; area of an agreement added." in text
    assert 'href="/agreements/one.atom"' in html
    assert 'href="/changes/"' in html


def test_programs_that_preview_an_agreement_get_its_picture(client):
    make_agreement("one")
    html = page(client, "/agreements/one/")
    assert '<meta property="og:image" content="http://testserver/agreements/one.png">' in html
    assert client.get("/agreements/one.png").status_code == 200


def test_a_source_lists_every_fact_drawn_from_it_with_its_phrase(client, records):
    html = "".join(page(client, f"/sources/a-source/?page={number}") for number in (1, 2))
    for citation in Citation.objects.all():
        assert citation.phrase in html


def test_a_source_groups_what_it_supports_by_phrase_in_the_order_of_entry(client):
    agreement = make_agreement("one", parties=["BE", "FR"], title="The one")
    source = make_source("press", relays="what the other agency said")
    cite(agreement, source, "signed in Moscow", "title", "kind")
    cite(agreement.parties.first(), source, "Belgium and France")
    cite(make_event("visit", title="A visit"), source, "signed in Moscow")
    html = page(client, "/sources/press/")
    text = text_of(html).split("phrase by phrase")[1]
    assert html.count("signed in Moscow</q>") == 1
    phrases = [
        text.index(part) for part in ("signed in Moscow", "agreement: title, kind", "A visit", "Belgium and France")
    ]
    assert phrases == sorted(phrases)
    assert "party, on the page of The one" in text
    assert "3 facts with 2 phrases 1 agreement" in text_of(html)
    assert "what the other agency said . What it says of this it has from another" in text_of(html)


def test_a_source_with_very_many_phrases_is_told_page_by_page(client, django_assert_max_num_queries):
    agreement = make_agreement("one")
    for number in range(51):
        cite(agreement, make_source("press"), f"phrase {number}")
    with django_assert_max_num_queries(12):
        assert "phrase 50" not in page(client, "/sources/press/")
    assert "phrase 50" in page(client, "/sources/press/?page=2")


def test_every_kind_of_citable_record_has_a_page(client, records):
    country = make_country("BE")
    cite(country)
    cite(country.names.create(name="Kingdom of Belgium"))
    one, other = make_agreement("first"), make_agreement("second")
    cite(Relation.objects.create(agreement=one, kind="amends", other=other))
    cite(make_agency("cnes").names.create(name="The centre"))
    cite(make_mission("pleiades").names.create(name="Pléiades"))
    cite(make_area("launchers").labels.create(label="Launch vehicles"))
    pages = {citation.target_key[0]: citation.page for citation in Citation.objects.with_targets()}
    assert pages.keys() == CITABLE.keys()
    for address in pages.values():
        page(client, address)


def test_the_page_of_a_citation_is_that_of_the_record_that_shows_it(django_assert_num_queries):
    party = make_agreement("one", parties=["BE", "FR"]).parties.first()
    cite(party)
    citation = Citation.objects.with_targets().get()
    with django_assert_num_queries(0):
        assert citation.page == "/agreements/one/"
    assert Citation().page is None


@pytest.mark.parametrize("address", ["/watch/", "/map/", "/network/", "/matrix/", *LISTS])
def test_a_list_costs_at_most_seven_queries(client, records, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(7):
        page(client, address)


def test_a_list_of_agreements_costs_seven_queries_with_a_party_and_fewer_where_facets_are_kept(
    client, records, django_assert_num_queries
):
    # * revision
    # * the party that is named
    # * facets, and the number of agreements
    # * agreements with their links to areas
    # * parties with agencies and countries
    # * legal acts
    # * citations with sources
    with django_assert_num_queries(7):
        page(client, "/agreements/?party=BE")
    # * the same without the facets
    with django_assert_num_queries(6):
        page(client, "/agreements/?party=BE&order=title")


def test_what_the_page_of_an_agreement_costs(client, records, django_assert_num_queries):
    make_relation("belgium-russia-2000", "amends", "older")
    # * revision
    # * agreement, its areas and missions beside it
    # * parties with agencies and countries
    # * events
    # * agencies, people, missions, areas of the events: four
    # * relations with the agreements at their ends
    # * history, counted by day
    # * citations
    # * similar agreements
    with django_assert_num_queries(12):
        page(client, "/agreements/belgium-russia-2000/")


@pytest.mark.parametrize("address", DETAILS)
def test_a_record_costs_at_most_twelve_queries(client, records, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(12):
        page(client, address)


def test_the_present_part_of_the_site_is_marked_in_its_navigation(client):
    make_agreement("one")
    assert '<a href="/agreements/" aria-current="page">' in page(client, "/agreements/")
    assert '<a href="/agreements/" aria-current="true">' in page(client, "/agreements/one/")


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "500.html"])
def test_an_error_page_needs_no_context(template):
    html = render_to_string(template)
    assert html.count("<h1") == 1
    assert "<title>" in html
