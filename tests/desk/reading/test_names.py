import pytest

from agencies.countries import names_in_text
from desk.reading.names import Name, NameIndex

NAMES = NameIndex(
    [
        Name("agency", "csa", "Canadian Space Agency"),
        Name("agency", "csa", "CSA"),
        Name("agency", "csa-cz", "CSA"),
        Name("agency", "cnes", "CNES"),
        Name("agency", "b-usoc", "B-USOC"),
        Name("agency", "belgium", "Belgium"),
        Name("country", "BE", "Belgium"),
        Name("country", "GE", "Georgia"),
        Name("country", "MX", "Mexico"),
        Name("country", "US", "Vereinigte Staaten"),
        Name("country", "BE", "Belgien"),
        Name("mission", "echo", "ECHO"),
        Name("mission", "gateway", "Gateway"),
        Name("mission", "spot", "SPOT"),
        Name("mission", "spot-1", "SPOT 1"),
        Name("mission", "pleiades", "Pléiades"),
        Name("area", "space-debris", "Space debris"),
    ]
)


def found(text, language="en", beginnings=frozenset()):
    return [
        (text[one.start : one.end], [name.key for name in one.names]) for one in NAMES.find(text, language, beginnings)
    ]


def test_the_longest_name_wins():
    assert found("SPOT 1 and SPOT") == [("SPOT 1", ["spot-1"]), ("SPOT", ["spot"])]


def test_accents_signs_and_line_breaks_aside():
    assert found("PLEIADES, B.USOC and the Canadian\nSpace Agency") == [
        ("PLEIADES", ["pleiades"]),
        ("B.USOC", ["b-usoc"]),
        ("Canadian\nSpace Agency", ["csa"]),
    ]


def test_an_acronym_of_two_records_is_ambiguous_and_never_guessed():
    (one,) = NAMES.find("The CSA signed.")
    assert [name.key for name in one.names] == ["csa", "csa-cz"]
    assert one.note


def test_the_text_itself_says_which_record_an_acronym_means():
    assert found("The Canadian Space Agency (CSA) signed. The CSA paid.") == [
        ("Canadian Space Agency", ["csa"]),
        ("CSA", ["csa"]),
        ("CSA", ["csa"]),
    ]


def test_georgia_is_doubtful():
    (one,) = NAMES.find("in Georgia")
    assert one.note == "also a state of the United States"


@pytest.mark.parametrize("text", ["an echo of it", "a gateway", "on the spot", "New Mexico", "cnes.fr", "x@CNES.fr"])
def test_common_words_other_places_and_addresses_are_no_names(text):
    assert found(text) == []


def test_a_word_that_begins_a_sentence_is_no_acronym():
    assert found("Echo. Then Echo", beginnings={0, 6}) == [("Echo", ["echo"])]


def test_a_state_stands_for_its_country():
    assert found("Belgium") == [("Belgium", ["belgium"])]


def test_german_cases():
    assert found("mit den Vereinigten Staaten, Belgiens Regierung", "de") == [
        ("Vereinigten Staaten", ["US"]),
        ("Belgiens", ["BE"]),
    ]


def in_language(language, *people):
    return NameIndex([*people, *(Name("country", code, name) for code, name in names_in_text(language))])


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "Guinea-Bissau, Guinea and Equatorial Guinea", ["GW", "GN", "GQ"]),
        ("en", "Northern Ireland, New Mexico, Mexico City, the Gulf of Mexico and the South China Sea", []),
        ("en", "the USSR, East Germany and Czechoslovakia", ["SUHH", "DDDE", "CSHH"]),
        ("en", "the Republic of Korea; North Korea; France–India", ["KR", "KP", "FR", "IN"]),
        ("en", "the Democratic Republic of the Congo, Dominica, the Dominican Republic", ["CD", "DM", "DO"]),
        ("en", "northern Italy and South Sudan, Sudan", ["IT", "SS", "SD"]),
        ("fr", "l'Irlande du Nord, la Guinée équatoriale, les Pays-Bas et l'Union soviétique", ["GQ", "NL", "SUHH"]),
        ("es", "Irlanda del Norte, los Estados Unidos de América, la República Dominicana", ["US", "DO"]),
        ("de", "die Tschechische Republik, die Sowjetunion und Belgiens Regierung", ["CZ", "SUHH", "BE"]),
        ("ru", "между Францией, Китаем и Российской Федерацией; Республика Корея", ["FR", "CN", "RU", "KR"]),
    ],
)
def test_the_longer_name_of_another_place_is_another_place(language, text, codes):
    found = in_language(language).find(text, language)
    assert [name.key for one in found for name in one.names] == codes


def test_what_several_countries_are_called_is_asked():
    for text, codes in (("talks with Korea", {"KR", "KP"}), ("the Congo signed", {"CD", "CG"})):
        (one,) = in_language("en").find(text)
        assert {name.key for name in one.names} == codes
        assert one.note


def test_the_surname_of_a_known_person_is_marked():
    people = [Name("person", "le-gall", "Jean-Yves Le Gall"), Name("person", "vogel", "Katrin Vogel")]
    index = in_language("en", *people)

    def surnames(text, *beginnings):
        return [(one.names[0].key, one.note) for one in index.find(text, "en", frozenset(beginnings))]

    assert surnames("Jean-Yves Le Gall spoke; later Le Gall left.") == [("le-gall", ""), ("le-gall", "")]
    assert surnames("Minister Vogel signed.") == [("vogel", "surname only")]
    assert surnames("Frau Vogel und Anna Vogel") == [("vogel", "surname only")]
    assert surnames("A vogel sang; Vogel is a bird.") == []
    assert surnames("Katrin Vogel came. Then Vogel spoke.", 0, 19) == [("vogel", ""), ("vogel", "")]
