"""The signs of actions: each has a shape of its own, and a legend tells them."""

from datetime import date
from itertools import pairwise

import pytest
from django.conf import settings
from django.utils import translation

from agreements.status import LegalAct
from pages.pictures.axis import TimeScale
from pages.pictures.marks import Event, Mark, label_of
from pages.pictures.signs import OTHER, SHAPES, legend_of, looks_of, shape_of
from spacecoop.dates import bounds

LEFT, RIGHT = 8, 790


def test_every_action_has_a_shape_that_no_other_event_has():
    shapes = [shape_of(act.value) for act in LegalAct]
    assert len({*shapes, OTHER}) == len(LegalAct) + 1
    assert shape_of("launch") == OTHER
    assert set(SHAPES) == set(LegalAct)


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
@pytest.mark.parametrize("are_drawn", [True, False])
def test_the_words_of_looks_touch_nothing_in_any_language(language, are_drawn):
    with translation.override(language):
        looks, foot = looks_of(are_drawn, 5, LEFT, RIGHT)
        assert all(5 < look.y < foot and look.words_x + 6 * len(look.words) < RIGHT for look in looks)
        for look, other in pairwise(looks):
            assert other.y > look.y or other.x > look.words_x + 6 * len(look.words)


def test_a_legend_tells_what_is_drawn_and_nothing_touches():
    signs, foot = legend_of({act.value for act in LegalAct} | {"launch", "meeting"}, 20, LEFT, RIGHT)
    assert [sign.words for sign in signs] == [*(act.label for act in LegalAct), "other event"]
    assert all(20 < sign.y < foot for sign in signs)
    for sign, other in pairwise(signs):
        assert other.y > sign.y or other.x > sign.x + 12 + 6 * len(sign.words)
        assert sign.x + 12 + 6 * len(sign.words) < RIGHT
    assert legend_of({"launch"}, 20, LEFT, RIGHT)[0][0].words == "other event"
    assert legend_of(set(), 20, LEFT, RIGHT) == ([], 20)


def label(kind, edtf):
    scale = TimeScale(date(1990, 1, 1), date(2030, 12, 31), LEFT, RIGHT)
    days = dict(zip(("earliest", "latest"), map(str, bounds(edtf)), strict=True))
    when = {"edtf": edtf, **days, "basis": "stated"}
    event = Event.of({"slug": "one", "title": "One", "kind": kind, "reported_as": "took_place", "date": when})
    return label_of(Mark(event, scale, scale.last), "One")


def test_beside_a_bar_the_sign_of_an_action_stands_before_the_words():
    assert label("suspended", "2001-05-03").sign == label("launch", "2001").sign == 0
    beside = label("suspended", "2001")
    assert beside.x < beside.sign_x < beside.words_x < beside.right
    before = label("suspended", "2029")
    assert before.left < before.words_x < before.sign_x < before.x
