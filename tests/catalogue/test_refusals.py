"""What no filter takes: each is told in a short sentence, and nothing is read for it."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from catalogue.filters import AgreementFilter
from catalogue.index.questions import AnyOf
from catalogue.renderer import up_to_date
from tests.catalogue.slugs import agreements
from tests.factories import make_agency, make_agreement, make_country, make_event

pytestmark = pytest.mark.django_db


def test_a_name_that_several_have_is_asked():
    for code, name in {"KP": "North Korea", "KR": "South Korea"}.items():
        make_country(code, name=name)
    for slug in ("csa-ca", "csa-cz"):
        make_agency(slug, name=f"Office {slug}", acronym="CSA")
    assert problems("party=Korea") == [("party", "“Korea” may be North Korea (KP) or South Korea (KR): say which.")]
    said = "“CSA” may be Office csa-ca (csa-ca) or Office csa-cz (csa-cz): say which."
    assert problems("party=CSA") == [("party", said)]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ends_possibly_before=../2030", "“until 2030” has no first day"),
        ("ends_possibly_after=2030/..", "“since 2030” has no last day"),
        ("ends_possibly_after=soon", "soon"),
        ("foreseen_end=late", "“late” is not a value of “foreseen_end”: use overdue, upcoming"),
    ],
)
def test_a_date_of_an_end_that_is_not_understood_is_refused(query, message):
    [problem] = AgreementFilter(QueryDict(query)).form.problems
    assert problem["parameter"] == query.partition("=")[0]
    assert message in problem["message"]


def problems(query, filterset=AgreementFilter):
    found = filterset(QueryDict(query))
    assert not found.is_valid()
    assert found.questions == {"nothing": AnyOf()}
    return [(problem["parameter"], problem["message"]) for problem in found.form.problems]


@pytest.mark.parametrize("name", ["party", "party_any", "agency", "area", "mission", "source", "person", "group"])
def test_a_filter_takes_at_most_five_values_and_asks_the_database_for_none_of_more(name, django_assert_num_queries):
    query = "&".join(f"{name}=x{number}" for number in range(200))
    with django_assert_num_queries(0):
        assert problems(query) == [(name, f"Give at most five values for “{name}”.")]


def test_five_values_are_taken():
    make_agreement("a", areas=["a1", "a2", "a3", "a4", "a5", "a6"])
    query = "&".join(f"area=a{number}" for number in range(1, 6))
    assert agreements(query) == ["a"]
    assert problems(f"{query}&area=a6") == [("area", "Give at most five values for “area”.")]


def test_two_hundred_parties_are_a_bad_request_that_reads_no_record(client):
    query = "&".join(f"party=x{number}" for number in range(200))
    up_to_date()
    for address in ("/agreements/", "/events/", "/api/v1/agreements/", "/network/", "/matrix/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}?{query}").status_code == 400
        tables = ("agreements_agreement", "agreements_event", "agreements_party", "agencies_agency")
        assert not any(f'"{table}"' in one["sql"] for one in captured.captured_queries for table in tables), address


@pytest.mark.parametrize("name", ["form", "status", "status_on", "from", "to", "match", "q", "order", "since_revision"])
def test_a_filter_of_one_value_is_not_given_twice(name):
    value = {"form": "treaty", "status": "signed", "match": "certain", "order": "date"}.get(name, "2000")
    value = "2000-01-01" if name == "status_on" else value
    assert problems(f"{name}={value}&{name}={value}") == [(name, f"Give “{name}” only once.")]


@pytest.mark.many
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("party=Atlantis", "No country or organisation called “Atlantis”."),
        ("party=Belgum", "No country or organisation called “Belgum”. Did you mean “Belgium”?"),
        ("agency=cness", "No organisation called “cness”. Did you mean “cnes”?"),
        ("form=tready", "“tready” is not a value of “form”. Did you mean “treaty”?"),
        ("match=x", "“x” is not a value of “match”: use possible or certain."),
        ("status_on=soon", "“soon” is not a day: write it as 2022-03-01."),
        ("updated_since=soon", "“soon” is not a date or time: write 2026-03-01 or 2026-03-01T12:00:00Z."),
        (
            "updated_since=9999-12-31T23:59-23:59",
            "“9999-12-31T23:59-23:59” is not a date or time: write 2026-03-01 or 2026-03-01T12:00:00Z.",
        ),
        ("q=" + "+".join("bcdefghijklmn"), "Search for at most 12 words."),
        ("q=" + "a" * 201, "Search for at most 200 letters."),
        ("from=" + "9" * 10_000, "A date has at most 200 letters."),
        ("party=" + "a" * 201, "A name has at most 200 letters."),
        (
            "from=2001-11-28&to=spring 2001",
            "“to” (spring 2001) is before “from” (28 November 2001): give a later day, or the same.",
        ),
    ],
)
def test_a_problem_is_told_in_a_short_sentence(query, message):
    make_agreement(parties=["BE", make_agency("cnes", country="FR")])
    assert [message for _, message in problems(query)] == [message]


def test_no_door_asks_for_a_period_that_ends_before_it_begins(client):
    make_event(date="1999/2003", agreement=make_agreement("a", acts={"signed": "2001"}))
    for address in ("/agreements/", "/agreements.csv", "/events/", "/events.svg", "/sources/", "/network/", "/map.svg"):
        assert client.get(f"{address}?from=2002-01&to=2001-12").status_code == 400, address
        assert client.get(f"{address}?from=2001-12&to=2001").status_code == 200, address


def test_an_invalid_filter_returns_nothing_rather_than_everything():
    make_agreement()
    found = AgreementFilter(QueryDict("form=nonsense"))
    assert not found.results.count()
    assert "nonsense" in found.form.problems[0]["message"]
