"""The status of an agreement on a day, from the legal acts that sources report.

`timeline_of` gives it for every day at once; what pages, API, filters and charts say of a day is a look-up in it.
First rule that applies:

1. ended: a termination or expiry is reported that had happened by then;
2. unknown: a termination or expiry may or may not have happened by then;
3. unknown: an expiry was announced, a renewal planned or a denunciation made for then or before,
   and nothing that was said later tells what came of it;
4. in force: an entry into force, an extension or a report of the agreement as in place dates from then or before;
5. unknown: an entry into force may or may not have happened by then;
6. signed: it was signed, concluded, ratified or dated by then;
7. unknown: it may or may not have been signed by then;
8. not yet signed: a signature or conclusion is reported that lies ahead;
9. unknown: nothing is stated.

Boundary: on the very day of an act it has happened.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices


class Modality(TextChoices):
    """How an event stands to the world: the kinds that must never be mixed."""

    DONE = "done", "took place"
    ONGOING = "ongoing", "ongoing"
    PLANNED = "planned", "planned"
    ANNOUNCED = "announced", "announced"
    DISCUSSED = "discussed", "under discussion"
    CLAIMED = "claimed", "claimed"

    @classmethod
    def facts(cls):
        """Return the modalities of what has happened or goes on."""
        return [cls.DONE, cls.ONGOING]

    @classmethod
    def prospects(cls):
        """Return the modalities of what had not happened when the source wrote."""
        return [cls.PLANNED, cls.ANNOUNCED, cls.DISCUSSED]


class LegalAct(TextChoices):
    """What can happen to an agreement, in the words of treaty practice."""

    CONCLUDED = "concluded", "conclusion"
    SIGNED = "signed", "signature"
    NOTE_SENT = "note_sent", "note sent"
    DATED = "dated", "date of unspecified action"
    APPROVED = "approved", "approval"
    RATIFIED = "ratified", "ratification"
    NOTIFIED = "notified", "notification"
    REGISTERED = "registered", "registration"
    PROVISIONALLY_APPLIED = "provisionally_applied", "provisional application"
    ENTERED_INTO_FORCE = "entered_into_force", "entry into force"
    AMENDED = "amended", "amendment"
    EXTENDED = "extended", "extension or renewal"
    SUSPENDED = "suspended", "suspension"
    RESUMED = "resumed", "resumption"
    DENOUNCED = "denounced", "denunciation"
    REPLACED = "replaced", "replacement"
    TERMINATED = "terminated", "termination"
    EXPIRED = "expired", "expiry"
    REJECTED = "rejected", "rejection"
    WITHDRAWN = "withdrawn", "withdrawal"
    EXPIRY_ANNOUNCED = "expiry_announced", "announced expiry"
    RENEWAL_PLANNED = "renewal_planned", "planned renewal"
    RENEWAL_DISCUSSED = "renewal_discussed", "renewal under discussion"
    REPORTED_IN_EFFECT = "reported_in_effect", "report of being in effect"


LEGAL_ACTS = frozenset(LegalAct.values)  # made once: it is asked of each event again and again
# The acts that each side may do for itself.
SIDED_ACTS = [LegalAct.SIGNED, LegalAct.NOTE_SENT, LegalAct.APPROVED, LegalAct.RATIFIED, LegalAct.NOTIFIED]
# The acts that happen once, or once for each side: two days given for one of them contradict each other.
HAPPENED_ONCE = frozenset(
    [
        LegalAct.CONCLUDED,
        LegalAct.SIGNED,
        LegalAct.NOTE_SENT,
        LegalAct.APPROVED,
        LegalAct.RATIFIED,
        LegalAct.PROVISIONALLY_APPLIED,
        LegalAct.ENTERED_INTO_FORCE,
        LegalAct.DENOUNCED,
        LegalAct.REPLACED,
        LegalAct.TERMINATED,
        LegalAct.EXPIRED,
        LegalAct.REJECTED,
        LegalAct.WITHDRAWN,
    ]
)
SIDE = "side"  # the role, in an act, of the party whose act it is
# What an announcement foresees: any of these, when it happens, is its outcome.
OUTCOMES = {
    LegalAct.EXPIRY_ANNOUNCED: [LegalAct.EXPIRED, LegalAct.TERMINATED, LegalAct.EXTENDED],
    LegalAct.RENEWAL_PLANNED: [LegalAct.EXTENDED],
    LegalAct.RENEWAL_DISCUSSED: [LegalAct.EXTENDED],
}


class StatusCode(TextChoices):
    NOT_YET_SIGNED = "not_yet_signed", "not yet signed"
    SIGNED = "signed", "signed; not known to be in force"
    IN_FORCE = "in_force", "in force"
    ENDED = "ended", "no longer in force"
    UNKNOWN = "unknown", "status unknown"


class Reason(TextChoices):
    """On what a status rests; the acts beside it fill in the sentence."""

    STATED = "stated", "the acts show it"
    NO_ENTRY_INTO_FORCE = "no_entry_into_force", "the acts show a signature and nothing more"
    IMPRECISE_DATE = "imprecise_date", "the acts may have happened before or after the day"
    NO_LATER_SOURCE = "no_later_source", "no source tells what came of the acts announced"
    UNDATED = "undated", "the acts are reported without a date"
    ONLY_LATER = "only_later", "the acts are later, and nothing is told of the time before"
    NOTHING_STATED = "nothing_stated", "no source gives a date of signature or entry into force"


SIGNINGS = [LegalAct.SIGNED, LegalAct.CONCLUDED, LegalAct.RATIFIED, LegalAct.DATED]
# A date of no stated kind shows that an agreement was signed by then, but not that it was not signed before.
FIRST_ACTS = [LegalAct.SIGNED, LegalAct.CONCLUDED]
IN_FORCE_ACTS = [LegalAct.ENTERED_INTO_FORCE, LegalAct.EXTENDED, LegalAct.REPORTED_IN_EFFECT]
ENDINGS = [LegalAct.TERMINATED, LegalAct.EXPIRED]
QUESTIONS = [LegalAct.EXPIRY_ANNOUNCED, LegalAct.RENEWAL_PLANNED, LegalAct.DENOUNCED]
HAPPENED = ["done", "ongoing"]
# The acts of which the first dates an agreement in lists.
DATING_ACTS = [LegalAct.CONCLUDED, LegalAct.SIGNED, LegalAct.DATED, LegalAct.RATIFIED, LegalAct.ENTERED_INTO_FORCE]


@dataclass(frozen=True, slots=True)
class Span:
    """The status from a day on, until the next span begins: its code, the reason, and the acts that it rests on.

    `first`: None for the time before all days that sources name.
    """

    first: date | None
    code: str
    reason: str
    acts: tuple = ()


def timeline_of(acts):
    """Return the Spans of an agreement in order of time, the first from before all time; every day lies in one.

    `acts`: its events in order of time; those that are no legal acts do not matter. Cost: no query.
    """
    acts = list(acts)
    # The answer can change only on the first and on the last possible day of an act.
    days = sorted({day for act in acts if act.date for day in (act.earliest, act.latest) if day})
    spans = [Span(None, *answer(acts, date.min))]
    for day in days:
        changed = answer(acts, day)
        if changed != (spans[-1].code, spans[-1].reason, spans[-1].acts):
            spans.append(Span(day, *changed))
    return spans


def answer(acts, on):
    """Return (code, reason, acts) of the first rule that applies on a day; `acts`: events in order of time."""
    done = [act for act in acts if act.modality in HAPPENED and act.date]

    def certain(kinds):
        return tuple(act for act in done if act.kind in kinds and act.latest and act.latest <= on)

    def possible(kinds):
        return tuple(
            act
            for act in done
            if act.kind in kinds
            and (act.latest is None or act.latest > on)
            and (act.earliest is None or act.earliest <= on)
        )

    if ended := certain(ENDINGS):
        return StatusCode.ENDED, Reason.STATED, ended
    if ending := possible(ENDINGS):
        return StatusCode.UNKNOWN, Reason.IMPRECISE_DATE, ending
    if left_open := _open_questions(acts, certain(IN_FORCE_ACTS), on):
        return StatusCode.UNKNOWN, Reason.NO_LATER_SOURCE, left_open
    if in_force := certain(IN_FORCE_ACTS):
        return StatusCode.IN_FORCE, Reason.STATED, in_force[-1:]
    if entering := possible([LegalAct.ENTERED_INTO_FORCE]):
        return StatusCode.UNKNOWN, Reason.IMPRECISE_DATE, entering
    if signed := certain(SIGNINGS):
        return StatusCode.SIGNED, Reason.NO_ENTRY_INTO_FORCE, signed
    if signing := possible(SIGNINGS):
        return StatusCode.UNKNOWN, Reason.IMPRECISE_DATE, signing
    if ahead := tuple(act for act in done if act.kind in FIRST_ACTS and act.earliest and act.earliest > on):
        return StatusCode.NOT_YET_SIGNED, Reason.STATED, ahead
    return _nothing_stated(acts)


def _open_questions(acts, answers, on):
    """Return the announcements for `on` or before of which no later act in `answers` tells the outcome, with talks."""
    questions = [
        act for act in acts if act.kind in QUESTIONS and act.date and (act.earliest is None or act.earliest <= on)
    ]
    left_open = [
        question
        for question in questions
        if not any(answer.earliest and answer.earliest > _said(question) for answer in answers)
    ]
    discussed = [act for act in acts if act.kind == LegalAct.RENEWAL_DISCUSSED]
    return (*left_open, *discussed) if left_open else ()


def _said(question):
    return question.as_of_latest or question.earliest or question.latest


def _nothing_stated(acts):
    undated = tuple(act for act in acts if act.kind in {*SIGNINGS, *IN_FORCE_ACTS} and not act.date)
    later = tuple(
        act for act in acts if act.date and act.kind in {*IN_FORCE_ACTS, LegalAct.DATED} and act.modality in HAPPENED
    )
    reason = Reason.UNDATED if undated else Reason.ONLY_LATER if later else Reason.NOTHING_STATED
    return StatusCode.UNKNOWN, reason, (*undated, *later)
