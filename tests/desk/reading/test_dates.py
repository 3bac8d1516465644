import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.dates import LANGUAGES, find_dates
from spacecoop.date_words.points import NOT_STATED
from spacecoop.dates import read

PUBLISHED = "2018-06-25"  # a Monday
PIECES = re.findall(r"\S+", "in the 22 25. 1st June March last next year since until of to - / , ’98 1997 ago two")


def found(text, language="en", published=PUBLISHED, modality=None):
    return [[edtf for edtf, _ in date.readings] for date in find_dates(text, language, published, lambda _: modality)]


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "on 20 December 2000", "2000-12-20"),
        ("en", "on the 3rd of October 1997", "1997-10-03"),
        ("en", "Sept. 4, 2003", "2003-09-04"),
        ("en", "October-November 2002", "2002-10/2002-11"),
        ("en", "from October 2002 to March 2003", "2002-10/2003-03"),
        ("en", "the second quarter of 2021", "2021-34"),
        ("en", "the 1990s", "199X"),
        ("en", "about 1990", "1990~"),
        ("fr", "le 25 juin 2018", "2018-06-25"),
        ("fr", "du 1er au 3 mars 2017", "2017-03-01/2017-03-03"),
        ("fr", "jusqu'en 2025", "../2025"),
        ("es", "a finales de 2016", "2016-41"),
        ("nl", "tussen 2013 en 2019", "2013/2019"),
        ("it", "nel dicembre 2010", "2010-12"),
        ("it", "dal 2005", "2005/.."),
        ("de", "im Herbst 2002", "2002-23"),
        ("de", "am 05.03.2020", "2020-03-05"),
    ],
)
def test_a_date_is_as_precise_as_its_words(language, text, edtf):
    assert found(text, language, published=None) == [[edtf]]


def test_what_edtf_cannot_say_is_widened():
    assert found("mid-2023") == [["2023"]]
    assert found("since late 2012") == [["2012/.."]]
    assert found("end of 2021") == [["2021-41"]]


def test_a_day_and_month_that_may_be_exchanged_are_asked():
    assert found("10/03/1997") == [["1997-03-10", "1997-10-03"]]
    assert found("25/03/1997") == [["1997-03-25"]]
    assert found("03/03/1997") == [["1997-03-03"]]


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "yesterday", "2018-06-24"),
        ("en", "last year", "2017"),
        ("en", "next December", "2018-12"),
        ("en", "last Friday", "2018-06-22"),
        ("en", "9 January this year", "2018-01-09"),
        ("en", "this autumn", "2018-23"),
        ("en", "Friday 22 to Monday 25 June", "2018-06-22/2018-06-25"),
        ("en", "Tuesday 19 June", "2018-06-19"),
        ("fr", "le mois prochain", "2018-07"),
        ("fr", "il y a deux ans", "2016~"),
        ("de", "in zwei Jahren", "2020~"),
        ("nl", "vorig jaar", "2017"),
    ],
)
def test_a_relative_date_is_derived_from_the_date_of_the_source(language, text, edtf):
    (date,) = find_dates(text, language, PUBLISHED)
    assert date.readings == ((edtf, "derived"),)


def test_without_a_date_of_the_source_a_relative_one_stays_open_and_says_so():
    (date,) = find_dates("signed last year", "en", None)
    assert (date.readings, date.note) == ((), NOT_STATED)


def test_a_month_of_the_source_does_not_tell_the_day_before():
    (date,) = find_dates("signed yesterday", "en", "2018-06")
    assert date.readings == ()


def test_the_modality_tells_which_december_is_meant():
    assert found("in December", modality="done") == [["2017-12"]]
    assert found("in December", modality="announced") == [["2018-12"]]
    assert found("in December", modality="discussed") == [["2017-12", "2018-12"]]


def test_the_following_year_follows_the_date_before_it():
    assert found("signed in 1997 and ratified the following year") == [["1997"], ["1998"]]
    assert found("ratified the following year") == [[]]


@pytest.mark.parametrize(
    "text",
    [
        "it may march",
        "2000 km above",
        "© 2014",
        "(c) 2014",
        "Horizon 2020",
        "Tel: +33 (0)1 44 76 75 39",
        "version 1.2.2018.4",
        "spring into action",
        "room 25",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert found(text) == []


def test_mars_is_a_month_only_where_it_is_used_as_one():
    assert found("la mission vers Mars", "fr") == []
    assert found("en mars 2020", "fr") == [["2020-03"]]


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=12,
    ).map(" ".join)
    | st.text(max_size=60),
    st.sampled_from(LANGUAGES),
    st.sampled_from([None, "2018", "2018-06", "2018-06-25"]),
)
def test_whatever_is_read_is_a_date_that_we_keep(text, language, published):
    for date in find_dates(text, language, published):
        assert 0 <= date.start < date.end <= len(text)
        assert all(read(edtf) for edtf, _ in date.readings)
