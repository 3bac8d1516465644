"""The renderer: what has changed in the records, as the history tells it, becomes documents of a new edition.

It reads one state of the database and writes to the catalogue alone: nobody who writes records waits for it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from time import sleep

import orjson
from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import F
from psycopg.errors import SerializationFailure

from agreements.history import RECORDED, last_changes
from catalogue.changes import write_changes
from catalogue.dependents import documents_with
from catalogue.documents import documents_of
from catalogue.models import Document, Edition, State
from catalogue.plans import PLANS, model_of, records_of
from spacecoop.languages import in_original_language
from spacecoop.models import Revision
from spacecoop.records import Among, history_of, in_batches, one_state

BATCH = 500
COLUMNS = ("slug", "row", "body", "revision", "changed_at")  # what may differ from one edition to the next
# By COPY: an INSERT takes three times as long as all else for these texts, most of it to mask their quotes.
ADD_DOCUMENTS = f"COPY {Document._meta.db_table} (kind, key, since, {', '.join(COLUMNS)}) FROM STDIN"
NO_CHANGE = (0, datetime.fromtimestamp(0, UTC))  # of a record whose history is not kept
KEPT_MINUTES = 60
MADE_BY = (
    *(
        "catalogue/*documents.py",
        "catalogue/document_parts.py",
        "catalogue/plans.py",
        "catalogue/facts.py",
        "catalogue/statements.py",
        "agreements/statements.py",
        "agreements/status.py",
        "agreements/models/*.py",
    ),
    *("agreements/evidence.py", "agreements/facts.py", "agreements/foreseen.py", "agreements/happened.py"),
    *("agencies/models/*.py", "spacecoop/dates.py", "spacecoop/fields.py", "spacecoop/signs.py"),
)


def up_to_date(most=None, *, take_over=False):
    """Render what has changed since the present edition, if that is not more than `most` documents.

    `take_over`: also make anew what other code has made; without it that code's own renderer is left to it, so that
    two versions on one database do not undo each other's work.
    Return whether the documents show the present records. They may not where somebody else renders just now.
    Cost: one query where nothing has changed.
    """
    standing = standing_now()
    if standing.is_current or settings.READ_ONLY or not (standing.is_ours or take_over):
        return standing.shows_present
    try:
        with one_state():
            # The renderer waits its turn: readers who look how much has changed would come before it for ever.
            state = State.objects.select_for_update(skip_locked=most is not None).first() or _first_state()
            return bool(state) and _render(state, most)
    except OperationalError as error:  # somebody else has rendered between our first look and the lock
        if not isinstance(error.__cause__, SerializationFailure):
            raise
        return standing_now().is_current


def _first_state():
    """Return the row of the state where there is none yet; None where somebody else holds it."""
    if State.objects.exists():
        return None
    State.objects.bulk_create([State(pk=1)], ignore_conflicts=True)  # whoever comes second waits for the first
    return State.objects.select_for_update(skip_locked=True).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """The present edition, None where nothing is rendered yet, and how it stands to the records and to this code."""

    edition: int | None
    revision: int
    changed_at: datetime | None
    shows_present: bool  # the edition is of the records as they are
    is_ours: bool  # this code has made its documents, or is to make the first

    @property
    def is_current(self):
        """Whether the documents show the present records, as this code makes them."""
        return self.shows_present and self.is_ours

    @property
    def is_behind(self):
        """Whether the documents are this code's to bring up to date."""
        return self.is_ours and not self.shows_present


def standing_now() -> Standing:
    """Return the present Standing. Cost: one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT edition.id, edition.revision, edition.changed_at,
                edition.revision = coalesce(revision.number, 0)
                    AND edition.changed_at IS NOT DISTINCT FROM revision.changed_at,
                state.code = %s
            FROM catalogue_state state JOIN catalogue_edition edition ON edition.id = state.edition_id
                LEFT JOIN spacecoop_revision revision ON true
            """,
            [CODE],
        )
        found = cursor.fetchone()
    return Standing(*found) if found else Standing(None, 0, None, shows_present=False, is_ours=True)


def rebuild():
    """Make every document anew, whatever there is; readers go on with the present ones until it is done."""
    State.objects.update(code="")
    wait_until_up_to_date()


def wait_until_up_to_date() -> None:
    """Render what has changed, and what other code has made; or wait until whoever renders it now is done.

    A site for reading only takes what there is.
    """
    while not settings.READ_ONLY and not up_to_date(take_over=True):
        sleep(0.1)


def differing():
    """Return (kind, slug) of every document that is not what its records say now, those too many and too few included.

    Cost: as much as a rebuild; nothing is written.
    """
    wrong = []
    for kind in PLANS:
        kept = {key: tuple(texts) for key, *texts in _present(kind).values_list("key", "slug", "row", "body")}
        for keys in in_batches(all_keys(kind), BATCH):
            made = ((record.pk, (record.slug, *texts_of(kind, record))) for record in records_of(kind, keys))
            wrong += [(kind, texts[0]) for key, texts in made if kept.pop(key, None) != texts]
        wrong += [(kind, slug) for slug, _, _ in kept.values()]
    return wrong


def take_away_superseded():
    """Delete the documents and editions that nobody reads any more.

    An edition may be read until the one that followed it is an hour old, however old it is itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(id) FROM catalogue_edition WHERE rendered_at < now() - %s * interval '1 minute'",
            [KEPT_MINUTES],
        )
        oldest = cursor.fetchone()
        cursor.execute("DELETE FROM catalogue_document WHERE until <= %s", oldest)
        cursor.execute("DELETE FROM catalogue_edition WHERE id < %s", oldest)


def _code():
    """Return a mark of the code that documents are made by, the same in every checkout of one state."""
    mark = blake2b(digest_size=8)
    root = Path(__file__).resolve().parent.parent
    for path in MADE_BY:
        for file in sorted(root.glob(path)):
            mark.update(file.read_bytes())
    return mark.hexdigest()


CODE = _code()


@in_original_language
def _render(state, most):
    changed = _changed(state)
    if changed and None in changed.values():
        count = sum(model_of(kind).objects.count() for kind in PLANS) if most else 0
    else:
        count = sum(map(len, changed.values()))
    if most is not None and count > most:
        return False
    _write(state, changed)
    return True


def _changed(state):
    """Return {kind: keys} of the documents that what has changed since the present edition is part of; None: all."""
    edition = state.edition
    if edition is None or state.code != CODE or state.tables != _tables():
        return dict.fromkeys(PLANS)
    return changed_since(edition.revision)


def changed_since(revision):
    """Return {kind: keys} of the documents that what has changed after a revision is or was a part of.

    Cost: two queries for each model that has changed, and one for each way that a plan leads to it.
    """
    changed = defaultdict(set)
    for model in _changed_models(revision):
        for kind, keys in documents_with(model, _rows_since(model, revision)):
            changed[kind] |= keys
    return changed


def _changed_models(revision):
    """Return the models of which the history has anything after a revision. Cost: one query."""
    asked = " UNION ALL ".join(
        f"SELECT {place} WHERE EXISTS (SELECT FROM {history_of(model)._meta.db_table} WHERE pgh_revision > %(since)s)"  # noqa: S608
        for place, model in enumerate(RECORDED)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, {"since": revision})
        return [RECORDED[place] for (place,) in cursor.fetchall()]


def _rows_since(model, revision):
    """Return the rows of a model that changed after a revision, as they are and as they were just before."""
    history = history_of(model)
    later = history.objects.filter(pgh_revision__gt=revision)
    keys = set(later.values_list("pgh_obj_id", flat=True))
    names = [field.attname for field in model._meta.local_fields if field.is_relation]
    before = history.objects.filter(pgh_obj_id__in=keys, pgh_revision__lte=revision)
    before = before.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [
        {"pk": key, **dict(zip(names, values, strict=True))}
        for rows in (later, before)
        for key, *values in rows.values_list("pgh_obj_id", *names)
    ]


def _write(state, changed):
    """Write the documents of `changed`, {kind: keys or None for all}, as a new edition."""
    revision = Revision.objects.first()
    edition = Edition.objects.create(
        revision=revision.number if revision else 0, changed_at=revision.changed_at if revision else None
    )
    if state.edition:
        for kind, keys in changed.items():
            _supersede_lost(kind, keys, edition.pk)
    for kind, keys in changed.items():
        _write_kind(kind, keys, edition.pk)
    write_changes(state, edition)
    state.edition, state.code, state.tables = edition, CODE, _tables()
    state.save()


def _supersede_lost(kind, keys, edition):
    """End the documents of records that are no more; `keys`: None for all."""
    lost = _present(kind) if keys is None else _present(kind).filter(key__in=keys)
    lost.exclude(key__in=model_of(kind).objects.values("pk")).update(until=edition)


def _write_kind(kind, keys, edition):
    for some in in_batches(all_keys(kind) if keys is None else sorted(keys), BATCH):
        _write_batch(kind, some, edition)


def all_keys(kind):
    """Return the keys of all records of a kind, in order. Cost: one query."""
    return model_of(kind).objects.order_by("pk").values_list("pk", flat=True)


def _write_batch(kind, keys, edition):
    """Write the documents that differ from those there are."""
    made = {record.pk: (record.slug, *texts_of(kind, record)) for record in records_of(kind, keys)}
    changes = last_changes(model_of(kind), made)
    made = {key: (*texts, *changes.get(key, NO_CHANGE)) for key, texts in made.items()}
    kept = {
        key: tuple(texts) for key, *texts in _present(kind).filter(Among(F("key"), made)).values_list("key", *COLUMNS)
    }
    new = {key: texts for key, texts in made.items() if texts != kept.get(key)}
    if superseded := [key for key in new if key in kept]:
        _present(kind).filter(Among(F("key"), superseded)).update(until=edition)
    if new:
        # What goes wrong in a copy is not told as an error of Django's otherwise.
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(ADD_DOCUMENTS) as copy:
            for key, texts in new.items():
                copy.write_row((kind, key, edition, *texts))


def texts_of(kind, record):
    """Return the document of a loaded record as two texts, row and body."""
    row, body = documents_of(kind, record)
    return orjson.dumps(row).decode(), orjson.dumps(body).decode()


def _present(kind):
    return Document.objects.filter(kind=kind, until=None)


def _tables():
    """Return a mark of the files in which the records lie: a truncated or restored table lies in another."""
    names = [model._meta.db_table for model in RECORDED]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(relname || relfilenode, ',' ORDER BY relname)) FROM pg_class"
            " WHERE relname = ANY(%s) AND relnamespace = current_schema::regnamespace",
            [names],
        )
        return cursor.fetchone()[0] or ""
