"""Linked data as files: the graph of a list or record as JSON-LD and Turtle."""

import json

from opendata.exports.graph import Facts


def _graphs(selection):
    site, is_empty = selection.absolute("/"), True
    for batch in selection.batches():
        is_empty = False
        facts = Facts(site)
        facts.add(selection.list_name, [document for _, document in batch])
        yield facts.graph
    if is_empty:
        yield Facts(site).graph


def write_turtle(selection):
    """Yield Turtle; each batch begins with its prefixes."""
    for graph in _graphs(selection):
        yield graph.serialize(format="turtle").encode()


def write_jsonld(selection):
    """Yield one JSON-LD document, whose context stands in it: nothing is fetched to read it."""
    separator = None
    for graph in _graphs(selection):
        if separator is None:
            context = {prefix: str(namespace) for prefix, namespace in graph.namespaces() if prefix in PREFIXES}
            yield b'{"@context": %s,\n"@graph": [\n' % json.dumps(context).encode()
            separator = b""
        document = json.loads(graph.serialize(format="json-ld", context=context))
        document.pop("@context", None)
        for node in document.get("@graph", [document] if document else []):
            yield separator + json.dumps(node, ensure_ascii=False).encode()
            separator = b",\n"
    yield b"\n]}\n"


PREFIXES = {"schema", "skos", "prov", "oa", "dcterms", "edtf", "spacecoop", "rdf", "rdfs", "xsd"}
