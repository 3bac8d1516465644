"""What an export is made of: the records of one request, their documents read in batches from one state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from catalogue.contents import title_of
from catalogue.indexer import Indexed
from catalogue.reading import loaded, read, reading, seen, texts_of
from catalogue.watch import watched_agreements, watched_events
from opendata.answers import Answers, site_of
from opendata.api import LISTS
from opendata.schema import names
from opendata.viewsets import day_asked, today
from spacecoop.api import refuse_misunderstood, refuse_unknown
from spacecoop.languages import path_in_present_language
from spacecoop.records import in_batches

BATCH = 200
# What a format takes beside the filters of its list.
OWN_PARAMETERS = {"atom": ("page",), "ics": ("days",)}
LICENCE_ADDRESS = settings.LICENCE["url"]
LICENCE = f"{settings.LICENCE['name']}, {LICENCE_ADDRESS}"

# What feeds and calendars call lists, by the name of each in addresses.
NAMES = {
    "agreements": gettext_lazy("agreements"),
    "agencies": gettext_lazy("agencies"),
    "countries": gettext_lazy("countries"),
    "areas": gettext_lazy("areas"),
    "missions": gettext_lazy("missions"),
    "events": gettext_lazy("events"),
    "sources": gettext_lazy("sources"),
    "people": gettext_lazy("people"),
    "watch": gettext_lazy("watch"),
}


def licence_in_words():
    return gettext("Licence: {licence}").format(licence=LICENCE)


class EditionLost(Exception):
    """Documents of the edition that is read are no more: what is written breaks off, and nobody takes it for whole."""


@dataclass
class Selection:
    """The records that a request asks for: a list by its filters, or one record.

    `list_name`: that of the list in addresses, such as "agreements"; `name`: what the file is called.
    `path`: the address of the page that shows the same; `day`: that of the status of agreements.
    `key`, `title`: where it is one record, its primary key and its title. `seen`: by what the request reads; all
    documents are of its edition, however long they are written. `agreements`: the Selection of those whose foreseen
    ends stand beside its events in a calendar. `site`: the web address of the site, that of the request if not given.
    """

    list_name: str
    name: str
    path: str
    found: Iterable[int]
    request: HttpRequest | None
    day: date = field(default_factory=today)
    key: int | None = None
    title: str = ""
    seen: Indexed = field(default_factory=seen)
    agreements: "Selection | None" = None
    site: str = ""

    def __post_init__(self):
        self.site = self.site or site_of(self.request)

    @property
    def kind(self):
        """The kind of its documents, such as "agreement"."""
        return LISTS[self.list_name].kind

    @property
    def revision(self):
        return self.seen.revision

    @property
    def query(self):
        """The filters of its list, as they were asked for."""
        own = [name for names in OWN_PARAMETERS.values() for name in names if name in self.request.GET]
        if not own:
            return self.request.META.get("QUERY_STRING", "")
        asked = self.request.GET.copy()
        for name in own:
            del asked[name]
        return asked.urlencode()

    @property
    def heading(self):
        """What a feed or a calendar of it is called: its list with the filters in use, or the slug of its record."""
        name = self.name if self.key else NAMES[self.name]
        return f"{name}, {self.query}" if self.query else str(name)

    def absolute(self, path):
        """Return the web address of a path of this site, in the present language."""
        return f"{self.site}{iri_to_uri(path_in_present_language(path))}"

    def page_of(self, document):
        """Return the web address of the page of one of its records, in the present language."""
        return self.absolute(f"/{self.list_name}/{document['slug']}/")

    @property
    def page(self):
        """The web address of the page that shows the same records."""
        return self.absolute(f"{self.path}?{self.query}" if self.query else self.path)

    @cached_property
    def answers(self):
        return Answers(self.kind, self.site, self.day)

    def batches(self):
        """Return an iterator of batches, each an iterator of (primary key, whole document).

        The documents are completed as the API's but not dressed. Cost: for each batch one query, or two of sources,
        whose citations are counted.
        """
        return self._batches(self.answers.completed)

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield whole documents, completed as the API's but not dressed."""
        for batch in self.batches():
            yield from (document for _, document in batch)

    def lines(self):
        """Yield lists of whole records as lines of JSON, in the shape of the API."""
        for records in self._batches(self.answers.record):
            yield [orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for _, record in records]

    def _batches(self, complete):
        for keys in in_batches(self.found, BATCH):
            with reading(self.seen):
                texts = texts_of([(self.kind, key) for key in keys], "body")
                if len(texts) < len(keys):
                    raise EditionLost("An export took longer than documents of its edition are kept.")
                counts = self.answers.counts({key: slug for (_, key), (slug, _) in texts.items()})
            # Each is made of its text when its turn comes: many at once take three times as long.
            yield ((key, complete(loaded(key, text), counts)) for (_, key), (_, text) in texts.items())


def select_list(request, name, others=()):
    """Return the Selection of a list; `others`: what its format takes beside the filters.

    Raises: Problem for a parameter or a value that its filters do not know.
    """
    found = LISTS[name].filterset_class(request.GET, is_shown=False)
    refuse_misunderstood(found, others)
    return Selection(name, name, f"/{name}/", found.results, request, found.on_this_day)


def select_watch_list(request):
    """Return the Selection of the events and agreements on the watch list; it has no filters."""
    refuse_unknown(request.GET, OWN_PARAMETERS["ics"])
    day = today()
    agreements = Selection("agreements", "watch", "/watch/", watched_agreements(day), request, day)
    return Selection("events", "watch", "/watch/", watched_events(day), request, day, agreements=agreements)


def select_record(request, name, slug, others=()):
    """Return the Selection of one record.

    Raises: Http404, Moved; Problem for a parameter that the API does not take for one record.
    """
    viewset = LISTS[name]
    refuse_unknown(request.GET, [*export_parameters(name), *others])
    day = day_asked(request.GET)
    document = read(viewset.kind, slug)
    key, path = document["key"], f"/{name}/{document['slug']}/"
    return Selection(name, slug, path, [key], request, day, key, title_of(document))


def export_parameters(list_name):
    """Return what an export of one record takes: the parameters of the API, but for the choice of fields."""
    return [parameter for parameter in names(LISTS[list_name].parameters) if parameter not in ("fields", "omit")]
