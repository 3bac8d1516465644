"""The documents that readers rely on say what the code says."""

import re
from pathlib import Path

import pytest

from agencies.models import AgencyKind, SuccessionKind
from agreements.models import EventKind, Renewal, Standing
from agreements.models.agreements import Level
from agreements.models.citations import CITABLE
from agreements.models.designations import Binding, Form, Function
from agreements.models.relations import RelationKind
from agreements.models.terms import Authentic, CountedFrom, NoticeFor, Says, Topic
from agreements.schemes import IdentifierScheme
from agreements.statements import MISSION_ROLES, PARTY_ROLES, REPORTED_AS
from agreements.status import How, StatusCode
from catalogue.ends import STATES
from tests import bill_of_materials
from tests.agreements.test_history import RECORDS

ROOT = Path(__file__).resolve().parent.parent
DICTIONARY = ROOT / "docs" / "data-dictionary.md"
# What the glossary tells value by value.
TOLD = [
    *(AgencyKind, Authentic, Binding, CountedFrom, EventKind, Form, Function, How, IdentifierScheme, Level, NoticeFor),
    *(RelationKind, Renewal, Says, Standing, StatusCode, SuccessionKind, Topic),
]


def test_the_data_dictionary_is_in_step_with_the_models():
    """To write it anew: python -m tests.data_dictionary."""
    from tests.data_dictionary import dictionary

    assert DICTIONARY.read_text() == dictionary()
    assert set(CITABLE.values()) <= set(RECORDS)


def test_the_glossary_tells_every_value_and_no_other():
    told = set(re.findall(r"`([a-z]+(?:[-_][a-z]+)*)`", (ROOT / "docs" / "glossary.md").read_text()))
    known = {value for choices in TOLD for value in choices.values if value} | set(STATES)
    known |= {value for values in (MISSION_ROLES, PARTY_ROLES, REPORTED_AS) for value in values.values()}
    assert known - told == set()
    assert told - known <= {"agencies", "code", "effective", "how", "until", "counted_from", "notice_for"}


def test_every_screenshot_of_the_readme_is_there():
    readme = (ROOT / "README.md").read_text()
    named = [line.split("(")[1].split(")")[0] for line in readme.split("![")[1:]]
    assert named
    for path in named:
        assert (ROOT / path).stat().st_size > 10_000, path


def test_the_bill_of_materials_is_in_step_with_the_lock():
    """To write it anew: make sbom."""
    lock = (ROOT / "requirements.txt").read_text()
    assert bill_of_materials.PATH.read_text() == bill_of_materials.bill()
    locked = bill_of_materials.locked()
    assert [f"{name}=={version}" for name, version, _ in locked] == [
        re.sub(r"\[.*\]", "", line.split()[0]) for line in lock.splitlines() if re.match(r"[a-z0-9]", line)
    ]
    assert sum(len(hashes) for _, _, hashes in locked) == lock.count("--hash=")


PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_file_that_a_newcomer_is_sent_to_is_there(name):
    named = PATH.findall((ROOT / name).read_text())
    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_name_that_a_newcomer_is_sent_to_stands_in_a_file_of_its_row():
    rows = [line for line in (ROOT / "docs" / "architecture.md").read_text().splitlines() if line.startswith("| … ")]
    assert len(rows) >= 20
    for row in rows:
        _, _, files, names, _ = row.split("|")
        texts = [(ROOT / path).read_text() for path in PATH.findall(files) if path.endswith((".py", ".sql"))]
        for name in re.findall(r"`(?:\w+\.)?(\w+)`", names):
            defined = re.compile(rf"^ *(?:def|class) {name}\b|^{name}\b.* = ", re.MULTILINE)
            assert any(map(defined.search, texts)), f"{name}: {files}"


def test_every_sheet_of_what_pages_look_like_has_its_line():
    folder = ROOT / "docs" / "screens"
    named = re.findall(r"\(([\w.-]+\.webp)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(path.name for path in folder.glob("*.webp"))


DECISIONS = ROOT / "docs" / "decisions"
IN_INDEX = re.compile(r"^\| (\d{4}) \| \[(.+)\]\((\1-[\w-]+\.md)\) \| (.+) \|$", re.MULTILINE)
BEGINNING = re.compile(r"# (\d{4})\. (.+)\n\nStatus: (.+)  \nDate: \d{4}-\d\d-\d\d\n\n## (?:Context|Decision)\n")
SUPERSEDED = re.compile(r"superseded by \[(\d{4})\]\((\1-[\w-]+\.md)\)")


def test_the_index_of_decisions_tells_each_title_and_status():
    told = sorted(IN_INDEX.findall((DECISIONS / "README.md").read_text()))
    read = [(BEGINNING.match(path.read_text()), path.name) for path in sorted(DECISIONS.glob("[0-9]*.md"))]
    assert [int(number) for number, *_ in told] == list(range(1, len(read) + 1))
    assert told == [(match[1], match[2], name, match[3]) for match, name in read]


def test_a_decision_that_fell_leads_to_the_one_in_its_place():
    for _, _, name, status in IN_INDEX.findall((DECISIONS / "README.md").read_text()):
        match = SUPERSEDED.fullmatch(status)
        assert (DECISIONS / match[2]).exists() if match else status in ("accepted", "withdrawn"), name
