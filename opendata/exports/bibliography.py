"""References for bibliographies: BibTeX, biblatex, RIS, CSL-JSON. A date goes no further than its source.

Each format writes what it can of EDTF; what it cannot write as a date, it tells in words, in a note.
"""

import re
from io import StringIO

import orjson
import rispy
from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer as BibTeX

from opendata.exports.references import LEGAL, references
from spacecoop.dates_in_words import SEASONS

MONTHS_OF_PART = {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12)}


def write_bib(selection):
    """Yield a BibTeX database in UTF-8, an entry at a time, for programs of every age."""
    for reference in references(selection):
        kind = "misc" if reference.types[0] == LEGAL else reference.types[0]
        yield _entry(reference, kind, year=year_of(reference.when), howpublished=_tex(reference.cited))


def write_biblatex(selection):
    """Yield the same for what knows the types of biblatex, as pandoc does: a treaty as such, with its series."""
    for reference in references(selection):
        yield _entry(reference, reference.types[0], journaltitle=_tex(reference.cited))


def _entry(reference, kind, **others):
    """Return an entry of a type; `others`: what its dialect has beside the fields of all."""
    fields = {
        "title": f"{{{_tex(reference.title)}}}",
        "author": " and ".join(map(_group, reference.authors)),
        "institution" if kind == "report" else "organization": _group(reference.publisher),
        "date": biblatex_date(reference.when),
        "type": _tex(reference.genre),
        **others,
        "url": reference.url.replace("{", "%7B").replace("}", "%7D"),
        "language": reference.language,
        "eprinttype": "spacecoop" if reference.number else "",
        "eprint": reference.number,
        "abstract": _tex(reference.abstract),
        "keywords": _tex(", ".join(reference.keywords)),
        "note": _tex(" ".join(reference.notes)),
    }
    entry = Entry(kind, {name: value for name, value in fields.items() if value})
    stream = StringIO()
    _Verbatim(encoding="UTF-8").write_stream(BibliographyData({reference.key: entry}), stream)
    return f"{stream.getvalue()}\n".encode()


class _Verbatim(BibTeX):
    """The library's writer, which would escape the signs of addresses and dates too."""

    def _write_field(self, stream, type, value):
        if type in ("url", "date"):
            stream.write(f",\n    {type} = {{{value}}}")
        else:
            super()._write_field(stream, type, value)


def _tex(text):
    """Return a text in which TeX sees no command, group or formula; the library escapes the other signs."""
    return re.sub(r"[\\{}$^]", lambda sign: TEX_SIGNS[sign[0]], " ".join(text.split()))


TEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "^": r"\textasciicircum{}",
}


def _group(name):
    """Return a name that no program takes apart."""
    return f"{{{_tex(name)}}}" if name else ""


def year_of(when):
    """Return the year in which a date lies as a whole; empty where that may be several."""
    years = {end[:4] for end in when.edtf.split("/")} if when else set()
    return years.pop() if len(years) == 1 and min(years).isdecimal() else ""


def biblatex_date(when):
    """Return the date as biblatex reads it, which is EDTF but for quarters and halves: those are spans of months."""
    if when is None:
        return ""
    year, _, part = when.edtf.partition("-")
    if part in MONTHS_OF_PART:
        first, last = MONTHS_OF_PART[part]
        return f"{year}-{first:02}/{year}-{last:02}"
    return when.edtf


class _Ris(rispy.RisWriter):
    NEWLINE = "\r\n"

    def set_header(self, count):
        return ""


def write_ris(selection):
    """Yield RIS, a reference at a time."""
    for reference in references(selection):
        ris = {
            "type_of_reference": reference.types[1],
            "id": reference.key,
            "title": reference.title,
            "authors": reference.authors,
            **ris_date(reference.when),
            "publisher": reference.publisher,
            "type_of_work": reference.genre,
            "urls": [reference.url],
            "secondary_title": reference.cited,  # T2: the code of a statute
            "name_of_database": "spacecoop" if reference.number else "",
            "accession_number": reference.number,
            "language": reference.language,
            "abstract": reference.abstract,
            "keywords": reference.keywords,
            "notes": reference.notes,
        }
        text = rispy.dumps([{name: _one_line(value) for name, value in ris.items() if value}], implementation=_Ris)
        yield f"{text.strip()}\r\n\r\n".encode()


def _one_line(value):
    return [_one_line(text) for text in value] if isinstance(value, list) else " ".join(value.split())


def ris_date(when):
    """Return the year and the date of RIS, `YYYY/MM/DD/words`; neither where no single year is meant."""
    if when is None or "/" in when.edtf or not re.match(r"\d{4}", when.edtf):
        return {}
    year, month, day = (*when.edtf.rstrip("?~%").split("-"), "", "")[:3]
    if month and int(month) > 12:
        return {"year": year, "date": f"{year}///{when.display}"}
    words = when.display if when.edtf[-1] in "?~%" else ""
    return {"year": year, "date": f"{year}/{month}/{day}/{words}"}


def write_csl(selection):
    """Yield CSL-JSON, a list of items."""
    separator = b"[\n"
    for reference in references(selection):
        fields = {
            "id": reference.key,
            "type": reference.types[2],
            "title": reference.title,
            "author": [{"literal": name} for name in reference.authors],
            "publisher": reference.publisher,
            "issued": csl_date(reference.when),
            "genre": reference.genre,
            "URL": reference.url,
            "container-title": reference.cited,  # which styles print whole, as they do not volume, number and page
            "event-place": reference.place,
            "archive": "spacecoop" if reference.number else "",
            "archive_location": reference.number,
            "language": reference.language,
            "abstract": reference.abstract,
            "keyword": ", ".join(reference.keywords),
            "note": " ".join(reference.notes),
        }
        yield separator + orjson.dumps({name: value for name, value in fields.items() if value})
        separator = b",\n"
    yield b"\n]\n" if separator == b",\n" else b"[]\n"


def csl_date(when):
    """Return the date of CSL: parts, with a season and `circa` where they apply; else its words as `literal`."""
    if when is None:
        return None
    marks = {"circa": True} if re.search(r"[?~%]", when.edtf) else {}
    ends = [end.rstrip("?~%") for end in when.edtf.split("/")]
    if all(re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", end) for end in ends):
        return {"date-parts": [[int(part) for part in end.split("-")] for end in ends], **marks}
    year, _, part = ends[0].partition("-")
    if len(ends) == 1 and part in SEASONS:
        return {"date-parts": [[int(year)]], "season": int(part) - 20}
    return {"literal": when.display}
