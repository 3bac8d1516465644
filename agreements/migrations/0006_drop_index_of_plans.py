"""What is overdue is asked of the index of documents: the database needs none for it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_designations_replace_kinds")]
    operations = [migrations.RemoveIndex(model_name="event", name="agreements_event_prospects")]
