"""CSV and Excel, from the same columns."""

import csv
import tempfile
from datetime import date
from itertools import chain, islice

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.country_names import with_country_names
from opendata.exports.columns import GROUPS, columns_of
from opendata.exports.selection import LICENCE
from spacecoop.cells import Echo, safe

WORKBOOK_ROWS = 1_048_575  # what a sheet holds below its header
WORKBOOK_LINKS = 65_530
CELL_CHARACTERS = 32_767
BLOCK = 65_536
FIRST_DAY_OF_EXCEL = "1900-03-01"  # before it Excel counts a day that never was
LINES = 50  # that are written to a visitor at once
MEASURED = 200  # rows by which the width of a column is chosen
NARROWEST, WIDEST = 10, 50  # signs in a column
A4 = 9
MOST_PRINTED = 20  # columns of one group; what stands before a longer one is printed


def write_csv(selection):
    """Yield a table as CSV (RFC 4180), a few lines at a time."""
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    groups = GROUPS[selection.list_name]
    lines = [write([name for name, _ in columns_of(selection.list_name)])]
    for document in map(with_country_names, selection.documents()):
        # Most cells of a row are empty: they are not asked what a spreadsheet makes of them.
        lines.append(write([safe(cell) if cell else cell for group in groups for cell in group.read(document)]))
        if len(lines) == LINES:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def write_xlsx(selection):
    """Yield an Excel workbook: the table, and a sheet that tells what it is.

    Rows go to the disk as they are written, so that memory does not grow with them.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {**options, "strings_to_numbers": False}) as workbook:
            count = _write_sheet(workbook, selection)
            _write_about(workbook, selection, count)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _write_sheet(workbook, selection):
    sheet = workbook.add_worksheet(selection.list_name)
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    columns = columns_of(selection.list_name)
    documents = map(with_country_names, selection.documents())
    rows = ((document["html_url"], _cells(document, selection.list_name)) for document in documents)
    first = list(islice(rows, MEASURED))
    sheet.freeze_panes(1, 1)
    for place, (name, _) in enumerate(columns):
        sheet.set_column(place, place, _width(name, [cells[place] for _, cells in first]))
        sheet.write_string(0, place, name, bold)
    row = 0
    for row, (page, cells) in enumerate(chain(first, rows), 1):
        for place, value in enumerate(cells):
            _write_cell(sheet, row, place, value, page, day)
    sheet.autofilter(0, 0, row, len(columns) - 1)
    _set_print(sheet, selection.list_name, row)
    return row


def _width(name, values):
    """Return the width of a column in signs, room for the button of its filter included."""
    longest = max(len(name) + 2, NARROWEST, *(len(str(value)) for value in values))
    return min(longest, WIDEST) + 1


def _set_print(sheet, list_name, last_row):
    """Print the first columns, across one page, with their names on every page."""
    groups = GROUPS[list_name]
    long = next((place for place, group in enumerate(groups) if len(group.columns) > MOST_PRINTED), len(groups))
    printed = sum(len(group.columns) for group in groups[:long])
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last_row, printed - 1)


def _cells(document, list_name):
    """Return the cells of a row; the first and the last day of a date as days of Excel."""
    cells = []
    for group in GROUPS[list_name]:
        read = list(group.read(document))
        if group.are_dates:
            for place in range(0, len(read), 4):
                read[place + 1 : place + 3] = map(_day, read[place + 1 : place + 3])
        cells += read
    return cells


def _day(text):
    return date.fromisoformat(text) if text >= FIRST_DAY_OF_EXCEL else text


def _write_cell(sheet, row, place, value, page, day_format):
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, day_format)
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    elif place == 0 and row <= WORKBOOK_LINKS:  # the record's slug leads to its page
        sheet.write_url(row, place, page, string=value)
    elif value:
        sheet.write_string(row, place, value[:CELL_CHARACTERS])


def _write_about(workbook, selection, count):
    sheet = workbook.add_worksheet(gettext("About"))
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    rows = {
        gettext("What"): f"spacecoop: {selection.list_name}",
        gettext("Query"): selection.page,
        gettext("Records"): count,
        gettext("Revision"): selection.revision,
        gettext("Written"): f"{timezone.now():%Y-%m-%d %H:%M} UTC",
        gettext("Licence"): LICENCE,
        gettext("Columns"): selection.absolute("/about/"),
    }
    for row, (name, value) in enumerate(rows.items()):
        sheet.write_string(row, 0, name)
        (sheet.write_number if isinstance(value, int) else sheet.write_string)(row, 1, value)
