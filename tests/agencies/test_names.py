"""Every form of a name is in the views, folded; records are found by whole names, words and likeness."""

import pytest

from agencies import names as agencies_names
from agencies.models import Agency, AgencyName, CountryName
from agencies.names import folded
from agreements import names as agreements_names
from agreements.models import AreaLabel, MissionName
from tests.factories import make_agency, make_agreement, make_area, make_country, make_mission, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """One record of each kind, each with every form of its name."""
    country = make_country("CZ", name="Czechia", iso_name="Czech Republic")
    CountryName.objects.create(country=country, name="République tchèque", language="fr")
    agency = make_agency("busoc", name="User Support Centre", acronym="B.USOC", country=country)
    AgencyName.objects.create(agency=agency, name="Belgisches Nutzerzentrum", language="de")
    make_person("aude", name="Aude Müller")
    AreaLabel.objects.create(area=make_area("astronomy", name="Astronomy"), label="Sterrenkunde", language="nl")
    MissionName.objects.create(mission=make_mission("spot", name="SPOT"), name="Satellite pour l’observation")
    make_agreement("cz", parties=[agency, make_agency("cnes")], title="On balloons", formal_title="Accord-cadre")
    return agency


FORMS = {
    "country": {"Czechia", "CZ", "Czech Republic", "République tchèque"},
    "agency": {"User Support Centre", "B.USOC", "BUSOC", "Belgisches Nutzerzentrum", "CNES"},
    "person": {"Aude Müller"},
    "area": {"Astronomy", "Sterrenkunde"},
    "mission": {"SPOT", "Satellite pour l’observation"},
    "agreement": {"On balloons", "Accord-cadre"},
}


@pytest.mark.many
@pytest.mark.parametrize("kind", FORMS)
def test_every_form_of_a_name_is_there_but_for_codes(world, kind):
    rows = agreements_names.NAMES.rows(kind)
    assert {name for _, _, name, _ in rows} == FORMS[kind] - {"CZ"}
    assert {name: plain for _, _, name, plain in rows} == folded(FORMS[kind] - {"CZ"})


def test_agencies_know_nothing_of_agreements(world):
    kinds = {kind for kind, *_ in agencies_names.NAMES.rows(*FORMS)}
    assert kinds == {"country", "agency", "person"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("République tchèque", "republique tcheque"),
        ("CNES/CSA", "cnes csa"),
        ("  Cnes – CSA ", "cnes csa"),
        ("“L’Œuvre” (Paris)", "l oeuvre paris"),
        ("B.USOC", "b usoc"),
        ("Роскосмос", "роскосмос"),
    ],
)
def test_names_are_folded(text, plain):
    assert folded([text]) == {text: plain}


@pytest.mark.parametrize("name", ["busoc", "B.USOC", "belgisches nutzerzentrum", "USER  SUPPORT CENTRE"])
def test_a_record_is_called_by_each_whole_name(world, name):
    assert list(Agency.objects.filter(pk__in=agencies_names.NAMES.called("agency", name))) == [world]
    assert not Agency.objects.filter(pk__in=agencies_names.NAMES.called("agency", name[:-1])).exists()


def test_the_nearest_names_are_the_likest(world):
    make_agency("other", name="User Supply Centre")
    assert agencies_names.NAMES.nearest("User Suport Centre", ["agency", "country"], 2) == [
        "User Support Centre",
        "User Supply Centre",
    ]
