"""New records are written together: wholes before parts, each with a free slug, each quote as one citation."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from agreements.entering import Batch, cite, cite_anew, enter
from agreements.models import Agreement, Citation, Event, Mission, MissionRole, Source
from agreements.slugs import free_slugs
from tests.factories import make_agency, make_agreement, make_area, make_mission, make_person, make_source

pytestmark = pytest.mark.django_db


def batch_of(number=1):
    """Return a Batch of agreements that were signed, each with all kinds of parts and three quotes."""
    agencies = [make_agency("cnes"), make_agency("csa")]
    area, mission, person, source = make_area(), make_mission(), make_person(), make_source()
    batch = Batch()
    for _ in range(number):
        agreement = batch.agreement(title="On balloons", parties=agencies, areas=[area], missions=[mission])
        designation = batch.designation(agreement, "agreement", "framework")
        event = batch.event(
            agreement=agreement, title="Signature", kind="signed", modality="done", date="2021-12",
            agencies=[(agencies[0], "signatory")], people=[(person, "signatory")], areas=[area], missions=[mission],
        )  # fmt: skip
        batch.cite(designation, source, "a framework  agreement", "form")
        batch.cite(designation, source, "a framework agreement", "function", "form")
        batch.cite(event, source, "was signed")
    return batch


def citations_of(record):
    return {citation.phrase: citation.fields for citation in record.citations.all()}


def test_an_agreement_is_entered_with_its_parts_and_events():
    batch_of().write()
    agreement = Agreement.objects.get()
    event = agreement.events.get()
    assert (agreement.slug, event.slug) == ("cnes-csa-2021", "cnes-csa-2021-signed")
    assert [party.agency.slug for party in agreement.parties.order_by("pk")] == ["cnes", "csa"]
    assert [link.area.slug for link in agreement.areas.all()] == ["earth-observation"]
    assert [link.mission.slug for link in event.missions.all()] == ["pleiades"]
    assert [(link.person.slug, link.role) for link in event.people.all()] == [("lisa-campbell", "signatory")]


def test_a_quote_that_pins_several_fields_is_one_citation():
    batch_of().write()
    designation = Agreement.objects.get().designations.get()
    assert str(designation) == "framework agreement"
    assert citations_of(designation) == {"a framework agreement": ["form", "function"]}


def test_a_quote_of_a_stored_record_adds_to_its_citation():
    agreement, source = make_agreement(), make_source()
    cite(agreement, source, "a framework agreement", "title")
    cite(agreement, source, "a framework agreement", "title", "summary")
    assert citations_of(agreement) == {"a framework agreement": ["title", "summary"]}


def test_a_quote_takes_the_place_of_what_the_source_said_before():
    agreement, source = make_agreement(), make_source()
    cite(agreement, source, "an agreement", "title", "summary")
    cite_anew(agreement, "summary", source, "a protocol")
    assert citations_of(agreement) == {"an agreement": ["title"], "a protocol": ["summary"]}
    cite_anew(agreement, "summary", source, None)
    assert citations_of(agreement) == {"an agreement": ["title"]}


def test_the_number_of_statements_does_not_grow_with_the_records():
    numbers = []
    for number in (2, 20):
        batch = batch_of(number)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            batch.write()
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
    assert Citation.objects.count() == 44


def test_nothing_is_written_where_a_part_cannot_be():
    batch = Batch()
    batch.add(Agency(name="A", kind="company"))
    batch.add(Mission(name="B", kind="no such kind"))
    with pytest.raises(IntegrityError):
        batch.write()
    assert not Agency.objects.exists()


def test_a_mission_is_tied_to_an_agency_by_a_role():
    batch = Batch()
    mission = batch.add(Mission(name="ECHO 1", kind="satellite"))
    batch.tie(mission, make_agency("cnes"), "operated")
    batch.write()
    assert [(role.mission.slug, role.agency.slug) for role in MissionRole.objects.all()] == [("echo-1", "cnes")]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Казахстанское космическое агентство", "kazakhstanskoe-kosmicheskoe-agentstvo"),
        ("Ελληνική Εταιρεία", "elliniki-etaireia"),
        ("中国国家航天局", "zhongguoguojiahangtianju"),
        ("Łódź Straße Ørsted", "lodz-strasse-orsted"),
        ("Centre national d’études spatiales", "centre-national-detudes-spatiales"),
        ("!!!", "untitled"),
    ],
)
def test_a_name_in_another_script_has_a_readable_address(name, slug):
    assert free_slugs(Agency, [name]) == [slug]


def test_slugs_are_numbered_where_they_are_taken_or_were():
    agency = make_agency("cnes")
    Agency.objects.filter(pk=agency.pk).update(slug="cnes-paris")
    make_agency("cnes-2")
    assert free_slugs(Agency, ["CNES", "cnes", "CSA", "cnes!"]) == ["cnes-3", "cnes-4", "csa", "cnes-5"]


def test_a_slug_made_here_is_none_that_is_given_to_another_record_of_the_batch():
    batch = Batch()
    batch.event(title="A visit", kind="visit", modality="done")
    batch.event(title="Another visit", kind="visit", modality="done", slug="a-visit")
    batch.write()
    assert set(Event.objects.values_list("slug", flat=True)) == {"a-visit", "a-visit-2"}


def test_a_slug_leaves_room_for_those_of_its_events():
    party = make_agency("a" * 60), make_agency("b" * 60)
    batch = Batch()
    agreement = batch.agreement(title="Long", parties=party)
    events = [
        batch.event(agreement=agreement, title="In force", kind="entered_into_force", modality="done", date=date)
        for date in ("2001", "2002")
    ]
    batch.write()
    assert len(agreement.slug) == 75
    assert [event.slug for event in events] == [
        f"{agreement.slug}-entered-into-force",
        f"{agreement.slug}-entered-into-force-2",
    ]


@pytest.mark.parametrize(
    ("record", "slug"),
    [
        (Agency(name="Belgian Science Policy", acronym="BELSPO", kind="policy_office"), "belspo"),
        (Event(title="A visit to Kourou", kind="visit", modality="done"), "a-visit-to-kourou"),
        (Source(title="T", publisher="CNES", kind="news", address="https://a.be/1", published="2021-01"), "cnes-2021"),
        (Source(title="Register", publisher="FPS", kind="register", address="https://a.be/2"), "fps-register"),
        (Mission(name="北斗", kind="satellite"), "beidou"),
    ],
)
def test_a_record_is_given_a_slug_of_what_it_is_called(record, slug):
    assert enter(record).slug == slug


def test_a_slug_that_is_given_stays():
    assert make_agreement("as-it-is").slug == "as-it-is"
    assert free_slugs(Agreement, ["As it is"]) == ["as-it-is-2"]
