"""The page of a source: what it supports, quotation by quotation."""

import pytest

from agreements.models import Citation
from catalogue.reading import seen
from tests.factories import cite, make_agreement, make_event, make_source
from tests.pages.answers import page, text_of

pytestmark = pytest.mark.django_db


def test_a_source_lists_every_fact_drawn_from_it_with_its_quotation(client, records):
    html = "".join(page(client, f"/sources/a-source/?page={number}") for number in (1, 2))
    for citation in Citation.objects.all():
        assert citation.phrase in html


def test_a_source_groups_what_it_supports_by_quotation_in_the_order_of_entry(client):
    agreement = make_agreement("one", parties=["BE", "FR"], title="The one")
    source = make_source("press", relays="what the other agency said")
    cite(agreement, source, "signed in Moscow", "title", "summary")
    cite(agreement.parties.first(), source, "Belgium and France")
    cite(make_event("visit", title="A visit"), source, "signed in Moscow")
    html = page(client, "/sources/press/")
    text = text_of(html).split("Order: as in the document")[1]
    assert html.count("signed in Moscow</q>") == 1
    phrases = [
        text.index(part) for part in ("signed in Moscow", "agreement: title, summary", "A visit", "Belgium and France")
    ]
    assert phrases == sorted(phrases)
    assert "party, on the page of The one" in text
    assert "3 citations with 2 quotations 1 agreement" in text_of(html)
    assert "secondary source: repeats information from what the other agency said" in text_of(html)


@pytest.mark.thorough
def test_a_source_with_very_many_quotations_is_told_page_by_page(client, django_assert_max_num_queries):
    agreement = make_agreement("one")
    for number in range(51):
        cite(agreement, make_source("press"), f"phrase {number}")
    seen()
    with django_assert_max_num_queries(6):
        assert "phrase 50" not in page(client, "/sources/press/")
    assert "phrase 50" in page(client, "/sources/press/?page=2")


def test_a_source_names_its_language(client):
    make_source("press", language="fr")
    assert "Language French" in text_of(page(client, "/sources/press/"))
