"""Documents as programs get them: dressed for a day, with web addresses, and with counts that no document holds."""

from dataclasses import dataclass
from datetime import date

import orjson
from django.db.models import Count
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from agreements.models import Citation
from catalogue.asked import counted_by
from catalogue.dressing import dress, foreseen_on, status_on
from catalogue.reading import bodies, rows

# The kinds of documents, each with the name of its list in addresses.
PLURALS = {
    "agreement": "agreements",
    "agency": "agencies",
    "country": "countries",
    "area": "areas",
    "mission": "missions",
    "event": "events",
    "source": "sources",
    "person": "people",
}
# The lists that a record of each kind is in, each with the filter that names the record there.
RELATED = {
    "agreement": {"events": "agreement"},
    "agency": {"agreements": "agency", "events": "party", "missions": "agency"},
    "country": {"agreements": "party", "events": "party", "agencies": "country", "missions": "country"},
    "area": {"agreements": "area", "events": "area", "areas": "broader"},
    "mission": {"agreements": "mission", "events": "mission"},
    "event": {},
    "source": {"agreements": "source", "events": "source"},
    "person": {"agreements": "person", "events": "person"},
}
# The kinds of records that are shown with their number of agreements.
WITH_AGREEMENTS = ("agency", "area", "country", "mission")


class OneFormat(DefaultContentNegotiation):
    """Let `format` be a parameter like any other that is unknown: the API answers in JSON alone."""

    def filter_renderers(self, renderers, format):
        return renderers


@dataclass(frozen=True, slots=True)
class Answers:
    """Documents of one kind for one request.

    `site`: see `site_of`. `day`: that of the status of agreements.
    """

    kind: str
    site: str
    day: date

    def rows(self, keys, expanded=()):
        """Return the rows with these primary keys, each with the keys `expanded` of its whole document.

        Cost: one query; one more for whole documents, one more of sources.
        """
        documents = rows(self.kind, keys)
        present = [document["key"] for document in documents]
        answers = self.records(documents)
        for answer in answers:
            answer.pop("status_timeline", None)
        if expanded:
            for answer, whole in zip(answers, bodies(self.kind, present), strict=True):
                self.record(whole, {})
                answer.update({name: whole[name] for name in expanded if name in whole})
        return answers

    def records(self, documents):
        """Return documents as the API gives them: dressed, and completed; see `completed`. They themselves change."""
        counts = self.counts({document["key"]: document["slug"] for document in documents})
        return [self.record(document, counts) for document in documents]

    def record(self, document, counts):
        """Return a document as the API gives it: dressed, and completed; see `completed`. It itself changes."""
        return self.completed(dress(document), counts)

    def counts(self, slugs):
        """Return {slug: {name of what is counted: number}} of records given by {key: slug}; {} where nothing is.

        Cost: one count of the index, or one query.
        """
        name, counts = counted(self.kind, slugs)
        return {slug: {name: counts.get(slug, 0)} for slug in slugs.values()} if name else {}

    def completed(self, document, counts):
        """Return a document with status and foreseen ends of the day, web addresses and `counts`, without the key."""
        del document["key"]
        if self.kind == "agreement":
            document["status"] = status_on(document, self.day)
            document["foreseen_ends"] = foreseen_on(document, self.day)
        document.update(counts.get(document["slug"], ()))
        document.update(addresses(self.kind, document["slug"], self.site))
        if "sources" in document:  # a whole one
            document["related"] = related(self.kind, document["slug"], self.site)
        return document


def site_of(request):
    """Return the web address of the site, without a slash at its end."""
    return request.build_absolute_uri("/").removesuffix("/")


def related(kind, slug, site):
    """Return {list: its web address in the API} of the lists that a record is in."""
    key = _key(kind, slug)
    return {name: f"{site}/api/v1/{name}/?{filter}={key}" for name, filter in RELATED[kind].items()}


def _key(kind, slug):
    return slug.upper() if kind == "country" else slug


def addresses(kind, slug, site):
    """Return the web addresses of a record."""
    name, key = PLURALS[kind], _key(kind, slug)
    urls = {"url": f"{site}/api/v1/{name}/{key}/", "html_url": f"{site}/{name}/{slug}/"}
    if kind == "agreement":
        urls["events_url"] = f"{site}/api/v1/events/?agreement={slug}"
    return urls


def counted(kind, slugs):
    """Return the name of what is counted of other records, and {slug: number}; (None, {}) where nothing is.

    `slugs`: {key: slug} of the records. Cost: one count of the index, or one query.
    """
    if kind == "source":
        cited = Citation.objects.filter(source__in=slugs).order_by()
        return "citation_count", dict(cited.values_list("source__slug").annotate(Count("pk")))
    if kind not in WITH_AGREEMENTS:
        return None, {}
    values = [_key(kind, slug) for slug in slugs.values()]
    return "agreement_count", {slug.lower(): number for slug, number in counted_by("agreement", kind, values).items()}


class JSONRenderer(BaseRenderer):
    """JSON as documents are kept: UTF-8, nothing escaped that need not be."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data)
