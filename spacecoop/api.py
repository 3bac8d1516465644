"""What every part of the API does: strict parameters, pages, problem details for every error."""

from functools import wraps
from http import HTTPStatus

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.urls import resolve
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe
from rest_framework import exceptions, pagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import exception_handler

from spacecoop.hints import INSTEAD, did_you_mean, nearest
from spacecoop.moved import Moved

PROBLEM = "application/problem+json"
TITLES = {
    308: gettext_lazy("Moved"),
    400: gettext_lazy("Bad request"),
    404: gettext_lazy("Not Found"),
    405: gettext_lazy("Method Not Allowed"),
    406: gettext_lazy("Not Acceptable"),
    413: gettext_lazy("Content Too Large"),
    429: gettext_lazy("Too Many Requests"),
    500: gettext_lazy("Internal Server Error"),
    503: gettext_lazy("Service Unavailable"),
}


class Problem(exceptions.ValidationError):
    """A request that was not understood: `errors` is a list of {"parameter", "message", "suggestion"}.

    The first error for an unknown parameter also lists the `known` ones.
    """

    def __init__(self, errors):
        super().__init__()
        self.errors = errors

    @classmethod
    def of(cls, parameter, message, suggestion=None):
        """Return the problem of one parameter."""
        return cls([{"parameter": parameter, "message": message, "suggestion": suggestion}])

    @property
    def details(self):
        detail = " ".join(error["message"] for error in self.errors)
        return {**_details(400, detail), "errors": self.errors}

    def as_response(self):
        """Return the answer of a view that is not one of the framework's."""
        return JsonResponse(self.details, status=400, content_type=PROBLEM)


class Pagination(pagination.PageNumberPagination):
    """Pages of 25 by `page`, or of `page_size` up to 100; or a walk through everything by `cursor`.

    A walk begins with an empty `cursor` and follows `next`. It goes forward in the order of keys, so that what is
    added or sorted otherwise meanwhile moves no record past it.

    What is found is a sequence with `count()` and `after(number, most)`, which gives (number, key) of what follows.
    """

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100
    parameters = ("page", "page_size", "cursor")

    def get_page_size(self, request):
        return _number(request.query_params, "page_size", self.page_size, self.max_page_size)

    def paginate_queryset(self, queryset, request, view=None):
        self.request, self.page, self.last = request, None, None
        if "cursor" in request.query_params:
            return self._walk(queryset, request)
        number, size = page_asked(request.query_params), self.get_page_size(request)
        shown = queryset[(number - 1) * size : number * size]  # first: it tells the number of all on its way
        paginator = Paginator(queryset, size)
        if number > paginator.num_pages:
            raise past_the_last_page(number, paginator.num_pages)
        self.page = Page(shown, number, paginator)
        return shown

    def _walk(self, found, request):
        for name in ("page", "order"):
            if name in request.query_params:
                message = gettext("With “cursor”, records come in the order of their keys: leave “{name}” out.")
                raise Problem.of(name, message.format(name=name))
        size, after = self.get_page_size(request), _cursor(request)
        self.count = found.count()
        following = found.after(after, size + 1)
        self.last = following[size - 1][0] if len(following) > size else None
        return [key for _, key in following[:size]]

    def get_paginated_response(self, data):
        if self.page is not None:
            return super().get_paginated_response(data)
        following = self.last and replace_query_param(self.request.build_absolute_uri(), "cursor", self.last)
        return Response({"count": self.count, "next": following, "previous": None, "results": data})

    def get_paginated_response_schema(self, schema):
        number = {"type": "integer", "minimum": 0}
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {**number, "description": "Number of records that match, on all pages."},
                "next": {**address, "description": "The next page; null on the last one."},
                "previous": {**address, "description": "The page before; null on the first one, and with `cursor`."},
                "results": {**schema, "description": "The records of this page."},
                "undecided": {
                    **number,
                    "description": "Number of records whose imprecise dates may or may not match; only where a "
                    "parameter asks for dates.",
                },
                "predecessors": {
                    "type": "array",
                    "description": "The predecessors that are included; only with `predecessors=yes`.",
                    "items": {
                        "type": "object",
                        "required": ["of", "kind", "key", "name"],
                        "properties": {
                            "of": {"type": "string", "description": "Code or slug of the party asked for."},
                            "kind": {
                                "type": "string",
                                "enum": ["country", "agency"],
                                "description": "Whether the predecessor is a country or an organisation.",
                            },
                            "key": {"type": "string", "description": "Code or slug of the predecessor."},
                            "name": {"type": "string", "description": "Name of the predecessor."},
                        },
                    },
                },
            },
        }

    def get_schema_operation_parameters(self, view):
        number = {"type": "integer", "minimum": 1}
        size = {**number, "maximum": self.max_page_size, "default": self.page_size}
        cursor = (
            "Cursor pagination: start with an empty value, then follow `next`. The order of records is not defined."
        )
        return [
            {"name": "page", "in": "query", "description": "Page number, from 1.", "schema": number},
            {"name": "page_size", "in": "query", "description": "Records on a page.", "schema": size},
            {
                "name": "cursor",
                "in": "query",
                "description": cursor,
                "schema": {"type": "string"},
                "allowEmptyValue": True,
            },
        ]


def page_asked(parameters):
    """Return the number of the page that is asked for, from 1. Raises: Problem."""
    return _number(parameters, "page", 1)


def past_the_last_page(number, last):
    """Return the Problem of a page that is not there."""
    message = gettext("There is no page {number}: the last one is {last}.").format(number=number, last=last)
    return Problem.of("page", message, str(last))


def _number(parameters, name, default, most=10**9):
    """Return the whole number from 1 to `most` that a parameter gives.

    Raises: Problem.
    """
    text = parameters.get(name, str(default))
    if text.isascii() and text.isdigit() and len(text) < 12 and 1 <= int(text) <= most:
        return int(text)
    if most < 10**9:
        message, suggestion = gettext("“{text}” is not understood: give a whole number from 1 to {most}."), most
    else:
        message, suggestion = gettext("“{text}” is not understood: give a whole number from 1."), default
    raise Problem.of(name, message.format(text=text[:100], most=most), str(suggestion))


def _cursor(request):
    text = request.query_params["cursor"]
    if text == "" or (text.isascii() and text.isdigit() and len(text) < 19):
        return int(text or 0)
    message = gettext("Unknown cursor: start with an empty value, then follow “next”.")
    raise Problem.of("cursor", message, "")


def refuse_misunderstood(found, others=()):
    """Raise a Problem for parameters that are neither filters of `found` nor `others`, and for wrong values."""
    errors = unknown_parameters(found.data, [*found.filters, *others])
    if not found.is_valid():
        errors += found.form.problems
    if errors:
        raise Problem(errors)


def refuse_unknown(parameters, known=()):
    """Raise a Problem for `parameters` of a request that are not `known`."""
    if errors := unknown_parameters(parameters, known):
        raise Problem(errors)


def unknown_parameters(parameters, known):
    """Return the errors for those of `parameters` that are not `known`; the first one lists all that are."""
    errors = [_unknown_parameter(name, known) for name in parameters if name not in known]
    if errors:
        errors[0]["known"] = list(known)
    return errors


def _unknown_parameter(name, known):
    name = name[:100]
    suggestion = nearest(name, known)
    advice = f" {INSTEAD[name.lower()]}" if name.lower() in INSTEAD else did_you_mean(suggestion)
    message = gettext("Unknown parameter “{name}”.").format(name=name)
    return {"parameter": name, "message": message + advice, "suggestion": suggestion}


def problem(error, context):
    """Answer every error as problem details (RFC 9457)."""
    if isinstance(error, Moved):
        address = error.leads_from(context["request"].get_full_path())
        details = _details(308, gettext("This record is at {address} now.").format(address=address))
        return Response(details, 308, headers={"Location": address}, content_type=PROBLEM)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, Problem):
        response.data = error.details
    else:
        response.data = _details(response.status_code, _detail_of(error, response))
    response.content_type = PROBLEM
    return response


def _detail_of(error, response):
    if isinstance(error, exceptions.NotAcceptable):
        return acceptable(renderer.media_type for renderer in error.available_renderers)
    return str(response.data.get("detail", "")) if isinstance(response.data, dict) else ""


def acceptable(media_types):
    """Return the sentence that tells whoever wants another form of an address which there are."""
    told = gettext("This address can be had as {forms}: name one of them in Accept.")
    return told.format(forms=", ".join(dict.fromkeys(media_types)))


def no_such_address(request, path=""):
    """Answer an address below /api/ that is none of ours, or lacks only its last slash."""
    if not path.endswith("/") and resolve(f"{request.path}/").func is not no_such_address:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    detail = gettext("There is nothing at {address}. The lists are named at /api/v1/.")
    return problem_answer(404, detail.format(address=f"/api/{path[:200]}"))


def problem_answer(status: int, detail: str) -> JsonResponse:
    """Return problem details as the answer of a view that is not one of the framework's."""
    return JsonResponse(_details(status, detail), status=status, content_type=PROBLEM)


def _details(status, detail):
    title = str(TITLES.get(status) or HTTPStatus(status).phrase)
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}


def as_problems(view):
    """Answer what a view refuses or does not find in problem details, as the API does."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return problem.as_response()
        except Http404 as error:
            return problem_answer(404, str(error))

    return answer


def door(view):
    """Answer GET and HEAD alone, with problems as the API does."""
    return require_safe(as_problems(view))
