"""Terms in words: each clause is a whole message, which a language can put as it needs."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from babel.units import format_unit
from django.utils.translation import gettext, gettext_lazy, pgettext

from catalogue.statements import Told
from spacecoop.dates_in_words import display, in_or_on, since, until
from spacecoop.languages import locale
from spacecoop.words import listed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_UNITS = {"Y": "duration-year", "M": "duration-month", "W": "duration-week", "D": "duration-day"}
_LENGTH: "dict[str | None, StrOrPromise]" = {
    "signature": gettext_lazy("{length} from signature"),
    "entry_into_force": gettext_lazy("{length} from entry into force"),
    "other": gettext_lazy("{length} from {date}"),
    None: "{length}",
}
# By what follows the term, and whether it is told for how long.
_RENEWAL: "dict[tuple[str | None, bool], StrOrPromise]" = {
    ("none", False): gettext_lazy("no renewal"),
    ("none", True): gettext_lazy("no renewal"),
    ("tacit", False): gettext_lazy("renews itself"),
    ("tacit", True): gettext_lazy("renews itself for {length} each time"),
    ("by_agreement", False): gettext_lazy("renewal by agreement"),
    ("by_agreement", True): gettext_lazy("renewal by agreement, for {length} each time"),
    ("indefinite", False): gettext_lazy("continues for an indefinite time"),
    ("indefinite", True): gettext_lazy("continues for an indefinite time"),
    (None, True): gettext_lazy("renewal for {length} each time"),
}
# By when notice can be given, and whether it is told how long it is.
_NOTICE: "dict[tuple[str | None, bool], StrOrPromise]" = {
    (None, True): gettext_lazy("notice of denunciation: {length}"),
    ("any_time", True): gettext_lazy("notice of denunciation: {length}, at any time"),
    ("end_of_term", True): gettext_lazy("notice of denunciation: {length} before the end of a term"),
    ("any_time", False): gettext_lazy("denunciation at any time"),
    ("end_of_term", False): gettext_lazy("denunciation for the end of a term"),
}


def duration_in_words(duration: str) -> str:
    """Return a duration of ISO 8601 in words: "1 year and 6 months"."""
    parts = re.findall(r"(\d+)([YMWD])", duration)
    return listed(format_unit(int(number), _UNITS[unit], locale=locale()) for number, unit in parts)


def term_in_words(term: Told) -> str:
    """Return the clauses of a term, of a document, as one sentence without its full stop; its condition stands apart.

    Empty where it states nothing but a condition.
    """
    clauses = [clause for clause in (_lasting(term), renewal_in_words(term), _notice(term)) if clause]
    words = pgettext("between clauses", "; ").join(clauses)
    return words[:1].upper() + words[1:]


def held(part: Told) -> str:
    """Return between which dates an organisation had its part in an agreement; empty where none is stated."""
    begin, end = (part[name] and part[name]["edtf"] for name in ("from", "until"))
    if begin and end:
        return gettext("{since} {until}").format(since=since(begin), until=until(end))
    return since(begin) if begin else until(end) if end else ""


def _lasting(term: Told) -> str:
    if term["until"]:
        return gettext("ends {when}").format(when=in_or_on(term["until"]["edtf"]))
    if not term["length"]:
        return ""
    date = display(term["from"]["edtf"]) if term["from"] else gettext("another date")
    return str(_LENGTH[term["counted_from"]]).format(length=duration_in_words(term["length"]), date=date)


def renewal_in_words(term: Told) -> str:
    """Return what follows a term, of a document; empty where it is not stated."""
    return _clause(_RENEWAL, term["renewal"], term["renewal_length"])


def _notice(term: Told) -> str:
    return _clause(_NOTICE, term["notice_for"], term["notice"])


def _clause(clauses: "Mapping[tuple[str | None, bool], StrOrPromise]", code: str | None, duration: str | None) -> str:
    if not (code or duration):
        return ""
    return str(clauses[code, bool(duration)]).format(length=duration and duration_in_words(duration))
