"""A past day: its documents, rendered from the rows as they were, and an index that answers for it.

The index of a day begins as a copy of the present one; what has changed since is entered into it as it was. It never
changes again: what a later edition changes is only added to what is rendered from the past when it is read.
"""

from collections import ChainMap, OrderedDict, defaultdict
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from threading import BoundedSemaphore, Lock

from django.db import connection, transaction
from django.db.models import Q
from django.utils.functional import cached_property

from agreements.history import RECORDED, last_changes
from catalogue.index.folder import FolderRefused
from catalogue.index.reader import Reader
from catalogue.index.rendered import sides_of
from catalogue.index.writing import Change, NotWritten, dependents
from catalogue.indexer import (
    BATCH,
    Indexed,
    Neighbours,
    as_entered,
    edition_called,
    in_memory,
    own_index,
    rendered,
    touched,
)
from catalogue.models import Document
from catalogue.past.schema import REVISION, SCHEMA
from catalogue.plans import PLANS, model_of, records_of
from catalogue.renderer import changed_since, texts_of
from spacecoop.languages import in_original_language
from spacecoop.models import FormerSlug
from spacecoop.records import history_of, in_batches

MOST_DOCUMENTS = 20_000  # that have changed since a day whose lists are asked for
MOST_CHANGES = 200_000  # rows of history that are looked through to find them
MOST_DAYS, MOST_KEPT = 8, 60_000  # indexes that a process keeps, and documents that are entered into them
WAIT = 20  # seconds for another request that makes an index
MOST_WAITING = 3  # requests in a process for a day that is made or to be made
# Areas and agreements first: the entries of others take something from them.
KINDS = ("area", "agreement", *(kind for kind in PLANS if kind not in ("area", "agreement")))


class TooMuch(Exception):
    """More has changed since the day than is rendered at once; its message says what to do."""


def revision_of(day):
    """Return the last revision before the first change that was made after the end of a day (UTC).

    None where nothing was. A change is made when its transaction begins. Cost: one query.
    """
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    firsts = " UNION ALL ".join(
        f"(SELECT pgh_revision FROM {history_of(model)._meta.db_table} WHERE pgh_created_at >= %(end)s"  # noqa: S608
        " ORDER BY pgh_created_at, pgh_revision LIMIT 1)"
        for model in RECORDED
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(pgh_revision) - 1 FROM ({firsts}) later", {"end": end})  # noqa: S608
        return cursor.fetchone()[0]


@contextmanager
def rows_as_of(revision):
    """Read the rows of records as they were; nothing can be written inside, and no writer is held.

    What is no record (documents, users, history) is read as it is.
    """
    with _settings(f"{SCHEMA}, public", revision):
        _refuse_absent_views()
        yield


def _refuse_absent_views():
    """Refuse to take the rows of today for those of the past where the schema is not there. Raises: RuntimeError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema")
        if cursor.fetchone() != (SCHEMA,):
            raise RuntimeError(f"The schema “{SCHEMA}” is missing: manage.py migrate makes it.")


@contextmanager
def _rows_of_today():
    with _settings("public"):
        yield


@contextmanager
def _settings(search_path, revision=""):
    """Have settings for a transaction that only reads; what they were before stands again after it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            cursor.execute(
                "SELECT set_config('search_path', %s, true), set_config(%s, %s, true)",
                [search_path, REVISION, str(revision)],
            )
        yield
        transaction.set_rollback(True)  # within another transaction, its settings stand again


@dataclass
class PastDay:
    """What a request reads by in place of an Indexed: records as of a revision, asked for inside `rows_as_of` it."""

    revision: int
    present: Indexed

    @property
    def edition(self) -> int:
        """The edition of the documents that have not changed since."""
        return self.present.edition

    @cached_property
    def _held(self):
        return held(self.revision, self.present)

    @property
    def reader(self) -> Reader:
        """The reader of that day's index. Raises: TooMuch; NotWritten where it cannot be made now."""
        return self._held.reader

    def document(self, kind: str, slug: str) -> tuple[int, str] | None:
        """Return (key, whole document as a text) of the record that had this slug; None where none had."""
        documents = _then(kind, self.keys_of(kind, [slug]), self.revision)
        return next(((document.key, document.body) for document in documents), None)

    def keys_of(self, kind: str, slugs: Iterable[str]) -> list[int]:
        """Return the keys of the records that had these slugs; of countries by their codes."""
        return [key for _, key in _slugs_and_keys(kind, slug__in=slugs)]

    def texts(self, kind: str, column: str, keys: Iterable[int]) -> dict[int, tuple[str, str] | None]:
        """Return {key: (slug, `row` or `body`)} of these records, or of those changed since, if that is known.

        It is None of a record that was not there.
        """
        asked = set(keys) & self._held.changed[kind] if "_held" in vars(self) else set(keys)
        then = _then(kind, sorted(asked), self.revision)
        return dict.fromkeys(asked) | {made.key: (made.slug, getattr(made, column)) for made in then}

    def slug_for(self, kind: str, slug: str) -> str | None:
        """Return the slug that the record had on that day which had this one before or after; None where none had."""
        return self._slug_of_renamed(kind, slug) or self._slug_of_survivor(kind, slug)

    def _slug_of_renamed(self, kind, slug):
        if kind == "country":
            return None
        states = history_of(model_of(kind)).objects.filter(slug=slug)
        before = states.filter(pgh_revision__lte=self.revision).order_by("-pgh_id")
        after = states.filter(pgh_revision__gt=self.revision).order_by("pgh_id")
        keys = [*before.values_list("pgh_obj_id", flat=True), *after.values_list("pgh_obj_id", flat=True)]
        there = {key: slug for slug, key in _slugs_and_keys(kind, pk__in=keys)}
        return next((there[key] for key in keys if key in there), None)

    def _slug_of_survivor(self, kind, slug):
        """Return that of the record into which the one with this slug had been merged by then."""
        former = FormerSlug.objects.filter(kind=kind, slug=slug).values_list("current", flat=True).first()
        if former is None or kind == "country":
            return None
        states = history_of(model_of(kind)).objects
        if states.filter(slug=slug, pgh_revision__gt=self.revision).exists():  # it was there later
            return None
        keys = states.filter(slug=former).values_list("pgh_obj_id", flat=True)
        return next((slug for slug, _ in _slugs_and_keys(kind, pk__in=list(keys))), None)


def _slugs_and_keys(kind, **which):
    """Return (slug, key) of the records of that day, of countries their codes in small letters."""
    records = model_of(kind).objects.order_by("pk")
    if kind == "country":
        which = {"code__in" if name == "slug__in" else name: [str(v).upper() for v in vs] for name, vs in which.items()}
        return [(code.lower(), key) for code, key in records.filter(**which).values_list("code", "pk")]
    return list(records.filter(**which).values_list("slug", "pk"))


def _then(kind, keys, revision):
    """Return the documents of records as they were, unsaved."""
    made = []
    for some in in_batches(keys, BATCH):
        changes = last_changes(model_of(kind), some, until=revision)
        for record in records_of(kind, some):
            row, body = texts_of(kind, record)
            last, changed_at = changes[record.pk]
            key = {"kind": kind, "key": record.pk, "slug": record.slug}
            made.append(Document(**key, row=row, body=body, revision=last, changed_at=changed_at))
    return made


@dataclass
class Held:
    """The index of a past day, and by kind the keys of what has changed from then until an edition, by its name.

    `entered`: how many entries it holds in memory, where it is no copy of the present one in its folder.
    """

    reader: Reader
    changed: dict[str, set[int]]
    edition: str
    entered: int

    def followed(self, edition):
        """Take in what has changed until the present edition; return whether that can be told."""
        if self.edition == edition:
            return True
        before, present = edition_called(self.edition), edition_called(edition)
        if before is None or present is None:
            return False
        for kind, key in touched(before).values_list("kind", "key"):
            self.changed[kind].add(key)
        self.edition = max((before.pk, self.edition), (present.pk, edition))[1]
        return True


_kept: OrderedDict[int, Held] = OrderedDict()
_looking = Lock()  # held for a look at what is kept
_making = Lock()  # held for as long as a day takes to be made
_places = BoundedSemaphore(MOST_WAITING)


def held(revision, present):
    """Return what is Held of the day that ended with a revision; made where this process does not keep it.

    Who asks for a day that is kept does not wait for one that is made, and few wait at once: the site's other visitors
    need the threads. Raises: TooMuch, NotWritten.
    """
    if day := _kept_day(revision, present):
        return day
    if not _places.acquire(blocking=False):
        raise NotWritten("Other past days are being made ready.")
    try:
        if not _making.acquire(timeout=WAIT):
            raise NotWritten("Another past day is being made ready.")
        try:
            return _kept_day(revision, present) or _keep(revision, _made(revision, present.reader))
        finally:
            _making.release()
    finally:
        _places.release()


def _kept_day(revision, present):
    """Return the day that ended with a revision if this process keeps it; None where it is to be made."""
    with _looking:
        day = _kept.pop(revision, None)
        if day is None or not day.followed(present.reader.edition):
            return None
        _kept[revision] = day
        return day


def _keep(revision, day):
    with _looking:
        _kept[revision] = day
        while len(_kept) > 1 and (len(_kept) > MOST_DAYS or sum(map(_size, _kept.values())) > MOST_KEPT):
            _kept.popitem(last=False)
        return day


def _size(day):
    return max(day.entered, sum(map(len, day.changed.values())))


@in_original_language
def _made(revision, present):
    try:
        return _made_of(own_index(), revision, present)
    except (NotWritten, FolderRefused):  # the log says why
        return _made_of(in_memory(), revision, present)


def _made_of(index, revision, present):
    with index.copied() as copy:
        edition = copy.reader().edition or present.edition
        before = edition_called(edition)
        if before is None or before.revision < revision:
            raise NotWritten("The index is not up to date yet.")
        changed = _changed_since(revision)
        is_whole = copy.reader().edition is None
        copy.write(_change(copy.reader(), before, revision, changed))
        return Held(copy.reader(), changed, edition, copy.reader().searcher.num_docs if is_whole else 0)


def _changed_since(revision):
    """Return {kind: keys} of what has changed since a revision. Raises: TooMuch."""
    with _rows_of_today():
        _refuse_more(MOST_CHANGES, _number_of_changes_since(revision), "changes were made")
        changed = defaultdict(set, changed_since(revision))
    _refuse_more(MOST_DOCUMENTS, sum(map(len, changed.values())), "records have changed")
    return changed


def _refuse_more(most, number, what):
    if number > most:
        raise TooMuch(f"More than {most:,} {what} since that day: ask for a later day, or take /dump/.")


def _number_of_changes_since(revision):
    """Return how many rows of history came after a revision; counting ends at one more than MOST_CHANGES."""
    parts = " UNION ALL ".join(
        f"(SELECT FROM {history_of(model)._meta.db_table} WHERE pgh_revision > %(revision)s LIMIT %(most)s)"
        for model in RECORDED
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({parts} LIMIT %(most)s) changes",  # noqa: S608
            {"revision": revision, "most": MOST_CHANGES + 1},
        )
        return cursor.fetchone()[0]


def _change(reader, before, revision, changed):
    """Return what leads from the Edition that the index `reader` holds, or from nothing, to an index of the past."""
    name, documents = f"{before} {revision}", Document.objects.of_edition(before.pk)
    around = NeighboursThen(documents, changed)
    if reader.edition is None:
        _refuse_more(MOST_DOCUMENTS, documents.count(), "records would have to be looked through")
        return Change(name, _all_then(documents, revision, changed, around), around=around, is_all=True)
    gone = [(kind, key) for kind, keys in changed.items() for key in keys]
    return Change(name, _changed_then(reader, documents, revision, changed, around), gone, around)


def _all_then(documents, revision, changed, around):
    """Yield all documents of the past: those that have changed since as they were, those that have not as they are."""
    for kind in KINDS:
        for some in in_batches(sorted(changed[kind]), BATCH):
            yield from around.taking(_entered(kind, some, revision))
        unchanged = documents.filter(kind=kind).exclude(key__in=changed[kind]).order_by("key")
        for some in in_batches(rendered(unchanged), BATCH):
            yield from around.beside(some)


def _changed_then(reader, documents, revision, changed, around):
    """Yield the documents that have changed since as they were, and those whose entries take something from them."""
    takers = defaultdict(set)
    for kind in KINDS:
        for some in in_batches(sorted(changed[kind]), BATCH):
            there = _entered(kind, some, revision)
            gone = {(kind, key) for key in some} - {(kind, document.key) for document in there}
            for hit in reader.hits(dependents(reader, there, gone)):
                takers[hit.kind].add(hit.key)
            yield from around.taking(there)
    for kind, keys in takers.items():
        for some in in_batches(sorted(keys - changed[kind]), BATCH):
            yield from around.beside(list(rendered(documents.filter(kind=kind, key__in=some))))


def _entered(kind, keys, revision):
    """Return documents of the past as the index takes them."""
    return [
        as_entered(kind, document.key, document.body, document.revision, document.changed_at)
        for document in _then(kind, keys, revision)
    ]


class NeighboursThen(Neighbours):
    """What entries of the past take from other documents: those of the past that were taken before, and the unchanged.

    `documents`: the queryset of all of an edition.
    """

    def __init__(self, documents, changed):
        unchanged = ~Q(kind="area", key__in=changed["area"]) & ~Q(kind="agreement", key__in=changed["agreement"])
        super().__init__(documents.filter(unchanged))
        self.sides_then = {}

    def taking(self, documents):
        """Remember what other entries take from these documents of the past; return them with what they take."""
        for document in documents:
            if document.kind == "area":
                self.wider[document.slug] = [area["slug"] for area in document.body["wider"]]
            if document.kind == "agreement":
                self.sides_then[document.slug] = sides_of(document.body)
        return self.beside(documents)

    def beside(self, documents):
        super().beside(documents)
        self.sides = ChainMap(self.sides_then, self.sides)
        return documents
