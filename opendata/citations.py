"""The citations of the API: of the records of a list, each statement with the words of its source."""

from collections import defaultdict

from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

from catalogue.reading import bodies
from opendata.answers import PLURALS, OneFormat, addresses, site_of
from opendata.exports.statements import statements_of
from opendata.schema import AutoSchema, parameter
from opendata.shapes.answers import Citations
from opendata.viewsets import filter_parameters
from spacecoop.api import Pagination, Problem, refuse_misunderstood
from spacecoop.words import listed

LIST, OF = "list", {name: kind for kind, name in PLURALS.items() if kind != "source"}
CITED = ("supports", "reported_as", "quote", "gloss", "source")
OF_LIST = parameter(LIST, "Of which list the records are; its filters choose among them.", enum=[*OF])


class CitationsView(APIView):
    """The records of a list, each with its statements and their citations."""

    schema = AutoSchema()
    content_negotiation_class = OneFormat
    filtersets: dict = {}  # of each list

    @property
    def parameters(self):
        filtersets = {name: self.filtersets[name] for name in OF}
        return [OF_LIST, *filters_of(filtersets), *Pagination().get_schema_operation_parameters(self)]

    @extend_schema(
        operation_id="citations.list",
        summary="List the citations of records",
        description="The records of the list that `list` names, else agreements, chosen by the filters of that list. "
        "An agreement comes with its events.",
        tags=["citations"],
        responses=Citations,
    )
    def get(self, request):
        asked = request.query_params.copy()
        name = (asked.pop(LIST, None) or ["agreements"])[-1]
        if name not in OF:
            raise Problem.of(LIST, f"“{name[:100]}” is not a list with citations: use {', '.join(OF)}.")
        found = self.filtersets[name](asked, is_shown=False)
        refuse_misunderstood(found, Pagination.parameters)
        pagination, site = Pagination(), site_of(request)
        documents = bodies(OF[name], pagination.paginate_queryset(found.results, request, self))
        return pagination.get_paginated_response([_record(OF[name], document, site) for document in documents])


def filters_of(filtersets):
    """Return the parameters of the filters of some lists, each once, with the lists that take it."""
    told = defaultdict(dict)
    for name, filterset in filtersets.items():
        for described in filter_parameters(filterset):
            told[described["name"]][name] = described
    return [_in_lists(by_list, filtersets) for by_list in told.values()]


def _in_lists(by_list, lists):
    """Return one parameter for that of several lists, {list: parameter}; where they differ, any text."""
    first, *others = by_list.values()
    where = "" if len(by_list) == len(lists) else f" Of {listed(by_list)}."
    schema = first["schema"] if all(other["schema"] == first["schema"] for other in others) else {"type": "string"}
    return first | {"description": first["description"] + where, "schema": schema}


def _record(kind, document, site):
    urls = addresses(kind, document["slug"], site)
    statements = [_statement(row) for row in statements_of(kind, document) if "quote" in row]
    return {
        "kind": kind,
        "slug": document["slug"],
        "statements": statements,
        "html_url": urls["html_url"],
        "url": urls["url"],
    }


def _statement(row):
    """Return a statement, {column: text}: what belongs to a fact beside its value stands under `details`."""
    own = ("record", "fact", "value", "basis")
    return {
        **{name: row.get(name) for name in own},
        "details": {name: text for name, text in row.items() if name not in {*own, *CITED}},
        **{name: row.get(name) for name in CITED},
    }
