"""Words as they are compared."""

import pytest

from catalogue.index.tokens import fold, joined, places_of, stems, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pléiades", ["pleiades"]),
        ("O’Brien's", ["o", "brien", "s"]),
        ("B.USOC", ["b", "usoc"]),
        ("Belgium–Russia 2000", ["belgium", "russia", "2000"]),
        ("Straße", ["strasse"]),
        ("中国とフランス", ["中", "国", "と", "フ", "ラ", "ン", "ス"]),
        ("Российский Ёж", ["россиискии", "еж"]),
        ("ΕΛΛΆΔΑ Ελλάδα", ["ελλαδα", "ελλαδα"]),
        ("भारत हिन्दी", ["भारत", "हिन्दी"]),
        ("ﬁle Ｎ２", ["file", "n2"]),
        ("", []),
        ("--- !", []),
    ],
)
def test_words_have_no_accents_capitals_or_signs(text, words):
    assert words_of(text) == words


def test_a_name_is_folded_to_its_words():
    assert fold("  Agence «spatiale»  canadienne ") == "agence spatiale canadienne"


def test_a_word_too_long_is_no_word():
    assert words_of("a" * 200 + " b") == ["b"]


def test_words_of_a_kind_have_one_stem():
    assert stems("satellites")["en"] == stems("satellite")["en"]
    assert stems("сотрудничества")["ru"] == stems("сотрудничество")["ru"]
    assert stems("accords")["fr"] == stems("accord")["fr"]


def test_places_are_those_of_characters():
    assert places_of("Été à Пекин") == [("ete", 0, 3), ("a", 4, 5), ("пекин", 6, 11)]


def test_an_acronym_loses_its_dots_and_a_name_of_two_words_stays():
    assert (joined("B.USOC"), joined("CNES"), joined("U. S.")) == ("BUSOC", "", "")
