"""A set of changes as a reviewer reads it: each record with its old values beside the new ones."""

from dataclasses import dataclass

from django.db import models

from agreements.models import Agreement, Citation, Event
from agreements.models.citations import CITABLE, OWNERS_OF, TARGET_OF
from desk.changesets import RowChange
from spacecoop.changes import NAMING

VERBS = {(True, False): "added", (False, False): "changed", (False, True): "deleted"}


@dataclass(frozen=True, slots=True)
class Value:
    """One field, before and after, in words; None where there is nothing. `column`: its name in the database."""

    name: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One record of a set of changes: what it is, what was done to it, and the values that differ."""

    change: RowChange
    kind: str
    name: str
    verb: str
    values: list


def compared(changes):
    """Return a Compared for each change. Cost: one query for each kind of record that is referred to.

    What the changes themselves add is named from them, so that a draft can be read without being made.
    """
    changes = list(changes)
    names = Names(changes)
    return [
        Compared(
            change,
            change.model._meta.verbose_name,
            names.of_row(change.model, change.after or change.before),
            VERBS[change.before is None, change.after is None],
            _values(change, names),
        )
        for change in changes
    ]


def names_in(conflict):
    """Return the names of the records of a Conflict."""
    return [entry.name for entry in compared(change for change, _ in conflict.conflicts)]


def _values(change, names):
    found = []
    for column in change.columns:
        field = next(field for field in change.model._meta.local_fields if field.column == column)
        before, after = (names.of_value(field, row and row.get(column)) for row in (change.before, change.after))
        if not field.primary_key and before != after:
            found.append(Value(str(field.verbose_name), column, before, after))
    return found


class Names:
    """The names of records, of those that a set of changes adds or deletes too."""

    def __init__(self, changes):
        self.rows = {(change.model, change.key): change.after or change.before for change in changes}
        wanted = {}
        for model, row in ((change.model, row) for change in changes for row in (change.before, change.after) if row):
            for field in _links(model):
                wanted.setdefault(field.related_model, set()).add(row[field.column])
        self.found = {
            (model, key): str(record)
            for model, keys in wanted.items()
            for key, record in model.objects.in_bulk(keys - {None}).items()
        }

    def of_value(self, field, value):
        """Return the value of a field in words; None for nothing."""
        if value in (None, "", []):
            return None
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.ForeignKey):
            return self._of_record(field.related_model, value)
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def of_row(self, model, row):
        """Return what a record is called: by its name, or by the records that it ties together."""
        for column in NAMING:
            if row.get(column):
                return row[column]
        tied = [self._of_record(field.related_model, row[field.column]) for field in _links(model) if row[field.column]]
        return " – ".join(tied) or f"no. {row['id']}"

    def _of_record(self, model, key):
        if row := self.rows.get((model, key)):
            return self.of_row(model, row)
        return self.found.get((model, key), f"no. {key}")


def _links(model):
    return [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]


def by_page(entries):
    """Return lists of Compareds: what one page shows stands together, in the order of first mention."""
    places = {(entry.change.model, entry.change.key): entry for entry in entries}
    groups = {}
    for entry in entries:
        groups.setdefault(_page_of(entry.change, places), []).append(entry)
    return list(groups.values())


def _page_of(change, places):
    """Return (model, key) of the record whose page shows a row, as far as the set of changes tells."""
    row = change.after or change.before
    if change.model is Citation:
        target = next(name for name in CITABLE if row[f"{name}_id"])
        place = CITABLE[target], row[f"{target}_id"]
        return _page_of(places[place].change, places) if place in places else place
    owners = map(change.model._meta.get_field, OWNERS_OF.get(TARGET_OF.get(change.model), ()))
    if field := next((field for field in owners if row[field.column]), None):
        return field.related_model, row[field.column]
    if change.model is Event and row["agreement_id"]:
        return Agreement, row["agreement_id"]
    return change.model, change.key
