"""Suggestions as one types: they lead straight to what was begun."""

import pytest

from catalogue.suggestions import suggest
from tests.catalogue.hits import get
from tests.factories import make_agency, make_agreement, make_country


@pytest.mark.many
@pytest.mark.parametrize(
    ("typed", "kind", "url"),
    [
        ("pleia", "mission", "/missions/pleiades/"),
        ("Pléi", "mission", "/missions/pleiades/"),
        ("argentin comm", "agency", "/agencies/conae/"),
        ("comm", "agency", "/agencies/conae/"),
        ("csa", "agency", "/agencies/csa/"),
        ("csg", "mission", "/missions/launch-base/"),
        ("be", "country", "/countries/be/"),
        ("cnes cs", "pair", "/between/cnes/csa/"),
        ("belgium rus", "pair", "/between/be/ru/"),
        ("astro", "area", "/areas/astronomy/"),
        ("cooperation on expl", "agreement", "/agreements/be-ru/"),
        ("belgum rusia", "pair", "/between/be/ru/"),
        ("pleyades", "mission", "/missions/pleiades/"),
    ],
)
def test_a_suggestion_leads_straight_to_what_was_begun(client, base, typed, kind, url):
    first = get(client, {"q": typed}, path="/search/suggest/")["results"][0]
    assert (first["kind"], first["url"]) == (kind, url)
    assert client.get(url).status_code == 200


def test_a_suggestion_says_by_which_name_it_was_found(base):
    assert suggest("csg")[0][0].also == "CSG"
    assert suggest("guiana")[0][0].also == ""


def test_a_pair_is_suggested_once_though_a_state_is_called_as_its_country(base):
    make_agency("russian-state", name="Russia", kind="state", country="RU")
    assert [(one.label, one.url) for one in suggest("belgium rus")[0]][:1] == [("Belgium – Russia", "/between/be/ru/")]
    labels = [one.label for one in suggest("belgium rus")[0]]
    assert len(set(labels)) == len(labels)


@pytest.mark.thorough
def test_there_are_at_most_ten_suggestions_with_room_for_agreements(base):
    for number in range(15):
        make_agency(f"belgian-{number}", name=f"Belgian body {number}")
        make_agreement(f"belgian-agreement-{number}", title=f"Belgian agreement {number}", parties=["BE", "FR"])
    suggestions, _ = suggest("belgian")
    assert len(suggestions) == 10
    assert [one.kind for one in suggestions].count("agreement") == 3


def test_a_code_of_a_former_country_is_not_begun(base):
    make_country("CSHH", name="Czechoslovakia", withdrawn="1993-06-15")
    assert "/countries/cshh/" not in [one.url for one in suggest("cs")[0]]
    assert suggest("cshh")[0][0].url == "/countries/cshh/"


@pytest.mark.parametrize(
    ("text", "problem"),
    [("a\x00b", "ull characters"), ("a" * 10_000, "at most 200"), ("word " * 13, "at most 12 words")],
)
def test_a_text_that_is_not_searched_has_no_suggestions_and_the_reason(client, base, text, problem):
    answer = get(client, {"q": text}, path="/search/suggest/")
    assert answer["results"] == []
    assert problem in answer["problem"]
    assert get(client, {"q": "belg"}, path="/search/suggest/")["problem"] is None
    assert client.get("/search/suggest/", {"q": "belg", "kind": "x"}).status_code == 400
