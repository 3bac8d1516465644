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


@pytest.mark.many
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


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        ("en", "CNES, DLR and JAXA signed an agreement in Paris.", ["CNES", "DLR", "JAXA"]),
        ("fr", "Le CNES, le DLR et la JAXA ont signé un accord à Paris.", ["CNES", "DLR", "JAXA"]),
        ("es", "La CONAE, la ASI y el CNES firmaron un acuerdo.", ["CONAE", "ASI", "CNES"]),
        ("de", "DLR, CNES und JAXA unterzeichneten ein Abkommen.", ["DLR", "CNES", "JAXA"]),
        ("en", "A treaty was signed by France, Japan and India.", ["France", "Japan", "India"]),
    ],
)
def test_three_sides_are_three(language, text, sides):
    assert taken(text, language)["side"] == sides


def test_three_signatories_are_three():
    text = (
        "CNES and JAXA signed; Jane Roe, President of CNES, Lisa Campbell, and John Doe, Director of JAXA, signed it."
    )
    assert taken(text, of=1)["person"] == [
        ("Jane Roe", "President of CNES"),
        "Lisa Campbell",
        ("John Doe", "Director of JAXA"),
    ]


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


@pytest.mark.parametrize(
    ("language", "text", "end"),
    [
        (
            "en",
            "On 3 April 2021 they extended the agreement until 31 December 2030.",
            "until 31 December 2030",
        ),
        ("en", "CNES and JAXA renewed their memorandum from 2020 to 2025.", "from 2020 to 2025"),
        ("en", "The agreement was extended to 31 December 2030.", "31 December 2030"),
        ("fr", "Le CNES et la JAXA ont prorogé l'accord jusqu'en 2030.", "jusqu'en 2030"),
        ("es", "La CONAE y la ASI prorrogaron el acuerdo hasta el 31 de diciembre de 2030.", "31 de diciembre de 2030"),
        ("it", "L'ASI e il CNES hanno prorogato l'accordo fino al 31 dicembre 2030.", "fino al 31 dicembre 2030"),
        ("de", "DLR und CNES haben das Abkommen bis 2030 verlängert.", "bis 2030"),
        ("pt", "A AEB e o CNES prorrogaram o acordo até 2030.", "até 2030"),
        ("nl", "NSO en DLR hebben de overeenkomst verlengd tot 31 december 2030.", "tot 31 december 2030"),
        ("ru", "Роскосмос и CNES продлили соглашение до 2030 года.", "до 2030 года"),
    ],
)
def test_the_end_to_which_an_agreement_is_extended_is_no_date_of_the_act(language, text, end):
    found = taken(text, language)
    assert [words.endswith(end) for words in found["until"]] == [True]
    assert found.get("date", []) == (["3 April 2021"] if "3 April 2021" in text else [])


@pytest.mark.parametrize(
    "text",
    [
        "CNES and JAXA extended the agreement before March 2024.",
        "CNES and JAXA plan to extend the agreement by 2030.",
        "CNES and JAXA signed an agreement until 2030.",
        "CNES and JAXA extended the agreement on 3 April 2021.",
        "CNES and JAXA extended the agreement until December.",
    ],
)
def test_other_dates_are_no_end(text):
    assert "until" not in taken(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Zhang Kejian visited CNES from 12 to 14 May 2019.", "from 12 to 14 May 2019"),
        ("CNES and JAXA met in Paris on 3 and 4 July 2017.", "on 3 and 4 July 2017"),
        ("A meeting of CNES and DLR took place between 28 May and 2 June 2019.", "between 28 May and 2 June 2019"),
    ],
)
def test_what_lasts_some_days_has_all_of_them(text, date):
    assert [date.endswith(words) for words in taken(text)["date"]] == [True]


@pytest.mark.parametrize(
    ("text", "sides", "beside"),
    [
        (
            "The UK, on behalf of Gibraltar, and Spain signed a treaty.",
            ["UK", "Spain"],
            ["Gibraltar"],
        ),
        ("Denmark (Greenland) and Norway signed an agreement.", ["Denmark", "Norway"], ["Greenland"]),
        ("France, including French Guiana, and Brazil signed an agreement.", ["France", "Brazil"], ["French Guiana"]),
        ("Denmark and Greenland signed an agreement.", ["Denmark", "Greenland"], []),
    ],
)
def test_a_territory_beside_its_state_is_a_participant(text, sides, beside):
    found = taken(text)
    assert (found["side"], found.get("participant", [])) == (sides, beside)


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        (
            "en",
            "The agreement between CNES and JAXA was signed by Jane Roe, Minister of Science of Peru, and John Doe, "
            "Director General of JAXA.",
            [("Jane Roe", "Minister of Science of Peru"), ("John Doe", "Director General of JAXA")],
        ),
        (
            "en",
            "CNES President Jane Roe and Dr. John van der Doe, the Director of JAXA, signed an agreement.",
            [("Jane Roe", "CNES President"), ("John van der Doe", "Director of JAXA")],
        ),
        (
            "fr",
            "L'accord a été signé par le président du CNES, Jean Dupont, et Anne Durand, ministre de la Recherche.",
            [("Jean Dupont", "président du CNES"), ("Anne Durand", "ministre de la Recherche")],
        ),
        (
            "es",
            "El acuerdo fue firmado por el ministro de ciencia, Juan Pérez, y Ana María López, directora de la CONAE.",
            [("Juan Pérez", "ministro de ciencia"), ("Ana María López", "directora de la CONAE")],
        ),
        (
            "it",
            "L'accordo è stato firmato da Mario Rossi, presidente dell'ASI, e Jean Dupont, presidente del CNES.",
            [("Mario Rossi", "presidente dell'ASI"), ("Jean Dupont", "presidente del CNES")],
        ),
        (
            "pt",
            "O acordo foi assinado por João da Silva, presidente da AEB, e Jean Dupont, presidente do CNES.",
            [("João da Silva", "presidente da AEB"), ("Jean Dupont", "presidente do CNES")],
        ),
        (
            "de",
            "Das Abkommen wurde von Hans Müller, Vorstandsvorsitzender des DLR, und Jean Dupont, Präsident des CNES, "
            "unterzeichnet.",
            [("Hans Müller", "Vorstandsvorsitzender des DLR"), ("Jean Dupont", "Präsident des CNES")],
        ),
        (
            "nl",
            "De overeenkomst werd ondertekend door Jan de Vries, directeur van het NSO, en Hans Müller, voorzitter van "
            "het DLR.",
            [("Jan de Vries", "directeur van het NSO"), ("Hans Müller", "voorzitter van het DLR")],
        ),
        (
            "ru",
            "Соглашение подписали Иван Петров, глава Роскосмоса, и Jean Dupont, президент CNES.",
            [("Иван Петров", "глава Роскосмоса"), ("Jean Dupont", "президент CNES")],
        ),
    ],
)
def test_who_is_not_known_and_signs_comes_with_the_office(language, text, people):
    assert taken(text, language)["person"] == people


@pytest.mark.parametrize(
    "text",
    [
        "CNES and the Ministry of Science signed an Agreement, Minister Doe said.",
        "In New Harbour, Director Doe signed an agreement.",
        "The Minister of Science praised Space Week.",
        "Presidents Sign New Space Agreement With Great Joy",
        "Jane Roe, who loves rockets, signed an agreement.",
        "UTA Director signed an agreement.",
        "The Director of CNES visited Big Harbour and signed an agreement.",
        "The Minister of Foreign Affairs and the Minister for Digital Services signed an agreement.",
        "The Assistant Secretary for International Security and the Minister of Trade, Foreign Affairs, signed it.",
        "The Secretary of State and the Director of Big Rockets signed a treaty.",
    ],
)
def test_what_only_looks_like_a_name_is_no_person(text):
    marks = read_text(text, known("en"), "en", "2018-07-01").marks
    assert [text[mark.start : mark.end] for mark in marks if mark.kind == "person"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Minister of Science and Technology Jane Roe signed an agreement.", "Jane Roe"),
        ("Foreign Minister Richard M. Roe signed an agreement.", "Richard M. Roe"),
        ("The President of the Republic, M. Yannick d’Escatha, signed an agreement.", "Yannick d’Escatha"),
        ("The agreement was signed by Dr. J.-P. van der Roe, CEO of CNES.", "J.-P. van der Roe"),
    ],
)
def test_the_subject_of_an_office_and_a_title_are_no_part_of_a_name(text, name):
    [person] = [mark for mark in read_text(text, known("en"), "en").marks if mark.kind == "person"]
    assert [candidate.value for candidate in person.candidates] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Minister of Small Harbours Jane Roe signed an agreement.", ["Jane Roe", "Harbours Jane Roe"]),
        ("The Director of Big Rockets Ana Maria Lopez signed it.", ["Maria Lopez", "Ana Maria Lopez"]),
        ("The Secretary for Old Ships Jane van der Roe signed it.", ["Jane van der Roe", "Ships Jane van der Roe"]),
    ],
)
def test_where_a_name_begins_is_asked_where_nothing_tells(text, names):
    [person] = [mark for mark in read_text(text, known("en"), "en").marks if mark.kind == "person"]
    assert [candidate.value for candidate in person.candidates][: len(names)] == names
    assert person.note


@pytest.mark.parametrize(
    ("text", "is_clear"),
    [
        ("Lisa Campbell signed an agreement. Later Campbell left.", True),
        ("Lisa Campbell and Ann Campbell, Director of JAXA, signed an agreement. Later Campbell left.", False),
        ("Ann Campbell, Director of JAXA, signed an agreement with Lisa Campbell. Then Campbell left.", False),
        ("Ann Campbell, Director of JAXA, signed an agreement. Minister Campbell left.", False),
    ],
)
def test_a_surname_is_a_known_persons_where_nobody_else_has_it(text, is_clear):
    last = [mark for mark in read_text(text, known("en"), "en").marks if text[mark.start : mark.end] == "Campbell"][-1]
    assert last.is_certain == is_clear
