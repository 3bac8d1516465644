"""A dump of the database, taken while the site works, read back, and restored."""

import shutil
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import IsolationLevel, sql

from spacecoop.backups import files
from spacecoop.backups.contents import compare, contents_of, migrations_of, states_of, tables_of
from spacecoop.backups.programs import connected, present_address, programs_for, run
from spacecoop.embedded.cluster import ROLE, Cluster

CHECKED = "backup.check-"  # begins the folder of the server that a backup is read back into
LEAVING_SECONDS = 3  # in which the server sees that a connection, ours too, has ended
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
# A database as the present one: text is sorted and folded as there.
PLACE = """
    SELECT pg_encoding_to_char(encoding), datcollate, datctype, datlocprovider::text,
        coalesce(to_jsonb(place) ->> 'datlocale', to_jsonb(place) ->> 'daticulocale')
    FROM pg_database place WHERE datname = current_database()
"""
PROVIDERS = {"b": "builtin", "i": "icu", "c": "libc"}


def take(place: Path, *, check: bool) -> dict:
    """Back up into a new folder `place`; return its manifest.

    Dump, counts and hashes are of one snapshot, whatever is saved meanwhile. `check`: restore it into a server of its
    own for that, which takes as much disk in SPACECOOP_HOME as the database.
    Raises: CommandError; then nothing is left.
    """
    address = present_address()
    with files.whole_or_nothing(place) as aside:
        told = _dump(address, aside / files.DUMP)
        files.write_key(aside)
        files.write_manifest(aside, told)
        if check:
            _read_back(aside)
    return told


def _dump(address: dict, path: Path) -> dict:
    with connected(address) as opened:
        opened.isolation_level = IsolationLevel.REPEATABLE_READ
        with opened.transaction():
            (snapshot,) = opened.execute("SELECT pg_export_snapshot()").fetchone()
            if not (migrations := migrations_of(opened)):
                raise CommandError("The database is empty: there is nothing to back up.")
            major = opened.info.server_version // 10000
            files.write_private(path, "")
            program = programs_for(major, exactly=False) / "pg_dump"
            run(program, address, "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
            return {
                "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "version": files.version(),
                "postgresql": major,
                **states_of(opened),
                "migrations": migrations,
                "tables": contents_of(opened),
            }


def _read_back(folder: Path):
    """Raises: CommandError where a backup, read into an empty server, is not what its manifest tells."""
    told = files.read_manifest(folder)
    with _server_for_a_while() as address:
        _fill(address, folder / files.DUMP)
        with connected(address) as opened:
            compare(opened, told["tables"])


@contextmanager
def _server_for_a_while():
    """Yield the address of an empty database of a server that goes when the block ends."""
    for abandoned in settings.HOME.glob(f"{CHECKED}*"):
        shutil.rmtree(abandoned)
    home = Path(tempfile.mkdtemp(prefix=CHECKED, dir=settings.HOME))
    home.chmod(0o711)  # as root, the server is another user, who has to reach its data
    cluster = Cluster(home, throwaway=True)
    try:
        cluster.join()
        cluster.prepare(ROLE)
        yield {"host": str(cluster.socket_folder), "port": "5432", "user": ROLE, "dbname": ROLE}
    finally:
        cluster.leave()
        shutil.rmtree(home)


def _fill(address: dict, dump: Path):
    """Restore a dump into an empty database, whole or not at all."""
    with connected(address) as opened:
        program = programs_for(opened.info.server_version // 10000, exactly=True) / "pg_restore"
    run(program, address, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(dump))


def refuse_newer(told: dict):
    """Raises: CommandError where a backup is of a newer version of spacecoop than this one."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {".".join(name) for migration in loader.disk_migrations.values() for name in migration.replaces}
    ours = (name for name in told["migrations"] if name.split(".")[0] in loader.migrated_apps)
    if unknown := sorted(set(ours) - known):
        raise CommandError(
            f"The backup is of a newer version of spacecoop ({told['version']}), which has migrated it ({unknown[0]}): "
            "restore it with that version (git pull)."
        )


def restore(folder: Path, *, replace: bool) -> list[str]:
    """Make a backup the site's database; return sentences on what was done.

    It is read into a database beside the present one, compared with its manifest, and only then takes its place.
    Raises: CommandError; then the present database is as it was.
    """
    told = files.read_manifest(folder)
    refuse_newer(told)
    address = present_address()
    with connected(address) as opened:
        has_data = bool(tables_of(opened))
        if has_data and not replace:
            raise CommandError(
                f"The database {address['dbname']} has data: stop the site and add --replace, which puts the backup in "
                "their place and keeps them aside."
            )
        connections.close_all()
        _refuse_others(opened)
    done = _restore_beside(address, folder, told) if has_data else _restore_into(address, folder, told)
    return [done, *filter(None, [files.put_key_back(folder)])]


def _refuse_others(opened):
    given_up = time.monotonic() + LEAVING_SECONDS
    while (others := opened.execute(OTHERS).fetchone()[0]) and time.monotonic() < given_up:
        time.sleep(0.1)
    if others:
        raise CommandError(
            f"The database is in use, by {others} connection{'s' if others > 1 else ''}: stop the site, then try again."
        )


def _restore_into(address: dict, folder: Path, told: dict) -> str:
    _fill(address, folder / files.DUMP)
    with connected(address) as opened:
        compare(opened, told["tables"])
    return f"The backup of {told['taken_at']} is restored."


def _restore_beside(address: dict, folder: Path, told: dict) -> str:
    name, aside = address["dbname"], f"{address['dbname']}_before_{files.stamp().lower()}"
    fresh = address | {"dbname": f"{name}_restored"}
    with connected(address) as opened:
        _create_like_present(opened, fresh["dbname"])
    try:
        _restore_into(fresh, folder, told)
        with connected(address | {"dbname": "postgres"}) as opened, opened.transaction():
            _rename(opened, name, aside)
            _rename(opened, fresh["dbname"], name)
    except Exception:
        with connected(address) as opened:
            opened.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh["dbname"])))
        raise
    return (
        f"The backup of {told['taken_at']} is restored. The data of before are the database {aside}; "
        f"when you need them no more: DROP DATABASE {aside};"
    )


def _create_like_present(opened, name: str):
    encoding, collate, character_type, provider, locale = opened.execute(PLACE).fetchone()
    statement = "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {} LOCALE_PROVIDER {}"
    if locale:
        statement += " LOCALE {}" if provider == "b" else " ICU_LOCALE {}"
    texts = [encoding, collate, character_type, PROVIDERS[provider], *filter(None, [locale])]
    opened.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))  # of a restore that was killed
    opened.execute(sql.SQL(statement).format(sql.Identifier(name), *map(sql.Literal, texts)))


def _rename(opened, name: str, to: str):
    opened.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to)))
