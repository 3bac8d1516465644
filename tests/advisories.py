"""Look whether a package of requirements.txt has a known advisory: `make advisories`; ARGS has options of pip-audit.

It ends with 1 where there is one. Where it cannot look, it says so and ends with 0: work goes on without a network.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-advisories.txt"
FOLDER = ROOT / ".cache" / "advisories"
PYTHON = FOLDER / "bin" / "python"
LONGEST_INSTALLATION, LONGEST_LOOK = 60, 20  # seconds
WRONG_OPTION = 2  # the exit code of pip-audit


class CannotLook(Exception):
    """Why nothing could be looked up."""


def install():
    """Install pip-audit into its own environment, unless it stands there as it is locked."""
    copy = FOLDER / LOCK.name
    if PYTHON.exists() and copy.exists() and copy.read_text() == LOCK.read_text():
        return
    _run(LONGEST_INSTALLATION, sys.executable, "-m", "venv", "--clear", "--without-pip", FOLDER)
    quick = ("--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "10")
    pip = (sys.executable, "-m", "pip", "--python", PYTHON, "install", *quick, "--require-hashes", "-r", LOCK)
    if (installed := _run(LONGEST_INSTALLATION, *pip)).returncode:
        raise CannotLook(f"pip-audit cannot be installed: {_last_line(installed.stderr)}")
    shutil.copy(LOCK, copy)  # last, so that an interrupted installation is done again


def look(options):
    """Return what pip-audit tells of each package: {"name", "version", "vulns"}, or {"name", "skip_reason"}."""
    asked = ("--requirement", ROOT / "requirements.txt", "--disable-pip", "--desc", "off", "--aliases", "off")
    audit = _run(
        LONGEST_LOOK, PYTHON, "-m", "pip_audit", *asked, *options, "--format", "json", "--progress-spinner", "off"
    )
    if audit.returncode == WRONG_OPTION:
        sys.exit(audit.stderr)
    try:
        return json.loads(audit.stdout)["dependencies"]
    except ValueError:  # it has ended with a traceback
        raise CannotLook(_last_line(audit.stderr)) from None


def verdict(packages):
    """Return (what there is to say, whether an advisory is known)."""
    found = [_in_words(package) for package in packages if package.get("vulns")]
    skipped = [package for package in packages if "skip_reason" in package]
    told = [f"Known advisories: {'; '.join(found)}."] if found else []
    if skipped or not packages:
        told.append(f"Could not look up {len(skipped)} of {len(packages)} packages: {_reason(skipped)}.")
    elif not found:
        told.append(f"None of {len(packages)} packages has a known advisory.")
    return " ".join(told), bool(found)


def _in_words(package):
    advisories = [
        f"{one['id']} ({'mended in ' + ' or '.join(one['fix_versions']) if one['fix_versions'] else 'not mended yet'})"
        for one in package["vulns"]
    ]
    return f"{package['name']} {package['version']}, {', '.join(advisories)}"


def _reason(skipped):
    return skipped[0]["skip_reason"].rstrip(".") if skipped else "requirements.txt was not understood"


def _run(most, *command):
    """Run a command for `most` seconds. Raises: CannotLook."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=most, check=False)
    except subprocess.TimeoutExpired:
        raise CannotLook(f"no answer within {most} seconds") from None


def _last_line(text):
    return (text.strip().splitlines() or ["it says nothing"])[-1][:300].rstrip(".")


def main(options):
    try:
        install()
        told, is_known = verdict(look(options))
    except (CannotLook, OSError) as error:
        told, is_known = f"Could not look for advisories: {error}.", False
    print(told)  # noqa: T201
    return int(is_known)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
