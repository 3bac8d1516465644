"""What came before an organisation or a country, and after it: found step by step, and taken along where asked."""

import pytest
from django.http import QueryDict

from agencies.models import Succession
from agreements.entering import enter
from catalogue.filters import AgencyFilter, AgreementFilter, EventFilter
from catalogue.reading import by_slug, rows
from catalogue.renderer import standing_now, up_to_date
from catalogue.successions import AFTER, BEFORE, line_of, predecessors_of
from tests.factories import cite, document_of, make_agency, make_agreement, make_event, make_party, make_source

pytestmark = pytest.mark.django_db


def succeed(earlier, later, kind="succeeded", **fields):
    return enter(Succession(earlier=make_party(earlier), later=make_party(later), kind=kind, **fields))


def japan():
    """Make the line of JAXA: of its three predecessors one had itself another name before."""
    for slug in ("jaxa", "nasda", "isas", "nal", "nasda-before"):
        make_agency(slug, country="JP", acronym=slug.upper())
    for slug in ("nasda", "isas", "nal"):
        succeed(slug, "jaxa", "merged_into", date="2003-10-01")
    return succeed("nasda-before", "nasda", "renamed", date="1969")


def line(slug, way):
    up_to_date()
    steps = line_of(by_slug("agency", [slug], "body").values(), way).steps
    return [(step["earlier"]["slug"], step["kind"], step["later"]["slug"]) for step in steps]


def found(query, filterset=AgreementFilter):
    asked = filterset(QueryDict(query))
    assert asked.is_valid(), asked.errors
    return {row["slug"] for row in rows(asked.record_kind, asked.results)}


def before(key):
    up_to_date()
    return [other.key for other in predecessors_of(key)]


def test_a_line_goes_on_from_each_predecessor_and_successor():
    japan()
    nearest = [(slug, "merged_into", "jaxa") for slug in ("nasda", "isas", "nal")]
    assert line("jaxa", BEFORE) == [*nearest, ("nasda-before", "renamed", "nasda")]
    assert line("nasda-before", AFTER) == [("nasda-before", "renamed", "nasda"), ("nasda", "merged_into", "jaxa")]
    assert line("jaxa", AFTER) == []


def test_a_predecessor_reached_by_two_ways_is_told_once():
    japan()
    succeed("nasda-before", "isas", "split_from")
    assert before("jaxa") == ["nasda", "isas", "nal", "nasda-before"]
    assert len(line("jaxa", BEFORE)) == 5


def test_a_step_has_its_date_and_its_sources():
    succession = succeed("csa", "cnes", date="1962-03")
    cite(succession, make_source("decree"))
    up_to_date()
    told = line_of(by_slug("agency", ["cnes"], "body").values(), BEFORE)
    assert [(step["date"]["edtf"], step["citations"][0]["source"]) for step in told.steps] == [("1962-03", "decree")]
    assert [source["slug"] for source in told.sources] == ["decree"]


def test_a_country_follows_the_one_whose_state_its_own_succeeds():
    make_agency("intercosmos", country="SU")
    succeed("SU", "RU", "continues")
    succeed("intercosmos", "csa", "succeeded")
    assert before("RU") == ["SU"]
    assert before("state-of-ru") == ["state-of-su"]
    assert before("SU") == []


def test_predecessors_are_taken_along_where_asked():
    japan()
    for slug, parties in {"new": ["jaxa", "BE"], "old": ["nasda", "BE"], "oldest": ["nasda-before", "FR"]}.items():
        make_agreement(slug, parties=parties)
    assert found("party=jaxa") == {"new"}
    assert found("party=jaxa&predecessors=yes") == {"new", "old", "oldest"}
    assert found("agency=jaxa&predecessors=yes") == {"new", "old", "oldest"}
    assert found("party=jaxa&party=BE&predecessors=yes") == {"new", "old"}
    assert found("party_any=jaxa&party_any=FR&predecessors=yes") == {"new", "old", "oldest"}
    assert found("party=nasda&predecessors=yes") == {"old", "oldest"}
    assert found("predecessors=yes") == {"new", "old", "oldest"}


def test_the_agreements_of_a_former_country_are_taken_along():
    succeed("SU", "RU", "continues", date="1991-12-24")
    make_agreement("soviet", parties=["SU", "FR"])
    make_agreement("russian", parties=["RU", "FR"])
    make_event("visit", agreement=make_agreement("institutes", parties=["BE", make_agency("ras", country="SU")]))
    assert found("party=RU") == {"russian"}
    assert found("party=RU&predecessors=yes") == {"soviet", "russian", "institutes"}
    assert found("party=RU&predecessors=yes", EventFilter) == {"visit"}


def test_one_of_several_parties_is_enough_for_party_any():
    for slug, parties in {"a": ["BE", "FR"], "b": ["FR", "RU"], "c": ["CN", "US"]}.items():
        make_agreement(slug, parties=parties)
    make_event("talks", agreement=make_agreement("d", parties=["CN", "RU"]))
    assert found("party_any=BE&party_any=RU") == {"a", "b", "d"}
    assert found("party_any=BE&party_any=RU&party=FR") == {"a", "b"}
    assert found("party_any=RU&party_any=US", EventFilter) == {"talks"}
    assert not AgreementFilter(QueryDict("&".join(f"party_any={code}" for code in "abcdef"))).is_valid()


def test_a_succession_renders_the_organisations_that_it_joins():
    japan()
    succession = Succession.objects.get(earlier__slug="nal")
    assert document_of("agency", "nal")["successors"][0]["date"]["edtf"] == "2003-10-01"
    edition = standing_now().edition
    Succession.objects.filter(pk=succession.pk).update(date="2003")
    for slug, way in (("nal", "successors"), ("jaxa", "predecessors")):
        dates = [other["date"]["edtf"] for other in document_of("agency", slug)[way]]
        assert "2003" in dates, slug
    assert standing_now().edition > edition
    succession.delete()
    assert document_of("agency", "nal")["successors"] == []


def test_a_former_name_is_found():
    agency = make_agency("roscosmos", country="RU")
    agency.names.create(name="Russian Aviation and Space Agency", used_from="1999", used_until="2004")
    up_to_date()
    assert found("q=aviation and space agency", AgencyFilter) == {"roscosmos"}
