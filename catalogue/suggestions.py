"""Suggestions as one types, and for an address that leads nowhere: a country, an agency, a mission, an agreement …"""

from dataclasses import dataclass
from difflib import get_close_matches

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, Exists, IntegerField, Min, OuterRef, Q, Value, When
from django.db.models.functions import Greatest, Length

from agencies.models import Agency
from agreements.models import Agreement
from catalogue.search import Pair, cards, correct, find_sides, fold, splits
from spacecoop.filters import with_slug_like
from spacecoop.models import TITLED_KINDS, SearchName
from spacecoop.search import MOST_TERMS, names

MOST = 10
MOST_PAIRS = 3
LEAST_AGREEMENTS = 3
MOST_TITLES = 200  # that are looked at: “a” begins a word of nearly every title
KINDS_OF_NAMES = ["country", "agency", "mission", "area"]
# Whose names a wrong address may have meant, by its first part; any but titles where that is no page of ours.
KINDS_OF_PAGES = {
    "agreements": ["agreement"],
    "countries": ["country"],
    "agencies": ["agency"],
    "between": ["country", "agency"],
    "missions": ["mission"],
    "areas": ["area"],
}
MOST_MEANT = 6
MOST_PARTS = 3  # of an address that are looked at
CANDIDATES = 20
LEAST_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box. `also`: the form of the name that was found, where the label does not hold it."""

    label: str
    kind: str
    url: str
    also: str = ""


def suggest(text):
    """Return (suggestions, what they are for): of `text`, or with its typing errors corrected where it leads nowhere.

    Cost: six queries, more only where nothing is found.
    """
    if found := _suggestions(text):
        return found, text
    corrected = correct(text)
    return (_suggestions(corrected), corrected) if corrected != text else ([], text)


def _suggestions(text):
    folded = fold(text)
    if not folded:
        return []
    pairs = _pairs(folded.split()[:MOST_TERMS])
    named = _named(names(text).filter(~Q(kind__in=TITLED_KINDS), kind__in=KINDS_OF_NAMES), folded)
    titled = _named(names(text).filter(pk__in=_some_titles(text)), folded)
    room = MOST - len(pairs)
    titled = titled[: max(room - len(named), LEAST_AGREEMENTS)]
    return [*pairs, *_lines([*named[: room - len(titled)], *titled])]


def _some_titles(text):
    return names(text).filter(kind="agreement").values("kind", "record", "name")[:MOST_TITLES]


def _named(found, folded):
    """Return (kind, key, form of the name) of records: whole names first, then beginnings, then short ones."""
    place = Case(
        When(folded=folded, then=Value(0)),
        When(folded__startswith=folded, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    nothing_recorded = Case(
        When(Q(kind="country") & ~Exists(Agency.objects.filter(country=OuterRef("record"))), then=Value(1)),
        default=Value(0),
    )
    kind = Case(*(When(kind=kind, then=Value(n)) for n, kind in enumerate(KINDS_OF_NAMES)), default=Value(9))
    # A country's code is none of its words: it leads there as a whole only.
    found = found.exclude(~Q(folded=folded), kind="country", name__regex="^([A-Z]{2}){1,2}$")
    rows = found.values("kind", "record").annotate(
        place=Min(place),
        nothing_recorded=Min(nothing_recorded),
        kind_place=Min(kind),
        length=Min(Length("folded")),
        form=Min("name"),
    )
    rows = rows.order_by("place", "nothing_recorded", "kind_place", "length", "form", "record")
    return [(row["kind"], row["record"], row["form"]) for row in rows[:MOST]]


def _lines(named):
    shown = cards([(kind, record) for kind, record, _ in named])
    lines = []
    for kind, record, form in named:
        if card := shown.get((kind, record)):
            lines.append(Suggestion(card.full_title, kind, card.url, "" if form in card.full_title else form))
    return lines


def _pairs(words):
    """Return the pairs of which the one side is named in full and the other begun."""
    ways = splits(words)
    sides = find_sides({one for one, _ in ways})
    found = {}
    for one, begun in ways:
        if one not in sides:
            continue
        others = names(begun).filter(~Q(kind__in=TITLED_KINDS), kind__in=["country", "agency"])
        for kind, record, _ in _named(others, begun)[:MOST_PAIRS]:
            if (kind, record) != sides[one]:
                found.setdefault(frozenset([sides[one], (kind, record)]), (sides[one], (kind, record)))
    shown = cards({side for sides in found.values() for side in sides})
    pairs = [Pair(shown[one], shown[other]) for one, other in found.values()]
    lines = {pair.label: Suggestion(pair.label, "pair", pair.url) for pair in reversed(pairs)}
    return list(reversed(lines.values()))[:MOST_PAIRS]


def meant_by(path):
    """Return the Cards of what a wrong address may have meant, the likest first. Cost: two queries or three."""
    page, *parts = path.replace("\x00", "").strip("/").lower().split("/")
    texts = [text for text in (parts if page in KINDS_OF_PAGES else [page, *parts]) if text][:MOST_PARTS]
    texts = [text.replace("-", " ") for text in texts]
    if not texts:
        return []
    named = SearchName.objects.filter(kind__in=KINDS_OF_PAGES.get(page, KINDS_OF_NAMES))
    if page == "agreements":
        rows = named.annotate(likeness=TrigramWordSimilarity(texts[0], "folded"))
        rows = rows.filter(likeness__gte=LEAST_LIKENESS).order_by("-likeness", "folded")
        keys = [*_near_slugs(parts[0]), *rows.values_list("kind", "record")[:MOST_MEANT]]
    else:
        keys = _likest(named, texts)
    shown = cards(keys)
    return [shown[key] for key in dict.fromkeys(keys) if key in shown][:MOST_MEANT]


def _near_slugs(slug):
    near = with_slug_like(Agreement, slug).values_list("pk", flat=True)
    return [("agreement", key) for key in near[:MOST_PAIRS]]


def side_meant_by(path):
    """Return the name of a party that a wrong address may hold; empty where it is the address of something else."""
    page, *parts = path.strip("/").split("/")
    if page in KINDS_OF_PAGES and not {"country", "agency"} & {*KINDS_OF_PAGES[page]}:
        return ""
    return [page, *parts][-1].replace("-", " ")


def _likest(named, texts):
    """Return (kind, key) of the names that are nearest to `texts`: of those that share most letters, by their order."""
    likeness = [TrigramSimilarity("folded", text) for text in texts]
    rows = named.annotate(likeness=Greatest(*likeness) if likeness[1:] else likeness[0])
    rows = rows.filter(likeness__gt=0).order_by("-likeness", "folded")[:CANDIDATES]
    keys = {}
    for kind, record, folded in rows.values_list("kind", "record", "folded"):
        keys.setdefault(folded, []).append((kind, record))
    likest = [name for text in texts for name in get_close_matches(text, keys, n=MOST_PAIRS)]
    return [key for name in likest for key in sorted(keys[name], key=lambda key: KINDS_OF_NAMES.index(key[0]))]
