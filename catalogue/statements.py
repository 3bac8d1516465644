"""Statements of documents that may differ: which to follow, and which of them contradict each other.

What one source leaves open, or tells less exactly, contradicts nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from agreements.happened import CONTRARY, happens_once, side_of
from agreements.status import SIDE

Told = dict[str, Any]  # a statement, an event or a date as a document has it
PREFERRED, KNOWN_WRONG = "preferred", "known_wrong"
FACTS = ("took_place", "ongoing")
# In what the statements under a key of an agreement can contradict each other.
COMPARED = {
    "designations": ("form", "function", "binding"),
    "titles": ("title",),
    "terms": ("length", "counted_from", "until", "renewal", "renewal_length", "notice", "notice_for"),
}
# What tells that two of them are about the same: each language has its title, each act sets its own term.
SAME = {"designations": (), "titles": ("language",), "terms": ("event",)}


def followed(statements: Sequence[Told]) -> list[Told]:
    """Return the statements to follow: the preferred ones, else all that are not known to be wrong."""
    preferred = [statement for statement in statements if statement["standing"] == PREFERRED]
    return preferred or [statement for statement in statements if statement["standing"] != KNOWN_WRONG]


def terms_followed(terms: Sequence[Told]) -> list[Told]:
    """Return the terms to follow, of each act that sets any."""
    return [term for term in terms if term in followed([other for other in terms if other["event"] == term["event"]])]


def contradicting(name: str, statements: Sequence[Told]) -> list[Told]:
    """Return those of the statements under the key `name` of an agreement that contradict another one."""
    return [statement for statement in statements if any(_contradict(name, statement, other) for other in statements)]


def _contradict(name: str, statement: Told, other: Told) -> bool:
    same = all(statement[key] == other[key] for key in SAME[name])
    return same and any(_differ(statement[key], other[key]) for key in COMPARED[name])


def _differ(value: Any, other: Any) -> bool:
    if isinstance(value, dict) and other:
        return are_apart(value, other)
    return bool(value and other and value != other)


def are_apart(date: Told, other: Told) -> bool:
    """Tell whether no day fits both dates."""
    return _ends_before(date, other) or _ends_before(other, date)


def _ends_before(date: Told, other: Told) -> bool:
    return bool(date["latest"] and other["earliest"] and date["latest"] < other["earliest"])


def sides_of_act(event: Told) -> tuple[str, ...]:
    """Return the slugs of the parties on whose side an act is; none for an act of both."""
    return tuple(agency["slug"] for agency in event["agencies"] if agency["role"] == SIDE)


def acts_followed(events: Sequence[Told]) -> list[Told]:
    """Return the events to follow, in order: none known to be wrong, and of an act that happens once the preferred."""
    preferred = [event for event in events if event["standing"] == PREFERRED and _matter(event)]
    return [
        event
        for event in events
        if event["standing"] == PREFERRED
        or (event["standing"] != KNOWN_WRONG and not any(_are_one(event, other, events) for other in preferred))
    ]


def acts_contradicting(events: Sequence[Told]) -> list[Told]:
    """Return the events that give an act which happens once another day than another event does."""
    told = [event for event in events if _matter(event) and event["reported_as"] in FACTS and event["date"]]
    return [
        event
        for event in told
        if any(are_apart(event["date"], other["date"]) and _are_one(event, other, events) for other in told)
    ]


def _are_one(event: Told, other: Told, events: Iterable[Told]) -> bool:
    """Tell whether two events tell of one act: they are of one matter, and no act of the contrary lies between them."""
    return _matter(event) == _matter(other) is not None and not any(
        _lies_between(act["date"], event["date"], other["date"])
        for act in events
        if act["kind"] in CONTRARY.get(event["kind"], ())
        and act["reported_as"] in FACTS
        and act["standing"] != KNOWN_WRONG
    )


def _lies_between(date: Told | None, bound: Told | None, other: Told | None) -> bool:
    return bool(
        date
        and bound
        and other
        and (
            (_ends_before(bound, date) and _ends_before(date, other))
            or (_ends_before(other, date) and _ends_before(date, bound))
        )
    )


def _matter(event: Told) -> tuple[Any, ...] | None:
    """Return of what an event tells, if it happens once: its kind, whose act it is and whether it took place."""
    kind, side = event["kind"], side_of(event["kind"], sides_of_act(event))
    return (kind, side, event["reported_as"] in FACTS) if happens_once(kind, side) else None
