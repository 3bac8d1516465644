"""The indexer: the index follows the documents, whatever changes; what a request asks finds what a person expects."""

from datetime import date
from random import Random

import pytest
from django.db.models import F

from agreements.models import Agreement, AgreementArea, Area, Designation, Event, Party
from catalogue import document_parts, indexer, renderer
from catalogue.asked import questions_of
from catalogue.filters import AgreementFilter
from catalogue.index import entries, open_days
from catalogue.index.folder import Folder, Memory
from catalogue.index.questions import of_kind
from catalogue.index.words import Words
from catalogue.index.writing import Busy, NotWritten
from catalogue.indexer import differing, own_index, up_to_date
from catalogue.models import Document, Edition
from tests.catalogue.samples import generate
from tests.factories import make_agreement, make_area, make_event
from tests.worlds import KNOWLEDGE_BASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def indexed(folder):
    """Render what has changed and return a reader of an index that holds it."""
    renderer.up_to_date()
    return up_to_date(folder, renderer.standing_now()).reader


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(1, 6))])
def test_an_index_that_follows_edits_holds_what_one_made_anew_holds(folder, seed):
    random = Random(seed)  # noqa: S311
    generate(random)
    indexed(folder)
    for edit in EDITS:
        edit(random)
        indexed(folder)
        assert not differing(folder, renderer.standing_now()), edit


def test_an_index_holds_the_edition_that_it_names_though_a_newer_one_has_come(folder):
    make_agreement("it", form="treaty")
    make_agreement("gone-later")
    indexed(folder)
    Designation.objects.filter(agreement__slug="it").update(form="protocol")
    renderer.up_to_date()
    meant = renderer.standing_now()
    Designation.objects.filter(agreement__slug="it").update(form="other")
    Event.objects.filter(agreement__slug="gone-later").delete()
    Agreement.objects.filter(slug="gone-later").delete()
    make_agreement("came-later")
    renderer.up_to_date()
    for index in (folder, Memory()):  # one that follows, one made anew
        seen = up_to_date(index, meant)
        assert seen.revision == meant.revision
        assert {hit.slug for hit in seen.reader.hits(of_kind("agreement"), "by_slug")} == {"it", "gone-later"}
        assert seen.reader.values(of_kind("agreement"), "form")["form"] == {"protocol": 1, "agreement": 1}
    assert not differing(folder, renderer.standing_now())


def rename(random):
    Agreement.objects.filter(pk=random.choice(keys(Agreement))).update(
        slug=f"renamed-{random.random()}"[:20].replace(".", "-")
    )


def swap_parties(random):
    party = Party.objects.filter(role="party", agreement__in=keys(Agreement)).order_by("pk").first()
    other = Party.objects.exclude(agreement=party.agreement).filter(role="party").order_by("pk").last()
    taken = set(party.agreement.parties.values_list("agency", flat=True))
    if other.agency_id not in taken:
        Party.objects.filter(pk=party.pk).update(agency=other.agency_id)


def move_an_area(random):
    Area.objects.filter(slug="astronomy").update(broader=make_area("science"))


def rename_an_area(random):
    Area.objects.filter(slug="life-sciences").update(slug="biology")


def forget_an_agreement(random):
    Agreement.objects.get(pk=random.choice(keys(Agreement))).delete()


def add(random):
    agreement = make_agreement("added", parties=["BE", "FR"], acts={"signed": "199X"})
    make_event(kind="launch", modality="planned", date="2001", agreement=agreement)
    make_event(kind="launch", modality="done", date="2002", agreement=agreement)


def forget_areas(random):
    AgreementArea.objects.all().delete()


def change_dates(random):
    Event.objects.filter(kind="signed").update(date="1997-10")


EDITS = [rename, swap_parties, move_an_area, add, rename_an_area, forget_an_agreement, change_dates, forget_areas]


def keys(model):
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def test_every_filter_asks_a_question():
    values = dict.fromkeys(AgreementFilter.base_filters) | {"from": "1997", "party": ["BE"], "order": "title"}
    assert set(questions_of("agreement", values, date(2026, 11, 28))) == {"kind_of_record", "from", "party"}


def test_the_index_and_documents_say_alike_what_is_a_fact_and_what_a_prospect():
    assert {*entries.FACTS} == document_parts.FACTS
    assert {*open_days.PROSPECTS} == document_parts.PROSPECTS


def test_where_much_has_changed_all_is_entered_anew(folder, monkeypatch):
    make_agreement("it")
    indexed(folder)
    make_agreement("later")
    Agreement.objects.filter(slug="it").delete()
    monkeypatch.setattr(indexer, "MOST_CHANGED", 1)
    assert [hit.slug for hit in indexed(folder).hits(of_kind("agreement"))] == ["later"]
    assert not differing(folder, renderer.standing_now())


def test_what_other_versions_have_left_in_the_folder_of_the_site_is_removed(tmp_path, monkeypatch):
    (tmp_path / "index-0123456789abcdef").mkdir()
    monkeypatch.setattr(indexer, "own_index", lambda: Folder(tmp_path))
    indexer.remove_old()
    assert not list(tmp_path.iterdir())


def test_an_index_that_is_up_to_date_is_not_written(folder, django_assert_num_queries):
    make_agreement("it")
    indexed(folder)
    before, present = sorted(path.name for path in folder.path.iterdir()), renderer.standing_now()
    with django_assert_num_queries(0):
        assert up_to_date(folder, present).edition == present.edition
    assert sorted(path.name for path in folder.path.iterdir()) == before


def test_an_index_of_an_edition_that_is_no_more_is_made_anew(folder):
    """A restored backup repeats the numbers of editions and revisions; the time beside them tells them apart."""
    make_agreement("it")
    indexed(folder)
    Document.objects.all().delete()
    Edition.objects.update(revision=F("revision") + 1)
    assert indexed(folder).count(of_kind()) == 0


def test_what_is_rendered_meanwhile_is_of_the_next_edition(folder):
    standings = []
    for slug in ("first", "second", "third"):
        make_agreement(slug)
        renderer.up_to_date()
        standings.append(renderer.standing_now())
    for number, standing in enumerate(standings, start=1):
        reader = up_to_date(folder, standing).reader
        assert reader.count(of_kind("agreement")) == number
        assert up_to_date(Memory(), standing).reader.count(of_kind("agreement")) == number


def test_a_difference_between_the_index_and_the_documents_is_told(folder):
    make_agreement("it")
    indexed(folder)
    Document.objects.filter(kind="agreement").delete()
    assert "by_slug" in differing(folder, renderer.standing_now())


# What a person expects of the published set.
FIRST = {
    "moscow 2000": "belgium-russia-2000",
    "russie belgique": "belgium-russia-2000",
    "french chinese climate": "cnes-cnsa-2018-mou",
    "belgium argentina": "belgium-argentina-1997",
    "Bélgica Argentina": "belgium-argentina-1997",
    "balloons": "cnes-csa-balloons",
    "SPOT": "belgium-france-spot",
    "France China 1997": "france-china-1997",
    "framework cnes csa": "cnes-csa-framework",
    "MoU": "cnes-cnsa-2018-mou",
}


@pytest.mark.thorough
def test_agreements_of_the_published_set_are_found_by_words(folder):
    KNOWLEDGE_BASE.put()
    reader = indexed(folder)
    found = {asked: reader.best(of_kind("agreement") & Words(asked)).hits for asked in FIRST}
    assert {asked: hits[0].slug if hits else None for asked, hits in found.items()} == FIRST


def refusing(error):
    def write(index, change):
        raise error

    return write


def test_an_index_that_cannot_be_written_answers_from_what_it_has_and_follows_later(folder, monkeypatch):
    make_agreement("it")
    before = indexed(folder)
    make_agreement("later")
    with monkeypatch.context() as full:
        full.setattr("catalogue.index.folder.write", refusing(NotWritten("The disk is full.")))
        assert indexed(folder).edition == before.edition
    assert indexed(folder).count(of_kind("agreement")) == 2


def test_an_index_that_another_process_writes_for_long_answers_from_what_it_has(folder, monkeypatch):
    make_agreement("it")
    before = indexed(folder)
    make_agreement("later")
    with monkeypatch.context() as busy:
        busy.setattr("catalogue.index.folder.write", refusing(Busy("Another process writes it.")))
        busy.setattr("catalogue.indexer.PATIENCE", 0.05)
        assert indexed(folder).edition == before.edition


def test_more_changes_than_a_reader_is_to_wait_for_are_left_to_the_process_beside_the_site(folder):
    make_agreement("it")
    before = indexed(folder)
    make_agreement("later")
    renderer.up_to_date()
    assert up_to_date(folder, renderer.standing_now(), 0).reader.edition == before.edition
    assert up_to_date(folder, renderer.standing_now(), 100).reader.edition != before.edition


def test_where_no_folder_can_hold_an_index_the_process_keeps_one_in_memory(tmp_path, settings, monkeypatch, caplog):
    make_agreement("it")
    settings.INDEX_FOLDER = tmp_path / "a file" / "index"
    (tmp_path / "a file").write_text("no folder")
    monkeypatch.setattr(indexer, "own_index", own_index.__wrapped__)
    monkeypatch.setattr(indexer, "_tries_folder_at", 0.0)
    renderer.up_to_date()
    assert indexer.indexed(renderer.standing_now()).reader.count(of_kind("agreement")) == 1
    assert "Each process keeps an index in its memory" in caplog.text
    monkeypatch.setattr(indexer, "own_index", None)  # not tried again at once
    assert indexer.indexed(renderer.standing_now()).reader.count(of_kind("agreement")) == 1


def test_a_title_that_is_empty_stops_no_index(client):
    event = make_event(slug="nameless")
    Event.objects.filter(pk=event.pk).update(title="")
    assert client.get("/events/nameless/").status_code == 200
    assert client.get("/search/?q=nothing").status_code == 200
    assert "nameless" in client.get("/events.csv").getvalue().decode()
