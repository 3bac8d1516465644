"""Tables are read whole or refused with a sentence: what files, copies and mappings do to the report on their rows."""

import json

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from agencies.models import Agency
from agreements.models import Agreement, Citation, Relation, Source, Title
from desk.duplicates import proposals
from desk.importing import planning
from desk.importing.applying import apply_import, take_back
from desk.importing.mappings import mapping_from, text_of
from desk.importing.planning import OUR_FAULT, begin, plan
from desk.models import Import, ImportState
from desk.states import Refused
from tests.desk.importing.conftest import REGISTER
from tests.factories import make_agency, make_agreement

pytestmark = pytest.mark.django_db
LINE = "{},{},bilateral,{},{},,,,,,"


def lines(*rows):
    """Return a register of rows, each as (id, title, parties, day of the signature)."""
    return [REGISTER[0], *(LINE.format(*row) for row in rows)]


def outcomes(table):
    assert table.state == ImportState.PLANNED, table.problem
    return {row.row_id: row.outcome for row in table.rows.all()}


def said(table, row_id):
    return " ".join(table.rows.get(row_id=row_id).remarks)


def test_a_row_with_a_cell_that_holds_no_value_is_rejected_and_the_cell_named(world, tmp_path):
    book = openpyxl.Workbook()
    for row in [
        ["id", "title", "type", "parties", "signed", "place", "references"],
        ["1", "A treaty", "bilateral", "Belgium; France", "=DATE(2018,6,25)", "Paris", ""],
        ["2", "A treaty on balloons", "bilateral", "Belgium; Canada", "25/06/2018", "#N/A", ""],
        ["3", "A treaty on moons", "bilateral", "Belgium; Japan", "25/06/2018", "Paris", "#REF!"],
    ]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    table = plan(begin("national_register", "a.xlsx"), tmp_path / "a.xlsx")
    assert outcomes(table) == {
        "1": "rejected",
        "2": "rejected",
        "3": "new",
    }  # a column that is left out may hold errors
    assert "“signed” has a formula without a value" in said(table, "1")
    assert "“place” holds the error #N/A" in said(table, "2")


@pytest.mark.thorough
def test_headings_are_known_in_other_capitals_and_what_is_known_of_a_table_is_kept(planned):
    table = planned(
        "national_register", ["A register", "ID;Title;TYPE;Parties", "1;A treaty;bilateral;Belgium, France"]
    )
    assert "The row names one party" in said(table, "1")
    table = planned(
        "national_register", ["A register", "ID|Title|TYPE|Parties", "1|A treaty|bilateral|Belgium; France"]
    )
    assert outcomes(table) == {"1": "new"}
    assert Import.objects.get(pk=table.pk).told == ["Line 2 has the column names; the lines above it are ignored."]


@pytest.mark.many
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{"id": "1", "title": "A \\u0000 treaty", "parties": "Belgium; France"}]'),
        ("a.json", '[{"id": "1", "title": "A treaty", "parties": "Belgium; France"}'),
        ("a.csv", 'id,title,parties\n1,A treaty,"Belgium; France\n'),
    ],
)
def test_a_table_that_is_not_whole_leaves_no_row_and_a_sentence(world, tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")
    table = plan(begin("national_register", name), tmp_path / name)
    assert table.state == ImportState.FAILED
    assert table.problem.endswith(".")
    assert not table.rows.exists()


def test_a_failure_of_ours_is_told_on_the_page_too(planned, monkeypatch):
    monkeypatch.setattr(planning, "stated", lambda *row: 1 / 0)
    table = planned("national_register", REGISTER)
    assert (table.state, table.problem) == (ImportState.FAILED, OUR_FAULT)


def test_a_failure_while_it_is_applied_is_told_too(planned, monkeypatch):
    table = planned("national_register", REGISTER)
    monkeypatch.setattr("desk.importing.applying._Run.apply", lambda run: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("import_agreements", "--import", table.pk, "--apply")
    assert Import.objects.get(pk=table.pk).problem == OUR_FAULT


def test_copies_of_a_row_inside_a_table_are_possible_duplicates(planned):
    table = planned(
        "national_register",
        lines(
            ("1", "Treaty on launches", "Belgium; France", "01/02/2003"),
            ("2", "TREATY ON LAUNCHES.", "France; Belgium", "01/02/2003"),
            ("3", "Treaty on launches", "Belgium; Government of France", "2003"),
            ("4", "Treaty on launches", "Belgium; France", ""),
            ("5", "Treaty on launches", "Belgium; France", "05/06/2010"),
            ("6", "Treaty on launches", "Belgium; Canada", "01/02/2003"),
            ("7", "Treaty on balloons", "Belgium; France", "01/02/2003"),
        ),
    )
    assert outcomes(table) == {
        "1": "new", "2": "duplicate", "3": "duplicate", "4": "duplicate", "5": "new", "6": "new", "7": "new"
    }  # fmt: skip
    assert "line 2 of this table" in said(table, "3")
    apply_import(table)
    assert Agreement.objects.count() == 4
    again = planned("national_register", lines(("1", "Treaty on launches", "Belgium; France", "01/02/2003"), ("8",
        "Treaty on launches", "Belgium; France", "01/02/2003")))  # fmt: skip
    assert outcomes(again) == {"1": "unchanged", "8": "duplicate"}
    assert again.told == ["3 rows imported before are not in this table (5, 6, 7). Their records are not changed."]


@pytest.mark.thorough
def test_twenty_copies_of_each_row_are_one_agreement_each(planned):
    rows = [
        (f"{copy}-{day}", f"Treaty {day}", "Belgium; Japan", f"0{day}/01/2001") for copy in range(21) for day in (1, 2)
    ]
    table = planned("national_register", lines(*rows))
    assert list(outcomes(table).values()).count("new") == 2


@pytest.mark.thorough
def test_copies_of_a_body_are_possible_duplicates(planned):
    table = planned(
        "agencies",
        ["short name,name,native name,country,founded,parent", "A,Space Office,,France,,", "B,SPACE OFFICE,,France,,",
         "C,Space-Office,,Canada,,"],
    )  # fmt: skip
    assert outcomes(table) == {"Space Office": "new", "SPACE OFFICE": "duplicate", "Space-Office": "new"}


@pytest.mark.many
@pytest.mark.parametrize("here", ["state", "government"])
@pytest.mark.parametrize("there", ["France", "Government of France"])
def test_state_and_government_of_a_country_are_one_side(planned, here, there):
    make_agency("belgium", name="Belgium", kind="state", country="BE")
    make_agency("france", name="French authorities", kind=here, country="FR")
    make_agreement("one", parties=["belgium", "france"], acts={"signed": "1998-04"}, title="The tracking station")
    table = planned("national_register", lines(("1", "Treaty on a station", f"Belgium; {there}", "03/04/1998")))
    assert outcomes(table) == {"1": "duplicate"}


def test_a_country_is_no_two_sides_and_its_government_no_change(planned):
    table = planned(
        "national_register",
        lines(("1", "Treaty a", "France; Government of France", "2001"), ("2", "Treaty b", "France; Belgium", "2001")),
    )
    assert outcomes(table) == {"1": "rejected", "2": "new"}
    assert "Both parties are France" in said(table, "1")
    apply_import(table)
    again = planned("national_register", lines(("2", "Treaty b", "Government of France; Belgium", "2001")))
    assert outcomes(again) == {"2": "unchanged"}


def test_records_between_a_state_and_a_government_are_proposed_as_one():
    make_agency("france", name="France", kind="state", country="FR")
    make_agency("paris", name="Government of France", kind="government", country="FR")
    make_agency("cnes", name="CNES", country="FR")
    for slug, side in (("one", "france"), ("two", "paris"), ("three", "cnes")):
        make_agreement(slug, parties=["BE", side], acts={"signed": "1998-04"}, title="The tracking station")
    first, *others = proposals("agreement")
    assert (first.one.slug, first.other.slug) == ("one", "two")
    assert all(first.weight > found.weight for found in others)  # those with a body of the same country


@pytest.mark.thorough
def test_a_party_of_all_rows_is_cited_with_its_own_words_or_with_none(planned, origin):
    make_agency("cnes", name="CNES", country="FR")
    origin("ours", "national_register", ("dates: dd/mm/yyyy", "dates: dd/mm/yyyy\nparty: CNES"))
    table = planned(
        "ours",
        lines(
            ("1", "Treaty on launches", "JAXA", "2001"),
            ("2", "CNES and NASA on moons", "NASA", "2002"),
            ("3", "Treaty with the CNES", "DLR", "2003"),
        ),
    )
    facts = {row.row_id: row.facts for row in table.rows.all()}
    assert (facts["1"]["party_one"]["phrase"], facts["1"]["party_two"]["phrase"]) == ("", "JAXA")
    assert [facts[row]["party_one"]["phrase"] for row in ("2", "3")] == ["CNES", "CNES"]
    apply_import(table)
    cnes = Agency.objects.get(slug="cnes")
    assert sorted(Citation.objects.filter(party__agency=cnes).values_list("phrase", flat=True)) == ["CNES", "CNES"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("Treaty on launches", "Treaty on launches"),
        (
            "Government of Belgium and Government of France concerning the launch: exchange of notes of Paris",
            "exchange of notes of Paris",
        ),
        (
            "Entre le Royaume de Belgique et la République française, accord-cadre sur les lanceurs",
            "accord-cadre sur les lanceurs",
        ),
    ],
)
def test_the_citation_of_a_type_holds_its_word(planned, title, phrase):
    table = planned("national_register", lines(("1", f'"{title}"', "Belgium; France", "2001")))
    assert table.rows.get().facts["designation"]["phrase"] == phrase


def test_a_type_that_a_mapping_says_of_all_rows_has_no_words(planned, origin):
    origin("ours", "national_register", ("dates: dd/mm/yyyy", "dates: dd/mm/yyyy\ndesignation: treaty"))
    table = planned("ours", lines(("1", "On launches", "Belgium; France", "2001")))
    assert table.rows.get().facts["designation"] == {"value": "treaty", "shown": "treaty", "phrase": ""}


@pytest.mark.thorough
def test_bodies_that_are_parts_of_each_other_are_refused_before_anything_is_done(planned):
    heading = "short name,name,native name,country,founded,parent"
    table = planned(
        "agencies",
        [heading, "A,Body A,,France,,Body B", "B,Body B,,France,,Body C", "C,Body C,,France,,Body A",
         "D,Body D,,France,,Body D", "E,Body E,,France,,Body A", "F,Body F,,France,,Body G", "G,Body G,,France,,"],
    )  # fmt: skip
    assert outcomes(table) == {
        **{f"Body {name}": "rejected" for name in "ABCD"}, **{f"Body {name}": "new" for name in "EFG"}
    }  # fmt: skip
    assert "Body A is part of Body B is part of Body C is part of Body A" in said(table, "Body A")
    assert "Body D is part of Body D" in said(table, "Body D")
    assert "The organisation will have no parent" in said(table, "Body E")
    apply_import(table)
    assert Agency.objects.get(name="Body F").parent.name == "Body G"
    later = planned("agencies", [heading, "G,Body G,,France,,Body F"])
    assert "Body G is part of Body F is part of Body G" in said(later, "Body G")


def mapped(origin, *settings):
    return origin("mapped", "national_register", ("dates: dd/mm/yyyy", "\n".join(["dates: dd/mm/yyyy", *settings])))


def test_rows_are_chosen_by_a_filter_of_the_mapping(planned, origin):
    mapped(origin, "only:", "  subject: [space, '*satellite*']", "  Type: [bilateral]")
    rows = [("1", "Space"), ("2", "fish"), ("3", "fish; SPACE"), ("4", "small satellites"), ("5", ""), ("6", "spaces")]
    table = planned(
        "mapped",
        [REGISTER[0], *(f"{key},Treaty {key},bilateral,Belgium; France,,,,,{subject},," for key, subject in rows)],
    )
    assert sorted(outcomes(table)) == ["1", "3", "4"]
    assert table.told == ["“only” in the import profile excludes 3 of 6 rows."]
    assert "“subject”, which “only” uses to select rows, is missing" in planned("mapped", ["id,title", "1,a"]).problem


def test_values_stand_for_others_and_are_cited_as_they_are_written(planned, origin):
    mapped(
        origin, "values:", "  parties: {Roy. de Belgique: Belgium, Rep. fr.: France}", "  place: {n/a: ''}",
    )  # fmt: skip
    table = planned("mapped", [REGISTER[0], "1,Treaty on launches,bilateral,roy. de belgique; Rep. fr.,2001,,,N/A,,,"])
    facts = table.rows.get().facts
    assert [facts[side]["value"] for side in ("party_one", "party_two")] == ["state:BE", "state:FR"]
    assert [facts[side]["phrase"] for side in ("party_one", "party_two")] == ["roy. de belgique", "Rep. fr."]
    assert "place" not in facts


def test_two_columns_may_mean_one_thing(planned, origin):
    origin(
        "mapped",
        "national_register",
        ("in force: entered_into_force", "in force: signed"),
        ("subject: areas", "subject: areas\n  place: areas"),
        ("  place: place\n", ""),
    )
    table = planned(
        "mapped",
        [REGISTER[0], "1,Treaty a,bilateral,Belgium; France,,01/02/2003,,astronomy,,,",
         "2,Treaty b,bilateral,Belgium; France,01/02/2003,02/02/2003,,,,,",
         "3,Treaty c,bilateral,Belgium; Canada,01/02/2003,1 Feb 2003,,,,,"],
    )  # fmt: skip
    assert outcomes(table) == {"1": "new", "2": "rejected", "3": "new"}
    assert table.rows.get(row_id="1").facts["signed"]["value"] == "2003-02-01"
    assert any(name.startswith("area:") for name in table.rows.get(row_id="1").facts)
    assert "“signed” says “01/02/2003” and “in force” says “02/02/2003”" in said(table, "2")


def test_constants_and_the_language_of_a_row(planned, origin):
    mapped(origin, "constants:", "  areas: astronomy", "  place: Brussels")
    table = planned(
        "mapped",
        [
            REGISTER[0],
            "1,Treaty a,bilateral,Belgium; France,2001,,,,,,",
            "2,Treaty b,bilateral,Belgium; France,2003,,,Paris,,,",
            "3,Treaty c,bilateral,Belgium; Canada,,,,,,,",
        ],
    )
    facts = {row.row_id: row.facts for row in table.rows.all()}
    assert (facts["1"]["place"]["value"], facts["1"]["place"]["phrase"]) == ("Brussels", "")
    assert (facts["2"]["place"]["value"], facts["2"]["place"]["phrase"]) == ("Paris", "Paris")
    assert ("place" in facts["3"], "area:" in " ".join(facts["3"])) == (False, True)  # a place is that of a signature
    apply_import(table)
    assert not Citation.objects.filter(agreement_area__isnull=False).exists()


@pytest.mark.many
@pytest.mark.parametrize(("told", "code"), [("French", "fr"), ("nl", "nl"), ("SPANISH", "es"), ("Martian", None)])
def test_the_language_of_a_title_is_that_of_its_row(planned, origin, told, code):
    origin(
        "mapped",
        "national_register",
        (
            "left_out:\n  references: where a treaty was published is not recorded here",
            "  references: language\nleft_out:",
        ),
    )
    table = planned("mapped", [REGISTER[0], f"1,Traité,bilateral,Belgium; France,2001,,,,,{told},"])
    if code:
        apply_import(table)
        assert Title.objects.get().language == code
    else:
        assert "“Martian” is not a language" in said(table, "1")


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("only: {subject: space}", "a list of texts"),
        ("values: {subject: space}", "must contain columns"),
        ("values: {subjects: {a: b}}", "there is no column"),
        ("constants: {id: x}", "not a meaning that all rows can share"),
        ("constants: {plase: x}", "not a meaning that all rows can share"),
        ("encoding: utf-99", "is not a known encoding"),
        ("left_out: {ID: again}", "occur twice"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(settings, why):
    text = "\n".join([text_of("national_register").partition("left_out:")[0], settings])
    with pytest.raises(ValidationError, match=why):
        mapping_from(text)


def test_a_row_may_be_from_a_document_of_its_own(planned, origin):
    columns = "\n".join(
        f"  {name}: source_{name.split()[-1]}" for name in ("doc address", "doc title", "doc date", "doc language")
    )
    origin("mapped", "national_register", ("  subject: areas\n", f"  subject: areas\n{columns}\n"))
    heading = "id,title,type,parties,signed,doc address,doc title,doc date,doc language"
    table = planned(
        "mapped",
        [heading, "1,Treaty a,bilateral,Belgium; France,2001,https://a.example/1,Loi du 3 mai,03/05/2001,French",
         "2,Treaty b,bilateral,Belgium; Japan,2001,,Loi,,", "3,Treaty c,bilateral,Belgium; Brazil,2001,https://a.example/3,,soon,"],
    )  # fmt: skip
    assert outcomes(table) == {"1": "new", "2": "new", "3": "rejected"}
    assert "The document of this row has no web address" in said(table, "2")
    assert "Source date: “soon”" in said(table, "3")
    apply_import(table)
    law = Source.objects.get(address="https://a.example/1")
    assert (law.title, law.published, law.language) == ("Loi du 3 mai", "2001-05-03", "fr")
    assert set(Citation.objects.filter(source=law).values_list("phrase", flat=True)) >= {"Treaty a", "Belgium", "2001"}


def test_json_may_have_its_rows_in_any_encoding(world, tmp_path):
    row = {"ID": "1", "title": "Traité sur l’étoile", "type": "bilateral", "parties": ["Belgium", "France"]}
    (tmp_path / "a.json").write_bytes(json.dumps([row], ensure_ascii=False).encode("utf-16"))
    assert outcomes(plan(begin("national_register", "a.json"), tmp_path / "a.json")) == {"1": "new"}


def test_the_command_tells_what_is_known_of_a_table(planned, capsys, tmp_path, world):
    (tmp_path / "a.csv").write_text("A register\n" + "\n".join(REGISTER[:2]))
    call_command("import_agreements", tmp_path / "a.csv", "--origin", "national_register")
    assert "Line 2 has the column names" in capsys.readouterr().out
    (tmp_path / "b.json").write_text("[")
    with pytest.raises(CommandError, match="cut off"):
        call_command("import_agreements", tmp_path / "b.json", "--origin", "national_register")


HEADING = "id,title,type,parties,signed,in force,terminated,place,subject,amends,extends"

RELATED = ("  subject: areas\n", "  subject: areas\n  amends: amends\n  extends: extends\n")


def related(*rows):
    """Return a register of rows, each as (id, what it amends, what it extends)."""
    return [
        HEADING,
        *(
            f"{key},Treaty {key},bilateral,Belgium; France,200{key},,,,,{amends},{extends}"
            for key, amends, extends in rows
        ),
    ]


def relations():
    return sorted(
        (relation.agreement.titles.get().text[-1], relation.kind, relation.other.titles.get().text[-1])
        for relation in Relation.objects.all()
    )


@pytest.mark.thorough
def test_relations_to_other_rows_come_change_and_go(planned, origin):
    origin(
        "mapped",
        "national_register",
        ("  subject: areas\n", "  subject: areas\n  amends: amends\n  extends: extends\n"),
    )
    table = planned("mapped", related(("1", "2; 3", ""), ("2", "", "9"), ("3", "", "")))
    assert outcomes(table) == dict.fromkeys("123", "new")
    assert "extends “9”, which is neither in this table nor recorded" in said(table, "2")
    apply_import(table)
    again = planned("mapped", related(("1", "2; 3", ""), ("2", "", "9"), ("3", "", "")))
    assert set(outcomes(again).values()) == {"unchanged"}
    assert relations() == [("1", "amends", "2"), ("1", "amends", "3")]
    assert Citation.objects.get(relation__other__titles__text="Treaty 2").phrase == "2"
    changed = planned("mapped", related(("1", "2", "3"), ("2", "", "9"), ("3", "", ""), ("9", "", "")))
    assert outcomes(changed) == {"1": "changed", "2": "changed", "3": "unchanged", "9": "new"}
    apply_import(changed)
    assert relations() == [("1", "amends", "2"), ("1", "extends", "3"), ("2", "extends", "9")]
    assert set(
        outcomes(planned("mapped", related(("1", "2", "3"), ("2", "", "9"), ("3", "", ""), ("9", "", "")))).values()
    ) == {"unchanged"}
    take_back(changed)
    assert relations() == [("1", "amends", "2"), ("1", "amends", "3")]
    assert "The agreement amends itself" in said(planned("mapped", related(("4", "4", ""))), "4")


def test_relations_that_go_in_a_ring_are_told_and_nothing_is_done(planned, origin):
    origin(
        "mapped",
        "national_register",
        ("  subject: areas\n", "  subject: areas\n  amends: amends\n  extends: extends\n"),
    )
    table = planned("mapped", related(("1", "2", ""), ("2", "1", "")))
    with pytest.raises(Refused, match="circle"):
        apply_import(table)
    assert not Agreement.objects.exists()
