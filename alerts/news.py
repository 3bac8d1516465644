"""What has changed on a page that is followed, since it was told last: asked of the index by the page's question."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext

from agreements.history import parts_of, with_sources
from catalogue.contents import title_of
from catalogue.dressing import status_on
from catalogue.index.questions import ChangedAfter, Records
from catalogue.index.schema import record_of
from catalogue.plans import model_of
from catalogue.reading import documents_of, seen
from catalogue.search import KINDS
from opendata.answers import PLURALS
from opendata.feeds import in_words
from spacecoop.changes import changes_of, own_name
from spacecoop.records import history_of

MOST_KEPT = 2000  # records of a page of which it is known which are new to it and which have left it
MOST_TOLD = 50  # records of each sort that a message names
MOST_GONE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as a search shows it: `meta` its kind, type, parties or date; `changes` in words, of a record alone."""

    kind: str
    slug: str
    title: str
    meta: str
    changes: tuple = ()

    @property
    def path(self):
        return f"/{PLURALS[self.kind]}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Left:
    """A record that a page no longer shows; `entry`: as it is now, None where it was deleted."""

    kind: str
    title: str
    entry: Entry | None


@dataclass(slots=True)
class News:
    """Of a page: the records that are new to it, that have changed and that have left it; the numbers are of all."""

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    left: list = field(default_factory=list)
    new_count: int = 0
    changed_count: int = 0
    left_count: int = 0

    @property
    def count(self):
        return self.new_count + self.changed_count + self.left_count


def numbers_shown(what):
    """Return the numbers of the records that a Followed shows now; None where they are more than are kept."""
    reader = seen().reader
    return reader.numbers(what.question, "record") if reader.count(what.question) <= MOST_KEPT else None


def news_of(what, kept, revision):
    """Return the News of a Followed, and the numbers of what it shows now.

    `kept`: the numbers of what it showed when it was told, up to `revision`; None where they were too many. Then new
    records count as changed ones, and none is told to have left. Cost: three questions and three queries; of what has
    left one query for each record.
    """
    now, reader = numbers_shown(what), seen().reader
    changed = set(reader.numbers(what.question & ChangedAfter(revision), "record"))
    comparable = kept is not None and now is not None
    new, left = (set(now) - set(kept), set(kept) - set(now)) if comparable else (set(), set())
    changed -= new
    entries = _entries(new), _entries(changed, since=revision if what.record else None)
    return News(*entries, _left(left), len(new), len(changed), len(left)), now


def _entries(numbers, since=None):
    """Return the first of these records as Entries, what changed last first; `since`: with their changes after it."""
    if not numbers:
        return []
    hits = seen().reader.search(Records(sorted(numbers)), "by_changed", limit=MOST_TOLD).hits
    bodies = documents_of([hit.record for hit in hits], "body")
    return [_entry(kind, body, since) for (kind, _), body in bodies.items()]


def _entry(kind, body, since=None):
    changes = () if since is None else _changes_in_words(kind, body["key"], since)
    return Entry(kind, body["slug"], title_of(body), _meta(kind, body), changes)


def _meta(kind, body):
    told = str(KINDS[kind].subtitle(body))
    if kind != "agreement":
        return told
    status = status_on(body, timezone.now().date())["label"]
    return gettext("{parties}; {status}").format(parties=told, status=status) if told else str(status)


def _changes_in_words(kind, key, since):
    model = model_of(kind)
    parts = [(part, f"{name}_id") for part, name in parts_of(model)]
    changes = changes_of(model(pk=key), parts, seen().revision, for_readers=True)
    later = [change for change in changes if change.revision > since][:MOST_TOLD]
    return tuple(in_words(change) for change in with_sources(later))


def _left(numbers):
    some = sorted(numbers)[:MOST_GONE]
    bodies = documents_of([record_of(number) for number in some], "body")
    there = {record: _entry(record[0], body) for record, body in bodies.items()}
    return [Left(kind, _last_title(there, kind, key), there.get((kind, key))) for kind, key in map(record_of, some)]


def _last_title(there, kind, key):
    """Return what a record is called, or was before it was deleted."""
    if entry := there.get((kind, key)):
        return entry.title
    last = history_of(model_of(kind)).objects.filter(pgh_obj_id=key).order_by("-pgh_id").first()
    return str(own_name(last)) if last else ""
