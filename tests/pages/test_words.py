"""Words of pages in the language that is written now."""

import pytest
from django.utils.translation import override

from pages.words import COUNTED, RECORDED, WORDS, by_role, in_language, language, plural, recorded


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


@pytest.mark.parametrize(
    ("name", "code", "french"),
    [
        ("status", "in_force", "en vigueur"),
        ("status", "ended", "n'est plus en vigueur"),
        ("event", "entered_into_force", "entrée en vigueur"),
        ("event", "denounced", "dénonciation"),
        ("event", "launch", "lancement"),
        ("party_role", "implementing_agency", "organisme d'exécution"),
        ("level", "inter_agency", "entre organismes"),
        ("relation", "implements", "met en œuvre"),
        ("reverse_relation", "amends", "modifié par"),
        ("reported_as", "planned", "en projet"),
        ("topic", "cross_waiver", "renonciation mutuelle à recours"),
        ("mission_role", "operator", "exploitant"),
        ("source", "press_release", "communiqué de presse"),
    ],
)
def test_what_documents_hold_as_codes_has_french_words(name, code, french):
    assert str(WORDS[name][code]) != french
    with override("fr"):
        assert str(WORDS[name][code]) == french


def test_roles_are_introduced_by_nouns_of_their_number():
    parts = [{"role": "signatory"}, {"role": "signatory"}, {"role": "host"}, {"role": "actor"}]
    assert [str(words) for words, _ in by_role(parts)] == ["Signatories", "Host", "Carried out by"]
    with override("fr"):
        assert [str(words) for words, _ in by_role(parts)] == ["Signataires", "Hôte", "Réalisation"]
