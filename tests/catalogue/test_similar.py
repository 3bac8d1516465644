"""Which agreements are similar: what is looked at, and in which order."""

import pytest

from agreements.models import Agreement
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def similar(slug):
    return [one.slug for one in Agreement.objects.similar_to(Agreement.objects.get(slug=slug), 10)]


def test_the_same_parties_in_any_order_are_similar_other_pairs_are_not():
    make_agreement("one", parties=["cnes", "csa"])
    make_agreement("same", parties=["csa", "cnes"])
    make_agreement("half", parties=["csa", "nasa"])
    assert similar("one") == ["same"]


def test_a_mission_in_common_is_enough():
    make_agreement("one", parties=["cnes", "csa"], missions=["pleiades"])
    make_agreement("other", parties=["asi", "nasa"], missions=["pleiades"])
    make_agreement("none", parties=["asi", "nasa"], missions=["spot"])
    assert similar("one") == ["other"]


def test_an_area_in_common_is_enough_for_those_next_in_time(monkeypatch):
    monkeypatch.setattr("agreements.models.agreements.LOOKED_AT", 2)
    make_agreement("one", areas=["launchers"], acts={"signed": "1997"}, parties=["cnes", "csa"])
    for slug, year in {"earlier": "1990", "later": "1999", "next": "1998", "far": "2020"}.items():
        make_agreement(slug, areas=["launchers"], acts={"signed": year}, parties=["asi", "nasa"])
    make_agreement("undated", areas=["launchers"], parties=["asi", "nasa"])
    make_agreement("elsewhere", areas=["astronomy"], acts={"signed": "1991"}, parties=["asi", "nasa"])
    assert similar("one") == ["next", "earlier"]  # itself is one of two that are not before it


def test_most_in_common_comes_first_then_the_nearest_in_time():
    make_agreement("one", parties=["cnes", "csa"], areas=["a", "b", "c"], missions=["m"], acts={"signed": "1997"})
    make_agreement("pair", parties=["cnes", "csa"], acts={"signed": "1997"})
    make_agreement("three-areas", parties=["asi", "nasa"], areas=["a", "b", "c"], acts={"signed": "1990"})
    make_agreement("far", parties=["asi", "nasa"], areas=["a"], missions=["m"], acts={"signed": "1950"})
    make_agreement("undated", parties=["asi", "nasa"], areas=["a"], missions=["m"])
    make_agreement("all", parties=["csa", "cnes"], areas=["a"], missions=["m"])
    assert similar("one") == ["all", "three-areas", "pair", "far", "undated"]


def test_what_is_common_is_named():
    one = make_agreement("one", parties=["cnes", "csa"], areas=["a", "b"], missions=["m"])
    make_agreement("other", parties=["csa", "cnes"], areas=["b", "c"], missions=["m", "n"])
    [other] = Agreement.objects.similar_to(one, 10)
    assert other.shared_parties == ["CNES", "CSA"]
    assert (other.shared_missions, other.shared_areas) == (["m"], ["b"])


def test_what_is_similar_costs_one_query(django_assert_num_queries):
    one = make_agreement("one", parties=["cnes", "csa"], areas=["a"], acts={"signed": "1997"})
    make_agreement("other", parties=["csa", "cnes"], areas=["a"], acts={"signed": "1998"})
    one = Agreement.objects.prefetch_related("parties").get(pk=one.pk)
    # * similar agreements, what they have in common, and their first acts
    with django_assert_num_queries(1):
        assert [other.dated_by[1].edtf for other in Agreement.objects.similar_to(one, 10)] == ["1998"]
