"""A page of another site shows our frames and reads our API, and can frame nothing else."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
READ = """async address => (await (await fetch(address)).json()).count"""


@pytest.fixture(scope="module")
def elsewhere(site):
    """Serve, at an origin of its own, a page whose frames show the addresses of its query."""

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self):
            frames = self.path.partition("?")[2].split("|")
            html = "".join(f'<iframe src="{site.url}{path}" width="760" height="500"></iframe>' for path in frames)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Elsewhere</title>{html}".encode())

        def log_message(self, *arguments):
            pass

    with _served(Elsewhere) as address:
        yield address


@contextmanager
def _served(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tab(browser, site):
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    yield context.new_page()
    context.close()


def test_a_page_of_another_site_shows_the_network_and_a_card(tab, elsewhere, site):
    tab.goto(f"{elsewhere}/?/embed/network/|/fr/embed/agreements/belgium-russia-2000/")
    network, card = (tab.frame_locator(f"iframe >> nth={number}") for number in (0, 1))
    network.get_by_role("heading", name="Who cooperates with whom").wait_for()
    assert network.locator("svg a").count() > 3
    card.get_by_text("20 décembre 2000").wait_for()
    with tab.context.expect_page() as opened:  # a link opens beside the article, not in its frame
        card.get_by_role("heading").get_by_role("link").click()
    assert opened.value.url == f"{site.url}/fr/agreements/belgium-russia-2000/"


@pytest.mark.thorough
def test_a_page_of_another_site_reads_the_api(tab, elsewhere, site):
    tab.goto(f"{elsewhere}/?/embed/network/")
    assert tab.evaluate(READ, f"{site.url}/api/v1/agreements/") > 5


@pytest.mark.thorough
def test_nothing_else_is_shown_in_a_frame(tab, elsewhere, site):
    for path in ("/", "/agreements/", "/agreements/belgium-russia-2000/", "/admin/login/", "/api/", "/report/"):
        refused = []
        tab.once("console", lambda message, refused=refused: refused.append(message.text))
        tab.goto(f"{elsewhere}/?{path}")
        tab.wait_for_timeout(200)
        assert all("chrome-error" in frame.url or frame.url == tab.url for frame in tab.frames), (path, refused)
