"""A text as the page shows it: pieces, of which some are marks with what may be done with them.

Its marks are kept with it: it is read again only where it, the names that we know or our grammar have changed.
"""

import json
import tempfile
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from agencies.countries import successors_of
from agencies.models import Agency, AgencyKind, Country, Person
from agreements.models import Area, EventKind, Mission
from desk.designations import words_of
from desk.models import SourceText
from desk.reading.dates import LANGUAGES
from desk.reading.documents import language_name
from desk.reading.known_names import known_names
from desk.reading.marks import Mark, mark_from
from desk.reading.phrases import phrase_around
from desk.sandbox import NotReadable, answers
from spacecoop.dates import display

MODELS = {"country": Country, "agency": Agency, "mission": Mission, "area": Area, "person": Person}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of the text; `mark` is None for those that say nothing to us.

    `choices`: JSON, a list of {kind, value, label, short, basis}.
    """

    text: str
    mark: Mark | None = None
    phrase: str = ""
    choices: str = ""
    title: str = ""

    @property
    def state(self):
        if self.mark.is_certain and not self.mark.is_denied:
            return "certain"
        return "asked" if self.mark.candidates else "open"


@dataclass(frozen=True, slots=True)
class Known:
    """A record that the text names, to be chosen from as one types."""

    value: str
    label: str


def bring_marks_up_to_date(text):
    """Read a SourceText where its marks are not of what is known now.

    Cost: two queries; a process of its own, a second or more, where it is read. A text that takes too long has no
    marks, and is not tried again before something changes.
    """
    if text.language not in LANGUAGES:
        _keep(text, [], f"Not marked, since {language_name(text.language)} is not among the languages read.", "")
        return
    asked = {
        "text": text.text,
        "language": text.language,
        "published": text.published,
        "names": known_names(text.language),
    }
    content = json.dumps(asked).encode()
    state = blake2b(content + _grammar(), digest_size=16).hexdigest()
    if text.marked_in == state:
        return
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        try:
            marks = list(answers("desk.reading.marks:read", file, instead="bring the part that counts"))
            _keep(text, marks, "", state)
        except NotReadable as refusal:
            _keep(text, [], f"Nothing is marked in it. {refusal}", state)


def _keep(text, marks, not_marked, state):
    kept = {"marks": marks, "not_marked": not_marked, "marked_in": state}
    if kept != {name: getattr(text, name) for name in kept}:
        SourceText.objects.filter(pk=text.pk).update(**kept)
    for name, value in kept.items():
        setattr(text, name, value)


@cache
def _grammar():
    """Return a mark of the code that reads."""
    mark = blake2b(digest_size=8)
    for file in sorted(Path(__file__).parent.iterdir()):
        if file.is_file():
            mark.update(file.read_bytes())
    return mark.digest()


def pieces_of(text):
    """Return (pieces of a SourceText in order, the records that it names).

    Cost: one query for each kind of record, three for people.
    """
    marks = [mark_from(kept) for kept in text.marks]
    records = _records(marks)
    pieces, at = [], 0
    for mark in marks:
        if mark.start > at:
            pieces.append(Piece(text.text[at : mark.start]))
        pieces.append(_piece(text.text, mark, records))
        at = mark.end
    pieces.append(Piece(text.text[at:]))
    known = {value: Known(value, label) for value, label, _ in records.values()}
    return pieces, sorted(known.values(), key=lambda one: one.label.casefold())


def _piece(text, mark, records):
    choices = [_choice(candidate, records) for candidate in mark.candidates]
    choices = [choice for choice in choices if choice]
    says = " or ".join(choice["label"] for choice in choices)
    denied = "the text denies it" if mark.is_denied and mark.kind == "act" else ""
    title = ": ".join(filter(None, ["new organisation" if mark.kind == "body" else mark.kind, says]))
    title += "".join(f" ({one})" for one in (mark.modality if mark.kind == "act" else "", mark.note, denied) if one)
    phrase = phrase_around(text, mark.start, mark.end, mark.sentence)
    return Piece(text[mark.start : mark.end], mark, phrase, json.dumps(choices), title)


def _choice(candidate, records):
    choice = {"kind": candidate.kind, "value": candidate.value, "basis": candidate.basis}
    if candidate.kind == "date":
        derived = " (derived from the document's date)" if candidate.basis == "derived" else ""
        return choice | {"label": display(candidate.value) + derived, "short": candidate.value}
    if candidate.kind == "place":
        return choice | {"label": f"{candidate.value} (place)", "short": candidate.value}
    if candidate.kind in ("act", "instrument"):
        label = EventKind(candidate.value).label if candidate.kind == "act" else words_of(candidate.value)
        return choice | {"label": label, "short": label}
    if candidate.kind == "body":
        return choice | _body(candidate.value, records)
    if (candidate.kind, candidate.value) not in records:
        return None
    value, label, short = records[candidate.kind, candidate.value]
    return choice | {"value": value, "label": label, "short": short}


def _body(body, records):
    """Return what a body that is new is called, and under “new” what fills its form."""
    name, acronym, country, kind = body
    _, _, of = records.get(("body", country), ("", "", ""))
    return {
        "value": name,
        "label": ", ".join(filter(None, [f"{name} ({acronym})" if acronym else name, of])),
        "short": acronym or name,
        "new": {"what": f"agency:{kind}", "name": name, "acronym": acronym, "country": country},
    }


def _records(marks):
    """Return {(kind, key): (how a form names it, label, short name)} of the records that are named.

    Of bodies that are new the countries, by “body” and their codes.
    """
    keys, bodies = {}, [candidate for mark in marks for candidate in mark.candidates if candidate.kind == "body"]
    for mark in marks:
        for candidate in mark.candidates:
            if candidate.kind in MODELS:
                keys.setdefault(candidate.kind, set()).add(candidate.value)
    found = {}
    for kind, wanted in keys.items():
        known = Person.objects.prefetch_related("positions__agency") if kind == "person" else MODELS[kind].objects
        records = known.in_bulk(wanted)
        for key, record in records.items():
            found[kind, key] = _named(kind, record)
    for country in Country.objects.filter(code__in={body.value[2] for body in bodies}) if bodies else ():
        found["body", country.code] = _named("country", country)
    return found


def _named(kind, record):
    if kind == "country":
        later = ", ".join(successors_of(record.code))
        told = f"a former state; after it: {later}" if later else "the state, entered with the first agreement"
        return record.code, f"{record} ({told})", str(record)
    if kind == "person":
        positions = [f"{position.title} of {position.agency.short_name}" for position in record.positions.all()]
        return record.slug, ", ".join([record.name, *dict.fromkeys(positions)]), record.name
    if kind == "agency":
        is_state = record.kind == AgencyKind.STATE
        return record.slug, f"{record} (state)" if is_state else str(record), record.short_name
    return record.slug, str(record), str(record)
