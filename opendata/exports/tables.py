"""CSV and Excel, from the same columns."""

import csv
import tempfile
from datetime import date

import xlsxwriter
from django.utils import timezone

from opendata.exports.columns import COLUMNS, PAGE, acts_that_happened
from opendata.exports.selection import LICENCE

# What a spreadsheet takes for a formula when a text begins with it.
EXECUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
WORKBOOK_ROWS = 1_048_575  # what a sheet holds below its header
WORKBOOK_LINKS = 65_530
CELL_CHARACTERS = 32_767
BLOCK = 65_536
FIRST_DAY_OF_EXCEL = date(1900, 3, 1)  # before it Excel counts a day that never was


def safe(value):
    """Return a cell that no spreadsheet executes: an apostrophe goes before a text that begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(EXECUTED) else value


class _Line:
    """What `csv.writer` writes to: gives each line back."""

    def write(self, line):
        return line


def write_csv(selection):
    """Yield a table as CSV (RFC 4180), a line at a time."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    columns = COLUMNS[selection.kind]
    yield writer.writerow([column.name for column in columns]).encode()
    for record in _records(selection):
        # Most cells of a row are empty: they are not asked what a spreadsheet makes of them.
        cells = [_cell(column, record, selection) for column in columns]
        yield writer.writerow([safe(cell) if cell else cell for cell in cells]).encode()


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
    sheet = workbook.add_worksheet(selection.kind)
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    columns = COLUMNS[selection.kind]
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, min(max(len(column.name), 10) + 2, 40))
        sheet.write_string(0, place, column.name, bold)
    row = 0
    for row, record in enumerate(_records(selection), 1):
        for place, column in enumerate(columns):
            _write_cell(sheet, row, place, column, record, selection, day)
    sheet.autofilter(0, 0, row, len(columns) - 1)
    return row


def _write_cell(sheet, row, place, column, record, selection, day_format):
    value = _cell(column, record, selection)
    day = column.day(record)
    if day and day >= FIRST_DAY_OF_EXCEL:
        sheet.write_datetime(row, place, day, day_format)
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    elif place == 0 and row <= WORKBOOK_LINKS:  # the record's slug leads to its page
        sheet.write_url(row, place, selection.absolute(record.get_absolute_url()), string=value)
    elif value:
        sheet.write_string(row, place, value[:CELL_CHARACTERS])


def _write_about(workbook, selection, count):
    sheet = workbook.add_worksheet("About")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    rows = {
        "What": f"spacecoop: {selection.kind}",
        "Query": selection.page,
        "Records": count,
        "Revision": selection.revision,
        "Written": f"{timezone.now():%Y-%m-%d %H:%M} UTC",
        "Licence": LICENCE,
        "Columns": selection.absolute("/about/"),
    }
    for row, (name, value) in enumerate(rows.items()):
        sheet.write_string(row, 0, name)
        (sheet.write_number if isinstance(value, int) else sheet.write_string)(row, 1, value)


def _records(selection):
    for record in selection.records():
        if selection.kind == "agreements":
            record.status_now, record.happened = record.status(selection.on), acts_that_happened(record)
        yield record


def _cell(column, record, selection):
    return selection.absolute(PAGE.read(record)) if column is PAGE else column.cell(record)
