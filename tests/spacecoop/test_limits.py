"""How often, how long and beside how many an address may ask."""

import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from spacecoop import allowances, limits
from spacecoop.allowances import Allowance, Ledger
from spacecoop.places import Places
from spacecoop.visitors import forwarded_for, network_of, visitor_of
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
SPEND = """
import sys, os
os.environ["DJANGO_SETTINGS_MODULE"] = "spacecoop.settings"
from spacecoop import allowances
allowances.ledger = allowances.Ledger(sys.argv[1])
allowance = allowances.Allowance("test", 150, 3600)
print(sum(not allowance.spend("one") for _ in range(100)))
"""


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::"),
        ("unknown", ""),
        ("", ""),
        ("203.0.113.9:80", ""),
    ],
)
def test_an_address_is_known_by_its_network(text, network):
    assert network_of(text) == network


def test_an_address_that_a_header_claims_counts_only_behind_a_proxy_and_only_the_last(settings):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "192.0.2.66, 203.0.113.9"})
    assert visitor_of(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert visitor_of(request) == "203.0.113.9"
    assert forwarded_for(b"GET / HTTP/1.1\r\nX-Forwarded-For: 192.0.2.66\r\nx-forwarded-for: 203.0.113.9\r\n") == (
        "203.0.113.9"
    )
    assert visitor_of(RequestFactory().get("/")) == "127.0.0.1"


def test_what_is_spent_in_one_process_is_missing_in_the_others(tmp_path):
    command = [sys.executable, "-c", SPEND, str(tmp_path / "ledger")]
    at_once = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]  # fmt: skip
    assert sum(int(process.communicate()[0]) for process in at_once) == 150


def test_threads_count_one_by_one():
    allowance, spent = Allowance("test", 50, 3600), []
    threads = [
        threading.Thread(target=lambda: spent.extend(not allowance.spend("one") for _ in range(20))) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(spent) == 50


def test_an_allowance_comes_back_little_by_little(monkeypatch):
    now = 3_600_000.0
    monkeypatch.setattr(allowances.time, "time", lambda: now)
    allowance = Allowance("test", 60, 60)
    assert [allowance.spend("one") for _ in range(61)] == [0] * 60 + [61]
    assert allowance.spend("other") == 0
    now += 60  # the whole window before still counts
    assert allowance.spend("one") == 1
    now += 30
    assert sum(not allowance.spend("one") for _ in range(60)) == 30
    now += 86_400
    assert sum(not allowance.spend("one") for _ in range(61)) == 60
    now -= 7200  # a clock that is put back shuts nobody out
    assert allowance.spend("one") == 0


@pytest.mark.parametrize("points", [1, 7])
def test_who_waits_as_long_as_told_may_ask(monkeypatch, points):
    now = 1_000_000_007.0
    monkeypatch.setattr(allowances.time, "time", lambda: now)
    allowance = Allowance("test", 20, 60)
    for _ in range(40):
        if wait := allowance.spend("one", points):
            now += wait
            assert allowance.spend("one", points) == 0


def test_many_strangers_leave_who_is_counted_counted(tmp_path, monkeypatch):
    """A kept answer or another address takes nothing away; the file is as long as it was."""
    monkeypatch.setattr(allowances, "ledger", Ledger(tmp_path / "small"))
    allowance = Allowance("test", 1, 3600)
    assert [allowance.spend("one"), allowance.spend("one") > 0] == [0, True]
    for number in range(2000):
        allowance.spend(f"198.51.{number // 256}.{number % 256}")
    assert allowance.spend("one") > 0
    assert (tmp_path / "small").stat().st_size == allowances.SIZE
    assert b"198.51" not in (tmp_path / "small").read_bytes()


def test_kept_answers_count_for_nothing(client, monkeypatch):
    monkeypatch.setattr(limits.QUESTIONS, "most", 1)
    assert [client.get("/api/v1/areas/").status_code for _ in range(5)] == [200] * 5
    assert client.get("/api/v1/missions/").status_code == 429
    assert client.get("/areas/").status_code == 200  # a reader of pages is never counted


@pytest.mark.parametrize("path", ["/api/v1/none/", "/agreements.csv", "/agreements/a.json", "/map.png", "/dump/"])
def test_programs_are_counted_at_every_door(client, monkeypatch, path):
    monkeypatch.setattr(limits.QUESTIONS, "most", 0)
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert int(response["Retry-After"]) > 0
    assert "no-store" in response["Cache-Control"]


def test_a_cookie_that_somebody_made_up_is_no_log_in(client, monkeypatch):
    monkeypatch.setattr(limits.QUESTIONS, "most", 0)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert client.get("/api/v1/areas/").status_code == 429
    client.force_login(User.objects.create_user("curator"))
    assert client.get("/api/v1/areas/").status_code == 200


@pytest.fixture
def places(monkeypatch):
    """Let each kind have its places again, and nobody wait for one."""
    monkeypatch.setattr(limits, "PATIENCE", 0.01)
    for kind in (*limits.KINDS, limits.PAST):
        monkeypatch.setattr(kind, "places", Places(kind.at_once) if kind.at_once else None)


@pytest.mark.parametrize(
    "path",
    [
        "/agreements.csv",
        "/dump/spacecoop-r1.zip",
        "/a.png",
        "/search/",
        "/api/v1/search/",
        "/sitemap-event.xml",
        "/?as_recorded_on=2020-01-01",
    ],
)
def test_of_what_costs_much_few_are_answered_at_once(places, path, caplog):
    at_once = threading.Barrier(limits._kind_of(RequestFactory().get(path)).at_once + 1)
    begun = at_once.parties - 1

    def answer(request):
        at_once.wait(10)
        at_once.wait(10)
        return HttpResponse()

    middleware = limits.LimitsMiddleware(answer)
    threads = [threading.Thread(target=middleware, args=[RequestFactory().get(path)]) for _ in range(begun)]
    for thread in threads:
        thread.start()
    at_once.wait(10)
    refused = middleware(RequestFactory().get(path))
    assert (refused.status_code, int(refused["Retry-After"])) == (503, 5)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    at_once.wait(10)
    for thread in threads:
        thread.join()
    assert limits.LimitsMiddleware(lambda request: HttpResponse())(RequestFactory().get(path)).status_code == 200


def test_an_answer_that_is_still_sent_keeps_its_place(places):
    middleware = limits.LimitsMiddleware(lambda request: StreamingHttpResponse(iter([b"a"])))
    begun = [middleware(RequestFactory().get("/agreements.csv")) for _ in range(2)]
    assert middleware(RequestFactory().get("/agencies.csv")).status_code == 503
    begun[0].close()
    assert middleware(RequestFactory().get("/agencies.csv")).status_code == 200


def test_what_a_stranger_sends_is_refused_by_its_length_unread(client, settings):
    class Unread:
        def read(self, *_):
            raise AssertionError("It was read.")

        readline = read

    for path in ("/report/", "/agreements/", "/admin/", "/admin/desk/import/add/", "/nothing/", "/api/v1/areas/"):
        request = {
            "CONTENT_LENGTH": str(settings.LARGEST_BODY + 1),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "wsgi.input": Unread(),
        }
        client.cookies["csrftoken"] = "x" * 32
        client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
        assert client.post(path, **request).status_code == 413


@pytest.mark.parametrize(("group", "most"), [("viewer", limits.LARGEST_FORM), ("editor", limits.LARGEST_UPLOAD)])
def test_who_may_upload_sends_more(group, most):
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    for length, is_refused in ((most, False), (most + 1, True)):
        request = RequestFactory().post("/admin/", CONTENT_LENGTH=str(length))
        request.user = user
        assert (limits._refuse_body(request, is_known=True) is not None) == is_refused


def test_a_session_goes_on_while_it_is_used_and_a_week_at_most(client, monkeypatch):
    make_agreement("a")
    client.force_login(User.objects.create_superuser("curator"))
    now = limits.time.time()
    began = client.session["began"]
    monkeypatch.setattr(limits.time, "time", lambda: now)
    now += 50
    client.get("/admin/")
    assert client.session["seen"] < now - 40
    now += 100
    client.get("/admin/")
    assert (client.session["began"], client.session["seen"]) == (began, int(now))
    now += limits.LONGEST_SESSION
    assert client.get("/admin/").status_code == 302


def test_a_session_that_nobody_uses_ends_after_two_hours():
    assert settings.SESSION_COOKIE_AGE == 7200
