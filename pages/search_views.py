"""The search page, and the suggestions under the search box."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render

from catalogue.index.questions import of_kind
from catalogue.reading import reader
from catalogue.search import SearchForm
from catalogue.suggestions import suggest as suggest_for
from spacecoop.api import Problem

PAGE_SIZE = 20


def search(request):
    form = SearchForm(request.GET)
    found = form.search
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "found": found,
        "page": page,
        "sources": reader().count(of_kind("source")) if found.asked_for and not found.total else None,
    }
    return render(request, "search.html", context, status=200 if form.is_valid() else 400)


def suggest(request):
    """Answer {"results": [{"label", "kind", "url", "also"}], "searched_for", "problem"}, for the script of the box.

    `problem`: why a text is not searched, as the search page would say, such as one that is too long; else None.
    """
    form = SearchForm(request.GET)
    if form.errors.keys() - {"q"}:
        return Problem(form.problems).as_response()
    found, searched_for = suggest_for(form.cleaned_data.get("q", ""))
    results = [{"label": one.label, "kind": one.kind, "url": one.url, "also": one.also} for one in found]
    problem = next((problem["message"] for problem in form.problems), None)
    return JsonResponse({"results": results, "searched_for": searched_for, "problem": problem})
