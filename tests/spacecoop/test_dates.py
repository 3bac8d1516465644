"""The grammar of dates: what is accepted, refused, put in words; in Python and in SQL alike."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from spacecoop.dates import DateNotUnderstood, bounds, read, read_instant, sourced, sure_days
from spacecoop.dates_in_words import SEASONS, display

years = st.integers(1000, 2199).map(str)
days = st.dates(date(1000, 1, 1), date(2199, 12, 31))
dates = st.one_of(years, days.map(lambda day: day.isoformat()[:7]), days.map(date.isoformat))
seasons = st.builds("{}-{}".format, years, st.sampled_from(sorted(SEASONS)))
qualifiers = st.sampled_from(["", "?", "~", "%"])
ends = st.builds(str.__add__, st.one_of(dates, seasons), qualifiers)
points = st.one_of(
    st.builds(str.__add__, dates, qualifiers),
    seasons,
    st.builds("{}X{}".format, st.integers(100, 219), qualifiers),
    st.builds("{}XX{}".format, st.integers(10, 21), qualifiers),
    st.builds("{}-{}".format, years, st.sampled_from(["33", "34", "35", "36", "40", "41"])),
)
open_ends = st.sampled_from(["", ".."])
intervals = st.one_of(
    st.builds("{}/{}".format, ends, ends),
    st.builds("{}/{}".format, ends, open_ends),
    st.builds("{}/{}".format, open_ends, ends),
)
# Texts near the grammar: most are wrong in one place.
near_misses = st.text(alphabet="0123456789-/.?~%X", min_size=1, max_size=12)


def in_sql(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT edtf_is_valid(%s), edtf_earliest(%s), edtf_latest(%s)", [text, text, text])
        return cursor.fetchone()


def in_python(text):
    try:
        return True, *bounds(read(text))
    except DateNotUnderstood:
        return False, None, None


@pytest.mark.django_db
@given(st.one_of(points, intervals, near_misses))
@example("2021-02-29")
@example("2020-02-29")
@example("1997/1990")
@example("2002-10/2002")
@example("2021-24")
@example("2099-24/..")
@example("2022-22?")
@example("../..")
@example("2021-33/2021-34")
@example("0999")
@example("2200")
@example("22XX")
@example("XXXX")
def test_python_and_sql_read_every_date_alike(text):
    assert in_sql(text) == in_python(text)


@pytest.mark.django_db
@given(st.one_of(points, intervals))
@example("1979/..")
@example("/1991")
@example("2013-24/2019-24?")
@example("1996%/1999-02")
def test_a_period_surely_goes_on_from_the_last_day_of_its_beginning_to_the_first_of_its_end(text):
    start, slash, end = (part.rstrip("?~%") for part in text.partition("/"))  # alone no season has a mark
    assert sure_days(text) == ((in_sql(start)[2], in_sql(end)[1]) if slash else (None, None))


@given(st.one_of(points, intervals))
def test_an_accepted_date_is_kept_as_written_and_its_bounds_are_in_order(text):
    try:
        edtf = read(text)
    except DateNotUnderstood as error:
        edtf, why = None, str(error)
    assert edtf == text or "backwards" in why  # the only thing that can be wrong with these
    if edtf is None:
        return
    earliest, latest = bounds(edtf)
    assert earliest is None or latest is None or earliest <= latest
    assert display(edtf)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1997", date(1997, 1, 1), date(1997, 12, 31)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2022-22", date(2022, 6, 1), date(2022, 8, 31)),
        ("2021-24", date(2021, 12, 1), date(2022, 2, 28)),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
        ("2002-10/2002-11", date(2002, 10, 1), date(2002, 11, 30)),
        ("1979/..", date(1979, 1, 1), None),
        ("../1990", None, date(1990, 12, 31)),
        ("1979/", date(1979, 1, 1), None),
        ("2021-12?", date(2021, 12, 1), date(2021, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("2021-35", date(2021, 7, 1), date(2021, 9, 30)),
        ("2021-41", date(2021, 7, 1), date(2021, 12, 31)),
    ],
)
def test_bounds_are_the_first_and_last_day_that_the_text_allows(text, earliest, latest):
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1997/1990", "runs backwards: write 1990/1997"),
        ("0000", "out of range"),
        ("-0044", "out of range"),
        ("0997", "out of range"),
        ("2500", "The year 2500 is out of range: years run from 1000 to 2199."),
        ("09XX", "out of range"),
        ("22XX", "out of range"),
        ("Y17000", "out of range"),
        ("XXXX", "Leave the field empty"),
        ("1997-XX", "write 1997"),
        ("[1997, 1998]", "one date or one period"),
        ("{1997, 1998}", "one date or one period"),
        ("X997", "not understood"),
        ("1997-10-03T1030", "time of day"),
        ("1997-10-03 10:30", "time of day"),
        (60 * "9", "not understood"),
        (61 * "9", "too long"),
        ("2021-02-30", "not a day of the calendar"),
        ("2021-13", "not understood"),
        ("", "empty"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(text, says):
    with pytest.raises(DateNotUnderstood, match=says):
        read(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2013/2019", date(2013, 12, 31), date(2019, 1, 1)),
        ("1979/..", date(1979, 12, 31), None),
        ("../1991-05", None, date(1991, 5, 1)),
        ("2013", None, None),
    ],
)
def test_a_period_from_one_year_to_another_surely_went_on_between_them(text, first, last):
    assert sure_days(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T12:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00:00+01:00", datetime(2026, 3, 1, 11, tzinfo=UTC)),
    ],
)
def test_an_instant_is_told_in_utc(text, instant):
    told = read_instant(text)
    assert (told, told.tzinfo) == (instant, UTC)


def test_an_instant_that_no_calendar_has_is_refused():
    with pytest.raises(ValueError, match="9999-12-31T23:59-23:59"):
        read_instant("9999-12-31T23:59-23:59")


@pytest.mark.parametrize(
    ("edtf", "is_known"),
    [("1997-10-03", True), ("1997-10", False), ("1997/..", False), ("../1997-10-03", False)],
)
def test_a_day_is_known_only_where_the_date_is_one_day(edtf, is_known):
    assert sourced(edtf).day_is_known == is_known


def test_a_date_is_stated_unless_something_else_is_said():
    assert sourced("1997").basis == "stated"
    assert str(sourced("1997", "derived")) == "1997 (inferred)"


def test_a_derived_year_is_said_beside_the_date():
    assert str(sourced("2021-12", "derived")) == "December 2021 (year inferred)"
    assert str(sourced("2021-12")) == "December 2021"
    assert sourced(None) is None
