"""The search page, and the suggestions under the search box."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext

from catalogue.index.questions import of_kind
from catalogue.reading import reader
from catalogue.search import SearchForm
from catalogue.suggestions import suggest as suggest_for
from spacecoop.api import Problem
from spacecoop.words import number

PAGE_SIZE = 20
# What is suggested, in few words.
_KINDS = {
    "pair": gettext_lazy("pair"),
    "country": gettext_lazy("country"),
    "agency": gettext_lazy("organisation"),
    "mission": gettext_lazy("mission"),
    "area": gettext_lazy("cooperation area"),
    "agreement": gettext_lazy("agreement"),
}


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
    """Answer {"results", "searched_for", "told", "problem"}, for the script of the box.

    Each result is {"label", "kind", "kind_in_words", "url", "also"}. `told`: how many there are, in words.
    `problem`: why a text is not searched, as the search page would say, such as one that is too long; else None.
    """
    form = SearchForm(request.GET)
    if form.errors.keys() - {"q"}:
        return Problem(form.problems).as_response()
    asked = form.cleaned_data.get("q", "")
    found, searched_for = suggest_for(asked)
    problem = next((problem["message"] for problem in form.problems), None)
    told = _number_in_words(len(found), searched_for if searched_for != asked else "")
    results = [_as_result(suggestion) for suggestion in found]
    return JsonResponse({"results": results, "searched_for": searched_for, "told": told, "problem": problem})


def _as_result(suggestion):
    words = {"kind": suggestion.kind, "kind_in_words": str(_KINDS[suggestion.kind])}
    return {"label": suggestion.label, **words, "url": suggestion.url, "also": suggestion.also}


def _number_in_words(count, corrected):
    """Return how many suggestions there are; `corrected`: the text that they are for, where another was typed."""
    told = ngettext("{number} suggestion", "{number} suggestions", count).format(number=number(count))
    told = told if count else gettext("No suggestions")
    return gettext("{suggestions} for {text}").format(suggestions=told, text=corrected) if corrected else told
