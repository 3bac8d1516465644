"""The filters of agreements and events: what each keeps, and that each is complete."""

from datetime import date

import pytest
from django.http import QueryDict

from agencies.models import Agency, Country
from agreements.models import Agreement, Event, Party
from catalogue.filters import DATED_ACTS, AgreementFilter, AreaFilter, EventFilter, MissionFilter, SourceFilter
from catalogue.who_filters import AgencyFilter, CountryFilter
from tests.factories import cite, make_agency, make_agreement, make_area, make_event, make_mission, make_source

pytestmark = pytest.mark.django_db
ALL = [AgreementFilter, AreaFilter, EventFilter, MissionFilter, SourceFilter, AgencyFilter, CountryFilter]


def agreements(query):
    found = AgreementFilter(QueryDict(query), Agreement.objects.all())
    assert found.is_valid(), found.errors
    return [agreement.slug for agreement in found.results]


def events(query):
    found = EventFilter(QueryDict(query), Event.objects.all())
    assert found.is_valid(), found.errors
    return [event.slug for event in found.results]


@pytest.mark.parametrize("filterset", ALL)
def test_every_filter_has_a_label_and_a_help_text(filterset):
    for name, one in filterset.base_filters.items():
        assert one.label, name
        assert one.extra.get("help_text"), name


def test_between_ignores_order_and_needs_both_sides():
    wanted = make_agreement(parties=["BE", "FR"])
    make_agreement(parties=["BE", "US"])
    assert list(Agreement.objects.between("FR", "BE")) == [wanted]


def test_a_repeated_party_means_both_by_code_slug_or_name():
    make_agency("cnes", country="FR", name="Centre")
    make_agreement("a", parties=["BE", "FR"])
    make_agreement("b", parties=["BE", "cnes"])
    make_agreement("c", parties=["BE", "RU"])
    assert sorted(agreements("party=BE&party=FR")) == ["a", "b"]
    assert agreements("party=cnes&party=be") == ["b"]
    assert agreements("party=Russia") == ["c"]
    assert sorted(agreements("party=BE&party=BE")) == ["a", "b", "c"]


def test_an_implementing_body_is_found_by_agency_but_is_no_party():
    agreement = make_agreement("a", parties=["BE", "FR"])
    Party.objects.create(agreement=agreement, agency=make_agency("cnes"), role="implementing")
    assert agreements("agency=cnes") == ["a"]
    assert agreements("party=cnes") == []


def test_an_area_takes_in_what_is_narrower():
    earth = make_area("earth-observation")
    make_area("remote-sensing", broader=earth)
    make_agreement("a", areas=["remote-sensing"])
    make_agreement("b", areas=["earth-observation"])
    assert sorted(agreements("area=earth-observation")) == ["a", "b"]
    assert agreements("area=remote-sensing") == ["a"]


def test_possibly_and_certainly_part_on_uncertain_dates():
    make_agreement("year", acts={"signed": "1997"})
    make_agreement("day", acts={"signed": "1997-10-03"})
    make_agreement("none")
    assert sorted(agreements("signed_in=1997")) == ["day", "year"]
    assert agreements("signed_in=1997-10") == ["day"]
    assert sorted(agreements("signed_possibly_after=1997-06")) == ["day", "year"]
    assert agreements("signed_certainly_after=1997-06") == ["day"]
    assert sorted(agreements("signed_possibly_before=1997-06")) == ["year"]
    assert agreements("signed_certainly_before=1996") == []


def test_bounds_are_taken_in():
    make_agreement("day", acts={"signed": "1997-10-03"})
    assert agreements("signed_certainly_after=1997-10-03") == ["day"]
    assert agreements("signed_certainly_before=1997-10-03") == ["day"]
    assert agreements("signed_certainly_after=1997-10-04") == []


def test_not_stated_finds_what_no_source_dates():
    make_agreement("dated", acts={"signed": "1997"})
    make_agreement("open")
    planned = make_agreement("planned")
    make_event(kind="signed", modality="planned", date="2030", agreement=planned)
    assert sorted(agreements("not_stated=signed")) == ["open", "planned"]


def test_not_stated_finds_what_has_no_area():
    make_agreement("on-something", areas=["launchers"])
    make_agreement("silent")
    assert agreements("not_stated=area") == ["silent"]


def test_kind_level_mission_source_and_order():
    make_agency("cnes")
    make_agency("csa")
    make_agreement("a", kind="treaty", acts={"signed": "1990"}, missions=["spot-1"])
    second = make_agreement("b", parties=["cnes", "csa"], acts={"signed": "2000"})
    cite(second.parties.first(), make_source("press"))
    assert agreements("kind=treaty") == ["a"]
    assert agreements("level=inter-agency") == ["b"]
    assert agreements("mission=spot-1") == ["a"]
    assert agreements("source=press") == ["b"]
    assert agreements("") == ["b", "a"]
    assert agreements("order=date") == ["a", "b"]
    assert agreements("order=title") == ["a", "b"]


def test_an_invalid_filter_returns_nothing_rather_than_everything():
    make_agreement()
    found = AgreementFilter(QueryDict("kind=nonsense"), Agreement.objects.all())
    assert not found.results.exists()
    assert "nonsense" in found.problems()[0]["message"]


@pytest.mark.parametrize("act", DATED_ACTS)
def test_every_act_that_has_dates_has_its_filters(act):
    make_agreement("a", acts={act.value: "1997-10-03"})
    assert agreements(f"{act}_in=1997") == ["a"]
    assert agreements(f"{act}_possibly_after=1998") == []
    assert agreements(f"not_stated={act}") == []


def test_events_by_side_modality_time_and_what_is_not_stated():
    agreement = make_agreement("a", parties=["BE", "FR"])
    make_event("of-agreement", kind="signed", date="1997", agreement=agreement)
    visit = make_event("visit", date="2018-06-22/2018-06-25", place="Beijing")
    visit.agencies.create(agency=make_agency("cnes", country="FR"), role="participant")
    make_event("plan", modality="planned")
    assert events("party=FR") == ["of-agreement", "visit"]
    assert events("party=BE&party=FR") == ["of-agreement"]
    assert events("modality=planned") == ["plan"]
    assert events("possibly_after=2018-06-24") == ["visit"]
    assert events("possibly_before=1997-02") == ["of-agreement"]
    assert events("not_stated=date") == ["plan"]
    assert events("not_stated=place") == ["of-agreement", "plan"]
    assert events("agreement=a&order=-date") == ["of-agreement"]


def test_a_plan_is_overdue_when_its_time_is_over_and_nothing_tells_its_outcome():
    mission = make_event("launch-planned", kind="launch", modality="planned", date="2018-23")
    today = date(2020, 1, 1)
    assert list(Event.objects.overdue(today)) == [mission]
    assert not Event.objects.ahead(today).exists()
    assert list(Event.objects.ahead(date(2018, 11, 1))) == [mission]


def test_plans_whose_outcome_is_unknown_can_be_asked_for_and_those_that_lie_ahead():
    make_event("overdue", kind="launch", modality="planned", date="2010")
    make_event("to-come", kind="launch", modality="planned", date="2090")
    make_event("some-day", kind="launch", modality="discussed")
    make_event("done", kind="launch", date="2018")
    assert events("outcome=unknown") == ["overdue"]
    assert events("outcome=ahead") == ["to-come", "some-day"]


@pytest.mark.parametrize(
    ("foreseen", "kind", "modality", "day", "mission", "is_outcome"),
    [
        ("launch", "launch", "done", "2018-05", "spot", True),
        ("launch", "launch", "done", "2019", "spot", True),
        ("launch", "launch", "done", "2017/2018", "spot", True),  # it may have been after the first day of the plan
        ("launch", "launch", "done", "2017", "spot", False),
        ("launch", "launch", "done", None, "spot", False),
        ("launch", "launch", "planned", "2019", "spot", False),
        ("launch", "flight", "done", "2019", "spot", False),
        ("launch", "launch", "done", "2019", "pleiades", False),
        ("renewal_planned", "extended", "done", "2019", "spot", True),
        ("expiry_announced", "terminated", "done", "2019", "spot", True),
        ("renewal_planned", "terminated", "done", "2019", "spot", False),
    ],
)
def test_the_outcome_of_a_plan_may_be_told_of_its_mission(foreseen, kind, modality, day, mission, is_outcome):
    modalities = {"expiry_announced": "announced"}
    plan = make_event(
        kind=foreseen, modality=modalities.get(foreseen, "planned"), date="2018", agreement=make_agreement()
    )
    plan.missions.create(mission=make_mission("spot"))
    fact = make_event(kind=kind, modality=modality, date=day, agreement=make_agreement())
    fact.missions.create(mission=make_mission(mission))
    assert (plan not in Event.objects.overdue(date(2020, 1, 1))) == is_outcome


def test_the_outcome_of_a_plan_is_an_event_of_the_same_kind_on_the_same_subject():
    agreement, other = make_agreement(), make_agreement()
    make_event("planned", kind="renewal_planned", date="2022", agreement=agreement)
    make_event("elsewhere", kind="extended", date="2022-05", agreement=other)
    today = date(2024, 1, 1)
    assert [event.slug for event in Event.objects.overdue(today)] == ["planned"]
    make_event("done", kind="extended", date="2022-05", agreement=agreement)
    assert not Event.objects.overdue(today).exists()


def test_agencies_and_countries_by_name_accents_aside():
    agency = make_agency("conae", name="Comisión Nacional", country="FR", acronym="CONAE")
    agency.names.create(name="Argentinian Commission for space activities")
    for text in ("comision", "Argentinian Commission", "conae"):
        found = AgencyFilter(QueryDict(f"q={text}"), Agency.objects.all())
        assert [one.slug for one in found.results] == ["conae"], text
    assert [one.code for one in CountryFilter(QueryDict("q=franc"), Country.objects.counted()).results] == ["FR"]
    assert [one.slug for one in AgencyFilter(QueryDict("country=fr"), Agency.objects.all()).results] == ["conae"]
