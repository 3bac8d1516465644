"""The SQL that stays: each function and view once, in `<app>/sql/*.sql`, installed by a migration."""

import re
from pathlib import Path

from django.apps import apps
from django.db import migrations
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_MADE = re.compile(r"^CREATE OR REPLACE (FUNCTION|VIEW) (\w+(?:\([^)]*\))?)", re.MULTILINE)


def install(app, name):
    """Return the operation that installs `<app>/sql/<name>.sql` as it is; reversed, it drops what the file makes."""
    text = text_of(app, name)
    drops = [f"DROP {kind} {signature}" for kind, signature in reversed(made_by(text))]
    return migrations.RunSQL(text, "; ".join(drops))


def reinstall(app, name):
    """Return the operation that installs a file again after it has changed; reversed, what it made stays."""
    return migrations.RunSQL(text_of(app, name), migrations.RunSQL.noop)


def together(operations):
    """Return the operations with each run of those that can share their states as one, so that few are rendered."""
    runs = []
    for operation in operations:
        if not (runs and isinstance(operation, _SHARING) and runs[-1].takes(operation)):
            runs.append(Together())
        runs[-1].operations.append(operation)
    return [run if isinstance(run.operations[0], _SHARING) else run.operations[0] for run in runs]


class Together(Operation):
    """Operations that see the models only as they are before the first and after the last of them."""

    def __init__(self):
        self.operations = []

    def takes(self, operation):
        """Tell whether an operation does the same here as alone: its model and its field change nowhere else in it."""
        first = self.operations[0]
        if not isinstance(first, _SHARING) or isinstance(first, migrations.CreateModel) != isinstance(
            operation, migrations.CreateModel
        ):
            return False
        return not isinstance(operation, _OF_FIELDS) or not any(
            isinstance(other, _OF_FIELDS) and other.is_same_field_operation(operation) for other in self.operations
        )

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # else each operation renders again what it touches
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)


_OF_FIELDS = (migrations.AddField, migrations.AlterField, migrations.RemoveField)
_SHARING = (
    *_OF_FIELDS,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.AlterConstraint,
    migrations.AddIndex,
    migrations.RenameIndex,
    migrations.AlterModelOptions,
    migrations.CreateModel,
    AddTrigger,
    RemoveTrigger,
)


def settle_indexes(app):
    """Return the operation that gives the tables of an app the indexes that their models have, and no others."""

    def settle(apps, schema_editor):
        for model in apps.get_app_config(app).get_models():
            _settle_indexes(model, schema_editor)

    return migrations.RunPython(settle)


def _settle_indexes(model, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    for index in model._meta.indexes:
        if index.name not in found:
            schema_editor.add_index(model, index)
    unindexed = [[field.column] for field in model._meta.local_fields if field.is_relation and not field.db_index]
    for name, constraint in found.items():
        if constraint["index"] and not constraint["unique"] and constraint["columns"] in unindexed:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def files():
    """Return (label of its app, name) of every file, in the order of the apps."""
    return [(app.label, path.stem) for app in apps.get_app_configs() for path in sorted(_folder(app).glob("*.sql"))]


def text_of(app, name):
    return (_folder(apps.get_app_config(app)) / f"{name}.sql").read_text(encoding="utf-8")


def made_by(text):
    """Return (kind, name with arguments) of each function and view that a text of SQL makes, in order."""
    return _MADE.findall(text)


def _folder(app):
    return Path(app.path) / "sql"
