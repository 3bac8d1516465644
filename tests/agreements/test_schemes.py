"""The schemes of identifiers: what is one, in which spelling it is kept, and what is refused."""

import pytest

from agreements.schemes import (
    FORMS,
    IdentifierScheme,
    NotOfScheme,
    address_of_identifier,
    identifier_at,
    spellings,
    written,
)

WRITTEN = [
    ("unts", "23267", "23267"),
    ("unts", "UNTS No. I-23267", "I-23267"),
    ("unts", "i – 23267", "I-23267"),
    ("unts", "UNTS vol. 1394, p. 289", "1394 UNTS 289"),
    ("tias", "TIAS 12927", "12927"),
    ("tias", "T.I.A.S. No. 9487", "9487"),
    ("tias", "11-1018", "11-1018"),
    ("cts", "1975/35", "1975 No. 35"),
    ("cts", "CTS 1975 no 35", "1975 No. 35"),
    ("ats", "[1986] ATS 12", "[1986] ATS 12"),
    ("ats", "Australian Treaty Series 1986 No 12", "[1986] ATS 12"),
    ("trb", "Trb. 1998, 123", "1998, 123"),
    ("trb", "trb-1998-123", "1998, 123"),
    ("cm", "Cm. 4567", "Cm 4567"),
    ("cm", "cmnd 7654", "Cmnd 7654"),
    ("cm", "CP 12-II", "CP 12-II"),
    ("eli", "http://data.europa.eu/eli/dec/2011/180/oj", "http://data.europa.eu/eli/dec/2011/180/oj"),
    ("eli", "eli/dec/2011/180/oj", "eli/dec/2011/180/oj"),
    ("wikidata", "https://www.wikidata.org/wiki/Q42", "Q42"),
    ("wikidata", "q42", "Q42"),
    ("ror", "https://ror.org/027KA1X80", "027ka1x80"),
    ("isni", "ISNI 0000 0001 2150 090X", "000000012150090X"),
    ("cospar", "COSPAR 1998-067a", "1998-067A"),
    ("law", "  Law  No. 3 of\t1999 ", "Law No. 3 of 1999"),
    ("agency_number", "SAA-1-2", "SAA-1-2"),
]
REFUSED = [
    ("unts", "treaty"),
    ("tias", "1975/35"),
    ("cts", "35"),
    ("ats", "12"),
    ("trb", "123"),
    ("cm", "4567"),
    ("eli", "https://example.org/law/1"),
    ("wikidata", "P42"),
    ("ror", "127ka1x80"),
    ("isni", "0000 0001 2150 0901"),
    ("cospar", "1956-001A"),
    ("cospar", "1998-67A"),
    ("tias", "١٢٩٢٧"),
]


@pytest.mark.parametrize(("scheme", "text", "value"), WRITTEN)
def test_an_identifier_is_kept_in_one_spelling_which_stays(scheme, text, value):
    assert written(scheme, text) == value
    assert written(scheme, value) == value


@pytest.mark.parametrize(("scheme", "text"), REFUSED)
def test_what_is_no_identifier_of_its_scheme_is_refused_with_its_words(scheme, text):
    with pytest.raises(NotOfScheme, match=f"“{text}”"):
        written(scheme, text)


@pytest.mark.parametrize("scheme", IdentifierScheme.values)
def test_every_scheme_has_its_cases(scheme):
    cases = {case[0] for case in WRITTEN}
    assert scheme in cases or scheme not in FORMS
    assert scheme not in FORMS or scheme in {case[0] for case in REFUSED}


def test_an_address_is_made_where_the_scheme_has_one():
    assert address_of_identifier("wikidata", "Q42") == "http://www.wikidata.org/entity/Q42"
    assert address_of_identifier("ror", "027ka1x80") == "https://ror.org/027ka1x80"
    assert address_of_identifier("isni", "000000012150090X") == "https://isni.org/isni/000000012150090X"
    assert address_of_identifier("eli", "http://data.europa.eu/eli/dec/1/1") == "http://data.europa.eu/eli/dec/1/1"
    for scheme, value in [("eli", "eli/dec/1/1"), ("tias", "12927"), ("unts", "23267"), ("other", "1")]:
        assert address_of_identifier(scheme, value) is None


def test_an_address_of_a_scheme_tells_the_identifier():
    assert identifier_at("https://www.wikidata.org/wiki/q42") == ("wikidata", "Q42")
    assert identifier_at("https://ror.org/027ka1x80") == ("ror", "027ka1x80")
    assert identifier_at("https://example.org/Q42") is None
    assert identifier_at("Q42") is None


def test_an_identifier_is_found_in_the_ways_in_which_people_write_it():
    assert spellings("unts", "I-23267") == ["I-23267", "23267", "UNTS I-23267", "UNTS 23267"]
    assert "CTS 1975 35" in spellings("cts", "1975 No. 35")
    assert "0000 0001 2150 090X" in spellings("isni", "000000012150090X")
    assert spellings("law", "Law 3") == ["Law 3"]
