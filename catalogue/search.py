"""One search over every kind of record: ranked together, corrected where nothing is found, the pair that is named."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from agencies.models import AgencyKind
from agreements.models import EventKind, MissionKind, Modality, SourceKind
from agreements.statements import REPORTED_AS
from agreements.status import StatusCode
from catalogue import reading
from catalogue.contents import HOW_REPORTED, parties_of, type_in_words
from catalogue.dressing import display
from catalogue.index import field, grammar, suggestions
from catalogue.index.excerpts import shown
from catalogue.index.questions import StatusOn, of_kind
from catalogue.index.reader import Hit as HitOfIndex
from catalogue.index.spelling import correct
from catalogue.index.tokens import fold
from catalogue.index.words import Words
from catalogue.reading import Named
from spacecoop.addresses import address_of
from spacecoop.filters import KnownChoiceField, QueryForm, SearchField
from spacecoop.words import listed

MOST_WORDS = 8  # of which counts are told
TOOK_PLACE = REPORTED_AS[Modality.DONE]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of record shows in a search: its name in the plural, and what makes a subtitle of its document."""

    many: str
    subtitle: Callable[[dict], str]


def _words(*parts):
    return ", ".join(str(part) for part in parts if part)


def _short_name(agency):
    return agency["acronym"] or agency["name"]


def _of_agreement(agreement):
    parties = sorted(parties_of(agreement), key=lambda party: party["name"])
    return _words(type_in_words(agreement), listed(map(_short_name, parties)))


def _of_agency(agency):
    country = agency["country"]
    return _words(agency["acronym"], AgencyKind(agency["kind"]).label, country and country["name"])


def _of_mission(mission):
    whole = mission["part_of"]
    return _words(MissionKind(mission["kind"]).label, whole and gettext("part of {whole}").format(whole=whole["name"]))


def _of_event(event):
    reported_as = event["reported_as"]
    how = "" if reported_as == TOOK_PLACE else HOW_REPORTED[reported_as]
    return _words(EventKind(event["kind"]).label, how, display(event["date"]))


def _of_source(source):
    kind = source["kind"] and SourceKind(source["kind"]).label
    return _words(source["publisher"], kind, display(source["published"]))


def _of_area(area):
    return gettext("within {area}").format(area=area["broader"]["name"]) if area["broader"] else ""


# In the order in which their counts are shown.
KINDS = {
    "agreement": Kind(gettext_lazy("agreements"), _of_agreement),
    "country": Kind(gettext_lazy("countries"), lambda country: country["code"]),
    "agency": Kind(gettext_lazy("organisations"), _of_agency),
    "mission": Kind(gettext_lazy("missions and programmes"), _of_mission),
    "area": Kind(gettext_lazy("cooperation areas"), _of_area),
    "event": Kind(gettext_lazy("events"), _of_event),
    "source": Kind(gettext_lazy("sources"), _of_source),
    "person": Kind(gettext_lazy("people"), lambda person: ""),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A record with what was found in it: `title_parts` and `snippet_parts` are (text, whether it is a hit)."""

    record: Named
    subtitle: str
    title_parts: list
    snippet_parts: list


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides named together."""

    one: Named
    other: Named

    @property
    def label(self):
        return f"{self.one.short_name} – {self.other.short_name}"

    @property
    def url(self):
        return address_of("between", self.one.slug, self.other.slug)


@dataclass(frozen=True, slots=True)
class WithStatus:
    """The agreements with a status today."""

    code: StatusCode
    count: int

    @property
    def label(self):
        return str(self.code.label)

    @property
    def url(self):
        return f"{address_of('agreements')}?status={self.code}"


class Search:
    """The hits of a text in every kind of record, the best first; a sequence that pages and API cut to pieces.

    `kind`: only hits of this kind; the counts stay those of all. `exact`: never search for anything else.
    """

    def __init__(self, text, kind="", exact=False):
        self.asked_for, self.kind, self.exact = text.strip(), kind, exact
        self.reader = reading.reader()

    @cached_property
    def searched_for(self):
        """What was asked for; where that finds nothing, the same with its typing errors corrected, if that does."""
        if self.exact or self._finds(self.asked_for):
            return self.asked_for
        corrected = correct(self.reader, self.asked_for)
        return corrected if self._finds(corrected) else self.asked_for

    def _finds(self, text):
        """Return the number of records of every kind that `text` finds."""
        return self.reader.count(of_kind() & Words(text))

    @property
    def is_corrected(self):
        return self.searched_for != self.asked_for

    @cached_property
    def counts(self):
        """The number of hits of each kind that has any."""
        return self.reader.values(of_kind() & Words(self.searched_for), "entry")["entry"]

    @cached_property
    def total(self):
        return sum(self.counts.values())

    @property
    def narrowings(self):
        """The kinds that have hits as (kind, its name in the plural, count)."""
        return [(kind, KINDS[kind].many, self.counts[kind]) for kind in KINDS if kind in self.counts]

    @cached_property
    def pair(self):
        return find_pair(self.searched_for)

    @cached_property
    def with_status(self):
        """The agreements with the status that is asked for and nothing else, even where there are none; else None."""
        code = status_called(self.asked_for)
        if code is None:
            return None
        return WithStatus(code, self.reader.count(of_kind("agreement") & StatusOn(code, timezone.now().date())))

    @cached_property
    def words_apart(self):
        """The words asked for that find something alone, with their counts; for a search that finds nothing."""
        words = dict.fromkeys(word for word in re.findall(r"\w+", self.asked_for.lower()) if not grammar.is_or(word))
        counts = ((word, self._finds(word)) for word in list(words)[:MOST_WORDS])
        return [(word, count) for word, count in counts if count and word != self.asked_for.lower()]

    @property
    def asks_nothing(self):
        """Whether there is no word in it, or only such as stand in every text."""
        return grammar.read(self.asked_for).asks_nothing

    def count(self):
        return self.counts.get(self.kind, 0) if self.kind else self.total

    def __getitem__(self, places):
        """Return the hits at a slice of places. Cost: one query."""
        question = of_kind(*([self.kind] if self.kind else [])) & Words(self.searched_for)
        begin = places.start or 0
        found = self.reader.best(question, begin, places.stop - begin).hits
        bodies = reading.documents_of([hit.record for hit in found], "body")
        asked = grammar.read(self.searched_for)
        return [
            Hit(Named.of(kind, body), KINDS[kind].subtitle(body), *shown(body, asked))
            for (kind, _), body in bodies.items()
        ]


def named(hits: Iterable[HitOfIndex]) -> dict[tuple[str, int], Named]:
    """Return {(kind, key): Named} of hits of any kinds, in their order. Cost: one query."""
    rows = reading.documents_of([hit.record for hit in hits], "row")
    return {record: Named.of(record[0], row) for record, row in rows.items()}


def status_called(text):
    """Return the StatusCode that a text names, in any language of the site: “agreements in force”; else None."""
    words = fold(text).split()
    words = words[1:] if words and words[0] in field.words("articles") else words
    for name, others in ((words, []), (words[1:], words[:1]), (words[:-1], words[-1:])):
        if field.words("agreements").issuperset(others) and (code := _statuses().get(" ".join(name))):
            return code
    return None


@cache
def _statuses():
    """Return {text, folded: StatusCode}: what people say for a status, and its own name in each language."""
    told = {text: StatusCode(code) for text, code in field.statuses().items()}
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            told |= {fold(str(code.label)): code for code in StatusCode}
    return told


def find_pair(text):
    """Return the Pair that `text` names, each side by any whole form of its name, or None. Cost: one query."""
    sides = named(suggestions.find_pair(reading.reader(), text) or ())
    return Pair(*sides.values()) if len(sides) == 2 else None


class SearchForm(QueryForm):
    """The parameters of a search."""

    q = SearchField(required=False)
    kind = KnownChoiceField(
        label=gettext_lazy("Type"),
        required=False,
        empty_label=gettext_lazy("everything"),
        choices=[(name, kind.many) for name, kind in KINDS.items()],
    )
    exact = KnownChoiceField(
        label=gettext_lazy("Exact"), required=False, choices=[("1", gettext_lazy("just as it is written"))]
    )

    @property
    def search(self):
        asked = self.cleaned_data if self.is_valid() else {}
        return Search(asked.get("q", ""), asked.get("kind", ""), exact=bool(asked.get("exact")))
