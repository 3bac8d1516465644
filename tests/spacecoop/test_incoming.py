"""What a request claims of itself before any view looks at it."""

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from spacecoop.incoming import Handler, legible

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("content_type", "understood"),
    [
        (FORM, FORM),
        (f"{FORM}; charset=UTF-8", f"{FORM}; charset=UTF-8"),
        (f"{FORM}; charset=base64", FORM),
        (f"{FORM}; charset*=utf-8''zlib", FORM),
        ("multipart/form-data; charset=none; boundary=x", 'multipart/form-data; boundary="x"'),
        ("multipart/form-data; boundary*=none''x", ""),
    ],
)
def test_a_charset_that_no_form_is_written_in_is_left_out(content_type, understood):
    assert legible(content_type) == understood


@pytest.mark.parametrize("charset", ["base64", "punycode", "undefined", "idna", "utf-16", "none", "rot13"])
def test_no_charset_is_an_error_of_ours(monkeypatch, charset):
    monkeypatch.setattr(WSGIHandler, "__call__", lambda self, environ, start_response: WSGIRequest(environ))
    body = b"text=%C3%A9"
    asked = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "QUERY_STRING": "text=%C3%A9", "wsgi.input": io.BytesIO(body)}
    asked |= {"CONTENT_TYPE": f"{FORM}; charset={charset}", "CONTENT_LENGTH": str(len(body))}
    request = Handler()(asked, None)
    assert (request.GET["text"], request.POST["text"]) == ("é", "é")


def test_the_site_is_served_by_what_reads_charsets(static_files):
    from spacecoop.wsgi import application  # not before the static files that it serves are there

    assert isinstance(application, Handler)


@pytest.mark.django_db
def test_a_cookie_with_a_zero_byte_is_none(client):
    assert client.get("/admin/", headers={"cookie": r'sessionid="abcdefgh\000"'}).status_code == 302
    assert client.get("/api/v1/areas/", headers={"cookie": r'sessionid="abcdefgh\000"'}).status_code == 200
