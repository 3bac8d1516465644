"""Nobody guesses a password, at any door; the log tells who came and whose rights changed."""

import threading

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import Group, User
from django.core.management import CommandError
from django.test import Client, RequestFactory

from desk import accounts
from spacecoop.management.commands.serve import Command

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def curator():
    return User.objects.create_superuser("curator", password=PASSWORD)


def log_in(client, password, username="curator", address="192.0.2.1"):
    given = {"username": username, "password": password}
    return client.post("/admin/login/?next=/admin/", given, REMOTE_ADDR=address)


def save_and_log_in(client, password, username="curator", address="192.0.2.1"):
    given = {"again_username": username, "again_password": password, "title": "Typed"}
    return client.post("/admin/agreements/area/add/", given, REMOTE_ADDR=address)


DOORS = pytest.mark.parametrize("door", [log_in, save_and_log_in])


@DOORS
def test_an_account_takes_ten_attempts_from_wherever_they_come(door):
    for number in range(10):
        assert door(Client(), "wrong", address=f"192.0.2.{number}").status_code == 200
    response = door(Client(), PASSWORD, address="192.0.2.99")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Too many attempts" in response.text
    assert "Typed" in response.text or door is log_in  # what was typed is kept
    assert door(Client(), "wrong", username="other", address="192.0.2.99").status_code == 200


@pytest.mark.thorough
@DOORS
def test_an_address_takes_twenty_attempts_at_whatever_account(door):
    answers = [door(Client(), "wrong", username=f"user{number}").status_code for number in range(21)]
    assert answers == [200] * 20 + [429]
    assert door(Client(), PASSWORD).status_code == 429
    assert log_in(Client(), PASSWORD, address="192.0.2.2").status_code == 302


def test_attempts_at_once_count_one_by_one(monkeypatch):
    seen, lock = [], threading.Lock()

    def look(self, request, username=None, password=None):
        with lock:
            seen.append(password)

    monkeypatch.setattr(accounts.ModelBackend, "authenticate", look)

    def guess():
        request = RequestFactory().post("/admin/login/")
        try:
            accounts.PasswordBackend().authenticate(request, "curator", "guess")
        except accounts.PermissionDenied:
            assert request.must_wait

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 10


def test_who_logs_in_often_is_not_shut_out():
    for _ in range(25):
        assert log_in(Client(), PASSWORD).status_code == 302


def test_strangers_who_guess_do_not_shut_out_the_browser_of_its_owner():
    known = Client()
    assert log_in(known, PASSWORD).status_code == 302
    known.post("/admin/logout/")
    for number in range(12):
        log_in(Client(), "wrong", address=f"198.51.100.{number}")
    assert log_in(Client(), PASSWORD, address="192.0.2.3").status_code == 429
    assert log_in(known, PASSWORD).status_code == 302
    forged = Client()
    forged.cookies[accounts.KNOWN] = "curator:1abcde:forged"
    assert log_in(forged, PASSWORD, address="192.0.2.3").status_code == 429


def test_a_browser_that_is_known_takes_few_attempts_too():
    known = Client()
    log_in(known, PASSWORD)
    known.post("/admin/logout/")
    assert [log_in(known, "wrong").status_code for _ in range(11)] == [200] * 10 + [429]


def test_the_old_password_is_not_guessed_in_a_session_that_was_left_open(client):
    log_in(client, PASSWORD)
    wanted = {"new_password1": "a new one entirely", "new_password2": "a new one entirely"}
    answers = [
        client.post("/admin/password_change/", {"old_password": f"guess {number}", **wanted}).status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]


def test_the_log_tells_who_came_and_names_no_account_that_is_none(client, caplog):
    log_in(client, "wrong")
    log_in(client, "wrong", username="my secret password")
    log_in(client, PASSWORD)
    client.post("/admin/logout/", REMOTE_ADDR="192.0.2.1")
    assert [message for name, _, message in caplog.record_tuples if name == "spacecoop.security"] == [
        "log-in refused: curator from 192.0.2.1",
        "log-in refused: an unknown account from 192.0.2.1",
        "log-in: curator from 192.0.2.1",
        "log-out: curator from 192.0.2.1",
    ]
    assert "my secret" not in caplog.text


def test_the_log_tells_what_was_denied(client, caplog):
    viewer = User.objects.create_user("looker", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    assert client.get("/admin/auth/user/").status_code == 403
    assert "denied: GET /admin/auth/user/ to looker from 127.0.0.1" in caplog.text


def test_the_log_tells_whose_rights_changed_and_by_whom(client, curator, caplog):
    client.force_login(curator)
    client.post(
        "/admin/auth/user/add/",
        {"username": "new", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"},
    )
    user = User.objects.get(username="new")
    form = {"username": "new", "is_active": "on", "is_staff": "on", "groups": [Group.objects.get(name="editor").pk]}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    assert client.post(f"/admin/auth/user/{user.pk}/change/", form).status_code == 302
    client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})
    rights = [message for name, _, message in caplog.record_tuples if name == "spacecoop.security"]
    assert rights == [
        "rights: curator from 127.0.0.1 makes the account new",
        "rights: curator from 127.0.0.1 changes new: is_staff False → True",
        "rights: by curator from 127.0.0.1, new gains editor",
        "rights: curator from 127.0.0.1 deletes the account new",
    ]


def test_typed_passwords_stand_in_no_page():
    posted = {"old_password": "the old one", "new_password1": "the new one", "first_name": "Ada"}
    response = Client().post("/admin/password_change/", posted)
    assert "Ada" in response.text
    assert "the old one" not in response.text
    assert "the new one" not in response.text


@pytest.mark.parametrize("password", ["a", "password123", "1234567890123", "administrator"])
def test_a_weak_password_for_the_first_administrator_is_refused(monkeypatch, password):
    User.objects.all().delete()
    monkeypatch.setenv("SPACECOOP_ADMIN_PASSWORD", password)
    with pytest.raises(CommandError, match="SPACECOOP_ADMIN_PASSWORD is refused"):
        Command().appoint_administrator()
    assert not User.objects.exists()


def test_a_session_is_that_of_who_logged_in(client, curator):
    log_in(client, PASSWORD)
    assert get_user(client) == curator


@pytest.mark.parametrize("label", ["user", "group"])
def test_the_question_before_accounts_and_groups_are_deleted_is_asked(client, curator, label):
    record = User.objects.create(username="gone") if label == "user" else Group.objects.create(name="gone")
    client.force_login(curator)
    listed = f"/admin/auth/{label}/"
    chosen = {"action": "delete_selected", "_selected_action": record.pk}
    for answer in (client.get(f"{listed}{record.pk}/delete/"), client.post(listed, chosen)):
        assert "Are you sure" in answer.content.decode()
