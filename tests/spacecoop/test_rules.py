"""The rules for alerts rest on numbers that there are."""

import re
import shutil
import subprocess

import pytest
import yaml
from django.conf import settings
from prometheus_client.parser import text_string_to_metric_families

from spacecoop import probes

PATH = settings.BASE_DIR / "deploy" / "prometheus" / "spacecoop.rules.yml"
NAME = re.compile(r"spacecoop_\w+")
SELECTED = re.compile(r"(spacecoop_\w+)\{([^}]*)\}")


@pytest.fixture
def told(client, db, monkeypatch):
    """Every sample of /metrics: {name: [labels]}."""
    monkeypatch.setattr(probes.health.pulse, "answer", lambda question: question())
    samples = {}
    for family in text_string_to_metric_families(client.get("/metrics").content.decode()):
        for sample in family.samples:
            samples.setdefault(sample.name, []).append(sample.labels)
    return samples


def rules():
    [group] = yaml.safe_load(PATH.read_text())["groups"]
    return group["rules"]


def test_every_rule_asks_for_what_is_told(told):
    names = {name for rule in rules() for name in NAME.findall(rule["expr"])}
    assert len(names) > 10
    assert names - set(told) == set()


def test_every_label_that_a_rule_selects_by_is_there(told):
    selected = [found for rule in rules() for found in SELECTED.findall(rule["expr"])]
    assert len(selected) > 5
    for name, text in selected:
        for label, how, value in re.findall(r'(\w+)(=~|!=|=)"([^"]*)"', text):
            known = {labels.get(label) for labels in told[name]}
            assert set(value.split("|") if how == "=~" else [value]) <= known, f"{name}{{{text}}}"


def test_every_rule_says_what_is_wrong_and_for_whom():
    for rule in rules():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"].endswith(".")
    assert len({rule["alert"] for rule in rules()}) == len(rules())


@pytest.mark.thorough
def test_prometheus_reads_the_rules():
    if not shutil.which("promtool"):
        pytest.skip("promtool is not installed.")
    checked = subprocess.run(["promtool", "check", "rules", PATH], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
