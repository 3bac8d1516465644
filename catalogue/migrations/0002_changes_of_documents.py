"""Documents tell when their record last changed, in a database whose documents do not: they are made again."""

from django.db import migrations

ADD = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_schema = current_schema
        AND table_name = 'catalogue_document' AND column_name = 'revision')
    THEN
        DELETE FROM catalogue_document;
        UPDATE catalogue_state SET edition_id = NULL, code = '';
        DELETE FROM catalogue_edition;
        ALTER TABLE catalogue_document ADD COLUMN revision bigint NOT NULL, ADD COLUMN changed_at timestamptz NOT NULL;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_editions_and_documents")]
    operations = [migrations.RunSQL(ADD)]
