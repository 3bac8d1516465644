"""The pages of groups of countries."""

import pytest

from tests.factories import make_agreement, make_country
from tests.pages.answers import listed, page, section, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreements():
    make_country("GB", name="United Kingdom")
    make_agreement("one", parties=["BE", "US"])
    make_agreement("two", parties=["BE", "FR"])


def test_the_number_of_a_group_is_that_of_the_list_behind_it(client, agreements):
    html = page(client, "/groups/")
    for group, number in (("eu", 2), ("m49-155", 2), ("m49-021", 1)):
        assert f'<a href="/agreements/?group={group}">{number}</a>' in html
        assert listed(f"group={group}") == number
    assert "Western Europe Europe United Nations Statistics Division 2" in text_of(html)


def test_a_group_tells_its_members_their_days_and_who_says_so(client, agreements):
    html = page(client, "/groups/eu/")
    told = text_of(section(html, "members"))
    assert "3 countries" in told
    assert "Belgium 1 January 1958 –" in told
    assert "United Kingdom 1 January 1973 31 January 2020" in told
    assert "eur-lex.europa.eu" in html
    assert 'href="/agreements/?group=eu"' in section(html, "agreements")
    region = text_of(page(client, "/groups/m49-155/"))
    assert "Part of Europe" in region
    assert "Belgium France" in region
    assert "Parts Eastern Europe Northern Europe Southern Europe Western Europe" in text_of(
        page(client, "/groups/m49-150/")
    )
    page(client, "/groups/nato/", status=404)


def test_a_country_tells_its_groups_of_today(client, agreements):
    assert "Groups European Union ESA member states Europe Western Europe" in text_of(page(client, "/countries/be/"))
    assert "Groups Americas Northern America" in text_of(page(client, "/countries/us/"))
