"""Numbers as bars: how long each is, and what is said beside it."""

from django.template import engines

from pages.pictures.bars import bars_of


def test_the_largest_is_as_long_as_can_be_and_the_others_in_proportion():
    bars = bars_of([("many", 8, "/many/"), ("few", 1, "/few/")])
    assert [(bar.label, bar.width) for bar in bars] == [("many", 100), ("few", 12.5)]


def test_what_is_not_stated_stands_last_and_only_if_there_is_any():
    rows = [("one", 1, "/one/")]
    bars = list(bars_of(rows, unstated=("Not stated", 4, "/silent/")))
    assert [(bar.label, bar.stated, bar.width) for bar in bars] == [("one", True, 25), ("Not stated", False, 100)]
    assert len(bars_of(rows, unstated=("Not stated", 0, "/silent/"))) == 1


def test_no_more_than_the_first_are_shown_and_the_others_counted():
    bars = bars_of([("a", 3, "/"), ("b", 2, "/"), ("c", 1, "/")], most=2)
    assert len(bars) == 2
    assert bars.left_out == 1


def test_the_list_of_bars_says_its_numbers_as_text():
    macros = engines["jinja2"].env.get_template("macros.html").module
    html = macros.bar_list(bars_of([("few", 2, "/few/"), ("one", 1, "/one/"), ("none", 0, "/none/")], most=2))
    assert '<a href="/few/">few</a> <span class="number">2</span>' in html
    assert 'width="100%"' in html
    assert 'width="50%"' in html
    assert "1 more, with fewer each." in html
