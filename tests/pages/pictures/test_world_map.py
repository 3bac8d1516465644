"""The map: its numbers are those of the list, whatever is asked; what it cannot show stands in its table."""

import itertools
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.http import QueryDict

from catalogue.reading import reading, seen
from pages.pictures import pages, world_map
from pages.pictures.map_numbers import MapFilter, Numbers, boundaries
from pages.pictures.world_map import classes_of, draw_map
from tests.factories import make_agency, make_agreement, make_country
from tests.pages.answers import page, text_of

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def asked(query=""):
    return MapFilter(QueryDict(query))


def counts(query=""):
    return {row.country.key: row.count for row in Numbers(asked(query)).rows}


@pytest.fixture
def agreements():
    make_agency("cnes", country="FR", acronym="CNES", name="A centre")
    make_agreement(parties=["BE", "FR"], form="treaty", areas=["launchers"])
    make_agreement(parties=["BE", "cnes"], acts={"signed": "1997"})
    make_agreement(parties=["FR", "RU"])
    make_agreement(parties=["cnes", make_agency("esa")])


def test_without_a_party_each_country_has_all_its_agreements(agreements):
    assert counts() == {"FR": 4, "BE": 2, "RU": 1}


def test_with_a_party_the_other_countries_have_those_with_it(agreements):
    assert counts("party=FR") == {"BE": 2, "RU": 1}
    assert counts("party=cnes") == {"BE": 1}
    assert counts("party=esa") == {"FR": 1}
    assert counts("party=BE&party=FR") == {"FR": 2}


def test_the_filters_of_the_list_choose_what_is_counted(agreements):
    assert counts("form=treaty") == {"BE": 1, "FR": 1}
    assert counts("action=signed&from=1997&to=1997") == {"BE": 1, "FR": 1}
    assert counts("party=BE&area=launchers") == {"FR": 1}


def test_two_bodies_of_one_country_are_one_country():
    make_agreement(parties=[make_agency("one", country="FR"), make_agency("other", country="FR")])
    assert counts() == {"FR": 1}
    assert counts("party=FR") == {}


def test_what_belongs_to_no_country_is_counted_apart(agreements, client):
    assert Numbers(asked()).without_country == 1
    assert "1 agreement with a party for which no country is recorded" in text_of(page(client, "/map/"))


@pytest.mark.many
@pytest.mark.parametrize("query", ["", "?party=BE", "?form=treaty", "?party=cnes&order=name"])
def test_each_number_leads_to_a_list_of_as_many(client, agreements, query):
    rows = re.findall(r'<td class="number"><a href="([^"]+)">(\d+)</a>', page(client, f"/map/{query}"))
    assert rows
    for path, count in rows:
        listed = page(client, unescape(path))
        assert re.search(r"<strong>(\d+)</strong> agreements?", listed)[1] == count


def test_a_country_leads_to_its_page_or_to_the_pair(client, agreements):
    drawing = draw_map(asked())
    assert {shape.path for shape in drawing.shapes if shape.count} == {
        "/countries/be/",
        "/countries/fr/",
        "/countries/ru/",
    }
    drawing = draw_map(asked("party=BE"))
    assert {shape.path for shape in drawing.shapes if shape.count} == {"/between/be/fr/"}
    assert {shape.path for shape in draw_map(asked("party=cnes")).shapes if shape.count} == {"/between/cnes/be/"}


def test_an_arc_leads_from_the_chosen_country_to_each_other_and_is_wider_for_more(agreements):
    assert draw_map(asked()).arcs == []
    arcs = draw_map(asked("party=FR")).arcs
    assert [arc.words for arc in arcs] == ["France and Belgium: 2 agreements", "France and Russia: 1 agreement"]
    assert arcs[0].width > arcs[1].width
    assert [arc.words for arc in draw_map(asked("party=cnes")).arcs] == ["CNES and Belgium: 1 agreement"]


def test_a_former_country_stands_in_the_table_and_is_said_to_be_missing_on_the_map(client):
    make_country("SUHH", name="USSR", withdrawn="1992-08-30")
    make_agreement(parties=[make_agency("ussr", country="SUHH"), "FR"])
    assert [country.key for country in Numbers(asked()).off_the_map] == ["SUHH"]
    html = page(client, "/map/")
    assert "Not on the map (former countries, or too small to draw): USSR." in text_of(html)
    assert '<a href="/countries/suhh/">USSR</a>' in html


def test_seen_from_a_former_country_there_are_numbers_and_no_arcs(client):
    make_country("SUHH", name="USSR", withdrawn="1992-08-30")
    make_agreement(parties=[make_agency("ussr", country="SUHH"), "FR"])
    drawing = draw_map(asked("party=SUHH"))
    assert [shape.words for shape in drawing.shapes if shape.count] == ["USSR and France: 1 agreement"]
    assert drawing.arcs == []
    drawn = client.get("/map.svg?party=SUHH").content.decode()
    assert "Agreements recorded of a country with USSR" in drawn
    assert 'class="swatch home"' not in drawn


def test_a_state_too_small_for_its_outline_has_a_dot():
    make_agreement(parties=["LU", "MC"])
    shapes = {shape.code: shape for shape in draw_map(asked()).shapes}
    assert shapes["LU"].is_small
    assert shapes["LU"].outline
    assert shapes["MC"].is_small
    assert not shapes["MC"].outline


@pytest.mark.parametrize("largest", [1, 2, 3, 8, 60, 999, 28_533, 90_000])
def test_the_classes_hold_every_number_once(largest):
    classes = classes_of([1, largest])
    assert len(classes) <= 4
    assert classes[0].low == 1
    assert classes[-1].high == largest
    assert all(lower.high + 1 == upper.low for lower, upper in itertools.pairwise(classes))


def test_the_classes_begin_where_the_numbers_do():
    assert [str(one) for one in classes_of([142, 900, 28_533])] == [
        "100–499",
        "500–1,999",
        "2,000–9,999",
        "10,000–28,533",
    ]
    assert [str(one) for one in classes_of([7, 8])] == ["5–8"]


def test_a_country_that_is_not_on_record_is_land():
    drawing = draw_map(asked())
    make_country("BE")
    assert len(draw_map(asked()).land) == len(drawing.land) - 1


def test_arcs_lead_to_the_countries_with_most_and_the_legend_says_so(client, monkeypatch):
    monkeypatch.setattr(world_map, "MOST_ARCS", 1)
    make_agreement(parties=["BE", "RU"])
    for _ in range(2):
        make_agreement(parties=["BE", "FR"])
    assert [arc.path for arc in draw_map(asked("party=BE")).arcs] == ["/between/be/fr/"]
    drawn = client.get("/map.svg?party=BE").content.decode()
    assert "Arcs lead to the 1 country with most agreements, not to 1 other." in drawn


def test_classes_are_told_in_words():
    assert [str(one) for one in classes_of([1, 8])] == ["1", "2–4", "5–8"]
    assert classes_of([]) == []


def test_the_classes_differ_in_shade_and_hatching(client):
    for number in range(5):
        make_agreement(parties=["BE", ["FR", "RU", "US", "CA", "CN"][number]])
    drawn = ElementTree.fromstring(client.get("/map.svg").content)
    patterns = [pattern for pattern in drawn.iter(f"{SVG}pattern") if "level" in pattern.get("id")]
    assert len(patterns) == 3
    assert len({"".join(part.tag + part.get("d", "") for part in pattern) for pattern in patterns}) == 3
    assert [text.text for text in drawn.find(f".//{SVG}g[@class='legend']").iter(f"{SVG}text")][1:] == ["1", "2–4", "5"]


def test_the_table_has_the_countries_with_most_and_the_way_to_all(client, agreements, monkeypatch):
    monkeypatch.setattr(pages, "MOST_ROWS", 2)
    html = page(client, "/map/?order=name")
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', html) == ["Belgium", "France"]
    assert "All 3 countries" in text_of(html)
    assert "Russia" in text_of(page(client, "/map/by/party/"))


def test_the_table_is_sorted_by_plain_links(client, agreements):
    def order(query):
        return re.findall(r'<th scope="row"><a [^>]*>([^<]+)<', page(client, f"/map/{query}"))

    assert order("") == ["France", "Belgium", "Russia"]
    assert order("?order=name") == ["Belgium", "France", "Russia"]
    assert 'href="?form=treaty&amp;order=name"' in page(client, "/map/?form=treaty")


def test_the_picture_takes_the_filters_of_its_page(client, agreements):
    html = page(client, "/map/?party=BE&form=treaty")
    assert 'href="/map.svg?party=BE&amp;form=treaty"' in html
    assert 'content="http://testserver/map.png?party=BE&amp;form=treaty"' in html
    drawn = client.get("/map.svg?party=BE&form=treaty").content.decode()
    assert "Belgium and France: 1 agreement" in drawn
    assert client.get("/map.png?party=BE").content[:4] == b"\x89PNG"


def test_a_wrong_filter_is_told_and_shows_no_map(client, agreements):
    html = page(client, "/map/?form=treat", status=400)
    assert "Did you mean “treaty”?" in unescape(html)
    assert "<figure" not in html


def test_no_agreement_makes_no_map(client, agreements):
    html = page(client, "/map/?form=protocol")
    assert "No agreements match these filters." in text_of(html)
    assert "<figure" not in html


def test_the_page_says_where_the_outlines_come_from_and_takes_no_position(client, agreements):
    text = text_of(page(client, "/map/"))
    assert "Natural Earth, public domain" in text
    assert "implies no position on the status of a territory" in text


def test_a_choice_of_country_keeps_the_other_filters(client, agreements):
    html = page(client, "/map/?form=treaty&party=FR")
    form = html[html.index('<form class="inline-form"') :]
    assert '<input type="hidden" name="form" value="treaty">' in form
    assert '<option value="FR" selected>France</option>' in form


def test_the_page_costs_as_much_as_a_list(client, agreements, django_assert_num_queries):
    seen()
    # * edition
    # * country or agency that “be” means
    # * facets: all names
    # * all countries
    with django_assert_num_queries(4):
        page(client, "/map/?party=be")


def test_the_picture_costs_one_query(agreements, django_assert_num_queries):
    # * all countries
    with reading(seen()), django_assert_num_queries(1):
        draw_map(asked())


def test_the_outlines_are_small_and_of_countries():
    known = boundaries()
    assert len(known["countries"]) > 230
    assert all(re.fullmatch("[A-Z]{2}", code) for code in known["countries"])
    assert "Natural Earth" in known["origin"]
    for one in known["countries"].values():
        assert re.fullmatch(r"(M[\d. ]+l[-\d. ]+z)*", one["outline"])
        assert 0 < one["place"][0] < known["width"]
        assert 0 < one["place"][1] < known["height"] or one["small"]


def test_of_many_numbers_no_class_holds_most_of_them():
    numbers = [1] * 16 + [4] * 20 + [7] * 10 + [10] * 4 + [24] * 12 + [60, 90]
    assert [str(one) for one in classes_of(numbers)] == ["1", "2–4", "5–19", "20–90"]
