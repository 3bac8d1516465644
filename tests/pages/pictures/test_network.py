"""The network: who cooperates with whom, from the agreements that the same filters find."""

import os
import re
import subprocess
import sys
from html import unescape
from itertools import combinations
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
from django.http import QueryDict

from catalogue.reading import Named, seen
from catalogue.ties import NetworkFilter, Tie, Ties, ties_of
from pages.pictures.drawing import as_svg
from pages.pictures.network import draw_network
from pages.pictures.pages import list_behind
from tests.factories import make_agency, make_agreement
from tests.pages.answers import listed
from tests.worlds import made_once

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def agreements(db):
    make_agreements()


@made_once
def make_agreements():
    """Make France and Canada the strongest pair, and one agreement for every way in which one can stand."""
    make_agency("cnes", country="FR", acronym="CNES", name="A centre")
    make_agency("csa", country="CA", acronym="CSA", name="An agency")
    make_agency("esa", name="An organisation", acronym="ESA", kind="intergovernmental")
    make_agreement(
        parties=["cnes", "csa"], areas=["astronomy"], acts={"signed": "1990"}, form="memorandum_of_understanding"
    )
    make_agreement(parties=["cnes", "csa"], areas=["astronomy", "launchers"], acts={"signed": "1999-05"})
    make_agreement(parties=["FR", "CA"], acts={"signed": "2001", "terminated": "2005"})
    make_agreement(parties=["BE", "FR"], acts={"signed": "1997", "entered_into_force": "1998"})
    make_agreement(parties=["BE", "RU"], acts={"signed": "2000-12-20", "terminated": "2010"})
    make_agreement(parties=["BE", "CN"], acts={"signed": "2090"})
    make_agreement(parties=["cnes", "esa"], acts={"signed": "2003"})
    make_agreement(parties=["cnes", "FR"], acts={"signed": "2004"})
    make_agreement(parties=["RU", "CN"])


def drawn(client, query=""):
    answer = client.get(f"/network.svg{query}")
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def ties(picture):
    """Return (title, manner) of each line, in the order in which they are read."""
    links = [link for link in picture.iter(f"{SVG}a") if link.get("data-one")]
    return [(link.find(f"{SVG}title").text, link.get("class").removeprefix("tie ")) for link in links]


def test_the_strongest_tie_is_read_first_and_drawn_broadest(client, agreements):
    picture = drawn(client)
    titles = [title for title, _ in ties(picture)]
    settled = "1 no longer in force, suspended, abandoned, or status unknown"
    assert titles[0] == f"Canada – France: 3 agreements; 2 signed or in force, {settled}"
    lines = [line for line in picture.iter(f"{SVG}path") if line.get("class") == "line"]
    widths = [float(line.get("stroke-width")) for line in lines]
    assert widths[0] == max(widths)
    assert "Canada and France (3)" in picture.find(f"{SVG}desc").text


def test_a_line_is_as_the_best_agreement_of_the_tie_stands(client, agreements):
    manners = {title.partition(":")[0]: manner for title, manner in ties(drawn(client))}
    assert manners == {
        "Canada – France": "standing",
        "Belgium – France": "standing",
        "Belgium – China": "foreseen",
        "Belgium – Russia": "unsettled",
        "China – Russia": "unsettled",
    }
    on_that_day = dict(ties(drawn(client, "?status_on=1995-01-01")))
    assert on_that_day[next(title for title in on_that_day if title.startswith("Belgium – Russia"))] == "foreseen"


def test_every_line_and_name_leads_to_its_page_and_says_what_it_shows(client, agreements):
    picture = drawn(client)
    links = list(picture.iter(f"{SVG}a"))
    assert all(link.find(f"{SVG}title").text for link in links)
    addresses = {link.get("href") for link in links}
    assert {"http://testserver/between/ca/fr/", "http://testserver/countries/fr/"} <= addresses
    for address in addresses:
        assert client.get(urlsplit(address).path).status_code == 200


def test_an_organisation_of_no_country_appears_between_organisations_alone(client, agreements):
    texts = [text.text for text in drawn(client).iter(f"{SVG}text")]
    assert "ESA" not in texts
    assert {"ESA", "CNES"} <= {text.text for text in drawn(client, "?sides=agencies").iter(f"{SVG}text")}
    page = client.get("/network/").content.decode()
    assert "2 agreements are not shown: their parties do not belong to two countries." in page


@pytest.mark.many
@pytest.mark.parametrize(
    "query",
    [
        "",
        "sides=agencies",
        "party=FR",
        "party=france&sides=agencies",
        "party=cnes&party=FR",
        "area=astronomy",
        "form=memorandum_of_understanding",
        "status=in_force&status_on=1999-01-01",
        "action=signed&to=1998&status_on=1998-12-31",
        "level=inter_agency&sides=agencies",
        "q=agreement&not_stated=signed",
    ],
)
def test_each_number_is_that_of_the_list_behind_it(client, agreements, query):
    found = NetworkFilter(QueryDict(query))
    filters = "&".join(part for part in query.split("&") if not part.startswith("sides"))
    number = listed(f"?{filters}")
    assert f"<strong>{number}</strong> agreement" in client.get(f"/network/?{query}").content.decode()
    for tie in ties_of(found.results, found.side, found.on_this_day).strongest:
        address = list_behind(found, *tie.sides)
        assert listed(urlsplit(address).query) == tie.count
        assert tie.count == tie.standing + tie.unsettled + tie.foreseen == sum(tie.levels)


def test_the_page_costs_few_queries(client, agreements, django_assert_num_queries):
    seen()
    # * edition
    # * facets: all names
    # * countries of the ties
    with django_assert_num_queries(3):
        client.get("/network/")


def test_what_is_not_understood_is_refused_by_the_picture_and_told_by_the_page(client, agreements):
    assert client.get("/network.svg?colour=red").status_code == 400
    assert client.get("/network/?colour=red").status_code == 200
    assert client.get("/network.svg?sides=agncies").status_code == 400
    page = client.get("/network/?form=memorandm")
    assert page.status_code == 400
    assert "<figure" not in page.content.decode()


def test_a_year_is_a_filter_of_the_list_too_and_the_day_of_the_status(client, agreements):
    years = years_of(client.get("/network/"))
    assert years["all"] == ("?", True)
    address, _ = years["2000"]
    assert dict(parse_qsl(address[1:])) == {"action": "signed", "to": "2000", "status_on": "2000-12-31"}
    page = client.get(f"/network/{address}")
    assert [words for words, (_, is_shown) in years_of(page).items() if is_shown] == ["2000"]
    number = listed(address)
    assert f"<strong>{number}</strong> agreement" in page.content.decode()


def years_of(page):
    """Return {year: (its address, whether it is shown)} of the slider."""
    links = re.findall(r'<li><a href="(\?[^"]*)"( aria-current="true")?>(\w+)</a>', page.content.decode())
    return {words: (unescape(address), bool(shown)) for address, shown, words in links}


def test_agreements_of_no_stated_signature_are_told_beside_the_years(client, agreements):
    assert "A year leaves out 1 agreement without a date of signature." in client.get("/network/").content.decode()


def test_there_is_a_picture_of_nothing(client, db):
    assert "No agreements between them are recorded." in " ".join(drawn(client).itertext())
    assert client.get("/network.png").status_code == 200
    assert client.get("/network/").status_code == 200


def made_up(number):
    """Return ties of `number` countries: the first with all, each with one more."""
    sides = [Named("country", f"{key:02}", f"Country of number {key}") for key in range(number)]
    pairs = [*((0, key) for key in range(1, number)), *((key, key + 3) for key in range(1, number - 3))]
    strongest = [
        Tie(sides[one], sides[other], max(number - place, 1), 1, 0, (1, 0, 0, 0))
        for place, (one, other) in enumerate(pairs)
    ]
    return Ties(strongest, len(pairs) + 7, sum(tie.count for tie in strongest) + 9)


def made_up_picture(number):
    return draw_network(NetworkFilter(QueryDict("status_on=2020-01-01")), made_up(number))


@pytest.mark.thorough
def test_the_same_data_give_the_same_picture_in_another_process():
    script = (
        "import random, django; django.setup(); random.seed()\n"
        "from tests.pages.pictures.test_network import as_svg, made_up_picture\n"
        "print(as_svg(made_up_picture(25)), end='')"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "spacecoop.settings"}
    other = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout == as_svg(made_up_picture(25))


@pytest.mark.parametrize("number", [2, 6, 40])
def test_no_name_lies_on_another_or_outside(number):
    drawing = made_up_picture(number)
    boxes = [node.name.box for node in drawing.nodes]
    assert not any(one.touches(other, 0) for one, other in combinations(boxes, 2))
    assert all(box.left >= 0 and box.left + box.width <= drawing.width for box in boxes)
    assert all(box.top >= 0 and box.top + box.height <= drawing.legend_top for box in boxes)


def test_it_says_which_ties_it_leaves_out(client, agreements, monkeypatch):
    monkeypatch.setattr("pages.pictures.pages.MOST_TIES", 2)
    page = client.get("/network/").content.decode()
    assert 'The 2 pairs with most agreements are shown. <a href="/between/">All 5 pairs</a>' in page
    assert "3 pairs with fewer agreements are not shown" in page


def test_it_shows_no_more_sides_than_one_can_read(agreements):
    found = NetworkFilter(QueryDict(""))
    assert len(ties_of(found.results, found.side, found.on_this_day, most_sides=3).strongest) == 1


@pytest.mark.parametrize("number", [5, 13])
def test_a_crowded_network_keeps_to_its_field(number):
    sides = [Named("country", f"{key:02}", f"Country of number {key}") for key in range(number)]
    all_of_them = [Tie(*pair, 1, 1, 0, (1, 0, 0, 0)) for pair in combinations(sides, 2)]
    drawing = draw_network(NetworkFilter(QueryDict("status_on=2020-01-01")), Ties(all_of_them, len(all_of_them), 1))
    assert drawing.width <= 1100
    assert drawing.height <= 800


def test_the_tabs_keep_the_query_from_view_to_view(client, agreements):
    for view in ("agreements", "network", "matrix", "map"):
        page = client.get(f"/{view}/?party=FR").content.decode()
        for name in ("agreements", "network", "matrix", "map", "between"):
            assert f'href="/{name}/?party=FR"' in page
    assert 'href="/agreements/?party=FR"' in client.get("/between/?party=FR").content.decode()
