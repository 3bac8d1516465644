"""A code beside the password: at log-in, at “log in again”, and before the second factor itself is changed."""

import re
from io import BytesIO
from time import time
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html

from agreements.models import Area
from desk.models import Draft
from desk.second_factor import make_recovery_codes, secret_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]
PASSWORD = "correct horse battery"
PAGE = "/admin/second-factor/"
NEW_AREA = "/admin/agreements/area/add/"


def member(group, name="curator"):
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor():
    return member("editor")


@pytest.fixture
def device(editor):
    return TOTPDevice.objects.create(user=editor, name="app")


@pytest.fixture
def recovery(device):
    return make_recovery_codes(device.user)


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR = "reviewers"


def code_of(device, ahead=0):
    """Return the code that the app shows, or the one `ahead` of it."""
    device.refresh_from_db()
    totp = TOTP(device.bin_key)
    totp.time = time() + ahead * device.step
    return f"{totp.token():06}"


def wrong_for(device):
    near = {code_of(device, ahead) for ahead in range(-3, 4)}
    return next(
        code
        for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
        if code not in near
    )


def log_in(client, code="", address="192.0.2.1"):
    given = {"username": "curator", "password": PASSWORD, "code": code}
    return client.post("/admin/login/?next=/admin/", given, REMOTE_ADDR=address)


def is_in(client):
    return "_auth_user_id" in client.session


def begin(client, **given):
    return client.post(PAGE, {"factor_step": "begin", **given})


def step(client, name, code):
    return client.post(PAGE, {"factor_step": name, "factor_code": code})


def codes_in(page):
    return html.fromstring(page.text).xpath("//ul[@class='codes']//code/text()")


def without_token(posted):
    return {name: value for name, value in posted.items() if name != "csrfmiddlewaretoken"}


def kept_in(page):
    """Return {name: value} of what a page keeps of what was typed."""
    hidden = html.fromstring(page.text).xpath("//div[@id='content-main']//input[@type='hidden']")
    return without_token({field.get("name"): field.get("value") for field in hidden})


def security_lines(caplog):
    return [message for name, _, message in caplog.record_tuples if name == "spacecoop.security"]


def test_an_editor_sets_it_up_and_is_asked_for_it_from_then_on(client, editor):
    log_in(client)
    page = begin(client, factor_password=PASSWORD)
    device = TOTPDevice.objects.get()
    assert not device.confirmed
    assert secret_of(device) in page.text
    assert "data:image/svg+xml" in page.text
    assert "no-store" in page["Cache-Control"]
    codes = codes_in(step(client, "confirm", code_of(device)))
    assert len(set(codes)) == 10
    assert client.get("/admin/").status_code == 200
    page = client.get(PAGE).text
    assert "10 recovery codes left" in page
    assert not any(code in page for code in codes)
    other = Client()
    assert "has a second factor" in log_in(other).text
    assert not is_in(other)
    assert log_in(other, code_of(device, ahead=1)).status_code == 302
    assert is_in(other)


def test_it_is_begun_with_the_password_alone(client, editor):
    client.force_login(editor)
    assert "The password is wrong" in begin(client, factor_password="guess").text
    assert "The password is wrong" in begin(client).text
    assert not TOTPDevice.objects.exists()


def test_a_set_up_with_a_wrong_code_goes_on_with_the_same_secret(client, editor):
    log_in(client)
    begin(client, factor_password=PASSWORD)
    device = TOTPDevice.objects.get()
    page = step(client, "confirm", wrong_for(device))
    assert "The code is wrong" in page.text
    assert secret_of(device) in page.text
    assert not TOTPDevice.objects.get().confirmed


def test_a_secret_that_is_given_up_stands_nowhere(client, editor):
    log_in(client)
    begin(client, factor_password=PASSWORD)
    given_up = TOTPDevice.objects.get()
    assert given_up.key not in str(dict(client.session))
    assert secret_of(given_up) not in str(dict(client.session))
    begin(client, factor_password=PASSWORD)
    assert TOTPDevice.objects.get().key != given_up.key
    for leave in (lambda: client.get(PAGE), lambda: client.post("/admin/logout/"), lambda: log_in(Client())):
        log_in(client)
        begin(client, factor_password=PASSWORD)
        assert TOTPDevice.objects.count() == 1
        leave()
        assert not TOTPDevice.objects.exists()


def test_another_session_neither_sees_nor_confirms_a_set_up(client, editor):
    other = Client()
    other.force_login(editor)
    log_in(client)
    begin(client, factor_password=PASSWORD)
    device = TOTPDevice.objects.get()
    page = step(other, "confirm", code_of(device))
    assert "Start again." in page.text
    assert secret_of(device) not in page.text
    assert not TOTPDevice.objects.get().confirmed


def test_a_wrong_code_and_none_let_nobody_in(client, device):
    for code in ("", wrong_for(device), "12345", "aaaaaaaa", "１２３４５６"):
        answer = log_in(client, code)
        assert answer.status_code == 200
        assert not is_in(client)


def test_a_code_is_taken_once(client, device):
    code = code_of(device)
    assert log_in(client, f"{code[:3]} {code[3:]}").status_code == 302
    other = Client()
    assert "used before" in log_in(other, code).text
    assert not is_in(other)


def test_a_recovery_code_is_taken_once(client, device, recovery):
    assert log_in(client, recovery[0].upper()).status_code == 302
    other = Client()
    log_in(other, recovery[0])
    assert not is_in(other)
    assert StaticToken.objects.count() == 9
    assert log_in(other, recovery[1]).status_code == 302


def test_a_code_needs_the_password_too(client, device):
    code = code_of(device)
    client.post("/admin/login/?next=/admin/", {"username": "curator", "password": "wrong", "code": code})
    assert not is_in(client)
    assert log_in(client, code).status_code == 302  # it was not spent


def test_codes_are_limited_for_each_account_and_recovery_codes_apart(device, recovery):
    for number in range(10):
        assert log_in(Client(), wrong_for(device), address=f"192.0.2.{number}").status_code == 200
    answer = log_in(Client(), code_of(device), address="192.0.2.99")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Or enter a recovery code" in answer.text
    assert log_in(Client(), recovery[0], address="192.0.2.99").status_code == 302


def test_codes_are_limited_for_each_address(device, recovery):
    wrong = [wrong_for(device)] * 10 + ["aaaaaaaa"] * 10
    assert [log_in(Client(), code).status_code for code in wrong] == [200] * 20
    assert log_in(Client(), recovery[0]).status_code == 429
    assert log_in(Client(), recovery[0], address="192.0.2.2").status_code == 429  # ten wrong recovery codes, too
    assert TOTPDevice.objects.get().throttling_enabled is False


def test_strangers_who_guess_do_not_shut_out_the_browser_of_its_owner(device):
    known = Client()
    assert log_in(known, code_of(device)).status_code == 302
    known.post("/admin/logout/")
    for number in range(11):
        log_in(Client(), wrong_for(device), address=f"198.51.100.{number}")
    assert log_in(known, code_of(device, ahead=1)).status_code == 302


def test_sessions_from_before_the_set_up_end(client, editor):
    before = Client()
    before.force_login(editor)
    assert before.get("/admin/").status_code == 200
    TOTPDevice.objects.create(user=editor, name="app")
    assert before.get("/admin/")["Location"].startswith("/admin/login/")
    assert not is_in(before)


def area_typed_by(user):
    """Return what a browser posts from the form of a new area that `user` has filled in."""
    browser = Client()
    browser.force_login(user)
    form = html.fromstring(browser.get(NEW_AREA).text).get_element_by_id("area_form")
    return {**dict(form.form_values()), "slug": "ballooning", "name": "Ballooning", "_reason": "two\nlines"}


def test_logging_in_again_asks_for_the_code_and_keeps_what_was_typed(client, editor):
    area = area_typed_by(editor)
    device = TOTPDevice.objects.create(user=editor, name="app")
    credentials = {"again_username": "curator", "again_password": PASSWORD}
    for code in ("", wrong_for(device)):
        page = client.post(NEW_AREA, {**area, **credentials, "again_code": code})
        assert "Log in to save" in page.text
        assert kept_in(page) == without_token(area)
    answer = client.post(NEW_AREA, {**area, **credentials, "again_code": code_of(device)})
    assert answer.status_code == 302
    assert Draft.objects.get().author == editor


@pytest.mark.many
@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("group", ["reviewer", "administrator"])
def test_who_reviews_or_administers_is_led_to_the_set_up_and_nowhere_else(client, group):
    member(group)
    log_in(client)
    for address in ("/admin/", NEW_AREA, "/admin/password_change/", "/admin/desk/draft/", "/admin/auth/user/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, PAGE), address
    begin(client, factor_password=PASSWORD)
    step(client, "confirm", code_of(TOTPDevice.objects.get()))
    assert client.get("/admin/").status_code == 200
    TOTPDevice.objects.update(last_t=-1)
    assert "need a second factor" in step(client, "remove", code_of(TOTPDevice.objects.get())).text
    assert TOTPDevice.objects.exists()
    assert client.post("/admin/logout/").status_code == 200


@pytest.mark.usefixtures("demanded")
def test_it_is_demanded_of_superusers(client):
    User.objects.create_superuser("curator", password=PASSWORD)
    log_in(client)
    assert client.get("/admin/")["Location"] == PAGE


@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("group", ["viewer", "editor"])
def test_it_is_not_demanded_of_who_may_not_publish(client, group):
    member(group)
    log_in(client)
    assert client.get("/admin/").status_code == 200


def test_it_is_demanded_of_nobody_unless_the_setting_says_so(client):
    member("administrator")
    log_in(client)
    assert client.get("/admin/").status_code == 200


@pytest.mark.many
@pytest.mark.parametrize("is_logged_in", [True, False], ids=["session", "ended"])
def test_a_set_up_that_is_demanded_keeps_what_was_typed_and_saves_it(client, settings, is_logged_in):
    reviewer = member("reviewer")
    area = area_typed_by(reviewer)
    settings.SECOND_FACTOR = "reviewers"
    if is_logged_in:
        log_in(client)
        page = client.post(NEW_AREA, area)
        assert kept_in(page) == without_token(area)
        page = client.post(NEW_AREA, {**kept_in(page), "factor_step": "begin", "factor_password": PASSWORD})
    else:
        page = client.post(NEW_AREA, {**area, "again_username": "curator", "again_password": PASSWORD})
    for code in ("x", code_of(TOTPDevice.objects.get())):
        assert kept_in(page) == without_token(area)
        page = client.post(NEW_AREA, {**kept_in(page), "factor_step": "confirm", "factor_code": code})
    assert len(codes_in(page)) == 10
    assert not Area.objects.exists()
    assert client.post(NEW_AREA, kept_in(page)).status_code == 302
    assert Area.objects.get().slug == "ballooning"


def test_changes_ask_for_a_code_and_not_for_the_password(client, device, recovery):
    log_in(client, recovery[0])
    for name in ("begin", "renew", "remove"):
        page = client.post(PAGE, {"factor_step": name, "factor_password": PASSWORD})
        assert "Enter the code" in page.text
        assert "The code is wrong" in step(client, name, wrong_for(device)).text
    assert TOTPDevice.objects.get() == device
    assert StaticToken.objects.count() == 9


def test_new_recovery_codes_take_the_place_of_the_old(client, device, recovery):
    log_in(client, recovery[0])
    new = codes_in(step(client, "renew", code_of(device)))
    assert len(new) == 10
    assert not set(new) & set(recovery)
    assert {token.token for token in StaticToken.objects.all()} == set(new)


def test_another_app_takes_the_place_of_the_first_once_it_is_confirmed(client, device, recovery):
    log_in(client, recovery[0])
    step(client, "begin", recovery[1])
    assert TOTPDevice.objects.filter(confirmed=True).get() == device
    new = TOTPDevice.objects.get(confirmed=False)
    step(client, "confirm", code_of(new))
    assert TOTPDevice.objects.get() == new
    assert client.get("/admin/").status_code == 200


def test_it_is_removed_with_a_code(client, device, recovery):
    log_in(client, recovery[0])
    step(client, "remove", code_of(device))
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert client.get("/admin/").status_code == 200
    assert log_in(Client()).status_code == 302


def test_the_log_tells_of_it(client, editor, caplog):
    log_in(client)
    begin(client, factor_password=PASSWORD)
    device = TOTPDevice.objects.get()
    codes = codes_in(step(client, "confirm", code_of(device)))
    log_in(Client(), wrong_for(device))
    log_in(Client(), codes[0])
    step(client, "remove", codes[1])
    log = [line for line in security_lines(caplog) if not line.startswith(("log-in", "rights"))]
    assert log == [
        "second factor set up: curator from 127.0.0.1",
        "code refused: curator from 192.0.2.1",
        "recovery code used: curator from 192.0.2.1",
        "recovery code used: curator from 127.0.0.1",
        "second factor removed: curator by curator from 127.0.0.1",
    ]
    assert not any(secret in caplog.text for secret in (device.key, *codes))


def test_an_administrator_removes_it_on_the_server(device, recovery, caplog, capsys):
    call_command("remove_second_factor", "curator")
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert security_lines(caplog)[-1] == "second factor removed: curator by the command line"
    for name, reason in (("curator", "has no second factor"), ("nobody", "There is no account nobody")):
        with pytest.raises(CommandError, match=reason):
            call_command("remove_second_factor", name)


def test_no_page_of_the_desk_lists_secrets_and_no_archive_has_them(client, device, recovery):
    assert not any(admin.site.is_registered(model) for model in (TOTPDevice, StaticDevice))
    archive = ZipFile(BytesIO(b"".join(client.get("/dump/", follow=True).streaming_content)))
    assert not any(device.key.encode() in archive.read(name) for name in archive.namelist())


def test_only_people_of_the_desk_open_the_page(client):
    assert client.get(PAGE)["Location"].startswith("/admin/login/")
    client.force_login(User.objects.create_user("reader"))
    assert client.get(PAGE)["Location"].startswith("/admin/login/")


def test_the_page_is_linked_for_people_of_the_desk(client, editor):
    client.force_login(editor)
    assert re.search(rf'<a href="{PAGE}">Second factor</a>', client.get("/admin/").text)
    assert PAGE not in Client().get("/admin/login/").text
