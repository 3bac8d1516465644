"""Places of acts in running text: offered where an act is, never a country's name as an agency."""

import pytest

from desk.reading.marks import read_text
from desk.reading.names import Name, NameIndex

NAMES = NameIndex(
    [
        *(
            Name(kind, key, form)
            for form in ("France", "Frankreich", "Франция")
            for kind, key in (("country", "FR"), ("agency", "france"))
        ),
        Name("agency", "esa", "ESA"),
    ]
)


def places(text, language):
    return [
        candidate.value
        for mark in read_text(text, NAMES, language).marks
        for candidate in mark.candidates[:1]
        if candidate.kind == "place"
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The agreement was signed in New York on 3 May 2001 by the ESA.", ["New York"]),
        ("en", "Done at The Hague, in English and French, on 3 May 2001.", ["The Hague"]),
        ("en", "In August the ESA signed at ESA in Article 5.", []),
        ("en", "Signed at Le Bourget June 16, 2015.", ["Le Bourget"]),
        ("en", "The launch in Kourou went well.", []),
        ("fr", "Le mémorandum a été signé à Bruxelles.", ["Bruxelles"]),
        ("es", "Se firmó en Ciudad de México, en mayo, el acuerdo.", ["Ciudad de México"]),
        ("it", "Firmato a Roma e a Buenos Aires.", ["Roma", "Buenos Aires"]),
        ("de", "Das Abkommen wurde in Bonn in Anwesenheit des Ministers in Zusammenarbeit unterzeichnet.", ["Bonn"]),
        ("nl", "Ze tekenden in Den Haag.", ["Den Haag"]),
        ("pt", "O acordo foi assinado em São José dos Campos.", ["São José dos Campos"]),
        ("ru", "Соглашение подписано в Москве и в Санкт-Петербурге.", ["Москва", "Санкт-Петербурге"]),
    ],
)
def test_the_place_of_an_act_is_offered(language, text, found):
    assert places(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was signed in France."),
        ("de", "Es wurde in Frankreich unterzeichnet."),
        ("ru", "Оно было подписано во Франции."),
    ],
)
def test_a_country_where_an_act_was_is_no_agency(language, text):
    (mark,) = [mark for mark in read_text(text, NAMES, language).marks if mark.kind == "name"]
    assert "agency" not in {candidate.kind for candidate in mark.candidates}
    assert mark.candidates[0].kind == "place"


def test_a_country_that_signs_stays_a_party():
    (mark,) = read_text("France signed it.", NAMES).marks[:1]
    assert [candidate.kind for candidate in mark.candidates] == ["agency"]
