"""What one click on an act takes: the parts of its sentence, in eight languages."""

from functools import cache

import pytest

from agencies.countries import names_in_text
from desk.reading.acts import parts_of_acts
from desk.reading.marks import read_text
from desk.reading.names import Name, NameIndex
from tests.desk.reading.test_texts import names

PEOPLE = ["Jean-Yves Le Gall", "Zhang Kejian", "Lisa Campbell", "Emmanuel Macron", "Bill Nelson", "Walther Pelzer"]


@cache
def known(language):
    people = [Name("person", name, name) for name in PEOPLE]
    forms = [name for found in names(language).forms.values() for name in found.values()]
    return NameIndex([*people, *forms, *(Name("country", code, form) for code, form in names_in_text(language))])


def taken(text, language="en", of=0):
    """Return {role: the words of its marks} of the act with a number in a text, a person with the office."""
    marks = read_text(text, known(language), language, "2018-07-01").marks
    parts, found = list(parts_of_acts(text, marks, language).values())[of], {}
    for part in parts:
        mark = marks[part.mark]
        words = text[mark.start : mark.end]
        found.setdefault(part.role, []).append((words, part.position) if part.position else words)
    return found


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "On 25 June 2018 CNES and JAXA signed a letter of intent on Earth observation in Paris.",
            {
                "date": ["25 June 2018"],
                "side": ["CNES", "JAXA"],
                "instrument": ["letter of intent"],
                "area": ["Earth observation"],
                "place": ["Paris"],
            },
        ),
        (
            "fr",
            "Le 25 juin 2018, le président du CNES, Jean-Yves Le Gall, et Lisa Campbell, présidente de l'Agence "
            "spatiale canadienne, ont signé à Paris un accord-cadre en présence d'Emmanuel Macron.",
            {
                "date": ["25 juin 2018"],
                "side": ["CNES", "Agence spatiale canadienne"],
                "person": [
                    ("Jean-Yves Le Gall", "président du CNES"),
                    ("Lisa Campbell", "présidente de l'Agence spatiale canadienne"),
                ],
                "place": ["Paris"],
                "instrument": ["accord-cadre"],
                "witness": ["Emmanuel Macron"],
            },
        ),
        (
            "es",
            "La CONAE y la ASI firmaron en Buenos Aires el 7 de julio de 2005 un memorando de entendimiento en el "
            "marco del acuerdo de 1992.",
            {
                "side": ["CONAE", "ASI"],
                "place": ["Buenos Aires"],
                "date": ["7 de julio de 2005"],
                "instrument": ["memorando de entendimiento"],
            },
        ),
        (
            "it",
            "L'ASI e il CNES hanno firmato a Roma il 12 marzo 2015 un accordo quadro alla presenza di Emmanuel Macron.",
            {
                "side": ["ASI", "CNES"],
                "place": ["Roma"],
                "date": ["12 marzo 2015"],
                "instrument": ["accordo quadro"],
                "witness": ["Emmanuel Macron"],
            },
        ),
        (
            "de",
            "Am 3. Mai 2019 unterzeichneten DLR und CNES in Berlin im Beisein von Emmanuel Macron eine "
            "Absichtserklärung.",
            {
                "date": ["3. Mai 2019"],
                "side": ["DLR", "CNES"],
                "place": ["Berlin"],
                "witness": ["Emmanuel Macron"],
                "instrument": ["Absichtserklärung"],
            },
        ),
        (
            "pt",
            "A AEB e o CNES assinaram em Brasília, em 5 de março de 2012, um memorando de entendimento.",
            {
                "side": ["AEB", "CNES"],
                "place": ["Brasília"],
                "date": ["5 de março de 2012"],
                "instrument": ["memorando de entendimento"],
            },
        ),
        (
            "nl",
            "Op 4 april 2016 ondertekenden NSO en DLR in Den Haag een memorandum van overeenstemming.",
            {
                "date": ["4 april 2016"],
                "side": ["NSO", "DLR"],
                "place": ["Den Haag"],
                "instrument": ["memorandum van overeenstemming"],
            },
        ),
        (
            "ru",
            "Роскосмос и CNES подписали в Москве 5 марта 2010 года соглашение.",
            {
                "side": ["Роскосмос", "CNES"],
                "place": ["Москве"],
                "date": ["5 марта 2010 года"],
                "instrument": ["соглашение"],
            },
        ),
    ],
)
def test_an_act_comes_with_its_sentence(language, text, wanted):
    assert taken(text, language) == wanted


def test_three_sides_are_three():
    assert taken("CNES, DLR and JAXA signed an agreement in Paris.")["side"] == ["CNES", "DLR", "JAXA"]


@pytest.mark.parametrize(
    "text",
    [
        "CNES President Jean-Yves Le Gall and NASA Administrator Bill Nelson signed an agreement.",
        "Jean-Yves Le Gall, CNES President, and Bill Nelson, the NASA Administrator, signed an agreement.",
    ],
)
def test_an_office_stands_before_a_name_or_behind_it(text):
    found = taken(text)
    assert found["person"] == [("Jean-Yves Le Gall", "CNES President"), ("Bill Nelson", "NASA Administrator")]
    assert found["side"] == ["CNES", "NASA"]  # nobody else is named


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "In the presence of Emmanuel Macron, President of France, CNES and JAXA signed an agreement.",
            ["CNES", "JAXA"],
        ),
        ("CNES and DLR signed a memorandum during a state visit to China.", ["CNES", "DLR"]),
        ("JAXA of Japan and CNES (France) signed a memorandum.", ["JAXA", "CNES"]),
        ("CNES and DLR signed an agreement for the European Space Agency.", ["CNES", "DLR"]),
        ("France and Japan signed a treaty.", ["France", "Japan"]),
    ],
)
def test_who_saw_it_where_it_was_and_what_it_is_about_are_no_sides(text, sides):
    assert taken(text)["side"] == sides


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("CNES and JAXA extended their 2008 framework agreement on 3 April 2021.", ["3 April 2021"]),
        ("On 3 April 2021 CNES and JAXA signed a protocol under the agreement of 12 May 2008.", ["3 April 2021"]),
        ("CNES and JAXA amended the agreement of 2008.", []),
        ("CNES and JAXA signed a protocol on 3 May 2011, 4 May 2011 and 5 May 2011.", []),
        ("CNES and JAXA signed an agreement which runs until 2030.", []),
    ],
)
def test_a_date_is_taken_where_it_is_surely_that_of_the_act(text, date):
    assert taken(text).get("date", []) == date


def test_each_act_of_a_sentence_has_its_own_date():
    text = "The agreement was signed in 1997 and extended in 2005."
    assert [taken(text, of=act)["date"] for act in (0, 1)] == [["1997"], ["2005"]]


def test_what_stands_under_another_agreement_is_not_it():
    text = "Under the framework agreement of 2008, CNES and JAXA signed an implementing arrangement."
    assert taken(text)["instrument"] == ["implementing arrangement"]


def test_a_name_of_several_is_not_taken():
    assert taken("CSA and JAXA signed an agreement.")["side"] == ["JAXA"]
