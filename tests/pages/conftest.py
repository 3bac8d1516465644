import pytest

from agencies.models import Position
from agreements.models import EventAgency, EventPerson, MissionRole, Party
from agreements.models.citations import CITABLE
from tests.factories import cite, make_agency, make_agreement, make_area, make_event, make_mission, make_person
from tests.worlds import made_once


@pytest.fixture
@made_once
def records():
    """Make a few records of every kind, each fact cited."""
    cnes = make_agency("cnes", country="FR", acronym="CNES", name="A centre")
    person = make_person("lisa-campbell")
    Position.objects.create(person=person, agency=cnes, title="President", as_of="2021-01-20")
    mission = make_mission("pleiades")
    for number in range(3):
        agreement = make_agreement(
            "belgium-russia-2000" if number == 0 else None,
            parties=["BE", "RU"],
            areas=["earth-observation", "launchers"],
            missions=["pleiades"],
            acts={"signed": "2000-12-20", "expiry_announced": "2021-12"},
        )
        Party.objects.create(agreement=agreement, agency=cnes, role="implementing")
        visit = make_event("the-visit" if number == 0 else None, kind="visit", date="2022-22", agreement=agreement)
        EventAgency.objects.create(event=visit, agency=cnes, role="host")
        EventPerson.objects.create(event=visit, person=person, role="participant")
        visit.missions.create(mission=mission)
        visit.areas.create(area=make_area("earth-observation"))
        make_event(kind="launch", modality="planned", date="2010", agreement=agreement)
        make_event(kind="launch", modality="planned", agreement=agreement)
        make_event(kind="general_claim", modality="claimed", agreement=agreement)
        MissionRole.objects.create(mission=mission, agency=make_agency(f"maker-{number}"), role="operated")
    for name, model in CITABLE.items():
        if name not in ("country", "country_name"):
            for number, fact in enumerate(model.objects.all()):
                cite(fact, phrase=f"{name} {number}".replace("_", " "))
