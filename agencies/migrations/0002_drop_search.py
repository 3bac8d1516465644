"""What countries and agencies were found by in the database goes, from a database that has it."""

from importlib import import_module

from django.db import migrations

from spacecoop.sql import install, settle_indexes

BEFORE = "0001_countries_agencies_and_people"
TRIGGERS = import_module(f"agencies.migrations.{BEFORE}").TRIGGERS


class Migration(migrations.Migration):
    dependencies = [("agencies", BEFORE), ("spacecoop", "0002_drop_search")]
    operations = [
        migrations.RunSQL("DROP FUNCTION IF EXISTS search_country(), search_agency()"),
        install("agencies", "names"),
        settle_indexes("agencies"),
        # As they are now: what several do alike, they do by one function.
        migrations.RunSQL([operation.trigger.install_sql for operation in TRIGGERS]),
    ]
