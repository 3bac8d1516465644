"""Importing on the desk: from a table to its report, applied and taken back; the mapping shown and changed."""

import csv
from contextlib import suppress

import pghistory
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from agencies.models import AgencyName
from agreements.models import Agreement
from desk.admin import imports
from desk.models import Import, ImportOrigin
from tests.desk.importing.conftest import REGISTER
from tests.factories import make_agency, make_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(enter, world, monkeypatch):
    """A reviewer's client; what would run in a process of its own runs at once."""

    def start(*arguments):
        with suppress(CommandError):  # the page says why
            call_command("import_agreements", *map(str, arguments))

    monkeypatch.setattr(imports, "start", start)
    return enter("reviewer")


def bring(desk, lines, name="register.csv", **posted):
    file = SimpleUploadedFile(name, "\n".join(lines).encode())
    posted = {"origin": "national_register", "reason": "The register of 2026", **posted, "file": file}
    return desk.post("/admin/desk/import/add/", posted, follow=True)


def test_from_a_table_to_its_records_and_back(desk):
    page = bring(desk, REGISTER).text
    assert "new: 2" in page
    assert "rejected: 3" in page
    assert "is called “Kingdom of Wonders”" in page
    assert not Agreement.objects.exists()
    table = Import.objects.get()
    address = f"/admin/desk/import/{table.pk}/"
    applied = desk.post(f"{address}apply/", follow=True).text
    assert "State: imported" in applied
    agreement = Agreement.objects.get(slug="belgium-france-1998")
    assert "The register of 2026" in desk.get(f"/admin/agreements/agreement/{agreement.pk}/history/").text
    assert "the state of this import is “imported”" in desk.post(f"{address}apply/", follow=True).text
    desk.post(f"{address}take-back/", follow=True)
    assert not Agreement.objects.exists()
    assert "State: undone" in desk.get(f"{address}change/").text


@pytest.mark.thorough
def test_the_report_is_paged_and_shows_one_outcome(desk):
    lines = [REGISTER[1].replace("R1", f"A{number}") for number in range(120)]
    bring(desk, [*REGISTER, *lines])
    address = Import.objects.get().get_absolute_url()
    assert "page 1 of 3" in desk.get(address).text
    rejected = desk.get(address, {"outcome": "rejected"}).text
    assert [lines in rejected for lines in (">R2</td>", ">R5</td>", ">R1</td>")] == [True, True, False]


def test_a_name_that_nobody_has_is_decided_once_for_all_of_its_rows(desk):
    make_agency("dlr", name="German Aerospace Center", country="DE")
    sides = ["Bélgica Unida; France", "Bélgica Unida; Canada", "German Aero Centre; France", "Oz; France"]
    rows = [f"N{n},Agreement {n},bilateral,{one},0{n + 1}/03/2001,,,,,," for n, one in enumerate(sides)]
    lines = [REGISTER[0], *rows]
    assert "Unmatched names: 3" in bring(desk, lines).text
    address = f"/admin/desk/import/{Import.objects.get().pk}/names/"
    page = desk.get(address)
    assert [(one.name, one.rows) for one, _ in page.context_data["rows"]] == [
        ("Bélgica Unida", 2),
        ("German Aero Centre", 1),
        ("Oz", 1),
    ]
    names = ["Bélgica Unida", "German Aero Centre", "Oz"]
    posted = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3}
    posted |= {f"form-{number}-name": name for number, name in enumerate(names)}
    wrong = desk.post(address, posted | {"form-0-meant": "Korea", "form-1-meant": "Nowhere"}).text
    assert "No organisation or country is called “Nowhere”" in wrong
    meant = {"form-0-meant": "BELGIUM, KINGDOM OF", "form-1-meant": "dlr"}
    assert "2 names saved. 3 rows checked again: 3 new." in desk.post(address, posted | meant, follow=True).text
    kept = AgencyName.objects.get(name="German Aero Centre")
    assert kept.agency.slug == "dlr"
    assert kept.citations.get().phrase == "German Aero Centre"
    page = desk.get(Import.objects.get().get_absolute_url()).text
    assert "new: 3" in page
    assert "rejected: 1" in page
    assert "Unmatched names: 1" in page
    assert "new: 3" in bring(desk, lines).text


@pytest.mark.many
@pytest.mark.parametrize(
    ("parties", "is_kept", "told"),
    [
        ("Oz; France", False, "An earlier version read 1 rejected row"),
        ("Oz; France", True, "Unmatched names: 1"),
        ("Belgium; France", False, ""),
    ],
)
def test_rows_of_which_no_names_were_kept_are_to_be_brought_again(desk, parties, is_kept, told):
    bring(desk, [REGISTER[0], f"N1,Agreement,bilateral,{parties},01/03/2001,,,,,,"])
    table = Import.objects.get()
    if not is_kept:
        table.rows.update(as_read=None, unknown={})
    page, names = (desk.get(f"/admin/desk/import/{table.pk}/{way}/").text for way in ("change", "names"))
    earlier = "An earlier version read"
    assert told in page
    assert (earlier in page, earlier in names) == (earlier in told, earlier in told)
    assert ("All names are matched" in names) is not bool(told)


@pytest.mark.thorough
def test_a_possible_duplicate_is_made_where_a_person_says_that_it_is_another(desk):
    for slug, code in (("belgium", "BE"), ("france", "FR")):
        make_agency(slug, name=slug.title(), kind="state", country=code)
    make_agreement("one", parties=["belgium", "france"], acts={"signed": "1998-04"})
    page = bring(desk, REGISTER[:2]).text
    assert "Not a duplicate" in page
    table = Import.objects.get()
    desk.post(f"/admin/desk/import/{table.pk}/other/{table.rows.get().pk}/")
    desk.post(f"/admin/desk/import/{table.pk}/apply/")
    assert Agreement.objects.filter(slug="belgium-france-1998").exists()


@pytest.mark.thorough
def test_rows_are_left_out_and_taken_in_and_what_is_chosen_is_kept(desk):
    bring(desk, [*REGISTER, REGISTER[1].replace("R1", "R6").replace("Plana", "Spa")])
    table = Import.objects.get()
    address = f"/admin/desk/import/{table.pk}/"
    desk.post(f"{address}choose/", {"outcome": "new", "leave_out": "yes"})
    page = desk.get(f"{address}change/").text
    assert page.count(", excluded") == 3
    assert "Import 1 row" not in page
    chosen = table.rows.get(row_id="R4").pk
    assert "1 row included" in desk.post(f"{address}choose/", {"row": chosen, "leave_out": "no"}, follow=True).text
    desk.post(
        f"{address}choose/", {"row": table.rows.get(row_id="R2").pk, "leave_out": "no"}
    )  # a rejected one stays so
    assert "Import 1 row</button>" in desk.get(f"{address}change/").text
    desk.post(f"{address}apply/")
    assert [agreement.title for agreement in Agreement.objects.all()] == [
        "Framework agreement of France and Canada, 31 December 2001"
    ]
    desk.post(f"{address}choose/", {"outcome": "new", "leave_out": "no"})  # too late
    assert table.rows.filter(is_left_out=True).count() == 2
    assert "new: 2" in bring(desk, [*REGISTER, REGISTER[1].replace("R1", "R6").replace("Plana", "Spa")]).text


@pytest.mark.thorough
def test_an_import_is_discarded_unless_it_was_applied(desk):
    bring(desk, REGISTER)
    table = Import.objects.get()
    address = f"/admin/desk/import/{table.pk}/"
    desk.post(f"{address}apply/")
    assert "Not saved" in desk.post(f"{address}discard/", follow=True).text
    bring(desk, ["id,titel", "1,x"])
    for kept in (REGISTER, None):
        newest = Import.objects.latest("pk")
        assert (
            "was discarded. Nothing was kept" in desk.post(f"/admin/desk/import/{newest.pk}/discard/", follow=True).text
        )
        if kept:
            bring(desk, kept)
    assert list(Import.objects.all()) == [table]


def test_the_report_is_had_as_a_file(desk):
    bring(desk, [*REGISTER, '=1+1,"=HYPERLINK(1)",bilateral,Belgium; Japan,03/04/1998,,,,,,'])
    answer = desk.get(f"/admin/desk/import/{Import.objects.get().pk}/report.csv")
    rows = list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines()))
    assert [row["line"] for row in rows] == ["2", "3", "4", "5", "6", "7"]
    assert (rows[1]["row"], rows[1]["outcome"]) == ("R2", "rejected")
    assert "is called “Kingdom of Wonders”" in rows[1]["remarks"]
    assert "signed: 3 April 1998" in rows[0]["facts"]
    assert rows[5]["row"] == "'=1+1"  # no spreadsheet calculates it


def test_what_is_known_of_a_table_stands_on_its_page(desk):
    assert "Line 2 has the column names" in bring(desk, ["A register", *REGISTER]).text


def test_a_failure_of_ours_ends_as_a_sentence_on_the_page(desk, monkeypatch):
    monkeypatch.setattr("desk.importing.planning.stated", lambda *row: 1 / 0)
    assert "because of an error of the site" in bring(desk, REGISTER).text


@pytest.mark.thorough
def test_what_cannot_be_read_or_taken_back_is_told_on_the_page(desk):
    assert "Unknown column “titel”. Did you mean “title”?" in bring(desk, ["id,titel", "1,x"]).text
    assert "“x.pdf” has another format. Use csv" in bring(desk, ["x"], "x.pdf").text
    bring(desk, REGISTER)
    table = Import.objects.latest("pk")
    desk.post(f"/admin/desk/import/{table.pk}/apply/")
    with pghistory.context(reason="an edit"):
        make_agreement("other", parties=[Agreement.objects.first().parties.first().agency, "CA"])
    page = desk.post(f"/admin/desk/import/{table.pk}/take-back/", follow=True).text
    assert "edited since" in page
    assert "(party)" in page


def test_a_mapping_is_changed_and_kept(desk):
    address = "/admin/desk/import/origins/national_register/"
    page = desk.get(address).text
    assert "ignored: where a treaty was published is not recorded here" in page
    text = desk.get(address).context_data["form"].initial["mapping"]
    wrong = text.replace("dates: dd/mm/yyyy", "dates: dd.mm").replace("title: formal_title", "title: formal_titel")
    refused = desk.post(address, {"name": "belgium", "mapping": wrong}).text
    assert "“dates” must be one of" in refused
    assert "Did you mean “formal_title”?" in refused
    desk.post(address, {"name": "belgium", "mapping": text.replace("parties: parties", "sides: parties")})
    assert "sides: parties" in ImportOrigin.objects.get(name="belgium").mapping
    assert "changed on this site" in desk.get("/admin/desk/import/origins/").text
    assert 'value="belgium"' in desk.get("/admin/desk/import/add/").text


def test_an_editor_imports_nothing(enter, desk):
    bring(desk, REGISTER)
    table = Import.objects.get()
    editor = enter("editor")
    for address in (f"{table.pk}/change/", "add/", "origins/"):
        assert editor.get(f"/admin/desk/import/{address}").status_code == 403
    for action in ("apply", "take-back"):
        assert editor.post(f"/admin/desk/import/{table.pk}/{action}/").status_code == 403
    assert not Agreement.objects.exists()
