"""Which headers of a proxy are believed, and when."""

import socket

import pytest
from django.test import RequestFactory

from spacecoop.webserver import WebServer

CLAIM = {"X-Forwarded-Proto": "https"}


def test_the_scheme_that_a_header_claims_is_not_believed():
    assert not RequestFactory().get("/", headers=CLAIM).is_secure()


def test_behind_a_proxy_it_is(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert RequestFactory().get("/", headers=CLAIM).is_secure()


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "192.0.2.1"])
def test_the_web_server_believes_no_header_whoever_sends_it(address):
    server = WebServer(socket.create_server(("127.0.0.1", 0)), workers=1, threads=8, when_ready=None)
    assert address not in server.cfg.forwarded_allow_ips
    assert not server.cfg.forwarded_allow_ips
