"""Every picture at its own address: an SVG that stands alone, a PNG for previews, the filters of its list."""

from xml.etree import ElementTree

import pytest
from django.template import engines

from catalogue.filters import EventFilter
from pages.pictures.drawing import CARD_HEIGHT, CARD_WIDTH, Drawing
from pages.pictures.register import PICTURES, Picture
from pages.pictures.styles import flat_style

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


class Blank(Drawing):
    template = "pictures/drawing.svg"


def draw_blank(found):
    count = found.results.count()
    return Blank(width=800, height=200, title=f"{count} events <& more>", description="Nothing to be seen.")


@pytest.fixture(autouse=True)
def blank(monkeypatch):
    monkeypatch.setitem(PICTURES, "blank", Picture("blank", "events", EventFilter, draw_blank))


def test_a_picture_stands_alone_as_svg(client):
    answer = client.get("/blank.svg")
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "style-src 'self' 'unsafe-inline'" in answer["Content-Security-Policy"]
    drawn = ElementTree.fromstring(answer.content)
    assert drawn.find(f"{SVG}title").text == "0 events <& more>"
    assert "light-dark(" in drawn.find(f"{SVG}style").text


def test_a_picture_is_a_png_of_the_size_that_previews_want(client):
    answer = client.get("/blank.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(answer.content[start : start + 4]) for start in (16, 20))
    assert (width, height) == (CARD_WIDTH, CARD_HEIGHT)


@pytest.mark.parametrize("query", ["kindd=meeting", "kind=meetign"])
def test_a_picture_refuses_what_its_list_does_not_understand(client, query):
    answer = client.get(f"/blank.svg?{query}")
    assert answer.status_code == 400
    assert "kind" in answer.json()["errors"][0]["parameter"]


@pytest.mark.parametrize("path", ["/nothing.svg", "/nothing/at-all.png"])
def test_there_is_no_picture_of_something_else(client, path):
    assert client.get(path).status_code == 404


def test_the_style_of_a_png_has_nothing_that_its_program_does_not_know():
    style = flat_style()
    assert "#1b4b8f" in style
    assert not any(word in style for word in ("var(", "light-dark(", "color-mix(", "@", "calc("))


def test_a_picture_stands_in_its_page_with_its_title_and_the_ways_to_take_it_away(rf):
    drawing = draw_blank(EventFilter({}))
    macros = engines["jinja2"].env.get_template("macros.html").module
    figure = macros.figure(rf.get("/events/"), drawing, "/blank", "?kind=visit", "Of nothing.", "blank")
    assert '<title id="blank-title">0 events &lt;&amp; more&gt;</title>' in figure
    assert 'href="/blank.svg?kind=visit"' in figure
    assert "xmlns" not in figure


def test_a_page_without_a_picture_of_its_own_shows_the_network_in_previews(client):
    page = client.get("/about/").content.decode()
    assert '<meta property="og:image" content="http://testserver/network.png">' in page
