"""Time drawn to scale: where each event stands, what is only counted, what it costs."""

from xml.etree import ElementTree

import pytest

from agreements.models import EventAgency
from tests.factories import make_agency, make_agreement, make_area, make_event, make_mission, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    agency = make_agency("cnes", country="FR", acronym="CNES")
    agreement = make_agreement(parties=["BE", "FR"], acts={"signed": "2000-12-20"})
    meeting = make_event(date="1997", agreement=agreement)
    EventAgency.objects.create(event=meeting, agency=agency, role="host")
    meeting.areas.create(area=make_area("astronomy"))
    meeting.missions.create(mission=make_mission("spot-1"))
    make_source("a-source")


@pytest.mark.parametrize(
    "path",
    [
        "/events",
        "/countries/be",
        "/agencies/cnes",
        "/missions/spot-1",
        "/areas/astronomy",
        "/sources/a-source",
        "/between/be/fr",
        "/between/FR/cnes",
    ],
)
@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_time_is_drawn_at_its_own_address(client, records, path, suffix):
    answer = client.get(f"{path}.{suffix}")
    assert answer.status_code == 200
    if suffix == "svg":
        ElementTree.fromstring(answer.content)


@pytest.mark.parametrize("path", ["/between/be/zz.svg", "/between/be.svg", "/missions/nothing.svg"])
def test_what_is_not_known_has_no_picture(client, records, path):
    assert client.get(path).status_code == 404
