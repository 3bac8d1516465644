"""The names of countries, agencies and people as a view, and how a name is folded."""

from django.db import migrations

from spacecoop.sql import install


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_plain_words")]
    operations = [install("agencies", "names")]
