"""The language of an answer: of a page by its path, of the API by `Accept-Language`."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from spacecoop.addresses import address_of
from spacecoop.languages import language_of, path_in_language, without_language
from spacecoop.limits import KINDS, _kind_of

PATHS = [
    ("/", "/fr/"),
    ("/agreements/", "/fr/agreements/"),
    ("/agreements.csv?party=FR", "/fr/agreements.csv?party=FR"),
    ("/api/v1/agreements/", "/api/v1/agreements/"),
    ("/admin/", "/admin/"),
    ("/static/site.css", "/static/site.css"),
    ("/dump/", "/dump/"),
]


@pytest.mark.parametrize(("original", "french"), PATHS)
def test_a_path_leads_to_its_other_language_and_back(original, french):
    assert path_in_language(original, "fr") == path_in_language(french, "fr") == french
    assert path_in_language(french, "en-gb") == without_language(french) == original


@pytest.mark.parametrize("path", ["/", "/friends/", "/en/", "/de/", "/agreements/fr/", "//fr/"])
def test_other_paths_are_in_the_original_language(path):
    assert language_of(path) == "en-gb"
    assert without_language(path) == path


@pytest.mark.parametrize("path", ["//[::1", "//a]b/", "//example.org/agreements/"])
def test_a_path_of_two_slashes_is_no_address_of_another_host(client, db, path):
    answer = client.generic("GET", "/", PATH_INFO=path)
    assert answer.status_code == 404
    assert set(re.findall(r'<link rel="(?:alternate|canonical)"[^>]* href="(\w+://[^/"]+)/', answer.text)) == {
        "http://testserver"
    }


@pytest.mark.parametrize("name", ["agreements", "watch-ics", "report", "home"])
def test_an_address_is_of_the_language_that_is_written(name):
    english = address_of(name)
    with override("fr"):
        assert address_of(name) == reverse(name) == f"/fr{english}"
        assert address_of("admin:index") == "/admin/"
        assert address_of("dump") == "/dump/"


@pytest.mark.many
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [("", 200), ("agreements/", 200), ("agreements.csv", 200), ("network.svg", 200), ("watch.ics", 200), ("nix/", 404)],
)
def test_pages_exports_and_pictures_are_in_the_language_of_their_path(client, path, status):
    for prefix, language in (("/", "en"), ("/fr/", "fr")):
        answer = client.get(f"{prefix}{path}", headers={"accept-language": "de,fr;q=0.5"})
        assert (answer.status_code, answer["Content-Language"]) == (status, language)
        assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.many
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de,fr;q=0.5", "fr"),
        ("en-US,fr;q=0.5", "en"),
        ("fr;q=0,en", "en"),
        ("de", "en"),
        ("*", "en"),
        ("", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_api_is_in_the_language_that_is_wished_for(client, header, language):
    answer = client.get("/api/v1/agreements/", headers={"accept-language": header})
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.django_db
def test_each_language_of_an_answer_has_a_tag_of_its_own(client):
    address = "/api/v1/agreements/"
    french, english = (client.get(address, headers={"accept-language": code}) for code in ("fr", "en"))
    assert french["ETag"] != english["ETag"]
    again = client.get(address, headers={"accept-language": "fr-BE", "if-none-match": french["ETag"]})
    other = client.get(address, headers={"accept-language": "en", "if-none-match": french["ETag"]})
    assert (again.status_code, other.status_code) == (304, 200)


@pytest.mark.many
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/", "/api/v1/schema/", "/healthz", "/robots.txt"])
def test_what_is_for_programs_is_in_english(client, path):
    assert client.get(path, headers={"accept-language": "fr"})["Content-Language"] == "en"


def test_limits_hold_in_each_language(rf):
    for path in ("/agreements.csv", "/network.png", "/search/"):
        kinds = [_kind_of(rf.get(f"{prefix}{path}")) for prefix in ("", "/fr")]
        assert kinds[0] in KINDS
        assert kinds[0] is kinds[1]
