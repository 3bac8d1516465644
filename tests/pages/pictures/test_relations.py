"""The chain of an agreement as a picture: boxes in columns, arrows from what acts to what it acts on."""

from xml.etree import ElementTree

import pytest

from catalogue.relations import CHAIN_MOST, CHAIN_STEPS, chain_of
from pages.pictures.drawing import as_svg
from pages.pictures.relations import draw_relations
from tests.factories import document_of, make_agreement, make_relation

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def chain(slug):
    relations = chain_of(document_of("agreement", slug))
    return [(one["agreement"]["slug"], one["kind"], one["other"]["slug"]) for one in relations]


def draw(slug):
    return draw_relations(document_of("agreement", slug))


def boxes_of(drawing):
    return {box.agreement["slug"]: box for box in drawing.boxes}


def test_a_chain_is_followed_in_both_directions_and_no_further_than_its_steps():
    for number in range(CHAIN_STEPS + 2):
        make_relation(f"number-{number + 1}", "renews", f"number-{number}")
    make_relation("another", "amends", "unconnected")
    assert len(chain("number-0")) == CHAIN_STEPS
    assert len(chain("number-3")) == CHAIN_STEPS + 2
    assert chain("another") == [("another", "amends", "unconnected")]


@pytest.mark.thorough
def test_a_chain_has_at_most_so_many_relations_and_the_picture_says_so():
    for number in range(CHAIN_MOST + 1):
        make_relation(f"notes-{number}", "supplements", "treaty")
    assert len(chain("treaty")) == CHAIN_MOST
    assert f"Only the nearest {CHAIN_MOST} relations are drawn." in draw("treaty").description


def test_each_agreement_stands_right_of_all_that_it_acts_on():
    make_relation("protocol", "amends", "treaty")
    make_relation("notes", "implements", "protocol")
    make_relation("notes", "supplements", "treaty")
    boxes = boxes_of(draw("protocol"))
    assert boxes["treaty"].x < boxes["protocol"].x < boxes["notes"].x
    assert [slug for slug, box in boxes.items() if box.is_here] == ["protocol"]


def test_boxes_do_not_overlap_and_lie_within_the_picture():
    for number in range(4):
        make_relation(f"protocol-{number}", "amends", "treaty")
        make_relation(f"notes-{number}", "implements", f"protocol-{number}")
    make_relation("notes-0", "supplements", "treaty")
    drawing = draw("treaty")
    places = {(box.x, box.y) for box in drawing.boxes}
    assert len(places) == len(drawing.boxes) == 9
    for box in drawing.boxes:
        assert 0 <= box.x <= drawing.width - box.width
        assert 0 <= box.y <= drawing.height - box.height


def test_who_says_it_is_told_by_word_and_shape():
    make_relation("protocol", "amends", "treaty")
    make_relation("notes", "renews", "treaty", said_by="editor")
    drawn = ElementTree.fromstring(as_svg(draw("treaty")))
    arrows = {
        group.find(f"{SVG}title").text: group for group in drawn.iter(f"{SVG}g") if "relation" in group.get("class")
    }
    said = arrows["Agreement notes renews Agreement treaty, added by an editor"]
    stated = arrows["Agreement protocol amends Agreement treaty, stated by a source"]
    assert "editor" in said.get("class")
    assert "by an editor" in [text.text for text in said.iter(f"{SVG}text")]
    assert "editor" not in stated.get("class")


def test_a_date_is_told_as_its_source_has_it_or_as_not_stated():
    make_agreement("treaty", acts={"signed": "1997"})
    make_relation("protocol", "amends", "treaty")
    boxes = boxes_of(draw("treaty"))
    assert boxes["treaty"].dated == "signature 1997"
    assert boxes["protocol"].dated == ""


def test_a_long_title_ends_in_its_box():
    make_agreement("treaty", title="Agreement " * 19)
    make_relation("protocol", "amends", "treaty")
    box = boxes_of(draw("protocol"))["treaty"]
    assert len(box.lines) == 3
    assert box.lines[-1][1].endswith("…")


def test_the_others_are_links_and_the_picture_has_its_own_address(client):
    make_relation("protocol", "amends", "treaty")
    svg = client.get("/relations/treaty.svg").content.decode()
    assert 'href="http://testserver/agreements/protocol/"' in svg
    assert 'href="http://testserver/agreements/treaty/"' not in svg
    assert client.get("/relations/treaty.png")["Content-Type"] == "image/png"
    assert client.get("/relations/nothing.svg").status_code == 404


def test_an_agreement_without_relations_is_a_box_alone(client):
    make_agreement("alone", acts={"signed": "1997"})
    svg = client.get("/relations/alone.svg").content.decode()
    assert "No source states a relation" in svg
    assert "signature 1997" in svg


def test_a_chain_costs_one_query_a_step_and_none_for_what_is_read_already(django_assert_num_queries):
    for number in range(6):
        make_relation(f"number-{number + 1}", "renews", f"number-{number}")
    make_relation("alone", "amends", "other")
    document, pair = document_of("agreement", "number-0"), document_of("agreement", "alone")
    # * documents of the agreements at each step after the first
    with django_assert_num_queries(CHAIN_STEPS - 1):
        draw_relations(document)
    # * document of the other, which leads nowhere further
    with django_assert_num_queries(1):
        draw_relations(pair)


@pytest.mark.thorough
def test_a_chain_that_is_full_at_once_reads_no_further(django_assert_num_queries):
    for number in range(CHAIN_MOST):
        make_relation(f"notes-{number}", "supplements", "treaty")
    document = document_of("agreement", "treaty")
    with django_assert_num_queries(0):
        draw_relations(document)


def test_the_relations_of_a_chain_come_by_the_first_acts_of_those_who_do_it():
    for slug, year in {"undated": None, "later": "2001", "earlier": "1999"}.items():
        make_agreement(slug, acts={"signed": year} if year else None)
        make_relation(slug, "amends", "treaty")
    assert [slug for slug, _, _ in chain("treaty")] == ["earlier", "later", "undated"]
