"""The status of an agreement on a day, from the legal acts that sources report.

The rule stands twice, for the loaded acts of one agreement (`status_of`) and in the database for all agreements
(`agreements_statuses`, which the triggers of `FacetValues` ask); a property-based test holds the two together.
First rule that applies:

1. ended: a termination or expiry is reported that had happened by then;
2. unknown: a termination or expiry may or may not have happened by then;
3. unknown: an expiry was announced, a renewal planned or a denunciation made for then or before,
   and nothing that was said later tells what came of it;
4. in force: an entry into force, an extension or a report of the agreement as in place dates from then or before;
5. unknown: an entry into force may or may not have happened by then;
6. signed: it was signed, concluded, ratified or dated by then;
7. unknown: it may or may not have been signed by then;
8. not signed: a signature or conclusion is reported that lies ahead;
9. unknown: nothing is stated.

Boundary: on the very day of an act it has happened.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, F, Func, TextChoices, Value


class LegalAct(TextChoices):
    """What can happen to an agreement, in the words of treaty practice."""

    CONCLUDED = "concluded", "concluded"
    SIGNED = "signed", "signed"
    DATED = "dated", "dated (kind of date not stated)"
    RATIFIED = "ratified", "ratified"
    ENTERED_INTO_FORCE = "entered_into_force", "entered into force"
    AMENDED = "amended", "amended"
    EXTENDED = "extended", "extended or renewed"
    DENOUNCED = "denounced", "denounced"
    TERMINATED = "terminated", "terminated"
    EXPIRED = "expired", "expired"
    EXPIRY_ANNOUNCED = "expiry_announced", "expiry announced"
    RENEWAL_PLANNED = "renewal_planned", "renewal planned"
    RENEWAL_DISCUSSED = "renewal_discussed", "renewal discussed"
    REPORTED_IN_PLACE = "reported_in_place", "reported as in place"


class StatusCode(TextChoices):
    NOT_SIGNED = "not_signed", "not signed yet"
    SIGNED = "signed", "signed (entry into force not stated)"
    IN_FORCE = "in_force", "in force"
    ENDED = "ended", "ended"
    UNKNOWN = "unknown", "unknown"


SIGNINGS = [LegalAct.SIGNED, LegalAct.CONCLUDED, LegalAct.RATIFIED, LegalAct.DATED]
# A date of no stated kind shows that an agreement was signed by then, but not that it was not signed before.
FIRST_ACTS = [LegalAct.SIGNED, LegalAct.CONCLUDED]
IN_FORCE_ACTS = [LegalAct.ENTERED_INTO_FORCE, LegalAct.EXTENDED, LegalAct.REPORTED_IN_PLACE]
ENDINGS = [LegalAct.TERMINATED, LegalAct.EXPIRED]
QUESTIONS = [LegalAct.EXPIRY_ANNOUNCED, LegalAct.RENEWAL_PLANNED, LegalAct.DENOUNCED]
HAPPENED = ["done", "ongoing"]


@dataclass(frozen=True, slots=True)
class Status:
    """The status `code` on the day `on`, the reason as a sentence, and the acts that it rests on."""

    code: str
    on: date
    because: str
    acts: tuple = ()

    @property
    def label(self):
        return StatusCode(self.code).label


def status_of(acts, on):
    """Return the Status on the day `on` of the agreement whose legal acts are given.

    `acts`: all events of the agreement; those that are no legal acts do not matter. Cost: no query.
    """
    done = [act for act in acts if act.modality in HAPPENED and act.date]

    def certain(kinds):
        return [act for act in done if act.kind in kinds and act.latest and act.latest <= on]

    def possible(kinds):
        return [
            act
            for act in done
            if act.kind in kinds
            and (act.latest is None or act.latest > on)
            and (act.earliest is None or act.earliest <= on)
        ]

    answer = _Answer(on, acts)
    if found := certain(ENDINGS):
        return answer.stated(StatusCode.ENDED, found)
    if found := possible(ENDINGS):
        return answer.undecided(found)
    if found := _open_questions(acts, certain(IN_FORCE_ACTS), on):
        return answer.left_open(found)
    if found := certain(IN_FORCE_ACTS):
        return answer.stated(StatusCode.IN_FORCE, found[-1:])
    if found := possible([LegalAct.ENTERED_INTO_FORCE]):
        return answer.undecided(found)
    if found := certain(SIGNINGS):
        return answer.signed(found)
    if found := possible(SIGNINGS):
        return answer.undecided(found)
    if found := [act for act in done if act.kind in FIRST_ACTS and act.earliest and act.earliest > on]:
        return answer.stated(StatusCode.NOT_SIGNED, found)
    return answer.nothing_stated()


def status_code(on):
    """Return the expression that annotates an agreement with its status code on the day `on`."""
    return Func(
        F("facet_values__statuses"),
        F("facet_values__status_since"),
        Value(on, DateField()),
        function="agreements_status_on",
        output_field=CharField(),
    )


def _open_questions(acts, answers, on):
    """Return the announcements for `on` or before of which no later act in `answers` tells the outcome."""
    questions = [
        act for act in acts if act.kind in QUESTIONS and act.date and (act.earliest is None or act.earliest <= on)
    ]
    return [
        question
        for question in questions
        if not any(answer.earliest and answer.earliest > _said(question) for answer in answers)
    ]


def _said(question):
    return question.as_of_latest or question.earliest or question.latest


def day_in_words(day):
    return f"{day.day} {day:%B %Y}"


class _Answer:
    """Words the reasons; every sentence names the day and the acts that decide."""

    def __init__(self, on, acts):
        self.on = on
        self.acts = list(acts)
        self.day = day_in_words(on)

    def stated(self, code, found):
        verb = {"ended": "Ended by", "in_force": "In force on", "not_signed": "Not signed yet on"}[code]
        return Status(code, self.on, f"{verb} {self.day}: {_listed(found)}.", tuple(found))

    def signed(self, found):
        words = _listed(found)
        because = f"{words[0].upper()}{words[1:]}; no source states an entry into force by {self.day}."
        return Status(StatusCode.SIGNED, self.on, because, tuple(found))

    def undecided(self, found):
        because = f"Unknown on {self.day}: {_listed(found)}, which may be before or after that day."
        return Status(StatusCode.UNKNOWN, self.on, because, tuple(found))

    def left_open(self, found):
        discussed = [act for act in self.acts if act.kind == LegalAct.RENEWAL_DISCUSSED]
        because = f"Unknown on {self.day}: {_listed([*found, *discussed])}; no later source."
        return Status(StatusCode.UNKNOWN, self.on, because, (*found, *discussed))

    def nothing_stated(self):
        undated = [act for act in self.acts if act.kind in {*SIGNINGS, *IN_FORCE_ACTS} and not act.date]
        later = [
            act
            for act in self.acts
            if act.date and act.kind in {*IN_FORCE_ACTS, LegalAct.DATED} and act.modality in HAPPENED
        ]
        if undated:
            reason = f"{_listed(undated)}, but no source states since when"
        elif later:
            reason = f"{_listed(later)}; no source states what held before"
        else:
            reason = "no source states when it was signed or entered into force"
        return Status(StatusCode.UNKNOWN, self.on, f"Unknown on {self.day}: {reason}.", (*undated, *later))


_WORDING = {
    LegalAct.CONCLUDED: "concluded {when}",
    LegalAct.SIGNED: "signed {when}",
    LegalAct.DATED: "dated {when} without saying what happened then",
    LegalAct.RATIFIED: "ratified {when}",
    LegalAct.ENTERED_INTO_FORCE: "entered into force {when}",
    LegalAct.EXTENDED: "extended or renewed {when}",
    LegalAct.DENOUNCED: "a denunciation is reported {when}",
    LegalAct.TERMINATED: "terminated {when}",
    LegalAct.EXPIRED: "expired {when}",
    LegalAct.EXPIRY_ANNOUNCED: "the expiry was announced for {date}",
    LegalAct.RENEWAL_PLANNED: "a renewal was planned for {date}",
    LegalAct.RENEWAL_DISCUSSED: "a renewal was being discussed",
    LegalAct.REPORTED_IN_PLACE: "reported as in place {when}",
}


def _listed(acts):
    clauses = list(dict.fromkeys(_clause(act) for act in acts))
    return " and ".join([", ".join(clauses[:-1]), clauses[-1]] if len(clauses) > 1 else clauses)


def _clause(act):
    when = act.when
    words = _WORDING[act.kind].format(when=_in_or_on(when), date=when.display if when else "a day not stated")
    return words.strip()


def _in_or_on(when):
    if when is None:
        return ""
    if when.display.startswith(("since", "until", "from", "about")) or "/" in when.edtf:
        return when.display
    return f"{'on' if when.day_is_known else 'in'} {when.display}"
