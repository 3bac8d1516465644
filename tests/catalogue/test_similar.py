"""Which agreements are similar: what is looked at, and in which order."""

import pytest

from catalogue.reading import reading, seen
from catalogue.similar import similar_to
from tests.factories import document_of, make_agreement

pytestmark = pytest.mark.django_db


def similar(slug):
    return [one["slug"] for one in similar_to(document_of("agreement", slug), 10)]


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
    monkeypatch.setattr("catalogue.similar.LOOKED_AT", 2)
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


def test_of_many_with_the_same_parties_or_mission_the_nearest_in_time_are_looked_at(monkeypatch):
    monkeypatch.setattr("catalogue.similar.LOOKED_AT", 2)
    make_agreement("one", parties=["cnes", "csa"], missions=["m"], acts={"signed": "1997"})
    for year in (1980, 1996, 1998, 2020):
        make_agreement(f"pair-{year}", parties=["cnes", "csa"], acts={"signed": str(year)})
        make_agreement(f"mission-{year}", parties=["asi", "nasa"], missions=["m"], acts={"signed": f"{year}-06"})
    # Itself is one of two that are not before it.
    assert similar("one") == ["pair-1998", "pair-1996", "pair-1980", "mission-1996", "mission-1998", "mission-1980"]


def test_what_is_common_is_named():
    make_agreement("one", parties=["cnes", "csa"], areas=["a", "b"], missions=["m"])
    make_agreement("other", parties=["csa", "cnes"], areas=["b", "c"], missions=["m", "n"])
    [other] = similar_to(document_of("agreement", "one"), 10)
    assert other["shared"] == {"parties": ["CNES", "CSA"], "missions": ["m"], "areas": ["b"]}


def test_what_is_similar_costs_one_query(django_assert_num_queries):
    make_agreement("one", parties=["cnes", "csa"], areas=["a"], acts={"signed": "1997"})
    make_agreement("other", parties=["csa", "cnes"], areas=["a"], acts={"signed": "1998"})
    one = document_of("agreement", "one")
    # * rows of what is looked at
    with reading(seen()), django_assert_num_queries(1):
        assert [other["dated_by"]["date"]["edtf"] for other in similar_to(one, 10)] == ["1998"]
