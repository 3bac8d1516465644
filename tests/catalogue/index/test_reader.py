"""Orders, pages, and one edition a reader."""

from datetime import date

import pytest

from catalogue.index.folder import Memory
from catalogue.index.questions import Acted, Beginning, Has, of_kind
from catalogue.index.reader import MOST_KEPT, SHALLOW, Reader
from catalogue.index.words import Words
from catalogue.index.writing import write
from tests.catalogue.index import made
from tests.catalogue.index.made import (
    act,
    agency,
    agreement,
    area,
    change,
    country,
    event,
    events_of,
    index_of,
    mission,
    reader_of,
    slugs,
    source,
)


def ordered(reader, kind, order):
    return slugs(reader.search(of_kind(kind), order))


def test_agreements_come_by_their_first_act_and_by_title():
    reader = reader_of(
        agreement("a", "Zebra", acts=[act("signed", "2000-05-01"), act("entered_into_force", "2001")]),
        agreement("b", "Éland", acts=[act("entered_into_force", "2000-05-01")]),
        agreement("c", "Antelope", acts=[act("signed", "../1990")]),
        agreement("d", "Bison", acts=[act("amended", "1980"), act("signed", "1970", "planned")]),
        agreement("e", "Bison", acts=[act("concluded", "1990")]),
    )
    assert ordered(reader, "agreement", "by_newest") == ["b", "a", "e", "c", "d"]
    assert ordered(reader, "agreement", "by_oldest") == ["e", "b", "a", "c", "d"]
    assert ordered(reader, "agreement", "by_title") == ["c", "d", "e", "b", "a"]


def test_events_come_by_their_dates():
    reader = reader_of(
        event("a", when="2000"),
        event("b", when="2000-01"),
        event("c"),
        event("d", when="../1999"),
        event("e", when="1999"),
    )
    assert ordered(reader, "event", "by_oldest") == ["e", "b", "a", "d", "c"]
    assert ordered(reader, "event", "by_newest") == ["a", "b", "e", "c", "d"]


def test_of_undated_events_the_newest_are_those_that_were_told_of_last():
    reader = reader_of(event("a"), event("b", as_of=made.date("2001")), event("c", as_of=made.date("2021-01-20")))
    assert ordered(reader, "event", "by_newest") == ["c", "b", "a"]


def test_other_kinds_come_in_their_orders():
    reader = reader_of(
        *(mission("a", "Z", kind="satellite"), mission("b", "Y", kind="balloon"), mission("c", "X", kind="satellite")),
        *(agency("d", "One", acronym="ZZ"), agency("e", "Two", acronym="aa"), agency("f", "Three")),
        *(source("g", "B", published="1999"), source("h", "A", published="1999"), source("i", "C")),
        *(country("FR"), country("BE")),
    )
    assert ordered(reader, "mission", "by_kind") == ["b", "c", "a"]
    assert ordered(reader, "mission", "by_title") == ["c", "b", "a"]
    assert ordered(reader, "agency", "by_acronym") == ["f", "e", "d"]
    assert ordered(reader, "source", "by_newest") == ["h", "g", "i"]
    assert ordered(reader, "source", "by_title") == ["h", "g", "i"]
    assert ordered(reader, "country", "by_slug") == ["be", "fr"]


def test_an_order_that_is_none_is_refused():
    with pytest.raises(ValueError, match="by_size"):
        reader_of(agreement("a")).search(of_kind("agreement"), "by_size")


def test_every_page_follows_the_one_before_however_far_down():
    years = ["1990", "1990-01-01", "1991", None]
    reader = reader_of(
        *(agreement(f"it-{place}", acts=[act("signed", years[place % 4])]) for place in range(SHALLOW + 100))
    )
    for order in ("by_newest", "by_oldest", "by_title"):
        keys = reader.keys(of_kind("agreement"), order)
        assert len(set(keys)) == SHALLOW + 100
        pages = [reader.search(of_kind("agreement"), order, offset, 70) for offset in range(0, SHALLOW + 200, 70)]
        assert [key for page in pages for key in page.keys] == keys
        assert {page.count for page in pages} == {SHALLOW + 100}


def test_the_best_come_in_the_same_order_on_every_page():
    words = ["same", "same thing", "the same thing again"]
    reader = reader_of(*(agreement(f"it-{place}", f"On {words[place % 3]}") for place in range(60)))
    question = of_kind("agreement") & Words("same")
    whole = slugs(reader.best(question, limit=100))
    assert [slug for offset in range(0, 70, 7) for slug in slugs(reader.best(question, offset, 7))] == whole
    assert whole == sorted(whole, key=lambda slug: (int(slug[3:]) % 3, slug))


def test_a_page_of_no_places_tells_the_count():
    reader = reader_of(agreement("a"), agreement("b"))
    assert reader.search(of_kind("agreement"), limit=0).count == 2
    assert reader.search(of_kind("agreement"), offset=5).hits == []
    assert reader.best(of_kind("agreement") & Words("a"), offset=5).hits == []


def test_a_hit_tells_kind_key_and_slug():
    (hit,) = reader_of(agreement("a", key=77)).search(of_kind("agreement")).hits
    assert (hit.kind, hit.key, hit.slug) == ("agreement", 77, "a")


def test_a_reader_stays_in_its_edition():
    one = agreement("a", "On balloons")
    index = index_of(one)
    reader = Reader(index)
    write(index, change([agreement("a", "On rockets", key=one.key), agreement("b")], "second"))
    assert (reader.edition, reader.count(of_kind("agreement")), reader.count(Words("balloons"))) == ("first", 1, 1)
    later = Reader(index)
    assert (later.edition, later.count(of_kind("agreement")), later.count(Words("balloons"))) == ("second", 2, 0)


def test_what_takes_long_to_put_is_put_once():
    reader = reader_of(agreement("a", acts=[act("signed", "1990")]))
    acted = Acted(("signed",))
    assert acted.query(reader) is acted.query(reader)
    for number in range(3 * MOST_KEPT):
        assert reader.count(of_kind("agreement") & Words(f"word{number}")) == 0
        assert reader.count(of_kind("agreement") & Acted(("signed",))) == 1


def test_an_empty_index_has_no_edition():
    reader = Memory().reader()
    assert reader.edition is None
    assert reader.search(of_kind("agreement")).hits == []
    assert reader.best(Words("anything")).hits == []
    assert reader.values(of_kind("agreement"), "kind") == {"kind": {}}
    assert reader.keys(Has("party", "FR")) == []


def test_an_event_stands_in_the_lane_of_the_countries_of_its_agreement_else_of_those_who_took_part():
    signed = agreement("treaty", parties=["RU", "FR"], acts=[act("signed", "2000", agencies=["CA"])])
    reader = reader_of(
        signed,
        *events_of(signed),
        event("pair", agencies=["FR", "BE", "FR"]),
        event("one", agencies=["BE", agency("of-no-country")]),
        event("three", agencies=["FR", "BE", "CA"]),
        event("none"),
    )
    assert reader.values(of_kind("event"), "lane")["lane"] == {"FR|RU": 1, "BE|FR": 1, "BE": 1, "+": 1, "-": 1}


def test_the_own_areas_of_a_record_are_without_the_wider_ones():
    science = area("science")
    astronomy = area("astronomy", wider=[science])
    reader = reader_of(science, astronomy, event("a", areas=[astronomy, science]), event("b", areas=[astronomy]))
    assert reader.values(of_kind("event"), "own_area")["own_area"] == {"astronomy": 2, "science": 1}
    assert reader.values(of_kind("event"), "area")["area"] == {"astronomy": 2, "science": 2}


def test_the_spans_of_events_are_counted_within_their_lanes():
    reader = reader_of(
        event("a", when="1997-10-03", agencies=["BE"]),
        event("b", when="1997-10", agencies=["BE"]),
        event("c", when="1996/1999-02", agencies=["FR"]),
        event("d", when="1979/.."),
        event("e", when="../1998"),
        event("f", agencies=["FR"]),
    )
    events = of_kind("event")
    assert reader.values_within(events, "lane", "span_month") == {
        "BE": {"1997-10|1997-10": 2},
        "FR": {"1996-01|1999-02": 1},
        "-": {"1979-01|": 1, "|1998-12": 1},
    }
    assert reader.values_within(events, "lane", "span_year", ["FR", "-"]) == {
        "FR": {"1996|1999": 1},
        "-": {"1979|": 1, "|1998": 1},
    }


def test_what_begins_between_two_days_is_found_by_its_first_possible_day():
    reader = reader_of(
        event("a", when="1997"),
        event("b", when="1997-01-02"),
        event("c", when="../1997"),
        event("d"),
        agreement("e", acts=[act("signed", "1997-01-02"), act("entered_into_force", "1999")]),
    )
    begun = Beginning(date(1997, 1, 2), date(1997, 12, 31))
    assert slugs(reader.search(begun)) == ["b", "e"]
    assert slugs(reader.search(Beginning(last=date(1997, 1, 1)))) == ["a"]
    assert slugs(reader.search(Beginning())) == ["a", "b", "e"]
