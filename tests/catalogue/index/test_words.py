"""What words find, and what comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.index.grammar import read
from catalogue.index.questions import Has, of_kind
from catalogue.index.suggestions import suggest
from catalogue.index.words import Words
from tests.catalogue.index.made import (
    act,
    agency,
    agreement,
    area,
    country,
    event,
    mission,
    person,
    reader_of,
    slugs,
    source,
)


def found(reader, text, *kinds):
    return slugs(reader.best(of_kind(*kinds) & Words(text)))


@pytest.fixture(scope="module")
def world():
    conae = agency(
        "conae",
        "National Space Bureau",
        "AR",
        acronym="CoNAE",
        names=[
            ("en", "Argentinian Commission for space activities"),
            ("es", "Comisión Nacional de Actividades Espaciales"),
        ],
    )
    cnes = agency(
        "cnes",
        "French National Space Research Centre",
        "FR",
        acronym="CNES",
        names=[("fr", "Centre national d'études spatiales")],
    )
    cnsa = agency("cnsa", "China National Space Administration", "CN", acronym="CNSA")
    csa = agency("csa", "Canadian Space Agency", "CA", acronym="CSA")
    b_usoc = agency("b-usoc", "Belgian User Support Centre", "BE", acronym="B.USOC")
    pleiades = mission("pleiades", "Pléiades", summary="Satellites of high resolution.")
    sco = mission("sco", "Space Climate Observatory", names=[("en", "SCO")], agencies=[cnes])
    base = mission("launch-base", "Guiana Space Centre", names=[("en", "CSG")], agencies=[cnes, csa])
    astronomy = area("astronomy", "Astrophysics and astronomy", labels=[("fr", "astronomie spatiale")])
    telecom = area("telecommunications", "Space telecommunications")
    le_gall = person("le-gall", "Jean-Yves Le Gall", agencies=[cnes])
    in_moscow = act("signed", "2000-12-20", place="Moscow", people=[person("a-minister", "Yvan Ylieff")])
    in_beijing = act("signed", "2018-06-25", place="Beijing")
    documents = [
        *(conae, cnes, cnsa, csa, b_usoc, pleiades, sco, base, astronomy, telecom, le_gall),
        agreement("be-ru", "Cooperation on exploring outer space", ["BE", "RU"], [in_moscow],
                  areas=[astronomy], missions=[pleiades]),
        agreement("cnes-csa", "Framework agreement", [cnes, csa], areas=[telecom],
                  form="agreement", function="framework"),
        agreement("fr-ar", "Outer shells and the space within", ["FR", conae], form="memorandum_of_understanding"),
        agreement("cnes-cnsa", "Agreement on the SCO", [cnes, cnsa], [in_beijing], missions=[sco]),
        agreement("nl-us", "On a satellite of infrared astronomy", ["NL", "US"], summary="Provides for launches."),
        event("a-meeting", title="Belgium and Russia meet", people=[le_gall],
              summary="On space, the outer planets and Russia."),
        source("a-report", "A report on Belgium and Russia", publisher="A ministry", published="2011-12-29"),
        source("un-rapport", "Les accords spatiaux de la Belgique", language="fr"),
        country("RU", names=[("en", "Russian Federation")]),
        *(country(code) for code in ("BE", "FR", "CN", "CA", "AR", "US", "NL", "IT", "GB", "NZ")),
    ]  # fmt: skip
    return reader_of(*documents)


# What a person expects first, of all kinds.
FIRST = {
    "pleiades": "pleiades",
    "Pléiades": "pleiades",
    "PLÉIADES": "pleiades",
    "argentinian commission": "conae",
    "comision nacional": "conae",
    "études spatiales": "cnes",
    "conae": "conae",
    "belgium russia": "be-ru",
    "Belgium–Russia": "be-ru",
    "Belgium - Russia": "be-ru",
    '"outer space"': "be-ru",
    "CSA": "csa",
    "CSG": "launch-base",
    "BE": "be",
    "Belgium": "be",
    "Belgique": "be",
    "Бельгия": "be",
    "比利时": "be",
    "IT": "it",
    "le gall": "le-gall",
    "russian federation": "ru",
    "Kingdom of the Netherlands": "nl",
    "Holland": "nl",
    "USA": "us",
    "United Kingdom": "gb",
    "UK": "gb",
    "B.USOC": "b-usoc",
    "B-USOC": "b-usoc",
    "busoc": "b-usoc",
    "b usoc": "b-usoc",
    "astronomie spatiale": "astronomy",
    "Framework agreement": "cnes-csa",
}


@pytest.mark.parametrize("asked", FIRST)
def test_the_first_of_all_records_is_what_was_meant(world, asked):
    assert next(iter(found(world, asked)), None) == FIRST[asked]


# Which agreements, and in which order.
AGREEMENTS = {
    "moscow 2000": ["be-ru"],
    "december 2000": ["be-ru"],
    "décembre 2000": ["be-ru"],
    "2001": [],
    "ylieff": ["be-ru"],
    "russie belgique": ["be-ru"],
    "Rusland België": ["be-ru"],
    "россия бельгия": ["be-ru"],
    "俄罗斯 比利时": ["be-ru"],
    "french chinese climate": ["cnes-cnsa"],
    "the agreement between the French and the Chinese": ["cnes-cnsa"],
    "l'accord entre la France et la Chine": ["cnes-cnsa"],
    "protocole d'accord": ["fr-ar"],
    "protocoles d'accord France": ["fr-ar"],
    '"protocole d\'entente"': [],
    "mémorandum d'entente": ["fr-ar"],
    "accord-cadre": ["cnes-csa"],
    "accords cadres": ["cnes-csa"],
    "signé 2018": ["cnes-cnsa"],
    "moscou ou pékin": [],
    "moscow ou beijing": ["cnes-cnsa", "be-ru"],
    "entre la France et la Chine": ["cnes-cnsa"],
    "USA": ["nl-us"],
    "United States": ["nl-us"],
    "Holland satellite": ["nl-us"],
    "dutch launch": ["nl-us"],
    "canadian": ["cnes-csa"],
    "satellites infrarouges": [],
    "infrared satellites": ["nl-us"],
    "astronomie": ["be-ru", "nl-us"],
    "commission": ["fr-ar"],
    '"argentinian commission"': ["fr-ar"],
    "espaciales": ["fr-ar"],
    "MoU": ["fr-ar"],
    "memorandum": ["fr-ar"],
    "signature 2018": ["cnes-cnsa"],
    "France China 2018": ["cnes-cnsa"],
    "cnes agreements": ["cnes-csa", "cnes-cnsa"],
    "outer space": ["be-ru", "fr-ar"],
    '"outer space"': ["be-ru"],
    "agreement cnes -telecom": ["cnes-cnsa"],
    "telecom": ["cnes-csa"],
    "te": [],
    "pleiades or sco": ["cnes-cnsa", "be-ru"],
    "moscow OR beijing": ["cnes-cnsa", "be-ru"],
    "moscow or": ["be-ru"],
    "or moscow": ["be-ru"],
    "of the": [],
    "": [],
    "new zealand": [],
    "zealand": [],
}


@pytest.mark.parametrize("asked", AGREEMENTS)
def test_agreements_are_found_by_words(world, asked):
    assert found(world, asked, "agreement") == AGREEMENTS[asked]
    assert world.count(of_kind("agreement") & Words(asked)) == len(AGREEMENTS[asked])


def test_other_kinds_are_found_by_words(world):
    assert found(world, "argentina", "agency") == ["conae"]
    assert found(world, "chinese space", "agency") == ["cnsa"]
    assert found(world, "le gall", "event") == ["a-meeting"]
    assert found(world, "ministry 2011", "source") == ["a-report"]
    assert found(world, "accord belgique", "source") == ["un-rapport"]
    assert found(world, "canada", "mission") == ["launch-base"]
    assert found(world, "french", "person") == ["le-gall"]


def test_a_word_left_out_must_not_occur_nor_begin_a_word(world):
    assert "be-ru" not in found(world, "outer -belgium", "agreement")
    assert set(found(world, "-belgium", "agreement")) == {"cnes-csa", "fr-ar", "cnes-cnsa", "nl-us"}
    assert found(world, '-"outer shells" outer', "agreement") == ["be-ru"]


def test_filters_do_not_count_for_relevance(world):
    alone = world.best(of_kind("agreement") & Words("outer space")).hits
    filtered = world.best(of_kind("agreement") & Has("party", "BE") & Words("outer space")).hits
    assert [hit for hit in alone if hit.slug == "be-ru"] == filtered


def test_names_count_more_than_what_is_said():
    reader = reader_of(
        agreement("said", "On fuel", summary="On hydrazine, hydrazine and hydrazine."),
        agreement("titled", "On hydrazine and its many uses in propulsion, and on much else that flies"),
        mission("hydra", "Hydra", summary="Burns hydrazine."),
    )
    assert found(reader, "hydrazine")[0] == "titled"


def test_an_agreement_between_two_countries_comes_before_what_only_names_them():
    reader = reader_of(
        event("a-claim", title="Belgium on Russia"),
        agreement("be-ru", "On exploring outer space", ["BE", "RU"]),
        *(event(f"other-{number}", title="A meeting") for number in range(200)),
        *(country("BE"), country("RU")),
    )
    assert found(reader, "belgium russia")[0] == "be-ru"


def test_whole_words_come_before_beginnings():
    reader = reader_of(mission("pleiades", "Pleiades"), mission("pleia", "A Pleia B"))
    assert found(reader, "pleia") == ["pleia", "pleiades"]


def test_records_that_fit_alike_come_by_slug_whenever_they_were_written():
    reader = reader_of(*(agreement(slug, "On the very same") for slug in ("c", "a", "d", "b")))
    assert found(reader, "same") == ["a", "b", "c", "d"]
    assert slugs(reader.best(of_kind() & Words("same"), offset=1, limit=2)) == ["b", "c"]


def test_an_odd_name_is_found():
    reader = reader_of(person("o-brien", "Pat O'Brien"), mission("x-or", "X OR"))
    assert found(reader, "O'Brien") == ["o-brien"]
    assert found(reader, "o’brien") == ["o-brien"]
    assert found(reader, "x OR")[0] == "x-or"


ODD = [
    "-", "--", "- -", "!", "&|!", "()", "'", "''", '"', '""', '"unbalanced', 'a "b', "\\", "\\'", ":*", "a:*", "a & b",
    "'; DROP TABLE x; --", "<->", "or", "or or", "-or", "the", "the of and", "-the", "%", "_", "%s", "{}", "é", "ß",
    "日本", "Россия", "🚀", "\x01", "\x02", "a\tb", "a\nb", "=", "=csa", "http://example.org/?a=b", "a.b.c@d.e", "x OR",
    "1", "-1", "1e5", "..", "-" * 200, '"' * 200, "a " * 100, "ab-" * 66, "\u202e", "\ufeff", "a\u0301", "'a' | 'b'",
    "$$", "\\x00", "a--b", "-a -b", "names:cnes", "entry:name", "[a TO b]", "a^5", "a~2", "*", "c*", "\x1f", "\x00",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_no_question_is_too_odd(world, text):
    assert world.best(of_kind() & Words(text)).count >= 0
    suggest(world, text)


@given(text=st.text(max_size=60) | st.lists(st.sampled_from([*"\"-'( )", "or", "cnes", "a"])).map("".join))
def test_any_text_can_be_read_and_asked(world, text):
    world.best(of_kind() & Words(text), limit=3)


def test_words_that_stand_everywhere_ask_nothing():
    assert read("of the").asks_nothing
    assert read(" - ").asks_nothing
    assert not read("war").asks_nothing  # German has it, but it is the only word
