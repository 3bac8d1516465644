"""Words for what documents hold as codes, and the little grammar that pages need."""

from babel import Locale

from agencies.models import AgencyKind
from agreements.models import (
    AgreementKind,
    Closeness,
    EventKind,
    EventRole,
    Level,
    MissionKind,
    Modality,
    PartyRole,
    RelationKind,
    RoleInMission,
    Scheme,
    SourceKind,
)
from agreements.models.agreements import REVERSE_VERBS, SaidBy
from agreements.status import StatusCode
from catalogue.documents import LEVELS, MISSION_ROLES, PARTY_ROLES, REPORTED_AS


def _words(choices, codes=None):
    """Return {code of documents: words}; `codes`: what documents say in place of a stored value."""
    return {str((codes or {}).get(choice, choice)): choice.label for choice in choices}


WORDS = {
    "type": _words(AgreementKind),
    "level": _words(Level, LEVELS),
    "party_role": _words(PartyRole, PARTY_ROLES),
    "relation": _words(RelationKind),
    "reverse_relation": {str(kind): words for kind, words in REVERSE_VERBS.items()},
    "said_by": _words(SaidBy),
    "status": _words(StatusCode),
    "event": _words(EventKind),
    "reported_as": _words(Modality, REPORTED_AS),
    "organisation": _words(AgencyKind),
    "mission": _words(MissionKind),
    "mission_role": _words(RoleInMission, MISSION_ROLES),
    "source": _words(SourceKind),
    "scheme": _words(Scheme),
    "closeness": _words(Closeness),
}
# How those who have a role in an event are introduced: one, several.
_ROLES = {
    EventRole.SIGNATORY: ("Signatory", "Signatories"),
    EventRole.PARTICIPANT: ("Participant", "Participants"),
    EventRole.HOST: ("Host", "Hosts"),
    EventRole.WITNESS: ("Witness", "Witnesses"),
    EventRole.AUTHOR: ("Stated by", "Stated by"),
    EventRole.ACTOR: ("Carried out by", "Carried out by"),
    EventRole.SUPPORTER: ("Supported by", "Supported by"),
    EventRole.COUNTERPART: ("Counterpart", "Counterparts"),
}


def by_role(parts):
    """Return (words, those who have the role) for each role that agencies or people have in an event."""
    groups = {role: [part for part in parts if part["role"] == role] for role in _ROLES}
    return [(_ROLES[role][len(group) > 1], group) for role, group in groups.items() if group]


def plural(count, one, many=None):
    """Return a number with its noun: "1 source", "1,200 sources"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(texts):
    """Return texts as a sentence has them: "A, B and C"."""
    *first, last = texts
    return f"{', '.join(first)} and {last}" if first else last


def capital(text):
    return text[:1].upper() + text[1:]


def language(code):
    """Return the English name of a language by its ISO 639 code; the code itself where there is none."""
    return Locale("en").languages.get(code, code)
