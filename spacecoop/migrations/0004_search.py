"""Full-text search of every kind of record: the configuration, the documents, the triggers that keep them right.

An app that wants its records found defines a function `search_<kind>()`, which returns the names and other texts of
all records, and attaches the tables that feed these to `search_follow`. The planner opens such a function like a view,
so that asking it for one record reads no other; a view would forbid that a column it reads changes its type.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import Q

CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION spacecoop (COPY = english);
ALTER TEXT SEARCH CONFIGURATION spacecoop
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
-- For names as one types them: no stemming, since a half-typed word has no stem, and no stop words.
CREATE TEXT SEARCH CONFIGURATION spacecoop_names (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION spacecoop_names
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple
"""

# The parser would read “B.USOC” as a host, “CNES/CSA” as a path and “Belgium-Russia” as one word.
PLAIN = """
CREATE FUNCTION search_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT translate(words, '-‐‑–—−/._@:·\\’', '              ')
$$
"""

FOLD = r"""
CREATE FUNCTION search_fold(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT left(btrim(regexp_replace(lower(unaccent(search_plain(name))), '[\s"''()\[\]<>,;!?&|*+=«»“”„‘]+', ' ', 'g')), 500)
$$
"""

# Weights: A its names, B the names of parties and other bodies, C areas and missions, D what is said of it.
# A whole name stands in it as one lexeme of its own, “=canadian space agency”, so that one index finds exact names too.
VECTOR = """
CREATE FUNCTION search_vector(names text[], others text, subjects text, prose text) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT setweight(to_tsvector('spacecoop', search_plain(left(array_to_string(names, ' · '), 100000))), 'A')
    || setweight(to_tsvector('spacecoop', search_plain(left(coalesce(others, ''), 100000))), 'B')
    || setweight(to_tsvector('spacecoop', search_plain(left(coalesce(subjects, ''), 100000))), 'C')
    || setweight(to_tsvector('spacecoop', search_plain(left(coalesce(prose, ''), 100000))), 'D')
    || array_to_tsvector(ARRAY(
        SELECT DISTINCT '=' || search_fold(name) FROM unnest(names) name WHERE search_fold(name) <> ''
    ))
$$
"""

# A hyphen excludes only where a word begins with it: not in “Belgium-Russia” nor in “Belgium - Russia”.
WORDS = r"""
CREATE FUNCTION search_words(asked text, open boolean) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
-- `open`: the last word, of three letters or more and not in quotes, may go on.
DECLARE
    plain text := regexp_replace(asked, '-{2,}|(?<=[^\s])-|-(?=\s|$)', ' ', 'g');
    found tsquery;
BEGIN
    plain := translate(search_plain(translate(plain, '-', E'\x01')), E'\x01', '-');
    found := websearch_to_tsquery('spacecoop', plain);
    IF open AND plain ~ '\w{3}$' AND length(plain) - length(replace(plain, '"', '')) IN (0, 2, 4, 6, 8)
        AND found::text ~ '''$'
    THEN
        found := (found::text || ':*')::tsquery;
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION search_name(asked text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT ('''=' || nullif(search_fold(asked), '') || '''')::tsquery
$$;

CREATE FUNCTION search_query(asked text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT coalesce(search_words(asked, true) || search_name(asked), search_words(asked, true))
$$;

-- Every word may go on here, were it one letter.
CREATE FUNCTION search_names(asked text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT CASE WHEN numnode(words) > 0 THEN regexp_replace(words::text, '''(?= |$)', ''':*', 'g')::tsquery ELSE words END
FROM plainto_tsquery('spacecoop_names', search_fold(asked)) words
$$
"""

REFRESH = """
CREATE FUNCTION search_refresh(wanted text, changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
-- `wanted`: a kind of record; `changed`: their keys, null for all. Writes only what differs.
DECLARE
    lost text[];
    won text[];
BEGIN
    EXECUTE format($sql$
        WITH fresh AS MATERIALIZED (
            SELECT record, names, others, subjects, prose FROM search_%s() WHERE $2 IS NULL OR record = ANY($2)
        ), gone_documents AS (
            DELETE FROM spacecoop_searchdocument old WHERE kind = $1 AND ($2 IS NULL OR old.record = ANY($2))
                AND NOT EXISTS (SELECT FROM fresh WHERE fresh.record = old.record)
        ), documents AS (
            INSERT INTO spacecoop_searchdocument AS old (kind, record, document)
            SELECT $1, record, search_vector(names, others, subjects, prose) FROM fresh
            ON CONFLICT (kind, record) DO UPDATE SET document = excluded.document
                WHERE old.document IS DISTINCT FROM excluded.document
        ), names AS (
            SELECT DISTINCT record, left(name, 500) AS name FROM fresh, unnest(names) name WHERE name <> ''
        ), gone AS (
            DELETE FROM spacecoop_searchname old WHERE kind = $1 AND ($2 IS NULL OR old.record = ANY($2))
                AND NOT EXISTS (SELECT FROM names WHERE names.record = old.record AND names.name = old.name)
            RETURNING words
        ), come AS (
            INSERT INTO spacecoop_searchname (kind, record, name, folded, words)
            SELECT $1, record, name, search_fold(name), to_tsvector('spacecoop_names', search_fold(name)) FROM names
            ON CONFLICT DO NOTHING
            RETURNING words
        )
        SELECT ARRAY(SELECT DISTINCT lexeme FROM gone, unnest(gone.words)),
               ARRAY(SELECT DISTINCT lexeme FROM come, unnest(come.words))
    $sql$, wanted) INTO lost, won USING wanted, changed;
    INSERT INTO spacecoop_searchword (word)
        SELECT word FROM unnest(won) word WHERE length(word) BETWEEN 3 AND 100 AND word !~ '^[0-9]+$' ORDER BY word
        ON CONFLICT DO NOTHING;
    -- Two conditions, one for each of the partial indexes on words.
    DELETE FROM spacecoop_searchword WHERE word = ANY(lost)
        AND NOT EXISTS (SELECT FROM spacecoop_searchname name WHERE name.kind IN ('agreement', 'event', 'source')
            AND name.words @@ quote_literal(word)::tsquery)
        AND NOT EXISTS (SELECT FROM spacecoop_searchname name WHERE name.kind NOT IN ('agreement', 'event', 'source')
            AND name.words @@ quote_literal(word)::tsquery);
END $$
"""

# Once for each statement, however many rows it changed. The trigger that raises the revision comes first, by its
# name, and holds that one row until the transaction ends: so no two writers refresh at once.
FOLLOW = """
CREATE FUNCTION search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
-- Arguments: the column that leads to the records, the columns that count, and pairs of a kind that they feed and the
-- query that leads from these keys ($1) to its records as an array; an empty query: the keys are the records.
DECLARE
    changed bigint[];
    fed bigint[];
    query text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM new_rows', TG_ARGV[0]) INTO changed;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM old_rows', TG_ARGV[0]) INTO changed;
    ELSIF TG_OP = 'UPDATE' THEN
        EXECUTE format(
            'SELECT array_agg(DISTINCT key) FROM (
                (SELECT %1$I AS key, id, %2$s FROM old_rows EXCEPT SELECT %1$I, id, %2$s FROM new_rows)
                UNION ALL
                (SELECT %1$I AS key, id, %2$s FROM new_rows EXCEPT SELECT %1$I, id, %2$s FROM old_rows)
            ) differing', TG_ARGV[0], TG_ARGV[1]
        ) INTO changed;
    END IF;
    IF changed IS NULL AND TG_OP <> 'TRUNCATE' THEN RETURN NULL; END IF;
    FOR pair IN 1 .. (TG_NARGS - 2) / 2 LOOP
        query := TG_ARGV[2 * pair + 1];
        fed := changed;
        IF query <> '' AND TG_OP <> 'TRUNCATE' THEN
            EXECUTE query INTO fed USING changed;
            CONTINUE WHEN coalesce(cardinality(fed), 0) = 0;
        END IF;
        PERFORM search_refresh(TG_ARGV[2 * pair], fed);
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION search_attach(feeder regclass, called text, VARIADIC arguments text[]) RETURNS void
LANGUAGE plpgsql AS $$
-- Make the triggers on the table `feeder` that call `search_follow` with `arguments`.
DECLARE
    operation text;
    seen text;
BEGIN
    FOR operation, seen IN VALUES
        ('INSERT', 'REFERENCING NEW TABLE AS new_rows'),
        ('UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
        ('DELETE', 'REFERENCING OLD TABLE AS old_rows'),
        ('TRUNCATE', '')
    LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION search_follow(%s)',
            called || '_' || lower(operation), operation, feeder, seen,
            (SELECT string_agg(quote_literal(argument), ', ' ORDER BY place)
                FROM unnest(arguments) WITH ORDINALITY AS given(argument, place))
        );
    END LOOP;
END $$;

CREATE FUNCTION search_detach(feeder regclass, called text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    operation text;
BEGIN
    FOREACH operation IN ARRAY ARRAY['insert', 'update', 'delete', 'truncate'] LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', called || '_' || operation, feeder);
    END LOOP;
END $$
"""

# Hits stand between the characters 2 and 3, which no text holds afterwards.
HEADLINE = r"""
CREATE FUNCTION search_headline(wanted text, key bigint, query tsquery) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
-- Return the first name of a record and an excerpt of what is said of it; of its other texts where neither has a hit.
DECLARE
    whole constant text := E'StartSel="\x02", StopSel="\x03", HighlightAll=true';
    part constant text := E'StartSel="\x02", StopSel="\x03", MaxWords=30, MinWords=15, MaxFragments=2, FragmentDelimiter=" … "';
    list constant text := E'StartSel="\x02", StopSel="\x03", MaxWords=10, MinWords=4, MaxFragments=3, FragmentDelimiter=" … "';
    texts record;
    title text;
    excerpt text;
    plain text;
    other text;
BEGIN
    EXECUTE format('SELECT names, others, subjects, prose FROM search_%s() WHERE record = $1', wanted) INTO texts USING key;
    excerpt := ts_headline('spacecoop', translate(left(coalesce(texts.prose, ''), 100000), E'\x02\x03', ''), query, part);
    title := ts_headline('spacecoop', translate(coalesce(texts.names[1], ''), E'\x02\x03', ''), query, whole);
    plain := translate(excerpt, E'\x02\x03', '');
    IF plain <> '' AND NOT starts_with(texts.prose, plain) THEN excerpt := '… ' || excerpt; END IF;
    IF plain <> '' AND right(rtrim(texts.prose, ' .'), length(rtrim(plain, ' .'))) <> rtrim(plain, ' .') THEN excerpt := excerpt || ' …'; END IF;
    IF strpos(excerpt || title, E'\x02') = 0 THEN
        other := concat_ws(' · ', array_to_string(texts.names[2:], ' · '), texts.others, texts.subjects);
        other := ts_headline('spacecoop', translate(left(other, 100000), E'\x02\x03', ''), query, list);
        IF strpos(other, E'\x02') > 0 THEN excerpt := other; END IF;
    END IF;
    RETURN ARRAY[title, excerpt];
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("spacecoop", "0003_first_revision")]
    operations = [
        migrations.RunSQL(
            CONFIGURATIONS,
            "DROP TEXT SEARCH CONFIGURATION spacecoop; DROP TEXT SEARCH CONFIGURATION spacecoop_names",
        ),
        migrations.RunSQL(PLAIN, "DROP FUNCTION search_plain(text)"),
        migrations.RunSQL(FOLD, "DROP FUNCTION search_fold(text)"),
        migrations.RunSQL(VECTOR, "DROP FUNCTION search_vector(text[], text, text, text)"),
        migrations.RunSQL(
            WORDS,
            "DROP FUNCTION search_names(text); DROP FUNCTION search_query(text); "
            "DROP FUNCTION search_name(text); DROP FUNCTION search_words(text, boolean)",
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("pk", models.CompositePrimaryKey("kind", "record", blank=True, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(help_text="The model, in lower case.", max_length=30)),
                ("record", models.BigIntegerField(help_text="The key of the record.")),
                (
                    "document",
                    django.contrib.postgres.search.SearchVectorField(help_text="Its words, weighted, and its whole names."),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["document"], name="spacecoop_searchdocument_words"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("pk", models.CompositePrimaryKey("kind", "record", "name", blank=True, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(help_text="The model, in lower case.", max_length=30)),
                ("record", models.BigIntegerField(help_text="The key of the record.")),
                ("name", models.CharField(help_text="One form of its name.", max_length=500)),
                ("folded", models.CharField(help_text="The same without accents, capitals and signs.", max_length=500)),
                ("words", django.contrib.postgres.search.SearchVectorField(help_text="Its words, as they stand.")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["folded"], name="spacecoop_searchname_folded"),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=Q(kind__in=["agreement", "event", "source"]),
                        fields=["words"],
                        name="spacecoop_searchname_titles",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=~Q(kind__in=["agreement", "event", "source"]),
                        fields=["words"],
                        name="spacecoop_searchname_names",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(help_text="In small letters.", max_length=100, primary_key=True, serialize=False)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="spacecoop_searchword_likeness", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFRESH, "DROP FUNCTION search_refresh(text, bigint[])"),
        migrations.RunSQL(
            FOLLOW,
            "DROP FUNCTION search_detach(regclass, text); DROP FUNCTION search_attach(regclass, text, text[]); "
            "DROP FUNCTION search_follow()",
        ),
        migrations.RunSQL(HEADLINE, "DROP FUNCTION search_headline(text, bigint, tsquery)"),
    ]
