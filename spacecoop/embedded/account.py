"""Whom PostgreSQL, the site and what parses foreign files run as when we are root, which none of them is to be."""

import functools
import logging
import os
import pwd
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .errors import EmbeddedDatabaseError

ACCOUNT = "embedded_postgres"
CODE = Path(__file__).resolve().parents[2]
KEPT = (
    *("postgres", "postgres.lock", "postgres.start.lock", "postgres.log", "postgres.log.old"),
    *("index", "exports", "archives", "static", "secret_key", "allowances", "locale"),
)
# An access control list as Linux keeps it: a version, then (tag, permissions, id) of each entry, in order of the tags.
ACCESS, VERSION, ENTRY = "system.posix_acl_access", struct.pack("<I", 2), struct.Struct("<HHI")
OWNER, USER, GROUP, MASK, OTHER, NO_ID = 1, 2, 4, 16, 32, 2**32 - 1
PASS = 0o1
logger = logging.getLogger("spacecoop.embedded")


def wal_archive() -> Path | None:
    """Return the folder in which the embedded PostgreSQL keeps what it has written (SPACECOOP_WAL_ARCHIVE), if any."""
    folder = os.environ.get("SPACECOOP_WAL_ARCHIVE", "").strip()
    return Path(folder).expanduser().resolve() if folder else None


def identity(data: Path) -> dict[str, Any]:
    """Return the arguments that make `subprocess` run as the owner of `data`; none unless we are root."""
    if os.geteuid() != 0:
        return {}
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    account = _account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give(path: Path, to: dict[str, Any]) -> None:
    if to:
        os.chown(path, to["user"], to["group"], follow_symlinks=False)


def give_tree(folder: Path, to: dict[str, Any]) -> None:
    """Give what root has in a folder, and the folder; by descriptors, lest a link lead elsewhere meanwhile."""
    for _, folders, files, descriptor in os.fwalk(folder):
        for name in (".", *folders, *files):
            if os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_uid == 0:
                os.chown(name, to["user"], to["group"], dir_fd=descriptor, follow_symlinks=False)


def open_up(wheel: Path, data: Path, to: dict[str, Any]) -> None:
    """Let the account read `wheel` and reach it and `data`, by the fewest permissions; name each folder."""
    if not to:
        return
    libraries = wheel.parent.with_suffix(".libs")
    for path in (wheel, *wheel.rglob("*"), libraries, *libraries.rglob("*")):
        _allow_everyone(path, (path.stat().st_mode & 0o500) >> 6)
    open_above([wheel, data], to)


def for_our_code(home: Path) -> dict[str, Any]:
    """Return the arguments that make `subprocess` run our own code as the account of `home`; none unless we are root.

    It may then reach interpreter, packages and code. Raises: EmbeddedDatabaseError where it may not read them.
    """
    return _able(home) if os.geteuid() == 0 else {}


@functools.cache
def _able(home: Path) -> dict[str, Any]:
    to = identity(home / "postgres")
    open_above([Path(sys.executable), Path(sys.executable).resolve(), Path(os.__file__), CODE / "manage.py"], to)
    tried = [sys.executable, "-c", "import encodings.idna, django, spacecoop"]
    try:
        subprocess.run(tried, cwd=CODE, check=True, capture_output=True, **to)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        raise EmbeddedDatabaseError(
            f"Started by root the site runs as the user {_name(to)}, who may not read {CODE} or its packages: "
            f"let everybody read them (chmod -R go+rX {CODE}), or start as an ordinary user."
        ) from None
    return to


def step_down(home: Path) -> None:
    """Become the account of `home` for good, where we are root; the folder and what we keep in it become its own.

    Raises: EmbeddedDatabaseError.
    """
    to = for_our_code(home)
    if not to:
        return
    if home in {CODE, *CODE.parents, Path.home()}:
        raise EmbeddedDatabaseError(
            f"SPACECOOP_HOME is {home}, which holds more than this: set it to a folder of its own."
        )
    home.mkdir(parents=True, exist_ok=True)
    give(home, to)
    for path in (home / name for name in KEPT):
        if path.is_dir() and not path.is_symlink():
            give_tree(path, to)
        elif path.exists() and path.stat().st_uid == 0:
            give(path, to)
    if (archive := wal_archive()) and archive.is_dir():
        give_tree(archive, to)
        open_above([archive], to)
    open_above([home / "postgres"], to)
    os.setgroups([])
    os.setgid(to["group"])
    os.setuid(to["user"])
    os.environ["HOME"] = str(home)  # root's own is closed to it, which the database's library takes for a fault


def open_above(paths: Iterable[Path], to: dict[str, Any]) -> None:
    """Let the account, and where that cannot be everybody, pass through the folders above some paths; name each."""
    above = {folder for path in paths for folder in path.parents}
    opened = [folder for folder in sorted(above) if not _lets_pass(folder, to)]
    for folder in opened:
        _allow_passing(folder, to["user"])
    if opened:
        logger.warning(
            "Started by root, PostgreSQL and the site run as the user %s; to reach their files, "
            "that user may now pass through: %s",
            _name(to),
            ", ".join(map(str, opened)),
        )


def _name(to: dict[str, Any]) -> str:
    return pwd.getpwuid(to["user"]).pw_name


def _account() -> pwd.struct_passwd:
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


def _add_account() -> None:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd:
        options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([useradd, *options, ACCOUNT], check=False, capture_output=True)  # noqa: S603


def _lets_pass(folder: Path, to: dict[str, Any]) -> bool:
    status = folder.stat()
    if status.st_uid == to["user"]:
        return bool(status.st_mode & 0o100)
    if status.st_gid == to["group"]:
        return bool(status.st_mode & 0o010)
    access = _access(folder)  # its mask bounds what a user is given: chmod narrows it
    return bool(status.st_mode & 0o001) or bool(access.get((USER, to["user"]), 0) & access.get((MASK, NO_ID), 0) & PASS)


def _access(folder: Path) -> dict[tuple[int, int], int]:
    """Return {(tag, id): permissions} of all who may do something with a folder."""
    try:
        return {(tag, who): may for tag, may, who in ENTRY.iter_unpack(os.getxattr(folder, ACCESS)[len(VERSION) :])}
    except (OSError, AttributeError):  # it has no list, or the system knows none
        mode = folder.stat().st_mode
        return {(OWNER, NO_ID): mode >> 6 & 7, (GROUP, NO_ID): mode >> 3 & 7, (OTHER, NO_ID): mode & 7}


def _allow_passing(folder: Path, user: int) -> None:
    """Let one user pass through a folder; where no list can say that, everybody."""
    access = _access(folder)
    access[MASK, NO_ID] = access.get((MASK, NO_ID), access[GROUP, NO_ID]) | PASS
    access[USER, user] = access.get((USER, user), 0) | PASS
    entries = (ENTRY.pack(tag, may, who) for (tag, who), may in sorted(access.items()))
    try:
        os.setxattr(folder, ACCESS, VERSION + b"".join(entries))
    except (OSError, AttributeError):
        _allow_everyone(folder, PASS)


def _allow_everyone(path: Path, permissions: int) -> None:
    mode = path.stat().st_mode & 0o7777
    if mode | permissions != mode:
        path.chmod(mode | permissions)
