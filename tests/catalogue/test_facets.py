"""Facets: every option leads to as many agreements as it says."""

import pytest
from django.http import QueryDict

from agencies.models import Succession
from agreements.models import Party, Provision, Term, Text
from catalogue.facets import HEADINGS, facets_of
from catalogue.filters import AgreementFilter
from tests.factories import cite, make_agency, make_agreement, make_area, make_event, make_party, make_source
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def some_agreements():
    make_agency("cnes", country="FR", name="CNES")
    make_area("space-medicine", broader=make_area("life-sciences"))
    areas = ["astronomy", "space-medicine"]
    first = make_agreement("a", parties=["BE", "RU"], form="treaty", areas=areas, acts={"signed": "1999/2001"})
    second = make_agreement(
        "b", parties=["BE", "cnes"], areas=["astronomy"], missions=["spot"], acts={"signed": "2005"}, form=None
    )
    third = make_agreement(
        "c", acts={"entered_into_force": "2000-02-01"}, parties=["BE", "FR"], function="framework", binding="binding"
    )
    make_agreement("d", parties=["CN", "FR"], form="memorandum_of_understanding")
    Succession.objects.create(earlier=make_party("BE"), later=make_party("RU"), kind="continues")
    Party.objects.create(agreement=third, agency=make_agency("cnes"), role="implementing")
    Term.objects.create(agreement=first, length="P5Y", renewal="tacit")
    Provision.objects.create(agreement=first, topic="liability", says="yes")
    Provision.objects.create(agreement=second, topic="liability", says="no")
    Text.objects.create(agreement=second, source=make_source("one"))
    cite(first, make_source("one"))
    cite(second.parties.first(), make_source("two"))
    cite(second.events.get(), make_source("one"))
    make_event(kind="signed", modality="planned", date="2030", agreement=third)


def found(query):
    return AgreementFilter(QueryDict(query))


QUERIES = [
    "",
    "party=BE",
    "form=treaty",
    "area=astronomy",
    "party=BE&status=signed",
    "action=signed&from=199X&to=199X",
    "action=signed&from=199X&to=199X&match=certain",
    "action=terminated&to=2001",
    "level=intergovernmental",
    "function=framework&binding=binding",
    "not_stated=binding",
    "not_stated=signed",
    "renewal=tacit",
    "provision=liability",
    "text=not_stated",
    "source=one",
    "agency=cnes&level=government_agency",
    "status=in_force&status_on=2001-01-01",
    "group=eu",
    "group=m49-150&group=esa&group_on=1990-01-01",
    "party=RU&predecessors=yes",
    "party_any=RU&party_any=CN",
]


@pytest.mark.many
@pytest.mark.parametrize("query", QUERIES)
def test_every_option_leads_to_as_many_agreements_as_it_says(some_agreements, query):
    filters = found(query)
    total, facets = facets_of(filters)
    assert total == filters.results.count()
    assert facets
    for facet in facets:
        for option in facet.options:
            followed = found(option.query)
            assert followed.is_valid()
            if option.chosen:
                assert followed.results.count() >= option.count
            else:
                assert followed.results.count() == option.count > 0, (facet.name, option)


def test_a_chosen_option_is_taken_away_by_its_link(some_agreements):
    facets = {facet.name: facet for facet in facets_of(found("party=Belgium&form=treaty"))[1]}
    belgium = facets["party"].options[0]
    assert (belgium.label, belgium.chosen, belgium.query) == ("Belgium", True, "form=treaty")
    assert next(one for one in facets["form"].options if one.chosen).query == "party=Belgium"


def test_a_filter_that_is_full_offers_no_more(some_agreements):
    areas = ["a1", "a2", "a3", "a4", "a5"]
    make_agreement(areas=[*areas, "a6"])
    full = {facet.name: facet for facet in facets_of(found("&".join(f"area={area}" for area in areas)))[1]}
    assert [option.parameters for option in full["area"].options] == [(("area", area),) for area in areas]


def test_every_facet_is_there_and_says_what_it_counts(some_agreements):
    facets = {facet.name: facet for facet in facets_of(found(""))[1]}
    assert set(facets) == set(HEADINGS), "No agreement of `some_agreements` has a value for a facet: give it to one."
    assert [(option.label, option.count) for option in facets["party"].options][:2] == [("Belgium", 3), ("France", 3)]
    assert ("life sciences", 1) in [(option.label, option.count) for option in facets["area"].options]
    assert [(option.label, option.count) for option in facets["decade"].options] == [("1990s", 1), ("2000s", 2)]
    not_stated = {option.parameters[0][1]: option.count for option in facets["not_stated"].options}
    assert (not_stated["entered_into_force"], not_stated["signed"], not_stated["area"]) == (3, 2, 2)
    assert set(not_stated) == {value for value, _ in found("").filters["not_stated"].field.choices if value}


def test_an_invalid_filter_has_no_facets(some_agreements):
    assert facets_of(found("form=x")) == (0, [])


def test_how_many_a_date_filter_leaves_undecided():
    make_agreement("year", acts={"signed": "1997"})
    make_agreement("day", acts={"signed": "1997-10-03"})
    make_agreement("open", acts={"signed": "1979/.."})
    make_agreement("none")
    assert found("action=signed&from=1997-06&match=certain").undecided == 2
    assert found("from=1997-06").undecided == 2
    assert found("from=1997&to=1997&match=certain").undecided == 1
    assert found("to=1997-10-03&from=1997-10-03").undecided == 2
    assert found("party=BE").undecided is None


def test_the_list_shows_facets_and_the_number_that_they_lead_to(client, some_agreements):
    page = client.get("/agreements/?party=BE").content.decode()
    assert '<option value="treaty">treaty (' in page
    assert 'href="?party=BE&amp;party=' in page
    assert "<strong>3</strong> agreements" in page
