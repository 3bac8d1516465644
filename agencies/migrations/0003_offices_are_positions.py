"""What a person holds in an organisation is called a position."""

import pgtrigger.migrations
from django.db import migrations

from spacecoop.sql import together


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_drop_search"),
        ("agreements", "0002_drop_what_is_derived"),
    ]
    operations = together([
        *(
            pgtrigger.migrations.RemoveTrigger(model_name="office", name=name)
            for name in ("next_revision", "insert_insert", "update_update", "delete_delete")
        ),
        pgtrigger.migrations.RemoveTrigger(model_name="officehistory", name="append_only"),
        migrations.RenameModel("Office", "Position"),
        migrations.RenameModel("OfficeHistory", "PositionHistory"),
    ])
