"""Sets of changes, made from the history that the database keeps: caught, made again elsewhere, and taken back.

Whatever wrote (a form, an import, raw SQL), the history has each row before and after. Of these a set of changes is
made: one `RowChange` for each row that is not as it was. A draft is such a set that was caught and rolled back, its
publication is the set made again, and what was imported or merged is taken back by its inverse.
"""

import json
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.db import connection, models, transaction
from psycopg import sql
from psycopg.types.json import Jsonb

from agreements.entering import insert
from agreements.history import RECORDED
from spacecoop.records import check_rules, history_of, let_others_write
from spacecoop.turns import take_turn

# What a row of history has besides the columns of the record.
_OF_HISTORY = ["pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id", "pgh_revision"]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after: dicts of its columns as JSON knows them; None where there was or is no row."""

    model: type[models.Model]
    key: int
    before: dict | None
    after: dict | None

    @property
    def columns(self):
        """The columns that differ, in the order of the model; all of them for a row that came or went."""
        if self.before is None or self.after is None:
            return list((self.after or self.before or {}).keys())
        return [name for name in self.after if self.after[name] != self.before.get(name)]

    @property
    def inverse(self):
        return RowChange(self.model, self.key, self.after, self.before)


class Conflict(Exception):
    """Rows are not as they were: `conflicts` pairs each RowChange with the row as it is now, or None."""

    def __init__(self, conflicts):
        self.conflicts = conflicts
        super().__init__(f"{len(conflicts)} records have changed meanwhile.")


def model_called(label):
    """Return the recorded model of a label such as “agreements.Event”; no other is ever written to."""
    return next(model for model in RECORDED if model._meta.label == label)


def links_to(model):
    """Return (model, name of its foreign key) of everything recorded that leads to records of `model`."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if relation.related_model in RECORDED and isinstance(relation.field, models.ForeignKey)
    ]


@contextmanager
def catching():
    """Catch what is changed inside; yields a function that gives the set of changes up to now.

    It takes the writers' turn: what has been written since is ours. Rules that are checked at commit are checked when
    the changes are asked for. Raises: Busy.
    """
    with transaction.atomic():
        take_turn()
        marks = _marks()
        yield lambda: _caught(marks)


@contextmanager
def passing():
    """Run what is inside on a state of the database that passes: all that it writes is rolled back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def looking():
    """Look, inside, at what changes come to: nothing stays of them, and nobody else is held up by them."""
    with passing():
        let_others_write()
        yield


def changes_of_context(context, first=None, last=None):
    """Return the set of changes that were made under a context of history (its key).

    `first`, `last`: only those of these revisions, both included; a request has one context, whatever it does.
    """
    between = "h.pgh_context_id = %s AND h.pgh_revision BETWEEN coalesce(%s, 0) AND coalesce(%s, h.pgh_revision)"
    return _set_of_changes(dict.fromkeys(RECORDED, (between, (context, first, last))))


def changes_of_contexts(contexts):
    """Return the sets of changes that were made under each of some contexts of history, one after the other."""
    found = ("h.pgh_context_id = ANY(%s)", (list(contexts),))
    return _set_of_changes(dict.fromkeys(RECORDED, found), apart="h.pgh_context_id")


def changes_by_model(context, model, most, *, of_new):
    """Yield the changes of a context to records of one model, at most `most` at a time, in the order of keys.

    `of_new`: to those that came under it, else to those that were there before.
    """
    with connection.cursor() as cursor:
        query = sql.SQL(
            "SELECT pgh_obj_id FROM {} WHERE pgh_context_id = %s"
            " GROUP BY 1 HAVING bool_or(pgh_label = 'insert') = %s ORDER BY 1"
        ).format(sql.Identifier(history_of(model)._meta.db_table))
        cursor.execute(_text(query), [context, of_new])
        keys = [key for (key,) in cursor.fetchall()]
    for start in range(0, len(keys), most):
        asked = context, keys[start : start + most]
        yield _set_of_changes({model: ("h.pgh_context_id = %s AND h.pgh_obj_id = ANY(%s)", asked)})


def changes_between(start, end, keys):
    """Return the set of changes made from `start` until before `end` to the rows with `keys`, {model: keys}.

    Without an end: until now.
    """
    until = sql.SQL("") if end is None else sql.SQL(" AND h.pgh_created_at < {}").format(sql.Literal(end))
    return _set_of_changes(
        {
            model: (
                sql.SQL("h.pgh_created_at >= %s AND h.pgh_obj_id = ANY({})").format(sql.Literal(list(wanted))) + until,
                (start,),
            )
            for model, wanted in keys.items()
        }
    )


def apply(changes):
    """Make changes to the rows as they are now.

    Raises: Conflict, before anything is written, where a column that is to change is no longer as it was before.
    IntegrityError where a rule is broken.
    """
    changes = list(changes)
    if conflicts := stale(changes):
        raise Conflict(conflicts)
    with transaction.atomic():
        for (turn, _), some in groupby(sorted(changes, key=_turn), lambda change: (_turn(change)[0], change.model)):
            _TURNS[turn](list(some))


def stale(changes):
    """Return (change, row as it is now, or None) of each change that stands on a row which is not as it was before."""
    present = _present(changes)
    return [
        (change, present.get(_place(change))) for change in changes if _is_stale(change, present.get(_place(change)))
    ]


def columns_of(model):
    """Return the columns of a record that its history keeps, its key first."""
    kept = {field.column for field in history_of(model)._meta.local_fields}
    return [field.column for field in model._meta.local_fields if field.column in kept]


def completed(model, row):
    """Return a row that was kept before a model got some of its columns, with their defaults.

    A column without one, such as the number of an agreement, is left to the database.
    """
    return _defaults(model) | row


@cache
def _defaults(model):
    """Return {column: its default}, without those that have none."""
    kept = set(columns_of(model))
    fields = [field for field in model._meta.local_fields if field.column in kept]
    defaults = {field: field.get_default() for field in fields}
    return {field.column: default for field, default in defaults.items() if default is not None or field.null}


def _marks():
    parts = [
        sql.SQL("SELECT {}, coalesce(max(pgh_id), 0) FROM {}").format(
            sql.Literal(model._meta.label), sql.Identifier(history_of(model)._meta.db_table)
        )
        for model in RECORDED
    ]
    with connection.cursor() as cursor:
        cursor.execute(_text(sql.SQL(" UNION ALL ").join(parts)))
        return dict(cursor.fetchall())


def _caught(marks):
    check_rules()
    return _set_of_changes({model: ("h.pgh_id > %s", (marks[model._meta.label],)) for model in RECORDED})


def _set_of_changes(conditions, apart=None):
    """Return a RowChange for each row of which history rows fulfil the condition of its model, in the order of time.

    `apart`: a column of history of which each value has changes of its own.
    """
    found = []
    with connection.cursor() as cursor:
        for model, (condition, values) in conditions.items():
            cursor.execute(_text(_net(model, condition, apart)), values)
            found += [(at, model, key, _row(before), _row(after)) for at, key, before, after in cursor.fetchall()]
    found.sort(key=lambda change: change[0])
    return [RowChange(*change[1:]) for change in found if change[3] != change[4]]


def _net(model, condition, apart):
    """Return the query for (time, key, row before, row after) of the rows that were changed."""
    history = sql.Identifier(history_of(model)._meta.db_table)
    row = sql.SQL("to_jsonb(h) - {}::text[]").format(sql.Literal(_OF_HISTORY))
    return sql.SQL(
        """
        SELECT changed.at, changed.key, earlier.row, CASE WHEN changed.label = 'delete' THEN NULL ELSE changed.row END
        FROM (
            SELECT h.pgh_obj_id AS key, min(h.pgh_id) AS first, min(h.pgh_created_at) AS at,
                (array_agg(h.pgh_label ORDER BY h.pgh_id DESC))[1] AS label,
                (array_agg({row} ORDER BY h.pgh_id DESC))[1] AS row
            FROM {history} h WHERE {condition} GROUP BY {groups}
        ) changed
        LEFT JOIN LATERAL (
            SELECT CASE WHEN h.pgh_label = 'delete' THEN NULL ELSE {row} END AS row
            FROM {history} h WHERE h.pgh_obj_id = changed.key AND h.pgh_id < changed.first
            ORDER BY h.pgh_id DESC LIMIT 1
        ) earlier ON true
        """
    ).format(
        history=history,
        condition=sql.SQL(condition) if isinstance(condition, str) else condition,
        row=row,
        groups=sql.SQL(", ".join(filter(None, ["h.pgh_obj_id", apart]))),
    )


def _present(changes):
    """Return {(model, key): row as it is now} of the rows that changes are of; what is not there has no entry."""
    keys = defaultdict(list)
    for change in changes:
        keys[change.model].append(change.key)
    rows = {}
    with connection.cursor() as cursor:
        for model, wanted in keys.items():
            table = sql.Identifier(model._meta.db_table)
            query = sql.SQL("SELECT r.id, to_jsonb(r) FROM {} r WHERE r.id = ANY(%s)").format(table)
            cursor.execute(_text(query), [wanted])
            columns = columns_of(model)
            for key, text in cursor.fetchall():
                row = _row(text)
                rows[model, key] = {name: row[name] for name in columns}
    return rows


def _row(text):
    """Return a row that the database gave as JSON, which Django leaves as a text."""
    return json.loads(text) if text is not None else None


def _is_stale(change, row):
    if change.before is None or row is None:
        return (change.before is None) != (row is None)
    return any(row[name] != change.before[name] for name in change.columns)


def _place(change):
    return change.model, change.key


def _turn(change):
    """Sort key: what goes makes room, parts first; then what comes, parts last; then what changes."""
    place = RECORDED.index(change.model)
    if change.after is None:
        return 0, -place
    return (1, place) if change.before is None else (2, place)


def _delete(changes):
    """Delete rows of one model by one statement."""
    table = sql.Identifier(changes[0].model._meta.db_table)
    query = sql.SQL("DELETE FROM {} WHERE id = ANY(%s)").format(table)
    with connection.cursor() as cursor:
        cursor.execute(_text(query), [[change.key for change in changes]])


def _bring(changes):
    insert(changes[0].model, [change.after for change in changes])


def _change(changes):
    table = sql.Identifier(changes[0].model._meta.db_table)
    with connection.cursor() as cursor:
        for change in changes:
            cursor.execute(_text(_update(table, change.columns)), [Jsonb(change.after), change.key])


# By the number of their turn.
_TURNS = [_delete, _bring, _change]


def _update(table, columns):
    pairs = [sql.SQL("{} = new.{}").format(sql.Identifier(name), sql.Identifier(name)) for name in columns]
    return sql.SQL("UPDATE {} r SET {} FROM jsonb_populate_record(NULL::{}, %s) new WHERE r.id = %s").format(
        table, sql.SQL(", ").join(pairs), table
    )


def _text(statement):
    """Return a composed statement as a text, which is what the context of history can be added to."""
    return statement.as_string(None)
