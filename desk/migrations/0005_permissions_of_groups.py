from django.db import migrations

from desk.groups import settle_groups


class Migration(migrations.Migration):
    """Reviewers may merge records and settle reports."""

    dependencies = [("desk", "0004_reports_and_counts_of_gaps")]

    operations = [migrations.RunPython(settle_groups, migrations.RunPython.noop)]
