"""What is known to be wrong dates no agreement, and what is preferred goes before others, as in documents."""

from importlib import import_module

from django.db import migrations

from spacecoop.sql import install

FIRST_ACTS = import_module("agreements.migrations.0001_agreements_events_and_sources").FIRST_ACTS


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_agreements_extend_others")]
    operations = [
        migrations.RunSQL(*reversed(FIRST_ACTS)),
        install("agreements", "first_acts"),
    ]
