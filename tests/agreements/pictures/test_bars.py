"""Numbers as bars: what each counts, how long it is, and that the list behind it has as many."""

import re

import pytest
from django.template.loader import render_to_string

from agreements.models import Agreement
from agreements.pictures.bars import areas_as_bars, bars_of
from tests.factories import make_agreement, make_area

pytestmark = pytest.mark.django_db


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


def test_an_area_counts_what_is_narrower_and_each_agreement_once(django_assert_num_queries):
    make_area("remote-sensing", broader=make_area("earth-observation"))
    make_agreement(areas=["remote-sensing", "earth-observation"])
    make_agreement(areas=["remote-sensing"])
    make_agreement(areas=["launchers"], parties=["BE", "RU"])
    make_agreement()
    # * areas with their numbers, and the number without
    with django_assert_num_queries(1):
        bars = areas_as_bars(Agreement.objects.between("FR"), [("party", "FR")])
    counts = {bar.label: bar.count for bar in bars}
    assert counts == {"earth observation": 2, "remote sensing": 2, "Not stated": 1}


def test_every_bar_leads_to_a_list_of_as_many(client):
    make_area("remote-sensing", broader=make_area("earth-observation"))
    make_agreement(areas=["remote-sensing"], kind="treaty")
    make_agreement(areas=["earth-observation"], kind="treaty")
    make_agreement(kind="treaty")
    make_agreement()
    bars = areas_as_bars(Agreement.objects.filter(kind="treaty"), [("kind", "treaty")])
    assert len(bars) == 3
    for bar in bars:
        html = client.get(bar.path).content.decode()
        assert re.search(r"<strong>(\d+)</strong> agreements?", html)[1] == str(bar.count)


def test_the_list_of_bars_says_its_numbers_as_text():
    html = render_to_string("_parts/bars.html", {"bars": bars_of([("few", 2, "/few/"), ("one", 1, "/one/")], most=1)})
    assert '<a href="/few/">few</a> <span class="number">2</span>' in html
    assert 'width="100%"' in html
    assert "1 more, with fewer each." in html
