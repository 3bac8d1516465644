"""Every page: its title, its place, its ids; what the site's frame shows."""

import re

import pytest

from agreements.models import Citation
from tests.factories import cite, make_agreement
from tests.pages.answers import page

pytestmark = pytest.mark.django_db

LISTS = ["/agreements/", "/countries/", "/agencies/", "/missions/", "/areas/", "/events/", "/sources/", "/between/"]
OVERVIEWS = ["/map/", "/network/", "/matrix/", "/watch/", "/between/be/ru/", "/between/cnes/be/", "/search/?q=belgium"]
RECORDS = [
    "/agreements/belgium-russia-2000/",
    "/countries/be/",
    "/agencies/cnes/",
    "/groups/",
    "/groups/eu/",
    "/groups/m49-150/",
    "/people/lisa-campbell/",
    "/missions/pleiades/",
    "/areas/earth-observation/",
    "/events/the-visit/",
    "/sources/a-source/",
]
PAGES = ["/", "/about/", "/about/design/", "/changes/", "/report/", *LISTS, *OVERVIEWS, *RECORDS]


@pytest.mark.many
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_title_one_heading_a_description_and_its_place(client, records, address):
    html = page(client, address)
    assert re.search(r"<title>[^<]*spacecoop[^<]*</title>", html)
    assert html.count("<h1") == 1
    assert re.search(r'<meta name="description" content="[^"]{20,}">', html)
    assert ('aria-label="Breadcrumbs"' in html) == (address != "/")
    assert 'href="#main"' in html
    assert 'id="main"' in html


@pytest.mark.many
@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_no_style_and_no_script_of_its_own(client, records, address):
    inline = r'<style|\sstyle=|\son\w+=|<script(?![^>]*\s(?:src=|type="application/ld\+json"))'
    assert not re.search(inline, page(client, address))


@pytest.mark.many
@pytest.mark.parametrize("address", PAGES)
def test_no_id_stands_twice_and_every_link_within_the_page_holds(client, records, address):
    html = page(client, address)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_present_part_of_the_site_is_marked_in_its_navigation(client):
    make_agreement("one")
    assert '<a href="/agreements/" aria-current="page">' in page(client, "/agreements/")
    assert '<a href="/agreements/" aria-current="true">' in page(client, "/agreements/one/")


def test_the_page_of_a_citation_is_that_of_the_record_that_shows_it(django_assert_num_queries):
    party = make_agreement("one", parties=["BE", "FR"]).parties.first()
    cite(party)
    citation = Citation.objects.with_targets().get()
    with django_assert_num_queries(0):
        assert citation.page == "/agreements/one/"
    assert Citation().page is None
