"""Write what the code says into docs/data-dictionary.md and docs/exports.md: `python -m tests.data_dictionary`."""

import os
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
PATH = DOCS / "data-dictionary.md"
EXPORTS = DOCS / "exports.md"
COLUMNS_HEADING = "## The columns of the tables"
INTRODUCTION = """# Data dictionary

What every field means, in the words that the admin shows beside it. Dates are EDTF (ISO 8601-2); the columns
`…earliest` and `…latest` beside a date are the first and last day that it allows, both included, derived by the
database. Every table has history. The [glossary](glossary.md) tells what each value means, and by which article or
handbook. Written from the models by `python -m tests.data_dictionary`.
"""


def dictionary():
    from django.apps import apps

    parts = [INTRODUCTION]
    for app in ("agencies", "agreements"):
        models = apps.get_app_config(app).get_models()
        parts += [_table(model) for model in models if not model.__name__.endswith("History")]
    return "\n".join(parts)


def exports():
    """Return the part of docs/exports.md that lists the columns of CSV and Excel."""
    from opendata.exports.columns import GROUPS, columns_of

    parts = [COLUMNS_HEADING]
    for list_name in GROUPS:
        rows = [f"| `{name}` | {meaning} |" for name, meaning in columns_of(list_name)]
        parts.append("\n".join([f"### {list_name}", "", "| column | meaning |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _table(model):
    lines = [
        f"## {model.__name__}",
        "",
        " ".join(model.__doc__.split()),
        "",
        "| field | type | meaning |",
        "|---|---|---|",
    ]
    lines += [_row(field) for field in model._meta.fields if not field.primary_key and not _is_target(model, field)]
    if model.__name__ == "Citation":
        lines.append("| one of the records above | link | What it supports: exactly one. |")
    return "\n".join([*lines, ""])


def _is_target(model, field):
    return model.__name__ == "Citation" and field.is_relation and field.null


def _row(field):
    meaning = str(field.help_text)
    if field.choices:
        meaning += " One of: " + ", ".join(f"`{value}`" for value, _ in field.flatchoices) + "."
    return f"| `{field.name}` | {_type(field)} | {meaning} |"


def _type(field):
    if field.is_relation:
        return f"link to {field.related_model.__name__}"
    name = type(field).__name__
    return {
        "EDTFField": "EDTF",
        "CharField": "text",
        "DurationField": "text",
        "TextField": "text",
        "URLField": "web address",
        "DateField": "day",
        "PositiveIntegerField": "number",
        "GeneratedField": "day, derived",
        "ArrayField": "list of texts",
    }[name]


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
    django.setup()
    PATH.write_text(dictionary())
    written, _, _ = EXPORTS.read_text().partition(COLUMNS_HEADING)
    EXPORTS.write_text(written + exports())
    sys.stdout.write(f"{PATH}\n{EXPORTS}\n")
