"""Names stand in the alphabetical order of the language of the page, letters with accents among those without."""

import re

import pytest

from pages.panel import LONG
from tests.factories import make_agency, make_agreement

pytestmark = pytest.mark.django_db
IN_FRENCH = ["Allemagne", "Égypte", "Espagne", "États-Unis", "Italie"]


@pytest.fixture(autouse=True)
def countries():
    for code in ("EG", "US", "ES", "DE"):
        make_agreement(f"it-{code.lower()}", parties=["IT", code])


def names_in(html, pattern):
    return re.findall(pattern, html)


def test_countries_by_name(client):
    listed = client.get("/fr/countries/?order=name").text
    assert names_in(listed, r'<th scope="row"><a[^>]*>([^<]+)<') == IN_FRENCH
    chosen = client.get("/fr/map/").text.partition('id="partners-of"')[2]
    assert names_in(chosen.partition("</select>")[0], r'value="[A-Z]+">([^<]+)<') == IN_FRENCH


def test_of_as_many_agreements_the_first_by_name_comes_first(client):
    options = client.get("/fr/agreements/").text.partition('class="options"')[2].partition("</ul>")[0]
    assert names_in(options, r'href="[^"]*">([^<]+)</a>') == ["Italie", "Allemagne", "Égypte", "Espagne", "États-Unis"]


def test_a_long_choice_is_in_order_and_its_rest_last(client):
    make_agency("cnes", country="FR")
    kinds = client.get("/fr/events/").text.partition('<select name="kind"')[2].partition("</select>")[0]
    words = [word.strip() for word in names_in(kinds, r"<option[^>]*>([^<]+)<")]
    assert len(words) > LONG
    assert words[:3] == ["indifférent", "adhésion à un programme", "affirmation générale"]
    assert words[-1] == "autre"
