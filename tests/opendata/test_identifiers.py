"""Identifiers in what is taken along: tables, references, linked data, and the filter of every list."""

import csv
import io
import json

import bibtexparser
import pytest
import rispy
from rdflib import PROV, Graph, URIRef
from rdflib.namespace import SDO

from agreements.models import Identifier
from tests.factories import cite, identify, make_agency, make_agreement, make_event, make_person, make_source
from tests.opendata.exports.files import parser, read
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
@made_once
def world():
    """Make an agreement that two series and a catalogue know, an agency of two registers, and others of no number."""
    agreement = make_agreement("iss", title="On a station")
    cite(identify(agreement, "tias", "12927"), make_source(), "TIAS 12927")
    identify(agreement, "unts", "I-23267")
    identify(agreement, "wikidata", "Q1")
    wrong = {"standing": "known_wrong", "standing_reason": "a slip"}
    identify(agreement, "cts", "1998 No. 1", **wrong)
    make_agreement("plain")
    agency = make_agency("cnes")
    identify(agency, "ror", "04h1h0y33")
    identify(agency, "agency_number", "7")
    identify(make_event("a-meeting"), "other", "M/3")
    identify(make_person(), "isni", "000000012150090X")
    identify(make_source(), "other", "Press 4")


def number_of(client, slug):
    return client.get(f"/api/v1/agreements/{slug}/").json()["number"]


def rows_of(client, path):
    return {row["slug"]: row for row in csv.DictReader(io.StringIO(read(client, path).decode()))}


def test_a_table_has_the_number_and_each_identifier_behind_its_scheme(client, world):
    rows = rows_of(client, "/agreements.csv")
    assert rows["iss"]["identifiers"] == "tias:12927; unts:I-23267; wikidata:Q1"
    assert rows["plain"]["identifiers"] == ""
    assert rows["iss"]["number"] == number_of(client, "iss")
    assert rows_of(client, "/agencies.csv")["cnes"]["identifiers"] == "agency_number:7; ror:04h1h0y33"
    assert rows_of(client, "/people.csv")["lisa-campbell"]["identifiers"] == "isni:000000012150090X"


@pytest.mark.many
@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("agreements/?identifier=tias:12927", "iss"),
        ("agreements/?identifier=UNTS 23267", "iss"),
        ("agencies/?identifier=https://ror.org/04h1h0y33", "cnes"),
        ("events/?identifier=M/3", "a-meeting"),
        ("people/?identifier=0000 0001 2150 090X", "lisa-campbell"),
        ("sources/?identifier=other:press 4", "a-source"),
    ],
)
def test_every_door_of_a_list_is_asked_by_identifier(client, world, path, slug):
    answer = client.get(f"/api/v1/{path}").json()
    assert [row["slug"] for row in answer["results"]] == [slug]
    name, _, query = path.partition("/?")
    assert list(rows_of(client, f"/{name}.csv?{query}")) == [slug]
    assert f"/{name}/{slug}/" in client.get(f"/{path}").content.decode()


def test_a_row_of_the_api_leaves_out_what_is_known_to_be_wrong_and_a_record_says_so(client, world):
    [row] = client.get("/api/v1/agreements/?identifier=12927").json()["results"]
    assert [one["scheme"] for one in row["identifiers"]] == ["tias", "unts", "wikidata"]
    told = client.get("/api/v1/agreements/iss/").json()["identifiers"]
    assert [one["standing"] for one in told] == ["known_wrong", None, None, None]


def test_an_identifier_that_is_not_understood_is_refused_at_every_door(client, world):
    problem = client.get("/api/v1/agreements/?identifier=tias:x").json()
    assert "Write, for example, 12927" in json.dumps(problem, ensure_ascii=False)
    assert client.get("/agreements/?identifier=tias:x").status_code == 400
    assert client.get("/agreements.csv?identifier=tias:x").status_code == 400


def test_a_reference_names_the_series_of_treaties_and_our_number(client, world):
    number = number_of(client, "iss")
    bib = {one["ID"]: one for one in bibtexparser.loads(read(client, "/agreements.bib").decode(), parser()).entries}
    assert bib["iss"]["howpublished"] == "UNTS I-23267"
    assert (bib["iss"]["eprinttype"], bib["iss"]["eprint"]) == ("spacecoop", number)
    assert "Other numbers: TIAS 12927; Wikidata Q1." in bib["iss"]["note"]
    assert "howpublished" not in bib["plain"]
    ris = {one["id"]: one for one in rispy.loads(read(client, "/agreements.ris").decode())}
    assert ris["iss"]["secondary_title"] == "UNTS I-23267"
    assert (ris["iss"]["name_of_database"], ris["iss"]["accession_number"]) == ("spacecoop", number)
    csl = {one["id"]: one for one in json.loads(read(client, "/agreements.csl.json"))}
    assert csl["iss"]["container-title"] == "UNTS I-23267"
    assert (csl["iss"]["archive"], csl["iss"]["archive_location"]) == ("spacecoop", number)
    assert "container-title" not in csl["plain"]


def test_linked_data_tells_what_is_the_same_and_what_only_has_a_number(client, world):
    graph = Graph().parse(data=read(client, "/agreements/iss.ttl").decode(), format="turtle")
    iss = URIRef(f"{SITE}/agreements/iss/")
    assert list(graph.objects(iss, SDO.sameAs)) == [URIRef("http://www.wikidata.org/entity/Q1")]
    tias = URIRef(f"{iss}#identifier-tias-12927")
    assert tias in set(graph.objects(iss, SDO.identifier))
    assert str(graph.value(tias, SDO.value)) == "12927"
    assert graph.value(tias, PROV.wasDerivedFrom) is not None
    assert "1998" not in {str(value) for value in graph.objects(None, SDO.value)}
    agency = Graph().parse(data=read(client, "/agencies/cnes.ttl").decode(), format="turtle")
    same = list(agency.objects(URIRef(f"{SITE}/agencies/cnes/"), SDO.sameAs))
    assert same == [URIRef("https://ror.org/04h1h0y33")]


def test_numbers_of_a_law_are_told_apart_by_country(client, world):
    agency = make_agency("dual")
    for code in ("BE", "FR"):
        agency.identifiers.add(
            Identifier(scheme="law", value="Law 3", issued_in=make_agency(code.lower(), country=code).country),
            bulk=False,
        )
    graph = Graph().parse(data=read(client, "/agencies/dual.ttl").decode(), format="turtle")
    assert len(set(graph.objects(URIRef(f"{SITE}/agencies/dual/"), SDO.identifier))) == 2
