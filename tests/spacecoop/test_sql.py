"""What is installed of the SQL that stays is what its files say; and it can be taken away again."""

import re

import pytest
from django.db import connection

from spacecoop.sql import files, install, made_by, text_of

pytestmark = pytest.mark.django_db

# How the database itself writes a function or view of a schema.
DEFINITIONS = {
    "FUNCTION": "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = %s::regnamespace AND proname = %s",
    "VIEW": "SELECT pg_get_viewdef(oid) FROM pg_class WHERE relnamespace = %s::regnamespace AND relname = %s",
}

QUALIFIED = re.compile(r" (public|anew)\.")


def definitions(cursor, schema, path):
    """Return what each file makes, as it stands in a schema, written by one who looks along `path`."""
    cursor.execute(f"SET LOCAL search_path = {path}")
    found = {}
    for app, name in files():
        for kind, signature in made_by(text_of(app, name)):
            cursor.execute(DEFINITIONS[kind], [schema, signature.partition("(")[0]])
            found[kind, signature] = [QUALIFIED.sub(" ", row[0]) for row in cursor.fetchall()]
    return found


def test_what_is_installed_equals_the_files():
    with connection.cursor() as cursor:
        installed = definitions(cursor, "public", "public")
        cursor.execute("CREATE SCHEMA anew")
        cursor.execute("SET LOCAL search_path = anew, public")
        for app, name in files():
            cursor.execute(text_of(app, name))
        assert definitions(cursor, "anew", "anew, public") == installed
    assert all(len(texts) == 1 for texts in installed.values())


def test_every_statement_of_a_file_is_one_that_can_be_dropped():
    for app, name in files():
        assert text_of(app, name).count("CREATE ") == len(made_by(text_of(app, name))), name


def test_an_installed_file_is_dropped_by_the_reverse():
    with connection.schema_editor() as editor, connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA anew")
        cursor.execute("SET LOCAL search_path = anew, public")
        for app, name in files():
            install(app, name).database_forwards(app, editor, None, None)
        for app, name in reversed(files()):
            install(app, name).database_backwards(app, editor, None, None)
        cursor.execute("DROP SCHEMA anew")  # which is refused where anything is in it
