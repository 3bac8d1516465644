"""The acts of an agreement that took place, settled where sources differ.

Several statements of an act that happens once are one act: a preferred one alone counts, else the first and last day
of all together; one known to be wrong never does. A statement that is only less precise than another adds nothing.
Two are different acts where an act of the contrary certainly lies between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agreements.facts import NOT_STATED, Act, Days

# What ends an agreement that is in force, and how.
ENDINGS = {
    "terminated": "terminated",
    "expired": "expired",
    "replaced": "replaced",
    "withdrawn": "denounced",
    "rejected": "terminated",
}
REVIVALS = ("extended", "resumed", "entered_into_force")
CONTRARY = {
    **dict.fromkeys((*ENDINGS, "denounced"), REVIVALS),
    "entered_into_force": (*ENDINGS, "denounced"),
    "suspended": ("resumed", "entered_into_force"),
    "resumed": ("suspended",),
}
# What happens once, until an act of the contrary; of the others, each statement without a side is an act of its own.
ONCE = {*CONTRARY, "signed", "concluded", "approved", "ratified", "provisionally_applied"}
# What each side may do for itself, and does once.
BY_SIDE = {"signed", "note_sent", "approved", "ratified", "notified", "denounced"}
# Acts that may be older than the signature; all others are not.
UP_TO_SIGNATURE = {"signed", "concluded", "note_sent", "dated", "approved"}
BY_EFFECT = {*ENDINGS, "denounced", "entered_into_force", "provisionally_applied", "suspended", "resumed"}
ALWAYS, DAY = date.max, timedelta(days=1)
Told = tuple[Act, Days]  # a statement and the days on which the act may have been


def side_of(kind: str, sides: Sequence[str]) -> str | None:
    """Return the one side that did an act of a kind for itself; None for an act of all."""
    return sides[0] if kind in BY_SIDE and len(sides) == 1 else None


def happens_once(kind: str, side: str | None) -> bool:
    """Tell whether two days given for acts of one kind and side contradict each other."""
    return kind in ONCE or side is not None


@dataclass(slots=True, eq=False)
class Happened:
    """An act that took place: on its `own` days, and with `effect` on others where that is stated.

    `days`: when it counts. `by`: the key of the agreement that is this act, of one that renews another.
    """

    kind: str
    own: Days
    effect: Days
    days: Days
    acts: tuple[str, ...] = ()
    last_said: date | None = None
    statements: tuple[Act, ...] = ()
    states_effect: bool = False
    by: str | None = None

    @property
    def side(self) -> str | None:
        return self.statements[0].side

    @property
    def until(self) -> Days | None:
        return next((statement.until for statement in self.statements if statement.until), None)

    @property
    def is_undated(self) -> bool:
        return all(statement.days == NOT_STATED for statement in self.statements)


def happened(kind: str, statements: Sequence[Act], own: Days, effect: Days | None = None) -> Happened:
    """Return the act that statements tell of."""
    said = [day for statement in statements if (day := statement.last_said or statement.reported)]
    days = effect if effect and kind in BY_EFFECT else own
    acts = tuple([statement.key for statement in statements])
    return Happened(kind, own, effect or own, days, acts, max(said, default=None), tuple(statements), bool(effect))


def together(all_days: Sequence[Days]) -> Days:
    """Return the first and the last of all Days; those that are only less precise than others add nothing."""
    if len(all_days) == 1:
        return all_days[0]
    precise = [days for days in all_days if not any(days != other and days.includes(other) for other in all_days)]
    return Days(first_of([days.first for days in precise]), last_of([days.last for days in precise]))


def earliest(all_days: Sequence[Days]) -> Days | None:
    """Return the Days from which one of several is there; None for none."""
    if not all_days:
        return None
    last = min((days.last for days in all_days if days.last), default=None)
    return Days(first_of([days.first for days in all_days]), last)


def first_of(days: Sequence[date | None]) -> date | None:
    """Return the first of days; None where one of them is open."""
    known = [day for day in days if day]
    return min(known) if len(known) == len(days) else None


def last_of(days: Sequence[date | None]) -> date | None:
    """Return the last of days; None where one of them is open."""
    known = [day for day in days if day]
    return max(known) if len(known) == len(days) else None


def in_time(statement: Act) -> tuple[date, date, str]:
    return statement.days.first or date.min, statement.days.last or date.max, statement.key


def settled(statements: Iterable[Act]) -> dict[str, list[Happened]]:
    """Return the acts that statements tell of, by kind; none but those that lead to the signature lies before it."""
    told: dict[tuple[str, str | None], list[Told]] = {}
    for statement in statements:
        told.setdefault((statement.kind, statement.side), []).append((statement, _own(statement)))
    acts: dict[str, list[Happened]] = {}
    for kind, side in sorted(told, key=lambda told: told[0] not in UP_TO_SIGNATURE):
        signed = None if kind in UP_TO_SIGNATURE else _first_of_signature(acts)
        acts.setdefault(kind, []).extend(_act(kind, same, signed) for same in _same_acts(kind, side, told))
    return acts


def _own(statement: Act) -> Days:
    """Return the days on which an act may have been, none after its report; an undated report is of its own day."""
    days = statement.days
    if statement.kind == "reported_in_effect" and statement.as_of:
        days = (statement.as_of if days == NOT_STATED else days).reported_by(statement.as_of.last)
    return days.reported_by(statement.reported)


def _same_acts(kind: str, side: str | None, told: Mapping[tuple[str, str | None], list[Told]]) -> list[list[Told]]:
    """Part the statements of one kind and side into those of the same act."""
    stated = told[kind, side]
    if len(stated) == 1 or not happens_once(kind, side):
        return [[statement] for statement in stated]
    contrary = [own for other, _ in told if other in CONTRARY.get(kind, ()) for _, own in told[other, _]]
    acts = [[stated[0]]]
    for statement, own in stated[1:]:
        last = max(before.last or ALWAYS for _, before in acts[-1])
        if any(_lies_between(days, last, own.first) for days in contrary):
            acts.append([])
        acts[-1].append((statement, own))
    return acts


def _lies_between(days: Days, last: date, first: date | None) -> bool:
    return first is not None and days.certainly_after(last) and days.certainly_by(first - DAY)


def _act(kind: str, stated: list[Told], signed: date | None) -> Happened:
    stated = [(statement, own) for statement, own in stated if statement.standing == "preferred"] or stated
    own = together([own for _, own in stated]).not_before(signed)
    effects = [statement.effective for statement, _ in stated if statement.effective]
    return happened(kind, [statement for statement, _ in stated], own, together(effects) if effects else None)


def _first_of_signature(acts: Mapping[str, list[Happened]]) -> date | None:
    """Return the first day on which the agreement may have been signed; None where that is not known."""
    for kind in ("signed", "note_sent", "concluded"):
        if kind in acts:
            whole = [act for act in acts[kind] if not act.side] if kind == "signed" else ()
            signed = earliest([act.own for act in whole or acts[kind]])
            return signed.first if signed else None
    return None


def by_all_sides(kind: str, parts: Sequence[Happened]) -> list[Happened]:
    """Return what single sides did as one act, done with the last of them; nothing where only one did it."""
    if len(parts) < 2:
        return []
    first = max((part.own.first for part in parts if part.own.first), default=None)
    own = Days(first, last_of([part.own.last for part in parts]))
    return [happened(kind, [statement for part in parts for statement in part.statements], own)]


def notes_of(sent: Sequence[Happened]) -> list[Happened]:
    """Return the notes of an exchange; one without a side is a note of its own, unless it may be one of the others."""
    notes = [note for note in sent if note.side]
    for note in sorted(sent, key=_precision):
        if not note.side and not any(note.own.includes(other.own) for other in notes):
            notes.append(note)
    return notes


def _precision(act: Happened) -> timedelta:
    return (act.own.last or date.max) - (act.own.first or date.min)
