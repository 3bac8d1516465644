"""What agreements are counted under: right whatever wrote, raw SQL included."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from django.db import connection

from agencies.models import Country
from agreements.models import Agreement, FacetTotal, FacetValues, Party
from tests.catalogue.test_doors import generate
from tests.factories import cite, make_agency, make_agreement, make_area, make_event, make_source

pytestmark = pytest.mark.django_db

WRITES = {
    "a body moves": "UPDATE agencies_agency SET country_id = (SELECT min(id) FROM agencies_country)",
    "a body loses its country": "UPDATE agencies_agency SET country_id = NULL WHERE country_id IS NOT NULL",
    "parties go": "WITH gone AS (DELETE FROM agreements_citation WHERE party_id IS NOT NULL) "
    "DELETE FROM agreements_party WHERE role <> 'party'",
    "areas go": "WITH gone AS (DELETE FROM agreements_citation WHERE agreement_area_id IS NOT NULL) "
    "DELETE FROM agreements_agreementarea",
    "areas change": "UPDATE agreements_agreementarea SET area_id = (SELECT max(id) FROM agreements_area) WHERE id IN "
    "(SELECT max(id) FROM agreements_agreementarea GROUP BY agreement_id HAVING count(*) = 1)",
    "areas find another place": "UPDATE agreements_area SET broader_id = (SELECT id FROM agreements_area WHERE slug = "
    "'launchers') WHERE slug IN ('life-sciences', 'astronomy')",
    "missions come": "INSERT INTO agreements_agreementmission (agreement_id, mission_id) "
    "SELECT agreement.id, mission.id FROM agreements_agreement agreement, agreements_mission mission "
    "ON CONFLICT DO NOTHING",
    "missions go": "TRUNCATE agreements_agreementmission CASCADE",
    "dates change": "UPDATE agreements_event SET date = '1985-06' WHERE agreement_id % 2 = 0",
    "plans come true": "UPDATE agreements_event SET modality = 'done' WHERE modality = 'planned'",
    "events go over to another agreement": "UPDATE agreements_event "
    "SET agreement_id = (SELECT max(id) FROM agreements_agreement)",
    "citations come": "INSERT INTO agreements_citation (source_id, phrase, fields, event_id) "
    "SELECT source.id, 'new', '{}', event.id FROM agreements_source source, agreements_event event",
    "citations name another source": "UPDATE agreements_citation "
    "SET source_id = (SELECT max(id) FROM agreements_source), phrase = 'phrase ' || id",
    "citations go over to another record": "UPDATE agreements_citation SET phrase = 'phrase ' || id, event_id = NULL, "
    "agreement_id = (SELECT max(id) FROM agreements_agreement) WHERE event_id IS NOT NULL",
    "citations go": "DELETE FROM agreements_citation WHERE id % 2 = 0",
    "all citations go": "TRUNCATE agreements_citation",
    "everything goes": "TRUNCATE agreements_agreement CASCADE",
}


def facet_values():
    return list(FacetValues.objects.order_by("pk").values())


def totals():
    return set(FacetTotal.objects.filter(number__gt=0).values_list("facet", "value", "number"))


def counted_anew():
    facets = ("countries", "agencies", "areas", "missions", "sources", "decades", "not_stated")
    counted = Counter(
        (facet, str(value)) for row in FacetValues.objects.values() for facet in facets for value in row[facet]
    )
    return {(facet, value, number) for (facet, value), number in counted.items()}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_raw_sql_leaves_them_as_if_all_were_derived_anew(write):
    generate(Random(1957))  # noqa: S311
    connection.check_constraints()
    before = facet_values()
    with connection.cursor() as cursor:
        cursor.execute(write)
        after = facet_values()
        assert totals() == counted_anew()
        cursor.execute("UPDATE agreements_facetvalues SET sources = '{-1}', decades = '{}', statuses = '{}'")
        cursor.execute("SELECT agreements_set_facets(NULL)")
    assert after == facet_values()
    assert after != before
    assert totals() == counted_anew()


def test_they_say_what_an_agreement_is_counted_under():
    cnes, science = make_agency("cnes", country="FR"), make_area("science")
    make_area("astronomy", broader=science)
    agreement = make_agreement(
        parties=["BE", cnes], areas=["astronomy"], missions=["spot"], acts={"signed": "1999/2001", "terminated": "2010"}
    )
    implementing = Party.objects.create(agreement=agreement, agency=make_agency("esa"), role="implementing")
    make_event(kind="entered_into_force", modality="planned", date="2003", agreement=agreement)
    cite(agreement.areas.get(), make_source("one"))
    cite(implementing, make_source("two"))
    cite(agreement, make_source("two"))
    found = FacetValues.objects.get(agreement=agreement)
    assert found.parties == sorted(party.agency_id for party in agreement.principals)
    assert found.countries == sorted(Country.objects.filter(code__in=["BE", "FR"]).values_list("pk", flat=True))
    assert found.agencies == sorted([*found.parties, implementing.agency_id])
    assert found.areas == sorted([science.pk, agreement.areas.get().area_id])
    assert found.missions == [link.mission_id for link in agreement.missions.all()]
    assert found.sources == sorted(make_source(slug).pk for slug in ("one", "two"))
    assert found.decades == [1990, 2000]
    assert found.not_stated == ["entered_into_force"]
    assert found.status_since == [date(1999, 1, 1), date(2001, 12, 31), date(2010, 1, 1), date(2010, 12, 31)]
    assert found.statuses == ["not_signed", "unknown", "signed", "unknown", "ended"]


def test_an_agreement_of_which_nothing_is_said_has_them_and_they_go_with_it():
    agreement = Agreement.objects.create(slug="bare", title="Bare", kind="other")
    assert FacetValues.objects.get(agreement=agreement).statuses == ["unknown"]
    agreement.delete()
    assert not FacetValues.objects.exists()


def test_totals_can_be_counted_anew():
    generate(Random(1957))  # noqa: S311
    FacetTotal.objects.update(number=1957)
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_set_facet_totals()")
    assert totals() == counted_anew() != set()
