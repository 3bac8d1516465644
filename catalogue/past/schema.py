"""The schema `past`: of each recorded model a view that has its table's name and columns, and its rows as they were.

As of which revision is a setting of the transaction. Whoever reads with `past` before `public` in the search path is
given these rows in place of the tables', by the same statements. The views are made from the models after each
migration, and taken away before one, which might change the columns that they rest on.
"""

from hashlib import blake2b

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from agreements.history import RECORDED
from spacecoop.records import history_of

SCHEMA = "past"
REVISION = "past.revision"  # the setting
VIEW = """
CREATE VIEW {schema}.{table} AS
SELECT {columns}
FROM {history} state
WHERE state.pgh_revision <= current_setting('{setting}')::bigint AND state.pgh_label <> 'delete' AND NOT EXISTS (
    SELECT FROM {history} later
    WHERE later.pgh_obj_id = state.pgh_obj_id AND later.pgh_id > state.pgh_id
        AND later.pgh_revision <= current_setting('{setting}')::bigint
)
"""


def view_of(model):
    """Return the statement that makes the view of a model's past rows.

    It asks by what is no later, not for the last of each: so parts are found by the record that they belong to.
    """
    columns = (f"{_value(field)} AS {_quoted(field.column)}" for field in model._meta.local_fields)
    return VIEW.format(
        schema=SCHEMA,
        table=_quoted(model._meta.db_table),
        history=_quoted(history_of(model)._meta.db_table),
        columns=", ".join(columns),
        setting=REVISION,
    )


def _value(field):
    """Return where a column of the past comes from: the history, or what it is computed by from the other columns."""
    if field.primary_key:
        return "state.pgh_obj_id"
    if field.generated:
        return connection.ops.compose_sql(*field.generated_sql(connection))
    return f"state.{_quoted(field.column)}"


def _quoted(name):
    return connection.ops.quote_name(name)


def install():
    """Make the views as the models are now, unless they stand so already."""
    statements = [view_of(model) for model in RECORDED]
    mark = blake2b("".join(statements).encode(), digest_size=8).hexdigest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT obj_description(to_regnamespace(%(schema)s), 'pg_namespace'),"
            " (SELECT count(*) FROM pg_views WHERE schemaname = %(schema)s)",
            {"schema": SCHEMA},
        )
        if cursor.fetchone() == (mark, len(statements)):
            return
        for statement in (_DROP, f"CREATE SCHEMA {SCHEMA}", *statements, f"COMMENT ON SCHEMA {SCHEMA} IS '{mark}'"):
            cursor.execute(statement)


_DROP = f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"


def remove():
    with connection.cursor() as cursor:
        cursor.execute(_DROP)


def before_migration(plan=(), **kwargs):
    """Take the views away where a migration is about to run."""
    if plan:
        remove()


def after_migration(plan=None, **kwargs):
    """Make the views anew where all migrations have run; `plan`: those that have, None after a mere flush."""
    if plan is not None and not (plan and _migrations_missing()):
        install()


def _migrations_missing():
    """Return the migrations that the database lacks, as after one of an app alone, or back to an earlier one."""
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())
