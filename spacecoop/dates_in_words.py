"""Dates of EDTF in words, in the language that is written now.

Each kind of date is a whole message for each place that it can have in a sentence, since articles and prepositions
follow the kind: “le 3 mai 1990”, “en 1990”, “dans les années 1990”, “à l'été 2022”.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext, pgettext_lazy

from spacecoop.languages import cached_by_language, locale

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Messages = Mapping[str, "StrOrPromise"]
SEASONS = {
    "21": pgettext_lazy("season", "spring"),
    "22": pgettext_lazy("season", "summer"),
    "23": pgettext_lazy("season", "autumn"),
    "24": pgettext_lazy("season", "winter"),
}
# A point in time by its kind, or by the code of a part of a year: as it stands alone.
_ALONE = {
    "day": pgettext_lazy("date", "{day} {month} {year}"),
    "month": pgettext_lazy("date", "{month} {year}"),
    "year": pgettext_lazy("date", "{year}"),
    "decade": pgettext_lazy("date", "{decade}s"),
    "century": pgettext_lazy("date", "{ordinal} century"),
    "21": pgettext_lazy("date", "spring {year}"),
    "22": pgettext_lazy("date", "summer {year}"),
    "23": pgettext_lazy("date", "autumn {year}"),
    "24": pgettext_lazy("date", "winter {year}"),
    "33": pgettext_lazy("date", "first quarter of {year}"),
    "34": pgettext_lazy("date", "second quarter of {year}"),
    "35": pgettext_lazy("date", "third quarter of {year}"),
    "36": pgettext_lazy("date", "fourth quarter of {year}"),
    "40": pgettext_lazy("date", "first half of {year}"),
    "41": pgettext_lazy("date", "second half of {year}"),
}
# After a word such as “since”, “about” or “between”, with its article where a language needs one.
_NAMED = {
    "day": pgettext_lazy("date after a preposition", "{day} {month} {year}"),
    "month": pgettext_lazy("date after a preposition", "{month} {year}"),
    "year": pgettext_lazy("date after a preposition", "{year}"),
    "decade": pgettext_lazy("date after a preposition", "{decade}s"),
    "century": pgettext_lazy("date after a preposition", "{ordinal} century"),
    "21": pgettext_lazy("date after a preposition", "spring {year}"),
    "22": pgettext_lazy("date after a preposition", "summer {year}"),
    "23": pgettext_lazy("date after a preposition", "autumn {year}"),
    "24": pgettext_lazy("date after a preposition", "winter {year}"),
    "33": pgettext_lazy("date after a preposition", "the first quarter of {year}"),
    "34": pgettext_lazy("date after a preposition", "the second quarter of {year}"),
    "35": pgettext_lazy("date after a preposition", "the third quarter of {year}"),
    "36": pgettext_lazy("date after a preposition", "the fourth quarter of {year}"),
    "40": pgettext_lazy("date after a preposition", "the first half of {year}"),
    "41": pgettext_lazy("date after a preposition", "the second half of {year}"),
}
# When something was.
_AT = {
    "day": pgettext_lazy("when", "on {day} {month} {year}"),
    "month": pgettext_lazy("when", "in {month} {year}"),
    "year": pgettext_lazy("when", "in {year}"),
    "decade": pgettext_lazy("when", "in the {decade}s"),
    "century": pgettext_lazy("when", "in the {ordinal} century"),
    "21": pgettext_lazy("when", "in spring {year}"),
    "22": pgettext_lazy("when", "in summer {year}"),
    "23": pgettext_lazy("when", "in autumn {year}"),
    "24": pgettext_lazy("when", "in winter {year}"),
    "33": pgettext_lazy("when", "in the first quarter of {year}"),
    "34": pgettext_lazy("when", "in the second quarter of {year}"),
    "35": pgettext_lazy("when", "in the third quarter of {year}"),
    "36": pgettext_lazy("when", "in the fourth quarter of {year}"),
    "40": pgettext_lazy("when", "in the first half of {year}"),
    "41": pgettext_lazy("when", "in the second half of {year}"),
}
# Up to when something went on.
_UNTIL = {
    "day": pgettext_lazy("until when", "until {day} {month} {year}"),
    "month": pgettext_lazy("until when", "until {month} {year}"),
    "year": pgettext_lazy("until when", "until {year}"),
    "21": pgettext_lazy("until when", "until spring {year}"),
    "22": pgettext_lazy("until when", "until summer {year}"),
    "23": pgettext_lazy("until when", "until autumn {year}"),
    "24": pgettext_lazy("until when", "until winter {year}"),
    "decade": pgettext_lazy("until when", "until the {decade}s"),
    "century": pgettext_lazy("until when", "until the {ordinal} century"),
    "33": pgettext_lazy("until when", "until the first quarter of {year}"),
    "34": pgettext_lazy("until when", "until the second quarter of {year}"),
    "35": pgettext_lazy("until when", "until the third quarter of {year}"),
    "36": pgettext_lazy("until when", "until the fourth quarter of {year}"),
    "40": pgettext_lazy("until when", "until the first half of {year}"),
    "41": pgettext_lazy("until when", "until the second half of {year}"),
}
_ORDINALS = {
    "one": pgettext_lazy("ordinal number", "{number}st"),
    "two": pgettext_lazy("ordinal number", "{number}nd"),
    "few": pgettext_lazy("ordinal number", "{number}rd"),
    "other": pgettext_lazy("ordinal number", "{number}th"),
}


@cached_by_language(4096)
def display(edtf: str) -> str:
    """Put an EDTF text in words: "summer 2022", "October–November 2002", "since 1979"."""
    if "/" not in edtf:
        return _point(edtf, _ALONE)
    start, end = edtf.split("/")
    if end == "..":
        return gettext("since {date}").format(date=_point(start, _NAMED))
    if start == "..":
        return _point(end, _UNTIL)
    if not end:
        return gettext("from {date}, end not stated").format(date=_point(start, _NAMED))
    if not start:
        return gettext("{until}, start not stated").format(until=_point(end, _UNTIL))
    return _range(start, end)


@cached_by_language(4096)
def in_or_on(edtf: str) -> str:
    """Put in words when something was on a date: "on 3 May 1990", "in the 1990s", "in 1979 or later"."""
    start, is_span, end = edtf.partition("/")
    if not is_span:
        return _point(edtf, _AT)
    if end in ("", ".."):
        return gettext("{when} or later").format(when=_point(start, _AT))
    if start in ("", ".."):
        return gettext("{when} or earlier").format(when=_point(end, _AT))
    return gettext("between {start} and {end}").format(start=_point(start, _NAMED), end=_point(end, _NAMED))


def since(edtf: str) -> str:
    """Put in words from when something goes on: "from 3 May 1990"."""
    return gettext("from {date}").format(date=display(edtf) if "/" in edtf else _point(edtf, _NAMED))


def until(edtf: str) -> str:
    """Put in words up to when something goes on: "until 3 May 1990"."""
    return gettext("until {date}").format(date=display(edtf)) if "/" in edtf else _point(edtf, _UNTIL)


def day_in_words(day: date) -> str:
    """Put a day in words; of a time, the day that it is on."""
    return display(f"{day:%Y-%m-%d}")


def _point(point: str, messages: Messages) -> str:
    """Return a point in time as it stands in a sentence; `messages`: those of its place there, by its kind."""
    plain = point.rstrip("?~%")
    mark = point[len(plain) :]
    if mark not in ("~", "%"):
        words = _plain(plain, messages)
    elif messages is _UNTIL:
        words = gettext("until about {date}").format(date=_plain(plain, _NAMED))
    else:
        words = gettext("about {date}").format(date=_plain(plain, _NAMED))
    return gettext("{date} (uncertain)").format(date=words) if mark in ("?", "%") else words


def _plain(point: str, messages: Messages) -> str:
    year, *rest = point.split("-")
    if year.endswith("XX"):
        return messages["century"].format(ordinal=_ordinal(int(year[:2]) + 1))
    if year.endswith("X"):
        return messages["decade"].format(decade=f"{year[:3]}0")
    if not rest:
        return messages["year"].format(year=year)
    if rest[0] in _ALONE:
        return messages[rest[0]].format(year=year)
    if len(rest) == 1:
        return messages["month"].format(month=_month(rest[0], "stand-alone"), year=year)
    return messages["day"].format(day=_day(rest[1]), month=_month(rest[0], "format"), year=year)


def _range(start: str, end: str) -> str:
    if re.fullmatch(r"\d{4}/\d{4}", f"{start}/{end}"):
        return gettext("{first}–{last}").format(first=start, last=end)
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        year, month, first = start.split("-")
        days = {"first": _day(first), "last": _day(end[8:])}
        return gettext("{first}–{last} {month} {year}").format(**days, month=_month(month, "format"), year=year)
    if start[:4] == end[:4] and len(start) == len(end) == 7:
        parts = {"first": _part(start[5:]), "last": _part(end[5:])}
        return gettext("{first}–{last} {year}").format(**parts, year=start[:4])
    return gettext("{start} to {end}").format(start=_point(start, _ALONE), end=_point(end, _ALONE))


def _part(code: str) -> str:
    """Return the name of a season or of a month."""
    return str(SEASONS[code]) if code in SEASONS else _month(code, "stand-alone")


def _month(code: str, form: str) -> str:
    return str(locale().months[form]["wide"][int(code)])


def _day(code: str) -> str:
    return pgettext("first day of a month", "1") if code == "01" else str(int(code))


def _ordinal(number: int) -> str:
    return str(_ORDINALS[locale().ordinal_form(number)]).format(number=number)
