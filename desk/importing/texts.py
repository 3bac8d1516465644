"""Tables that are texts: cells between separators, or JSON; in the encoding that they are in."""

import codecs
import csv
import io
import json
import re

from desk.importing.tables import BROKEN_NAME, HEADINGS, INSTEAD, LONGEST_ROW, Flaw, same
from desk.sandbox import NotReadable
from spacecoop.signs import is_broken

PIECE = 1 << 16
LONGEST_ENTRY = 10 * LONGEST_ROW  # letters, with names and quotation marks
SEPARATORS = ",;\t|"
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What no western text has: so many letters with accents in a row, a sign within a word, and bytes that are nothing.
_NOT_WESTERN = re.compile(
    rb"[\xc0-\xd6\xd8-\xf6\xf8-\xff]{4}"
    rb"|[A-Za-z\xc0-\xff][\xa1-\xa9\xac\xae\xaf\xb1-\xb3\xb6\xb8\xb9\xbc-\xbf\xd7\xf7][A-Za-z\xc0-\xff]"
    rb"|[\x81\x8d\x8f\x90\x9d]"
)
OPEN = "Line {}: a quotation mark opens a cell and is not closed. Close it, or double it if it belongs to the text."
SAVE = "save it as UTF-8, or write its “encoding” in the import profile"


def lines_of(file, how, told):
    """Yield (line, cells) of a text; `line`: where a row begins, since a cell may go over several lines."""
    text, begins = _decoded(file, how, told), 1
    try:
        start = text.read(PIECE)
        text.seek(0)
        if start[:4].lower() == "sep=":  # Excel's own
            text.readline()
            begins = 2
        yield from _rows(text, _separator(start, how), begins)
    except UnicodeDecodeError as error:
        raise NotReadable(f"The file is not in {error.encoding}: {SAVE}.") from None


def _rows(text, separator, begins):
    held, passed, width = [], begins - 1, 0
    rows = csv.reader(_keeping(text, held), delimiter=separator, strict=True)
    while True:
        held.clear()
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise NotReadable(_why("".join(held), separator, begins, error)) from None
        if cells is None:
            return
        width = max(width, len(cells))
        if len(cells) < width and any(separator in line for cell in cells for line in cell.splitlines()[1:]):
            raise NotReadable(OPEN.format(begins))  # and another cell's closes it: rows between them are in one cell
        yield begins, cells
        begins = passed + rows.line_num + 1


def _keeping(lines, held):
    for line in lines:
        held.append(line)
        yield line


def _why(row, separator, begins, error):
    """Return why a row cannot be read: mostly a quotation mark that opens and is not closed."""
    for cell in re.finditer(rf'(?:^|(?<=[{separator}\r\n]))"[^"]*(?:""[^"]*)*("?)', row):
        follows = row[cell.end() : cell.end() + 1]
        if not cell[1] or follows not in ("", separator, "\r", "\n"):
            line = begins + len(re.findall("\r\n?|\n", row[: cell.start()]))
            return OPEN.format(line)
    return f"Line {begins} cannot be read: {error}."


def _separator(start, how):
    """Return the sign between cells: the one by which most columns are known, else the most names."""
    if start[:4].lower() == "sep=":
        return start[4:5]
    lines = start.splitlines()[:HEADINGS]
    known = set(how.known)

    def fitness(separator):
        cells = [line.replace('"', "").split(separator) for line in lines] or [[]]
        return max(len(known & set(map(same, names))) for names in cells), len(_bare(lines, separator))

    return max(SEPARATORS, key=fitness)


def _bare(lines, separator):
    """Return the cells of the first line, those in quotation marks without what stands in them."""
    return re.sub(r'"[^"]*"', "", lines[0] if lines else "").split(separator)


def _decoded(file, how, told):
    encoding = encoding_of(file, how, told)
    file.seek(0)
    return io.TextIOWrapper(file, encoding=encoding, newline="")


def encoding_of(file, how, told):
    """Return the encoding of a text: that of its mark, else the one that the mapping says, else whichever fits.

    Raises: NotReadable where none does.
    """
    start = file.read(PIECE)
    if encoding := next((encoding for mark, encoding in MARKS.items() if start.startswith(mark)), None):
        return encoding
    if how.encoding:
        return how.encoding
    if b"\0" in start[:1024]:
        return _wide(start)
    file.seek(0)
    return _guessed(file, told)


def _wide(start):
    """Return which UTF-16 begins so, without a mark: every other byte of a plain letter is zero."""
    if re.match(rb"(?:[^\0]\0){2}", start):
        return "utf-16-le"
    if re.match(rb"(?:\0[^\0]){2}", start):
        return "utf-16-be"
    raise NotReadable("The file contains zero bytes: it is damaged or not a text. Save the table again as csv.")


def _guessed(file, told):
    """Return UTF-8 if all of a text is that, Windows-1252 if none of it is and it reads as western text."""
    whole = broken = 0
    first = foreign = None
    for number, line in enumerate(file, start=1):
        if line.isascii():
            continue
        halves = len(re.findall("[\udc80-\udcff]", text := line.decode(errors="surrogateescape")))
        broken += halves
        whole += sum(not sign.isascii() for sign in text) - halves
        first = first or (number if halves else None)
        foreign = foreign or _NOT_WESTERN.search(line)
    if not broken:
        return "utf-8"
    if whole > broken:
        raise NotReadable(f"Line {first} is not in UTF-8, unlike other lines. Save the file as UTF-8.")
    if foreign:
        raise NotReadable(f"The file is neither in UTF-8 nor in Windows-1252: {SAVE}.")
    told.append(f"The file is not in UTF-8 and is read as Windows-1252. If letters are wrong, {SAVE}.")
    return "cp1252"


def entries_of(file, how, told):
    """Yield (number, {name: cell}) of the objects of one JSON array, or of one object after another (JSON lines).

    It reads a piece at a time. Raises: NotReadable.
    """
    text, number = _Text(_decoded(file, how, told)), 0
    if not text.takes("["):
        while not text.is_at_end:
            number += 1
            yield number, text.entry(number)
        return
    while not text.takes("]"):
        if number and not text.takes(","):
            raise NotReadable(f"After entry {number} the list is cut off or damaged.")
        number += 1
        yield number, text.entry(number)
    if not text.is_at_end:
        raise NotReadable(f"Something follows the list of {number} entries. Upload each list as its own table.")


class _Text:
    """JSON of which the beginning is held, what is read of it taken away."""

    def __init__(self, file):
        self.file, self.held = file, ""
        self.decoder = json.JSONDecoder(
            object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_value
        )

    def _more(self):
        try:
            piece = self.file.read(PIECE)
        except UnicodeDecodeError as error:
            raise NotReadable(f"The file is not in {error.encoding}: {SAVE}.") from None
        self.held += piece
        return piece

    @property
    def is_at_end(self):
        self.held = self.held.lstrip(" \t\r\n")
        while not self.held and self._more():
            self.held = self.held.lstrip(" \t\r\n")
        return not self.held

    def takes(self, sign):
        """Take a sign away if it is the next one; tell whether it is."""
        is_next = not self.is_at_end and self.held.startswith(sign)
        self.held = self.held[is_next:]
        return is_next

    def entry(self, number):
        """Take the object away that stands next; return {name: cell}."""
        if self.is_at_end:
            raise NotReadable(f"The file is cut off before entry {number}.")
        if not self.held.startswith("{"):
            raise NotReadable(f"Entry {number} is not an object with a value for each column.")
        while True:
            try:
                entry, end = self.decoder.raw_decode(self.held)
            except json.JSONDecodeError as error:
                if len(self.held) > LONGEST_ENTRY:
                    raise NotReadable(f"Entry {number} is longer than {LONGEST_ENTRY:,} letters: {INSTEAD}.") from None
                if not self._more():
                    raise NotReadable(f"Entry {number} is cut off or damaged: {error.msg}.") from None
            except NotReadable as refusal:
                raise NotReadable(f"Entry {number}: {refusal}") from None
            else:
                self.held = self.held[end:]
                return {name: _cell(value) for name, value in entry.items()}


def _object(pairs):
    names = [name for name, _ in pairs]
    if any(map(is_broken, names)):
        raise NotReadable(BROKEN_NAME)
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise NotReadable(f"“{twice}” occurs twice. Remove one of them.")
    return dict(pairs)


def _no_value(name):
    raise NotReadable(f"{name} is not a valid value.")


def _cell(value):
    """Return a value as a text, a list with “;” between its values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and not any(isinstance(part, list | dict) for part in value):
        return "; ".join(_cell(part) for part in value)
    if isinstance(value, list | dict):
        return Flaw("has nested values; use one text or a list of texts")
    return value
