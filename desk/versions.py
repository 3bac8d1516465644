"""Two versions of a record: what changed between them, and restoring the earlier as a new change."""

from collections import defaultdict
from hashlib import blake2b

from django.db.models import Min

from agreements.history import parts_of
from agreements.models import Citation
from agreements.models.citations import TARGET_OF
from desk.changesets import apply, changes_between
from spacecoop.changes import last_state
from spacecoop.models import FormerSlug
from spacecoop.records import history_of, whole_change


def changes_of_record(record, start, end=None):
    """Return the set of changes to a record, its parts and the citations of both, from `start` until before `end`.

    `start`, `end`: moments; without an end, until now. What was changed together with what was changed at `start` is
    included, though it may have gone a moment before: a citation goes before the fact that goes with it.
    """
    keys = defaultdict(set)
    keys[type(record)].add(record.pk)
    for part, field in parts_of(type(record)):
        rows = history_of(part).objects.filter(**{f"{field}_id": record.pk})
        keys[part] |= set(rows.values_list("pgh_obj_id", flat=True))
    for part, ids in list(keys.items()):
        if target := TARGET_OF.get(part):
            cited = history_of(Citation).objects.filter(**{f"{target}_id__in": ids})
            keys[Citation] |= set(cited.values_list("pgh_obj_id", flat=True))
    return changes_between(_beginning(start, keys), end, keys)


def _beginning(start, keys):
    """Return when the work began of which a change at `start` was a part."""
    rows = [history_of(model).objects.filter(pgh_obj_id__in=wanted) for model, wanted in keys.items()]
    contexts = {key for some in rows for key in some.filter(pgh_created_at=start).values_list("pgh_context", flat=True)}
    begun = [some.filter(pgh_context__in=contexts - {None}).aggregate(at=Min("pgh_created_at"))["at"] for some in rows]
    return min([start, *(at for at in begun if at)])


class ChangedMeanwhile(Exception):
    """More has changed than whoever asked had seen."""


def mark_of(changes):
    """Return a mark of a set of changes that differs from that of any other."""
    return blake2b(repr(changes).encode(), digest_size=12).hexdigest()


def restore(record, moment, *, by, reason="", seen=None):
    """Restore a record, its parts and their citations as they stood just before `moment`, as a new change.

    `seen`: the mark of the changes that are to be undone. Raises: ChangedMeanwhile where there are others;
    IntegrityError where that breaks a rule now; then nothing is changed.
    """
    reason = reason or f"Restored as it was before {moment:%-d %B %Y, %H:%M:%S}"
    with whole_change(user=by.pk, reason=reason):
        changes = changes_of_record(record, moment)
        if seen and seen != mark_of(changes):
            raise ChangedMeanwhile
        apply(change.inverse for change in changes)


def deleted(model, key):
    """Return a record that was deleted, as it was, unsaved; None for what never was, is here, or was merged."""
    last = last_state(model, str(key))
    if last is None or FormerSlug.objects.filter(kind=model._meta.model_name, slug=getattr(last, "slug", "")).exists():
        return None
    columns = [field.attname for field in model._meta.concrete_fields if hasattr(last, field.attname)]
    return model(**{name: getattr(last, name) for name in columns} | {"pk": key})
