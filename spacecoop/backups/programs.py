"""PostgreSQL's own programs, run on a database of the site."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import CommandError
from django.db import connection
from psycopg import pq
from psycopg.conninfo import make_conninfo

from spacecoop.embedded.cluster import MAJOR, PROGRAMS, complaint

KEYWORDS = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
INSTALLED = ("/usr/lib/postgresql/{}/bin", "/usr/pgsql-{}/bin")  # Debian and its like, Red Hat and its like


def present_address() -> dict:
    """Return how libpq reaches the site's database; start the embedded one where it is that."""
    connection.ensure_connection()
    return {name: value for name, value in connection.get_connection_params().items() if name in KEYWORDS}


@contextmanager
def connected(address: dict):
    """Yield a connection without limits of time, in which each statement stands for itself."""
    with psycopg.connect(**address, autocommit=True) as opened:
        for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            opened.execute(f"SET {limit} = 0")
        yield opened


def programs_for(major: int, *, exactly: bool) -> Path:
    """Return the folder of the programs for a server of a major version.

    `exactly`: of the same version; a dump is also taken by a newer one. Raises: CommandError where there are none.
    """
    folders = [Path(folder.format(major)) for folder in INSTALLED]
    if major == int(MAJOR):
        return PROGRAMS
    if found := next((folder for folder in folders if (folder / "pg_restore").exists()), None):
        return found
    if exactly or major > int(MAJOR):
        raise CommandError(
            f"The database server is PostgreSQL {major} and the programs here are of {MAJOR}: install its own, "
            f"in {folders[0]} (on Debian the package postgresql-client-{major})."
        )
    return PROGRAMS


def run(program: Path, address: dict, *arguments: str, **circumstances):
    """Run a program on a database; its password is seen by no other user. Raises: CommandError with its complaint."""
    place = {name: value for name, value in address.items() if name != "password"}
    environment = {**os.environ, "LC_ALL": "C"}
    if address.get("password"):
        environment["PGPASSWORD"] = address["password"]
    done = subprocess.run(  # noqa: S603
        [program, f"--dbname={make_conninfo(**place)}", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
        **circumstances,
    )
    if done.returncode:
        raise CommandError(f"{program.name} failed: {complaint(done.stderr)}.")
