"""A restore to a time brings back exactly what was committed until then: tried with edits at known times."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError

from spacecoop.embedded.archive import Archive
from spacecoop.embedded.cluster import Cluster
from spacecoop.embedded.errors import EmbeddedDatabaseError
from spacecoop.management.commands.restore import moment

from .conftest import kill, server_pid, server_runs
from .site import CHECKOUT, Site


@pytest.fixture
def place(home, settings):
    """Return the folder of an archive of a cluster in `home`, the home of the settings too."""
    settings.HOME = home
    (home / "secret_key").write_text(settings.SECRET_KEY)
    folder = home / "archive"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def archive(home, place):
    """Return the archive of a server that works."""
    cluster = Cluster(home, throwaway=True, archive=place)
    begin(cluster, "CREATE TABLE edit (number int)")
    yield Archive(place, cluster)
    cluster.leave()
    assert not server_runs(home)


def begin(cluster, statement):
    cluster.join()
    cluster.prepare("spacecoop")
    do(cluster, statement)


def do(cluster, statement):
    with psycopg.connect(cluster.conninfo("spacecoop")) as opened:
        cursor = opened.execute(statement)
        return cursor.fetchall() if cursor.description else []


def clock(cluster):
    """Return the server's time, a little after and before whatever is done around it."""
    time.sleep(0.02)
    ((now,),) = do(cluster, "SELECT clock_timestamp()")
    time.sleep(0.02)
    return now.astimezone(UTC)


def edit(cluster, number):
    """Edit, and return a time at which this was the last edit."""
    do(cluster, f"SET LOCAL synchronous_commit = on; INSERT INTO edit VALUES ({number})")
    return clock(cluster)


def edits_at(archive, to):
    """Restore to a time and return the edits that are there."""
    archive.restore(to, replace=True)
    cluster = archive.cluster
    begin(cluster, "SELECT 1")
    edits = [number for (number,) in do(cluster, "SELECT number FROM edit ORDER BY number")]
    cluster.leave()
    return edits


@pytest.mark.thorough
def test_each_time_leads_to_the_edits_until_then_also_after_a_restore(archive):
    cluster = archive.cluster
    first = edit(cluster, 1)
    archive.take()
    times = {number: edit(cluster, number) for number in (2, 3)}
    archive.take(incremental=True)
    times |= {number: edit(cluster, number) for number in (4, 5)}
    cluster.leave()
    assert edits_at(archive, times[4]) == [1, 2, 3, 4]
    assert edits_at(archive, times[2]) == [1, 2]
    begin(cluster, "INSERT INTO edit VALUES (22)")
    after = clock(cluster)
    edit(cluster, 23)
    cluster.leave()
    assert edits_at(archive, after) == [1, 2, 22]
    assert edits_at(archive, times[5]) == [1, 2, 3, 4, 5]  # what two restores have undone is not lost
    with pytest.raises(CommandError, match="The first base backup is of"):
        archive.restore(first, replace=True)


@pytest.mark.thorough
def test_a_time_after_the_last_edit_leads_to_it_also_from_a_server_that_was_killed(archive):
    cluster = archive.cluster
    archive.take()
    first = edit(cluster, 1)
    edit(cluster, 2)
    kill(server_pid(cluster.home))
    cluster.leave()
    assert edits_at(archive, datetime.now(UTC)) == [1, 2]
    assert edits_at(archive, first) == [1]


@pytest.mark.thorough
def test_what_was_written_last_is_taken_from_data_that_do_not_start_any_more(archive):
    cluster = archive.cluster
    archive.take()
    first = edit(cluster, 1)
    edit(cluster, 2)
    kill(server_pid(cluster.home))
    cluster.leave()
    os.truncate(cluster.data / "global" / "pg_control", 0)
    assert edits_at(archive, datetime.now(UTC)) == [1, 2]
    assert edits_at(archive, first) == [1]


@pytest.mark.thorough
def test_a_new_machine_needs_the_archive_alone(archive, home, settings):
    archive.take()
    edit(archive.cluster, 1)
    archive.cluster.leave()
    copy = shutil.copytree(archive.folder, home / "copy")
    settings.HOME = new = home / "new"
    new.mkdir(mode=0o711)
    moved = Archive(copy, Cluster(new, throwaway=True, archive=copy))
    moved.restore(datetime.now(UTC), replace=False)
    begin(moved.cluster, "SELECT 1")
    assert do(moved.cluster, "SELECT number FROM edit") == [(1,)]
    moved.cluster.leave()
    assert (new / "secret_key").exists() == ("SECRET_KEY" not in os.environ)


@pytest.mark.thorough
def test_a_gap_in_what_was_kept_is_told_and_the_present_data_stay(archive):
    cluster = archive.cluster
    base = archive.take()
    for number in (1, 2, 3):
        edit(cluster, number)
        do(cluster, "SELECT pg_switch_wal()")
    until = clock(cluster)
    cluster.leave()
    kept = sorted(path for path in archive.wal.glob("0000*") if len(path.name) == 24 and path.name > base.first)
    kept[1].unlink()
    with pytest.raises(CommandError, match=f"a part is missing .* behind {kept[0].name}"):
        archive.restore(until, replace=True)
    assert cluster.data.exists()
    assert list(cluster.home.glob("postgres.*-*")) == []


@pytest.mark.thorough
def test_old_base_backups_go_with_what_only_they_needed(archive):
    bases = []
    for incremental in (False, True, False, True):
        edit(archive.cluster, 1)
        do(archive.cluster, "SELECT pg_switch_wal()")
        bases.append(archive.take(incremental=incremental))
        time.sleep(1)  # they are named after seconds
    assert archive.keep(2) == []
    assert archive.keep(1) == [base.folder for base in bases[:2]]
    assert archive.bases() == bases[2:]
    kept = [path.name for path in archive.wal.iterdir() if len(path.name) == 24]
    assert kept
    assert min(kept) >= bases[2].first


@pytest.mark.thorough
def test_nothing_is_restored_while_the_database_is_in_use_or_without_being_told(archive):
    archive.take()
    now = clock(archive.cluster)
    # A process would hold the lock that this one holds.
    with pytest.raises(CommandError, match="in use: stop the site"):
        archive.restore(now, replace=True)
    archive.cluster.leave()
    with pytest.raises(CommandError, match="has data: add --replace"):
        archive.restore(now, replace=False)
    with pytest.raises(CommandError, match="is yet to come"):
        archive.restore(now + timedelta(hours=1), replace=True)


@pytest.mark.thorough
def test_an_archive_is_of_one_database(archive, home):
    archive.cluster.leave()
    other = Cluster(home / "other", throwaway=True, archive=archive.folder)
    (home / "other").mkdir(mode=0o711)
    with pytest.raises(EmbeddedDatabaseError, match="the archive of another database"):
        other.prepare("spacecoop")
    (archive.folder / "database").write_text("")  # the disk was full
    archive.cluster._options()
    assert (archive.folder / "database").read_text() == archive.cluster.identifier()
    missing = Cluster(home, throwaway=True, archive=home / "missing")
    with pytest.raises(EmbeddedDatabaseError, match="which is no folder: make it, mount it"):
        missing.prepare("spacecoop")


@pytest.mark.many
@pytest.mark.parametrize("closed", ["", "wal"])
def test_an_archive_that_cannot_be_written_to_is_named(home, tmp_path, monkeypatch, closed):
    (tmp_path / "wal").mkdir()
    access = os.access  # root may write everywhere
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path / closed and access(path, mode))
    if not closed:
        monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(EmbeddedDatabaseError, match=f"ARCHIVE is {tmp_path}, which cannot be written to .Permission"):
        Cluster(home, throwaway=True, archive=tmp_path)._options()


def refused(path, *_, **__):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


@pytest.mark.thorough
def test_a_base_backup_takes_away_what_a_full_disk_has_left(archive):
    old, new = (archive.wal / f"archtemp.{'0' * 24}.1.{number}" for number in (1, 2))
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    archive.take()
    assert not old.exists()
    assert new.exists()


@pytest.mark.thorough
def test_a_program_that_finds_the_disk_full_says_what_to_do(home, tmp_path, monkeypatch):
    archive = Archive(tmp_path, Cluster(home))
    said = "pg_basebackup: error: could not write to file: No space left on device"
    monkeypatch.setattr(archive.cluster, "run", lambda *_: subprocess.CompletedProcess([], 1, stderr=said))
    with pytest.raises(CommandError, match=r"No space left on device\): free some space, then try again"):
        archive.take()
    assert archive.bases() == []


@pytest.mark.thorough
def test_a_server_that_cannot_keep_what_it_writes_is_told_of(archive):
    archive.refuse_silence()
    archive.wal.rename(archive.folder / "elsewhere")
    do(archive.cluster, "SELECT pg_switch_wal()")
    with pytest.raises(CommandError, match=r"nothing is kept in .*, 0\w+ cannot be, and its disk has [\d,]+ MB free"):
        tell_of_silence(archive)
    (archive.folder / "elsewhere").rename(archive.wal)


def tell_of_silence(archive):
    """Look until the server has tried."""
    given_up = time.monotonic() + 60
    while time.monotonic() < given_up:
        archive.refuse_silence()
        time.sleep(0.1)


@pytest.mark.thorough
def test_a_base_backup_has_the_secret_key_and_brings_it_back(archive, settings, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    archive.take()
    now = clock(archive.cluster)
    archive.cluster.leave()
    key = settings.HOME / "secret_key"
    key.write_text("another " * 10)
    done = archive.restore(now, replace=True)
    assert key.read_text() == settings.SECRET_KEY
    (aside,) = settings.HOME.glob("secret_key.before-*")
    assert aside.read_text() == "another " * 10
    assert str(aside) in done[-1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-30 16:05", datetime(2026, 11, 30, 16, 5, tzinfo=UTC)),
        ("2026-11-30T16:05:30+01:00", datetime(2026, 11, 30, 15, 5, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_of_utc(text, meant):
    assert moment(text) == meant


def test_a_time_that_cannot_be_read_is_refused_with_an_example():
    with pytest.raises(CommandError, match="write a time such as"):
        moment("ten minutes ago")


@pytest.mark.thorough
def test_a_site_is_brought_back_to_between_two_edits(served_home):
    """The commands themselves, on a site that writes safely: edits at known times, a restore to between."""
    (served_home / "archive").mkdir(mode=0o700)
    site = Site(served_home, SPACECOOP_THROWAWAY="", SPACECOOP_WAL_ARCHIVE=str(served_home / "archive"))
    site.start()
    assert command(site, "backup", "--base").returncode == 0
    titled(site, "Before")
    between = site.rows("SELECT clock_timestamp()")[0][0].isoformat()
    titled(site, "After")
    assert "in use: stop the site" in command(site, "restore", "--to", between, "--replace").stderr
    site.end(signal.SIGINT)
    told = command(site, "restore", "--to", between, "--replace")
    assert told.returncode == 0, told.stderr
    site.start()
    assert titles(site) == ["Before"]
    assert command(site, "catalogue", "--check").returncode == 0
    site.end(signal.SIGINT)


def command(site, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=site.environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


def titled(site, title):
    site.rows(f"UPDATE agreements_agreement SET title = '{title}' WHERE slug = 'belgium-russia-2000'")
    time.sleep(0.05)


def titles(site):
    return [
        title for (title,) in site.rows("SELECT title FROM agreements_agreement WHERE slug = 'belgium-russia-2000'")
    ]
