"""What of a text is shown of a hit: pieces of it, each with whether it is what was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.schemes import cited_as
from catalogue.index.grammar import Asked
from catalogue.index.rendered import Body
from catalogue.index.tokens import places_of, stems

Pieces = list[tuple[str, bool]]
WORDS_SHOWN = 30
GAP = " … "


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that are marked: as they stand, by their stems, and beginnings."""

    words: frozenset[str]
    stems: frozenset[tuple[str, str]]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, asked: Asked) -> "Wanted":
        words = {word for piece in asked.wanted for word in piece.words}
        free = {word for piece in asked.wanted if not piece.is_phrase for word in piece.words}
        begun = tuple(piece.words[-1] for piece in asked.wanted if piece.may_go_on)
        return cls(frozenset(words), frozenset(pair for word in free for pair in stems(word).items()), begun)

    def has(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings) or not self.stems.isdisjoint(stems(word).items())


def marked(text: str, asked: Asked) -> Pieces:
    """Return the whole of `text` in pieces."""
    return _pieces(text, 0, len(text), _hits(text, Wanted.of(asked)))


def excerpt(text: str, asked: Asked, most: int = WORDS_SHOWN) -> Pieces:
    """Return the part of `text` of at most so many words that has the most hits; its beginning where it has none."""
    places = places_of(text)
    if not places:
        return []
    wanted = Wanted.of(asked)
    are_hits = [wanted.has(word) for word, _, _ in places]
    first = _best_place(are_hits, most)
    last = min(first + most, len(places)) - 1
    begin = 0 if first == 0 else places[first][1]
    end = len(text) if last == len(places) - 1 else places[last][2]
    hits = [(place[1], place[2]) for place, is_hit in zip(places, are_hits, strict=True) if is_hit]
    pieces = _pieces(text, begin, end, hits)
    return [*([(GAP.lstrip(), False)] if begin else []), *pieces, *([(GAP.rstrip(), False)] if end < len(text) else [])]


def shown(body: Body, asked: Asked) -> tuple[Pieces, Pieces]:
    """Return what is shown of a hit: its title, and an excerpt of its summary, or where neither has a hit what has."""
    title = marked(body["title"] if "title" in body else body["name"], asked)
    summary = excerpt(body.get("summary") or body.get("definition") or "", asked)
    if has_hit(title) or has_hit(summary):
        return title, summary
    others = (marked(text, asked) for text in _other_texts(body) if text)
    return title, next(filter(has_hit, others), summary)


def _other_texts(body: Body) -> Iterator[str | None]:
    """Return the other texts by which a record is found, the nearest to its name first."""
    yield body.get("number")
    yield from (cited_as(identifier["scheme"], identifier["value"]) for identifier in body.get("identifiers", ()))
    yield from (body.get(name) for name in ("acronym", "iso_name", "publisher", "place", "reported_from"))
    yield from (title["title"] for title in body.get("titles", ()))
    for part in ("names", "labels", "parties", "agencies", "missions", "areas", "people"):
        for named in body.get(part, ()):
            yield from (named["name"], named.get("acronym"), (named.get("country") or {}).get("name"))
    for event in body.get("events", ()):
        yield event["place"]
        yield from (person["name"] for person in event["people"])


def has_hit(pieces: Pieces) -> bool:
    return any(is_hit for _, is_hit in pieces)


def _best_place(are_hits: list[bool], most: int) -> int:
    """Return where to begin so that the most hits are shown, a little before the first of them."""
    if len(are_hits) <= most or not any(are_hits):
        return 0
    starts = range(len(are_hits) - most + 1)
    sums, held = [], sum(are_hits[:most])
    for start in starts:
        sums.append(held)
        held += (are_hits[start + most] if start + most < len(are_hits) else 0) - are_hits[start]
    best = sums.index(max(sums))
    first_hit = best + are_hits[best:].index(True)
    return min(max(first_hit - most // 6, 0), best) if sums[best] == 1 else best


def _hits(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    return [(begin, end) for word, begin, end in places_of(text) if wanted.has(word)]


def _pieces(text: str, begin: int, end: int, hits: list[tuple[int, int]]) -> Pieces:
    pieces: Pieces = []
    place = begin
    for first, last in hits:
        if first >= begin and last <= end:
            pieces += [(text[place:first], False), (text[first:last], True)]
            place = last
    return [piece for piece in [*pieces, (text[place:end], False)] if piece[0]]
