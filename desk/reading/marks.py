"""Marks in a text: its names, dates, instruments and acts, with what each may stand for.

    >>> reading = read_text(text, names, language="fr", published="2018-06-25")

Pure Python: what the knowledge base knows comes in as a `NameIndex`. What is read is somebody else's: `read` is a task
of the sandbox, and what it gives is kept with the text.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import IO, Any

from agreements.status import LegalAct
from desk.reading.bodies import find_bodies
from desk.reading.clauses import find_clauses
from desk.reading.dates import find_dates
from desk.reading.names import SURNAME_ALONE, FoundName, Name, NameIndex, fold
from desk.reading.people import find_people
from desk.reading.places import find_places, is_country_led_to
from desk.reading.sentences import sentences
from desk.reading.vocabulary import DENIED, FoundWord, Modalities, act_as, find_words, longest_apart

Span = tuple[int, int]
OPEN_FORM = "a general word: the text may state a type elsewhere"
MANY_FORMS = "several types possible"
MANY_NAMES = "the beginning of the name is not clear"
# Acts of those who sign.
BY_PEOPLE = {LegalAct.SIGNED, LegalAct.CONCLUDED, LegalAct.NOTE_SENT, LegalAct.EXTENDED, LegalAct.AMENDED}
AT_A_PLACE = {LegalAct.SIGNED, LegalAct.CONCLUDED, LegalAct.EXTENDED, LegalAct.AMENDED, "meeting"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a mark may stand for: `kind` is a model's name, or what the mark is.

    `value`: its key or text; of a body that is new its name, acronym, country's code and kind, empty: not stated; of
    somebody new (“new_person”) the name; of a relation its kind; of a term and an identifier two, field or scheme and
    value.
    `basis`: of a date, “stated” or “derived”.
    """

    kind: str
    value: object
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text that says something.

    `kind`: “name”, “body”, “person”, “date”, “place”, “instrument”, “act”, “relation”, “term” or “identifier”; a body
    and a person are new here.

    `modality`: how its sentence puts it, None where nothing tells; `is_denied`: the sentence says that it is not so.
    """

    start: int
    end: int
    kind: str
    candidates: tuple[Candidate, ...]
    sentence: Span | tuple[()]
    modality: str | None = None
    is_denied: bool = False
    note: str = ""

    @property
    def is_certain(self) -> bool:
        return len(self.candidates) == 1 and not self.note


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its sentences, as (start, end), and its marks in order; no two marks share a letter."""

    text: str
    sentences: tuple[Span, ...]
    marks: tuple[Mark, ...]


def read(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the marks of a text as JSON; `file`: JSON, the arguments of `read_text` by their names."""
    asked = json.load(file)
    names = NameIndex(Name(*name) for name in asked.pop("names"))
    for mark in read_text(names=names, **asked).marks:
        yield asdict(mark)


def mark_from(kept: dict[str, Any]) -> Mark:
    """Return the Mark that JSON tells."""
    candidates = tuple(
        Candidate(**candidate | {"value": tuple(value) if isinstance(value := candidate["value"], list) else value})
        for candidate in kept["candidates"]
    )
    return Mark(**kept | {"candidates": candidates, "sentence": tuple(kept["sentence"])})


def read_text(text: str, names: NameIndex, language: str = "en", published: str | None = None) -> Reading:
    """Mark what `text` says.

    `names`: the NameIndex of what is known; `published`: the source's own date as EDTF, for dates relative to it.
    """
    spans = sentences(text)
    words = find_words(text, language)
    acts = [word for word in words if word.kind == "act"]
    modalities = Modalities(text, language, spans, acts)
    found = names.find(text, language, frozenset(start for start, _ in spans))
    named = [_name_mark(name) for name in found]
    marks = [
        *_date_marks(text, language, published, modalities),
        *_instrument_marks(words),
        *_act_marks(acts, modalities),
        *named,
        *_body_marks(text, language, named),
    ]
    placed = list(_placed(text, language, marks, spans))
    surnames = {(name.start, name.end) for name in found if name.is_surname}
    placed = list(_with_people(text, language, placed, spans, surnames))
    placed += _clause_marks(text, language, placed, spans)
    return Reading(text, tuple(spans), tuple(_apart(text, placed, spans, modalities)))


def _name_mark(found: FoundName) -> Mark:
    candidates = tuple(Candidate(name.kind, name.key) for name in found.names)
    return Mark(found.start, found.end, "name", candidates, (), note=found.note)


def _body_marks(text: str, language: str, named: Iterable[Mark]) -> Iterator[Mark]:
    known = [(mark.start, mark.end) for mark in named if mark.candidates[0].kind not in ("country", "area")]
    for found in find_bodies(text, language, known):
        body = Candidate("body", (found.name, found.acronym, found.country, found.kind))
        yield Mark(found.start, found.end, "body", (body,), ())


def _date_marks(text: str, language: str, published: str | None, modalities: Modalities) -> Iterator[Mark]:
    for found in find_dates(text, language, published, modalities.at):
        candidates = tuple(Candidate("date", edtf, basis) for edtf, basis in found.readings)
        yield Mark(found.start, found.end, "date", candidates, (), note=str(found.note))


def _instrument_marks(words: Iterable[FoundWord]) -> Iterator[Mark]:
    for word in words:
        if word.kind == "instrument":
            candidates = tuple(Candidate("instrument", value) for value in word.value.rstrip("?").split("|"))
            note = OPEN_FORM if word.value.endswith("?") else MANY_FORMS if len(candidates) > 1 else ""
            yield Mark(word.start, word.end, "instrument", candidates, (), note=note)


def _act_marks(acts: Sequence[FoundWord], modalities: Modalities) -> Iterator[Mark]:
    for act, said in zip(acts, modalities.of_acts, strict=True):
        value, modality = act_as(act.value, said)
        candidates = (Candidate("act", value),)
        yield Mark(act.start, act.end, "act", candidates, (), modality=modality, is_denied=said == DENIED)


def _clause_marks(text: str, language: str, marks: Sequence[Mark], spans: Sequence[Span]) -> Iterator[Mark]:
    """Yield the marks of what is clear of relations, terms and numbers, where no other mark stands.

    How long something holds is marked in sentences that speak of an agreement or of an act that is of one.
    """
    taken, starts = bytearray(len(text)), [start for start, _ in spans]
    for mark in marks:
        taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    legal = [
        mark
        for mark in marks
        if mark.kind == "instrument" or (mark.kind == "act" and mark.candidates[0].value in LegalAct.values)
    ]
    speaking = {bisect_right(starts, mark.start) for mark in legal}
    instruments = [(mark.start, mark.end) for mark in legal if mark.kind == "instrument"]
    for found in find_clauses(text, language, instruments):
        # “por mutuo acuerdo” is no agreement, and “с возможностью продления” no extension.
        may_hold = found.kind == "identifier" or "renewal" in found.value or "condition" in found.value
        is_free = may_hold or not any(taken[found.start : found.end])
        if is_free and (found.kind != "term" or bisect_right(starts, found.start) in speaking):
            value = found.value[0] if found.kind == "relation" else found.value
            yield Mark(found.start, found.end, found.kind, (Candidate(found.kind, value),), ())


def _placed(text: str, language: str, marks: Sequence[Mark], spans: Sequence[Span]) -> Iterator[Mark]:
    """Yield the marks, and the places in sentences with an act that has one; a country there is no party."""
    starts, taken, dated = [start for start, _ in spans], bytearray(len(text)), bytearray(len(text))
    acts = [mark for mark in marks if mark.kind == "act" and mark.candidates[0].value in AT_A_PLACE]
    with_act = {bisect_right(starts, act.start) for act in acts}
    for mark in marks:
        if mark.kind != "act":
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        if mark.kind == "date":
            dated[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        written = text[mark.start : mark.end]
        is_with_act = mark.kind == "name" and bisect_right(starts, mark.start) in with_act
        if is_with_act and is_country_led_to(text, mark.start, written, language):
            others = (candidate for candidate in mark.candidates if candidate.kind != "agency")
            mark = replace(mark, candidates=(Candidate("place", written), *others))
        yield mark
    for start, end, place in find_places(text, language, dated):
        if bisect_right(starts, start) in with_act and not taken[start]:
            yield Mark(start, end, "place", (Candidate("place", place),), ())


def _with_people(
    text: str, language: str, marks: Sequence[Mark], spans: Sequence[Span], surnames: Collection[Span]
) -> Iterator[Mark]:
    """Yield the marks, and those of people who are new, of sentences in which somebody signs.

    `surnames`: (start, end) of those that stand alone; whose they are is doubtful where somebody new has one.
    """
    starts = [start for start, _ in spans]
    acts = [mark for mark in marks if mark.kind == "act"]
    signing = [mark for mark in acts if mark.candidates[0].value in BY_PEOPLE]
    taken = [(mark.start, mark.end) for mark in marks if (mark.start, mark.end) not in surnames]
    told = sorted({spans[bisect_right(starts, mark.start) - 1] for mark in signing})
    people = find_people(text, language, taken, [mark.start for mark in acts], told)
    namesakes = {fold(name).split()[-1] for person in people for name in person.names}
    for mark in marks:
        is_doubtful = (mark.start, mark.end) in surnames and fold(text[mark.start : mark.end]).split()[-1] in namesakes
        yield replace(mark, note=SURNAME_ALONE) if is_doubtful else mark
    for person in people:
        candidates = tuple(Candidate("new_person", name) for name in person.names)
        yield Mark(person.start, person.end, "person", candidates, (), note=MANY_NAMES if len(candidates) > 1 else "")


def _around(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Shorten acts that close around other marks to what follows those: of “tritt am 1. Mai in Kraft”, “in Kraft”."""
    marks = list(marks)
    others = sorted((mark.start, mark.end) for mark in marks if mark.kind != "act")
    for mark in marks:
        if mark.kind == "act":
            inner = others[bisect_right(others, (mark.start, len(text))) : bisect_left(others, (mark.end, 0))]
            start = max((end for _, end in inner if end < mark.end), default=mark.start)
            start += len(text[start : mark.end]) - len(text[start : mark.end].lstrip())
            mark = replace(mark, start=start)
        yield mark


def _apart(text: str, marks: Iterable[Mark], spans: Sequence[Span], modalities: Modalities) -> Iterator[Mark]:
    """Yield the marks in order with their sentences and modalities; of two that overlap the longer."""
    starts = [start for start, _ in spans]
    for mark in longest_apart(_around(text, marks), len(text)):
        modality = modalities.at(mark.start)
        yield replace(
            mark,
            sentence=spans[bisect_right(starts, mark.start) - 1],
            modality=mark.modality if mark.kind == "act" else modality if modality != DENIED else None,
            is_denied=mark.is_denied if mark.kind == "act" else modality == DENIED,
        )
