"""The design as it is: the tokens of `static/tokens.css` with their contrasts, and made-up content for every part.

No record is read: the page shows the same on an empty database, and costs the question for the revision alone.
"""

import re
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator

from agencies.models import Agency, AgencyKind, Country
from agreements.history import Changed
from agreements.models import Agreement, Citation, Modality, Party, Relation, Source
from agreements.status import LegalAct, Status, StatusCode
from catalogue.facets import Facet, Option
from pages.evidence import Marks
from pages.pictures.bars import bars_of
from pages.pictures.relations import relations_drawing
from pages.pictures.styles import tokens
from spacecoop.dates import sourced
from spacecoop.filters import DayField

# What each colour is for.
PURPOSES = {
    "paper": "the page",
    "leaf": "what is set apart: header, status, questions",
    "wash": "what is chosen, marked or pointed at",
    "ink": "text",
    "quiet": "what is less important, and what is not stated",
    "accent": "links, marks, facts; the only one of its kind",
    "on-accent": "text on the accent",
    "wrong": "what was not understood",
    "rule": "lines between things",
    "edge": "the outline of what can be used",
}
TEXTS, PAPERS = ["ink", "quiet", "accent", "wrong"], ["paper", "leaf", "wash"]
# What WCAG 2.2 AA asks of text, and of the outline of a control.
TEXT_CONTRAST, OUTLINE_CONTRAST = 4.5, 3
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


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21. Source: WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
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


class Sample(SimpleNamespace):
    """A made-up record: what a part asks of a real one, and nothing else."""

    def __str__(self):
        return self.title


def led_to(address, *records):
    """Return made-up records with the address of a page that there is."""
    for record in records:
        record.get_absolute_url = address
    return records


class DayForm(forms.Form):
    """A form of one field, to be shown with an error."""

    on = DayField(label="On", help_text="Write a day, such as 2022-03-01.")


def sample_content():
    """Return what the page of the design shows."""
    source, other_source = _sources()
    citations = [_citation(source, 1), _citation(source, 2), _citation(other_source, 3)]
    agencies = _agencies()
    parties = [Party(agency=agency) for agency in agencies]
    for party, citation in zip(parties, citations, strict=False):
        party.evidence = [citation]
    agreement, chain = _chain()
    return {
        "colours": colours(),
        "type_sizes": [(name, value) for name, value in lengths() if name in TYPE_SIZES],
        "spaces": sorted([*lengths("space-"), *lengths("gap")], key=lambda space: float(space[1].removesuffix("rem"))),
        "modalities": [_event(modality, None) for modality in Modality],
        "statuses": [Status(code, date(2026, 1, 1), "Because a source says so.") for code in StatusCode],
        "dates": [
            ("a day", sourced("2000-12-20")),
            ("a month", sourced("2021-12")),
            ("a season", sourced("2022-22")),
            ("uncertain", sourced("1997?")),
            ("about", sourced("1997~")),
            ("a span", sourced("2002-10/2002-11")),
            ("an open end", sourced("1979/..")),
            ("year inferred", sourced("2021-01-19", "derived")),
            ("not stated", None),
        ],
        "parties": parties,
        "citations": citations,
        "evidence": citations,
        "entry": _entry(agencies),
        "events": [_event(modality, sourced("2022-22")) for modality in Modality],
        "source": Sample(
            title=source.title,
            get_absolute_url="/about/design/",
            publisher=source.publisher,
            get_kind_display=source.get_kind_display(),
            language="en",
            relays="what another paper had said",
            published_on=sourced("2001-03"),
            fact_count=12,
        ),
        "hit": Sample(
            title_parts=[("Agreement on ", False), ("balloons", True)],
            snippet_parts=[("… scientific ", False), ("balloons", True), (" over the sea …", False)],
            card=Sample(url="#sample-hit", kind="agreement", subtitle="signed 1997"),
        ),
        "facets": [
            Facet("kind", [Option("treaty", 3, (), True, ""), Option("exchange of notes", 12, (), False, "")]),
            Facet("not_stated", [Option("signed", 7, (), False, "")]),
        ],
        "form": DayForm({"on": "yesterday"}, auto_id="sample_%s"),
        "found": Sample(
            active=[("kind", "treaty")],
            filters={"kind": Sample(label="Kind")},
            form=Sample(errors={}, fields={"kind": Sample()}),
            undecided=2,
        ),
        "page": Paginator(range(120), 50).page(2),
        "bars": bars_of(
            [("Earth observation", 42, "#sample-bars"), ("Launchers", 17, "#sample-bars")],
            unstated=("Not stated", 9, "#sample-bars"),
        ),
        "days": [
            (date(2026, 2, 3), [Changed(date(2026, 2, 3), "event", "changed", 1, "Signature in Moscow")]),
            (date(2026, 2, 1), [Changed(date(2026, 2, 1), "citations", "added", 12, "")]),
        ],
        "agreement": agreement,
        "drawing": relations_drawing(agreement, chain),
    }


TYPE_SIZES = ["raised", "tiny", "small", "body", "large", "heading", "title"]


def _agencies():
    countries = led_to("/countries/", Country(code="BE", name="Belgium"), Country(code="FR", name="France"))
    names = [("First Space Agency", "FSA"), ("Second Space Agency", "SSA")]
    agencies = (
        Agency(name=name, acronym=acronym, kind=AgencyKind.SPACE_AGENCY, country=country)
        for (name, acronym), country in zip(names, countries, strict=True)
    )
    return led_to("/agencies/", *agencies)


def _sources():
    titles = {"A report on what two agencies agreed": "A state", "An article printed the day after": "A paper"}
    sources = (
        Source(pk=key, title=title, publisher=publisher, kind="report", address="https://example.org/")
        for key, (title, publisher) in enumerate(titles.items(), start=1)
    )
    return led_to("/sources/", *sources)


def _citation(source, number):
    citation = Citation(source=source, phrase=f"key phrase number {number} of the text")
    citation.number, citation.marks = number, Marks(number)
    return citation


def _event(modality, when):
    return Sample(
        title=f"An event that is {modality.label}",
        get_absolute_url="#sample-timeline",
        modality=modality,
        get_modality_display=modality.label,
        get_kind_display="launch",
        when=when,
        said_on=None if modality in Modality.facts() else sourced("2021-01-20"),
        is_fact=modality in Modality.facts(),
        place="Kourou",
    )


def _entry(agencies):
    return Sample(
        title="Agreement on scientific balloons",
        get_absolute_url="#sample-entries",
        principals=[Party(agency=agency) for agency in agencies],
        get_kind_display="framework agreement",
        get_level_display="between agencies",
        note_ranges=[(1, 3)],
        source_count=2,
        dates={LegalAct.SIGNED: None},
        legal_acts=[
            Sample(modality=Modality.ANNOUNCED, get_kind_display="expiry announced", when=sourced("2021-12", "derived"))
        ],
        status_now=Status(StatusCode.UNKNOWN, date(2026, 1, 1), "The expiry was announced; no later source."),
    )


def _chain():
    """Return an agreement and the relations around it."""
    titles = ("Treaty on space", "Protocol on launchers", "Exchange of notes")
    agreements = (Agreement(pk=key, title=title) for key, title in enumerate(titles, start=1))
    treaty, protocol, notes = led_to("/agreements/", *agreements)
    relations = [
        Relation(agreement=protocol, kind="amends", other=treaty, said_by="source"),
        Relation(agreement=notes, kind="supplements", other=protocol, said_by="curator"),
    ]
    for relation in relations:
        relation.first_act = relation.others_first_act = None
    return protocol, relations
