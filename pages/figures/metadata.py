"""What a table is, for programs: its columns, the question it answers, its revision, licence and citation (W3C CSVW).

Source: Metadata Vocabulary for Tabular Data, W3C Recommendation of 17 December 2015.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from pages.figures.tables import Column, Figures, Table
from pages.structured import LICENCE
from spacecoop.dates_in_words import day_in_words
from spacecoop.languages import html_language, present

CONTEXT = "http://www.w3.org/ns/csvw"
MEDIA_TYPE = "application/csvm+json"


def head_of(figures: Figures, page: str, revision: int) -> dict[str, Any]:
    """Return what tells of Figures as a whole; `page`: the web address of the page that shows the same."""
    cited = gettext("“{title}.” spacecoop, revision {revision}. Accessed {day}. {address}.")
    day = day_in_words(timezone.now().date())
    return {
        "title": figures.title,
        "query": page,
        "revision": revision,
        "licence": LICENCE,
        "cite_as": cited.format(title=figures.title, revision=revision, day=day, address=page),
    }


def describe(head: dict[str, Any], table: Table, address: str) -> dict[str, Any]:
    """Return the metadata of a table as CSV on the Web; `head`: see `head_of`; `address`: of the CSV."""
    return {
        "@context": [CONTEXT, {"@language": html_language(present())}],
        "url": address,
        "dc:title": head["title"],
        "dc:source": {"@id": head["query"]},
        "dc:license": {"@id": head["licence"]},
        "dc:publisher": "spacecoop",
        "dc:bibliographicCitation": head["cite_as"],
        "schema:version": str(head["revision"]),
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_described(column) for column in table.columns]},
    }


def _described(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": {"@value": column.meaning, "@language": "en"},
        "datatype": column.datatype,
    }
