"""Blocks of days: a day lies in a span exactly if they have a block in common."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from catalogue.index.days import END, blocks, blocks_around, number

days = st.integers(0, END - 1)


@given(first=days, length=st.integers(0, 50_000), day=days)
def test_a_day_lies_in_a_span_if_they_have_a_block_in_common(first, length, day):
    end = min(first + length, END)
    common = set(blocks(first, end)) & set(blocks_around(day))
    assert len(common) == (first <= day < end)


@given(first=days)
def test_a_span_has_few_blocks(first):
    assert len(list(blocks(first, END))) <= 20


def test_a_day_is_read_in_either_form():
    assert number("2000-12-20") == number(date(2000, 12, 20))
