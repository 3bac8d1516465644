"""The report on a table before anything is done: every row with its outcome, every refusal in words, all at once."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from agencies.models import Agency
from agreements.models import Agreement
from desk.importing.planning import begin, plan
from desk.models import ImportState
from tests.desk.importing.conftest import REGISTER
from tests.factories import make_agency, make_agreement, make_country

pytestmark = pytest.mark.django_db
SAMPLES = Path(settings.BASE_DIR).parent / "shared" / "samples"
NASA = "no,nasa_installation,partner_name,country,title_purpose,type_of_agreement,signature_date,expiration_date,source"


def by_id(table):
    assert table.state == ImportState.PLANNED, table.problem
    return {row.row_id: row for row in table.rows.all()}


def said(row):
    return " ".join(row.remarks)


def test_a_register_is_reported_row_by_row_and_nothing_is_written(planned):
    rows = by_id(planned("national_register", REGISTER))
    assert {key: row.outcome for key, row in rows.items()} == {
        "R1": "new", "R2": "rejected", "R3": "rejected", "R4": "new", "R5": "rejected"
    }  # fmt: skip
    assert [row.line for row in rows.values()] == [2, 3, 4, 5, 6]
    facts = rows["R1"].facts
    assert (facts["signed"]["value"], facts["signed"]["phrase"]) == ("1998-04-03", "03/04/1998")
    assert facts["designation"]["value"] == "exchange_of_notes"
    assert facts["title"]["value"] == "Exchange of notes of Belgium and France, 3 April 1998"
    assert facts["formal_title"]["phrase"] == "Exchange of notes on a tracking station at"
    assert "is called “Kingdom of Wonders”" in said(rows["R2"])
    assert "multilateral" in said(rows["R3"])
    assert "Entry into force on 1 December 2001, before the signature on 31 December 2001" in said(rows["R4"])
    assert "“poetry” is not a recorded cooperation area" in said(rows["R4"])
    assert "not a day of the calendar" in said(rows["R5"])
    assert not Agreement.objects.exists()
    assert not Agency.objects.filter(kind="state").exists()


def test_all_that_is_wrong_with_a_row_is_said_at_once(planned):
    row = "X,,bilateral,Belgium; Atlantis,1/2/03,99/99/1999,,,,,"
    (planned_row,) = planned("national_register", [REGISTER[0], row]).rows.all()
    text = said(planned_row)
    assert all(words in text for words in ("no title", "Atlantis", "Signature:", "Entry into force:"))


def test_an_unknown_column_is_refused_by_name_with_the_nearest(planned):
    table = planned("national_register", ["id,title,partys,signed on", "1,A treaty,Belgium; France,01/01/2001"])
    assert table.state == ImportState.FAILED
    assert "Unknown column “partys”. Did you mean “parties”?" in table.problem
    assert "Unknown column “signed on”" in table.problem


@pytest.mark.many
@pytest.mark.parametrize(
    ("order", "edtf"), [("dd/mm/yyyy", "2018-04-03"), ("mm/dd/yyyy", "2018-03-04"), ("unstated", None), ("iso", None)]
)
def test_a_date_in_digits_needs_a_stated_order(planned, origin, order, edtf):
    origin("here", "national_register", ("dates: dd/mm/yyyy", f"dates: {order}"))
    line = "1,Treaty on a telescope,bilateral,Belgium; France,03/04/2018,,,,,,"
    (row,) = planned("here", [REGISTER[0], line]).rows.all()
    if edtf:
        assert row.facts["signed"]["value"] == edtf
    else:
        assert "03/04/2018" in said(row)
        assert row.outcome == "rejected"
    if order == "unstated":
        assert "is the day or the month first?" in said(row)


@pytest.mark.many
@pytest.mark.parametrize(
    ("signed", "edtf"),
    [
        ("05.11.2009", "2009-11-05"),
        ("5 11 2009", "2009-11-05"),
        ("5. 11. 2009", "2009-11-05"),
        ("5-Nov-2009", "2009-11-05"),
        ("2009/11/05", "2009-11-05"),
        ("05/11/2009 00:00", "2009-11-05"),
        ("le 5 nov. 2009", "2009-11-05"),
        ("Q4/2009", "2009-36"),
        ("n/a", None),
        ("–", None),
        ("s.d.", None),
    ],
)
def test_a_cell_is_read_whole_or_says_that_no_date_is_stated(planned, signed, edtf):
    (row,) = planned(
        "national_register", [REGISTER[0], f"1,Treaty on a telescope,bilateral,Belgium; France,{signed},,,,,,"]
    ).rows.all()
    assert row.facts.get("signed", {}).get("value") == edtf
    assert row.outcome == "new"


@pytest.mark.many
@pytest.mark.parametrize(
    ("signed", "says"),
    [
        ("05.11.09", "a year has four figures"),
        ("5 Nov 61", "a year has four figures"),
        ("2009; 2010", "“2010” is left over"),
        ("until 2009", "gives an end"),
        ("FY2009", "a fiscal year"),
        ("5 November 2552", "no year between"),
        ("Friday 5 November 2009", "another day of the week"),
        ("31/11/2009", "not a day of the calendar"),
        ("05/13/2009", "read as dd/mm/yyyy"),
    ],
)
def test_a_date_that_is_not_read_whole_rejects_its_row_with_the_reason(planned, signed, says):
    (row,) = planned(
        "national_register", [REGISTER[0], f"1,Treaty on a telescope,bilateral,Belgium; France,{signed},,,,,,"]
    ).rows.all()
    assert row.outcome == "rejected"
    assert says in said(row)
    assert signed in said(row)


@pytest.mark.thorough
def test_a_code_is_of_the_system_of_its_origin(planned, origin):
    line = "1,GSFC,German Aerospace Center (DLR),Germany (GM),Solar wind,Project-Specific Agreement (PSA),10/18/1990,,"
    assert by_id(planned("nasa_saa", [NASA, line]))["1"].outcome == "new"
    origin("iso", "nasa_saa", ("countries: fips", "countries: alpha-2"))
    row = by_id(planned("iso", [NASA, line]))["1"]
    assert "the name is Germany, the code is Gambia in alpha-2" in said(row)
    line = line.replace("Germany (GM)", "Japan (JA)")
    assert "The record of German Aerospace Center has the country Germany; the row has Japan" in said(
        by_id(planned("nasa_saa", [NASA, line]))["1"]
    )


@pytest.mark.many
@pytest.mark.parametrize(("system", "code"), [("alpha-2", "DE"), ("alpha-3", "DEU"), ("fips", "GM")])
def test_states_are_named_by_codes_where_the_origin_uses_codes(planned, origin, system, code):
    origin("coded", "national_register", ("countries: names", f"countries: {system}"))
    line = f"1,Treaty on a telescope,bilateral,{code}; France,03/04/2018,,,,,,"
    row = by_id(planned("coded", [REGISTER[0], line]))["1"]
    assert row.facts["party_one"]["value"] == "state:DE"
    assert by_id(planned("national_register", [REGISTER[0], line]))["1"].outcome == "rejected"


def test_a_name_of_several_is_left_to_a_person(planned):
    make_agency("first", name="Space Office", country="FR")
    make_agency("second", name="Space Office", country="CA")
    line = "1,Treaty on a telescope,bilateral,Space office; Belgium,03/04/2018,,,,,,"
    assert "“Space office” may be Space Office or Space Office" in said(
        by_id(planned("national_register", [REGISTER[0], line]))["1"]
    )


@pytest.mark.many
@pytest.mark.parametrize(
    ("name", "said_of_it"),
    [
        ("Korea, Rep.", "South Korea"),
        ("Korea, Dem. Rep.", "North Korea"),
        ("Democratic Republic of the Congo", "DR Congo"),
        ("NETHERLANDS THE", "Netherlands"),
        ("Gouvernement du Royaume des Pays-Bas", "Government of Netherlands"),
        ("Soviet Union", "USSR"),
        ("Korea", "“Korea” may be North Korea or South Korea."),
        ("Congo", "“Congo” may be Congo or DR Congo."),
        ("Northern Ireland", "is called “Northern Ireland”"),
    ],
)
def test_a_party_is_found_by_every_usual_name_of_its_country(planned, name, said_of_it):
    for code, called in {"KR": "South Korea", "KP": "North Korea", "NL": "Netherlands", "IE": "Ireland"}.items():
        make_country(code, name=called)
    for code, called in {"CD": "DR Congo", "CG": "Congo"}.items():
        make_country(code, name=called)
    make_country("SUHH", name="USSR", withdrawn="1992")
    line = f'1,Treaty on a telescope,bilateral,"{name}; Belgium",03/04/2018,,,,,,'
    row = by_id(planned("national_register", [REGISTER[0], line]))["1"]
    shown = row.facts.get("party_one", {}).get("shown")
    assert shown == said_of_it or said_of_it in said(row)


def test_what_may_be_here_already_is_told(planned):
    make_agency("belgium", name="Belgium", kind="state", country="BE")
    make_agency("france", name="France", kind="state", country="FR")
    make_agreement("one", parties=["belgium", "france"], acts={"signed": "1998-04"}, title="The tracking station")
    row = by_id(planned("national_register", REGISTER))["R1"]
    assert row.outcome == "duplicate"
    assert "Possible duplicate of “The tracking station”" in said(row)


def test_any_dated_act_may_have_a_column(planned, origin):
    origin("here", "national_register", ("terminated: terminated", "terminated: suspended"))
    line = "1,Treaty on a telescope,bilateral,Belgium; France,03/04/2018,,17/03/2022,,,,"
    assert by_id(planned("here", [REGISTER[0], line]))["1"].facts["suspended"]["value"] == "2022-03-17"


def test_an_id_counts_once_in_a_table(planned):
    table = planned("national_register", [*REGISTER[:2], REGISTER[1]])
    assert [row.outcome for row in table.rows.all()] == ["new", "rejected"]
    assert "Line 2 has the same id, “R1”" in said(table.rows.last())


def test_parties_are_read_in_a_title_where_the_origin_names_them_there_only(planned):
    heading = "IEA# (click for add'l info),Inclusion,Signature Year,Signature Date,Treaty Name"
    titles = [
        "Agreement by exchange of notes between Brazil and the United States of America concerning balloons",
        "Agreement between the Government of Japan and the Government of Brazil on lakes",
        "Agreement between Brazil and Erewhon on lakes",
        "Memorandum on lakes",
    ]
    lines = [f'{number},BuA,1980,1980-05-06,"{title}"' for number, title in enumerate(titles)]
    rows = by_id(planned("ieadb", [heading, *lines]))
    sides = [[rows[key].facts[side]["value"] for side in ("party_one", "party_two")] for key in "01"]
    assert sides == [["state:BR", "state:US"], ["government:JP", "government:BR"]]
    assert "is called “Erewhon”" in said(rows["2"])
    assert "does not name the parties" in said(rows["3"])


@pytest.mark.thorough
def test_a_workbook_and_json_are_read_like_a_text(planned):
    cells = [line.split(",") for line in REGISTER[:2]]
    assert (
        by_id(planned("national_register", cells, "table.xlsx"))["R1"].facts
        == by_id(planned("national_register", REGISTER[:2]))["R1"].facts
    )
    row = dict(zip(*cells, strict=True))
    rows = by_id(planned("national_register", [row, {**row, "id": "R9", "x": 1}], "table.json"))
    assert rows["R1"].outcome == "new"
    assert "Unknown column “x”" in said(rows["R9"])


@pytest.mark.many
@pytest.mark.parametrize(
    ("name", "lines", "why"),
    [
        ("table.pdf", ["x"], "Use csv"),
        ("table.csv", [""], "has no column names"),
        ("table.csv", ["id,title,parties"], "no rows"),
        ("table.csv", ["id,id", "1,2"], "Columns of the same name: id"),
        ("table.csv", ["id,title", "1,2,3"], "Line 2 has more cells"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(planned, name, lines, why):
    table = planned("national_register", lines, name)
    assert (table.state, why in table.problem) == (ImportState.FAILED, True), table.problem


def test_agencies_are_read_with_a_parent_from_the_same_table(planned):
    table = planned(
        "agencies",
        [
            "short name,name,native name,country,founded,dissolved,parent",
            "TLC,Telescope Centre,Centre des télescopes,France,1999,,Space Board",
            "SB,Space Board,,France,1961-12-19,,",
            "JAXA,Aerospace Exploration,,Japan,,,",
            "X,Nowhere Agency,,Nowhere,soon,,Nobody",
        ],
    )
    rows = by_id(table)
    assert {name: row.outcome for name, row in rows.items()} == {
        "Telescope Centre": "new",
        "Space Board": "new",
        "Aerospace Exploration": "duplicate",
        "Nowhere Agency": "rejected",
    }
    assert rows["Telescope Centre"].facts["parent"]["value"] == "row:Space Board"
    assert all(words in said(rows["Nowhere Agency"]) for words in ("Founded:", "Country:", "Parent:"))


def test_an_unknown_origin_is_told_with_the_nearest(world):
    with pytest.raises(ValidationError, match="Did you mean “ieadb”"):
        begin("ieadbb", "x.csv")


@pytest.mark.many
@pytest.mark.parametrize(
    ("origin", "file", "rows"), [("ieadb", "ieadb_space.csv", 35), ("nasa_saa", "nasa_saa_sample.csv", 4)]
)
def test_the_real_tables_are_read(world, origin, file, rows):
    if not (SAMPLES / file).exists():
        pytest.skip(f"the samples are not beside this checkout ({SAMPLES})")
    table = plan(begin(origin, file), SAMPLES / file)
    assert table.state == ImportState.PLANNED, table.problem
    counts = table.counts()
    assert sum(counts.values()) in (rows, rows - 1)
    assert counts["new"] >= 1
