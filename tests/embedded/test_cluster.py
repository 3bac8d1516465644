import os
import pwd
import subprocess
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from spacecoop.embedded import cluster as module
from spacecoop.embedded.cluster import ROLE, Cluster
from spacecoop.embedded.errors import EmbeddedDatabaseError

from .conftest import another_process, kill, server_pid, server_runs

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become someone else")
FORK = """
import os, sys, psycopg
from pathlib import Path
from spacecoop.embedded.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]), throwaway=True)
cluster.join()
cluster.prepare("facts")
if os.fork():
    os.wait()
    psycopg.connect(cluster.conninfo("facts")).close()
    print("ready", flush=True)
else:
    sys.exit()
"""
OUTLIVE = """
import os, sys, psycopg
from pathlib import Path
from spacecoop.embedded.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]), throwaway=True)
cluster.join()
cluster.prepare("facts")
told, tell = os.pipe()
if os.fork():
    os.read(told, 1)
else:
    parent = os.getppid()
    cluster.join()
    os.write(tell, b".")
    while os.getppid() == parent:
        pass
    psycopg.connect(cluster.conninfo("facts")).close()
    print("ready", flush=True)
"""


def rows(cluster, statement):
    with psycopg.connect(cluster.conninfo("facts")) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def use(cluster):
    cluster.join()
    cluster.prepare("facts")


@pytest.mark.thorough
def test_the_last_process_to_leave_stops_the_server(cluster, home):
    use(cluster)
    with another_process(home):
        server = server_pid(home)
        cluster.leave()
        assert psutil.pid_exists(server)
        assert server_runs(home)
    assert not server_runs(home)


@pytest.mark.thorough
def test_a_killed_process_counts_no_longer(cluster, home):
    with another_process(home) as other:
        use(cluster)
        other.kill()
        other.wait()
    assert rows(cluster, "SELECT 1") == [(1,)]
    cluster.leave()
    assert not server_runs(home)


@pytest.mark.thorough
def test_a_forked_child_does_not_stop_the_server_of_its_parent(home):
    with another_process(home, FORK) as parent:
        assert parent.wait(timeout=30) == 0
    assert not server_runs(home)


@pytest.mark.thorough
def test_a_forked_child_that_joins_keeps_the_server_when_its_parent_leaves(home):
    with another_process(home, OUTLIVE):
        pass
    wait_until(lambda: not server_runs(home))


def test_committed_rows_survive_the_killing_of_the_server(home):
    cluster = Cluster(home)
    use(cluster)
    rows(cluster, "CREATE TABLE fact AS SELECT 1997 AS year")
    kill(server_pid(home))
    cluster.prepare("facts")
    assert rows(cluster, "SELECT year FROM fact") == [(1997,)]
    cluster.leave()
    assert not server_runs(home)


@pytest.mark.thorough
def test_a_stale_lock_file_is_no_obstacle(cluster, home):
    use(cluster)
    cluster.leave()
    for left in ("", "4711", "-1\n", "words\n", f"{os.getpid()}\n/elsewhere\n"):
        (home / "postgres" / "postmaster.pid").write_text(left)
        (home / "postgres" / ".s.PGSQL.5432.lock").write_text(left)
        use(cluster)
        assert rows(cluster, "SELECT 1") == [(1,)], left
        cluster.leave()


@pytest.mark.thorough
def test_a_backend_that_outlives_its_killed_server_is_waited_for(cluster, home):
    use(cluster)
    counting = psycopg.connect(cluster.conninfo("facts"), autocommit=True)
    counting.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 5000000)")
    kill(server_pid(home))
    cluster.prepare("facts")
    assert "is still in use" in (home / "postgres.log").read_text()
    assert rows(cluster, "SELECT 1") == [(1,)]
    counting.close()


@pytest.mark.thorough
def test_what_a_killed_first_start_left_is_cleared_away(new_cluster, new_home):
    half = new_home / "postgres.new-half"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    use(new_cluster)
    assert [path.name for path in new_home.glob("postgres.new-*")] == []


def test_data_of_another_postgresql_are_refused_in_one_sentence(new_cluster, new_home):
    (new_home / "postgres").mkdir()
    (new_home / "postgres" / "PG_VERSION").write_text("17\n")
    assert_one_sentence(new_cluster, "was made by PostgreSQL 17 and this is PostgreSQL 18: .*docs/deployment.md")


def test_a_folder_of_something_else_is_refused_in_one_sentence(new_cluster, new_home):
    (new_home / "postgres").mkdir()
    (new_home / "postgres" / "letters.txt").write_text("dear")
    assert_one_sentence(new_cluster, "is no PostgreSQL data folder: move it away")


@pytest.mark.thorough
def test_a_home_that_cannot_be_written_is_refused_in_one_sentence(home):
    (home / "taken").write_text("")
    with pytest.raises(EmbeddedDatabaseError, match=r"taken\): set SPACECOOP_HOME") as refusal:
        use(Cluster(home / "taken"))
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('initdb: error: could not write to file "pg_wal": No space left on device', "is full: free some space"),
        ('FATAL: could not extend file "base/1": wrote only 4096 of 8192 bytes', "is full: free some space"),
        ("initdb: error: could not look up effective user ID 7: user does not exist", "effective user ID 7: user"),
    ],
)
def test_what_initdb_says_becomes_one_sentence(new_cluster, new_home, monkeypatch, said, sentence):
    programs = new_home / "programs"
    programs.mkdir()
    (programs / "initdb").write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    (programs / "initdb").chmod(0o755)
    monkeypatch.setattr(module, "PROGRAMS", programs)
    assert_one_sentence(new_cluster, sentence)
    assert sorted(path.name for path in new_home.iterdir()) == ["postgres.lock", "postgres.start.lock", "programs"]


@pytest.mark.thorough
def test_what_the_server_says_becomes_one_sentence(cluster, home):
    use(cluster)
    cluster.leave()
    (home / "postgres" / "postgresql.conf").write_text("shared_buffers = lots\n")
    assert_one_sentence(cluster, r"PostgreSQL did not start \(.*\): see .*postgres.log\.")


@pytest.mark.thorough
def test_a_path_too_long_for_a_socket_gets_a_folder_of_its_own(home):
    deep = home / ("a" * 60) / ("b" * 60)
    cluster = Cluster(deep, throwaway=True)
    use(cluster)
    assert rows(cluster, "SELECT 1") == [(1,)]
    assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700
    cluster.leave()
    assert not cluster.socket_folder.exists()


@pytest.mark.thorough
def test_a_socket_folder_that_others_can_open_is_refused(home):
    cluster = Cluster(home / ("a" * 60) / ("b" * 60), throwaway=True)
    cluster.socket_folder.mkdir(mode=0o755)
    try:
        assert_one_sentence(cluster, "is not ours: delete it")
    finally:
        cluster.socket_folder.rmdir()
        cluster.leave()


def test_the_server_listens_to_no_network_and_sorts_alike_everywhere(cluster):
    use(cluster)
    assert rows(cluster, "SHOW listen_addresses") == [("",)]
    assert rows(cluster, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'facts'") == [
        ("b", "C.UTF-8")
    ]


@pytest.mark.thorough
def test_a_dash_separates_words(cluster):
    use(cluster)
    assert rows(cluster, "SELECT to_tsvector('simple', 'Belgium–France «Pléiades»')") == [
        ("'belgium':1 'france':2 'pléiades':3",)
    ]


@pytest.mark.thorough
def test_the_log_is_put_aside_when_it_is_large(cluster, home, monkeypatch):
    monkeypatch.setattr(module, "LOG_BYTES", 100)
    use(cluster)
    cluster.leave()
    before = (home / "postgres.log").read_text()
    use(cluster)
    assert (home / "postgres.log.old").read_text() == before
    assert not (home / "postgres.log").read_text().startswith(before)


@pytest.mark.thorough
@AS_ROOT
def test_root_opens_only_the_folder_in_the_way_and_names_it(home, caplog):
    home.chmod(0o700)
    cluster = Cluster(home, throwaway=True)
    use(cluster)
    cluster.leave()
    account = pwd.getpwnam("embedded_postgres")
    assert home.stat().st_mode & 0o777 == 0o710  # the group's bits show what any entry of the list may
    assert (passes(home, account.pw_uid), passes(home, 65534)) == (True, False)
    assert [record.getMessage().endswith(f"may now pass through: {home}") for record in caplog.records] == [True]


@pytest.mark.thorough
@AS_ROOT
def test_a_folder_that_was_closed_again_is_opened_again(home):
    cluster = Cluster(home, throwaway=True)
    account = pwd.getpwnam("embedded_postgres")
    for _ in range(2):
        home.chmod(0o700)  # it also takes from the list what it gave
        assert not passes(home, account.pw_uid)
        use(cluster)
        cluster.leave()
        assert passes(home, account.pw_uid)


def passes(folder, user):
    """Tell whether a user may pass through a folder."""
    tried = ["/usr/bin/stat", folder / "postgres"]
    return not subprocess.run(tried, user=user, group=user, extra_groups=[], capture_output=True).returncode


@pytest.mark.thorough
def test_the_site_is_no_superuser_and_nothing_of_its_settings_is_in_the_servers_environment(cluster, home, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    use(cluster)
    assert rows(cluster, f"SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = '{ROLE}'") == [(False, False)]
    assert b"SECRET_KEY" not in Path(f"/proc/{server_pid(home)}/environ").read_bytes()


@pytest.mark.thorough
def test_a_database_that_the_superuser_made_becomes_the_sites(cluster):
    use(cluster)
    with psycopg.connect(cluster.conninfo("facts")) as superuser:
        superuser.execute("CREATE EXTENSION pg_trgm")
        superuser.execute("CREATE SCHEMA past")
        superuser.execute("CREATE TABLE past.fact (id bigserial, at bigint GENERATED ALWAYS AS IDENTITY)")
        superuser.execute("CREATE SEQUENCE numbers; CREATE VIEW facts AS SELECT * FROM past.fact")
        superuser.execute("CREATE TYPE kind AS ENUM ('a'); CREATE DOMAIN word AS text")
        superuser.execute("CREATE FUNCTION one(kind) RETURNS int LANGUAGE sql AS 'SELECT 1'")
        superuser.execute("CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple)")
        superuser.execute("ALTER DATABASE facts OWNER TO postgres")
    cluster.leave()
    use(cluster)
    with psycopg.connect(make_conninfo(cluster.conninfo("facts"), user=ROLE)) as site:
        site.execute("ALTER TABLE past.fact ADD name kind; ALTER SEQUENCE numbers RESTART; DROP VIEW facts")
        site.execute("DROP FUNCTION one; DROP TABLE past.fact; DROP TYPE kind; DROP DOMAIN word; DROP SCHEMA past")
        site.execute("DROP TEXT SEARCH CONFIGURATION plain; CREATE TABLE other ()")


@pytest.mark.thorough
@AS_ROOT
def test_root_runs_the_server_as_the_owner_of_the_data(cluster, home):
    use(cluster)
    cluster.leave()
    for path in (home / "postgres", *(home / "postgres").rglob("*")):
        os.chown(path, 65534, 65534)
    use(cluster)
    assert psutil.Process(server_pid(home)).uids().effective == 65534


def assert_one_sentence(cluster, pattern):
    with pytest.raises(EmbeddedDatabaseError, match=pattern) as refusal:
        use(cluster)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")


def wait_until(condition, seconds=60):
    given_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < given_up
        time.sleep(0.05)
