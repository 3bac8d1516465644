"""Predecessors and successors in exports: tables tell their slugs, linked data each with its kind, date and sources."""

import csv
import io

import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SDO, XSD

from agencies.models import Succession
from tests.factories import cite, make_agency, make_agreement, make_event, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def nasda():
    nasda, jaxa = make_agency("nasda", dissolved="2003-10-01"), make_agency("jaxa")
    nasda.names.create(name="Space Bureau", used_until="1969")
    nasda.names.create(name="NASDA of Japan")
    cite(Succession.objects.create(earlier=nasda, later=jaxa, kind="merged_into", date="2003-10-01"))


def read(client, path):
    return b"".join(client.get(path).streaming_content).decode()


def test_a_table_tells_what_came_before_and_after(client, nasda):
    agencies = {row["slug"]: row for row in csv.DictReader(io.StringIO(read(client, "/agencies.csv")))}
    assert (agencies["nasda"]["successors"], agencies["nasda"]["predecessors"]) == ("jaxa", "")
    assert agencies["jaxa"]["predecessors"] == "nasda"
    assert agencies["nasda"]["dissolved_edtf"] == "2003-10-01"
    assert "Space Bureau (until 1969)" in agencies["nasda"]["names"]
    assert "NASDA of Japan" in agencies["nasda"]["names"]


def test_linked_data_tell_a_succession_as_a_statement(client, nasda):
    graph = Graph().parse(data=read(client, "/agencies/nasda.ttl"), format="turtle")
    page = "http://testserver/agencies/{}/".format
    old, new = URIRef(page("nasda")), URIRef(page("jaxa"))
    assert (old, DCTERMS.isReplacedBy, new) in graph
    [statement] = graph.subjects(RDF.predicate, DCTERMS.isReplacedBy)
    assert graph.value(statement, RDFS.label) == Literal("merger")
    assert graph.value(statement, DCTERMS.date) == Literal("2003-10-01", datatype=XSD.date)
    assert graph.value(old, SDO.dissolutionDate) == Literal("2003-10-01", datatype=XSD.date)


def test_a_table_of_events_tells_as_what_somebody_signed(client):
    signature = make_event("signature", kind="signed", agreement=make_agreement())
    signature.people.create(person=make_person("ada"), role="signatory", position="Minister")
    [event] = csv.DictReader(io.StringIO(read(client, "/events.csv")))
    assert event["people"] == "Ada (signatory, as Minister)"
