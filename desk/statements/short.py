"""The short form: an action, its place and its signatories as facts of an agreement, for who has no events in mind.

    agreements/cnes-csa, signed, 2021-12-06, “signed in Paris”
    agreements/cnes-csa, place, Paris, “signed in Paris”

The column `until` tells the new end that an action fixes, `position` as what somebody signed.
An action of one date and one way of reporting is one event, whatever number of rows state it; other dates are others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from agreements.models import EventKind
from agreements.status import LegalAct

PLACE, SIGNATORY = "place", "signatory"
SHORT = {*LegalAct.values, PLACE, SIGNATORY}
TOOK_PLACE = "took_place"
# On which of its actions the place and the signatories of an agreement stand: the first that there is.
SIGNED_AT = (LegalAct.SIGNED, LegalAct.CONCLUDED)
# How these are reported says their very name.
REPORTED = {
    LegalAct.EXPIRY_ANNOUNCED: "announced",
    LegalAct.RENEWAL_PLANNED: "planned",
    LegalAct.RENEWAL_DISCUSSED: "discussed",
    LegalAct.REPORTED_IN_EFFECT: "ongoing",
}
# What stands in the columns of a row beside what every row has.
COLUMNS = {**{key: {"basis", "until"} for key in LegalAct.values}, PLACE: set(), SIGNATORY: {"position"}}
Row = dict[str, str]  # {column: text}
Line = tuple[int, Row]  # a row with the number of its line
_CITED = ("quote", "gloss", "source")


@dataclass(slots=True)
class _Act:
    """An action that rows of an agreement tell of: `rows`, (line, row)."""

    kind: str
    reported_as: str
    date: str = ""
    rows: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)  # its place and signatories

    @property
    def sources(self) -> set[str]:
        return {row.get("source", "") for _, row in self.rows}


def events_of(slug: str, title: str, rows: Sequence[Line]) -> Iterator[Line]:
    """Yield (line, row) of the events that rows of an agreement, (line, row), tell of in the short form.

    `slug`, `title`: of the agreement; the title is empty where the rows do not say it.
    """
    acts = _acts([(line, row) for line, row in rows if row["fact"] in LegalAct.values])
    for line, row in rows:
        if row["fact"] in (PLACE, SIGNATORY):
            _act_of(acts, line, row).others.append((line, row))
    numbers: defaultdict[str, int] = defaultdict(int)
    for act in acts:
        numbers[act.kind] += 1
        number = f"-{numbers[act.kind]}" if numbers[act.kind] > 1 else ""
        address = f"events/{slug}-{act.kind.replace('_', '-')}{number}"
        label = EventKind(act.kind).label.capitalize()
        for line, row in _told(act, slug, f"{label}: {title}"[:200] if title else label):
            yield line, {"record": address, **row}


def _acts(rows: Iterable[Line]) -> list[_Act]:
    """Return the _Acts of rows; one that gives no date tells of the first that has one."""
    acts: dict[tuple[str, str, str], _Act] = {}
    for line, row in sorted(rows, key=lambda told: not told[1]["value"]):
        reported_as = REPORTED.get(LegalAct(row["fact"])) or row.get("reported_as") or TOOK_PLACE
        dated = next((act for (kind, how, _), act in acts.items() if (kind, how) == (row["fact"], reported_as)), None)
        key = row["fact"], reported_as, row["value"]
        act = dated if dated and not row["value"] else acts.setdefault(key, _Act(*key))
        act.rows.append((line, row))
    return list(acts.values())


def _act_of(acts: list[_Act], line: int, row: Row) -> _Act:
    """Return the _Act that a place or a signatory belongs to: of the same source, else the first; else a new one.

    Two places of one act contradict each other: the second has an act of its own.
    """
    reported_as = row.get("reported_as") or TOOK_PLACE
    for kind in SIGNED_AT:
        of_kind = [act for act in acts if act.kind == kind]
        alike = [act for act in of_kind if act.reported_as == reported_as] or of_kind
        same = [act for act in alike if row.get("source") in act.sources]
        free = [act for act in same or alike if row["fact"] == SIGNATORY or not _places(act) - {row["value"]}]
        if free:
            return free[0]
    acts.append(
        _Act(LegalAct.SIGNED.value, reported_as, rows=[(line, row | {"fact": LegalAct.SIGNED.value, "value": ""})])
    )
    return acts[-1]


def _places(act: _Act) -> set[str]:
    return {row["value"] for _, row in act.others if row["fact"] == PLACE}


def _told(act: _Act, slug: str, title: str) -> Iterator[Line]:
    """Yield the rows of one event."""
    line = act.rows[0][0]
    for name, value in (("agreement", slug), ("title", title), ("reported_as", act.reported_as)):
        yield line, {"fact": name, "value": value}
    for line, row in act.rows:
        cited = {name: row.get(name, "") for name in _CITED}
        yield line, {"fact": "kind", "value": act.kind, **cited}
        if row["value"]:
            yield line, {"fact": "date", "value": row["value"], "basis": row.get("basis", ""), **cited}
        if row.get("until"):
            yield line, {"fact": "until", "value": row["until"], **cited}
    for line, row in act.others:
        cited = {name: row.get(name, "") for name in _CITED}
        if row["fact"] == PLACE:
            yield line, {"fact": "place", "value": row["value"], **cited}
        else:
            position = {"position": row.get("position", "")}
            yield line, {"fact": "person", "value": row["value"], "role": "signatory", **position, **cited}
