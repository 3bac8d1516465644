"""The settings that deploy/ gives for nginx and Caddy, tried with these where they are installed."""

import re
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack

import pytest
from django.conf import settings

from tests.spacecoop.small_site import small_site
from tests.spacecoop.test_connections import COUNT, SLOW, ask, connected, head

pytestmark = pytest.mark.thorough


DEPLOY = settings.BASE_DIR / "deploy"


def nginx(port, site, folder):
    server = re.sub(r"\n *(ssl_|server_name|listen 80;|#).*", "", (DEPLOY / "nginx" / "spacecoop.conf").read_text())
    server = server.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    paths = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;"  # the temporary folder is for who runs the tests
    (folder / "nginx.conf").write_text(f"{user} events {{}} http {{ access_log off; {paths} {server} }}")
    return ["nginx", "-c", folder / "nginx.conf", "-g", f"daemon off; pid {folder}/pid; error_log {folder}/log;"]


def caddy(port, site, folder):
    server = (DEPLOY / "caddy" / "Caddyfile").read_text().replace("{$SITE:spacecoop.example}", f"http://here:{port}")
    server = server.replace("{$UPSTREAM:127.0.0.1:8000}", f"127.0.0.1:{site}")
    server = re.sub(r"^\{", "{\n    admin off\n    default_bind 127.0.0.1", server, count=1, flags=re.MULTILINE)
    (folder / "Caddyfile").write_text(server)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def port(request, tmp_path_factory):
    if not shutil.which(request.param.__name__):
        pytest.skip(f"{request.param.__name__} is not installed.")
    folder = tmp_path_factory.mktemp("proxy")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with small_site() as site:
        command = request.param(port, site, folder)
        with (folder / "said").open("w") as said:
            process = subprocess.Popen(
                command, stdout=said, stderr=said, env={"HOME": str(folder), "PATH": "/usr/bin:/usr/sbin"}
            )
        given_up = time.monotonic() + 20
        while time.monotonic() < given_up:
            try:
                ask(port, head("/"))
                break
            except ConnectionError:
                assert process.poll() is None, (folder / "said").read_text()
                time.sleep(0.1)
        yield port
        process.terminate()
        process.wait(20)


def test_the_address_that_a_visitor_invents_is_not_the_last(port):
    for claims in ([], ["203.0.113.9"], ["203.0.113.9", "198.51.100.7, 192.0.2.1"]):
        told = ask(port, head("/who", *(f"X-Forwarded-For: {claim}" for claim in claims)))
        assert told[0] == 200
        assert told[1].decode().rpartition(",")[2].strip() == "127.0.0.1"


def test_ten_megabytes_are_taken_and_not_many_more(port):
    size = 10 * 1024 * 1024
    assert ask(port, head("/", f"Content-Length: {size}", method="POST") + b"x" * size) == (200, str(size).encode())
    try:
        status, _ = ask(port, head("/", f"Content-Length: {2 * size}", method="POST") + b"x" * 2 * size)
    except ConnectionError:  # refused before all of it was sent
        return
    assert status != 200


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_slow_clients_keep_nobody_waiting(port, sent):
    with ExitStack() as clients:
        for _ in range(COUNT):
            clients.enter_context(connected(port, sent, window=4096))
        began = time.monotonic()
        assert ask(port, head("/"))[0] == 200
        assert time.monotonic() - began < 10
