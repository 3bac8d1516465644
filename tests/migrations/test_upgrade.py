"""A database of an older version becomes what a new one is, and what curators have begun in it goes on.

The databases were dumped by `pg_dump --inserts` at the commits they are named after. Each has the published knowledge
base, an edit and a renaming under a reason, a merge, an import that was taken back and one that stands, a draft that
was published and one that is open.
"""

import lzma
import re
import time
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from agreements.models import Agreement, Designation, Mission, Title
from catalogue.past.days import rows_as_of
from catalogue.renderer import differing, up_to_date
from desk import drafts, merging
from desk.importing.applying import take_back
from desk.models import Draft, Import, ImportState, Merge
from spacecoop.management.commands import serve
from spacecoop.models import FormerSlug, Revision
from spacecoop.records import history_of
from tests.once import led_to

OLDEST, *LATER = sorted(Path(__file__).parent.glob("*.sql.xz"))
# What a schema is made of, each as (kind, name, definition); the order of columns is nobody's business.
SCHEMA = """
    WITH place AS (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'past')),
    ours(oid) AS (
        SELECT oid FROM pg_proc WHERE pronamespace IN (SELECT oid FROM place)
        EXCEPT SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'e'
    )
    SELECT 'column', attrelid::regclass || '.' || attname, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull,
        attgenerated, attidentity, (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
            WHERE adrelid = attrelid AND adnum = attnum))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace IN (SELECT oid FROM place) AND relkind IN ('r', 'v', 'm', 'p') AND attnum > 0
        AND NOT attisdropped
    UNION ALL SELECT 'relation', oid::regclass::text, relkind::text || coalesce(pg_get_viewdef(oid), '')
    FROM pg_class WHERE relnamespace IN (SELECT oid FROM place) AND relkind IN ('r', 'v', 'm', 'p', 'S')
    UNION ALL SELECT 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace IN (SELECT oid FROM place) AND contype <> 'n'
    UNION ALL SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace IN (SELECT oid FROM place)
    UNION ALL SELECT 'function', oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc JOIN ours USING (oid)
    UNION ALL SELECT 'trigger', tgrelid::regclass || ' ' || tgname,
        pg_get_triggerdef(oid) || coalesce(obj_description(oid, 'pg_trigger'), '')
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'extension', extname, '' FROM pg_extension
    UNION ALL SELECT 'search', cfgname, '' FROM pg_ts_config WHERE cfgnamespace IN (SELECT oid FROM place)
    UNION ALL SELECT 'schema', oid::regnamespace::text, '' FROM place
"""
# Restored from a dump, a list of texts has other casts and brackets.
CASTS = re.compile(r"::(character varying|text)(\[\])?|[()]")
# Into what the kinds and formal titles of agreements are carried over, with their history and citations.
GROWN = {
    f"agreements_{table}{history}" for table in ("designation", "title", "citation") for history in ("", "history")
}
FORMS = {
    **dict.fromkeys(("intergovernmental", "framework", "implementing", "other"), "agreement"),
    "memorandum": "memorandum_of_understanding",
}
FUNCTIONS = ("framework", "implementing")
# (agreement, source, phrase) of what supports a kind and what a formal title, now or once: before and after.
IN_FIELDS = [
    "SELECT DISTINCT agreement_id, source_id, phrase FROM agreements_citation{0}"
    f" WHERE agreement_id IS NOT NULL AND '{name}' = ANY(fields) ORDER BY 1, 2, 3"
    for name in ("kind", "formal_title")
]
IN_PARTS = [
    "SELECT DISTINCT part.agreement_id, source_id, phrase FROM agreements_citation{0}"
    f" JOIN agreements_{name}history part ON part.pgh_obj_id = {name}_id ORDER BY 1, 2, 3"
    for name in ("designation", "title")
]
OLD_WORDS = """
    SELECT count(*) FROM (
        SELECT kind FROM agreements_eventhistory UNION ALL SELECT said_by FROM agreements_relationhistory
    )
    WHERE kind IN ('joining', 'aggregate_claim', 'policy_position', 'curator')
"""
TRIES = 20  # half a second apart
# What only Django and the read half make.
NOT_KEPT = ("django_", "auth_permission", "auth_group_permissions", "catalogue_")


@contextmanager
def another_database():
    """Lead the connection to a new and empty database, which is then dropped."""
    there = f"{connection.settings_dict['NAME']}_another"
    try:
        with led_to(there):
            yield
    finally:
        for _ in range(TRIES):  # the database's own cleaner may be at work in it, whom nobody may end
            with suppress(ProgrammingError), connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{there}" WITH (FORCE)')
                break
            time.sleep(0.5)


def migrate():
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()  # what the session knew of the old functions goes with it
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.fixture(scope="module")
def new_schema(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), another_database():
        migrate()
        return schema()


def schema():
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        return {(kind, name): CASTS.sub("", definition) for kind, name, definition in cursor.fetchall()}


def restore(dump):
    with connection.cursor() as cursor:
        cursor.execute(lzma.decompress(dump.read_bytes()).decode())
    connection.close()  # the dump has left its own settings in the session


def numbers_of_rows():
    """Return {table: number of rows} of all that curators have made."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(NOT_KEPT)]
        called = {name: name.replace("_office", "_position") for name in tables}
        cursor.execute(" UNION ALL ".join(f"SELECT '{called[name]}', count(*) FROM {name}" for name in tables))
        return dict(cursor.fetchall())


def asked(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def citations_of_agreements(*queries):
    return [asked(query.format(history)) for query in queries for history in ("", "history")]


def states_before():
    """Return {(agreement, revision): (form, function, official title)} of all that the history tells of agreements."""
    states = asked(
        "SELECT pgh_obj_id, pgh_revision, kind, formal_title FROM agreements_agreementhistory"
        " WHERE pgh_label <> 'delete'"
    )
    return {
        (key, revision): (FORMS.get(kind, kind), kind if kind in FUNCTIONS else "", title or None)
        for key, revision, kind, title in states
    }


def states_after(states):
    """Return the same of the past as readers are shown it."""
    return {(key, revision): state_as_of(key, revision) for key, revision in states}


def commit_of(dump):
    return dump.name.partition(".")[0]


def state_as_of(key, revision):
    with transaction.atomic(), rows_as_of(revision):
        designation = Designation.objects.get(agreement=key)
        title = Title.objects.filter(agreement=key).first()
        return designation.form, designation.function, title and title.text


@pytest.mark.parametrize("dump", [pytest.param(OLDEST, marks=pytest.mark.thorough), *LATER], ids=commit_of)
def test_an_older_database_is_migrated_to_the_schema_of_a_new_one(new_schema, django_db_blocker, dump):
    with django_db_blocker.unblock(), another_database():
        restore(dump)
        before, was, cited = numbers_of_rows(), states_before(), citations_of_agreements(*IN_FIELDS)
        migrate()
        migrated, after = (
            schema(),
            {name: number for name, number in numbers_of_rows().items() if number or name in before},
        )
        assert sorted(migrated.keys() ^ new_schema.keys()) == []
        assert {place: definition for place, definition in migrated.items() if definition != new_schema[place]} == {}
        kept = after.keys() - GROWN
        assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
        assert was == states_after(was)
        assert cited == citations_of_agreements(*IN_PARTS)
        assert asked(OLD_WORDS) == [(0,)]
        what_was_begun_goes_on()


def test_what_an_import_remembers_is_told_in_the_words_of_the_records():
    facts_of = import_module("desk.migrations.0010_plain_kinds_and_editors").carried_facts
    claim = {"kind": {"value": {"kind": "aggregate_claim"}, "shown": "aggregate_claim", "line": 3}}
    assert facts_of("events/one", claim) == {
        "kind": {"value": {"kind": "general_claim"}, "shown": "general_claim", "line": 3}
    }
    assert facts_of("missions/one", claim) == claim
    relation = {"value": {"other": "b", "kind": "amends", "said_by": "curator"}, "shown": "b, amends, curator"}
    told = {"value": {"other": "b", "kind": "amends", "said_by": "editor"}, "shown": "b, amends, editor"}
    assert facts_of("agreements/a", {"relation:b:amends": relation}) == {"relation:b:amends": told}
    assert facts_of("R1", {"title": {"value": "curator"}}) == {"title": {"value": "curator"}}


KINDS = "SELECT id, kind, formal_title FROM agreements_agreement ORDER BY id"
BACK = dict.fromkeys(("intergovernmental", "other"), "other")


@pytest.mark.thorough
def test_what_is_carried_over_can_be_carried_back_and_over_again(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), another_database():
        restore(LATER[-1])
        before, cited = asked(KINDS), citations_of_agreements(IN_FIELDS[0])[0]
        migrate()
        call_command("migrate", "agreements", "0004", verbosity=0, interactive=False)
        connection.close()
        assert asked(KINDS) == [(key, BACK.get(kind, kind), title) for key, kind, title in before]
        assert citations_of_agreements(IN_FIELDS[0])[0] == cited
        migrate()
        assert citations_of_agreements(IN_PARTS[0])[0] == cited


def test_a_database_of_which_only_a_part_is_migrated_is_refused_with_the_way_out(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), another_database():
        MigrationRecorder(connection).record_applied("agreements", "0001_agreements_events_sources")
        with pytest.raises(CommandError, match="start revision 199d9f3"):
            serve.migrate()


def what_was_begun_goes_on():
    reviewer = User.objects.get(username="reviewer")
    revision = Revision.current()

    draft = Draft.objects.open().get()
    drafts.submit(draft)
    drafts.publish(draft, reviewer)
    agreement = Agreement.objects.get(title="A title proposed")
    assert history_of(Agreement).objects.filter(pgh_obj=agreement).count() == 4
    assert FormerSlug.objects.filter(kind="agreement", current=agreement.slug).exists()
    assert Revision.current() > revision

    merging.undo(Merge.objects.get(), by=reviewer)
    assert Mission.objects.filter(slug="twin").exists()

    agreements = Agreement.objects.count()
    take_back(Import.objects.get(state=ImportState.APPLIED), by=reviewer)
    assert Agreement.objects.count() == agreements - 2

    assert up_to_date(take_over=True)
    assert differing() == []
