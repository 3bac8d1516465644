"""Changes: whole or not at all, and what else they concern."""

import pytest

from catalogue.index.questions import Has, of_kind
from catalogue.index.reader import Reader
from catalogue.index.words import Words
from catalogue.index.writing import Busy, Change, dependents, write
from tests.catalogue.index.made import (
    act,
    agreement,
    area,
    around,
    change,
    event,
    events_of,
    index_of,
    mission,
    slugs,
)


def test_a_document_takes_the_place_of_all_entries_of_the_one_before():
    old = agreement("old", "On balloons", acts=[act("signed", "1990")], titles=[("en", "Concerning balloons")])
    index = index_of(old, agreement("other"))
    write(index, change([agreement("new", "On rockets", key=old.key)], "second"))
    reader = Reader(index)
    assert slugs(reader.search(of_kind("agreement"))) == ["new", "other"]
    assert reader.count(Words("balloons")) == 0
    assert reader.count(Has("entry", "action")) == 0
    assert reader.count(Has("entry", "name")) == 0
    assert reader.count(Has("entry", "edition")) == 1


def test_what_is_gone_leaves_nothing_behind():
    one, kept = agreement("it", acts=[act("signed", "1990")]), mission("spot")
    index = index_of(one, kept)
    write(index, Change("second", gone=[("agreement", one.key), ("event", 99)]))
    reader = Reader(index)
    assert slugs(reader.search(of_kind())) == ["spot"]
    assert reader.count(Has("entry", "action")) == 0


def test_a_change_of_all_leaves_nothing_of_before():
    index = index_of(agreement("old"), mission("spot"))
    write(index, change([agreement("new")], "second", is_all=True))
    reader = Reader(index)
    assert slugs(reader.search(of_kind())) == ["new"]
    assert reader.edition == "second"


def test_records_of_one_key_and_two_kinds_do_not_meet():
    index = index_of(agreement("it", key=5), mission("spot", key=5))
    write(index, Change("second", gone=[("mission", 5)]))
    assert slugs(Reader(index).search(of_kind())) == ["it"]


def test_a_change_of_another_edition_than_the_index_holds_changes_nothing():
    index = index_of(agreement("old"))
    with pytest.raises(Busy):
        write(index, change([agreement("new")], "third", before="second"))
    assert slugs(Reader(index).search(of_kind())) == ["old"]
    write(index, change([agreement("new")], "second", before="first"))
    assert Reader(index).edition == "second"


def test_a_change_that_fails_changes_nothing():
    index = index_of(agreement("old"))

    def documents():
        yield agreement("new")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        write(index, Change("second", documents(), is_all=True))
    reader = Reader(index)
    assert (reader.edition, slugs(reader.search(of_kind()))) == ("first", ["old"])
    write(index, change([agreement("newer")], "third"))
    assert Reader(index).edition == "third"


def test_while_somebody_writes_others_are_told_and_answers_go_on():
    index = index_of(agreement("old"))
    writer = index.writer(15_000_000, 1)
    with pytest.raises(Busy):
        write(index, change([agreement("new")], "second"))
    assert slugs(Reader(index).search(of_kind())) == ["old"]
    writer.wait_merging_threads()
    write(index, change([agreement("new")], "second"))
    assert Reader(index).edition == "second"


def test_a_change_of_another_edition_than_there_is_changes_nothing():
    index = index_of(agreement("old"))
    with pytest.raises(Busy):
        write(index, Change("third", gone=[("agreement", 1)], before="second"))
    assert Reader(index).edition == "first"
    write(index, Change("second", before="first"))
    assert Reader(index).edition == "second"


def test_an_index_keeps_few_segments():
    index = index_of(*(mission(f"mission-{number}") for number in range(20)))
    for number in range(40):
        write(index, change([mission("it", f"The {number}th name", key=1_000)], f"edition {number}"))
    reader = Reader(index)
    assert reader.searcher.num_segments < 12
    assert reader.count(of_kind("mission")) == 21


# What else is to be written.


def concerned(index, documents=(), gone=()):
    reader = Reader(index)
    return slugs(reader.search(dependents(reader, documents, gone)))


def test_what_lies_in_an_area_follows_the_areas_above_it():
    science, physics = area("science"), area("physics")
    optics = area("optics", wider=[physics])
    documents = [science, physics, optics, agreement("it", areas=[optics]), event("a-meeting", areas=[optics])]
    index = index_of(*documents, agreement("other", areas=[science]))
    moved = area("optics", wider=[science, physics], key=optics.key)
    assert concerned(index, [moved]) == ["a-meeting", "it"]
    assert concerned(index, [area("optics", "Of light", wider=[physics], key=optics.key)]) == []
    assert concerned(index, [area("lenses", wider=[physics], key=optics.key)]) == ["a-meeting", "it"]
    assert concerned(index, gone=[("area", science.key)]) == ["other"]
    write(index, change([moved, *documents[3:]], "second"))
    write(index, Change("third", [moved, *documents[3:]], around=around([moved])))
    assert slugs(Reader(index).search(of_kind("agreement") & Has("area", "science"))) == ["it", "other"]


def test_the_events_of_an_agreement_follow_its_sides():
    one = agreement("it", acts=[act("signed", "1990", slug="signed")])
    index = index_of(one, *events_of(one), event("a-meeting"))
    assert concerned(index, [agreement("it", parties=["BE", "RU"], key=one.key)]) == ["signed"]
    assert concerned(index, [agreement("it", "A new title", key=one.key)]) == []
    assert concerned(index, gone=[("agreement", one.key)]) == ["signed"]
    assert concerned(index, [agreement("another")]) == []
