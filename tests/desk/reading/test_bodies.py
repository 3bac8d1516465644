"""Bodies that nobody knows, in the texts of bodies.yaml: each mention whole, with acronym and country, and no more."""

from pathlib import Path

import pytest
import yaml

from agencies.countries import names_in_text
from desk.reading.bodies import find_bodies
from desk.reading.marks import read_text
from desk.reading.names import Name, NameIndex

TEXTS = yaml.safe_load(Path(__file__).with_name("bodies.yaml").read_text(encoding="utf-8"))


def places_of(text, names):
    starts = [(name, text.find(name)) for name in names]
    return [(start, start + len(name)) for name, start in starts if start >= 0]


@pytest.mark.parametrize("labelled", TEXTS, ids=[f"{number} {text['language']}" for number, text in enumerate(TEXTS)])
def test_every_mention_is_offered_whole_and_nothing_else(labelled):
    text = labelled["text"]
    found = find_bodies(text, labelled["language"], places_of(text, labelled.get("known", [])))
    assert [[text[one.start : one.end], one.name, one.acronym, one.country] for one in found] == labelled["bodies"]


def test_a_body_has_the_kind_that_its_head_tells():
    text = "The Rwanda Space Agency, the University of Oslo, the Ministry of Science of Peru and ICEYE Ltd signed."
    assert [one.kind for one in find_bodies(text, "en", [])] == [
        "space_agency",
        "research_institute",
        "government_office",
        "company",
    ]


def test_no_country_is_marked_inside_the_name_of_a_body():
    names = [Name("country", code, name) for code, name in names_in_text("en")]
    reading = read_text("The Luxembourg Space Agency (LSA) thanks Luxembourg.", NameIndex(names))
    marks = [(mark.kind, reading.text[mark.start : mark.end]) for mark in reading.marks]
    assert marks == [("body", "Luxembourg Space Agency"), ("body", "LSA"), ("name", "Luxembourg")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Joint Committee, the Steering Committee and the Space Agency met at the Centre."),
        ("en", "The Russian Federation and the Kingdom of the Netherlands agreed on Monday."),
        ("fr", "La commission mixte, le Comité directeur et l'Agence spatiale se réunissent."),
        ("de", "Die Agentur, der Rat und das neue Institut."),
        ("es", "La Comisión Mixta y la Agencia Espacial."),
        ("ja", "The Luxembourg Space Agency."),
    ],
)
def test_a_head_alone_is_no_name(language, text):
    assert find_bodies(text, language, []) == []
