"""What is said of known advisories, and which of it ends a build."""

import json

import pytest

from tests import advisories

FINE = {"name": "asgiref", "version": "3.13.0", "vulns": []}
FOUND = {
    "name": "django",
    "version": "5.2.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["5.2.1", "6.0"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SKIPPED = {"name": "attrs", "skip_reason": "Dependency not found"}
WORDS = "Known advisories: django 5.2.0, PYSEC-1 (mended in 5.2.1 or 6.0), PYSEC-2 (not mended yet)."


@pytest.fixture
def audit(tmp_path, monkeypatch):
    """Return a function that lets a program of a few lines stand in for an installed pip-audit."""
    monkeypatch.setattr(advisories, "FOLDER", tmp_path)
    monkeypatch.setattr(advisories, "PYTHON", tmp_path / "python")

    def stand_in(lines):
        advisories.PYTHON.write_text(f"#!/bin/sh\n{lines}\n")
        advisories.PYTHON.chmod(0o755)
        (tmp_path / advisories.LOCK.name).write_text(advisories.LOCK.read_text())

    return stand_in


@pytest.mark.parametrize(
    ("packages", "code", "told"),
    [
        ([FINE], 0, "None of 1 packages has a known advisory."),
        ([FINE, FOUND], 1, WORDS),
        ([FINE, SKIPPED], 0, "Could not look up 1 of 2 packages: Dependency not found."),
        ([FOUND, SKIPPED], 1, f"{WORDS} Could not look up 1 of 2 packages: Dependency not found."),
        ([], 0, "Could not look up 0 of 0 packages: requirements.txt was not understood."),
    ],
    ids=["none", "found", "skipped", "found and skipped", "nothing read"],
)
def test_a_known_advisory_ends_a_build_and_a_look_that_failed_is_told(audit, capsys, packages, code, told):
    audit(f"echo '{json.dumps({'dependencies': packages})}'; exit {code}")
    assert advisories.main([]) == code
    assert capsys.readouterr().out == f"{told}\n"


@pytest.mark.many
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("echo Traceback >&2; echo 'ConnectionError: no network.' >&2; exit 1", "ConnectionError: no network."),
        ("exit 1", "it says nothing."),
        ("exec sleep 60", "no answer within 1 seconds."),
    ],
    ids=["traceback", "silence", "too slow"],
)
def test_what_cannot_be_looked_up_ends_no_build(audit, capsys, monkeypatch, lines, told):
    monkeypatch.setattr(advisories, "LONGEST_LOOK", 1)
    audit(lines)
    assert advisories.main([]) == 0
    assert capsys.readouterr().out == f"Could not look for advisories: {told}\n"


def test_a_tool_that_cannot_be_installed_ends_no_build(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(advisories, "FOLDER", tmp_path / "made")
    monkeypatch.setattr(advisories, "PYTHON", tmp_path / "made" / "bin" / "python")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    assert advisories.main([]) == 0
    assert capsys.readouterr().out.startswith("Could not look for advisories: pip-audit cannot be installed: ERROR: No")
    assert not (tmp_path / "made" / advisories.LOCK.name).exists()


def test_options_reach_pip_audit_and_a_wrong_one_is_no_failed_look(audit):
    audit('echo "$@" >&2; exit 2')
    with pytest.raises(SystemExit) as ended:
        advisories.main(["--ignore-vuln", "PYSEC-1"])
    assert "--ignore-vuln PYSEC-1" in ended.value.code
