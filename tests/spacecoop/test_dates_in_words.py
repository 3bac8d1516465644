"""Dates in words, in each language of the site."""

from datetime import date

import pytest
from django.utils.translation import override

from spacecoop.dates_in_words import day_in_words, display, in_or_on, since, until

ALONE = [
    ("1990-05-03", "3 May 1990", "3 mai 1990"),
    ("1990-03-01", "1 March 1990", "1er mars 1990"),
    ("1990-05", "May 1990", "mai 1990"),
    ("1990", "1990", "1990"),
    ("199X", "1990s", "années 1990"),
    ("19XX", "20th century", "20e siècle"),
    ("20XX", "21st century", "21e siècle"),
    ("2022-21", "spring 2022", "printemps 2022"),
    ("2022-22", "summer 2022", "été 2022"),
    ("2021-33", "first quarter of 2021", "premier trimestre 2021"),
    ("2021-41", "second half of 2021", "second semestre 2021"),
    ("1990-05-03~", "about 3 May 1990", "vers le 3 mai 1990"),
    ("1990?", "1990 (uncertain)", "1990 (incertain)"),
    ("199X%", "about 1990s (uncertain)", "vers les années 1990 (incertain)"),
    ("1979/..", "since 1979", "depuis 1979"),
    ("1979-05-01/..", "since 1 May 1979", "depuis le 1er mai 1979"),
    ("../1990-05", "until May 1990", "jusqu'en mai 1990"),
    ("../1990-05-03", "until 3 May 1990", "jusqu'au 3 mai 1990"),
    ("../2022-22", "until summer 2022", "jusqu'à l'été 2022"),
    ("1979/", "from 1979, end not stated", "depuis 1979, fin non précisée"),
    ("/1990", "until 1990, start not stated", "jusqu'en 1990, début non précisé"),
    ("2013/2019", "2013–2019", "2013–2019"),
    ("2018-06-01/2018-06-25", "1–25 June 2018", "1er–25 juin 2018"),
    ("2002-10/2002-11", "October–November 2002", "octobre–novembre 2002"),
    ("2002-12/2003-01", "December 2002 to January 2003", "décembre 2002 – janvier 2003"),
]
WHEN = [
    ("1990-05-03", "on 3 May 1990", "le 3 mai 1990"),
    ("1990-03-01", "on 1 March 1990", "le 1er mars 1990"),
    ("1990-05", "in May 1990", "en mai 1990"),
    ("1990", "in 1990", "en 1990"),
    ("199X", "in the 1990s", "dans les années 1990"),
    ("19XX", "in the 20th century", "au 20e siècle"),
    ("20XX", "in the 21st century", "au 21e siècle"),
    ("2022-21", "in spring 2022", "au printemps 2022"),
    ("2022-22", "in summer 2022", "à l'été 2022"),
    ("2021-33", "in the first quarter of 2021", "au premier trimestre 2021"),
    ("2021-41", "in the second half of 2021", "au second semestre 2021"),
    ("1990-05-03~", "about 3 May 1990", "vers le 3 mai 1990"),
    ("1990?", "in 1990 (uncertain)", "en 1990 (incertain)"),
    ("199X%", "about 1990s (uncertain)", "vers les années 1990 (incertain)"),
    ("1979/..", "in 1979 or later", "en 1979 ou plus tard"),
    ("1979-05-01/..", "on 1 May 1979 or later", "le 1er mai 1979 ou plus tard"),
    ("../1990-05", "in May 1990 or earlier", "en mai 1990 ou plus tôt"),
    ("../1990-05-03", "on 3 May 1990 or earlier", "le 3 mai 1990 ou plus tôt"),
    ("../2022-22", "in summer 2022 or earlier", "à l'été 2022 ou plus tôt"),
    ("1979/", "in 1979 or later", "en 1979 ou plus tard"),
    ("/1990", "in 1990 or earlier", "en 1990 ou plus tôt"),
    ("2013/2019", "between 2013 and 2019", "entre 2013 et 2019"),
    ("2018-06-01/2018-06-25", "between 1 June 2018 and 25 June 2018", "entre le 1er juin 2018 et le 25 juin 2018"),
    ("2002-10/2002-11", "between October 2002 and November 2002", "entre octobre 2002 et novembre 2002"),
    ("2002-12/2003-01", "between December 2002 and January 2003", "entre décembre 2002 et janvier 2003"),
]


@pytest.mark.parametrize(
    ("words_of", "edtf", "english", "french"),
    [*((display, *words) for words in ALONE), *((in_or_on, *words) for words in WHEN)],
)
def test_a_date_has_its_articles_and_prepositions(words_of, edtf, english, french):
    assert words_of(edtf) == english
    with override("fr"):
        assert words_of(edtf) == french
    assert words_of(edtf) == english  # what is kept of one language is not given in another


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("1990-05-03", ("from 3 May 1990", "until 3 May 1990"), ("depuis le 3 mai 1990", "jusqu'au 3 mai 1990")),
        ("1990-05", ("from May 1990", "until May 1990"), ("depuis mai 1990", "jusqu'en mai 1990")),
        ("2022-22", ("from summer 2022", "until summer 2022"), ("depuis l'été 2022", "jusqu'à l'été 2022")),
        ("1990~", ("from about 1990", "until about 1990"), ("depuis vers 1990", "jusque vers 1990")),
    ],
)
def test_a_beginning_and_an_end_have_theirs(edtf, english, french):
    assert (since(edtf), until(edtf)) == english
    with override("fr"):
        assert (since(edtf), until(edtf)) == french


@pytest.mark.parametrize("language", ["en-gb", "fr"])
@pytest.mark.parametrize("edtf", ["1990-05-03", "1990-05", "1990", "199X", "19XX?", "1990-22", "1990-33", "1990-41"])
def test_every_kind_of_date_is_told_as_a_beginning_and_an_end(language, edtf):
    with override(language):
        assert until(edtf) != since(edtf)


def test_a_day_is_that_of_a_date():
    assert day_in_words(date(2026, 11, 1)) == "1 November 2026"
    with override("fr"):
        assert day_in_words(date(2026, 11, 1)) == "1er novembre 2026"
