"""How well the labelled texts of `texts/` are read; run with `-s` to see the figures.

A label is a phrase of the text and what it says. Labels stand in the order of the text. A mark is right if it touches
the phrase and says the same: the same candidates, the same EDTF with the same basis, the same kind.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from agencies.countries import names_in_text
from desk.reading.marks import read_text
from desk.reading.names import Name, NameIndex

FOLDER = Path(__file__).parent
TEXTS = sorted((FOLDER / "texts").glob("*.txt"))


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


def labels_of(text):
    return yaml.safe_load(text.with_suffix(".yaml").read_text(encoding="utf-8"))


def read(text):
    labels = labels_of(text)
    content = text.read_text(encoding="utf-8")
    return read_text(content, names(labels["language"]), labels["language"], labels["published"])


@cache
def compare(text):
    """Return a Score for each kind of mark of a text, and one for the modality of the acts that were found."""
    labels, reading = labels_of(text), read(text)
    scores = {kind: Score() for kind in ("names", "dates", "instruments", "acts", "modality")}
    for group in ("names", "dates", "instruments", "acts"):
        marks = [mark for mark in reading.marks if f"{mark.kind}s" == group]
        touched = set()
        scores[group].marked, scores[group].labelled = len(marks), len(labels[group])
        for start, end, *said in located(reading.text, labels[group]):
            mark = next((mark for mark in marks if mark.start < end and start < mark.end and mark not in touched), None)
            touched.add(mark)
            scores[group].judge(mark and says(mark, group) == expected(said, group), reading.text[start:end], mark)
            if group == "acts" and mark:
                scores["modality"].marked += 1
                scores["modality"].labelled += 1
                fits = mark.modality == said[1] and mark.is_denied == (said[1] is None)
                scores["modality"].judge(fits, reading.text[start:end], mark)
        scores[group].wrong += [f"too much: {mark}" for mark in marks if mark not in touched]
    return scores


def located(content, labels):
    """Yield (start, end, what is said) of each label, sought after the one before it."""
    at = 0
    for phrase, *said in labels:
        at = content.index(phrase, at)
        yield at, at + len(phrase), *said
        at += 1


def says(mark, group):
    values = sorted(str(candidate.value) for candidate in mark.candidates)
    return (values, mark.candidates[0].basis if values else "") if group == "dates" else values


def expected(said, group):
    values = said[0] if isinstance(said[0], list) else [said[0]] if said[0] else []
    return (sorted(values), said[1] if values else "") if group == "dates" else sorted(values)


def total(texts):
    scores = [compare(text) for text in texts]
    return {kind: sum((score[kind] for score in scores), Score()) for kind in scores[0]}


def unseen(texts):
    return [text for text in texts if labels_of(text).get("unseen")]


def show(title, scores):
    print(f"\n{title}")  # noqa: T201
    for kind, score in scores.items():
        print(f"  {kind:12} {score}")  # noqa: T201


@pytest.mark.parametrize("choose", [list, unseen], ids=["all texts", "texts written after the reader"])
def test_names_and_dates_are_read_well(choose):
    scores = total(choose(TEXTS))
    show(f"{len(choose(TEXTS))} texts", scores)
    for kind in ("names", "dates"):
        assert scores[kind].precision > 0.9, kind
        assert scores[kind].recall > 0.8, kind


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_marks_lie_in_their_sentences_and_never_overlap(text):
    marks = read(text).marks
    assert all(one.end <= other.start for one, other in pairwise(marks))
    assert all(mark.sentence[0] <= mark.start < mark.sentence[1] for mark in marks)
