"""How far the documents and the index are behind the records: for /readyz and /metrics."""

import time
from pathlib import Path

from django.conf import settings

from catalogue.index.folder import FolderRefused, Memory
from catalogue.indexer import name_of, own_index
from catalogue.renderer import standing_now
from spacecoop.metrics import gauge
from spacecoop.models import Revision

MOST_BEHIND = 60  # seconds that documents or index may be behind while nothing moves


class Unmoved:
    """For how long something has stayed as it is, while it was behind, as far as this process has seen."""

    def __init__(self):
        self.state, self.since = object(), 0.0

    def seconds(self, state):
        if state != self.state:
            self.state, self.since = state, time.monotonic()
        return time.monotonic() - self.since


class Lag:
    """Since when the documents and the index have not moved though they were behind; asked by requests and probes."""

    def __init__(self):
        self.documents, self.index = Unmoved(), Unmoved()

    def of_documents(self, present):
        """Return seconds; 0 where they show the present records, or where other code is to render them."""
        return self.documents.seconds(present.edition) if present.is_behind else 0.0

    def of_index(self, present, edition):
        is_behind = bool(present.edition) and (edition or 0) < present.edition
        return self.index.seconds(edition) if is_behind else 0.0


lag = Lag()


def not_ready():
    """Yield (what, why it is not ready). Cost: one query."""
    present = standing_now()
    edition = _edition_of_index(present)
    if present.edition is None:
        yield "catalogue", "No documents have been made yet: manage.py catalogue --update makes them."
        return
    if (seconds := lag.of_documents(present)) > MOST_BEHIND:
        yield "catalogue", f"The documents have been behind the records for {seconds:.0f} seconds; the log says why."
    if _has_folder() and (seconds := lag.of_index(present, edition)) > MOST_BEHIND:
        yield "index", f"The index has been behind the documents for {seconds:.0f} seconds; the log says why."


def metrics():
    """Return the metrics of documents and index. Cost: two queries."""
    present = standing_now()
    edition = _edition_of_index(present)
    revision = Revision.objects.values_list("number", flat=True).first() or 0
    behind = max((present.edition or 0) - edition, 0) if edition else 0
    return [
        gauge("records_revision", "The revision of the records.", revision),
        gauge("catalogue_edition", "The present edition of the documents.", present.edition or 0),
        gauge("catalogue_lag_revisions", "Revisions that the documents are behind.", revision - present.revision),
        gauge("catalogue_lag_seconds", "Seconds that the documents stay behind.", lag.of_documents(present)),
        gauge("index_edition", "The edition that the index of this site has; 0: none yet.", edition or 0),
        gauge("index_lag_editions", "Editions that the index is behind the documents.", behind),
        gauge("index_lag_seconds", "Seconds that the index stays behind.", lag.of_index(present, edition)),
        gauge("index_bytes", "Size of the index on the disk; 0 where it is kept in memory.", _bytes_of_index()),
    ]


def _has_folder():
    return bool(settings.INDEX_FOLDER) and not isinstance(own_index(), Memory)


def _edition_of_index(present):
    """Return the edition that the index of this site answers for; None where it has none, or none that can be read."""
    try:
        name = own_index().reader(name_of(present.edition, present.revision, present.changed_at)).edition
    except FolderRefused:
        return None
    return int(name.split(" ")[0]) if name else None


def _bytes_of_index():
    folder = Path(settings.INDEX_FOLDER) if settings.INDEX_FOLDER else None
    return sum(path.stat().st_size for path in folder.glob("index-*/*")) if folder and folder.is_dir() else 0
