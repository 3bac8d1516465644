"""What is recorded: the data sets with their counts, and how far they reach."""

import re

import pytest

from spacecoop.models import Collection
from tests.factories import make_agreement, make_source

pytestmark = pytest.mark.django_db


def text_of(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_each_data_set_tells_what_came_with_it(client):
    wider = Collection.objects.create(
        slug="wider",
        title="A wider set",
        version="2",
        licence="CC BY 4.0",
        licence_url="https://e.org/",
        summary="More.",
    )
    make_agreement("ours", acts={"signed": "1997"})
    make_agreement("theirs", acts={"signed": "2003-05"}, collection=wider, parties=("JP", "FR"))
    make_agreement("undated", collection=wider, parties=("JP", "FR"))
    make_source("page", language="ja", collection=wider)
    make_source("text", language="fr")
    html = client.get("/about/data/").content.decode()
    text = text_of(html)
    assert "3 agreements are recorded here, from 2 sources" in text
    assert "Of 3 recorded agreements , 2 have a date of signature" in text.replace("agreements,", "agreements ,")
    for told in ("A wider set", "2 agreements", "1 source", "Version 2, loaded on", "1990s", "2000s", "Japanese"):
        assert told in text, told
    for path in ("/agreements/?collection=wider", "/agreements/?collection=none", "/sources/?language=ja"):
        assert path in html, path
        assert client.get(path).status_code == 200
    found = client.get("/api/v1/sources/?language=ja").json()["results"]
    assert [source["slug"] for source in found] == ["page"]
    assert client.get("/api/v1/sources/?language=Japanese").status_code == 400


def test_an_empty_base_tells_that_nothing_is_recorded(client, db):
    assert "0 agreements are recorded here" in text_of(client.get("/about/data/").content.decode())
