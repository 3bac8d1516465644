"""Columns of identifiers in a table: read by their schemes, kept with their words, and what a row is known by."""

import pytest
from django.core.exceptions import ValidationError

from agencies.models import Agency, AgencyName
from agreements.entering import enter
from agreements.models import Agreement, Citation, Identifier
from desk.importing.applying import apply_import, take_back
from desk.importing.mappings import mapping_from, text_of
from tests.desk.importing.test_planning import by_id, said
from tests.factories import identify, make_agency, make_agreement

pytestmark = pytest.mark.django_db
AGREEMENTS = "id,title,type,parties,signed,in force,terminated,place,subject,references,document,TIAS"
AGENCIES = "short name,name,native name,country,founded,parent,dissolved,ror"


def treaty(key, number, parties="Belgium; France"):
    return f"{key},Treaty number {key},bilateral,{parties},05/05/1999,,,,,,,{number}"


@pytest.fixture
def register(origin):
    return origin("register", "national_register", ("left_out:", "identifiers:\n  tias: TIAS\nleft_out:"))


@pytest.fixture
def bodies(origin):
    return origin("bodies", "agencies", ("left_out:", "identifiers:\n  ror: ror\nleft_out:"))


@pytest.mark.thorough
def test_a_number_is_kept_in_the_spelling_of_its_scheme_with_its_words_and_taken_back(planned, register):
    table = planned(register, [AGREEMENTS, treaty("A", "TIAS 12927"), treaty("B", "", "Belgium; Canada")])
    apply_import(table)
    identifier = Identifier.objects.get()
    assert (identifier.scheme, identifier.value) == ("tias", "12927")
    assert identifier.agreement.titles.get().text == "Treaty number A"
    assert Citation.objects.get(identifier=identifier).phrase == "TIAS 12927"
    again = by_id(planned(register, [AGREEMENTS, treaty("A", "12927"), treaty("B", "", "Belgium; Canada")]))
    assert {row.outcome for row in again.values()} == {"unchanged"}
    take_back(table)
    assert not Identifier.objects.exists()


@pytest.mark.thorough
def test_a_changed_number_is_changed_and_one_that_is_stated_no_more_goes(planned, register):
    apply_import(planned(register, [AGREEMENTS, treaty("A", "12927")]))
    changed = planned(register, [AGREEMENTS, treaty("A", "12928")])
    (row,) = changed.rows.all()
    assert row.differences == [
        {"name": "identifier:tias", "old": "TIAS 12927", "new": "TIAS 12928", "is_conflict": False}
    ]
    apply_import(changed)
    assert Identifier.objects.get().value == "12928"
    apply_import(planned(register, [AGREEMENTS, treaty("A", "")]))
    assert not Identifier.objects.exists()


def test_a_number_and_a_name_that_somebody_has_entered_here_are_no_change(planned, register, bodies):
    apply_import(planned(register, [AGREEMENTS, treaty("A", "12927")]))
    identify(Agreement.objects.get(), "tias", "12928")
    assert by_id(planned(register, [AGREEMENTS, treaty("A", "12928")]))["A"].outcome == "unchanged"
    apply_import(planned(bodies, [AGENCIES, "SB,Space Board,,France,,,,"]))
    enter(AgencyName(agency=Agency.objects.get(name="Space Board"), name="Le Conseil", language="fr"))
    (row,) = planned(bodies, [AGENCIES, "SB,Space Board,Le Conseil,France,,,,"]).rows.all()
    assert row.outcome == "unchanged"


def test_what_is_no_number_of_its_scheme_rejects_the_row(planned, register):
    row = by_id(planned(register, [AGREEMENTS, treaty("A", "1975/35")]))["A"]
    assert row.outcome == "rejected"
    assert "“1975/35” is not an identifier of “Treaties and Other International Acts Series”" in said(row)


def test_a_record_is_known_by_its_number_whatever_its_parties_and_names(planned, register):
    identify(make_agreement("stored", title="On a station", parties=["CA", "US"]), "tias", "12927")
    rows = by_id(planned(register, [AGREEMENTS, treaty("A", "12927"), treaty("B", "12928")]))
    assert (rows["A"].outcome, rows["B"].outcome) == ("duplicate", "new")
    assert said(rows["A"]) == "Possible duplicate of “On a station” with the same TIAS 12927."


@pytest.mark.thorough
def test_rows_of_one_origin_may_share_a_number(planned, register):
    apply_import(planned(register, [AGREEMENTS, treaty("A", "12927")]))
    lines = [AGREEMENTS, treaty("A", "12927"), treaty("B", "12927", "Belgium; Canada")]
    assert by_id(planned(register, lines))["B"].outcome == "new"
    apply_import(planned(register, lines))
    assert Agreement.objects.filter(identifiers__value="12927").count() == 2


@pytest.mark.thorough
def test_a_number_that_only_one_record_can_have_is_refused_to_another(planned, bodies):
    identify(make_agency("cnes", name="Centre national"), "ror", "04h1h0y33")
    lines = [
        AGENCIES,
        ",Centre of elsewhere,,France,,,,04h1h0y33",
        ",Alpha,,France,,,,027ka1x80",
        ",Omega,,France,,,,https://ror.org/027ka1x80",
    ]
    rows = by_id(planned(bodies, lines))
    assert [row.outcome for row in rows.values()] == ["duplicate", "new", "rejected"]
    assert "Possible duplicate of “Centre national” with the same ROR 04h1h0y33" in said(rows["Centre of elsewhere"])
    assert "Line 3 has ROR 027ka1x80 too" in said(rows["Omega"])
    apply_import(rows["Alpha"].table)
    (row,) = planned(bodies, [AGENCIES, ",Omega,,France,,,,027ka1x80"]).rows.all()
    assert "“Alpha” already has ROR 027ka1x80" in said(row)


@pytest.mark.thorough
def test_a_number_that_another_record_is_known_to_have_wrongly_is_free(planned, register, bodies):
    wrong = {"standing": "known_wrong", "standing_reason": "It is that of its predecessor."}
    identify(make_agency("cnes", name="Centre national"), "ror", "04h1h0y33", **wrong)
    table = planned(bodies, [AGENCIES, ",Centre of elsewhere,,France,,,,04h1h0y33"])
    apply_import(table)
    assert Agency.objects.get(identifiers__standing="").name == "Centre of elsewhere"
    identify(make_agreement("stored", title="On a station", parties=["CA", "US"]), "tias", "12927", **wrong)
    assert by_id(planned(register, [AGREEMENTS, treaty("A", "12927")]))["A"].outcome == "new"


def test_a_row_keeps_the_number_that_it_brought(planned, bodies):
    lines = [AGENCIES, ",Alpha,,France,,,,027ka1x80"]
    apply_import(planned(bodies, lines))
    assert by_id(planned(bodies, lines))["Alpha"].outcome == "unchanged"
    assert Agency.objects.get(identifiers__scheme="ror").name == "Alpha"


@pytest.mark.parametrize("scheme", ["law", "tais"])
def test_a_mapping_names_schemes_that_a_column_can_tell(scheme):
    text = text_of("agencies").replace("left_out:", f"identifiers:\n  {scheme}: number\nleft_out:")
    with pytest.raises(ValidationError, match=f"unknown scheme “{scheme}”"):
        mapping_from(text)
