"""A backup holds all that one moment had, tells whether it is whole, and becomes the database again."""

import json
import os
import stat

import pghistory
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from agreements.models import Agreement
from spacecoop.backups import dumps, files, programs
from spacecoop.backups.contents import contents_of
from spacecoop.models import Revision
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def alone(transactional_db):
    """End what other tests have left open to this database: the threads of probes keep their connections."""
    with psycopg.connect(connection.cluster.conninfo("postgres"), autocommit=True) as opened:
        name = connection.settings_dict["NAME"]
        connection.close()
        opened.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])


@pytest.fixture
def site_home(settings, tmp_path, monkeypatch):
    """Return a home of its own for what commands write; the database stays that of the tests."""
    monkeypatch.delenv("SECRET_KEY", raising=False)
    tmp_path.chmod(0o711)
    settings.HOME = tmp_path
    (tmp_path / "secret_key").write_text(settings.SECRET_KEY)
    return tmp_path


@pytest.fixture
def backup(site_home):
    """Return a backup of a database with one agreement, not read back."""
    make_agreement("one", title="As backed up")
    place = site_home / "backups" / "spacecoop-20261130T160500Z"
    dumps.take(place, check=False)
    return place


@pytest.fixture
def asides():
    """Drop the databases that a test has put aside."""
    yield
    with psycopg.connect(connection.cluster.conninfo("postgres"), autocommit=True) as opened:
        names = opened.execute(r"SELECT datname FROM pg_database WHERE datname ~ '_(before_|restored)'").fetchall()
        for (name,) in names:
            opened.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def change(title):
    with pghistory.context(reason="an edit"):
        Agreement.objects.filter(slug="one").update(title=title)


def titles():
    return [*Agreement.objects.values_list("title", flat=True)]


def told_by(place):
    return json.loads((place / files.MANIFEST).read_text())


def rewrite(place, **changes):
    (place / files.MANIFEST).write_text(json.dumps(told_by(place) | changes))


def test_the_manifest_tells_the_state_and_only_the_owner_may_look(backup):
    told = told_by(backup)
    assert told["revision"]["number"] == Revision.current() > 0
    assert told["tables"]["agreements_agreement"][0] == 1
    assert "agreements.0001_agreements_events_and_sources" in told["migrations"]
    assert set(told["sha256"]) == {files.DUMP, files.KEY}
    assert {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()} == {0o600}
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700


@pytest.mark.thorough
def test_dump_and_counts_are_of_one_moment(site_home, monkeypatch):
    """An edit between the beginning of the dump and its counts is in neither."""
    make_agreement("one", title="Before")
    run = dumps.run

    def run_and_edit(*arguments):
        change("Meanwhile")
        return run(*arguments)

    monkeypatch.setattr(dumps, "run", run_and_edit)
    place = site_home / "spacecoop-20261130T160500Z"
    dumps.take(place, check=False)
    monkeypatch.undo()
    assert titles() == ["Meanwhile"]
    dumps._read_back(place)


@pytest.mark.thorough
def test_a_dump_that_lacks_a_row_is_no_backup(site_home, monkeypatch):
    """What is read back is compared, not only restored; nothing is left of a backup that fails."""
    make_agreement("one")
    run = dumps.run

    def run_without_agreements(program, address, *arguments):
        left_out = ["--exclude-table-data=agreements_party"] if program.name == "pg_dump" else []
        return run(program, address, *arguments, *left_out)

    monkeypatch.setattr(dumps, "run", run_without_agreements)
    with pytest.raises(CommandError, match="the table agreements_party has 0 rows, of 2"):
        dumps.take(site_home / "backups" / "spacecoop-20261130T160500Z", check=True)
    assert [*(site_home / "backups").iterdir()] == []
    assert [*site_home.glob(f"{dumps.CHECKED}*")] == []


@pytest.mark.thorough
def test_the_oldest_go_and_what_is_no_backup_stays(site_home, monkeypatch, capsys):
    make_agreement("one")
    folder = site_home / "elsewhere"
    (folder / "spacecoop-of-mine").mkdir(parents=True)
    for hour in (1, 2, 3):
        monkeypatch.setattr(files, "stamp", lambda hour=hour: f"20261130T0{hour}0000Z")
        call_command("backup", str(folder), "--no-check", keep=2)
    assert "spacecoop-20261130T010000Z is deleted" in capsys.readouterr().out
    assert [path.name[-8:] for path in files.backups_in(folder)] == ["T020000Z", "T030000Z"]
    assert (folder / "spacecoop-of-mine").is_dir()


def test_what_is_restored_is_what_was_backed_up_and_the_rest_is_kept_aside(backup, asides):
    change("After the backup")
    with pytest.raises(CommandError, match="has data: stop the site and add --replace"):
        dumps.restore(backup, replace=False)
    assert titles() == ["After the backup"]
    done = dumps.restore(backup, replace=True)
    assert titles() == ["As backed up"]
    with programs.connected(programs.present_address()) as opened:
        assert contents_of(opened) == {name: list(held) for name, held in told_by(backup)["tables"].items()}
    aside = done[0].split("the database ")[1].split(";")[0]
    with psycopg.connect(connection.cluster.conninfo(aside)) as opened:
        assert opened.execute("SELECT title FROM agreements_agreement").fetchall() == [("After the backup",)]


@pytest.mark.thorough
def test_a_database_in_use_is_left_alone(backup, asides):
    change("After the backup")
    with (
        psycopg.connect(**programs.present_address()),
        pytest.raises(CommandError, match="in use, by 1 connection: stop the site"),
    ):
        dumps.restore(backup, replace=True)
    assert titles() == ["After the backup"]


@pytest.mark.thorough
def test_a_dump_that_is_not_what_the_manifest_tells_leaves_the_present_data(backup, asides):
    change("After the backup")
    tables = told_by(backup)["tables"]
    rewrite(backup, tables=tables | {"agreements_agreement": [2, "0"]})
    with pytest.raises(CommandError, match="agreements_agreement has 1 rows, of 2"):
        dumps.restore(backup, replace=True)
    assert titles() == ["After the backup"]


@pytest.mark.thorough
def test_a_damaged_file_is_refused_unread(backup):
    with (backup / files.DUMP).open("ab") as dump:
        dump.write(b"\0")
    with pytest.raises(CommandError, match=r"database\.dump is not as it was written"):
        dumps.restore(backup, replace=True)


@pytest.mark.thorough
def test_a_backup_of_a_newer_version_is_refused(backup):
    rewrite(backup, migrations=[*told_by(backup)["migrations"], "agreements.9999_of_tomorrow"])
    with pytest.raises(CommandError, match=r"newer version of spacecoop .*agreements\.9999_of_tomorrow"):
        dumps.restore(backup, replace=True)


@pytest.mark.thorough
def test_what_is_no_backup_is_refused(site_home):
    with pytest.raises(CommandError, match=r"is no backup: name a folder that manage\.py backup has made"):
        dumps.restore(site_home, replace=True)


@pytest.mark.thorough
def test_one_backup_or_restore_is_at_work_at_a_time(site_home):
    with files.one_at_a_time(), pytest.raises(CommandError, match="Another backup or restore"):
        call_command("backup", str(site_home / "backups"))


@pytest.mark.thorough
def test_the_key_of_the_environment_is_in_no_backup(backup, monkeypatch, site_home):
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    place = site_home / "spacecoop-20261130T170000Z"
    dumps.take(place, check=False)
    assert not (place / files.KEY).exists()
    assert "set SECRET_KEY before" in _without_environment(monkeypatch, place)


def _without_environment(monkeypatch, place):
    monkeypatch.delenv("SECRET_KEY")
    return files.put_key_back(place)


def test_the_password_of_the_database_stands_in_no_command(monkeypatch):
    asked = {}
    monkeypatch.setattr(
        programs.subprocess, "run", lambda command, **rest: asked.update(rest, command=command) or _Done()
    )
    programs.run(programs.PROGRAMS / "pg_dump", {"host": "db", "password": "s3cret"})
    assert "s3cret" not in " ".join(map(str, asked["command"]))
    assert asked["env"]["PGPASSWORD"] == "s3cret"


class _Done:
    returncode, stderr = 0, ""


@pytest.mark.thorough
def test_a_server_of_another_version_needs_its_own_programs(monkeypatch, tmp_path):
    monkeypatch.setattr(programs, "INSTALLED", (f"{tmp_path}/{{}}/bin",))
    assert programs.programs_for(18, exactly=True) == programs.PROGRAMS
    assert programs.programs_for(15, exactly=False) == programs.PROGRAMS
    for major, exactly in ((15, True), (99, False)):
        with pytest.raises(
            CommandError, match=f"is PostgreSQL {major} and the programs here are of 18: install its own"
        ):
            programs.programs_for(major, exactly=exactly)
    own = tmp_path / "15" / "bin" / "pg_restore"
    own.parent.mkdir(parents=True)
    own.touch()
    assert programs.programs_for(15, exactly=True) == own.parent
    assert os.access(programs.PROGRAMS / "pg_dump", os.X_OK)


def test_a_list_without_backups_says_so(site_home, settings, capsys):
    settings.WAL_ARCHIVE = site_home / "archive"
    call_command("backup", list=True)
    dumped, base = capsys.readouterr().out.splitlines()
    assert dumped == f"There is no dump in {site_home / 'backups'}: name the folder of yours, or take one."
    assert base.startswith(f"There is no base backup in {site_home / 'archive'}, so no time to restore to")
