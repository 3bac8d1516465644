"""What looks like one is proposed, with the reason; what was told apart is not proposed again."""

import pytest

from agencies.models import AgencyName
from desk.duplicates import proposals, tell_apart
from tests.factories import identify, make_agency, make_agreement, make_country, make_mission

pytestmark = pytest.mark.django_db


def found(kind):
    return [(proposal.one.slug, proposal.other.slug) for proposal in proposals(kind)]


def test_agencies_with_similar_names_in_one_country_are_proposed():
    china, france = make_country("CN"), make_country("FR")
    make_agency("cnsa", name="China National Space Administration", country=china)
    make_agency("cnsa-2", name="China National Space Administraton", country=china)
    make_agency("cnsa-fr", name="China National Space Administration", country=france)
    assert found("agency") == [("cnsa", "cnsa-2")]


def test_another_form_of_the_name_counts():
    make_agency("conae", name="Comisión Nacional de Actividades Espaciales")
    other = make_agency("ncsa", name="Something quite different")
    AgencyName.objects.create(agency=other, name="Comision Nacional de Actividades Espaciales", language="es")
    assert found("agency") == [("conae", "ncsa")]


def test_missions_that_differ_in_their_number_are_two():
    make_mission("spot-1", name="SPOT 1")
    make_mission("spot-2", name="SPOT 2")
    make_mission("pleiades", name="Pléiades")
    make_mission("pleiade", name="Pleiades")
    assert found("mission") == [("pleiades", "pleiade")]


def test_agreements_of_one_pair_with_near_dates_or_similar_titles_are_proposed():
    make_agreement("one", parties=["BE", "RU"], title="Agreement on outer space", acts={"signed": "2000-12-20"})
    make_agreement("two", parties=["BE", "RU"], title="Outer space", form="treaty", acts={"signed": "2000-12"})
    make_agreement("far", parties=["BE", "RU"], title="Protocol on something else", acts={"signed": "1990"})
    make_agreement("others", parties=["BE", "FR"], title="Agreement on outer space", acts={"signed": "2000-12-20"})
    assert found("agreement") == [("one", "two")]
    [proposal] = proposals("agreement")
    assert "signed or concluded on 20 December 2000, and in December 2000" in proposal.speaks_for
    assert proposal.speaks_against == ["agreement in the one, treaty in the other"]


def test_what_was_told_apart_is_not_proposed_again():
    one, other = make_mission("a", name="Pléiades"), make_mission("b", name="Pleiades")
    tell_apart("mission", other, one, None)
    assert found("mission") == []


def test_records_with_one_number_are_proposed_first_with_it_as_the_reason():
    make_agreement("near", parties=["BE", "RU"], title="Agreement on outer space", acts={"signed": "2000-12-20"})
    make_agreement("like", parties=["BE", "RU"], title="Agreement on outer space", acts={"signed": "2000-12-20"})
    for slug in ("one", "two"):
        agreement = make_agreement(slug, parties=["CA", "US"], title="Weather", acts={"signed": "1990-12-20"})
        identify(agreement, "tias", "12927")
    assert found("agreement") == [("one", "two"), ("near", "like")]
    assert proposals("agreement")[0].speaks_for[0] == "both have TIAS 12927"


def test_agencies_and_missions_with_one_number_are_proposed():
    for slug in ("fir", "oak"):
        identify(make_agency(slug), "agency_number", "12")
        identify(make_mission(slug), "agency_number", "13")
    assert found("agency") == found("mission") == [("fir", "oak")]
    assert proposals("agency")[0].speaks_for == ["both have 12"]


def test_a_part_and_its_whole_and_other_years_speak_against():
    whole = make_agency("ivs", name="Institute of Volcano Studies", founded="1961")
    make_agency("ivs-2", name="Institute of Volcano Studies", parent=whole, founded="1984")
    make_mission("echo-b", name="Echoes", part_of=make_mission("echo", name="Echoes"))
    [agency], [mission] = proposals("agency"), proposals("mission")
    assert agency.speaks_against == ["one is a part of the other", "founded in 1961, and in 1984"]
    assert mission.speaks_against == ["one is a part of the other"]


def test_what_was_found_is_kept_until_something_changes(django_assert_num_queries):
    one, other = make_mission("a", name="Pléiades"), make_mission("b", name="Pleiades")
    assert found("mission") == [("a", "b")]
    # * the revision
    # * how many were told apart
    # * the records
    with django_assert_num_queries(3):
        proposals("mission")
    make_mission("c", name="Pleiades")
    assert len(proposals("mission")) == 3
    tell_apart("mission", one, other, None)
    assert len(proposals("mission")) == 2


def test_a_number_tells_nothing_that_many_share_or_that_is_of_no_one_scheme():
    for slug in ("fir", "oak", "elm", "yew", "ash"):
        identify(make_agency(slug), "tias", "1")
    for slug in ("alpha", "omega"):
        identify(make_agency(slug), "other", "7")
    for slug, country in (("ares", "BE"), ("zeus", "FR")):
        identify(make_agency(slug), "law", "Law 3", issued_in=make_country(country))
    assert found("agency") == []
