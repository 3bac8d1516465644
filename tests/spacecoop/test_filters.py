"""What every filter shares: hints for near words alone, and the words that people try first."""

import pytest

from spacecoop.hints import nearest

KNOWN = [
    *("q", "party", "area", "form", "agency", "kind", "status_on", "from", "to", "order"),
    *("page", "page_size", "updated_since"),
]


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("partty", "party"),
        ("Agencey", "agency"),
        ("search", "q"),
        ("country", "party"),
        ("type", "kind"),
        ("year", "from"),
        ("date", "from"),
        ("sort", "order"),
        ("order_by", "order"),
        ("limit", "page_size"),
        ("on", "status_on"),
        ("sort_by", "order"),
        ("offset", "page"),
        ("keywords", "q"),
        ("partner", "party"),
        ("subject", "area"),
        ("format", None),
        ("person", None),
        ("utm_source", None),
        ("x", None),
    ],
)
def test_a_hint_is_given_for_a_near_word_or_one_that_people_try(wrong, meant):
    assert nearest(wrong, KNOWN) == meant


def test_the_type_of_agreements_is_their_form():
    assert nearest("type", ["party", "form"]) == nearest("kind", ["party", "form"]) == "form"


def test_nothing_is_meant_that_is_not_known():
    assert nearest("limit", ["q", "kind"]) is None
