"""Documents as programs get them: dressed for a day, with web addresses, and with counts that no document holds."""

from dataclasses import dataclass
from datetime import date

import orjson
from django.db.models import Count
from rest_framework.renderers import BaseRenderer

from agreements.models import AgreementArea, Citation, FacetTotal
from catalogue.dressing import dress, status_on
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
# The kinds of records that are shown with their number of agreements, each with the facet that counts these.
FACETS = {"agency": "agencies", "country": "countries", "mission": "missions"}
# What else is counted of other records: the key, the records, and their path to the record shown.
COUNTED = {
    "area": ("agreement_count", AgreementArea.objects, "area"),  # narrower areas apart, which the facet takes in
    "source": ("citation_count", Citation.objects, "source"),
}


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

        Cost: one query; one more for whole documents, one more where other records are counted.
        """
        documents = rows(self.kind, keys)
        present = [document["key"] for document in documents]
        answers = self.records(documents)
        for answer in answers:
            answer.pop("status_timeline", None)
        if expanded:
            for answer, whole in zip(answers, bodies(self.kind, present), strict=True):
                self._record(whole, {})
                answer.update({name: whole[name] for name in expanded if name in whole})
        return answers

    def records(self, documents):
        """Return documents as the API gives them: dressed, and completed; see `completed`."""
        return self._each(documents, self._record)

    def completed(self, documents):
        """Return documents with the status of the day, web addresses and counts, and without the key.

        The documents themselves change. Cost: one query where other records are counted.
        """
        return self._each(documents, self._complete)

    def _each(self, documents, complete):
        name, counts = counted(self.kind, [document["key"] for document in documents])
        for document in documents:
            complete(document, {name: counts.get(document["key"], 0)} if name else {})
        return documents

    def _record(self, document, counts):
        dress(document)
        self._complete(document, counts)

    def _complete(self, document, counts):
        del document["key"]
        if self.kind == "agreement":
            document["status"] = status_on(document, self.day)
        document.update(counts)
        document.update(addresses(self.kind, document["slug"], self.site))


def site_of(request):
    """Return the web address of the site, without a slash at its end."""
    return request.build_absolute_uri("/").removesuffix("/")


def addresses(kind, slug, site):
    """Return the web addresses of a record."""
    name = PLURALS[kind]
    key = slug.upper() if kind == "country" else slug
    urls = {"url": f"{site}/api/v1/{name}/{key}/", "html_url": f"{site}/{name}/{slug}/"}
    if kind == "agreement":
        urls["events_url"] = f"{site}/api/v1/events/?agreement={slug}"
    return urls


def counted(kind, keys):
    """Return the name of what is counted of other records, and {key: number}; (None, {}) where nothing is."""
    if kind in FACETS:
        return "agreement_count", FacetTotal.objects.under(FACETS[kind], keys)
    if kind not in COUNTED:
        return None, {}
    name, others, path = COUNTED[kind]
    return name, dict(others.filter(**{f"{path}__in": keys}).values_list(path).annotate(Count("pk")).order_by())


class JSONRenderer(BaseRenderer):
    """JSON as documents are kept: UTF-8, nothing escaped that need not be."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data)
