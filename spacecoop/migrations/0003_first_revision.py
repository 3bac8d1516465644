from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("spacecoop", "0002_revision_and_former_addresses")]
    operations = [
        migrations.RunSQL(
            "INSERT INTO spacecoop_revision (id, number, changed_at) VALUES (1, 0, clock_timestamp())",
            "DELETE FROM spacecoop_revision",
        )
    ]
