"""A scale of days: where each begins and ends, and which ticks fit."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.pictures.axis import LEAST_APART, TimeScale

days = st.dates(date(1000, 1, 1), date(2199, 12, 31))


def test_a_year_lies_from_the_start_of_its_first_day_to_the_end_of_its_last():
    scale = TimeScale(date(2000, 1, 1), date(2003, 12, 31), 0, 1461)  # a day is one wide
    assert scale.start(date(2001, 1, 1)) == 366
    assert scale.end(date(2001, 12, 31)) == 366 + 365
    assert scale.middle(date(2000, 1, 1)) == 0.5


def test_nothing_lies_outside_and_an_open_end_is_at_the_edge():
    scale = TimeScale(date(2000, 1, 1), date(2000, 12, 31), 10, 100)
    assert scale.start(date(1990, 1, 1)) == 10
    assert scale.end(date(2020, 1, 1)) == 100
    assert (scale.start(None), scale.end(None)) == (10, 100)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2018, 1, 1), date(2018, 12, 31), ["2018", "Apr", "Jul", "Oct"]),
        (date(1997, 5, 1), date(2002, 12, 31), ["1998", "1999", "2000", "2001", "2002"]),
        (date(1957, 1, 1), date(2026, 12, 31), ["1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        (date(1500, 1, 1), date(2026, 12, 31), ["1500", "1600", "1700", "1800", "1900", "2000"]),
    ],
)
def test_ticks_are_months_years_decades_or_centuries(first, last, words):
    assert [tick.words for tick in TimeScale(first, last, 0, 420).ticks] == words


@given(days, days, st.integers(640, 2000))
def test_ticks_stand_within_the_scale_and_apart(one, other, width):
    ticks = TimeScale(min(one, other), max(one, other), 0, width).ticks
    assert all(0 <= tick.x <= width for tick in ticks)
    places = [tick.x for tick in ticks]
    # A step of a month, the least, may be a little narrower in February.
    assert all(after - before >= LEAST_APART * 0.9 for before, after in pairwise(places))
