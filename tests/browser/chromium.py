"""Find a Chromium, or install one: `python -m tests.browser.chromium` prints where it is.

The headless one comes first: it takes a third of the processor's time that the whole browser takes. A Chromium of ours
goes to `.cache/chromium` of the checkout. An ordinary user on Debian gets the distribution's packages, those that
Chromium needs and the machine lacks included, unpacked there instead of installed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "chromium"
HEADLESS = "chromium-headless-shell"
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ("--yes", "--no-install-recommends")
PACKAGES = (HEADLESS, "fonts-liberation")
INSTALLATION_SECONDS = 300


def chromium() -> str:
    """Return the path of a Chromium that starts.

    Raises: SystemExit, saying what to install.
    """
    for way in (named, headless, on_path, unpacked_earlier, playwrights, *installations()):
        if path := next(filter(starts, way()), None):
            return str(path)
    sys.exit(
        "The browser tests need a Chromium and none could be installed: install one (on Debian: apt-get install "
        "chromium), or name yours with SPACECOOP_CHROMIUM=/path/to/chrome."
    )


def named():
    """Take the user's word: a wrong SPACECOOP_CHROMIUM is an error, not a reason to look elsewhere."""
    path = os.environ.get("SPACECOOP_CHROMIUM")
    if path and not starts(path):
        sys.exit(f"SPACECOOP_CHROMIUM is {path!r}, which is no Chromium that starts: correct or unset it.")
    return [path] if path else []


def headless():
    """Return the headless one; Debian has it as a package, which is got also where another Chromium is there."""
    if path := shutil.which(HEADLESS):
        return [path]
    if not is_debian() or (CACHE / "chromium").exists():
        return unpacked_earlier()
    return install_packages() if os.geteuid() == 0 else unpack_packages()


def on_path():
    return filter(None, map(shutil.which, NAMES))


def unpacked_earlier():
    return [CACHE / "chromium"]


def playwrights():
    """Return Playwright's own, in our place for it and in the usual one."""
    with sync_playwright() as playwright:
        usual = playwright.chromium.executable_path
    return [*CACHE.glob("playwright/chromium-*/chrome-linux*/chrome"), usual]


def installations():
    """Order the ways to install one; Ubuntu's package is a mere pointer to a snap, so that it comes last there."""
    if not shutil.which("apt-get"):
        return [install_playwrights]
    packages = [install_packages if may_install() else unpack_packages]
    return [*packages, install_playwrights] if is_debian() else [install_playwrights, *packages]


def install_packages():
    announce("with apt-get")
    for arguments in (["update"], ["install", *INSTALL, *PACKAGES]):
        run([*as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", *arguments])
    return on_path()


def unpack_packages():
    """Unpack Chromium and whatever it needs and the machine lacks, without being root."""
    announce(f"by unpacking its packages into {CACHE}")
    archives = CACHE / "archives"
    for folder in (archives / "partial", CACHE / "lists" / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State::Lists": CACHE / "lists",
        "Dir::State::Status": write_status(CACHE / "status"),
        "Dir::State::Extended_States": CACHE / "extended_states",
        "Dir::Cache": CACHE,
        "Dir::Cache::Archives": archives,
        "Debug::NoLocking": "true",
    }
    apt_get = ["apt-get", "--quiet", *(f"-o{name}={value}" for name, value in settings.items())]
    if run([*apt_get, "update"]) and run([*apt_get, "install", *INSTALL, "--download-only", *PACKAGES]):
        for archive in sorted(archives.glob("*.deb")):
            run(["dpkg", "--extract", archive, CACHE / "root"])
        write_starter()
    for folder in (archives, CACHE / "lists"):
        shutil.rmtree(folder)
    return unpacked_earlier()


def install_playwrights():
    announce("with Playwright")
    run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        env=os.environ | {"PLAYWRIGHT_BROWSERS_PATH": str(CACHE / "playwright")},
    )
    return playwrights()


def write_status(path):
    """Tell apt what is installed here, save for Chromium: we would not be here if that worked."""
    installed = Path("/var/lib/dpkg/status").read_text(errors="replace").split("\n\n")
    path.write_text("\n\n".join(package for package in installed if not re.match(r"Package: chromium\b", package)))
    return path


def write_starter():
    """Write the script that starts the unpacked Chromium with the libraries and fonts unpacked beside it."""
    root = CACHE / "root"
    folders = [folder for lib in ("usr/lib", "lib") for folder in sorted(root.glob(f"{lib}/*-linux-gnu*"))]
    libraries = ":".join(str(path) for folder in folders for path in (folder, folder / "nss", folder / "pulseaudio"))
    families = {
        "Liberation Serif": ("serif", "Times New Roman"),
        "Liberation Sans": ("sans-serif", "system-ui", "Arial"),
        "Liberation Mono": ("monospace", "ui-monospace", "Courier New"),
    }
    aliases = "".join(
        f"<alias><family>{name}</family><prefer><family>{family}</family></prefer></alias>"
        for family, names in families.items()
        for name in names
    )
    (CACHE / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{root}/usr/share/fonts</dir>'
        f"{aliases}<cachedir>{CACHE}/fonts</cachedir></fontconfig>\n"
    )
    starter = CACHE / "chromium"
    starter.write_text(
        "#!/bin/sh\n"
        f'export LD_LIBRARY_PATH="{libraries}" FONTCONFIG_FILE="{CACHE}/fonts.conf"\n'
        f'exec "{root}/usr/lib/chromium/{HEADLESS}" "$@"\n'
    )
    starter.chmod(0o755)


def starts(path) -> bool:
    """Tell whether it shows an empty page; a name on PATH may be a pointer to a snap, a binary lack a library."""
    if not os.access(path, os.X_OK):
        return False
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = [*FLAGS, "--headless", f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        return run([path, *options], seconds=60, quiet=True)


def may_install() -> bool:
    return os.geteuid() == 0 or bool(shutil.which("sudo") and run(["sudo", "-n", "true"], quiet=True))


def as_root():
    return [] if os.geteuid() == 0 else ["sudo", "-n"]


def is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and bool(re.search(r"^ID=\"?debian\"?$", release.read_text(), re.MULTILINE))


def announce(way):
    sys.stderr.write(f"Installing Chromium for the browser tests, {way} ...\n")


def run(command, *, seconds=INSTALLATION_SECONDS, quiet=False, **options) -> bool:
    """Run it; on failure show its reason, unless `quiet`. Its output never mixes with the path that we print."""
    try:
        ran = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=seconds, **options)
    except (OSError, subprocess.TimeoutExpired) as error:
        ran = subprocess.CompletedProcess(command, 1, "", str(error))
    if ran.returncode and not quiet:
        said = ran.stderr.strip().splitlines() or ["it gave no reason"]
        sys.stderr.write(f"  {next((line for line in said if re.match('E:|Error', line)), said[-1])}\n")
    return ran.returncode == 0


if __name__ == "__main__":
    sys.stdout.write(f"{chromium()}\n")
