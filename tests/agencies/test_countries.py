"""What countries are called: spellings of registers and texts, each with what is right."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from agencies.countries import (
    codes_called,
    codes_of_government,
    names_in_text,
    near_names,
    on_the_side_of,
    successors_of,
    territories,
)
from agencies.models import AgencyKind

SPELLINGS = yaml.safe_load(Path(__file__).with_name("spellings.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("codes", SPELLINGS)
def test_a_spelling_leads_to_its_country_and_to_no_other(codes):
    read = {name: " ".join(sorted(codes_called(name))) for name in SPELLINGS[codes]}
    assert read == dict.fromkeys(SPELLINGS[codes], codes)


def test_the_government_of_a_country_is_known_by_every_name_of_it():
    names = {
        "Government of the French Republic": "FR",
        "FRENCH GOVERNMENT": "FR",
        "Gobierno de la República de Chile": "CL",
        "Regierung der Bundesrepublik Deutschland": "DE",
        "Govt. of India": "IN",
        "Royal Government of Cambodia": "KH",
        "Government of Korea": "KP KR",
        "Government": "",
        "France": "",
    }
    assert {name: " ".join(sorted(codes_of_government(name))) for name in names} == names


def test_former_states_have_their_successors():
    assert successors_of("CSHH") == ["CZ", "SK"]
    assert successors_of("SUHH")[0] == "RU"
    assert successors_of("BE") == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Gibraltar", "territory"),
        ("Bermuda", "territory"),
        ("French Guiana", "territory"),
        ("Hong Kong", "territory"),
        ("Puerto Rico", "territory"),
        ("Grönland", "territory"),
        ("Netherlands Antilles", "territory"),
        ("Guiana", "state"),
        ("Cook Islands", "state"),
        ("Denmark", "state"),
        ("Soviet Union", "state"),
    ],
)
def test_a_territory_is_no_state(name, kind):
    [code] = codes_called(name)
    assert AgencyKind.of_country(code) == kind


def test_territories_and_those_in_free_association_are_on_the_side_of_their_state():
    with open("fixtures/countries.yaml", encoding="utf-8") as fixture:
        codes = {record["fields"]["code"] for record in yaml.safe_load(fixture)}
    assert territories().keys() | {*territories().values()} <= codes
    assert on_the_side_of("DK") == {"FO", "GL"}
    assert on_the_side_of("NZ") == {"CK", "NU", "TK"}
    assert on_the_side_of("BE") == on_the_side_of(None) == set()


def test_what_iso_calls_a_country_leads_to_it():
    """As far as the table says anything: other names of theirs are found as they are stored."""
    for file in ("countries", "country_names"):
        with open(f"fixtures/{file}.yaml", encoding="utf-8") as fixture:
            for fields in (record["fields"] for record in yaml.safe_load(fixture)):
                code = fields.get("code") or fields["country"][0]
                assert codes_called(fields["name"]) <= {code} or fields["name"] in ("Congo", "East Timor")


@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "nl", "it", "pt", "ru"])
def test_a_name_in_a_text_is_one_countrys_or_known_to_be_several(language):
    codes = {}
    for code, name in names_in_text(language):
        codes.setdefault(name, set()).add(code)
    assert all(len(shared) == 1 or codes_called(name) == shared for name, shared in codes.items())


def test_names_of_the_languages_of_our_sources_come_before_the_others():
    names = near_names("FR")
    assert names[:6] == ["France", "Francia", "Frankreich", "Frankrijk", "França", "Франция"]
    assert "French" in names
    assert max(Counter(names).values()) == 1
