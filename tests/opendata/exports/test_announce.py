"""Where else the records of a page can be had: its links, its header, and what reference managers read."""

import re

import pytest

from opendata.api import LISTS
from opendata.exports.formats import formats_of
from tests.opendata.exports.files import RECORDS, read

pytestmark = pytest.mark.django_db


def test_pages_and_api_name_the_other_forms_and_keep_the_filters(client, records):
    for path in ("/agreements/?party=BE&page=1&utm=x", "/api/v1/agreements/?party=BE&page=1"):
        link = client.get(path)["Link"]
        assert '</agreements.csv?party=BE>; rel="alternate"; type="text/csv"' in link
    page = client.get("/agreements/?party=BE&page=1").content.decode()
    assert '<link rel="alternate" type="text/csv" href="/agreements.csv?party=BE" title="CSV">' in page
    assert '<a href="/agreements.bib?party=BE" type="application/x-bibtex">BibTeX</a>' in page
    assert "/events/a-meeting.ics" in client.get("/events/a-meeting/")["Link"]
    assert "Link" not in client.get("/about/")


@pytest.mark.many
@pytest.mark.parametrize("kind", LISTS)
def test_every_form_announced_is_there(client, records, kind):
    pages = [f"/{kind}/{RECORDS[kind]}/"] if kind == "people" else [f"/{kind}/", f"/{kind}/{RECORDS[kind]}/"]
    for path in pages:
        addresses = re.findall(r"<([^>]+)>; rel=\"alternate\"", client.get(path)["Link"])
        assert len(addresses) >= len(formats_of(kind))  # a chart or a profile has its figures too
        for address in addresses:
            assert address.encode() in client.get(path).content, address
            read(client, address)


def test_reference_managers_find_what_they_need_and_no_date_where_none_is_stated(client, records):
    page = client.get("/agreements/month/").content.decode()
    assert '<meta name="z.itemType" content="statute">' in page
    assert '<meta name="DC.date" content="2021-12">' in page
    assert page.count('<meta name="DC.creator"') == 2
    assert '<meta name="DC.date"' not in client.get("/agreements/undated-one/").content.decode()
    assert '<meta name="DC.date" content="summer 2022">' not in page
    assert 'content="summer 2022"' in client.get("/agreements/season/").content.decode()
    source = client.get("/sources/a-source/").content.decode()
    assert '<meta name="z.itemType" content="webpage">' in source
    assert '<meta name="DC.identifier" content="https://example.org/a-source">' in source
