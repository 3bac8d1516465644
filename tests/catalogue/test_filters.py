"""The filters of agreements and events: what each keeps, and that each is complete."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from agencies.models import AgencyName
from agreements.entering import enter
from agreements.models import Event, Party, Term
from catalogue.filters import (
    AgencyFilter,
    AgreementFilter,
    AreaFilter,
    CountryFilter,
    EventFilter,
    MissionFilter,
    PersonFilter,
    SourceFilter,
    TimelineFilter,
)
from catalogue.index.entries import COMMON_ACTS, DATED_ACTS
from catalogue.matrix import MatrixFilter
from catalogue.pairs import PairFilter
from catalogue.ties import NetworkFilter
from spacecoop.models import Collection
from tests.catalogue.past.moments import entered
from tests.catalogue.slugs import agreements, events, slugs_found
from tests.factories import cite, make_agency, make_agreement, make_area, make_country, make_event, make_source

pytestmark = pytest.mark.django_db
ALL = [
    AgreementFilter,
    AreaFilter,
    EventFilter,
    TimelineFilter,
    MissionFilter,
    SourceFilter,
    AgencyFilter,
    CountryFilter,
    PersonFilter,
    NetworkFilter,
    MatrixFilter,
    PairFilter,
]


@pytest.mark.parametrize("filterset", ALL)
def test_every_filter_has_a_label_and_a_short_help_text(filterset):
    for name, one in filterset.base_filters.items():
        assert one.label, name
        assert 0 < len(one.extra.get("help_text", "").split()) <= 15, name


@pytest.mark.many
@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("NL", ["NETHERLANDS THE", "Pays-Bas", "Kingdom of the Netherlands", "Holland"]),
        ("KR", ["Korea, Republic of", "South Korea", "Corée du Sud"]),
        ("SUHH", ["Soviet Union", "USSR", "URSS"]),
        ("TR", ["Turkey", "Türkiye"]),
    ],
)
def test_a_country_is_asked_for_by_every_usual_name(code, names):
    make_country(code, **({"withdrawn": "1992"} if len(code) == 4 else {}))
    make_agreement("a", parties=["BE", code])
    for name in names:
        assert agreements(f"party={name}") == ["a"]
        assert slugs_found(CountryFilter, f"q={name}")[:1] == [code.lower()]


def test_an_organisation_is_asked_for_by_its_names_where_they_are_its_own():
    centre = make_agency("cnes", country="FR", name="Centre", acronym="CNES")
    make_agreement("a", parties=["BE", "cnes"])
    AgencyName.objects.create(agency=centre, name="Agence spatiale française")
    for query in ("party=Agence spatiale francaise", "agency=AGENCE SPATIALE FRANÇAISE"):
        assert agreements(query) == ["a"]


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
    assert sorted(agreements("action=signed&from=1997&to=1997&match=certain")) == ["day", "year"]
    assert agreements("action=signed&from=1997-10&to=1997-10&match=certain") == ["day"]
    assert sorted(agreements("action=signed&from=1997-06")) == ["day", "year"]
    assert agreements("action=signed&match=certain&from=1997-06") == ["day"]
    assert sorted(agreements("action=signed&to=1997-06")) == ["year"]
    assert agreements("action=signed&match=certain&to=1996") == []


def test_bounds_are_taken_in():
    make_agreement("day", acts={"signed": "1997-10-03"})
    assert agreements("action=signed&match=certain&from=1997-10-03") == ["day"]
    assert agreements("action=signed&match=certain&to=1997-10-03") == ["day"]
    assert agreements("action=signed&match=certain&from=1997-10-04") == []


def test_without_an_action_a_period_asks_of_any_dated_action_that_took_place():
    make_agreement("signed", acts={"signed": "1997"})
    make_agreement("ended", acts={"terminated": "1997-10"})
    make_event(kind="signed", modality="planned", date="1997", agreement=make_agreement("planned"))
    assert sorted(agreements("from=1997&to=1997")) == ["ended", "signed"]
    assert agreements("from=1997-10&to=october 1997&match=certain") == ["ended"]


def test_an_action_alone_finds_what_states_any_date_of_it():
    make_agreement("dated", acts={"signed": "../1998"})
    make_agreement("open", acts={"signed": None})
    assert agreements("action=signed") == ["dated"]
    assert sorted(agreements("match=certain")) == ["dated", "open"]


def test_the_status_is_that_of_the_day_asked_for():
    make_agreement("a", acts={"signed": "1997-10-03"})
    assert agreements("status=not_yet_signed&status_on=1997-10-02") == ["a"]
    assert agreements("status=signed&status_on=1997-10-03") == ["a"]
    assert agreements("status_on=1997-10-02") == ["a"]


def test_the_day_of_a_status_is_the_one_asked_for_or_today():
    assert AgreementFilter(QueryDict("status_on=1997-10-02")).on_this_day == date(1997, 10, 2)
    today = timezone.now().date()
    for query in ("", "status=signed", "status_on=1997-10-02&form=nonsense"):
        assert today <= AgreementFilter(QueryDict(query)).on_this_day <= timezone.now().date(), query


def test_foreseen_ends_are_found_before_and_after_a_date_but_not_within_it():
    enter(Term(agreement=make_agreement("day", acts={"signed": "2001"}), until="2090-05-31"))
    enter(Term(agreement=make_agreement("year", acts={"signed": "2001"}), until="2090"))
    extended = make_agreement("extended", acts={"signed": "2001"})
    make_event(kind="extended", date="2020-02-03", until="2090-12-31", agreement=extended)
    make_agreement("announced", acts={"reported_in_effect": "2021-01-20", "expiry_announced": "2090-05"})
    denounced = make_agreement("denounced", acts={"entered_into_force": "2001"})
    make_event(kind="denounced", date="2020-02-03", effective="2090-04-30", agreement=denounced)
    tacit = {"length": "P50Y", "counted_from": "signature", "renewal": "tacit"}
    enter(Term(agreement=make_agreement("renews", acts={"signed": "1990-05-31"}), **tacit))
    over = make_agreement("over", acts={"signed": "2001", "terminated": "2005"})
    enter(Term(agreement=over, until="2090"))
    everything = {"day", "year", "extended", "announced", "denounced", "renews"}
    assert set(agreements("ends_possibly_after=2026-01")) == everything
    assert set(agreements("ends_possibly_before=2090-05-31")) == {"year", "announced", "denounced", "renews"}
    assert set(agreements("ends_possibly_after=2090-05-31")) == {"year", "extended"}
    assert set(agreements("ends_possibly_after=april 2090&ends_possibly_before=june 2090")) == {
        *("day", "year", "announced")
    }
    assert agreements("ends_possibly_before=2090") == ["renews"]
    assert agreements("ends_possibly_after=2090") == []
    assert set(agreements("ends_possibly_before=2091&status_on=2004-06-01")) == {
        *("announced", "day", "year", "renews", "over")
    }
    assert agreements("ends_possibly_after=2080&ends_possibly_before=2090-03&status_on=2041-01-01") == ["year"]
    assert "renews" in agreements("ends_possibly_after=2090-05-30&status_on=2041-01-01")


def test_sources_by_their_date_of_publication():
    for slug, published in (("year", "2020"), ("day", "2020-06-01"), ("since", "2019/.."), ("silent", None)):
        make_source(slug, published=published)

    def sources(query):
        return {*slugs_found(SourceFilter, query)}

    assert sources("from=2020&to=2020") == {"year", "day", "since"}
    assert sources("from=2020&to=2020&match=certain") == {"year", "day"}
    assert sources("to=2020-05") == {"year", "since"}
    assert sources("from=2021") == {"since"}
    assert sources("not_stated=published") == {"silent"}


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


def test_type_level_mission_source_and_order():
    make_agency("cnes")
    make_agency("csa")
    make_agreement("a", form="treaty", acts={"signed": "1990"}, missions=["spot-1"])
    fields = {"function": "framework", "binding": "non_binding"}
    second = make_agreement("b", parties=["cnes", "csa"], acts={"signed": "2000"}, **fields)
    cite(second.parties.first(), make_source("press"))
    assert agreements("form=treaty") == agreements("not_stated=function") == agreements("not_stated=binding") == ["a"]
    assert agreements("function=framework") == agreements("binding=non_binding") == ["b"]
    assert agreements("not_stated=form") == []
    assert agreements("level=inter_agency") == ["b"]
    assert agreements("mission=spot-1") == ["a"]
    assert agreements("source=press") == ["b"]
    assert agreements("") == ["b", "a"]
    assert agreements("order=date") == ["a", "b"]
    assert agreements("order=title") == ["a", "b"]


def test_what_changed_at_or_after_a_time_is_found_by_its_parts_too():
    make_agreement("a", acts={"signed": "2000"})
    entered(datetime(2020, 3, 1, 12, tzinfo=UTC))
    zones = "Z", "+01:00", "%2B01:00", "+00:00:01.5"
    for moment in ("2000-01-01", *(f"2000-01-01T12:00:00{zone}" for zone in zones)):
        assert agreements(f"updated_since={moment}") == ["a"], moment
    assert agreements("updated_since=2020-03-01T12:00:00Z") == ["a"]
    assert agreements("updated_since=2020-03-01T12:00:01") == []
    Event.objects.update(date="2001")
    assert agreements("updated_since=2020-03-02") == ["a"]


def test_a_title_of_many_small_words_can_be_searched_for():
    title = "Agreement between the Government of Belgium and the Government of France on the use of space for peace"
    make_agreement("a", title=title)
    assert agreements(f"q={title}") == ["a"]


def test_a_way_out_counts_what_its_link_leads_to():
    for parties in (["BE", "FR"], ["BE", "FR"], ["CN", "FR"]):
        make_agreement(parties=parties, acts={"signed": "2000"})
    found = AgreementFilter(QueryDict("party=BE&party=China&action=signed&from=1999"))
    assert not found.results.count()
    assert found.ways_out() == [("party", "BE", 1), ("party", "China", 2)]
    late = AgreementFilter(QueryDict("party=BE&action=signed&from=2001&status=signed&status_on=2002-01-01"))
    assert late.ways_out() == [("from", "2001", 2)]


def test_every_act_that_has_dates_has_its_filters():
    named = {act: act.replace("_", "-") for act in DATED_ACTS}
    for act, slug in named.items():
        make_agreement(slug, acts={act: "1997-10-03"})
    for act, slug in named.items():
        assert agreements(f"action={act}&from=1997&to=1997&match=certain") == [slug]
        assert agreements(f"action={act}&from=1998") == []
    for act in COMMON_ACTS:
        assert set(agreements(f"not_stated={act}")) == {*named.values()} - {named[act]}


def test_events_by_side_modality_time_and_what_is_not_stated():
    agreement = make_agreement("a", parties=["BE", "FR"])
    make_event("of-agreement", kind="signed", date="1997", agreement=agreement)
    visit = make_event("visit", date="2018-06-22/2018-06-25", place="Beijing")
    visit.agencies.create(agency=make_agency("cnes", country="FR"), role="participant")
    make_event("plan", modality="planned")
    assert events("party=FR") == ["of-agreement", "visit"]
    assert events("party=BE&party=FR") == ["of-agreement"]
    assert events("reported_as=planned") == ["plan"]
    assert events("from=2018-06-24") == ["visit"]
    assert events("to=1997-02") == ["of-agreement"]
    assert events("not_stated=date") == ["plan"]
    assert events("not_stated=place") == ["of-agreement", "plan"]
    assert events("agreement=a&order=-date") == ["of-agreement"]


def test_agencies_and_countries_by_name_accents_aside():
    agency = make_agency("conae", name="Comisión Nacional", country="FR", acronym="CONAE")
    agency.names.create(name="Argentinian Commission for space activities")
    for text in ("comision", "Argentinian Commission", "conae"):
        assert slugs_found(AgencyFilter, f"q={text}") == ["conae"], text
    assert slugs_found(CountryFilter, "q=franc") == ["fr"]
    assert slugs_found(AgencyFilter, "country=fr") == ["conae"]


def test_records_of_a_collection_are_asked_for_by_its_slug(client):
    wider = Collection.objects.create(slug="wider", title="A wider set")
    make_agreement("ours")
    make_agreement("theirs", collection=wider)
    found = {
        asked: [row["slug"] for row in client.get(f"/api/v1/agreements/?collection={asked}").json()["results"]]
        for asked in ("wider", "WIDER", "none")
    }
    assert found == {"wider": ["theirs"], "WIDER": ["theirs"], "none": ["ours"]}
    assert client.get("/api/v1/agreements/theirs/").json()["collection"] == "wider"
    refused = client.get("/api/v1/agreements/?collection=wide")
    assert refused.status_code == 400
    assert "There is no collection “wide”: use none or wider. Did you mean “wider”?" in refused.content.decode()
    assert client.get("/agreements/?collection=wider").status_code == 200


def test_agreements_on_which_sources_differ_are_asked_for(client):
    make_agreement("one", acts={"signed": "2001-05-06"})
    two = make_agreement("two", acts={"signed": "2001-05-06"})
    make_event("again", agreement=two, kind="signed", date="2002")
    three = make_agreement("three", acts={"signed": "2001-05"})
    make_event("nearer", agreement=three, kind="signed", date="2001-05-06")
    four = make_agreement("four")
    for length in ("P5Y", "P10Y"):
        Term.objects.create(agreement=four, length=length)
    for asked, slugs in {"actions": ["two"], "terms": ["four"], "titles": [], "any": ["four", "two"]}.items():
        answer = client.get(f"/api/v1/agreements/?differs={asked}&order=title").json()
        assert [row["slug"] for row in answer["results"]] == slugs, asked
