"""Successions go in no circle, by whichever door they are written."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.models import Succession
from agreements.entering import enter
from tests.factories import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """Return the organisations of a chain of three."""
    first, second, third = (make_agency(slug) for slug in ("first", "second", "third"))
    enter(Succession(earlier=first, later=second, kind="renamed"))
    enter(Succession(earlier=second, later=third, kind="merged_into"))
    return first, second, third


def test_entering_refuses_a_circle(chain):
    first, _, third = chain
    with pytest.raises((IntegrityError, ValidationError), match="may not go in a circle"), transaction.atomic():
        enter(Succession(earlier=third, later=first, kind="succeeded"))
    with pytest.raises((IntegrityError, ValidationError), match="not_of_itself"), transaction.atomic():
        enter(Succession(earlier=first, later=first, kind="succeeded"))


@pytest.mark.parametrize("end", ["earlier", "later"])
def test_a_circle_is_refused_of_a_succession_that_is_turned_by_sql(chain, end):
    first, _, third = chain
    turned = {"earlier": (third, "second"), "later": (first, "third")}[end]
    with pytest.raises(IntegrityError, match="may not go in a circle"), transaction.atomic():
        Succession.objects.filter(later__slug=turned[1]).update(**{end: turned[0]})


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_a_form_refuses_a_circle_with_a_sentence(client, chain):
    first, _, third = chain
    client.force_login(User.objects.create_superuser("curator", password="correct horse"))
    typed = {"earlier": third.pk, "later": first.pk, "kind": "succeeded", "date": "", "date_basis": "stated"}
    address = reverse("admin:agencies_succession_add")
    managed = {
        bound.html_name: bound.value()
        for inline in client.get(address).context_data["inline_admin_formsets"]
        for bound in inline.formset.management_form
    }
    response = client.post(address, typed | managed)
    assert response.status_code == 200
    assert "may not go in a circle" in response.content.decode()
    assert Succession.objects.count() == 2
