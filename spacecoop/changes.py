"""The history of a record as people read it: who changed which field from what to what, when and why."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext, pgettext_lazy

from spacecoop.records import history_of
from spacecoop.words import name_of_field, noun_of

# The fields that a record is called by, the first that it has.
NAMING = ("title", "name", "label", "phrase", "slug", "code")
LABELS = {
    "insert": pgettext_lazy("change of a record", "added"),
    "update": pgettext_lazy("change of a record", "changed"),
    "delete": pgettext_lazy("change of a record", "deleted"),
}

LATEST = 2**62  # later than every revision


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record: `fields` lists (name, old value, new value); `id` never names another change.

    `revision`: the one in which it was made; `context`: the key that changes made together share; `sources`: the names
    of those that it rests on, once looked up.
    """

    id: str
    model: type
    key: int
    revision: int
    context: UUID | None
    at: datetime
    by: str
    reason: str
    what: str
    kind: str
    record: str
    fields: tuple
    sources: tuple = ()

    @property
    def verb(self):
        return LABELS[self.what]


def changes_of(record, parts=(), until=LATEST, *, for_readers=False):
    """Return the changes of `record` and of its parts up to the revision `until`, newest first.

    `parts`: pairs of a model and the name of its foreign key to the record; what was deleted is included.
    `for_readers`: without what only curators see.
    Cost: one query for each model, one for the users.
    """
    rows = list(_rows(type(record), pgh_obj_id=record.pk, pgh_revision__lte=until))
    for model, key in parts:
        rows += _rows(model, **{key: record.pk, "pgh_revision__lte": until})
    names = _users(rows)
    changes = []
    before = {}
    for row in rows:
        place = (type(row), row.pgh_obj_id)
        previous = before.get(place)
        fields = differences(previous if row.pgh_label != "insert" else None, row, for_readers=for_readers)
        before[place] = row
        if fields or row.pgh_label == "delete":
            changes.append(as_change(row, fields, names))
    return sorted(changes, key=lambda change: change.at, reverse=True)


def digest_of(model, keys, parts=()):
    """Return a mark of records of one model and their `parts` that differs when anything in them does.

    `parts`: see `changes_of`. Cost: one query for each model.
    """
    keys, mark = list(keys), blake2b(digest_size=12)
    for kind, condition in [(model, {"pk__in": keys}), *((part, {f"{key}__in": keys}) for part, key in parts)]:
        mark.update(repr(list(kind.objects.filter(**condition).order_by("pk").values_list())).encode())
    return mark.hexdigest()


def last_state(model, key):
    """Return the last row of the history of a record that was deleted; None for one that never was, or is here.

    `key`: as an address has it.
    """
    rows = history_of(model).objects.filter(pgh_obj_id=key) if key.isdecimal() and len(key) < 19 else None
    last = rows and rows.select_related("pgh_context").order_by("pgh_id").last()
    return last if last and last.pgh_label == "delete" else None


def by_whom(row):
    """Return the name of who made the change that a row of history tells of."""
    return as_change(row, (), _users([row])).by


def _rows(model, **condition):
    return history_of(model).objects.filter(**condition).select_related("pgh_context").order_by("pgh_id")


def as_change(row, fields, names):
    """Return the Change that a row of history tells of. `names`: those of the users by their key."""
    context = row.pgh_context.metadata if row.pgh_context else {}
    return Change(
        id=f"{row.pgh_tracked_model._meta.model_name}/{row.pgh_id}",
        model=row.pgh_tracked_model,
        key=row.pgh_obj_id,
        revision=row.pgh_revision,
        context=row.pgh_context_id,
        at=row.pgh_created_at,
        by=names.get(context.get("user"), "outside the desk"),
        reason=context.get("reason", ""),
        what=row.pgh_label,
        kind=noun_of(row.pgh_tracked_model, 1),
        record=own_name(row)
        or " – ".join(str(new) for _, _, new in fields if new)
        or gettext("no. {number}").format(number=row.pgh_obj_id),
        fields=() if row.pgh_label == "delete" else tuple(fields),
    )


def differences(old, new, *, for_readers=False):
    """Return (name, old value, new value) of the fields that differ; None stands for what was not there.

    `for_readers`: without the fields that a model names as `curators_only`.
    """
    found, model = [], new.pgh_tracked_model
    hidden = getattr(model, "curators_only", ()) if for_readers else ()
    for field in model._meta.local_fields:
        if field.primary_key or field.name in hidden or not hasattr(new, field.attname):
            continue
        was, is_now = old and _value(old, field), _value(new, field)
        if was != is_now and not (old is None and is_now in ("", None, [])):
            found.append((name_of_field(field), was, is_now))
    return found


def _value(row, field):
    value = getattr(row, field.attname)
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.is_relation and value is not None:
        related = field.related_model.objects.filter(pk=value).first()
        return str(related) if related else gettext("a deleted record ({number})").format(number=value)
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def own_name(record):
    """Return what a record, or a row of its history, is called by itself; empty where it only ties others."""
    return next((value for name in NAMING if (value := getattr(record, name, None))), "")


def _users(rows):
    keys = {row.pgh_context.metadata.get("user") for row in rows if row.pgh_context}
    return dict(get_user_model().objects.filter(pk__in=keys - {None}).values_list("pk", "username"))
