"""What is open on a day: the status of an agreement, its foreseen ends, and what is planned, by blocks of days."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from agreements.evidence import FORETOLD
from agreements.facts import Days
from agreements.foreseen import duration
from agreements.status import LegalAct, Reason
from catalogue.ends import ANNOUNCED, OVERDUE, RENEWS, UPCOMING, end_of
from catalogue.index.days import END, FIRST, LAST, blocks, first_day, last_day, number
from catalogue.index.rendered import SEPARATOR, Body, Entry, Rendered, joined_keys, tail_of
from catalogue.index.schema import FORESEEN, record_number

PROSPECTS = ("planned", "announced", "discussed")
# What is planned or announced of these, the status of the agreement tells the outcome of.
TOLD_BY_STATUS = frozenset(
    act.value
    for act in (
        LegalAct.SIGNED,
        LegalAct.CONCLUDED,
        LegalAct.EXTENDED,
        LegalAct.TERMINATED,
        LegalAct.EXPIRED,
        LegalAct.EXPIRY_ANNOUNCED,
        LegalAct.RENEWAL_PLANNED,
    )
)
TOLD = "told"  # of what is foreseen: that the status tells what came of it
OF_AGREEMENT = ""
UNDATED = END + 1  # behind every day


def open_plans(agreement: Body) -> dict[str, list[str]]:
    """Return, for each plan of which the status tells what came of it, the blocks of days on which that is open.

    Each begins with OVERDUE or UPCOMING; a plan of the kind that is never open has none.
    """
    plans: dict[str, list[str]] = {event["slug"]: [] for event in agreement["events"] if is_told_by_status(event)}
    if plans:
        for (name, slug), first, end in _open_spans(agreement):
            if slug in plans:
                plans[slug] += (f"{name}.{block}" for block in blocks(first, end))
    return plans


def is_told_by_status(event: Body) -> bool:
    """Tell whether the status of its agreement says what came of what an event plans or announces."""
    is_foretold = event["kind"] in TOLD_BY_STATUS and event["reported_as"] in FORETOLD
    return bool(is_foretold and event["date"] and event.get("agreement", True))


def _open_spans(agreement: Body) -> Iterator[tuple[tuple[str, str], int, int]]:
    """Yield ((OVERDUE, UPCOMING or RENEWS, the slug of an event or OF_AGREEMENT), first day, day behind the last).

    Of the days on which an end or a planned signature is open.
    """
    for span, first, end in _numbered(agreement["status_timeline"]):
        if span["reason"] in (Reason.PLAN_PASSED, Reason.PLANNED):
            name = UPCOMING if span["reason"] == Reason.PLANNED else OVERDUE
            yield from (((name, slug), first, end) for slug in span["rests_on"])
        for told in span["foreseen"]:
            for slug in [OF_AGREEMENT, *(told["rests_on"] if told["basis"] in ANNOUNCED else [])]:
                yield from (((state, slug), begin, close) for state, begin, close in _states(told, first, end))


def _states(told: Body, first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield (OVERDUE, UPCOMING or RENEWS, first day, day behind the last) of a foreseen end in the days of a span."""
    if end_of(told).goes_on:
        yield RENEWS, first, end if _every(told) else min(end, last_day(told) + 1)
        return
    passes = number(told["may_be_past_from"]) if told["may_be_past_from"] else FIRST
    yield UPCOMING, first, min(end, passes)
    yield OVERDUE, max(first, passes), end


def _numbered(timeline: Sequence[Body]) -> Iterator[tuple[Body, int, int]]:
    """Yield each span with its first day and the first of the next; the first holds from ever on."""
    firsts = [number(span["from"]) if span["from"] else FIRST for span in timeline]
    yield from zip(timeline, firsts, [*firsts[1:], END], strict=True)


def entries_of_ends(document: Rendered) -> Iterator[Entry]:
    """Return the entries of an agreement's foreseen ends, each with the blocks of days on which it has which state.

    That of a term that goes on has no days of its own: its next end follows from its rhythm.
    """
    of, tail = record_number(document.kind, document.key), tail_of(document)
    states: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    for span, first, end in _numbered(document.body["status_timeline"]):
        for told in span["foreseen"]:
            opened = states[first_day(told), last_day(told), _rhythm(told)]
            for state, begin, close in _states(told, first, end):
                opened += (f"{state}.{block}" for block in blocks(begin, close))
    for (first, last, rhythm), opened in states.items():
        if opened:
            when = {"rhythm": rhythm, "by_oldest": joined_keys(rhythm, tail)} if rhythm else _by_end(first, last, tail)
            yield {"entry": FORESEEN, "of": of, "open": opened, **when}


def _by_end(first: int, last: int, tail: str) -> Entry:
    """Return the days of an end and its places in the orders of time."""
    day, then = time_of_end(first, last)
    return {
        "first": first,
        "last": last,
        "by_newest": joined_keys(f"{UNDATED if day == UNDATED else END - day:07}", tail),
        "by_oldest": joined_keys(f"{day:07}", f"{then:07}", tail),
    }


def time_of_end(first: int, last: int) -> tuple[int, int]:
    """Return what orders ends by time: one without a first or a last day stands behind all others."""
    return (first if first > FIRST and last < LAST else UNDATED), last


def _rhythm(told: Body) -> str:
    """Return the first end of a term that goes on and the length of its renewals: its next ends follow from them.

    "" for what does not go on.
    """
    return joined_keys(told["earliest"] or "", told["latest"] or "", _every(told)) if end_of(told).goes_on else ""


def _every(told: Body) -> str:
    """Return the length of the renewals after a first end; "" for none. Boundary: without its last day none follows."""
    follows = told["renewal"] == "tacit" and told["latest"] and duration(told["renewal_length"] or "")
    return told["renewal_length"] if follows else ""


@lru_cache(maxsize=1 << 16)
def next_in_rhythm(rhythm: str, day: date) -> Days:
    """Return the Days of the next end in a rhythm that is not certainly past on a day; open where there is none."""
    earliest, latest, every = rhythm.split(SEPARATOR)
    told = {"earliest": earliest or None, "latest": latest or None, "may_be_past_from": None, "basis": "term"}
    return end_of({**told, "renewal": "tacit", "renewal_length": every, "notice": None}).next_end(day) or Days()


def status_blocks(timeline: Sequence[Body]) -> Iterator[str]:
    """Return the blocks of days of each status; the first holds from ever on."""
    for span, first, end in _numbered(timeline):
        yield from (f"{span['code']}.{block}" for block in blocks(first, end))


def open_blocks(agreement: Body) -> list[str]:
    """Return the blocks of days on which an end is open, or a term renews itself."""
    spans = [(name, first, end) for (name, slug), first, end in _open_spans(agreement) if slug == OF_AGREEMENT]
    return sorted({f"{name}.{block}" for name, first, end in spans for block in blocks(first, end)})


def fields_of_plan(event: Body, subjects: Sequence[str]) -> Entry:
    """Return, of what is planned, announced or discussed, what its outcome is looked for by."""
    if event["reported_as"] not in PROSPECTS or not (event["date"] and event["date"]["earliest"]):
        return {}
    if is_told_by_status(event):
        return {}
    record = str(record_number("event", event["key"]))
    return {"plan": joined_keys(event["kind"], str(number(event["date"]["earliest"])), " ".join(subjects), record)}
