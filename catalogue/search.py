"""One search over every kind of record: ranked together, corrected where nothing is found, the pair that is named."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from unicodedata import combining, normalize

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Count, F, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.urls import reverse

from agencies.models import Agency, AgencyKind, Country
from agreements.models import (
    Agreement,
    AgreementKind,
    Area,
    Event,
    EventKind,
    Mission,
    MissionKind,
    Modality,
    Party,
    PartyRole,
    Source,
    SourceKind,
)
from spacecoop.dates import display
from spacecoop.filters import KnownChoiceField, QueryForm, SearchField
from spacecoop.models import SearchName
from spacecoop.search import MOST_TERMS, documents, is_written, likest_words, relevance, tsquery

HIT_BEGINS, HIT_ENDS = "\x02", "\x03"
SHORTEST_TO_CORRECT = 4
MOST_WORDS = 8  # of which errors are sought, or counts told
OPERATORS = {"or"}
# Terms of the field are no typing errors, though few titles hold them.
GLOSSARY = set(
    re.findall(
        r"\w+",
        """
        accession agency agencies agreement agreements arrangement arrangements binding bilateral concluded conclusion
        convention cooperation declaration denounced denunciation depositary effect effective ended entry exchange
        expire expired expires expiry extended extension force framework government implementing intent
        intergovernmental letter letters loi memorandum memoranda mou mous party parties protocol ratification
        ratified renewal renewed signatory signature signed signing status suspended suspension terminated
        termination treaties treaty understanding withdrawal
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of record shows in a search: the columns of its card, and what makes its subtitle of them."""

    records: QuerySet
    many: str
    columns: dict
    subtitle: object


def _words(*parts):
    return ", ".join(str(part) for part in parts if part)


def _dated(edtf):
    return display(edtf) if edtf else ""


def _reported(modality):
    return "" if modality == Modality.DONE else Modality(modality).label


_parties = (
    Party.objects.filter(agreement=OuterRef("pk"), role=PartyRole.PARTY)
    .order_by()
    .values("agreement")
    .annotate(
        all=StringAgg(
            Coalesce(NullIf("agency__acronym", Value("")), "agency__name"), " and ", order_by=["agency__name"]
        )
    )
    .values("all")
)
# In the order in which their counts are shown.
KINDS = {
    "agreement": Kind(
        Agreement.objects.all(),
        "agreements",
        {"title": F("title"), "kind": F("kind"), "more": Subquery(_parties)},
        lambda kind, more, _: _words(AgreementKind(kind).label, more),
    ),
    "country": Kind(
        Country.objects.all(), "countries", {"title": F("name"), "more": F("code")}, lambda _, code, __: code
    ),
    "agency": Kind(
        Agency.objects.all(),
        "organisations",
        {"title": F("name"), "kind": F("kind"), "more": F("acronym"), "last": F("country__name")},
        lambda kind, acronym, country: _words(acronym, AgencyKind(kind).label, country),
    ),
    "mission": Kind(
        Mission.objects.all(),
        "missions and programmes",
        {"title": F("name"), "kind": F("kind"), "more": F("part_of__name")},
        lambda kind, whole, _: _words(MissionKind(kind).label, whole and f"part of {whole}"),
    ),
    "area": Kind(
        Area.objects.all(),
        "cooperation areas",
        {"title": F("name"), "more": F("broader__name")},
        lambda _, broader, __: f"within {broader}" if broader else "",
    ),
    "event": Kind(
        Event.objects.all(),
        "events",
        {"title": F("title"), "kind": F("kind"), "more": F("modality"), "last": F("date")},
        lambda kind, modality, date: _words(EventKind(kind).label, _reported(modality), _dated(date)),
    ),
    "source": Kind(
        Source.objects.all(),
        "sources",
        {"title": F("title"), "kind": F("kind"), "more": F("publisher"), "last": F("published")},
        lambda kind, publisher, published: _words(publisher, SourceKind(kind).label, _dated(published)),
    ),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What a hit or a suggestion shows of a record."""

    kind: str
    slug: str
    title: str
    subtitle: str
    acronym: str = ""

    @property
    def full_title(self):
        return f"{self.title} ({self.acronym})" if self.acronym else self.title

    @property
    def short_title(self):
        return self.acronym or self.title

    @property
    def url(self):
        return reverse(self.kind, args=[self.slug])

    @property
    def api(self):
        key = self.slug.upper() if self.kind == "country" else self.slug
        return reverse(f"{self.kind}-detail", args=[key])


@dataclass(frozen=True, slots=True)
class Hit:
    """A card with what was found in it: `title_parts` and `snippet_parts` are (text, whether it is a hit)."""

    card: Card
    title_parts: list
    snippet_parts: list


@dataclass(frozen=True, slots=True)
class Pair:
    """The cards of two sides named together."""

    one: Card
    other: Card

    @property
    def label(self):
        return f"{self.one.short_title} – {self.other.short_title}"

    @property
    def url(self):
        return reverse("between", args=[self.one.slug, self.other.slug])


class Search:
    """The hits of a text in every kind of record, the best first; a sequence that pages and API cut to pieces.

    `kind`: only hits of this kind; the counts stay those of all. `exact`: never search for anything else.
    """

    def __init__(self, text, kind="", exact=False):
        self.asked_for, self.kind, self.exact = text.strip(), kind, exact
        self.counted = {}

    @cached_property
    def searched_for(self):
        """What was asked for; where that finds nothing, the same with its typing errors corrected, if that does."""
        if self.exact or not self.asked_for or self._counts(self.asked_for):
            return self.asked_for
        corrected = correct(self.asked_for)
        return corrected if corrected != self.asked_for and self._counts(corrected) else self.asked_for

    @property
    def is_corrected(self):
        return self.searched_for != self.asked_for

    @cached_property
    def counts(self):
        """The number of hits of each kind that has any."""
        return self._counts(self.searched_for) if self.searched_for else {}

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
    def words_apart(self):
        """The words asked for that find something alone, with their counts; for a search that finds nothing."""
        words = dict.fromkeys(word for word in re.findall(r"\w+", self.asked_for.lower()) if word not in OPERATORS)
        counts = ((word, sum(self._counts(word).values())) for word in list(words)[:MOST_WORDS])
        return [(word, count) for word, count in counts if count and word != self.asked_for.lower()]

    @cached_property
    def asks_nothing(self):
        """Whether there is no word in it, or only such as stand in every text."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT numnode(search_words(%s, true)) = 0", [self.asked_for])
            return cursor.fetchone()[0]

    def count(self):
        return self.counts.get(self.kind, 0) if self.kind else self.total

    def __getitem__(self, places):
        """Return the hits at a slice of places. Cost: two queries."""
        found = documents(self.searched_for)
        if self.kind:
            found = found.filter(kind=self.kind)
        rows = found.order_by(relevance(self.searched_for).desc(), "kind", "record").annotate(
            # Of the sorted rows only those that are shown are cut to excerpts.
            headline=Func(
                "kind",
                "record",
                tsquery("search_words", self.searched_for, True),
                function="search_headline",
                output_field=ArrayField(TextField()),
            )
        )
        rows = list(rows.values_list("kind", "record", "headline")[places])
        shown = cards([(kind, record) for kind, record, _ in rows])
        return [
            Hit(shown[kind, record], _parts(title), _parts(excerpt))
            for kind, record, (title, excerpt) in rows
            if (kind, record) in shown
        ]

    def _counts(self, text):
        if text not in self.counted:
            self.counted[text] = dict(documents(text).values_list("kind").annotate(Count("record")).order_by())
        return self.counted[text]


def _parts(marked):
    """Return the text of a headline as (text, whether it is a hit), piece by piece."""
    pieces = re.split(f"[{HIT_BEGINS}{HIT_ENDS}]", marked or "")
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]


def cards(keys):
    """Return {(kind, key of the record): its Card}. Cost: one query, whatever the kinds."""
    wanted = {}
    for kind, record in keys:
        wanted.setdefault(kind, []).append(record)
    queries = [_card_rows(kind, records) for kind, records in wanted.items()]
    if not queries:
        return {}
    rows = queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]
    return {(row[0], row[1]): _card(*row) for row in rows}


def _card(kind, _, slug, title, *rest):
    acronym = rest[1] if kind == "agency" else ""
    return Card(kind, slug, title, KINDS[kind].subtitle(*rest), acronym)


def _card_rows(kind, records):
    columns = {"kind": Value(""), "more": Value(""), "last": Value(""), **KINDS[kind].columns}
    slug = Lower("code") if kind == "country" else F("slug")
    return (
        KINDS[kind]
        .records.filter(pk__in=records)
        .order_by()
        .values_list(
            Value(kind, TextField()),
            "pk",
            _text(slug),
            *(_text(columns[name]) for name in ("title", "kind", "more", "last")),
        )
    )


def _text(expression):
    """Return the expression as text: the columns of a union are of one type."""
    return Func(expression, template="(%(expressions)s)::text", output_field=TextField())


def correct(text):
    """Return `text` with each of its words that no record contains replaced by the likest word of a name."""
    seen = 0

    def corrected(match):
        nonlocal seen
        word = match[0]
        excluded = text[: match.start()].endswith("-") and not text[: match.start() - 1][-1:].strip()
        if len(word) < SHORTEST_TO_CORRECT or excluded or word.isdigit() or seen >= MOST_WORDS:
            return word
        seen += 1
        return word if word.lower() in GLOSSARY or is_written(word) else likest(word) or word

    return re.sub(r"[^\W_]+", corrected, text)


def likest(word):
    """Return the word of a name that `word` was probably meant to be, or None."""
    plain = "".join(sign for sign in normalize("NFKD", word.lower()) if not combining(sign))
    return next(iter(get_close_matches(plain, likest_words(plain), n=1, cutoff=0.7)), None)


def fold(text):
    """Return `text` as names are compared: no accents, capitals or signs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_fold(%s)", [text])
        return cursor.fetchone()[0]


def splits(words):
    """Return every way to read `words` as two names, an “and” or “with” between them left out."""
    words = words[1:] if words[:1] == ["between"] else words
    ways = [(words[:place], words[place:]) for place in range(1, len(words))]
    ways = [(one, other[1:] if other[0] in {"and", "with"} else other) for one, other in ways]
    return [(" ".join(one), " ".join(other)) for one, other in ways if other]


def find_pair(text):
    """Return the Pair that `text` names, each side by any whole form of its name, or None.

    Cost: three queries at most.
    """
    ways = splits(fold(text).split()[:MOST_TERMS])
    sides = find_sides({name for way in ways for name in way})
    for one, other in ways:
        if one in sides and other in sides and sides[one] != sides[other]:
            shown = cards([sides[one], sides[other]])
            return Pair(shown[sides[one]], shown[sides[other]])
    return None


def find_sides(folded):
    """Return {folded name: (kind, key)} of the countries, else agencies, that have these whole names."""
    if not folded:
        return {}
    named = SearchName.objects.filter(kind__in=["country", "agency"], folded__in=folded)
    # Later ones replace earlier ones: a country before an agency of its name, the older record before the newer.
    rows = named.order_by("kind", "-record").values_list("folded", "kind", "record")
    return {name: (kind, record) for name, kind, record in rows}


class SearchForm(QueryForm):
    """The parameters of a search."""

    q = SearchField(required=False)
    kind = KnownChoiceField(
        label="Kind",
        required=False,
        empty_label="everything",
        choices=[(name, kind.many) for name, kind in KINDS.items()],
    )
    exact = KnownChoiceField(label="Exact", required=False, choices=[("1", "just as it is written")])

    @property
    def search(self):
        asked = self.cleaned_data if self.is_valid() else {}
        return Search(asked.get("q", ""), asked.get("kind", ""), exact=bool(asked.get("exact")))
