"""Index the letters of agreements' slugs, for addresses that are nearly right."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_kept_plans")]
    operations = [
        migrations.AddIndex(
            model_name="agreement",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("slug", name="gin_trgm_ops"),
                name="agreements_agreement_near_slug",
            ),
        ),
    ]
