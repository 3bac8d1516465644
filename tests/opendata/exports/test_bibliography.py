"""Bibliographies: each is read by a parser that is not ours, and fills no date in."""

import json
import re

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from opendata.exports.bibliography import biblatex_date, csl_date, ris_date
from spacecoop.dates import sourced
from tests.opendata.exports.files import parser, read

pytestmark = pytest.mark.django_db
DATES = {  # EDTF: (biblatex, RIS, CSL)
    "2000-12-20": ("2000-12-20", "2000/12/20/", {"date-parts": [[2000, 12, 20]]}),
    "2021-12": ("2021-12", "2021/12//", {"date-parts": [[2021, 12]]}),
    "1997": ("1997", "1997///", {"date-parts": [[1997]]}),
    "1997~": ("1997~", "1997///about 1997", {"date-parts": [[1997]], "circa": True}),
    "2022-22": ("2022-22", "2022///summer 2022", {"date-parts": [[2022]], "season": 2}),
    "2021-33": ("2021-01/2021-03", "2021///first quarter of 2021", {"literal": "first quarter of 2021"}),
    "2002-10/2002-11": ("2002-10/2002-11", None, {"date-parts": [[2002, 10], [2002, 11]]}),
    "1979/..": ("1979/..", None, {"literal": "since 1979"}),
    "199X": ("199X", None, {"literal": "1990s"}),
}


@pytest.mark.parametrize("edtf", DATES)
def test_a_reference_is_dated_no_more_and_no_less_than_its_source(edtf):
    when = sourced(edtf)
    assert (biblatex_date(when), ris_date(when).get("date"), csl_date(when)) == DATES[edtf]


def test_bibtex_is_read_by_another_parser(client, records):
    entries = {one["ID"]: one for one in bibtexparser.loads(read(client, "/agreements.bib").decode(), parser()).entries}
    assert entries["be-ru"]["ENTRYTYPE"] == "misc"  # Zotero drops types that it does not know
    assert entries["be-ru"]["author"] == "{Belgium} and {Russia}"
    assert entries["be-ru"]["url"] == "http://testserver/agreements/be-ru/"
    assert entries["month"]["date"] == "2021-12"
    assert entries["month"]["title"] == r"{A \textbraceleft{}formal\textbraceright{} \$title \& co\_1 50\%}"
    assert entries["month"]["year"] == "2021"
    assert "year" not in entries["undated-one"]
    assert "date" not in entries["undated-one"]
    assert "date" not in entries["only-planned"]
    sources = bibtexparser.loads(read(client, "/sources.bib").decode(), parser()).entries
    assert {one["ID"]: one.get("date") for one in sources} == {"a-source": "2021-12", "undated": None}


def test_ris_is_read_by_another_parser(client, records):
    entries = {one["id"]: one for one in rispy.loads(read(client, "/agreements.ris").decode())}
    assert entries["be-ru"]["type_of_reference"] == "STAT"
    assert entries["be-ru"]["abstract"] == "Line one line two"
    assert entries["month"]["date"] == "2021/12//"
    assert "date" not in entries["undated-one"]
    assert "year" not in entries["undated-one"]
    assert re.findall(rb"(?<!\r)\n", read(client, "/agreements.ris")) == []


def test_csl_json_is_read_by_a_citation_processor(client, records):
    items = json.loads(read(client, "/agreements.csl.json"))
    by_id = {one["id"]: one for one in items}
    assert by_id["be-ru"]["type"] == "treaty"
    assert by_id["month"]["issued"] == {"date-parts": [[2021, 12]]}
    assert by_id["season"]["issued"] == {"date-parts": [[2022]], "season": 2}
    assert "issued" not in by_id["undated-one"]
    source = CiteProcJSON(json.loads(read(client, "/sources.csl.json")))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("a-source")]))
    [told] = bibliography.bibliography()
    assert "2021" in str(told)
    assert set(CiteProcJSON(items)) == {one["id"] for one in items}
