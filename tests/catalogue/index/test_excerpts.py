"""Pieces of texts with what was asked for marked."""

import pytest

from catalogue.index.excerpts import excerpt, has_hit, marked, shown
from catalogue.index.grammar import read
from tests.catalogue.index.made import act, agency, agreement, person


def bracketed(pieces):
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in pieces)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Pléiades and more", "pleiades", "[Pléiades] and more"),
        ("On satellites", "satellite", "On [satellites]"),
        ("On telecommunications", "telecom", "On [telecommunications]"),
        ("Outer space", '"outer space"', "[Outer] [space]"),
        ("Сотрудничество в космосе", "сотрудничества", "[Сотрудничество] в космосе"),
        ("中国和法国", "法国", "中[国]和[法][国]"),
        ("Hydrazine <b>", "hydrazine -b", "[Hydrazine] <b>"),
        ("Nothing here", "else", "Nothing here"),
        ("", "else", ""),
        ("Café 🚀 café", "cafe", "[Café] 🚀 [café]"),
    ],
)
def test_hits_are_marked_as_they_stand(text, asked, expected):
    assert bracketed(marked(text, read(asked))) == expected


def test_an_excerpt_is_cut_around_its_hits():
    text = " ".join(f"word{number}" for number in range(200)) + " balloon, then a balloon. " + "end " * 100
    pieces = excerpt(text, read("balloon"))
    assert bracketed(pieces).count("[balloon]") == 2
    assert bracketed(pieces).startswith("… word")
    assert bracketed(pieces).endswith(" …")
    assert len(bracketed(pieces).split()) <= 34


def test_a_text_without_a_hit_begins_at_its_beginning():
    pieces = excerpt("one two three " * 30, read("else"))
    assert not has_hit(pieces)
    assert bracketed(pieces).startswith("one two three")
    assert excerpt("", read("else")) == []


def test_a_short_text_is_whole():
    assert bracketed(excerpt("On a balloon.", read("balloon"))) == "On a [balloon]."


@pytest.mark.parametrize(
    ("asked", "title", "text"),
    [
        ("balloons", "On [balloons]", "They fly high."),
        ("fly", "On balloons", "They [fly] high."),
        ("moscow 2000", "On balloons", "[Moscow]"),
        ("ylieff", "On balloons", "Yvan [Ylieff]"),
        ("cnes", "On balloons", "[CNES]"),
        ("france", "On balloons", "[France]"),
        ("frankreich", "On balloons", "They fly high."),
    ],
)
def test_what_is_shown_of_a_hit_has_the_hit_where_any_text_has(asked, title, text):
    cnes = agency("cnes", "A French centre", "FR", acronym="CNES")
    signed = act("signed", "2000-12-20", place="Moscow", people=[person("a-minister", "Yvan Ylieff")])
    body = agreement("it", "On balloons", [cnes, "RU"], [signed], summary="They fly high.").body
    assert tuple(map(bracketed, shown(body, read(asked)))) == (title, text)
