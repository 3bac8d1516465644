"""Designations and titles, each with its citations, replace the kind and the formal title of agreements.

The history is carried over as the records are: what an agreement was on a past day is told in the words of today, and
what was entered, imported or merged can be taken back with all that came of it.
"""

import re
from itertools import groupby

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from spacecoop.sql import install, text_of, together

FORMS = {
    "treaty": "treaty",
    "memorandum": "memorandum_of_understanding",
    "exchange_of_notes": "exchange_of_notes",
    "letter_of_intent": "letter_of_intent",
    "protocol": "protocol",
}
FUNCTIONS = ("framework", "implementing")
# Of the other kinds the quotation tells the form, by the word that stands first in it.
WORDS = {
    "memorandum_of_understanding": r"m[eé]morand\w*|mous?",
    "exchange_of_notes": r"exchanges? of (?:notes|letters)|échanges? de (?:notes|lettres)",
    "letter_of_intent": r"letters? of intent|lettres? d.intention",
    "joint_statement": r"(?:joint )?statements?|(?:joint )?declarations?|déclarations?",
    "protocol": r"protocol\w*",
    "arrangement": r"arrangements?",
    "treaty": r"treat(?:y|ies)|trait[ée]s?",
    "agreement": r"agreements?|accords?|acuerdos?|abkommen",
}
ANY_WORD = re.compile("|".join(rf"(?P<{form}>\b(?:{words})\b)" for form, words in WORDS.items()), re.IGNORECASE)
CARRIED = {"kind": "designation_id", "formal_title": "title_id"}  # field → what its citations support now
CONCERNED = """
    id IN (
        SELECT id FROM agreements_citationhistory
        WHERE agreement_id IS NOT NULL AND fields && ARRAY['kind', 'formal_title']::varchar[]
        UNION SELECT id FROM agreements_citation
        WHERE agreement_id IS NOT NULL AND fields && ARRAY['kind', 'formal_title']::varchar[]
    )
"""
TOLD = """
    SELECT agreement_id, array_agg({0} ORDER BY is_past, place) FROM (
        SELECT agreement_id, source_id, phrase, fields, false AS is_past, id AS place FROM agreements_citation
        UNION ALL SELECT agreement_id, source_id, phrase, fields, true, pgh_id FROM agreements_citationhistory
    ) cited LEFT JOIN agreements_source source ON source.id = source_id
    WHERE agreement_id IS NOT NULL AND %s = ANY(fields) AND {0} IS NOT NULL GROUP BY agreement_id
"""
OF_HISTORY = ("pgh_created_at", "pgh_revision", "pgh_context_id")
TABLES = ("agreement", "designation", "title", "citation")


def designation_of(kind, quotes):
    """Return (form, function) of an agreement of a kind, of which `quotes` of its sources tell the kind."""
    told = next((found.lastgroup for quote in quotes if (found := ANY_WORD.search(quote))), None)
    form = FORMS.get(kind) or told or ("other" if kind == "other" else "agreement")
    return form, kind if kind in FUNCTIONS else ""


def events_of(states):
    """Yield (when, label, row) of how a row came, changed and went; `states`: (when, row or None) in their order."""
    before = None
    for when, row in states:
        if row != before:
            yield when, "insert" if before is None else "update" if row else "delete", row or before
        before = row


def parts_of(citation, targets):
    """Return {what it supports: citation} of a citation: what stays of it as None, and what moves by its column.

    `targets`: {column: key of the record that has what its agreement had}.
    """
    moved = {CARRIED[name]: name for name in citation["fields"] if CARRIED.get(name) in targets}
    if not moved:
        return {None: citation}
    stays = [name for name in citation["fields"] if name not in moved.values()]
    parts = {column: {**citation, "agreement_id": None, column: targets[column], "fields": []} for column in moved}
    return ({None: {**citation, "fields": stays}} if stays else {}) | parts


class Carrying:
    """`quotes`: {agreement: what sources say of its kind}; `targets`: {agreement: {column: key}}."""

    def __init__(self, cursor):
        self.cursor, self.targets = cursor, {}
        self.quotes, self.languages = self._told("kind", "phrase"), self._told("formal_title", "language")

    def carry(self):
        history = self._by_record(self._rows("agreements_agreementhistory"))
        now = {row["id"]: row for row in self._rows("agreements_agreement")}
        self._carry_parts("designation", self._designation, history, now)
        self._carry_parts("title", self._title, history, now)
        self._carry_citations()

    def _carry_parts(self, table, told, history, now):
        """Make of each agreement, as it was and is, the row that `told` gives, if any."""
        present = {agreement: row for agreement, whole in now.items() if (row := told(whole))}
        states = {agreement: [(when, row and told(row)) for when, row in rows] for agreement, rows in history.items()}
        once = {agreement for agreement, rows in states.items() if any(row for _, row in rows)}
        had = sorted(present.keys() | once)
        keys = dict(zip(had, self._new_keys(table, len(had)), strict=True))
        self._insert(f"agreements_{table}", [{"id": keys[agreement], **row} for agreement, row in present.items()])
        self._write_history(table, {keys[agreement]: states.get(agreement, ()) for agreement in had})
        for agreement in had:
            if agreement in present or agreement not in now:  # nothing leads to what is there no more
                self.targets.setdefault(agreement, {})[f"{table}_id"] = keys[agreement]

    def _designation(self, agreement):
        form, function = designation_of(agreement["kind"], self.quotes.get(agreement["id"], ()))
        told = {"agreement_id": agreement["id"], "form": form, "function": function, "binding": ""}
        return {**told, "standing": "", "standing_reason": ""}

    def _title(self, agreement):
        language = self.languages.get(agreement["id"], ["und"])[0]
        told = {"agreement_id": agreement["id"], "text": agreement["formal_title"], "language": language}
        return {**told, "standing": "", "standing_reason": ""} if told["text"] else None

    def _carry_citations(self):
        """Let what supports a kind or a formal title support what they are now; what supports more stays besides."""
        history = self._by_record(self._rows("agreements_citationhistory", CONCERNED))
        states = {
            key: [(when, self._parts(row) if row else {}) for when, row in rows] for key, rows in history.items()
        }
        present = {row["id"]: self._parts(row) for row in self._rows("agreements_citation", CONCERNED)}
        keys = self._keys_of_parts(states, present)
        parts = [
            {**row, "id": keys[key, column]} for key, some in present.items() for column, row in some.items()
        ]
        self.cursor.execute("DELETE FROM agreements_citation WHERE id = ANY(%s)", [list(present)])
        self.cursor.execute("DELETE FROM agreements_citationhistory WHERE id = ANY(%s)", [list(states)])
        self._insert("agreements_citation", parts)
        self._write_history(
            "citation",
            {
                own: [(when, some.get(column)) for when, some in states.get(key, ())]
                for (key, column), own in keys.items()
            },
        )

    def _keys_of_parts(self, states, present):
        """Return {(key of a citation, what its part supports): key of the part}; that of the first stays as it is."""
        keys = {}
        for key in sorted({*states, *present}):
            seen = [present.get(key, {}), *(parts for _, parts in states.get(key, ()))]
            columns = [column for column in (None, *CARRIED.values()) if any(column in parts for parts in seen)]
            keys |= {(key, column): None if place else key for place, column in enumerate(columns)}
        new = [part for part, key in keys.items() if key is None]
        return keys | dict(zip(new, self._new_keys("citation", len(new)), strict=True))

    def _parts(self, citation):
        return parts_of(citation, self.targets.get(citation["agreement_id"], {}))

    def _told(self, field, column):
        """Return {agreement: values of a column} of the citations that support one of its fields, or once did."""
        self.cursor.execute(TOLD.format(column), [field])
        return dict(self.cursor.fetchall())

    def _rows(self, table, condition="true"):
        order = "pgh_id" if table.endswith("history") else "id"
        self.cursor.execute(f"SELECT * FROM {table} WHERE {condition} ORDER BY id, {order}")  # noqa: S608
        names = [column.name for column in self.cursor.description]
        return [dict(zip(names, row, strict=True)) for row in self.cursor.fetchall()]

    def _by_record(self, rows):
        """Return {key: [(when, row or None where it was deleted)]} of rows of history, without the columns of that."""
        return {
            key: [(tuple(row[name] for name in OF_HISTORY), self._as_record(row)) for row in some]
            for key, some in groupby(rows, lambda row: row["id"])
        }

    def _as_record(self, row):
        if row["pgh_label"] == "delete":
            return None
        return {name: value for name, value in row.items() if not name.startswith("pgh_")}

    def _new_keys(self, table, number):
        self.cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [f"agreements_{table}", number],
        )
        return [key for (key,) in self.cursor.fetchall()]

    def _write_history(self, table, states):
        """Write what the history of a table is, {key: [(when, row or None)]}."""
        rows = [
            {**row, "id": key, "pgh_obj_id": key, "pgh_label": label, **dict(zip(OF_HISTORY, when, strict=True))}
            for key, some in states.items()
            for when, label, row in events_of(some)
        ]
        self._insert(f"agreements_{table}history", rows)

    def _insert(self, table, rows):
        if rows:
            names = ", ".join(f'"{name}"' for name in rows[0])
            values = ", ".join(["%s"] * len(rows[0]))
            statement = f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608
            self.cursor.executemany(statement, [list(row.values()) for row in rows])


def carry_over(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        _alone(cursor, "DISABLE")
        Carrying(cursor).carry()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        _alone(cursor, "ENABLE")


# A designation says less of the level, and more of the form, than a kind did: what none of them was is “other”.
KIND = """
    CASE WHEN function IN ('framework', 'implementing') THEN function
        WHEN form = 'memorandum_of_understanding' THEN 'memorandum'
        WHEN form IN ('treaty', 'exchange_of_notes', 'letter_of_intent', 'protocol') THEN form ELSE 'other' END
"""
CARRY_BACK = """
UPDATE agreements_agreement agreement SET kind = coalesce((
    SELECT {kind} FROM agreements_designation WHERE agreement_id = agreement.id AND standing <> 'known_wrong'
    ORDER BY standing DESC, id LIMIT 1
), 'other'), formal_title = coalesce((
    SELECT text FROM agreements_title WHERE agreement_id = agreement.id AND standing <> 'known_wrong'
    ORDER BY standing DESC, id LIMIT 1
), '');
UPDATE agreements_agreementhistory state SET kind = coalesce((
    SELECT {kind} FROM agreements_designationhistory WHERE agreement_id = state.id
        AND pgh_label <> 'delete' AND pgh_created_at <= state.pgh_created_at ORDER BY pgh_id DESC LIMIT 1
), 'other'), formal_title = coalesce((
    SELECT text FROM agreements_titlehistory WHERE agreement_id = state.id
        AND pgh_label <> 'delete' AND pgh_created_at <= state.pgh_created_at ORDER BY pgh_id DESC LIMIT 1
), '');
CREATE TEMPORARY TABLE cited_again ON COMMIT DROP AS
    SELECT citation.id, source_id, phrase, coalesce(designation.agreement_id, title.agreement_id) AS agreement_id,
        CASE WHEN citation.title_id IS NULL THEN 'kind' ELSE 'formal_title' END AS field
    FROM agreements_citation citation LEFT JOIN agreements_designation designation ON designation.id = designation_id
        LEFT JOIN agreements_title title ON title.id = title_id
    WHERE num_nonnulls(designation_id, title_id) = 1;
DELETE FROM agreements_citation citation USING cited_again again WHERE citation.id = again.id;
INSERT INTO agreements_citation (source_id, phrase, agreement_id, fields, reported_as, gloss, note)
    SELECT source_id, phrase, agreement_id, array_agg(DISTINCT field), '', '', '' FROM cited_again GROUP BY 1, 2, 3
    ON CONFLICT ON CONSTRAINT agreements_citation_once
    DO UPDATE SET fields = agreements_citation.fields || EXCLUDED.fields;
DELETE FROM agreements_citationhistory WHERE num_nonnulls(designation_id, title_id) = 1;
DELETE FROM agreements_designation;
DELETE FROM agreements_designationhistory;
DELETE FROM agreements_title;
DELETE FROM agreements_titlehistory;
"""


def carry_back(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        _alone(cursor, "DISABLE")
        cursor.execute(CARRY_BACK.format(kind=KIND))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        _alone(cursor, "ENABLE")


NAMES = text_of("agreements", "names")
NAMES_BEFORE = NAMES.replace(
    "agreement_id, text FROM agreements_title", "id, formal_title FROM agreements_agreement WHERE formal_title <> ''"
)


def _alone(cursor, what):
    """Let no trigger of ours take what is carried over for a change."""
    for table in TABLES:
        cursor.execute(f"ALTER TABLE agreements_{table} {what} TRIGGER USER")
        cursor.execute(f"ALTER TABLE agreements_{table}history {what} TRIGGER USER")


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_terms'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='delete_delete',
        ),
        migrations.RunSQL("DROP VIEW IF EXISTS agreements_names", NAMES_BEFORE),
        migrations.RemoveConstraint(
            model_name='agreement',
            name='agreements_agreement_kind_is_known',
        ),
        migrations.RunPython(carry_over, carry_back),
        # So that they can be empty where they come back.
        *(
            migrations.AlterField(model, "kind", models.CharField(max_length=20, blank=True))
            for model in ("agreement", "agreementhistory")
        ),
        migrations.RemoveField(
            model_name='agreement',
            name='formal_title',
        ),
        migrations.RemoveField(
            model_name='agreement',
            name='kind',
        ),
        migrations.RemoveField(
            model_name='agreementhistory',
            name='formal_title',
        ),
        migrations.RemoveField(
            model_name='agreementhistory',
            name='kind',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."id", NEW."number", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='20de48dac230b42cda2a31878a9c5b74966a7dcf', operation='INSERT', pgid='pgtrigger_insert_insert_13a93', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_agreementhistory" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."id", NEW."number", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='adc358c9cb4cef5c2319b5e5c703b96fc84949c3', operation='UPDATE', pgid='pgtrigger_update_update_36fdd', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."id", OLD."number", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;', hash='7499b43f489cfde4d1ac8720b97c4088606b1a24', operation='DELETE', pgid='pgtrigger_delete_delete_a07e3', table='agreements_agreement', when='AFTER')),
        ),
        install("agreements", "names"),
    ])
