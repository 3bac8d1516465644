"""A real Chromium on the live site. Nothing may fail silently: console errors and foreign requests end a test."""

import os

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from playwright.sync_api import sync_playwright

from alerts.models import Follow
from tests.browser.chromium import FLAGS, chromium
from tests.worlds import KNOWLEDGE_BASE, left_as_found

# Playwright runs an event loop of its own, which Django would take for asynchronous code of ours.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="package")
def browser():
    """Start Chromium for the tests of this folder; it ends with them, and so does its library's event loop here."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def published(static_files, django_db_setup, django_db_blocker):
    """Hold the published knowledge base, with an account “editor”, for all tests of this folder."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_"), "mark the test with django_db"
        with left_as_found():
            KNOWLEDGE_BASE.put()
            User.objects.create_superuser("editor", password="correct horse battery")
            Follow.objects.create(
                token="of-a-reader",
                page="/agreements/?party=BE",
                email="reader@example.org",
                how_often="weekly",
                state="confirmed",
            )
            yield
        # Beside the event loop of Playwright we have a connection of our own, which a test elsewhere may end.
        connection.close()


@pytest.fixture(scope="package")
def site(published):
    """Serve the published knowledge base, its static files by the site's own middleware."""
    server = LiveServerThread("127.0.0.1", static_handler=lambda handler: handler)
    server.daemon = True
    with override_settings(WHITENOISE_AUTOREFRESH=False):
        server.start()
        server.is_ready.wait()
    if server.error:
        raise server.error
    server.url = f"http://{server.host}:{server.port}"
    yield server
    server.terminate()


@pytest.fixture
def page(browser, site):
    context = browser.new_context(base_url=site.url, viewport={"width": 1440, "height": 900})
    page = watched(context.new_page(), site)
    yield page
    context.close()
    assert page.complaints == []


@pytest.fixture(scope="module")
def readers_tab(browser, site):
    """Return one page for all tests of a module that only look."""
    context = browser.new_context(base_url=site.url)
    yield watched(context.new_page(), site)
    context.close()


@pytest.fixture(scope="module")
def curators_tab(browser, site):
    context = browser.new_context(base_url=site.url)
    page = watched(context.new_page(), site)
    log_in(page)
    yield page
    context.close()


def watched(page, site):
    """Return `page`, which keeps what the browser complains of, and what is asked of other hosts, in `complaints`.

    What a test provokes is no complaint: the texts in `expected`.
    """
    page.complaints, page.expected = [], []

    def complain(text):
        if not any(reason in text for reason in page.expected):
            page.complaints.append(text)

    page.on("console", lambda message: message.type == "error" and complain(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: complain(str(error)))
    page.on("request", lambda request: request.url.startswith((site.url, "data:")) or complain(request.url))
    return page


def log_in(page):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
