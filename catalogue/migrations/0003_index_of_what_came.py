"""What came since an edition is found without looking at all documents."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_changes_of_documents")]
    operations = [
        migrations.AddIndex("document", models.Index(fields=["since"], name="catalogue_document_since")),
    ]
