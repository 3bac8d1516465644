"""The formats by their suffix: the media type, what may be written in it, and who writes it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from opendata.api import LISTS
from opendata.exports.bibliography import write_bib, write_biblatex, write_csl, write_ris
from opendata.exports.calendars import write_ics
from opendata.exports.linked_data import write_jsonld, write_turtle
from opendata.exports.statements import write_statements
from opendata.exports.tables import WORKBOOK_ROWS, write_csv, write_xlsx
from opendata.feeds import write_atom

# What can be cited in a bibliography.
REFERENCES = ("agreements", "sources")


@dataclass(frozen=True, slots=True)
class Format:
    """One form of writing records down.

    `write`: takes a Selection, gives an iterator of bytes. `most`: how many records fit in; None is any number.
    `name_file`: whether browsers are to save it under a name of its own.
    """

    suffix: str
    name: str
    media_type: str
    write: Callable
    lists: tuple = tuple(LISTS)
    most: int | None = None
    name_file: bool = True


def write_lines(selection):
    """Return an iterator of JSON lines, a batch at a time."""
    return map(b"".join, selection.lines())


def write_json(selection):
    """Yield a JSON array of a list, a batch at a time; of one record its object alone."""
    if selection.key:
        yield from write_lines(selection)
        return
    separator = b"[\n"
    for lines in selection.lines():
        yield separator + b",\n".join(line.rstrip() for line in lines)
        separator = b",\n"
    yield b"[]\n" if separator == b"[\n" else b"\n]\n"


FORMATS = {
    form.suffix: form
    for form in [
        Format("csv", "CSV", "text/csv; charset=utf-8; header=present", write_csv),
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_xlsx,
            most=WORKBOOK_ROWS,
        ),
        Format(
            "statements.csv", gettext_lazy("statements"), "text/csv; charset=utf-8; header=present", write_statements
        ),
        Format("json", "JSON", "application/json", write_json),
        Format("jsonl", gettext_lazy("JSON lines"), "application/jsonl; charset=utf-8", write_lines),
        Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", write_bib, REFERENCES),
        Format("biblatex.bib", "biblatex", "application/x-bibtex; charset=utf-8", write_biblatex, REFERENCES),
        Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", write_ris, REFERENCES),
        Format("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8", write_csl, REFERENCES),
        Format("jsonld", "JSON-LD", "application/ld+json", write_jsonld),
        Format("ttl", "Turtle", "text/turtle; charset=utf-8", write_turtle),
        Format(
            "ics", gettext_lazy("calendar"), "text/calendar; charset=utf-8", write_ics, ("events",), name_file=False
        ),
        Format("atom", gettext_lazy("Atom feed"), "application/atom+xml; charset=utf-8", write_atom, name_file=False),
    ]
}


def formats_of(list_name):
    """Return the formats that the records of a list can be written in."""
    return [form for form in FORMATS.values() if list_name in form.lists]
