"""Which agreements are similar to one: what is looked at, and in which order they come."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from catalogue.agreement_documents import dated_by
from catalogue.contents import parties_of
from catalogue.index.questions import Beginning, Has, HasAny, Question, of_kind
from catalogue.reading import reader, rows

if TYPE_CHECKING:
    from catalogue.index.reader import Reader

LOOKED_AT = 50
Document = dict[str, Any]
Slugs = dict[str, list[str]]  # under each key of SHARED
# What two agreements may have in common, by the key of their documents.
SHARED = ("parties", "missions", "areas")


def similar_to(agreement: Document, most: int) -> list[Document]:
    """Return the rows of what resembles an agreement, the most like it first.

    Looked at are those between the same two parties and those on one of its missions, LOOKED_AT of each and the
    nearest in time where they are more; and those on one of its areas that are next in time, LOOKED_AT before and
    after. One is similar that has both parties, a mission or an area in common; each party, mission and area in
    common counts one, and of equals the nearest in time comes first.
    `agreement`: its document. Each row has `dated_by` and, as `shared`, {"parties", "missions", "areas"}: the names of
    what is common. Cost: one query, of at most a few hundred rows.
    """
    day, own = _first_day(dated_by(agreement["dates"])), _slugs_of(agreement)
    found = rows("agreement", _looked_at(own, day))
    for row in found:
        row["dated_by"] = dated_by(row["dates"])
        row["shared"] = {name: _names(row, name, own[name]) for name in SHARED}
    similar = (row for row in found if row["key"] != agreement["key"] and _is_similar(row["shared"]))
    return sorted(similar, key=lambda row: _place(row, day))[:most]


def _looked_at(own: Slugs, day: date | None) -> Iterable[int]:
    """Return the keys of the agreements that are compared, each once."""
    index = reader()
    keys = _some(index, Has("agency_pair", "|".join(sorted(own["parties"]))), day)
    if own["missions"]:
        keys += _some(index, HasAny("mission", own["missions"]), day)
    if own["areas"] and day:
        keys += _next_in_time(index, HasAny("own_area", own["areas"]), day)
    return dict.fromkeys(keys)


def _some(index: "Reader", question: Question, day: date | None) -> list[int]:
    """Return the keys of what a question keeps: all of a few, else the nearest in time."""
    found = index.search(of_kind("agreement") & question, "by_newest", limit=LOOKED_AT)
    return found.keys if found.count <= LOOKED_AT or not day else _next_in_time(index, question, day)


def _next_in_time(index: "Reader", question: Question, day: date) -> list[int]:
    """Return the keys of the agreements that a question keeps and that are nearest to a day, after and before it."""
    asked = of_kind("agreement") & question
    after = index.search(asked & Beginning(first=day), "by_oldest", limit=LOOKED_AT)
    before = index.search(asked & Beginning(last=day) & ~Beginning(first=day), "by_newest", limit=LOOKED_AT)
    return after.keys + before.keys


def _slugs_of(agreement: Document) -> Slugs:
    return {name: [link["slug"] for link in _links(agreement, name)] for name in SHARED}


def _links(agreement: Document, name: str) -> list[dict[str, Any]]:
    return parties_of(agreement) if name == "parties" else agreement[name]


def _names(row: Document, name: str, slugs: list[str]) -> list[str]:
    return sorted(link["name"] for link in _links(row, name) if link["slug"] in slugs)


def _is_similar(shared: Slugs) -> bool:
    return len(shared["parties"]) == 2 or bool(shared["missions"] or shared["areas"])


def _place(row: Document, day: date | None) -> tuple[Any, ...]:
    first, in_common = _first_day(row["dated_by"]), sum(map(len, row["shared"].values()))
    distance = abs((first - day).days) if first and day else float("inf")
    return -in_common, distance, row["title"], row["key"]


def _first_day(act: dict[str, Any]) -> date | None:
    """Return the first possible day of the act that an agreement is first dated by; None where none is stated."""
    dated = act["date"]
    return date.fromisoformat(dated["earliest"]) if dated and dated["earliest"] else None
