"""What has changed, been deleted or moved since a revision, for whoever keeps a copy of the whole.

The renderer writes it down with each edition: it alone knows which documents became others by a change elsewhere, such
as the name of a party.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db import connection
from django.db.models import Q

from agreements.history import RECORDED
from catalogue.models import Change, Document, State
from spacecoop.records import history_of

CHANGED, DELETED, MERGED, RENAMED = "changed", "deleted", "merged", "renamed"
_INTO = """
    INSERT INTO catalogue_change (kind, slug, key, revision, changed_at, is_there)
    SELECT kind, slug, key, %(revision)s, coalesce(%(changed_at)s, now()), {is_there} FROM catalogue_document document
    WHERE {which}
    ON CONFLICT (kind, slug) DO UPDATE SET key = excluded.key, revision = excluded.revision,
        changed_at = excluded.changed_at, is_there = excluded.is_there
"""
_CAME = _INTO.format(is_there="true", which="until IS NULL AND since >= %(since)s")
_WENT = _INTO.format(
    is_there="false",
    which="""until = %(edition)s AND NOT EXISTS (
        SELECT FROM catalogue_document present
        WHERE present.kind = document.kind AND present.slug = document.slug AND present.until IS NULL
    )""",
)


def write_changes(state, edition):
    """Write down what an edition changes in the documents of the one that a State is still of.

    Where that cannot be told by revisions, all begins anew: at the first edition, after revisions went back, and where
    documents differ in one revision, since other code made them. Cost: two statements.
    """
    before = state.edition
    is_new = before is None or edition.revision < before.revision
    if is_new or (edition.revision == before.revision and _changes_documents(edition)):
        Change.objects.all().delete()
        state.first_edition, state.first_revision = edition.pk, edition.revision
    given = {"revision": edition.revision, "changed_at": edition.changed_at, "edition": edition.pk}
    with connection.cursor() as cursor:
        if state.first_edition == edition.pk:
            cursor.execute(_CAME, {**given, "since": 0})
        else:
            cursor.execute(_WENT, given)
            cursor.execute(_CAME, {**given, "since": edition.pk})


def _changes_documents(edition):
    return Document.objects.filter(Q(since=edition.pk) | Q(until=edition.pk)).exists()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list of changes, which is ordered by revision, kind and slug."""

    revision: int
    kind: str
    slug: str

    def __str__(self):
        return f"{self.revision}~{self.kind}~{self.slug}"

    @classmethod
    def read(cls, text):
        """Raises: ValueError for a text that is no place."""
        revision, kind, slug = text.split("~")
        place = cls(int(revision), kind, slug)
        if str(place) != text or not 0 <= place.revision < 2**62 or "\x00" in text:
            raise ValueError(text)
        return place


@dataclass(frozen=True, slots=True)
class Told:
    """What became of what stood under an address; `now_at`: the slug of the record that it leads to, if any."""

    kind: str
    slug: str
    revision: int
    changed_at: datetime
    what: str
    now_at: str | None

    @property
    def place(self):
        return Place(self.revision, self.kind, self.slug)


def changes_after(revision, until, most, *, kind="", place=None):
    """Return what changed after a revision, the last change of each address, in order; `until`: the last revision.

    `kind`: that of the records, all if empty; `place`: after which to go on. Cost: one query.
    """
    given = {"revision": revision, "until": until, "most": most, "kind": kind}
    which = "revision > %(revision)s AND revision <= %(until)s" + (" AND kind = %(kind)s" if kind else "")
    if place:
        given |= {"last": place.revision, "last_kind": place.kind, "last_slug": place.slug}
        which += (
            " AND (revision, slug) > (%(last)s, %(last_slug)s)"
            if kind
            else " AND (revision, kind, slug) > (%(last)s, %(last_kind)s, %(last_slug)s)"
        )
    query = f"""
        SELECT change.kind, change.slug, change.revision, change.changed_at, change.is_there,
            target.slug, target.key = change.key
        FROM (SELECT * FROM catalogue_change WHERE {which} ORDER BY revision, kind, slug LIMIT %(most)s) change
            LEFT JOIN spacecoop_formerslug former
                ON former.kind = change.kind AND former.slug = change.slug AND NOT change.is_there
            LEFT JOIN catalogue_change target
                ON target.kind = change.kind AND target.slug = former.current AND target.is_there
        ORDER BY change.revision, change.kind, change.slug
    """  # noqa: S608 - our own words
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return [_told(*row) for row in cursor.fetchall()]


def _told(kind, slug, revision, changed_at, is_there, now_at, is_same):
    if is_there:
        return Told(kind, slug, revision, changed_at, CHANGED, None)
    what = DELETED if now_at is None else RENAMED if is_same else MERGED
    return Told(kind, slug, revision, changed_at, what, now_at)


def beginning():
    """Return the edition from which every change is told, and its revision. Cost: one query."""
    return State.objects.values_list("first_edition", "first_revision").get()


def mark_of(revision, began):
    """Return the mark of the documents as of a revision: where another history led there, it is another one.

    `began`: see `beginning`. It is made of when the last change until then was made: a restored backup that goes on has
    it in common with what it was made of, up to where they part. Cost: one query.
    """
    last = " UNION ALL ".join(
        f"(SELECT pgh_revision, pgh_created_at FROM {history_of(model)._meta.db_table}"  # noqa: S608 - our own names
        " WHERE pgh_revision <= %(revision)s ORDER BY pgh_revision DESC LIMIT 1)"
        for model in RECORDED
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{last} ORDER BY pgh_revision DESC LIMIT 1", {"revision": revision})
        found = cursor.fetchone()
    told = found and (found[0], found[1].isoformat())
    return blake2b(repr((began, told)).encode(), digest_size=8).hexdigest()
