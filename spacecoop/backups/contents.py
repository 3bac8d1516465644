"""What a database holds, told so that two can be compared: rows and a hash of each table, whatever their order."""

from django.core.management import CommandError
from psycopg import sql

TABLES = """
    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
        AND relnamespace = current_schema()::regnamespace ORDER BY relname
"""
# A sum knows no order, so nothing is sorted; 64 bits of each row's MD5, the same on every version and machine.
TABLE = """
    SELECT count(*), coalesce(sum(('x' || left(md5(spacecoop_row::text), 16))::bit(64)::bigint::numeric), 0)::text
    FROM {} AS spacecoop_row
"""
WRITTEN_ALIKE = {"datestyle": "ISO", "timezone": "UTC", "bytea_output": "hex", "extra_float_digits": "1"}


def tables_of(opened) -> list[str]:
    return [name for (name,) in opened.execute(TABLES).fetchall()]


def contents_of(opened) -> dict:
    """Return {table: [rows, hash]}. Cost: each row is read and hashed, 20 MB a second on a busy core."""
    for name, value in WRITTEN_ALIKE.items():
        opened.execute("SELECT set_config(%s, %s, false)", [name, value])
    return {
        name: list(opened.execute(sql.SQL(TABLE).format(sql.Identifier(name))).fetchone()) for name in tables_of(opened)
    }


def migrations_of(opened) -> list[str]:
    """Return all that were applied, as `app.name`; none of a database that no version has migrated."""
    if not opened.execute("SELECT to_regclass('django_migrations')").fetchone()[0]:
        return []
    return [
        name for (name,) in opened.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    ]


def states_of(opened) -> dict:
    """Return the revision of the records, and the edition of the documents that readers see."""
    return {
        "revision": _row(opened, "SELECT number, changed_at FROM spacecoop_revision"),
        "edition": _row(
            opened,
            "SELECT edition.id AS number, edition.revision, edition.changed_at FROM catalogue_state state"
            " JOIN catalogue_edition edition ON edition.id = state.edition_id",
        ),
    }


def _row(opened, statement):
    found = opened.execute(f"SELECT to_jsonb(told) FROM ({statement}) told").fetchone()  # noqa: S608
    return found and found[0]


def compare(opened, told: dict):
    """Raises: CommandError that names a table which does not hold what a manifest tells of it."""
    holds = contents_of(opened)
    for name in sorted({*told, *holds}):
        if holds.get(name) != told.get(name):
            rows, wanted = (tables.get(name, ["no"])[0] for tables in (holds, told))
            raise CommandError(
                f"What was read back is not what was backed up: the table {name} has {rows} rows, of {wanted}, "
                "or others: take another backup, and look at the disk."
            )
