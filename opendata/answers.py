"""Documents as programs get them: dressed for a day, with web addresses, and with counts that no document holds."""

from dataclasses import dataclass
from datetime import date

import orjson
from django.db.models import Count
from rest_framework.renderers import BaseRenderer

from agreements.models import Citation
from catalogue.asked import counted_by
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
# The kinds of records that are shown with their number of agreements.
WITH_AGREEMENTS = ("agency", "area", "country", "mission")


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
                self._record(whole, {})
                answer.update({name: whole[name] for name in expanded if name in whole})
        return answers

    def records(self, documents):
        """Return documents as the API gives them: dressed, and completed; see `completed`."""
        return self._each(documents, self._record)

    def completed(self, documents):
        """Return documents with the status of the day, web addresses and counts, and without the key.

        The documents themselves change. Cost: one query of sources, whose citations are counted.
        """
        return self._each(documents, self._complete)

    def _each(self, documents, complete):
        name, counts = counted(self.kind, documents)
        for document in documents:
            complete(document, {name: counts.get(document["slug"], 0)} if name else {})
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


def counted(kind, documents):
    """Return the name of what is counted of other records, and {slug: number}; (None, {}) where nothing is.

    Cost: one count of the index, or one query.
    """
    slugs = [document["slug"] for document in documents]
    if kind == "source":
        cited = Citation.objects.filter(source__in=[document["key"] for document in documents]).order_by()
        return "citation_count", dict(cited.values_list("source__slug").annotate(Count("pk")))
    if kind not in WITH_AGREEMENTS:
        return None, {}
    numbers = counted_by("agreement", kind, [slug.upper() if kind == "country" else slug for slug in slugs])
    return "agreement_count", {value.lower(): number for value, number in numbers.items()}


class JSONRenderer(BaseRenderer):
    """JSON as documents are kept: UTF-8, nothing escaped that need not be."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data)
