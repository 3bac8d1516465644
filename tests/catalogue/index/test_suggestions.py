"""What a text begins, pairs, and typing errors."""

import pytest

from catalogue.index.questions import of_kind
from catalogue.index.spelling import correct
from catalogue.index.suggestions import MOST, NAMED, find_pair, near_address, suggest
from catalogue.index.words import NearWords, Words
from tests.catalogue.index.made import agency, agreement, area, country, mission, reader_of


@pytest.fixture(scope="module")
def world():
    conae = agency("conae", "National Space Bureau", "AR", acronym="CoNAE", names=[("en", "Argentinian Commission")])
    return reader_of(
        *(conae, agency("cnes", "French Research Centre", "FR", acronym="CNES")),
        *(agency("csa", "Canadian Space Agency", "CA", acronym="CSA"), agency("b-usoc", "A centre", acronym="B.USOC")),
        *(agency("be", "Belgian state", "BE"), agency("ru", "Russian state", "RU")),
        mission("pleiades", "Pléiades"),
        mission("launch-base", "Guiana Space Centre", names=[("en", "CSG")]),
        area("astronomy", "Astrophysics and astronomy"),
        agreement(
            "be-ru", "Cooperation on exploring outer space", ["BE", "RU"], titles=[("fr", "Accord de coopération")]
        ),
        country("CSHH", "Czechoslovakia", withdrawn="1993-06-15"),
        *(country(code) for code in ("BE", "RU", "FR", "AR", "CA", "CN", "IT")),
        *(agreement(f"in-{number}", "Entry into work") for number in range(3)),
    )  # fmt: skip


def first(reader, text):
    found = suggest(reader, text)
    if found.pairs:
        return " ".join(hit.slug for hit in found.pairs[0])
    return found.records[0].slug if found.records else None


FIRST = {
    "pleia": "pleiades",
    "Pléi": "pleiades",
    "argentin comm": "conae",
    "comm": "conae",
    "csa": "csa",
    "csg": "launch-base",
    "be": "be",
    "BUSOC": "b-usoc",
    "cnes cs": "cnes csa",
    "belgium rus": "be ru",
    "belgium and rus": "be ru",
    "astro": "astronomy",
    "cooperation on expl": "be-ru",
    "accord de c": "be-ru",
    "belgi": "be",
    "Allem": None,
    "Fran": "fr",
    "Росс": "ru",
    "chine": "cn",
    "belgum rusia": "be ru",
    "pleyades": "pleiades",
    "cshh": "cshh",
    "": None,
    "-": None,
}


@pytest.mark.parametrize("typed", FIRST)
def test_the_first_suggestion_is_what_was_begun(world, typed):
    assert first(world, typed) == FIRST[typed]


def test_a_suggestion_tells_by_which_name_it_was_found(world):
    assert suggest(world, "csg").records[0].form == "CSG"
    assert suggest(world, "Allemagne").records == []
    assert suggest(world, "Frankre").records[0].form == "Frankreich"


def test_a_code_is_not_begun(world):
    assert "cshh" not in [hit.slug for hit in suggest(world, "cs").records]


def test_a_country_of_which_nothing_is_recorded_comes_last():
    reader = reader_of(country("CA"), country("CM", "Cameroon"), agency("csa", code="CM"))
    assert [hit.slug for hit in suggest(reader, "ca").records] == ["ca", "cm"]  # CA is its whole name
    assert [hit.slug for hit in suggest(reader, "c").records if hit.kind == "country"] == ["cm", "ca"]


def test_there_are_at_most_ten_with_room_for_agreements():
    reader = reader_of(
        *(agency(f"belgian-{number}", f"Belgian body {number}") for number in range(15)),
        *(agreement(f"it-{number}", f"Belgian agreement {number}") for number in range(15)),
    )
    records = suggest(reader, "belgian").records
    assert len(records) == MOST
    assert [hit.kind for hit in records].count("agreement") == 3


PAIRS = {
    "CNES CSA": ("cnes", "csa"),
    "cnes–csa": ("cnes", "csa"),
    "belgium russia": ("be", "ru"),
    "between Belgium and Russie": ("be", "ru"),
    "belgium with cnes": ("be", "cnes"),
    "belgium belgium": None,
    "cnes pleiades": None,
    "CNES": None,
    "and": None,
    "": None,
}


@pytest.mark.parametrize("asked", PAIRS)
def test_two_sides_named_together_are_a_pair(world, asked):
    pair = find_pair(world, asked)
    assert (pair and tuple(hit.slug for hit in pair)) == PAIRS[asked]


NEAR = [
    ("be-rusia", ("agreement",), "be-ru"),
    ("be-ru-2001", ("agreement",), "be-ru"),
    ("astronmy", ("area",), "astronomy"),
    ("astronmy", ("mission",), None),
    ("lauch-base", NAMED, "launch-base"),
    ("belgum", ("country", "agency"), "be"),
    ("Frankreich", ("country",), "fr"),
    ("cnse", ("agency",), "cnes"),
    ("zzzzzz", NAMED, None),
    ("", NAMED, None),
    ("\x00", NAMED, None),
]


@pytest.mark.parametrize(("text", "kinds", "slug"), NEAR)
def test_a_wrong_address_is_near_to_what_it_meant(world, text, kinds, slug):
    assert next((hit.slug for hit in near_address(world, text, kinds)), None) == slug


def test_a_word_of_very_many_addresses_finds_only_where_no_rarer_one_is(monkeypatch):
    monkeypatch.setattr("catalogue.index.words.COMMON", 2)
    reader = reader_of(*(agreement(slug, "Work") for slug in ("esa-jaxa-1", "esa-jaxa-2", "esa-cnes", "esa-csa")))
    found = {
        text: reader.best(NearWords("address", ("agreement",), tuple(text.split()))).hits
        for text in ("esa cnse", "esa")
    }
    assert {hit.slug for hit in found["esa cnse"]} == {"esa-cnes"}
    assert len(found["esa"]) == 4


CORRECTED = {
    "belgum russia": "belgium russia",
    "exploring belgum": "exploring belgium",
    "belgum -rusia": "belgium -rusia",
    "csx": "csx",
    "pléyades": "pleiades",
    "canadain": "canadian",
    "eblgium": "belgium",
    "Belgian agreement in force": "Belgian agreement in force",  # no title has “force”
    "denounced treaties": "denounced treaties",
    "zzzzzz": "zzzzzz",
    "12345": "12345",
}


@pytest.mark.parametrize("asked", CORRECTED)
def test_only_typing_errors_are_corrected(world, asked):
    assert correct(world, asked) == CORRECTED[asked]


def test_what_is_found_is_not_corrected():
    reader = reader_of(agreement("odd", "On belgum"), country("BE"))
    assert reader.count(of_kind() & Words("belgum")) == 1
    assert correct(reader, "belgum") == "belgum"
