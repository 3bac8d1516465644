"""Whom PostgreSQL runs as when we are root, which it refuses to be."""

import logging
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from .errors import EmbeddedDatabaseError

ACCOUNT = "embedded_postgres"
logger = logging.getLogger("spacecoop.embedded")


def identity(data: Path) -> dict:
    """Return the arguments that make `subprocess` run as the owner of `data`; none unless we are root."""
    if os.geteuid() != 0:
        return {}
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    account = _account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give(path: Path, to: dict):
    if to:
        os.chown(path, to["user"], to["group"], follow_symlinks=False)


def give_tree(folder: Path, to: dict):
    for path in (folder, *folder.rglob("*")):
        give(path, to)


def open_up(wheel: Path, data: Path, to: dict):
    """Let the account read `wheel` and reach it and `data`, by the fewest permissions; name each folder."""
    if not to:
        return
    libraries = wheel.parent.with_suffix(".libs")
    for path in (wheel, *wheel.rglob("*"), libraries, *libraries.rglob("*")):
        _allow_everyone(path, (path.stat().st_mode & 0o500) >> 6)
    above = {*wheel.parents, *data.parents}
    opened = [folder for folder in sorted(above) if not _lets_pass(folder, to)]
    for folder in opened:
        _allow_everyone(folder, 0o001)
    if opened:
        logger.warning(
            "PostgreSQL refuses to run as root, so it runs as the user %s; to reach its files, "
            "every user may now pass through (chmod o+x): %s",
            pwd.getpwuid(to["user"]).pw_name,
            ", ".join(map(str, opened)),
        )


def _account():
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        _add_account()
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise EmbeddedDatabaseError(
            f"PostgreSQL refuses to run as root and the user {ACCOUNT} cannot be made here: "
            f"make it (useradd --system {ACCOUNT}), start as an ordinary user, or set DATABASE_URL."
        ) from None


def _add_account():
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd:
        options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([useradd, *options, ACCOUNT], check=False, capture_output=True)  # noqa: S603


def _lets_pass(folder: Path, to: dict) -> bool:
    status = folder.stat()
    if status.st_uid == to["user"]:
        return bool(status.st_mode & 0o100)
    if status.st_gid == to["group"]:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)


def _allow_everyone(path: Path, permissions: int):
    mode = path.stat().st_mode & 0o7777
    if mode | permissions != mode:
        path.chmod(mode | permissions)
