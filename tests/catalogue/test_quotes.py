"""Verifying quotations: exact, but for signs, as a part, or not at all with what is nearest."""

import pytest

from catalogue.quotes import Quotation, citations_in, quotations_of, verify
from tests.factories import cite, make_agency, make_agreement, make_source

QUOTES = [
    Quotation("agreement", "be-ru", "dates", text)
    for text in ("a cooperation agreement was signed in Moscow", "the “Shuttle–Mir” programme", "accord signé à Paris")
]


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("a cooperation agreement was signed in Moscow", "exact"),
        (" cooperation agreement ", "exact"),
        ("A  cooperation\nagreement was signed in Moscow", "normalised"),
        ('the "Shuttle-Mir" programme', "normalised"),
        ("accord signe a Paris", "normalised"),
        ("In May a cooperation agreement was signed in Moscow by both", "part"),
        ("a cooperation agreement was signed in Madrid", "not_found"),
        ("operation agreement", "not_found"),
        ("", "not_found"),
        ("“”", "not_found"),
    ],
)
def test_words_are_found_or_not(words, how):
    verdict = verify(words, QUOTES)
    assert verdict.how == how
    assert bool(verdict.found) == (how != "not_found")
    assert verdict.looked_at == 3


def test_what_is_nearest_is_told_where_nothing_is_found():
    [(likeness, nearest)] = verify("a cooperation agreement was signed in Madrid", QUOTES).nearest
    assert nearest is QUOTES[0]
    assert 80 < likeness < 100
    assert verify("quite another thing", QUOTES).nearest == []


def test_a_sign_of_expressions_is_only_a_sign():
    assert verify("was (signed", QUOTES).how == "not_found"


@pytest.mark.django_db
def test_the_quotations_of_a_source_are_those_of_every_record_that_cites_it():
    source, other = make_source("one"), make_source("two")
    agreement = make_agreement("be-ru", parties=["BE", "RU"], acts={"signed": "2000"})
    cite(agreement, source, "an agreement")
    cite(agreement.events.get(), source, "was signed")
    cite(make_agency("cnes"), source, "the French agency")
    cite(agreement, other, "another source")
    found = {(one.kind, one.slug, one.fact, one.text) for one in quotations_of("one")}
    assert {("agreement", "be-ru", "", "an agreement"), ("agency", "cnes", "", "the French agency")} <= found
    assert {one[3] for one in found} == {"an agreement", "was signed", "the French agency"}
    assert quotations_of("nowhere") == []


def test_citations_are_found_at_any_depth_and_counts_are_none():
    body = {"citations": [{"quote": "a"}], "counts": {"citations": 2}, "events": [{"agencies": [{"citations": [1]}]}]}
    assert list(citations_in(body)) == [("", {"quote": "a"}), ("events.agencies", 1)]
