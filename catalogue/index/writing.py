"""Changing the index: one writer for a batch, which is seen whole or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import orjson
from tantivy import Index, IndexWriter, Query

from catalogue.index.entries import entries_of, taken
from catalogue.index.questions import AnyOf, HasAny, Question, of_kind
from catalogue.index.reader import Reader
from catalogue.index.rendered import SEPARATOR, Entry, Rendered, Surroundings
from catalogue.index.schema import EDITION, record_number, schema

HEAP = 15_000_000  # bytes, the least that a writer takes
HEAP_FOR_ALL = 100_000_000  # a sixth of the time for all entries


class NotWritten(Exception):
    """The index could not be changed; it still answers from the edition it has."""


class Busy(NotWritten):
    """Somebody else changes the index just now."""


@dataclass(slots=True)
class Change:
    """What becomes of the index in one step.

    `gone`: (kind, key) of records whose documents are no more. `is_all`: the documents are all that there are.
    `before`: the edition that it leads from; None leads from any.
    """

    edition: str
    documents: Iterable[Rendered] = ()
    gone: Iterable[tuple[str, int]] = ()
    around: Surroundings = field(default_factory=Surroundings)
    is_all: bool = False
    before: str | None = None


def write(index: Index, change: Change) -> None:
    """Put a change into the index. Raises: Busy, NotWritten; then nothing has changed."""
    with _writer(index, HEAP_FOR_ALL if change.is_all else HEAP) as writer:
        if change.before is not None and Reader(index).edition != change.before:
            raise Busy("Another process has changed the index meanwhile.")
        if change.is_all:
            writer.delete_all_documents()
        for kind, key in change.gone:
            _delete(writer, kind, key)
        for document in change.documents:
            if not change.is_all:
                _delete(writer, document.kind, document.key)
            for entry in entries_of(document, change.around):
                _add(writer, entry)
        writer.delete_documents_by_term("entry", EDITION)
        _add(writer, {"entry": EDITION, "by_slug": SEPARATOR.join([change.edition, EDITION, "0"])})


def _delete(writer: IndexWriter, kind: str, key: int) -> None:
    """Delete all entries of a document."""
    writer.delete_documents_by_query(Query.term_query(schema(), "owner", record_number(kind, key), "basic"))


def _add(writer: IndexWriter, entry: Entry) -> None:
    # As JSON: half the time that the library takes to make a document of a dict.
    writer.add_json(orjson.dumps({name: value for name, value in entry.items() if value not in _EMPTY}).decode())


_EMPTY: tuple[object, ...] = (None, "", [])


@contextmanager
def _writer(index: Index, heap: int) -> Iterator[IndexWriter]:
    """Lend a writer and commit what it was given; take it all back where that fails."""
    try:
        writer = index.writer(heap, 1)
    except ValueError as error:
        if "LockBusy" in str(error):
            raise Busy("Another process changes the index just now.") from error
        raise _not_written(error) from error
    try:
        yield writer
        writer.commit()
    except (ValueError, OSError) as error:
        with suppress(ValueError, OSError):
            writer.rollback()
        raise _not_written(error) from error
    except BaseException:
        with suppress(ValueError, OSError):
            writer.rollback()
        raise
    finally:
        with suppress(ValueError, OSError):  # a merge that fails is tried again with the next batch
            writer.wait_merging_threads()


def _not_written(error: Exception) -> NotWritten:
    return NotWritten(f"The index could not be written: {error}")


def dependents(reader: Reader, documents: Iterable[Rendered], gone: Iterable[tuple[str, int]]) -> Question:
    """Return the question for the records whose entries take something from documents that have changed.

    The records of an area take what is wider than it, the events of an agreement its sides: their entries are to be
    made anew with the documents that have changed.
    """
    slugs: dict[str, set[str]] = {kind: set() for kind in _TAKEN_BY}
    for document in documents:
        if document.kind in slugs:
            before = reader.document(document.kind, document.key)
            if before is None or before.form != taken(document):
                slugs[document.kind] |= {document.slug, *([before.slug] if before else [])}
    for kind, key in gone:
        if kind in slugs and (before := reader.document(kind, key)):
            slugs[kind].add(before.slug)
    return AnyOf(*(of_kind(*_TAKEN_BY[kind]) & HasAny(kind, sorted(some)) for kind, some in slugs.items() if some))


# The kinds whose entries take something from an area, and from an agreement.
_TAKEN_BY = {"area": ("agreement", "event"), "agreement": ("event",)}
