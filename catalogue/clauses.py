"""Terms in words: each clause is a whole message, which a language can put as it needs."""

import re

from babel.units import format_unit
from django.utils.translation import gettext

from spacecoop.dates_in_words import display, in_or_on, since, until
from spacecoop.languages import locale
from spacecoop.words import listed

_UNITS = {"Y": "duration-year", "M": "duration-month", "W": "duration-week", "D": "duration-day"}
_LENGTH = {
    "signature": "{length} from signature",
    "entry_into_force": "{length} from entry into force",
    "other": "{length} from {date}",
    None: "{length}",
}
# By what follows the term, and whether it is told for how long.
_RENEWAL = {
    ("none", False): "no renewal",
    ("none", True): "no renewal",
    ("tacit", False): "renews itself",
    ("tacit", True): "renews itself for {length} each time",
    ("by_agreement", False): "renewal by agreement",
    ("by_agreement", True): "renewal by agreement, for {length} each time",
    ("indefinite", False): "continues for an indefinite time",
    ("indefinite", True): "continues for an indefinite time",
    (None, True): "renewal for {length} each time",
}
# By when notice can be given, and whether it is told how long it is.
_NOTICE = {
    (None, True): "notice of denunciation: {length}",
    ("any_time", True): "notice of denunciation: {length}, at any time",
    ("end_of_term", True): "notice of denunciation: {length} before the end of a term",
    ("any_time", False): "denunciation at any time",
    ("end_of_term", False): "denunciation for the end of a term",
}


def duration_in_words(duration):
    """Return a duration of ISO 8601 in words: "1 year and 6 months"."""
    parts = re.findall(r"(\d+)([YMWD])", duration)
    return listed(format_unit(int(number), _UNITS[unit], locale=locale()) for number, unit in parts)


def term_in_words(term):
    """Return the clauses of a term, of a document, as one sentence without its full stop; its condition stands apart.

    Empty where it states nothing but a condition.
    """
    clauses = [clause for clause in (_lasting(term), renewal_in_words(term), _notice(term)) if clause]
    words = "; ".join(clauses)
    return words[:1].upper() + words[1:]


def held(part):
    """Return between which dates an organisation had its part in an agreement; empty where none is stated."""
    begin, end = (part[name] and part[name]["edtf"] for name in ("from", "until"))
    if begin and end:
        return gettext("{since} {until}").format(since=since(begin), until=until(end))
    return since(begin) if begin else until(end) if end else ""


def _lasting(term):
    if term["until"]:
        return f"ends {in_or_on(term['until']['edtf'])}"
    if not term["length"]:
        return ""
    date = display(term["from"]["edtf"]) if term["from"] else "another date"
    return _LENGTH[term["counted_from"]].format(length=duration_in_words(term["length"]), date=date)


def renewal_in_words(term):
    """Return what follows a term, of a document; empty where it is not stated."""
    return _clause(_RENEWAL, term["renewal"], term["renewal_length"])


def _notice(term):
    return _clause(_NOTICE, term["notice_for"], term["notice"])


def _clause(clauses, code, duration):
    if not (code or duration):
        return ""
    return clauses[code, bool(duration)].format(length=duration and duration_in_words(duration))
