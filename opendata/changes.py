"""The changes of the API: what became of each record since a revision, deletions and merges too."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue.changes import CHANGED, Place, beginning, changes_after, mark_of
from catalogue.reading import seen
from opendata.answers import PLURALS, OneFormat, addresses, site_of
from opendata.schema import AutoSchema, names, parameter
from opendata.shapes.answers import Changes
from spacecoop.api import Problem, unknown_parameters
from spacecoop.filters import KnownChoiceField, QueryForm

PAGE_SIZE, LARGEST_PAGE = 100, 1000
PATH = "/api/v1/changes/"
PARAMETERS = (
    parameter(
        "since_revision",
        "Changes after this revision; 0, the default, gives every record. The archive and the header "
        "Spacecoop-Revision tell of which revision they are.",
        type="integer",
        minimum=0,
        default=0,
    ),
    parameter(
        "edition",
        "Mark of the data at `since_revision`, as the archive and `changes_url` give it. If it is not theirs any more, "
        "because a backup was restored or the program has changed, the answer is a 409.",
    ),
    parameter("kind", "Only records of this kind.", enum=[*PLURALS]),
    parameter("cursor", "Place from which to go on: follow `next`."),
    parameter("page_size", "Changes on a page.", type="integer", minimum=1, maximum=LARGEST_PAGE, default=PAGE_SIZE),
)


class BeginAnew(exceptions.APIException):
    """The copy of who asks is of a state that the data have not passed through, or whose changes are not known."""

    status_code = 409

    def __init__(self, request):
        message = gettext("Your copy is not of an earlier state of these data: begin anew with the archive, {archive}.")
        super().__init__(message.format(archive=request.build_absolute_uri("/dump/")))


class NotYet(exceptions.APIException):
    """The data are made anew, and the index has not come to that yet."""

    status_code = 503
    default_detail = gettext_lazy("The data are being renewed. Try again in a minute.")


class PlaceField(forms.Field):
    """A place in the list of changes."""

    def to_python(self, value):
        try:
            return Place.read(value) if value else None
        except ValueError:
            raise ValidationError(gettext("Unknown cursor: leave it out, then follow “next”.")) from None


class ChangesForm(QueryForm):
    """The parameters of the list of changes."""

    since_revision = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    edition = forms.CharField(required=False)
    kind = KnownChoiceField(required=False, choices=[(kind, kind) for kind in PLURALS])
    cursor = PlaceField(required=False)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PAGE)


class ChangesView(APIView):
    """What became of each record since a revision."""

    schema = AutoSchema()
    content_negotiation_class = OneFormat
    parameters = PARAMETERS
    has_past = False
    problems = {"409": "The copy of who asks is not of an earlier state of these data: begin anew with the archive."}

    @extend_schema(
        operation_id="changes.list",
        summary="List what was changed, deleted or merged",
        description="The last change of each record after a revision, in the order of revisions, to keep a copy of the "
        "data: begin with the archive, whose manifest gives the first address; remove what is not `changed`, and get "
        "the records at `url`. On the last page `changes_url` is the address to ask next time.",
        tags=["changes"],
        responses=Changes,
    )
    def get(self, request):
        asked, now, began = _asked(request.query_params), seen(), beginning()
        since, size = asked["since_revision"] or 0, asked["page_size"] or PAGE_SIZE
        if now.edition < began[0]:  # the index is made for it just now
            raise NotYet
        _refuse_other_history(request, since, asked["edition"], now, began)
        found = changes_after(since, now.revision, size + 1, kind=asked["kind"], place=asked["cursor"])
        shown, has_more = found[:size], len(found) > size
        mark, site = mark_of(now.revision, began), site_of(request)
        kept = {name: request.query_params[name] for name in ("kind", "page_size") if name in request.query_params}
        return Response(
            {
                "revision": now.revision,
                "changed_at": now.changed_at,
                "edition": mark,
                "next": _next(request, shown[-1].place) if has_more else None,
                "changes_url": None if has_more else changes_url(site, now.revision, mark, kept),
                "results": [_change(told, site) for told in shown],
            }
        )


def _asked(parameters):
    form = ChangesForm(parameters)
    errors = unknown_parameters(parameters, names(PARAMETERS)) + form.problems
    if errors:
        raise Problem(errors)
    return form.cleaned_data


def _refuse_other_history(request, since, mark, now, began):
    """Raises: BeginAnew where changes from there to the present cannot be told."""
    is_known = since == 0 or began[1] <= since <= now.revision
    if not is_known or (mark and mark != mark_of(since, began)):
        raise BeginAnew(request)


def _next(request, place):
    asked = request.query_params.copy()
    asked["cursor"] = str(place)
    return request.build_absolute_uri(f"{PATH}?{asked.urlencode()}")


def changes_url(site, revision, mark, others=()):
    """Return the web address of what will have changed since a revision of the documents with that mark."""
    return f"{site}{PATH}?{urlencode({'since_revision': revision, 'edition': mark, **dict(others)})}"


def _change(told, site):
    here = told.slug if told.what == CHANGED else told.now_at
    return {
        "kind": told.kind,
        "slug": told.slug,
        "what": told.what,
        "revision": told.revision,
        "changed_at": told.changed_at,
        "moved_to": told.now_at,
        "url": addresses(told.kind, here, site)["url"] if here else None,
    }
