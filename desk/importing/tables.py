"""Tables read row by row in constant memory, whatever their format: each row with its line and its cells as texts."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl

PIECE = 1 << 16
FORMATS = ("csv", "tsv", "xlsx", "json", "jsonl")


class TableNotUnderstood(ValueError):
    """A file that is no table we read; its message says why."""


def read_table(path):
    """Yield (line, {column: text}) of the table in a file, whose ending tells its format.

    `line`: where a row stands in a text or a workbook, the heading being line 1; in JSON its number.
    Raises: TableNotUnderstood.
    """
    path = Path(path)
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        raise TableNotUnderstood(f"“{path.name}” is none of {', '.join(FORMATS)}.")
    try:
        if suffix == "xlsx":
            yield from _workbook(path)
        elif suffix in ("json", "jsonl"):
            yield from _json(path)
        else:
            yield from _text(path, "\t" if suffix == "tsv" else None)
    except UnicodeDecodeError:
        raise TableNotUnderstood(f"“{path.name}” is not in UTF-8: save it as UTF-8.") from None
    except TableNotUnderstood:
        raise
    except Exception as error:  # openpyxl raises whatever the parts of a damaged workbook make it raise
        raise TableNotUnderstood(f"“{path.name}” cannot be read: {error}") from error


def _text(path, delimiter):
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading = file.readline()
        if delimiter is None:
            delimiter = ";" if heading.count(";") > heading.count(",") else ","
        file.seek(0)
        rows = csv.reader(file, delimiter=delimiter)
        columns = _columns(next(rows, []))
        line = rows.line_num + 1
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield line, _row(columns, cells, line)
            line = rows.line_num + 1  # where the next row begins: a cell may go over several lines


def _workbook(path):
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        columns = _columns([_cell(value) for value in next(rows, ())])
        for line, values in enumerate(rows, start=2):
            cells = [_cell(value) for value in values]
            if any(cells):
                yield line, _row(columns, cells, line)
    finally:
        book.close()


def _json(path):
    for number, row in enumerate(_objects(path), start=1):
        if not isinstance(row, dict):
            raise TableNotUnderstood(f"Entry {number} is not an object with a value for each column.")
        yield number, {str(column): _cell(value) for column, value in row.items()}


def _objects(path):
    """Yield the values of a JSON array, or of one value a line, reading a piece at a time."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8-sig") as file:
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
        raise TableNotUnderstood("The first line names no columns.")
    if twice := {name for name in columns if columns.count(name) > 1}:
        raise TableNotUnderstood(f"Columns of the same name: {', '.join(sorted(twice))}.")
    return columns


def _row(columns, cells, line):
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise TableNotUnderstood(f"Line {line} has more cells than there are columns.")
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
