"""A few faults on a running site, in seconds; `make torture` makes all of them for minutes."""

import subprocess
import sys

import pytest

from bench.at_work import Editor, Told
from bench.torture import Torture

from .site import CHECKOUT, clean_environment

SECONDS = 1  # each fault is made once, however long it takes
FAULTS = ["worker_killed", "backend_killed"]


@pytest.mark.thorough  # every run has the kills of test_soak.py
def test_what_was_acknowledged_stands_after_kills():
    command = [sys.executable, "-m", "bench.torture", str(SECONDS), "--only", *FAULTS]
    ran = subprocess.run(command, cwd=CHECKOUT, env=clean_environment(), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for name in FAULTS:
        assert f"| {name.replace('_', ' ')} | 1 |" in ran.stdout


@pytest.mark.parametrize(("shown", "lost"), [(6, 1), (7, 0), (8, 0), (9, 1)])
def test_a_title_that_was_not_sent_or_is_older_than_the_last_acknowledged_is_a_loss(shown, lost, monkeypatch, tmp_path):
    torture = Torture(None, tmp_path, seed=1, clock=tmp_path / "clock")
    torture.told = Told("worker killed")
    editor = Editor(torture, 1, "an-agreement")
    editor.sent, editor.acknowledged = 8, 7
    monkeypatch.setattr(editor, "shown", lambda: shown)
    torture.editors = [editor]
    torture.look_for_losses()
    assert torture.told.lost == lost
    assert len(torture.wrong) == lost
