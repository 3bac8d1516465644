"""What came of plans: a later fact of the kind that was foreseen, on the same agreement or mission."""

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from agreements.status import OUTCOMES
from catalogue.index.questions import AllOf, HasAny, of_kind
from catalogue.index.rendered import SEPARATOR
from catalogue.statements import FACTS

if TYPE_CHECKING:
    from catalogue.index.reader import Reader

AT_ONCE = 20_000  # subjects


class Plan(NamedTuple):
    kind: str
    first: int
    subjects: list[str]
    number: int


def plans_with_outcome(reader: "Reader") -> list[int]:
    """Return the numbers of the plans of which a fact that is not older tells the outcome."""
    plans: defaultdict[str, list[Plan]] = defaultdict(list)
    for text in reader.plans():
        kind, first, subjects, number = text.split(SEPARATOR)
        plans[kind].append(Plan(kind, int(first), subjects.split(), int(number)))
    return [number for kind, some in plans.items() for number in _told(kind, some, reader)]


def _told(kind: str, plans: list[Plan], reader: "Reader") -> list[int]:
    kinds = [kind, *(act.value for told, acts in OUTCOMES.items() if told == kind for act in acts)]
    subjects = sorted({subject for plan in plans for subject in plan.subjects})
    facts = AllOf(of_kind("event"), HasAny("kind", kinds), HasAny("reported_as", FACTS))
    latest: dict[str, int] = {}
    for place in range(0, len(subjects), AT_ONCE):
        some = subjects[place : place + AT_ONCE]
        found = reader.latest(facts & HasAny("subject", some))
        latest |= {subject: found[subject] for subject in some if subject in found}
    return [plan.number for plan in plans if any(latest.get(subject, -1) >= plan.first for subject in plan.subjects)]
