"""A territory is no state, by whichever door it is entered, and every answer says what it is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.models import Agency, AgencyKind
from agreements.entering import enter
from tests.desk.importing.conftest import origin, planned, world  # noqa: F401 - fixtures
from tests.factories import make_agreement, make_country, make_party

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "name"), [("GI", "Gibraltar"), ("BM", "Bermuda"), ("PR", "Puerto Rico")])
def test_entering_refuses_a_state_of_a_territory(code, name):
    country = make_country(code, name=name)
    with pytest.raises((IntegrityError, ValidationError), match="territory and no state"), transaction.atomic():
        enter(Agency(name=name, kind=AgencyKind.STATE, country=country))
    territory = make_party(code)
    assert territory.kind == AgencyKind.TERRITORY
    with pytest.raises(IntegrityError, match="territory and no state"), transaction.atomic():
        Agency.objects.filter(pk=territory.pk).update(kind=AgencyKind.STATE)
    with pytest.raises(IntegrityError, match="territory and no state"), transaction.atomic():
        Agency.objects.filter(pk=make_party("ES").pk).update(country=country)


def test_the_desk_refuses_it_beside_the_field(admin_client):
    country = make_country("GI", name="Gibraltar")
    posted = {"name": "Gibraltar", "slug": "gibraltar", "kind": "state", "country": country.pk}
    page = admin_client.post(reverse("admin:agencies_agency_add"), posted)
    assert "Gibraltar is a territory and no state: choose “territory”." in page.text
    assert not Agency.objects.exists()


@pytest.mark.many
@pytest.mark.parametrize(("name", "told"), [("Gibraltar", True), ("French Guiana", True), ("France", False)])
def test_a_table_of_organisations_is_refused_the_row(planned, origin, name, told):  # noqa: F811
    for code, called in (("GI", "Gibraltar"), ("GF", "French Guiana")):
        make_country(code, name=called)
    origin("agencies", "agencies", ("kind: space_agency", "kind: state"))
    row = planned("agencies", ["short name,name,native name,country,founded,parent", f"X,Land,,{name},,"]).rows.get()
    assert any("is a territory, not a state" in remark for remark in row.remarks) is told


def test_the_api_says_what_it_is(client):
    make_agreement("gi-es", parties=["GI", "ES"], acts={"signed": "2019-03-04"})
    assert client.get("/api/v1/agencies/state-of-gi/").json()["kind"] == "territory"
    agreement = client.get("/api/v1/agreements/gi-es/").json()
    assert agreement["level"] == "intergovernmental"
    assert client.get("/api/v1/agencies/?kind=territory").json()["count"] == 1
    assert client.get("/api/v1/agencies/?kind=state").json()["count"] == 1
    assert b"AdministrativeArea" in b"".join(client.get("/agencies/state-of-gi.jsonld"))
