"""Pairs: every two sides with an agreement, and who shares both."""

import pytest

from agreements.models import Party
from catalogue.pairs import AGENCY, COUNTRY, Pairs, partners_of_both, with_sides
from catalogue.reading import seen
from catalogue.sides import find_side
from tests.factories import make_agency, make_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agreements():
    make_agency("cnes", country="FR", name="CNES")
    make_agency("csa", country="CA", name="CSA")
    make_agency("esa", name="ESA")
    make_agreement(parties=["FR", "CA"])
    make_agreement(parties=["cnes", "csa"])
    make_agreement(parties=["cnes", "csa"])
    make_agreement(parties=["BE", "FR"])
    make_agreement(parties=["csa", "BE"])
    make_agreement(parties=["cnes", "esa"])
    make_agreement(parties=["cnes", "FR"])


def named(pairs):
    return [(str(pair.one), str(pair.other), pair.count) for pair in pairs]


def test_countries_take_in_their_bodies_and_no_pair_is_told_twice():
    pairs = named(with_sides(list(Pairs(COUNTRY)), COUNTRY))
    assert pairs == [("Canada", "France", 3), ("Belgium", "Canada", 1), ("Belgium", "France", 1)]


def test_agencies_pair_as_the_parties_that_they_are():
    pairs = named(with_sides(list(Pairs(AGENCY)), AGENCY))
    assert pairs[0] == ("CNES", "CSA", 2)
    assert ("CNES", "ESA", 1) in pairs
    assert len(pairs) == 6


def test_implementing_bodies_make_no_pair():
    agreement = make_agreement(parties=["BE", "AR"])
    for slug, country in (("zarm", "BE"), ("zsi", "AR")):
        Party.objects.create(agreement=agreement, agency=make_agency(slug, country=country), role="implementing")
    named_so = {key for row in Pairs(AGENCY) for key in (row["one"], row["other"])}
    assert not {"zarm", "zsi"} & named_so
    assert {"one": "AR", "other": "BE", "count": 1} in list(Pairs(COUNTRY))


def shared(*sides):
    return [
        (with_both.partner.key, with_both.with_one, with_both.with_other)
        for with_both in partners_of_both(*map(find_side, sides))
    ]


def test_who_cooperates_with_both():
    assert shared("FR", "CA") == [("BE", 1, 1)]
    assert [key for key, *_ in shared("cnes", "CA")] == ["state-of-fr"]
    make_agreement(parties=["esa", "csa"])
    assert [key for key, *_ in shared("cnes", "csa")] == ["esa"]


def test_the_page_of_pairs_leads_to_each(client, django_assert_num_queries):
    seen()
    # * edition
    # * all names of the facets
    # * names of the sides
    with django_assert_num_queries(3):
        page = client.get("/between/").content.decode()
    assert "/between/ca/fr/" in page
    assert "CNES – CSA" in client.get("/between/?sides=agencies").content.decode()
    assert client.get("/between/?sides=agncies").status_code == 400


def test_the_page_of_a_pair_names_who_cooperates_with_both(client):
    assert "/between/be/fr/" in client.get("/between/fr/ca/").content.decode()
    assert client.get("/between/fr/cnes/").status_code == 200
    assert client.get("/between/fr/nowhere/").status_code == 404
