import pytest

from agencies.models import AgencyName, Position
from agreements.models import Agreement, AreaLabel, AreaMatch, MissionRole, Relation
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
def records():
    """A few records of every kind, with dates of several precisions and every part cited."""
    source = make_source("a-source", published="2021-12", title="A report, “quoted” & more")
    make_source("undated")
    cnes = make_agency("cnes", country="FR", acronym="CNES", name="A centre", founded="1961")
    names = [AgencyName.objects.create(agency=cnes, name="Centre national", language="fr")]
    names.append(Position.objects.create(person=make_person(), agency=cnes, title="President", as_of="2021-01-20"))
    broad = make_area("sciences")
    area = make_area("astronomy", broader=broad, definition="What is seen in the sky.")
    names.append(AreaLabel.objects.create(area=area, label="astronomie", language="fr"))
    AreaMatch.objects.create(area=area, scheme="unesco", address="http://vocabularies.unesco.org/x", closeness="exact")
    mission = make_mission("spot-1", name="SPOT 1", part_of=make_mission("spot"))
    names.append(MissionRole.objects.create(mission=mission, agency=cnes, role="operated"))
    agreement = make_agreement(
        "be-ru",
        parties=["BE", "RU"],
        areas=["astronomy"],
        missions=["spot-1"],
        acts={"signed": "2000-12-20"},
        form="treaty",
        summary="Line one\nline two",
    )
    make_agreement(
        "month",
        acts={"signed": "2021-12"},
        form="memorandum_of_understanding",
        formal_title="A {formal} $title & co_1 50%",
    )
    make_agreement("season", acts={"concluded": "2022-22"})
    make_agreement("undated-one", parties=["BE", "US"])
    planned = make_agreement("only-planned")
    make_event(kind="signed", modality="planned", date="2030", agreement=planned)
    Relation.objects.create(agreement=Agreement.objects.get(slug="month"), other=agreement, kind="amends")
    meeting = make_event("a-meeting", date="2021-12", as_of="2021-01", agreement=agreement, place="Paris, 2; rue X")
    meeting.agencies.create(agency=cnes, role="participant")
    meeting.people.create(person=make_person(), role="participant")
    meeting.missions.create(mission=mission)
    meeting.areas.create(area=area)
    make_event("a-plan", modality="planned", date="2031", title="A plan")
    make_event("a-claim", modality="claimed", date="2001/2005")
    make_event("open", date="1979/..")
    make_event("no-date", modality="planned")
    facts = [agreement, *agreement.parties.all(), agreement.areas.get(), area, cnes, mission, meeting, *names]
    for number, fact in enumerate([*facts, meeting.agencies.get(), agreement.events.get(kind="signed")]):
        cite(fact, source, f"phrase number {number}")
    return agreement
