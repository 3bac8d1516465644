"""The reason of a status, in words: a sentence for each reason, filled in with the acts on which it rests."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from agreements.models import Binding
from agreements.status import LegalAct, Reason, StatusCode
from catalogue.clauses import duration_in_words
from catalogue.document_parts import FACTS
from catalogue.ends import days_in_words
from catalogue.statements import Told, acts_contradicting, sides_of_act
from spacecoop.dates_in_words import day_in_words, in_or_on
from spacecoop.dates_in_words import display as in_words
from spacecoop.words import listed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ACT = {
    LegalAct.CONCLUDED: gettext_lazy("it was concluded {when}"),
    LegalAct.SIGNED: gettext_lazy("it was signed {when}"),
    LegalAct.NOTE_SENT: gettext_lazy("a note was sent {when}"),
    LegalAct.DATED: gettext_lazy("the sources give only the date {date}, without the action"),
    LegalAct.APPROVED: gettext_lazy("it was approved {when}"),
    LegalAct.RATIFIED: gettext_lazy("it was ratified {when}"),
    LegalAct.NOTIFIED: gettext_lazy("completion of the procedures was notified {when}"),
    LegalAct.REGISTERED: gettext_lazy("it was registered {when}"),
    LegalAct.PROVISIONALLY_APPLIED: gettext_lazy("it was applied provisionally {when}"),
    LegalAct.ENTERED_INTO_FORCE: gettext_lazy("it entered into force {when}"),
    LegalAct.AMENDED: gettext_lazy("it was amended {when}"),
    LegalAct.EXTENDED: gettext_lazy("it was extended or renewed {when}"),
    LegalAct.SUSPENDED: gettext_lazy("it was suspended {when}"),
    LegalAct.RESUMED: gettext_lazy("it was resumed {when}"),
    LegalAct.DENOUNCED: gettext_lazy("notice of denunciation was given {when}"),
    LegalAct.REPLACED: gettext_lazy("it was replaced {when}"),
    LegalAct.TERMINATED: gettext_lazy("it was terminated {when}"),
    LegalAct.EXPIRED: gettext_lazy("it expired {when}"),
    LegalAct.REJECTED: gettext_lazy("it was rejected {when}"),
    LegalAct.WITHDRAWN: gettext_lazy("it was withdrawn {when}"),
    LegalAct.EXPIRY_ANNOUNCED: gettext_lazy("its expiry was announced for {date}"),
    LegalAct.RENEWAL_PLANNED: gettext_lazy("a renewal was planned for {date}"),
    LegalAct.RENEWAL_DISCUSSED: gettext_lazy("a renewal was under discussion"),
    LegalAct.REPORTED_IN_EFFECT: gettext_lazy("a source reports it in effect {when}"),
}
_PLANNED = {
    LegalAct.CONCLUDED: gettext_lazy("its conclusion was planned for {date}"),
    LegalAct.SIGNED: gettext_lazy("its signature was planned for {date}"),
    LegalAct.EXTENDED: gettext_lazy("its extension was planned for {date}"),
    LegalAct.TERMINATED: gettext_lazy("its termination was announced for {date}"),
    LegalAct.EXPIRED: gettext_lazy("its expiry was announced for {date}"),
}
_STATED = {
    StatusCode.ENDED: gettext_lazy("No longer in force on {day}: {acts}."),
    StatusCode.ABANDONED: gettext_lazy("Abandoned before entry into force (status on {day}): {acts}."),
    StatusCode.IN_FORCE: gettext_lazy("In force on {day}: {acts}."),
    StatusCode.REPORTED_IN_EFFECT: gettext_lazy(
        "Reported in effect on {day}: {acts}, and no source gives an entry into force by then."
    ),
    StatusCode.PROVISIONALLY_APPLIED: gettext_lazy("Provisionally applied on {day}: {acts}."),
    StatusCode.SUSPENDED: gettext_lazy("Suspended on {day}: {acts}."),
    StatusCode.NOT_YET_SIGNED: gettext_lazy("Not yet signed on {day}: {acts}."),
}
# Of what is not binding: it does not enter into force, it has effect.
_NOT_BINDING = {
    StatusCode.ENDED: gettext_lazy("No longer in effect on {day}: {acts}."),
    StatusCode.IN_FORCE: gettext_lazy("In effect on {day}: {acts}."),
}
_RENEWS_ITSELF = {
    StatusCode.IN_FORCE: gettext_lazy(
        "In force on {day}: {acts}; it renews itself {every}, and no denunciation is reported."
    ),
    StatusCode.REPORTED_IN_EFFECT: gettext_lazy(
        "Reported in effect on {day}: {acts}; it renews itself {every}, and no denunciation is reported."
    ),
    StatusCode.PROVISIONALLY_APPLIED: gettext_lazy(
        "Provisionally applied on {day}: {acts}; it renews itself {every}, and no denunciation is reported."
    ),
}
_GOES_ON = {
    StatusCode.IN_FORCE: gettext_lazy(
        "In force on {day}: {acts}; after its first term it continues until it is denounced, "
        "and no denunciation is reported."
    ),
    StatusCode.REPORTED_IN_EFFECT: gettext_lazy(
        "Reported in effect on {day}: {acts}; after its first term it continues until it is "
        "denounced, and no denunciation is reported."
    ),
    StatusCode.PROVISIONALLY_APPLIED: gettext_lazy(
        "Provisionally applied on {day}: {acts}; after its first term it continues until "
        "it is denounced, and no denunciation is reported."
    ),
}
_REASON = {
    Reason.REPLACED: gettext_lazy("No longer in force on {day}: it was replaced by “{other}”."),
    Reason.RENEWED: gettext_lazy("In force on {day}: “{other}” renews it."),
    Reason.NO_ENTRY_INTO_FORCE: gettext_lazy(
        "Signed; not known to be in force on {day}: {acts}, and no source gives an entry into force by then."
    ),
    Reason.ONE_SIDE: gettext_lazy("Not yet signed on {day}: by then, only one side had signed or sent its note."),
    Reason.PLANNED: gettext_lazy("Not yet signed on {day}: {acts}."),
    Reason.IMPRECISE_DATE: gettext_lazy(
        "The status on {day} cannot be determined: {acts}, which may be before or after that day."
    ),
    Reason.IMPRECISE_REPLACEMENT: gettext_lazy(
        "The status on {day} cannot be determined: it was replaced by “{other}”, which may have been in force by then."
    ),
    Reason.REPLACEMENT_OPEN: gettext_lazy(
        "Status unknown on {day}: “{other}” replaces it, and no source says whether that had entered into force."
    ),
    Reason.PARTY_DISSOLVED: gettext_lazy(
        "Status unknown on {day}: {party} may have ceased to exist by then, and no source names a successor."
    ),
    Reason.PERHAPS_OVER: gettext_lazy(
        "The status on {day} cannot be determined: {acts}, and this may no longer have applied."
    ),
    Reason.PLAN_PASSED: gettext_lazy("Status unknown on {day}: {acts}; outcome not reported."),
    Reason.UNDATED: gettext_lazy("Status unknown on {day}: {acts}; no source gives a start date."),
    Reason.ONLY_LATER: gettext_lazy(
        "Status unknown on {day}: {acts}; the sources do not say what applied before then."
    ),
    Reason.NOTHING_STATED: gettext_lazy(
        "Status unknown on {day}: the sources give no date of signature or entry into force."
    ),
}
_END_FORESEEN = {
    "announced": gettext_lazy("Status unknown on {day}: {acts}; outcome not reported."),
    "planned": gettext_lazy("Status unknown on {day}: {acts}; outcome not reported."),
    "until": gettext_lazy(
        "Status unknown on {day}: {acts}, and was to end {end}; no later source says whether it was extended."
    ),
    "term": gettext_lazy(
        "Status unknown on {day}: its term was to end {end}; no later source says whether it was extended."
    ),
    "denounced": gettext_lazy(
        "Status unknown on {day}: {acts}, and may have taken effect by then; outcome not reported."
    ),
}
_END_OF_RENEWAL = gettext_lazy(
    "Status unknown on {day}: its renewal by “{other}” was to end {end}; no later source says whether it was extended."
)
# Where the other agreement extends this one.
_EXTENDED = gettext_lazy("In force on {day}: “{other}” extends it.")
_END_OF_EXTENSION = gettext_lazy(
    "Status unknown on {day}: its extension by “{other}” was to end {end}; no later source says whether it was "
    "extended again."
)


def is_not_binding(document: Told) -> bool:
    return bool(document["binding"] == Binding.NON_BINDING)


def reason_in_words(document: Told, span: Told, day: date) -> str:
    events = {event["slug"]: event for event in document["events"]}
    acts = _clauses([events[slug] for slug in span["rests_on"] if slug in events])
    arguments = span["arguments"]
    return str(_sentence(document, span)).format(
        day=day_in_words(day),
        acts=listed(acts),
        other=_title_of(document, arguments.get("by")),
        party=_name_of(document, arguments.get("party")),
        every=_every(arguments.get("every")),
        end=days_in_words({"earliest": arguments.get("first"), "latest": arguments.get("last")}),
    )


def _sentence(document: Told, span: Told) -> "StrOrPromise":
    """Return the sentence of a span's reason, to be filled in."""
    code, reason, arguments = span["code"], span["reason"], span["arguments"]
    if reason == Reason.STATED:
        return (_NOT_BINDING if is_not_binding(document) else {}).get(code) or _STATED[code]
    if reason == Reason.RENEWS_ITSELF:
        return (_RENEWS_ITSELF if arguments["every"] else _GOES_ON)[code]
    if reason == Reason.END_FORESEEN:
        if arguments["by"]:
            return _END_OF_EXTENSION if _is_extension(document, arguments["by"]) else _END_OF_RENEWAL
        return _END_FORESEEN[arguments["basis"]]
    if reason == Reason.RENEWED and _is_extension(document, arguments["by"]):
        return _EXTENDED
    return _REASON[reason]


def _is_extension(document: Told, slug: str) -> bool:
    """Whether the agreement with the slug extends this one, and does not renew it."""
    kinds = {
        relation["kind"]
        for relation in document["relations"]
        if relation["agreement"]["slug"] == slug and not relation["forward"]
    }
    return "extends" in kinds and "renews" not in kinds


def _title_of(document: Told, slug: str | None) -> str:
    """Return the title of a related agreement."""
    related = (relation["agreement"] for relation in document["relations"])
    return next((agreement["title"] for agreement in related if agreement["slug"] == slug), "")


def _name_of(document: Told, slug: str | None) -> str:
    return next((party["name"] for party in document["parties"] if party["slug"] == slug), "")


def _every(duration: str | None) -> str:
    """Return how often an agreement renews itself: "every 5 years", "every year"; empty where that is not told."""
    if duration in _SINGLE:
        return str(_SINGLE[duration])
    return gettext("every {duration}").format(duration=duration_in_words(duration)) if duration else ""


_SINGLE = {
    "P1Y": gettext_lazy("every year"),
    "P1M": gettext_lazy("every month"),
    "P1W": gettext_lazy("every week"),
    "P1D": gettext_lazy("every day"),
}


def _clauses(acts: Sequence[Told]) -> list[str]:
    """Return what acts tell, each once; the days that sources give for one and the same act stand in one clause."""
    differing = [act["slug"] for act in acts_contradicting(acts)]
    told: dict[object, list[Told]] = {}
    for act in acts:
        same = (act["kind"], sides_of_act(act)) if act["slug"] in differing else act["slug"]
        told.setdefault(same, []).append(act)
    return list(dict.fromkeys(map(_clause, told.values())))


def _clause(acts: Sequence[Told]) -> str:
    """Return what an act tells, given as the events that tell of it."""
    whens = [in_or_on(act["date"]["edtf"]) if act["date"] else "" for act in acts]
    dates = [in_words(act["date"]["edtf"]) if act["date"] else gettext("a date not stated") for act in acts]
    words = _ACT if acts[0]["reported_as"] in FACTS else {**_ACT, **_PLANNED}
    return str(words[acts[0]["kind"]]).format(when=listed(whens, "or"), date=listed(dates, "or")).strip()
