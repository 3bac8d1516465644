import pytest

from agencies.sides import AGENCY, COUNTRY, Side
from agreements.models import Agreement
from tests.factories import make_agency, make_agreement


@pytest.mark.parametrize("code", ["BE", "SUHH"])
def test_a_code_of_two_or_four_capitals_is_a_country(code):
    assert Side.of(code) == Side(COUNTRY, code)


@pytest.mark.parametrize("slug", ["cnes", "be", "CSA", "42", "ABCDE", ""])
def test_all_else_is_an_agency(slug):
    assert Side.of(slug) == Side(AGENCY, slug)


def test_a_side_stays_as_it_is():
    assert Side.of(Side(AGENCY, "BE")) == Side(AGENCY, "BE")


@pytest.mark.django_db
def test_a_country_has_all_of_its_agencies_on_its_side():
    agreement = make_agreement(parties=[make_agency("cnes", country="FR"), make_agency("esa")])
    assert list(Agreement.objects.between(Side(COUNTRY, "FR"), Side(AGENCY, "esa"))) == [agreement]
    assert not Agreement.objects.between("FR", "cnes-2").exists()
