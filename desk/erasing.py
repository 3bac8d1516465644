"""Erasing words for good, where the law asks for it: from the records, all that is kept of their past and of readers.

What is erased leaves a tombstone in its place, and an `Erasure` that tells of it without the words.
"""

import json

from django.core.cache import cache, caches
from django.db import connection, transaction
from psycopg import sql

from catalogue import indexer, renderer
from catalogue.models import Document
from desk.models import Erasure

TOMBSTONE = "[removed]"
FEWEST = 5  # letters: fewer stand in too much else
_TEXTS = """
    SELECT relname, array_agg(attname ORDER BY attnum), array_agg(format_type(atttypid, NULL) ORDER BY attnum)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = current_schema::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
        AND attgenerated = '' AND format_type(atttypid, NULL)
            IN ('text', 'character varying', 'jsonb', 'json', 'text[]', 'character varying[]')
        AND relname NOT IN ('django_migrations', 'django_content_type', 'desk_erasure')
    GROUP BY relname ORDER BY relname
"""
_REPLACED = {
    # Documents are JSON in texts.
    "text": "replace(replace({column}, %(words)s, %(tombstone)s), %(escaped)s, %(tombstone)s)",
    "json": "replace({column}::text, %(escaped)s, %(tombstone)s)::{type}",
    "array": "ARRAY(SELECT replace(one, %(words)s, %(tombstone)s) FROM unnest({column}) one)",
}


def found(words):
    """Return {table: number of rows} in which `words` stand, as they are written, pasts and documents included."""
    return {table: number for table, number in _each(words, _counted) if number}


def erase(words, reason):
    """Replace `words` by a tombstone wherever they stand; return the Erasure.

    An address (slug) becomes “removed-” and the number of the erasure. Documents and index are made anew.
    Cost: a look at every row that there is, and a rebuild; writers wait meanwhile.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end keeps triggers as they are
        cursor.execute("SELECT spacecoop_raise_revision()")
        erasure = Erasure.objects.create(reason=reason)
        is_address = words == words.lower() and words.replace("-", "").isalnum() and "-" in words
        tombstone = f"removed-{erasure.pk}" if is_address else TOMBSTONE
        erasure.rows = sum(number for _, number in _each(words, _replaced, tombstone))
        erasure.save()
        Document.objects.exclude(until=None).delete()
    renderer.rebuild()
    indexer.rebuild(indexer.own_index(), renderer.standing_now())
    cache.clear()
    caches["exports"].clear()
    return erasure


def _each(words, work, tombstone=""):
    """Yield (table, what `work` returns) of each table that has texts."""
    asked = {"words": words, "escaped": json.dumps(words, ensure_ascii=False)[1:-1], "tombstone": tombstone}
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS)
        for table, names, types in cursor.fetchall():
            yield table, work(cursor, sql.Identifier(table), list(zip(names, types, strict=True)), asked)


def _counted(cursor, table, columns, asked):
    cursor.execute(_statement("SELECT count(*) FROM {} WHERE {}", table, _holding(columns)), asked)
    return cursor.fetchone()[0]


def _replaced(cursor, table, columns, asked):
    """Replace the words in a table whatever its triggers say: history lets nobody change it, and is not to keep it."""
    if not _counted(cursor, table, columns, asked):
        return 0
    changes = sql.SQL(", ").join(_change(name, kind) for name, kind in columns)
    cursor.execute(_statement("ALTER TABLE {} DISABLE TRIGGER USER", table))
    cursor.execute(_statement("UPDATE {} SET {} WHERE {}", table, changes, _holding(columns)), asked)
    number = cursor.rowcount
    cursor.execute(_statement("ALTER TABLE {} ENABLE TRIGGER USER", table))
    return number


def _holding(columns):
    condition = "position(%(words)s IN {column}::text) > 0 OR position(%(escaped)s IN {column}::text) > 0"
    return sql.SQL(" OR ").join(sql.SQL(condition).format(column=sql.Identifier(name)) for name, _ in columns)


def _change(name, kind):
    column = sql.Identifier(name)
    value = sql.SQL(_REPLACED[_shape(kind)]).format(column=column, type=sql.SQL(kind))
    return sql.SQL("{} = CASE WHEN {} IS NOT NULL THEN {} END").format(column, column, value)


def _shape(kind):
    return "array" if kind.endswith("[]") else "json" if kind.startswith("json") else "text"


def _statement(text, *parts):
    """Return a composed statement as a text, which is what the context of history can be added to."""
    return sql.SQL(text).format(*parts).as_string(None)
