"""A citation of what a person holds in an organisation supports a position."""

import pgtrigger.migrations
from django.db import migrations

from spacecoop.sql import together


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_drop_what_is_derived"),
        ("agencies", "0003_offices_are_positions"),
    ]
    operations = together([
        *(
            pgtrigger.migrations.RemoveTrigger(model_name="citation", name=name)
            for name in ("insert_insert", "update_update", "delete_delete")
        ),
        migrations.RenameField("citation", "office", "position"),
        migrations.RenameField("citationhistory", "office", "position"),
    ])
