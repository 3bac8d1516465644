"""Identifiers on pages: once, with what they rest on, and the number of an agreement near its title."""

import pytest

from agreements.models import Agreement
from tests.factories import (
    cite,
    identify,
    make_agency,
    make_agreement,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_source,
)
from tests.pages.answers import page, section, text_of

pytestmark = pytest.mark.django_db
RECORDS = {
    "agencies/cnes": lambda: make_agency("cnes"),
    "countries/be": make_country,
    "missions/pleiades": make_mission,
    "people/lisa-campbell": make_person,
    "events/a-meeting": lambda: make_event("a-meeting"),
    "agreements/one": lambda: make_agreement("one"),
    "sources/a-source": make_source,
}


@pytest.mark.many
@pytest.mark.parametrize("path", RECORDS)
def test_the_page_of_a_record_lists_its_identifiers_with_their_quotations(client, path):
    record = RECORDS[path]()
    cite(identify(record, "wikidata", "Q42"), make_source("list"), "is Q42 there")
    html = page(client, f"/{path}/")
    told = section(html, "identifiers")
    assert html.count("Identifiers</h2>") == 1
    assert "Wikidata" in text_of(told)
    assert 'href="http://www.wikidata.org/entity/Q42"' in told
    assert 'href="#note-' in told
    assert "is Q42 there" in html[html.index('id="sources"') :]


def test_a_record_without_identifiers_has_no_such_section(client):
    make_mission()
    assert "Identifiers" not in page(client, "/missions/pleiades/")


def test_a_law_tells_its_country_and_a_wrong_number_why(client):
    wrong = {"standing": "known_wrong", "standing_reason": "of another treaty"}
    identify(make_agreement("one"), "law", "Law 3", issued_in=make_country("FR"), **wrong)
    assert "National law, France Law 3 known to be wrong: of another treaty" in text_of(
        section(page(client, "/agreements/one/"), "identifiers")
    )


def test_an_agreement_shows_its_number_under_its_title_and_in_its_citations(client):
    identify(make_agreement("one"), "tias", "12927")
    number = f"SC-{Agreement.objects.get().number:04}"
    html = page(client, "/agreements/one/")
    assert f'</h1>\n<p class="record-number">{number}</p>' in html
    assert f"spacecoop, {number}. Accessed" in text_of(html)
    assert "date not stated, TIAS 12927." in text_of(html)
