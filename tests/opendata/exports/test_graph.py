"""Linked data: one graph in two languages, which says what the sources say and no more."""

import json

import pytest
from pyld import jsonld as pyld
from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import SDO

from agreements.entering import enter
from agreements.models import Designation, Provision, Source, Term, Text
from catalogue.contents import CONCEPTS
from opendata.api import LISTS
from opendata.exports.graph_terms import EDTF
from tests.factories import cite, make_event
from tests.opendata.exports.files import RECORDS, read

pytestmark = pytest.mark.django_db


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


@pytest.mark.many
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
