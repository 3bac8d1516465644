"""Tables read row by row in constant memory, whatever their format: each row with its line and its cells as texts."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

from desk.sandbox import Limits, NotReadable, answers

PIECE = 1 << 16
MOST_COLUMNS = 500
LONGEST_ROW = 200_000  # letters
LARGEST_UNPACKED = 200 * 1024 * 1024
LIMITS = Limits(seconds=600)
INSTEAD = "save the table alone as csv"
FORMATS = ("csv", "tsv", "xlsx", "json", "jsonl")


def read_table(path):
    """Yield (line, {column: text}) of the table in a file, whose ending tells its format.

    `line`: where a row stands in a text or a workbook, the heading being line 1; in JSON its number.
    Cost: a process of its own, which is ahead by some rows. Raises: NotReadable.
    """
    path = Path(path)
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        raise NotReadable(f"“{path.name}” is none of {', '.join(FORMATS)}.")
    with path.open("rb") as file:
        rows = answers("desk.importing.tables:rows", file, suffix, instead=INSTEAD, limits=LIMITS)
        yield from map(tuple, rows)


def rows(file, suffix):
    """Yield the rows of a table as (line, {column: text}); a task of the sandbox."""
    try:
        if suffix == "xlsx":
            yield from _workbook(file)
        elif suffix in ("json", "jsonl"):
            yield from _json(io.TextIOWrapper(file, encoding="utf-8-sig"))
        else:
            yield from _text(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""), suffix)
    except UnicodeDecodeError:
        raise NotReadable("It is not in UTF-8: save it as UTF-8.") from None
    except (csv.Error, json.JSONDecodeError) as error:
        raise NotReadable(f"It cannot be read: {error}.") from error


def _text(file, suffix):
    heading = file.readline(LONGEST_ROW)
    delimiter = "\t" if suffix == "tsv" else ";" if heading.count(";") > heading.count(",") else ","
    file.seek(0)
    rows = csv.reader(file, delimiter=delimiter)
    columns = _columns(next(rows, []))
    line = rows.line_num + 1
    for cells in rows:
        if any(cell.strip() for cell in cells):
            yield line, _row(columns, cells, line)
        line = rows.line_num + 1  # where the next row begins: a cell may go over several lines


def _workbook(file):
    import openpyxl  # takes longer than most texts take to read

    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise NotReadable(f"Unpacked it has more than 200 MB: {INSTEAD}.")
    rows = openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    columns = _columns([_cell(value) for value in next(rows, ())])
    for line, values in enumerate(rows, start=2):
        cells = [_cell(value) for value in values]
        if any(cells):
            yield line, _row(columns, cells, line)


def _json(file):
    for number, row in enumerate(_objects(file), start=1):
        if not isinstance(row, dict):
            raise NotReadable(f"Entry {number} is not an object with a value for each column.")
        cells = [_cell(value) for value in row.values()]
        yield number, _row(list(row), cells, number)


def _objects(file):
    """Yield the values of a JSON array, or of one value a line, reading a piece at a time."""
    decoder = json.JSONDecoder()
    held, is_last = "", False
    while held or not is_last:
        held = held.lstrip(" \t\r\n,[")
        if held.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(held)
        except ValueError:
            if is_last and held:
                raise
            piece = file.read(PIECE)
            held, is_last = held + piece, not piece
        else:
            held = held[end:]
            yield value


def _columns(names):
    columns = [name.strip() for name in names]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise NotReadable("The first line names no columns.")
    if len(columns) > MOST_COLUMNS:
        raise NotReadable(f"The first line names more than {MOST_COLUMNS} columns: {INSTEAD}.")
    if twice := {name for name in columns if columns.count(name) > 1}:
        raise NotReadable(f"Columns of the same name: {', '.join(sorted(twice))}.")
    return columns


def _row(columns, cells, line):
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise NotReadable(f"Line {line} has more cells than there are columns.")
    if len(columns) > MOST_COLUMNS or sum(map(len, cells)) > LONGEST_ROW:
        raise NotReadable(f"Line {line} has more than {LONGEST_ROW:,} letters or {MOST_COLUMNS} columns: {INSTEAD}.")
    return dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False))


def _cell(value):
    """Return a cell as a text: a list with “;” between its values, a day of a workbook as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
