"""What an export is made of: the records of one request, read in batches from one state of the database."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from rest_framework.renderers import JSONRenderer

from agencies.models import Country
from opendata import api
from pages.views import StatusDayForm
from spacecoop.api import Problem, refuse_misunderstood, unknown_parameter
from spacecoop.models import Revision
from spacecoop.moved import get_record

BATCH = 200
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = f"CC BY 4.0, {LICENCE_ADDRESS}"
# The kinds of record that have a list, each with the viewset that loads and serializes it for the API.
KINDS = {
    "agreements": api.AgreementViewSet,
    "agencies": api.AgencyViewSet,
    "countries": api.CountryViewSet,
    "areas": api.AreaViewSet,
    "missions": api.MissionViewSet,
    "events": api.EventViewSet,
    "sources": api.SourceViewSet,
}


@contextmanager
def one_state_of_the_database():
    """Read all that is read inside from one state of the database, whatever is written meanwhile."""
    if connection.in_atomic_block:  # the state is the transaction's own, as in most tests
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@dataclass
class Selection:
    """The records that a request asks for: a list by its filters, or one record.

    `name`: what the file is called; `path`: the address of the page that shows the same.
    `on`: the day for which the status of agreements is told; `record`: where it is one, that record.
    """

    kind: str
    name: str
    path: str
    queryset: QuerySet
    request: HttpRequest
    on: date = field(default_factory=lambda: timezone.now().date())
    record: Model | None = None

    @cached_property
    def viewset(self):
        return KINDS[self.kind]()

    @cached_property
    def revision(self):
        return Revision.current()

    @property
    def query(self):
        return self.request.META.get("QUERY_STRING", "")

    @cached_property
    def site(self):
        return self.request.build_absolute_uri("/").removesuffix("/")

    def absolute(self, path):
        """Return the address of a path of this site."""
        return f"{self.site}{iri_to_uri(path)}"

    @property
    def page(self):
        """The absolute address of the page that shows the same records."""
        return self.absolute(f"{self.path}?{self.query}" if self.query else self.path)

    def only(self, keys):
        """Return those of the records that have the `keys`, as the API loads them."""
        return self.viewset.queryset.filter(pk__in=keys)

    def batches(self):
        """Yield lists of records, completed with all that the API says of them.

        Cost: one server-side cursor and, for each batch, as many queries as a page of the API.
        """
        batch = []
        for record in self.queryset.iterator(chunk_size=BATCH):
            batch.append(record)
            if len(batch) == BATCH:
                yield self._completed(batch)
                batch = []
        if batch:
            yield self._completed(batch)

    def records(self):
        for batch in self.batches():
            yield from batch

    def lines(self):
        """Yield each record as one line of JSON, in the shape of the API."""
        serializer = self.viewset.serializer_class(context={"on": self.on})
        renderer = JSONRenderer()
        for record in self.records():
            yield renderer.render(serializer.to_representation(record)) + b"\n"

    def _completed(self, batch):
        self.viewset.prepare(batch)
        return batch


def select_list(request, kind):
    """Return the Selection of a list.

    Raises: Problem for a parameter or a value that its filters do not know.
    """
    found = KINDS[kind].filterset_class(request.GET, KINDS[kind].queryset.all(), request=request)
    refuse_misunderstood(found)
    selection = Selection(kind, kind, f"/{kind}/", found.results, request)
    selection.on = getattr(found, "on_this_day", selection.on)
    return selection


def select_watch_list(request):
    """Return the Selection of the events on the watch list; it takes no parameters."""
    refuse_all_but((), request)
    events, today = api.EventViewSet.queryset, timezone.now().date()
    watched = [events.ahead(today), events.overdue(today)]
    keys = [Q(pk__in=some.order_by().values("pk")) for some in watched]
    return Selection("events", "watch", "/watch/", events.filter(keys[0] | keys[1]).in_order(), request)


def refuse_all_but(known, request):
    """Raise a Problem for parameters of the request that are not `known`."""
    if errors := [unknown_parameter(name, known) for name in request.GET if name not in known]:
        raise Problem(errors)


def select_record(request, kind, slug):
    """Return the Selection of one record.

    Raises: Http404, Moved; Problem for a parameter that the API does not take for one record.
    """
    viewset = KINDS[kind]
    known = viewset.detail_parameters
    refuse_all_but(known, request)
    day = StatusDayForm(request.GET if "on" in known else {})
    if not day.is_valid():
        raise Problem([{"parameter": "on", "message": day.errors["on"][0], "suggestion": None}])
    record = find_record(viewset.queryset.model, slug)
    chosen = viewset.queryset.filter(pk=record.pk)
    return Selection(kind, slug, record.get_absolute_url(), chosen, request, day.day, record)


def find_record(model, slug):
    """Return the record of a model that has the slug; of a country, the code.

    Raises: Http404, Moved.
    """
    if model is Country:
        if country := Country.objects.filter(code=slug.upper()).first():
            return country
        raise Http404(f"There is no country with the code “{slug[:100]}”.")
    return get_record(model.objects.all(), slug)
