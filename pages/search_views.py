"""The search page, the suggestions under the search box, and the search of the API."""

from django import forms
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.views import APIView

from catalogue.search import KINDS, Search
from catalogue.suggestions import suggest as suggest_for
from spacecoop.api import AutoSchema, Pagination, Problem, unknown_parameter
from spacecoop.filters import KnownChoiceField
from spacecoop.search import LONGEST

PAGE_SIZE = 20


class SearchForm(forms.Form):
    """What a search can be asked."""

    q = forms.CharField(label="Words", max_length=LONGEST, required=False)
    kind = KnownChoiceField(
        label="Kind",
        required=False,
        empty_label="everything",
        choices=[(name, kind.many) for name, kind in KINDS.items()],
    )
    exact = KnownChoiceField(label="Exact", required=False, choices=[("1", "just as it is written")])

    @property
    def search(self):
        asked = self.cleaned_data if self.is_valid() else {}
        return Search(asked.get("q", ""), asked.get("kind", ""), exact=bool(asked.get("exact")))

    @property
    def problems(self):
        return [
            {
                "parameter": name,
                "message": " ".join(message for error in errors for message in error.messages),
                "suggestion": next(((error.params or {}).get("suggestion") for error in errors), None),
            }
            for name, errors in self.errors.as_data().items()
        ]


def search(request):
    form = SearchForm(request.GET)
    found = form.search
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "found": found, "page": page}
    return render(request, "agreements/search.html", context, status=200 if form.is_valid() else 400)


def suggest(request):
    """Answer {"results": [{"label", "kind", "url", "also"}], "searched_for"}, for the script of the search box."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return Problem(form.problems).as_response()
    found, searched_for = suggest_for(form.cleaned_data["q"])
    results = [{"label": one.label, "kind": one.kind, "url": one.url, "also": one.also} for one in found]
    return JsonResponse({"results": results, "searched_for": searched_for})


def _marked(parts):
    return "".join(f"«{text}»" if is_hit else text for text, is_hit in parts)


class HitSerializer(serializers.Serializer):
    kind = serializers.ChoiceField([*KINDS], source="card.kind")
    slug = serializers.CharField(source="card.slug")
    title = serializers.CharField(source="card.title")
    subtitle = serializers.CharField(source="card.subtitle", help_text="What it is, with whom or when, in words.")
    snippet = serializers.SerializerMethodField(
        help_text="An excerpt of what is said of it, each word found in «»; plain text, perhaps empty."
    )
    url = serializers.CharField(source="card.url", help_text="Its page.")
    api = serializers.CharField(source="card.api", help_text="It in this API.")

    def get_snippet(self, hit) -> str:
        return _marked(hit.snippet_parts)


class PairSerializer(serializers.Serializer):
    label = serializers.CharField()
    url = serializers.CharField(help_text="The page of everything between the two.")


class SearchSerializer(serializers.Serializer):
    """The answer to a search, as the schema describes it."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = HitSerializer(many=True)
    asked_for = serializers.CharField(help_text="The words as they were given.")
    searched_for = serializers.CharField(
        help_text="The words that were searched for: others where those given find nothing and seem mistyped."
    )
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="The number of hits of each kind.")
    pair = PairSerializer(allow_null=True, help_text="The two sides that the words name, if they name two.")


class SearchPagination(Pagination):
    """Pages only: hits are sorted by how well they fit, which is no order to walk along."""

    parameters = ("page", "page_size")


PARAMETERS = {
    "q": ("Words that must all occur; “in quotes” side by side, or between alternatives, -without.", None),
    "kind": ("Only hits of this kind.", [*KINDS]),
    "exact": ("1: search for the words just as they are, even if nothing is found.", ["1"]),
    "page": ("Which page, from 1.", None),
    "page_size": (f"Hits on a page, at most {SearchPagination.max_page_size}.", None),
}


class SearchView(APIView):
    """Every kind of record by words, ranked together."""

    schema = AutoSchema()

    @extend_schema(
        operation_id="search",
        responses=SearchSerializer,
        parameters=[
            OpenApiParameter(name, str, required=name == "q", description=words, enum=values)
            for name, (words, values) in PARAMETERS.items()
        ],
    )
    def get(self, request):
        form = SearchForm(request.query_params)
        errors = [unknown_parameter(name, [*PARAMETERS]) for name in request.query_params if name not in PARAMETERS]
        errors += form.problems
        if form.is_valid() and not form.cleaned_data["q"]:
            errors.append({"parameter": "q", "message": "Say in “q” what to search for.", "suggestion": None})
        if errors:
            raise Problem(errors)
        found, pagination = form.search, SearchPagination()
        hits = pagination.paginate_queryset(found, request, self)
        answer = pagination.get_paginated_response(HitSerializer(hits, many=True).data)
        answer.data |= {
            "asked_for": found.asked_for,
            "searched_for": found.searched_for,
            "counts": {kind: count for kind, _, count in found.narrowings},
            "pair": PairSerializer(found.pair).data if found.pair else None,
        }
        return answer
