"""The design as it is: the tokens of `static/tokens.css` with their contrasts, and made-up content for every part.

No record is read: the page shows the same on an empty database, and costs the question for the revision alone.
"""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agreements.status import LegalAct
from catalogue.facets import Option
from catalogue.filters import AgreementFilter
from pages.panel import Entry
from pages.pictures.bars import bars_of
from pages.pictures.relations import relations_drawing
from pages.pictures.signs import SHAPES
from pages.pictures.styles import tokens
from pages.words import WORDS
from spacecoop.dates import sourced
from spacecoop.filters import DayField

# What each colour is for.
PURPOSES = {
    "paper": _("the page"),
    "leaf": _("what is set apart: header, status, questions"),
    "wash": _("what is chosen, marked or pointed at"),
    "ink": _("text"),
    "quiet": _("what is less important, and what is not stated"),
    "accent": _("links, marks, facts; the only one of its kind"),
    "on-accent": _("text on the accent"),
    "wrong": _("what was not understood"),
    "rule": _("lines between things"),
    "edge": _("the outline of what can be used"),
}
TEXTS, PAPERS = ["ink", "quiet", "accent", "wrong"], ["paper", "leaf", "wash"]
_BY_SCHEME = re.compile(r"light-dark\((#\w{6}), (#\w{6})\)")


@dataclass(frozen=True)
class Colour:
    """A colour by day and by night. `contrasts`: (what it stands on, ratio by day, ratio by night)."""

    name: str
    day: str
    night: str
    contrasts: list

    @property
    def purpose(self):
        return PURPOSES[self.name]


def colours():
    """Return the Colours of the tokens, each with its contrasts to what it stands on."""
    pairs = {name: found.groups() for name, value in tokens().items() if (found := _BY_SCHEME.fullmatch(value))}
    grounds = dict.fromkeys(TEXTS, PAPERS) | {"on-accent": ["accent"], "edge": ["paper", "leaf"]}
    return [
        Colour(name, *pair, [(ground, *map(contrast, pair, pairs[ground])) for ground in grounds.get(name, [])])
        for name, pair in pairs.items()
    ]


def contrast(colour, other):
    """Return the contrast of two colours, from 1 to 21. Source: WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    """Return the relative luminance of "#rrggbb". Source: WCAG 2.2, relative luminance."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def lengths(prefix=""):
    """Return (name, value) of the tokens that are lengths; with `prefix` those whose names begin with it."""
    return [
        (name, value)
        for name, value in tokens().items()
        if name.startswith(prefix) and re.fullmatch(r"[\d.]+rem|clamp\(.*\)", value)
    ]


class DayForm(forms.Form):
    """A form of one field, to be shown with an error."""

    status_on = DayField(label=_("Status on (date)"), help_text=_("A day such as 2022-03-01."))


def sample_content() -> dict[str, Any]:
    """Return what the page of the design shows."""
    form = DayForm({"status_on": "yesterday"}, auto_id="sample_%s")
    return {
        "colours": colours(),
        "type_sizes": [(name, value) for name, value in lengths() if name in TYPE_SIZES],
        "spaces": sorted([*lengths("space-"), *lengths("gap")], key=lambda space: float(space[1].removesuffix("rem"))),
        "dates": [(words, sourced(edtf, basis)) for words, edtf, basis in DATES],
        "found": AgreementFilter({"form": "treaty"}),
        "agreements": [AGREEMENT],
        "events": [
            {**EVENT, "reported_as": code, "title": gettext("An event: {words}").format(words=words)}
            for code, words in REPORTED_AS.items()
        ],
        "signs": {act.label: SHAPES[act] for act in LegalAct},
        "page": Paginator(range(60), 25).page(2),
        "entry": Entry(form["status_on"], None),
        "options": [Option(_("France"), 12, (), False, ""), Option(_("Belgium"), 3, (), True, "")],
        "bars": bars_of(
            [(_("Earth observation"), 42, "#charts-heading"), (_("Launchers"), 17, "#charts-heading")],
            unstated=(_("Not stated"), 9, "#charts-heading"),
        ),
        "drawing": relations_drawing(*_chain()),
    }


TYPE_SIZES = ["raised", "tiny", "small", "body", "large", "heading", "title"]
REPORTED_AS = WORDS["reported_as"]
DATES = [
    (_("a day"), "2000-12-20", "stated"),
    (_("a month"), "2021-12", "stated"),
    (_("a season"), "2022-22", "stated"),
    (_("uncertain"), "1997?", "stated"),
    (pgettext_lazy("date", "about"), "1997~", "stated"),
    (_("a span"), "2002-10/2002-11", "stated"),
    (_("an open end"), "1979/..", "stated"),
    (_("year inferred"), "2021-01-19", "derived"),
    (_("not stated"), None, ""),
]
SUMMER = {"edtf": "2022-22", "earliest": "2022-06-01", "latest": "2022-08-31", "basis": "stated"}
# Their slugs are those of records that are published, so that their links hold.
PARTIES = [
    {"slug": "cnes", "name": "First Space Agency", "acronym": "FSA", "country": "BE", "role": "party"},
    {"slug": "csa", "name": "Second Space Agency", "acronym": "SSA", "country": "FR", "role": "party"},
]
AGREEMENT = {
    "slug": "cnes-csa-balloons",
    "title": "Agreement on scientific balloons",
    "form": "agreement",
    "function": "framework",
    "binding": None,
    "parties": PARTIES,
    "dated_by": {"action": "signed", "date": SUMMER},
    "status": {"code": "unknown", "label": WORDS["status"]["unknown"]},
    "only_planned": False,
    "counts": {"sources": 2, "citations": 5},
}
EVENT = {
    "slug": "cnes-csa-meeting-2021",
    "kind": "launch",
    "date": SUMMER,
    "effective": None,
    "until": None,
    "as_of": SUMMER,
    "standing": None,
    "place": "Kourou",
    "agreement": None,
    "agencies": [{**PARTIES[0], "role": "actor"}],
    "counts": {"sources": 1, "citations": 1},
}


def _chain():
    """Return an agreement and the relations around it, as a chain tells of them."""
    titles = {
        "cnes-csa-framework": "Treaty on space",
        "belgium-france-spot": "Protocol on launchers",
        "cnes-csa-balloons": "Exchange of notes",
    }
    treaty, protocol, notes = (
        {"slug": slug, "title": title, "action": None, "date": None} for slug, title in titles.items()
    )
    return protocol, [
        {"agreement": protocol, "kind": "amends", "other": treaty, "said_by": "source"},
        {"agreement": notes, "kind": "supplements", "other": protocol, "said_by": "editor"},
    ]
