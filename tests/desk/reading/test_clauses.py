"""Relations, terms and numbers that a text says of an agreement."""

import pytest

from desk.reading.clauses import length_in
from desk.reading.marks import read_text
from desk.reading.names import NameIndex

# Alone it says neither by whom nor how: no tacit renewal.
RENEWABLE = ("condition", "renewable")
CLEAR = [
    (
        "en",
        "The agreement is valid for five years and renewable by mutual consent under the framework agreement of 2008.",
        {("length", "5 years"), ("renewal", "by_agreement"), "implements"},
    ),
    (
        "en",
        "The treaty remains in force for a period of 10 years, automatically renewed for further periods of five years "
        "unless six months' notice is given.",
        {("length", "10 years"), ("renewal", "tacit"), ("renewal_length", "5 years"), ("notice", "6 months")},
    ),
    (
        "fr",
        "L'accord est conclu pour une durée de cinq ans, renouvelable par tacite reconduction, dans le cadre de "
        "l'accord-cadre de 2008 ; préavis de six mois.",
        {("length", "5 years"), ("renewal", "tacit"), ("notice", "6 months"), "implements"},
    ),
    (
        "es",
        "El acuerdo tiene una vigencia de cinco años, prorrogable por mutuo acuerdo, en el marco del acuerdo de 1992.",
        {("length", "5 years"), ("renewal", "by_agreement"), "implements"},
    ),
    (
        "it",
        "L'accordo ha una durata di cinque anni ed è rinnovabile, nell'ambito dell'accordo quadro del 1998.",
        {("length", "5 years"), ("condition", "renewable"), "implements"},
    ),
    (
        "de",
        "Das Abkommen gilt für fünf Jahre und wird stillschweigend um jeweils zwei Jahre verlängert.",
        {("length", "5 years"), ("renewal", "tacit"), ("renewal_length", "2 years")},
    ),
    (
        "pt",
        "O acordo tem vigência de um ano, renovável por mútuo acordo, no âmbito do acordo de 1997.",
        {("length", "1 year"), ("renewal", "by_agreement"), "implements"},
    ),
    (
        "nl",
        "De overeenkomst is gesloten voor een periode van vijf jaar en wordt stilzwijgend verlengd.",
        {("length", "5 years"), ("renewal", "tacit")},
    ),
    (
        "ru",
        "Соглашение заключено сроком на пять лет и автоматически продлевается.",
        {("length", "5 years"), ("renewal", "tacit")},
    ),
    ("en", "The agreement is valid for five years and is renewable.", {("length", "5 years"), RENEWABLE}),
    ("en", "The memorandum, extendable, was signed in Rome.", {RENEWABLE}),
    ("fr", "L'accord, valable pour cinq ans, est renouvelable.", {("length", "5 years"), RENEWABLE}),
    ("fr", "Un protocole prorogeable a été signé.", {RENEWABLE}),
    ("es", "El convenio tiene una vigencia de cinco años y es prorrogable.", {("length", "5 years"), RENEWABLE}),
    ("it", "L'accordo, prorogabile, dura per cinque anni.", {("length", "5 years"), RENEWABLE}),
    ("pt", "O acordo vigora por cinco anos, sendo prorrogável.", {("length", "5 years"), RENEWABLE}),
    ("de", "Das Abkommen gilt für fünf Jahre und ist verlängerbar.", {("length", "5 years"), RENEWABLE}),
    ("nl", "De overeenkomst geldt voor vijf jaar en is verlengbaar.", {("length", "5 years"), RENEWABLE}),
    ("ru", "Соглашение заключено сроком на пять лет с возможностью продления.", {("length", "5 years"), RENEWABLE}),
    ("ru", "Соглашение подлежит продлению.", {RENEWABLE}),
    ("en", "See TIAS 12927 and 1394 UNTS 289.", {("tias", "12927"), ("unts", "1394 UNTS 289")}),
    ("en", "See UNTS vol. 1394, p. 289, or UNTS 1234.", {("unts", "1394 UNTS 289"), ("unts", "1234")}),
    ("en", "It was approved by Decree No. 64 of 12 March 1998.", {("law", "Decree No. 64")}),
    ("fr", "Le décret n° 2009-64 publie l'accord.", {("law", "décret n° 2009-64")}),
    ("es", "Fue aprobado por el Decreto N° 64.", {("law", "Decreto N° 64")}),
    ("en", "The protocol supplements the treaty of 1970.", {"supplements"}),
]


@pytest.mark.parametrize(("language", "text", "said"), CLEAR)
def test_what_is_clear_is_marked(language, text, said):
    assert clauses(text, language) == said


@pytest.mark.parametrize(
    "text",
    [
        "The two have worked together for five years.",
        "The mission was extended for a period of science.",
        "Work is under way in accordance with the plan.",
        "It is renewable energy that they study.",
    ],
)
def test_what_is_not_of_an_agreement_is_not_marked(text):
    assert clauses(text) == set()


@pytest.mark.parametrize(
    ("language", "text", "length"),
    [
        ("fr", "cinq ans", "5 years"),
        ("de", "Zwölf Monate", "12 months"),
        ("ru", "пять лет", "5 years"),
        ("es", "1 año", "1 year"),
        ("fr", "cinq ans et demi", ""),
        ("fr", "cinq years", ""),
        ("xx", "cinq ans", ""),
        ("series", "cinq ans", ""),
    ],
)
def test_a_length_of_time_is_read_whole(language, text, length):
    assert length_in(text, language) == length


def clauses(text, language="en"):
    marks = read_text(text, NameIndex([]), language, "2020-01-01").marks
    kinds = ("relation", "term", "identifier")
    return {mark.candidates[0].value for mark in marks if mark.kind in kinds}
