"""What an export is made of: the records of one request, their documents read in batches from one state."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import orjson
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from catalogue.contents import title_of
from catalogue.reading import bodies, read, reading
from catalogue.renderer import standing_now
from opendata.answers import Answers, site_of
from opendata.api import LISTS, EventViewSet
from opendata.schema import names
from opendata.viewsets import day_asked, today
from spacecoop.api import refuse_misunderstood, refuse_unknown
from spacecoop.records import in_batches

BATCH = 200
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = f"CC BY 4.0, {LICENCE_ADDRESS}"


@dataclass
class Selection:
    """The records that a request asks for: a list by its filters, or one record.

    `list_name`: that of the list in addresses, such as "agreements"; `name`: what the file is called.
    `path`: the address of the page that shows the same; `day`: that of the status of agreements.
    `key`, `title`: where it is one record, its primary key and its title.
    """

    list_name: str
    name: str
    path: str
    queryset: QuerySet
    request: HttpRequest
    day: date = field(default_factory=today)
    key: int | None = None
    title: str = ""

    @property
    def kind(self):
        """The kind of its documents, such as "agreement"."""
        return LISTS[self.list_name].kind

    @cached_property
    def standing(self):
        """The edition that is present when it is first asked for; all documents are read from that one."""
        return standing_now()

    @property
    def revision(self):
        return self.standing.revision

    @property
    def query(self):
        return self.request.META.get("QUERY_STRING", "")

    @cached_property
    def site(self):
        return site_of(self.request)

    def absolute(self, path):
        """Return the web address of a path of this site."""
        return f"{self.site}{iri_to_uri(path)}"

    @property
    def page(self):
        """The web address of the page that shows the same records."""
        return self.absolute(f"{self.path}?{self.query}" if self.query else self.path)

    @cached_property
    def answers(self):
        return Answers(self.kind, self.site, self.day)

    def batches(self):
        """Yield lists of (primary key, whole document), completed as the API's but not dressed.

        Cost: one server-side cursor, and for each batch one query, or two where other records are counted.
        """
        for documents in self._batches():
            keys = [document["key"] for document in documents]
            yield list(zip(keys, self.answers.completed(documents), strict=True))

    def documents(self):
        """Yield whole documents, completed as the API's but not dressed."""
        for batch in self.batches():
            yield from (document for _, document in batch)

    def lines(self):
        """Yield lists of whole records as lines of JSON, in the shape of the API."""
        for documents in self._batches():
            records = self.answers.records(documents)
            yield [orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records]

    def _batches(self):
        found = [self.key] if self.key else self.queryset.values_list("pk", flat=True).iterator(BATCH)
        for keys in in_batches(found, BATCH):
            with reading(self.standing.edition):
                documents = bodies(self.kind, keys)
            yield documents


def select_list(request, name):
    """Return the Selection of a list.

    Raises: Problem for a parameter or a value that its filters do not know.
    """
    found = LISTS[name].filterset_class(request.GET)
    refuse_misunderstood(found)
    return Selection(name, name, f"/{name}/", found.results, request, found.on_this_day)


def select_watch_list(request):
    """Return the Selection of the events on the watch list; it takes no parameters."""
    refuse_unknown(request.GET)
    events, day = EventViewSet.records(), today()
    keys = [Q(pk__in=some.order_by().values("pk")) for some in (events.ahead(day), events.overdue(day))]
    return Selection("events", "watch", "/watch/", events.filter(keys[0] | keys[1]).in_order(), request)


def select_record(request, name, slug):
    """Return the Selection of one record.

    Raises: Http404, Moved; Problem for a parameter that the API does not take for one record.
    """
    viewset = LISTS[name]
    refuse_unknown(request.GET, export_parameters(name))
    day = day_asked(request.GET)
    document = read(viewset.kind, slug)
    key, path = document["key"], f"/{name}/{document['slug']}/"
    return Selection(name, slug, path, viewset.records().filter(pk=key), request, day, key, title_of(document))


def export_parameters(list_name):
    """Return what an export of one record takes: the parameters of the API, but for the choice of fields."""
    return [parameter for parameter in names(LISTS[list_name].parameters) if parameter not in ("fields", "omit")]
