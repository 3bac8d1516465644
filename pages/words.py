"""Words for what documents hold as codes, and the little grammar that pages need."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy
from markupsafe import Markup

from agencies.models import AgencyKind, SuccessionKind
from agreements.models import (
    Authentic,
    Closeness,
    EventKind,
    EventRole,
    IdentifierScheme,
    Level,
    MissionKind,
    PartyRole,
    RelationKind,
    RoleInMission,
    Says,
    Scheme,
    SourceKind,
    Standing,
    Topic,
)
from agreements.models.relations import REVERSE_VERBS, SaidBy
from agreements.statements import MISSION_ROLES, PARTY_ROLES
from agreements.status import StatusCode
from catalogue.contents import HOW_REPORTED, words_of
from catalogue.reading import Body
from spacecoop.languages import html_language, locale, present
from spacecoop.words import number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDS: "dict[str, Mapping[str, StrOrPromise]]" = {
    "record": {
        "agreement": gettext_lazy("Agreement"),
        "country": gettext_lazy("Country"),
        "agency": gettext_lazy("Organisation"),
        "mission": gettext_lazy("Mission or programme"),
        "area": gettext_lazy("Cooperation area"),
        "event": gettext_lazy("Event"),
        "source": gettext_lazy("Source"),
        "person": gettext_lazy("Person"),
    },
    "level": words_of(Level),
    "party_role": words_of(PartyRole, PARTY_ROLES),
    "relation": words_of(RelationKind),
    "reverse_relation": {str(kind): words for kind, words in REVERSE_VERBS.items()},
    "said_by": words_of(SaidBy),
    "status": words_of(StatusCode),
    "event": words_of(EventKind),
    "reported_as": HOW_REPORTED,
    "organisation": words_of(AgencyKind),
    # Between the earlier one and the later one.
    "succession": {
        SuccessionKind.RENAMED.value: pgettext_lazy("succession", "was renamed"),
        SuccessionKind.MERGED_INTO.value: pgettext_lazy("succession", "was merged into"),
        SuccessionKind.SPLIT_FROM.value: pgettext_lazy("succession", "was split into"),
        SuccessionKind.SUCCEEDED.value: pgettext_lazy("succession", "was succeeded by"),
        SuccessionKind.CONTINUES.value: pgettext_lazy("succession", "is continued by"),
    },
    "mission": words_of(MissionKind),
    "mission_role": words_of(RoleInMission, MISSION_ROLES),
    "source": words_of(SourceKind),
    "standing": words_of(Standing),
    "authentic": words_of(Authentic),
    "topic": words_of(Topic),
    "says": words_of(Says),
    "scheme": words_of(Scheme),
    "closeness": words_of(Closeness),
    "identifier": words_of(IdentifierScheme),
    # Of an empty list, by the noun of what it lists.
    "none_match": {
        "agreement": gettext_lazy("No agreements match these filters."),
        "cooperation area": gettext_lazy("No cooperation areas match these filters."),
        "country": gettext_lazy("No countries match these filters."),
        "event": gettext_lazy("No events match these filters."),
        "mission or programme": gettext_lazy("No missions and programmes match these filters."),
        "organisation": gettext_lazy("No organisations match these filters."),
        "pair": gettext_lazy("No pairs match these filters."),
        "person": gettext_lazy("No people match these filters."),
        "source": gettext_lazy("No sources match these filters."),
    },
    "none_recorded": {
        "agreement": gettext_lazy("No agreements are recorded yet."),
        "cooperation area": gettext_lazy("No cooperation areas are recorded yet."),
        "country": gettext_lazy("No countries are recorded yet."),
        "event": gettext_lazy("No events are recorded yet."),
        "mission or programme": gettext_lazy("No missions and programmes are recorded yet."),
        "organisation": gettext_lazy("No organisations are recorded yet."),
        "pair": gettext_lazy("No pairs are recorded yet."),
        "person": gettext_lazy("No people are recorded yet."),
        "source": gettext_lazy("No sources are recorded yet."),
    },
}
# What is counted, one and several.
COUNTED = {
    "agreement": ngettext_lazy("%(number)s agreement", "%(number)s agreements", "count"),
    "cooperation area": ngettext_lazy("%(number)s cooperation area", "%(number)s cooperation areas", "count"),
    "country": ngettext_lazy("%(number)s country", "%(number)s countries", "count"),
    "document": ngettext_lazy("%(number)s document", "%(number)s documents", "count"),
    "event": ngettext_lazy("%(number)s event", "%(number)s events", "count"),
    "language": ngettext_lazy("%(number)s language", "%(number)s languages", "count"),
    "mission": ngettext_lazy("%(number)s mission", "%(number)s missions", "count"),
    "mission or programme": ngettext_lazy(
        "%(number)s mission or programme", "%(number)s missions and programmes", "count"
    ),
    "organisation": ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    "other": ngettext_lazy("%(number)s other", "%(number)s others", "count"),
    "pair": ngettext_lazy("%(number)s pair", "%(number)s pairs", "count"),
    "partner": ngettext_lazy("%(number)s partner", "%(number)s partners", "count"),
    "person": ngettext_lazy("%(number)s person", "%(number)s people", "count"),
    "plan": ngettext_lazy("%(number)s plan", "%(number)s plans", "count"),
    "quotation": ngettext_lazy("%(number)s quotation", "%(number)s quotations", "count"),
    "recorded agreement": ngettext_lazy("%(number)s recorded agreement", "%(number)s recorded agreements", "count"),
    "result": ngettext_lazy("%(number)s result", "%(number)s results", "count"),
    "source": ngettext_lazy("%(number)s source", "%(number)s sources", "count"),
}
# The same as it is recorded here.
RECORDED = {
    "agreement": ngettext_lazy("%(number)s agreement recorded", "%(number)s agreements recorded", "count"),
    "cooperation area": ngettext_lazy(
        "%(number)s cooperation area recorded", "%(number)s cooperation areas recorded", "count"
    ),
    "country": ngettext_lazy("%(number)s country recorded", "%(number)s countries recorded", "count"),
    "event": ngettext_lazy("%(number)s event recorded", "%(number)s events recorded", "count"),
    "mission": ngettext_lazy("%(number)s mission recorded", "%(number)s missions recorded", "count"),
    "mission or programme": ngettext_lazy(
        "%(number)s mission or programme recorded", "%(number)s missions and programmes recorded", "count"
    ),
    "organisation": ngettext_lazy("%(number)s organisation recorded", "%(number)s organisations recorded", "count"),
    "pair": ngettext_lazy("%(number)s pair recorded", "%(number)s pairs recorded", "count"),
    "partner": ngettext_lazy("%(number)s partner recorded", "%(number)s partners recorded", "count"),
    "person": ngettext_lazy("%(number)s person recorded", "%(number)s people recorded", "count"),
    "source": ngettext_lazy("%(number)s source recorded", "%(number)s sources recorded", "count"),
}
RTL = {"R", "AL"}  # how Unicode calls letters that run from right to left
FROM_RIGHT = {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}  # languages that are written so
# How those who have a role in an event are introduced: one, several.
_ROLES = {
    EventRole.SIGNATORY: ngettext_lazy("Signatory", "Signatories", "count"),
    EventRole.PARTICIPANT: ngettext_lazy("Participant", "Participants", "count"),
    EventRole.HOST: ngettext_lazy("Host", "Hosts", "count"),
    EventRole.WITNESS: ngettext_lazy("Witness", "Witnesses", "count"),
    EventRole.AUTHOR: ngettext_lazy("Stated by", "Stated by", "count"),
    EventRole.ACTOR: ngettext_lazy("Carried out by", "Carried out by", "count"),
    EventRole.SUPPORTER: ngettext_lazy("Supported by", "Supported by", "count"),
    EventRole.COUNTERPART: ngettext_lazy("Counterpart", "Counterparts", "count"),
    EventRole.SIDE: ngettext_lazy("On the side of", "On the sides of", "count"),
}


def by_role(parts: Sequence[Body]) -> list[tuple[str, list[Body]]]:
    """Return (words, those who have the role) for each role that agencies or people have in an event."""
    groups = {role: [part for part in parts if part["role"] == role] for role in _ROLES}
    return [(_ROLES[role] % {"count": len(group)}, group) for role, group in groups.items() if group]


def plural(count: int, noun: str, figures: str | None = None) -> str:
    """Return a number with one of the nouns of COUNTED: "1 source", "1,200 sources".

    `figures`: the number as it is written, where that is not plain.
    """
    return COUNTED[noun] % {"count": count, "number": figures or number(count)}


def recorded(count: int, noun: str, figures: str | None = None) -> str:
    """Return the same with one of the nouns of RECORDED: "1 source recorded"."""
    return RECORDED[noun] % {"count": count, "number": figures or number(count)}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_language(code: str, text: str) -> Markup:
    """Return the attribute `lang` of a text, and `dir` from right to left; none in the language of the page.

    `code`: ISO 639, empty where it is not known.
    """
    directions = [kind in RTL for kind in map(bidirectional, text) if kind in {"L", *RTL}]
    is_rtl = any(directions[:1]) or (any(directions) and code in FROM_RIGHT)
    lang = Markup(' lang="{}"').format(code) if code and code not in (html_language(present()), "und") else Markup("")
    return lang + Markup(' dir="rtl"') if is_rtl else lang


def language(code: str) -> str:
    """Return the name of a language by its ISO 639 code; the code itself where there is none."""
    return str(locale().languages.get(code, code))
