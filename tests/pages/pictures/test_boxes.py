"""Boxes with names: pushed apart until none touches another, off the lines that are not theirs."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pages.pictures.boxes import Box, apart, clear_of, width_of

boxes = st.lists(
    st.builds(Box, st.floats(0, 300), st.floats(0, 200), st.floats(20, 180), st.floats(20, 40)), min_size=1, max_size=25
)


@given(boxes)
def test_boxes_that_were_pushed_apart_do_not_touch(crowd):
    apart(crowd, 8)
    assert not any(one.touches(other, 7.99) for one, other in combinations(crowd, 2))


def test_boxes_in_one_place_part():
    crowd = [Box(0, 0, 50, 20) for _ in range(10)]
    apart(crowd, 8)
    assert not any(one.touches(other, 7.99) for one, other in combinations(crowd, 2))


def test_boxes_that_have_room_stay_where_they_are():
    crowd = [Box(0, 0, 50, 20), Box(100, 0, 50, 20)]
    apart(crowd, 8)
    assert crowd == [Box(0, 0, 50, 20), Box(100, 0, 50, 20)]


def test_a_box_leaves_the_line_between_two_others():
    one, between, other = crowd = [Box(0, 0, 50, 20), Box(150, 1, 50, 20), Box(300, 0, 50, 20)]
    clear_of([(0, 2)], crowd, 2, 5)
    assert between.y - between.height / 2 >= 2 - 1e-6
    assert (one.y, other.y) == (0, 0)


def test_wide_letters_take_more_room():
    assert width_of("中国", 10) == 20
    assert width_of("ESA", 10) > width_of("esa", 10)
