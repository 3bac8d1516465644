"""A backup as it lies in a folder: the dump, the secret key, and a manifest that tells what is in them.

A backup is a folder `spacecoop-20261130T160500Z`, which has its name only when it is whole and on the disk. Only its
owner may enter it: the dump has the accounts, and the key signs their sessions.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
import tomllib
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

DUMP, KEY, MANIFEST = "database.dump", "secret_key", "manifest.json"
FORMAT = 1
NAME = re.compile(r"spacecoop-\d{8}T\d{6}Z")
ASIDE = ".unfinished-"


def stamp() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def version() -> str:
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


@contextmanager
def one_at_a_time():
    """Hold the lock of backups and restores. Raises: CommandError where another one is at it."""
    # Read-only, so that root may make the file and an ordinary user may lock it.
    with os.fdopen(os.open(settings.HOME / "backup.lock", os.O_RDONLY | os.O_CREAT, 0o644)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("Another backup or restore of this site is at work: wait until it has ended.") from None
        yield


@contextmanager
def whole_or_nothing(place: Path):
    """Yield a private folder beside `place` that takes its name when the block has ended well, and else goes."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for abandoned in place.parent.glob(f"{ASIDE}*"):  # of a run that was killed: there is one at a time
        shutil.rmtree(abandoned)
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=place.parent))
    try:
        yield aside
        for path in (*aside.iterdir(), aside):
            _onto_disk(path)
        aside.rename(place)
        _onto_disk(place.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _onto_disk(path: Path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_private(path: Path, text: str):
    """Write a text that its owner alone may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_key(folder: Path):
    """Put the secret key into a backup; one that the environment gives is kept elsewhere, by whoever sets it."""
    if not os.environ.get("SECRET_KEY"):
        write_private(folder / KEY, settings.SECRET_KEY)


def write_manifest(folder: Path, told: dict):
    files = {path.name: digest(path) for path in folder.iterdir()}
    write_private(folder / MANIFEST, json.dumps({"format": FORMAT, **told, "sha256": files}, indent=1, default=str))


def read_manifest(folder: Path) -> dict:
    """Return what the manifest of a backup tells. Raises: CommandError where a file is not as it was written."""
    try:
        told = json.loads((folder / MANIFEST).read_text())
        form, files = told["format"], told["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        raise CommandError(
            f"{folder} is no backup: name a folder that manage.py backup has made (spacecoop-…Z)."
        ) from None
    if form != FORMAT:
        raise CommandError(f"{folder} is a backup of form {form}, which a newer version of spacecoop reads.")
    for name, wanted in files.items():
        if not (folder / name).is_file() or digest(folder / name) != wanted:
            raise CommandError(f"{folder / name} is not as it was written: take another backup.")
    return told


def backups_in(folder: Path) -> list[Path]:
    """Return the whole backups in a folder, the oldest first."""
    return sorted(
        path for path in folder.glob("spacecoop-*") if NAME.fullmatch(path.name) and (path / MANIFEST).is_file()
    )


def put_key_back(folder: Path) -> str:
    """Put the key of a backup into SPACECOOP_HOME, the present one aside; return a sentence on what was done."""
    kept, present = folder / KEY, settings.HOME / KEY
    if os.environ.get("SECRET_KEY"):
        same = kept.exists() and kept.read_text() != os.environ["SECRET_KEY"]
        return "SECRET_KEY is another key than that of the backup: the next start says what to do." if same else ""
    if not kept.exists():
        return "The backup has no secret key, since SECRET_KEY gave it: set SECRET_KEY before you start the site."
    if present.exists() and present.read_text().strip() == kept.read_text().strip():
        return ""
    fresh = present.with_name(f"{KEY}.restored")
    write_private(fresh, kept.read_text())
    aside = present.with_name(f"{KEY}.before-{stamp()}")
    if present.exists():
        present.rename(aside)
    fresh.rename(present)
    return f"The secret key is that of the backup; the one of before is {aside}."
