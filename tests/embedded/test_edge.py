"""A whole site behind the Varnish of deploy/varnish, where that is installed: what is kept, and for how long."""

import gzip
import re
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from random import Random

import pytest

from .site import CHECKOUT, Site

pytestmark = pytest.mark.thorough
HOST = "spacecoop.example"
VCL = CHECKOUT / "deploy" / "varnish" / "default.vcl"
REQUESTS, ADDRESSES = 2000, 300
BROWSERS = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
    "*/*",
)
DEADLINE = 40  # seconds: less than what is kept would be given for without asking


def ask(port, path, method="GET", **headers):
    """Return (status, headers, text); 0 for the status where nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, headers={"Host": HOST, **headers})
        answer = connection.getresponse()
        content = answer.read()
        if answer.headers["Content-Encoding"] == "gzip":
            content = gzip.decompress(content)
        return answer.status, answer.headers, content.decode(errors="replace")
    except (OSError, HTTPException):
        return 0, {}, ""
    finally:
        connection.close()


def addresses(port):
    """Return the first ADDRESSES of a site: pages in both languages, the API and exports, by turns."""
    found = ["/", "/agreements/", "/search/?q=space", "/api/v1/agreements/", "/agreements.csv", "/network.svg"]
    maps = re.findall(r"<loc>https?://[^/]+(/sitemap[^<]*)", ask(port, "/sitemap.xml")[2]) or ["/sitemap.xml"]
    for path in maps:
        found += re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", ask(port, path)[2])
    records = [path for path in found if re.fullmatch(r"/(agreements|agencies|events|sources)/[^/]+/", path)]
    found += [f"/api/v1{path}" for path in records] + [f"{path[:-1]}.json" for path in records]
    return sorted(dict.fromkeys(found), key=lambda path: Random(path).random())[:ADDRESSES]  # noqa: S311


def mix(port, paths, ask=ask):
    """Ask REQUESTS times, the first addresses the most often; return {who and what the edge did: how often}."""
    random, counted = Random(4), Counter()  # noqa: S311
    weights = [1 / (place + 1) for place in range(len(paths))]
    for number, path in enumerate(random.choices(paths, weights, k=REQUESTS)):
        is_editor = number % 20 == 0
        headers = {"Accept": random.choice(BROWSERS), "Accept-Encoding": random.choice(["gzip", "gzip, deflate, br"])}
        headers["Accept-Language"] = random.choice(["en-GB,en;q=0.9", "de", "fr-BE,fr;q=0.9"])
        headers["Cookie"] = (
            f"sessionid=of-editor-{number}" if is_editor else random.choice(["", "csrftoken=x; theme=y"])
        )
        status, told, _ = ask(port, path, **headers)
        counted["editor" if is_editor else "reader", told.get("X-Cache"), status] += 1
    return counted


def shown(port, paths):
    return {path: ask(port, path)[2] for path in paths}


def until(statement):
    given_up = time.monotonic() + DEADLINE
    while not statement():
        assert time.monotonic() < given_up
        time.sleep(0.2)


@pytest.fixture(scope="module")
def edge(lasting_home, tmp_path_factory):
    """Yield (the site, the port of the Varnish in front of it)."""
    if not shutil.which("varnishd"):
        pytest.skip("varnishd is not installed.")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("varnish")
    site = Site(
        lasting_home,
        SPACECOOP_HOSTS=HOST,
        SPACECOOP_BEHIND_PROXY="true",
        SPACECOOP_API_RATE="1000000/min",
        SPACECOOP_PURGE_URL=f"http://127.0.0.1:{port}/",
    )
    (folder / "default.vcl").write_text(VCL.read_text().replace('"8000"', f'"{site.port}"'))
    site.start()
    options = ["-F", "-j", "none", "-T", "none", "-n", folder / "work", "-s", "malloc,100m"]
    with (folder / "said").open("w") as said:
        varnish = subprocess.Popen(
            ["varnishd", *options, "-f", folder / "default.vcl", "-a", f"127.0.0.1:{port}"], stdout=said, stderr=said
        )
    until(lambda: varnish.poll() is None and ask(port, "/about/")[0] == 200)
    yield site, port
    varnish.terminate()
    varnish.wait(30)
    if site.process.poll() is None:
        site.end(signal.SIGINT)


def purges(site):
    return float(re.search(r'spacecoop_purges_total\{outcome="done"\} (\S+)', ask(site.port, "/metrics")[2])[1])


def test_readers_are_answered_by_the_edge_and_editors_by_the_site(edge):
    site, port = edge
    counted = mix(port, addresses(site.port))
    kept = sum(number for (who, cache, _), number in counted.items() if (who, cache) == ("reader", "hit"))
    readers = sum(number for (who, *_), number in counted.items() if who == "reader")
    assert kept > readers * 0.6, counted
    assert not [key for key in counted if key[:2] == ("editor", "hit")]
    assert {status for _, _, status in counted} == {200}
    _, told, _ = ask(port, "/agreements/", Cookie="a=b; sessionid=x")
    assert told["Cache-Control"] == "private, no-cache"


def test_nothing_is_as_it_was_after_a_purge_and_a_dead_site_is_shown_as_it_was(edge):
    site, port = edge
    [(slug,)] = site.rows("SELECT slug FROM agreements_agreement ORDER BY id LIMIT 1")
    paths = [
        f"/agreements/{slug}/",
        f"/fr/agreements/{slug}/",
        f"/api/v1/agreements/{slug}/",
        f"/agreements/{slug}.json",
    ]
    shown(port, paths)
    assert {ask(port, path)[1]["X-Cache"] for path in paths} == {"hit"}
    before = purges(site)
    site.rows(f"UPDATE agreements_agreement SET title = 'A title of today' WHERE slug = '{slug}'")
    until(lambda: purges(site) >= before + 2)
    assert [path for path, text in shown(port, paths).items() if "A title of today" not in text] == []

    assert ask(port, "/", "PURGE", **{"X-Forwarded-For": "198.51.100.7"})[0] == 405  # passed on by a proxy
    assert ask(port, "/metrics")[0] == ask(port, "/readyz")[0] == 404

    site.end(signal.SIGTERM)
    for _ in range(2):  # before the Varnish has noticed; and what was purged
        assert [path for path, text in shown(port, paths).items() if "A title of today" not in text] == []
        assert ask(port, "/", "PURGE")[0] == 200
    status, told, text = ask(port, "/nobody/asked/before/")
    assert (status, told["Retry-After"]) == (503, "30")
    assert text == "The site is temporarily unavailable. Try again in a minute."
    assert ask(port, "/admin/login/")[0] == 503
