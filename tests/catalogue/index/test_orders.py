"""Orders that rest on a day: agreements by their foreseen ends."""

from datetime import date

import pytest

from catalogue.ends import OVERDUE, RENEWS, UPCOMING
from catalogue.index.orders import agreements_by_end
from tests.catalogue.index.made import agreement, reader_of, timeline

TODAY = date(2022, 3, 1)


def end(earliest, latest=None, renewal=None, every=None, **more):
    told = {"earliest": earliest, "latest": latest, "basis": "term", "may_be_past_from": earliest}
    return {**told, "renewal": renewal, "renewal_length": every, "notice": None, "rests_on": [], **more}


def day(text):
    return end(text, text)


def with_ends(slug, *ends):
    [span] = timeline((None, "in_force"))
    return agreement(slug, status_timeline=[{**span, "foreseen": list(ends)}])


def first_slugs(agreements, state, on=TODAY, most=20):
    slugs = {document.key: document.slug for document in agreements}
    return [slugs[key] for key in agreements_by_end(reader_of(*agreements), state, on, most)]


def test_the_soonest_end_comes_first_and_one_without_a_day_last():
    agreements = [
        with_ends("by-2024", end(None, "2024-12-31", may_be_past_from="2024-12-31")),
        with_ends("from-2023", end("2023-01-01")),
        with_ends("b-may", day("2030-05-01")),
        with_ends("a-may", day("2030-05-01")),
        with_ends("year", end("2030-01-01", "2030-12-31")),
        with_ends("spring", end("2030-01-01", "2030-03-31")),
        with_ends("soon", day("2022-03-02")),
        with_ends("over", day("2022-02-28")),
    ]
    dated = ["soon", "spring", "year", "a-may", "b-may"]
    assert first_slugs(agreements, UPCOMING) == [*dated, "by-2024", "from-2023"]
    assert first_slugs(agreements, UPCOMING, most=4) == dated[:4]
    assert first_slugs(agreements, UPCOMING, on=date(2022, 2, 1))[:2] == ["over", "soon"]


def test_of_overdue_ends_the_latest_that_passed_comes_first():
    agreements = [
        with_ends("by-2005", end(None, "2005-12-31", may_be_past_from=None)),
        with_ends("long-ago", day("1999-01-01")),
        with_ends("b", day("2021-06-01")),
        with_ends("a", day("2021-06-01")),
        with_ends("just-over", day("2022-02-28")),
        with_ends("to-come", day("2022-03-02")),
    ]
    assert first_slugs(agreements, OVERDUE) == ["just-over", "a", "b", "long-ago", "by-2005"]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_an_agreement_stands_where_its_nearest_end_is_however_many_it_has(most):
    many = with_ends("many", *(day(f"2023-01-{number:02}") for number in range(1, 29)))
    agreements = [with_ends("later", day("2040-01-01")), with_ends("between", day("2023-01-15")), many]
    assert first_slugs(agreements, UPCOMING, most=most) == ["many", "between", "later"][:most]


def test_what_renews_itself_comes_by_the_next_end_of_its_term():
    agreements = [
        with_ends("every-ten", end("2001-05-01", "2001-05-01", "tacit", "P10Y")),
        with_ends("first-term", end("2025-01-01", "2025-12-31", "tacit", "P5Y")),
        with_ends("every-year", end("2010-04-01", "2010-04-01", "tacit", "P1Y")),
        with_ends("as-every-year", end("2000-04-01", "2000-04-01", "tacit", "P2Y")),
        with_ends("goes-on", end("2024-01-01", "2024-01-01", "indefinite")),
        with_ends("from-2020", end("2020-01-01", None, "tacit", "P5Y")),
        with_ends("went-on", end("2021-01-01", "2021-01-01", "indefinite")),
    ]
    in_order = ["as-every-year", "every-year", "goes-on", "first-term", "every-ten", "from-2020"]
    assert first_slugs(agreements, RENEWS) == in_order
    assert first_slugs(agreements, RENEWS, most=2) == in_order[:2]
    assert first_slugs(agreements, RENEWS, on=date(2022, 4, 2))[:2] == ["every-year", "goes-on"]
