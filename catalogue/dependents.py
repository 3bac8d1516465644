"""Which documents a changed row is part of: the plans of loading, read backwards.

A document depends on what its plan loads: so the way back from a row to its documents is made from the plans.
"""

from functools import cache

from agreements.models import (
    Area,
)
from catalogue.plans import PLANS, model_of, plan_of


@cache
def paths_of(kind):
    """Return the ways from a kind of record to all that its plan loads, each as a tuple of fields."""
    return frozenset(_paths(plan_of(kind)))


def _paths(queryset, before=()):
    selected = queryset.query.select_related
    yield from _selected(queryset.model, selected if isinstance(selected, dict) else {}, before)
    for prefetch in queryset._prefetch_related_lookups:
        path, model = before, queryset.model
        for name in prefetch.prefetch_through.split("__"):
            path = (*path, model._meta.get_field(name))
            model = path[-1].related_model
        yield path
        yield from _paths(prefetch.queryset, path)


def _selected(model, names, before):
    for name, further in names.items():
        field = model._meta.get_field(name)
        yield (*before, field)
        yield from _selected(field.related_model, further, (*before, field))


def documents_with(model, rows):
    """Yield (kind, keys) of the documents that show any of `rows`, as they are or as they were.

    `rows`: the columns of changed rows by attribute, old and new ones, `pk` among them. A row that led elsewhere
    before is found by what it led to then, since the rows between are in the history themselves.
    Cost: at most one query for each way that a plan leads to the model.
    """
    keys = {row["pk"] for row in rows}
    for kind in PLANS:
        root = model_of(kind)
        if root is model:
            yield kind, keys
        for path in paths_of(kind):
            if path[-1].related_model is model:
                yield kind, _roots(root, path, rows, keys)
    if model is Area:  # an area tells of all that stand above it
        yield "area", set(Area.objects.below(keys).values_list("pk", flat=True))


def _roots(root, path, rows, keys):
    """Return the keys of the records from which a path leads to the rows."""
    *before, last = path
    if last.one_to_many:  # the row names what it is a part of
        keys = {row[last.field.attname] for row in rows} - {None}
        path = before
    if not keys or not path:
        return keys
    name = "__".join(field.name for field in path)
    return set(root.objects.filter(**{f"{name}__in": keys}).order_by().values_list("pk", flat=True))
