"""How the server of the wheel is set, and what of our environment it may not see."""

import locale
from contextlib import suppress
from pathlib import Path

PORT = 5432  # part of the socket's name only: nothing listens on the network

SERVER = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    # Threads keep one each: enough for twenty workers with eight.
    "max_connections": 200,
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    # Parallel workers and just-in-time compilation cost more than they bring on two cores,
    # and parallel workers need more shared memory than containers grant.
    "max_parallel_workers_per_gather": 0,
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Errors reach the site, which logs them; the server's own log stays small.
    "log_min_messages": "log",
    "log_checkpoints": "off",
}
# What keeps all that is written for a restore to any time: a full file of 16 MB, or what there is after a minute.
ARCHIVING = {
    "archive_mode": "on",
    "archive_library": "basic_archive",  # PostgreSQL's own: each file is there whole and on the disk, or not at all
    "archive_timeout": 60,
    "summarize_wal": "on",  # for base backups that hold only what has changed
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# Names of the environment that begin like this are PostgreSQL's own, or settings of the site with its secrets.
NOT_FOR_SERVER = ("PG", "SPACECOOP_", "SECRET_KEY", "DATABASE_URL", "CACHE_URL")


def initial(folder: Path) -> list[str]:
    """Return the arguments by which `initdb` makes a server in a folder, but for how it knows who connects."""
    # The builtin locale sorts and folds case alike on every machine; the character classes of the
    # text search parser come from the C library, whose plain C locale takes “–” for a letter.
    return [
        *(f"--pgdata={folder}", "--username=postgres", "--encoding=UTF8", "--no-instructions"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", f"--lc-ctype={_utf8_classes()}"),
    ]


def _utf8_classes() -> str:
    """Return a locale of this machine that knows Unicode's character classes."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"):
            with suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
