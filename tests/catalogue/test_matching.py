"""Matching: which record a name means, why, and when it is left open."""

from dataclasses import replace

import pytest

from agencies.models import AgencyName, CountryName
from agreements.entering import enter
from catalogue.matching import KINDS, Asked, in_words, match, names_of
from catalogue.properties import PROPERTIES
from catalogue.reading import Named
from tests.factories import document_of, identify, make_agency, make_agreement, make_area, make_country, make_mission
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def agencies():
    roscosmos = make_agency("roscosmos", name="Roscosmos", country="RU")
    esa = make_agency("esa", name="European Space Agency", acronym="ESA")
    dlr = make_agency("dlr", name="German Aerospace Center", acronym="DLR", country=make_country("DE", name="Germany"))
    make_agency("asi", name="Italian Space Agency", acronym="ASI", country="IT")
    make_agency("nasda", name="National Space Development Agency of Japan", acronym="NASDA", country="JP")
    make_agency("iran", name="Iranian Space Agency", acronym="ISA", country="IR")
    make_agency("israel", name="Israel Space Agency", acronym="I.S.A.", country="IL")
    for agency, name, language, until in (
        (roscosmos, "Roskosmos", "de", None),
        (roscosmos, "Russian Federal Space Agency", "en", "2015"),
        (esa, "Agence spatiale européenne", "fr", None),
        (dlr, "German Space Agency", "en", None),
    ):
        enter(AgencyName(agency=agency, name=name, language=language, used_until=until))
    make_agreement(
        "treaty", parties=["BE", "FR"], title="Belgian–French treaty on space", formal_title="Traité spatial"
    )


def best(name, **asked):
    """Return (slug, how it was met, whether it is a match) of the best candidate for a name."""
    [found] = match([Asked(name, **asked)])
    return found and (found[0].record.slug, found[0].how, found[0].is_match)


@pytest.mark.many
@pytest.mark.parametrize(
    ("name", "slug", "how"),
    [
        ("Roskosmos", "roscosmos", "translation"),
        ("Agence Spatiale Europeenne", "esa", "translation"),
        ("Agence spatiale europeene", "esa", "translation"),
        ("NASDA", "nasda", "acronym"),
        ("N.A.S.D.A.", "nasda", "acronym"),
        ("DLR German Aerospace Center", "dlr", "name_and_more"),
        ("German Aerospace Center (DLR)", "dlr", "name_and_more"),
        ("DLR, Germany", "dlr", "name_and_more"),
        ("russian federal space agency", "roscosmos", "former_name"),
        ("Roscomos", "roscosmos", "name"),
        ("Italian Spce Agancy", "asi", "name"),
        ("German space agency", "dlr", "other_name"),
        ("Traité spatial", "treaty", "official_title"),
        ("Belgian-French treaty on space", "treaty", "title"),
        ("agencies/dlr", "dlr", "slug"),
        ("https://example.org/agencies/dlr/", "dlr", "slug"),
    ],
)
def test_a_name_leads_to_the_record_that_is_called_so(agencies, name, slug, how):
    assert best(name) == (slug, how, True)


@pytest.mark.parametrize("name", ["xyzzy", "", " ", "!?", "\x00", "x" * 5000])
def test_what_nothing_is_called_has_no_candidate(agencies, name):
    assert match([Asked(name)]) == [[]]


@pytest.mark.parametrize("name", ["Space Agency", "Austrian Space Agency", "Development Agency"])
def test_what_only_shares_common_words_is_no_match(agencies, name):
    assert not any(candidate.is_match for [*found] in match([Asked(name)]) for candidate in found)


def test_a_name_that_two_have_is_left_open_and_their_country_decides(agencies):
    [found] = match([Asked("ISA")])
    assert [(one.record.slug, one.score, one.is_match) for one in found] == [
        ("iran", 100, False),
        ("israel", 100, False),
    ]
    assert in_words("ISA", found).startswith("“ISA” may be Iranian Space Agency (ISA) or Israel Space Agency")
    for country in ("Israel", "IL", "il", "État d'Israël", "countries/il"):
        assert best("ISA", values={"country": [country]})[0] == "israel"


def test_another_country_than_the_one_asked_for_makes_no_match(agencies):
    [[candidate, *_]] = match([Asked("DLR", values={"country": ["FR"]})])
    assert (candidate.record.slug, candidate.is_match, candidate.differs) == ("dlr", False, ("country",))


def test_an_unstated_value_costs_little(agencies):
    assert best("European Space Agency", values={"country": ["FR"]}) == ("esa", "name", True)


def test_only_the_kinds_asked_for_are_looked_at(agencies):
    make_mission("isa-mission", name="ISA")
    assert best("ISA", kinds=("mission",)) == ("isa-mission", "name", True)


def test_a_country_goes_before_the_state_that_is_called_alike(agencies):
    assert best("Belgium") == ("be", "name", True)
    assert best("Belgium", kinds=("agency",)) == ("state-of-be", "name", True)


@pytest.mark.parametrize(
    ("name", "how"), [("BE", "code"), ("Belgien", "other_name"), ("Government of Belgium", "government")]
)
def test_a_country_is_met_by_code_in_other_languages_and_by_its_government(agencies, name, how):
    assert best(name) == ("be", how, True)


def test_the_two_koreas_are_left_open(db):
    make_country("KR", name="South Korea")
    make_country("KP", name="North Korea")
    [found] = match([Asked("Korea")])
    assert [one.is_match for one in found] == [False, False]


def test_a_number_leads_to_its_record(agencies):
    identify(make_agency("cnes", name="CNES"), "wikidata", "Q1191")
    assert best("Q1191") == ("cnes", "number", True)


def test_many_names_are_read_from_the_database_at_once(agencies, django_assert_max_num_queries):
    match([Asked("ESA")])
    # * the edition
    # * the rows of the names that may be slugs
    # * the documents of all candidates
    with django_assert_max_num_queries(5):
        match([Asked(name) for name in ("ESA", "DLR", "ASI", "NASDA", "Italian Space Agency", "Roskosmos")])


def test_every_kind_has_names_and_properties(agencies):
    make_area("astronomy", name="Astronomy")
    make_mission("spot", name="SPOT")
    slugs = {"country": "be", "agency": "dlr", "mission": "spot", "area": "astronomy", "agreement": "treaty"}
    assert list(PROPERTIES) == ["agency", "country", "mission", "area", "agreement"]
    assert set(PROPERTIES) == set(KINDS) == set(slugs)
    for kind, slug in slugs.items():
        document = document_of(kind, slug)
        assert all(name and how for name, how in names_of(kind, document))
        values = [value for told in PROPERTIES[kind].values() for value in told.values(document)]
        assert all(isinstance(value, str | Named) for value in values)


def test_what_is_said_of_a_name_that_is_nearly_another(agencies):
    [found] = match([Asked("European Agency")])
    assert in_words("European Agency", [replace(found[0], is_match=False)]).startswith("No record is surely")
    assert in_words("xyzzy", []) == "No record is called “xyzzy”, or nearly so."


def test_the_names_of_countries_that_sources_use_are_met(agencies):
    enter(CountryName(country=make_country("BE"), name="Land der Belgier", language="de"))
    assert best("land der belgier") == ("be", "translation", True)
