import pytest

from agencies.models import AgencyName, CountryName
from tests.factories import (
    make_agency,
    make_agreement,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_source,
)
from tests.worlds import made_once


@pytest.fixture
def base(db):
    make_world()


@made_once
def make_world():
    """Make three agreements, their parties, and records that look alike."""
    russia = make_country("RU")
    CountryName.objects.create(country=russia, name="Russian Federation")
    conae = make_agency(
        "conae", name="National Space Bureau", acronym="CoNAE", country=make_country("AR", name="Argentina")
    )
    AgencyName.objects.create(agency=conae, name="Argentinian Commission for space activities")
    make_agency("cnes", name="French National Space Research Centre", acronym="CNES", country="FR")
    make_agency("csa", name="Canadian Space Agency", acronym="CSA", country="CA")
    make_mission("launch-base", name="Guiana Space Centre", summary="Launches for CNES and for CSA.").names.create(
        name="CSG"
    )
    make_mission("pleiades", name="Pléiades", summary="Satellites of high resolution.")
    make_agreement(
        "be-ru",
        title="Cooperation on exploring outer space",
        parties=["BE", "RU"],
        areas=["astronomy"],
        missions=["pleiades"],
    )
    make_agreement("cnes-csa", title="Framework agreement", parties=["cnes", "csa"], areas=["telecommunications"])
    make_agreement("fr-ar", title="Outer shells and the space within", parties=["FR", "conae"])
    meeting = make_event(
        "a-meeting", title="Belgium and Russia meet", summary="On space, the outer planets and Russia."
    )
    meeting.people.create(person=make_person("le-gall", name="Jean-Yves Le Gall"), role="participant")
    make_source("a-report", title="A report on Belgium and Russia", publisher="A ministry")
