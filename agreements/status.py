"""The status of an agreement on a day: one rule, from what sources state of its acts, terms and relations.

`timeline_of` gives it for every day at once; what pages, API, filters and charts say of a day is a look-up in it.
Only acts that took place count; of what is planned or announced, only a foreseen end (3) and a planned signature (10).
First line that applies on a day:

 1. ended or abandoned: a termination, expiry, replacement, rejection or withdrawal, or the stated day of effect of a
    denunciation, is certainly reached; or an agreement in force, or a signed one that is not binding, replaces it;
    unless a certainly later extension, resumption or entry into force shows it in force again;
 2. unknown: one of these may be reached; or the replacing agreement is signed, and its entry into force not stated; or
    a party is dissolved, and nobody carries the agreement on;
 3. unknown: a foreseen end may be past, nothing overtakes it, and the agreement does not renew itself;
 4. suspended: certainly, and not possibly resumed; unknown: a suspension or resumption may be reached;
 5. in force: an entry into force, extension or resumption is certainly reached; reported in effect: a report of it is;
 6. provisionally applied: certainly;
 7. unknown: an entry into force or provisional application may be reached;
 8. signed: a signature by all sides, or an act that needs one, is certainly reached;
 9. unknown: it may be reached;
10. not yet signed: the signature lies ahead, is planned for a day not certainly past, or one side of two has signed;
11. unknown: the planned day is past without a report, or nothing is stated.

Boundary: an act counts on its own day, or on its day of effect where one is stated.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.evidence import Args, Condition, Evidence, lies_ahead
from agreements.facts import NOT_STATED, Facts
from agreements.foreseen import Foreseen
from agreements.happened import Happened

RestsOn = Happened | Condition | Foreseen


class Modality(TextChoices):
    """How an event stands to the world: the kinds that must never be mixed."""

    DONE = "done", pgettext_lazy("how an event is reported", "took place")
    ONGOING = "ongoing", pgettext_lazy("how an event is reported", "ongoing")
    PLANNED = "planned", pgettext_lazy("how an event is reported", "planned")
    ANNOUNCED = "announced", pgettext_lazy("how an event is reported", "announced")
    DISCUSSED = "discussed", pgettext_lazy("how an event is reported", "under discussion")
    CLAIMED = "claimed", pgettext_lazy("how an event is reported", "claimed")

    @classmethod
    def facts(cls) -> list["Modality"]:
        """Return the modalities of what has happened or goes on."""
        return [cls.DONE, cls.ONGOING]

    @classmethod
    def prospects(cls) -> list["Modality"]:
        """Return the modalities of what had not happened when the source wrote."""
        return [cls.PLANNED, cls.ANNOUNCED, cls.DISCUSSED]


class LegalAct(TextChoices):
    """What can happen to an agreement, in the words of treaty practice."""

    CONCLUDED = "concluded", gettext_lazy("conclusion")
    SIGNED = "signed", gettext_lazy("signature")
    NOTE_SENT = "note_sent", gettext_lazy("note sent")
    DATED = "dated", gettext_lazy("date of unspecified action")
    APPROVED = "approved", gettext_lazy("approval")
    RATIFIED = "ratified", gettext_lazy("ratification")
    NOTIFIED = "notified", gettext_lazy("notification")
    REGISTERED = "registered", gettext_lazy("registration")
    PROVISIONALLY_APPLIED = "provisionally_applied", gettext_lazy("provisional application")
    ENTERED_INTO_FORCE = "entered_into_force", gettext_lazy("entry into force")
    AMENDED = "amended", gettext_lazy("amendment")
    EXTENDED = "extended", gettext_lazy("extension or renewal")
    SUSPENDED = "suspended", gettext_lazy("suspension")
    RESUMED = "resumed", gettext_lazy("resumption")
    DENOUNCED = "denounced", gettext_lazy("denunciation")
    REPLACED = "replaced", gettext_lazy("replacement")
    TERMINATED = "terminated", gettext_lazy("termination")
    EXPIRED = "expired", gettext_lazy("expiry")
    REJECTED = "rejected", gettext_lazy("rejection")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawal")
    EXPIRY_ANNOUNCED = "expiry_announced", gettext_lazy("announced expiry")
    RENEWAL_PLANNED = "renewal_planned", gettext_lazy("planned renewal")
    RENEWAL_DISCUSSED = "renewal_discussed", gettext_lazy("renewal under discussion")
    REPORTED_IN_EFFECT = "reported_in_effect", gettext_lazy("report of being in effect")


LEGAL_ACTS = frozenset(LegalAct.values)  # made once: it is asked of each event again and again
# What may come of talks; of what is planned or announced the status tells it.
OUTCOMES = {LegalAct.RENEWAL_DISCUSSED: [LegalAct.EXTENDED]}
SIDE = "side"  # the role, in an act, of the party whose act it is


# The acts of which the first dates an agreement in lists.
DATING_ACTS = [LegalAct.CONCLUDED, LegalAct.SIGNED, LegalAct.DATED, LegalAct.RATIFIED, LegalAct.ENTERED_INTO_FORCE]


class StatusCode(TextChoices):
    NOT_YET_SIGNED = "not_yet_signed", gettext_lazy("not yet signed")
    SIGNED = "signed", gettext_lazy("signed; not known to be in force")
    PROVISIONALLY_APPLIED = "provisionally_applied", gettext_lazy("provisionally applied")
    REPORTED_IN_EFFECT = "reported_in_effect", gettext_lazy("reported in effect")
    IN_FORCE = "in_force", gettext_lazy("in force")
    SUSPENDED = "suspended", gettext_lazy("suspended")
    ENDED = "ended", gettext_lazy("no longer in force")
    ABANDONED = "abandoned", gettext_lazy("abandoned before entry into force")
    UNKNOWN = "unknown", gettext_lazy("status unknown")


class How(TextChoices):
    """How an agreement has ended."""

    TERMINATED = "terminated", "terminated"
    EXPIRED = "expired", "expired"
    DENOUNCED = "denounced", "denounced"
    REPLACED = "replaced", "replaced"


class Reason(TextChoices):
    """On what a status rests; the acts beside it and the arguments fill in the sentence."""

    STATED = "stated", "the acts show it"
    REPLACED = "replaced", "another agreement replaces it"
    RENEWED = "renewed", "another agreement renews or extends it"
    RENEWS_ITSELF = "renews_itself", "its first term is over and it renews itself; no denunciation is reported"
    NO_ENTRY_INTO_FORCE = "no_entry_into_force", "the acts show a signature and nothing more"
    ONE_SIDE = "one_side", "one side of two has signed or sent its note"
    PLANNED = "planned", "a signature is planned"
    IMPRECISE_DATE = "imprecise_date", "the acts may have happened before or after the day"
    IMPRECISE_REPLACEMENT = "imprecise_replacement", "another agreement may have replaced it by the day"
    REPLACEMENT_OPEN = "replacement_open", "the agreement that replaces it is not known to be in force"
    PARTY_DISSOLVED = "party_dissolved", "a party is dissolved, and no successor is known"
    PERHAPS_OVER = "perhaps_over", "the acts may no longer have effect on the day"
    END_FORESEEN = "end_foreseen", "an end was foreseen; outcome not reported"
    PLAN_PASSED = "plan_passed", "a signature was planned; outcome not reported"
    UNDATED = "undated", "the acts are reported without a date"
    ONLY_LATER = "only_later", "the acts are later, and nothing is told of the time before"
    NOTHING_STATED = "nothing_stated", "no source gives a date of signature or entry into force"


class Status(NamedTuple):
    """What the sources let say of a day.

    `how`: by what an agreement has ended. `reason` with its `args`, as (name, value), and the keys of the `acts` that
    it rests on: they fill in the sentence. `last_said`: the last day on which a source spoke of these. `foreseen`: the
    ends that stand, overdue and ahead; nothing else is to be watched.
    """

    code: str
    reason: str
    acts: tuple[str, ...] = ()
    how: str = ""
    args: Args = ()
    last_said: date | None = None
    foreseen: tuple[Foreseen, ...] = ()

    def overdue(self, day: date) -> list[Foreseen]:
        """Return the foreseen ends that may be past on a day, and of which no source tells what came of them."""
        return [end for end in self.foreseen if end.is_overdue(day)]

    def ahead(self, day: date) -> list[Foreseen]:
        """Return the foreseen ends that are still to come, the next first."""
        ends = [end for end in self.foreseen if not end.is_overdue(day)]
        return sorted(ends, key=lambda end: (end.next_end(day) or NOT_STATED).first or date.max)


class Span(NamedTuple):
    """The Status from a day on, until the next span begins; `first`: None for the time before all days named."""

    first: date | None
    status: Status


def timeline_of(facts: Facts) -> list[Span]:
    """Return the Spans of an agreement in order of time, the first from before all time; every day lies in one."""
    evidence = Evidence(facts)
    spans = [Span(None, _answer(evidence, date.min))]
    for day in evidence.days_of_change():
        if (status := _answer(evidence, day)) != spans[-1].status:
            spans.append(Span(day, status))
    return spans


def answer(facts: Facts, day: date) -> Status:
    """Return the Status on a day."""
    return _answer(Evidence(facts), day)


def _answer(evidence: Evidence, day: date) -> Status:
    status = next(told for line in LINES if (told := line(evidence, day)))
    if evidence.foreseen and status.code not in (StatusCode.ENDED, StatusCode.ABANDONED):
        return status._replace(foreseen=tuple(evidence.standing(day)))
    return status


def _ended(evidence: Evidence, day: date) -> Status | None:
    ends = [end for end in evidence.ends if end.how and end.certainly_on(day)]
    if not ends:
        return None
    end = min(ends, key=lambda end: (end.days.last, end.days.first or date.min, end.how))
    if end.how == "abandoned":
        return _told(StatusCode.ABANDONED, end.reason, [end])
    return _told(StatusCode.ENDED, end.reason, [end], how=end.how, args=end.args)


def _perhaps_ended(evidence: Evidence, day: date) -> Status | None:
    return _doubt(evidence.ends, day)


def _doubt(conditions: list[Condition], day: date) -> Status | None:
    """Return that it is unknown whether something holds, for the first doubt and those of the same reason; or None."""
    doubts = [(*condition.doubt_on(day), condition) for condition in conditions if condition.possibly_on(day)]
    if not doubts:
        return None
    reason, args, _ = doubts[0]
    return _told(StatusCode.UNKNOWN, reason, [told for *doubt, told in doubts if doubt == [reason, args]], args=args)


def _end_may_be_past(evidence: Evidence, day: date) -> Status | None:
    past = [end for end in evidence.standing(day) if end.is_overdue(day)]
    if not past:
        return None
    end = min(past, key=lambda end: end.may_pass or date.min)
    args = (
        ("first", end.days.first),
        ("last", end.days.last),
        ("basis", end.basis),
        ("by", end.by),
    )
    return _told(StatusCode.UNKNOWN, Reason.END_FORESEEN, [*past, *evidence.talks], args=args)


def _suspended(evidence: Evidence, day: date) -> Status | None:
    if suspended := [suspension for suspension in evidence.suspensions if suspension.certainly_on(day)]:
        return _told(StatusCode.SUSPENDED, Reason.STATED, suspended[-1:])
    return _doubt(evidence.suspensions, day)


def _in_force(evidence: Evidence, day: date) -> Status | None:
    shown = _latest([act for act in evidence.in_force if act.days.certainly_by(day)])
    report = _latest([act for act in evidence.reports if act.days.certainly_by(day)])
    if not shown:
        return _going_on(evidence, day, StatusCode.REPORTED_IN_EFFECT, [report]) if report else None
    acts = [shown, report] if report and _last_day(report) > _last_day(shown) else [shown]
    return _going_on(evidence, day, StatusCode.IN_FORCE, acts)


def _latest(acts: list[Happened]) -> Happened | None:
    return max(acts, key=lambda act: (_last_day(act), act.days.first or date.min), default=None)


def _last_day(act: Happened) -> date:
    return act.days.last or date.max


def _provisionally_applied(evidence: Evidence, day: date) -> Status | None:
    applied = [condition for condition in evidence.provisional if condition.certainly_on(day)]
    return _going_on(evidence, day, StatusCode.PROVISIONALLY_APPLIED, applied) if applied else None


def _going_on(evidence: Evidence, day: date, code: StatusCode, shown: Sequence[Happened | Condition]) -> Status:
    """Return that it holds by what is shown, or, after the end of a first term, that it renews itself."""
    for end in evidence.standing(day):
        if end.goes_on and end.may_be_past(day):
            args = (("every", end.every if end.renewal == "tacit" else ""),)
            return _told(code, Reason.RENEWS_ITSELF, [*shown, end], args=args)
    first = shown[0]
    if isinstance(first, Happened) and first.by:
        return _told(code, Reason.RENEWED, shown, args=(("by", first.by),))
    return _told(code, Reason.STATED, shown)


def _perhaps_in_force(evidence: Evidence, day: date) -> Status | None:
    entries = [act for act in evidence.of("entered_into_force") if act.days.possibly_by(day)]
    if entries:
        return _told(StatusCode.UNKNOWN, Reason.IMPRECISE_DATE, entries)
    return _doubt(evidence.provisional, day)


def _signed(evidence: Evidence, day: date) -> Status | None:
    signed = [act for act in evidence.signings if act.own.certainly_by(day)]
    return _told(StatusCode.SIGNED, Reason.NO_ENTRY_INTO_FORCE, signed) if signed else None


def _perhaps_signed(evidence: Evidence, day: date) -> Status | None:
    signed = [act for act in evidence.signings if act.own.possibly_by(day)]
    return _told(StatusCode.UNKNOWN, Reason.IMPRECISE_DATE, signed) if signed else None


def _not_yet_signed(evidence: Evidence, day: date) -> Status | None:
    if parts := [part for part in evidence.parts if part.own.possibly_by(day)]:
        return _told(StatusCode.NOT_YET_SIGNED, Reason.ONE_SIDE, parts)
    made = [*evidence.signatures, *evidence.of("concluded")]
    if ahead := [*made, *evidence.parts]:
        signed = min((act.own.last for act in made if act.own.last), default=None)
        return _told(
            StatusCode.NOT_YET_SIGNED, Reason.STATED, [act for act in ahead if not act.own.certainly_after(signed)]
        )
    if plans := [plan for plan in evidence.plans if lies_ahead(plan, day)]:
        return _told(StatusCode.NOT_YET_SIGNED, Reason.PLANNED, plans)
    return None


def _nothing_stated(evidence: Evidence, day: date) -> Status:
    if evidence.plans:
        return _told(StatusCode.UNKNOWN, Reason.PLAN_PASSED, evidence.plans)
    later = evidence.all_acts
    if undated := [act for act in later if act.is_undated]:
        return _told(StatusCode.UNKNOWN, Reason.UNDATED, undated)
    return _told(StatusCode.UNKNOWN, Reason.ONLY_LATER if later else Reason.NOTHING_STATED, later)


LINES = (
    _ended,
    _perhaps_ended,
    _end_may_be_past,
    _suspended,
    _in_force,
    _provisionally_applied,
    _perhaps_in_force,
    _signed,
    _perhaps_signed,
    _not_yet_signed,
    _nothing_stated,
)


def _told(code: str, reason: str, rests_on: Iterable[RestsOn], how: str = "", args: Args = ()) -> Status:
    """Return the Status that rests on acts, conditions or foreseen ends."""
    acts = tuple(dict.fromkeys(key for told in rests_on for key in told.acts))
    last_said = max((told.last_said for told in rests_on if told.last_said), default=None)
    return Status(code, reason, acts, how, args, last_said)
