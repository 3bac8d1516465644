"""What came before and after, on the pages of organisations and countries; people and the positions they acted in."""

import pytest

from agencies.models import Succession
from agreements.entering import enter
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_country,
    make_event,
    make_party,
    make_person,
    make_source,
)
from tests.pages.answers import listed, page, section, text_of

pytestmark = pytest.mark.django_db


def succeed(earlier, later, kind, **fields):
    return enter(Succession(earlier=make_party(earlier), later=make_party(later), kind=kind, **fields))


@pytest.fixture
def japan():
    for slug in ("jaxa", "nasda", "nasda-before"):
        make_agency(slug, country="JP", acronym=slug.upper())
    succeed("nasda", "jaxa", "merged_into", date="2003-10-01")
    cite(succeed("nasda-before", "nasda", "renamed"), make_source("decree"), "was renamed")
    make_agreement("new", parties=["jaxa", "FR"])
    make_agreement("old", parties=["nasda", "FR"])


def test_an_organisation_tells_its_line_with_dates_and_sources(client, japan):
    html = page(client, "/agencies/jaxa/")
    told = text_of(section(html, "successions"))
    assert "NASDA was merged into JAXA , 1 October 2003" in told
    assert "NASDA-BEFORE was renamed NASDA , date not stated citation 1" in told
    assert "Successors" not in told
    assert "was renamed" in html[html.index('id="note-1"') :]
    assert 'href="/sources/decree/"' in html
    assert "Successors" in page(client, "/agencies/nasda/")


def test_the_agreements_of_predecessors_are_as_many_as_the_list_behind_their_number(client, japan):
    told = section(page(client, "/agencies/jaxa/"), "successions")
    assert "2 agreements recorded, those of predecessors included" in text_of(told)
    assert 'href="/agreements/?agency=jaxa&amp;predecessors=yes"' in told
    assert listed("agency=jaxa&predecessors=yes") == 2


def test_a_list_says_which_predecessors_it_takes_along(client, japan):
    html = page(client, "/agreements/?party=jaxa&predecessors=yes")
    assert "Predecessors of JAXA are included: NASDA , NASDA-BEFORE . Leave predecessors out" in text_of(html)
    assert "No predecessors of the parties asked for" in page(client, "/agreements/?party=FR&predecessors=yes")
    assert "Leave predecessors out" not in page(client, "/agreements/?party=jaxa")
    assert "Predecessors of JAXA are included" in page(client, "/network/?party=jaxa&predecessors=yes")
    assert "Predecessors of JAXA are included" in page(client, "/events/?party_any=jaxa&predecessors=yes")


def test_the_api_says_which_predecessors_it_takes_along(client, japan):
    answer = client.get("/api/v1/agreements/?party=jaxa&predecessors=yes&fields=slug").json()
    assert [row["slug"] for row in answer["results"]] == ["new", "old"]
    assert answer["predecessors"] == [
        {"of": "jaxa", "kind": "agency", "key": "nasda", "name": "NASDA"},
        {"of": "jaxa", "kind": "agency", "key": "nasda-before", "name": "NASDA-BEFORE"},
    ]
    assert client.get("/api/v1/agreements/?party=FR&predecessors=yes").json()["predecessors"] == []
    assert "predecessors" not in client.get("/api/v1/agreements/?party=jaxa").json()
    problem = client.get("/api/v1/agreements/?party=jaxa&predecessors=no")
    assert problem.status_code == 400
    assert "use yes" in problem.json()["detail"]


def test_a_country_tells_what_its_state_came_from(client):
    succeed("SU", "RU", "continues", date="1991-12-24")
    make_agreement("soviet", parties=["SU", "FR"])
    told = section(page(client, "/countries/ru/"), "successions")
    assert "SU is continued by Russia , 24 December 1991" in text_of(told)
    assert "1 agreement recorded, those of predecessors included" in text_of(told)
    assert 'href="/agreements/?party=RU&amp;predecessors=yes"' in told
    assert "Successors" in section(page(client, "/countries/su/"), "successions")
    assert "successions-heading" not in page(client, "/countries/fr/")


def test_a_former_country_tells_the_states_that_came_after_it(client):
    for code, name in {"CZ": "Czechia", "SK": "Slovakia"}.items():
        make_country(code, name=name)
    make_country("CSHH", name="Czechoslovakia", withdrawn="1993-06-15")
    page = client.get("/countries/cshh/").text
    assert "Successor states" in page
    assert 'href="/countries/cz/">Czechia' in page
    assert 'href="/countries/sk/">Slovakia' in page
    assert "Successor states" not in client.get("/countries/cz/").text


def test_former_names_and_an_end_have_their_dates(client):
    agency = make_agency("roscosmos", dissolved="2015-12-28")
    agency.names.create(name="Aviation and Space Agency", used_from="1999", used_until="2004")
    agency.names.create(name="Space Agency")
    told = text_of(page(client, "/agencies/roscosmos/"))
    assert "Dissolved 28 December 2015" in told
    assert "Former names Aviation and Space Agency , from 1999 until 2004" in told
    assert "Other names Space Agency" in told


def test_a_person_is_shown_with_the_position_as_which_they_signed(client):
    agreement = make_agreement("one", acts={"signed": "2001"})
    part = agreement.events.get().people.create(person=make_person("ada"), role="signatory", position="Minister")
    cite(part, phrase="signed by the minister")
    make_event("talks").people.create(person=make_person("ada"), role="participant")
    html = page(client, "/people/ada/")
    assert f"Positions in events Minister, in {part.event.title} citation 1" in text_of(html)
    assert "signed by the minister" in html[html.index('id="note-1"') :]
    assert "1 agreement recorded with a part of Ada" in text_of(html)
    for address in ("/agreements/one/", f"/events/{part.event.slug}/"):
        assert "Ada , as Minister" in text_of(page(client, address)), address
    assert listed("person=ada") == 1
    events = client.get("/api/v1/events/?person=ada&fields=slug").json()
    assert {row["slug"] for row in events["results"]} == {part.event.slug, "talks"}
