"""What an export is made of: the records of one request, their documents read in batches from one state."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import orjson
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from catalogue.reading import bodies, present_edition, read
from opendata.answers import Answers
from opendata.api import LISTS, EventViewSet
from opendata.schema import names
from opendata.viewsets import day_asked, today
from spacecoop.api import refuse_misunderstood, refuse_unknown

BATCH = 200
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = f"CC BY 4.0, {LICENCE_ADDRESS}"


def present_revision():
    """Return the number of the revision that the documents show. Cost: one query."""
    edition = present_edition()
    return edition.revision if edition else 0


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
    def revision(self):
        return present_revision()

    @property
    def query(self):
        return self.request.META.get("QUERY_STRING", "")

    @cached_property
    def site(self):
        return self.request.build_absolute_uri("/").removesuffix("/")

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
        for keys in self._keys():
            yield bodies(self.kind, keys)

    def _keys(self):
        keys = []
        for key in self.queryset.values_list("pk", flat=True).iterator(chunk_size=BATCH):
            keys.append(key)
            if len(keys) == BATCH:
                yield keys
                keys = []
        if keys:
            yield keys


def select_list(request, name):
    """Return the Selection of a list.

    Raises: Problem for a parameter or a value that its filters do not know.
    """
    found = LISTS[name].filterset_class(request.GET, LISTS[name].records(), request=request)
    refuse_misunderstood(found)
    return Selection(name, name, f"/{name}/", found.results, request, getattr(found, "on_this_day", None) or today())


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


def title_of(document):
    """Return what a record is called, with its acronym if it has one."""
    acronym = document.get("acronym")
    return document.get("title") or (f"{document['name']} ({acronym})" if acronym else document["name"])
