"""Drafts and imports speak of kinds of events, and of who states a relation, in the words of the records.

What the form of a report asks is asked in plain words.
"""

from importlib import import_module

from django.db import migrations, models

from spacecoop.sql import together

RENAMED = import_module("agreements.migrations.0011_plain_kinds_and_editors").RENAMED
MODELS = {"event": "agreements.Event", "relation": "agreements.Relation"}


def carried(row, column, values):
    """Return a row, or the values of a fact, in today's words."""
    return {**row, column: values.get(row[column], row[column])} if row and column in row else row


def carry_drafts(apps):
    for model, column, values in RENAMED:
        for change in apps.get_model("desk", "DraftChange").objects.filter(model=MODELS[model]):
            change.before, change.after = (carried(row, column, values) for row in (change.before, change.after))
            change.save(update_fields=["before", "after"])


def carried_facts(address, facts):
    """Return the facts that statements of the record at an address hold; those of other imports stay as they are."""
    renamed = [(column, values) for _, column, values in RENAMED if column != "kind" or address.startswith("events/")]
    for column, values in renamed:
        facts = {name: _carried_fact(fact, column, values) for name, fact in facts.items()}
    return facts


def _carried_fact(fact, column, values):
    stated = fact["value"]
    if not isinstance(stated, dict) or stated.get(column) not in values:
        return fact
    told = {**fact, "value": carried(stated, column, values)}
    return told | ({"shown": fact["shown"].replace(stated[column], values[stated[column]])} if "shown" in fact else {})


def carry_imports(apps):
    for remembered in apps.get_model("desk", "ImportedRecord").objects.iterator():
        _keep(remembered, facts=carried_facts(remembered.row_id, remembered.facts))
    for row in apps.get_model("desk", "ImportRow").objects.iterator():
        before = row.before and row.before | {"facts": carried_facts(row.row_id, row.before["facts"])}
        _keep(row, facts=carried_facts(row.row_id, row.facts), before=before)


def _keep(row, **told):
    if any(getattr(row, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(row, name, value)
        row.save(update_fields=[*told])


def carry_over(apps, schema_editor):
    carry_drafts(apps)
    carry_imports(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0009_merge_says_with_which_others"),
        ("agreements", "0011_plain_kinds_and_editors"),
    ]
    # Reversed, what was begun and what is remembered stays as it is.
    operations = together([
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='report',
            name='contact',
            field=models.EmailField(blank=True, help_text='Only if you would like a reply; only editors see it.', max_length=254, verbose_name='email (optional)'),
        ),
        migrations.AlterField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('error', 'something is wrong'), ('missing', 'something is missing'), ('broken', 'a link is broken')], default='error', help_text='What it is about.', max_length=10, verbose_name='what is the problem'),
        ),
        migrations.AlterField(
            model_name='report',
            name='text',
            field=models.TextField(help_text='Be specific and, if possible, name a source.', max_length=2000, verbose_name='describe the problem'),
        ),
    ])
