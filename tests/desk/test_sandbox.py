"""What is foreign is parsed by a process that can do no harm; whatever becomes of it, its sentence is told."""

import json

import pytest

from desk import sandbox
from desk.importing import tables
from desk.importing.tables import read_table
from desk.reading.documents import document_of
from desk.sandbox import Limits, NotReadable, answers
from tests.desk import bombs, tasks

FEW = Limits(seconds=1, silence=30, memory=384 * 1024 * 1024)
TOO_LONG, TOO_MUCH, DAMAGED = "takes too long", "takes too much memory", "is damaged"


def asked(task, file, limits=FEW):
    return list(answers(f"{tasks.__name__}:{task.__name__}", file, instead="paste its text", limits=limits))


@pytest.fixture
def file(tmp_path):
    (tmp_path / "file").write_bytes(b"foreign")
    with (tmp_path / "file").open("rb") as opened:
        yield opened


def test_it_has_no_secret_writes_and_begins_nothing_and_is_not_root(file, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    seen, *could_not = asked(tasks.circumstances, file)
    assert (seen["said"], seen["secrets"]) == ("foreign", None)
    assert seen["user"] != 0
    assert could_not == ["wrote nothing", "began nothing"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        (tasks.works_for_ever, TOO_LONG),
        (tasks.fills_its_memory, TOO_MUCH),
        (tasks.is_killed, DAMAGED),
        (tasks.raises_anything, DAMAGED),
        (tasks.never_ends_a_line, DAMAGED),
    ],
)
def test_what_becomes_of_it_is_told_in_a_sentence(file, task, sentence):
    with pytest.raises(NotReadable, match=rf"{sentence}.*: paste its text\.$"):
        asked(task, file)


def test_a_text_is_read_in_it(tmp_path):
    text = "CNES and CSA will sign on 4 May 2018, not on 31/02/2018."
    asked = {"text": text, "language": "en", "published": "2018", "names": []}
    (tmp_path / "text").write_text(json.dumps(asked))
    with (tmp_path / "text").open("rb") as file:
        marks = list(answers("desk.reading.marks:read", file, instead="paste its text"))
    assert ("date", "4 May 2018") in {(mark["kind"], text[mark["start"] : mark["end"]]) for mark in marks}


@pytest.mark.thorough
def test_one_that_says_nothing_is_ended(file):
    with pytest.raises(NotReadable, match=TOO_LONG):
        asked(tasks.says_nothing, file, Limits(silence=1))


@pytest.mark.many
@pytest.mark.parametrize("name", bombs.DOCUMENTS)
def test_a_document_that_would_keep_us_busy_is_refused(name, monkeypatch):
    monkeypatch.setattr(sandbox, "LIMITS", FEW)
    file_name, content = bombs.DOCUMENTS[name]
    with pytest.raises(NotReadable):
        document_of(content, file_name)


@pytest.mark.many
@pytest.mark.parametrize("name", bombs.TABLES)
def test_a_table_that_would_keep_us_busy_is_refused(name, monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "LIMITS", FEW)
    file_name, content = bombs.TABLES[name]
    (tmp_path / file_name).write_bytes(content)
    with pytest.raises(NotReadable):
        list(read_table(tmp_path / file_name))
