"""What became of the document under each address: of those that there are, that they came with the present edition."""

from django.db import migrations, models

FILL = """
UPDATE catalogue_state state SET first_edition = edition.id, first_revision = edition.revision
    FROM catalogue_edition edition WHERE edition.id = state.edition_id;
INSERT INTO catalogue_change (kind, slug, key, revision, changed_at, is_there)
    SELECT document.kind, document.slug, document.key, edition.revision, coalesce(edition.changed_at, now()), true
    FROM catalogue_document document, catalogue_state state
        JOIN catalogue_edition edition ON edition.id = state.edition_id
    WHERE document.until IS NULL
    ON CONFLICT (kind, slug) DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_index_of_what_came")]
    operations = [
        migrations.AddField(
            "state",
            "first_edition",
            models.BigIntegerField(default=0, help_text="The edition from which every change is told."),
        ),
        migrations.AddField(
            "state", "first_revision", models.BigIntegerField(default=0, help_text="The revision of that edition.")
        ),
        migrations.CreateModel(
            "Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="The model of the record, in lower case.", max_length=20)),
                (
                    "slug",
                    models.CharField(help_text="The address; of a country its code in small letters.", max_length=100),
                ),
                (
                    "key",
                    models.BigIntegerField(help_text="The key of the record that stands there, or stood there last."),
                ),
                ("revision", models.BigIntegerField(help_text="The revision of the edition that made the change.")),
                ("changed_at", models.DateTimeField(help_text="When that revision was made.")),
                ("is_there", models.BooleanField(help_text="Whether a document stands there.")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["revision", "kind", "slug"], name="catalogue_change_order"),
                    models.Index(fields=["kind", "revision", "slug"], name="catalogue_change_of_kind"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "slug"), name="catalogue_change_once"),
                ],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
