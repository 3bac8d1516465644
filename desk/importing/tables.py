"""Tables read row by row in constant memory, whatever their format: each row with its line and its cells as texts."""

import re
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from desk.sandbox import Limits, NotReadable, answers
from spacecoop.memory import keep
from spacecoop.signs import cleaned, is_broken

MOST_COLUMNS = 500
LONGEST_ROW = 200_000  # letters
LIMITS = Limits(seconds=600)
INSTEAD = "save the table alone as csv"
BROKEN_NAME = "The name of a column has a character that is not text, so the file is damaged."
FORMATS = ("csv", "tsv", "xlsx", "xls", "json", "jsonl")
# Among so many lines the one that names the columns is looked for: a title or a note may stand above it.
HEADINGS = 20
# What spreadsheet programs show in place of a value, also once it is exported as text; #### is a column too narrow.
_ERROR = re.compile(r"#(?:N/A|NV|N/D|[A-ZÀ-Ý]+(?:/0)?[!?¿]|#{2,})")


@dataclass(frozen=True)
class How:
    """How a table is read. `known`: the names of its columns; `key`: of those that every table has, as `same` has them.

    `sheet`: which one of a workbook; `encoding`: of a text that does not say its own; empty: whatever fits.
    """

    known: list
    key: list
    sheet: str = ""
    encoding: str = ""


@dataclass(frozen=True)
class Flaw:
    """A cell that holds no value; `words` end a sentence that begins with the name of its column."""

    words: str

    def strip(self):
        return self.words


def read_table(path, how=None, told=None):
    """Yield (line, {column: text}, {column: what is wrong with its cell}) of the table in a file.

    `line`: where a row stands in a text or a workbook; in JSON its number. `told`: a list that takes sentences on the
    table as a whole. Cost: a process of its own, which is ahead by some rows. Raises: NotReadable.
    """
    path, how = Path(path), how or How([], [])
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        raise NotReadable(f"“{path.name}” has another format. Use {', '.join(FORMATS)}.")
    with path.open("rb") as file:
        rows = answers("desk.importing.tables:rows", file, suffix, vars(how), instead=INSTEAD, limits=LIMITS)
        sentences = next(rows)
        if told is not None:
            told += sentences
        yield from map(tuple, rows)


def rows(file, suffix, how):
    """Yield sentences on a table, then its rows as (line, {column: text}, {column: flaw}); a task of the sandbox."""
    how = How(**how)
    if file.read(8).startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from desk.importing.workbooks import lines_of  # its libraries take longer than most texts take to read
    elif suffix in ("xlsx", "xls"):
        raise NotReadable("The file is not an Excel workbook. Save it as xlsx, or correct the ending of its name.")
    else:
        from desk.importing.texts import entries_of, lines_of
    file.seek(0)
    told = []
    if suffix in ("json", "jsonl"):
        read = (_entry(entry, number) for number, entry in entries_of(file, how, told))
    else:
        read = _below_heading(lines_of(file, how, told), how, told)
    first = next(read, None)  # by now all is told
    yield told
    yield from chain([first] if first else [], read)


@keep(10_000)
def same(name):
    """Return what is alike of all spellings of a column's name, whatever their capitals and spaces."""
    return " ".join(cleaned(name).casefold().split())


def has_heading(lines, how):
    """Tell whether one of the first lines names the columns."""
    return any(_names_columns(cells, how) for _, cells in islice(lines, HEADINGS))


def _names_columns(cells, how):
    named = [same(cell) for cell in cells if isinstance(cell, str)]
    return bool(how.key) and any(key in named for key in how.key)


def _below_heading(lines, how, told):
    first = list(islice(lines, HEADINGS))
    filled = [place for place, (_, cells) in enumerate(first) if any(cell.strip() for cell in cells)]
    if not filled:
        raise NotReadable("The first line has no column names.")
    place = next((place for place in filled if _names_columns(first[place][1], how)), filled[0])
    line, names = first[place]
    if place > filled[0]:
        told.append(f"Line {line} has the column names; the lines above it are ignored.")
    columns = _columns([cell if isinstance(cell, str) else "" for cell in names])
    for line, cells in chain(first[place + 1 :], lines):
        if any(cell.strip() for cell in cells):
            yield _row(columns, cells, line)


def _columns(names):
    columns = [" ".join(cleaned(name).split()) for name in names]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise NotReadable("The first line has no column names.")
    if len(columns) > MOST_COLUMNS:
        raise NotReadable(f"The first line has more than {MOST_COLUMNS} columns: {INSTEAD}.")
    _refuse_twice(columns)
    return columns


def _refuse_twice(columns, where=""):
    if any(map(is_broken, columns)):
        raise NotReadable(f"{where}{BROKEN_NAME}")
    alike = [same(name) for name in columns]
    if twice := {name for name, plain in zip(columns, alike, strict=True) if alike.count(plain) > 1}:
        raise NotReadable(f"{where}Columns of the same name: {', '.join(sorted(twice))}.")


def _entry(entry, number):
    _refuse_twice(list(entry), f"Entry {number}: ")
    return _row(list(entry), list(entry.values()), number)


def _row(columns, cells, line):
    """Return (line, {column: text}, {column: what is wrong with its cell})."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise NotReadable(f"Line {line} has more cells than the table has columns.")
    if len(columns) > MOST_COLUMNS or sum(len(cell) for cell in cells if isinstance(cell, str)) > LONGEST_ROW:
        raise NotReadable(f"Line {line} has more than {LONGEST_ROW:,} letters or {MOST_COLUMNS} columns: {INSTEAD}.")
    texts, flaws = {}, {}
    for column, cell in zip(columns, cells, strict=False):
        if isinstance(cell, str) and is_broken(cell):
            raise NotReadable(
                f"Line {line}, “{column}”: the cell has a character that is not text, so the file is damaged."
            )
        if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
            cell = Flaw(f"holds the error {cell.strip()}")
        if isinstance(cell, Flaw):
            flaws[column] = cell.words
        texts[column] = "" if isinstance(cell, Flaw) else cleaned(cell)
    return line, {name: texts.get(name, "") for name in columns}, flaws
