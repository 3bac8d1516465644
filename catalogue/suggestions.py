"""Suggestions as one types, and for an address that leads nowhere: a country, an agency, a mission or an agreement."""

from dataclasses import dataclass

from catalogue import reading
from catalogue.index import suggestions
from catalogue.reading import Named
from catalogue.search import Pair, named

# Of which kinds a wrong address may have meant a record, by its first part; those with names where it is none of ours.
KINDS_OF_PAGES = {
    "agreements": ("agreement",),
    "countries": ("country",),
    "agencies": ("agency",),
    "between": suggestions.SIDES,
    "missions": ("mission",),
    "areas": ("area",),
    "events": ("event",),
    "sources": ("source",),
    "people": ("person",),
}
MOST_MEANT = 6
MOST_PARTS = 3  # of an address that are looked at


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box. `also`: the form of the name that was found, where the label does not hold it."""

    label: str
    kind: str
    url: str
    also: str = ""


def suggest(text: str) -> tuple[list[Suggestion], str]:
    """Return (suggestions, what they are for): of `text`, or with its typing errors corrected where it leads nowhere.

    Cost: one query.
    """
    begun = suggestions.suggest(reading.reader(), text)
    shown = named([*(side for pair in begun.pairs for side in pair), *begun.records])
    sides = [[shown[side.record] for side in pair if side.record in shown] for pair in begun.pairs]
    pairs = [Pair(*both) for both in sides if len(both) == 2]
    # A country and its state are called alike: the first of them is enough.
    of_pairs = {pair.label: Suggestion(pair.label, "pair", pair.url) for pair in reversed(pairs)}
    records = [_line(shown[hit.record], hit.form) for hit in begun.records if hit.record in shown]
    return [*reversed(of_pairs.values()), *records], begun.text


def _line(record: Named, form: str) -> Suggestion:
    return Suggestion(str(record), record.kind, record.path, "" if form in str(record) else form)


def meant_by(path: str) -> list[Named]:
    """Return as Named what a wrong address may have meant, the likest first. Cost: one query."""
    page, *parts = path.strip("/").lower().split("/")
    texts = [text for text in (parts if page in KINDS_OF_PAGES else [page, *parts]) if text][:MOST_PARTS]
    kinds, reader = KINDS_OF_PAGES.get(page, suggestions.NAMED), reading.reader()
    hits = [hit for text in texts for hit in suggestions.near_address(reader, text, kinds)]
    return list(named(hits).values())[:MOST_MEANT]


def side_meant_by(path: str) -> str:
    """Return the name of a party that a wrong address may hold; empty where it is the address of something else."""
    page, *parts = path.strip("/").split("/")
    if page in KINDS_OF_PAGES and not {"country", "agency"} & {*KINDS_OF_PAGES[page]}:
        return ""
    return [page, *parts][-1].replace("-", " ")
