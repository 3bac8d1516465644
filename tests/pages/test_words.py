"""Words of pages in the language that is written now."""

import pytest
from django.utils.translation import override

from pages.words import COUNTED, RECORDED, WORDS, in_language, language, plural, recorded


@pytest.mark.parametrize(
    ("count", "noun", "english", "french"),
    [
        (0, "agreement", "0 agreements", "0 accord"),
        (1, "country", "1 country", "1 pays"),
        (2, "person", "2 people", "2 personnes"),
        (1200, "source", "1,200 sources", "1\N{NARROW NO-BREAK SPACE}200 sources"),
    ],
)
def test_a_number_has_its_noun(count, noun, english, french):
    assert plural(count, noun) == english
    with override("fr"):
        assert plural(count, noun) == french


def test_each_noun_is_its_own_singular():
    assert [plural(1, noun) for noun in COUNTED] == [f"1 {noun}" for noun in COUNTED]
    assert [recorded(1, noun) for noun in RECORDED] == [f"1 {noun} recorded" for noun in RECORDED]


def test_what_is_recorded_agrees_with_its_noun():
    with override("fr"):
        assert recorded(2, "agreement") == "2 accords recensés"
        assert recorded(2, "organisation", "<b>2</b>") == "<b>2</b> organisations recensées"


def test_each_list_has_words_for_what_it_holds_and_for_nothing():
    lists = WORDS["none_match"].keys()
    assert lists == WORDS["none_recorded"].keys()
    assert lists <= COUNTED.keys() & RECORDED.keys()


def test_a_text_tells_its_language_where_the_page_has_another():
    assert (in_language("en", "A title"), in_language("fr", "Un titre")) == ("", ' lang="fr"')
    with override("fr"):
        assert (in_language("en", "A title"), in_language("fr", "Un titre")) == (' lang="en"', "")


def test_languages_are_named_in_the_language_of_the_page():
    assert language("ja") == "Japanese"
    with override("fr"):
        assert language("ja") == "japonais"
