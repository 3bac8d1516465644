"""Plan the statements that follow every change once a session: planning them took longer than carrying them out."""

from importlib import import_module

from django.db import migrations

KINDS = ["country", "agency", "area", "mission", "agreement", "event", "source"]

# Written once for each kind of record, since a statement that is put together while running is planned each time.
REFRESH_KIND = """
CREATE FUNCTION search_refresh_{kind}(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
-- `changed`: keys of records, null for all. Writes only what differs.
DECLARE
    lost text[];
    won text[];
BEGIN
    changed := coalesce(changed, ARRAY(
        SELECT record FROM search_{kind}() UNION SELECT record FROM spacecoop_searchdocument WHERE kind = '{kind}'
        UNION SELECT record FROM spacecoop_searchname WHERE kind = '{kind}'
    ));
    WITH fresh AS MATERIALIZED (
        SELECT record, names, others, subjects, prose FROM search_{kind}() WHERE record = ANY(changed)
    ), gone_documents AS (
        DELETE FROM spacecoop_searchdocument old WHERE kind = '{kind}' AND old.record = ANY(changed)
            AND NOT EXISTS (SELECT FROM fresh WHERE fresh.record = old.record)
    ), documents AS (
        INSERT INTO spacecoop_searchdocument AS old (kind, record, document)
        SELECT '{kind}', record, search_vector(names, others, subjects, prose) FROM fresh
        ON CONFLICT (kind, record) DO UPDATE SET document = excluded.document
            WHERE old.document IS DISTINCT FROM excluded.document
    ), names AS (
        SELECT DISTINCT record, left(name, 500) AS name FROM fresh, unnest(names) name WHERE name <> ''
    ), gone AS (
        DELETE FROM spacecoop_searchname old WHERE kind = '{kind}' AND old.record = ANY(changed)
            AND NOT EXISTS (SELECT FROM names WHERE names.record = old.record AND names.name = old.name)
        RETURNING words
    ), come AS (
        INSERT INTO spacecoop_searchname (kind, record, name, folded, words)
        SELECT '{kind}', record, name, search_fold(name), to_tsvector('spacecoop_names', search_fold(name)) FROM names
        ON CONFLICT DO NOTHING
        RETURNING words
    )
    SELECT ARRAY(SELECT DISTINCT lexeme FROM gone, unnest(gone.words)),
           ARRAY(SELECT DISTINCT lexeme FROM come, unnest(come.words)) INTO lost, won;
    INSERT INTO spacecoop_searchword (word)
        SELECT word FROM unnest(won) word WHERE length(word) BETWEEN 3 AND 100 AND word !~ '^[0-9]+$' ORDER BY word
        ON CONFLICT DO NOTHING;
    IF cardinality(lost) = 0 THEN RETURN; END IF;
    -- Two conditions, one for each of the partial indexes on words.
    DELETE FROM spacecoop_searchword WHERE word = ANY(lost)
        AND NOT EXISTS (SELECT FROM spacecoop_searchname name WHERE name.kind IN ('agreement', 'event', 'source')
            AND name.words @@ quote_literal(word)::tsquery)
        AND NOT EXISTS (SELECT FROM spacecoop_searchname name WHERE name.kind NOT IN ('agreement', 'event', 'source')
            AND name.words @@ quote_literal(word)::tsquery);
END $$
"""

# A plan that is kept expects a few keys; for many, one that knows them is worth its making.
REFRESH = """
CREATE OR REPLACE FUNCTION search_refresh(wanted text, changed bigint[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
-- `wanted`: a kind of record; `changed`: their keys, null for all. Writes only what differs.
BEGIN
    IF changed IS NULL OR cardinality(changed) > 200 THEN SET LOCAL plan_cache_mode = force_custom_plan; END IF;
    EXECUTE format('SELECT search_refresh_%s($1)', wanted) USING changed;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_index_of_prospects")]
    operations = [
        # It reads by index already, however many agreements there are: one plan is as good as another.
        migrations.RunSQL(
            "ALTER FUNCTION agreements_set_facets(bigint[]) SET plan_cache_mode = force_generic_plan",
            "ALTER FUNCTION agreements_set_facets(bigint[]) RESET plan_cache_mode",
        ),
        *(
            migrations.RunSQL(REFRESH_KIND.format(kind=kind), f"DROP FUNCTION search_refresh_{kind}(bigint[])")
            for kind in KINDS
        ),
        migrations.RunSQL(
            REFRESH,
            import_module("spacecoop.migrations.0004_search").REFRESH.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        ),
    ]
