"""The folder: made again where it cannot be read, refused where it must not lie."""

import logging
import os
import random
import resource
import shutil
import subprocess
import sys
import textwrap
import threading
from contextlib import contextmanager
from pathlib import Path
from string import ascii_letters
from types import SimpleNamespace

import pytest

from catalogue.index import folder as folders
from catalogue.index.folder import Folder, FolderRefused, Memory, fingerprint
from catalogue.index.questions import Has, of_kind
from catalogue.index.writing import NotWritten
from tests.catalogue.index.made import agreement, change, slugs


@pytest.fixture
def filled(tmp_path):
    folder = Folder(tmp_path)
    folder.write(change([agreement(f"it-{number}") for number in range(30)]))
    return folder


def test_a_new_folder_is_empty_until_it_is_filled(tmp_path):
    folder = Folder(tmp_path / "deep" / "down")
    assert folder.reader().edition is None
    folder.write(change([agreement("it")]))
    assert folder.reader().edition == "first"


def test_what_is_written_is_there_for_the_next_process(filled):
    assert Folder(filled.path.parent).reader().count(of_kind()) == 30


def test_a_reader_is_kept_until_the_edition_changes(filled):
    before = filled.reader()
    assert filled.reader() is before
    Folder(filled.path.parent).write(change([agreement("it")], "second"))
    assert filled.reader() is not before
    assert (before.edition, filled.reader().edition) == ("first", "second")


def test_who_knows_which_edition_there_is_gets_the_reader_that_is_kept_of_it(filled):
    before = filled.reader()
    Folder(filled.path.parent).write(change([agreement("it")], "second"))
    assert filled.reader("first") is before
    assert filled.reader("second").edition == "second"


def test_the_log_says_once_that_it_cannot_be_written_and_when_it_can_again(filled, monkeypatch, caplog):
    def refuse(index, change):
        raise NotWritten("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(folders, "write", refuse)
        for _ in range(3):
            with pytest.raises(NotWritten):
                filled.write(change([agreement("it")], "second"))
    filled.write(change([agreement("it")], "second"))
    assert [line.levelname for line in caplog.records] == ["ERROR", "WARNING"]
    assert "can be written again" in caplog.text


def test_a_reader_is_given_while_another_thread_forgets_it(filled, monkeypatch):
    def edition(reader):
        filled._newest = None
        return "first"

    before = filled.reader()
    monkeypatch.setattr(folders.Reader, "edition", property(edition))
    assert filled.reader() is before


@pytest.mark.thorough
def test_what_is_made_anew_as_the_same_edition_is_read_anew(filled):
    for place in (filled, Memory()):
        place.write(change([agreement("it")]))
        before = place.reader()
        place.write(change([agreement("it"), agreement("other")]))
        assert place.reader() is not before


def test_a_copy_is_changed_apart_and_answers_on_when_it_is_given_back(filled):
    with filled.copied() as copy:
        copy.write(change([agreement("it")], "copy", gone=[("agreement", 1)]))
        reader = copy.reader()
    assert (reader.edition, filled.reader().edition) == ("copy", "first")
    assert slugs(reader.search(of_kind() & Has("party", "BE"), limit=1)) == ["it"]
    assert filled.reader().count(of_kind()) == 30
    assert [path.name for path in filled.path.parent.iterdir()] == [filled.path.name]


@pytest.mark.thorough
def test_a_copy_is_whole_whatever_is_written_meanwhile(filled):
    again = agreement("again")
    filled.write(change([again], "again"))

    def write():
        for number in range(40):
            filled.write(change([again], f"edition {number}"))

    writer = threading.Thread(target=write)
    writer.start()
    counts = set()
    while writer.is_alive():
        with Folder(filled.path.parent).copied() as copy:
            counts.add(copy.reader().count(of_kind()))
    writer.join()
    assert counts == {31}


def test_what_cannot_be_copied_is_said(filled, monkeypatch):
    def full(*arguments):
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "hardlink_to", full)
    with pytest.raises(NotWritten, match="No space left"), filled.copied():
        pass


def test_copies_that_a_kill_has_left_are_removed(filled):
    left, young = filled.path.parent / "copy-left", filled.path.parent / "copy-young"
    left.mkdir()
    young.mkdir()
    os.utime(left, (0, 0))
    filled.remove_old()
    assert (left.exists(), young.exists()) == (False, True)


def test_the_name_tells_by_which_code_it_was_made(filled):
    assert filled.path.name == f"index-{fingerprint()}"


def test_folders_of_other_versions_are_removed(filled, caplog):
    caplog.set_level(logging.INFO)
    old = filled.path.parent / "index-0123456789abcdef"
    old.mkdir()
    (old / "meta.json").touch()
    (filled.path.parent / "else").mkdir()
    filled.remove_old()
    assert sorted(path.name for path in filled.path.parent.iterdir()) == ["else", filled.path.name]
    assert "another version" in caplog.text


def meta_is_garbage(path):
    (path / "meta.json").write_text("{")


def meta_is_missing(path):
    (path / "meta.json").unlink()


def meta_is_empty(path):
    (path / "meta.json").write_text("")


def a_segment_is_missing(path):
    next(path.glob("*.term")).unlink()


def a_segment_is_cut(path):
    longest = max(path.glob("*.fast"), key=lambda file: file.stat().st_size)
    os.truncate(longest, longest.stat().st_size // 2)


def all_is_missing(path):
    shutil.rmtree(path)


def a_file_is_in_its_place(path):
    shutil.rmtree(path)
    path.touch()


DAMAGES = [
    *(meta_is_garbage, meta_is_missing, meta_is_empty, a_segment_is_missing, a_segment_is_cut),
    *(all_is_missing, a_file_is_in_its_place),
]


@pytest.mark.many
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_folder_is_made_again_with_a_line_in_the_log(filled, damage, caplog):
    damage(filled.path)
    folder = Folder(filled.path.parent)
    assert folder.reader().edition is None
    folder.write(change([agreement("it")], "again"))
    assert slugs(folder.reader().search(of_kind())) == ["it"]
    if damage not in (meta_is_missing, all_is_missing):  # which are like new ones
        assert "is made again" in caplog.text


def test_a_folder_that_goes_away_under_a_process_is_made_again(filled):
    assert filled.reader().edition == "first"
    all_is_missing(filled.path)
    assert filled.reader().edition is None
    filled.write(change([agreement("it")], "again"))
    assert filled.reader().edition == "again"


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "a-file").touch()
    with pytest.raises(FolderRefused, match=r"cannot be made in .*a-file"):
        Folder(tmp_path / "a-file").reader()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_file_system_is_refused_with_a_sentence(tmp_path, monkeypatch, kind):
    mounts = [SimpleNamespace(mountpoint="/", fstype="ext4"), SimpleNamespace(mountpoint=str(tmp_path), fstype=kind)]
    monkeypatch.setattr(folders.psutil, "disk_partitions", lambda all: mounts)
    with pytest.raises(
        FolderRefused, match=f"network file system .{kind}. Choose a folder on a disk".replace(". C", ".*C")
    ):
        Folder(tmp_path / "indexes").reader()
    assert not (tmp_path / "indexes").exists()


def test_a_folder_that_cannot_be_written_still_answers(filled, monkeypatch, caplog):
    class Full:
        def __init__(self, writer):
            self.writer = writer

        def __getattr__(self, name):
            return getattr(self.writer, name)

        def commit(self):
            raise OSError(28, "No space left on device")

    index = filled._opened()
    proxy = SimpleNamespace(
        writer=lambda *given: Full(index.writer(*given)), reload=index.reload, searcher=index.searcher
    )
    monkeypatch.setattr(filled, "_index", proxy)
    with pytest.raises(NotWritten, match="No space left"):
        filled.write(change([agreement("new")], "second"))
    assert "answers from what it has" in caplog.text
    monkeypatch.setattr(filled, "_index", index)
    assert (filled.reader().edition, filled.reader().count(of_kind())) == ("first", 30)
    filled.write(change([agreement("new")], "third"))
    assert filled.reader().edition == "third"


@pytest.mark.thorough
def test_a_full_disk_is_told_and_the_index_recovers(filled):
    letters = random.Random(1)  # noqa: S311
    many = [agreement(f"new-{number}", "".join(letters.choices(ascii_letters + " ", k=150))) for number in range(3000)]
    with file_size_limited(100_000), pytest.raises(NotWritten):
        filled.write(change(many, "second"))
    assert (filled.reader().edition, filled.reader().count(of_kind())) == ("first", 30)
    filled.write(change(many, "third"))
    assert (filled.reader().edition, filled.reader().count(of_kind())) == ("third", 3030)


@contextmanager
def file_size_limited(most):
    """Let no file grow larger, so that writing fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


WRITER = """
    import sys
    from pathlib import Path
    from catalogue.index.folder import Folder
    from tests.catalogue.index.made import agreement, change
    folder = Folder(Path(sys.argv[1]))
    number = 0
    print("ready", flush=True)
    while True:
        number += 1
        agreements = [agreement(f"it-{place}", f"Of edition {number}", key=place) for place in range(1, 40)]
        folder.write(change(agreements, str(number)))
"""


@pytest.mark.thorough
def test_whoever_writes_may_be_killed_at_any_instant(tmp_path):
    for _ in range(4):
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)]
        with subprocess.Popen(command, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(random.uniform(0.2, 0.8))  # noqa: S311
            writer.kill()
        folder = Folder(tmp_path)
        reader = folder.reader()
        titles = {text.split("\x1f")[0] for text in reader.texts(of_kind("agreement"), "by_title")}
        if reader.edition:
            assert titles == {f"of edition {reader.edition}"}
            assert reader.count(of_kind("agreement")) == 39
        folder.write(change([agreement("it", key=10_000)], "mine"))
        assert folder.reader().edition == "mine"
        folder.write(change([], "none", is_all=True))
