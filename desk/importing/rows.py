"""A row of a table as the facts that it states, each with the words that say so; everything wrong with it at once."""

import re
from dataclasses import dataclass, field
from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from agencies.models import Agency, AgencyKind, AgencyName
from agreements.models import Agreement, EventKind, Form, Identifier, Source, Title
from agreements.models.citations import PHRASE_WORDS
from agreements.models.relations import RelationKind
from agreements.schemes import NotOfScheme, cited_as, written
from desk.designations import words_of
from desk.importing.dates import read_day_of_act
from desk.importing.designations import designation_in
from desk.importing.meanings import IDENTIFIER, MEANINGS, OF_DOCUMENT, RELATION
from desk.importing.names import Unresolved
from desk.importing.parties import parts_of
from desk.importing.row_parties import (
    SIDES,
    WITH_CODE,
    is_multilateral,
    phrase_of,
    read_country,
    read_parties,
    texts_in,
    words_with,
)
from spacecoop.date_words import NotStated
from spacecoop.dates import DateNotUnderstood, bounds
from spacecoop.dates_in_words import display
from spacecoop.words import listed

ACTS = [
    *("signed", "entered_into_force", "terminated", "expired", "expiry_announced"),
    *("approved", "ratified", "notified", "registered", "provisionally_applied", "suspended", "resumed", "denounced"),
    *("replaced", "rejected", "withdrawn"),
]
DATES = {*ACTS, "founded", "source_date"}
# How long a text may be, by the fact that it becomes.
LONGEST = {
    ("agreement", "title"): Agreement._meta.get_field("title").max_length,
    ("agreement", "formal_title"): Title._meta.get_field("text").max_length,
    ("agreement", "place"): 100,
    ("agency", "name"): Agency._meta.get_field("name").max_length,
    ("agency", "acronym"): Agency._meta.get_field("acronym").max_length,
    ("agency", "native_name"): AgencyName._meta.get_field("name").max_length,
    **{
        (model, f"source_{name}"): Source._meta.get_field(name).max_length
        for model in MEANINGS
        for name in ("title", "publisher")
    },
}
LONGEST_IDENTIFIER = Identifier._meta.get_field("value").max_length


@dataclass
class StatedRow:
    """What a row states. `facts`: {name: {value, shown, phrase}}; a title of our own making is marked `is_ours`.

    `phrase`: the words of the row that say so; empty where none do, as of what a mapping says of all rows.
    `unknown`: {name that nobody has: the names most like it}.
    """

    line: int
    row_id: str
    facts: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    unknown: dict = field(default_factory=dict)
    source_address: str = ""
    document: dict = field(default_factory=dict)  # what it says of the document at that address, as a Source has it
    said: dict = field(default_factory=dict)  # text of a cell as it was meant → the words that stand there

    def value(self, name):
        return self.facts[name]["value"] if name in self.facts else None

    def state(self, name, value, phrase, shown=None):
        self.facts[name] = {"value": value, "shown": shown or value, "phrase": phrase_of(self.said.get(phrase, phrase))}

    def refuse(self, what, unresolved):
        """Note that what a name of it stands for is not known."""
        self.errors.append(f"{what}{unresolved}")
        self.unknown |= unresolved.unknown


def texts_of(cells, mapping):
    """Yield the texts of a row that names are looked for in."""
    for meaning in ("party_one", "party_two", mapping.parties_in, "parent", "country"):
        yield from parts_of(cells.get(meaning, ""))
    for text in texts_in(cells.get("parties", "")):
        yield from parts_of(text)
    yield from texts_in(cells.get("areas", ""))
    if coded := WITH_CODE.fullmatch(cells.get("country", "")):
        yield coded["name"]


def stated(line, meant, mapping, names):
    """Return the StatedRow of the Meant of a row."""
    cells = meant.cells
    row = StatedRow(line, cells.get(mapping.key, ""), source_address=cells.get("source_address", ""), said=meant.said)
    row.errors += [
        _otherwise(meaning, columns)
        for meaning, columns in meant.differing.items()
        if meaning in DATES and not _say_one_date(columns.values(), mapping)
    ]
    row.warnings += [
        _otherwise(meaning, columns) for meaning, columns in meant.differing.items() if meaning not in DATES
    ]
    if not row.row_id:
        row.errors.append(f"The row has no {mapping.key.replace('_', ' ')}, which identifies it.")
    if len(row.row_id) > 200:
        row.errors.append(f"The {mapping.key} is longer than 200 letters.")
        row.row_id = row.row_id[:200]
    for meaning, text in cells.items():
        if len(text) > LONGEST.get((mapping.model, meaning), len(text)):
            row.errors.append(
                f"The {meaning.replace('_', ' ')} is longer than {LONGEST[mapping.model, meaning]} letters."
            )
    if row.source_address:
        try:
            URLValidator(["http", "https"])(row.source_address)
        except ValidationError:
            row.errors.append(f"“{row.source_address}” is not a web address.")
            row.source_address = ""
    _read_document(row, cells, mapping)
    (_read_agreement if mapping.model == "agreement" else _read_agency)(row, cells, mapping, names)
    for scheme in mapping.identifiers:
        _read_identifier(row, scheme, cells.get(f"{IDENTIFIER}{scheme}"))
    return row


def _say_one_date(texts, mapping):
    """Tell whether texts are one date, written in several ways."""
    try:
        return len({read_day_of_act(text, mapping.dates) for text in texts}) == 1
    except DateNotUnderstood:
        return False


def _otherwise(meaning, columns):
    """Return the sentence on columns, {name: text}, of one meaning that do not say the same."""
    told = listed(f"“{column}” says “{text}”" for column, text in columns.items())
    ends = "keep one of the dates" if meaning in DATES else "the first one is used"
    return f"{_label(meaning)}: {told}; {ends}."


def _read_document(row, cells, mapping):
    """Keep what a row says of the document that it is from, which is one of its own only by its address."""
    said = {name.removeprefix("source_"): cells[name] for name in OF_DOCUMENT if name in cells}
    if said and not row.source_address:
        row.warnings.append(
            "The document of this row has no web address. The row is cited from the source of the import profile."
        )
        return
    row.document = {name: said[name] for name in ("title", "publisher") if name in said}
    if "date" in said and (published := _date_of(row, "source_date", said["date"], mapping)):
        row.document["published"] = published
    if "language" in said and (code := _language_of(row, said["language"])):
        row.document["language"] = code


def _read_identifier(row, scheme, text):
    if not text:
        return
    try:
        value = written(scheme, text)
    except NotOfScheme as error:
        row.errors.append(str(error))
        return
    if len(value) > LONGEST_IDENTIFIER:
        row.errors.append(f"The {scheme} identifier is longer than {LONGEST_IDENTIFIER} letters.")
    row.state(f"{IDENTIFIER}{scheme}", value, text, cited_as(scheme, value))


def _read_agreement(row, cells, mapping, names):
    if is_multilateral(row, cells, mapping):
        return
    for act in ACTS:
        _read_date(row, act, cells.get(act), mapping)
    read_parties(row, cells, mapping, names)
    _read_designation(row, cells, mapping)
    _read_titles(row, cells)
    _warn_of_order(row)
    for text in texts_in(cells.get("areas", "")):
        if area := names.area(text):
            row.state(f"area:{area}", f"area:{area}", text, names.areas[area])
        else:
            row.warnings.append(f"“{text}” is not a recorded cooperation area and is ignored.")
    for kind in RelationKind.values:
        for other in texts_in(cells.get(kind, "")):
            if other == row.row_id:
                row.errors.append(f"The agreement {kind} itself.")
            row.state(f"{RELATION}{kind}:{other}", f"row:{other}", other, other)
    if place := cells.get("place"):
        if "signed" in row.facts:
            row.state("place", place, place)
        else:
            row.warnings.append("The place is ignored: the row has no date of signature.")


def _read_date(row, name, text, mapping):
    if text and (edtf := _date_of(row, name, text, mapping)):
        row.state(name, edtf, text, display(edtf))


def _date_of(row, name, text, mapping):
    """Return EDTF for a date; None, with an error, for what is none."""
    try:
        return read_day_of_act(text, mapping.dates)
    except NotStated:
        return None
    except DateNotUnderstood as error:
        row.errors.append(f"{_label(name)}: {error}")
        return None


def _read_designation(row, cells, mapping):
    """State what it is called: what the mapping says of a value, else what the words of the title or its column tell.

    A row that tells nothing is called what the mapping says of all, and else nothing.
    """
    text, title = cells.get("designation", ""), cells.get("formal_title") or cells.get("title", "")
    if code := mapping.kinds.get(text.lower()):
        row.state("designation", code, text, words_of(code))
        return
    for words in (title, text):
        if found := designation_in(words):
            code, first, end = found
            row.state("designation", code, words_with(words, first, end), words_of(code))
            return
    if mapping.kind:
        row.state("designation", mapping.kind, "", words_of(mapping.kind))


def _read_titles(row, cells):
    """State the official title, and a descriptive one: the origin's if it is short, else one of our own words."""
    title, formal = cells.get("title", ""), cells.get("formal_title", "")
    if not (title or formal):
        row.errors.append("The row has no title.")
        return
    if title and len(title.split()) > PHRASE_WORDS:
        title, formal = "", formal or title
    if formal:
        row.state("formal_title", formal, formal)
        if text := cells.get("language"):
            row.facts["formal_title"]["language"] = _language_of(row, text)
    if title or all(side in row.facts for side in SIDES):
        row.state("title", title or _title_of(row), title or formal)
        row.facts["title"]["is_ours"] = not title


def _language_of(row, text):
    """Return the code of a language, given by it or by the English name; None, with an error, for what is none."""
    code = text.lower() if re.fullmatch("[A-Za-z]{2,3}", text) else _languages().get(text.lower())
    if not code:
        row.errors.append(f"“{text}” is not a language. Write its code, such as fr, or its name in English.")
    return code


@cache
def _languages():
    """Return {English name in small letters: code of two letters}."""
    return {name.lower(): code for code, name in Locale("en").languages.items() if len(code) == 2}


def _title_of(row):
    """Return a title of our own: “Exchange of notes of Brazil and United States, 10 September 1968”."""
    code = row.value("designation") or Form.AGREEMENT
    called = "agreement" if code == Form.OTHER else words_of(code)
    sides = " and ".join(row.facts[side]["shown"] for side in SIDES)
    dated = next((row.facts[act]["shown"] for act in ACTS[:2] if act in row.facts), "")
    title = f"{called.capitalize()} of {sides}"[:160]
    return f"{title}, {dated}" if dated else title


def _warn_of_order(row):
    signed = row.value("signed")
    for act in ACTS[1:]:
        if signed and row.value(act) and _ends_before(row.value(act), signed):
            row.warnings.append(
                f"{_label(act)} on {row.facts[act]['shown']}, before the signature on {row.facts['signed']['shown']}."
            )


def _ends_before(date, other):
    last, first = bounds(date)[1], bounds(other)[0]
    return last is not None and first is not None and last < first


def _label(act):
    return str(EventKind(act).label).capitalize() if act in EventKind.values else act.replace("_", " ").capitalize()


def _read_agency(row, cells, mapping, names):
    if not cells.get("name"):
        row.errors.append("The row has no name.")
        return
    for name in ("name", "acronym", "native_name"):
        if text := cells.get(name):
            row.state(name, text, text)
    kind = mapping.kinds.get(cells.get("kind", "").lower())
    if cells.get("kind") and not kind:
        row.errors.append(f"Unknown type “{cells['kind']}”. Add it to “kinds” in the import profile.")
    kind = kind or mapping.kind or AgencyKind.OTHER
    row.state("kind", kind, cells.get("kind", ""))
    _read_date(row, "founded", cells.get("founded"), mapping)
    if (text := cells.get("country")) and (code := read_country(row, text, mapping, names)):
        row.state("country", f"country:{code}", text, names.shown(f"country:{code}"))
        if kind == AgencyKind.STATE and AgencyKind.of_country(code) != kind:
            row.errors.append(
                f"“{text}” is a territory, not a state. Set its type under “kinds” in the import profile."
            )
    if text := cells.get("parent"):
        try:
            value = names.party(text)
        except Unresolved as error:
            row.refuse("Parent: ", error)
        else:
            row.state("parent", value, text, names.shown(value))
