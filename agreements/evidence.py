"""What the facts of an agreement show: what is signed, in force, suspended or ended, and which ends are foreseen."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import cached_property

from agreements.facts import NOT_STATED, Act, Days, Facts, Other, Term
from agreements.foreseen import OWN_TEXT, Foreseen, of_act, of_announcement, of_denunciation, of_term
from agreements.happened import (
    ALWAYS,
    DAY,
    ENDINGS,
    Happened,
    by_all_sides,
    earliest,
    first_of,
    happened,
    in_time,
    notes_of,
    settled,
    together,
)

HAPPENED = ("done", "ongoing")
FORETOLD = ("planned", "announced")
RENEWING = ("renews", "extends")
# Acts that need a signature before them, or are one.
SHOW_SIGNATURE = {"concluded", "ratified", "amended", "registered", "notified", "dated"}
# Acts of the text itself: the ends that they set flow from it.
FOUNDING = {"signed", "concluded", "note_sent", "dated", "ratified", "registered", "entered_into_force"}
# Acts whose `until` is an end of their own, not of the agreement.
PASSING = {"suspended", "provisionally_applied"}
# What takes the place of an end that was foreseen before.
FIXING = {"until", "term", "announced"}

Args = tuple[tuple[str, object], ...]  # (name, value): what fills in the sentence of a reason
SetTerm = tuple[Term, Happened | None]  # a term, and the act that sets it; None for the text itself


@dataclass(slots=True, eq=False)
class Condition:
    """What an act brings about from some day on, until it is `lifted`.

    `how` an agreement ends by it; empty where it only leaves that open. `reason` and `doubt`: why it certainly holds,
    and why it may hold.
    """

    days: Days
    lifted: Days | None = None
    acts: tuple[str, ...] = ()
    last_said: date | None = None
    how: str = ""
    reason: str = "stated"
    doubt: str = "imprecise_date"
    args: Args = ()

    def doubt_on(self, day: date) -> tuple[str, Args]:
        """Return the reason, with its arguments, why it is not certain on a day."""
        return ("perhaps_over" if self.days.certainly_by(day) else self.doubt), self.args

    def certainly_on(self, day: date) -> bool:
        return self.days.certainly_by(day) and not (self.lifted and self.lifted.possibly_by(day))

    def possibly_on(self, day: date) -> bool:
        return self.days.possibly_by(day) and not (self.lifted and self.lifted.certainly_by(day))


class Evidence:
    """What the facts of an agreement show, settled once, to be asked for any day."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._statements = sorted([act for act in facts.acts if act.standing != "known_wrong"], key=in_time)
        self.acts = settled([statement for statement in self._statements if statement.reported_as in HAPPENED])
        self.all_acts = [act for acts in self.acts.values() for act in acts]
        self.others = [(other, Evidence(other.facts)) for other in facts.others]

    def of(self, kind: str) -> list[Happened]:
        return self.acts.get(kind, [])

    @cached_property
    def foretold(self) -> list[Happened]:
        return [_as_told(statement) for statement in self._statements if statement.reported_as in FORETOLD]

    @cached_property
    def plans(self) -> list[Happened]:
        """The plans to sign."""
        return [plan for plan in self.foretold if plan.kind in ("signed", "concluded")]

    @property
    def talks(self) -> list[Happened]:
        return [_as_told(statement) for statement in self._statements if statement.kind == "renewal_discussed"]

    @cached_property
    def parts(self) -> list[Happened]:
        """The signatures and notes of single sides."""
        return [*(act for act in self.of("signed") if act.side), *notes_of(self.of("note_sent"))]

    @cached_property
    def signatures(self) -> list[Happened]:
        """The signatures of all sides: each stated as a whole, or done with the last of its parts."""
        whole = [act for act in self.of("signed") if not act.side]
        if not self.parts:
            return whole
        parts = [[part for part in self.parts if part.kind == kind] for kind in ("signed", "note_sent")]
        return [*whole, *by_all_sides("signed", parts[0]), *by_all_sides("note_sent", parts[1])]

    @cached_property
    def signings(self) -> list[Happened]:
        """The signatures of all sides, and the acts that show one."""
        approved = by_all_sides("approved", [act for act in self.of("approved") if act.side])
        return [*self.signatures, *approved, *(act for act in self.all_acts if act.kind in SHOW_SIGNATURE)]

    @cached_property
    def extensions(self) -> list[Happened]:
        """The extensions, and as such the signed agreements that renew or extend this one."""
        renewals = [
            Happened("extended", made, made, made, last_said=other.last_said, by=other.key)
            for other, shown in self.others
            if other.relation in RENEWING and (made := shown.made)
        ]
        return self.of("extended") + renewals

    @cached_property
    def in_force(self) -> list[Happened]:
        """The acts from which it is in force."""
        return self.of("entered_into_force") + self.of("resumed") + self.extensions

    @property
    def reports(self) -> list[Happened]:
        return self.of("reported_in_effect")

    @cached_property
    def made(self) -> Days | None:
        """The Days from which the agreement is signed; None where that is not stated, or came to nothing."""
        if any(end.how == "abandoned" for end in self.ends):
            return None
        return earliest([act.days for act in (*self.signings, *self.in_force, *self.reports)])

    @cached_property
    def ends(self) -> list[Condition]:
        """The Conditions that end the agreement, or leave that open."""
        return [*self._endings(), *self._replacements(), *self._dissolutions()]

    def _endings(self) -> Iterator[Condition]:
        for act in self.all_acts:
            if act.kind in ENDINGS or (act.kind == "denounced" and act.states_effect):
                yield Condition(act.days, self._revival(act.own.last), act.acts, act.last_said, self._how(act))

    def _how(self, act: Happened) -> str:
        """Return how an act ends the agreement: what never was in force is abandoned."""
        never_was = not any(days.possibly_by(act.days.last or ALWAYS) for days in self._shown)
        if act.kind in ("rejected", "withdrawn") and never_was:
            return "abandoned"
        return ENDINGS.get(act.kind, "denounced")

    def _replacements(self) -> Iterator[Condition]:
        for other, shown in self.others:
            if other.relation == "replaces" and (made := shown.made):
                in_effect = earliest([act.days for act in (*shown.in_force, *shown.reports)])
                yield self._replacement(other, made, in_effect)

    def _replacement(self, other: Other, made: Days, in_effect: Days | None) -> Condition:
        args, said = (("by", other.key),), other.last_said
        if not in_effect and other.is_binding:
            days, lifted = Days(made.first, None), self._revival(made.last)
            return Condition(days, lifted, last_said=said, doubt="replacement_open", args=args)
        replaced = in_effect if in_effect and other.is_binding else made
        lifted = self._revival(replaced.last)
        return Condition(replaced, lifted, (), said, "replaced", "replaced", "imprecise_replacement", args)

    def _dissolutions(self) -> Iterator[Condition]:
        for party in self.facts.dissolutions:
            if not party.is_carried_on:
                days, lifted = Days(party.days.first, None), self._revival(party.days.last)
                args = (("party", party.key),)
                yield Condition(days, lifted, (), party.last_said, doubt="party_dissolved", args=args)

    def _revival(self, after: date | None) -> Days | None:
        """Return the Days from which a later act shows the agreement in force again; None where none does."""
        return earliest([act.effect for act in self.in_force if act.own.certainly_after(after)])

    @cached_property
    def _shown(self) -> list[Days]:
        """The Days of the acts and reports that show the agreement in force."""
        acts = (*self.in_force, *self.of("suspended"))
        return [*(act.days for act in acts), *(_day_of_report(report) for report in self.reports)]

    @cached_property
    def suspensions(self) -> list[Condition]:
        suspended, resumed, entered = (self.of(kind) for kind in ("suspended", "resumed", "entered_into_force"))
        return [_suspension(act, suspended[0], resumed, entered) for act in suspended]

    @cached_property
    def provisional(self) -> list[Condition]:
        """The Conditions of provisional application, each until its own end."""
        return [Condition(act.days, _lapse(act), act.acts, act.last_said) for act in self.of("provisionally_applied")]

    @cached_property
    def foreseen(self) -> list[Foreseen]:
        """The foreseen ends, each with the day from which it is overtaken."""
        terms = self._standing_terms() if self.facts.terms else []
        ends = [*self._ends_of_acts(), *self._ends_of_terms(terms), *self._ends_announced(), *self._ends_of_renewals()]
        ends += [self._end_of_denunciation(act, terms, ends) for act in self.of("denounced")]
        return [replace(end, overtaken=self._overtaken(end, ends)) for end in ends]

    def _ends_of_acts(self) -> Iterator[Foreseen]:
        for act in self.all_acts:
            if act.until and act.kind not in PASSING:
                yield from (
                    of_act(statement, statement.until, _flows(act)) for statement in act.statements if statement.until
                )

    def _ends_announced(self) -> Iterator[Foreseen]:
        for plan in self.foretold:
            statement = plan.statements[0]
            if statement.days == NOT_STATED:
                continue
            if statement.kind in ("expiry_announced", "expired", "terminated"):
                yield of_announcement(statement, "announced")
            elif statement.kind in ("renewal_planned", "extended"):
                yield of_announcement(statement, "planned")

    def _standing_terms(self) -> list[SetTerm]:
        """Return (Term, the act that sets it or None for the text itself) of the terms that count."""
        by_act = defaultdict(list)
        for term in self.facts.terms:
            if term.standing != "known_wrong":
                by_act[term.act].append(term)
        return [
            (term, self._act(key))
            for key, stated in by_act.items()
            for term in [term for term in stated if term.standing == "preferred"] or stated
            if key is None or self._act(key)
        ]

    def _act(self, key: str | None) -> Happened | None:
        return next((act for act in self.all_acts if key in act.acts), None)

    def _ends_of_terms(self, terms: list[SetTerm]) -> Iterator[Foreseen]:
        for term, act in terms:
            if end := of_term(term, self._start(term, act), _flows(act)):
                yield end

    def _start(self, term: Term, act: Happened | None) -> Days | None:
        """Return the Days from which a term is counted; None where no act gives them."""
        if term.counted_from == "other":
            return term.from_date
        entry = self.of("entered_into_force")
        signed, entered = self._signed_on(), entry[0].effect if entry else None
        if act and _flows(act) is not OWN_TEXT:
            signed = act.own
            entered = act.effect if act.states_effect else entered if term.counted_from else None
        if term.counted_from:
            return signed if term.counted_from == "signature" else entered
        begun = signed or entered
        return Days(begun.first, entered.last if entered else None) if begun else None

    def _signed_on(self) -> Days | None:
        """Return the Days of the signature, or else of the conclusion; None where neither is stated."""
        signed = self.signatures or self.of("concluded")
        return together([act.own for act in signed]) if signed else None

    def _ends_of_renewals(self) -> Iterator[Foreseen]:
        for other, shown in self.others:
            if other.relation in RENEWING and (made := shown.made):
                for end in shown.foreseen:
                    yield replace(end, flows=made if end.flows is OWN_TEXT else end.flows, by=other.key)

    def _end_of_denunciation(self, act: Happened, terms: list[SetTerm], ends: list[Foreseen]) -> Foreseen:
        noticed = [(term, setting) for term, setting in terms if term.notice and _is_before(setting, act)]
        term = max(noticed, key=lambda noticed: _flows(noticed[1]).first or date.min, default=(None,))[0]
        known = [
            end for end in ends if end.basis in ("term", "until") and end.flows.possibly_by(act.own.last or ALWAYS)
        ]
        return of_denunciation(act, term, max(known, key=lambda end: end.flows.first or date.min, default=None))

    def _overtaken(self, end: Foreseen, ends: list[Foreseen]) -> date | None:
        """Return the day from which an end stands no more; None where nothing overtakes it.

        A plan to renew and a denunciation take no other end away: the agreement does not last longer by them.
        """
        later = [
            *(act.own for act in self.extensions if _is_later(act.own, end.flows)),
            *(days for days in self._shown if days.certainly_after(end.days.last)),
            *(fixed.flows for fixed in ends if fixed.basis in FIXING and _is_later(fixed.flows, end.flows)),
        ]
        return min(filter(None, (end.overtaken, *(days.last for days in later))), default=None)

    def standing(self, day: date) -> list[Foreseen]:
        """Return the foreseen ends that stand on a day; what is certainly denounced does not renew itself."""
        if not self.foreseen:
            return []
        ends = [end for end in self.foreseen if end.stands_on(day)]
        if any(end.basis == "denounced" and end.flows.certainly_by(day) for end in ends):
            return [end for end in ends if not end.goes_on]
        return ends

    def days_of_change(self) -> list[date]:
        """Return all days on which the answer can change, in order."""
        acts = [*self.all_acts, *self.signatures, *self.signings, *self.extensions]
        conditions = (*self.ends, *self.suspensions, *self.provisional)
        spans = [
            *(act.own for act in acts),
            *(act.effect for act in acts if act.states_effect),
            *(condition.days for condition in conditions),
            *(condition.lifted for condition in conditions if condition.lifted),
            *(days for end in self.foreseen for days in (end.flows, Days(end.may_pass, end.overtaken))),
        ]
        days = {day for span in spans for day in (span.first, span.last) if day}
        days.update(last + DAY for plan in self.plans if (last := _last_day_ahead(plan)))
        return sorted(days)


def lies_ahead(plan: Happened, day: date) -> bool:
    """Whether what is planned is not certainly past on a day."""
    last = _last_day_ahead(plan)
    return last is None or day <= last


def _last_day_ahead(plan: Happened) -> date | None:
    """Return the last day for which a plan tells that it lies ahead; None for all days.

    One without a date tells nothing of the time after its source.
    """
    if plan.own != NOT_STATED:
        return plan.own.last
    as_of = plan.statements[0].as_of
    return as_of.first if as_of and as_of.first else date.min


def _as_told(statement: Act) -> Happened:
    """Return a plan, an announcement or talks as they are told."""
    return happened(statement.kind, [statement], statement.days)


def _suspension(act: Happened, first: Happened, resumed: list[Happened], entered: list[Happened]) -> Condition:
    """Return the suspension with the days from which it is over.

    A resumption ends that which it may follow, since there is none without a suspension. An entry into force may have
    been before: it certainly ends one that it certainly follows, and leaves open one that it may follow.
    """
    back = [days for days in (later.days.not_before(first.days.first) for later in resumed) if _may_follow(days, act)]
    entries = [later.days for later in entered if _may_follow(later.days, act)]
    possible = [days.first for days in (*back, *entries)]
    certain = [days.last for days in back if days.first and days.first >= (act.days.first or date.min)]
    certain += [days.last for days in entries if days.certainly_after(act.days.last)]
    lifted = Days(first_of(possible), min(filter(None, certain), default=None)) if possible else None
    return Condition(act.days, _sooner(lifted, _lapse(act)), act.acts, act.last_said)


def _may_follow(days: Days, act: Happened) -> bool:
    return days.last is None or act.days.first is None or days.last >= act.days.first


def _lapse(act: Happened) -> Days | None:
    """Return the Days from which an act may be over by its own `until`; None where it states none."""
    return act.until and Days(act.until.first and act.until.first + DAY, None)


def _sooner(span: Days | None, other: Days | None) -> Days | None:
    return earliest([days for days in (span, other) if days])


def _day_of_report(report: Happened) -> Days:
    return next((statement.as_of for statement in report.statements if statement.as_of), report.own)


def _flows(act: Happened | None) -> Days:
    """Return the Days of the act from which the ends that it sets flow; a report tells of what was set before it."""
    if act is None or act.kind in FOUNDING:
        return OWN_TEXT
    return Days(None, act.own.last) if act.kind == "reported_in_effect" else act.own


def _is_later(days: Days, flows: Days) -> bool:
    """Whether an act is certainly later than that from which an end flows; every act is later than the text."""
    return days is not OWN_TEXT and (flows is OWN_TEXT or days.certainly_after(flows.last))


def _is_before(setting: Happened | None, act: Happened) -> bool:
    return _flows(setting).possibly_by(act.own.last or ALWAYS)
