"""What deploy/ gives can be read by what it is for, and names only settings that there are."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
SETTING = re.compile(r"\b(?:(?:SPACECOOP|DATABASE)_[A-Z_]+|[A-Z]+_URL|SECRET_KEY|WEB_CONCURRENCY|COLLECTION)\b")
READ = sorted((ROOT / "spacecoop").rglob("*.py"))


def names_in(path):
    return set(SETTING.findall(path.read_text()))


def test_only_settings_that_are_read_are_named():
    read = set().union(*map(names_in, READ))
    assert {"SPACECOOP_HOME", "DATABASE_URL", "SPACECOOP_WAL_ARCHIVE"} <= read
    assert {str(path): names_in(path) - read for path in FILES if names_in(path) - read} == {}


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".yaml", ".yml"}], ids=lambda path: path.name
)
def test_yaml_is_read_and_each_name_stands_once(path):
    documents = list(yaml.load_all(path.read_text(), Loader=OnceLoader))
    assert documents
    assert all(isinstance(document, dict) for document in documents)


class OnceLoader(yaml.SafeLoader):
    """Refuse a name that stands twice in one mapping, of which YAML takes the last."""

    def construct_mapping(self, node, deep=False):
        names = [self.construct_object(key, deep=deep) for key, _ in node.value]
        assert len(names) == len(set(names)), names
        return super().construct_mapping(node, deep)


def test_what_kubernetes_is_given_fits_together():
    """Each secret, claim and port that is named is one that a manifest or the README makes."""
    cluster, site = (
        list(yaml.safe_load_all((DEPLOY / "kubernetes" / name).read_text())) for name in ("cluster.yaml", "site.yaml")
    )
    assert all({"apiVersion", "kind", "metadata", "spec"} <= set(made) for made in cluster + site)
    names = {(made["kind"], made["metadata"]["name"]) for made in cluster + site}
    database = next(name for kind, name in names if kind == "Cluster")
    text = (DEPLOY / "kubernetes" / "site.yaml").read_text()
    assert set(re.findall(r"claimName: (\S+)", text)) == {
        name for kind, name in names if kind == "PersistentVolumeClaim"
    }
    assert set(re.findall(r"@(\S+):5432", text)) <= {
        f"{database}-ro",
        *(name for kind, name in names if kind == "Pooler"),
    }
    secrets = set(re.findall(r"secretKeyRef:\n +name: (\S+)", text)) - {f"{database}-app"}
    readme = (DEPLOY / "kubernetes" / "README.md").read_text()
    assert secrets <= set(re.findall(r"create secret generic (\S+)", readme))


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".service", ".timer"}], ids=lambda path: path.name
)
def test_units_are_read(path):
    unit = configparser.RawConfigParser(strict=False, delimiters="=")
    unit.optionxform = str
    unit.read_string(path.read_text())
    assert set(unit.sections()) <= {"Unit", "Service", "Timer", "Install"}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed.")
def test_systemd_accepts_the_units(tmp_path):
    units = [path for path in FILES if path.suffix in {".service", ".timer"}]
    for path in units:  # the interpreter stands elsewhere here
        text = path.read_text().replace("/srv/spacecoop/.venv/bin/python", "/usr/bin/env python3")
        (tmp_path / path.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *(tmp_path / path.name for path in units)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_image_gets_each_folder_that_has_code():
    """Whatever is imported or read at run time is let through to the build."""
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert ours | {"templates", "static", "locale", "fixtures", "manage.py", "requirements.txt"} <= let_through
    assert all((ROOT / path).exists() for path in let_through)


def test_each_way_has_its_page_and_each_link_leads_somewhere():
    assert [path for path in DEPLOY.iterdir() if path.is_dir() and not (path / "README.md").exists()] == []
    for page in DEPLOY.rglob("README.md"):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / link).exists(), f"{page}: {link}"


def test_manifests_name_the_image_of_this_version():
    """The image of the site that a manifest names is of the version that this checkout has."""
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)[1]
    named = re.findall(r"image: spacecoop:(\S+)", (DEPLOY / "kubernetes" / "site.yaml").read_text())
    assert set(named) == {version}
