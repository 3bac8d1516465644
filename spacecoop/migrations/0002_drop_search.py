"""Search by the database goes, from a database that has it: its triggers on other tables with it."""

from django.db import migrations

from spacecoop.sql import install

DROP = """
DROP FUNCTION IF EXISTS search_follow() CASCADE;
DROP FUNCTION IF EXISTS search_attach(regclass, text, text[]), search_detach(regclass, text),
    search_refresh(text, bigint[]), search_headline(text, bigint, tsquery), search_vector(text[], text, text, text),
    search_names(text), search_query(text), search_name(text), search_words(text, boolean), search_fold(text),
    search_plain(text);
DROP TABLE IF EXISTS spacecoop_searchdocument, spacecoop_searchname, spacecoop_searchword;
DROP TEXT SEARCH CONFIGURATION IF EXISTS spacecoop;
DROP TEXT SEARCH CONFIGURATION IF EXISTS spacecoop_names;
"""
# Whoever runs the server may have made an extension, or use it: then it stays.
DROP_EXTENSION = """
DO $$ BEGIN
    DROP EXTENSION IF EXISTS {name};
EXCEPTION WHEN insufficient_privilege OR dependent_objects_still_exist THEN
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("spacecoop", "0001_dates_revision_addresses")]
    operations = [
        migrations.RunSQL(DROP),
        *(migrations.RunSQL(DROP_EXTENSION.format(name=name)) for name in ("btree_gin", "btree_gist")),
        *(install("spacecoop", name) for name in ("dates", "revision", "records")),
    ]
