"""Whoever asks the address of a page for another form of it is led there (303): a record in Turtle, a list in CSV."""

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from opendata.exports.announce import OF_LISTS, OF_RECORDS, doors_of
from spacecoop.api import acceptable, problem_answer
from spacecoop.languages import without_language

PAGE, API = "text/html", "application/json"


class NegotiationMiddleware:
    """Answer what `Accept` wants of the address of a record or a list, page or API.

    It stands before the cache, which keeps one form of an address. Browsers and whoever takes anything get that one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        accept = request.META.get("HTTP_ACCEPT", "")
        is_open = request.method in ("GET", "HEAD") and accept not in ("", "*/*") and not accept.startswith(PAGE)
        return (_elsewhere(request) if is_open else None) or self.get_response(request)


def _elsewhere(request):
    """Return the answer that leads to the form that is wanted; None where it is the address's own."""
    forms = _forms_of(request)
    if not forms:
        return None
    wanted = request.get_preferred_type([*forms])
    if wanted is None:
        answer = problem_answer(406, acceptable(forms))
    elif forms[wanted] is None:
        return None
    else:
        answer = HttpResponse(status=303, headers={"Location": forms[wanted]})
    answer["Vary"] = "Accept"
    return answer


def _forms_of(request):
    """Return {media type: where it is; None for the address's own} of a list or a record; {} of any other address."""
    try:
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        return {}
    doors = doors_of(request)
    if len(doors) < 2:
        return {}
    others = {door.media_type: door.address for door in reversed(doors)}
    if request.path.startswith("/api/"):
        return {API: None, **{form: address for form, address in others.items() if form != API}}
    if request.resolver_match.url_name in OF_LISTS.keys() | OF_RECORDS.keys():
        query = request.META["QUERY_STRING"]
        others[API] = f"/api/v1{without_language(request.path)}" + (f"?{query}" if query else "")
    return {PAGE: None, **others}
