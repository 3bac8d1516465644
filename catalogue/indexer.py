"""The indexer: documents become entries of the index that this site keeps.

Each site has an index of its own, made from the documents and never from the records. It answers for one edition: who
finds it behind brings it up to date, or answers from the edition that it has.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import orjson
from django.conf import settings
from django.db.models import Q

from catalogue.index.days import microseconds
from catalogue.index.folder import Folder, FolderRefused, Memory
from catalogue.index.open_days import is_told_by_status, open_plans
from catalogue.index.questions import of_kind
from catalogue.index.reader import Reader
from catalogue.index.rendered import Rendered, Surroundings, sides_of
from catalogue.index.schema import KINDS, ORDERS, VALUES
from catalogue.index.writing import Busy, Change, NotWritten, dependents
from catalogue.models import Document, Edition
from catalogue.renderer import Standing
from spacecoop.languages import in_original_language
from spacecoop.records import in_batches

logger = logging.getLogger("spacecoop.catalogue")
BATCH = 500
PAUSE_AFTER_FAILURE = 30  # seconds in which a process does not try to make an index in its folder again
PATIENCE = 0.3  # seconds that a request waits for another process that writes the same
PATIENCE_OF_REBUILD = 30  # seconds that a rebuild waits for one
# Where more documents have changed, all are entered anew: these are read a batch at a time, and never all at once.
MOST_CHANGED = 5_000


@dataclass(frozen=True, slots=True)
class Indexed:
    """A reader of the index, with the edition that it answers for.

    `is_stuck`: the index could not be written; it is no use to try again at once.
    """

    reader: Reader
    edition: int
    revision: int
    changed_at: datetime | None
    is_stuck: bool = False


@cache
def own_index() -> Folder | Memory:
    """Return the index of this site."""
    return Folder(Path(settings.INDEX_FOLDER)) if settings.INDEX_FOLDER else in_memory()


@cache
def in_memory() -> Memory:
    """Return the index of this process, for where no folder can hold one."""
    return Memory()


class OfAnotherEdition(Exception):
    """The index answers for an edition that a standby does not have: not yet, or never."""


def indexed(present: Standing, most: int | None = None, *, is_copy: bool = False) -> Indexed:
    """Return the index of this site, see `up_to_date`; one in memory while its folder holds none and cannot.

    Whether it can is tried again after a while: to try takes as long as making all of it.
    """
    global _tries_folder_at
    if time.monotonic() < _tries_folder_at:
        return up_to_date(in_memory(), present, most, is_copy=is_copy)
    try:
        return up_to_date(own_index(), present, most, is_copy=is_copy)
    except (NotWritten, FolderRefused) as error:
        _tries_folder_at = time.monotonic() + PAUSE_AFTER_FAILURE
        _say_once(f"Each process keeps an index in its memory for now. {error}")
        return up_to_date(in_memory(), present, most, is_copy=is_copy)


_tries_folder_at = 0.0


@lru_cache(16)
def _say_once(message: str) -> None:
    logger.error(message)


def up_to_date(index: Folder | Memory, present: Standing, most: int | None = None, *, is_copy: bool = False) -> Indexed:
    """Return the index as it answers for the present edition, or for the one that it has where it cannot follow.

    It cannot where another process writes it for longer than PATIENCE, where the disk is full, or where more than
    `most` documents have changed. `is_copy`: the documents are a standby's, to which the index never goes back. Cost:
    no query where nothing has changed. Raises: NotWritten and FolderRefused where it has no edition at all;
    OfAnotherEdition.
    """
    wanted, end = _name_of(present), time.monotonic() + PATIENCE
    while True:
        reader = index.reader(wanted)
        before = reader.edition != wanted and edition_called(reader.edition)
        if reader.edition == wanted or (before and not _is_to_follow(before, present, most)):
            return _indexed(reader)
        if is_copy and reader.edition and not before:
            raise OfAnotherEdition
        try:
            _write(index, reader, before, present)
        except Busy:
            if before and time.monotonic() > end:
                return _indexed(reader)
            time.sleep(0.02)
        except NotWritten:
            if not before:
                raise
            return replace(_indexed(reader), is_stuck=True)


def _is_to_follow(before: Edition, present: Standing, most: int | None) -> bool:
    """Tell whether the index is to be brought from an edition to the present one, and not beyond it already."""
    return before.pk < present.edition and (most is None or touched(before)[: most + 1].count() <= most)


def remove_old() -> None:
    """Remove from the folder of this site what other versions of our code, and kills, have left there."""
    index = own_index()
    if isinstance(index, Folder):
        index.remove_old()


def rebuild(index: Folder | Memory, present: Standing) -> None:
    """Make the index anew of all documents; readers go on with the one that there is until it is done.

    Raises: NotWritten.
    """
    end = time.monotonic() + PATIENCE_OF_REBUILD
    while True:
        try:
            return _write(index, index.reader(), None, present)
        except Busy:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@in_original_language
def _write(index: Folder | Memory, reader: Reader, before: Edition | None, present: Standing) -> None:
    index.write(_change(reader, before, present))


def differing(index: Folder | Memory, present: Standing) -> list[str]:
    """Return the fields of which the index holds anything else than one made anew of the present documents.

    Cost: as much as making it; nothing is written.
    """
    anew = Memory()
    made = up_to_date(anew, present).reader
    kept = up_to_date(index, present).reader
    orders = [order for order in ORDERS if kept.texts(of_kind(), order) != made.texts(of_kind(), order)]
    return [*orders, *(name for name in VALUES if kept.terms(name) != made.terms(name))]


def name_of(edition: int, revision: int, changed_at: datetime | None) -> str:
    """Return how the index calls an edition: two are the same only if number, revision and time are."""
    return f"{edition} {revision} {changed_at.isoformat() if changed_at else ''}"


def _name_of(present: Standing) -> str:
    return name_of(present.edition, present.revision, present.changed_at)


def _indexed(reader: Reader) -> Indexed:
    edition, revision, changed_at = reader.edition.split(" ")
    return Indexed(reader, int(edition), int(revision), datetime.fromisoformat(changed_at) if changed_at else None)


def touched(before: Edition):
    """Return the queryset of the documents that came or went after an edition."""
    return Document.objects.filter(Q(since__gt=before.pk) | Q(until__gt=before.pk))


def _change(reader: Reader, before: Edition | None, present: Standing) -> Change:
    """Return what leads from the edition `before` to the documents of the present one, whatever is rendered meanwhile.

    All of them where it is not known, or where more than MOST_CHANGED have changed.
    """
    documents = Document.objects.of_edition(present.edition)
    around = Neighbours(documents)
    if before is None or touched(before)[: MOST_CHANGED + 1].count() > MOST_CHANGED:
        return Change(_name_of(present), _all(documents, around), around=around, is_all=True)
    changed = list(rendered(documents.filter(since__gt=before.pk)))
    held = {(document.kind, document.key) for document in changed}
    ended = Document.objects.filter(until__gt=before.pk, until__lte=present.edition)
    gone = {*ended.values_list("kind", "key")} - held
    also = {hit.record for hit in reader.hits(dependents(reader, changed, gone))} - held - gone
    entered = around.beside([*changed, *_some(documents, also)])
    return Change(_name_of(present), entered, gone, around, before=reader.edition)


def edition_called(name: str | None) -> Edition | None:
    """Return the edition of this name, if its documents are still kept."""
    key = (name or "").split(" ")[0]
    edition = Edition.objects.filter(pk=int(key)).first() if key.isdigit() else None
    return edition if edition and name_of(edition.pk, edition.revision, edition.changed_at) == name else None


def _all(documents, around: "Neighbours") -> Iterator[Rendered]:
    for kind in KINDS:
        for batch in in_batches(rendered(documents.filter(kind=kind).order_by("key")), BATCH):
            yield from around.beside(batch)


def _some(documents, records: Iterable[tuple[str, int]]) -> Iterator[Rendered]:
    keys = defaultdict(list)
    for kind, key in records:
        keys[kind].append(key)
    for kind, some in keys.items():
        yield from rendered(documents.filter(kind=kind, key__in=some))


def rendered(documents) -> Iterator[Rendered]:
    """Yield documents, a queryset, as the index takes them."""
    columns = documents.values_list("kind", "key", "body", "revision", "changed_at")
    for document in columns.iterator(BATCH):
        yield as_entered(*document)


def as_entered(kind: str, key: int, body: str, revision: int, changed_at: datetime) -> Rendered:
    """Return a document, given by its columns, as the index takes it."""
    return Rendered(kind, {"key": key, **orjson.loads(body)}, revision, microseconds(changed_at))


class Neighbours(Surroundings):
    """What entries take from other documents, read a batch at a time; `documents`: the queryset of all."""

    def __init__(self, documents) -> None:
        self.documents = documents
        areas = documents.filter(kind="area").values_list("slug", "body")
        wider = {slug: [area["slug"] for area in orjson.loads(body)["wider"]] for slug, body in areas}
        super().__init__(wider, {})

    def beside(self, documents: list[Rendered]) -> list[Rendered]:
        """Read what these documents take from others, and return them."""
        agreements = (document.body["agreement"] for document in documents if document.kind == "event")
        slugs = {agreement["slug"] for agreement in agreements if agreement}
        rows = self.documents.filter(kind="agreement", slug__in=slugs).values_list("slug", "row") if slugs else ()
        self.sides = {slug: sides_of(orjson.loads(row)) for slug, row in rows}
        self.open = self._open_plans([document.body for document in documents if document.kind == "event"])
        return documents

    def _open_plans(self, events):
        """Return `open_plans` of the agreements whose status tells the outcome of one of these events."""
        slugs = {event["agreement"]["slug"] for event in events if is_told_by_status(event)}
        if not slugs:
            return {}
        agreements = self.documents.filter(kind="agreement", slug__in=slugs).values_list("body", flat=True)
        return {slug: days for body in agreements for slug, days in open_plans(orjson.loads(body)).items()}
