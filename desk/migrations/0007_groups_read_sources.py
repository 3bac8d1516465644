from django.db import migrations

from desk.groups import settle_groups


class Migration(migrations.Migration):
    """Let editors bring texts of sources here."""

    dependencies = [("desk", "0006_source_texts")]

    operations = [migrations.RunPython(settle_groups, migrations.RunPython.noop)]
