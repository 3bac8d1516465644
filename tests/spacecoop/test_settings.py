"""What the environment says becomes a setting, or a sentence that says what to set."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks import run_checks

READ = """
import json
from spacecoop import settings
names = ["DATABASES", "STATEMENT_TIMEOUT", "CONTACT", "ALLOWED_HOSTS", "PUBLIC_HOST", "CSRF_TRUSTED_ORIGINS"]
names += ["DRAIN_SECONDS", "LOG_FORMAT", "METRICS_FROM", "METRICS_TOKEN", "PURGE_URL", "PURGE_METHOD", "PURGE_HEADER"]
names += ["EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL", "MAILS"] if settings.MAIL else ["MAILS"]
proxied = hasattr(settings, "SECURE_PROXY_SSL_HEADER")
print(json.dumps({**{name: getattr(settings, name) for name in names}, "proxied": proxied}, default=str))
"""


def settings_of(**environment):
    """Return (settings, "") as a process with this environment reads them, or ({}, the last line of its complaint)."""
    process = subprocess.run(
        [sys.executable, "-c", READ],
        env={**os.environ, "SECRET_KEY": "x" * 50, **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(process.stdout or "{}"), process.stderr.strip().rpartition("\n")[2]


ADDRESS = "postgresql://user:password@db.example/spacecoop"


def databases_of(**environment):
    return settings_of(**environment)[0]["DATABASES"]


def test_a_database_elsewhere_is_waited_for_three_seconds_unless_the_address_says_otherwise():
    told = databases_of(DATABASE_URL=ADDRESS)["default"]["OPTIONS"]
    assert (told["connect_timeout"], told["keepalives_idle"], told["tcp_user_timeout"]) == (3, 10, 15_000)
    patient = databases_of(DATABASE_URL=f"{ADDRESS}?connect_timeout=20")["default"]["OPTIONS"]
    assert int(patient["connect_timeout"]) == 20


def test_an_archive_is_of_the_embedded_database_alone():
    address = "postgresql://user:password@db.example/spacecoop"
    _, said = settings_of(DATABASE_URL=address, SPACECOOP_WAL_ARCHIVE="/archive")
    assert "SPACECOOP_WAL_ARCHIVE is for the embedded PostgreSQL" in said
    assert "unset one of the two" in said


def test_of_several_hosts_the_one_is_taken_that_takes_writes():
    several = "postgresql://user:password@one.example:5433,two.example:5434/spacecoop"
    found = databases_of(DATABASE_URL=several)["default"]
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("one.example,two.example", "5433,5434", "spacecoop")
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    assert "target_session_attrs" not in databases_of(DATABASE_URL=ADDRESS)["default"]["OPTIONS"]
    reading = databases_of(DATABASE_URL=several, SPACECOOP_READ_ONLY="true")["default"]
    assert "target_session_attrs" not in reading["OPTIONS"]
    chosen = databases_of(DATABASE_URL=f"{several}?target_session_attrs=any")["default"]["OPTIONS"]
    assert chosen["target_session_attrs"] == "any"


def test_mail_is_sent_where_a_server_and_a_sender_are_named():
    read, _ = settings_of(
        EMAIL_URL="smtp+tls://user:password@mail.example:587", SPACECOOP_MAIL_FROM="news@spacecoop.example"
    )
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
    assert (read["DEFAULT_FROM_EMAIL"], read["MAILS"]) == ("news@spacecoop.example", True)
    assert settings_of(SPACECOOP_MAIL_FROM="news@spacecoop.example")[0]["MAILS"] is False


@pytest.mark.many
@pytest.mark.parametrize("between", [",", " ", ", ", "\n"])
def test_standbys_are_told_apart_by_commas_or_spaces(between):
    addresses = between.join(f"postgresql://user:password@{hosts}/spacecoop" for hosts in ("a,b", "c:5433"))
    found = databases_of(DATABASE_URL=ADDRESS, DATABASE_REPLICAS=addresses)
    assert [*found] == ["default", "standby01", "standby02"]
    assert [found[name]["HOST"] for name in found] == ["db.example", "a,b", "c"]
    assert found["standby01"]["OPTIONS"]["target_session_attrs"] == "any"
    assert not found["standby01"]["DISABLE_SERVER_SIDE_CURSORS"]


def test_a_pool_is_for_readers_and_its_server_for_what_works_in_sessions():
    found = databases_of(DATABASE_URL=ADDRESS, DATABASE_DIRECT_URL=ADDRESS.replace("db", "direct"))
    assert (found["default"]["HOST"], found["pool"]["HOST"]) == ("direct.example", "db.example")
    assert (found["default"]["CONN_MAX_AGE"], found["pool"]["CONN_MAX_AGE"]) == (0, 600)
    assert found["pool"]["DISABLE_SERVER_SIDE_CURSORS"]


def test_headers_of_a_proxy_are_believed_only_where_the_environment_says_so():
    assert not settings_of()[0]["proxied"]
    assert settings_of(SPACECOOP_BEHIND_PROXY="true")[0]["proxied"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("hosts", "public", "allowed", "origins"),
    [
        ("", "", ["127.0.0.1", "localhost", "[::1]"], []),
        ("a.example,[::1]", "a.example", ["a.example", "[::1]"], ["https://a.example", "https://[::1]"]),
        ("a.example:8443", "a.example:8443", ["a.example"], ["https://a.example:8443"]),
        (".a.example", "", [".a.example"], ["https://.a.example"]),
        ("*", "", ["*"], []),
    ],
)
def test_the_first_host_is_the_public_one_unless_it_stands_for_several(hosts, public, allowed, origins):
    read, _ = settings_of(SPACECOOP_HOSTS=hosts, SPACECOOP_HTTPS="true")
    assert (read["PUBLIC_HOST"], read["ALLOWED_HOSTS"], read["CSRF_TRUSTED_ORIGINS"]) == (public, allowed, origins)


def test_what_is_read():
    read, _ = settings_of(SPACECOOP_STATEMENT_TIMEOUT="20", SPACECOOP_CONTACT="security@spacecoop.example")
    assert read["STATEMENT_TIMEOUT"] == 20
    assert read["CONTACT"] == "mailto:security@spacecoop.example"


def test_what_operators_see_is_for_this_machine_and_the_edge_is_not_there():
    read, _ = settings_of()
    assert read["METRICS_FROM"] == ["127.0.0.0/8", "::1/128"]
    assert (read["METRICS_TOKEN"], read["PURGE_URL"], read["PURGE_HEADER"], read["LOG_FORMAT"]) == ("", "", [], "")
    assert (read["DRAIN_SECONDS"], read["PURGE_METHOD"]) == (0, "PURGE")


def test_what_operators_say_is_read():
    read, _ = settings_of(
        SPACECOOP_METRICS_FROM="10.1.2.3, 2001:db8::/32",
        SPACECOOP_METRICS_TOKEN="t" * 20,
        SPACECOOP_PURGE_URL="https://cdn.example/purge",
        SPACECOOP_PURGE_METHOD="POST",
        SPACECOOP_PURGE_HEADER="Authorization: Bearer a b",
        SPACECOOP_LOG_FORMAT="json",
        SPACECOOP_DRAIN_SECONDS="15",
    )
    assert read["METRICS_FROM"] == ["10.1.2.3/32", "2001:db8::/32"]
    assert (read["PURGE_METHOD"], read["PURGE_HEADER"]) == ("POST", ["Authorization", "Bearer a b"])
    assert (read["LOG_FORMAT"], read["DRAIN_SECONDS"]) == ("json", 15)


@pytest.mark.many
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SPACECOOP_STATEMENT_TIMEOUT": "soon"}, "set it to a whole number of seconds, or to 0 for no limit."),
        ({"SPACECOOP_STATEMENT_TIMEOUT": "-1"}, "set it to a whole number of seconds, or to 0 for no limit."),
        *(
            ({"SPACECOOP_API_RATE": rate}, "set it to a number and a time, such as 600/min.")
            for rate in ("many", "600", "0/min", "6.5/month")
        ),
        *(
            ({"DATABASE_URL": address}, "set it to one such as postgresql://user:password@host:5432/database.")
            for address in ("postgresql://u@h:port/d", "postgresql://u@h:99999/d", "postgresql://[u@h/d")
        ),
        *(
            ({"CACHE_URL": address}, "set it to one such as redis://host:6379/0.")
            for address in ("redis://h:port/0", "memory://")
        ),
        *(
            ({**more, "DATABASE_URL": ADDRESS}, "set it to one such as postgresql://user:password@host:5432/database.")
            for more in (
                {"DATABASE_REPLICAS": "postgresql://u@h,i:port/d"},
                {"DATABASE_REPLICAS": f"{ADDRESS} postgresql://u@h:99999/d"},
                {"DATABASE_DIRECT_URL": "postgresql://u@h:port/d"},
            )
        ),
        ({"DATABASE_REPLICAS": "mysql://u@h/d"}, "set it to postgresql://user:password@host/database, or unset it."),
        ({"DATABASE_DIRECT_URL": ADDRESS}, "set that too, or unset DATABASE_DIRECT_URL."),
        ({"SPACECOOP_READ_ONLY": "true"}, "set that too, or unset SPACECOOP_READ_ONLY."),
        ({"SPACECOOP_READ_ONLY": "perhaps"}, "set it to true or false."),
        ({"SPACECOOP_SECOND_FACTOR": "everybody"}, "set it to reviewers, or leave it empty."),
        ({"SPACECOOP_DRAIN_SECONDS": "long"}, "set it to a whole number of seconds, or to 0 for none."),
        ({"SPACECOOP_LOG_FORMAT": "xml"}, "set it to json, or leave it empty."),
        ({"SPACECOOP_METRICS_FROM": "here"}, "set it to addresses or networks, such as 127.0.0.1,10.0.0.0/8."),
        ({"SPACECOOP_METRICS_TOKEN": "short"}, "set it to 20 letters, digits or signs, or more, or unset it."),
        ({"SPACECOOP_PURGE_URL": "cdn.example"}, "set it to an http:// or https:// address, or unset it."),
        ({"SPACECOOP_PURGE_URL": "file:///etc/x"}, "set it to an http:// or https:// address, or unset it."),
        ({"SPACECOOP_PURGE_METHOD": "GET"}, "set it to PURGE or BAN or POST, or leave it empty."),
        ({"SPACECOOP_PURGE_HEADER": "secret"}, "set it to one such as Authorization: Bearer …, or unset it."),
        *(
            (
                {"EMAIL_URL": address, "SPACECOOP_MAIL_FROM": "news@spacecoop.example"},
                "set it to one such as smtp+tls://user:password@host:587.",
            )
            for address in ("smtp://host:port", "carrier-pigeon://host", "nonsense")
        ),
        *(
            ({"EMAIL_URL": "smtp://host:25", "SPACECOOP_MAIL_FROM": sender}, "mails come from, or unset EMAIL_URL.")
            for sender in ("", "us", "News <news@spacecoop.example>")
        ),
        ({"SPACECOOP_CONTACT": "us"}, "set it to an e-mail address or an https:// address."),
        ({"SPACECOOP_CONTACT": "a@b.example\nX: y"}, "set it to an e-mail address or an https:// address."),
    ],
)
def test_what_cannot_be_meant_is_told_in_a_sentence(environment, sentence):
    assert settings_of(**environment)[1].endswith(sentence)


def test_a_site_with_https_passes_the_checks_of_a_deployment(settings, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # the browser tests set it for their process
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 60, True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.ALLOWED_HOSTS = ["spacecoop.example"]
    assert [warning for warning in run_checks(include_deployment_checks=True) if not warning.is_silenced()] == []
