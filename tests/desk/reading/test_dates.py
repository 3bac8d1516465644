import re

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.dates import LANGUAGES, TURNED, find_dates
from spacecoop.date_words import read_words
from spacecoop.date_words.points import COUNTED, FISCAL, NO_YEAR, NOT_STATED, OTHER_WEEKDAY, SHORT_YEAR
from spacecoop.dates import read
from tests.spacecoop.test_date_words import PATTERNS, languages, recent

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
        ("en", "in Washington D.C. on 17 October 2017", "2017-10-17"),
        ("en", "Annex C. 17 October 2017", "2017-10-17"),
        ("en", "c. 1990", "1990~"),
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "at the end of the month"),
        ("fr", "à la fin du mois"),
        ("de", "Ende des Monats"),
        ("es", "a fines del mes"),
    ],
)
def test_a_part_of_the_month_is_the_month(language, text):
    assert found(text, language) == [["2018-06"]]


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "signed on 7 Nov. 2003 in Rome", "2003-11-07"),
        ("fr", "signé le 3 févr. 2009 à Rome", "2009-02-03"),
        ("de", "am 4. Okt. 2016 unterzeichnet", "2016-10-04"),
        ("es", "el 9 sept. 2015 en Lima", "2015-09-09"),
        ("en", "done at Rome on 7-Nov-2003", "2003-11-07"),
        ("en", "Done at Rome this 7th day of November, 2003", "2003-11-07"),
        ("en", "(Rome, 7.XI.2003)", "2003-11-07"),
        ("en", "in Q2/2019", "2019-34"),
        ("en", "the ceremony of 2019/4/30", "2019-04-30"),
        ("en", "from April 30 to May 3, 2018", "2018-04-30/2018-05-03"),
        ("en", "April 3-5, 2018", "2018-04-03/2018-04-05"),
        ("en", "on 3 and 4 July 2017", "2017-07-03/2017-07-04"),
        ("fr", "les 3 et 4 juillet 2017", "2017-07-03/2017-07-04"),
        ("es", "los días 3 y 4 de julio de 2017", "2017-07-03/2017-07-04"),
        ("de", "am 3./4. Juli 2017", "2017-07-03/2017-07-04"),
        ("en", "2004 — 2009", "2004/2009"),
        ("en", "not before 1 May 2026", "2026-05-01/.."),
        ("fr", "pas avant mai 2026", "2026-05/.."),
        ("de", "nicht vor 2026", "2026/.."),
        ("en", "after 1985", "1985/.."),
        ("en", "after June 1985", "1985-06/.."),
        ("en", "before March 2024", "../2024-03"),
        ("en", "after the 2018 summit", "2018"),
        ("es", "antes de marzo de 2024", "../2024-03"),
        ("en", "2030 or later", "2030/.."),
        ("nl", "na 1985", "1985/.."),
        ("it", "dopo il 1985", "1985/.."),
        ("pt", "em 5 de março de 2012", "2012-03-05"),
        ("ru", "подписано 5 марта 2012 года", "2012-03-05"),
        ("en", "3 July 2017 at 10:30", "2017-07-03"),
    ],
)
def test_every_word_and_figure_of_a_date_is_used(language, text, edtf):
    assert found(text, language, published=None) == [[edtf]]


@pytest.mark.parametrize(
    ("language", "text", "note"),
    [
        ("en", "signed on 4 May '61", SHORT_YEAR),
        ("fr", "signé le 4 mai 61", SHORT_YEAR),
        ("en", "signed on 04.05.61", SHORT_YEAR),
        ("en", "signed on 4 May 2559", NO_YEAR),
        ("en", "signed on Friday 4 May 2016", OTHER_WEEKDAY),
        ("es", "firmado el lunes 4 de mayo de 2016", OTHER_WEEKDAY),
        ("en", "in fiscal year 2016/17", FISCAL),
        ("en", "in the third quarter of FY2016", FISCAL),
        ("fr", "pour l'exercice 2016", FISCAL),
        ("de", "im Haushaltsjahr 2016", FISCAL),
        ("en", "two years after 2016", COUNTED),
        ("de", "zwei Jahre nach 2016", COUNTED),
    ],
)
def test_what_looks_like_a_date_and_is_none_of_ours_says_why(language, text, note):
    (date,) = find_dates(text, language, PUBLISHED)
    assert (date.readings, date.note) == ((), note)


def test_a_sentence_that_denies_may_turn_a_date_round():
    (date,) = find_dates("was not signed before 2019", modality_at=lambda position: "denied")
    assert (date.readings, date.note) == ((), TURNED)


def test_a_dash_before_a_sentence_makes_no_span():
    assert found("Paris, June 25, 2018 – Today ESA signed") == [["2018-06-25"], ["2018-06-25"]]
    assert found("in 1997 and 2003") == [["1997"], ["2003"]]


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
        ("en", "tomorrow", "2018-06-26"),
        ("en", "last Monday", "2018-06-18"),
        ("en", "this Monday", "2018-06-25"),
        ("en", "next Friday", "2018-06-29"),
        ("en", "last week", "2018-06-18/2018-06-24"),
        ("en", "next week", "2018-07-02/2018-07-08"),
        ("en", "last June", "2017-06"),
        ("en", "next June", "2019-06"),
        ("en", "last summer", "2017-22"),
        ("en", "next spring", "2019-21"),
        ("en", "three days ago", "2018-06-22"),
        ("en", "in three weeks", "2018-07-16~"),
        ("en", "two months ago", "2018-04~"),
        ("en", "the past two years", "2016/2018"),
        ("en", "the next two years", "2018/2020"),
        ("en", "end of last year", "2017-41"),
        ("en", "since last year", "2017/.."),
        ("en", "until next year", "../2019"),
        ("en", "from May to July last year", "2017-05/2017-07"),
        ("en", "nineties", "199X"),
        ("de", "neunziger Jahre", "199X"),
        ("es", "los noventa", "199X"),
        ("it", "anni ’90", "199X"),
        ("nl", "jaren 90", "199X"),
        ("nl", "jaren negentig", "199X"),
        ("en", "25 June last", "2017-06-25"),
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


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("last year", "2018", ["2017"]),
        ("last month", "2018-06", ["2018-05"]),
        ("two years ago", "2018-06", ["2016~"]),
        ("this autumn", "2018", ["2018-23"]),
        ("next December", "2018", ["2019-12"]),
        ("in June last year", "2018", ["2017-06"]),
        ("last year", "2017/2018", []),
        ("in June last year", "2017/2018", []),
        ("last month", "2018", []),
        ("two days ago", "2018-06", []),
    ],
)
def test_a_relative_date_needs_a_source_that_is_dated_as_precisely(text, published, edtf):
    assert found(text, published=published) == [edtf]


@pytest.mark.parametrize(
    ("text", "done", "planned"),
    [
        ("on Monday", "2018-06-25", "2018-06-25"),
        ("on Friday", "2018-06-22", "2018-06-29"),
        ("on 9 January", "2018-01-09", "2019-01-09"),
        ("on 25 June", "2018-06-25", "2018-06-25"),
        ("on 29 February", "2016-02-29", "2020-02-29"),
        ("in June", "2018-06", "2018-06"),
        ("in autumn", "2017-23", "2018-23"),
    ],
)
def test_the_modality_tells_whether_the_last_or_the_next_is_meant(text, done, planned):
    assert (found(text, modality="done"), found(text, modality="planned")) == ([[done]], [[planned]])
    assert found(text) == [sorted({done, planned})]


def test_the_modality_tells_which_december_is_meant():
    assert found("in December", modality="done") == [["2017-12"]]
    assert found("in December", modality="announced") == [["2018-12"]]
    assert found("in December", modality="discussed") == [["2017-12", "2018-12"]]


def test_the_following_year_follows_the_date_before_it():
    assert found("signed in 1997 and ratified the following year") == [["1997"], ["1998"]]
    assert found("ratified the following year") == [[]]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("in 1997 and ratified two years later", "1999"),
        ("on 3 May 1997 and ratified two months later", "1997-07"),
        ("on 3 May 1997 and ratified three weeks later", "1997-05-24"),
        ("on 3 May 1997, five days earlier", "1997-04-28"),
        ("in 1997/1999 and the following year", "2000"),
        ("in May 1997, approved the previous month", "1997-04"),
        ("in June 1997 and again the same year", "1997"),
        ("in 1997, and in June of the following year", "1998-06"),
    ],
)
def test_what_is_counted_from_the_date_before_it_is_as_precise_as_that(text, edtf):
    assert found(text, published=None)[-1] == [edtf]


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
        "Law No. 1/2007",
        "Law No. 2018",
        "1 Rajab 1440",
        "in the 21st century",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert found(text) == []


def test_a_bare_number_of_running_text_is_a_year_from_1800_to_2099():
    assert [found(f"in {year}") for year in (1799, 1800, 2099, 2100)] == [[], [["1800"]], [["2099"]], []]


def test_a_span_without_years_may_lie_in_two():
    assert found("from December to March", modality="planned") == [["2018-12/2019-03"]]


def test_what_stands_behind_a_date_may_be_another():
    assert found("9 January next March", modality="planned") == [["2019-01-09"], ["2019-03"]]


def test_the_number_of_a_law_and_the_time_of_a_day_are_no_years():
    assert found("Ley núm. 2018", "es") == []
    assert found("on 4 May 18:30", modality="done") == [["2018-05-04"]]


def test_mars_is_a_month_only_where_it_is_used_as_one():
    assert found("la mission vers Mars", "fr") == []
    assert found("en mars 2020", "fr") == [["2020-03"]]


@given(recent, languages, st.data())
def test_running_text_is_read_as_fields_are(day, language, data):
    text = format_date(day, data.draw(st.sampled_from(PATTERNS[language])), language)
    assert found(f"({text}), 1st", language) == [[read_words(text)]]


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
