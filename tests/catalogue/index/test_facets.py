"""Counts by value, under the other filters."""

from datetime import date

from catalogue.index.facets import AGREEMENT_FACETS, counts, statuses
from catalogue.index.questions import Has, of_kind
from catalogue.index.reader import NONE
from tests.catalogue.index.made import act, agency, agreement, area, reader_of, source, timeline

KIND = {"of": of_kind("agreement")}


def test_values_are_counted_wider_areas_taken_in_and_what_has_none():
    science = area("science")
    astronomy, physics = area("astronomy", wider=[science]), area("physics", wider=[science])
    reader = reader_of(
        *(science, astronomy, physics),
        agreement("both", areas=[astronomy, physics], acts=[act("signed", "1989-12/1990-01")]),
        agreement("one", areas=[physics], acts=[act("signed", "199X")]),
        agreement("none", parties=["FR", "RU"]),
    )
    found = counts(reader, KIND, AGREEMENT_FACETS, 500, 500)
    assert found["area"] == {"science": 2, "physics": 2, "astronomy": 1}
    assert found["party"] == {"FR": 3, "BE": 2, "RU": 1}
    assert found["decade"] == {"1990": 2, "1980": 1}
    assert found["not_stated"]["signed"] == 1
    assert found["not_stated"]["area"] == 1


def test_an_option_is_counted_without_its_own_filter_where_that_takes_one_value():
    reader = reader_of(
        agreement("a", form="treaty", level="intergovernmental"),
        agreement("b", form="agreement", function="framework", level="intergovernmental"),
        agreement("c", form="agreement", function="framework", level="inter_agency", parties=["FR", "RU"]),
    )
    filters = KIND | {"form": Has("form", "treaty"), "party": Has("party", "BE")}
    found = counts(reader, filters, AGREEMENT_FACETS, 500, 500)
    assert found["form"] == {"treaty": 1, "agreement": 1}
    assert found["level"] == {"intergovernmental": 1}
    assert found["party"] == {"BE": 1, "FR": 1}


def test_no_value_is_lost_however_many_there_are():
    cited = [source(f"source-{number}") for number in range(400)]
    agreements = [
        agreement(
            f"it-{number}", citations=[{"source": one.slug, "quote": "", "supports": []} for one in cited[number::7]]
        )
        for number in range(30)
    ]
    found = counts(reader_of(*agreements), KIND, AGREEMENT_FACETS, 500, 500)["source"]
    expected = {one.slug: 0 for one in cited}
    for one in agreements:
        for citation in one.body["citations"]:
            expected[citation["source"]] += 1
    assert found == {slug: number for slug, number in expected.items() if number}


def test_the_values_with_most_are_the_first_and_of_equal_ones_the_first_by_value():
    cited = [source(f"source-{number:02}") for number in range(40)]
    often = cited[30]
    agreements = [
        agreement(
            one.slug, citations=[{"source": slug, "quote": "", "supports": []} for slug in {one.slug, often.slug}]
        )
        for one in cited
    ]
    reader = reader_of(*agreements)
    for number in (1, 5, 39, 40, 60):
        others = [one.slug for one in cited if one is not often]
        assert list(reader.most(of_kind("agreement"), ["source"], number)["source"].items()) == [
            (often.slug, 40),
            *((slug, 1) for slug in others[: number - 1]),
        ]


def test_statuses_are_counted_on_a_day():
    spans = timeline((None, "unknown"), ("2000-01-01", "signed"), ("2001-01-01", "in_force"))
    reader = reader_of(agreement("a", status_timeline=spans), agreement("b"))
    codes = ("unknown", "signed", "in_force")
    filters = KIND | {"status": Has("kind", "no such kind")}
    assert statuses(reader, filters, codes, date(2000, 12, 31), ("status",)) == {"unknown": 1, "signed": 1}
    assert statuses(reader, filters, codes, date(2001, 1, 1), ("status",)) == {"unknown": 1, "in_force": 1}


def test_pairs_are_counted():
    esa, cnes = agency("esa"), agency("cnes", code="FR")
    reader = reader_of(agreement("a"), agreement("b", parties=["FR", "BE"]), agreement("c", parties=[esa, cnes]))
    found = reader.values(of_kind("agreement"), "country_pair", "agency_pair")
    assert found["country_pair"] == {"BE|FR": 2, NONE: 1}
    assert found["agency_pair"] == {"be-state|fr-state": 2, "cnes|esa": 1}


def test_partners_are_countries_and_organisations_of_none():
    esa, cnes, state = agency("esa"), agency("cnes", code="FR"), agency("fr-state", code="FR")
    reader = reader_of(agreement("a"), agreement("b", parties=[esa, cnes]), agreement("c", parties=[cnes, state]))
    assert reader.values(of_kind("agreement"), "partner")["partner"] == {"BE": 1, "FR": 3, "esa": 1}
