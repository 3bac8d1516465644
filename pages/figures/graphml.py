"""The network as GraphML, which Gephi, igraph, networkx and R read: an undirected graph of ends and ties."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from pages.figures.tables import Column, Figures

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES = {"integer": "int", "string": "string", "anyURI": "string"}
NAMED_BY_ENDS = ("one", "one_name", "other", "other_name")


def write_graphml(figures: "Figures", site: str) -> Iterator[bytes]:
    """Yield the ties and nodes of the network as one document. The id of a node is its code or slug."""
    ties, nodes = (figures.table(name) for name in ("ties", "nodes"))
    root = ElementTree.Element("graphml", xmlns=NAMESPACE)
    of_nodes = _keys(root, "node", nodes.columns, ("key",))
    of_ties = _keys(root, "edge", ties.columns, NAMED_BY_ENDS)
    graph = ElementTree.SubElement(root, "graph", id="network", edgedefault="undirected")
    for row in nodes.told(site):
        _with_values(ElementTree.SubElement(graph, "node", id=row[0]), of_nodes, row)
    for row in ties.told(site):
        _with_values(ElementTree.SubElement(graph, "edge", source=row[0], target=row[2]), of_ties, row)
    yield ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _keys(root: ElementTree.Element, of: str, columns: Iterable["Column"], without: Iterable[str]) -> dict[int, str]:
    """Declare what is told of nodes or edges; return {place in a row: id of its key}."""
    keys = {}
    for place, column in enumerate(columns):
        if column.name not in without:
            keys[place] = f"{of}-{column.name}"
            told = {"id": keys[place], "for": of, "attr.name": column.name, "attr.type": TYPES[column.datatype]}
            ElementTree.SubElement(root, "key", told)
    return keys


def _with_values(element: ElementTree.Element, keys: dict[int, str], row: Sequence[object]) -> None:
    for place, key in keys.items():
        if row[place] not in (None, ""):
            ElementTree.SubElement(element, "data", key=key).text = str(row[place])
