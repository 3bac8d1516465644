"""Identifiers at the desk: kept in one spelling, refused with a sentence that names the way out."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from agreements.models import Identifier
from tests.agreements.test_admin import change, desk, typed  # noqa: F401 - a fixture
from tests.factories import identify, make_agency, make_agreement

pytestmark = pytest.mark.django_db


def in_row(posted, **fields):
    """Return a form as it is posted with an identifier in a new row."""
    total = int(posted["identifiers-TOTAL_FORMS"])
    row = {"scheme": "", "value": "", "issued_in": "", "url": "", "cite_source": "", "cite_phrase": "", **fields}
    added = {f"identifiers-{total}-{name}": value for name, value in row.items()}
    return posted | {"identifiers-TOTAL_FORMS": total + 1} | added


WRONG = {"standing": "known_wrong", "standing_reason": "It is that of its predecessor."}


def test_a_number_typed_with_its_series_is_kept_without_it(desk):  # noqa: F811
    agreement = make_agreement("one")
    posted = in_row(typed(desk, change(agreement)), scheme="tias", value="TIAS No. 12927")
    assert desk.post(change(agreement), posted).status_code == 302
    assert agreement.identifiers.get().value == "12927"


def test_what_is_no_number_comes_back_with_how_one_is_written(desk):  # noqa: F811
    agreement = make_agreement("one")
    answer = desk.post(change(agreement), in_row(typed(desk, change(agreement)), scheme="cts", value="35"))
    assert "Write, for example, 1975 No. 35" in answer.content.decode()
    assert not Identifier.objects.exists()


def test_what_another_record_has_alone_names_that_record(desk):  # noqa: F811
    identify(make_agency("cnes", name="Centre national"), "ror", "04h1h0y33")
    posted = {"scheme": "ror", "value": "https://ror.org/04h1h0y33", "agency": make_agency("csa").pk}
    html = desk.post(reverse("admin:agreements_identifier_add"), posted).content.decode()
    assert "“Centre national” has ROR 04h1h0y33 already" in html
    assert "Another record has this identifier already" not in html


def test_what_is_known_to_be_wrong_leaves_the_number_to_the_right_record(desk):  # noqa: F811
    wrong = identify(make_agency("cnes", name="Centre national"), "ror", "04h1h0y33", **WRONG)
    address = reverse("admin:agreements_identifier_add")
    posted = {"scheme": "ror", "value": "04h1h0y33", "agency": make_agency("csa").pk}
    assert desk.post(address, {**typed(desk, address), **posted}).status_code == 302
    wrong.full_clean()
    wrong.standing = wrong.standing_reason = ""
    with pytest.raises(ValidationError, match="has ROR 04h1h0y33 already"):
        wrong.full_clean()
    with pytest.raises(IntegrityError, match="agreements_identifier_unique"), transaction.atomic():
        wrong.save()


def test_a_record_keeps_its_own_number_and_may_share_one_of_a_series():
    own = identify(make_agency("cnes"), "ror", "04h1h0y33")
    own.full_clean()
    for slug in ("one", "two"):
        identify(make_agreement(slug), "unts", "23267").full_clean()
    with pytest.raises(ValidationError, match="needs its country"):
        Identifier(agency=make_agency("csa"), scheme="law", value="Law 3").full_clean()
