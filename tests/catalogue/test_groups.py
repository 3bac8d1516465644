"""Groups of countries: the table is whole, and what is asked of it rests on the day of the membership."""

from datetime import date

import pytest
import yaml
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import override

from catalogue.filters import AgreementFilter, EventFilter
from catalogue.group_names import TEXTS
from catalogue.groups import find_group, groups
from catalogue.reading import rows
from tests.factories import make_agency, make_agreement, make_event

TODAY = date(2026, 11, 28)
LEFT_OUT = {"AQ", "TW", "SUHH", "BQAQ", "FQHH", "GEHH", "NQAQ", "PUUM"}  # the table says why


def members(slug, day=TODAY):
    return set(groups()[slug].codes_on(day))


def countries():
    table = yaml.safe_load((settings.BASE_DIR / "fixtures" / "countries.yaml").read_text(encoding="utf-8"))
    return {country["fields"]["code"] for country in table}


def test_every_country_is_in_one_region_and_the_table_knows_no_other():
    regions = ["m49-002", "m49-019", "m49-142", "m49-150", "m49-009"]
    assert set.union(*map(members, regions)) == countries() - LEFT_OUT
    assert sum(len(members(region)) for region in regions) == len(countries() - LEFT_OUT)
    assert all(members(slug) <= countries() for slug in ("eu", "esa"))


def test_a_region_has_the_countries_of_its_parts_and_each_of_them_once():
    wide = {group.wider for group in groups().values() if group.wider}
    for slug in wide:
        parts = [members(part.slug) for part in groups().values() if part.wider == slug]
        assert members(slug) == set.union(*parts)
        assert len(members(slug)) == sum(map(len, parts))
    assert {"m49-002", "m49-202"} <= wide


def test_every_group_names_who_says_so():
    for group in groups().values():
        assert group.source["title"], group.slug
        assert group.source["publisher"], group.slug
        assert group.source["url"].startswith("https://"), group.slug
        assert group.note, group.slug


@pytest.mark.parametrize(
    ("slug", "day", "number"),
    [
        ("eu", date(1957, 12, 31), 0),
        ("eu", date(1958, 1, 1), 6),
        ("eu", date(1973, 1, 1), 9),
        ("eu", date(1995, 1, 1), 15),
        ("eu", date(2004, 5, 1), 25),
        ("eu", date(2020, 1, 31), 28),
        ("eu", date(2020, 2, 1), 27),
        ("esa", date(1980, 10, 29), 0),
        ("esa", date(1980, 12, 10), 11),
        ("esa", date(2005, 6, 30), 17),
        ("esa", TODAY, 23),
    ],
)
def test_the_members_of_a_day_are_as_many_as_they_were(slug, day, number):
    assert len(members(slug, day)) == number


def test_a_group_is_named_by_slug_or_name_in_any_case():
    assert find_group("EU") == ("eu", "European Union")
    assert find_group(" european union") == ("eu", "European Union")
    assert find_group("Europe") == ("m49-150", "Europe")
    assert find_group("Atlantis") is None


def test_a_group_is_named_in_the_language_of_the_page_too():
    with override("fr"):
        assert find_group("afrique") == find_group("Africa") == ("m49-002", "Afrique")
        assert groups()["eu"].note == "Membres de la Communauté économique européenne avant le 1er novembre 1993."


def test_each_name_and_note_is_a_message():
    assert {text for group in groups().values() for text in group.texts} == set(map(str, TEXTS))


@pytest.mark.django_db
def test_a_group_keeps_what_has_a_party_of_one_of_its_members():
    for slug, parties in {"a": ["BE", "US"], "b": ["CA", "US"], "c": ["FR", "CN"], "d": ["RU", "BE"]}.items():
        make_agreement(slug, parties=parties)
    esa = make_agreement("e", parties=[make_agency("esa", kind="intergovernmental"), "CN"])
    make_event("talks", agreement=esa)
    make_event("visit").agencies.create(agency=make_agency("cnes", country="FR"), role="host")
    assert found("group=eu") == {"a", "c", "d"}
    assert found("group=eu&group=m49-030") == {"c"}
    assert found("group=Europe&group=Eastern Europe") == {"d"}
    assert found("group=esa") == {"a", "b", "c", "d"} - {"b"}
    assert found("group=eu&group_on=1950-01-01") == set()
    assert found("group=eu", EventFilter) == {"visit"}
    assert found("group=m49-030", EventFilter) == {"talks"}


@pytest.mark.django_db
def test_a_wrong_group_is_refused_with_the_nearest_one():
    [problem] = AgreementFilter(QueryDict("group=Eurpe")).form.problems
    assert problem["message"] == "No group of countries called “Eurpe”. Did you mean “Europe”?"


def found(query, filterset=AgreementFilter):
    asked = filterset(QueryDict(query))
    assert asked.is_valid(), asked.errors
    return {row["slug"] for row in rows(asked.record_kind, asked.results)}
