"""Tables that are workbooks of Excel: the sheet that holds the table, its cells no more precise than they show."""

import re
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from desk.importing.tables import INSTEAD, Flaw, has_heading, same
from desk.sandbox import NotReadable
from spacecoop.memory import keep
from spacecoop.words import listed

LARGEST_UNPACKED = 200 * 1024 * 1024
NOT_CALCULATED = Flaw(
    "has a formula without a value: open the table in a spreadsheet program, save it and upload it again"
)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. `lines`: gives (line, cells) anew at each call; `merged`: what is merged, once read."""

    name: str
    is_shown: bool
    lines: callable


def lines_of(file, how, told):
    """Yield (line, cells) of the sheet of a workbook that holds the table."""
    is_new = file.read(2) == b"PK"
    file.seek(0)
    sheets = _sheets(file) if is_new else _old_sheets(file)
    sheet = _chosen(sheets, how)
    if others := [f"“{other.name}”{'' if other.is_shown else ' (hidden)'}" for other in sheets if other is not sheet]:
        told.append(f"The sheet “{sheet.name}” is read; ignored: {listed(others)}.")
    return sheet.lines()


def _chosen(sheets, how):
    """Return the sheet that the mapping says, else the one in sight with the columns, else the first one in sight."""
    if how.sheet:
        if named := [sheet for sheet in sheets if same(sheet.name) == same(how.sheet)]:
            return named[0]
        raise NotReadable(f"There is no sheet “{how.sheet}”. Sheets: {_names(sheets)}.")
    shown = [sheet for sheet in sheets if sheet.is_shown]
    if not shown:
        raise NotReadable("All sheets of the workbook are hidden. Unhide the one with the table.")
    if len(shown) == 1:
        return shown[0]
    fit = [sheet for sheet in shown if has_heading(sheet.lines(), how)]
    if len(fit) > 1:
        raise NotReadable(f"Several sheets have these columns: {_names(fit)}. Write the “sheet” in the import profile.")
    return (fit or shown)[0]


def _names(sheets):
    return listed(f"“{sheet.name}”" for sheet in sheets)


def _sheets(file):
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise NotReadable(f"The workbook has more than 200 MB when unpacked: {INSTEAD}.")
    except zipfile.BadZipFile:
        raise NotReadable(f"The file is damaged and cannot be read: {INSTEAD}.") from None
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    return [Sheet(sheet.title, sheet.sheet_state == "visible", _reader(book, sheet)) for sheet in book.worksheets]


class _Parser(WorkSheetParser):
    """openpyxl's, which goes by the cells and not by what a sheet says of its own size; it marks formulas too."""

    def parse_cell(self, element):
        cell = super().parse_cell(element)
        return {**cell, "is_formula": element.find(FORMULA_TAG) is not None}


def _reader(book, sheet):
    # Who writes so has calculated nothing: what stands in the formulas is a made-up value.
    is_stale = bool(book.calculation and book.calculation.fullCalcOnLoad)

    def cell_of(cell):
        is_formula, value = cell.pop("is_formula"), cell["value"]
        if is_formula and (value is None or is_stale):
            return NOT_CALCULATED
        if cell["data_type"] == "e":
            return Flaw(f"holds the error {value}")
        return _text(value, ReadOnlyCell(sheet, **cell).number_format if cell["style_id"] else "")

    def lines():
        with sheet._get_source() as source:
            settings = {name: getattr(book, f"_{name}") for name in ("date_formats", "timedelta_formats")}
            parser = _Parser(source, sheet._shared_strings, data_only=True, epoch=book.epoch, **settings)
            for line, cells in parser.parse():
                yield line, _in_places((cell["column"], cell_of(cell)) for cell in cells if _holds(cell))
            _refuse_merged(
                (area.min_row, area.max_row, area.coord) for area in getattr(parser.merged_cells, "mergeCell", ())
            )

    return lines


def _holds(cell):
    return cell["value"] is not None or cell["is_formula"]


def _in_places(cells):
    """Return a list of the cells, given as (column, cell) with columns from 1, and empty texts between them."""
    cells = dict(cells)
    return [cells.get(column, "") for column in range(1, max(cells, default=0) + 1)]


def _refuse_merged(areas):
    """Refuse cells that go over several rows, but for a heading."""
    for first, last, name in areas:
        if last > first > 1:
            raise NotReadable(
                f"The cells {name} are merged: it is not clear to which row they belong. Unmerge them and "
                "fill in each row."
            )


def _old_sheets(file):
    import xlrd

    try:
        # Its warnings would stand among our answers otherwise.
        book = xlrd.open_workbook(file_contents=file.read(), formatting_info=True, logfile=sys.stderr)
    except xlrd.XLRDError as error:
        raise NotReadable(f"The file cannot be read ({error}). Save it as xlsx.") from None
    return [Sheet(sheet.name, sheet.visibility == 0, _old_reader(book, sheet)) for sheet in book.sheets()]


def _old_reader(book, sheet):
    import xlrd

    def cell_of(cell):
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return Flaw(f"holds the error {xlrd.error_text_from_code.get(cell.value, cell.value)}")
        value, shown = cell.value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        if cell.ctype == xlrd.XL_CELL_DATE:
            value = xlrd.xldate.xldate_as_datetime(value, book.datemode)
        return _text(bool(value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else value, shown)

    def lines():
        for place in range(sheet.nrows):
            yield place + 1, [cell_of(cell) for cell in sheet.row(place)]
        _refuse_merged((first + 1, end, f"in rows {first + 1} to {end}") for first, end, _, _ in sheet.merged_cells)

    return lines


def _text(value, shown):
    """Return the value of a cell as a text, or its Flaw; `shown`: the format in which the cell shows it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return _date(value, *_parts(shown))
    if isinstance(value, int | float) and float(value).is_integer():
        return str(int(value)).zfill(len(shown) if set(shown) == {"0"} else 1)
    return "" if value is None else re.sub("_x([0-9A-Fa-f]{4})_", lambda sign: chr(int(sign[1], 16)), str(value))


def _date(value, has_year, has_month, has_day):
    """Return a date as precise as its cell shows it, in ISO 8601."""
    if has_day and not has_year:
        return Flaw("shows a day without a year: enter the whole date")
    if has_month and not has_year:
        return Flaw("shows a month without a year: enter the year too")
    length = 10 if has_day or not has_year else 7 if has_month else 4
    return value.isoformat()[:length]


@keep(1000)
def _parts(shown):
    """Return whether a format of Excel shows the year, the month and the day of a date."""
    if not shown or shown == "General":
        return True, True, True
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", shown.split(";")[0].lower())
    plain = re.sub(r"am/pm|a/p", "", plain)
    # Beside hours and seconds, “m” are minutes.
    plain = re.sub(r"(?<=h)([^a-z]*)m+|m+(?=[^a-z]*s)", "", plain)
    return bool(re.search("[yeb]", plain)), "m" in plain, "d" in plain
