"""Workbooks of Excel: the right sheet, all of its cells, each no more precise than it shows."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from desk.importing import tables, workbooks
from desk.importing.tables import How
from desk.sandbox import NotReadable
from tests.desk import bombs

HOW = How(["id", "signed"], ["id"])
MOMENT = datetime(2018, 6, 25, 14, 30, tzinfo=UTC).replace(tzinfo=None)  # Excel knows no zones


def book_of(*sheets):
    """Return a workbook, each sheet as (name, state, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, state, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    return book


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content, how=HOW, suffix="xlsx"):
    told, *rows = tables.rows(io.BytesIO(content), suffix, vars(how))
    return told, rows


def why(content, how=HOW):
    with pytest.raises(NotReadable) as refused:
        read(content, how)
    return str(refused.value)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("yyyy-mm-dd", "2018-06-25"),
        ("d/m/yy", "2018-06-25"),
        ("mmm yyyy", "2018-06"),
        ("mm/yyyy", "2018-06"),
        ('mmmm" of "yyyy', "2018-06"),
        ("[$-40C]mmmm yyyy;@", "2018-06"),
        ("yyyy", "2018"),
        ("yy", "2018"),
        ('"year "yyyy', "2018"),
        ("dd.mm.yyyy hh:mm", "2018-06-25"),
        ("yyyy h:mm AM/PM", "2018"),
        ("[$-41E]d mmm bbbb", "2018-06-25"),
    ],
)
def test_a_date_is_as_precise_as_its_cell_shows(shown, text):
    book = book_of(("a", "visible", [["id", "signed"], ["1", MOMENT]]))
    book["a"]["B2"].number_format = shown
    assert read(saved(book))[1] == [(2, {"id": "1", "signed": text}, {})]


@pytest.mark.parametrize("shown", ["d mmm", "dddd", "mmmm"])
def test_a_day_without_its_year_is_no_date(shown):
    book = book_of(("a", "visible", [["id", "signed"], ["1", date(2018, 6, 25)]]))
    book["a"]["B2"].number_format = shown
    [(_, row, flaws)] = read(saved(book))[1]
    assert not row["signed"]
    assert "without a year" in flaws["signed"]


def test_a_number_is_what_its_cell_shows():
    book = book_of(("a", "visible", [["id", "signed"], [7, 1997], [12.0, 0.5], [True, None]]))
    book["a"]["A2"].number_format = "00000"
    assert [list(row.values()) for _, row, _ in read(saved(book))[1]] == [
        ["00007", "1997"],
        ["12", "0.5"],
        ["true", ""],
    ]


def test_a_formula_counts_by_the_value_that_is_kept_with_it():
    book = book_of(("a", "visible", [["id", "signed"], ["1", "=DATE(2018,6,25)"], ["=1+1", "2018-06-25"]]))
    rows = read(saved(book))[1]
    assert [list(flaws) for _, _, flaws in rows] == [["signed"], ["id"]]
    assert "has a formula without a value" in rows[0][2]["signed"]


def test_a_value_that_a_program_made_up_for_a_formula_is_none():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:  # writes 0 for each, to be calculated later
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "signed"])
        sheet.write_row(1, 0, ["1", "=1997+1"])
    [(_, row, flaws)] = read(file.getvalue())[1]
    assert (row["signed"], list(flaws)) == ("", ["signed"])


def test_an_error_is_no_value():
    book = book_of(("a", "visible", [["id", "signed"], ["1", "#N/A"], ["#REF!", "1997"], ["2", "#DIV/0!"]]))
    assert [flaws for _, _, flaws in read(saved(book))[1]] == [
        {"signed": "holds the error #N/A"},
        {"id": "holds the error #REF!"},
        {"signed": "holds the error #DIV/0!"},
    ]


@pytest.mark.parametrize("size", ["A1", "A1:A2", "B2:B2", "A1:XFD1048576"])
def test_what_a_sheet_says_of_its_size_counts_for_nothing(size):
    row = '<row r="{0}">{1}{2}</row>'
    rows = "".join(
        row.format(number, bombs.cell(f"A{number}", first), bombs.cell(f"B{number}", second))
        for number, first, second in [(1, "id", "signed"), (2, "1", "1997"), (4, "2", "1998")]
    )
    content = bombs.workbook(rows, f'<dimension ref="{size}"/>')
    assert [(line, *row.values()) for line, row, _ in read(content)[1]] == [(2, "1", "1997"), (4, "2", "1998")]


COVER = ("About", "visible", [["Treaties of the ministry"], ["as of 2026"]])
OLD = ("Old", "hidden", [["id", "signed"], ["9", "1900"]])
TABLE = ("Table", "visible", [["Treaties"], ["ID", "Signed"], ["1", "1997"]])


def test_the_sheet_with_the_columns_is_read_and_what_is_left_out_is_told():
    told, rows = read(saved(book_of(COVER, OLD, TABLE)))
    assert rows == [(3, {"ID": "1", "Signed": "1997"}, {})]
    assert told == [
        "The sheet “Table” is read; ignored: “About” and “Old” (hidden).",
        "Line 2 has the column names; the lines above it are ignored.",
    ]


def test_which_of_several_sheets_counts_is_said_by_the_mapping():
    book = saved(book_of(TABLE, ("More", "visible", TABLE[2]), OLD))
    assert "Several sheets have these columns: “Table” and “More”" in why(book)
    assert read(book, How(["id", "signed"], ["id"], sheet="old"))[1] == [(2, {"id": "9", "signed": "1900"}, {})]
    assert "There is no sheet “New”. Sheets: “Table”, “More” and “Old”" in why(book, How([], ["id"], sheet="New"))


def test_cells_that_are_merged_over_rows_are_refused_but_above_the_table():
    book = book_of(("a", "visible", [["id", "signed"], ["1", "1997"], ["2", None]]))
    book["a"].merge_cells("B2:B3")
    assert "The cells B2:B3 are merged" in why(saved(book))
    book = book_of(("a", "visible", [["Treaties", None], ["id", "signed"], ["1", "1997"]]))
    book["a"].merge_cells("A1:B1")
    assert len(read(saved(book))[1]) == 1


def test_a_workbook_is_known_by_what_it_is_and_not_by_its_name():
    content = saved(book_of(TABLE))
    assert read(content, suffix="csv")[1] == read(content, suffix="xls")[1]
    assert "not an Excel workbook" in why(b"id,signed\n1,1997\n")
    assert "damaged" in why(b"PK\x03\x04 cut off")


def test_a_workbook_of_the_old_kind_is_read_alike():
    told, rows = read(Path(__file__).with_name("old.xls").read_bytes(), suffix="xls")
    assert told == ["The sheet “Table” is read; ignored: “About” and “Old” (hidden)."]
    assert [tuple(row.values()) for _, row, _ in rows] == [
        *(("1", "2018-06-25"), ("2", "2018-06"), ("3", "2018"), ("4", ""), ("005", "Coopération à Liège")),
        *(("6", ""), ("true", "1997")),
    ]
    assert [(line, *flaws) for line, _, flaws in rows if flaws] == [(5, "Signed"), (7, "Signed")]
    with pytest.raises(NotReadable, match="Save it as xlsx"):
        read(b"\xd0\xcf\x11\xe0 cut off", suffix="xls")


@pytest.mark.parametrize(
    ("shown", "parts"),
    [
        ("General", (True, True, True)),
        ("mm-dd-yy", (True, True, True)),
        ("mmm-yy", (True, True, False)),
        (r"yyyy\-mm", (True, True, False)),
        ("h:mm:ss", (False, False, False)),
        ("mm:ss.0", (False, False, False)),
        ("[Red]yyyy", (True, False, False)),
        ("e", (True, False, False)),
    ],
)
def test_a_format_tells_which_parts_it_shows(shown, parts):
    assert workbooks._parts(shown) == parts
