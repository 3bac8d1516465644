"""Whether words stand in what is quoted of a source, and what is nearest to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from catalogue.index.questions import Has, of_kind
from catalogue.index.schema import KINDS
from catalogue.index.tokens import smooth
from catalogue.reading import documents_of, reader

EXACT, NORMALISED, PART, NOT_FOUND = "exact", "normalised", "part", "not_found"
MOST_RECORDS = 500  # that cite one source and are looked through
MOST_NEAREST, LEAST_ALIKE = 3, 60  # of 100
SHORTEST = 3  # words of a quotation that counts as a part of a longer one
_SIGNS = str.maketrans(dict.fromkeys("“”„«»‹›‟", '"') | dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("‐‑‒–—", "-"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of a source as it is recorded: of which record, and what of it it supports."""

    kind: str
    slug: str
    fact: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How words were found among quotations: EXACT, NORMALISED, PART or NOT_FOUND.

    `found`: the quotations that have them, of PART those that are a part of them. `nearest`: (likeness from 0 to 100,
    quotation) where none has. `looked_at`: the number of quotations of the source.
    """

    how: str
    found: list[Quotation]
    nearest: list[tuple[int, Quotation]]
    looked_at: int


def verify(words: str, quotations: Sequence[Quotation]) -> Verdict:
    """Return the Verdict on words among Quotations. Boundary: a part of a quotation is found as the whole is."""
    words = words.strip()
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    exact = [quotation for quotation in quotations if whole.search(quotation.text)] if words else []
    if exact:
        return Verdict(EXACT, exact, [], len(quotations))
    plain = normalised(words)
    same = [quotation for quotation in quotations if f" {plain} " in f" {normalised(quotation.text)} "] if plain else []
    if same:
        return Verdict(NORMALISED, same, [], len(quotations))
    parts = [
        quotation
        for quotation in quotations
        if _is_long(quotation.text) and f" {normalised(quotation.text)} " in f" {plain} "
    ]
    if parts:
        return Verdict(PART, parts, [], len(quotations))
    return Verdict(NOT_FOUND, [], _nearest(plain, quotations), len(quotations))


def normalised(text: str) -> str:
    """Return a text with one kind of white space, quotation mark and dash, in small letters, without accents."""
    return re.sub(r"\s+", " ", smooth(text).translate(_SIGNS)).strip().casefold()


def _is_long(text: str) -> bool:
    return len(text.split()) >= SHORTEST


def _nearest(plain: str, quotations: Sequence[Quotation]) -> list[tuple[int, Quotation]]:
    texts = {
        quotation: normalised(quotation.text)
        for quotation in {quotation.text: quotation for quotation in reversed(quotations)}.values()
    }
    near = process.extract(plain, texts, scorer=fuzz.ratio, limit=MOST_NEAREST, score_cutoff=LEAST_ALIKE)
    return [(round(score), quotation) for _, score, quotation in near]


def quotations_of(source: str) -> list[Quotation]:
    """Return the Quotations of the source with a slug. Cost: a question to the index, and one query."""
    citing = reader().search(of_kind(*KINDS) & Has("source", source), limit=MOST_RECORDS).hits
    return [
        Quotation(kind, body["slug"], fact, citation["quote"])
        for (kind, _), body in documents_of([hit.record for hit in citing], "body").items()
        for fact, citation in citations_in(body)
        if citation["source"] == source
    ]


def citations_in(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (what it stands in, citation) of all citations in a document, its own before those of its parts.

    What stands in the record itself stands in "".
    """
    if isinstance(part, list):
        for entry in part:
            yield from citations_in(entry, path)
    elif isinstance(part, dict):
        own = part.get("citations")
        yield from ((path, citation) for citation in (own if isinstance(own, list) else ()))
        for name, value in part.items():
            if name != "citations":
                yield from citations_in(value, f"{path}.{name}" if path else name)
