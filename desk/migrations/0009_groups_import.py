from django.db import migrations

from desk.groups import settle_groups


class Migration(migrations.Migration):
    """Let reviewers import tables."""

    dependencies = [("desk", "0008_imports")]

    operations = [migrations.RunPython(settle_groups, migrations.RunPython.noop)]
