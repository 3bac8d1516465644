"""A record in numbers: each number is that of the list behind it, however the agreements lie."""

from datetime import date
from random import Random

import pytest
from django.http import QueryDict

from agencies.models import Agency, Country
from agreements.models import Area, Mission, Party
from catalogue.filters import AgreementFilter, EventFilter
from catalogue.profiles import MOST, profile_of
from catalogue.reading import read, reading, seen
from tests.catalogue.samples import generate
from tests.factories import make_agency, make_agreement, make_area, make_country, make_event, make_mission

pytestmark = pytest.mark.django_db
TODAY = date.today()  # noqa: DTZ011


def profile(record, on=TODAY):
    kind = record._meta.model_name
    with reading(seen()):
        return profile_of(kind, read(kind, record.slug), on)


def counts(numbers):
    return {number.words: number.count for number in numbers}


def rows(ranking):
    return [(row.short_name, row.count) for row in ranking.rows]


def count_behind(address):
    path, query = address.split("?")
    filterset = {"/agreements/": AgreementFilter, "/events/": EventFilter}[path]
    found = filterset(QueryDict(query))
    assert found.is_valid(), found.errors
    return found.results.count()


def numbers_of(told):
    rankings = (told.partners, told.countries, told.areas, told.missions)
    numbers = [told.agreements, told.as_party, *told.statuses, *told.gaps]
    return [number for number in numbers if number] + [row for ranking in rankings for row in ranking.rows]


@pytest.mark.many
@pytest.mark.parametrize(
    ("model", "key"),
    [
        (Country, {"code": "BE"}),
        (Agency, {"slug": "cnes"}),
        (Agency, {"slug": "state-of-be"}),
        (Area, {"slug": "life-sciences"}),
        (Area, {"slug": "space-medicine"}),
        (Mission, {"slug": "spot"}),
    ],
)
def test_every_number_is_that_of_the_list_behind_it(model, key):
    generate(Random(1957))  # noqa: S311
    make_event(kind="launch", modality="planned", date="1990").agencies.create(
        agency=Agency.objects.get(slug="cnes"), role="actor"
    )
    told = profile(model.objects.get(**key))
    assert len(numbers_of(told)) > 5
    for number in numbers_of(told):
        assert count_behind(number.address) == number.count, number.address


def test_what_a_profile_costs_does_not_depend_on_the_number_of_agreements(django_assert_num_queries):
    for _ in range(3):
        make_agreement(parties=["BE", "cnes"], areas=["launchers"], missions=["spot"], acts={"signed": "1997"})
    with reading(seen()):
        document = read("country", "be")
        # * the oldest and the newest agreement
        # * names of partners
        # * names of areas
        # * names of missions
        with django_assert_num_queries(4):
            assert profile_of("country", document, TODAY).agreements.count == 3


def test_nothing_recorded_is_a_profile_too():
    told = profile(make_agency("cnes"))
    assert (told.agreements.count, told.statuses, told.gaps, told.first) == (0, [], [], None)
    assert (told.partners.rows, told.partners.total) == ([], 0)


def test_the_partners_of_an_agency_are_the_other_parties_where_it_is_one():
    cnes = make_agency("cnes")
    make_agreement(parties=["cnes", "csa"])
    make_agreement(parties=["cnes", "csa"])
    Party.objects.create(agreement=make_agreement(parties=["BE", "RU"]), agency=cnes, role="implementing")
    told = profile(cnes)
    assert rows(told.partners) == [("CSA", 2)]
    assert told.partners.rows[0].page == "/between/cnes/csa/"
    assert (told.agreements.count, told.as_party.count) == (3, 2)


def test_the_partners_of_a_country_are_countries_and_international_bodies():
    make_agency("cnes", country="FR")
    make_agency("esa")
    for parties in (["BE", "FR"], ["BE", "cnes"], ["BE", "esa"], ["cnes", "FR"]):
        make_agreement(parties=parties)
    told = profile(make_country("BE"))
    assert rows(told.partners) == [("France", 2), ("ESA", 1)]
    assert [row.page for row in told.partners.rows] == ["/between/be/fr/", "/between/be/esa/"]


def test_all_partners_are_counted_though_only_the_first_are_shown():
    for number in range(MOST + 3):
        make_agreement(parties=["cnes", f"agency-x{number}"])
    partners = profile(make_agency("cnes")).partners
    assert (len(partners.rows), partners.total, partners.left_out) == (MOST, MOST + 3, 3)
    assert (len(partners.rows), partners.left_out) == (MOST, 3)


def test_an_agreement_on_two_narrow_areas_is_one_on_the_wider():
    for slug in ("medicine", "biology"):
        make_area(slug, broader=make_area("life-sciences"))
    make_agreement(parties=["BE", "cnes"], areas=["medicine", "biology"])
    told = profile(make_country("BE"))
    assert rows(told.areas) == [("biology", 1), ("life sciences", 1), ("medicine", 1)]
    assert rows(profile(make_area("medicine")).areas) == [("biology", 1)]


def test_two_parties_of_one_country_make_one_agreement_of_it():
    make_agency("asi", country="FR")
    make_agreement(parties=["asi", "FR"], missions=["spot"])
    assert rows(profile(make_mission("spot")).countries) == [("France", 1)]


def test_the_first_and_the_last_act_keep_the_precision_of_their_sources():
    make_agreement(parties=["BE", "FR"], acts={"signed": "199X"})
    make_agreement(parties=["BE", "FR"], acts={"concluded": "2001-12-20"})
    make_event(kind="signed", modality="planned", date="2090", agreement=make_agreement(parties=["BE", "FR"]))
    told = profile(make_country("BE"))
    assert [told.first.when.display, told.last.when.display] == ["1990s", "20 December 2001"]


def test_statuses_are_those_of_the_day():
    make_agreement(parties=["BE", "FR"], acts={"entered_into_force": "1990", "terminated": "2000"})
    make_agreement(parties=["BE", "FR"])
    belgium = make_country("BE")
    assert counts(profile(belgium, date(1995, 1, 1)).statuses) == {"in force": 1, "status unknown": 1}
    assert counts(profile(belgium, date(2005, 1, 1)).statuses) == {"no longer in force": 1, "status unknown": 1}


def test_gaps_tell_what_no_source_states():
    agreement = make_agreement(parties=["BE", "FR"], acts={"signed": "1997"}, areas=["launchers"])
    make_event(kind="launch", modality="planned", date="1999", agreement=agreement)
    make_event(agreement=agreement)
    make_agreement(parties=["BE", "FR"])
    told = counts(profile(make_country("BE")).gaps)
    assert told == {
        "agreement without a date of signature": 1,
        "agreement without a cooperation area": 1,
        "overdue plan, outcome not reported": 1,
        "event without a date": 1,
    }
