"""Documents are what the records say, whatever was written and however; the way back is made from the plans."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from time import sleep
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.http import Http404
from django.utils import timezone

from agencies.models import Agency, AgencyName, Country, CountryName, Position, Succession
from agreements.history import RECORDED
from agreements.models import (
    Agreement,
    AreaLabel,
    AreaMatch,
    Citation,
    Designation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    Identifier,
    MissionName,
    MissionRole,
    Party,
    Provision,
    Source,
    Term,
    Text,
    Title,
)
from agreements.models.citations import TARGET_OF
from agreements.models.identifiers import IDENTIFIED
from catalogue.dependents import paths_of
from catalogue.models import Document, Edition, State
from catalogue.plans import PLANS
from catalogue.reading import bodies, read, reading, reading_own_state, rows, seen
from catalogue.renderer import (
    differing,
    rebuild,
    standing_now,
    take_away_superseded,
    up_to_date,
    wait_until_up_to_date,
)
from catalogue.sides import find_side, finder_of
from spacecoop.models import Collection
from spacecoop.moved import Moved
from spacecoop.records import history_of
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_relation,
    make_source,
)
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


@made_once
def of_everything():
    """Make at least one record of every kind, each cited, and others that they can lead to instead."""
    Collection.objects.create(slug="wider", title="A wider set")
    source = make_source("one", published="2001")
    make_source("two")
    cnes = make_agency("cnes", country="FR", acronym="CNES", founded="1961", parent=make_agency("ministry"))
    CountryName.objects.create(country=make_country("FR"), name="République française", language="fr")
    make_country("RU")
    AgencyName.objects.create(agency=cnes, name="Centre national", language="fr")
    Position.objects.create(person=make_person(), agency=cnes, title="President", as_of="2001")
    make_person("le-gall")
    medicine = make_area("space-medicine", broader=make_area("life-sciences", broader=make_area("science")))
    AreaLabel.objects.create(area=medicine, label="médecine spatiale", language="fr")
    AreaMatch.objects.create(area=medicine, scheme="unesco", closeness="close", address="http://example.org/1")
    spot = make_mission("spot", part_of=make_mission("programme"))
    MissionName.objects.create(mission=spot, name="SPOT 1", language="fr")
    MissionRole.objects.create(mission=spot, agency=cnes, role="operated")
    agreement = make_agreement("a", areas=["space-medicine"], missions=["spot"], acts={"signed": "2000-12-20"})
    make_agreement("b", parties=["cnes", "csa"], acts={"concluded": "1999", "terminated": "2005"})
    make_agreement("c")
    make_relation("a", "amends", "b")
    Party.objects.create(agreement=agreement, agency=cnes, role="implementing")
    meeting = make_event("meeting", date="2002-05", as_of="2002", place="Paris", agreement=agreement)
    EventAgency.objects.create(event=meeting, agency=cnes, role="host")
    EventPerson.objects.create(event=meeting, person=make_person(), role="witness")
    EventMission.objects.create(event=meeting, mission=spot)
    EventArea.objects.create(event=meeting, area=medicine)
    judged = {"standing": "preferred", "standing_reason": "The text says so"}
    Succession.objects.create(earlier=cnes, later=make_agency("csa"), kind="renamed", date="2010")
    Designation.objects.create(agreement=agreement, form="treaty", function="framework", binding="binding", **judged)
    Title.objects.create(agreement=agreement, text="Accord", language="fr", **judged)
    counted = {"length": "P5Y", "counted_from": "other", "from_date": "2000", "renewal": "tacit", "notice": "P6M"}
    Term.objects.create(agreement=agreement, act=meeting, **counted, **judged)
    Term.objects.create(agreement=agreement, until="2010")
    Term.objects.create(agreement=agreement, length="P3Y", counted_from="signature")
    Event.objects.filter(pk=meeting.pk).update(**judged)
    Provision.objects.create(agreement=agreement, topic="liability", says="yes", article="5", **judged)
    Text.objects.create(agreement=agreement, language="fr", authentic="yes", source=source)
    Identifier.objects.create(agreement=agreement, scheme="tias", value="12927", **judged)
    Identifier.objects.create(agency=cnes, scheme="law", value="61-1382", issued_in=make_country("FR"))
    for model in TARGET_OF:
        for number, record in enumerate(model.objects.all()):
            cite(record, source, f"phrase {number}")


def fields_of(model):
    """Return the fields that the history keeps; what the database derives of others follows these."""
    kept = {field.name for field in history_of(model)._meta.local_fields}
    return [field for field in model._meta.local_fields if field.name in kept and not field.primary_key]


FIELDS = [(model, field) for model in RECORDED for field in fields_of(model)]


def others(field, record):
    """Return values that the field of a record might have instead; rules may refuse some of them."""
    now = getattr(record, field.attname)
    if field.is_relation:
        keys = list(field.related_model.objects.values_list("pk", flat=True))
        values = [*keys, None] if field.null else keys
    elif field.choices:
        values = [value for value, _ in field.flatchoices]
    elif isinstance(field, models.DateField):
        values = ["1990-01-01"]
    elif field.name == "fields":
        values = [["id"]]
    elif field.name == "code":
        values = ["XX"]
    elif field.name == "number":
        values = []
    elif field.name in ("length", "renewal_length", "notice"):
        values = ["P2Y"]
    elif field.name == "language":
        values = ["de"]
    elif type(field).__name__ == "EDTFField":
        values = ["1990-05", None]
    else:
        values = [f"{now}-2" if field.name == "slug" else f"{now} changed", ""]
    return [value for value in values if value != now]


def change(model, field):
    """Change the field of some record by SQL, as far as the rules allow; return whether one could be changed."""
    for record in model.objects.order_by("pk"):
        for value in others(field, record):
            try:
                with transaction.atomic():
                    model.objects.filter(pk=record.pk).update(**{field.attname: value})
                    connection.check_constraints()
                return True
            except IntegrityError:
                continue  # a rule forbids this value
    return False


@pytest.mark.many
@pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
def test_a_change_of_any_field_reaches_every_document_that_shows_it(model):
    of_everything()
    up_to_date()
    # Fixed by what a record is: a country is a present or a former one, a number stays, a citation and an identifier
    # are of exactly one record.
    fixed = {"withdrawn", "number", *TARGET_OF.values(), *IDENTIFIED}
    for field in fields_of(model):
        if change(model, field):
            assert up_to_date()
            assert differing() == [], field
        else:
            assert field.name in fixed, f"nothing else could be written to {field}"


@pytest.mark.many
@pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
def test_a_deletion_reaches_every_document_that_showed_it(model):
    of_everything()
    up_to_date()
    for record in model.objects.order_by("?")[:5]:
        try:
            with transaction.atomic():
                record.delete()
                connection.check_constraints()
        except (IntegrityError, models.ProtectedError):
            continue
        assert up_to_date()
        assert differing() == [], record


def test_every_recorded_model_is_part_of_some_document():
    loaded = {path[-1].related_model for kind in PLANS for path in paths_of(kind)}
    # Of a collection documents tell the slug, which never changes.
    assert {*RECORDED, Collection} == loaded | {plan().model for plan in PLANS.values()}


def test_an_area_tells_of_all_that_stand_above_it_however_far():
    of_everything()
    make_area("cardiology", broader=make_area("medicine-of-flight", broader=make_area("space-medicine")))
    up_to_date()
    make_area("science").__class__.objects.filter(slug="science").update(name="Sciences")
    up_to_date()
    assert read("area", "cardiology")["wider"][0]["name"] == "Sciences"
    assert differing() == []


WRITES = [
    "UPDATE agreements_agreement SET title = title || '!' WHERE id = (SELECT min(id) FROM agreements_agreement)",
    "UPDATE agencies_agency SET name = name || '!', country_id = NULL WHERE slug = 'cnes'",
    "UPDATE agencies_country SET name = name || '!'",
    "UPDATE agreements_event SET date = '1980' WHERE kind = 'signed'",
    "UPDATE agreements_event SET agreement_id = (SELECT max(id) FROM agreements_agreement) WHERE slug = 'meeting'",
    "UPDATE agreements_citation SET phrase = phrase || ' x' WHERE party_id IS NOT NULL",
    "UPDATE agreements_source SET address = address || '#x'",
    "DELETE FROM agreements_citation WHERE event_id IS NOT NULL",
    "DELETE FROM agreements_relation USING agreements_citation WHERE false",
    "DELETE FROM agreements_citation; DELETE FROM agreements_relation",
    "TRUNCATE agreements_citation",
    "TRUNCATE agreements_event CASCADE",
]


@pytest.mark.many
@pytest.mark.parametrize("statement", WRITES)
def test_what_raw_sql_writes_is_told_too(statement):
    of_everything()
    up_to_date()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    up_to_date()
    assert differing() == []


@pytest.mark.many
@pytest.mark.parametrize("seed", range(5))
def test_random_writes_between_the_renderings_end_where_a_rebuild_does(seed):
    random = Random(seed)  # noqa: S311
    of_everything()
    up_to_date()
    for _ in range(4):
        for model, field in random.sample(FIELDS, 6):
            change(model, field)
        if random.random() < 0.5:
            make_event(agreement=Agreement.objects.first(), date="2003")
        if random.random() < 0.3:
            Event.objects.order_by("?").first().delete()
        up_to_date()
    kept = set(Document.objects.filter(until=None).values_list("kind", "key", "slug", "row", "body"))
    rebuild()
    assert kept == set(Document.objects.filter(until=None).values_list("kind", "key", "slug", "row", "body"))
    assert differing() == []


def test_a_rebuild_of_what_is_right_changes_no_document():
    of_everything()
    up_to_date()
    before = set(Document.objects.values_list("pk", "until"))
    rebuild()
    assert set(Document.objects.values_list("pk", "until")) == before


def test_nothing_is_rendered_twice(django_assert_num_queries):
    of_everything()
    up_to_date()
    editions = Edition.objects.count()
    # * whether the documents are of the present revision
    with django_assert_num_queries(1):
        assert up_to_date()
    assert Edition.objects.count() == editions


def test_what_the_database_refuses_to_copy_is_an_error_as_of_any_other_statement():
    make_agreement()
    with (
        patch("catalogue.renderer.ADD_DOCUMENTS", "COPY nowhere FROM STDIN"),
        pytest.raises(ProgrammingError, match="nowhere"),
        transaction.atomic(),
    ):
        up_to_date()
    assert up_to_date()


def test_more_than_a_reader_should_wait_for_is_left_to_the_renderer():
    of_everything()
    up_to_date()
    Agreement.objects.update(summary="Another.")
    assert not up_to_date(1)
    assert not standing_now().is_current
    assert up_to_date(100)
    assert standing_now().is_current


def test_an_edition_is_read_as_it_was_while_a_newer_one_is_there():
    make_agreement("a", title="Before")
    up_to_date()
    before = seen()
    Agreement.objects.update(title="After")
    Country.objects.filter(code="BE").update(name="Belgique")
    make_agreement("b")
    up_to_date()
    with reading(before):
        assert read("agreement", "a")["title"] == "Before"
        assert finder_of(Agreement, "title")("a") == ("a", "Before")
        assert find_side("be").name == "Belgium"
        with pytest.raises(Http404):
            read("agreement", "b")
    assert read("agreement", "a")["title"] == "After"


def test_what_is_superseded_goes_after_an_hour():
    make_agreement("a")
    up_to_date()
    Agreement.objects.update(title="After")
    up_to_date()
    take_away_superseded()
    assert Document.objects.exclude(until=None).exists()
    Edition.objects.update(rendered_at=timezone.now() - timedelta(hours=2))
    take_away_superseded()
    assert not Document.objects.exclude(until=None).exists()
    assert Edition.objects.count() == 1
    assert read("agreement", "a")["title"] == "After"


def test_an_edition_can_be_read_until_the_next_is_an_hour_old():
    make_agreement("a")
    up_to_date()
    Edition.objects.update(rendered_at=timezone.now() - timedelta(hours=2))
    Agreement.objects.update(title="After")
    up_to_date()
    take_away_superseded()
    assert Edition.objects.count() == 2
    assert Document.objects.exclude(until=None).exists()


def test_a_savepoint_that_is_taken_back_leaves_the_documents_as_they_were():
    make_agreement("a", title="Before")
    published = seen()
    try:
        with transaction.atomic():
            Agreement.objects.update(title="Draft")
            with reading_own_state(published):
                assert read("agreement", "a")["title"] == "Draft"
            raise InterruptedError
    except InterruptedError:
        pass
    assert up_to_date()
    assert read("agreement", "a")["title"] == "Before"


def test_another_state_of_the_same_number_is_not_taken_for_the_present_one():
    """After a restored backup numbers come again."""
    make_agreement("a")
    up_to_date()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE spacecoop_revision SET changed_at = changed_at - interval '1 day'")
    assert not standing_now().is_current


def test_documents_of_other_code_are_made_anew():
    make_agreement("a")
    up_to_date()
    Document.objects.update(body="{}")
    with patch("catalogue.renderer.CODE", "other"):
        assert not standing_now().is_current
        wait_until_up_to_date()
        assert read("agreement", "a")["slug"] == "a"


def test_two_versions_of_the_code_do_not_undo_each_others_work():
    agreement = make_agreement("a", title="Before")
    up_to_date()
    editions = Edition.objects.count()
    with patch("catalogue.renderer.CODE", "other"):
        assert up_to_date()
        Agreement.objects.filter(pk=agreement.pk).update(title="After")
        assert not up_to_date()
    assert Edition.objects.count() == editions
    assert up_to_date()
    assert read("agreement", "a")["title"] == "After"


def test_rows_and_bodies_come_in_the_order_asked_for():
    one, two = make_agreement("one"), make_agreement("two")
    up_to_date()
    assert [row["slug"] for row in rows("agreement", [two.pk, 10**9, one.pk])] == ["two", "one"]
    assert [body["slug"] for body in bodies("agreement", [one.pk, two.pk])] == ["one", "two"]
    assert rows("agreement", []) == []


def test_a_former_address_leads_on_and_an_unknown_one_nowhere():
    Agreement.objects.filter(pk=make_agreement("old").pk).update(slug="new")
    up_to_date()
    with pytest.raises(Moved):
        read("agreement", "old")
    for slug in ("never", "a\x00b"):
        with pytest.raises(Http404):
            read("agreement", slug)
    make_country("BE")
    up_to_date()
    assert read("country", "Be")["code"] == "BE"


def test_the_command_tells_where_the_catalogue_stands(capsys):
    call_command("catalogue")
    assert "No documents have been made yet" in capsys.readouterr().out
    make_agreement("a")
    call_command("catalogue", "--update")
    call_command("catalogue", "--check")
    call_command("catalogue")
    out = capsys.readouterr().out
    assert "Every document is what its records say, and the index what the documents say." in out
    assert "up to date" in out
    Document.objects.filter(kind="agreement").update(row="{}")
    with pytest.raises(CommandError, match="agreement a"):
        call_command("catalogue", "--check")
    call_command("catalogue", "--rebuild")
    call_command("catalogue", "--check")


def test_citations_name_their_source_once():
    agreement = make_agreement("a")
    for number in range(3):
        cite(agreement, make_source("one"), f"phrase {number}")
    up_to_date()
    body = read("agreement", "a")
    assert [source["slug"] for source in body["sources"]] == ["one"]
    assert [citation["source"] for citation in body["citations"]] == ["one"] * 3
    assert body["counts"] == {"events": 0, "sources": 1, "citations": 3}


def test_no_document_counts_what_leads_to_it():
    make_agreement("a", parties=["cnes", "csa"])
    up_to_date()
    assert "agreement_count" not in read("agency", "cnes")
    assert {*PLANS} == {"country", "agency", "person", "area", "mission", "source", "agreement", "event"}
    assert Country.objects.count() == Agency.objects.filter(country__isnull=False).count() == 0
    assert not Citation.objects.exists()
    assert not Source.objects.exists()


@contextmanager
def held_elsewhere(seconds):
    """Hold the state on a connection of its own, as a renderer does, for some seconds from the first line inside."""
    held = threading.Event()

    def hold():
        with transaction.atomic():
            list(State.objects.select_for_update())
            held.set()
            sleep(seconds)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    yield
    holder.join()


@pytest.mark.django_db(transaction=True)
def test_who_reads_an_own_state_waits_for_the_renderer():
    make_agreement("a", title="Before")
    published = seen()
    with held_elsewhere(0.3), transaction.atomic():
        Agreement.objects.update(title="Draft")
        with reading_own_state(published):
            assert read("agreement", "a")["title"] == "Draft"


@pytest.mark.django_db(transaction=True)
def test_two_who_render_first_of_all_do_not_disturb_each_other():
    make_agreement("a")
    State.objects.all().delete()
    both, errors = threading.Barrier(2), []

    def render():
        both.wait()
        try:
            up_to_date()
        except Exception as error:
            errors.append(error)
        connection.close()

    threads = [threading.Thread(target=render) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert standing_now().is_current
