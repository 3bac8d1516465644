"""The names of all records that are found by their names, as a view."""

from django.db import migrations

from spacecoop.sql import install


class Migration(migrations.Migration):
    dependencies = [("agreements", "0011_plain_words"), ("agencies", "0004_names")]
    operations = [install("agreements", "names")]
