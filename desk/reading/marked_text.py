"""A text as the page shows it: pieces, of which some are marks with what may be done with them.

Its marks are kept with it: it is read again only where it, the names that we know or our grammar have changed.
"""

import json
import tempfile
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from agencies.countries import successors_of
from agencies.models import Agency, AgencyKind, Country, Person
from agreements.models import Area, EventKind, Mission, RelationKind, Term
from agreements.models.citations import PHRASE_WORDS
from agreements.schemes import cited_as
from agreements.status import LegalAct
from desk.designations import words_of
from desk.models import SourceText
from desk.reading.acts import parts_of_acts
from desk.reading.dates import LANGUAGES
from desk.reading.documents import language_name
from desk.reading.entered import used_marks
from desk.reading.known_names import known_names
from desk.reading.marks import Mark, mark_from
from desk.reading.phrases import LONGEST, phrase_around
from desk.reading.ties import ties
from desk.sandbox import NotReadable, answers
from spacecoop.dates_in_words import display
from spacecoop.fields import Basis

MODELS = {"country": Country, "agency": Agency, "mission": Mission, "area": Area, "person": Person}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of the text; `mark` is None for those that say nothing to us.

    `choices`: JSON, a list of {kind, value, label, short, basis}; `number`: of the mark in the text; `parts`: JSON, the
    Parts of an act; `is_used`: something that is stored is cited with it.
    """

    text: str
    mark: Mark | None = None
    phrase: str = ""
    choices: str = ""
    title: str = ""
    number: int = 0
    parts: str = ""
    is_used: bool = False

    @property
    def is_clause(self):
        return self.mark.kind in ("relation", "term", "identifier")

    @property
    def state(self):
        is_certain = self.mark.is_certain and not self.mark.is_denied
        state = "certain" if is_certain else "asked" if self.mark.candidates else "open"
        return f"{state} used" if self.is_used else state


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
        _keep(text, [], f"Nothing is highlighted: texts in {language_name(text.language)} cannot be read.", "")
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
            marks = list(answers("desk.reading.marks:read", file, instead="add only the relevant part"))
            _keep(text, marks, "", state)
        except NotReadable as refusal:
            _keep(text, [], f"Nothing is highlighted. {refusal}", state)


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


def pieces_of(text, cited=()):
    """Return (pieces of a SourceText in order, the records that it names); `cited`: the Citations of its source.

    Cost: one query for each kind of record, three for people, three for the agreements that others are tied to.
    """
    marks = [mark_from(kept) for kept in text.marks]
    records, parts = _records(marks), parts_of_acts(text.text, marks, text.language)
    tied, used = ties(text.text, marks), used_marks(text.text, marks, cited)
    pieces, at = [], 0
    for number, mark in enumerate(marks):
        if mark.start > at:
            pieces.append(Piece(text.text[at : mark.start]))
        own = json.dumps([asdict(part) for part in parts.get(number, ())])
        pieces.append(_piece(text.text, mark, records, tied.get(number, [])))
        pieces[-1] = replace(pieces[-1], number=number, parts=own, is_used=number in used)
        at = mark.end
    pieces.append(Piece(text.text[at:]))
    known = {value: Known(value, label) for value, label, _ in records.values()}
    return pieces, sorted(known.values(), key=lambda record: record.label.casefold())


def date_line_of(text):
    """Return the line that says a SourceText's own date, where one does and is short enough to be quoted; else ""."""
    for mark in map(mark_from, text.marks):
        is_its_own = mark.kind == "date" and mark.is_certain and mark.candidates[0].basis == Basis.STATED
        if is_its_own and mark.candidates[0].value == text.published:
            line = text.text[text.text.rfind("\n", 0, mark.start) + 1 :].partition("\n")[0].strip()
            if len(line.split()) <= PHRASE_WORDS and len(line) <= LONGEST:
                return line
    return ""


def _piece(text, mark, records, ties):
    choices = [_choice(candidate, records) for candidate in mark.candidates if candidate.kind != "relation"]
    choices = [*(choice for choice in choices if choice), *map(_tie, ties)]
    says = " or ".join(choice["label"] for choice in choices)
    denied = "the text denies it" if mark.is_denied and mark.kind == "act" else ""
    kind = {"act": "action", "body": "new organisation", "person": "new person"}.get(mark.kind, mark.kind)
    title = ": ".join(filter(None, [kind, says]))
    title += "".join(
        f" ({remark})" for remark in (mark.modality if mark.kind == "act" else "", mark.note, denied) if remark
    )
    phrase = phrase_around(text, mark.start, mark.end, mark.sentence)
    return Piece(text[mark.start : mark.end], mark, phrase, json.dumps(choices), title)


def _tie(tie):
    kind, other = tie
    label = f"{RelationKind(kind).label}: {other}" if other else f"{RelationKind(kind).label} another agreement"
    return {"kind": "relation", "value": kind, "record": other.slug if other else "", "label": label, "short": label}


def _choice(candidate, records):
    choice = {"kind": candidate.kind, "value": candidate.value, "basis": candidate.basis}
    if candidate.kind == "date":
        derived = " (derived from the document's date)" if candidate.basis == "derived" else ""
        return choice | {"label": display(candidate.value) + derived, "short": candidate.value}
    if candidate.kind == "place":
        return choice | {"label": f"{candidate.value} (place)", "short": candidate.value}
    if candidate.kind == "term":
        field = Term._meta.get_field(candidate.value[0])
        value = str(dict(field.choices or ()).get(candidate.value[1], candidate.value[1]))
        return choice | {"label": f"{field.verbose_name}: {value}", "short": value}
    if candidate.kind == "identifier":
        label = cited_as(*candidate.value)
        return choice | {"label": label, "short": label}
    if candidate.kind in ("act", "instrument"):
        is_act = candidate.kind == "act"
        label = str(EventKind(candidate.value).label) if is_act else words_of(candidate.value)
        return choice | {"label": label, "short": label, "legal": is_act and candidate.value in LegalAct.values}
    if candidate.kind == "body":
        return choice | _body(candidate.value, records)
    if candidate.kind == "new_person":
        name = candidate.value
        return choice | {"label": name, "short": name, "new": {"what": "person:", "name": name}}
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
        kind = AgencyKind.of_country(record.code)
        told = f"former state; successors: {later}" if later else f"{kind}; added with its first agreement"
        return record.code, f"{record} ({told})", str(record)
    if kind == "person":
        positions = [f"{position.title} of {position.agency.short_name}" for position in record.positions.all()]
        return record.slug, ", ".join([record.name, *dict.fromkeys(positions)]), record.name
    if kind == "agency":
        is_land = record.kind in (AgencyKind.STATE, AgencyKind.TERRITORY)
        return record.slug, f"{record} ({record.kind})" if is_land else str(record), record.short_name
    return record.slug, str(record), str(record)
