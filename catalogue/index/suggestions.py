"""Names as they are typed: what they may be the beginning of, and the two sides of a pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from catalogue.index import field
from catalogue.index.questions import Has, HasAny, country_called, of_kind
from catalogue.index.reader import Hit, Reader
from catalogue.index.spelling import correct
from catalogue.index.texts import KINDS_OF_NAMES
from catalogue.index.tokens import fold, words_of
from catalogue.index.words import WHOLE_NAME, Beginnings, Begun, NearWords, Words

MOST = 10
MOST_PAIRS = 3
LEAST_AGREEMENTS = 3
MOST_WORDS = 12
LOOKED_AT = 60  # names of each place: a record may have many
ADDRESSES_LOOKED_AT = 20
MOST_NEAR = 3  # records that a part of an address may have meant, by their addresses, and by their words
LEAST_LIKENESS = 0.5  # of two addresses
SIDES = ("country", "agency")
TITLED = ("agreement",)
NAMED = tuple(kind for kind in KINDS_OF_NAMES if kind not in TITLED)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The `pairs` and `records` that a text may be the beginning of; `text`: what it was taken for."""

    text: str
    pairs: list[tuple[Hit, Hit]]
    records: list[Hit]

    def __bool__(self) -> bool:
        return bool(self.pairs or self.records)


def suggest(reader: Reader, text: str) -> Suggestions:
    """Return what `text` begins; with its typing errors corrected where it begins nothing."""
    suggestions = _suggestions(reader, text)
    if not suggestions and (corrected := correct(reader, text)) != text:
        suggestions = _suggestions(reader, corrected)
    return suggestions


def _suggestions(reader: Reader, text: str) -> Suggestions:
    folded = fold(text)
    if not folded:
        return Suggestions(text, [], [])
    pairs = _pairs(reader, folded.split()[:MOST_WORDS])
    room = MOST - len(pairs)
    records = named(reader, folded, NAMED)
    titled = named(reader, folded, TITLED)[: max(room - len(records), LEAST_AGREEMENTS)]
    return Suggestions(text, pairs, [*records[: room - len(titled)], *titled])


def named(reader: Reader, folded: str, kinds: Iterable[str]) -> list[Hit]:
    """Return records with a name that is `folded`, begins with it, or has words that its words begin; in this order."""
    of_names = HasAny("suggested", kinds)
    hits: dict[tuple[str, int], Hit] = {}
    words = Beginnings(tuple(dict.fromkeys(folded.split())))
    for place in (Has("whole", folded), Begun("whole", folded) & words, words):
        found = reader.search(of_names & place, "by_name_form", limit=LOOKED_AT).hits
        for hit in sorted(found, key=lambda hit: _has_nothing_recorded(reader, hit)):
            hits.setdefault(hit.record, hit)
        if len(hits) >= MOST:
            break
    return list(hits.values())[:MOST]


def _has_nothing_recorded(reader: Reader, hit: Hit) -> bool:
    """Tell whether it is a country of which we know no agency."""
    return hit.kind == "country" and not reader.count(of_kind("agency") & Has("country", hit.slug.upper()))


def find_pair(reader: Reader, text: str) -> tuple[Hit, Hit] | None:
    """Return the two sides that `text` names, each by any whole form of its name; None where it names no two."""
    for name, other in splits(fold(text).split()[:MOST_WORDS]):
        if (side := find_side(reader, name)) and (opposite := find_side(reader, other)) and side != opposite:
            return side, opposite
    return None


def find_side(reader: Reader, folded: str) -> Hit | None:
    """Return the country, else the agency, that has this whole name; no country that shares it, the older agency."""
    if countries := reader.search(country_called(folded), limit=LOOKED_AT).hits:
        return countries[0] if len(countries) == 1 else None
    agencies = reader.search(of_kind("agency") & Has("whole", folded), limit=LOOKED_AT).hits
    return min(agencies, key=lambda hit: hit.key, default=None)


def splits(words: list[str]) -> list[tuple[str, str]]:
    """Return every way to read `words` as two names, an “and” or “with” between them left out, in any language."""
    words = words[1:] if words and words[0] in field.words("between") else words
    ways = [(words[:place], words[place:]) for place in range(1, len(words))]
    ways = [(before, other[1:] if other[0] in field.words("beside") else other) for before, other in ways]
    return [(" ".join(before), " ".join(other)) for before, other in ways if other]


def _pairs(reader: Reader, words: list[str]) -> list[tuple[Hit, Hit]]:
    """Return the pairs of which the one side is named in full and the other begun."""
    pairs = (
        (side, opposite)
        for whole, begun in splits(words)
        if (side := find_side(reader, whole))
        for opposite in named(reader, begun, SIDES)[:MOST_PAIRS]
        if side.record != opposite.record
    )
    distinct = {frozenset(hit.record for hit in pair): pair for pair in reversed(list(pairs))}
    return list(islice(reversed(distinct.values()), MOST_PAIRS))


def near_address(reader: Reader, text: str, kinds: Sequence[str]) -> list[Hit]:
    """Return the records that `text`, a part of an address that leads nowhere, may have meant.

    First those that are called so, then those whose own addresses are like it, the likest first, then those that its
    words find; a record may come twice.
    """
    words = tuple(words_of(text))[:MOST_WORDS]
    found = reader.best(NearWords("address", tuple(kinds), words), limit=ADDRESSES_LOOKED_AT).hits
    likeness = {hit: SequenceMatcher(None, text, hit.slug).ratio() for hit in found}
    near = sorted(
        (hit for hit in found if likeness[hit] >= LEAST_LIKENESS), key=lambda hit: likeness[hit], reverse=True
    )
    corrected = Words(correct(reader, " ".join(words)))
    by_words = reader.best(of_kind(*kinds) & corrected, limit=MOST_NEAR).hits
    return [*(hit for hit in by_words if hit.relevance >= WHOLE_NAME), *near[:MOST_NEAR], *by_words]
