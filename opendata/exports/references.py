"""References: what every format of a bibliography says of an agreement or a source.

An agreement is cited as lawyers do: by its parties, as its title names them, and by its place in a series of treaties.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from agreements.models import SourceKind
from agreements.schemes import FORMS, cited_as, series_of
from agreements.status import LegalAct
from catalogue.contents import dating_act, parties_of, type_in_words
from catalogue.document_parts import identifiers_of
from catalogue.dressing import sourced_date_of
from catalogue.reading import Body
from opendata.exports.selection import Selection
from spacecoop.dates import SourcedDate

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# (biblatex, RIS, CSL); see docs/exports.md for the reasons.
LEGAL = "legal"
TREATY = (LEGAL, "STAT", "treaty")
SOURCE_TYPES = {
    SourceKind.TREATY_TEXT: TREATY,
    SourceKind.REGISTER: ("online", "ELEC", "webpage"),
    SourceKind.PRESS_RELEASE: ("online", "ELEC", "webpage"),
    SourceKind.NEWS: ("online", "NEWS", "article-newspaper"),
    SourceKind.WEB_PAGE: ("online", "ELEC", "webpage"),
    SourceKind.REPORT: ("report", "RPRT", "report"),
    SourceKind.DATASET: ("dataset", "DATA", "dataset"),
}
# What a date of an agreement is the date of, see `dating_act`.
_DATED = {
    LegalAct.SIGNED: gettext_lazy("Date of signature: {date}."),
    LegalAct.CONCLUDED: gettext_lazy("Date of conclusion: {date}."),
    LegalAct.DATED: gettext_lazy("Date of unspecified action: {date}."),
}
_PUBLISHED = gettext_lazy("Published: {date}.")


@dataclass(frozen=True)
class Reference:
    """What the formats say of a record.

    `types`: those of biblatex, RIS and CSL. `when`: None where not stated. `cited`: where it stands in a series of
    treaties, such as “732 UNTS 3”; `number`: our own. `place`: where it was done.
    """

    key: str
    types: tuple[str, str, str]
    title: str
    url: str
    when: SourcedDate | None = None
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    genre: str = ""
    abstract: str = ""
    language: str = ""
    keywords: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cited: str = ""
    number: str = ""
    place: str = ""


def references(selection: Selection) -> Iterator[Reference]:
    as_reference = {"agreements": of_agreement, "sources": of_source}[selection.list_name]
    return map(as_reference, selection.documents())


def of_agreement(agreement: Body) -> Reference:
    act, date = dating_act(agreement)
    when = sourced_date_of(date)
    notes = [] if agreement["formal_title"] else [gettext("Descriptive title; official title not stated.")]
    notes += _note_of_date(when, _DATED[act] if act else "")
    place = date["place"] if date else ""
    notes += [gettext("Place: {place}.").format(place=place)] if place else []
    cited, others = _cited_and_others(agreement)
    title = agreement["formal_title"] or agreement["title"]
    return Reference(
        key=agreement["slug"],
        types=TREATY,
        title=title,
        url=agreement["html_url"],
        when=when,
        authors=[party["name"] for party in as_named_in(title, parties_of(agreement))],
        genre=type_in_words(agreement),
        abstract=agreement["summary"],
        keywords=[area["name"] for area in agreement["areas"]],
        notes=[*notes, *others],
        cited=cited,
        number=agreement["number"],
        place=place,
    )


def as_named_in(title: str, parties: list[Body]) -> list[Body]:
    """Return the parties in the order in which the title of the instrument names them; as they are if not all are."""
    places = [_place_in(title.casefold(), party) for party in parties]
    if None in places:
        return parties
    return [party for _, party in sorted(zip(places, parties, strict=True), key=itemgetter(0))]


def _place_in(title: str, party: Body) -> int | None:
    """Return where a title names a party: by its name, its acronym or its country; None where it does not."""
    country = party["country"]
    for name in filter(None, (party["name"], party["acronym"], country and country["name"])):
        if found := re.search(rf"\b{re.escape(name.casefold())}\b", title):
            return found.start()
    return None


def of_source(source: Body) -> Reference:
    when = sourced_date_of(source["published"])
    notes = [gettext("Reported from: {what}.").format(what=source["reported_from"])] if source["reported_from"] else []
    cited, others = _cited_and_others(source)
    return Reference(
        key=source["slug"],
        types=SOURCE_TYPES[source["kind"] or SourceKind.WEB_PAGE],
        title=source["title"],
        url=source["document_url"],
        when=when,
        publisher=source["publisher"],
        genre=str(SourceKind(source["kind"]).label) if source["kind"] else "",
        language=source["language"],
        notes=[*notes, *_note_of_date(when, _PUBLISHED), *others],
        cited=cited,
    )


def _cited_and_others(document: Body) -> tuple[str, list[str]]:
    """Return how the first series of treaties that has a record is cited, and the note of its other numbers."""
    numbers = [(identifier["scheme"], identifier["value"]) for identifier in identifiers_of(document)]
    first = min(filter(_in_series, numbers), key=lambda number: list(FORMS).index(number[0]), default=None)
    others = [cited_as(*number) for number in numbers if number != first]
    note = [gettext("Other numbers: {numbers}.").format(numbers="; ".join(others))] if others else []
    return cited_as(*first) if first else "", note


def _in_series(number: tuple[str, str]) -> bool:
    return bool(series_of(number[0]))


def _note_of_date(when: SourcedDate | None, what: "StrOrPromise") -> list[str]:
    """Return the note that says what date it is; `what`: the sentence of such a date."""
    return [str(what).format(date=when) if when else gettext("Date not stated in the sources.")]
