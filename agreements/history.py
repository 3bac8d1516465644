"""What changed last, from the history that the database keeps: of a record, of a list's records, of all there are."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, reduce
from operator import or_

from django.db import connection
from django.db.models import CharField, Count, F, Max, Model, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse

from agreements.models import Agreement, Area, AreaMatch, Citation, Event, Source
from agreements.models.citations import CITABLE, OWNERS_OF, TARGET_OF, owner_of, page_of
from spacecoop.changes import LABELS, LATEST, Change, as_change, differences, own_name
from spacecoop.dates import read_instant
from spacecoop.records import Among, history_of
from spacecoop.words import noun_of

# Every kind of record whose changes a reader may follow. The order is that of changes of one instant: what others
# lead to comes first, so that a set of changes can be made in it.
RECORDED = [*CITABLE.values(), AreaMatch, Source, Citation]
# Parts that a page shows besides those that OWNERS_OF names.
MORE_PARTS = {Agreement: [(Event, "agreement")], Area: [(AreaMatch, "area")]}
PAGE_SIZE = 50
DAYS_SHOWN = 5
ANY_KEY, ANY_REVISION = -1, -2
# The field that names a record in the list of its changes, where it has one.
NAMES = ("title", "name", "label", "text", "phrase")


def parts_of(model):
    """Return (model of a part, its field that leads to `model`) for all that a record's page shows."""
    name = TARGET_OF.get(model)
    owned = [
        (CITABLE[part], owner)
        for part, owners in OWNERS_OF.items()
        for owner in owners
        if CITABLE[part]._meta.get_field(owner).related_model is model
    ]
    cited = [(Citation, name)] if name else []
    return [*owned, *MORE_PARTS.get(model, []), *cited]


def _paths_to(model):
    """Yield (model, path to the record) of what a record's page shows: itself, its parts and their citations."""
    yield model, "pgh_obj"
    for part, field in parts_of(model):
        yield part, field
        if part in TARGET_OF:
            yield Citation, f"{TARGET_OF[part]}__{field}"


def last_changes(model, keys, until=LATEST):
    """Return {key: (revision, time)} of the last change to each record or a part of it; `until`: the last revision.

    A change of a citation of a part counts as well. Cost: one query.
    """
    last = {}
    for key, *change in _rows_of(_last_of_changes(model), list(keys), until):
        last[key] = max((*change,), last.get(key, (*change,)))
    return last


@cache
def _last_of_changes(model):
    """Return the statement that asks for the last changes of records, and its parameters, to be given to _rows_of."""
    latest = [
        history_of(part)
        .objects.filter(Among(F(path), [ANY_KEY]), pgh_revision__lte=ANY_REVISION)
        .order_by()
        .values_list(path)
        .annotate(Max("pgh_revision"), Max("pgh_created_at"))
        for part, path in _paths_to(model)
    ]
    return latest[0].union(*latest[1:], all=True).query.sql_with_params()


def _rows_of(asked, key, until):
    """Return the rows of a statement that was written down once, for a key or a list of keys and a revision.

    It asks every kind of part, and writing it down takes longer than the database takes to answer.
    """
    statement, parameters = asked
    given = {str(ANY_KEY): key, str([ANY_KEY]): key, str(ANY_REVISION): until}
    with connection.cursor() as cursor:
        cursor.execute(statement, [given.get(str(value), value) for value in parameters])
        return cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Changed:
    """How many records of one kind were added, changed or deleted on a day; `name`: of a single part, if it has any."""

    day: date
    kind: str
    verb: str
    count: int
    name: str


def days_of_change(record: Model, until: int = LATEST, most: int = DAYS_SHOWN) -> list[tuple[date, list[Changed]]]:
    """Return the last days on which a record or a part of it changed, newest first, as (day, list of Changed).

    `until`: the revision up to which changes count.

    Changes of the citations of its parts count as well. Cost: one query.
    """
    days = {}
    for changed in _added_up(_rows_of(_count_of_changes(type(record)), record.pk, until)):
        days.setdefault(changed.day, []).append(changed)
    return sorted(days.items(), reverse=True)[:most]


@cache
def _count_of_changes(model):
    """Return the statement that counts the changes of a record by day, and its parameters, to be given to _rows_of."""
    counted = [_counted_by_day(kind, path, ANY_KEY) for kind, path in _paths_to(model)]
    return counted[0].union(*counted[1:], all=True).query.sql_with_params()


def _counted_by_day(kind, path, key):
    history = history_of(kind)
    fields = {field.name for field in kind._meta.local_fields}
    name = next((F(name) for name in NAMES if name in fields and path != "pgh_obj"), Value(""))
    return (
        history.objects.filter(**{path: key}, pgh_revision__lte=ANY_REVISION)
        .order_by()
        .values("pgh_label", on_day=TruncDate("pgh_created_at"), sort=Value(RECORDED.index(kind)))
        .annotate(changes=Count("pgh_id"), last_name=Max(Cast(name, CharField())))
    )


def _added_up(rows):
    """Return the Changed of rows, in order, those that reach one kind by different ways together.

    `rows`: (label, day, place of the kind in RECORDED, number of changes, a name).
    """
    numbers, names = {}, {}
    for label, day, sort, changes, name in rows:
        key = day, sort, list(LABELS).index(label)
        numbers[key] = numbers.get(key, 0) + changes
        names[key] = name or ""
    verbs = list(LABELS.values())
    return [
        Changed(key[0], noun_of(RECORDED[key[1]], count), verbs[key[2]], count, names[key] if count == 1 else "")
        for key, count in sorted(numbers.items())
    ]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list of all changes, newest first."""

    at: datetime
    kind: int
    row: int

    def __str__(self):
        return f"{self.at.isoformat()}~{self.kind}~{self.row}"

    @classmethod
    def read(cls, text):
        """Raises: ValueError for a text that is no cursor."""
        text = text.replace(" ", "+")
        at, kind, row = text.split("~")
        cursor = cls(read_instant(at), int(kind), int(row))
        if str(cursor) != text or abs(cursor.row) >= 2**63:
            raise ValueError(text)
        return cursor

    def after_it(self, kind):
        """Return the condition on the history of the kind with number `kind` that keeps what is older."""
        older = Q(pgh_created_at__lt=self.at)
        if kind > self.kind:
            return older | Q(pgh_created_at=self.at)
        return older | Q(pgh_created_at=self.at, pgh_id__lt=self.row) if kind == self.kind else older


@dataclass(frozen=True, slots=True)
class PublicChange:
    """A change as everybody may see it: `page` and `title` are of the record whose page shows it, if it exists.

    `record`: the kind and the key of that record, else of what was changed itself: “agreement/12”.
    """

    change: Change
    page: str | None
    title: str
    record: str
    cursor: Cursor


def latest_changes(before=None, most=PAGE_SIZE, until=LATEST):
    """Return the newest PublicChanges up to the revision `until`, or those older than the Cursor `before`.

    Cost: two queries, and at most three for each kind of record among them and one for each kind of page.
    """
    places = _places(before, most, until)
    rows = {}
    for kind in {place.kind for place in places}:
        keys = [place.row for place in places if place.kind == kind]
        rows.update({(kind, key): row for key, row in _rows(history_of(RECORDED[kind]), keys).items()})
    found = [(place, *rows[place.kind, place.row]) for place in places]
    pages = _pages([row for _, row, _ in found])
    names = _names_of_ties([row for _, row, _ in found])
    changes = with_sources([_named(as_change(row, fields, {}), names) for _, row, fields in found])
    return [
        PublicChange(change, *pages.get(_owner_key(row), (None, "", _name_of(change.model, change.key))), place)
        for change, (place, row, _) in zip(changes, found, strict=True)
    ]


def _names_of_ties(rows):
    """Return {(model, key): in words} of the records without a name of their own that rows of history tell of.

    Of those that exist. Cost: one query for each kind.
    """
    nameless = {}
    for row in rows:
        if not own_name(row):
            nameless.setdefault(row.pgh_tracked_model, set()).add(row.pgh_obj_id)
    names = {}
    for model, keys in nameless.items():
        ties = [field.name for field in model._meta.fields if field.is_relation]
        records = model.objects.select_related(*ties).in_bulk(keys)
        names |= {(model, key): str(record) for key, record in records.items()}
    return names


def _named(change, names):
    name = names.get((change.model, change.key))
    return replace(change, record=name) if name else change


def with_sources(changes):
    """Return Changes with their `sources`: the titles of those that were cited for the record together with it.

    A change of a citation itself rests on the source that it names. Cost: one query.
    """
    asked = {}
    for change in changes:
        if change.context and (change.model is Citation or change.model in TARGET_OF):
            asked.setdefault(change.model, set()).add(change.key)
    if not asked:
        return changes
    column = {model: "pgh_obj_id" if model is Citation else f"{TARGET_OF[model]}_id" for model in asked}
    of_any = reduce(or_, (Q(**{f"{column[model]}__in": keys}) for model, keys in asked.items()))
    rows = history_of(Citation).objects.filter(of_any, pgh_context__in={change.context for change in changes})
    found = {}
    for row in rows.exclude(pgh_label="delete").values("pgh_context_id", "source__title", *column.values()):
        for model, name in column.items():
            cited = found.setdefault((model, row[name], row["pgh_context_id"]), set())
            cited |= {row["source__title"]} - {None}
    return [
        replace(change, sources=tuple(sorted(found.get((change.model, change.key, change.context), ()))))
        for change in changes
    ]


def _places(before, most, until):
    latest = []
    for kind, model in enumerate(RECORDED):
        history = history_of(model).objects.filter(pgh_revision__lte=until).order_by("-pgh_id")
        if before:
            history = history.filter(before.after_it(kind))
        latest.append(history.values_list("pgh_created_at", Value(kind), "pgh_id")[:most])
    places = [Cursor(*place) for place in latest[0].union(*latest[1:], all=True)]
    return sorted(places, key=lambda place: (place.at, -place.kind, place.row), reverse=True)[:most]


def _rows(history, keys):
    """Return {key: (row of history, its differences from the row before)}; an addition has none."""
    earlier = history.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    rows = (
        history.objects.filter(pk__in=keys)
        .select_related("pgh_context")
        .annotate(previous=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))
    )
    updates = {row.previous for row in rows if row.pgh_label == "update"}
    previous = history.objects.in_bulk(updates) if updates else {}
    return {row.pk: (row, _public_differences(previous.get(row.previous), row)) for row in rows}


def _public_differences(before, row):
    return differences(before, row, for_readers=True) if before else []


def _owner_key(row):
    """Return (kind, key) of the record by which the page is found that shows what a row of history is of."""
    model = row.pgh_tracked_model
    if model is Citation:
        name = next(name for name in CITABLE if getattr(row, f"{name}_id"))
        return name, getattr(row, f"{name}_id")
    if model is AreaMatch:
        return "area", row.area_id
    name = TARGET_OF.get(model, model._meta.model_name)
    owner = owner_of(name, row)
    return (page_of(name, owner), getattr(row, f"{owner}_id")) if owner else (name, row.pgh_obj_id)


def _pages(rows):
    """Return {(name, key): (address, title, name of the record)} of the pages that show the rows of history.

    As far as they exist.
    """
    wanted = {}
    for row in rows:
        name, key = _owner_key(row)
        wanted.setdefault(name, set()).add(key)
    pages = {}
    for name, keys in wanted.items():
        records = CITABLE.get(name, Source).objects.select_related(*OWNERS_OF.get(name, ()))
        for key, record in records.in_bulk(keys).items():
            owner = owner_of(name, record)
            shown = getattr(record, owner) if owner else record
            address = reverse(page_of(name, owner), args=[shown.slug])
            pages[name, key] = address, str(shown), _name_of(type(shown), shown.pk)
    return pages


def _name_of(model, key):
    return f"{model._meta.model_name}/{key}"
