import pytest

from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_event,
    make_mission,
    make_person,
    make_source,
)
from tests.worlds import made_once


@pytest.fixture
@made_once
def one_of_each():
    """One agreement with everything around it, each fact cited."""
    source = make_source(published="2001-01-15")
    mission = make_mission("spot-1", name="SPOT 1")
    agreement = make_agreement(
        "be-ru", parties=["BE", "RU"], areas=["astronomy"], missions=["spot-1"], acts={"signed": "2000-12-20"}
    )
    meeting = make_event("a-meeting", date="2021-01-19", date_basis="derived", agreement=agreement)
    meeting.agencies.create(agency=make_agency("cnes", country="FR", acronym="CNES"), role="participant")
    meeting.people.create(person=make_person(), role="participant")
    meeting.missions.create(mission=mission)
    meeting.areas.create(area=make_area("astronomy"))
    for fact in (agreement, agreement.parties.first(), agreement.areas.get(), mission, meeting):
        cite(fact, source)
    return agreement
