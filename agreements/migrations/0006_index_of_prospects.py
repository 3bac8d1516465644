"""Index what is planned, announced or discussed by its last possible day, for the watch list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_facet_values_by_index")]
    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("modality__in", ["planned", "announced", "discussed"])),
                fields=["latest"],
                name="agreements_event_prospects",
            ),
        ),
    ]
