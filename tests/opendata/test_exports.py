"""The exports: each opens in a parser that is not ours, says what the API says, and fills nothing in."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date, datetime, timedelta

import bibtexparser
import icalendar
import openpyxl
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyld import jsonld as pyld
from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import SDO

from agencies.models import AgencyName, Position
from agreements.entering import enter
from agreements.models import (
    Agreement,
    AreaLabel,
    AreaMatch,
    Designation,
    Event,
    MissionRole,
    Provision,
    Relation,
    Source,
    Term,
    Text,
)
from catalogue.contents import CONCEPTS
from catalogue.models import Document
from catalogue.renderer import up_to_date
from opendata.api import LISTS
from opendata.exports import tables
from opendata.exports.bibliography import biblatex_date, csl_date, ris_date
from opendata.exports.columns import GROUPS, columns_of
from opendata.exports.formats import FORMATS, formats_of
from opendata.exports.graph_terms import EDTF
from opendata.exports.selection import EditionLost
from spacecoop.cells import safe
from spacecoop.dates import sourced
from spacecoop.models import Revision
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_source,
)
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
PAIRS = [(kind, form.suffix) for kind in LISTS for form in formats_of(kind)]
RECORDS = {
    "agreements": "be-ru",
    "agencies": "cnes",
    "countries": "be",
    "areas": "astronomy",
    "missions": "spot-1",
    "events": "a-meeting",
    "sources": "a-source",
    "people": "lisa-campbell",
}
FILTERS = [
    "",
    "?party=BE",
    "?party=BE&party=RU",
    "?form=memorandum_of_understanding",
    "?action=signed&from=2000&to=2000",
    "?not_stated=signed",
    "?area=astronomy",
    "?q=belgium",
    "?q=belgum russia",
    "?q=nothing-of-the-kind",
]


@pytest.fixture
@made_once
def records():
    """A few records of every kind, with dates of several precisions and every part cited."""
    source = make_source("a-source", published="2021-12", title="A report, “quoted” & more")
    make_source("undated")
    cnes = make_agency("cnes", country="FR", acronym="CNES", name="A centre", founded="1961")
    names = [AgencyName.objects.create(agency=cnes, name="Centre national", language="fr")]
    names.append(Position.objects.create(person=make_person(), agency=cnes, title="President", as_of="2021-01-20"))
    broad = make_area("sciences")
    area = make_area("astronomy", broader=broad, definition="What is seen in the sky.")
    names.append(AreaLabel.objects.create(area=area, label="astronomie", language="fr"))
    AreaMatch.objects.create(area=area, scheme="unesco", address="http://vocabularies.unesco.org/x", closeness="exact")
    mission = make_mission("spot-1", name="SPOT 1", part_of=make_mission("spot"))
    names.append(MissionRole.objects.create(mission=mission, agency=cnes, role="operated"))
    agreement = make_agreement(
        "be-ru",
        parties=["BE", "RU"],
        areas=["astronomy"],
        missions=["spot-1"],
        acts={"signed": "2000-12-20"},
        form="treaty",
        summary="Line one\nline two",
    )
    make_agreement(
        "month",
        acts={"signed": "2021-12"},
        form="memorandum_of_understanding",
        formal_title="A {formal} $title & co_1 50%",
    )
    make_agreement("season", acts={"concluded": "2022-22"})
    make_agreement("undated-one", parties=["BE", "US"])
    planned = make_agreement("only-planned")
    make_event(kind="signed", modality="planned", date="2030", agreement=planned)
    Relation.objects.create(agreement=Agreement.objects.get(slug="month"), other=agreement, kind="amends")
    meeting = make_event("a-meeting", date="2021-12", as_of="2021-01", agreement=agreement, place="Paris, 2; rue X")
    meeting.agencies.create(agency=cnes, role="participant")
    meeting.people.create(person=make_person(), role="participant")
    meeting.missions.create(mission=mission)
    meeting.areas.create(area=area)
    make_event("a-plan", modality="planned", date="2031", title="A plan")
    make_event("a-claim", modality="claimed", date="2001/2005")
    make_event("open", date="1979/..")
    make_event("no-date", modality="planned")
    facts = [agreement, *agreement.parties.all(), agreement.areas.get(), area, cnes, mission, meeting, *names]
    for number, fact in enumerate([*facts, meeting.agencies.get(), agreement.events.get(kind="signed")]):
        cite(fact, source, f"phrase number {number}")
    return agreement


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(client, path):
    return list(csv.DictReader(io.StringIO(read(client, path).decode(), newline="")))


def row(client, path, slug):
    return next(one for one in rows(client, path) if one["slug"] == slug)


def lines(client, path):
    """Return the records of an export in JSON lines."""
    return [json.loads(line) for line in read(client, path).decode().splitlines()]


def sheet(client, path):
    return openpyxl.load_workbook(io.BytesIO(read(client, path)))


# Every door is open


@pytest.mark.many
@pytest.mark.parametrize(("kind", "suffix"), PAIRS)
def test_every_list_and_record_is_had_in_every_form(client, records, kind, suffix):
    for path in (f"/{kind}.{suffix}", f"/{kind}/{RECORDS[kind]}.{suffix}"):
        response = client.get(path)
        content = b"".join(response.streaming_content)
        assert response.status_code == 200
        assert response["Content-Type"] == FORMATS[suffix].media_type
        assert len(content) > 50
        if FORMATS[suffix].name_file:
            name = path.rpartition("/")[2].removesuffix(f".{suffix}")
            revision = Revision.current()
            assert response["Content-Disposition"] == f'attachment; filename="{name}-r{revision}.{suffix}"'


@pytest.mark.many
@pytest.mark.parametrize(("kind", "suffix"), PAIRS)
def test_every_door_refuses_what_it_does_not_know(client, records, kind, suffix):
    for path in (f"/{kind}.{suffix}?ordre=name", f"/{kind}/{RECORDS[kind]}.{suffix}?ordre=name"):
        response = client.get(path)
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["errors"][0]["parameter"] == "ordre"
    assert client.get(f"/{kind}.{suffix}?ordre=name").json()["errors"][0]["suggestion"] == "order"
    wrong = client.get(f"/{kind}.{suffix}?order=sideways")
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["parameter"] == "order"


@pytest.mark.many
@pytest.mark.parametrize(("kind", "suffix"), PAIRS)
def test_an_empty_list_is_a_whole_file(client, kind, suffix):
    content = read(client, f"/{kind}.{suffix}")
    if suffix in ("json", "csl.json", "jsonld"):
        json.loads(content)
    if suffix == "ttl":
        Graph().parse(data=content.decode(), format="turtle")
    if suffix == "ics":
        assert icalendar.Calendar.from_ical(content).walk("VEVENT") == []


def test_what_is_not_there_is_said_in_problem_details(client, records):
    for path, words in {
        "/agreements/nope.csv": "There is no agreement “nope”",
        "/countries/zz.csv": "There is no country “zz”",
        "/agreements.docx": "Formats: .csv, .xlsx",
        "/agencies.bib": "There is no format .bib of agencies",
        "/dump/spacecoop-r1.zip": "/dump/ leads to it",
    }.items():
        response = client.get(path)
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
        assert words in response.json()["detail"]
    assert client.post("/agreements.csv").status_code == 405


def test_a_renamed_record_leads_on(client, records):
    records.slug = "belgium-russia"
    records.save()
    response = client.get("/agreements/be-ru.csv?status_on=2001-01-01")
    assert response.status_code == 308
    assert response["Location"] == "/agreements/belgium-russia.csv?status_on=2001-01-01"


# The same set as the API's


@pytest.mark.many
@pytest.mark.parametrize("query", FILTERS)
def test_every_form_of_a_list_holds_what_the_api_counts(client, records, query):
    answer = client.get(f"/api/v1/agreements/{query}").json()
    slugs = [one["slug"] for one in answer["results"]]
    assert [one["slug"] for one in rows(client, f"/agreements.csv{query}")] == slugs
    assert [one["slug"] for one in lines(client, f"/agreements.jsonl{query}")] == slugs
    assert [one["slug"] for one in json.loads(read(client, f"/agreements.json{query}"))] == slugs
    assert [one[0].value for one in list(sheet(client, f"/agreements.xlsx{query}").worksheets[0])[1:]] == slugs
    assert [one["id"] for one in json.loads(read(client, f"/agreements.csl.json{query}"))] == slugs
    assert [one["id"] for one in rispy.loads(read(client, f"/agreements.ris{query}").decode())] == slugs
    bib = bibtexparser.loads(read(client, f"/agreements.bib{query}").decode(), parser())
    assert [one["ID"] for one in bib.entries] == slugs
    graph = Graph().parse(data=read(client, f"/agreements.ttl{query}").decode(), format="turtle")
    assert {str(one).split("/")[-2] for one in graph.subjects(SDO.license)} == set(slugs)
    assert read(client, f"/agreements.atom{query}").count(b"<entry>") == answer["count"]


@pytest.mark.parametrize("kind", LISTS)
def test_a_line_of_json_is_what_the_api_says(client, records, kind):
    found = client.get(f"/api/v1/{kind}/").json()["results"]
    for line, row in zip(lines(client, f"/{kind}.jsonl"), found, strict=True):
        assert line == client.get(row["url"]).json()
    slug = RECORDS[kind]
    record = client.get(f"/api/v1/{kind}/{slug}/").json()
    assert lines(client, f"/{kind}/{slug}.jsonl") == [record]
    assert json.loads(read(client, f"/{kind}/{slug}.json")) == record


def test_json_of_a_list_is_one_array_however_many_batches_it_takes(client, records, monkeypatch):
    whole = lines(client, "/events.jsonl")
    for batch in (1, 2, 200):
        monkeypatch.setattr("opendata.exports.selection.BATCH", batch)
        assert json.loads(read(client, "/events.json")) == whole
    assert read(client, "/events.json?q=nothing-of-the-kind") == b"[]\n"


def test_the_day_of_the_status_is_that_which_is_asked_for(client, records):
    [before] = rows(client, "/agreements/be-ru.csv?status_on=1999-01-01")
    assert (before["status"], before["status_on"]) == ("not_yet_signed", "1999-01-01")
    assert row(client, "/agreements.csv?status_on=2001-01-01", "be-ru")["status"] == "signed"
    assert client.get("/agreements/be-ru.csv?status_on=yesterday").status_code == 400


# CSV


def test_a_csv_is_rfc_4180_without_a_byte_order_mark(client, records):
    content = read(client, "/agreements.csv")
    assert content.startswith(b"slug,number,title,")
    assert b"\r\n" in content
    assert b'"Line one\nline two"' in content
    assert re.sub(rb'"[^"]*"', b"", content).count(b"\n") == content.count(b"\r\n")


def test_a_date_is_as_precise_in_a_table_as_in_its_source(client, records):
    month = row(client, "/agreements.csv", "month")
    assert [month[f"signed_{part}"] for part in ("edtf", "earliest", "latest", "basis")] == [
        "2021-12",
        "2021-12-01",
        "2021-12-31",
        "stated",
    ]
    season = row(client, "/agreements.csv", "season")
    assert (season["concluded_edtf"], season["signed_edtf"]) == ("2022-22", "")
    assert row(client, "/events.csv", "open")["date_latest"] == ""


def test_a_plan_fills_no_column_of_what_happened(client, records):
    planned = row(client, "/agreements.csv", "only-planned")
    assert planned["signed_edtf"] == planned["signed_earliest"] == ""
    assert planned["prospects"].startswith("planned: ")
    assert "2030" in planned["prospects"]


def test_what_was_inferred_is_said_in_the_texts_of_a_table(client):
    agreement = make_agreement("one")
    make_event(kind="launch", modality="planned", date="2030-05", date_basis="derived", agreement=agreement)
    assert row(client, "/agreements.csv", "one")["prospects"].endswith(", May 2030 (year inferred)")


def test_the_columns_for_counting_are_filled_where_one_year_and_two_countries_are_meant(client, records):
    make_agreement("namibia", parties=["NA", "FR"], acts={"signed": "2010/2011"})
    named = ("year", "date_edtf", "date_action", "pair", "country_1", "country_2")
    told = {one["slug"]: [one[name] for name in named] for one in rows(client, "/agreements.csv")}
    assert told["be-ru"] == ["2000", "2000-12-20", "signed", "BE; RU", "BE", "RU"]
    assert told["season"][:3] == ["2022", "2022-22", "concluded"]
    assert told["namibia"] == ["", "2010/2011", "signed", "FR; NA", "FR", "NA"]
    assert told["only-planned"][:3] == ["", "", ""]
    meeting = row(client, "/events.csv", "a-meeting")
    assert [meeting[name] for name in named] == ["2021", "2021-12", "", "", "FR", ""]
    assert row(client, "/events.csv", "open")["year"] == ""
    signed = next(one for one in rows(client, "/events.csv") if one["kind"] == "signed")
    assert signed["date_action"] == "signed"


def test_lists_in_a_cell_are_joined_and_sources_named(client, records):
    one = row(client, "/agreements.csv", "be-ru")
    assert one["parties"] == "Belgium; Russia"
    assert one["party_countries"] == "BE; RU"
    assert one["relations"] == "amended by month"
    assert one["sources"] == "a-source"
    assert one["html_url"] == "http://testserver/agreements/be-ru/"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx"])
def test_no_cell_of_a_csv_is_executed_by_a_spreadsheet(client, text):
    assert safe(text) == f"'{text}"
    make_source("evil", title=f"{text} and more")
    [one] = rows(client, "/sources.csv")
    assert one["title"][0] == "'"
    workbook = sheet(client, "/sources.xlsx")
    assert workbook.worksheets[0]["B2"].data_type in ("s", "inlineStr")


def test_every_column_has_a_name_of_its_own_and_a_meaning_in_the_document():
    from tests.data_dictionary import exports

    assert exports() in (tables_document()).read_text()
    for kind in GROUPS:
        columns = columns_of(kind)
        assert len(dict(columns)) == len(columns), kind
        assert all(meaning.endswith(".") for _, meaning in columns), kind


def tables_document():
    from tests.data_dictionary import EXPORTS

    return EXPORTS


# Excel


def test_a_workbook_has_first_and_last_days_as_days_and_dates_as_their_sources_have_them(client, records):
    table = sheet(client, "/agreements.xlsx").worksheets[0]
    header = [cell.value for cell in table[1]]
    by_slug = {line[0].value: dict(zip(header, line, strict=True)) for line in table.iter_rows(min_row=2)}
    assert by_slug["be-ru"]["signed_edtf"].value == "2000-12-20"
    assert by_slug["month"]["signed_edtf"].value == "2021-12"
    assert by_slug["month"]["signed_earliest"].value == datetime(2021, 12, 1)  # noqa: DTZ001
    assert by_slug["month"]["signed_latest"].is_date
    assert by_slug["undated-one"]["signed_edtf"].value is None


@pytest.mark.many
@pytest.mark.parametrize("kind", LISTS)
def test_a_column_of_a_workbook_has_one_type(client, records, kind):
    table = sheet(client, f"/{kind}.xlsx").worksheets[0]
    for column in table.iter_cols(min_row=2):
        assert len({type(cell.value) for cell in column if cell.value is not None}) <= 1, column[0].coordinate


def test_a_workbook_is_as_wide_as_its_texts_and_as_one_page_in_print(client, records):
    make_source("long", title="A title that is long " * 9)
    table = sheet(client, "/sources.xlsx").worksheets[0]
    assert table.column_dimensions["B"].width > 50
    assert 10 < table.column_dimensions["E"].width < 15
    assert (table.page_setup.fitToWidth or 1, table.page_setup.fitToHeight) == (1, 0)
    assert table.sheet_properties.pageSetUpPr.fitToPage
    assert table.print_title_rows == "$1:$1"
    assert re.match(r"'agreements'!\$A\$1:\$[A-Z]\$\d", sheet(client, "/agreements.xlsx").worksheets[0].print_area)


def test_a_workbook_is_ready_to_use(client, records):
    workbook = sheet(client, "/agreements.xlsx?party=BE")
    table, about = workbook.worksheets
    assert table.freeze_panes == "B2"
    assert table.auto_filter.ref.startswith("A1:")
    assert table["A2"].hyperlink.target.startswith("http://testserver/agreements/")
    told = {name.value: value.value for name, value in about.iter_rows(max_col=2)}
    assert told["Query"] == "http://testserver/agreements/?party=BE"
    assert told["Records"] == table.max_row - 1
    assert told["Revision"] == Revision.current()
    assert told["Licence"].startswith("CC BY 4.0")


def test_what_a_workbook_cannot_hold_is_refused_before_it_is_begun(client, records, monkeypatch):
    assert FORMATS["xlsx"].most == tables.WORKBOOK_ROWS
    monkeypatch.setitem(FORMATS, "xlsx", type(FORMATS["xlsx"])("xlsx", "Excel", "x/y", tables.write_xlsx, most=2))
    response = client.get("/agreements.xlsx")
    assert response.status_code == 400
    assert ".csv" in response.json()["detail"]


# Bibliographies


def parser():
    return BibTexParser(common_strings=True, ignore_nonstandard_types=False, interpolate_strings=False)


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


# Linked data


@pytest.mark.many
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # the library's own parser uses it
@pytest.mark.parametrize("kind", LISTS)
def test_json_ld_and_turtle_are_one_graph_and_fetch_nothing(client, records, kind, monkeypatch):
    monkeypatch.setattr("urllib.request.urlopen", lambda *_: pytest.fail("a context was fetched"))
    for path in (f"/{kind}", f"/{kind}/{RECORDS[kind]}"):
        turtle = Graph().parse(data=read(client, f"{path}.ttl").decode(), format="turtle")
        jsonld = Graph().parse(data=read(client, f"{path}.jsonld").decode(), format="json-ld")
        assert len(turtle) >= 3
        assert to_isomorphic(turtle) == to_isomorphic(jsonld)


@pytest.mark.parametrize("kind", LISTS)
def test_a_second_processor_of_json_ld_reads_the_same_graph(client, records, kind):
    def refuse(address, *_):
        pytest.fail(f"a context was fetched: {address}")

    document = json.loads(read(client, f"/{kind}.jsonld"))
    triples = pyld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refuse})
    turtle = Graph().parse(data=read(client, f"/{kind}.ttl").decode(), format="turtle")
    assert to_isomorphic(Graph().parse(data=triples, format="nt")) == to_isomorphic(turtle)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # the library's own parser uses it
def test_a_list_longer_than_a_batch_is_still_one_document(client, records, monkeypatch):
    whole = Graph().parse(data=read(client, "/events.ttl").decode(), format="turtle")
    monkeypatch.setattr("opendata.exports.selection.BATCH", 2)
    for suffix, language in (("ttl", "turtle"), ("jsonld", "json-ld")):
        graph = Graph().parse(data=read(client, f"/events.{suffix}").decode(), format=language)
        assert to_isomorphic(graph) == to_isomorphic(whole)


def test_a_date_in_the_graph_is_a_day_only_where_the_day_is_known(client, records):
    graph = Graph().parse(data=read(client, "/agreements.ttl").decode(), format="turtle")
    site = "http://testserver/agreements"
    assert str(graph.value(URIRef(f"{site}/be-ru/"), SDO.legislationDate).datatype).endswith("#date")
    month = graph.value(URIRef(f"{site}/month/"), SDO.legislationDate)
    assert (str(month), month.datatype) == ("2021-12", EDTF)
    assert graph.value(URIRef(f"{site}/undated-one/"), SDO.legislationDate) is None
    assert graph.value(URIRef(f"{site}/only-planned/"), SDO.legislationDate) is None


def test_a_fact_in_the_graph_leads_to_the_quotation_that_supports_it(client, records):
    graph = Graph().parse(data=read(client, "/agreements/be-ru.ttl").decode(), format="turtle")
    [phrase] = graph.objects(URIRef("http://testserver/agreements/be-ru/"), PROV.wasDerivedFrom)
    assert graph.value(phrase, PROV.value) == Literal("phrase number 0")
    assert graph.value(phrase, PROV.wasQuotedFrom) == URIRef("http://testserver/sources/a-source/")
    party = URIRef("http://testserver/agreements/be-ru/#party-state-of-be")
    assert graph.value(party, RDF.object) == URIRef("http://testserver/agencies/state-of-be/")
    assert graph.value(party, PROV.wasDerivedFrom)


TERM = {"counted_from": "entry_into_force", "renewal": "tacit", "renewal_length": "P2W", "condition": "If funded"}
WRONG = {"standing": "known_wrong", "standing_reason": "It is the text itself."}


def test_what_an_agreement_says_of_itself_is_in_the_graph(client, records):
    source, site = Source.objects.get(slug="a-source"), "http://testserver"
    extension = make_event("extension", kind="extended", date="2005", agreement=records)
    term = enter(Term(agreement=records, length="P5Y", notice="P6M", notice_for="end_of_term", **TERM))
    enter(Term(agreement=records, act=extension, until="2010-12-31"))
    enter(Term(agreement=records, length="P9Y", **WRONG))
    enter(Provision(agreement=records, topic="cross_waiver", says="yes", article="art. 5", summary="Both waive."))
    enter(Provision(agreement=records, topic="data", says="no"))
    enter(Text(agreement=records, language="fr", authentic="no", source=source))
    enter(Text(agreement=records, language="ru"))
    enter(Designation(agreement=records, form="agreement", function="framework", binding="non_binding"))
    cite(term, source, "for five years")
    graph = Graph().parse(data=read(client, "/agreements/be-ru.ttl").decode(), format="turtle")
    own, node = Namespace(f"{site}/about/#"), URIRef(f"{site}/agreements/be-ru/")

    first = URIRef(f"{node}#term-P5Y-tacit-notice-P6M")
    later = URIRef(f"{node}#term-extension-2010-12-31")
    assert set(graph.objects(node, own["term"])) == {first, later}
    assert graph.value(first, own.length) == Literal("P5Y", datatype=XSD.duration)
    assert graph.value(first, own.renewalLength) == Literal("P2W")  # XML knows no weeks
    assert graph.value(first, own.countedFrom) == own["countedFrom-entry_into_force"]
    assert graph.value(first, own.condition) == Literal("If funded", lang="en")
    assert graph.value(graph.value(first, PROV.wasDerivedFrom), PROV.value) == Literal("for five years")
    assert graph.value(later, own.until) == Literal("2010-12-31", datatype=XSD.date)
    assert graph.value(later, PROV.wasGeneratedBy) == URIRef(f"{site}/events/extension/")

    provisions = {graph.value(place, SDO.about): place for place in graph.objects(node, own.provision)}
    assert set(provisions) == {own["topic-cross_waiver"], own["topic-data"]}
    waiver = provisions[own["topic-cross_waiver"]]
    assert (graph.value(waiver, own.says), graph.value(waiver, own.article)) == (own["says-yes"], Literal("art. 5"))
    assert graph.value(own["topic-cross_waiver"], SKOS.prefLabel) == Literal("cross-waiver of liability", lang="en")

    texts = {str(graph.value(place, SDO.inLanguage)): place for place in graph.objects(node, own.text)}
    assert graph.value(texts["fr"], DCTERMS.source) == URIRef(f"{site}/sources/a-source/")
    assert graph.value(texts["fr"], own.authentic) == Literal(False)
    assert (graph.value(texts["ru"], DCTERMS.source), graph.value(texts["ru"], own.authentic)) == (None, None)

    assert graph.value(node, own.form) == own["form-treaty"]
    assert graph.value(node, own.function) == own["function-framework"]
    types = {
        graph.value(statement, own.form): graph.value(statement, own.binding)
        for statement in graph.subjects(RDF.predicate, SDO.legislationType)
    }
    assert types == {own["form-treaty"]: None, own["form-agreement"]: own["binding-non_binding"]}
    records.refresh_from_db()
    number = Literal(f"SC-{records.number:04}")
    assert number in {graph.value(place, SDO.value) for place in graph.objects(node, SDO.identifier)}
    assert client.get(URIRef(graph.value(URIRef(f"{node}#number"), SDO.url)), follow=True).status_code == 200

    about = read(client, "/about/").decode()
    whole = "".join(read(client, f"/{name}.ttl").decode() for name in LISTS)
    used = {str(term).partition("/about/#")[2] for triple in Graph().parse(data=whole) for term in triple}
    used |= {f"{scheme}-{value}" for scheme, words in CONCEPTS.items() for value in words}
    assert [word for word in sorted(used - {""}) if f'id="{word}"' not in about] == []


def test_areas_are_concepts(client, records):
    graph = Graph().parse(data=read(client, "/areas.ttl").decode(), format="turtle")
    area = URIRef("http://testserver/areas/astronomy/")
    assert graph.value(area, RDF.type) == SKOS.Concept
    assert graph.value(area, SKOS.prefLabel) == Literal("astronomy", lang="en")
    assert graph.value(area, SKOS.altLabel) == Literal("astronomie", lang="fr")
    assert graph.value(area, SKOS.broader) == URIRef("http://testserver/areas/sciences/")
    assert graph.value(area, SKOS.exactMatch) == URIRef("http://vocabularies.unesco.org/x")
    assert graph.value(area, SKOS.definition)


def test_what_is_planned_or_claimed_is_no_event_in_the_graph(client, records):
    graph = Graph().parse(data=read(client, "/events.ttl").decode(), format="turtle")
    kinds = {
        slug: set(graph.objects(URIRef(f"http://testserver/events/{slug}/"), RDF.type))
        for slug in ("a-meeting", "a-plan", "a-claim")
    }
    assert SDO.Event in kinds["a-meeting"]
    assert PROV.Plan in kinds["a-plan"]
    assert SDO.Claim in kinds["a-claim"]
    assert SDO.Event not in kinds["a-plan"] | kinds["a-claim"]


# Calendars


def calendar(client, path):
    content = read(client, path)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert re.findall(rb"(?<!\r)\n", content) == []
    parsed = icalendar.Calendar.from_ical(content)
    assert parsed["version"] == "2.0"
    assert "left out" in parsed["x-wr-caldesc"]
    return {str(event["url"]).split("/")[-2]: event for event in parsed.walk("VEVENT")}


def test_a_month_is_a_span_of_all_its_days_and_says_so(client, records):
    event = calendar(client, "/events.ics")["a-meeting"]
    assert event["dtstart"].dt == date(2021, 12, 1)
    assert event["dtend"].dt == date(2022, 1, 1)
    assert event["summary"].endswith("sometime in December 2021")
    assert "Sometime in December 2021" in event["description"]
    assert "CC BY 4.0" in event["description"]
    assert event["location"] == "Paris, 2; rue X"


def test_facts_are_confirmed_plans_tentative_and_the_undated_left_out(client, records):
    events = calendar(client, "/events.ics")
    assert events["a-meeting"]["status"] == "CONFIRMED"
    assert events["a-plan"]["status"] == "TENTATIVE"
    assert "status" not in events["a-claim"]
    assert not {"open", "no-date"} & set(events)
    assert len({str(event["uid"]) for event in events.values()}) == len(events)
    assert set(calendar(client, "/events.ics?reported_as=planned")) < set(events)


def test_an_entry_is_dated_by_its_last_change_and_keeps_its_name(client, records):
    first = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    again = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    assert (first["uid"], first["dtstamp"].dt) == (again["uid"], again["dtstamp"].dt)


def test_the_watch_list_is_a_calendar(client, records):
    make_event("overdue", modality="planned", date="2001", title="Overdue")
    assert {"a-plan", "overdue"} <= set(calendar(client, "/watch.ics"))
    assert "a-meeting" not in calendar(client, "/watch.ics")
    assert client.get("/watch.ics?party=BE").status_code == 400


def test_a_calendar_of_exact_days_leaves_out_what_fills_months(client, records):
    assert "a-meeting" in calendar(client, "/events.ics")
    exact = calendar(client, "/events.ics?days=exact&party=BE")
    assert exact
    assert all(event["dtend"].dt - event["dtstart"].dt == timedelta(days=1) for event in exact.values())
    make_event("overdue", modality="planned", date="2001-02-03", title="Overdue")
    make_event("vague", modality="planned", date="2001-02", title="Vague")
    assert set(calendar(client, "/watch.ics?days=exact")) == {"overdue"}
    wrong = client.get("/events.ics?days=some")
    assert (wrong.status_code, wrong.json()["errors"][0]["parameter"]) == (400, "days")


def test_a_calendar_says_when_to_ask_again_and_which_state_is_the_later(client, records):
    content = read(client, "/events.ics").decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in content
    assert "X-PUBLISHED-TTL:P1D" in content
    before = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    Event.objects.filter(slug="a-meeting").update(title="Another title", date="2031-12")
    after = calendar(client, "/events/a-meeting.ics")["a-meeting"]
    assert (after["uid"], after["sequence"] >= before["sequence"] > 0) == (before["uid"], True)


@pytest.mark.parametrize("known", [{}, None])
def test_an_event_without_history_does_not_break_a_calendar_off(client, records, monkeypatch, known):
    whole = set(calendar(client, "/events.ics"))
    unknown = {} if known == {} else dict.fromkeys(range(100_000))
    monkeypatch.setattr("opendata.exports.calendars.last_changed", lambda kind, keys: unknown)
    assert set(calendar(client, "/events.ics")) == whole


def test_the_page_of_a_calendar_offers_it_to_subscribe_to(client, records):
    page = client.get("/events/?party=BE").content.decode()
    assert 'href="webcal://testserver/events.ics?party=BE"' in page
    assert 'href="webcal://testserver/events.ics?party=BE&amp;days=exact"' in page
    assert 'href="webcal://testserver/fr/events.ics?days=exact"' in client.get("/fr/events/").content.decode()


# The archive


def test_the_archive_holds_every_record_and_describes_itself(client, records):
    response = client.get("/dump/")
    assert response.status_code == 302
    assert response["Location"] == f"/dump/spacecoop-r{Revision.current()}.zip"
    archive = zipfile.ZipFile(io.BytesIO(read(client, response["Location"])))
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["revision"] == Revision.current()
    assert manifest["licence"]["name"] == "CC BY 4.0"
    assert manifest["schema"] == "http://testserver/api/v1/schema/"
    for kind in LISTS:
        content = archive.read(f"{kind}.jsonl")
        told = manifest["files"][f"{kind}.jsonl"]
        answer = client.get(f"/api/v1/{kind}/").json()
        assert told["sha256"] == hashlib.sha256(content).hexdigest()
        assert told["records"] == answer["count"] == len(content.splitlines())
        records = sorted(content.splitlines())
        assert records == sorted(client.get(row["url"]).content for row in answer["results"])
    assert client.get("/dump/?x=1").status_code == 400


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/dump/", "/sources.csv"])
def test_what_is_written_meanwhile_changes_no_export(client, path):
    make_source("first", title="As it was")
    response = client.get(path, follow=True)
    make_late_source()
    content = b"".join(response.streaming_content)
    response.close()
    if path == "/dump/":
        content = zipfile.ZipFile(io.BytesIO(content)).read("sources.jsonl")
        assert len(content.splitlines()) == 1
    assert b"second" not in content
    assert b"As it was" in content
    assert Source.objects.count() == 2


def make_late_source():
    """Rename the source there is, and add one, by a connection of its own, as another visitor's request would."""
    from threading import Thread

    def write():
        Source.objects.update(title="As it is now")
        make_source("second")
        connection.close()

    thread = Thread(target=write)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/dump/", "/events.json", "/events.jsonl", "/events.ics"])
def test_an_export_is_of_one_edition_from_its_first_byte_to_its_last(client, monkeypatch, path):
    monkeypatch.setattr("opendata.exports.selection.BATCH", 1)
    for number in range(3):
        make_event(f"event-{number}", title="Before", date="2001")
    response = client.get(path, follow=True)
    Event.objects.update(title="After")
    Event.objects.get(slug="event-2").delete()
    up_to_date()
    content = b"".join(response.streaming_content)
    if path == "/dump/":
        content = zipfile.ZipFile(io.BytesIO(content)).read("events.jsonl")
    assert content.count(b"Before") == 3
    assert b"After" not in content


@pytest.mark.django_db(transaction=True)
def test_an_export_that_outlasts_its_documents_breaks_off(client, monkeypatch):
    monkeypatch.setattr("opendata.exports.selection.BATCH", 1)
    monkeypatch.setattr("opendata.exports.kept.LARGEST", 0)
    for number in range(3):
        make_source(f"source-{number}")
    response = client.get("/sources.json")
    Source.objects.update(title="After")
    up_to_date()
    Document.objects.exclude(until=None).delete()
    with pytest.raises(EditionLost):
        b"".join(response.streaming_content)


@pytest.mark.django_db(transaction=True)
def test_an_export_holds_no_transaction_and_a_head_reads_nothing(client):
    make_source("first")
    head = client.head("/sources.csv")
    assert head["Content-Disposition"].startswith("attachment")
    assert "Content-Length" not in head
    assert not b"".join(head.streaming_content)
    response = client.get("/sources.csv")
    next(iter(response.streaming_content))
    assert not connection.in_atomic_block


@pytest.mark.parametrize("path", ["/sources.csv", "/agreements.json", "/agreements.csv", "/agreements.ttl"])
def test_an_export_reads_documents_in_batches(client, records, path, monkeypatch):
    """Its queries grow by the batch and not by the record; never are all documents in memory."""
    monkeypatch.setattr("opendata.exports.selection.BATCH", 1)
    few = queries_of(client, path)
    monkeypatch.setattr("opendata.exports.selection.BATCH", 100)
    one_batch = queries_of(client, path)
    assert len(one_batch) < len(few)
    for number in range(20):
        make_agreement(f"more-{number}") if "agreements" in path else make_source(f"more-{number}")
    assert len(queries_of(client, path)) == len(one_batch)


def test_an_export_loads_documents_and_nothing_else(client, records, django_assert_num_queries):
    client.get("/api/v1/")  # renders what was made
    # * the edition
    # * the documents
    for path in ("/agreements.csv", "/agreements.json", "/agreements.bib", "/agreements.ttl", "/agencies.csv"):
        with django_assert_num_queries(2):
            read(client, path)
    # * the same, and the count of citations
    with django_assert_num_queries(3):
        read(client, "/sources.json")


def queries_of(client, path):
    client.get("/api/v1/")  # renders what was made
    with CaptureQueriesContext(connection) as captured:
        read(client, path)
    return [query["sql"] for query in captured.captured_queries]


# What is announced


def test_pages_and_api_name_the_other_forms_and_keep_the_filters(client, records):
    for path in ("/agreements/?party=BE&page=1&utm=x", "/api/v1/agreements/?party=BE&page=1"):
        link = client.get(path)["Link"]
        assert '</agreements.csv?party=BE>; rel="alternate"; type="text/csv"' in link
    page = client.get("/agreements/?party=BE&page=1").content.decode()
    assert '<link rel="alternate" type="text/csv" href="/agreements.csv?party=BE" title="CSV">' in page
    assert '<a href="/agreements.bib?party=BE" type="application/x-bibtex">BibTeX</a>' in page
    assert "/events/a-meeting.ics" in client.get("/events/a-meeting/")["Link"]
    assert "Link" not in client.get("/about/")


@pytest.mark.many
@pytest.mark.parametrize("kind", LISTS)
def test_every_form_announced_is_there(client, records, kind):
    pages = [f"/{kind}/{RECORDS[kind]}/"] if kind == "people" else [f"/{kind}/", f"/{kind}/{RECORDS[kind]}/"]
    for path in pages:
        addresses = re.findall(r"<([^>]+)>; rel=\"alternate\"", client.get(path)["Link"])
        assert len(addresses) >= len(formats_of(kind))  # a chart or a profile has its figures too
        for address in addresses:
            assert address.encode() in client.get(path).content, address
            read(client, address)


def test_reference_managers_find_what_they_need_and_no_date_where_none_is_stated(client, records):
    page = client.get("/agreements/month/").content.decode()
    assert '<meta name="z.itemType" content="statute">' in page
    assert '<meta name="DC.date" content="2021-12">' in page
    assert page.count('<meta name="DC.creator"') == 2
    assert '<meta name="DC.date"' not in client.get("/agreements/undated-one/").content.decode()
    assert '<meta name="DC.date" content="summer 2022">' not in page
    assert 'content="summer 2022"' in client.get("/agreements/season/").content.decode()
    source = client.get("/sources/a-source/").content.decode()
    assert '<meta name="z.itemType" content="webpage">' in source
    assert '<meta name="DC.identifier" content="https://example.org/a-source">' in source


def test_other_sites_may_read_the_exports(client, records):
    for path in ("/agreements.csv", "/agreements/be-ru.jsonld", "/agreements.csl.json", "/events.ics"):
        assert client.get(path, headers={"Origin": "https://other.example"})["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/agreements/", headers={"Origin": "https://other.example"})


def test_a_country_of_no_list_is_found_in_any_case(client):
    make_country("BE")
    assert rows(client, "/countries/BE.csv") == rows(client, "/countries/be.csv")
