"""Find the few events without a date by an index of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0009_facet_totals")]
    operations = [
        migrations.AddIndex(
            "event",
            models.Index(fields=["agreement"], condition=models.Q(date__isnull=True), name="agreements_event_undated"),
        ),
    ]
