"""The search of the API: every kind of record by words, ranked together."""

from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

from catalogue.search import KINDS, SearchForm
from opendata.answers import OneFormat, addresses, site_of
from opendata.schema import AutoSchema, names, parameter
from opendata.shapes.answers import Search
from spacecoop.api import Pagination, Problem, unknown_parameters
from spacecoop.languages import without_language

PARAMETERS = (
    {
        **parameter(
            "q",
            "Words to search for; all must occur. “Quotation marks” for an exact phrase, `or` for either word, "
            "`-word` to exclude.",
        ),
        "required": True,
    },
    parameter("kind", "Only hits of this kind of record.", enum=[*KINDS]),
    parameter("exact", "1: search for the words as sent, even if nothing is found.", enum=["1"]),
    parameter("page", "Page number, from 1.", type="integer", minimum=1),
    parameter("page_size", "Hits on a page.", type="integer", minimum=1, maximum=Pagination.max_page_size),
)


class SearchView(APIView):
    """Every kind of record by words, ranked together."""

    schema = AutoSchema()
    content_negotiation_class = OneFormat
    parameters = PARAMETERS

    @extend_schema(
        operation_id="search.list",
        summary="Search in records of every kind",
        description="If the words find nothing, the search corrects typing errors and says so in `corrected_query`.",
        tags=["search"],
        responses=Search,
    )
    def get(self, request):
        found, pagination = _asked(request.query_params), Pagination()
        hits = pagination.paginate_queryset(found, request, self)
        site = site_of(request)
        answer = pagination.get_paginated_response([_hit(hit, site) for hit in hits])
        answer.data |= {
            "query": found.asked_for,
            "corrected_query": found.searched_for if found.is_corrected else None,
            "counts": {kind: count for kind, _, count in found.narrowings},
            "pair": found.pair and {"label": found.pair.label, "html_url": f"{site}{without_language(found.pair.url)}"},
        }
        return answer


def _asked(parameters):
    """Return the Search that the parameters ask for.

    Raises: Problem.
    """
    form = SearchForm(parameters)
    errors = unknown_parameters(parameters, names(PARAMETERS)) + form.problems
    if form.is_valid() and not form.cleaned_data["q"]:
        errors.append({"parameter": "q", "message": "Give in “q” the words to search for.", "suggestion": None})
    if errors:
        raise Problem(errors)
    return form.search


def _hit(hit, site):
    urls = addresses(hit.record.kind, hit.record.slug, site)
    return {
        "kind": hit.record.kind,
        "slug": hit.record.slug,
        "title": hit.record.name,
        "subtitle": hit.subtitle,
        "snippet": "".join(f"«{text}»" if is_hit else text for text, is_hit in hit.snippet_parts),
        "url": urls["url"],
        "html_url": urls["html_url"],
    }
