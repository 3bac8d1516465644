"""Documents are what the records say, rendered once, and read as of one edition."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from time import sleep
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.utils import timezone

from agencies.models import Agency, Country
from agreements.models import Agreement, Citation, Source
from catalogue.models import Document, Edition, State
from catalogue.plans import PLANS
from catalogue.reading import bodies, read, reading, reading_own_state, rows, seen
from catalogue.renderer import rebuild, standing_now, take_away_superseded, up_to_date, wait_until_up_to_date
from catalogue.sides import find_side, finder_of
from spacecoop.moved import Moved
from tests.catalogue.records import of_everything
from tests.factories import cite, make_agreement, make_country, make_source

pytestmark = pytest.mark.django_db


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


@pytest.mark.thorough
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
