"""Everything at once: an archive of one file a kind of record, all of one revision."""

import hashlib
import json
import zipfile

from django.utils import timezone

from catalogue.asked import Results
from catalogue.index.questions import of_kind
from opendata.api import LISTS
from opendata.exports.links import LINK_TABLES
from opendata.exports.selection import LICENCE_ADDRESS, Selection
from opendata.exports.statements import write_all_statements, write_sources

STATEMENTS, SOURCES = "statements.csv", "sources.csv"
LICENCE = {"name": "CC BY 4.0", "url": LICENCE_ADDRESS}


def write_dump(request, seen):
    """Yield a ZIP archive as it grows: a file of JSON lines for each kind of record, tables, and a manifest of them.

    `seen`: the Indexed whose edition is read.
    """
    written, files, day = _Written(), {}, timezone.now().date()
    selections = [
        Selection(name, "", "", Results(of_kind(viewset.kind), reader=seen.reader), request, day, seen=seen)
        for name, viewset in LISTS.items()
    ]
    sources = next(selection for selection in selections if selection.kind == "source")
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        blocks = {f"{selection.list_name}.jsonl": selection.lines() for selection in selections}
        blocks |= {STATEMENTS: write_all_statements(selections), SOURCES: write_sources(sources)}
        blocks |= {name: links.lines(selections) for name, links in LINK_TABLES.items()}
        for name, made in blocks.items():
            head = name.endswith(".csv")  # its first line names the columns
            files[name] = told = {"records": -head, "bytes": 0, "sha256": hashlib.sha256()}
            with archive.open(name, "w", force_zip64=True) as file:
                for lines in made:
                    text = b"".join(lines)
                    file.write(text)
                    told["records"] += len(lines)
                    told["bytes"] += len(text)
                    told["sha256"].update(text)
                    if written.blocks:
                        yield written.take()
            told["sha256"] = told["sha256"].hexdigest()
        manifest = _manifest(request, seen.revision, files, day)
        archive.writestr("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
    yield written.take()


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


def _manifest(request, revision, files, day):
    return {
        "name": "spacecoop",
        "revision": revision,
        "generated_at": timezone.now().isoformat(timespec="seconds"),
        "status_on": day.isoformat(),
        "licence": LICENCE,
        "schema": request.build_absolute_uri("/api/v1/schema/"),
        "site": request.build_absolute_uri("/"),
        "files": files,
    }
