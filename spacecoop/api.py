"""What every part of the API does: strict parameters, pages, problem details for every error."""

from difflib import get_close_matches

from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.urls import resolve
from django.utils.functional import cached_property
from drf_spectacular.openapi import AutoSchema as SpectacularAutoSchema
from rest_framework import exceptions, pagination, viewsets
from rest_framework.response import Response
from rest_framework.views import exception_handler

from spacecoop.filters import nearest
from spacecoop.models import FormerSlug

PROBLEM = "application/problem+json"


class Problem(exceptions.ValidationError):
    """A request that was not understood: `errors` is a list of {"parameter", "message", "suggestion"}."""

    def __init__(self, errors):
        super().__init__()
        self.errors = errors

    @property
    def details(self):
        detail = " ".join(one["message"] for one in self.errors)
        return {**_details(400, "The request was not understood", detail), "errors": self.errors}

    def as_response(self):
        """Return the answer of a view that is not one of the framework's."""
        return JsonResponse(self.details, status=400, content_type=PROBLEM)


class MovedPermanently(exceptions.APIException):
    """The record asked for stands at another address now."""

    status_code = 308

    def __init__(self, address):
        super().__init__(f"This record is at {address} now.")
        self.address = address


class Pagination(pagination.PageNumberPagination):
    """Pages of 50 by `page`, or of `page_size` up to 100; or a walk through everything by `cursor`.

    A walk begins with an empty `cursor` and follows `next`. It goes in the order of keys, so that what is added or
    sorted otherwise meanwhile moves no record past it.
    """

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 100
    parameters = ("page", "page_size", "cursor")

    def get_page_size(self, request):
        text = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= self.max_page_size):
            message = f"“{text[:100]}” is no size of a page: give a whole number from 1 to {self.max_page_size}."
            raise Problem([{"parameter": "page_size", "message": message, "suggestion": str(self.max_page_size)}])
        return int(text)

    def paginate_queryset(self, queryset, request, view=None):
        self.walk = None
        if "cursor" in request.query_params:
            return self._walk(queryset, request, view)
        text = request.query_params.get("page", "1")
        if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) >= 1):
            message = f"“{text[:100]}” is no page: give a whole number from 1."
            raise Problem([{"parameter": "page", "message": message, "suggestion": "1"}])
        paginator = self.django_paginator_class(queryset, self.get_page_size(request))
        if int(text) > paginator.num_pages:
            message = f"There is no page {text}: the last one is {paginator.num_pages}."
            raise Problem([{"parameter": "page", "message": message, "suggestion": str(paginator.num_pages)}])
        self.request = request
        self.page = paginator.page(int(text))
        return list(self.page)

    def _walk(self, queryset, request, view):
        for name in ("page", "order"):
            if name in request.query_params:
                message = f"A walk by cursor goes in the order of keys: leave “{name}” out."
                raise Problem([{"parameter": name, "message": message, "suggestion": None}])
        self.walk = Walk(self.get_page_size(request))
        self.walk.count = queryset.count()
        try:
            return self.walk.paginate_queryset(queryset, request, view)
        except (exceptions.NotFound, ValueError):  # no cursor at all, or one with a position that is no key
            message = "This is no cursor of ours: begin with an empty one and follow “next”."
            raise Problem([{"parameter": "cursor", "message": message, "suggestion": ""}]) from None

    def get_paginated_response(self, data):
        if self.walk is None:
            return super().get_paginated_response(data)
        links = {"next": self.walk.get_next_link(), "previous": self.walk.get_previous_link()}
        return Response({"count": self.walk.count, **links, "results": data})

    def get_schema_operation_parameters(self, view):
        cursor = {
            "name": "cursor",
            "required": False,
            "in": "query",
            "description": "Walk through everything: begin with an empty one and follow `next`.",
            "schema": {"type": "string"},
            "allowEmptyValue": True,
        }
        page, page_size = super().get_schema_operation_parameters(view)
        page["schema"] |= {"minimum": 1}
        page_size["schema"] |= {"minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        return [page, page_size, cursor]


class Walk(pagination.CursorPagination):
    ordering = "pk"

    def __init__(self, page_size):
        self.page_size = page_size


class Selection:
    """The keys that a request wants: `fields=slug,dates.signed`, or all but `omit=events,parties.citations`.

    Raises: Problem for a key that the records do not have.
    """

    parameters = ("fields", "omit")

    def __init__(self, request, serializer):
        self.wanted = _tree(request.query_params.get("fields", ""))
        self.omitted = _tree(request.query_params.get("omit", ""))
        if self.wanted or self.omitted:
            known = _keys(serializer)
            errors = [*_unknown_keys("fields", self.wanted, known), *_unknown_keys("omit", self.omitted, known)]
            if errors:
                raise Problem(errors)

    def of(self, record):
        record = _keep(record, self.wanted) if self.wanted else record
        return _drop(record, self.omitted) if self.omitted else record


def _tree(text):
    """Return "a,b.c" as {"a": {}, "b": {"c": {}}}."""
    tree = {}
    for path in filter(None, (part.strip() for part in text.split(","))):
        branch = tree
        for key in path.split("."):
            branch = branch.setdefault(key, {})
    return tree


def _keys(serializer):
    """Return the keys that a serializer gives, nested."""
    shapes = getattr(serializer, "shapes", {})
    tree = {}
    for name, field in serializer.fields.items():
        field = shapes[name]() if name in shapes else getattr(field, "child", field)
        field = field.shape() if hasattr(field, "shape") else field
        tree[name] = _keys(field) if hasattr(field, "fields") else {}
    return tree


def _unknown_keys(parameter, tree, known, path=""):
    for key, branch in tree.items():
        if key not in known:
            suggestion = nearest(key[:100], known)
            hint = (
                f" Did you mean “{path}{suggestion}”?" if suggestion else f" There are: {', '.join(known) or 'none'}."
            )
            message = f"There is no key “{path}{key[:100]}”.{hint}"
            yield {"parameter": parameter, "message": message, "suggestion": suggestion and f"{path}{suggestion}"}
        else:
            yield from _unknown_keys(parameter, branch, known[key], f"{path}{key}.")


def _keep(value, tree):
    if not tree or value is None:
        return value
    if isinstance(value, list):
        return [_keep(one, tree) for one in value]
    return {key: _keep(value[key], branch) for key, branch in tree.items() if key in value}


def _drop(value, tree):
    if isinstance(value, list):
        return [_drop(one, tree) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: one for key, one in value.items() if tree.get(key) != {}}
    return {key: _drop(one, tree[key]) if key in tree else one for key, one in kept.items()}


class FilterBackend:
    """Filter a list by the view's FilterSet; refuse what is no filter of it or was not understood."""

    def filter_queryset(self, request, queryset, view):
        found = view.filterset_class(request.query_params, queryset, request=request)
        refuse_misunderstood(found, (*Pagination.parameters, *Selection.parameters))
        view.found = found
        return found.results

    def get_schema_operation_parameters(self, view):
        """Return the OpenAPI parameters of the view's filters."""
        filters = [_parameter(name, one) for name, one in view.filterset_class.base_filters.items()]
        return filters + SELECTION_PARAMETERS


SELECTION_PARAMETERS = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "string"},
    }
    for name, description in (
        ("fields", "Keys to give, separated by commas, nested ones with a point: `slug,dates.signed`."),
        ("omit", "Keys to leave out, separated by commas: `events,parties.citations`."),
    )
]


def _parameter(name, one):
    field = one.field
    schema = {"type": "string"}
    choices = [value for value, _ in getattr(field, "choices", []) if value]
    if choices:
        schema["enum"] = choices
    if hasattr(field, "find"):
        schema = {"type": "array", "items": {"type": "string"}}
    return {"name": name, "in": "query", "required": False, "description": field.help_text, "schema": schema}


def refuse_misunderstood(found, others=()):
    """Raise a Problem for parameters that are neither filters of `found` nor `others`, and for wrong values."""
    known = [*found.filters, *others]
    errors = [unknown_parameter(name, known) for name in found.unknown_parameters if name not in known]
    if not found.is_valid():
        errors += found.problems()
    if errors:
        raise Problem(errors)


def refuse_unknown(request, known):
    """Raise a Problem for parameters of the request that are not `known`."""
    errors = [unknown_parameter(name, known) for name in request.query_params if name not in known]
    if errors:
        raise Problem(errors)


def unknown_parameter(name, known):
    suggestion = nearest(name[:100], known)
    hint = f" Did you mean “{suggestion}”?" if suggestion else f" Known are: {', '.join(known) or 'none'}."
    return {
        "parameter": name[:100],
        "message": f"There is no parameter “{name[:100]}”.{hint}",
        "suggestion": suggestion,
    }


def problem(error, context):
    """Answer every error as problem details (RFC 9457)."""
    if isinstance(error, MovedPermanently):
        response = Response(_details(308, "Moved", str(error.detail)), 308, content_type=PROBLEM)
        response["Location"] = error.address
        return response
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, Problem):
        response.data = error.details
    else:
        detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
        response.data = _details(response.status_code, response.status_text, str(detail))
    response.content_type = PROBLEM
    return response


def no_such_address(request, path=""):
    """Answer an address below /api/ that is none of ours, or lacks only its last slash."""
    if not path.endswith("/") and resolve(f"{request.path}/").func is not no_such_address:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem_answer(404, "Not Found", f"There is nothing at /api/{path[:200]}. The lists are named at /api/v1/.")


def problem_answer(status, title, detail):
    """Return problem details as the answer of a view that is not one of the framework's."""
    return JsonResponse(_details(status, title, detail), status=status, content_type=PROBLEM)


def _details(status, title, detail):
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}


AS_KNOWN_ON = {
    "name": "as_known_on",
    "in": "query",
    "required": False,
    "description": "A past day, such as 2026-03-01: answer from what had been entered by its end (UTC).",
    "schema": {"type": "string"},
}


class AutoSchema(SpectacularAutoSchema):
    """Add to every operation the problem details it may answer with, and the parameter that every one takes."""

    @cached_property
    def problem_schema(self):
        properties = {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "parameter": {"type": "string"},
                        "message": {"type": "string"},
                        "suggestion": {"type": "string", "nullable": True},
                    },
                },
            },
        }
        return {"type": "object", "properties": properties, "required": ["type", "title", "status", "detail"]}

    def get_operation(self, *args, **kwargs):
        operation = super().get_operation(*args, **kwargs)
        if operation:
            answers = {
                "400": "A parameter was not understood.",
                "404": "There is no such record.",
                "429": "Too many requests; the header Retry-After tells how many seconds to wait.",
            }
            for status, description in answers.items():
                content = {PROBLEM: {"schema": self.problem_schema}}
                operation["responses"][status] = {"description": description, "content": content}
            operation.setdefault("parameters", []).append(AS_KNOWN_ON)
        return operation


class ViewSet(viewsets.ReadOnlyModelViewSet):
    """List and detail of one kind of record, each with the citations of all that is said."""

    filter_backends = [FilterBackend]
    pagination_class = Pagination
    schema = AutoSchema()
    lookup_field = "slug"
    lookup_value_regex = "[^/]+"

    def list(self, request, *args, **kwargs):
        found = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(found)
        self.prepare(page)
        serializer = self.get_serializer(page, many=True)
        selection = Selection(request, serializer.child)
        answer = self.get_paginated_response([selection.of(record) for record in serializer.data])
        undecided = getattr(self.found, "undecided", None)
        if undecided is not None:
            answer.data["undecided"] = undecided
        return answer

    def retrieve(self, request, *args, **kwargs):
        refuse_unknown(request, [*self.detail_parameters, *Selection.parameters])
        record = self.get_object()
        self.prepare([record])
        serializer = self.get_serializer(record)
        return Response(Selection(request, serializer).of(serializer.data))

    detail_parameters = ()

    def prepare(self, records):
        """Complete loaded records before they are serialized, in a bounded number of queries."""

    def get_object(self):
        try:
            return super().get_object()
        except Http404:
            self._follow_former_slug()
            raise self._no_such_record() from None

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def _follow_former_slug(self):
        slug = self.kwargs[self.lookup_field]
        model = self.queryset.model
        former = FormerSlug.objects.filter(kind=model._meta.model_name, slug=slug).first()
        if former:
            raise MovedPermanently(self.request.get_full_path().replace(f"/{slug}/", f"/{former.current}/", 1))

    def _no_such_record(self):
        wrong = self.kwargs[self.lookup_field][:100]
        slugs = self.queryset.model.objects.values_list(self.lookup_field, flat=True)
        matches = get_close_matches(wrong.lower(), [slug.lower() for slug in slugs], n=1, cutoff=0.5)
        hint = f" Did you mean “{matches[0]}”?" if matches else ""
        name = self.queryset.model._meta.verbose_name
        return exceptions.NotFound(f"There is no {name} “{wrong}”.{hint}")


def keys_may_be_left_out(result, generator, request, public):
    """Require no key of a record in the schema: `fields` and `omit` may leave out any of them."""
    for name, component in result["components"]["schemas"].items():
        if not name.startswith("Paginated"):
            component.pop("required", None)
    return result
