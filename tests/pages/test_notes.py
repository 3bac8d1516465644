"""The notes of a page, from plain documents."""

from pages.notes import Notes, citing, citing_whole

SOURCES = [
    {"slug": "one", "title": "One", "document_url": "https://example.org/one"},
    {"slug": "two", "title": "Two", "document_url": "https://example.org/two"},
]


def cited(*citations):
    return {"citations": [{"source": slug, "quote": quote, "gloss": None, "supports": []} for slug, quote in citations]}


def test_a_quotation_of_a_source_is_one_note_in_the_order_of_the_facts():
    first, second = cited(("two", "a"), ("one", "a")), cited(("two", "a"), ("two", "b"))
    notes = Notes(SOURCES, [first, second])
    assert len(notes) == 3
    assert [note.number for note in notes.of(first["citations"])] == [1, 2]
    assert [note.number for note in notes.of(second["citations"])] == [1, 3]


def test_notes_are_grouped_by_document_and_lead_to_the_quotation():
    notes = Notes(SOURCES, [cited(("two", "a b"), ("one", "c"), ("two", "d"))])
    groups = [(source["slug"], [note.number for note in of_source]) for source, of_source in notes.by_source()]
    assert groups == [("two", [1, 3]), ("one", [2])]
    assert notes.by_source()[0][1][0].url == "https://example.org/two#:~:text=a%20b"


def test_each_mark_of_a_note_has_an_id_of_its_own():
    fact = cited(("one", "a"))
    (note,) = Notes(SOURCES, [fact]).of(fact["citations"])
    assert note.first_mark is None
    assert [note.another_mark(), note.another_mark()] == ["mark-1-1", "mark-1-2"]
    assert note.first_mark == "mark-1-1"


def test_a_citation_stands_beside_the_field_that_it_names_else_beside_the_whole():
    of_date, of_all = {"supports": ["date"]}, {"supports": []}
    fact = {"citations": [of_date, of_all]}
    assert citing(fact, "date") == [of_date]
    assert citing_whole(fact, "date", "place") == [of_all]
