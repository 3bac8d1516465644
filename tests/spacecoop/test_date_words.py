"""Dates in words and figures: read whole or refused."""

from datetime import date

import pytest
from babel.dates import format_date
from django.conf import settings as site
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from spacecoop.date_words import LANGUAGES, NotStated, TwoReadings, read_words
from spacecoop.dates import DateNotUnderstood, read
from spacecoop.dates_in_words import display
from tests.spacecoop.test_dates import days, intervals, points

languages = st.sampled_from(LANGUAGES)
recent = st.dates(date(1900, 1, 1), date(2099, 12, 31))
PATTERNS = {
    "en": ["d MMMM y", "MMMM d, y", "EEEE d MMMM y", "d MMM. y", "d-MMM-y", "y MMM d", "MMMM y"],
    "fr": ["'le' d MMMM y", "EEEE d MMMM y", "d MMM y", "MMMM y"],
    "es": ["'el' d 'de' MMMM 'de' y", "EEEE, d 'de' MMMM 'de' y", "d-MMM-y", "MMMM 'de' y"],
    "nl": ["d MMMM y", "'op' EEEE d MMMM y", "d MMM. y", "MMMM y"],
    "it": ["'il' d MMMM y", "EEEE d MMMM y", "d MMM. y", "MMMM y"],
    "de": ["'am' d. MMMM y", "EEEE, 'den' d. MMMM y", "d. MMM y", "MMMM y"],
    "pt": ["d 'de' MMMM 'de' y", "EEEE, d 'de' MMMM 'de' y", "d MMM y", "MMMM 'de' y"],
    "ru": ["d MMMM y", "d MMMM y 'года'", "EEEE, d MMMM y 'г.'", "LLLL y"],
}


def refused(text, order=None):
    with pytest.raises(DateNotUnderstood) as error:
        read_words(text, order)
    return str(error.value)


@given(st.one_of(points, intervals))
@example("1979/")
@example("/1991-22?")
@example("1997%/1999~")
@example("2022-22/2022-11")
@example("2021-01-05/2021-01-05")
@example("199X%")
@example("21XX~")
@example("2021-24~/2022-01?")
def test_every_date_that_is_accepted_reads_back_from_its_words(text):
    try:
        read(text)
    except DateNotUnderstood:
        return
    for language, _ in site.LANGUAGES:
        with override(language):
            assert read_words(display(text)) == text


@given(recent, languages, st.data())
def test_a_date_is_read_as_each_language_writes_it(day, language, data):
    pattern = data.draw(st.sampled_from(PATTERNS[language]))
    edtf = day.isoformat() if "d" in pattern.replace("'de'", "").replace("'den'", "") else day.isoformat()[:7]
    assert read_words(format_date(day, pattern, language)) == edtf


@given(recent, languages, st.sampled_from(["d MMM yy", "d. MMMM ''yy", "d/M/yy", "dd.MM.yy", "d-MMM-yy", "MMMM yy"]))
def test_a_year_of_two_figures_is_refused_in_every_language(day, language, pattern):
    refused(format_date(day, pattern, language))


@given(recent, languages, st.data())
def test_a_word_or_figure_that_is_not_used_refuses_the_whole(day, language, data):
    words = format_date(day, data.draw(st.sampled_from(PATTERNS[language])), language).split()
    at = data.draw(st.integers(0, len(words)))
    more = data.draw(st.sampled_from(["banana", "53", "2561", "25:99", "%", "signed", "not", "2001"]))
    refused(" ".join([*words[:at], more, *words[at:]]))


@given(recent, st.sampled_from(["/", ".", "-", " ", ". ", "–", " / "]), st.booleans())
def test_figures_follow_the_stated_order_whatever_stands_between_them(day, separator, is_padded):
    parts = [f"{part:02}" if is_padded else str(part) for part in (day.day, day.month)]
    day_first, month_first = (separator.join([*each, str(day.year)]) for each in (parts, parts[::-1]))
    assert read_words(day_first, "dd/mm/yyyy") == read_words(month_first, "mm/dd/yyyy") == day.isoformat()
    assert "the year comes first" in refused(day_first, "iso")
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(TwoReadings):
            read_words(day_first)
    else:
        assert read_words(day_first) == day.isoformat()


@given(days, st.sampled_from(["/", ".", " ", "-", ". ", " / "]))
def test_the_year_first_is_year_month_day_in_every_order(day, separator):
    text = separator.join([str(day.year), str(day.month), str(day.day)])
    assert {read_words(text, order) for order in (None, "dd/mm/yyyy", "mm/dd/yyyy", "iso")} == {day.isoformat()}


@given(recent, st.integers(0, 6), st.sampled_from(["en", "fr", "es", "nl", "it", "de"]))
def test_a_weekday_is_that_of_its_date_or_the_date_is_refused(day, weekday, language):
    text = f"{format_date(date(2018, 6, 25 + weekday if weekday < 6 else 24), 'EEEE', language)} {day.isoformat()}"
    if weekday == day.weekday():
        assert read_words(text) == day.isoformat()
    else:
        assert "another day of the week" in refused(text)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("summer 2022", "2022-22"),
        ("3rd of October 1997", "1997-10-03"),
        ("circa 1997", "1997~"),
        ("possibly 1997", "1997?"),
        ("  2021-12 ", "2021-12"),
        ("17 Aug. 2011", "2011-08-17"),
        ("le 3 févr. 2009", "2009-02-03"),
        ("9 sept. 2015", "2015-09-09"),
        ("3 de mayo del año 2018", "2018-05-03"),
        ("den 4. Okt. 2016", "2016-10-04"),
        ("7-Nov-2003", "2003-11-07"),
        ("7/Nov/2003", "2003-11-07"),
        ("7.Nov.2003", "2003-11-07"),
        # quarters and halves
        ("Q2/2019", "2019-34"),
        ("2019-Q2", "2019-34"),
        ("fourth quarter of 2017", "2017-36"),
        ("2. Quartal 2020", "2020-34"),
        ("troisième trimestre 2016", "2016-35"),
        ("Q1 to Q3 2021", "2021-01/2021-09"),
        ("first half of 2014", "2014-40"),
        # open at an end
        ("until 2024", "../2024"),
        ("no later than March 2024", "../2024-03"),
        ("au plus tard en 2024", "../2024"),
        ("before 2030", "../2030"),
        ("winter 2013/14", "2013-24"),
        ("hiver 2013-2014", "2013-24"),
        ("7.XI.2003", "2003-11-07"),
        ("2030 or later", "2030/.."),
        ("dal 2030 in poi", "2030/.."),
        ("non prima del 1º luglio 2030", "2030-07-01/.."),
        ("3º trimestre de 2016", "2016-35"),
        ("12 de\u0301c. 2019", "2019-12-12"),
        ("2030 spätestens", "../2030"),
        ("beyond 2030", "2030/.."),
        ("not before 1 May 2026", "2026-05-01/.."),
        ("nicht vor 2026", "2026/.."),
        ("no antes de mayo de 2026", "2026-05/.."),
        ("after 1985", "1985/.."),
        ("après mars 1985", "1985-03/.."),
        ("nach 1985", "1985/.."),
        ("dopo il 1985", "1985/.."),
        ("после 1985 года", "1985/.."),
        # spans
        ("3 and 4 July 2017", "2017-07-03/2017-07-04"),
        ("du 30 juin au 2 juillet 2017", "2017-06-30/2017-07-02"),
        ("3 et 4 juillet 2017", "2017-07-03/2017-07-04"),
        ("3./4. Juli 2017", "2017-07-03/2017-07-04"),
        ("July/August 2017", "2017-07/2017-08"),
        ("2004 — 2009", "2004/2009"),
        ("2004−2009", "2004/2009"),
        ("entre 2004 y 2009", "2004/2009"),
        ("с 2004 г. по 2009 г.", "2004/2009"),
        ("from April 30 to May 3, 2018", "2018-04-30/2018-05-03"),
        ("April 30–May 3, 2018", "2018-04-30/2018-05-03"),
        ("April 3-5, 2018", "2018-04-03/2018-04-05"),
        ("30 December to 2 January 2019", "2018-12-30/2019-01-02"),
        # times behind a day
        ("2017-07-03T09:15:00+02:00", "2017-07-03"),
        ("3 July 2017, 9.15 a.m.", "2017-07-03"),
        ("le 3 juillet 2017 à 9h15", "2017-07-03"),
        ("3. Juli 2017 um 9 Uhr", "2017-07-03"),
        ("3 July 2017 (Monday)", "2017-07-03"),
    ],
)
def test_words_are_read_without_adding_precision(words, edtf):
    assert read_words(words) == edtf


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("XXXX", "Leave the field empty"),
        ("1997-XX", "write 1997"),
        ("03/04/2018", "two ways"),
        ("[1997, 1998]", "one date or one period"),
        ("2021-02-30", "not a day of the calendar"),
        ("31 April 2018", "not a day of the calendar"),
        ("2021-13", "not understood"),
        ("foo 12", "not understood"),
        ("next week", "not understood"),
        ("9 January", "does not say its year"),
        ("", "empty"),
        ("2016, 2017", "“2017” is left over"),
        ("2016 and 2017", "“and 2017” is left over"),
        ("4 May 2016; 5 June 2017", "left over"),
        ("4 May 2559", "no year between"),
        ("4 mai 1399 H", "left over"),
        ("4 May '61", "four figures"),
        ("4 de mayo de 61", "four figures"),
        ("1900-01-00", "not a day of the calendar"),
        ("’61", "four figures"),
        ("2016/17", "four figures"),
        ("2012-13", "four figures"),
        ("7.Nov.03", "four figures"),
        ("Q3 '21", "four figures"),
        ("FY2016", "fiscal year"),
        ("Q1 FY 2016", "fiscal year"),
        ("exercice budgétaire 2016", "fiscal year"),
        ("Haushaltsjahr 2016/17", "fiscal year"),
        ("ejercicio fiscal 2016", "fiscal year"),
        ("2016 financial year", "fiscal year"),
        ("Friday 4 May 2016", "another day of the week"),
        ("lundi 4 mai 2016", "another day of the week"),
        ("4 May 2016 25:10", "“25:10” is left over"),
        ("May 2016, 10:30", "enter a date without a time"),
        ("since late 2012", "late"),
        ("mid-2016", "mid"),
        ("early 1990s", "late"),
        ("end of June 2018", "late"),
        ("first half of June 2018", "more than a date of ours can"),
        ("until 2016 to 2018", "more than a date of ours can"),
        ("summer 2013/14", "not understood"),
        ("about summer 2016", "more than a date of ours can"),
        ("2017 to 2016", "backwards"),
        ("3 June to 1 May 2018", "backwards"),
        ("April 30 to 3, 2018", "not understood"),
        ("30 to 3 April 2018", "backwards"),
        ("two years after 2016", "not understood"),
        ("٢٠١٨", "not understood"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_reason(text, says):
    assert says in refused(text)


def test_a_refusal_names_the_text_the_reason_and_what_to_write():
    assert refused("FY2016") == (
        "“FY2016” is not understood as a date: a fiscal year is no calendar year: write the days from which and to "
        "which it runs. Enter, for example, 1997, December 2021, 20 December 2000 or summer 2022; or EDTF, such as "
        "1979/.."
    )


@pytest.mark.parametrize("text", ["-", "–", "n/a", "N.A.", "unknown", "s.d.", "sans date", "o. J.", "sin fecha", "?"])
def test_a_placeholder_says_that_no_date_is_stated(text):
    with pytest.raises(NotStated, match="leave the field empty"):
        read_words(text)


def test_what_only_begins_like_a_placeholder_is_none():
    assert "says that no date" not in refused("n/a 12")
