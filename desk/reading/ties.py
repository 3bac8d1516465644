"""What a text says that one agreement does to another: it implements, supplements, replaces or amends it, and so on."""

import re

from agreements.models import RelationKind
from agreements.status import LegalAct
from desk.reading.known_agreements import between_some, called

NEAR = 60  # letters between a tie and the agreement that it leads to
# What an agreement does to another by such an act of its own: “the protocol amends the agreement”.
BY_ACT = {
    LegalAct.REPLACED: RelationKind.REPLACES,
    LegalAct.AMENDED: RelationKind.AMENDS,
    LegalAct.EXTENDED: RelationKind.EXTENDS,
}
RENEWING = re.compile(r"renew|renouv|renov|rinnov|vernieuw|hernieuw|erneuer|возобнов", re.IGNORECASE)


def ties(text, marks):
    """Return {number of a mark: [(kind of relation, the recorded Agreement that it may lead to, or None)]}.

    Those are between bodies that the text names, and of the type or the date that stands behind the mark.
    Cost: where there is a tie, three queries.
    """
    found = {number: tie for number in range(len(marks)) if (tie := _tie(text, marks, number))}
    known = list(between_some(*_named(marks))) if found else []
    return {
        number: [(kind, other) for other in called(known, *behind)] or [(kind, None)]
        for number, (kind, behind) in found.items()
    }


def _tie(text, marks, number):
    """Return (kind of relation, (designation, EDTF or "") behind it) of a mark; None where it is no tie."""
    mark = marks[number]
    beside = [other for other in range(len(marks)) if marks[other].sentence == mark.sentence]
    instruments = [other for other in beside if marks[other].kind == "instrument"]
    behind = [other for other in instruments if 0 <= marks[other].start - mark.end <= NEAR]
    if not behind:
        return None
    led_to = behind[0]
    if mark.kind == "relation":
        return mark.candidates[0].value, (_designation(marks[led_to]), _date_of(marks, beside, mark, led_to))
    before = [other for other in instruments if 0 <= mark.start - marks[other].end <= NEAR]
    kind = BY_ACT.get(mark.candidates[0].value) if mark.kind == "act" and before else None
    if kind is None or mark.is_denied or _has_act(marks, beside, marks[before[-1]].end, mark.start):
        return None
    words = text[mark.start : mark.end]
    kind = RelationKind.RENEWS if kind == RelationKind.EXTENDS and RENEWING.search(words) else kind
    return kind.value, (_designation(marks[led_to]), _date_of(marks, beside, mark, led_to))


def _has_act(marks, beside, start, end):
    return any(marks[other].kind == "act" and start <= marks[other].start < end for other in beside)


def _designation(mark):
    return mark.candidates[0].value if len(mark.candidates) == 1 else ""


def _date_of(marks, beside, tie, led_to):
    """Return the date that names the agreement: between the tie and it, or right behind it; "" where there is none."""
    dates = [other for other in beside if marks[other].kind == "date" and marks[other].is_certain]
    last = marks[led_to].end + NEAR // 2
    near = [other for other in dates if tie.end <= marks[other].start <= last]
    near = [other for other in near if not _has_act(marks, beside, marks[led_to].end, marks[other].start)]
    return marks[near[0]].candidates[0].value if near else ""


def _named(marks):
    """Return (keys of the agencies, keys of the countries) that are certainly named."""
    keys = {"agency": set(), "country": set()}
    for mark in marks:
        if mark.kind == "name" and len(mark.candidates) == 1 and mark.candidates[0].kind in keys:
            keys[mark.candidates[0].kind].add(mark.candidates[0].value)
    return keys["agency"], keys["country"]
