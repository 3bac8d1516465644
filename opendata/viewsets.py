"""Lists and records of the API: what is found by a FilterSet, shown from documents."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from rest_framework import exceptions, viewsets
from rest_framework.response import Response

from catalogue.plans import model_of
from catalogue.reading import read
from opendata.answers import Answers, OneFormat, site_of
from opendata.keys import KeyChoice
from opendata.schema import EXPAND, FIELDS, OMIT, AutoSchema, names, parameter
from opendata.shapes.records import SHAPES
from spacecoop.api import Pagination, Problem, refuse_misunderstood, refuse_unknown
from spacecoop.filters import DayField, takes_several
from spacecoop.hints import did_you_mean, nearest
from spacecoop.record_fields import near_slugs

LIST_PARAMETERS = (*Pagination.parameters, "fields", "omit", "expand")


class FilterParameters:
    """Tells the schema the filters of a list, and the choice of fields."""

    def get_schema_operation_parameters(self, view):
        return [*filter_parameters(view.filterset_class), EXPAND, FIELDS, OMIT]


def filter_parameters(filterset):
    """Return the parameters of the filters of a list for the schema."""
    return [_parameter(name, chosen) for name, chosen in filterset.base_filters.items()]


def _parameter(name, chosen):
    field = chosen.field
    choices = [value for value, _ in getattr(field, "choices", []) if value]
    if takes_several(field):
        return parameter(name, field.help_text, type="array", items={"type": "string"})
    return parameter(name, field.help_text, **({"enum": choices} if choices else {}))


class DocumentViewSet(viewsets.GenericViewSet):
    """The list of one kind of record, and each whole record.

    Cost: of a list the edition and the rows, with a question to the index and its count; of a record the edition and
    the document; of sources one query more, for the count of their citations.
    """

    kind: str
    filterset_class: type
    filter_backends = [FilterParameters]
    pagination_class = Pagination
    content_negotiation_class = OneFormat
    schema = AutoSchema()
    lookup_field = "slug"
    lookup_value_regex = "[^/]+"
    parameters = (FIELDS, OMIT)  # of a record

    def near(self, wrong):
        """Return the addresses of records that are like a wrong one."""
        return near_slugs(model_of(self.kind))(wrong)

    def list(self, request):
        found = self.filterset_class(request.query_params, is_shown=False)
        refuse_misunderstood(found, LIST_PARAMETERS)
        choice = KeyChoice(request.query_params, *SHAPES[self.kind])
        keys = self.paginate_queryset(found.results)
        shown = answers_for(request, self.kind, found.on_this_day).rows(keys, choice.expanded)
        answer = self.get_paginated_response([choice.of(row) for row in shown])
        if found.undecided is not None:
            answer.data["undecided"] = found.undecided
        if found.predecessors is not None:
            answer.data["predecessors"] = _predecessors(found.predecessors)
        return answer

    def retrieve(self, request, **kwargs):
        refuse_unknown(request.query_params, names(self.parameters))
        choice = KeyChoice(request.query_params, SHAPES[self.kind][1])
        answers = answers_for(request, self.kind, day_asked(request.query_params))
        [record] = answers.records([self._document(kwargs[self.lookup_field])])
        return Response(choice.of(record))

    def _document(self, slug):
        try:
            return read(self.kind, slug)
        except Http404 as error:
            raise not_found(str(error), slug, self.near) from None


def _predecessors(taken):
    return [
        {"of": key, "kind": other.kind, "key": other.key, "name": other.name}
        for key, others in taken.items()
        for other in others
    ]


def not_found(message, wrong, near):
    """Return the error of a wrong address, with the question whether another was meant; `near` gives those like it."""
    wrong = wrong[:100].replace("\x00", "")
    return exceptions.NotFound(message + did_you_mean(nearest(wrong, near(wrong))))


def answers_for(request, kind, day):
    return Answers(kind, site_of(request), day)


def today():
    return timezone.now().date()


def day_asked(parameters):
    """Return the day that `status_on` asks for; today where it is not given.

    Raises: Problem.
    """
    try:
        return DayField(required=False).clean(parameters.get("status_on", "")) or today()
    except ValidationError as error:
        raise Problem.of("status_on", error.messages[0]) from None
