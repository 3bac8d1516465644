"""Everything at once: an archive of one file a kind of record, all of one revision."""

import hashlib
import json
import zipfile

from django.conf import settings
from django.utils import timezone

from catalogue.asked import Results
from catalogue.changes import beginning, mark_of
from catalogue.index.questions import of_kind
from opendata.api import LISTS
from opendata.changes import changes_url
from opendata.exports.package import described, written_tables
from opendata.exports.selection import Selection
from opendata.exports.statements import write_all_statements, write_sources

STATEMENTS, SOURCES = "statements.csv", "sources.csv"
NOTHING = {"bytes": 0, "sha256": ""}


def write_dump(site, seen):
    """Yield a ZIP archive as it grows: each kind of record as JSON lines, tables, and what describes them.

    `site`: its web address; `seen`: the Indexed whose edition is read.
    """
    written, files, day = _Written(), {}, timezone.now().date()
    selections = [
        Selection(name, "", "", Results(of_kind(viewset.kind), reader=seen.reader), None, day, seen=seen, site=site)
        for name, viewset in LISTS.items()
    ]
    sources = next(selection for selection in selections if selection.kind == "source")
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        blocks = {f"{selection.list_name}.jsonl": selection.lines() for selection in selections}
        blocks |= {STATEMENTS: write_all_statements(selections), SOURCES: write_sources(sources)}
        kinds = {f"{selection.list_name}.jsonl": {"kind": selection.kind} for selection in selections}
        for name, made in blocks.items():
            head = name.endswith(".csv")  # its first line names the columns
            files[name] = told = {**kinds.get(name, {}), "records": -head, **NOTHING}
            yield from _added(archive, written, name, told, (_counted(lines, told) for lines in made))
        with written_tables(selections) as tables:
            for name, (count, made) in tables.items():
                files[name] = told = {"records": count, **NOTHING}
                yield from _added(archive, written, name, told, made)
        package, manifest = described(site, seen.revision, files), _manifest(site, seen, files, day)
        for name, about in {"datapackage.json": package, "manifest.json": manifest}.items():
            archive.writestr(name, json.dumps(about, indent=2, ensure_ascii=False))
    yield written.take()


def _counted(lines, told):
    told["records"] += len(lines)
    return b"".join(lines)


def _added(archive, written, name, told, made):
    """Add a file of the pieces that `made` yields, complete what is `told` of it, and yield what is written."""
    checksum = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as file:
        for text in made:
            file.write(text)
            told["bytes"] += len(text)
            checksum.update(text)
            if written.blocks:
                yield written.take()
    told["sha256"] = checksum.hexdigest()


class _Written:
    """What the archive is written to: it cannot go back, and gives away what it has."""

    def __init__(self):
        self.blocks = []

    def write(self, block):
        self.blocks.append(bytes(block))
        return len(block)

    def flush(self):
        pass

    def take(self):
        blocks, self.blocks = self.blocks, []
        return b"".join(blocks)


def _manifest(site, seen, files, day):
    mark = mark_of(seen.revision, beginning())
    return {
        "name": "spacecoop",
        "revision": seen.revision,
        "edition": mark,
        "changes_url": changes_url(site, seen.revision, mark),
        "generated_at": timezone.now().isoformat(timespec="seconds"),
        "status_on": day.isoformat(),
        "licence": settings.LICENCE,
        "schema": f"{site}/api/v1/schema/",
        "site": f"{site}/",
        "files": files,
    }
