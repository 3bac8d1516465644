"""How well the labelled texts of `texts/` are read; run with `-s` to see the figures.

A label is a phrase of the text and what it says. Labels stand in the order of the text. A mark is right if it touches
the phrase and says the same: the same candidates, the same EDTF with the same basis, the same kind.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from agencies.countries import names_in_text
from desk.reading.marks import read_text
from desk.reading.names import Name, NameIndex
from desk.reading.own_dates import own_date

FOLDER = Path(__file__).parent
TODAY = date(2026, 1, 1)
GROUPS = ("names", "bodies", "dates", "instruments", "acts", "places")
# At least what is read right, of what is marked and of what is labelled; “bodies”: those that are new.
WANTED = {
    "names": (0.97, 0.97),
    "bodies": (0.9, 0.8),
    "dates": (0.97, 0.97),
    "instruments": (0.95, 0.95),
    "acts": (0.93, 0.93),
    "modality": (0.95, 0.95),
}
HEAD = re.compile(r"== (?P<language>\w\w) own=(?P<own>\S+)\n")
LABEL = re.compile(r"\[\[(?P<words>[^|\]]+)\|(?P<kind>\w)(?::(?P<said>[^\]]*))?\]\]")
KINDS = {group[0]: group for group in GROUPS}
GROUP_OF = {"body": "bodies", **{group[:-1]: group for group in GROUPS if group != "bodies"}}


@dataclass(frozen=True)
class Text:
    """A text with its labels, {group: (start, end, what is said)}; `own`: its own date, “” where nobody has said it."""

    name: str
    part: str
    language: str
    content: str
    published: str | None
    own: str | None
    labels: dict = field(hash=False, compare=False)


def texts():
    """Yield the labelled texts: pairs of a file and its labels, and those that stand in one file, labels inside."""
    for path in sorted((FOLDER / "texts").glob("*.yaml")):
        said, content = yaml.safe_load(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text("utf-8")
        labels = {group: list(located(content, said[group])) for group in GROUPS if group in said}
        yield Text(
            path.stem,
            "unseen" if "unseen" in said else "seen",
            said["language"],
            content,
            said["published"],
            "",
            labels,
        )
    for part in ("held", "seen"):
        _, *pieces = re.split(r"(?m)^(?=== )", (FOLDER / "texts" / f"{part}.txt").read_text(encoding="utf-8"))
        for number, piece in enumerate(pieces, 1):
            head = HEAD.match(piece)
            own = None if head["own"] == "none" else head["own"]
            yield Text(f"{part} {number}", part, head["language"], *unlabelled(piece[head.end() :].strip(), own))


def unlabelled(marked, own):
    """Return (text, its date, twice, labels) of one with labels inside: “[[Paris|p]]”, “[[signed|a:signed done]]”."""
    content, at, labels = "", 0, {group: [] for group in GROUPS}
    for label in LABEL.finditer(marked):
        content += marked[at : label.start()]
        words, at = label["words"], label.end()
        said = LABELLED[label["kind"]](label["said"])
        labels[KINDS[label["kind"]]].append((len(content), len(content) + len(words), *said))
        content += words
    return content + marked[at:], own, own, labels


LABELLED = {
    "n": lambda said: [said],
    "b": lambda said: [],
    "p": lambda said: [],
    "i": lambda said: [said.split("|")],
    "d": lambda said: [None, ""] if said == "null" else [said.split()[0].split("|"), *said.split()[1:], "stated"][:2],
    "a": lambda said: [word if word != "denied" else None for word in said.split()],
}


@dataclass
class Score:
    right: int = 0
    marked: int = 0
    labelled: int = 0
    wrong: list = field(default_factory=list)

    def judge(self, is_right, phrase, mark):
        self.right += bool(is_right)
        if not is_right:
            self.wrong.append(f"{phrase}: {mark}")

    @property
    def precision(self):
        return self.right / self.marked if self.marked else 1.0

    @property
    def recall(self):
        return self.right / self.labelled if self.labelled else 1.0

    def __add__(self, other):
        counts = (self.right + other.right, self.marked + other.marked, self.labelled + other.labelled)
        return Score(*counts, self.wrong + other.wrong)

    def __str__(self):
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({self.labelled} labelled)"


@cache
def names(language):
    known = yaml.safe_load((FOLDER / "names.yaml").read_text(encoding="utf-8"))
    return NameIndex(
        [
            *(
                Name(kind, key, form)
                for kind, records in known.items()
                for key, forms in records.items()
                for form in forms
            ),
            *(Name("country", code, form) for code, form in names_in_text(language)),
        ]
    )


def read(text):
    return read_text(text.content, names(text.language), text.language, text.published)


@cache
def compare(text):
    """Return a Score for each kind of mark of a text, and one for the modality of the acts that were found."""
    reading, scores = read(text), {group: Score() for group in (*GROUPS, "modality")}
    for group, labels in text.labels.items():
        marks = [mark for mark in reading.marks if GROUP_OF.get(mark.kind) == group]
        if group == "names":
            marks = [mark for mark in marks if says(mark, group)]
        touched = set()
        scores[group].marked, scores[group].labelled = len(marks), len(labels)
        for start, end, *said in labels:
            mark = next((mark for mark in marks if mark.start < end and start < mark.end and mark not in touched), None)
            touched.add(mark)
            is_right = mark and (
                says(mark, group) == expected(said, group) if said else (mark.start, mark.end) == (start, end)
            )
            scores[group].judge(is_right, reading.text[start:end], mark)
            if group == "acts" and mark:
                scores["modality"].marked += 1
                scores["modality"].labelled += 1
                fits = mark.modality == said[1] and mark.is_denied == (said[1] is None)
                scores["modality"].judge(fits, reading.text[start:end], mark)
        scores[group].wrong += [
            f"too much: {reading.text[mark.start : mark.end]} {mark}" for mark in marks if mark not in touched
        ]
    return scores


def located(content, labels):
    """Yield (start, end, what is said) of each label, sought after the one before it."""
    at = 0
    for phrase, *said in labels:
        at = content.index(phrase, at)
        yield at, at + len(phrase), *said
        at += 1


def says(mark, group):
    values = sorted(
        str(candidate.value) for candidate in mark.candidates if group != "names" or candidate.kind != "place"
    )
    return (values, mark.candidates[0].basis if values else "") if group == "dates" else values


def expected(said, group):
    values = said[0] if isinstance(said[0], list) else [said[0]] if said[0] else []
    return (sorted(values), said[1] if values else "") if group == "dates" else sorted(values)


def total(texts):
    scores = [compare(text) for text in texts]
    return {kind: sum((score[kind] for score in scores), Score()) for kind in scores[0]}


def show(title, scores):
    print(f"\n{title}")  # noqa: T201
    for kind, score in scores.items():
        print(f"  {kind:12} {score}")  # noqa: T201


TEXTS = list(texts())
PARTS = {"all": TEXTS, **{part: [text for text in TEXTS if text.part == part] for part in ("held",)}}


@pytest.mark.many
@pytest.mark.parametrize("part", PARTS)
def test_texts_are_read_well(part):
    scores = total(PARTS[part])
    show(f"{len(PARTS[part])} texts, {part}", scores)
    few = {
        kind: str(scores[kind])
        for kind, (precision, recall) in WANTED.items()
        if scores[kind].precision < precision or scores[kind].recall < recall
    }
    assert not few


@pytest.mark.parametrize("text", [text for text in TEXTS if text.own != ""], ids=lambda text: text.name)
def test_the_own_date_of_a_text_is_right_or_open(text):
    assert own_date(text.content, text.language, TODAY) in (None, text.own)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_marks_lie_in_their_sentences_and_never_overlap(text):
    marks = read(text).marks
    assert all(one.end <= other.start for one, other in pairwise(marks))
    assert all(mark.sentence[0] <= mark.start < mark.sentence[1] for mark in marks)
