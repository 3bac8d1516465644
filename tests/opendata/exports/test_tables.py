"""Tables: CSV and Excel, as precise as the sources, and safe in a spreadsheet."""

import re
from datetime import datetime

import pytest

from opendata.api import LISTS
from opendata.exports import tables
from opendata.exports.columns import GROUPS, columns_of
from opendata.exports.formats import FORMATS
from spacecoop.cells import safe
from spacecoop.models import Revision
from tests.factories import make_agreement, make_event, make_source
from tests.opendata.exports.files import read, row, rows, sheet

pytestmark = pytest.mark.django_db


# CSV


def test_a_csv_is_rfc_4180_without_a_byte_order_mark(client, records):
    content = read(client, "/agreements.csv")
    assert content.startswith(b"slug,number,title,")
    assert b"\r\n" in content
    assert b'"Line one\nline two"' in content
    assert re.sub(rb'"[^"]*"', b"", content).count(b"\n") == content.count(b"\r\n")


def test_a_date_is_as_precise_in_a_table_as_in_its_source(client, records):
    month = row(client, "/agreements.csv", "month")
    assert [month[f"signed_{part}"] for part in ("edtf", "earliest", "latest", "basis")] == [
        "2021-12",
        "2021-12-01",
        "2021-12-31",
        "stated",
    ]
    season = row(client, "/agreements.csv", "season")
    assert (season["concluded_edtf"], season["signed_edtf"]) == ("2022-22", "")
    assert row(client, "/events.csv", "open")["date_latest"] == ""


def test_a_plan_fills_no_column_of_what_happened(client, records):
    planned = row(client, "/agreements.csv", "only-planned")
    assert planned["signed_edtf"] == planned["signed_earliest"] == ""
    assert planned["prospects"].startswith("planned: ")
    assert "2030" in planned["prospects"]


def test_what_was_inferred_is_said_in_the_texts_of_a_table(client):
    agreement = make_agreement("one")
    make_event(kind="launch", modality="planned", date="2030-05", date_basis="derived", agreement=agreement)
    assert row(client, "/agreements.csv", "one")["prospects"].endswith(", May 2030 (year inferred)")


def test_the_columns_for_counting_are_filled_where_one_year_and_two_countries_are_meant(client, records):
    make_agreement("namibia", parties=["NA", "FR"], acts={"signed": "2010/2011"})
    named = ("year", "date_edtf", "date_action", "pair", "country_1", "country_2")
    told = {one["slug"]: [one[name] for name in named] for one in rows(client, "/agreements.csv")}
    assert told["be-ru"] == ["2000", "2000-12-20", "signed", "BE; RU", "BE", "RU"]
    assert told["season"][:3] == ["2022", "2022-22", "concluded"]
    assert told["namibia"] == ["", "2010/2011", "signed", "FR; NA", "FR", "NA"]
    assert told["only-planned"][:3] == ["", "", ""]
    meeting = row(client, "/events.csv", "a-meeting")
    assert [meeting[name] for name in named] == ["2021", "2021-12", "", "", "FR", ""]
    assert row(client, "/events.csv", "open")["year"] == ""
    signed = next(one for one in rows(client, "/events.csv") if one["kind"] == "signed")
    assert signed["date_action"] == "signed"


def test_lists_in_a_cell_are_joined_and_sources_named(client, records):
    one = row(client, "/agreements.csv", "be-ru")
    assert one["parties"] == "Belgium; Russia"
    assert one["party_countries"] == "BE; RU"
    assert one["relations"] == "amended by month"
    assert one["sources"] == "a-source"
    assert one["html_url"] == "http://testserver/agreements/be-ru/"


@pytest.mark.many
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx"])
def test_no_cell_of_a_csv_is_executed_by_a_spreadsheet(client, text):
    assert safe(text) == f"'{text}"
    make_source("evil", title=f"{text} and more")
    [one] = rows(client, "/sources.csv")
    assert one["title"][0] == "'"
    workbook = sheet(client, "/sources.xlsx")
    assert workbook.worksheets[0]["B2"].data_type in ("s", "inlineStr")


def test_every_column_has_a_name_of_its_own_and_a_meaning_in_the_document():
    from tests.data_dictionary import exports

    assert exports() in (tables_document()).read_text()
    for kind in GROUPS:
        columns = columns_of(kind)
        assert len(dict(columns)) == len(columns), kind
        assert all(meaning.endswith(".") for _, meaning in columns), kind


def tables_document():
    from tests.data_dictionary import EXPORTS

    return EXPORTS


# Excel


def test_a_workbook_has_first_and_last_days_as_days_and_dates_as_their_sources_have_them(client, records):
    table = sheet(client, "/agreements.xlsx").worksheets[0]
    header = [cell.value for cell in table[1]]
    by_slug = {line[0].value: dict(zip(header, line, strict=True)) for line in table.iter_rows(min_row=2)}
    assert by_slug["be-ru"]["signed_edtf"].value == "2000-12-20"
    assert by_slug["month"]["signed_edtf"].value == "2021-12"
    assert by_slug["month"]["signed_earliest"].value == datetime(2021, 12, 1)  # noqa: DTZ001
    assert by_slug["month"]["signed_latest"].is_date
    assert by_slug["undated-one"]["signed_edtf"].value is None


@pytest.mark.many
@pytest.mark.parametrize("kind", LISTS)
def test_a_column_of_a_workbook_has_one_type(client, records, kind):
    table = sheet(client, f"/{kind}.xlsx").worksheets[0]
    for column in table.iter_cols(min_row=2):
        assert len({type(cell.value) for cell in column if cell.value is not None}) <= 1, column[0].coordinate


def test_a_workbook_is_as_wide_as_its_texts_and_as_one_page_in_print(client, records):
    make_source("long", title="A title that is long " * 9)
    table = sheet(client, "/sources.xlsx").worksheets[0]
    assert table.column_dimensions["B"].width > 50
    assert 10 < table.column_dimensions["E"].width < 15
    assert (table.page_setup.fitToWidth or 1, table.page_setup.fitToHeight) == (1, 0)
    assert table.sheet_properties.pageSetUpPr.fitToPage
    assert table.print_title_rows == "$1:$1"
    assert re.match(r"'agreements'!\$A\$1:\$[A-Z]\$\d", sheet(client, "/agreements.xlsx").worksheets[0].print_area)


def test_a_workbook_is_ready_to_use(client, records):
    workbook = sheet(client, "/agreements.xlsx?party=BE")
    table, about = workbook.worksheets
    assert table.freeze_panes == "B2"
    assert table.auto_filter.ref.startswith("A1:")
    assert table["A2"].hyperlink.target.startswith("http://testserver/agreements/")
    told = {name.value: value.value for name, value in about.iter_rows(max_col=2)}
    assert told["Query"] == "http://testserver/agreements/?party=BE"
    assert told["Records"] == table.max_row - 1
    assert told["Revision"] == Revision.current()
    assert told["Licence"].startswith("CC BY 4.0")


def test_what_a_workbook_cannot_hold_is_refused_before_it_is_begun(client, records, monkeypatch):
    assert FORMATS["xlsx"].most == tables.WORKBOOK_ROWS
    monkeypatch.setitem(FORMATS, "xlsx", type(FORMATS["xlsx"])("xlsx", "Excel", "x/y", tables.write_xlsx, most=2))
    response = client.get("/agreements.xlsx")
    assert response.status_code == 400
    assert ".csv" in response.json()["detail"]
